//! Days as people say them: `tomorrow`, `friday`, `24 nov`, `2026-11-28`. Which day that is depends on today.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::nearest;

/// The months in small letters.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// The days of the week in small letters, Monday first.
pub(crate) const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Where a day without a year lies when it could be one of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lean {
    /// Today or later: promises.
    Ahead,
    /// The one nearest to today: answers, such as when a parcel came.
    Nearest,
}

/// The day that these words mean.
///
/// # Errors
/// A sentence that says what to write instead, with the two days where it could be either.
pub fn day(words: &str, today: NaiveDate, lean: Lean) -> Result<NaiveDate, String> {
    let shown: String = words.trim().chars().take(40).collect();
    let lower = words.trim().to_lowercase().replace(',', " ");
    let parts: Vec<&str> = lower.split_whitespace().filter(|w| !matches!(*w, "on" | "the" | "of")).collect();
    let unclear = || match misspelt(&parts) {
        Some(near) => format!("`{shown}` is no day; did you mean {near}?"),
        None => format!("`{shown}` is no day; write it like tomorrow, friday, 24 nov or {today}"),
    };
    let offset = |days: i64| today.checked_add_signed(chrono::TimeDelta::days(days)).ok_or_else(unclear);
    match parts[..] {
        ["today"] => Ok(today),
        ["tomorrow"] => offset(1),
        ["day", "after", "tomorrow"] => offset(2),
        ["yesterday"] => offset(-1),
        ["last", name] if lean == Lean::Nearest => {
            let wanted = weekday(name).ok_or_else(unclear)?;
            offset(-i64::from(7 - to(wanted, today)))
        }
        ["next", name] if weekday(name).is_some() => Err(which(today, name, &shown)),
        [only] => match weekday(only) {
            Some(wanted) => coming(wanted, today, lean, &shown),
            None => iso(only).ok_or_else(|| numeric(only).unwrap_or_else(unclear)),
        },
        [a, b] if weekday(a).is_none() => named(a, b, None, today, lean).ok_or_else(unclear),
        [name, a, b] if weekday(name).is_some() => {
            let day = named(a, b, None, today, lean).ok_or_else(unclear)?;
            same_weekday(name, day, &shown)
        }
        [a, b, year] => named(a, b, Some(year), today, lean).ok_or_else(unclear),
        _ => Err(unclear()),
    }
}

/// How many days from `today` to the next `wanted`, 0 to 6.
fn to(wanted: Weekday, today: NaiveDate) -> u32 {
    (7 + wanted.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7
}

fn coming(wanted: Weekday, today: NaiveDate, lean: Lean, shown: &str) -> Result<NaiveDate, String> {
    let ahead = u64::from(to(wanted, today));
    let next = today.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead }));
    let last = today.checked_sub_days(Days::new(7 - ahead));
    match (lean, ahead, next, last) {
        (_, 0, Some(next), _) => Err(format!("today is {shown}; write `today` or {next}")),
        (Lean::Ahead, _, Some(next), _) => Ok(next),
        (Lean::Nearest, _, Some(next), Some(last)) => Err(format!("`{shown}` could be {last} or {next}; write which")),
        _ => Err(format!("`{shown}` is no day that can be written here")),
    }
}

fn which(today: NaiveDate, name: &str, shown: &str) -> String {
    let ahead = weekday(name).map_or(0, |wanted| u64::from(to(wanted, today)));
    let day = |more: u64| today.checked_add_days(Days::new(ahead + more)).unwrap_or(today);
    let first = if ahead == 0 { 7 } else { 0 };
    format!("people mean different days by `{shown}`; write {} or {}", day(first), day(first + 7))
}

fn same_weekday(name: &str, day: NaiveDate, shown: &str) -> Result<NaiveDate, String> {
    if weekday(name) == Some(day.weekday()) {
        return Ok(day);
    }
    Err(format!("`{shown}`: {} is a {}; write one or the other", day.format("%-d %B %Y"), day.format("%A")))
}

fn iso(text: &str) -> Option<NaiveDate> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    shape.then(|| text.parse().ok()).flatten()
}

