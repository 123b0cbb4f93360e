//! A report as plain data: what the review screen, the command line and every export show. Nothing is reckoned after here.

use super::figure::Figure;
use super::metric::Metric;
use super::quantity::Unit;
use crate::terms::Timestamp;

/// All of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The organisation.
    pub desk: String,
    /// What is reported on, for machines: `2026-11-20`, `2026-W47`, `2026-11`, `2026-11-01..2026-11-15`, or the query.
    pub span: String,
    /// The same for people: `Friday, 20 November 2026`.
    pub title: String,
    /// From when; `None` for the cases of a query.
    pub from: Option<Timestamp>,
    /// Until when, that moment not included.
    pub until: Option<Timestamp>,
    /// The zone in which days and hours are meant.
    pub zone: String,
    /// When it was made: what was due later counts for nothing yet.
    pub made: Timestamp,
    /// Whether the stretch was not over by then.
    pub unfinished: bool,
    /// The numbers, in the order of [`super::METRICS`].
    pub readings: Vec<Reading>,
    /// The tables, in the order in which they are read.
    pub tables: Vec<Table>,
}

/// One number, beside the same number of other stretches.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Which.
    pub metric: &'static Metric,
    /// The number.
    pub figure: Figure,
    /// The same of other stretches.
    pub beside: Vec<Beside>,
}

/// The same number of another stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// For machines: `day-before`, `week-before`, `month-median`.
    pub name: &'static str,
    /// For people: `the day before`.
    pub title: &'static str,
    /// The number.
    pub figure: Figure,
}

/// The same numbers for each of several sorts.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// For machines: `by-hour`.
    pub name: &'static str,
    /// For people: `Hour by hour`.
    pub title: &'static str,
    /// What it shows, in a sentence.
    pub about: &'static str,
    /// What its rows are told apart by: `hour`, or several.
    pub keys: &'static [&'static str],
    /// Which numbers.
    pub columns: Vec<Column>,
    /// The rows, in order. Many are cut to the most important ones.
    pub rows: Vec<Row>,
    /// How many rows were left out.
    pub more: usize,
    /// How people like to look at it.
    pub chart: Chart,
}

/// A column of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Which number.
    pub metric: &'static Metric,
    /// Counted in what.
    pub unit: Unit,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// For machines, one for each of the table's keys.
    pub key: Vec<String>,
    /// For people, one for each of the table's keys.
    pub label: Vec<String>,
    /// One for each column.
    pub cells: Vec<Figure>,
}

/// How a table is drawn where there is room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    /// Not at all: it is read.
    None,
    /// A bar a row, as long as the first column says.
    Bars,
    /// A line over the rows, as high as the first column says.
    Line,
    /// A field for each pair of its two keys (the first goes across, the second down), as dark as the first column says.
    Heat,
}
