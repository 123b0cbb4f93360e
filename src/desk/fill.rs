//! Filling in: a prompt and what is known give words. What is not known yet shows as a named gap, never as a hole.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use minijinja::value::{Object, ObjectRepr};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use super::prompt::Prompt;
use super::show;
use crate::terms::{Money, Value};

/// A prompt with its gaps filled as far as they could be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Filled {
    /// The words; what is missing stands in brackets, like `[days late?]`.
    pub text: String,
    /// The names that are not known yet, in order, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// What a gap can be filled with.
#[derive(Debug, Clone, PartialEq)]
pub enum Filler {
    /// An answer, or something known under a dotted name.
    Value(Value),
    /// A moment, in the desk's own time.
    Moment(chrono::NaiveDateTime),
    /// Words as they are.
    Words(String),
    /// Not known yet.
    Unknown(String),
}

/// The filters of prompts, each with what it does.
pub const FILTERS: &[(&str, &str)] = &[
    ("day", "a date or a moment as its day: Saturday 28 November"),
    ("time", "a moment as its time of day: 14:00"),
    ("money", "an amount as people write it: £4.90"),
];

impl Filler {
    /// Whether `filter` can write this sort of thing. What is not known yet fits every filter.
    fn written(&self, filter: &str) -> Option<String> {
        match (filter, self) {
            (_, Self::Unknown(_)) => Some(self.to_string()),
            ("day", Self::Value(Value::Date(day))) => Some(show::day_words(*day)),
            ("day", Self::Moment(at)) => Some(show::day_words(at.date())),
            ("time", Self::Moment(at)) => Some(at.format("%H:%M").to_string()),
            ("money", Self::Value(Value::Money(money))) => Some(Money::for_people(*money)),
            _ => None,
        }
    }
}

impl fmt::Display for Filler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => f.write_str(&value.for_people()),
            Self::Moment(at) => f.write_str(&show::moment_words(*at)),
            Self::Words(words) => f.write_str(words),
            Self::Unknown(name) => write!(f, "[{}?]", humanise(name)),
        }
    }
}

impl Object for Filler {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

/// `days_late` as `days late`, `customer.called` as `customer called`.
pub fn humanise(name: &str) -> String {
    name.replace(['_', '.', '-'], " ")
}

/// Fills the gaps of `prompt`; `find` says what is known under a name.
pub fn fill(prompt: &Prompt, find: impl Fn(&str) -> Option<Filler>) -> Filled {
    if prompt.gaps.is_empty() {
        let text = prompt.text.strip_suffix('\n').unwrap_or(&prompt.text);
        return Filled { text: text.to_owned(), missing: Vec::new() };
    }
    let mut missing: Vec<String> = Vec::new();
    let mut flat: BTreeMap<&str, minijinja::Value> = BTreeMap::new();
    let mut nested: BTreeMap<&str, BTreeMap<&str, minijinja::Value>> = BTreeMap::new();
    for gap in &prompt.gaps {
        let filler = find(&gap.name).unwrap_or_else(|| Filler::Unknown(gap.name.clone()));
        if matches!(filler, Filler::Unknown(_)) && !missing.contains(&gap.name) {
            missing.push(gap.name.clone());
        }
        let value = minijinja::Value::from_object(filler);
        match gap.name.split_once('.') {
            Some((group, name)) => drop(nested.entry(group).or_default().insert(name, value)),
            None => drop(flat.insert(&gap.name, value)),
        }
    }
    flat.extend(nested.into_iter().map(|(group, names)| (group, minijinja::Value::from_pairs(names))));
    let text = ENVIRONMENT.render_str(&prompt.text, minijinja::Value::from_pairs(flat));
    // A prompt that was checked always renders; one that was not is shown as it was written rather than not at all.
    Filled { text: text.unwrap_or_else(|_| prompt.text.clone()), missing }
}

/// Strict, without any function or filter but ours, and without escaping: the words go to a terminal, not to a page.
static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    for (name, _) in FILTERS {
        environment.add_filter(*name, move |value: minijinja::Value| {
            let filler = value.downcast_object_ref::<Filler>();
            filler.map_or_else(|| value.to_string(), |f| f.written(name).unwrap_or_else(|| f.to_string()))
        });
    }
    environment
});

/// Whether `filter` can write a value of this sort: used when a prompt is checked.
pub fn filter_fits(filter: &str, sample: &Filler) -> bool {
    sample.written(filter).is_some()
}

/// A filler to check filters with: any moment.
pub fn any_moment() -> Filler {
    Filler::Moment(NaiveDate::default().and_time(chrono::NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::{Currency, Text};
    use proptest::prelude::*;

    fn filled(text: &str, known: &[(&str, Value)]) -> Filled {
        let find = |name: &str| known.iter().find(|(n, _)| *n == name).map(|(_, v)| Filler::Value(v.clone()));
        fill(&Prompt::parse(text).unwrap(), find)
    }

    #[test]
    fn what_is_known_is_filled_in() {
        let money = Value::Money(Money { minor: 490, currency: Currency::GBP });
        let day = Value::Date(NaiveDate::from_ymd_opt(2026, 11, 28).unwrap());
        let name = Value::Text(Text::new("<Mrs> {{ Okafor }}"));
        let known = [("paid", money), ("due", day), ("customer.called", name)];
        let got = filled("{{ customer.called }}: {{ paid | money }} by {{ due | day }}, {{ due }}.", &known);
        assert_eq!(got.text, "<Mrs> {{ Okafor }}: £4.90 by Saturday 28 November, 28 November 2026.");
        assert!(got.missing.is_empty());
    }

    #[test]
    fn what_is_not_known_shows_its_name() {
        let got = filled("{{ days_late }} days, {{ days_late | day }}, {{ case.number }}", &[]);
        assert_eq!(got.text, "[days late?] days, [days late?], [case number?]");
        assert_eq!(got.missing, ["days_late", "case.number"]);
    }

    proptest! {
        #[test]
        fn no_value_can_add_a_gap_or_lose_a_word(words in any::<String>()) {
            let text = Text::new(&words);
            let got = filled("a {{ x }} b", &[("x", Value::Text(text.clone()))]);
            prop_assert_eq!(got.text, format!("a {text} b"));
            prop_assert!(got.missing.is_empty());
        }
    }
}
