//! Pages by key: where one lies, what it holds, how many there are. No SQL.

use serde::Serialize;

use crate::terms::CaseId;

use super::list::CaseSummary;

/// Where a case stands in the order of a query: a page begins after it. Only good for the query that it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Key {
    /// Newest first: when its latest contact began. Best first: its place, counted down from 0.
    pub(super) at: i64,
    pub(super) id: CaseId,
}

/// Some of many, and where to go on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page<T, K = Key> {
    /// These.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<K>,
}

impl<T, K> Page<T, K> {
    /// Of one row more than the page holds, so that the last page knows itself.
    pub(super) fn of(mut items: Vec<T>, limit: usize, key: impl Fn(&T) -> K) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(key) } else { None };
        Self { items, next }
    }
}

/// Which stretch of the cases that a query asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seek {
    /// The first ones: the newest, or the best.
    First,
    /// The last ones.
    Last,
    /// Those after this one, further down the list.
    After(Key),
    /// Those before this one, further up the list, next to it.
    Before(Key),
    /// This one and those after it: the same stretch again, as it is now.
    From(Key),
}

impl Seek {
    /// Whether the cases are read from the end of the list upwards.
    pub(super) fn is_upward(self) -> bool {
        matches!(self, Self::Last | Self::Before(_))
    }
}

/// A case in a list, with its place there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// Its place, to seek from.
    pub key: Key,
    /// The case.
    pub case: CaseSummary,
}

/// A stretch of a list, in the list's order whichever way it was read.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Stretch {
    /// The cases.
    pub cases: Vec<Found>,
    /// Whether the list goes on above the first of them.
    pub above: bool,
    /// Whether the list goes on below the last of them.
    pub below: bool,
}

/// How many there are, as far as was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Count {
    /// So many.
    Exactly(usize),
    /// More than so many.
    MoreThan(usize),
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(n) => f.write_str(&grouped(*n)),
            Self::MoreThan(n) => write!(f, "more than {}", grouped(*n)),
        }
    }
}

/// For people: `12,345`.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let first = match digits.len() % 3 {
        0 => 3,
        more => more,
    };
    let (first, rest) = digits.split_at(first.min(digits.len()));
    let threes = rest.as_bytes().chunks(3).map(|three| String::from_utf8_lossy(three).into_owned());
    std::iter::once(first.to_owned()).chain(threes).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_written_with_commas() {
        let written = [7, 1000, 999, 123_456, 12_345_678].map(|n| Count::Exactly(n).to_string());
        assert_eq!(written, ["7", "1,000", "999", "123,456", "12,345,678"]);
    }
}
