//! Reading `desk.toml`: every field with its type and place, everything that is wrong at once.

use std::str::FromStr;

use chrono::NaiveDate;
use chrono_tz::Tz;
use toml::de::DeValue;

use super::certificate;
use super::criteria;
use super::hours::Hours;
use super::prompt::Prompt;
use super::settings::{Cause, Contact, Desk, Gesture, Notice, Person};
use super::within::Within;
use super::{keeping, limits, targets};
use crate::sheet::fields::{self, Fields};
use crate::sheet::{Finding, Located, Sheet, did_you_mean};
use crate::terms::{Channel, Currency, Fault, GestureKind, Role};

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// The gaps that a greeting may have.
const GREETING: [&str; 3] = ["part_of_day", "agent", "desk.name"];

/// The window of a second failure, in days, where the desk says nothing.
const SECOND_FAILURE_DAYS: u32 = 30;
/// The window of a repeated contact, in days, where the desk says nothing: what contact centres usually count by.
const REPEAT_DAYS: u32 = 7;
/// How long we look whether a customer came back, in days, where the desk says nothing: a quarter's buying.
const CAME_BACK_DAYS: u32 = 90;

impl Desk {
    /// Reads the settings from the text of a file. `file` is its name for messages; nothing is opened.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the file.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Finding>> {
        let (desk, findings) = Self::read(file, text);
        desk.ok_or(findings)
    }

    /// As [`Desk::parse`], with the warnings of a file that can be used.
    pub fn read(file: &str, text: &str) -> (Option<Self>, Vec<Finding>) {
        let mut sheet = Sheet::new(file, text);
        let desk = sheet.toml(text).map(|table| {
            let mut fields = Fields::new("the desk", table.get_ref(), 0..0);
            let desk = read(&mut sheet, &mut fields);
            fields.finish(&mut sheet);
            desk
        });
        let desk = desk.filter(|_| !sheet.has_errors());
        (desk, sheet.into_findings())
    }
}

fn read(sheet: &mut Sheet, f: &mut Fields<'_>) -> Desk {
    let name = f.needed(sheet, "name", "the organisation's name, as agents say it");
    let about = f.text(sheet, "about").map(|t| t.value).unwrap_or_default();
    let currency = f.needed(sheet, "currency", "the three letters of a currency, like \"GBP\"");
    let currency = word(sheet, &currency, Currency::GBP, |word| {
        Currency::from_code(word).ok_or_else(|| {
            (format!("`{word}` is not a currency"), Some("write its three letters, like GBP or EUR".into()))
        })
    });
    let zone = f.needed(sheet, "zone", "the zone of the desk's clock, like \"Europe/London\"");
    let zone = word(sheet, &zone, Tz::UTC, |word| {
        let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        Tz::from_str(word).map_err(|_| (format!("`{word}` is not a time zone"), near(word, names)))
    });
    let greeting = greeting(sheet, f);
    let channels = channels(sheet, f);
    let hours = hours(sheet, f);
    let targets = targets::read(sheet, f, &channels);
    let limits = limits::read(sheet, f, currency);
    let second_failure_days = f.count(sheet, "second_failure_days").unwrap_or(SECOND_FAILURE_DAYS);
    let repeat_days = f.count(sheet, "repeat_days").unwrap_or(REPEAT_DAYS);
    let came_back_days = f.count(sheet, "came_back_days").unwrap_or(CAME_BACK_DAYS);
    let follow_up = follow_up(sheet, f);
    Desk {
        name: name.value,
        about,
        currency,
        zone,
        greeting,
        channels,
        hours,
        targets,
        limits,
        follow_up,
        second_failure_days,
        repeat_days,
        came_back_days,
        keeps: keeping::read(sheet, f),
        causes: causes(sheet, f),
        criteria: criteria::read(sheet, f),
        gestures: gestures(sheet, f, currency),
        people: people(sheet, f),
        notices: notices(sheet, f),
        directory: directory(sheet, f),
    }
}

fn near<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    crate::sheet::nearest(word, names).map(|name| format!("did you mean `{name}`?"))
}

