//! The one gate: everything that a case still lacks before it may be closed, each with where to mend it.

use crate::terms::{CaseKind, Outcome, Text};

use super::super::context::Rules;
use super::super::event::Event;
use super::super::refusal::{Place, Reason, Refusal};
use super::super::state::{Case, Walk};
use super::{Asking, Decision, deviation};

/// What is said at the close.
#[derive(Debug, Clone, Copy, Default)]
pub struct Closing<'a> {
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The root cause.
    pub cause: Option<&'a str>,
    /// What was tried.
    pub tried: Option<&'a Text>,
}

pub(super) fn decide(asking: &Asking<'_>, closing: &Closing<'_>) -> Decision {
    let case = asking.case;
    if case.closed.is_some() {
        let what = format!("{} is closed already", case.number());
        return Err(Refusal::one("closed", Place::Input, what, "there is nothing left to do"));
    }
    let reasons = gate(case, closing, asking.context.rules, asking.agent());
    let outcome = match closing.outcome {
        Some(outcome) if reasons.is_empty() || !asking.is_live() => outcome,
        _ => return Err(Refusal { reasons }),
    };
    let mut events: Vec<Event> = case
        .interactions
        .iter()
        .filter(|i| i.ended.is_none() && i.agent == asking.agent())
        .map(|i| Event::InteractionEnded { interaction: i.id })
        .collect();
    let (cause, tried) = (closing.cause.map(str::to_owned), closing.tried.cloned());
    events.push(Event::Closed { outcome, cause, tried });
    events.extend(reasons.iter().map(deviation));
    Ok(events)
}

/// Everything that `case` lacks before it may be closed in this way by `agent`; empty where nothing is missing.
pub fn gate(case: &Case, closing: &Closing<'_>, rules: &Rules, agent: &str) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut missing = |rule, place, what: String, mend: &str| reasons.push(Reason::new(rule, place, what, mend));

    // Praise, goodwill, a quick question and somebody who rang off need nobody's name; the rest must be answerable later.
    let named = case.customer.is_some()
        || matches!(case.kind, Some(CaseKind::Praise | CaseKind::Goodwill | CaseKind::Query | CaseKind::Internal))
        || matches!(closing.outcome, Some(Outcome::Abandoned | Outcome::Duplicate));
    if !named {
        let mend = "say who it was, or that it was only a query";
        missing("customer", Place::Customer, "Nobody is named as the customer".into(), mend);
    }
    for walk in current_walks(case) {
        for owed in walk.steps.iter().filter(|s| s.is_owed()) {
            let what = format!("“{}” ({}) is not done", owed.step.title, owed.step.stage.label());
            missing("step", Place::Step(owed.step.id.clone()), what, "do it, or skip it with a reason");
        }
    }
    for promise in case.open_promises() {
        let what = format!("The promise “{}” is still open", promise.text);
        let place = Place::Promise(promise.text.to_string());
        missing("promise", place, what, "mark it kept, broken or withdrawn, or keep the case open until then");
    }
    if let Some(pending) = case.pending_hand_off() {
        let what = format!("The hand-off to {} is not answered", pending.to);
        missing("hand-off", Place::HandOff, what, "wait for the answer, or take it back");
    }
    for other in case.interactions.iter().filter(|i| i.ended.is_none() && i.agent != agent) {
        let what = format!("{} is still in an interaction of this case", other.agent);
        missing("interaction", Place::Interaction, what, "let them end it first");
    }
    match closing.outcome {
        None => missing("outcome", Place::Outcome, "How it ended is not said".into(), "choose an outcome"),
        Some(Outcome::CannotHelp) if closing.tried.is_none_or(Text::is_blank) => {
            missing("tried", Place::Tried, "“Cannot help” needs what was tried".into(), "say what was tried");
        }
        Some(_) => {}
    }
    // Nothing went wrong with praise; and nobody can know the cause of a matter that was never told.
    let causeless = case.kind == Some(CaseKind::Praise)
        || matches!(closing.outcome, Some(Outcome::Abandoned | Outcome::Duplicate | Outcome::Goodwill));
    match closing.cause {
        None | Some("") if !causeless => {
            missing("cause", Place::Cause, "The root cause is not said".into(), "choose one from the desk's list");
        }
        Some(cause) if !cause.is_empty() && !rules.causes.is_empty() && !rules.causes.iter().any(|c| c == cause) => {
            let mend = format!("choose one of: {}", rules.causes.join(", "));
            missing("cause", Place::Cause, format!("The desk has no cause `{cause}`"), &mend);
        }
        _ => {}
    }
    if case.summary().is_none_or(Text::is_blank) {
        missing("summary", Place::Summary, "There is no summary".into(), "say in a sentence what happened");
    }
    reasons
}

/// The walk that counts in each interaction: the playbook that was taken up last.
fn current_walks(case: &Case) -> impl Iterator<Item = &Walk> {
    case.interactions.iter().filter_map(|i| case.current_walk(i.id))
}
