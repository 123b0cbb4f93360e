//! What a rule is made of, and whether it fits.

use rust_decimal::Decimal;
use serde::Serialize;

use super::matter::{Matter, Unsaid};
use crate::terms::{Fault, GestureKind, Severity, Wish};

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id; stable.
    pub id: String,
    /// When it fits.
    pub when: When,
    /// What it comes to.
    pub gives: Gives,
    /// How much; nothing where what is given has no amount.
    pub share: Option<Share>,
    /// A few words that go on after "because".
    pub because: String,
    /// What more there is to say.
    pub why: Option<String>,
    /// Who found it, or that it is the desk's own choice.
    pub source: String,
    /// What else to do.
    pub also: Vec<String>,
}

/// What is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// Nothing, for a reason.
    Nothing,
    /// The kind of thing that was lost.
    InKind,
    /// This kind, whatever was lost.
    Kind(GestureKind),
}

impl Gives {
    /// The words of a file.
    pub const WORDS: &'static [&'static str] = &["nothing", "in-kind", "money", "product", "service", "attention"];

    /// The word in files and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::InKind => "in-kind",
            Self::Kind(kind) => kind.word(),
        }
    }
}

/// From one share to another, in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The least, in per cent; exact.
    pub from: Decimal,
    /// The most, in per cent; never less than the least.
    pub to: Decimal,
    /// Of what.
    pub of: Of,
}

/// What a share is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Of {
    /// What they lost.
    Loss,
    /// What they paid.
    Price,
}

/// The conditions of a rule. An empty list, or nothing, always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When {
    /// What they lost.
    pub loss: Vec<GestureKind>,
    /// Whose doing it was.
    pub fault: Vec<Fault>,
    /// Whether it happened before.
    pub again: Option<bool>,
    /// Whether they kept it.
    pub kept: Option<bool>,
    /// What they would like.
    pub wish: Vec<Wish>,
    /// What it costs them.
    pub severity: Vec<Severity>,
    /// At most so many days since they told us.
    pub within_days: Option<u32>,
    /// More than so many days since they told us.
    pub after_days: Option<u32>,
}

/// Whether a rule fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fit {
    Yes,
    No,
    /// It may, as soon as these are known.
    Unsaid(Vec<Unsaid>),
}

impl When {
    /// Whether these conditions hold.
    pub(super) fn fits(&self, matter: &Matter) -> Fit {
        if self.again.is_some_and(|again| again != matter.again) {
            return Fit::No;
        }
        let mut unsaid = Vec::new();
        let fault = Some(matter.fault()).filter(|f| *f != Fault::NotKnown || self.fault.contains(f));
        let within = |days: u32| {
            self.within_days.is_none_or(|most| days <= most) && self.after_days.is_none_or(|least| days > least)
        };
        let asks_days = self.within_days.is_some() || self.after_days.is_some();
        let conditions = [
            (among(&self.loss, matter.kind), Unsaid::Kind),
            (among(&self.fault, fault), Unsaid::Fault),
            (self.kept.map_or(Some(true), |kept| matter.kept.map(|k| k == kept)), Unsaid::Kept),
            (among(&self.wish, matter.wish), Unsaid::Wish),
            (among(&self.severity, matter.severity), Unsaid::Severity),
            (if asks_days { matter.days.map(within) } else { Some(true) }, Unsaid::Days),
        ];
        for (holds, what) in conditions {
            match holds {
                Some(true) => {}
                Some(false) => return Fit::No,
                None => unsaid.push(what),
            }
        }
        if unsaid.is_empty() { Fit::Yes } else { Fit::Unsaid(unsaid) }
    }
}

/// Whether `value` is one of `wanted`, as far as can be said.
fn among<T: PartialEq>(wanted: &[T], value: Option<T>) -> Option<bool> {
    if wanted.is_empty() { Some(true) } else { value.map(|value| wanted.contains(&value)) }
}
