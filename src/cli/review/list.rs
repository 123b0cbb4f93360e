//! `amends review list`: reviews that the asker may see, newest first.

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::super::exit::Failure;
use super::super::session::{now, reading};
use super::super::{Global, Print, output, typed};
use crate::log::{ReviewRow, Reviews};

/// Lists reviews that you may see, newest first.
///
/// A supervisor sees all of them – of those scored blind by others only what they scored as well – and everybody else what is
/// theirs.
#[derive(Debug, Args)]
pub struct List {
    /// Whose work
    #[arg(long, value_name = "LOGIN")]
    of: Option<String>,
    /// Who scored
    #[arg(long, value_name = "LOGIN")]
    by: Option<String>,
    /// Only those in this state: disputed ones wait for a supervisor, scored ones for the agent
    #[arg(long, value_enum)]
    state: Option<State>,
    /// Scored since this moment, like "2026-11-20 00:00"
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// How many at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    #[command(flatten)]
    print: Print,
}

/// How far a review has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum State {
    /// Waits for the agent
    Scored,
    /// The agent agrees
    Agreed,
    /// Waits for a supervisor
    Disputed,
    /// The dispute is over
    Settled,
}

impl List {
    /// JSON: `{"reviews":[…]}`; a review has case (number), review (id), of, by, at, percent, got, most, failed, blind, hidden,
    /// state, since, reason and settled. What is hidden or does not count is `null`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = reading(global)?;
        let name = |flag: &str, login: &Option<String>| login.as_deref().map(|l| typed::name(flag, l)).transpose();
        let state = self.state.and_then(|s| s.to_possible_value()).map(|s| s.get_name().to_owned());
        let since =
            self.since.as_deref().map(|words| typed::moment(&door.desk, "--since", words, now())).transpose()?;
        let asked =
            Reviews { of: name("--of", &self.of)?, by: name("--by", &self.by)?, state, from: since, until: None };
        let found = match &reader {
            Some(reader) => reader.reviews(&asked, (&door.login, door.role), usize::from(self.limit))?,
            None => Vec::new(),
        };
        if self.print.json {
            let rows: Vec<Value> = found.iter().map(row).collect();
            return Ok(output::json(&json!({ "reviews": rows }))?);
        }
        if found.is_empty() {
            return Ok(output::print("No review that you may see is like that.")?);
        }
        let line = |r: &ReviewRow| {
            let share = match r.share {
                Some(share) => share.to_string(),
                None if r.hidden => "hidden until you have scored it too".to_owned(),
                None => "n/a".to_owned(),
            };
            let reason = r.reason.as_ref().map_or(String::new(), |words| format!(" – {words}"));
            let (when, blind) = (door.desk.near_words(r.at, now()), if r.blind { ", blind" } else { "" });
            format!("{}  {when}  {} by {}{blind}: {share}, {}{reason}", r.number, r.of, r.by, r.state)
        };
        Ok(output::print(&found.iter().map(line).collect::<Vec<_>>().join("\n"))?)
    }
}

fn row(r: &ReviewRow) -> Value {
    json!({
        "case": r.number, "review": r.review, "of": r.of, "by": r.by, "at": r.at,
        "percent": r.share.map(|s| s.to_string()), "got": r.share.map(|s| s.got), "most": r.share.map(|s| s.most),
        "failed": r.share.map(|s| s.failed), "blind": r.blind, "hidden": r.hidden, "state": r.state, "since": r.since,
        "reason": r.reason, "settled": r.settled,
    })
}
