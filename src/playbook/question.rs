//! Questions: a name, a type, and what fits. Typed words become typed values here, with errors that a person can act on.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::expr::Type;
use crate::desk::{Lean, day, did_you_mean};
use crate::terms::{Currency, Money, Text, Value, clean};

/// What sort of answer a question wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionType {
    /// Words.
    Text,
    /// An exact decimal.
    Number,
    /// An amount in the desk's currency.
    Money,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of the options.
    Choice,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
}

impl QuestionType {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Text, Self::Number, Self::Money, Self::Date, Self::YesNo, Self::Choice, Self::Phone, Self::Email];

    /// The word in playbooks.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::YesNo => "yes-no",
            Self::Choice => "choice",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The name of its answer.
    pub name: String,
    /// What sort of answer it wants.
    pub kind: QuestionType,
    /// The question in words.
    pub label: String,
    /// The options of a choice.
    pub options: Vec<String>,
    /// The least that fits: a number, an amount, a day.
    pub min: Option<Value>,
    /// The most that fits.
    pub max: Option<Value>,
}

/// Numbers larger than this are mistakes, and would not stay exact when reckoned with.
const LARGEST: i64 = 1_000_000_000_000_000;

impl Question {
    /// The type of its answer in expressions.
    pub fn type_in(&self, currency: Currency) -> Type {
        match self.kind {
            QuestionType::Text | QuestionType::Phone | QuestionType::Email => Type::Text,
            QuestionType::Number => Type::Number,
            QuestionType::Money => Type::Money(currency),
            QuestionType::Date => Type::Date,
            QuestionType::YesNo => Type::YesNo,
            QuestionType::Choice => Type::Choice(self.options.clone()),
        }
    }

    /// Whether a value is a fitting answer.
    ///
    /// # Errors
    /// A sentence that says what would fit.
    pub fn fits(&self, value: &Value, currency: Currency) -> Result<(), String> {
        match (self.kind, value) {
            (QuestionType::Text, Value::Text(text)) if !text.is_blank() => Ok(()),
            (QuestionType::Number, Value::Number(number)) if number.abs() <= Decimal::from(LARGEST) => {
                self.in_range(value)
            }
            (QuestionType::Money, Value::Money(money)) if money.currency == currency => self.in_range(value),
            (QuestionType::Money, Value::Money(_)) => Err(format!("`{}` is asked in {}", self.name, currency.code())),
            (QuestionType::Date, Value::Date(_)) => self.in_range(value),
            (QuestionType::YesNo, Value::YesNo(_)) => Ok(()),
            (QuestionType::Choice, Value::Choice(choice)) if self.options.contains(choice) => Ok(()),
            (QuestionType::Phone, Value::Phone(text)) if is_phone(text.as_str()) => Ok(()),
            (QuestionType::Email, Value::Email(text)) if is_email(text.as_str()) => Ok(()),
            _ => Err(format!("`{}` {}", self.name, self.wants(currency))),
        }
    }

    /// What would fit, after the name of the question.
    fn wants(&self, currency: Currency) -> String {
        match self.kind {
            QuestionType::Text => "wants some words".to_owned(),
            QuestionType::Number => "wants a number, like 4 or 2.5".to_owned(),
            QuestionType::Money => format!("wants an amount, like 4.90 or 4.90 {}", currency.code()),
            QuestionType::Date => "wants a day, like 24 nov, yesterday or 2026-11-24".to_owned(),
            QuestionType::YesNo => "wants yes or no".to_owned(),
            QuestionType::Choice => format!("is one of: {}", self.options.join(", ")),
            QuestionType::Phone => "wants a telephone number, like 020 7946 0000".to_owned(),
            QuestionType::Email => "wants an e-mail address, like ngozi@example.org".to_owned(),
        }
    }

