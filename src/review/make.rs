//! Makes a report: streams the records once and measures each for every metric and table. Reads the log, writes nothing.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::figure::Figure;
use super::ground::Ground;
use super::metric::{Gather, Measure, Metric};
use super::metrics::METRICS;
use super::quantity::{Quantity, Unit};
use super::report::{Beside, Column, Reading, Report, Row, Table};
use super::span::{Span, SpanKind};
use super::tables::{Order, PART, Spec, TABLES, join, listed};
use super::tally::{Tally, rank};
use crate::desk::Desk;
use crate::log::records::{Depth, Record, Scope};
use crate::log::{LogError, Query, Reader};
use crate::terms::Timestamp;

/// What a report is about.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    /// A stretch of days.
    Span(Span),
    /// The cases of a query, with all that ever happened to them; its words.
    Cases(&'a Query, &'a str),
}

impl<'a> About<'a> {
    /// The records that it takes in. Of days ahead there is nothing but promises that will be due.
    pub(super) fn scope(self, desk: &Desk) -> Scope<'a> {
        match self {
            About::Span(span) => {
                let (from, until) = span.bounds(desk);
                Scope::Between(from, until)
            }
            About::Cases(query, _) => Scope::Cases(query),
        }
    }
}

/// Hears how many records were read so far.
pub type Progress<'a> = dyn FnMut(u64) + 'a;

/// How many days the month's median looks back, the day itself not included: four weeks, so that each weekday counts alike.
const MONTH: i32 = 28;

/// Makes the report, with the stretches before it beside each number. The month's median is apart: see [`month_median`].
///
/// # Errors
/// Where the log cannot be read, or the question was interrupted.
pub fn report(
    reader: &Reader,
    desk: &Desk,
    about: About<'_>,
    now: Timestamp,
    progress: &mut Progress<'_>,
) -> Result<Report, LogError> {
    let others = if let About::Span(span) = about { before(span) } else { Vec::new() };
    let stop = reader.interrupter();
    let since = stop.count();
    let mut gathered = Gathered::new(about);
    let read = |gathered: &mut Gathered, progress: &mut Progress<'_>| {
        gathered.read(reader, &Ground::new(desk, now), about, progress)
    };
    let besides = if others.is_empty() {
        read(&mut gathered, progress)?;
        Vec::new()
    } else {
        let own = reader.beside()?;
        let (others, stop) = (&others, &stop);
        let beside = move || {
            let of = |span: Span| {
                stop.check(since)?;
                figures(&own, desk, About::Span(span), now, &mut |_| ())
            };
            others.iter().map(|(.., span)| of(*span)).collect::<Result<Vec<_>, LogError>>()
        };
        both(|| read(&mut gathered, progress), beside, || stop.interrupt())?.1
    };
    let mut report = plain(gathered, desk, about, now);
    for ((name, title, _), figures) in others.into_iter().zip(besides) {
        put_beside(&mut report, name, title, figures);
    }
    Ok(report)
}

/// Does two things at the same time. Where the first fails nobody waits for the second, which `stop` stops.
fn both<T, U: Send>(
    first: impl FnOnce() -> Result<T, LogError>,
    second: impl FnOnce() -> Result<U, LogError> + Send,
    stop: impl FnOnce(),
) -> Result<(T, U), LogError> {
    std::thread::scope(|scope| {
        let second = scope.spawn(second);
        let first = first();
        if first.is_err() {
            stop();
        }
        let second = second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        first.and_then(|first| Ok((first, second?)))
    })
}

/// The report of a log in which there is nothing yet, or that is not there.
pub fn empty_report(desk: &Desk, about: About<'_>, now: Timestamp) -> Report {
    plain(Gathered::new(about), desk, about, now)
}

fn plain(gathered: Gathered, desk: &Desk, about: About<'_>, now: Timestamp) -> Report {
    let (readings, tables) = gathered.finish(desk);
    let (span, title, bounds) = match about {
        About::Span(span) => (span.name(), span.title(), Some(span.bounds(desk))),
        About::Cases(_, words) => (words.to_owned(), format!("Cases: {words}"), None),
    };
    Report {
        desk: desk.name.clone(),
        span,
        title,
        from: bounds.map(|(from, _)| from),
        until: bounds.map(|(_, until)| until),
        zone: desk.zone.name().to_owned(),
        made: now,
        unfinished: bounds.is_some_and(|(_, until)| until > now),
        readings,
        tables,
    }
}

