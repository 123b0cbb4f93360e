//! Rules for reviews: a supervisor scores somebody else's work by the desk's criteria, the agent answers once, a supervisor
//! settles. They hold for recorded work too: nobody's scores come in by a back door.

use crate::terms::{ReviewId, Role, Settlement, Text};

use super::super::command::Command;
use super::super::event::Event;
use super::super::fact::{Fact, Position};
use super::super::file::CaseFile;
use super::super::refusal::{Place, Reason, Refusal};
use super::super::review::{Mark, Remark, Review, ReviewState, Score};
use super::super::structure::record_scores;
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    match &asking.deed.command {
        Command::Review { .. } => score(asking),
        Command::AnswerReview { review, agree, reason, proposed } => {
            answer(asking, *review, *agree, reason.as_ref(), proposed)
        }
        Command::SettleReview { review, how, marks, comment } => settle(asking, *review, *how, marks, comment.as_ref()),
        Command::MarkLesson(why) => {
            supervisor(asking, "A case is marked as a lesson by a supervisor")?;
            needs(Some(why), "what there is to learn")?;
            Ok(vec![Event::LessonMarked { why: why.clone() }])
        }
        Command::UnmarkLesson => {
            supervisor(asking, "A lesson is taken back by a supervisor")?;
            if asking.case.lesson.is_none() {
                return Err(refused("no-lesson", "This case is no lesson", "there is nothing to take back"));
            }
            Ok(vec![Event::LessonUnmarked])
        }
        _ => Ok(Vec::new()),
    }
}

fn score(asking: &Asking<'_>) -> Decision {
    let Command::Review { review, of, interaction, marks, comments, causes, blind } = &asking.deed.command else {
        return Ok(Vec::new());
    };
    if asking.case.review(*review).is_some() {
        return Ok(Vec::new());
    }
    supervisor(asking, "Work is scored by a supervisor")?;
    if of == asking.context.actor || of == asking.agent() {
        return Err(refused("own-work", "Nobody scores their own work", "ask another supervisor"));
    }
    if !asking.case.has_worked(of) {
        let what = format!("{of} had no part in {}", asking.case.number());
        return Err(refused("no-part", what, "name somebody who had a contact in it, or who owns it"));
    }
    if let Some(id) = interaction {
        let contact = asking.interaction(*id)?;
        if contact.agent != *of {
            let what = format!("That contact is {}'s", contact.agent);
            return Err(refused("no-part", what, "name one of theirs, or leave it out"));
        }
    }
    let others = || asking.case.reviews.iter().filter(|r| r.of == *of);
    if others().any(|r| r.by == asking.agent() && r.interaction == *interaction) {
        return Err(refused("scored-already", "You have scored this work already", "take that back first, with undo"));
    }
    if let Some(by) = seen_from(asking, of).filter(|_| *blind) {
        let what = format!("{by}'s scores of it are, or were, open for you to see");
        return Err(refused("not-blind", what, "score it openly, or take another case"));
    }
    if marks.is_empty() {
        return Err(refused("no-scores", "Nothing is scored", "score at least one criterion"));
    }
    let mut scores = given(asking, marks)?;
    // What the record says, as it stands now.
    let read = record_scores(asking.case, Some(of), &asking.context.rules.criteria);
    scores.extend(read.into_iter().map(|(score, _)| score));
    known_causes(asking, causes)?;
    Ok(vec![Event::Reviewed {
        review: *review,
        of: of.clone(),
        interaction: *interaction,
        scores,
        comments: remarks(asking, comments)?,
        causes: causes.clone(),
        blind: *blind,
    }])
}

/// Whose scores of this work the one who scores may have seen: open ones, and of blind ones those that stood while a review
/// of their own did. What was taken back counts as well: an undo makes nobody forget.
fn seen_from<'a>(asking: &'a Asking<'_>, of: &str) -> Option<&'a str> {
    let facts = &asking.file.facts;
    let scored = facts.iter().filter_map(|f| match &f.body.as_ref()?.event {
        Event::Reviewed { of: whose, blind, .. } if whose == of => Some((f, *blind)),
        _ => None,
    });
    let (own, others): (Vec<_>, Vec<_>) = scored.partition(|(f, _)| f.agent() == asking.agent());
    let beside_own = |other: &Fact| own.iter().any(|(mine, _)| stood_together(asking.file, mine, other));
    others.into_iter().find(|(f, blind)| !blind || beside_own(f)).map(|(f, _)| f.agent())
}

