//! The fields of a JSON object, taken one by one. What is wrong is noted with its field, and reading goes on: a refused
//! line hears everything at once.

use std::str::FromStr;

use serde_json::{Map, Value};

use super::names::{self, LONGEST_NAME, TooLong};
use super::record::Cleaning;
use crate::case::{Place, Reason};
use crate::desk::did_you_mean;
use crate::terms::{Currency, Money, Text, Timestamp, UnknownWord, clean};

/// What is shared while one line is read: what is wrong with it, and what cleaning did.
pub struct Reading {
    /// What is wrong.
    pub reasons: Vec<Reason>,
    /// What cleaning did.
    pub cleaning: Cleaning,
    /// The currency of amounts that name none.
    pub currency: Currency,
}

impl Reading {
    /// Notes that a field is wrong.
    pub fn wrong(&mut self, rule: &'static str, what: impl AsRef<str>, mend: impl AsRef<str>) {
        let (what, mend) = (clean::one_line(what.as_ref()), clean::one_line(mend.as_ref()));
        self.reasons.push(Reason::new(rule, Place::Input, what, mend));
    }
}

/// An object that is being read. Every field that is asked for is known; the rest is told of at the end.
pub struct Fields {
    /// Where the object stands: empty for the line itself, `messages[2].` inside.
    at: String,
    values: Map<String, Value>,
    known: Vec<&'static str>,
}

impl Fields {
    /// The fields of `value`; `None`, with the reason noted, where it is no object.
    pub fn of(value: Value, at: String, reading: &mut Reading) -> Option<Self> {
        if let Value::Object(values) = value {
            return Some(Self { at, values, known: Vec::new() });
        }
        let place = if at.is_empty() { "The line".to_owned() } else { format!("`{}`", at.trim_end_matches('.')) };
        let what = format!("{place} is {}, not an object", kind_of(&value));
        reading.wrong("wrong-type", what, "write it in braces: { … }");
        None
    }

    /// The value of a field; one that is `null` counts as left out.
    pub fn take(&mut self, name: &'static str) -> Option<Value> {
        self.known.push(name);
        self.values.remove(name).filter(|v| !v.is_null())
    }

    /// The full name of a field, for messages.
    pub fn name(&self, name: &str) -> String {
        format!("{}{name}", self.at)
    }

    fn wrong_type(&self, name: &str, wanted: &str, got: &Value, reading: &mut Reading) {
        let what = format!("`{}` is {}", self.name(name), kind_of(got));
        reading.wrong("wrong-type", what, format!("write {wanted}"));
    }

    fn string(&mut self, name: &'static str, wanted: &str, reading: &mut Reading) -> Option<String> {
        match self.take(name)? {
            Value::String(text) => Some(text),
            other => {
                self.wrong_type(name, wanted, &other, reading);
                None
            }
        }
    }

    /// A text, cleaned. Blank counts as left out.
    pub fn text(&mut self, name: &'static str, reading: &mut Reading) -> Option<Text> {
        let raw = self.string(name, "a text", reading)?;
        Some(reading.cleaning.text(&raw)).filter(|t| !t.is_blank())
    }

    /// The name of something: one line, cleaned, not long. Blank counts as left out.
    pub fn word(&mut self, name: &'static str, reading: &mut Reading) -> Option<String> {
        self.named(name, reading, names::name)
    }

    /// The name of a record where it came from.
    pub fn external_id(&mut self, name: &'static str, reading: &mut Reading) -> Option<String> {
        self.named(name, reading, names::external_id)
    }

    fn named(
        &mut self,
        name: &'static str,
        reading: &mut Reading,
        clean: fn(&str, &mut Cleaning) -> Result<String, TooLong>,
    ) -> Option<String> {
        let raw = match self.take(name)? {
            Value::String(text) => text,
            // Other systems number their records.
            Value::Number(number) => number.to_string(),
            other => {
                self.wrong_type(name, "a text", &other, reading);
                return None;
            }
        };
        match clean(&raw, &mut reading.cleaning) {
            Ok(word) => Some(word).filter(|w| !w.is_empty()),
            Err(TooLong(bytes)) => {
                let what = format!("`{}` has {bytes} bytes", self.name(name));
                reading.wrong("too-long", what, format!("the most is {LONGEST_NAME}"));
                None
            }
        }
    }

    /// One of a closed list of words.
    pub fn listed<T: FromStr<Err = UnknownWord>>(&mut self, name: &'static str, reading: &mut Reading) -> Option<T> {
        let raw = self.string(name, "one of its words", reading)?;
        match raw.parse() {
            Ok(word) => Some(word),
            Err(UnknownWord { word, allowed, .. }) => {
                let what = format!("`{}` is `{}`", self.name(name), shown(&word));
                let near = did_you_mean(&word, allowed.split(", "));
                reading.wrong("unknown-word", what, near.unwrap_or(format!("it is one of {allowed}")));
                None
            }
        }
    }

