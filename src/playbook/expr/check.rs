//! Types: what an expression gives, and everything in it that does not fit. No guessing, no turning one into another.

use super::ExprError;
use super::ast::{Comparison, Node, What};
use crate::desk::did_you_mean;
use crate::terms::{Currency, Value};

/// The type of a name or of a part of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Words.
    Text,
    /// Words written in an expression: a text, or an option of a choice.
    Words(String),
    /// An exact decimal.
    Number,
    /// An amount in this currency.
    Money(Currency),
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of these options.
    Choice(Vec<String>),
}

/// Why a name cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameProblem {
    /// `unknown-name`, or `asked-later`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Type {
    /// The type in a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::Text | Self::Words(_) => "a text".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Money(currency) => format!("money in {}", currency.code()),
            Self::Date => "a date".to_owned(),
            Self::YesNo => "yes or no".to_owned(),
            Self::Choice(_) => "a choice".to_owned(),
        }
    }

    /// Whether there is more and less of it.
    fn has_order(&self) -> bool {
        matches!(self, Self::Number | Self::Money(_) | Self::Date)
    }

    /// Whether both are of one sort, so that they can be the same.
    fn same(&self, other: &Self) -> bool {
        let wordy = |t: &Self| matches!(t, Self::Text | Self::Words(_) | Self::Choice(_));
        self == other || (wordy(self) && wordy(other))
    }
}

/// Goes through an expression and keeps what is wrong.
pub struct Checker<'a> {
    /// What type a name has.
    pub name: &'a dyn Fn(&str) -> Result<Type, NameProblem>,
    /// What is wrong.
    pub errors: Vec<ExprError>,
}

