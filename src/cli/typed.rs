//! Values as people type them on a command line: moments in the desk's own time, money in its currency, `name=value`.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::exit::Failure;
use crate::desk::Desk;
use crate::intake::{self, Cleaning, LONGEST_NAME, TooLong};
use crate::terms::{Money, Speaker, Text, Timestamp, clean};

/// A moment that lies ahead: `16:00`, `tomorrow 10:00`, `2 working days`, or RFC 3339.
pub fn due(desk: &Desk, words: &str, now: Timestamp) -> Result<Timestamp, Failure> {
    due_of("promise", desk, words, now)
}

/// As [`due`], for this subcommand, whose help says how to write it.
pub fn due_of(command: &str, desk: &Desk, words: &str, now: Timestamp) -> Result<Timestamp, Failure> {
    if let Ok(at) = Timestamp::parse(words) {
        return Ok(at);
    }
    desk.when(words, now).map_err(|error| Failure::usage("due", error, format!("see `amends {command} --help`")))
}

/// A moment in the past: RFC 3339, `2026-11-20 14:05` or `14:05` today, in the desk's own time.
pub fn moment(desk: &Desk, flag: &str, words: &str, now: Timestamp) -> Result<Timestamp, Failure> {
    if let Ok(at) = Timestamp::parse(words) {
        return Ok(at);
    }
    let time =
        |text: &str| NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S"));
    let words = words.trim();
    let wall: Option<NaiveDateTime> = match words.split_once([' ', 'T']) {
        Some((day, rest)) => {
            NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().zip(time(rest.trim()).ok()).map(|(d, t)| d.and_time(t))
        }
        None => time(words).ok().map(|time| desk.today(now).and_time(time)),
    };
    wall.map(|wall| desk.instant(wall)).ok_or_else(|| {
        let shown: String = clean::one_line(words).chars().take(40).collect();
        let what = format!("{flag}: `{shown}` is not a moment in time");
        Failure::usage("moment", what, "write it like 14:05, \"2026-11-20 14:05\" or 2026-11-20T14:05:00Z")
    })
}

/// An amount.
pub fn money(desk: &Desk, words: &str) -> Result<Money, Failure> {
    Money::parse(words, desk.currency)
        .map_err(|error| Failure::usage("amount", error.to_string(), "write it like 4.90 or \"4.90 GBP\""))
}

/// `name=value`.
pub fn pair(flag: &str, words: &str) -> Result<(String, String), Failure> {
    let pair = words.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    pair.filter(|(name, value)| !name.is_empty() && !value.is_empty()).ok_or_else(|| {
        let shown: String = clean::one_line(words).chars().take(40).collect();
        Failure::usage("pair", format!("{flag}: `{shown}` is not NAME=VALUE"), "write it like days_late=4")
    })
}

/// `customer: words` or `agent: words`.
pub fn said(words: &str) -> Result<(Speaker, String), Failure> {
    let found =
        words.split_once(':').and_then(|(who, text)| Some((Speaker::from_str(who).ok()?, text.trim().to_owned())));
    found.filter(|(_, text)| !text.is_empty()).ok_or_else(|| {
        let shown: String = clean::one_line(words).chars().take(40).collect();
        let what = format!("--message: `{shown}` does not begin with who said it");
        Failure::usage(
            "message",
            what,
            "write it like \"customer: it is late\", \"agent: I see\" or \"system: queued\"",
        )
    })
}

/// Words that are to be kept, cleaned; what cleaning did is told on standard error.
pub fn text(words: &str) -> Text {
    let cleaned = clean::intake(words);
    if let Some(notice) = cleaned.notice() {
        super::output::tell(&format!("amends: {notice}"));
    }
    Text::from_cleaned(cleaned)
}

/// The name of a thing (an action, a login, a cause): one line, cleaned, not long; what cleaning did is told on standard
/// error. `what` is what people know it as, like `--cause`.
pub fn name(what: &str, words: &str) -> Result<String, Failure> {
    let mut cleaning = Cleaning::default();
    let name = name_in(what, words, &mut cleaning)?;
    let cleaned = clean::Cleaned { text: String::new(), masked: cleaning.masked, dropped: cleaning.removed, codes: 0 };
    if let Some(notice) = cleaned.notice() {
        super::output::tell(&format!("amends: {notice}"));
    }
    Ok(name)
}

/// As [`name`], where what cleaning did is counted and told of later.
pub fn name_in(what: &str, words: &str, cleaning: &mut Cleaning) -> Result<String, Failure> {
    short(what, intake::name(words, cleaning))
}

/// The name of a record where it came from.
pub fn external_id(words: &str, cleaning: &mut Cleaning) -> Result<String, Failure> {
    short("--external-id", intake::external_id(words, cleaning))
}

fn short(what: &str, name: Result<String, TooLong>) -> Result<String, Failure> {
    name.map_err(|TooLong(bytes)| {
        let advice = format!("give its short name; the most is {LONGEST_NAME} bytes");
        Failure::usage("too-long", format!("{what} has {bytes} bytes, which is too long for a name"), advice)
    })
}

/// Words from the command line, or from standard input where they are `-` (at most 16 MB).
pub fn words_or_input(words: &[String]) -> Result<String, Failure> {
    use std::io::Read;
    const MOST: u64 = 16 * 1024 * 1024;
    if words != ["-"] {
        return Ok(words.join(" "));
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MOST).read_to_end(&mut bytes);
    read.map_err(|e| Failure::other("input", format!("standard input cannot be read: {e}"), "try again"))?;
    String::from_utf8(bytes)
        .map_err(|_| Failure::other("not-utf8", "standard input is not UTF-8 text", "convert it to UTF-8 first"))
}

/// A word of a closed list, for clap.
pub fn word<T>(raw: &str) -> Result<T, String>
where
    T: FromStr<Err = crate::terms::UnknownWord>,
{
    raw.parse().map_err(|error: crate::terms::UnknownWord| {
        let near =
            crate::desk::nearest(&error.word, error.allowed.split(", ")).map(|near| format!("; did you mean {near}?"));
        format!("it is one of {}{}", error.allowed, near.unwrap_or_default())
    })
}
