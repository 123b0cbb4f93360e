//! What `decide` needs of a playbook, and no more. `playbook` implements [`Guide`]; this room never opens a TOML file.

use serde::{Deserialize, Serialize};

use crate::terms::{Answers, Stage, StepKind, Value};

/// Which playbook, in which version and text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaybookRef {
    /// The playbook's id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Its title then.
    pub title: String,
    /// Hex SHA-256 of its whole text, with the texts that it uses.
    pub hash: String,
}

/// A step as the playbook had it: copied into events so that the fold need not open the playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRef {
    /// The step's id.
    pub id: String,
    /// Its stage.
    pub stage: Stage,
    /// What the panel calls it.
    pub title: String,
    /// What it is for.
    pub kind: StepKind,
    /// Whether leaving it out needs a reason.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// The action it asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The hash of the playbook's text.
    pub playbook: String,
}

/// Whether a step is reached with what is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Its condition holds, or it has none.
    Yes,
    /// Its condition does not hold.
    No,
    /// Its condition waits for the answer of this name.
    NotYet(String),
}

/// One playbook, as `decide` sees it.
pub trait Guide {
    /// Which playbook this is.
    fn playbook(&self) -> PlaybookRef;
    /// The actions by which conformance is judged, in order.
    fn expected(&self) -> Vec<String>;
    /// Every step in the playbook's order, with whether it is reached. `known` holds the answers by name, and what is
    /// known of customer, case and desk under dotted names (`customer.called`).
    fn reach(&self, known: &Answers) -> Vec<(StepRef, Reach)>;
    /// The step with this id, reached or not.
    fn step(&self, id: &str) -> Option<StepRef>;
    /// Whether `value` is a fitting answer to the question `name`.
    ///
    /// # Errors
    /// A sentence that says what would fit.
    fn fits(&self, name: &str, value: &Value) -> Result<(), String>;
    /// The id of the step that asks for the answer `name`.
    fn asks(&self, name: &str) -> Option<String>;
    /// Whether the step with this id may be done more than once.
    fn again(&self, step: &str) -> bool;
}

/// Where guides are found: by the hash that a walk began with.
pub trait Guides {
    /// The playbook with this hash.
    fn guide(&self, hash: &str) -> Option<&dyn Guide>;
}
