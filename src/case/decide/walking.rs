//! Rules for walks: taking up a playbook, answering, doing and skipping steps, actions. Nothing here blocks a live call.

use crate::terms::{Text, WalkId};

use super::super::command::Command;
use super::super::event::Event;
use super::super::guide::{Guide, Reach, StepRef};
use super::super::known::known;
use super::super::refusal::{Place, Refusal};
use super::super::state::Walk;
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    match &asking.deed.command {
        Command::Follow { walk, interaction, playbook } => {
            asking.interaction(*interaction)?;
            if asking.case.walk(*walk).is_some() {
                return Ok(Vec::new());
            }
            let guide = guide(asking, playbook)?;
            let begun = Walk {
                id: *walk,
                interaction: *interaction,
                playbook: guide.playbook(),
                began: asking.deed.at,
                expected: guide.expected(),
                ruled_out: Vec::new(),
                steps: Vec::new(),
                answers: crate::terms::Answers::new(),
            };
            let (reached, ruled_out) = standing(asking, guide, &begun);
            let (walk, interaction) = (*walk, *interaction);
            let (playbook, expected) = (begun.playbook, begun.expected);
            Ok(vec![Event::WalkBegan { walk, interaction, playbook, expected, reached, ruled_out }])
        }
        Command::Answer { walk, name, value } => {
            let walk = find(asking, *walk)?;
            let guide = guide(asking, &walk.playbook.hash)?;
            guide
                .fits(name, value)
                .map_err(|mend| Refusal::one("answer", Place::Input, format!("That does not answer “{name}”"), mend))?;
            Ok(answer(asking, guide, walk, name, value))
        }
        Command::DoStep { walk, step, values } => {
            let walk = find(asking, *walk)?;
            let guide = guide(asking, &walk.playbook.hash)?;
            let found = step_of(guide, walk, step)?;
            let done = walk.steps.iter().any(|s| s.step.id == *step && !s.done.is_empty());
            if done && asking.is_live() && !guide.again(step) {
                let what = format!("“{}” is done already", found.title);
                return Err(Refusal::one("done-already", Place::Step(step.clone()), what, "go on to the next step"));
            }
            Ok(vec![match &found.action {
                Some(action) if !values.is_empty() => Event::Acted {
                    interaction: walk.interaction,
                    walk: Some(walk.id),
                    action: action.clone(),
                    step: Some(found),
                    values: values.clone(),
                },
                _ => Event::StepDone { walk: walk.id, step: found },
            }])
        }
        Command::SkipStep { walk, step, reason } => {
            let walk = find(asking, *walk)?;
            let guide = guide(asking, &walk.playbook.hash)?;
            let found = step_of(guide, walk, step)?;
            asking.need_words(reason, "the reason for leaving this step out", Place::Step(step.clone()))?;
            Ok(vec![Event::StepSkipped { walk: walk.id, step: found, reason: reason.clone() }])
        }
        Command::Act { interaction, action, values } => act(asking, *interaction, action, values),
        _ => Ok(Vec::new()),
    }
}

fn act(asking: &Asking<'_>, interaction: crate::terms::InteractionId, action: &str, values: &[Text]) -> Decision {
    asking.interaction(interaction)?;
    if action.trim().is_empty() {
        return Err(Refusal::one("no-words", Place::Input, "This needs the action's name", "give its name"));
    }
    let walk = asking.case.current_walk(interaction);
    let guide = walk.and_then(|w| asking.context.guides.guide(&w.playbook.hash));
    let step = walk.zip(guide).and_then(|(walk, guide)| step_for(asking, guide, walk, action));
    Ok(vec![Event::Acted {
        interaction,
        walk: walk.map(|w| w.id),
        action: action.to_owned(),
        step,
        values: values.to_vec(),
    }])
}

