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

    /// A time by which something is asked for, as it stands after “until”: `Friday`, `Friday 14:00`, `Friday 4 December`. A day
    /// alone means until we close.
    pub fn until_words(&self, at: Timestamp, now: Timestamp) -> String {
        use chrono::Datelike;
        let (then, today) = (self.local(at), self.today(now));
        let form = match (then.date() - today).num_days() {
            0 => "today",
            1..=6 => "%A",
            _ if then.year() == today.year() => "%A %-d %B",
            _ => "%A %-d %B %Y",
        };
        let day = then.format(form).to_string();
        if self.ends(then.date()) == at { day } else { format!("{day} {}", self.time_words(at)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn until_says_the_day_and_the_time_where_it_is_not_closing_time() {
        let desk = Desk::parse("desk.toml", crate::playbook::shipped::DESK).unwrap();
        let now = Timestamp::parse("2026-11-23T10:00:00Z").unwrap();
        let until = |words: &str| desk.until_words(desk.when(words, now).unwrap(), now);
        let told =
            ["friday", "friday 14:00", "today", "today 15:30", "2026-12-04", "2026-11-29", "2027-01-04"].map(until);
        let shown =
            ["Friday", "Friday 14:00", "today", "today 15:30", "Friday 4 December", "Sunday", "Monday 4 January 2027"];
        assert_eq!(told, shown);
        let passed = Timestamp::parse("2026-11-20T14:00:00Z").unwrap();
        assert_eq!(desk.until_words(passed, now), "Friday 20 November 14:00");
    }
}