/// Whether there was a time at which both counted.
fn stood_together(file: &CaseFile, one: &Fact, other: &Fact) -> bool {
    let before_end = |it: &Fact, of: &Fact| until(file, of).is_none_or(|end| it.position < end);
    before_end(one, other) && before_end(other, one)
}

/// When this was taken back (last); `None` where it counts.
fn until(file: &CaseFile, fact: &Fact) -> Option<Position> {
    let takes_back = |f: &&Fact| matches!(f.body.as_ref().map(|b| &b.event), Some(Event::Undone { events }) if events.contains(&fact.id));
    let taken_back = file.undone.contains(&fact.id);
    file.facts.iter().rev().find(takes_back).filter(|_| taken_back).map(|f| f.position)
}

/// What people score, each with what its part in the whole depends on. All that is wrong is told at once.
fn given(asking: &Asking<'_>, marks: &[Mark]) -> Result<Vec<Score>, Refusal> {
    let rules = asking.context.rules;
    let (mut scores, mut reasons): (Vec<Score>, Vec<Reason>) = (Vec::new(), Vec::new());
    for mark in marks {
        let id = &mark.criterion;
        let Some(rule) = rules.criterion(id) else {
            let theirs = rules.criteria.iter().filter(|c| c.from.is_none()).map(|c| c.id.as_str());
            let mend = format!("choose one of {}", theirs.collect::<Vec<_>>().join(", "));
            let what = format!("`{id}` is not one of the desk's criteria");
            reasons.push(Reason::new("unknown-criterion", Place::Input, what, mend));
            continue;
        };
        if rule.from.is_some() {
            let what = format!("`{id}` is read from the record");
            reasons.push(Reason::new("read", Place::Input, what, "leave it out: it is filled in"));
        } else if mark.points.is_some() && !rule.only_if.holds(asking.case) {
            let what = format!("`{id}` does not apply to this case");
            reasons.push(Reason::new("does-not-apply", Place::Input, what, "leave it out"));
        } else if mark.points.is_some_and(|points| points < 1 || points > rule.best) {
            let what = format!("`{id}` is scored from 1 to {}", rule.best);
            reasons.push(Reason::new("off-scale", Place::Input, what, "give it points of that scale, or n/a"));
        } else if scores.iter().any(|s| s.criterion == *id) {
            let what = format!("`{id}` is scored twice");
            reasons.push(Reason::new("twice", Place::Input, what, "score it once"));
        }
        scores.push(Score {
            criterion: id.clone(),
            points: mark.points,
            best: rule.best,
            weight: rule.weight,
            fail_all: rule.fail_all,
            read: false,
        });
    }
    if reasons.is_empty() { Ok(scores) } else { Err(Refusal { reasons }) }
}

fn known_causes(asking: &Asking<'_>, causes: &[String]) -> Result<(), Refusal> {
    let known: Vec<&str> = asking.context.rules.criteria.iter().flat_map(|c| &c.causes).map(String::as_str).collect();
    match causes.iter().find(|cause| !known.contains(&cause.as_str())) {
        Some(cause) => {
            let what = format!("`{cause}` is not one of the rubric's causes");
            Err(refused("unknown-cause", what, &format!("choose from {}", known.join(", "))))
        }
        None => Ok(()),
    }
}

fn remarks(asking: &Asking<'_>, comments: &[Remark]) -> Result<Vec<Remark>, Refusal> {
    let is_there = |remark: &&Remark| remark.on.is_none_or(|id| asking.file.facts.iter().any(|f| f.id == id));
    if comments.iter().any(|r| !is_there(&r)) {
        return Err(refused("no-line", "That line is not in this case's timeline", "look at its lines and choose one"));
    }
    Ok(comments.iter().filter(|r| !r.text.is_blank()).cloned().collect())
}

