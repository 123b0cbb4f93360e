//! What a metric is: its name, its definition in words, and the one function that measures a record for it.

use super::ground::Ground;
use super::quantity::Unit;
use crate::log::records::{Depth, Record};
use crate::terms::Money;

/// A number that is told of a stretch of time or of a set of cases. There is one function for each, whoever shows it.
pub struct Metric {
    /// For machines, for ever: `handle-time`.
    pub name: &'static str,
    /// For people: `Handle time`.
    pub title: &'static str,
    /// What it belongs to.
    pub group: Group,
    /// What it tells, in a sentence.
    pub meaning: &'static str,
    /// How it is reckoned.
    pub formula: &'static str,
    /// What is left out of it, and why.
    pub excludes: &'static str,
    /// Counted in what; money in the desk's currency.
    pub counted: Counted,
    /// How many parts become one number.
    pub gather: Gather,
    /// Which way is better, where there is one.
    pub better: Better,
    /// How far down records go for it: nothing but a step that was left out is measured deeper than walks.
    pub depth: Depth,
    /// What one record adds to it.
    pub measure: fn(&Ground<'_>, &Record<'_>) -> Measure,
}

impl std::fmt::Debug for Metric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Metric {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// What metrics are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// How much there was.
    Volume,
    /// How long it took.
    Time,
    /// How it was done.
    Work,
    /// How it ended.
    Outcome,
    /// What it cost to put right.
    Giving,
}

impl Group {
    /// All, in the order of a report.
    pub const ALL: &'static [Self] = &[Self::Volume, Self::Time, Self::Work, Self::Outcome, Self::Giving];

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Volume => "How much",
            Self::Time => "How long",
            Self::Work => "How it was done",
            Self::Outcome => "How it ended",
            Self::Giving => "Putting it right",
        }
    }
}

/// Counted in what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// In a unit that is the same everywhere.
    In(Unit),
    /// In money; currencies are never mixed.
    Money,
}

/// How many parts become one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gather {
    /// Added up.
    Sum,
    /// Added up and divided by how many there are.
    Ratio,
    /// The same, and the spread beside it.
    Spread,
    /// It cannot be known from a log that is kept by hand, and why.
    Unknowable(&'static str),
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More.
    More,
    /// Less.
    Less,
    /// Neither: it is load, or it depends.
    Neither,
}

/// What one record adds to a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Nothing: it is a record of another sort.
    Nothing,
    /// So much of so much.
    Counts {
        /// For the numerator.
        part: i64,
        /// For the denominator.
        of: i64,
    },
    /// So much money, of so many.
    Money {
        /// For the numerator.
        part: Money,
        /// For the denominator.
        of: i64,
    },
    /// It would count, and was left out for this reason.
    LeftOut(&'static str),
}
