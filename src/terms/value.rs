//! Answers: named, typed values that a playbook's questions bring in and its conditions and prompts use.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Money, Text};

/// One answer. In JSON it carries its type: `{"number":"4"}`, `{"money":"4.90 GBP"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Words.
    Text(Text),
    /// An exact decimal, written as text so that no reader rounds it.
    Number(#[serde(with = "decimal")] Decimal),
    /// An amount.
    Money(Money),
    /// A day, in the desk's own zone.
    Date(NaiveDate),
    /// Yes or no.
    YesNo(bool),
    /// One of the options of its question.
    Choice(String),
    /// A telephone number, as written.
    Phone(Text),
    /// An e-mail address, as written.
    Email(Text),
}

/// The answers of one walk by name.
pub type Answers = BTreeMap<String, Value>;

impl Value {
    /// The answer for people.
    pub fn for_people(&self) -> String {
        match self {
            Self::Text(text) | Self::Phone(text) | Self::Email(text) => text.to_string(),
            Self::Number(number) => number.normalize().to_string(),
            Self::Money(money) => money.for_people(),
            Self::Date(date) => date.format("%-d %B %Y").to_string(),
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::Choice(choice) => choice.clone(),
        }
    }
}

mod decimal {
    use std::str::FromStr;

    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&number.normalize())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Decimal::from_str(&text).map_err(serde::de::Error::custom)
    }
}
