//! Questions: a name, a type, and what fits. Typed words become typed values here, with errors that a person can act on.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::expr::Type;
use crate::desk::{Lean, day, humanise, nearest};
use crate::terms::{Currency, Money, MoneyError, Text, Value, clean};

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
            (QuestionType::Money, Value::Money(_)) => Err(format!("{} is asked in {}", self.called(), currency.code())),
            (QuestionType::Date, Value::Date(_)) => self.in_range(value),
            (QuestionType::YesNo, Value::YesNo(_)) => Ok(()),
            (QuestionType::Choice, Value::Choice(choice)) if self.options.contains(choice) => Ok(()),
            (QuestionType::Phone, Value::Phone(text)) if is_phone(text.as_str()) => Ok(()),
            (QuestionType::Email, Value::Email(text)) if is_email(text.as_str()) => Ok(()),
            _ => Err(format!("{} does not fit; {}", self.called(), self.wants(currency))),
        }
    }

    /// The answer, as somebody on a call would name it.
    fn called(&self) -> String {
        let label = if self.label.trim().is_empty() { humanise(&self.name) } else { clean::one_line(&self.label) };
        format!("the answer to “{}”", label.trim())
    }

    /// What to do instead.
    fn wants(&self, currency: Currency) -> String {
        match self.kind {
            QuestionType::Text => "write some words".to_owned(),
            QuestionType::Number => "answer with digits, like 4".to_owned(),
            QuestionType::Money => format!("write it like {}", sample(currency)),
            QuestionType::Date => "write it like 24 nov, yesterday or 2026-11-24".to_owned(),
            QuestionType::YesNo => "answer yes or no".to_owned(),
            QuestionType::Choice => format!("choose one of: {}", self.options.join(", ")),
            QuestionType::Phone => "write it like 020 7946 0000".to_owned(),
            QuestionType::Email => "write it like ngozi@example.org".to_owned(),
        }
    }

    fn in_range(&self, value: &Value) -> Result<(), String> {
        let below = self.min.as_ref().filter(|_| self.below(value));
        let above = self.max.as_ref().filter(|max| less(max, value));
        let (most, limit) = match (below, above) {
            (None, None) => return Ok(()),
            (Some(min), _) => ("least", min),
            (_, Some(max)) => ("most", max),
        };
        Err(format!("{} is at {most} {}; this is {}", self.called(), limit.for_people(), value.for_people()))
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
        let unfit = |what: &str| format!("“{shown}” is {what}; {}", self.wants(currency));
        let value = match self.kind {
            QuestionType::Text if words.is_empty() => return Err("nothing was written; write some words".to_owned()),
            QuestionType::Text => Value::Text(Text::new(words)),
            QuestionType::Phone if !is_phone(words) => return Err(unfit("no telephone number")),
            QuestionType::Phone => Value::Phone(Text::new(words)),
            QuestionType::Email if !is_email(words) => return Err(unfit("no e-mail address")),
            QuestionType::Email => Value::Email(Text::new(words)),
            QuestionType::Number => Value::Number(number(words).ok_or_else(|| unfit("not a number"))?),
            QuestionType::Money => Value::Money(amount(words, &shown, currency)?),
            QuestionType::Date => Value::Date(day(words, today, Lean::Nearest)?),
            QuestionType::YesNo => Value::YesNo(yes_no(words).ok_or_else(|| unfit("neither yes nor no"))?),
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
                let near = nearest(words, self.options.iter().map(String::as_str));
                let near = near.map(|near| format!("did you mean “{near}”? "));
                let all = self.options.join(", ");
                Err(format!("“{shown}” is not among the answers; {}choose one of: {all}", near.unwrap_or_default()))
            }
            _ => {
                let names: Vec<&str> = hits.iter().map(|o| o.as_str()).collect();
                Err(format!("“{shown}” could be {}; write more of it", names.join(" or ")))
            }
        }
    }
}

/// An amount that shows how amounts are written: `4.90`, or `490` where the currency has no smaller coin.
fn sample(currency: Currency) -> String {
    Money { minor: 490, currency }.number()
}

/// An amount; what is none is told in fewer words than a settings file needs.
fn amount(words: &str, shown: &str, currency: Currency) -> Result<Money, String> {
    Money::parse(words, currency).map_err(|error| match error {
        MoneyError::Malformed(_) | MoneyError::UnknownCurrency(_) => {
            format!("“{shown}” is no amount; write it like {}", sample(currency))
        }
        MoneyError::TooFine { allowed, .. } => {
            let places = if allowed == 1 { "decimal place" } else { "decimal places" };
            format!("“{shown}” has more than {allowed} {places}; write it like {}", sample(currency))
        }
        MoneyError::TooLarge(_) => format!("“{shown}” is more money than can be written down here"),
    })
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
            (QuestionType::Text, "  ", "write some words"),
            (QuestionType::Number, "four or so", "“four or so” is not a number; answer with digits, like 4"),
            (QuestionType::Number, "1,0", "“1,0” is not a number"),
            (QuestionType::Number, "9999999999999999", "the answer to “Q?” does not fit"),
            (QuestionType::Money, "lots", "“lots” is no amount"),
            (QuestionType::Money, "4.90y", "“4.90y” is no amount; write it like 4.90"),
            (QuestionType::Money, "4.901", "“4.901” has more than 2 decimal places"),
            (QuestionType::Money, "4 EUR", "is asked in GBP"),
            (QuestionType::Date, "monday", "could be 2026-11-16 or 2026-11-23"),
            (QuestionType::YesNo, "maybe", "“maybe” is neither yes nor no; answer yes or no"),
            (QuestionType::Choice, "gift", "could be gift card or gift box"),
            (
                QuestionType::Choice,
                "papr",
                "did you mean “paper cheque”? choose one of: paper cheque, gift card, gift box",
            ),
            (QuestionType::Phone, "ring me", "“ring me” is no telephone number"),
            (QuestionType::Email, "at home", "“at home” is no e-mail address"),
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
        assert_eq!(fits(-1), Err("the answer to “Q?” is at least 0; this is -1".into()));
        assert_eq!(fits(11), Err("the answer to “Q?” is at most 10; this is 11".into()));
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
