//! What a decision needs of a criterion: its scale, its weight, when it applies. Titles and words are the desk's.

use crate::terms::{CaseKind, Channel, Heat, Outcome};

use super::state::Case;
use super::structure::Structure;

/// How many points a scale may have. One point is the least; the best is the scale's size.
pub const POINTS: std::ops::RangeInclusive<u8> = 2..=5;

/// One criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionRule {
    /// Its id.
    pub id: String,
    /// The best score: 2 to 5.
    pub best: u8,
    /// How much it counts: 0 to 100.
    pub weight: u32,
    /// One point here makes the whole nothing.
    pub fail_all: bool,
    /// When it applies.
    pub only_if: OnlyIf,
    /// What it is read from; `None` where people score it.
    pub from: Option<Structure>,
    /// Why it may have been low: the words to choose from.
    pub causes: Vec<String>,
}

/// When a criterion applies: everything that is named must hold; of each list, one. What is not known holds for none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnlyIf {
    /// A contact came in by one of these.
    pub channels: Vec<Channel>,
    /// It is one of these sorts of matter.
    pub kinds: Vec<CaseKind>,
    /// The customer was so heated at some time.
    pub heat: Vec<Heat>,
    /// It ended so.
    pub outcomes: Vec<Outcome>,
}

impl OnlyIf {
    /// Whether it holds for this case.
    pub fn holds(&self, case: &Case) -> bool {
        let contacts = &case.interactions;
        let channel = || contacts.iter().filter_map(|i| i.channel).any(|c| self.channels.contains(&c));
        let heat =
            || contacts.iter().flat_map(|i| [i.heat_start, i.heat_end]).flatten().any(|h| self.heat.contains(&h));
        let outcome = || case.closed.as_ref().is_some_and(|c| self.outcomes.contains(&c.outcome));
        (self.channels.is_empty() || channel())
            && (self.kinds.is_empty() || case.kind.is_some_and(|k| self.kinds.contains(&k)))
            && (self.heat.is_empty() || heat())
            && (self.outcomes.is_empty() || outcome())
    }
}