/// Reads a word of a closed list; where it is not in the list, that is told and `other` stands in.
fn word<T>(
    sheet: &mut Sheet,
    text: &Located<String>,
    other: T,
    read: impl Fn(&str) -> Result<T, (String, Option<String>)>,
) -> T {
    if text.is_empty() {
        return other;
    }
    read(text.trim()).unwrap_or_else(|(message, help)| {
        sheet.error("unknown-word", text.span.clone(), message, help);
        other
    })
}

fn greeting(sheet: &mut Sheet, f: &mut Fields<'_>) -> Prompt {
    let text = f.text(sheet, "greeting");
    let text = text.unwrap_or_else(|| Located::new("{{ desk.name }}, {{ agent }} speaking.".to_owned(), 0..0));
    match Prompt::parse(&text) {
        Ok(prompt) => {
            for gap in &prompt.gaps {
                if !GREETING.contains(&gap.name.as_str()) {
                    let help = did_you_mean(&gap.name, GREETING);
                    sheet.error(
                        "unknown-name",
                        text.part(&gap.name_at),
                        format!("a greeting knows no `{}`", gap.name),
                        help,
                    );
                }
                if let Some(filter) = &gap.filter {
                    sheet.error("prompt", text.part(&gap.filter_at), format!("`{filter}` cannot write this"), None);
                }
            }
            prompt
        }
        Err(error) => {
            sheet.error("prompt", text.part(&error.at), error.message, Some(error.help));
            Prompt { text: String::new(), gaps: Vec::new() }
        }
    }
}

