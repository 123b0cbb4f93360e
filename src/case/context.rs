//! What a decision may know beside the case: time, who asks, the desk's rules, the playbooks. Filled by desk and playbook.

use crate::terms::{Answers, Channel, GestureKind, Mode, Money, Role, Timestamp};

use super::customer::Customer;
use super::guide::Guides;
use super::rubric::CriterionRule;

/// One gesture of the desk's list, as far as a decision needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct GestureRule {
    /// Its id.
    pub id: String,
    /// What it is made of.
    pub kind: GestureKind,
    /// Whether it is given with an amount.
    pub takes_value: bool,
    /// The amount, where it is always the same.
    pub fixed: Option<Money>,
    /// The role from which on it is given without asking.
    pub least_role: Role,
    /// How many there are, and since when they are counted.
    pub stock: Option<(u32, Timestamp)>,
    /// Whether it is given as a certificate, with a code and an end.
    pub certificate: bool,
}

impl GestureRule {
    /// A gesture without conditions.
    pub fn new(id: &str, kind: GestureKind, takes_value: bool) -> Self {
        Self {
            id: id.to_owned(),
            kind,
            takes_value,
            fixed: None,
            least_role: Role::Agent,
            stock: None,
            certificate: false,
        }
    }
}

/// What somebody of one role may give without asking, in the desk's currency. A limit that is not set does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// The most that one gesture may be worth. Without it, no money is given.
    pub gift: Option<Money>,
    /// All that is given in one case, by whomever.
    pub case: Option<Money>,
    /// All that one person gives in a day of the desk's.
    pub day: Option<Money>,
    /// All that is given to one customer in 365 days, by whomever.
    pub customer: Option<Money>,
    /// All that one person gives in a calendar month.
    pub month: Option<Money>,
    /// What one person gives unprompted in a calendar month: a budget of its own (P31), instead of their day and month.
    pub kindness: Option<Money>,
}

/// What was given already, in minor units of the desk's currency, as read in the transaction that decides. What was
/// approved was decided by somebody else, and does not count against the giver's day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    /// In this case.
    pub case: i64,
    /// By this person, on the day of the deed.
    pub day: i64,
    /// To this customer, in the 365 days before the deed, this case included.
    pub customer: i64,
    /// By this person, in the calendar month of the deed.
    pub month: i64,
    /// By this person, unprompted, in the calendar month of the deed.
    pub kindness: i64,
    /// How many of this gesture, since its stock is counted.
    pub stock: u32,
}

/// The desk's days and months as stretches of time.
pub trait Calendar {
    /// The desk's day that a moment lies in.
    fn day(&self, at: Timestamp) -> (Timestamp, Timestamp);
    /// The desk's calendar month that a moment lies in.
    fn month(&self, at: Timestamp) -> (Timestamp, Timestamp);
    /// The earliest time at which a promise of these words, made at `at`, can be kept; nothing where the desk sets none.
    fn earliest(&self, promise: &str, at: Timestamp) -> Option<Earliest>;
}

/// When a promise can be kept, and why not before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earliest {
    /// The moment.
    pub at: Timestamp,
    /// The moment in the desk's words: `Tue 24 Nov 17:30`.
    pub words: String,
    /// Why not before.
    pub why: String,
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
    /// What each role gives alone. A role that is missing gives no money.
    pub limits: Vec<(Role, Limits)>,
    /// By what people's work is scored.
    pub criteria: Vec<CriterionRule>,
}

impl Rules {
    /// The largest amount that `role` gives alone.
    pub fn ceiling(&self, role: Role) -> Option<Money> {
        self.limits(role).gift
    }

    /// What `role` gives alone.
    pub fn limits(&self, role: Role) -> Limits {
        self.limits.iter().find(|(r, _)| *r == role).map(|(_, limits)| *limits).unwrap_or_default()
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<&CriterionRule> {
        self.criteria.iter().find(|c| c.id == id)
    }

    /// The gesture with this id.
    pub fn gesture(&self, id: &str) -> Option<&GestureRule> {
        self.gestures.iter().find(|g| g.id == id)
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
    /// The desk's days and months.
    pub calendar: &'a dyn Calendar,
    /// What was given already, as read in the same transaction, where something is to be given.
    pub spent: Spent,
}
