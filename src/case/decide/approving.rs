//! Rules for the requests to give more: asked with a reason, answered once by somebody else who may give it.

use crate::terms::{ApprovalId, Money, Text};

use super::super::command::Command;
use super::super::event::Event;
use super::super::refusal::{Place, Refusal};
use super::super::state::{Approval, ApprovalState};
use super::giving::{one, rule, worth};
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    match &asking.deed.command {
        Command::AskApproval { approval, interaction, what, value, reason, step } => {
            if asking.case.approval(*approval).is_some() {
                return Ok(Vec::new());
            }
            if let Some(id) = interaction {
                asking.interaction(*id)?;
            }
            let value = worth(asking, rule(asking, what)?, *value)?;
            somebody_may(asking, value)?;
            asking.need_words(reason, "the reason for giving it", Place::Gesture)?;
            let same = |a: &&Approval| a.state == ApprovalState::Asked && a.what == *what && a.value == value;
            if asking.case.approvals.iter().any(|a| same(&a)) {
                return Err(refused("asked-already", "This is asked already", "the answer comes up in “Next up”"));
            }
            Ok(vec![Event::ApprovalAsked {
                approval: *approval,
                interaction: *interaction,
                what: what.clone(),
                value,
                reason: reason.clone(),
                step: step.clone(),
            }])
        }
        Command::AnswerApproval { approval, yes, value, comment } => {
            answer(asking, *approval, *yes, *value, comment.as_ref())
        }
        Command::WithdrawApproval(id, reason) => {
            withdrawable(asking, *id)?;
            asking.need_words(reason, "why it is not needed any more", Place::Gesture)?;
            Ok(vec![Event::ApprovalWithdrawn { approval: *id, reason: reason.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

fn answer(asking: &Asking<'_>, id: ApprovalId, yes: bool, value: Option<Money>, comment: Option<&Text>) -> Decision {
    let asked = open(asking, id)?;
    if asked.by == asking.agent() || asked.by == asking.context.actor {
        return Err(refused("own-request", "Nobody answers their own request", "somebody else answers it"));
    }
    let rule = rule(asking, &asked.what)?;
    let value = match value {
        Some(other) => worth(asking, rule, Some(other))?,
        None => asked.value,
    };
    let role = asking.context.role;
    if role == crate::terms::Role::Agent {
        return Err(refused("who-may", "Requests are answered by a senior or a supervisor", "leave it to them"));
    }
    if role < rule.least_role {
        let what = format!("`{}` is given by {} or above", rule.id, one(rule.least_role, "an", "a"));
        return Err(refused("who-may", what, "leave it to somebody who may"));
    }
    let ceiling = asking.context.rules.ceiling(role);
    if let Some(value) = value.filter(|v| yes && ceiling.is_none_or(|most| v.minor > most.minor)) {
        let most = ceiling.map_or_else(|| "nothing".to_owned(), Money::for_people);
        let what = format!("{} is above the {most} that {} gives", value.for_people(), one(role, "an", "a"));
        return Err(refused("ceiling", what, "say yes to less, or leave it to somebody who may give more"));
    }
    if !yes {
        asking.need_words(
            &comment.cloned().unwrap_or_default(),
            "a word why not, to say to the customer",
            Place::Gesture,
        )?;
    }
    let comment = comment.filter(|c| !c.is_blank()).cloned();
    Ok(vec![Event::ApprovalAnswered { approval: id, yes, value: value.filter(|_| yes), comment }])
}

/// A request that nobody may answer is a dead end.
fn somebody_may(asking: &Asking<'_>, value: Option<Money>) -> Result<(), Refusal> {
    let most = asking.context.rules.limits.iter().filter_map(|(_, limits)| limits.gift).max_by_key(|most| most.minor);
    let Some((value, most)) = value.zip(most).filter(|(value, most)| value.minor > most.minor) else { return Ok(()) };
    let what = format!("{} is above the {} that anybody here gives", value.for_people(), most.for_people());
    Err(refused("nobody-may", what, &format!("ask for up to {}, or hand the case on", most.for_people())))
}

/// A request, or a yes that is not used: by whoever asked, or whose case it is.
fn withdrawable(asking: &Asking<'_>, id: ApprovalId) -> Result<(), Refusal> {
    let found = asking.case.approval(id).filter(|a| matches!(a.state, ApprovalState::Yes(_)));
    let asked = match found {
        Some(yes) if !asking.case.is_used(id) => yes,
        _ => open(asking, id)?,
    };
    if !asking.case.is_for(asked, asking.agent()) && asking.is_live() {
        return Err(refused("not-yours", format!("{} asked for this", asked.by), "leave it to them, or answer it"));
    }
    Ok(())
}

fn open<'a>(asking: &'a Asking<'_>, id: ApprovalId) -> Result<&'a Approval, Refusal> {
    let found = asking
        .case
        .approval(id)
        .ok_or_else(|| refused("no-approval", "There is no such request in this case", "look at the case"))?;
    let state = match found.state {
        ApprovalState::Asked => return Ok(found),
        ApprovalState::Yes(_) => "answered: yes",
        ApprovalState::No(_) => "answered: no",
        ApprovalState::Withdrawn(..) => "withdrawn",
    };
    Err(refused("answered-already", format!("The request is {state}"), "ask again, where more is needed"))
}

fn refused(rule: &'static str, what: impl Into<String>, mend: &str) -> Refusal {
    Refusal::one(rule, Place::Gesture, what, mend)
}
