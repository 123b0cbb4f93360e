//! The way in: what every text from outside passes before anything is stored, drafts included.
//!
//! Two things happen, in this order: characters that could drive a terminal or hide words are dropped ([`characters`]),
//! then card numbers and card security codes are masked ([`cards`]). Neither can come later: the log is hashed.

mod cards;
mod characters;
mod codes;
mod digits;
mod issuers;

pub use cards::{mask_cards, unfinished_card};
pub use characters::{drop_unsafe, is_unsafe, one_line};

/// A cleaned text, and what cleaning did to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// What may be kept.
    pub text: String,
    /// How many card numbers and security codes were masked.
    pub masked: usize,
    /// How many characters were dropped.
    pub dropped: usize,
}

impl Cleaned {
    /// One sentence about what was done, or nothing where nothing was.
    pub fn notice(&self) -> Option<String> {
        let masked = match self.masked {
            0 => None,
            1 => Some("a card number was masked".to_owned()),
            n => Some(format!("{n} card numbers were masked")),
        };
        let dropped = match self.dropped {
            0 => None,
            1 => Some("a control character was removed".to_owned()),
            n => Some(format!("{n} control characters were removed")),
        };
        match (masked, dropped) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => Some(one),
            (Some(masked), Some(dropped)) => Some(format!("{masked}; {dropped}")),
        }
    }
}

/// Cleans a text from outside.
pub fn intake(raw: &str) -> Cleaned {
    intake_except(raw, &[])
}

/// Cleans a text from outside, leaving the numbers alone of which somebody has said that they are no cards (digits only).
pub fn intake_except(raw: &str, not_cards: &[String]) -> Cleaned {
    let (text, dropped) = drop_unsafe(raw);
    let (text, masked) = mask_cards(&text, not_cards);
    Cleaned { text, masked, dropped }
}
