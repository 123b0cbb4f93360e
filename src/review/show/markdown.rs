//! A report for a chat room: the numbers that are looked at first as a list, then tables. Everything from outside is escaped.

use std::fmt::Write as _;

use super::grid::Grid;
use super::words::{cell, compared, head, is_own_n, key, left_out, made, nothing, rests_on, spread, unfinished};
use crate::review::metric::Group;
use crate::review::{Chart, Figure, Reading, Report, Table};
use crate::terms::escape_markdown;

/// The report as Markdown with GitHub's tables.
pub fn markdown(report: &Report) -> String {
    let mut out = format!("# {}: {}\n", escape_markdown(&report.desk), escape_markdown(&report.title));
    if let Some(words) = unfinished(report) {
        put(&mut out, &words);
    }
    if let Some(words) = nothing(report) {
        // Ours alone, and its commands are marked up already.
        put(&mut out, &words);
        return out;
    }
    out.push('\n');
    for reading in key(report) {
        let _ = writeln!(out, "- {}", first(reading));
    }
    for group in Group::ALL {
        numbers(&mut out, report, *group);
    }
    for table in report.tables.iter().filter(|table| !table.rows.is_empty()) {
        let _ = write!(out, "\n## {}\n\n{}\n", table.title, table.about);
        match Grid::of(table).filter(|_| table.chart == Chart::Heat) {
            Some(grid) => field(&mut out, &grid),
            None => rows(&mut out, table),
        }
        if table.more > 0 {
            put(&mut out, &format!("{} more rows are not shown.", table.more));
        }
    }
    put(
        &mut out,
        &format!(
            "{}. “few”: it may well be chance. What a number means: `amends explain NAME`.",
            escape_markdown(&made(report))
        ),
    );
    out
}

fn put(out: &mut String, words: &str) {
    let _ = write!(out, "\n{words}\n");
}

/// `**Handle time** 4:33 (n 24): up from 4:02 the day before, …`
fn first(reading: &Reading) -> String {
    let n = rests_on(&reading.figure);
    let n = if n.is_empty() || (is_own_n(&reading.figure) && !reading.figure.is_few()) {
        String::new()
    } else {
        format!(" ({n})")
    };
    let beside: Vec<String> =
        reading.beside.iter().filter_map(|beside| compared(reading, beside)).map(|(words, _)| words).collect();
    let beside = if beside.is_empty() { String::new() } else { format!(": {}", beside.join(", ")) };
    format!("**{}** {}{n}{beside}", reading.metric.title, escape_markdown(&reading.figure.shown()))
}

fn numbers(out: &mut String, report: &Report, group: Group) {
    let readings: Vec<&Reading> = report.readings.iter().filter(|reading| reading.metric.group == group).collect();
    let Some(one) = readings.first() else { return };
    let _ = write!(out, "\n## {}\n\n| | value | n |", group.title());
    for beside in &one.beside {
        let _ = write!(out, " {} |", head(beside));
    }
    out.push_str("\n|---|--:|--:|");
    for _ in &one.beside {
        out.push_str("--:|");
    }
    out.push('\n');
    let mut notes = Vec::new();
    for reading in readings {
        let (title, figure) = (reading.metric.title, &reading.figure);
        let _ = write!(out, "| {title} | {} | {} |", escape_markdown(&figure.shown()), n(figure));
        for beside in &reading.beside {
            let _ = write!(out, " {} |", escape_markdown(&cell(&beside.figure)));
        }
        out.push('\n');
        let said = [spread(figure), figure.unknowable.map(str::to_owned)];
        let omitted = left_out(figure).filter(|_| figure.n == 0).map(|words| format!("left out: {words}"));
        notes.extend(
            said.into_iter().chain([omitted]).flatten().map(|words| format!("- {title}: {}", escape_markdown(&words))),
        );
    }
    if !notes.is_empty() {
        put(out, &notes.join("\n"));
    }
}

fn n(figure: &Figure) -> String {
    rests_on(figure).trim_start_matches("n ").to_owned()
}

fn rows(out: &mut String, table: &Table) {
    out.push_str("\n|");
    for key in table.keys {
        let _ = write!(out, " {key} |");
    }
    for column in &table.columns {
        let _ = write!(out, " {} |", column.metric.title);
    }
    out.push_str("\n|");
    for _ in table.keys {
        out.push_str("---|");
    }
    for _ in &table.columns {
        out.push_str("--:|");
    }
    out.push('\n');
    for row in &table.rows {
        out.push('|');
        for label in &row.label {
            let _ = write!(out, " {} |", escape_markdown(label));
        }
        for figure in &row.cells {
            let _ = write!(out, " {} |", escape_markdown(&cell(figure)));
        }
        out.push('\n');
    }
}

fn field(out: &mut String, grid: &Grid<'_>) {
    out.push_str("\n| |");
    for label in &grid.across {
        let _ = write!(out, " {} |", escape_markdown(label.trim_end_matches(":00")));
    }
    out.push_str("\n|---|");
    for _ in &grid.across {
        out.push_str("--:|");
    }
    out.push('\n');
    for (label, cells) in &grid.down {
        let _ = write!(out, "| {} |", escape_markdown(label));
        for figure in cells {
            let _ = write!(out, " {} |", figure.map_or_else(String::new, |figure| escape_markdown(&figure.shown())));
        }
        out.push('\n');
    }
}
