//! A refusal: everything that stands in the way, each with where to go to mend it, in words to act on.

use serde::Serialize;

/// Where a missing or wrong thing is mended; screens jump there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The customer field.
    Customer,
    /// Kind, severity, heat and what they want.
    Details,
    /// A step of the playbook, by id.
    Step(String),
    /// A promise, by its text.
    Promise(String),
    /// The gesture form.
    Gesture,
    /// The hand-off.
    HandOff,
    /// Outcome at wrap-up.
    Outcome,
    /// Cause at wrap-up.
    Cause,
    /// Summary at wrap-up.
    Summary,
    /// What was tried, at wrap-up.
    Tried,
    /// Another interaction that is still open.
    Interaction,
    /// What was just typed.
    Input,
}

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The rule's short, stable name.
    pub rule: &'static str,
    /// What is missing or wrong.
    pub what: String,
    /// What to do now.
    pub mend: String,
    /// Where.
    pub place: Place,
}

/// Why a command was not carried out: never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", self.sentences())]
pub struct Refusal {
    /// All that stands in the way.
    pub reasons: Vec<Reason>,
}

impl Reason {
    /// One reason.
    pub fn new(rule: &'static str, place: Place, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { rule, what: what.into(), mend: mend.into(), place }
    }
}

impl Refusal {
    /// A refusal for one reason.
    pub fn one(rule: &'static str, place: Place, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { reasons: vec![Reason::new(rule, place, what, mend)] }
    }

    /// All reasons as sentences, one a line.
    pub fn sentences(&self) -> String {
        self.reasons.iter().map(|r| format!("{}: {}", r.what, r.mend)).collect::<Vec<_>>().join("\n")
    }
}
