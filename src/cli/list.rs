//! `amends list`: cases, newest first, a page at a time.

use std::fmt::Write;

use clap::Args;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

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

/// A table of cases for people: a line each, the last column as long as there is room.
pub fn cases(cases: &[CaseSummary], desk: &Desk, now: Timestamp) -> String {
    let heads = ["case", "contact", "customer", "what", "state", "owner", "wanted or summary"].map(str::to_owned);
    let rows: Vec<[String; 7]> = std::iter::once(heads).chain(cases.iter().map(|case| row(case, desk, now))).collect();
    let mut widths = [0; 7];
    for (at, width) in widths.iter_mut().enumerate() {
        *width = rows.iter().map(|row| row[at].width()).max().unwrap_or(0).min(LONGEST);
    }
    let before: usize = widths[..6].iter().map(|width| width + 2).sum();
    widths[6] = output::width().saturating_sub(before).max(SHORTEST);
    let mut text = String::with_capacity(rows.len() * (before + widths[6] + 1));
    for row in &rows {
        if !text.is_empty() {
            text.push('\n');
        }
        for (cell, width) in row.iter().zip(widths) {
            put(&mut text, cell, width);
        }
        text.truncate(text.trim_end_matches(' ').len());
    }
    text
}

/// The widest that a column but the last becomes, and the narrowest that the last one does.
const LONGEST: usize = 32;
const SHORTEST: usize = 24;

fn row(c: &CaseSummary, desk: &Desk, now: Timestamp) -> [String; 7] {
    let what =
        [c.kind.map(crate::terms::CaseKind::label), c.channel.map(crate::terms::Channel::label), c.playbook.as_deref()];
    let state = match (c.is_open, c.outcome) {
        (true, _) => "open",
        (false, Some(outcome)) => outcome.label(),
        (false, None) => "closed",
    };
    let words = c.summary.as_deref().or(c.wanted.as_deref()).unwrap_or_default();
    [
        c.number.clone(),
        desk.near_words(c.happened, now),
        clean::one_line(c.customer_name.as_deref().unwrap_or_default()),
        what.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        state.to_owned(),
        c.owner.clone().unwrap_or_default(),
        clean::one_line(words),
    ]
}

/// A cell of this width and two columns of space; what does not fit ends in an ellipsis.
fn put(text: &mut String, cell: &str, width: usize) {
    let mut used = cell.width();
    if used <= width {
        text.push_str(cell);
    } else {
        used = 1;
        for part in cell.graphemes(true) {
            if used + part.width() > width {
                break;
            }
            used += part.width();
            text.push_str(part);
        }
        text.push('…');
    }
    text.extend(std::iter::repeat_n(' ', width - used + 2));
}

/// A table in the house's manner.
pub fn table(heads: &[&str]) -> Table {
    let mut table = Table::new();
    let width = u16::try_from(output::width()).unwrap_or(100);
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(heads);
    table
}

/// Keeps this column whole: an id that is broken over two lines cannot be copied.
pub fn whole(table: &mut Table, at: usize) {
    if let Some(column) = table.column_mut(at) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
}

/// Leaves columns away.
pub fn without(table: &mut Table, columns: &[usize]) {
    for at in columns {
        if let Some(column) = table.column_mut(*at) {
            column.set_constraint(ColumnConstraint::Hidden);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_as_wide_as_its_column_and_says_where_it_was_cut() {
        let cell = |words: &str, width| {
            let mut text = String::new();
            put(&mut text, words, width);
            text
        };
        assert_eq!(cell("vase", 6), "vase    ");
        assert_eq!(cell("a vase broke", 6), "a vas…  ");
        assert_eq!(cell("日本語の花瓶", 6), "日本…   ");
        assert_eq!(cell("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…  ");
    }
}
