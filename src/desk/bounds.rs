//! When a day of the desk begins and ends, as instants; daylight saving included.

use chrono::{Days, NaiveDate, NaiveTime};

use super::Desk;
use crate::terms::Timestamp;

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
