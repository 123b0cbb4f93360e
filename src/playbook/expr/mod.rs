//! Our own small expression language: `when = "days_late >= 3 and not damaged"`, `value = "min(delivery_price, 5.00 GBP)"`.
//!
//! | part | what it is |
//! |---|---|
//! | literals | `3`, `0.5`, `4.90 GBP`, `2026-11-20`, `'carrier'` or `"carrier"`, `yes`, `no` |
//! | names | answers (`days_late`), and what is known of `customer.`, `case.` and `desk.` |
//! | logic | `and`, `or`, `not`, parentheses |
//! | comparison | `==` `!=` `<` `<=` `>` `>=`, `in [ … ]`, `not in [ … ]` |
//! | arithmetic | `+` `-` `*`, `min( … )`, `max( … )`; a date plus or minus days, a date minus a date |
//!
//! Decimals are exact and nothing is ever turned into something else: a number is no money, a text is no number. An
//! expression is read (`lex`, `parse`), checked against the types of its names (`check`), and worked out (`eval`), where
//! an unanswered question gives *not yet* instead of an answer. That one can never be true is proven in `never`.

mod ast;
mod check;
mod eval;
mod lex;
mod never;
mod parse;

use std::ops::Range;

pub use ast::Node;
pub use check::{NameProblem, Type};
pub use eval::Stop;
pub use never::{Domain, never};

use crate::terms::{Answers, Value};

/// An expression that could be read.
#[derive(Debug, Clone)]
pub struct Expr {
    /// As it was written.
    pub text: String,
    root: Node,
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ExprError {
    /// A stable short name for this sort of error.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Where, in bytes of the expression.
    pub at: Range<usize>,
}

impl ExprError {
    fn new(code: &'static str, at: Range<usize>, message: impl Into<String>, help: Option<&str>) -> Self {
        Self { code, message: message.into(), help: help.map(str::to_owned), at }
    }
}

impl Expr {
    /// Reads an expression.
    ///
    /// # Errors
    /// The first thing that cannot be read.
    pub fn parse(text: &str) -> Result<Self, ExprError> {
        Ok(Self { text: text.to_owned(), root: parse::parse(text)? })
    }

    /// The type of what it gives, with everything that is wrong; `name` says what type a name has.
    pub fn check(&self, name: &dyn Fn(&str) -> Result<Type, NameProblem>) -> (Option<Type>, Vec<ExprError>) {
        let mut checker = check::Checker { name, errors: Vec::new() };
        let found = checker.type_of(&self.root);
        (found, checker.errors)
    }

    /// Works it out with what is known.
    ///
    /// # Errors
    /// [`Stop::NotYet`] with the name of the first question that is not answered; [`Stop::Fault`] where it cannot be
    /// worked out at all (too large a number, a value that is not of its type).
    pub fn value(&self, known: &Answers) -> Result<Value, Stop> {
        eval::value(&self.root, known)
    }

    /// Yes, no, or not yet: with the name of the first question that it waits for. What cannot be worked out waits for
    /// the first name in it, whose answer is then worth a second look.
    ///
    /// # Errors
    /// The name it waits for.
    pub fn holds(&self, known: &Answers) -> Result<bool, String> {
        match self.value(known) {
            Ok(Value::YesNo(yes)) => Ok(yes),
            Err(Stop::NotYet(name)) => Err(name),
            Ok(_) | Err(Stop::Fault(_)) => {
                Err(self.names().first().map_or_else(|| self.text.clone(), |(name, _)| name.clone()))
            }
        }
    }

    /// The names in it, in order, with their places.
    pub fn names(&self) -> Vec<(String, Range<usize>)> {
        let mut names = Vec::new();
        self.root.walk(&mut |node| {
            if let ast::What::Name(name) = &node.what {
                names.push((name.clone(), node.at.clone()));
            }
        });
        names
    }
}

#[cfg(test)]
mod tests;
