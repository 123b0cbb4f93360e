//! The day in numbers: metrics with their definitions, reports, and the cases behind each number.
//!
//! A metric is one function over one record of the log ([`metric::Metric`]); records are streamed once
//! ([`crate::log::records`]), so a report of a month holds no more than a report of a day. Screen, command line and exports
//! show a [`Report`] and reckon nothing. How a report looks in each form is in `show`; scores by people are in `scorecard`.

mod behind;
mod board;
mod figure;
mod ground;
mod make;
pub mod metric;
pub mod metrics;
mod quantity;
mod report;
pub mod show;
mod span;
mod tables;
mod tally;
#[cfg(test)]
pub(crate) mod testing;

pub use behind::{Behind, Cases, Slice, behind};
pub use board::{Board, CauseLine, Change, Trend, WEEKS, board};
pub use figure::{FEW, Figure};
pub use ground::Ground;
pub use make::{About, Progress, empty_report, figures, month_median, put_beside, report};
pub use metrics::METRICS;
pub use quantity::{Quantity, Unit};
pub use report::{Beside, Chart, Column, Reading, Report, Row, Table};
pub use span::{Span, SpanKind};
