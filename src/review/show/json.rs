//! A report for programs. The names are stable: what is added gets a new name, and what changes its meaning a new form number.

use serde::Serialize;
use serde_json::Value;

use super::words::{currency, unit};
use crate::review::metric::Metric;
use crate::review::{Beside, Chart, Figure, Quantity, Reading, Report, Row, Table, Unit};
use crate::terms::Timestamp;

/// Raised where a name gets another meaning or goes.
const FORM: u32 = 1;

/// A report as JSON; see `docs/reports.md`.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    form: u32,
    desk: &'a str,
    span: &'a str,
    title: &'a str,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    zone: &'a str,
    made: Timestamp,
    unfinished: bool,
    figures: Vec<Named<'a>>,
    tables: Vec<Tabled<'a>>,
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    name: &'a str,
    title: &'a str,
    #[serde(flatten)]
    number: Number,
    beside: Vec<Other>,
}

#[derive(Debug, Serialize)]
struct Other {
    name: &'static str,
    title: &'static str,
    #[serde(flatten)]
    number: Number,
}

/// A number: money as decimal text, the rest as numbers.
#[derive(Debug, Serialize)]
struct Number {
    value: Value,
    unit: &'static str,
    currency: Option<&'static str>,
    shown: String,
    n: u64,
    few: bool,
    spread: Option<Spread>,
    left_out: Vec<LeftOut>,
    unknowable: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Spread {
    lowest_tenth: Value,
    middle: Value,
    highest_tenth: Value,
}

#[derive(Debug, Serialize)]
struct LeftOut {
    why: &'static str,
    n: u64,
}

#[derive(Debug, Serialize)]
struct Tabled<'a> {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    keys: &'static [&'static str],
    columns: Vec<Head>,
    rows: Vec<Line<'a>>,
    more: usize,
    chart: &'static str,
}

#[derive(Debug, Serialize)]
struct Head {
    name: &'static str,
    title: &'static str,
    unit: &'static str,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    key: &'a [String],
    label: &'a [String],
    cells: Vec<Number>,
}

/// The report as a document, to be printed or written.
pub fn document(report: &Report) -> Document<'_> {
    Document {
        form: FORM,
        desk: &report.desk,
        span: &report.span,
        title: &report.title,
        from: report.from,
        until: report.until,
        zone: &report.zone,
        made: report.made,
        unfinished: report.unfinished,
        figures: report.readings.iter().map(named).collect(),
        tables: report.tables.iter().map(tabled).collect(),
    }
}

/// The report as JSON text.
pub fn json(report: &Report) -> String {
    // Nothing in it can fail to be written: no maps with odd keys, no numbers that JSON does not know.
    serde_json::to_string_pretty(&document(report)).unwrap_or_default() + "\n"
}

fn named(reading: &Reading) -> Named<'_> {
    let metric = reading.metric;
    let other =
        |beside: &Beside| Other { name: beside.name, title: beside.title, number: number(metric, &beside.figure) };
    Named {
        name: metric.name,
        title: metric.title,
        number: number(metric, &reading.figure),
        beside: reading.beside.iter().map(other).collect(),
    }
}

/// A figure of this metric, as it stands in a report.
pub fn figure(metric: &Metric, figure: &Figure) -> impl Serialize + use<> {
    number(metric, figure)
}

fn number(metric: &Metric, figure: &Figure) -> Number {
    let spread = |[low, middle, high]: [Quantity; 3]| Spread {
        lowest_tenth: value(low),
        middle: value(middle),
        highest_tenth: value(high),
    };
    Number {
        value: figure.value.map_or(Value::Null, value),
        unit: unit(metric),
        currency: currency(figure),
        shown: figure.shown(),
        n: figure.n,
        few: figure.is_few(),
        spread: figure.spread.map(spread),
        left_out: figure.left_out.iter().map(|(why, n)| LeftOut { why, n: *n }).collect(),
        unknowable: figure.unknowable,
    }
}

/// What `plain` says, as a number; money as text, so that no program makes a binary fraction of it.
fn value(quantity: Quantity) -> Value {
    let plain = quantity.plain();
    match quantity.unit {
        Unit::Money(_) => Value::String(plain),
        _ => serde_json::from_str(&plain).unwrap_or(Value::Null),
    }
}

fn tabled(table: &Table) -> Tabled<'_> {
    let head = |column: &crate::review::Column| Head {
        name: column.metric.name,
        title: column.metric.title,
        unit: unit(column.metric),
    };
    let line = |row: &'_ Row| {
        table.columns.iter().zip(&row.cells).map(|(column, figure)| number(column.metric, figure)).collect()
    };
    Tabled {
        name: table.name,
        title: table.title,
        about: table.about,
        keys: table.keys,
        columns: table.columns.iter().map(head).collect(),
        rows: table.rows.iter().map(|row| Line { key: &row.key, label: &row.label, cells: line(row) }).collect(),
        more: table.more,
        chart: match table.chart {
            Chart::None => "none",
            Chart::Bars => "bars",
            Chart::Line => "line",
            Chart::Heat => "heat",
        },
    }
}