fn answer(asking: &Asking<'_>, id: ReviewId, agree: bool, reason: Option<&Text>, proposed: &[Mark]) -> Decision {
    let review = find(asking, id)?;
    if review.of != asking.context.actor {
        let what = format!("This is a review of {}'s work", review.of);
        return Err(refused("not-yours", what, "they answer it themselves"));
    }
    match review.state() {
        ReviewState::Scored => {}
        state => {
            let what = format!("It is answered already, and {}", state.word());
            return Err(refused("answered-already", what, "speak with your supervisor, where more is to be said"));
        }
    }
    if agree {
        return Ok(vec![Event::ReviewAnswered { review: id, agree, reason: None, proposed: Vec::new() }]);
    }
    needs(reason, "why you see it otherwise")?;
    if proposed.is_empty() {
        return Err(refused("no-proposal", "A dispute needs the score that you think is right", "propose one"));
    }
    fits(review, proposed)?;
    Ok(vec![Event::ReviewAnswered { review: id, agree, reason: reason.cloned(), proposed: proposed.to_vec() }])
}

fn settle(asking: &Asking<'_>, id: ReviewId, how: Settlement, marks: &[Mark], comment: Option<&Text>) -> Decision {
    let review = find(asking, id)?;
    supervisor(asking, "A dispute is settled by a supervisor")?;
    if review.of == asking.context.actor || review.of == asking.agent() {
        return Err(refused("own-work", "Nobody settles a dispute of their own", "ask another supervisor"));
    }
    let has_scored = asking.case.has_scored(asking.context.actor, &review.of);
    if !review.is_seen_by(asking.context.actor, asking.context.role, has_scored) {
        let mend = "leave it to those who have, or score it first";
        return Err(refused("blind", "It was scored blind, and you have not scored this work", mend));
    }
    let Some(answer) = review.answer.as_ref().filter(|_| review.state() == ReviewState::Disputed) else {
        return Err(refused("no-dispute", "Nothing is disputed here", "there is nothing to settle"));
    };
    let scores = match how {
        Settlement::Accepted => answer.proposed.clone(),
        Settlement::Partly if marks.is_empty() => {
            return Err(refused("no-scores", "Partly needs the scores that change", "give them, each as ID=POINTS"));
        }
        Settlement::Partly => marks.to_vec(),
        Settlement::Kept => {
            needs(comment, "a word why the scores stay")?;
            Vec::new()
        }
    };
    fits(review, &scores)?;
    let comment = comment.filter(|c| !c.is_blank()).cloned();
    Ok(vec![Event::ReviewSettled { review: id, how, scores, comment }])
}

/// Whether these are scores of this review, each once and within its scale.
fn fits(review: &Review, marks: &[Mark]) -> Result<(), Refusal> {
    for (at, mark) in marks.iter().enumerate() {
        let id = &mark.criterion;
        let Some(score) = review.scores.iter().find(|s| s.criterion == *id) else {
            let what = format!("`{id}` is not part of this review");
            return Err(refused("unknown-criterion", what, "name one that was scored"));
        };
        if mark.points.is_some_and(|points| points < 1 || points > score.best) {
            let what = format!("`{id}` is scored from 1 to {}", score.best);
            return Err(refused("off-scale", what, "give it points of that scale, or n/a"));
        }
        if marks[..at].iter().any(|m| m.criterion == *id) {
            return Err(refused("twice", format!("`{id}` is scored twice"), "score it once"));
        }
    }
    Ok(())
}

fn find<'a>(asking: &'a Asking<'_>, id: ReviewId) -> Result<&'a Review, Refusal> {
    let none = || refused("no-review", "There is no such review in this case", "look at the case's reviews");
    asking.case.review(id).ok_or_else(none)
}

fn supervisor(asking: &Asking<'_>, what: &str) -> Result<(), Refusal> {
    if asking.context.role == Role::Supervisor {
        return Ok(());
    }
    Err(refused("who-may", what, "leave it to them"))
}

fn needs(words: Option<&Text>, what: &str) -> Result<(), Refusal> {
    if words.is_none_or(Text::is_blank) {
        return Err(refused("no-words", format!("This needs {what}"), "write it in a few words"));
    }
    Ok(())
}

fn refused(rule: &'static str, what: impl Into<String>, mend: &str) -> Refusal {
    Refusal::one(rule, Place::Input, what, mend)
}
