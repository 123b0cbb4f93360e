//! `amends coach`: notes to a person, to help them on; what they were asked to practise, and what became of it.

use std::fmt::Write;

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::session::{Session, now, reading};
use super::{Global, Print, output, practice, scenario, typed};
use crate::case::{Coaching, Command, Subject};
use crate::door::{Became, Door, became};
use crate::log::fresh;
use crate::log::practice::{KeptDrill, PracticeLog};
use crate::terms::{EntryId, Text, Timestamp, clean};

/// How many notes are listed.
const MOST: usize = 100;

/// Writes a note to a person, a drill to practise or both; or lists the notes that you may see.
///
/// `amends coach ana "Let them finish first." --drill "two lines" --due friday`
///
/// A supervisor writes; only the person and supervisors see it here. Without a note and a drill the notes are listed, each drill
/// with what became of it: not done yet, done, or shared, and how to read it then. Whoever can read the file of the log itself can
/// read everything in it: see docs/scorecards.md.
#[derive(Debug, Args)]
pub struct Coach {
    /// For whom; left out, your own are listed (a supervisor: everybody's)
    #[arg(value_name = "LOGIN")]
    to: Option<String>,
    /// The note; with --drill it may be left out
    #[arg(value_name = "WORDS", allow_hyphen_values = true, requires = "to")]
    note: Option<String>,
    /// What to practise: a scenario's id, as `amends scenario list` has them, or a few words of its title
    #[arg(long, value_name = "SCENARIO", requires = "to")]
    drill: Option<String>,
    /// Until when to practise it: friday, tomorrow 12:00, in 3 days, 2026-11-28
    #[arg(long, value_name = "WHEN", requires = "drill")]
    due: Option<String>,
    /// Marks yours as read
    #[arg(long, conflicts_with_all = ["to", "note"])]
    read: bool,
    #[command(flatten)]
    print: Print,
}

impl Coach {
    /// JSON: `{"to":"ana","events":1,"drill":…,"due":…}` for a new note, else `{"notes":[…]}`; a note has id, at, by, to, note,
    /// drill, due, read, done (when the drill was done) and shared (the drill's id, for `amends practice debrief`).
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match &self.to {
            Some(to) if self.note.is_some() || self.drill.is_some() => self.write(global, to),
            _ => self.list(global),
        }
    }

    fn write(&self, global: &Global, to: &str) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let to = typed::name("the login", to)?;
        let note = self.note.as_deref().map_or_else(|| Text::new(""), typed::text);
        let asked = self.drill.as_deref().map(|words| scenario::find(&session.door, words)).transpose()?;
        let asked = asked.map(|kept| (kept.scenario.id.clone(), kept.scenario.title.clone()));
        let due = match &self.due {
            Some(words) => Some(typed::due_of("coach", &session.door.desk, words, session.now)?),
            None => None,
        };
        if due.is_some_and(|due| due <= session.now) {
            return Err(Failure::usage("due", "this time has passed", "name a later one: see `amends coach --help`"));
        }
        let drill = asked.as_ref().map(|(id, _)| id.clone());
        let command = Command::Coach { to: to.clone(), note, drill: drill.clone(), due };
        let done = session.perform_on(Subject::Entry(fresh::<EntryId>()), vec![command], None)?;
        if self.print.json {
            let told = json!({ "to": to, "events": done.events.len(), "drill": drill, "due": due });
            return Ok(output::json(&told)?);
        }
        let mut text = format!("{to}: a note is there; they see it with `amends coach`");
        if let Some((id, title)) = asked {
            let _ = write!(text, "\nassigned: {title} ({id})");
            text.push_str(&until(&session.door, due, session.now));
        }
        Ok(output::print(&text)?)
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
        let drills = match PracticeLog::look(&door.file)?.filter(|_| notes.iter().any(|note| note.drill.is_some())) {
            Some(log) => log.drills(of.as_deref())?,
            None => Vec::new(),
        };
        if self.print.json {
            let notes = notes.iter().map(|note| as_json(note, &drills)).collect::<Result<Vec<_>, _>>()?;
            output::json(&json!({ "notes": notes }))?;
        } else if notes.is_empty() {
            output::print("There is no note that you may see.")?;
        } else {
            let lines: Vec<String> = notes.iter().map(|note| line(&door, note, &drills)).collect();
            output::print(&lines.join("\n"))?;
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

/// A note on a line, with what became of its drill.
fn line(door: &Door, note: &Coaching, drills: &[KeptDrill]) -> String {
    let mut text = format!("{}  {} to {}", door.desk.near_words(note.at, now()), note.by, note.to);
    if !note.note.is_blank() {
        let _ = write!(text, ": {}", note.note);
    }
    if let Some(id) = &note.drill {
        let drill = match door.scenarios.get(id) {
            Some(kept) => format!("{} ({id})", kept.scenario.title),
            None => clean::one_line(id),
        };
        let _ = write!(text, " – to practise: {drill}{}; ", until(door, note.due, now()));
        let _ = match became(note, drills) {
            Became::Waits => write!(text, "not done yet"),
            Became::Done { shared: Some(id), .. } => {
                write!(text, "shared · `amends practice debrief {}`", practice::short(id))
            }
            Became::Done { at, shared: None } => {
                write!(text, "done on {}", crate::desk::day_words(door.desk.local(at).date()))
            }
        };
    }
    text.push_str(if note.read.is_some() { " (read)" } else { "" });
    text
}

fn until(door: &Door, due: Option<Timestamp>, now: Timestamp) -> String {
    due.map_or_else(String::new, |due| format!(", until {}", door.desk.until_words(due, now)))
}

fn as_json(note: &Coaching, drills: &[KeptDrill]) -> Result<serde_json::Value, Failure> {
    let mut told = serde_json::to_value(note).map_err(|error| Failure::other("json", error.to_string(), ""))?;
    let (done, shared) = match became(note, drills) {
        Became::Waits => (None, None),
        Became::Done { at, shared } => (Some(at), shared.map(practice::short)),
    };
    told["done"] = json!(done);
    told["shared"] = json!(shared);
    Ok(told)
}
