//! The board of causes: how often each came up week by week, what it cost, what was changed about it, and whether it declined.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::figure::{FEW, Figure};
use super::ground::Ground;
use super::metrics::metric;
use super::span::Span;
use super::tally::Tally;
use crate::desk::Desk;
use crate::log::{LogError, Reader};
use crate::scorecard::interval;
use crate::terms::Timestamp;

/// How many weeks the board shows, this one included.
pub const WEEKS: usize = 12;
/// For how many days before and after a change cases are counted.
const AROUND: u64 = 28;
/// A change is judged once it is so many days old.
const EARLY: i64 = 7;
/// Changes older than this many weeks are told, and no longer judged.
const OLD: u64 = 26;

/// All causes, the one that came up most in the last four whole weeks first.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// The Mondays of the weeks, the oldest first.
    pub weeks: Vec<NaiveDate>,
    /// The causes.
    pub causes: Vec<CauseLine>,
}

/// One cause.
#[derive(Debug, Clone, PartialEq)]
pub struct CauseLine {
    /// Its id in the desk's list.
    pub cause: String,
    /// What people call it.
    pub title: String,
    /// How many cases were closed with it, week by week; the last week is not over.
    pub weeks: Vec<u64>,
    /// The last four whole weeks beside the four before them.
    pub trend: Trend,
    /// What was given for it in these weeks.
    pub given: Figure,
    /// What was changed about it, the newest first.
    pub changes: Vec<Change>,
}

/// What was changed about a cause, and what came after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// From which day on.
    pub from_day: NaiveDate,
    /// What.
    pub what: String,
    /// Who wrote it down.
    pub by: String,
    /// How many cases in the four weeks before that day, how many since then, and in how many days (28 at most). `None` where it
    /// is so long ago that nobody counts.
    pub counts: Option<(u64, u64, i64)>,
    /// What that comes to.
    pub trend: Trend,
}

/// Whether it became fewer. Nothing is said of what may well be chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// Clearly fewer.
    Fewer,
    /// Clearly more.
    More,
    /// It may be chance.
    Unclear,
    /// Too few cases or days to say.
    TooEarly,
    /// So long ago that nobody counts.
    TooOld,
}

impl Trend {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Fewer => "fewer",
            Self::More => "more",
            Self::Unclear => "no clear change",
            Self::TooEarly => "too early to say",
            Self::TooOld => "too long ago to be judged here",
        }
    }

    /// Two counts over so many days each. If nothing had changed, the later ones would be a share of all that only the lengths
    /// decide; where Wilson's 95 % interval for their share leaves that out, it is no chance (the conditional test of two
    /// Poisson rates: Przyborowski and Wilenski, Biometrika 31, 1940).
    fn of((before, days_before): (u64, i64), (after, days_after): (u64, i64)) -> Self {
        let (Ok(later), Ok(all)) = (u32::try_from(after), u32::try_from(before + after)) else { return Self::Unclear };
        if u64::from(all) < FEW || days_after < EARLY || days_before < EARLY {
            return Self::TooEarly;
        }
        let days = |n: i64| f64::from(i32::try_from(n).unwrap_or(i32::MAX));
        let expected = days(days_after) / (days(days_before) + days(days_after));
        match interval(later, all) {
            Some(share) if share.high < expected => Self::Fewer,
            Some(share) if share.low > expected => Self::More,
            _ => Self::Unclear,
        }
    }
}

