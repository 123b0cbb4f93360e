//! Time that runs only while it may: in opening hours where the target says so, and never while we wait for the customer.
//!
//! A target is a **budget** of running time. Working hours and minutes are as long as they say. Days are as long as from
//! the beginning to the moment at which they end without a pause (`due`): by the calendar for days, in open time for
//! working days. A pause therefore moves the due moment on by the time of the budget's own sort that it covered.

use super::Desk;
use super::hours::Opening;
use super::within::Within;
use crate::case::Wait;
use crate::terms::Timestamp;

/// How much time a target gives, and when it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Budget {
    /// Only while the desk is open.
    pub open_only: bool,
    /// How much, in milliseconds.
    pub ms: i64,
}

/// A stretch that a running clock met, in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    /// It ran.
    Ran(Timestamp, Timestamp),
    /// It would have run, and stood still because of the pause with this place in the list.
    Stood(Timestamp, Timestamp, usize),
}

/// Where a clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Its budget is used up at this moment.
    Due(Timestamp),
    /// It stands still since then, with so many milliseconds left.
    Still(Timestamp, i64),
}

/// A pause: from when, and until when where that has come.
pub(super) type Pause = (Timestamp, Option<Timestamp>);

/// The pauses as they are at `now`, those of no length left out: what ends later has not ended yet.
pub(super) fn pauses(waits: &[Wait], now: Timestamp) -> Vec<Pause> {
    let mut pauses: Vec<Pause> = waits
        .iter()
        .map(|w| (w.from, w.to.filter(|to| *to <= now)))
        .filter(|(from, to)| *from <= now && to.is_none_or(|to| to > *from))
        .collect();
    pauses.sort_by_key(|(from, to)| (*from, to.is_none(), *to));
    pauses
}

impl Desk {
    /// The budget of a target that began at `from`.
    pub(super) fn budget(&self, from: Timestamp, within: Within) -> Budget {
        match within {
            Within::Minutes(minutes) => Budget { open_only: false, ms: i64::from(minutes) * 60_000 },
            Within::WorkingMinutes(minutes) => Budget { open_only: true, ms: i64::from(minutes) * 60_000 },
            Within::Days(_) => Budget { open_only: false, ms: self.due(from, &within).since(from) },
            Within::WorkingDays(_) => Budget { open_only: true, ms: self.open_between(from, self.due(from, &within)) },
        }
    }

    /// For how many milliseconds the desk is open between two moments.
    pub fn open_between(&self, from: Timestamp, to: Timestamp) -> i64 {
        let mut sum = 0;
        if to <= from {
            return sum;
        }
        for opening in self.openings_from(from) {
            if opening.from >= to {
                break;
            }
            sum += opening.until.min(to).since(opening.from);
        }
        sum
    }

    /// The spans of being open from this moment on, the first one cut to begin there.
    pub(super) fn openings_from(&self, from: Timestamp) -> impl Iterator<Item = Opening> {
        let openings = self.days_from(from, 0).flat_map(|day| self.opening(day));
        openings.map(move |o| Opening { from: o.from.max(from), until: o.until }).filter(|o| o.from < o.until)
    }

    /// Runs a budget from a moment on and tells every stretch on the way.
    pub(super) fn run(&self, from: Timestamp, budget: Budget, pauses: &[Pause], told: &mut dyn FnMut(Stretch)) -> End {
        let always = Opening { from, until: Timestamp::from_ms(i64::MAX) };
        let mut left = budget.ms;
        let mut step = |opening: Opening| run_through(opening, &mut left, pauses, told);
        if budget.open_only {
            for opening in self.openings_from(from) {
                if let Some(end) = step(opening) {
                    return end;
                }
            }
        } else if let Some(end) = step(always) {
            return end;
        }
        // A desk that never opens again: the clock is taken to run on, so that something falls due at all.
        End::Due(from.plus_ms(left))
    }
}

/// Runs through one stretch in which the clock may run; `None` where more is left after it.
fn run_through(opening: Opening, left: &mut i64, pauses: &[Pause], told: &mut dyn FnMut(Stretch)) -> Option<End> {
    let mut at = opening.from;
    let mut ran = |at: Timestamp, to: Timestamp, told: &mut dyn FnMut(Stretch)| {
        let piece = to.since(at);
        if *left <= piece {
            let due = at.plus_ms(*left);
            told(Stretch::Ran(at, due));
            return Some(End::Due(due));
        }
        *left -= piece;
        if piece > 0 {
            told(Stretch::Ran(at, to));
        }
        None
    };
    let mut still = None;
    for (place, (from, to)) in pauses.iter().enumerate() {
        if *from >= opening.until {
            break;
        }
        if to.is_some_and(|to| to <= at) {
            continue;
        }
        if *from > at {
            if let Some(end) = ran(at, *from, told) {
                return Some(end);
            }
            at = *from;
        }
        let Some(to) = to else {
            still = Some(*from);
            break;
        };
        let until = (*to).min(opening.until);
        told(Stretch::Stood(at, until, place));
        at = until;
        if at >= opening.until {
            break;
        }
    }
    match still {
        Some(since) => Some(End::Still(since, *left)),
        None if at < opening.until => ran(at, opening.until, told),
        None => None,
    }
}
