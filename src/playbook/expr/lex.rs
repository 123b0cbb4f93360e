//! An expression as words and signs, each with its place.

use std::ops::Range;
use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ExprError;
use crate::terms::{Currency, Money, Value};

/// One word or sign.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// A number, an amount, a date, yes or no.
    Literal(Value),
    /// Words in quotes.
    Words(String),
    /// A name, or one of the words `and or not in min max`.
    Word(String),
    /// `== != <= >= < > + - * ( ) [ ] ,`
    Sign(&'static str),
}

const SIGNS: [&str; 14] = ["==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "(", ")", "[", "]", ","];

/// What people write from habit, and what to write here.
const HABITS: [(&str, &str); 13] = [
    ("=>", "write `>=`"),
    ("=<", "write `<=`"),
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("!", "write `not`"),
    ("=", "write `==` to compare"),
    ("“", "use straight quotes"),
    ("”", "use straight quotes"),
    ("‘", "use straight quotes"),
    ("’", "use straight quotes"),
    ("/", "there is no division; multiply by a decimal, such as `* 0.5`"),
    ("%", "write a decimal, such as `* 0.1` for a tenth"),
    ("£", "write amounts like `4.90 GBP`"),
];

/// Takes an expression apart.
///
/// # Errors
/// The first thing that is no part of the language.
pub fn lex(text: &str) -> Result<Vec<(Token, Range<usize>)>, ExprError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        }
        let (token, length) = one(text, at, next)?;
        tokens.push((token, at..at + length));
        at += length;
    }
    Ok(tokens)
}

fn one(text: &str, at: usize, next: char) -> Result<(Token, usize), ExprError> {
    let rest = &text[at..];
    if next.is_ascii_digit() {
        return number(rest, at);
    }
    if next == '\'' || next == '"' {
        let Some(length) = rest[1..].find(next) else {
            return Err(ExprError::new(
                "expression",
                at..at + 1,
                "these quotes are not closed",
                Some("end the words with the same quote"),
            ));
        };
        return Ok((Token::Words(rest[1..=length].to_owned()), length + 2));
    }
    if next.is_ascii_alphabetic() || next == '_' {
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(rest.len());
        let word = &rest[..length];
        let token = match word {
            "yes" => Token::Literal(Value::YesNo(true)),
            "no" => Token::Literal(Value::YesNo(false)),
            _ => Token::Word(word.to_owned()),
        };
        return Ok((token, length));
    }
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        return Ok((Token::Sign(sign), sign.len()));
    }
    let habit = HABITS.iter().find(|(habit, _)| rest.starts_with(habit));
    let length = habit.map_or(next.len_utf8(), |(habit, _)| habit.len());
    let message = format!("`{}` has no meaning here", &rest[..length]);
    Err(ExprError::new("expression", at..at + length, message, habit.map(|(_, help)| *help)))
}

/// A date, an amount, or a number.
fn number(rest: &str, at: usize) -> Result<(Token, usize), ExprError> {
    if let Some(date) = rest.get(..10).filter(|date| looks_like_a_date(date)) {
        let day = NaiveDate::from_str(date).map_err(|_| {
            ExprError::new(
                "expression",
                at..at + 10,
                format!("there is no day `{date}`"),
                Some("write year, month and day"),
            )
        })?;
        return Ok((Token::Literal(Value::Date(day)), 10));
    }
    let whole = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let fraction = rest[whole..].strip_prefix('.').map_or(0, |after| {
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        if digits == 0 { 0 } else { digits + 1 }
    });
    let length = whole + fraction;
    let digits = &rest[..length];
    let after = rest[length..].trim_start_matches(' ');
    let letters = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(after.len());
    let code = &after[..letters];
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        let length = rest.len() - after.len() + 3;
        let money = Currency::from_code(code)
            .ok_or_else(|| format!("`{code}` is not a currency; use its three letters, like GBP or EUR"))
            .and_then(|currency| Money::parse(&format!("{digits} {code}"), currency).map_err(|error| error.to_string()))
            .map_err(|why| ExprError::new("expression", at..at + length, why, None))?;
        return Ok((Token::Literal(Value::Money(money)), length));
    }
    if rest[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.') {
        let message = format!("`{digits}` runs into what follows it");
        return Err(ExprError::new(
            "expression",
            at..at + length,
            message,
            Some("put a space between, or mend the number"),
        ));
    }
    let number = Decimal::from_str_exact(digits)
        .map_err(|_| ExprError::new("expression", at..at + length, "this number is too long to be exact", None))?;
    Ok((Token::Literal(Value::Number(number)), length))
}

/// Four digits, two, two, with `-` between.
fn looks_like_a_date(text: &str) -> bool {
    text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
}
