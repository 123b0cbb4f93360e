//! "Back to you by …": the one-key acknowledgement, as a time that can be said and kept.

use serde::Serialize;

use super::Desk;
use super::targets::Aim;
use super::within::Within;
use crate::terms::{Channel, Timestamp};

/// What is promised where the desk says nothing.
const UNLESS_SET: Within = Within::Minutes(30);
/// Longer than this ahead, a time is rounded to the quarter of an hour, else to five minutes.
const NEAR_MS: i64 = 60 * 60_000;
/// Nothing is promised that is over while it is being said.
const LEAST_MS: i64 = 2 * 60_000;

/// When we are back, in the words for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackBy {
    /// By when: a round time at which the desk is open.
    pub due: Timestamp,
    /// The time as it is told: `15:00`, `tomorrow at 09:30`, `Monday at 09:30`.
    pub told: String,
}

impl Desk {
    /// When we are back to somebody on this channel, asked at `now`: due within the desk's `acknowledge` time (30 minutes
    /// where none is set), rounded up to five minutes (a quarter of an hour beyond one hour), while the desk is open.
    pub fn back_by(&self, channel: Option<Channel>, now: Timestamp) -> BackBy {
        let rule = channel.and_then(|channel| self.target(Aim::Acknowledge, channel, None));
        let within = rule.map_or(UNLESS_SET, |rule| rule.within);
        let due = self.open_by(now, within);
        self.back_by_then(due, now)
    }

    /// The same with a time that somebody chose.
    pub fn back_by_then(&self, due: Timestamp, now: Timestamp) -> BackBy {
        let told = self.told_words(due, now);
        BackBy { due, told }
    }

    /// The first round moment at or after the due one at which somebody is here.
    fn open_by(&self, now: Timestamp, within: Within) -> Timestamp {
        let due = self.rounded(self.due(now, &within), now);
        let here = |at: Timestamp| self.shut_at(at).is_none();
        if here(due) {
            return due;
        }
        // Closed by then: as long after the next opening as it was to be after now, at most until that day's closing.
        // Where it was to be days, nobody waits for the hours: the opening itself is said.
        let Some(opening) = self.next_opening(due) else { return due };
        if matches!(within, Within::Days(_)) {
            return opening;
        }
        let after = self.rounded(self.due(opening, &within), opening);
        if here(after) { after } else { self.closing(self.today(opening)).unwrap_or(after) }
    }

    /// Rounded up by the desk's wall clock.
    fn rounded(&self, at: Timestamp, from: Timestamp) -> Timestamp {
        use chrono::Timelike;
        let at = at.max(from.plus_ms(LEAST_MS));
        let step = if at.since(from) > NEAR_MS { 15 } else { 5 };
        let wall = self.local(at);
        let into_hour = i64::from(wall.minute()) * 60_000
            + i64::from(wall.second()) * 1000
            + i64::from(wall.nanosecond() / 1_000_000 % 1000);
        let step = step * 60_000;
        at.plus_ms((step - into_hour % step) % step)
    }

    /// A moment as it is told on the telephone, after "by": `15:00`, `tomorrow at 09:30`, `Monday at 09:30`,
    /// `Monday 28 December at 09:30`.
    pub fn told_words(&self, at: Timestamp, now: Timestamp) -> String {
        let (wall, today) = (self.local(at), self.today(now));
        let time = wall.format("%H:%M");
        match wall.date().signed_duration_since(today).num_days() {
            0 => time.to_string(),
            1 => format!("tomorrow at {time}"),
            2..=6 => format!("{} at {time}", wall.format("%A")),
            _ => format!("{} at {time}", super::day_words(wall.date())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn desk(targets: &str) -> Desk {
        let text = format!("{}\n{targets}", include_str!("../../tests/fixtures/desk.toml"));
        Desk::parse("desk.toml", &text).unwrap()
    }

    fn told(targets: &str, now: &str) -> String {
        desk(targets).back_by(Some(Channel::Email), Timestamp::parse(now).unwrap()).told
    }

    #[test]
    fn a_time_that_can_be_said_and_kept() {
        // Friday: the desk closes at 17:30, and opens on Saturday at 10:00.
        assert_eq!(told("", "2026-11-20T14:32:10Z"), "15:05");
        assert_eq!(told("", "2026-11-20T14:30:00Z"), "15:00");
        assert_eq!(told("", "2026-11-20T17:00:00Z"), "17:30");
        assert_eq!(told("", "2026-11-20T17:01:00Z"), "tomorrow at 10:30");
        assert_eq!(told("", "2026-11-21T15:00:00Z"), "Monday at 09:30");
        assert_eq!(told("[targets.email]\nacknowledge='2 hours'", "2026-11-20T14:32:00Z"), "16:45");
        assert_eq!(told("[targets.email]\nacknowledge='1 working day'", "2026-11-20T14:32:00Z"), "tomorrow at 14:00");
        assert_eq!(
            told("[targets.email]\nacknowledge='8 days'", "2026-11-20T14:30:00Z"),
            "Monday 30 November at 09:00"
        );
    }

    proptest! {
        #[test]
        fn it_is_round_ahead_and_in_opening_hours(minute in 0i64..700_000, second in 0i64..60, amount in 1u32..600) {
            let desk = desk(&format!("[targets.email]\nacknowledge='{amount} minutes'"));
            let now = Timestamp::parse("2026-01-01T00:00:00Z").unwrap().plus_ms(minute * 60_000 + second * 1000);
            let due = desk.back_by(Some(Channel::Email), now).due;
            prop_assert!(due > now && due.ms() % 300_000 == 0);
            prop_assert_eq!(desk.shut_at(due), None);
        }
    }
}
