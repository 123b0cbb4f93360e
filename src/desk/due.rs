//! When a promise falls due: calendar time, or time in which the desk is open.

use chrono::{Days, NaiveDate};

use super::Desk;
use super::within::Within;
use crate::terms::Timestamp;

/// How far ahead an open day is looked for: a desk that does not open for longer than this is taken to be always open.
const FARTHEST: u64 = 3660;

impl Desk {
    /// The moment by which something promised at `from` is due.
    ///
    /// Minutes and hours go by the clock, days by the desk's calendar (the same time of day). Working hours run only
    /// while the desk is open. Working days end at the closing time of the so-many-th open day after the day of `from`,
    /// whether or not the desk is open on that day itself.
    pub fn due(&self, from: Timestamp, within: &Within) -> Timestamp {
        match *within {
            Within::Minutes(minutes) => from.plus_ms(i64::from(minutes) * 60_000),
            Within::Days(days) => {
                let then = self.local(from).checked_add_days(Days::new(u64::from(days)));
                then.map_or(from, |then| self.instant(then))
            }
            Within::WorkingMinutes(minutes) => self.after_open(from, i64::from(minutes) * 60_000),
            Within::WorkingDays(days) => self.closing_of(from, days),
        }
    }

    fn after_open(&self, from: Timestamp, mut left: i64) -> Timestamp {
        for day in self.days_from(from, 0) {
            for opening in self.opening(day) {
                let start = opening.from.max(from);
                let span = opening.until.since(start);
                if left <= span {
                    return start.plus_ms(left);
                }
                left -= span;
            }
        }
        from.plus_ms(left)
    }

    fn closing_of(&self, from: Timestamp, days: u32) -> Timestamp {
        let wanted = usize::try_from(days.max(1)).unwrap_or(usize::MAX) - 1;
        let closings = self.days_from(from, 1).filter_map(|day| self.closing(day));
        closings.into_iter().nth(wanted).unwrap_or_else(|| self.due(from, &Within::Days(days)))
    }

    /// The days from that of `from`, without the first `skip`.
    pub(super) fn days_from(&self, from: Timestamp, skip: u64) -> impl Iterator<Item = NaiveDate> {
        let today = self.today(from);
        (skip..FARTHEST).filter_map(move |n| today.checked_add_days(Days::new(n)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn desk() -> Desk {
        Desk::parse("desk.toml", include_str!("../../tests/fixtures/desk.toml")).unwrap()
    }

    fn due(from: &str, within: &str) -> String {
        let desk = desk();
        desk.due(Timestamp::parse(from).unwrap(), &Within::parse(within).unwrap()).to_string()
    }

    #[test]
    fn promises_as_people_count_them() {
        // Friday 20 November, half past four in the afternoon: one hour is left today, Saturday has four.
        assert_eq!(due("2026-11-20T16:30:00Z", "4 working hours"), "2026-11-21T13:00:00.000Z");
        assert_eq!(due("2026-11-20T16:30:00Z", "2 working days"), "2026-11-23T17:30:00.000Z");
        assert_eq!(due("2026-11-20T16:30:00Z", "30 minutes"), "2026-11-20T17:00:00.000Z");
        assert_eq!(due("2026-11-20T16:30:00Z", "3 days"), "2026-11-23T16:30:00.000Z");
        // Before opening, and exactly to the closing.
        assert_eq!(due("2026-11-16T05:00:00Z", "4 working hours"), "2026-11-16T13:00:00.000Z");
        // Christmas, Boxing Day and a Sunday lie between.
        assert_eq!(due("2026-12-24T17:00:00Z", "1 working day"), "2026-12-28T17:30:00.000Z");
        // The clocks go back on 25 October: three days keep the time of day.
        assert_eq!(due("2026-10-23T12:00:00Z", "3 days"), "2026-10-26T13:00:00.000Z");
    }

    /// Walks minute by minute, asking the wall clock alone; the desk's spans are read from `hours`, not from `opening`.
    fn slow_working_minutes(desk: &Desk, from: Timestamp, minutes: u32) -> Timestamp {
        let open = |at: Timestamp| {
            use chrono::Timelike;
            let wall = desk.local(at);
            let minute = u16::try_from(wall.hour() * 60 + wall.minute()).unwrap();
            desk.hours.of(wall.date()).iter().any(|(a, b)| (*a..*b).contains(&minute))
        };
        let (mut at, mut left) = (from, minutes);
        while left > 0 {
            left -= u32::from(open(at));
            at = at.plus_ms(60_000);
        }
        at
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn working_hours_agree_with_a_walk_minute_by_minute(
            // Ten days around each change of the clocks in 2026, in whole minutes.
            spring in any::<bool>(), minute in 0i64..14_400, wanted in 1u32..900,
            open in 3u16..12, length in 1u16..12, night in any::<bool>(),
        ) {
            let mut desk = desk();
            // Edges stay clear of the hour that comes twice or not at all; the night shift runs right through it.
            let (from, until) = (open * 60, (open + length) * 60);
            let shift = if night { vec![(0, 150), (1200, 1440)] } else { vec![(from, until)] };
            desk.hours.week = Some(std::array::from_fn(|day| if day == 6 && !night { vec![] } else { shift.clone() }));
            let start = if spring { "2026-03-24T00:00:00Z" } else { "2026-10-20T00:00:00Z" };
            let at = Timestamp::parse(start).unwrap().plus_ms(minute * 60_000);
            prop_assert_eq!(
                desk.due(at, &Within::WorkingMinutes(wanted)),
                slow_working_minutes(&desk, at, wanted)
            );
        }

        #[test]
        fn working_days_end_at_the_closing_of_an_open_day(minute in 0i64..500_000, days in 1u32..20) {
            let desk = desk();
            let from = Timestamp::parse("2026-01-01T00:00:00Z").unwrap().plus_ms(minute * 60_000);
            let due = desk.due(from, &Within::WorkingDays(days));
            prop_assert!(desk.is_open(due.plus_ms(-1)) && !desk.is_open(due));
            let mut day = desk.today(from);
            let mut open = 0;
            while day < desk.today(due) {
                day = day.succ_opt().unwrap();
                open += u32::from(!desk.hours.of(day).is_empty());
            }
            prop_assert_eq!(open, days);
        }

        #[test]
        fn nothing_is_due_before_it_was_promised(ms in 0i64..4_000_000_000_000, amount in 1u32..200, unit in 0usize..4) {
            let desk = desk();
            let from = Timestamp::from_ms(ms);
            let within = [Within::Minutes(amount), Within::Days(amount), Within::WorkingMinutes(amount), Within::WorkingDays(amount)];
            prop_assert!(desk.due(from, &within[unit]) > from);
        }
    }
}
