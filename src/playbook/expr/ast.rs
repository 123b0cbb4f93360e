//! The tree of an expression: every node with its place.

use std::ops::Range;

use crate::terms::Value;

/// One part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its place in the expression, in bytes.
    pub at: Range<usize>,
    /// What it is.
    pub what: What,
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A number, an amount, a date, yes or no.
    Literal(Value),
    /// Words in quotes: a text, or an option of a choice.
    Words(String),
    /// An answer or a dotted name.
    Name(String),
    /// `not`.
    Not(Box<Node>),
    /// All of these: `and`.
    All(Vec<Node>),
    /// Any of these: `or`.
    Any(Vec<Node>),
    /// One beside another.
    Compare(Comparison, Box<Node>, Box<Node>),
    /// Whether the first is one of the others.
    In(Box<Node>, Vec<Node>),
    /// `+`.
    Plus(Box<Node>, Box<Node>),
    /// `-` between two.
    Minus(Box<Node>, Box<Node>),
    /// `*`.
    Times(Box<Node>, Box<Node>),
    /// `-` before one.
    Negative(Box<Node>),
    /// `min`.
    Least(Vec<Node>),
    /// `max`.
    Most(Vec<Node>),
}

/// How two are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Same,
    /// `!=`
    Different,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Node {
    /// Visits this node and all below it, from left to right.
    pub fn walk(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        match &self.what {
            What::Literal(_) | What::Words(_) | What::Name(_) => {}
            What::Not(one) | What::Negative(one) => one.walk(visit),
            What::Compare(_, left, right)
            | What::Plus(left, right)
            | What::Minus(left, right)
            | What::Times(left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            What::In(item, list) => {
                item.walk(visit);
                for node in list {
                    node.walk(visit);
                }
            }
            What::All(nodes) | What::Any(nodes) | What::Least(nodes) | What::Most(nodes) => {
                for node in nodes {
                    node.walk(visit);
                }
            }
        }
    }
}
