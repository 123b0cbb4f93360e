//! "By when?", as people answer it: `16:00`, `tomorrow 10:00`, `friday`, `in 2 hours`, `2 working days`.

use chrono::{NaiveDateTime, NaiveTime};

use super::days::{Lean, day};
use super::within::Within;
use super::{Desk, show};
use crate::terms::Timestamp;

/// The end of a day on which the desk does not open: nobody is called back at midnight.
const EVENING: (u32, u32) = (17, 0);

impl Desk {
    /// The moment that these words mean, at the desk. A day without a time means the desk's closing time on that day, or
    /// 17:00 where it does not open.
    ///
    /// # Errors
    /// A sentence that says what to write instead: where the words are unclear, could mean two things, or mean the past.
    pub fn when(&self, words: &str, now: Timestamp) -> Result<Timestamp, String> {
        let lower = words.trim().to_lowercase();
        if is_length(&lower) {
            return Within::parse(words).map(|within| self.due(now, &within));
        }
        let parts: Vec<&str> =
            lower.split_whitespace().filter(|w| !matches!(*w, "at" | "by" | "on" | "before")).collect();
        let today = self.today(now);
        let at = match split_time(&parts) {
            Some((rest, time)) => {
                let day = if rest.is_empty() { today } else { day(&rest.join(" "), today, Lean::Ahead)? };
                self.exactly(day.and_time(time))?
            }
            None if parts.is_empty() => return Err(format!("say when, {HOW}")),
            None => {
                let day = day(&parts.join(" "), today, Lean::Ahead)?;
                let evening = NaiveTime::from_hms_opt(EVENING.0, EVENING.1, 0).unwrap_or_default();
                self.closing(day).unwrap_or_else(|| self.instant(day.and_time(evening)))
            }
        };
        if at > now {
            return Ok(at);
        }
        let (at, tomorrow) = (self.local(at), self.today(now.plus_ms(24 * 3_600_000)));
        let then = tomorrow.and_time(at.time());
        Err(format!(
            "{} has passed; write a later time, such as {}",
            show::moment_words(at),
            then.format("%Y-%m-%d %H:%M")
        ))
    }

    fn exactly(&self, wall: NaiveDateTime) -> Result<Timestamp, String> {
        let at = self.instant(wall);
        if self.local(at) == wall {
            return Ok(at);
        }
        Err(format!(
            "the clocks go forward: {} does not come; write {}",
            show::moment_words(wall),
            show::moment_words(self.local(at))
        ))
    }
}

/// Whether the words are meant as a length of time: `in 2 hours`, `2 working days`.
fn is_length(lower: &str) -> bool {
    let units = ["minute", "minutes", "min", "mins", "hour", "hours", "day", "days", "week", "weeks"];
    lower.starts_with("in ")
        || lower.starts_with("within ")
        || units.iter().any(|unit| lower.ends_with(&format!(" {unit}")))
}

/// What may be written.
const HOW: &str = "like 16:00, tomorrow 10:00, friday, 2026-11-28 14:00, in 2 hours or 2 working days";

/// The words without the time of day, and the time: it stands first or last.
fn split_time<'a>(parts: &'a [&'a str]) -> Option<(&'a [&'a str], NaiveTime)> {
    let (first, last) = (parts.first()?, parts.last()?);
    if let [rest @ .., number, half @ ("am" | "pm")] = parts {
        return Some((rest, time(&format!("{number}{half}"))?));
    }
    time(last).map(|time| (&parts[..parts.len() - 1], time)).or_else(|| time(first).map(|time| (&parts[1..], time)))
}

/// `16:00`, `9.30`, `4pm`, `noon`.
fn time(word: &str) -> Option<NaiveTime> {
    if word == "noon" {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let half = ["am", "pm"].into_iter().find(|half| word.ends_with(half));
    let digits = word.strip_suffix(half.unwrap_or_default())?;
    let (hours, minutes) = match digits.split_once([':', '.']) {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        None if half.is_some() => (digits, "00"),
        _ => return None,
    };
    if hours.is_empty() || hours.len() > 2 || !format!("{hours}{minutes}").bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let hours = match half {
        Some(_) if !(1..=12).contains(&hours) => return None,
        Some("pm") => hours % 12 + 12,
        Some(_) => hours % 12,
        None => hours,
    };
    NaiveTime::from_hms_opt(hours, minutes, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn desk() -> Desk {
        Desk::parse("desk.toml", include_str!("../../tests/fixtures/desk.toml")).unwrap()
    }

    /// Friday 20 November 2026, half past two in the afternoon.
    fn now() -> Timestamp {
        Timestamp::parse("2026-11-20T14:30:00Z").unwrap()
    }

    #[test]
    fn as_people_answer_it() {
        for (words, at) in [
            ("16:00", "2026-11-20T16:00"),
            ("by 4pm", "2026-11-20T16:00"),
            ("4.15 pm", "2026-11-20T16:15"),
            ("tomorrow 10:00", "2026-11-21T10:00"),
            ("10:00 tomorrow", "2026-11-21T10:00"),
            ("tomorrow", "2026-11-21T14:00"),
            ("today", "2026-11-20T17:30"),
            ("sunday", "2026-11-22T17:00"),
            ("monday at noon", "2026-11-23T12:00"),
            ("2026-11-28", "2026-11-28T14:00"),
            ("2026-11-28 14:00", "2026-11-28T14:00"),
            ("28 nov 9:05", "2026-11-28T09:05"),
            ("in 2 hours", "2026-11-20T16:30"),
            ("2 working days", "2026-11-23T17:30"),
        ] {
            assert_eq!(desk().when(words, now()).map(|t| t.to_string()), Ok(format!("{at}:00.000Z")), "{words}");
        }
    }

    #[test]
    fn the_past_and_the_unclear_are_asked_back() {
        for (words, why) in [
            ("09:00", "Fri 20 Nov 09:00 has passed; write a later time, such as 2026-11-21 09:00"),
            ("yesterday", "has passed"),
            ("2025-01-01", "has passed"),
            ("friday", "today is friday; write `today` or 2026-11-27"),
            ("next monday", "people mean different days"),
            ("soon", "`soon` is no day; write it like tomorrow"),
            ("", "say when"),
            ("25:00", "is no day"),
            ("in a bit", "is no length of time"),
            ("0 days", "no time at all"),
            ("28/11", "either way round"),
            ("28 march 2027 01:30", "the clocks go forward"),
        ] {
            let told = desk().when(words, now()).unwrap_err();
            assert!(told.contains(why), "{words}: {told}");
        }
    }

    proptest! {
        #[test]
        fn what_is_understood_lies_ahead(words in "[a-z0-9:. -]{0,24}") {
            if let Ok(at) = desk().when(&words, now()) {
                prop_assert!(at > now());
            }
        }
    }
}