/// Which stretches stand beside one of this sort.
fn before(span: Span) -> Vec<(&'static str, &'static str, Span)> {
    match span.kind {
        SpanKind::Day => vec![
            ("day-before", "the day before", span.moved(-1)),
            ("week-before", "the same weekday before", span.moved(-7)),
        ],
        SpanKind::Week => vec![("week-before", "the week before", span.moved(-1))],
        // A month takes a while: what stood before it is a report of its own.
        SpanKind::Month | SpanKind::Range => Vec::new(),
    }
}

/// Puts the figures of another stretch beside the report's own.
pub fn put_beside(report: &mut Report, name: &'static str, title: &'static str, figures: Vec<Figure>) {
    for (reading, figure) in report.readings.iter_mut().zip(figures) {
        reading.beside.push(Beside { name, title, figure });
    }
}

/// The figures alone, in the order of [`METRICS`].
///
/// # Errors
/// Where the log cannot be read, or the question was interrupted.
pub fn figures(
    reader: &Reader,
    desk: &Desk,
    about: About<'_>,
    now: Timestamp,
    progress: &mut Progress<'_>,
) -> Result<Vec<Figure>, LogError> {
    let mut gathered = Gathered { tables: Vec::new(), ..Gathered::new(about) };
    gathered.read(reader, &Ground::new(desk, now), about, progress)?;
    Ok(gathered.finish(desk).0.into_iter().map(|reading| reading.figure).collect())
}

/// The median of each figure over the four weeks before a day, in the order of [`METRICS`]; days on which there was nothing to
/// measure are left out. Of a sum that is the days on which the desk had any contact.
///
/// # Errors
/// Where the log cannot be read, or the question was interrupted.
pub fn month_median(
    reader: &Reader,
    desk: &Desk,
    day: Span,
    now: Timestamp,
    progress: &mut Progress<'_>,
) -> Result<Vec<Figure>, LogError> {
    let mut days = Vec::new();
    for back in 1..=MONTH {
        let of_day = figures(reader, desk, About::Span(day.moved(-back)), now, progress)?;
        if of_day.iter().any(|figure| figure.n > 0) {
            days.push(of_day);
        }
    }
    let median = |at: usize| {
        let mut known: Vec<(i64, Quantity)> =
            days.iter().filter_map(|day| day[at].value).map(|quantity| (quantity.rounded(), quantity)).collect();
        known.sort_unstable_by_key(|(rounded, _)| *rounded);
        let rounded: Vec<i64> = known.iter().map(|(rounded, _)| *rounded).collect();
        let middle = rank(&rounded, 50)?;
        known.iter().find(|(rounded, _)| *rounded == middle).map(|(_, quantity)| *quantity)
    };
    // On how many days it was known at all.
    let n = |at: usize| days.iter().filter(|day| day[at].value.is_some()).count() as u64;
    let unknowable = |metric: &Metric| match metric.gather {
        Gather::Unknowable(why) => Some(why),
        _ => None,
    };
    let figure = |(at, metric): (usize, &&Metric)| Figure {
        value: median(at),
        n: n(at),
        is_sum: metric.gather == Gather::Sum,
        unknowable: unknowable(metric),
        ..Figure::default()
    };
    Ok(METRICS.iter().enumerate().map(figure).collect())
}

/// Most metrics have nothing to say to most records: their tallies are not so much as looked at.
#[inline]
fn measured(ground: &Ground<'_>, metric: &Metric, record: &Record<'_>, tally: &mut Tally) {
    let measure = (metric.measure)(ground, record);
    if measure != Measure::Nothing {
        tally.take(metric, measure);
    }
}

/// The rows of a table by their keys: a tally for each column.
type Rows = HashMap<String, Vec<Tally>>;

/// What is gathered while the records go by.
struct Gathered {
    readings: Vec<Tally>,
    tables: Vec<(&'static Spec, Vec<&'static Metric>, Rows)>,
}

impl Gathered {
    fn new(about: About<'_>) -> Self {
        let one_day = matches!(about, About::Span(span) if span.kind == SpanKind::Day);
        let tables = TABLES.iter().filter(|spec| !(one_day && spec.days_only));
        Self {
            readings: METRICS.iter().map(|_| Tally::spreading()).collect(),
            tables: tables.map(|spec| (spec, spec.metrics().collect(), HashMap::new())).collect(),
        }
    }

