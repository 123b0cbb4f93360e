//! The words around the numbers that several forms share: how few, compared with what, made when.

use crate::review::metric::{Better, Counted, Metric};
use crate::review::metrics::metric;
use crate::review::{Beside, Figure, Reading, Report, Unit};
use crate::terms::Timestamp;

/// The numbers that a supervisor looks at first, in this order.
const KEY: &[&str] = &[
    "contacts",
    "handle-time",
    "first-response",
    "promises-kept",
    "step-adherence",
    "first-contact-resolution",
    "calmed",
    "given",
];

/// The readings that come first.
pub(super) fn key(report: &Report) -> impl Iterator<Item = &Reading> {
    KEY.iter().filter_map(|name| report.readings.iter().find(|reading| reading.metric.name == *name))
}

/// What it rests on: `n 24`, `n 3, few`. Nothing where there is no number.
pub(super) fn rests_on(figure: &Figure) -> String {
    match figure.value {
        Some(_) if figure.is_few() => format!("n {}, few", figure.n),
        Some(_) => format!("n {}", figure.n),
        None => String::new(),
    }
}

/// Whether what it rests on is the number itself, so that it need not be said a second time.
pub(super) fn is_own_n(figure: &Figure) -> bool {
    figure.value.is_some_and(|value| value.unit == Unit::Count && u64::try_from(value.rounded()) == Ok(figure.n))
}

/// A number with what it rests on, where there is no room for more: `81.3 % (16)`, `4:33 (3, few)`.
pub(super) fn cell(figure: &Figure) -> String {
    let shown = figure.shown();
    match (figure.value, figure.is_few(), is_own_n(figure)) {
        (None, ..) | (_, false, true) => shown,
        (_, true, true) => format!("{shown} (few)"),
        (_, true, false) => format!("{shown} ({}, few)", figure.n),
        (_, false, false) => format!("{shown} ({})", figure.n),
    }
}

/// The short head of a column: `day before`.
pub(super) fn head(beside: &Beside) -> String {
    beside.name.replace('-', " ")
}

/// Which way a number went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Went {
    Better,
    Worse,
    /// It is load, it depends, it stayed, or there are too few to tell.
    Neither,
}

/// `up from 31 the day before`, and whether that is better; `None` where there is nothing to compare.
pub(super) fn compared(reading: &Reading, beside: &Beside) -> Option<(String, Went)> {
    let (now, then) = (reading.figure.value?, beside.figure.value?);
    if now.unit != then.unit {
        return Some((format!("{} {}", then.shown(), beside.title), Went::Neither));
    }
    let few = reading.figure.is_few() || beside.figure.is_few();
    let (more, less) = (now.rounded() > then.rounded(), now.rounded() < then.rounded());
    let went = match reading.metric.better {
        Better::More if more && !few => Went::Better,
        Better::More if less && !few => Went::Worse,
        Better::Less if less && !few => Went::Better,
        Better::Less if more && !few => Went::Worse,
        _ => Went::Neither,
    };
    let way = if more {
        "up from"
    } else if less {
        "down from"
    } else {
        "as"
    };
    Some((format!("{way} {} {}", then.shown(), beside.title), went))
}

/// `a tenth under 2:01, half under 3:40, a tenth over 9:12`.
pub(super) fn spread(figure: &Figure) -> Option<String> {
    let [low, middle, high] = figure.spread?;
    let (low, middle, high) = (low.shown(), middle.shown(), high.shown());
    Some(format!("a tenth up to {low}, half up to {middle}, a tenth from {high}"))
}

/// `3 not answered yet, 1 in another currency`.
pub(super) fn left_out(figure: &Figure) -> Option<String> {
    let each: Vec<String> = figure.left_out.iter().map(|(why, n)| format!("{n} {why}")).collect();
    (!each.is_empty()).then(|| each.join(", "))
}

/// `Made on Friday, 20 November 2026 at 17:02 (Europe/London)`.
pub(super) fn made(report: &Report) -> String {
    let (day, time) = local(report, report.made);
    format!("Made on {day} at {time} ({})", report.zone)
}

/// Where the stretch has not begun, or is not over: that it is not, and that others beside it were.
pub(super) fn unfinished(report: &Report) -> Option<String> {
    if report.from.is_some_and(|from| from > report.made) {
        return Some("Still to come.".to_owned());
    }
    let time = || local(report, report.made).1;
    let beside = report.readings.iter().any(|reading| !reading.beside.is_empty());
    let others = if beside { "; what stands beside it is whole" } else { "" };
    report.unfinished.then(|| format!("Not over yet: as of {}{others}.", time()))
}

/// Where nothing at all was logged: that, and what to do.
pub(super) fn nothing(report: &Report) -> Option<String> {
    let empty = |figure: &Figure| figure.n == 0 && figure.left_out.is_empty();
    let all =
        report.readings.iter().all(|reading| empty(&reading.figure)) && report.tables.iter().all(|t| t.rows.is_empty());
    all.then(|| match report.from {
        Some(_) if report.from > Some(report.made) => format!("{} is still to come.", report.title),
        Some(_) => format!(
            "Nothing is logged for {}. Other days: `amends report yesterday`, `amends report week`, `amends report 2026-11-20`.",
            report.title
        ),
        None => "No case is like that. `amends list` says what a query is made of.".to_owned(),
    })
}

/// The day and the time at the desk.
fn local(report: &Report, at: Timestamp) -> (String, String) {
    let zone: chrono_tz::Tz = report.zone.parse().unwrap_or(chrono_tz::UTC);
    let local = at.utc().with_timezone(&zone);
    (local.format("%A, %-d %B %Y").to_string(), local.format("%H:%M").to_string())
}

/// What a number is counted in: `count`, `seconds`, `share`, `money`.
pub(super) fn unit(metric: &Metric) -> &'static str {
    match metric.counted {
        Counted::In(unit) => unit.name(),
        Counted::Money => "money",
    }
}

/// The currency of a number, where it is money and there is a number.
pub(super) fn currency(figure: &Figure) -> Option<&'static str> {
    match figure.value?.unit {
        Unit::Money(currency) => Some(currency.code()),
        _ => None,
    }
}

/// Every metric that the report shows, once, in the order in which they are known.
pub(super) fn metrics(report: &Report) -> Vec<&'static Metric> {
    let mut all: Vec<&'static Metric> = report.readings.iter().map(|reading| reading.metric).collect();
    for column in report.tables.iter().flat_map(|table| &table.columns) {
        if let Some(found) = metric(column.metric.name).filter(|found| !all.contains(found)) {
            all.push(found);
        }
    }
    all
}

/// How long a bar is, from 0 to 1: of the whole where it is a share, else beside the longest of its table.
#[allow(clippy::cast_precision_loss, reason = "a chart has a few hundred points")]
pub(super) fn length(figure: &Figure, most: f64) -> f64 {
    let Some(value) = figure.value else { return 0.0 };
    let whole = if value.unit == Unit::Share { 1000.0 } else { most };
    if whole > 0.0 { (value.point() / whole).clamp(0.0, 1.0) } else { 0.0 }
}

/// The largest of these numbers, on a chart.
pub(super) fn most<'a>(figures: impl Iterator<Item = &'a Figure>) -> f64 {
    figures.filter_map(|figure| figure.value).map(crate::review::Quantity::point).fold(0.0, f64::max)
}
