//! Times of day as people say them: `16:00`, `9am`, `noon`, `half past four`, the 9 of `monday 9`. Which moment is meant,
//! `when` says.

use chrono::NaiveTime;

/// A time of day, as exactly as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// This time.
    At(NaiveTime),
    /// An hour from 1 to 12 without saying which half of the day, and a minute.
    Either(u32, u32),
}

impl Clock {
    /// The times that it can mean, the earlier first.
    pub fn meanings(self) -> Vec<NaiveTime> {
        match self {
            Self::At(time) => vec![time],
            Self::Either(hour, minute) => {
                [hour % 12, hour % 12 + 12].iter().filter_map(|h| NaiveTime::from_hms_opt(*h, minute, 0)).collect()
            }
        }
    }
}

/// The words without the time of day, and the time: it stands last or first. A number alone is an hour only beside
/// something that `is_day`.
pub fn split<'a>(parts: &'a [&'a str], is_day: impl Fn(&[&str]) -> bool) -> Option<(&'a [&'a str], Clock)> {
    /// `half past four pm` has the most words.
    const LONGEST: usize = 4;
    let ends = (1..=LONGEST.min(parts.len())).rev().flat_map(|n| {
        let (before, last) = parts.split_at(parts.len() - n);
        let (first, after) = parts.split_at(n);
        [(before, last), (after, first)]
    });
    for (rest, words) in ends {
        if let Some(clock) = read(words) {
            return Some((rest, clock));
        }
        if let ([word], false) = (words, rest.is_empty())
            && let Some(clock) = bare(word)
            && is_day(rest)
        {
            return Some((rest, clock));
        }
    }
    None
}

/// The word that is written like a time of day and is none: `25:00`, `13pm`.
pub fn no_time(parts: &[&str]) -> Option<String> {
    let timed = |word: &str| {
        let digits = word.trim_end_matches("am").trim_end_matches("pm");
        let plain = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
        plain && (digits.contains(':') || digits.len() < word.len()) && time(word).is_none()
    };
    let halves = parts.windows(2).filter(|two| matches!(two[1], "am" | "pm")).map(<[&str]>::concat);
    let mut words = parts.iter().map(|word| (*word).to_owned()).chain(halves);
    words.find(|word| timed(word)).map(|word| word.chars().take(40).collect())
}

fn read(words: &[&str]) -> Option<Clock> {
    match *words {
        [word] => time(word).map(Clock::At),
        [number, half @ ("am" | "pm")] => time(&format!("{number}{half}")).map(Clock::At),
        [number, "o'clock" | "oclock" | "o’clock"] => Some(Clock::Either(hour(number)?, 0)),
        ["half", "past", number] => Some(Clock::Either(hour(number)?, 30)),
        ["quarter", "past", number] => Some(Clock::Either(hour(number)?, 15)),
        ["quarter", "to", number] => Some(Clock::Either((hour(number)? + 10) % 12 + 1, 45)),
        [ref said @ .., half @ ("am" | "pm")] => {
            let meanings = read(said)?.meanings();
            let [early, late] = meanings[..] else { return None };
            Some(Clock::At(if half == "am" { early } else { late }))
        }
        _ => None,
    }
}

/// A number that may be an hour: `9`, `four`, `16`.
fn bare(word: &str) -> Option<Clock> {
    let digits = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let exact = || {
        let hour = word.parse().ok().filter(|_| digits)?;
        NaiveTime::from_hms_opt(hour, 0, 0).map(Clock::At)
    };
    hour(word).map(|hour| Clock::Either(hour, 0)).or_else(exact)
}

/// An hour of the clock's face, 1 to 12: `4`, `04`, `four`.
fn hour(word: &str) -> Option<u32> {
    const HOURS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let named = (1..).zip(HOURS).find(|(_, name)| *name == word).map(|(hour, _)| hour);
    let digits = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    named.or_else(|| word.parse().ok().filter(|hour| digits && (1..=12).contains(hour)))
}

/// `16:00`, `9.30`, `4pm`, `noon`.
fn time(word: &str) -> Option<NaiveTime> {
    if matches!(word, "noon" | "midday") {
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

    #[test]
    fn times_as_people_say_them() {
        for (words, meanings) in [
            ("16:00", "16:00"),
            ("9am", "09:00"),
            ("12 am", "00:00"),
            ("midday", "12:00"),
            ("four o'clock", "04:00 16:00"),
            ("half past twelve", "00:30 12:30"),
            ("quarter to one", "00:45 12:45"),
            ("quarter to 12", "11:45 23:45"),
            ("half past four pm", "16:30"),
            ("monday 9", "09:00 21:00"),
            ("monday 16", "16:00"),
        ] {
            let parts: Vec<&str> = words.split(' ').collect();
            let (rest, clock) = split(&parts, |rest| rest == ["monday"]).unwrap_or_else(|| panic!("{words}"));
            let shown: Vec<_> = clock.meanings().iter().map(|t| t.format("%H:%M").to_string()).collect();
            assert_eq!((shown.join(" ").as_str(), rest.len()), (meanings, usize::from(words.contains("monday"))));
        }
    }

    #[test]
    fn numbers_that_are_no_times() {
        for words in ["9", "24 nov", "monday 24", "nov 9", "25:00", "13 pm", "half past 13", ""] {
            let parts: Vec<&str> = words.split(' ').collect();
            assert_eq!(split(&parts, |rest| rest == ["monday"]), None, "{words}");
        }
        assert_eq!(no_time(&["friday", "25:00"]).as_deref(), Some("25:00"));
        assert_eq!(no_time(&["13", "pm"]).as_deref(), Some("13pm"));
        assert_eq!(no_time(&["28.11", "9.30", "4pm"]), None);
    }
}
