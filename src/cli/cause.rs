//! `amends cause`: what was changed about a cause, so that one can see whether it declined after.

use chrono::NaiveDate;
use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::session::{Session, now, reading};
use super::{Global, Print, output, typed};
use crate::case::{Acted, Command, Subject};
use crate::log::fresh;
use crate::terms::EntryId;

/// Writes down what was changed about a cause, and from which day on; lists what was.
#[derive(Debug, Args)]
pub struct Cause {
    /// The cause's id, from the desk's list
    #[arg(value_name = "CAUSE")]
    id: Option<String>,
    /// What was changed
    #[arg(long, value_name = "WORDS", requires = "id", allow_hyphen_values = true)]
    changed: Option<String>,
    /// From which day on it should show, like 2026-11-23; today where left out
    #[arg(long, value_name = "DAY", requires = "changed")]
    from: Option<NaiveDate>,
    #[command(flatten)]
    print: Print,
}

impl Cause {
    /// JSON: `{"cause":"carrier-delay","events":1}` for a new one, else `{"changes":[…]}`; each has id, at, by, cause, what and
    /// `from_day`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        if let (Some(cause), Some(words)) = (&self.id, &self.changed) {
            let mut session = Session::open(global)?;
            let cause = typed::name("the cause", cause)?;
            let from_day = self.from.unwrap_or_else(|| session.door.desk.today(session.now));
            let command = Command::ActOnCause { cause: cause.clone(), what: typed::text(words), from_day };
            let done = session.perform_on(Subject::Entry(fresh::<EntryId>()), vec![command], None)?;
            if self.print.json {
                return Ok(output::json(&json!({ "cause": cause, "events": done.events.len() }))?);
            }
            return Ok(output::print(&format!("{cause}: written down, from {from_day}"))?);
        }
        let (door, reader) = reading(global)?;
        let acts = reader.map(|reader| reader.cause_acts(self.id.as_deref())).transpose()?.unwrap_or_default();
        if self.print.json {
            return Ok(output::json(&json!({ "changes": acts }))?);
        }
        if acts.is_empty() {
            return Ok(output::print("Nothing is written down: amends cause CAUSE --changed WORDS")?);
        }
        let line = |a: &Acted| {
            let title = door.desk.cause(&a.cause).map_or(a.cause.as_str(), |c| c.title.as_str());
            format!("{title}, from {}: {} ({}, {})", a.from_day, a.what, a.by, door.desk.near_words(a.at, now()))
        };
        Ok(output::print(&acts.iter().map(line).collect::<Vec<_>>().join("\n"))?)
    }
}
