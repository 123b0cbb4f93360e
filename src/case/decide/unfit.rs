//! The rule for "did not fit": whoever works with a playbook may say so, of a step of it or of the whole, and say why.

use crate::terms::{Text, WalkId};

use super::super::event::Event;
use super::super::refusal::{Place, Refusal};
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>, walk: WalkId, step: Option<&str>, why: &Text) -> Decision {
    let refused = |rule, what: String, mend: &str| Err(Refusal::one(rule, Place::Input, what, mend));
    let Some(found) = asking.case.walk(walk) else {
        return refused("no-walk", format!("{} follows no such playbook", asking.case.number()), "take one up first");
    };
    let known = |id: &str| {
        let guide = asking.context.guides.guide(&found.playbook.hash);
        found.steps.iter().any(|s| s.step.id == id) || guide.is_some_and(|guide| guide.step(id).is_some())
    };
    if let Some(id) = step.filter(|id| !known(id)) {
        let what = format!("{} has no step `{id}`", found.playbook.title);
        return refused("no-step", what, "look at its steps, or leave the step out");
    }
    if why.is_blank() {
        return refused("no-words", "This needs what did not fit".to_owned(), "write it in a few words");
    }
    Ok(vec![Event::DidNotFit { walk, step: step.map(str::to_owned), why: why.clone() }])
}
