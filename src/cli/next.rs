//! `amends next`: what now.

use std::fmt::Write;

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::list::table;
use super::session::{now, reading};
use super::{Global, Print, output};
use crate::desk::next_change;
use crate::door::Door;
use crate::terms::{Timestamp, clean};

/// How many drills that were asked for are named.
const MOST_ASKED: usize = 3;

/// Lists what waits for you, the most pressing first, each case once: late promises and call-backs, hand-offs, clocks,
/// what you have parked, what customers answered, and what has been left alone for long.
#[derive(Debug, Args)]
pub struct NextUp {
    /// How many at most
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    #[command(flatten)]
    print: Print,
}

impl NextUp {
    /// JSON: `{"next":[…],"all":12,"changes":…}`: how many there are without the limit, and when the list next reads
    /// otherwise though nobody does anything. A row has case, number, customer, who, about, what (`kind`: promise,
    /// call-back, hand-off, first-answer, resolution, parked, answered, untouched, quiet, reviewed, disputed, waiting or
    /// open, with its ids), class (late, hand-off, clock-late, soon, parked, answered, avoided, quiet, review, rest), due, why, more (other
    /// reasons of this case), hurt (1 to 7), severity, heat, channel, changes.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = reading(global)?;
        let now = now();
        let mut rows = match &reader {
            Some(reader) => door.next_up(reader, now)?,
            None => Vec::new(),
        };
        let (all, changes) = (rows.len(), next_change(&rows, now));
        rows.truncate(usize::from(self.limit));
        if self.print.json {
            return Ok(output::json(&json!({ "next": rows, "all": all, "changes": changes }))?);
        }
        let asked = asked(&door, now)?;
        if rows.is_empty() {
            return Ok(output::print(&format!("Nothing waits for {}.{asked}", door.login))?);
        }
        let mut list = table(&["case", "customer", "why", "", "about"]);
        for row in &rows {
            let more = if row.more > 0 { format!("+{}", row.more) } else { String::new() };
            let about: String = row.about.as_deref().unwrap_or_default().chars().take(60).collect();
            let who = row.who.clone().unwrap_or_else(|| "somebody".to_owned());
            list.add_row([row.number.clone(), who, row.why.clone(), more, clean::one_line(&about)]);
        }
        let mut text = list.to_string();
        if all > rows.len() {
            let _ = write!(text, "\nThere are {} more: give --limit.", all - rows.len());
        }
        Ok(output::print(&(text + &asked))?)
    }
}

/// What supervisors ask this person to practise and is not done: a line each, after all that waits for a customer.
fn asked(door: &Door, now: Timestamp) -> Result<String, Failure> {
    let mut text = String::new();
    let notes = door.still_to_practise()?;
    for note in notes.iter().take(MOST_ASKED) {
        let Some(kept) = note.drill.as_deref().and_then(|id| door.scenarios.get(id)) else { continue };
        let _ = write!(text, "\n{} asks you to practise “{}”", clean::one_line(&note.by), kept.scenario.title);
        if let Some(due) = note.due {
            let _ = write!(text, " until {}", door.desk.until_words(due, now));
        }
        text.push_str(": `amends`, then Alt-:");
    }
    if notes.len() > MOST_ASKED {
        let _ = write!(text, "\nThere is more to practise: `amends practice`");
    }
    Ok(text)
}
