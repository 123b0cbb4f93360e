//! `amends coach`: notes to a person, to help them on.

use std::fmt::Write;

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::session::{Session, now, reading};
use super::{Global, Print, output, typed};
use crate::case::{Coaching, Command, Subject};
use crate::log::fresh;
use crate::terms::EntryId;

/// How many notes are listed.
const MOST: usize = 100;

/// Writes a note to a person, or lists the notes that are for you.
///
/// A supervisor writes; only the person and supervisors see it here. Without words the notes are listed. Whoever can read the
/// file of the log itself can read everything in it: see docs/scorecards.md.
#[derive(Debug, Args)]
pub struct Coach {
    /// For whom; left out, your own are listed (a supervisor: everybody's)
    #[arg(value_name = "LOGIN")]
    to: Option<String>,
    /// The note
    #[arg(value_name = "WORDS", allow_hyphen_values = true, requires = "to")]
    note: Option<String>,
    /// What to practise: a scenario's id, as `amends scenario list` has them, or a few words
    #[arg(long, value_name = "SCENARIO", requires = "note")]
    drill: Option<String>,
    /// Until when, as for a promise: friday, in 3 days
    #[arg(long, value_name = "WHEN", requires = "drill")]
    due: Option<String>,
    /// Marks yours as read
    #[arg(long, conflicts_with_all = ["to", "note"])]
    read: bool,
    #[command(flatten)]
    print: Print,
}

impl Coach {
    /// JSON: `{"to":"ana","events":1}` for a new note, else `{"notes":[…]}`; a note has id, at, by, to, note, drill, due and read.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match (&self.to, &self.note) {
            (Some(to), Some(note)) => self.write(global, to, note),
            _ => self.list(global),
        }
    }

    fn write(&self, global: &Global, to: &str, note: &str) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let to = typed::name("the login", to)?;
        let drill = self.drill.as_deref().map(|words| typed::name("--drill", words)).transpose()?;
        let due = self.due.as_deref().map(|words| typed::due(&session.door.desk, words, session.now)).transpose()?;
        let command = Command::Coach { to: to.clone(), note: typed::text(note), drill, due };
        let done = session.perform_on(Subject::Entry(fresh::<EntryId>()), vec![command], None)?;
        if self.print.json {
            return Ok(output::json(&json!({ "to": to, "events": done.events.len() }))?);
        }
        Ok(output::print(&format!("{to}: a note is there; they see it with `amends coach`"))?)
    }

    fn list(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = reading(global)?;
        let of = match &self.to {
            Some(to) => Some(typed::name("the login", to)?),
            None => self.read.then(|| door.login.clone()),
        };
        let notes = match &reader {
            Some(reader) => reader.coaching(of.as_deref(), (&door.login, door.role), MOST)?,
            None => Vec::new(),
        };
        if self.print.json {
            output::json(&json!({ "notes": notes }))?;
        } else if notes.is_empty() {
            output::print("There is no note that you may see.")?;
        } else {
            let line = |n: &Coaching| {
                let mut text = format!("{}  {} to {}: {}", door.desk.near_words(n.at, now()), n.by, n.to, n.note);
                if let Some(drill) = &n.drill {
                    let _ = write!(text, " – to practise: {drill}");
                    if let Some(due) = n.due {
                        let _ = write!(text, ", until {}", door.desk.near_words(due, now()));
                    }
                }
                text.push_str(if n.read.is_some() { " (read)" } else { "" });
                text
            };
            output::print(&notes.iter().map(line).collect::<Vec<_>>().join("\n"))?;
        }
        if self.read {
            let mut session = Session::open(global)?;
            for note in notes.iter().filter(|n| n.read.is_none()) {
                session.perform_on(Subject::Entry(note.id), vec![Command::ReadCoaching], None)?;
            }
        }
        Ok(())
    }
}
