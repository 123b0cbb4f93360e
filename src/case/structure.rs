//! What can be read of somebody's work from the case itself, for every case: order, required steps, promises, holds.
//!
//! Counted, never judged; what cannot be known is not available (`of` is 0), never bad.

use serde::{Deserialize, Serialize};

use crate::terms::{Speaker, Timestamp};

use super::review::Score;
use super::rubric::CriterionRule;
use super::state::{Case, Interaction, Promise, PromiseState, Walk};

/// How long before a hold the customer is asked at most, in milliseconds.
const ASKED_WITHIN_MS: i64 = 3 * 60_000;

/// Words by which a customer is asked to hold, small letters.
const ASKING: [&str; 6] = ["hold", "moment", "minute", "bear with", "wait", "just a second"];

/// What a criterion is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Structure {
    /// The stages came in their order: Listen, Apologise, Resolve, Compensate.
    Order,
    /// Required steps that were reached were done.
    Steps,
    /// Promises were kept by their time.
    Promises,
    /// The customer was asked before they were put on hold.
    HoldAsked,
}

impl Structure {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Order, Self::Steps, Self::Promises, Self::HoldAsked];

    /// The word in files and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Steps => "steps",
            Self::Promises => "promises",
            Self::HoldAsked => "hold-asked",
        }
    }
}

/// What was read: so many of so many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What was looked at.
    pub structure: Structure,
    /// How many were as they should be.
    pub met: u32,
    /// How many there were; 0 where it cannot be known or did not come up.
    pub of: u32,
    /// In words.
    pub why: String,
}

impl Reading {
    /// On a scale up to `best`: all is the best, and short of all the rungs below it in proportion, rounded down. `None`
    /// where it is not available.
    pub fn points(&self, best: u8) -> Option<u8> {
        if self.of == 0 {
            return None;
        }
        let rungs = u32::from(best.max(2)) - 1;
        u8::try_from(1 + rungs * self.met.min(self.of) / self.of).ok()
    }
}

/// What the record says of this person's work in the case; of everybody's where nobody is named.
pub fn readings(case: &Case, agent: Option<&str>) -> Vec<Reading> {
    let theirs = |i: &&Interaction| agent.is_none_or(|login| i.agent == login);
    let contacts: Vec<&Interaction> = case.interactions.iter().filter(theirs).collect();
    let walks: Vec<&Walk> = case.walks.iter().filter(|w| contacts.iter().any(|i| i.id == w.interaction)).collect();
    let promises = case.promises.iter().filter(|p| agent.is_none_or(|login| p.by == login));
    let holds = contacts.iter().flat_map(|i| i.holds.iter().filter_map(|h| was_asked(i, h.from)));
    Structure::ALL
        .iter()
        .map(|structure| match structure {
            Structure::Order => {
                let several = walks.iter().filter_map(|w| in_order(w));
                reading(*structure, several, "walks kept the order of the stages")
            }
            Structure::Steps => {
                let required = walks.iter().flat_map(|w| &w.steps).filter(|s| s.reached && s.step.required);
                reading(*structure, required.map(|s| !s.done.is_empty()), "required steps were done")
            }
            Structure::Promises => {
                reading(*structure, promises.clone().filter_map(was_kept), "promises were kept by their time")
            }
            Structure::HoldAsked => reading(*structure, holds.clone(), "holds were asked for first"),
        })
        .collect()
}

/// The scores of those criteria that are read from the record and apply to this case, each with what was read: of this
/// person's work, or of everybody's.
pub fn record_scores<'a>(
    case: &Case,
    agent: Option<&str>,
    criteria: impl IntoIterator<Item = &'a CriterionRule>,
) -> Vec<(Score, Reading)> {
    let readings = readings(case, agent);
    let applies = criteria.into_iter().filter(|c| c.only_if.holds(case));
    let score = |c: &CriterionRule| {
        let reading = readings.iter().find(|r| Some(r.structure) == c.from)?.clone();
        let (criterion, points) = (c.id.clone(), reading.points(c.best));
        let (best, weight, fail_all) = (c.best, c.weight, c.fail_all);
        Some((Score { criterion, points, best, weight, fail_all, read: true }, reading))
    };
    applies.filter_map(score).collect()
}

fn reading(structure: Structure, each: impl Iterator<Item = bool>, words: &str) -> Reading {
    let (mut met, mut of) = (0, 0);
    for one in each {
        of += 1;
        met += u32::from(one);
    }
    let why =
        if of == 0 { "not available: the record does not say".to_owned() } else { format!("{met} of {of} {words}") };
    Reading { structure, met, of, why }
}

/// Whether each step was first done in no earlier stage than those before it; `None` where fewer than two were done.
fn in_order(walk: &Walk) -> Option<bool> {
    let mut done: Vec<_> = walk.steps.iter().filter_map(|s| Some((s.done.first()?, s.step.stage))).collect();
    done.sort_by_key(|(at, stage)| (**at, *stage));
    (done.len() > 1).then(|| done.is_sorted_by_key(|(_, stage)| *stage))
}

/// Of an open or withdrawn promise nothing is said.
fn was_kept(promise: &Promise) -> Option<bool> {
    match promise.state {
        PromiseState::Kept(at) => Some(at <= promise.due),
        PromiseState::Broken(..) => Some(false),
        PromiseState::Open | PromiseState::Withdrawn(..) => None,
    }
}

/// Known only where what we said shortly before was written down.
fn was_asked(contact: &Interaction, from: Timestamp) -> Option<bool> {
    let since = from.plus_ms(-ASKED_WITHIN_MS);
    let ours = |m: &&super::state::Message| m.who == Speaker::Agent && m.at >= since && m.at <= from;
    let mut said = contact.messages.iter().filter(ours).map(|m| m.text.as_str().to_lowercase()).peekable();
    said.peek()?;
    Some(said.any(|words| ASKING.iter().any(|asking| words.contains(asking))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(met: u32, of: u32) -> Reading {
        Reading { structure: Structure::Steps, met, of, why: String::new() }
    }

    #[test]
    fn only_all_of_it_is_the_best() {
        let points: Vec<Option<u8>> =
            [(0, 4), (1, 4), (3, 4), (4, 4), (7, 8), (0, 0)].map(|(m, o)| read(m, o).points(5)).into();
        assert_eq!(points, [Some(1), Some(2), Some(4), Some(5), Some(4), None]);
        assert_eq!([read(2, 3).points(2), read(3, 3).points(2)], [Some(1), Some(2)]);
    }
}
