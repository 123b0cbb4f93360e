//! What a decision may know beside the case: time, who asks, the desk's rules, the playbooks. Filled by desk and playbook.

use crate::terms::{Answers, Channel, GestureKind, Mode, Money, Role, Timestamp};

use super::customer::Customer;
use super::guide::Guides;

/// One gesture of the desk's list, as far as a decision needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct GestureRule {
    /// Its id.
    pub id: String,
    /// What it is made of.
    pub kind: GestureKind,
    /// Whether it is given with an amount.
    pub takes_value: bool,
}

/// What the desk allows and knows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rules {
    /// The ids of the root causes.
    pub causes: Vec<String>,
    /// What may be given.
    pub gestures: Vec<GestureRule>,
    /// The logins of the people at the desk; empty where the desk keeps no list.
    pub people: Vec<String>,
    /// The channels that the desk serves.
    pub channels: Vec<Channel>,
    /// The largest amount that each role gives alone. A role that is missing gives no money.
    pub ceilings: Vec<(Role, Money)>,
}

impl Rules {
    /// The largest amount that `role` gives alone.
    pub fn ceiling(&self, role: Role) -> Option<Money> {
        self.ceilings.iter().find(|(r, _)| *r == role).map(|(_, money)| *money)
    }
}

/// What a decision may know beside the case itself.
#[derive(Clone)]
pub struct Context<'a> {
    /// The present moment.
    pub now: Timestamp,
    /// Live work, or history brought in.
    pub mode: Mode,
    /// Who asks (a login).
    pub actor: &'a str,
    /// What they may do.
    pub role: Role,
    /// What the desk allows.
    pub rules: &'a Rules,
    /// The playbooks.
    pub guides: &'a dyn Guides,
    /// What is known of the desk, under dotted names (`desk.name`).
    pub desk: &'a Answers,
    /// The case's customer, as read in the same transaction.
    pub customer: Option<Customer>,
}
