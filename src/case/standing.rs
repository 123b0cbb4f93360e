//! How an open case stands for one agent: what a list of "what now" is ranked by. Plain data; the ranking is the desk's.

use std::collections::HashSet;

use serde::Serialize;

use crate::terms::{
    ApprovalId, CaseId, CustomerId, EventId, HandOffId, Heat, InteractionId, Money, PromiseId, ReviewId, Text,
    Timestamp,
};

use super::event::Event;
use super::file::CaseFile;
use super::state::{Case, Promise};
use super::times::{CaseTimes, answered};

/// An open case, as it stands for one agent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// Which.
    pub case: CaseId,
    /// `C-1042`.
    pub number: String,
    /// Whose it is.
    pub customer: Option<CustomerId>,
    /// Their name, where it was looked up.
    pub customer_name: Option<String>,
    /// Whether the agent owns it.
    pub mine: bool,
    /// What it is about, in a line: the wish, else the latest summary, else the playbook's id.
    pub about: Option<String>,
    /// What its clocks need.
    pub times: CaseTimes,
    /// How heated the customer was when last somebody said.
    pub heat: Option<Heat>,
    /// When its newest entry happened.
    pub touched: Timestamp,
    /// When the customer answered what we waited for, while nobody has turned to them since.
    pub answered: Option<Timestamp>,
    /// The agent's interactions that have not ended.
    pub contacts: Vec<OpenContact>,
    /// What the agent has promised in it.
    pub pledges: Vec<Pledge>,
    /// Where it is offered to the agent.
    pub offer: Option<Offer>,
    /// Requests that the agent may answer, and answers to theirs that they have not acted on.
    pub yeses: Vec<Asked>,
    /// Reviews in which the next move is the agent's.
    pub reviews: Vec<Look>,
    /// Since when its customer should be asked whether all is well, where it was put right.
    pub recovered: Option<Timestamp>,
}

/// A request to give more than somebody may alone, for whoever has the next move.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// Which.
    pub approval: ApprovalId,
    /// Who asked, or who answered.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What is asked for, or may be given.
    pub what: String,
    /// Its worth.
    pub value: Option<Money>,
    /// What was answered; nothing while nobody has.
    pub yes: Option<bool>,
}

/// A review, for whoever has the next move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Look {
    /// Which.
    pub review: ReviewId,
    /// Who scored, or who disputes.
    pub by: String,
    /// Since when it waits.
    pub at: Timestamp,
    /// A dispute, to be settled; else scores, to be answered.
    pub disputed: bool,
}

/// An interaction that has not ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpenContact {
    /// Which.
    pub interaction: InteractionId,
    /// When it began.
    pub began: Timestamp,
    /// Since when it is parked.
    pub parked: Option<Timestamp>,
}

/// A promise that is neither kept, broken nor withdrawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pledge {
    /// Which.
    pub promise: PromiseId,
    /// What.
    pub text: String,
    /// By when.
    pub due: Timestamp,
    /// The number to ring, where it is to ring back.
    pub call_back: Option<Text>,
}

/// The case is offered to the agent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Offer {
    /// Which hand-off.
    pub hand_off: HandOffId,
    /// From whom.
    pub from: String,
    /// Since when.
    pub at: Timestamp,
    /// Whether they stay until it is answered.
    pub warm: bool,
}

impl Standing {
    /// How this case stands for `agent`; `None` where it is not open or nothing of it is theirs.
    pub fn of(file: &CaseFile, agent: &str) -> Option<Self> {
        let case = &file.case;
        let mine = case.owner.as_deref() == Some(agent);
        let standing = Self {
            case: file.id,
            number: case.number().to_owned(),
            customer: case.customer,
            customer_name: None,
            mine,
            about: about(case),
            times: CaseTimes::of(case),
            heat: heat(case),
            touched: touched(file),
            answered: answered(case),
            contacts: contacts(case, agent),
            pledges: case.open_promises().filter(|p| p.by == agent).map(pledge).collect(),
            yeses: Vec::new(),
            reviews: Vec::new(),
            recovered: None,
            offer: case.pending_hand_off().filter(|h| h.to == agent).map(|h| Offer {
                hand_off: h.id,
                from: h.from.clone(),
                at: h.at,
                warm: h.warm,
            }),
        };
        let theirs = mine || standing.offer.is_some() || !standing.contacts.is_empty() || !standing.pledges.is_empty();
        (case.is_open() && theirs).then_some(standing)
    }
}

/// The latest that was said of how heated they are.
pub fn heat(case: &Case) -> Option<Heat> {
    let last = |of: fn(&super::state::Interaction) -> Option<Heat>| case.interactions.iter().rev().find_map(of);
    last(|i| i.heat_end).or_else(|| last(|i| i.heat_start))
}

/// When the newest entry happened that counts and is work on the case, not a look back at it.
pub fn touched(file: &CaseFile) -> Timestamp {
    // Whoever looks back at a case has not taken it up again, nor whoever takes such a look back.
    let mut looks: HashSet<EventId> = HashSet::new();
    let mut last = None;
    for fact in &file.facts {
        let looks_back = match fact.body.as_ref().map(|b| &b.event) {
            Some(Event::Undone { events }) => events.iter().all(|id| looks.contains(id)),
            _ => Event::looks_back(&fact.kind),
        };
        if looks_back {
            looks.insert(fact.id);
        } else if !file.undone.contains(&fact.id) {
            last = Some(fact);
        }
    }
    last.or(file.facts.last()).map_or_else(Timestamp::default, |f| f.body.as_ref().map_or(f.wall, |b| b.at))
}

fn about(case: &Case) -> Option<String> {
    let words = case.wanted.as_ref().or(case.summary()).map(Text::as_str);
    words.or(case.walks.last().map(|w| w.playbook.id.as_str())).map(str::to_owned)
}

fn contacts(case: &Case, agent: &str) -> Vec<OpenContact> {
    let open = case.interactions.iter().filter(|i| i.ended.is_none() && i.agent == agent);
    open.map(|i| OpenContact { interaction: i.id, began: i.began, parked: i.parked_since() }).collect()
}

fn pledge(p: &Promise) -> Pledge {
    Pledge { promise: p.id, text: p.text.as_str().to_owned(), due: p.due, call_back: p.call_back.clone() }
}
