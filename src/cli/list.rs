//! `amends list`: cases, newest first, a page at a time.

use std::fmt::Write;

use clap::Args;
use comfy_table::{ContentArrangement, Table, presets};

use super::exit::Failure;
use super::session::reading;
use super::{Global, Print, output};
use crate::desk::Desk;
use crate::door::Door;
use crate::log::{CaseSummary, Query};
use crate::terms::{Timestamp, clean};

/// Lists cases, newest first by their latest contact.
///
/// A query is words and fields: is:open agent:ana channel:phone on:2026-11-20 playbook:late-parcel customer:"ana maria"
/// kind: severity: outcome: cause: owner: from: until: is:closed is:mine is:overdue. A day may be today or yesterday. Words
/// are looked for in notes, messages, summaries and names, those of playbooks too; order:best puts the cases first that fit
/// them best. @mine, @today and your own saved queries (`amends query`) stand for their words.
#[derive(Debug, Args)]
pub struct List {
    /// What to list; everything where left out
    query: Vec<String>,
    /// How many at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    #[command(flatten)]
    print: Print,
}

impl List {
    /// JSON: `{"cases":[…],"more":true}`; a case has number, kind, severity, customer, `customer_name`, owner, opened,
    /// happened, closed, outcome, cause, wanted, summary, `is_open`, playbook, channel, agent, `heat_start`, `heat_end`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = reading(global)?;
        let query = parse(&door, &self.query.join(" "))?;
        let (cases, more) = match &reader {
            Some(reader) => {
                let page = reader.list(&query, None, usize::from(self.limit))?;
                (page.items, page.next.is_some())
            }
            None => (Vec::new(), false),
        };
        if self.print.json {
            return Ok(output::json(&serde_json::json!({ "cases": cases, "more": more }))?);
        }
        if cases.is_empty() {
            let words = if self.query.is_empty() {
                "Nothing is logged yet: begin with `amends log --help`."
            } else {
                "No case is like that."
            };
            return Ok(output::print(words)?);
        }
        let mut text = self::cases(&cases, &door.desk, super::session::now());
        if more {
            let _ = write!(text, "\nThere are more than {}: narrow the query, or give --limit.", self.limit);
        }
        Ok(output::print(&text)?)
    }
}

/// Reads a query; its days are the desk's.
pub fn parse(door: &Door, words: &str) -> Result<Query, Failure> {
    let desk = door.desk.clone();
    let days = move |day: chrono::NaiveDate| {
        let start = |day: chrono::NaiveDate| desk.instant(day.and_time(chrono::NaiveTime::MIN));
        (start(day), day.succ_opt().map_or_else(|| start(day), start))
    };
    let now = super::session::now();
    let words = &super::query::expand(words)?;
    Ok(Query::parse_on(words, door.desk.today(now), &days)?.asked_by(&door.login, now))
}

/// A table of cases for people.
pub fn cases(cases: &[CaseSummary], desk: &Desk, now: Timestamp) -> String {
    let mut table = table(&["case", "contact", "customer", "what", "state", "owner", "wanted or summary"]);
    for c in cases {
        let what = [
            c.kind.map(crate::terms::CaseKind::label),
            c.channel.map(crate::terms::Channel::label),
            c.playbook.as_deref(),
        ];
        let state = match (c.is_open, c.outcome) {
            (true, _) => "open".to_owned(),
            (false, Some(outcome)) => outcome.label().to_owned(),
            (false, None) => "closed".to_owned(),
        };
        let words = c.summary.as_deref().or(c.wanted.as_deref()).unwrap_or_default();
        let short: String = clean::one_line(words).chars().take(70).collect();
        table.add_row([
            c.number.clone(),
            desk.near_words(c.happened, now),
            c.customer_name.clone().unwrap_or_default(),
            what.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            state,
            c.owner.clone().unwrap_or_default(),
            short,
        ]);
    }
    table.to_string()
}

/// A table in the house's manner.
pub fn table(heads: &[&str]) -> Table {
    let mut table = Table::new();
    let width = u16::try_from(output::width()).unwrap_or(100);
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(heads);
    table
}
