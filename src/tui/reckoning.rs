//! What the review screen asks, and what it is answered. Plain data; `worker::reckon` answers. What a number is lies in
//! `review`: nothing is reckoned here.

use std::sync::Arc;

use crate::log::{CaseSummary, Query, Request};
use crate::review::{About, Figure, Report, Span, Unit, metric};
use crate::terms::{Currency, Timestamp};

use super::message::{Failure, Shown};

/// What is looked at: a stretch of days, or the cases of a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Looked {
    /// These days.
    Span(Span),
    /// These cases; the words of the query.
    Cases(Box<Query>, String),
}

impl Looked {
    /// The same, as a report is asked for.
    pub fn about(&self) -> About<'_> {
        match self {
            Self::Span(span) => About::Span(*span),
            Self::Cases(query, words) => About::Cases(query, words),
        }
    }

    /// For people, before there is a report.
    pub fn title(&self) -> String {
        match self {
            Self::Span(span) => span.title(),
            Self::Cases(_, words) => format!("Cases: {words}"),
        }
    }
}

/// A row of a table: the table's name and the row's key.
pub type RowKey = (&'static str, Vec<String>);

/// A question. Of each sort only the newest is wanted.
#[derive(Debug, Clone)]
pub enum Question {
    /// The report, as of a moment.
    Report { generation: u64, looked: Looked, now: Timestamp },
    /// The median of the month before a day.
    Median { day: Span, now: Timestamp },
    /// The cases behind a number, of the whole or of one row.
    Behind { generation: u64, looked: Looked, now: Timestamp, metric: &'static metric::Metric, row: Option<RowKey> },
    /// The requests that wait for an answer.
    Waiting,
}

impl Question {
    /// Which comes first where several wait: what somebody looks at now.
    pub fn rank(&self) -> usize {
        match self {
            Self::Waiting => 0,
            Self::Behind { .. } => 1,
            Self::Report { .. } => 2,
            Self::Median { .. } => 3,
        }
    }

    /// Whether what is being reckoned makes way for it. Requests are asked for with every change to the log, which may come
    /// faster than a report is reckoned: they come next, but stop nothing.
    pub fn stops_others(&self) -> bool {
        !matches!(self, Self::Waiting)
    }

    /// Whether nobody wants this any more once `newer` is asked.
    pub fn is_overtaken_by(&self, newer: &Self) -> bool {
        let with_its_report = matches!((self, newer), (Self::Median { .. }, Self::Report { .. }));
        self.rank() == newer.rank() || with_its_report
    }
}

/// A case behind a number.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The case, as lists show it.
    pub case: CaseSummary,
    /// What it adds to the number, in words.
    pub adds: String,
}

/// A request that waits, with what whoever asked sees beside it.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The request.
    pub request: Request,
    /// The case, with the limits of whoever asked.
    pub shown: Arc<Shown>,
}

/// An answer.
#[derive(Debug)]
pub enum Reckoned {
    /// To [`Question::Report`], while it takes long: how many records were read so far.
    SoFar { generation: u64, records: u64 },
    /// To [`Question::Report`].
    Report { generation: u64, result: Result<Box<Report>, Failure> },
    /// To [`Question::Median`].
    Median { day: Span, figures: Vec<Figure> },
    /// To [`Question::Behind`]: the first of them, and how many there are.
    Behind { generation: u64, result: Result<(Vec<Counted>, usize), Failure> },
    /// To [`Question::Waiting`].
    Waiting { result: Result<Vec<Waiting>, Failure> },
}

/// What a case adds to a number, in words: `4:33`, `1 of 2`, `£12.50`.
pub fn adds(metric: &metric::Metric, home: Currency, part: i64, of: i64) -> String {
    use crate::review::Quantity;
    match metric.counted {
        metric::Counted::In(Unit::Share) => format!("{part} of {of}"),
        metric::Counted::In(unit) => Quantity::sum(unit, part).shown(),
        metric::Counted::Money => Quantity::sum(Unit::Money(home), part).shown(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::metrics::metric;

    #[test]
    fn what_a_case_adds_is_said_in_the_numbers_own_measure() {
        let said = |name, part, of| adds(metric(name).unwrap(), Currency::GBP, part, of);
        assert_eq!(said("handle-time", 273_000, 1), "4:33");
        assert_eq!(said("promises-kept", 1, 2), "1 of 2");
        assert_eq!(said("given", 1250, 1), "£12.50");
        assert_eq!(said("contacts", 2, 2), "2");
    }

    #[test]
    fn a_newer_report_overtakes_what_belongs_to_the_older() {
        let day = Span::day("2026-11-20".parse().unwrap());
        let now = Timestamp::from_ms(0);
        let report = Question::Report { generation: 1, looked: Looked::Span(day), now };
        let median = Question::Median { day, now };
        assert!(median.is_overtaken_by(&report) && report.is_overtaken_by(&report.clone()));
        assert!(!report.is_overtaken_by(&median) && !Question::Waiting.is_overtaken_by(&report));
    }

    #[test]
    fn requests_that_are_asked_for_all_the_time_stop_no_report() {
        let (looked, now) = (Looked::Span(Span::day("2026-11-20".parse().unwrap())), Timestamp::from_ms(0));
        assert!(!Question::Waiting.stops_others());
        assert!(Question::Report { generation: 1, looked, now }.stops_others());
    }
}