    fn read(
        &mut self,
        reader: &Reader,
        ground: &Ground<'_>,
        about: About<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<(), LogError> {
        let (mut n, mut key) = (0, String::new());
        // Steps stand in tables alone.
        let depth = if self.tables.is_empty() { Depth::Walks } else { Depth::Steps };
        reader.records(about.scope(ground.desk), ground.window_ms(), depth, &mut |record| {
            n += 1;
            if n % 1000 == 0 {
                progress(n);
            }
            for (metric, tally) in METRICS.iter().zip(&mut self.readings) {
                measured(ground, metric, record, tally);
            }
            for (spec, metrics, rows) in &mut self.tables {
                (spec.split)(ground, record, &mut |parts, record| {
                    join(parts, &mut key);
                    let row = match rows.get_mut(&key) {
                        Some(row) => row,
                        None => rows
                            .entry(key.clone())
                            .or_insert_with(|| metrics.iter().map(|_| Tally::default()).collect()),
                    };
                    for (metric, tally) in metrics.iter().zip(row) {
                        measured(ground, metric, record, tally);
                    }
                });
            }
            Ok(())
        })
    }

    fn finish(self, desk: &Desk) -> (Vec<Reading>, Vec<Table>) {
        let reading = |(metric, tally): (&&'static Metric, Tally)| Reading {
            metric,
            figure: tally.figure(metric, desk.currency),
            beside: Vec::new(),
        };
        let readings = METRICS.iter().zip(self.readings).map(reading).collect();
        let tables = self.tables.into_iter().map(|(spec, metrics, rows)| table(spec, &metrics, rows, desk)).collect();
        (readings, tables)
    }
}

fn table(spec: &'static Spec, metrics: &[&'static Metric], rows: Rows, desk: &Desk) -> Table {
    let mut rows: Vec<(String, Vec<Tally>)> = rows.into_iter().collect();
    if spec.order == Order::Days {
        fill_days(&mut rows, metrics.len());
    }
    match spec.order {
        Order::Key => rows.sort_unstable_by(|(a, _), (b, _)| a.cmp(b)),
        // The newest, where there are too many.
        Order::Days => rows.sort_unstable_by(|(a, _), (b, _)| b.cmp(a)),
        Order::Listed => rows.sort_unstable_by(|(a, _), (b, _)| (listed(a), a).cmp(&(listed(b), b))),
        Order::Most => rows.sort_unstable_by(|(a, x), (b, y)| {
            let weight = |tallies: &[Tally]| tallies.first().map_or(0, Tally::weight);
            weight(y).cmp(&weight(x)).then_with(|| a.cmp(b))
        }),
    }
    let more = rows.len().saturating_sub(spec.most);
    rows.truncate(spec.most);
    if spec.order == Order::Days {
        rows.reverse();
    }
    let row = |(key, tallies): (String, Vec<Tally>)| {
        let parts: Vec<&str> = key.split(PART).collect();
        let figures = metrics.iter().zip(tallies).map(|(metric, tally)| tally.figure(metric, desk.currency));
        Row {
            label: (spec.label)(desk, &parts),
            key: parts.iter().map(|part| (*part).to_owned()).collect(),
            cells: figures.collect(),
        }
    };
    let unit = |metric: &Metric| match metric.counted {
        super::metric::Counted::In(unit) => unit,
        super::metric::Counted::Money => Unit::Money(desk.currency),
    };
    Table {
        name: spec.name,
        title: spec.title,
        about: spec.about,
        keys: spec.keys,
        columns: metrics.iter().map(|metric| Column { metric, unit: unit(metric) }).collect(),
        rows: rows.into_iter().map(row).collect(),
        more,
        chart: spec.chart,
    }
}

/// The days between the first and the last on which nothing happened, so that a line through the days is true to time.
fn fill_days(rows: &mut Vec<(String, Vec<Tally>)>, columns: usize) {
    let days: BTreeSet<NaiveDate> = rows.iter().filter_map(|(day, _)| day.parse().ok()).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
    let empty = first.iter_days().take_while(|day| day < last).filter(|day| !days.contains(day));
    rows.extend(empty.map(|day| (day.to_string(), (0..columns).map(|_| Tally::default()).collect())));
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::log::Kind;

    #[test]
    fn where_the_first_fails_nobody_waits_for_the_second() {
        let fault = |kind| LogError::new(kind, "gone".to_owned(), "ask again");
        let (stop, stopped) = channel();
        let second = move || {
            // As a long question: until it is stopped.
            stopped.recv().unwrap();
            Err::<(), _>(fault(Kind::Interrupted))
        };
        let first = || Err::<(), _>(fault(Kind::Io));
        assert_eq!(both(first, second, || stop.send(()).unwrap()).unwrap_err().kind(), "io");
    }

    #[test]
    fn where_the_second_fails_there_is_no_report() {
        let second = || Err::<(), _>(LogError::new(Kind::Interrupted, "stopped".to_owned(), "ask again"));
        let none = || unreachable!("the first has not failed");
        assert_eq!(both(|| Ok(1), second, none).unwrap_err().kind(), "interrupted");
        assert_eq!(both(|| Ok(1), || Ok(2), || ()).unwrap(), (1, 2));
    }
}