    fn in_range(&self, value: &Value) -> Result<(), String> {
        let below = self.min.as_ref().filter(|_| self.below(value));
        let above = self.max.as_ref().filter(|max| less(max, value));
        match (below, above) {
            (None, None) => Ok(()),
            (Some(min), _) => {
                Err(format!("`{}` is at least {}; this is {}", self.name, min.for_people(), value.for_people()))
            }
            (_, Some(max)) => {
                Err(format!("`{}` is at most {}; this is {}", self.name, max.for_people(), value.for_people()))
            }
        }
    }

    /// Whether `value` lies below the least that fits.
    pub fn below(&self, value: &Value) -> bool {
        self.min.as_ref().is_some_and(|min| less(value, min))
    }

    /// Typed words as a fitting answer.
    ///
    /// # Errors
    /// A sentence that says what would fit.
    pub fn read(&self, raw: &str, currency: Currency, today: NaiveDate) -> Result<Value, String> {
        let cleaned = clean::drop_unsafe(raw).0;
        let words = cleaned.trim();
        let shown = clean::one_line(&words.chars().take(40).collect::<String>());
        let unfit = || format!("`{shown}` does not fit: `{}` {}", self.name, self.wants(currency));
        let value = match self.kind {
            QuestionType::Text => Value::Text(Text::new(words)),
            QuestionType::Phone => Value::Phone(Text::new(words)),
            QuestionType::Email => Value::Email(Text::new(words)),
            QuestionType::Number => Value::Number(number(words).ok_or_else(unfit)?),
            QuestionType::Money => Value::Money(Money::parse(words, currency).map_err(|error| error.to_string())?),
            QuestionType::Date => Value::Date(day(words, today, Lean::Nearest)?),
            QuestionType::YesNo => Value::YesNo(yes_no(words).ok_or_else(unfit)?),
            QuestionType::Choice => Value::Choice(self.option(words, &shown)?),
        };
        self.fits(&value, currency)?;
        Ok(value)
    }

    /// The option that is meant: as written, or the only one that begins so.
    fn option(&self, words: &str, shown: &str) -> Result<String, String> {
        let wanted = words.to_lowercase();
        if let Some(option) = self.options.iter().find(|o| o.to_lowercase() == wanted) {
            return Ok(option.clone());
        }
        let begins = |o: &&String| !wanted.is_empty() && o.to_lowercase().starts_with(&wanted);
        let hits: Vec<&String> = self.options.iter().filter(begins).collect();
        match hits[..] {
            [only] => Ok(only.clone()),
            [] => {
                let help = did_you_mean(words, self.options.iter().map(String::as_str)).unwrap_or_default();
                Err(format!("`{shown}` is not one of the options of `{}`; {help}", self.name)
                    .trim_end_matches("; ")
                    .to_owned())
            }
            _ => {
                let names: Vec<&str> = hits.iter().map(|o| o.as_str()).collect();
                Err(format!("`{shown}` could be {}; write more of it", names.join(" or ")))
            }
        }
    }
}

fn less(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a < b,
        (Value::Money(a), Value::Money(b)) => a.currency == b.currency && a.minor < b.minor,
        (Value::Date(a), Value::Date(b)) => a < b,
        _ => false,
    }
}

/// `4`, `-2.5`, `1,000`.
fn number(words: &str) -> Option<Decimal> {
    let (sign, digits) = words.strip_prefix('-').map_or(("", words), |digits| ("-", digits));
    let whole = digits.split('.').next()?;
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if group.len() != 3 {
            return None;
        }
    }
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    if !plain || first.is_empty() || (grouped && first.len() > 3) || digits.ends_with('.') {
        return None;
    }
    Decimal::from_str_exact(&format!("{sign}{}", digits.replace(',', ""))).ok()
}

fn yes_no(words: &str) -> Option<bool> {
    match words.to_lowercase().as_str() {
        "yes" | "y" | "true" => Some(true),
        "no" | "n" | "false" => Some(false),
        _ => None,
    }
}

