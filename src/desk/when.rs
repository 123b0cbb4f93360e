//! "By when?", as people answer it: `16:00`, `tomorrow 10:00`, `friday`, `in 2 hours`, `2 working days`.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::clock::{self, Clock};
use super::days::{Lean, day};
use super::within::Within;
use super::{Desk, show};
use crate::terms::Timestamp;

/// The end of a day on which the desk does not open: nobody is called back at midnight.
const EVENING: (u32, u32) = (17, 0);
/// What may be written.
const HOW: &str = "like 16:00, tomorrow 10:00, friday, 2026-11-28 14:00, in 2 hours or 2 working days";

impl Desk {
    /// The moment that these words mean, at the desk. A day without a time means the desk's closing time on that day, or
    /// 17:00 where it does not open; `today` and `end of day` are refused once the desk has closed. An hour without its
    /// half of the day (`monday 9`, `half past four`) means the one at which the desk is open. `tonight` and `next week`
    /// are not guessed at: they are asked back, unless a time stands beside `tonight`.
    ///
    /// # Errors
    /// A sentence that says what to write instead: where the words are unclear, could mean two things, or mean the past.
    pub fn when(&self, words: &str, now: Timestamp) -> Result<Timestamp, String> {
        let lower = words.trim().to_lowercase().replace(',', " ");
        let parts: Vec<&str> =
            lower.split_whitespace().filter(|w| !matches!(*w, "at" | "by" | "on" | "before" | "the" | "of")).collect();
        let at = match without_closing(&parts) {
            _ if parts.is_empty() => return Err(format!("say when, {HOW}")),
            Some(rest) => self.closing_on(&rest, now)?,
            None => match vague(&parts) {
                Some(why) => return Err(why),
                None if is_length(&lower) => return Within::parse(words).map(|within| self.due(now, &within)),
                None => self.moment(&parts, now)?,
            },
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

    /// A day, a time, or both.
    fn moment(&self, parts: &[&str], now: Timestamp) -> Result<Timestamp, String> {
        let today = self.today(now);
        let evening = parts.contains(&"tonight");
        let parts: Vec<&str> = parts.iter().map(|word| if *word == "tonight" { "today" } else { word }).collect();
        let Some((rest, clock)) = clock::split(&parts, |rest| day(&rest.join(" "), today, Lean::Ahead).is_ok()) else {
            return match clock::no_time(&parts) {
                Some(word) => Err(format!("{word} is no time; write it like 16:00")),
                None if evening => Err("tonight is long; write the time, like 20:00".to_owned()),
                None => self.closing_on(&parts, now),
            };
        };
        let day = if rest.is_empty() { today } else { day(&rest.join(" "), today, Lean::Ahead)? };
        let time = match clock {
            Clock::Either(..) if evening => clock.meanings().last().copied().unwrap_or_default(),
            _ => self.opened_at(day, clock)?,
        };
        self.exactly(day.and_time(time))
    }

    /// When the desk closes on the day that these words mean; today where there are none.
    fn closing_on(&self, words: &[&str], now: Timestamp) -> Result<Timestamp, String> {
        if matches!(words, [] | ["today"]) {
            return self.closing_today(now);
        }
        Ok(self.ends(day(&words.join(" "), self.today(now), Lean::Ahead)?))
    }

    /// What a day without a time means: when the desk closes, or the evening where it does not open.
    pub(super) fn ends(&self, day: NaiveDate) -> Timestamp {
        let evening = NaiveTime::from_hms_opt(EVENING.0, EVENING.1, 0).unwrap_or_default();
        self.closing(day).unwrap_or_else(|| self.instant(day.and_time(evening)))
    }

    /// The only time that is meant, or the only one of two at which the desk is open.
    fn opened_at(&self, day: NaiveDate, clock: Clock) -> Result<NaiveTime, String> {
        let meanings = clock.meanings();
        let open = |time: &&NaiveTime| {
            let at = self.instant(day.and_time(**time));
            self.is_open(at) || self.is_open(at.plus_ms(-1))
        };
        let opened: Vec<NaiveTime> = meanings.iter().filter(open).copied().collect();
        match (&meanings[..], &opened[..]) {
            ([only], _) | (_, [only]) => Ok(*only),
            _ => {
                let shown: Vec<_> = meanings.iter().map(|time| time.format("%H:%M").to_string()).collect();
                Err(format!("that could be {}; write which", shown.join(" or ")))
            }
        }
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

/// The words without `end of day`, `close of business` and the like, where they say that.
fn without_closing<'a>(parts: &[&'a str]) -> Option<Vec<&'a str>> {
    let at = parts.iter().position(|word| matches!(*word, "end" | "close" | "closing" | "eod" | "cob"))?;
    let said = |word: &&&str| matches!(**word, "day" | "business" | "working" | "time");
    let more = parts.iter().skip(at + 1).take_while(said).count();
    Some(parts.iter().take(at).chain(parts.iter().skip(at + 1 + more)).copied().collect())
}

/// What to write instead of words that leave the day or the time open.
fn vague(parts: &[&str]) -> Option<String> {
    let long = |two: &&[&str]| matches!(**two, ["next" | "this", "week" | "month" | "year"]);
    if let Some([which, span]) = parts.windows(2).find(long) {
        return Some(format!("which day {which} {span}? write it like monday, monday 10:00 or 24 nov"));
    }
    let part = parts.iter().find(|word| matches!(**word, "morning" | "afternoon" | "evening" | "night"))?;
    Some(format!("the {part} is long; write the time, like 16:00 or tomorrow 10:00"))
}

/// Whether the words are meant as a length of time: `in 2 hours`, `2 working days`.
fn is_length(lower: &str) -> bool {
    let units = ["minute", "minutes", "min", "mins", "hour", "hours", "day", "days", "week", "weeks"];
    lower.starts_with("in ")
        || lower.starts_with("within ")
        || units.iter().any(|unit| lower.ends_with(&format!(" {unit}")))
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
            ("end of day", "2026-11-20T17:30"),
            ("by the end of the working day", "2026-11-20T17:30"),
            ("end of day tomorrow", "2026-11-21T14:00"),
            ("end of monday", "2026-11-23T17:30"),
            ("tonight 8", "2026-11-20T20:00"),
            ("monday 9", "2026-11-23T09:00"),
            ("monday at four", "2026-11-23T16:00"),
            ("monday 9am", "2026-11-23T09:00"),
            ("half past four", "2026-11-20T16:30"),
            ("in half an hour", "2026-11-20T15:00"),
            ("in four hours", "2026-11-20T18:30"),
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
            ("25:00", "25:00 is no time; write it like 16:00"),
            ("tomorrow 13 pm", "13pm is no time"),
            ("tomorow", "did you mean tomorrow?"),
            ("mondya 9:00", "did you mean monday?"),
            ("tonight", "tonight is long; write the time, like 20:00"),
            ("tomorrow afternoon", "write the time"),
            ("next week", "which day next week?"),
            ("sunday 9", "that could be 09:00 or 21:00"),
            ("9", "is no day"),
            ("in a bit", "is no length of time"),
            ("0 days", "no time at all"),
            ("28/11", "either way round"),
            ("28 march 2027 01:30", "the clocks go forward"),
        ] {
            let told = desk().when(words, now()).unwrap_err();
            assert!(told.contains(why), "{words}: {told}");
        }
    }

    #[test]
    fn after_closing_the_next_opening_is_told() {
        let told = |now: &str, words| desk().when(words, Timestamp::parse(now).unwrap()).unwrap_err();
        for words in ["today", "end of day"] {
            let closed = told("2026-11-20T17:30:00Z", words);
            assert_eq!(closed, "we closed for today at 17:30; the next opening is Sat 21 Nov 10:00");
            let sunday = told("2026-11-22T12:00:00Z", words);
            assert_eq!(sunday, "we do not open today (Sunday 22 November); the next opening is Mon 23 Nov 09:00");
        }
    }

    proptest! {
        #[test]
        fn what_is_said_in_known_words_lies_ahead(
            words in prop::collection::vec(prop::sample::select(vec![
                "today", "tonight", "tomorrow", "monday", "friday", "end", "of", "day", "half", "quarter", "past", "to",
                "four", "9", "16", "am", "pm", "noon", "16:00", "next", "week", "in", "an", "hour", "2", "working", "nov",
            ]), 0..5),
            minutes in 0i64..14_400,
        ) {
            let now = now().plus_ms(minutes * 60_000);
            if let Ok(at) = desk().when(&words.join(" "), now) {
                prop_assert!(at > now);
            }
        }

        #[test]
        fn what_is_understood_lies_ahead(words in "[a-z0-9:. -]{0,24}") {
            if let Ok(at) = desk().when(&words, now()) {
                prop_assert!(at > now());
            }
        }
    }
}
