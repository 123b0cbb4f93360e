//! A report for a terminal or a pipe: one number a line beside what it is compared with, then the tables, with bars of text.

use std::fmt::Write as _;

use super::columns::{Cell, Columns, Line};
use super::grid::Grid;
use super::words::{cell, head, left_out, length, made, most, nothing, rests_on, spread, unfinished};
use crate::review::metric::Group;
use crate::review::{Chart, Figure, Reading, Report, Table};
use crate::terms::clean;

/// How wide the longest bar is.
const BAR: usize = 16;

/// What the reader's terminal can show.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// How wide a line may be, in columns.
    pub width: usize,
    /// Whether there is colour: heads stand out, and small numbers are greyed.
    pub colour: bool,
    /// Whether there is ASCII alone.
    pub ascii: bool,
}

impl Default for Look {
    /// What every terminal has room for, and a pipe takes.
    fn default() -> Self {
        Self { width: 80, colour: false, ascii: false }
    }
}

impl Look {
    fn grey(self) -> (&'static str, &'static str) {
        if self.colour { ("\x1b[2m", "\x1b[0m") } else { ("", "") }
    }

    fn bold(self, words: &str) -> String {
        if self.colour { format!("\x1b[1m{words}\x1b[0m") } else { words.to_owned() }
    }

    /// A bar this long, from 0 to 1. Whatever is more than nothing shows.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "0 to 16")]
    fn bar(self, length: f64) -> String {
        let long = (length * BAR as f64).round().max(f64::from(u8::from(length > 0.0))) as usize;
        if self.ascii { "#" } else { "█" }.repeat(long)
    }
}

/// The report as text.
pub fn text(report: &Report, look: Look) -> String {
    let mut out = format!("{}\n{}\n", clean::one_line(&report.desk), look.bold(&clean::one_line(&report.title)));
    if let Some(words) = unfinished(report) {
        wrapped(&mut out, &words, look);
    }
    if let Some(words) = nothing(report) {
        wrapped(&mut out, &format!("\n{}", clean::one_line(&words)), look);
        return kin(out, look);
    }
    for group in Group::ALL {
        numbers(&mut out, report, *group, look);
    }
    for table in report.tables.iter().filter(|table| !table.rows.is_empty()) {
        let _ = writeln!(out, "\n{}", look.bold(table.title));
        wrapped(&mut out, table.about, look);
        match Grid::of(table).filter(|_| table.chart == Chart::Heat) {
            Some(grid) => field(&mut out, &grid, look),
            None => rows(&mut out, table, look),
        }
        if table.more > 0 {
            wrapped(&mut out, &format!("{} more rows are not shown.", table.more), look);
        }
    }
    let about = "“few”: it may well be chance. In brackets: how many it rests on. What a number means, and the cases behind it: \
                 `amends explain NAME`, `amends explain --all`.";
    wrapped(&mut out, &format!("\n{}. {about}", made(report)), look);
    kin(out, look)
}

fn wrapped(out: &mut String, words: &str, look: Look) {
    out.push_str(&textwrap::fill(words, look.width));
    out.push('\n');
}

fn numbers(out: &mut String, report: &Report, group: Group, look: Look) {
    let readings: Vec<&Reading> = report.readings.iter().filter(|reading| reading.metric.group == group).collect();
    let Some(one) = readings.first() else { return };
    let heads = ["", "n"].map(str::to_owned).into_iter().chain(one.beside.iter().map(head));
    let mut columns =
        Columns { words: vec![group.title().to_uppercase()], bars: false, numbers: heads.collect(), lines: Vec::new() };
    for reading in readings {
        let figure = &reading.figure;
        let n = rests_on(figure).trim_start_matches("n ").to_owned();
        let of = |words: String| Cell { words, grey: figure.is_few() };
        let beside = reading.beside.iter().map(|beside| grey_cell(&beside.figure));
        let cells = [of(figure.shown()), of(n)].into_iter().chain(beside).collect();
        columns.lines.push(Line::Row(vec![reading.metric.title.to_owned()], cells));
        // What was left out is said where it is more than what is in.
        let out: u64 = figure.left_out.iter().map(|(_, n)| n).sum();
        let omitted = left_out(figure).filter(|_| out > figure.n).map(|words| format!("left out: {words}"));
        let notes = [spread(figure), figure.unknowable.map(str::to_owned), omitted];
        columns.lines.extend(notes.into_iter().flatten().map(Line::Note));
    }
    out.push('\n');
    out.push_str(&columns.lay(look.width, look.grey()));
}

fn grey_cell(figure: &Figure) -> Cell {
    Cell { words: cell(figure), grey: figure.is_few() }
}

fn rows(out: &mut String, table: &Table, look: Look) {
    let first = || table.rows.iter().filter_map(|row| row.cells.first());
    let has_bars = matches!(table.chart, Chart::Bars | Chart::Line);
    let most = most(first());
    let heads = if table.keys.len() > 1 { table.keys.to_vec() } else { vec![""] };
    let columns = Columns {
        words: heads.into_iter().chain(has_bars.then_some("")).map(str::to_owned).collect(),
        bars: has_bars,
        numbers: table.columns.iter().map(|column| column.metric.title.to_owned()).collect(),
        lines: table
            .rows
            .iter()
            .map(|row| {
                let bar = row.cells.first().filter(|_| has_bars).map(|figure| look.bar(length(figure, most)));
                let labels = row.label.iter().map(|label| clean::one_line(label));
                Line::Row(labels.chain(bar).collect(), row.cells.iter().map(grey_cell).collect())
            })
            .collect(),
    };
    out.push_str(&columns.lay(look.width, look.grey()));
}

fn field(out: &mut String, grid: &Grid<'_>, look: Look) {
    let shown = |figure: Option<&Figure>| Cell::from(figure.map_or_else(String::new, Figure::shown));
    // Heads as narrow as the numbers: 09, not 09:00.
    let heads = grid.across.iter().map(|label| label.trim_end_matches(":00").to_owned());
    let columns = Columns {
        words: vec![String::new()],
        bars: false,
        numbers: heads.collect(),
        lines: grid
            .down
            .iter()
            .map(|(label, cells)| Line::Row(vec![clean::one_line(label)], cells.iter().copied().map(shown).collect()))
            .collect(),
    };
    out.push_str(&columns.lay(look.width, look.grey()));
}

/// For terminals without Unicode: our own signs become their ASCII kin; letters stay as they are.
fn kin(text: String, look: Look) -> String {
    if !look.ascii {
        return text;
    }
    text.replace(['–', '—', '·'], "-").replace(['“', '”'], "\"").replace(['’', '‘'], "'").replace('…', "~")
}
