//! When a day of the desk begins and ends, as instants; daylight saving included.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};

use super::Desk;
use crate::case::{Calendar, Earliest};
use crate::terms::Timestamp;

impl Calendar for Desk {
    fn day(&self, at: Timestamp) -> (Timestamp, Timestamp) {
        self.bounds_of(self.today(at))
    }

    fn month(&self, at: Timestamp) -> (Timestamp, Timestamp) {
        let day = self.today(at);
        let first = day.with_day(1).unwrap_or(day);
        let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
        (self.first_moment(first), self.first_moment(next))
    }

    fn earliest(&self, promise: &str, at: Timestamp) -> Option<Earliest> {
        self.earliest_of(promise, at)
    }
}

impl Desk {
    /// The first moment of `day` at the desk, and the first of the day after it.
    pub fn bounds_of(&self, day: NaiveDate) -> (Timestamp, Timestamp) {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        (self.first_moment(day), self.first_moment(next))
    }

    /// Midnight, or the first moment after it that exists.
    fn first_moment(&self, day: NaiveDate) -> Timestamp {
        self.instant(day.and_time(NaiveTime::MIN))
    }
}