fn channels(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<Channel> {
    let Some(words) = f.texts(sheet, "channels") else { return Channel::ALL.to_vec() };
    if words.is_empty() {
        sheet.error(
            "missing-key",
            f.key_span("channels"),
            "a desk serves at least one channel",
            Some("leave `channels` out to serve all".into()),
        );
    }
    let mut channels = Vec::new();
    for text in words {
        match Channel::from_str(&text) {
            Ok(channel) if !channels.contains(&channel) => channels.push(channel),
            Ok(channel) => sheet.error("duplicate", text.span, format!("`{channel}` stands here twice"), None),
            Err(error) => {
                let help = did_you_mean(&text, Channel::ALL.iter().map(|c| c.word()));
                sheet.error("unknown-channel", text.span.clone(), format!("`{}` is not a channel", error.word), help);
            }
        }
    }
    channels
}

fn hours(sheet: &mut Sheet, f: &mut Fields<'_>) -> Hours {
    let Some(mut table) = f.table(sheet, "hours") else { return Hours::default() };
    let mut week: [Vec<(u16, u16)>; 7] = Default::default();
    for (day, spans) in DAYS.into_iter().zip(&mut week) {
        for text in table.texts(sheet, day).unwrap_or_default() {
            match Hours::span(&text) {
                Some((from, until)) if spans.last().is_none_or(|(_, end)| *end < from) => spans.push((from, until)),
                Some(_) => {
                    let help = Some("write them in order, with a pause between".to_owned());
                    sheet.error(
                        "hours",
                        text.span.clone(),
                        format!("`{}` does not begin after the one before it has ended", *text),
                        help,
                    );
                }
                None => {
                    let help = Some("write it like \"09:00-17:30\"; \"24:00\" is midnight at the end".to_owned());
                    sheet.error("hours", text.span.clone(), format!("`{}` is no span of a day", *text), help);
                }
            }
        }
    }
    let closed = closed(sheet, &mut table);
    let place = table.span.clone();
    let before = sheet.has_errors();
    table.finish(sheet);
    if !before && week.iter().all(Vec::is_empty) {
        let help = Some("give a day its hours, or leave [hours] out where there are none to keep".to_owned());
        sheet.error("hours", place, "the desk is never open", help);
    }
    Hours { week: Some(week), closed }
}

fn closed(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<(NaiveDate, String)> {
    let mut closed = Vec::new();
    for mut one in f.tables(sheet, "closed", "a closed day") {
        let date = one.date(sheet, "date");
        let name = one.text(sheet, "name").map(|t| t.value).unwrap_or_default();
        match date {
            Some(date) => closed.push((date.value, name)),
            None if !one.has("date") => sheet.error(
                "missing-key",
                one.span.clone(),
                "a closed day needs `date`",
                Some("write date = 2026-12-25".into()),
            ),
            None => {}
        }
        one.finish(sheet);
    }
    closed
}

/// Tells of an id, login or such that is malformed or stands twice.
pub(super) fn unique(sheet: &mut Sheet, seen: &mut Vec<String>, id: &Located<String>) {
    if id.is_empty() {
        return;
    }
    if seen.contains(&id.value) {
        sheet.error(
            "duplicate-id",
            id.span.clone(),
            format!("`{}` is already there", **id),
            Some("give each its own".into()),
        );
    }
    if !id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')) || id.len() > 64 {
        let help = Some("use letters, digits, - and _, 64 at the most".to_owned());
        sheet.error("bad-id", id.span.clone(), format!("`{}` cannot be an id", **id), help);
    }
    seen.push(id.value.clone());
}

fn causes(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<Cause> {
    let mut seen = Vec::new();
    let mut causes = Vec::new();
    for mut one in f.tables(sheet, "cause", "a cause") {
        let id = one.needed(sheet, "id", "a short name that never changes, like \"carrier-delay\"");
        unique(sheet, &mut seen, &id);
        let title = one.needed(sheet, "title", "what people call it");
        let fault = one.text(sheet, "fault").map(|text| {
            word(sheet, &text, Fault::NotKnown, |word| {
                let help = did_you_mean(word, Fault::ALL.iter().map(|f| f.word()));
                Fault::from_str(word).map_err(|_| (format!("`{word}` is nobody whose fault it could be"), help))
            })
        });
        causes.push(Cause { id: id.value, title: title.value, fault });
        one.finish(sheet);
    }
    causes
}

fn gestures(sheet: &mut Sheet, f: &mut Fields<'_>, currency: Currency) -> Vec<Gesture> {
    let mut seen = Vec::new();
    let mut gestures = Vec::new();
    for mut one in f.tables(sheet, "gesture", "a gesture") {
        let id = one.needed(sheet, "id", "a short name that never changes, like \"refund\"");
        unique(sheet, &mut seen, &id);
        let title = one.needed(sheet, "title", "what people call it");
        let kind = one.needed(sheet, "kind", "money, product, service or attention");
        let kind = word(sheet, &kind, GestureKind::Attention, |text| {
            let help = did_you_mean(text, GestureKind::ALL.iter().map(|k| k.word()));
            GestureKind::from_str(text).map_err(|_| (format!("`{text}` is not a gesture kind"), help))
        });
        let value = one.flag(sheet, "value").unwrap_or(kind == GestureKind::Money);
        let about = one.text(sheet, "about").map(|t| t.value).unwrap_or_default();
        let conditions = one.text(sheet, "conditions").map(|t| t.value);
        let mut amount = |key| one.text(sheet, key).and_then(|text| limits::amount(sheet, &text, currency));
        let (fixed, cost) = (amount("fixed"), amount("cost"));
        let from_role = one.text(sheet, "from_role").map_or(Role::Agent, |text| role(sheet, &text));
        let stock = one.count(sheet, "stock");
        let stock_from = one.date(sheet, "stock_from");
        if let Some(from) = stock_from.as_ref().filter(|_| stock.is_none()) {
            let help = Some("say how many: stock = 20".to_owned());
            sheet.error("stock", from.span.clone(), "this counts a stock that is not said", help);
        }
        let stock = stock.map(|there_are| (there_are, stock_from.map(|from| from.value)));
        let certificate = certificate::read(sheet, &mut one);
        // A fixed amount is no question.
        let value = value && fixed.is_none();
        gestures.push(Gesture {
            id: id.value,
            title: title.value,
            kind,
            value,
            fixed,
            cost,
            stock,
            from_role,
            conditions,
            about,
            certificate,
        });
        one.finish(sheet);
    }
    gestures
}

fn follow_up(sheet: &mut Sheet, f: &mut Fields<'_>) -> Within {
    let Some(text) = f.text(sheet, "follow_up") else { return Within::WorkingDays(5) };
    Within::parse(&text).unwrap_or_else(|error| {
        sheet.error("within", text.span.clone(), error, Some("write it like \"5 working days\"".into()));
        Within::WorkingDays(5)
    })
}

fn role(sheet: &mut Sheet, text: &Located<String>) -> Role {
    word(sheet, text, Role::Agent, |word| {
        let help = did_you_mean(word, Role::ALL.iter().map(|r| r.word()));
        Role::from_str(word).map_err(|_| (format!("`{word}` is not a role"), help))
    })
}

fn people(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<Person> {
    let mut seen = Vec::new();
    let mut people = Vec::new();
    for mut one in f.tables(sheet, "person", "a person") {
        let login = one.needed(sheet, "login", "the name with which they log in");
        unique(sheet, &mut seen, &login);
        let name = one.text(sheet, "name").map_or_else(|| login.value.clone(), |t| t.value);
        let role = one.text(sheet, "role").map_or(Role::Agent, |text| role(sheet, &text));
        let helps_with = words(sheet, &mut one, "helps_with");
        people.push(Person { login: login.value, name, role, helps_with });
        one.finish(sheet);
    }
    people
}

fn words(sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str) -> Vec<String> {
    f.texts(sheet, key).unwrap_or_default().into_iter().map(|t| t.value).collect()
}

fn notices(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<Notice> {
    let mut notices = Vec::new();
    for mut one in f.tables(sheet, "notice", "a notice") {
        let from = one.date(sheet, "from").map_or(NaiveDate::MIN, |d| d.value);
        let until = one.date(sheet, "until");
        if let Some(until) = until.as_ref().filter(|until| until.value < from) {
            sheet.error("notice", until.span.clone(), "this notice ends before it begins", None);
        }
        let text = one.needed(sheet, "text", "what everybody should know");
        notices.push(Notice { from, until: until.map(|d| d.value), text: text.value });
        one.finish(sheet);
    }
    notices
}

fn directory(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<Contact> {
    let mut contacts = Vec::new();
    for mut one in f.tables(sheet, "directory", "a directory entry") {
        let name = one.needed(sheet, "name", "who it is");
        let phone = match one.node("phone") {
            // A number without quotes loses its zeros and spaces: say so instead of guessing.
            Some(value) if matches!(value.get_ref(), DeValue::Integer(_)) => {
                fields::wrong_type(sheet, "phone", "a text in quotes", value);
                None
            }
            Some(value) => fields::text(sheet, "phone", value).map(|t| t.value),
            None => None,
        };
        contacts.push(Contact {
            name: name.value,
            helps_with: words(sheet, &mut one, "helps_with"),
            phone,
            reach: one.text(sheet, "reach").map(|t| t.value),
            outside: one.flag(sheet, "outside").unwrap_or(false),
        });
        one.finish(sheet);
    }
    contacts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_desk_is_read() {
        let desk = Desk::parse("desk.toml", include_str!("../../tests/fixtures/desk.toml")).unwrap();
        assert_eq!(
            (desk.name.as_str(), desk.currency.code(), desk.zone.name()),
            ("Harbour Lamps", "GBP", "Europe/London")
        );
        assert_eq!((desk.causes.len(), desk.gestures.len(), desk.people.len(), desk.directory.len()), (2, 2, 2, 1));
        assert_eq!(desk.limits.len(), 3);
        assert_eq!(desk.closed_for(NaiveDate::from_ymd_opt(2026, 12, 25).unwrap()), Some("Christmas Day"));
    }

    #[test]
    fn the_least_that_makes_a_desk() {
        let desk = Desk::parse("desk.toml", "name='A'\ncurrency='EUR'\nzone='Europe/Berlin'").unwrap();
        assert_eq!(desk.channels, Channel::ALL);
        assert!(desk.is_open(crate::terms::Timestamp::from_ms(0)));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let text = include_str!("../../tests/fixtures/invalid-desk.toml");
        let findings = Desk::parse("desk.toml", text).unwrap_err();
        let shown: Vec<String> = findings.iter().map(|f| f.render(false)).collect();
        insta::assert_snapshot!("desk", shown.join("\n\n"));
    }
}
