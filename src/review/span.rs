//! What is reported on: a day, a week, a month or a range of the desk's days, or the cases of a query.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::desk::{Desk, Lean, day};
use crate::terms::Timestamp;

/// A stretch of the desk's days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
    /// What sort of stretch it is.
    pub kind: SpanKind,
}

/// What sort of stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanKind {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Any other.
    Range,
}

impl Span {
    /// One day.
    pub fn day(day: NaiveDate) -> Self {
        Self { first: day, last: day, kind: SpanKind::Day }
    }

    /// The week (Monday to Sunday) that a day lies in.
    pub fn week(day: NaiveDate) -> Self {
        let first = back(day, u64::from(day.weekday().num_days_from_monday()));
        Self { first, last: on(first, 6), kind: SpanKind::Week }
    }

    /// The month that a day lies in.
    pub fn month(day: NaiveDate) -> Self {
        let first = day.with_day(1).unwrap_or(day);
        let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
        Self { first, last: back(next, 1), kind: SpanKind::Month }
    }

    /// What these words mean: `today`, `yesterday`, `friday`, `2026-11-20`, `week`, `last week`, `2026-W47`, `month`,
    /// `last month`, `2026-11`, `2026-11-01..2026-11-15`. `None` where they are no such thing, and may be a query.
    ///
    /// # Errors
    /// Where a range ends before it begins, or what looks like a day is none.
    pub fn parse(words: &str, today: NaiveDate) -> Result<Option<Self>, String> {
        let words = words.trim();
        let week_before = back(today, 7);
        let month_before = today.checked_sub_months(Months::new(1)).unwrap_or(today);
        match words.to_lowercase().as_str() {
            "" | "today" => return Ok(Some(Self::day(today))),
            "week" | "this week" => return Ok(Some(Self::week(today))),
            "last week" => return Ok(Some(Self::week(week_before))),
            "month" | "this month" => return Ok(Some(Self::month(today))),
            "last month" => return Ok(Some(Self::month(month_before))),
            _ => {}
        }
        if let Some((first, last)) = words.split_once("..") {
            let end = |text: &str| if text.is_empty() { Ok(today) } else { day(text, today, Lean::Nearest) };
            let (first, last) = (end(first.trim())?, end(last.trim())?);
            if last < first {
                return Err(format!("{last} comes before {first}; write the earlier day first"));
            }
            return Ok(Some(Self { first, last, kind: SpanKind::Range }.named()));
        }
        if let Some(span) = iso_week(words).or_else(|| iso_month(words)) {
            return Ok(Some(span));
        }
        if let Some(why) = no_day(words) {
            return Err(why);
        }
        // A day of the week that has just been is meant, never one to come.
        let past = |name: &str| day(&format!("last {name}"), today, Lean::Nearest).ok();
        let found = past(words).or_else(|| day(words, today, Lean::Nearest).ok());
        Ok(found.map(Self::day))
    }

    /// A range that is exactly a day, a week or a month is called that.
    fn named(self) -> Self {
        let same = |other: Self| (other.first, other.last) == (self.first, self.last);
        let others = [Self::day(self.first), Self::week(self.first), Self::month(self.first)];
        others.into_iter().find(|other| same(*other)).unwrap_or(self)
    }

