//! What a reply is taken for: by its label where it has one, by our own ear, and, where neither says, by its place.

use crate::practice::act::Act;
use crate::practice::ear::Ear;
use crate::terms::{Channel, Stage};

/// What a reply is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// Greets and asks what it is about.
    Greet,
    /// Asks for something that is needed.
    Ask,
    /// Tells what was found.
    Inform,
    /// Tells that it is done.
    Done,
    /// Tells that it does not go.
    Shut,
    /// Asks before it is done.
    Confirm,
    /// Asks whether there is more.
    More,
    /// Says goodbye.
    Bye,
    /// Has not understood.
    Lost,
}

impl Sense {
    /// By the parts of a label's name, else by the words.
    pub fn of(label: Option<&str>, text: &str) -> Self {
        label.and_then(Self::of_label).unwrap_or_else(|| Self::of_text(text))
    }

    fn of_label(label: &str) -> Option<Self> {
        let label = label.to_lowercase();
        let parts: Vec<&str> = label.split(['_', '-']).collect();
        let has = |words: &[&str]| parts.iter().any(|part| words.contains(part));
        Some(match () {
            () if has(&["scope"]) => Self::Lost,
            () if has(&["hello"]) => Self::Greet,
            () if has(&["goodbye", "bye"]) => Self::Bye,
            () if has(&["else", "more"]) => Self::More,
            () if has(&["unavailable", "nothing", "failed", "failure", "not", "no"]) => Self::Shut,
            () if has(&["successful", "succeeded", "success", "done", "confirmed"]) => Self::Done,
            () if has(&["ask"]) && has(&["confirm"]) => Self::Confirm,
            () if has(&["inform", "available"]) => Self::Inform,
            () if has(&["ask"]) => Self::Ask,
            () => return None,
        })
    }

    fn of_text(text: &str) -> Self {
        let lower = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        match () {
            () if has(&["bye", "have a nice", "have a great", "have a good"]) => Self::Bye,
            () if has(&["anything else"]) => Self::More,
            () if has(&["how can i help", "how may i help", "what can i do for you"]) => Self::Greet,
            () if has(&["don't understand", "do not understand", "didn't get that"]) => Self::Lost,
            () if has(&["unfortunately", "not available", "unavailable", "unable", "cannot", "can't"]) => Self::Shut,
            () if has(&["shall i", "would you like me", "should i", "is that right", "is that correct"]) => {
                Self::Confirm
            }
            () if lower.contains('?') => Self::Ask,
            () => Self::Inform,
        }
    }

    /// Where it belongs, as long as nothing later was said.
    pub fn stage(self) -> Stage {
        match self {
            Self::Greet | Self::Ask => Stage::Listen,
            _ => Stage::Resolve,
        }
    }

    /// What it does where it is the right thing to say.
    pub fn acts(self, text: &str) -> Vec<Act> {
        let mut acts = match self {
            Self::Greet => vec![Act::Greet, Act::AskWanted],
            Self::Ask => vec![Act::Ask],
            Self::Shut if text.contains('?') => vec![Act::Explain, Act::Alternative],
            Self::Inform | Self::Lost | Self::Shut => vec![Act::Explain],
            Self::Done => vec![Act::Repair],
            Self::Confirm => vec![Act::Choice],
            Self::More => vec![Act::Check],
            Self::Bye => vec![Act::Thank],
        };
        if text.to_lowercase().contains("sorry") {
            acts.push(Act::Apologise);
        }
        acts
    }

    /// What it does where another was the right thing to say.
    pub fn wrong(self) -> Vec<Act> {
        match self {
            Self::Bye => vec![Act::Dismiss],
            Self::Lost | Self::Shut => vec![Act::Refuse],
            Self::Greet => Vec::new(),
            other => other.acts(""),
        }
    }
}

/// What our ear hears in it: what helps, and what harms.
pub(super) fn heard(text: &str, channel: Channel) -> (Vec<Act>, Vec<Act>) {
    Ear::shipped().hears(text, "", channel).into_iter().map(|heard| heard.act).partition(|act| !act.harms())
}

/// What an answer does by its place alone.
pub(super) fn by_place(stage: Stage) -> Act {
    match stage {
        Stage::Listen => Act::Ask,
        Stage::Apologise => Act::Acknowledge,
        Stage::Resolve => Act::Repair,
        Stage::Compensate => Act::Check,
    }
}
