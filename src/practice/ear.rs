//! What a typed sentence does, read by rules: the wording checks hear what harms, `playbooks/hearing.toml` hears what helps and
//! the harm that wording has no rule for. It knows no scenario.
//!
//! | to … | look in |
//! |---|---|
//! | add a phrase, or mend one that mishears | `playbooks/hearing.toml` |
//! | change how the rules are laid over a text | `hearing` |
//! | change what a no before a promise makes of it | `negated` |
//! | change what the file may say | `read`, `schema` |

mod hearing;
mod negated;
mod read;
mod schema;

pub use hearing::Hearing;
use hearing::Hit;
pub use schema::schema;

use std::ops::Range;
use std::sync::LazyLock;

use serde::Serialize;

use super::act::{Act, Acts};
use crate::terms::Channel;
use crate::wording::{About, Kind, Rules, TITLES, Word, plain, words};

/// The rules of hearing that ship, as text.
pub const SHIPPED: &str = include_str!("../../playbooks/hearing.toml");

/// What was heard in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// What it does.
    pub act: Act,
    /// By which words, in bytes of the text.
    pub range: Range<usize>,
    /// Why it was taken for that, in a short sentence; nothing where the scenario says so.
    pub why: String,
    /// A better way, where it does harm.
    pub better: Option<String>,
}

impl Heard {
    /// Whether the two share words.
    fn meets(&self, other: &Self) -> bool {
        self.range.start < other.range.end && other.range.start < self.range.end
    }
}

/// Reads what sentences do.
#[derive(Debug, Clone, Copy)]
pub struct Ear {
    rules: &'static Rules,
    hearing: &'static Hearing,
}

impl Ear {
    /// By the rules that ship.
    pub fn shipped() -> &'static Self {
        static EAR: LazyLock<Ear> = LazyLock::new(|| Ear { rules: Rules::shipped(), hearing: Hearing::shipped() });
        &EAR
    }

    /// All that was heard, in the order of the text: each act once, where it comes first. Words that do harm do no good beside.
    pub fn hears(&self, text: &str, name: &str, channel: Channel) -> Vec<Heard> {
        let mut harms: Vec<Heard> = Vec::new();
        for remark in self.rules.check(text, &About { name: None, channel }) {
            let Some(act) = harm(remark.kind) else { continue };
            harms.push(Heard { act, range: remark.range, why: remark.why, better: Some(remark.better) });
        }
        let words = words(text);
        let (ours, helps): (Vec<Hit>, Vec<Hit>) =
            self.hearing.hears(text, &words).into_iter().partition(|hit| hit.heard.act.harms());
        let mut helps: Vec<Heard> = helps.into_iter().map(|hit| hit.heard).collect();
        helps.extend(named(text, name, &words));
        helps.retain(|help| !harms.iter().any(|harm| harm.meets(help)));
        let good: Acts = helps.iter().map(|help| help.act).collect();
        let mut heard = helps;
        for Hit { heard: own, unless } in ours {
            let excused = unless.and(good).iter().next().is_some();
            // The same words are blamed once; a no at the beginning is the least that can be said of them.
            if excused || harms.iter().any(|harm| harm.meets(&own) && harm.act != Act::NegativeFirst) {
                continue;
            }
            harms.retain(|harm| !harm.meets(&own));
            heard.retain(|help| help.act.harms() || !help.meets(&own));
            heard.push(own);
        }
        heard.extend(harms);
        heard.sort_by_key(|one| (one.range.start, std::cmp::Reverse(one.range.end), one.act));
        let mut told = Acts::default();
        heard.retain(|one| {
            let again = told.has(one.act);
            told = told.with(one.act);
            !again
        });
        heard
    }
}

/// The act that a kind of remark is about.
fn harm(kind: Kind) -> Option<Act> {
    match kind {
        Kind::Blame => Some(Act::Blame),
        Kind::SorryIf => Some(Act::SorryIf),
        Kind::Dismissal => Some(Act::Dismiss),
        Kind::Promise => Some(Act::Overpromise),
        Kind::Jargon => Some(Act::Jargon),
        Kind::NegativeFirst => Some(Act::NegativeFirst),
        Kind::RunningDown => Some(Act::RunDown),
        Kind::NoName => None,
    }
}

/// Where their name is said: with a title before it, or written large as a name is, or where nothing is written large.
fn named(text: &str, name: &str, found: &[Word]) -> Option<Heard> {
    let title = |word: &Word| TITLES.contains(&word.lower.as_str());
    let parts: Vec<String> =
        words(name).iter().filter(|word| !title(word)).flat_map(|word| plain(&word.lower)).collect();
    let small = !text.chars().any(char::is_uppercase);
    let at = found.iter().enumerate().position(|(at, word)| {
        let theirs = plain(&word.lower).iter().any(|one| !one.is_empty() && parts.contains(one));
        let large = text.get(word.range.clone()).is_some_and(|word| word.starts_with(char::is_uppercase));
        let titled = at.checked_sub(1).and_then(|before| found.get(before));
        let titled = titled.is_some_and(|before| title(before) && before.lower != "the");
        theirs && (large || titled || small)
    })?;
    let range = found.get(at)?.range.clone();
    Some(Heard { act: Act::Name, range, why: "Their own name tells them that you mean them.".to_owned(), better: None })
}

#[cfg(test)]
mod tests;