/// A message for `28/11` and the like: the order of day and month differs between countries.
fn numeric(text: &str) -> Option<String> {
    let digits = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-'));
    (digits && text.contains(['/', '.', '-'])).then(|| {
        format!(
            "in `{text}` day and month could be either way round, or it is no day; write it like 28 nov or 2026-11-28"
        )
    })
}

/// `24 nov`, `nov 24`, `24th november 2026`.
fn named(a: &str, b: &str, year: Option<&str>, today: NaiveDate, lean: Lean) -> Option<NaiveDate> {
    let number = |text: &str| {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let ending = &text[digits.len()..];
        matches!(ending, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse::<u32>().ok()).flatten()
    };
    let (day, month) = match (number(a), number(b)) {
        (Some(day), None) => (day, month(b)?),
        (None, Some(day)) => (day, month(a)?),
        _ => return None,
    };
    if let Some(year) = year {
        let year = (year.len() == 4).then(|| year.parse::<i32>().ok()).flatten()?;
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    // 29 February may be some years away.
    let years = -8..=8;
    let days = years.filter_map(|n| NaiveDate::from_ymd_opt(today.year() + n, month, day));
    match lean {
        Lean::Ahead => days.filter(|d| *d >= today).min(),
        Lean::Nearest => days.min_by_key(|d| d.signed_duration_since(today).num_days().abs()),
    }
}

/// The word that was meant by the first long one that nothing here understands.
fn misspelt(parts: &[&str]) -> Option<&'static str> {
    let known = || ["today", "tomorrow", "yesterday"].into_iter().chain(DAYS).chain(MONTHS);
    let unknown = |word: &&&str| word.len() > 3 && word.chars().all(char::is_alphabetic) && month(word).is_none();
    let word = parts.iter().filter(unknown).find(|word| weekday(word).is_none())?;
    nearest(word, known()).filter(|near| near != word)
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let hits = (1..)
        .zip(MONTHS)
        .filter(|(_, name)| word.len() >= 3 && name.starts_with(word) || word == "sept" && *name == "september");
    hits.map(|(n, _)| n).next()
}

fn weekday(word: &str) -> Option<Weekday> {
    let at = DAYS.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Friday 20 November 2026.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    #[test]
    fn days_as_people_say_them() {
        for (words, ahead, nearest) in [
            ("today", "2026-11-20", "2026-11-20"),
            ("Tomorrow", "2026-11-21", "2026-11-21"),
            ("yesterday", "2026-11-19", "2026-11-19"),
            ("24 nov", "2026-11-24", "2026-11-24"),
            ("Nov 18th", "2027-11-18", "2026-11-18"),
            ("3 january", "2027-01-03", "2027-01-03"),
            ("sat 28 nov", "2026-11-28", "2026-11-28"),
            ("28 November 2027", "2027-11-28", "2027-11-28"),
            ("29 feb", "2028-02-29", "2028-02-29"),
            ("2026-11-28", "2026-11-28", "2026-11-28"),
        ] {
            assert_eq!(day(words, today(), Lean::Ahead).map(|d| d.to_string()), Ok(ahead.to_owned()), "{words}");
            assert_eq!(day(words, today(), Lean::Nearest).map(|d| d.to_string()), Ok(nearest.to_owned()), "{words}");
        }
        assert_eq!(day("monday", today(), Lean::Ahead).unwrap().to_string(), "2026-11-23");
        assert_eq!(day("last monday", today(), Lean::Nearest).unwrap().to_string(), "2026-11-16");
        assert_eq!(day("last friday", today(), Lean::Nearest).unwrap().to_string(), "2026-11-13");
    }

    #[test]
    fn what_could_be_two_days_is_asked_back() {
        assert_eq!(day("friday", today(), Lean::Ahead), Err("today is friday; write `today` or 2026-11-27".into()));
        let both = day("monday", today(), Lean::Nearest).unwrap_err();
        assert!(both.contains("2026-11-16") && both.contains("2026-11-23"), "{both}");
        for bad in
            ["next monday", "28/11", "28.11.2026", "31 nov", "mon 28 nov", "soon", "", "24", "11 12", "2026-13-01"]
        {
            assert!(day(bad, today(), Lean::Ahead).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_words_are_too_odd(words in any::<String>()) {
            let _ = day(&words, today(), Lean::Nearest);
        }
    }
}
