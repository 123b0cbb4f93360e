//! The cases behind a number: the same records and the same function, asked which of them counted.

use super::figure::Figure;
use super::ground::Ground;
use super::make::{About, Progress};
use super::metric::{Measure, Metric};
use super::tables::TABLES;
use super::tally::Tally;
use crate::desk::Desk;
use crate::log::records::Record;
use crate::log::{LogError, Reader};
use crate::terms::{CaseId, Timestamp};

/// A row of a table: the table's name and the row's key.
#[derive(Debug, Clone, Copy)]
pub struct Slice<'a> {
    /// The table.
    pub table: &'a str,
    /// The row's key, one for each of the table's keys.
    pub key: &'a [String],
}

/// A case behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    /// The case.
    pub case: CaseId,
    /// What it adds: the sum of its records' parts, in the metric's own measure.
    pub part: i64,
    /// Of how much.
    pub of: i64,
}

/// The cases that count towards a number, in the order in which they happened, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cases {
    /// The first of them.
    pub cases: Vec<Behind>,
    /// How many there are in all.
    pub all: usize,
    /// The number itself; money in another currency than the first is left out of it.
    pub figure: Figure,
}

/// The cases behind a metric, of the whole report or of one row; the first `most` of them.
///
/// # Errors
/// Where the log cannot be read, or the question was interrupted.
pub fn behind(
    reader: &Reader,
    desk: &Desk,
    about: About<'_>,
    now: Timestamp,
    (metric, slice): (&Metric, Option<Slice<'_>>),
    most: usize,
    progress: &mut Progress<'_>,
) -> Result<Cases, LogError> {
    let ground = Ground::new(desk, now);
    let spec = slice.and_then(|slice| TABLES.iter().find(|spec| spec.name == slice.table));
    let wanted = slice.map(|slice| slice.key);
    let mut found: Vec<Behind> = Vec::new();
    let mut place = std::collections::HashMap::new();
    let (mut tally, mut n) = (Tally::spreading(), 0);
    let mut take = |record: &Record<'_>| {
        let measure = (metric.measure)(&ground, record);
        if !tally.take(metric, measure) {
            return;
        }
        let (part, of) = match measure {
            Measure::Counts { part, of } => (part, of),
            Measure::Money { part, of } => (part.minor, of),
            Measure::Nothing | Measure::LeftOut(_) => return,
        };
        let case = record.of().case;
        let at = *place.entry(case).or_insert(found.len());
        match found.get_mut(at) {
            Some(behind) => (behind.part, behind.of) = (behind.part + part, behind.of + of),
            None => found.push(Behind { case, part, of }),
        }
    };
    reader.records(about.scope(desk), ground.window_ms(), metric.depth, &mut |record| {
        n += 1;
        if n % 1000 == 0 {
            progress(n);
        }
        match (spec, wanted) {
            (Some(spec), Some(wanted)) => (spec.split)(&ground, record, &mut |parts, record| {
                if parts.iter().copied().eq(wanted.iter().map(String::as_str)) {
                    take(record);
                }
            }),
            _ => take(record),
        }
        Ok(())
    })?;
    let all = found.len();
    found.truncate(most);
    Ok(Cases { cases: found, all, figure: tally.figure(metric, desk.currency) })
}
