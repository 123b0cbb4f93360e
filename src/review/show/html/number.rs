//! A number on the page: what people read, how few it rests on, and what programs read.

use super::escape;
use crate::review::metric::Metric;
use crate::review::show::words::{is_own_n, rests_on};
use crate::review::{Figure, Quantity};

/// Where a number stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// Which number.
    pub metric: &'a Metric,
    /// The other stretch, where it is of one.
    pub beside: Option<&'a str>,
}

impl<'a> At<'a> {
    /// A number of the report's own stretch.
    pub fn of(metric: &'a Metric) -> Self {
        Self { metric, beside: None }
    }
}

/// `<span data-metric="handle-time" data-value="273" data-n="24">4:33 <small>n 24</small></span>`; greyed where there are few.
pub(super) fn number(at: At<'_>, figure: &Figure) -> String {
    let class = if figure.is_few() { " class=\"few\"" } else { "" };
    let beside = at.beside.map_or_else(String::new, |name| format!(" data-beside=\"{name}\""));
    let n = rests_on(figure);
    // A count is its own n: that is not said twice, but that there are few is.
    let (title, n) = match (n.as_str(), is_own_n(figure), figure.is_few()) {
        ("", ..) => (String::new(), String::new()),
        (_, true, false) => (format!(" title=\"{n}\""), String::new()),
        (_, true, true) => (format!(" title=\"{n}\""), " <small>few</small>".to_owned()),
        _ => (String::new(), format!(" <small>{n}</small>")),
    };
    format!(
        "<span{class} data-metric=\"{}\" data-value=\"{}\" data-n=\"{}\"{beside}{title}>{}{n}</span>",
        at.metric.name,
        figure.value.map_or_else(String::new, Quantity::plain),
        figure.n,
        escape(&figure.shown()).replace(' ', "\u{a0}"),
    )
}
