//! The moments of a case that its clocks need, as plain data: from a case, or from a projected row.

use serde::Serialize;

use crate::terms::{Channel, Severity, Speaker, Timestamp};

use super::response::first_response;
use super::state::{Case, Wait};

/// When what happened to a case, as far as its clocks ask.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct CaseTimes {
    /// When it was opened.
    pub opened: Option<Timestamp>,
    /// When it was last opened again.
    pub reopened: Option<Timestamp>,
    /// The channel of the first contact.
    pub channel: Option<Channel>,
    /// What it costs the customer, as it stands now.
    pub severity: Option<Severity>,
    /// When the customer first had a person of ours.
    pub first_response: Option<Timestamp>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// The stretches in which the next move was the customer's.
    pub waits: Vec<Wait>,
}

impl CaseTimes {
    /// The moments of this case.
    pub fn of(case: &Case) -> Self {
        Self {
            opened: case.opened.as_ref().map(|o| o.at),
            reopened: case.reopened.last().map(|r| r.at),
            channel: first_channel(case),
            severity: case.severity,
            first_response: first_response(case),
            closed: case.closed.as_ref().map(|c| c.at),
            waits: case.waits.clone(),
        }
    }

    /// The stretch in which the next move is the customer's, while it lasts.
    pub fn waiting(&self) -> Option<&Wait> {
        self.waits.last().filter(|w| w.to.is_none())
    }
}

/// The channel of the contact that began first.
pub fn first_channel(case: &Case) -> Option<Channel> {
    case.interactions.iter().min_by_key(|i| i.began).and_then(|i| i.channel)
}

/// When the customer answered what we waited for, while nobody of ours has turned to them since.
pub fn answered(case: &Case) -> Option<Timestamp> {
    let ended = case.waits.last()?.to?;
    let mut messages = case.interactions.iter().flat_map(|i| &i.messages);
    let wrote = messages.any(|m| m.who == Speaker::Customer && m.at == ended);
    let since = |at: Timestamp| at >= ended;
    let replied = case.interactions.iter().any(|i| {
        let wrote = i.messages.iter().any(|m| m.who == Speaker::Agent && since(m.at));
        let spoke = i.began > ended;
        wrote || spoke
    });
    (case.is_open() && wrote && !replied).then_some(ended)
}
