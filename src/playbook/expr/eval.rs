//! Working an expression out: exact decimals, whole minor units, and Kleene's three values where answers are missing.

use std::cmp::Ordering;

use chrono::TimeDelta;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::ast::{Comparison, Node, What};
use crate::terms::{Answers, Money, Value};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The question of this name is not answered yet.
    NotYet(String),
    /// It cannot be worked out: the reason.
    Fault(&'static str),
}

const TOO_LARGE: Stop = Stop::Fault("this is more than can be reckoned with here");
const MISTYPED: Stop = Stop::Fault("these are not of one sort");

/// The value of a part.
pub fn value(node: &Node, known: &Answers) -> Result<Value, Stop> {
    match &node.what {
        What::Literal(value) => Ok(value.clone()),
        What::Words(words) => Ok(Value::Choice(words.clone())),
        What::Name(name) => known.get(name).cloned().ok_or_else(|| Stop::NotYet(name.clone())),
        What::Not(one) => yes(one, known).map(|yes| Value::YesNo(!yes)),
        What::All(nodes) => decide(nodes.iter().map(|node| yes(node, known)), false),
        What::Any(nodes) => decide(nodes.iter().map(|node| yes(node, known)), true),
        What::Compare(comparison, left, right) => {
            compare(*comparison, &value(left, known)?, &value(right, known)?).map(Value::YesNo)
        }
        What::In(item, list) => {
            let item = value(item, known)?;
            let same = |node| compare(Comparison::Same, &item, &value(node, known)?);
            decide(list.iter().map(same), true)
        }
        What::Plus(left, right) => sum(&value(left, known)?, &value(right, known)?, false),
        What::Minus(left, right) => sum(&value(left, known)?, &value(right, known)?, true),
        What::Times(left, right) => times(&value(left, known)?, &value(right, known)?),
        What::Negative(one) => match value(one, known)? {
            Value::Number(number) => Ok(Value::Number(-number)),
            Value::Money(Money { minor, currency }) => {
                Ok(Value::Money(Money { minor: minor.checked_neg().ok_or(TOO_LARGE)?, currency }))
            }
            _ => Err(MISTYPED),
        },
        What::Least(nodes) => choose(nodes, known, Ordering::Less),
        What::Most(nodes) => choose(nodes, known, Ordering::Greater),
    }
}

fn yes(node: &Node, known: &Answers) -> Result<bool, Stop> {
    match value(node, known)? {
        Value::YesNo(yes) => Ok(yes),
        _ => Err(MISTYPED),
    }
}

/// Kleene's `and` (decided by a no) and `or` (decided by a yes): one such part decides, whatever the others wait for.
fn decide(parts: impl Iterator<Item = Result<bool, Stop>>, decisive: bool) -> Result<Value, Stop> {
    let mut waits = None;
    for part in parts {
        match part {
            Ok(yes) if yes == decisive => return Ok(Value::YesNo(decisive)),
            Ok(_) => {}
            Err(stop) => waits = waits.or(Some(stop)),
        }
    }
    waits.map_or(Ok(Value::YesNo(!decisive)), Err)
}

fn compare(comparison: Comparison, left: &Value, right: &Value) -> Result<bool, Stop> {
    match comparison {
        Comparison::Same => same(left, right),
        Comparison::Different => same(left, right).map(|same| !same),
        Comparison::Less => order(left, right).map(Ordering::is_lt),
        Comparison::AtMost => order(left, right).map(Ordering::is_le),
        Comparison::More => order(left, right).map(Ordering::is_gt),
        Comparison::AtLeast => order(left, right).map(Ordering::is_ge),
    }
}

fn words(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) | Value::Phone(text) | Value::Email(text) => Some(text.as_str()),
        Value::Choice(choice) => Some(choice),
        _ => None,
    }
}

fn same(left: &Value, right: &Value) -> Result<bool, Stop> {
    match (left, right) {
        (Value::YesNo(a), Value::YesNo(b)) => Ok(a == b),
        _ => match (words(left), words(right)) {
            (Some(a), Some(b)) => Ok(a.trim() == b.trim()),
            _ => order(left, right).map(Ordering::is_eq),
        },
    }
}

fn order(left: &Value, right: &Value) -> Result<Ordering, Stop> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => Ok(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Ok(a.cmp(b)),
        (Value::Money(a), Value::Money(b)) if a.currency == b.currency => Ok(a.minor.cmp(&b.minor)),
        _ => Err(MISTYPED),
    }
}

fn sum(left: &Value, right: &Value, minus: bool) -> Result<Value, Stop> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => {
            let sum = if minus { a.checked_sub(*b) } else { a.checked_add(*b) };
            sum.map(Value::Number).ok_or(TOO_LARGE)
        }
        (Value::Money(a), Value::Money(b)) if a.currency == b.currency => {
            let sum = if minus { a.minor.checked_sub(b.minor) } else { a.minor.checked_add(b.minor) };
            sum.map(|minor| Value::Money(Money { minor, currency: a.currency })).ok_or(TOO_LARGE)
        }
        (Value::Date(a), Value::Date(b)) if minus => Ok(Value::Number(a.signed_duration_since(*b).num_days().into())),
        // Parts of a day are cut off: a day is a day.
        (Value::Date(day), Value::Number(days)) => {
            let days = days.trunc().to_i64().and_then(TimeDelta::try_days).ok_or(TOO_LARGE)?;
            let sum = if minus { day.checked_sub_signed(days) } else { day.checked_add_signed(days) };
            sum.map(Value::Date).ok_or(TOO_LARGE)
        }
        _ => Err(MISTYPED),
    }
}

/// An amount times a number is rounded to whole minor units, halves away from nothing.
fn times(left: &Value, right: &Value) -> Result<Value, Stop> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => a.checked_mul(*b).map(Value::Number).ok_or(TOO_LARGE),
        (Value::Money(money), Value::Number(number)) | (Value::Number(number), Value::Money(money)) => {
            let exact = Decimal::from(money.minor).checked_mul(*number).ok_or(TOO_LARGE)?;
            let rounded = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            let minor = rounded.to_i64().ok_or(TOO_LARGE)?;
            Ok(Value::Money(Money { minor, currency: money.currency }))
        }
        _ => Err(MISTYPED),
    }
}

fn choose(nodes: &[Node], known: &Answers, wanted: Ordering) -> Result<Value, Stop> {
    let mut best: Option<Value> = None;
    for node in nodes {
        let next = value(node, known)?;
        let better = match &best {
            None => true,
            Some(best) => order(&next, best)? == wanted,
        };
        if better {
            best = Some(next);
        }
    }
    best.ok_or(MISTYPED)
}