    /// How many days it has.
    pub fn days(self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// Its days.
    pub fn each_day(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take_while(move |day| *day <= self.last)
    }

    /// For machines: what [`Span::parse`] reads again.
    pub fn name(self) -> String {
        match self.kind {
            SpanKind::Day => self.first.to_string(),
            SpanKind::Week => self.first.format("%G-W%V").to_string(),
            SpanKind::Month => self.first.format("%Y-%m").to_string(),
            SpanKind::Range => format!("{}..{}", self.first, self.last),
        }
    }

    /// For people: `Friday, 20 November 2026`.
    pub fn title(self) -> String {
        let short = |day: NaiveDate| day.format("%-d %B %Y").to_string();
        match self.kind {
            SpanKind::Day => self.first.format("%A, %-d %B %Y").to_string(),
            SpanKind::Week => {
                format!("{}, {} to {}", self.first.format("Week %-V"), self.first.format("%-d %B"), short(self.last))
            }
            SpanKind::Month => self.first.format("%B %Y").to_string(),
            SpanKind::Range => format!("{} to {}", short(self.first), short(self.last)),
        }
    }

    /// From its first moment until before its end, at the desk.
    pub fn bounds(self, desk: &Desk) -> (Timestamp, Timestamp) {
        (desk.bounds_of(self.first).0, desk.bounds_of(self.last).1)
    }

    /// The same sort of stretch, `n` later (earlier where negative).
    #[must_use]
    pub fn moved(self, n: i32) -> Self {
        let (many, ahead) = (u64::from(n.unsigned_abs()), n >= 0);
        let by = |day: NaiveDate, days: u64| if ahead { on(day, days) } else { back(day, days) };
        match self.kind {
            SpanKind::Day => Self::day(by(self.first, many)),
            SpanKind::Week => Self::week(by(self.first, 7 * many)),
            SpanKind::Month => {
                let months = Months::new(n.unsigned_abs());
                let moved =
                    if ahead { self.first.checked_add_months(months) } else { self.first.checked_sub_months(months) };
                Self::month(moved.unwrap_or(self.first))
            }
            SpanKind::Range => {
                let days = many * u64::try_from(self.days()).unwrap_or(1);
                Self { first: by(self.first, days), last: by(self.last, days), ..self }
            }
        }
    }
}

fn on(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn back(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// Why what is written like a day or a month (`2026-11-31`, `2026-13`) is none. Other digits and hyphens are numbers of orders, of
/// cases or of telephones, and may be looked for.
fn no_day(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.split('-').collect();
    let digits = |wanted: &[usize]| {
        let fits = |(part, many): (&&str, &usize)| part.len() == *many && part.bytes().all(|b| b.is_ascii_digit());
        parts.len() == wanted.len() && parts.iter().zip(wanted).all(fits)
    };
    if !digits(&[4, 2]) && !digits(&[4, 2, 2]) {
        return None;
    }
    let (year, month) = (parts.first()?, parts.get(1)?);
    let Some(whole) = iso_month(&format!("{year}-{month}")) else {
        return Some(format!("there is no month {month}; write one from 01 to 12"));
    };
    let day = parts.get(2)?;
    let known = whole.each_day().any(|one| one.format("%d").to_string() == *day);
    let name = whole.first.format(if whole.first.month() == 2 { "%B %Y" } else { "%B" });
    (!known).then(|| format!("{name} has {} days; write one from 01 to {0}", whole.days()))
}

/// `2026-W47`.
fn iso_week(words: &str) -> Option<Span> {
    let (year, week) = words.split_once("-W").or_else(|| words.split_once("-w"))?;
    let week = week.parse().ok().filter(|_| week.len() <= 2)?;
    NaiveDate::from_isoywd_opt(year.parse().ok()?, week, chrono::Weekday::Mon).map(Span::week)
}

/// `2026-11`.
fn iso_month(words: &str) -> Option<Span> {
    let (year, month) = words.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1).map(Span::month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    fn parsed(words: &str) -> Span {
        Span::parse(words, today()).unwrap().unwrap()
    }

    #[test]
    fn words_become_stretches_and_names_are_read_again() {
        for (words, name, title) in [
            ("", "2026-11-20", "Friday, 20 November 2026"),
            ("yesterday", "2026-11-19", "Thursday, 19 November 2026"),
            ("monday", "2026-11-16", "Monday, 16 November 2026"),
            ("week", "2026-W47", "Week 47, 16 November to 22 November 2026"),
            ("last week", "2026-W46", "Week 46, 9 November to 15 November 2026"),
            ("2026-11", "2026-11", "November 2026"),
            ("last month", "2026-10", "October 2026"),
            ("2026-11-01..2026-11-30", "2026-11", "November 2026"),
            ("2026-11-01..2026-11-15", "2026-11-01..2026-11-15", "1 November 2026 to 15 November 2026"),
            ("2026-11-16..", "2026-11-16..2026-11-20", "16 November 2026 to 20 November 2026"),
        ] {
            let span = parsed(words);
            assert_eq!((span.name().as_str(), span.title().as_str()), (name, title), "{words}");
            assert_eq!(parsed(name), span);
        }
    }

    #[test]
    fn what_is_no_stretch_may_be_a_query() {
        assert_eq!(Span::parse("agent:ana is:open", today()), Ok(None));
        assert_eq!(Span::parse("vase", today()), Ok(None));
        assert!(Span::parse("2026-11-20..2026-11-01", today()).is_err());
        assert!(Span::parse("2026-11-20..someday", today()).is_err());
        for number in ["1042", "24-1187", "2026-1042", "555-1234", "-5", "2026-11-31-7", "1-2", "2026-", "-"] {
            assert_eq!(Span::parse(number, today()), Ok(None), "{number}");
        }
        for (words, why) in [
            ("2026-11-31", "November has 30 days"),
            ("2026-12-00", "December has 31 days"),
            ("2026-02-29", "February 2026 has 28 days"),
            ("2026-13", "there is no month 13"),
            ("2026-00-10", "there is no month 00"),
        ] {
            let no = Span::parse(words, today()).unwrap_err();
            assert!(no.starts_with(why), "{words}: {no}");
        }
    }

    #[test]
    fn stretches_follow_one_another() {
        for words in ["today", "week", "month", "2026-11-01..2026-11-15"] {
            let span = parsed(words);
            assert_eq!(span.moved(-1).last, back(span.first, 1), "{words}");
            assert_eq!(span.moved(1).moved(-1), span);
        }
        assert_eq!(parsed("2026-11-20").days(), 1);
        assert_eq!(parsed("month").each_day().count(), 30);
    }
}
