//! Days and moments for people, in the desk's own time.

use chrono::{NaiveDate, NaiveDateTime};

use super::Desk;
use crate::terms::Timestamp;

/// `Saturday 28 November`.
pub fn day_words(day: NaiveDate) -> String {
    day.format("%A %-d %B").to_string()
}

/// `Sat 28 Nov 14:00`.
pub fn moment_words(at: NaiveDateTime) -> String {
    at.format("%a %-d %b %H:%M").to_string()
}

impl Desk {
    /// The wall clock of the desk at this moment.
    pub fn local(&self, at: Timestamp) -> NaiveDateTime {
        at.utc().with_timezone(&self.zone).naive_local()
    }

    /// The day at the desk at this moment.
    pub fn today(&self, now: Timestamp) -> NaiveDate {
        self.local(now).date()
    }

    /// `14:32`.
    pub fn time_words(&self, at: Timestamp) -> String {
        self.local(at).format("%H:%M").to_string()
    }

    /// `Tue 24 Nov 14:00`.
    pub fn moment_words(&self, at: Timestamp) -> String {
        moment_words(self.local(at))
    }

    /// As near as it needs to be: `14:32` where it is today, else `Tue 24 Nov 14:00`, with the year where it is another.
    pub fn near_words(&self, at: Timestamp, now: Timestamp) -> String {
        use chrono::Datelike;
        let (then, today) = (self.local(at), self.today(now));
        if then.date() == today {
            self.time_words(at)
        } else if then.year() == today.year() {
            moment_words(then)
        } else {
            then.format("%a %-d %b %Y %H:%M").to_string()
        }
    }
}
