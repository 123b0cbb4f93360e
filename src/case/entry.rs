//! Entries that are about no single case: a coaching note to a person, what was changed about a cause. Folded on their own.

use chrono::NaiveDate;
use serde::Serialize;

use crate::terms::{EntryId, Text, Timestamp};

use super::event::Event;
use super::fact::{Fact, Subject};
use super::file::undone;

/// One entry, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "entry")]
pub enum Entry {
    /// A note to a person.
    Coaching(Coaching),
    /// What was changed about a cause.
    Acted(Acted),
}

/// A note to a person, to help them on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coaching {
    /// Its id.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// To whom.
    pub to: String,
    /// The note.
    pub note: Text,
    /// What to practise.
    pub drill: Option<String>,
    /// Until when.
    pub due: Option<Timestamp>,
    /// When they read it.
    pub read: Option<Timestamp>,
}

/// What was changed about a cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Acted {
    /// Its id.
    pub id: EntryId,
    /// When it was written down.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// The cause.
    pub cause: String,
    /// What was changed.
    pub what: Text,
    /// From which day on it should show.
    pub from_day: NaiveDate,
}

impl Entry {
    /// Folds an entry's events, in any order; `None` where none of them counts any more.
    pub fn fold(id: EntryId, facts: &[Fact]) -> Option<Self> {
        let mut sorted: Vec<&Fact> = facts.iter().filter(|f| f.subject == Subject::Entry(id)).collect();
        sorted.sort_by_key(|f| f.position);
        let dead = undone(sorted.iter().copied());
        let mut entry = None;
        for fact in sorted {
            let Some(body) = fact.body.as_ref().filter(|_| !dead.contains(&fact.id)) else { continue };
            let (at, by) = (body.at, fact.agent().to_owned());
            match &body.event {
                Event::Coached { to, note, drill, due } if entry.is_none() => {
                    let (to, note, drill, due) = (to.clone(), note.clone(), drill.clone(), *due);
                    entry = Some(Self::Coaching(Coaching { id, at, by, to, note, drill, due, read: None }));
                }
                Event::CauseActed { cause, what, from_day } if entry.is_none() => {
                    let (cause, what) = (cause.clone(), what.clone());
                    entry = Some(Self::Acted(Acted { id, at, by, cause, what, from_day: *from_day }));
                }
                Event::CoachingRead => {
                    if let Some(Self::Coaching(note)) = &mut entry {
                        note.read.get_or_insert(at);
                    }
                }
                _ => {}
            }
        }
        entry
    }
}
