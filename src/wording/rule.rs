//! What a rule is made of.

use serde::Serialize;

use super::phrase::Phrase;
use crate::terms::Channel;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $label:literal;)+) => {
        /// The kinds of remarks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Kind { $($(#[$doc])* $variant,)+ }

        impl Kind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The word in files, JSON and commands.
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
            /// The words on screen.
            pub fn label(self) -> &'static str { match self { $(Self::$variant => $label,)+ } }
        }
    };
}

kinds! {
    /// The customer is made the cause.
    Blame = "blame", "sounds like blame";
    /// An apology with a condition: "sorry if".
    SorryIf = "sorry-if", "a conditional apology";
    /// The customer is sent away or made small.
    Dismissal = "dismissal", "sounds dismissive";
    /// More is promised than anybody can keep, or without a time.
    Promise = "promise", "a promise nobody can keep";
    /// Words of our house, or worn-out ones.
    Jargon = "jargon", "our words, not theirs";
    /// What we cannot do comes before what we can.
    NegativeFirst = "negative-first", "begins with a no";
    /// Somebody else is run down.
    RunningDown = "running-down", "runs somebody down";
    /// The customer's name is missing.
    NoName = "no-name", "their name is missing";
}

impl Kind {
    /// Whether a remark of this kind is nearly always right; the others are matters of taste and channel.
    pub fn is_sharp(self) -> bool {
        matches!(self, Self::Blame | Self::SorryIf | Self::Dismissal | Self::RunningDown)
    }
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id; stable.
    pub id: String,
    /// What sort of remark it makes.
    pub kind: Kind,
    /// Its phrases, as written.
    pub phrases: Vec<String>,
    /// Why, in a short sentence.
    pub why: String,
    /// A better way, as an example.
    pub better: String,
    /// The channels that it is for.
    pub channels: Vec<Channel>,
    /// Where one of these overlaps a hit, the hit does not count.
    pub(super) except: Vec<Phrase>,
    /// Where one of these stands earlier in the text, a hit does not count.
    pub(super) unless_before: Vec<Phrase>,
}
