//! When a day of the desk begins and ends, as instants; daylight saving included.

use chrono::{Days, NaiveDate, NaiveTime, TimeZone};

use super::Desk;
use crate::terms::Timestamp;

impl Desk {
    /// The first moment of `day` at the desk, and the first of the day after it.
    pub fn bounds_of(&self, day: NaiveDate) -> (Timestamp, Timestamp) {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        (self.first_moment(day), self.first_moment(next))
    }

    /// Midnight, or the first quarter of an hour after it that exists on that day.
    fn first_moment(&self, day: NaiveDate) -> Timestamp {
        let quarters = (0..96).filter_map(|q| NaiveTime::from_num_seconds_from_midnight_opt(q * 900, 0));
        let mut moments = quarters.filter_map(|t| self.zone.from_local_datetime(&day.and_time(t)).earliest());
        moments.next().map_or(Timestamp::from_ms(0), |at| Timestamp::from_utc(at.to_utc()))
    }
}
