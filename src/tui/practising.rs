//! What the practice screen asks of its thread, and what it is answered. Plain data; `worker::practise` answers. What a drill
//! is lies in `practice`: nothing is judged here.

use std::path::PathBuf;
use std::sync::Arc;

use uuid::Uuid;

use crate::practice::{Answering, Debrief, Help, Mood, Move, Played, Progress, Scenario, Standing, Why, Worth};
use crate::terms::{Stage, Timestamp};

use super::message::Failure;

/// Something asked. They are answered in their order: a move is never overtaken.
#[derive(Debug, Clone)]
pub enum Wish {
    /// What can be practised, what was, and how somebody stands.
    Look {
        /// As of this moment.
        now: Timestamp,
    },
    /// A drill begins.
    Begin(Box<Start>),
    /// A drill is taken up again, or looked at.
    Open {
        /// Which.
        drill: Uuid,
        /// Now.
        at: Timestamp,
    },
    /// A move is written down: only then it counts.
    Keep {
        /// Of which drill.
        drill: Uuid,
        /// Which of its moves, from 0.
        n: u32,
        /// When.
        at: Timestamp,
        /// The move.
        made: Move,
    },
    /// Something is typed and not said yet; empty: no more.
    Half {
        /// In which drill.
        drill: Uuid,
        /// What.
        text: String,
    },
    /// A drill is over, or left for good.
    End {
        /// Which.
        drill: Uuid,
        /// When.
        at: Timestamp,
    },
    /// The supervisor may see it.
    Share {
        /// Which.
        drill: Uuid,
        /// Since when.
        at: Timestamp,
    },
    /// A debrief goes to a file.
    Export {
        /// The form that asks for it.
        form: u64,
        /// Where to.
        file: PathBuf,
        /// What.
        text: String,
    },
}

/// How a drill begins.
#[derive(Debug, Clone)]
pub struct Start {
    /// Its id.
    pub id: Uuid,
    /// The scenario.
    pub scenario: String,
    /// What chance hangs on.
    pub seed: u64,
    /// How answers are given.
    pub answering: Answering,
    /// How much help there is.
    pub help: Help,
    /// When.
    pub at: Timestamp,
    /// The drill that it is played again from, and before which of its moves: with that one's text and moves.
    pub from: Option<(Uuid, u32)>,
}

/// An answer.
#[derive(Debug)]
pub enum Practised {
    /// To [`Wish::Look`].
    Room(Result<Box<Room>, Failure>),
    /// To [`Wish::Begin`] and [`Wish::Open`].
    Opened(Result<Box<Opened>, Failure>),
    /// To [`Wish::End`].
    Ended(Result<Box<Opened>, Failure>),
    /// To [`Wish::Half`]: only that it could not be kept is worth a word.
    HalfKept(Result<(), Failure>),
    /// To [`Wish::Keep`].
    Kept {
        /// Of which drill.
        drill: Uuid,
        /// Which of its moves.
        n: u32,
        /// The drill as it is with it, where it is on the disk.
        result: Result<Box<Opened>, Failure>,
    },
    /// To [`Wish::Share`].
    Shared {
        /// Which.
        drill: Uuid,
        /// Since when, where it worked.
        result: Result<Timestamp, Failure>,
    },
    /// To [`Wish::Export`]: what was done, in a sentence.
    Exported {
        /// The form that asked for it.
        form: u64,
        /// What was done.
        result: Result<String, Failure>,
    },
}

/// What can be practised, and what was.
#[derive(Debug, Clone)]
pub struct Room {
    /// The scenarios, the most useful first.
    pub rows: Vec<Row>,
    /// What was practised, the newest first.
    pub past: Vec<Past>,
    /// How somebody stands.
    pub progress: Progress,
    /// Names of the skills, by the rubric's order.
    pub skills: Vec<(String, String)>,
    /// Names of the playbooks that were practised.
    pub playbooks: Vec<(String, String)>,
}

/// A scenario in the list.
#[derive(Debug, Clone)]
pub struct Row {
    /// It.
    pub scenario: Arc<Scenario>,
    /// Why it stands where it stands.
    pub why: Why,
    /// How somebody stands in it.
    pub standing: Option<Standing>,
    /// The name of its playbook.
    pub playbook: String,
}

/// A drill that was begun.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// Its id.
    pub id: Uuid,
    /// The scenario's id.
    pub scenario: String,
    /// The scenario's name.
    pub title: String,
    /// What chance hangs on.
    pub seed: u64,
    /// How answers are given.
    pub answering: Answering,
    /// How much help there is.
    pub help: Help,
    /// When it was last gone on with.
    pub last: Timestamp,
    /// How many moves there are.
    pub moves: u32,
    /// Which it was played again from, and before which of its moves.
    pub from: Option<(Uuid, u32)>,
    /// How it ended.
    pub over: Option<Over>,
    /// Since when the supervisor may see it.
    pub shared: Option<Timestamp>,
}

/// How a drill ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Over {
    /// The ending's name; `None` where it was left.
    pub title: Option<String>,
    /// How good.
    pub worth: Option<Worth>,
    /// The score in tenths of a percent.
    pub tenths: Option<i64>,
}

/// A drill with all that belongs to it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The drill.
    pub past: Past,
    /// Its scenario, as it was when it began.
    pub scenario: Arc<Scenario>,
    /// What came of its moves.
    pub stand: Stand,
    /// What is typed and not said yet.
    pub half: String,
    /// What it showed, where it is over.
    pub debrief: Option<Box<Debrief>>,
}

/// What came of a drill's moves.
#[derive(Debug, Clone)]
pub struct Stand {
    /// The customer's name.
    pub name: String,
    /// What the trainee's screen shows.
    pub facts: Vec<(String, String)>,
    /// What they want.
    pub wants: String,
    /// What they said first.
    pub opening: String,
    /// The moves and what became of each.
    pub played: Vec<Played>,
    /// The answers on offer, with their words.
    pub choices: Vec<String>,
    /// How they are.
    pub mood: Mood,
    /// How it ended.
    pub over: Option<(String, Worth)>,
    /// The stage that is at hand, and the playbook's step.
    pub next: Option<(Stage, Option<String>)>,
    /// The steps of the playbook that are done.
    pub done: Vec<String>,
}

impl Stand {
    /// What they said last.
    pub fn line(&self) -> &str {
        self.played.last().map_or(&self.opening, |played| &played.answer)
    }
}
