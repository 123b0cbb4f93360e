//! `amends cause`: the board of causes with what was changed about them, and whether they declined after.

use std::fmt::Write;

use chrono::NaiveDate;
use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::session::{Session, now, reading};
use super::{Global, Print, output, typed};
use crate::case::{Command, Subject};
use crate::log::fresh;
use crate::review::{self, Board, CauseLine, Change};
use crate::terms::{EntryId, clean};

/// The board of causes: how often each came up in twelve weeks, and whether it declined; writes down what was changed about one.
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
    /// JSON: `{"cause":"carrier-delay","events":1}` for a new change, else `{"weeks":[…],"causes":[…]}`: a cause has cause, title,
    /// weeks (cases closed with it in each), trend (`fewer`, `more`, `unclear`, `too-early`, `too-old`), given and changes; a change has
    /// `from_day`, what, by, before (cases in 28 days), after (cases, days) and trend.
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
        let mut board = match &reader {
            Some(reader) => review::board(reader, &door.desk, now())?,
            None => Board { weeks: Vec::new(), causes: Vec::new() },
        };
        if let Some(id) = &self.id {
            board.causes.retain(|line| line.cause == *id);
            if board.causes.is_empty() && door.desk.cause(id).is_none() {
                let known: Vec<&str> = door.desk.causes.iter().map(|cause| cause.id.as_str()).collect();
                let mend = format!("choose one of: {}", known.join(", "));
                return Err(Failure::usage("unknown-cause", format!("`{id}` is none of the desk's causes"), mend));
            }
        }
        if self.print.json {
            return Ok(output::json(&as_json(&board))?);
        }
        if board.causes.is_empty() {
            return Ok(output::print(
                "No case of the last twelve weeks was closed with it, and nothing was changed about it.",
            )?);
        }
        Ok(output::print(&as_text(&board))?)
    }
}

fn as_json(board: &Board) -> serde_json::Value {
    let change = |change: &Change| {
        let before = change.counts.map(|(before, ..)| before);
        let after = change.counts.map(|(_, cases, days)| json!({ "cases": cases, "days": days }));
        json!({ "from_day": change.from_day, "what": change.what, "by": change.by, "before": before, "after": after,
            "trend": change.trend })
    };
    let line = |line: &CauseLine| {
        json!({ "cause": line.cause, "title": line.title, "weeks": line.weeks, "trend": line.trend,
            "given": line.given.value.map(review::Quantity::plain),
            "changes": line.changes.iter().map(change).collect::<Vec<_>>() })
    };
    json!({ "weeks": board.weeks, "causes": board.causes.iter().map(line).collect::<Vec<_>>() })
}

/// A line a cause, its weeks as a row of bars; what was changed about it under it.
fn as_text(board: &Board) -> String {
    let mut table = super::list::table(&["cause", "12 weeks", "last 4", "4 before", "", "given"]);
    for line in &board.causes {
        let four = |skip: usize| line.weeks.iter().rev().skip(skip).take(4).sum::<u64>().to_string();
        table.add_row([
            clean::one_line(&line.title),
            bars(&line.weeks),
            four(1),
            four(5),
            line.trend.words().to_owned(),
            line.given.shown(),
        ]);
    }
    let mut text = table.to_string();
    for line in board.causes.iter().filter(|line| !line.changes.is_empty()) {
        let _ = write!(text, "\n\n{}", clean::one_line(&line.title));
        for change in &line.changes {
            let what = clean::one_line(&change.what);
            let _ = write!(text, "\n  from {}: {what} ({}). ", change.from_day, change.by);
            if let Some((before, after, days)) = change.counts {
                let _ = write!(text, "{before} in the 28 days before, {after} in the {days} since: ");
            }
            text.push_str(change.trend.words());
        }
    }
    text.push_str("\n\nThe week that is not over is the last bar, and not in the last 4.");
    text
}

/// A bar a week, as high as its share of the highest.
fn bars(weeks: &[u64]) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = weeks.iter().max().copied().unwrap_or(0).max(1);
    let bar = |n: &u64| BARS[usize::try_from((n * 7).div_ceil(most)).unwrap_or(7).min(7)];
    weeks.iter().map(bar).collect()
}
