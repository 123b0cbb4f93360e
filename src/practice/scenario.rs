//! A scenario: a scripted customer, as read from its file. How it is read is in `read`, what is wrong with it in `check`, how it
//! is played in `drill`.

use crate::terms::{Channel, CustomerKind, Heat, Stage};
use crate::wording::Phrase;

use super::act::{Act, Acts};

/// The most patience and trust there is.
pub const FULL: u8 = 6;
/// The most turns of a scenario: one bit for each.
pub const MOST_TURNS: usize = 60;

/// A scripted customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Its id; stable.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it is about, in a sentence.
    pub about: String,
    /// The playbook that it practises.
    pub playbook: String,
    /// On which channel.
    pub channel: Channel,
    /// How hard: 1 to 3.
    pub level: u8,
    /// What one learns from it, in one to three sentences.
    pub learn: Vec<String>,
    /// Who calls.
    pub customer: Persona,
    /// What the trainee's screen shows, and texts are filled with: name and values to choose from by the seed.
    pub facts: Vec<(String, Vec<String>)>,
    /// The turns; the first begins.
    pub turns: Vec<Turn>,
    /// How it can end.
    pub endings: Vec<Ending>,
}

/// Who calls.
#[derive(Debug, Clone, PartialEq)]
pub struct Persona {
    /// Names, one of them by the seed.
    pub names: Vec<String>,
    /// Which sort of customer (P20).
    pub kind: Option<CustomerKind>,
    /// What they want, in words.
    pub wants: String,
    /// How heated they begin.
    pub heat: Heat,
    /// How much they bear, 1 to [`FULL`]: silence, repeating themselves and harm take it away; nothing gives it back.
    pub patience: u8,
    /// How far they trust us, 0 to [`FULL`].
    pub trust: u8,
    /// What does them more good than others.
    pub likes: Vec<Act>,
    /// What does them harm though it helps others, or more harm than others.
    pub dislikes: Vec<Act>,
    /// The ending where their patience is at an end.
    pub gives_up: usize,
    /// What they say where they are not understood or not answered, one by the seed.
    pub puzzled: Vec<String>,
    /// What they say into a silence, one by the seed.
    pub silent: Vec<String>,
}

/// A place in the conversation: the customer speaks, the trainee answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Its id.
    pub id: String,
    /// What the customer says, one by the seed.
    pub says: Vec<String>,
    /// What they must have been shown to come here.
    pub needs: Needs,
    /// Where they go instead.
    pub otherwise: Option<usize>,
    /// What may be answered; the first of those marked is the best.
    pub replies: Vec<Reply>,
}

/// What must be so; what is not named may be anything.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Needs {
    /// At least so much trust.
    pub trust: u8,
    /// At most so heated.
    pub heat: Option<Heat>,
    /// All of these were done some time.
    pub done: Vec<Act>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The words.
    pub says: String,
    /// The stage it belongs to.
    pub stage: Stage,
    /// What it does.
    pub acts: Acts,
    /// Phrases by which a typed answer is known for this one, beside its acts.
    pub hears: Vec<Phrase>,
    /// Those phrases as written.
    pub hears_text: Vec<String>,
    /// The step of the playbook that is done with it.
    pub step: Option<String>,
    /// Where it leads.
    pub to: Goal,
    /// Whether this is the best answer here.
    pub best: bool,
}

/// Where an answer leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// To a turn.
    Turn(usize),
    /// To an end.
    Ending(usize),
}

/// How it ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// How good.
    pub worth: Worth,
    /// The customer's last words, one by the seed; none where they just hang up.
    pub says: Vec<String>,
    /// What came of it, told afterwards.
    pub after: String,
}

crate::terms::words::words! {
    /// How good an ending is.
    Worth, "worth" {
        /// As it should be.
        Good = "good", "good";
        /// Bearable.
        Fair = "fair", "fair";
        /// They are lost, or worse off.
        Poor = "poor", "poor";
    }
}

impl Turn {
    /// The best answer here.
    pub fn best(&self) -> Option<usize> {
        self.replies.iter().position(|reply| reply.best)
    }
}