impl Checker<'_> {
    fn error(&mut self, code: &'static str, node: &Node, message: String, help: Option<&str>) {
        self.errors.push(ExprError::new(code, node.at.clone(), message, help));
    }

    /// The type of a part; `None` where something in it is wrong, which is then in `errors`.
    pub fn type_of(&mut self, node: &Node) -> Option<Type> {
        match &node.what {
            What::Literal(value) => Some(literal(value)),
            What::Words(words) => Some(Type::Words(words.clone())),
            What::Name(name) => match (self.name)(name) {
                Ok(found) => Some(found),
                Err(problem) => {
                    let help = problem.help.as_deref();
                    self.error(problem.code, node, problem.message, help);
                    None
                }
            },
            What::Not(one) => {
                self.yes_no(one);
                Some(Type::YesNo)
            }
            What::All(nodes) | What::Any(nodes) => {
                for node in nodes {
                    self.yes_no(node);
                }
                Some(Type::YesNo)
            }
            What::Compare(comparison, left, right) => {
                self.compare(node, *comparison, left, right);
                Some(Type::YesNo)
            }
            What::In(item, list) => {
                for other in list {
                    self.compare(other, Comparison::Same, item, other);
                }
                Some(Type::YesNo)
            }
            What::Plus(left, right) => self.sum(node, left, right, "added"),
            What::Minus(left, right) => self.sum(node, left, right, "subtracted"),
            What::Times(left, right) => self.times(node, left, right),
            What::Negative(one) => match self.type_of(one)? {
                number @ (Type::Number | Type::Money(_)) => Some(number),
                other => {
                    self.error("types", node, format!("there is no negative of {}", other.words()), None);
                    None
                }
            },
            What::Least(nodes) | What::Most(nodes) => self.choose(nodes),
        }
    }

    fn yes_no(&mut self, node: &Node) {
        match self.type_of(node) {
            None | Some(Type::YesNo) => {}
            Some(other) => {
                let message = format!("this must be yes or no; it is {}", other.words());
                self.error("types", node, message, Some("compare it with something, such as `== 'carrier'` or `>= 3`"));
            }
        }
    }

    fn compare(&mut self, node: &Node, comparison: Comparison, left: &Node, right: &Node) {
        // Both sides are looked at, so that everything wrong is told.
        let (left_type, right_type) = (self.type_of(left), self.type_of(right));
        let (Some(a), Some(b)) = (left_type, right_type) else { return };
        if let (Type::Choice(options), Type::Words(words)) | (Type::Words(words), Type::Choice(options)) = (&a, &b)
            && !options.contains(words)
        {
            let help = did_you_mean(words, options.iter().map(String::as_str));
            let place = if matches!(a, Type::Words(_)) { left } else { right };
            self.error("unknown-option", place, format!("`{words}` is not one of the options"), help.as_deref());
            return;
        }
        self.same(node, &a, &b, "compared");
        let equality = matches!(comparison, Comparison::Same | Comparison::Different);
        if !equality && a.same(&b) && !a.has_order() {
            let message = format!("{} has no more or less", a.words());
            self.error("types", node, message, Some("use `==` or `!=`"));
        }
    }

    /// Tells where two are not of one sort. Whether they are.
    fn same(&mut self, node: &Node, a: &Type, b: &Type, verb: &str) -> bool {
        match (a, b) {
            (Type::Money(x), Type::Money(y)) if x != y => {
                let message = format!("{} and {} cannot be {verb}: nothing is converted here", x.code(), y.code());
                self.error("currency", node, message, Some("use one currency, the desk's"));
                false
            }
            _ if a.same(b) => true,
            _ => {
                let message = format!("{} and {} cannot be {verb}", a.words(), b.words());
                self.error("types", node, message, hint(a, b));
                false
            }
        }
    }

    fn sum(&mut self, node: &Node, left: &Node, right: &Node, verb: &str) -> Option<Type> {
        let (left, right) = (self.type_of(left), self.type_of(right));
        match (left?, right?) {
            (Type::Date, Type::Number) => Some(Type::Date),
            (Type::Date, Type::Date) if verb == "subtracted" => Some(Type::Number),
            (a @ (Type::Number | Type::Money(_)), b) => self.same(node, &a, &b, verb).then_some(a),
            (a, b) => {
                let message = format!("{} and {} cannot be {verb}", a.words(), b.words());
                self.error("types", node, message, None);
                None
            }
        }
    }

    fn times(&mut self, node: &Node, left: &Node, right: &Node) -> Option<Type> {
        let (left, right) = (self.type_of(left), self.type_of(right));
        match (left?, right?) {
            (Type::Number, other @ (Type::Number | Type::Money(_))) | (other @ Type::Money(_), Type::Number) => {
                Some(other)
            }
            (a, b) => {
                let message = format!("{} and {} cannot be multiplied", a.words(), b.words());
                self.error("types", node, message, None);
                None
            }
        }
    }

    fn choose(&mut self, nodes: &[Node]) -> Option<Type> {
        let types: Vec<Option<Type>> = nodes.iter().map(|node| self.type_of(node)).collect();
        let mut first: Option<Type> = None;
        for (found, node) in types.into_iter().zip(nodes) {
            let found = found?;
            if !found.has_order() {
                self.error("types", node, format!("{} has no more or less", found.words()), None);
                return None;
            }
            match &first {
                None => first = Some(found),
                Some(kept) => {
                    if !self.same(node, kept, &found, "compared") {
                        return None;
                    }
                }
            }
        }
        first
    }
}

fn hint(a: &Type, b: &Type) -> Option<&'static str> {
    match (a, b) {
        (Type::Money(_), Type::Number) | (Type::Number, Type::Money(_)) => {
            Some("write the amount with its currency, like `4.90 GBP`")
        }
        (Type::Words(_), _) | (_, Type::Words(_)) => Some("numbers, amounts, dates, yes and no stand without quotes"),
        (Type::YesNo, _) | (_, Type::YesNo) => Some("compare it with `yes` or `no`, or write it alone"),
        _ => None,
    }
}

fn literal(value: &Value) -> Type {
    match value {
        Value::Text(_) | Value::Phone(_) | Value::Email(_) => Type::Text,
        Value::Number(_) => Type::Number,
        Value::Money(money) => Type::Money(money.currency),
        Value::Date(_) => Type::Date,
        Value::YesNo(_) => Type::YesNo,
        Value::Choice(choice) => Type::Words(choice.clone()),
    }
}
