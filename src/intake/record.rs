//! One record: everything that may be said of one interaction, typed and cleaned. How it is read is in `read`.

use crate::case::CustomerDetails;
use crate::terms::{CaseKind, Channel, Heat, Money, Outcome, Severity, Speaker, Text, Timestamp};

/// One interaction as another system (or the flags of `amends log`) tells it. What is left out says nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    /// The record's name where it came from; the same name brought in again changes nothing.
    pub external_id: Option<String>,
    /// The number of the case to add to; a new case where left out.
    pub case: Option<String>,
    /// The sort of matter.
    pub kind: Option<CaseKind>,
    /// What it costs the customer.
    pub severity: Option<Severity>,
    /// How heated the customer was at the start.
    pub heat_start: Option<Heat>,
    /// How heated the customer was at the end.
    pub heat_end: Option<Heat>,
    /// Who it was.
    pub customer: CustomerDetails,
    /// The channel.
    pub channel: Option<Channel>,
    /// Who did the work (a login), where that is not who brings the record in.
    pub agent: Option<String>,
    /// When it began.
    pub began: Timestamp,
    /// When the customer was gone.
    pub ended: Option<Timestamp>,
    /// Seconds on hold.
    pub hold_s: Option<i64>,
    /// Seconds in wrap-up.
    pub wrap_s: Option<i64>,
    /// The id of the playbook that was followed.
    pub playbook: Option<String>,
    /// What happened, in a sentence or two.
    pub summary: Option<Text>,
    /// What the customer asked for.
    pub wanted: Option<Text>,
    /// What was said or written.
    pub messages: Vec<Said>,
    /// Internal notes, of any length: longer ones than one entry takes are split.
    pub notes: Vec<Noted>,
    /// Answers to the playbook's questions: name and words.
    pub answers: Vec<(String, String)>,
    /// Steps done or skipped.
    pub steps: Vec<Taken>,
    /// Actions, inside the playbook or outside it.
    pub actions: Vec<Act>,
    /// What we said we would do.
    pub promises: Vec<Promised>,
    /// What was given.
    pub gestures: Vec<Given>,
    /// How it ended; the case is closed with it.
    pub outcome: Option<Outcome>,
    /// The root cause.
    pub cause: Option<String>,
    /// What was tried, where we could not help.
    pub tried: Option<Text>,
    /// What cleaning did to the texts.
    pub cleaning: Cleaning,
}

/// What cleaning did to the texts of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Cleaning {
    /// Card numbers and security codes that were masked.
    pub masked: usize,
    /// Characters that were removed.
    pub removed: usize,
}

impl Cleaning {
    /// Cleans a text and counts what was done.
    pub fn text(&mut self, raw: &str) -> Text {
        let cleaned = crate::terms::clean::intake(raw);
        self.masked += cleaned.masked;
        self.removed += cleaned.dropped;
        Text::from_cleaned(cleaned)
    }

    /// Adds what was done elsewhere.
    pub fn add(&mut self, other: Self) {
        self.masked += other.masked;
        self.removed += other.removed;
    }
}

/// Something said or written.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// When.
    pub at: Option<Timestamp>,
    /// By whom.
    pub who: Speaker,
    /// The words.
    pub text: Text,
}

/// An internal note.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted {
    /// When.
    pub at: Option<Timestamp>,
    /// The words, of any length.
    pub text: Text,
}

/// A step, done or skipped.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The step's id.
    pub step: String,
    /// When.
    pub at: Option<Timestamp>,
    /// Why it was left out; `None` where it was done.
    pub skipped: Option<Text>,
    /// What was entered with it, where it is an action.
    pub values: Vec<Text>,
}

/// An action.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Its name.
    pub action: String,
    /// When.
    pub at: Option<Timestamp>,
    /// What was entered with it.
    pub values: Vec<Text>,
}

/// A promise.
#[derive(Debug, Clone, PartialEq)]
pub struct Promised {
    /// What.
    pub text: Text,
    /// When it was made.
    pub at: Option<Timestamp>,
    /// By when.
    pub due: Timestamp,
    /// The words for the time that the customer was told.
    pub told: Option<Text>,
    /// What became of it.
    pub fate: Fate,
    /// The reason, where it was broken or withdrawn.
    pub reason: Option<Text>,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing yet.
    Open,
    /// Kept, at this moment.
    Kept(Timestamp),
    /// Broken, at this moment.
    Broken(Timestamp),
    /// Withdrawn, at this moment.
    Withdrawn(Timestamp),
}

/// A gesture.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Its id in the desk's list.
    pub gesture: String,
    /// When.
    pub at: Option<Timestamp>,
    /// How much.
    pub value: Option<Money>,
    /// Why.
    pub reason: Text,
}
