//! What a metric needs to know beside the record: the desk with its hours and people, and the moment of the report.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::desk::{Desk, Opening, Within};
use crate::terms::{Role, Timestamp};

const DAY_MS: i64 = 24 * 3_600_000;

/// The ground that a report stands on.
#[derive(Debug)]
pub struct Ground<'a> {
    /// The desk: opening hours, targets, people, windows.
    pub desk: &'a Desk,
    /// The moment of the report: nothing after it is known.
    pub now: Timestamp,
    /// The wall clock of the stretch that was asked for last: records come by their moments.
    wall: Cell<Wall>,
    /// When the desk was open on the day that was asked for last, and when working days end.
    open: RefCell<Option<Rc<Open>>>,
    closings: RefCell<HashMap<(NaiveDate, u32), Timestamp>>,
    /// The day that was written last.
    words: RefCell<(NaiveDate, String)>,
}

/// When the desk is open on a day.
#[derive(Debug)]
struct Open {
    day: NaiveDate,
    openings: Vec<Opening>,
}

/// From one moment until before another the wall clock is so far ahead of UTC.
#[derive(Debug, Clone, Copy, Default)]
struct Wall {
    from: i64,
    until: i64,
    ahead: i64,
}

/// For how long the wall clock is looked up at once, in milliseconds.
const STRETCH_MS: i64 = 15 * 60_000;

impl<'a> Ground<'a> {
    /// A report of this desk at this moment.
    pub fn new(desk: &'a Desk, now: Timestamp) -> Self {
        Self {
            desk,
            now,
            wall: Cell::default(),
            open: RefCell::default(),
            closings: RefCell::default(),
            words: RefCell::default(),
        }
    }
}

