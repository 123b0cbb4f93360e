//! The way in: what every text from outside passes before anything is stored, drafts included.
//!
//! Two things happen, in this order: characters that could drive a terminal or hide words are dropped ([`characters`]),
//! then card numbers and card security codes are masked ([`cards`]). Neither can come later: the log is hashed.

mod cards;
mod characters;
mod codes;
mod digits;
mod hold;
mod issuers;

pub use cards::{MaskedCard, mask_cards, masked_cards, unfinished_card};
pub use characters::{drop_unsafe, is_unsafe, one_line};
pub use hold::hold_back;

/// A cleaned text, and what cleaning did to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// What may be kept.
    pub text: String,
    /// How many card numbers and security codes were masked.
    pub masked: usize,
    /// How many of these were security codes.
    pub codes: usize,
    /// How many characters were dropped.
    pub dropped: usize,
}

impl Cleaned {
    /// One sentence about what was done, or nothing where nothing was.
    pub fn notice(&self) -> Option<String> {
        let some = |n: usize, what: &str| match n {
            0 => None,
            1 => Some(format!("a {what}")),
            n => Some(format!("{n} {what}s")),
        };
        let cards = some(self.masked.saturating_sub(self.codes), "card number");
        let masked: Vec<String> = cards.into_iter().chain(some(self.codes, "security code")).collect();
        let verb = if self.masked == 1 { "was" } else { "were" };
        let masked = (!masked.is_empty()).then(|| format!("{} {verb} masked", masked.join(" and ")));
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

/// A text without the marks that masking left in it, for saying it aloud.
pub fn without_marks(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(open) = rest.find('[') {
        let mark = [codes::CARD_MARK, codes::CODE_MARK].iter().any(|mark| rest[open..].starts_with(mark));
        let end = rest[open..].find(']').map(|end| open + end + 1).filter(|_| mark);
        kept.push_str(&rest[..open]);
        if end.is_none() {
            kept.push('[');
        }
        rest = &rest[end.unwrap_or(open + 1)..];
    }
    kept.push_str(rest);
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cleans a text from outside.
pub fn intake(raw: &str) -> Cleaned {
    intake_except(raw, &[])
}

/// Cleans a text from outside, leaving the numbers alone of which somebody has said that they are no cards (digits only).
pub fn intake_except(raw: &str, not_cards: &[String]) -> Cleaned {
    let (text, dropped) = drop_unsafe(raw);
    let (text, cards, codes) = cards::mask(&text, not_cards);
    Cleaned { text, masked: cards + codes, codes, dropped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notice_says_what_was_masked() {
        for (raw, notice) in [
            ("4242424242424242", Some("a card number was masked")),
            ("cvv 123", Some("a security code was masked")),
            ("4242424242424242 cvv 123", Some("a card number and a security code were masked")),
            (
                "4242424242424242, 5105105105105100; cvv 123\u{7}",
                Some("2 card numbers and a security code were masked; a control character was removed"),
            ),
            ("nothing of the kind", None),
        ] {
            assert_eq!(intake(raw).notice().as_deref(), notice, "{raw}");
        }
    }
}
