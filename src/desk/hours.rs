//! Opening hours: which spans of a day the desk is open, in its own zone. How promises are reckoned with them is in `due`.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use super::Desk;
use crate::terms::Timestamp;

/// The week's hours and the days without any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours {
    /// For each day from Monday: spans in minutes since midnight by the wall clock, in order, apart from each other; the
    /// end is not part of the span and 1440 is midnight. `None`: no hours are kept, and the desk counts as always open.
    pub week: Option<[Vec<(u16, u16)>; 7]>,
    /// Days on which it stays closed, each with its name.
    pub closed: Vec<(NaiveDate, String)>,
}

/// One span of being open: from its first instant to the first instant after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant that is no longer part of it.
    pub until: Timestamp,
}

impl Hours {
    /// The spans of a day in minutes since midnight, by the wall clock.
    pub fn of(&self, day: NaiveDate) -> Vec<(u16, u16)> {
        if self.closed.iter().any(|(closed, _)| *closed == day) {
            return Vec::new();
        }
        match &self.week {
            None => vec![(0, 1440)],
            Some(week) => week.get(day.weekday().num_days_from_monday() as usize).cloned().unwrap_or_default(),
        }
    }

    /// `09:00-13:00` as minutes since midnight. `24:00` may end a span.
    pub fn span(text: &str) -> Option<(u16, u16)> {
        let (from, until) = text.split_once(['-', '–'])?;
        let minute = |time: &str| {
            let (hours, minutes) = time.trim().split_once(':')?;
            let two = |part: &str| {
                (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
                    .then(|| part.parse::<u16>().ok())
                    .flatten()
            };
            let (hours, minutes) = (two(hours)?, two(minutes)?);
            let minute = hours * 60 + minutes;
            (minutes < 60 && minute <= 1440).then_some(minute)
        };
        let (from, until) = (minute(from)?, minute(until)?);
        (from < until).then_some((from, until))
    }
}

impl Desk {
    /// The spans of a day in which the desk is open.
    ///
    /// Where the clocks change inside a span, its edges are the first instants at which the wall clock shows the time or
    /// a later one: an hour that comes twice counts from its first coming, an hour that does not come is over at once.
    pub fn opening(&self, day: NaiveDate) -> Vec<Opening> {
        let at = |minute| first_instant(self.zone, day, minute);
        let spans = self.hours.of(day).into_iter();
        spans.map(|(from, until)| Opening { from: at(from), until: at(until) }).filter(|o| o.from < o.until).collect()
    }

    /// Whether the desk is open at this moment.
    pub fn is_open(&self, at: Timestamp) -> bool {
        // Where the clocks go back over midnight, the wall shows yesterday once more while today's hours run.
        let today = self.today(at);
        let days = [Some(today), today.succ_opt()];
        days.into_iter().flatten().any(|day| self.opening(day).iter().any(|o| o.from <= at && at < o.until))
    }

    /// The name of the day, where the desk stays closed on it for a reason.
    pub fn closed_for(&self, day: NaiveDate) -> Option<&str> {
        self.hours.closed.iter().find(|(closed, _)| *closed == day).map(|(_, name)| name.as_str())
    }

    /// When the desk closes on this day for the last time; `None` where it is not open.
    pub fn closing(&self, day: NaiveDate) -> Option<Timestamp> {
        self.opening(day).last().map(|o| o.until)
    }

    /// The instant of a time of day at the desk.
    pub fn instant(&self, at: NaiveDateTime) -> Timestamp {
        first_at(self.zone, at)
    }
}

/// The first instant of `day` at which the wall clock shows `minute` (since midnight) or later.
fn first_instant(zone: Tz, day: NaiveDate, minute: u16) -> Timestamp {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    first_at(zone, midnight.checked_add_signed(chrono::TimeDelta::minutes(i64::from(minute))).unwrap_or(midnight))
}

/// The first instant at which the wall clock shows `at`, or the first after the gap where it never does.
fn first_at(zone: Tz, at: NaiveDateTime) -> Timestamp {
    /// Whole days have been left out of a calendar; more than one never.
    const LONGEST_GAP: i64 = 26 * 60;
    (0..=LONGEST_GAP)
        .filter_map(|minutes| at.checked_add_signed(chrono::TimeDelta::minutes(minutes)))
        .find_map(|wall| zone.from_local_datetime(&wall).earliest())
        .map_or_else(|| Timestamp::from_utc(at.and_utc()), |at| Timestamp::from_utc(at.to_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> Desk {
        Desk::parse("desk.toml", include_str!("../../tests/fixtures/desk.toml")).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn spans_are_read_as_they_are_written() {
        assert_eq!(Hours::span("09:00-17:30"), Some((540, 1050)));
        assert_eq!(Hours::span("00:00 - 24:00"), Some((0, 1440)));
        for bad in ["9-17", "09:00", "17:00-09:00", "09:00-24:01", "09:60-10:00", "-", "09:00-09:00", "+9:00-10:00"] {
            assert_eq!(Hours::span(bad), None, "{bad}");
        }
    }

    #[test]
    fn open_from_the_first_instant_until_before_the_last() {
        let desk = desk();
        let open = |text| desk.is_open(at(text));
        assert!(!open("2026-11-16T08:59:59.999Z") && open("2026-11-16T09:00:00Z"));
        assert!(open("2026-11-16T12:59:59.999Z") && !open("2026-11-16T13:00:00Z"), "Monday's lunch");
        assert!(!open("2026-11-22T12:00:00Z"), "Sunday");
        assert!(!open("2026-12-25T12:00:00Z"), "Christmas");
        assert!(open("2026-07-06T08:00:00Z"), "summer time");
    }

    #[test]
    fn the_clocks_change_inside_a_span() {
        let mut desk = desk();
        desk.hours.week = Some(std::array::from_fn(|_| vec![(0, 1440)]));
        let length = |y, m, d| {
            let day = NaiveDate::from_ymd_opt(y, m, d).unwrap();
            desk.opening(day).iter().map(|o| o.until.since(o.from)).sum::<i64>() / 3_600_000
        };
        assert_eq!((length(2026, 3, 29), length(2026, 10, 25), length(2026, 6, 1)), (23, 25, 24));
    }

    #[test]
    fn an_hour_that_never_comes_has_no_span() {
        let mut desk = desk();
        desk.hours.week = Some(std::array::from_fn(|_| vec![(70, 100), (110, 130)]));
        let spans = desk.opening(NaiveDate::from_ymd_opt(2026, 3, 29).unwrap());
        assert_eq!(spans, [Opening { from: at("2026-03-29T01:00:00Z"), until: at("2026-03-29T01:10:00Z") }]);
    }

    #[test]
    fn a_day_that_was_left_out_of_the_calendar_is_not_open() {
        let mut desk = desk();
        desk.zone = chrono_tz::Pacific::Apia;
        desk.hours.week = None;
        assert!(desk.opening(NaiveDate::from_ymd_opt(2011, 12, 30).unwrap()).is_empty());
    }
}
