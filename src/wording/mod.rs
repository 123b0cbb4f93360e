//! Checks on what is written to a customer, while it is typed: blame, "sorry if", dismissals and the like, from a file of rules.
//!
//! A remark is a suggestion with a better way; nothing here ever blocks. This room stands alone: it knows `terms` and how a
//! file is read (`sheet`), and neither cases nor playbooks.
//!
//! | to … | look in |
//! |---|---|
//! | add a rule or mend one that nags | `playbooks/wording.toml` |
//! | add a kind of remark | [`Kind`] in `rule` |
//! | change what a phrase may be | `phrase` (spelling, matching), `read` (the file) |
//! | change what counts as a word or a sentence | `words` |

mod check;
mod phrase;
mod read;
mod rule;
mod schema;
mod words;

pub use phrase::{Phrase, PhraseError};
pub use rule::{Kind, Rule};
pub use schema::schema;
pub use words::sentences;

// What `practice` hears by is spelt and found in the same way.
pub(crate) use check::{TITLES, plain};
pub(crate) use phrase::Index;
pub(crate) use words::{Word, words};

use std::ops::Range;
use std::sync::LazyLock;

use serde::Serialize;

use crate::terms::Channel;

/// The rules that ship, as text.
pub const SHIPPED: &str = include_str!("../../playbooks/wording.toml");

/// Every rule of a file, ready to be applied.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    index: Index,
}

/// What is known of a text beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<'a> {
    /// The name to use, where it is known and belongs into this text (the first message of a chat, not its tenth).
    pub name: Option<&'a str>,
    /// The channel that it is written for.
    pub channel: Channel,
}

/// Something that could be said better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The id of the rule.
    pub rule: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Where, in bytes of the text; always on the borders of characters. For a missing name, the first word.
    pub range: Range<usize>,
    /// Why, in a short sentence.
    pub why: String,
    /// A better way, as an example.
    pub better: String,
}

impl Rules {
    /// The rules that ship. No rule at all where they are broken, which a test rules out.
    pub fn shipped() -> &'static Self {
        static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::parse("wording.toml", SHIPPED).unwrap_or_default());
        &RULES
    }

    /// The rules, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }
}

#[cfg(test)]
mod tests;
