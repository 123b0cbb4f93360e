//! What reviews, lessons and "did not fit" change in a case.

use super::super::event::{Body, Event};
use super::super::fact::Fact;
use super::super::review::{Review, ReviewAnswer, ReviewState, Settled};
use super::super::state::{Case, Lesson, Unfit};

pub(super) fn evolve(case: &mut Case, fact: &Fact, body: &Body) -> Option<()> {
    let (at, by) = (body.at, fact.agent().to_owned());
    match &body.event {
        Event::Reviewed { review, of, interaction, scores, comments, causes, blind } => {
            if let Some(id) = interaction {
                case.interaction(*id)?;
            }
            case.reviews.push(Review {
                id: *review,
                at,
                by,
                of: of.clone(),
                interaction: *interaction,
                scores: scores.clone(),
                comments: comments.clone(),
                causes: causes.clone(),
                blind: *blind,
                answer: None,
                settled: None,
            });
        }
        Event::ReviewAnswered { review, agree, reason, proposed } => {
            let found = case.reviews.iter_mut().find(|r| r.id == *review && r.answer.is_none())?;
            let (reason, proposed) = (reason.clone(), proposed.clone());
            found.answer = Some(ReviewAnswer { at, agree: *agree, reason, proposed });
        }
        Event::ReviewSettled { review, how, scores, comment } => {
            let disputed = |r: &&mut Review| r.id == *review && r.state() == ReviewState::Disputed;
            let found = case.reviews.iter_mut().find(disputed)?;
            found.settled = Some(Settled { at, by, how: *how, scores: scores.clone(), comment: comment.clone() });
        }
        Event::LessonMarked { why } => case.lesson = Some(Lesson { at, by, why: why.clone() }),
        Event::LessonUnmarked => {
            case.lesson.take()?;
        }
        Event::DidNotFit { walk, step, why } => {
            case.walk(*walk)?;
            case.unfits.push(Unfit { at, by, walk: *walk, step: step.clone(), why: why.clone() });
        }
        _ => return None,
    }
    Some(())
}
