//! The names that every playbook may use beside its own answers: what is known of customer, case and desk, with types.
//!
//! Their values come in from `case` and `desk` under the same dotted names. A new one: a line here, its value there.

use super::expr::Type;
use crate::terms::{CaseKind, Channel, CustomerKind, Heat, Severity};

/// A name, its type, and what it is.
pub type KnownName = (&'static str, fn() -> Type, &'static str);

/// The names, each with its type and what it is.
pub const KNOWN: &[KnownName] = &[
    ("customer.name", text, "their full name"),
    ("customer.called", text, "the name to use when speaking to them"),
    ("customer.phone", text, "their telephone number"),
    ("customer.email", text, "their e-mail address"),
    ("customer.preferences", text, "what they asked us to remember"),
    ("customer.kind", || words(CustomerKind::ALL, CustomerKind::word), "how they like to be served"),
    ("case.number", text, "the number of the case"),
    ("case.kind", || words(CaseKind::ALL, CaseKind::word), "what sort of matter it is"),
    ("case.severity", || words(Severity::ALL, Severity::word), "what it costs the customer"),
    ("case.heat", || words(Heat::ALL, Heat::word), "how heated they are"),
    ("case.channel", || words(Channel::ALL, Channel::word), "how we are talking"),
    ("case.wanted", text, "what would put it right for them"),
    ("case.second_time", || Type::YesNo, "the same customer and cause inside the window"),
    ("desk.name", text, "the organisation's name"),
    ("desk.greeting", text, "how we open"),
    ("desk.today", || Type::Date, "today at the desk"),
];

/// The name under which a step that promises something finds the moment by which it is due. Prompts only.
pub const DUE: &str = "promise.due";

/// Words that cannot be the name of an answer.
pub const RESERVED: &[&str] =
    &["and", "or", "not", "in", "min", "max", "yes", "no", "true", "false", "customer", "case", "desk", "promise"];

/// The type of a dotted name.
pub fn known_type(name: &str) -> Option<Type> {
    KNOWN.iter().find(|(known, ..)| *known == name).map(|(_, of, _)| of())
}

fn text() -> Type {
    Type::Text
}

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Type {
    Type::Choice(all.iter().map(|w| word(*w).to_owned()).collect())
}
