//! What advice depends on: the loss, whose doing it was, and the rest, as far as it is known.

use serde::Serialize;

use crate::terms::{Fault, GestureKind, Money, Severity, Wish};

/// What is known of a matter when something is to be given for it. Whatever is not known is left open; nothing is guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matter {
    /// What sort of thing they lost that putting it right does not give back.
    pub kind: Option<GestureKind>,
    /// What that is worth.
    pub loss: Option<Money>,
    /// What they paid.
    pub price: Option<Money>,
    /// Whose doing it was; nothing and [`Fault::NotKnown`] are the same.
    pub fault: Option<Fault>,
    /// Whether the same trouble happened to them before.
    pub again: bool,
    /// Whether they kept the service or thing, or rejected it.
    pub kept: Option<bool>,
    /// What they would like.
    pub wish: Option<Wish>,
    /// What the matter costs them, in a word.
    pub severity: Option<Severity>,
    /// Whole days since they told us.
    pub days: Option<u32>,
}

impl Matter {
    /// Whose doing it was.
    pub fn fault(&self) -> Fault {
        self.fault.unwrap_or(Fault::NotKnown)
    }
}

/// Something that is not known and upon which the advice would have depended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unsaid {
    /// What sort of thing was lost.
    Kind,
    /// What the loss is worth.
    Loss,
    /// What they paid.
    Price,
    /// Whose doing it was.
    Fault,
    /// Kept or rejected.
    Kept,
    /// What they would like.
    Wish,
    /// What it costs them, in a word.
    Severity,
    /// When they told us.
    Days,
}
