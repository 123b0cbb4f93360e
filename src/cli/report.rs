//! `amends report`: the numbers of a day, a stretch of days or the cases of a query, in every form.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit::Failure;
use super::progress::Progress;
use super::session::{now, reading};
use super::{Global, Print, list, output};
use crate::door::Door;
use crate::log::{Query, Reader};
use crate::review::show::{self, Look};
use crate::review::{About, Report as Made, Span, empty_report, month_median, put_beside, report};
use crate::terms::Timestamp;

/// Reports on a day, a stretch of days, or the cases of a query.
///
/// Days: today (where nothing is said), yesterday, friday, 2026-11-20, week, last week, 2026-W47, month, last month, 2026-11,
/// 2026-11-01..2026-11-15. Anything else is a query, as `amends list` takes it. What a number means, and the cases behind
/// it: `amends explain handle-time`.
#[derive(Debug, Args)]
pub struct Report {
    /// The day, the stretch of days, or the query
    #[arg(value_name = "DAY|RANGE|QUERY")]
    about: Vec<String>,
    /// In which form
    #[arg(long, value_enum, default_value_t = Format::Txt)]
    format: Format,
    /// Write it to this file, that only you may read; CSV without --table writes each table to a file in this folder
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Of CSV, only this table (figures, by-hour, by-person, …)
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// Puts the median day of the four weeks before beside each number of a day
    #[arg(long)]
    median: bool,
    #[command(flatten)]
    print: Print,
}

/// The forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Txt,
    /// Markdown, for a chat room
    Md,
    /// One page that stands alone, for a screen, a telephone and paper
    Html,
    /// For a spreadsheet, one table at a time
    Csv,
    /// For programs
    Json,
}

impl Report {
    /// JSON: form, desk, span, title, from, until, zone, made, unfinished; figures (name, title, value, unit, currency,
    /// shown, n, few, spread, `left_out`, unknowable, beside) and tables (name, title, about, keys, columns, rows with key,
    /// label and cells, more, chart). See `docs/reports.md`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let format = self.format()?;
        let (door, reader) = reading(global)?;
        let report = self.made(&door, reader.as_ref(), now())?;
        match (&self.output, format) {
            (Some(folder), Format::Csv) if self.table.is_none() => every_table(&report, folder),
            (Some(file), _) => {
                write(file, &self.text(&report, format)?)?;
                Ok(output::print(&format!("{} is in {}.", report.title, file.display()))?)
            }
            (None, Format::Json) => Ok(output::json(&show::document(&report))?),
            // CSV and HTML are for files and programs: their line ends stay, and what is in them was cleaned.
            (None, Format::Csv | Format::Html) => Ok(output::raw(self.text(&report, format)?.as_bytes())?),
            (None, Format::Txt | Format::Md) => Ok(output::print(&self.text(&report, format)?)?),
        }
    }

    fn format(&self) -> Result<Format, Failure> {
        let format = match (self.print.json, self.format) {
            (false, format) => format,
            (true, Format::Txt | Format::Json) => Format::Json,
            (true, _) => {
                let mend = "leave one of the two out";
                return Err(Failure::usage("format", "--json and --format ask for two forms at once", mend));
            }
        };
        if self.table.is_some() && format != Format::Csv {
            let mend = "say --format csv, or leave --table out";
            return Err(Failure::usage("format", "--table is for CSV; the other forms hold all tables", mend));
        }
        Ok(format)
    }

    fn made(&self, door: &Door, reader: Option<&Reader>, now: Timestamp) -> Result<Made, Failure> {
        let asked = Asked::parse(door, &self.about, now)?;
        if self.median && asked.day().is_none() {
            let mend = "ask for one day, or leave --median out";
            return Err(Failure::usage("median", "a median day stands beside a day only", mend));
        }
        let Some(reader) = reader else { return Ok(empty_report(&door.desk, asked.about(), now)) };
        let mut bar = Progress::new("reading", None);
        let mut progress = |n| bar.at(n);
        let mut made = report(reader, &door.desk, asked.about(), now, &mut progress)?;
        if let Some(day) = asked.day().filter(|_| self.median) {
            let figures = month_median(reader, &door.desk, day, now, &mut progress)?;
            put_beside(&mut made, "month-median", "the median day of four weeks", figures);
        }
        Ok(made)
    }

    fn text(&self, report: &Made, format: Format) -> Result<String, Failure> {
        Ok(match format {
            Format::Txt => show::text(report, self.look()),
            Format::Md => show::markdown(report),
            Format::Html => show::html(report),
            Format::Json => show::json(report),
            Format::Csv => {
                let name = self.table.as_deref().unwrap_or(show::FIGURES);
                show::csv_table(report, name).ok_or_else(|| {
                    let known: Vec<&str> = tables(report).collect();
                    Failure::usage(
                        "table",
                        format!("this report has no table {name}"),
                        format!("choose one of: {}", known.join(", ")),
                    )
                })?
            }
        })
    }

    /// In a file there are neither colours nor the terminal's width.
    fn look(&self) -> Look {
        if self.output.is_some() {
            return Look::default();
        }
        Look { width: output::width().min(100), colour: output::colour(), ascii: output::ascii() }
    }
}

/// What somebody asked to be reported on.
pub(super) enum Asked {
    Span(Span),
    Cases(Box<Query>, String),
}

impl Asked {
    /// Days first; what is none is a query.
    pub(super) fn parse(door: &Door, words: &[String], now: Timestamp) -> Result<Self, Failure> {
        let words = words.join(" ");
        let span = Span::parse(&words, door.desk.today(now));
        let mend = "write days like 2026-11-20, friday, last week, 2026-11 or 2026-11-01..2026-11-15";
        match span.map_err(|what| Failure::usage("days", what, mend))? {
            Some(span) => Ok(Self::Span(span)),
            None => Ok(Self::Cases(Box::new(list::parse(door, &words)?), words)),
        }
    }

    pub(super) fn about(&self) -> About<'_> {
        match self {
            Self::Span(span) => About::Span(*span),
            Self::Cases(query, words) => About::Cases(query, words),
        }
    }

    /// For machines, and for people.
    pub(super) fn names(&self) -> (String, String) {
        match self {
            Self::Span(span) => (span.name(), span.title()),
            Self::Cases(_, words) => (words.clone(), format!("Cases: {words}")),
        }
    }

    /// The day, where it is one.
    fn day(&self) -> Option<Span> {
        match self {
            Self::Span(span) if span.days() == 1 => Some(*span),
            _ => None,
        }
    }
}

fn tables(report: &Made) -> impl Iterator<Item = &'static str> {
    std::iter::once(show::FIGURES).chain(report.tables.iter().map(|table| table.name))
}

/// Each table in a file of its own, in a folder that is made where it is not there.
fn every_table(report: &Made, folder: &Path) -> Result<(), Failure> {
    if !folder.is_dir() {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(|error| Failure::file("make the folder", folder, &error))?;
    }
    let mut n = 0;
    for name in tables(report) {
        if let Some(text) = show::csv_table(report, name) {
            write(&folder.join(format!("{name}.csv")), &text)?;
            n += 1;
        }
    }
    let tables = output::count(n, "table is", "tables are");
    Ok(output::print(&format!("{}: {tables} in {}.", report.title, folder.display()))?)
}

/// Writes a file that only its owner may read, as a whole or not at all.
fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: &std::io::Error| Failure::file("write", file, error);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Its file is 0600 from the beginning.
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    temporary.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    temporary.persist(file).map_err(|error| failed(&error.error))?;
    Ok(())
}