impl Ground<'_> {
    /// The wall clock at the desk, in milliseconds as if it were UTC.
    fn wall_ms(&self, at: Timestamp) -> i64 {
        let mut wall = self.wall.get();
        if !(wall.from..wall.until).contains(&at.ms()) {
            let from = at.ms() - at.ms().rem_euclid(STRETCH_MS);
            let ahead = |ms: i64| self.desk.local(Timestamp::from_ms(ms)).and_utc().timestamp_millis() - ms;
            let last = from + STRETCH_MS - 1;
            // A clock that changes inside the stretch is looked up each time.
            if ahead(from) != ahead(last) {
                return at.ms() + ahead(at.ms());
            }
            wall = Wall { from, until: last + 1, ahead: ahead(from) };
            self.wall.set(wall);
        }
        at.ms() + wall.ahead
    }

    /// The hour of the day at the desk, 0 to 23.
    pub fn hour(&self, at: Timestamp) -> i64 {
        self.wall_ms(at).div_euclid(3_600_000).rem_euclid(24)
    }

    /// The day at the desk, written like `2026-11-20`.
    pub fn day_words(&self, at: Timestamp, hear: &mut dyn FnMut(&str)) {
        let day = self.day(at);
        let mut words = self.words.take();
        if words.0 != day || words.1.is_empty() {
            words = (day, day.to_string());
        }
        hear(&words.1);
        self.words.replace(words);
    }

    /// The day at the desk.
    pub fn day(&self, at: Timestamp) -> NaiveDate {
        let days = self.wall_ms(at).div_euclid(DAY_MS);
        i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days).unwrap_or_default()
    }

    /// For how long a contact of the same customer with the same cause counts as the same matter, in milliseconds.
    pub fn window_ms(&self) -> i64 {
        i64::from(self.desk.repeat_days) * DAY_MS
    }

    /// For how long we look whether a customer came back, in milliseconds.
    pub fn came_back_ms(&self) -> i64 {
        i64::from(self.desk.came_back_days) * DAY_MS
    }

    /// For how many milliseconds the desk was open between two moments.
    pub fn open_between(&self, from: Timestamp, until: Timestamp) -> i64 {
        if until <= from {
            return 0;
        }
        let open = self.open_on(from);
        // Openings of a day may reach into the next; those of the next are not known here.
        if self.day(until) != open.day {
            return self.desk.open_between(from, until);
        }
        let part = |o: &Opening| o.until.min(until).since(o.from.max(from)).max(0);
        open.openings.iter().map(part).sum()
    }

    /// The moment by which something promised at `from` is due: what [`Desk::due`] says.
    pub fn due(&self, from: Timestamp, within: &Within) -> Timestamp {
        match *within {
            Within::WorkingMinutes(minutes) => {
                let mut left = i64::from(minutes) * 60_000;
                for opening in &self.open_on(from).openings {
                    let start = opening.from.max(from);
                    let span = opening.until.since(start);
                    if left <= span {
                        return start.plus_ms(left);
                    }
                    left -= span;
                }
                self.desk.due(from, within)
            }
            // Working days end with a day: all of one day's are due at the same moment.
            Within::WorkingDays(days) => {
                let day = self.day(from);
                let known = self.closings.borrow().get(&(day, days)).copied();
                known.unwrap_or_else(|| {
                    let due = self.desk.due(from, within);
                    // Unless the desk never opens again, and the time of day is kept.
                    if self.desk.closing(self.desk.today(due)) == Some(due) {
                        self.closings.borrow_mut().insert((day, days), due);
                    }
                    due
                })
            }
            Within::Minutes(_) | Within::Days(_) => self.desk.due(from, within),
        }
    }

    /// When the desk is open on the day of a moment; the day that was asked for last is remembered.
    fn open_on(&self, at: Timestamp) -> Rc<Open> {
        let day = self.day(at);
        if let Some(open) = self.open.borrow().as_ref().filter(|open| open.day == day) {
            return Rc::clone(open);
        }
        let open = Rc::new(Open { day, openings: self.desk.opening(day) });
        self.open.replace(Some(Rc::clone(&open)));
        open
    }

    /// What somebody may do.
    pub fn role(&self, login: &str) -> Role {
        self.desk.role(login)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Timelike;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_wall_clock_is_the_desks(moments in prop::collection::vec(1_600_000_000_000i64..1_900_000_000_000, 1..50)) {
            let mut desk = Desk::parse("desk.toml", include_str!("../../tests/fixtures/desk.toml")).unwrap();
            for zone in [desk.zone, chrono_tz::Australia::Lord_Howe, chrono_tz::America::St_Johns] {
                desk.zone = zone;
                let ground = Ground::new(&desk, Timestamp::from_ms(0));
                for at in moments.iter().map(|ms| Timestamp::from_ms(*ms)) {
                    let local = desk.local(at);
                    prop_assert_eq!((ground.day(at), ground.hour(at)), (local.date(), i64::from(local.hour())));
                }
            }
        }

        #[test]
        fn what_is_remembered_is_what_the_desk_says(
            moments in prop::collection::vec((1_700_000_000_000i64..1_800_000_000_000, 0i64..200_000_000), 1..40),
            minutes in 1u32..600,
            days in 1u32..6,
        ) {
            let mut desk = Desk::parse("desk.toml", include_str!("../../tests/fixtures/desk.toml")).unwrap();
            for (zone, hours) in [(desk.zone, true), (chrono_tz::Australia::Lord_Howe, true), (desk.zone, false)] {
                desk.zone = zone;
                if !hours {
                    desk.hours.week = None;
                }
                let ground = Ground::new(&desk, Timestamp::from_ms(0));
                for (from, later) in &moments {
                    let (from, until) = (Timestamp::from_ms(*from), Timestamp::from_ms(from + later));
                    prop_assert_eq!(ground.open_between(from, until), desk.open_between(from, until));
                    for within in [Within::WorkingMinutes(minutes), Within::WorkingDays(days), Within::Days(days)] {
                        prop_assert_eq!(ground.due(from, &within), desk.due(from, &within));
                    }
                }
            }
        }
    }
}