/// The step that this action does: one that is reached and open first, then one that is open, then one that loops.
fn step_for(asking: &Asking<'_>, guide: &dyn Guide, walk: &Walk, action: &str) -> Option<StepRef> {
    let steps = guide.reach(&what_is_known(asking, walk));
    let mut fitting: Vec<(StepRef, Reach)> =
        steps.into_iter().filter(|(s, _)| s.action.as_deref() == Some(action)).collect();
    let done = |step: &StepRef| walk.steps.iter().any(|s| s.step.id == step.id && !s.done.is_empty());
    let at = fitting
        .iter()
        .position(|(s, reach)| *reach == Reach::Yes && !done(s))
        .or_else(|| fitting.iter().position(|(s, _)| !done(s)))
        .or_else(|| fitting.iter().position(|(s, _)| guide.again(&s.id)))?;
    Some(fitting.swap_remove(at).0)
}

/// The answer, the steps that it reaches or loses, and the doing of the step that asked.
fn answer(asking: &Asking<'_>, guide: &dyn Guide, walk: &Walk, name: &str, value: &crate::terms::Value) -> Vec<Event> {
    let mut answered = walk.clone();
    answered.answers.insert(name.to_owned(), value.clone());
    let (now, ruled_out) = standing(asking, guide, &answered);
    let was = |id: &str| walk.steps.iter().any(|s| s.reached && s.step.id == id);
    let left = walk.steps.iter().filter(|s| s.reached && !now.iter().any(|n| n.id == s.step.id));
    let left = left.map(|s| s.step.id.clone()).collect();
    let asking_step = guide.asks(name).filter(|id| !walk.steps.iter().any(|s| s.step.id == *id && !s.done.is_empty()));
    let done = asking_step.and_then(|id| now.iter().find(|s| s.id == id).cloned());
    let reached = now.into_iter().filter(|s| !was(&s.id)).collect();
    let (name, value) = (name.to_owned(), value.clone());
    let mut events = vec![Event::Answered { walk: walk.id, name, value, reached, left, ruled_out }];
    events.extend(done.map(|step| Event::StepDone { walk: walk.id, step }));
    events
}

fn what_is_known(asking: &Asking<'_>, walk: &Walk) -> crate::terms::Answers {
    known(asking.case, Some(walk), asking.context.customer.as_ref(), asking.context.desk)
}

/// The steps that are reached, and the expected actions that are ruled out: steps ask for them, and none of these steps can
/// be reached with what is known. What still waits for an answer is not ruled out.
fn standing(asking: &Asking<'_>, guide: &dyn Guide, walk: &Walk) -> (Vec<StepRef>, Vec<String>) {
    let steps = guide.reach(&what_is_known(asking, walk));
    let ruled_out = |action: &String| {
        let mut asked = steps.iter().filter(|(step, _)| step.action.as_ref() == Some(action)).peekable();
        asked.peek().is_some() && asked.all(|(_, reach)| *reach == Reach::No)
    };
    let ruled_out = walk.expected.iter().filter(|action| ruled_out(action)).cloned().collect();
    (steps.into_iter().filter(|(_, reach)| *reach == Reach::Yes).map(|(step, _)| step).collect(), ruled_out)
}

fn find<'a>(asking: &'a Asking<'_>, id: WalkId) -> Result<&'a Walk, Refusal> {
    asking.case.walk(id).ok_or_else(|| {
        let what = format!("{} follows no such playbook", asking.case.number());
        Refusal::one("no-walk", Place::Input, what, "choose a playbook first")
    })
}

fn guide<'a>(asking: &'a Asking<'_>, hash: &str) -> Result<&'a dyn Guide, Refusal> {
    asking.context.guides.guide(hash).ok_or_else(|| {
        Refusal::one(
            "no-playbook",
            Place::Input,
            "There is no such playbook here",
            "choose one of the playbooks that are listed",
        )
    })
}

fn step_of(guide: &dyn Guide, walk: &Walk, id: &str) -> Result<StepRef, Refusal> {
    guide.step(id).ok_or_else(|| {
        let what = format!("“{}” has no step `{id}`", walk.playbook.title);
        Refusal::one("no-step", Place::Input, what, "use a step id that the playbook has")
    })
}