/// Enough digits to call, and nothing that is no part of a number as people write it.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')' | '.' | '/' | 'x');
    (3..=17).contains(&digits) && text.chars().all(plain)
}

/// Something, an `@`, something: what a person needs to see that it is an address. Servers decide the rest.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    !name.is_empty()
        && host.len() > 2
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn question(kind: QuestionType) -> Question {
        let options = vec!["paper cheque".to_owned(), "gift card".to_owned(), "gift box".to_owned()];
        let options = if kind == QuestionType::Choice { options } else { Vec::new() };
        Question { name: "q".into(), kind, label: "Q?".into(), options, min: None, max: None }
    }

    fn read(kind: QuestionType, raw: &str) -> Result<String, String> {
        let today = "2026-11-20".parse().unwrap();
        question(kind).read(raw, Currency::GBP, today).map(|value| value.for_people())
    }

    #[test]
    fn words_become_values() {
        for (kind, raw, value) in [
            (QuestionType::Text, " a lamp\u{202e} ", "a lamp"),
            (QuestionType::Number, "1,000.50", "1000.5"),
            (QuestionType::Number, "-3", "-3"),
            (QuestionType::Money, "4.9", "£4.90"),
            (QuestionType::Date, "24 nov", "24 November 2026"),
            (QuestionType::Date, "yesterday", "19 November 2026"),
            (QuestionType::YesNo, "Y", "yes"),
            (QuestionType::YesNo, "false", "no"),
            (QuestionType::Choice, "PAPER", "paper cheque"),
            (QuestionType::Choice, "gift c", "gift card"),
            (QuestionType::Phone, "+44 20 7946 0000", "+44 20 7946 0000"),
            (QuestionType::Email, "a@b.org", "a@b.org"),
        ] {
            assert_eq!(read(kind, raw).as_deref(), Ok(value), "{raw}");
        }
    }

    #[test]
    fn what_does_not_fit_is_said_with_what_would() {
        for (kind, raw, why) in [
            (QuestionType::Text, "  ", "wants some words"),
            (QuestionType::Number, "four", "wants a number, like 4 or 2.5"),
            (QuestionType::Number, "1,0", "wants a number"),
            (QuestionType::Number, "9999999999999999", "wants a number"),
            (QuestionType::Money, "lots", "is not an amount"),
            (QuestionType::Money, "4 EUR", "is asked in GBP"),
            (QuestionType::Date, "monday", "could be 2026-11-16 or 2026-11-23"),
            (QuestionType::YesNo, "maybe", "wants yes or no"),
            (QuestionType::Choice, "gift", "could be gift card or gift box"),
            (QuestionType::Choice, "papr", "did you mean `paper cheque`?"),
            (QuestionType::Phone, "ring me", "wants a telephone number"),
            (QuestionType::Email, "at home", "wants an e-mail address"),
        ] {
            let told = read(kind, raw).unwrap_err();
            assert!(told.contains(why), "{raw}: {told}");
        }
    }

    #[test]
    fn ranges_hold() {
        let mut q = question(QuestionType::Number);
        (q.min, q.max) = (Some(Value::Number(Decimal::ZERO)), Some(Value::Number(Decimal::TEN)));
        let fits = |n: i64| q.fits(&Value::Number(n.into()), Currency::GBP);
        assert!(fits(0).is_ok() && fits(10).is_ok());
        assert_eq!(fits(-1), Err("`q` is at least 0; this is -1".into()));
        assert_eq!(fits(11), Err("`q` is at most 10; this is 11".into()));
    }

    proptest! {
        #[test]
        fn what_is_read_fits(raw in any::<String>(), kind in 0usize..8) {
            let question = question(QuestionType::ALL[kind]);
            if let Ok(value) = question.read(&raw, Currency::GBP, "2026-11-20".parse().unwrap()) {
                prop_assert!(question.fits(&value, Currency::GBP).is_ok());
            }
        }
    }
}