    /// A moment.
    pub fn moment(&mut self, name: &'static str, reading: &mut Reading) -> Option<Timestamp> {
        let raw = self.string(name, "a moment like 2026-11-20T09:14:03Z", reading)?;
        let at = Timestamp::parse(&raw).ok();
        if at.is_none() {
            let what = format!("`{}` is `{}`, which is not a moment in time", self.name(name), shown(&raw));
            reading.wrong("moment", what, "write it like 2026-11-20T09:14:03Z, between the years 1970 and 9999");
        }
        at
    }

    /// Whole seconds, not fewer than none.
    pub fn seconds(&mut self, name: &'static str, reading: &mut Reading) -> Option<i64> {
        let value = self.take(name)?;
        // Some systems write 40.0; a part of a second is cut.
        #[allow(clippy::cast_possible_truncation, reason = "a length of time beyond the range is refused below")]
        let seconds = value.as_i64().or_else(|| value.as_f64().filter(|s| s.abs() < 1e9).map(|s| s as i64));
        match seconds {
            Some(seconds) if (0..=604_800).contains(&seconds) => Some(seconds),
            _ => {
                let what = format!("`{}` is {}", self.name(name), shown(&value.to_string()));
                reading.wrong("clock", what, "write whole seconds, from 0 to 604800 (a week)");
                None
            }
        }
    }

    /// An amount: `"4.90 GBP"`, or a number in the desk's currency.
    pub fn money(&mut self, name: &'static str, reading: &mut Reading) -> Option<Money> {
        let raw = match self.take(name)? {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            other => {
                self.wrong_type(name, "an amount like \"4.90 GBP\"", &other, reading);
                return None;
            }
        };
        match Money::parse(&raw, reading.currency) {
            Ok(money) => Some(money),
            Err(error) => {
                let name = self.name(name);
                reading.wrong("amount", format!("`{name}`: {error}"), "write an amount like \"4.90 GBP\"");
                None
            }
        }
    }

    /// A list of texts, cleaned.
    pub fn texts(&mut self, name: &'static str, reading: &mut Reading) -> Vec<Text> {
        let mut texts = Vec::new();
        for (n, item) in self.list(name, reading).into_iter().enumerate() {
            match item {
                Value::String(text) => texts.push(reading.cleaning.text(&text)),
                Value::Number(_) | Value::Bool(_) => texts.push(Text::new(&item.to_string())),
                other => self.wrong_type(&format!("{name}[{n}]"), "a text", &other, reading),
            }
        }
        texts
    }

    /// The items of a list.
    pub fn list(&mut self, name: &'static str, reading: &mut Reading) -> Vec<Value> {
        match self.take(name) {
            None => Vec::new(),
            Some(Value::Array(items)) => items,
            Some(other) => {
                self.wrong_type(name, "a list in brackets: [ … ]", &other, reading);
                Vec::new()
            }
        }
    }

    /// The objects of a list, each read by `read`; those that cannot be are left out, with their reasons noted.
    pub fn objects<T>(
        &mut self,
        name: &'static str,
        reading: &mut Reading,
        read: impl Fn(&mut Self, &mut Reading) -> Option<T>,
    ) -> Vec<T> {
        let items = self.list(name, reading);
        let mut found = Vec::new();
        for (n, item) in items.into_iter().enumerate() {
            let Some(mut fields) = Self::of(item, format!("{}[{n}].", self.name(name)), reading) else { continue };
            let read = read(&mut fields, reading);
            fields.finish(reading);
            found.extend(read);
        }
        found
    }

    /// Notes that a field is missing.
    pub fn missing(&self, name: &str, mend: &str, reading: &mut Reading) {
        reading.wrong("missing-field", format!("`{}` is missing", self.name(name)), mend);
    }

    /// Tells of the fields that nobody asked for.
    pub fn finish(self, reading: &mut Reading) {
        for name in self.values.keys() {
            let what = format!("`{}{}` is not a field here", self.at, shown(name));
            let mend = did_you_mean(name, self.known.iter().copied())
                .unwrap_or_else(|| format!("the fields are {}", self.known.join(", ")));
            reading.wrong("unknown-field", what, mend);
        }
    }
}

/// The beginning of a text from outside, for messages.
pub fn shown(text: &str) -> String {
    let line = clean::one_line(text);
    let mut short: String = line.chars().take(60).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