/// Makes the board.
///
/// # Errors
/// Where the log cannot be read, or the question was interrupted.
pub fn board(reader: &Reader, desk: &Desk, now: Timestamp) -> Result<Board, LogError> {
    let (ground, today) = (Ground::new(desk, now), desk.today(now));
    let this = Span::week(today).first;
    let back = |day: NaiveDate, days: u64| day.checked_sub_days(Days::new(days)).unwrap_or(day);
    let weeks: Vec<NaiveDate> = (0..WEEKS as u64).rev().map(|n| back(this, 7 * n)).collect();
    let acts = reader.cause_acts(None)?;
    let oldest = back(today, 7 * OLD);
    let first_change = acts.iter().map(|act| act.from_day).filter(|day| *day >= oldest).min();
    let from = first_change.map_or(weeks[0], |day| back(day, AROUND).min(weeks[0]));

    let (closed, given) = (metric("cases-closed"), metric("given"));
    let (Some(closed), Some(given)) = (closed, given) else { return Ok(Board { weeks, causes: Vec::new() }) };
    let mut days: BTreeMap<String, BTreeMap<NaiveDate, u64>> = BTreeMap::new();
    let mut sums: BTreeMap<String, Tally> = BTreeMap::new();
    let until = desk.bounds_of(today).1;
    reader.closings(desk.bounds_of(from).0, until, &mut |record| {
        let Some(cause) = record.of().cause else { return Ok(()) };
        let day = ground.day(super::tables::at(record));
        let mut counted = Tally::default();
        if counted.take(closed, (closed.measure)(&ground, record)) {
            *days.entry(cause.to_owned()).or_default().entry(day).or_default() += counted.weight().unsigned_abs();
        }
        if day >= weeks[0] {
            sums.entry(cause.to_owned()).or_default().take(given, (given.measure)(&ground, record));
        }
        Ok(())
    })?;

    let listed = desk.causes.iter().map(|cause| cause.id.clone());
    let mut ids: Vec<String> = listed.chain(days.keys().cloned()).chain(acts.iter().map(|a| a.cause.clone())).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut causes: Vec<CauseLine> = Vec::new();
    for id in ids {
        let of = days.get(&id);
        // From a day until before another.
        let count = |from: NaiveDate, until: NaiveDate| -> u64 {
            of.map_or(0, |days| days.iter().filter(|(day, _)| (from..until).contains(*day)).map(|(_, n)| n).sum())
        };
        let changes = acts.iter().rev().filter(|act| act.cause == id).map(|act| {
            let day = act.from_day;
            let until = day.checked_add_days(Days::new(AROUND)).unwrap_or(day).min(today);
            let (before, after) = (count(back(day, AROUND), day), (count(day, until), (until - day).num_days().max(0)));
            let counts = (day >= oldest).then_some((before, after.0, after.1));
            let trend = counts.map_or(Trend::TooOld, |_| Trend::of((before, 28), after));
            Change { from_day: day, what: act.what.to_string(), by: act.by.clone(), counts, trend }
        });
        let changes: Vec<Change> = changes.collect();
        if of.is_none() && changes.is_empty() {
            continue;
        }
        let ends = |n: usize| weeks.get(n + 1).copied().unwrap_or_else(|| back(this, 0) + Days::new(7));
        let (newer, older) = (count(back(this, 28), this), count(back(this, 56), back(this, 28)));
        causes.push(CauseLine {
            title: desk.cause(&id).map_or_else(|| id.clone(), |cause| cause.title.clone()),
            weeks: weeks.iter().enumerate().map(|(n, monday)| count(*monday, ends(n))).collect(),
            trend: Trend::of((older, 28), (newer, 28)),
            given: sums.remove(&id).unwrap_or_default().figure(given, desk.currency),
            changes,
            cause: id,
        });
    }
    let recent = |line: &CauseLine| line.weeks.iter().rev().skip(1).take(4).sum::<u64>();
    causes.sort_by(|a, b| recent(b).cmp(&recent(a)).then_with(|| a.title.cmp(&b.title)));
    Ok(Board { weeks, causes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_chance_is_not_called_a_change() {
        assert_eq!(Trend::of((40, 28), (10, 28)), Trend::Fewer);
        assert_eq!(Trend::of((10, 28), (40, 28)), Trend::More);
        assert_eq!(Trend::of((20, 28), (18, 28)), Trend::Unclear);
        assert_eq!(Trend::of((20, 28), (5, 7)), Trend::Unclear, "as many a week as before");
        assert_eq!(Trend::of((4, 28), (1, 28)), Trend::TooEarly);
        assert_eq!(Trend::of((40, 28), (0, 3)), Trend::TooEarly);
    }
}
