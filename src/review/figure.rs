//! One number of a report: its value, what it rests on, what was left out of it, or why it cannot be known.

use super::quantity::Quantity;

/// Fewer than this many, and a number is shown greyed: it may well be chance. Never ranked by.
pub const FEW: u64 = 10;

/// A number with all that is to be known of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// The value; `None` where there is none, and never zero for it.
    pub value: Option<Quantity>,
    /// How many records it rests on.
    pub n: u64,
    /// A sum or a count: a fact, however few it rests on. A mean or a share of few may well be chance.
    pub is_sum: bool,
    /// The lowest tenth, the middle and the highest tenth, where the spread tells more than the mean.
    pub spread: Option<[Quantity; 3]>,
    /// What was left out, and how much of it.
    pub left_out: Vec<(&'static str, u64)>,
    /// Why a hand-logged log cannot know it, where it cannot.
    pub unknowable: Option<&'static str>,
}

impl Figure {
    /// For people; `–` where there is no value, `not available` where there cannot be one.
    pub fn shown(&self) -> String {
        match (&self.value, self.unknowable) {
            (Some(value), _) => value.shown(),
            (None, Some(_)) => "not available".to_owned(),
            (None, None) => "–".to_owned(),
        }
    }

    /// Whether it rests on so few records that it may be chance.
    pub fn is_few(&self) -> bool {
        !self.is_sum && self.value.is_some() && (1..FEW).contains(&self.n)
    }
}
