//! What a typed sentence does, read by rules: the wording checks, and phrases for what helps. It knows no scenario.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Serialize;

use super::act::Act;
use crate::terms::Channel;
use crate::wording::{About, Kind, Rules};

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

/// Reads what sentences do.
#[derive(Debug, Clone, Copy)]
pub struct Ear {
    rules: &'static Rules,
}

impl Ear {
    /// By the rules that ship.
    pub fn shipped() -> &'static Self {
        static EAR: LazyLock<Ear> = LazyLock::new(|| Ear { rules: Rules::shipped() });
        &EAR
    }

    /// All that was heard, in the order of the text.
    pub fn hears(&self, text: &str, name: &str, channel: Channel) -> Vec<Heard> {
        let _ = name;
        let about = About { name: None, channel };
        let mut heard: Vec<Heard> = Vec::new();
        for remark in self.rules.check(text, &about) {
            let Some(act) = harm(remark.kind) else { continue };
            heard.push(Heard { act, range: remark.range, why: remark.why, better: Some(remark.better) });
        }
        heard.sort_by_key(|one| one.range.start);
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
