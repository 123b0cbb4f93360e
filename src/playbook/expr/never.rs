//! Conditions that can never be true, told only where that is proven.
//!
//! A comparison with constants changes its answer only at those constants. So it is enough to try, for each name, every
//! constant that it is compared with, something between two neighbours, something below all and something above all, as far
//! as its question allows; both answers of a yes-no; every option of a choice. Where all combinations say no, no answer
//! says yes. What is not a comparison of one name with constants (`a + b > 3`, two names beside each other) counts as
//! something that may turn out either way, wherever it stands: then less is proven, and nothing wrong. An unanswered
//! question need not be tried: what is decided without an answer stays decided with any.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ast::{Node, What};
use super::check::Type;
use super::{Expr, eval};
use crate::terms::{Answers, Currency, Money, Text, Value};

/// No more combinations than this are tried; where there are more, nothing is told.
const MOST_COMBINATIONS: usize = 20_000;

/// What a name may be.
#[derive(Debug, Clone)]
pub struct Domain {
    /// Its type.
    pub kind: Type,
    /// The least that its question takes.
    pub min: Option<Value>,
    /// The most that its question takes.
    pub max: Option<Value>,
}

/// Whether it is proven that not all of these hold together, whatever the answers. They must have been checked for their
/// types; `domain` says what a name may be.
pub fn never(conditions: &[&Expr], domain: &dyn Fn(&str) -> Option<Domain>) -> bool {
    let mut names = Candidates { domain, names: BTreeMap::new(), either: 0 };
    let nodes: Vec<Node> = conditions.iter().map(|condition| names.simplified(&condition.root)).collect();
    let Some(values) = names.values() else { return false };
    let mut combinations = 1_usize;
    for (_, of) in &values {
        combinations = combinations.saturating_mul(of.len());
    }
    (1..=MOST_COMBINATIONS).contains(&combinations) && !(0..combinations).any(|nth| holds(&nodes, &values, nth))
}

/// Whether all hold with the `nth` combination. What cannot be worked out may hold.
fn holds(nodes: &[Node], values: &[(String, Vec<Value>)], nth: usize) -> bool {
    let mut rest = nth;
    let mut known = Answers::new();
    for (name, of) in values {
        if let Some(value) = of.get(rest % of.len().max(1)) {
            known.insert(name.clone(), value.clone());
        }
        rest /= of.len().max(1);
    }
    nodes.iter().all(|node| !matches!(eval::value(node, &known), Ok(Value::YesNo(false))))
}

/// The names of conditions, each with the constants that it is compared with.
struct Candidates<'a> {
    domain: &'a dyn Fn(&str) -> Option<Domain>,
    names: BTreeMap<String, Vec<Value>>,
    either: usize,
}

impl Candidates<'_> {
    /// The condition with everything that is not a comparison of one name with constants put down as a yes-no of its own.
    fn simplified(&mut self, node: &Node) -> Node {
        let what = match &node.what {
            What::Not(one) => What::Not(Box::new(self.simplified(one))),
            What::All(nodes) => What::All(nodes.iter().map(|one| self.simplified(one)).collect()),
            What::Any(nodes) => What::Any(nodes.iter().map(|one| self.simplified(one)).collect()),
            What::Literal(_) => node.what.clone(),
            What::Name(name) => {
                self.names.entry(name.clone()).or_default();
                node.what.clone()
            }
            What::Compare(_, left, right) if self.kept(&[left, right]) => node.what.clone(),
            What::In(item, list) => {
                let all: Vec<&Node> = std::iter::once(&**item).chain(list).collect();
                if self.kept(&all) { node.what.clone() } else { self.may_be_either() }
            }
            _ => self.may_be_either(),
        };
        Node { at: node.at.clone(), what }
    }

    /// Whether these are constants and at most one name, which then keeps the constants.
    fn kept(&mut self, sides: &[&Node]) -> bool {
        let constants: Option<Vec<Value>> =
            sides.iter().filter(|side| !matches!(side.what, What::Name(_))).map(|side| constant(side)).collect();
        let names: Vec<&String> =
            sides.iter().filter_map(|side| if let What::Name(name) = &side.what { Some(name) } else { None }).collect();
        match (constants, &names[..]) {
            (Some(constants), [name]) => {
                self.names.entry((*name).clone()).or_default().extend(constants);
                true
            }
            (constants, names) => constants.is_some() && names.is_empty(),
        }
    }

    fn may_be_either(&mut self) -> What {
        self.either += 1;
        // No name has a space in it, so this is nobody's.
        let name = format!("either {}", self.either);
        self.names.insert(name.clone(), Vec::new());
        What::Name(name)
    }

    /// Every name with the values to be tried; `None` where they cannot be told.
    fn values(self) -> Option<Vec<(String, Vec<Value>)>> {
        let domain = self.domain;
        let tried = |(name, constants): (String, Vec<Value>)| {
            let values =
                if name.starts_with("either ") { yes_or_no() } else { candidates(&domain(&name)?, &constants)? };
            Some((name, values))
        };
        self.names.into_iter().map(tried).collect()
    }
}

/// A constant, also a negative one.
fn constant(node: &Node) -> Option<Value> {
    match &node.what {
        What::Literal(_) | What::Words(_) | What::Negative(_) => eval::value(node, &Answers::new()).ok(),
        _ => None,
    }
}

fn yes_or_no() -> Vec<Value> {
    vec![Value::YesNo(true), Value::YesNo(false)]
}

fn candidates(domain: &Domain, constants: &[Value]) -> Option<Vec<Value>> {
    let bounds = (domain.min.as_ref(), domain.max.as_ref());
    match &domain.kind {
        Type::YesNo => Some(yes_or_no()),
        Type::Choice(options) => Some(options.iter().cloned().map(Value::Choice).collect()),
        Type::Number => around(constants, bounds, &number).map(|all| all.into_iter().map(Value::Number).collect()),
        Type::Money(currency) => around(constants, bounds, &minor(*currency))
            .map(|all| all.into_iter().map(|minor| Value::Money(Money { minor, currency: *currency })).collect()),
        Type::Date => around(constants, bounds, &date).map(|all| all.into_iter().map(Value::Date).collect()),
        Type::Text | Type::Words(_) => {
            let mut words: Vec<Value> = constants.to_vec();
            let longest = constants.iter().map(|value| value.for_people().len()).max().unwrap_or(0);
            words.push(Value::Text(Text::new(&"x".repeat(longest + 1))));
            Some(words)
        }
    }
}

/// What has more and less of it: how a value is read, and the steps between.
trait Ordered: Ord + Copy {
    /// A little less, something between two, a little more. `None` where that cannot be told; between two neighbours there
    /// may be nothing at all.
    fn less(self) -> Option<Self>;
    fn more(self) -> Option<Self>;
    fn between(self, other: Self) -> Result<Option<Self>, ()>;
}

impl Ordered for Decimal {
    fn less(self) -> Option<Self> {
        self.checked_sub(Self::ONE)
    }
    fn more(self) -> Option<Self> {
        self.checked_add(Self::ONE)
    }
    fn between(self, other: Self) -> Result<Option<Self>, ()> {
        let middle = self.checked_add(other).and_then(|sum| sum.checked_mul(Self::new(5, 1)));
        middle.filter(|middle| self < *middle && *middle < other).map(Some).ok_or(())
    }
}

impl Ordered for i64 {
    fn less(self) -> Option<Self> {
        self.checked_sub(1)
    }
    fn more(self) -> Option<Self> {
        self.checked_add(1)
    }
    fn between(self, other: Self) -> Result<Option<Self>, ()> {
        let next = self.more().ok_or(())?;
        Ok(Some(next).filter(|next| *next < other))
    }
}

impl Ordered for NaiveDate {
    fn less(self) -> Option<Self> {
        self.pred_opt()
    }
    fn more(self) -> Option<Self> {
        self.succ_opt()
    }
    fn between(self, other: Self) -> Result<Option<Self>, ()> {
        Ok(self.succ_opt().filter(|next| *next < other))
    }
}

fn number(value: &Value) -> Option<Decimal> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

fn minor(currency: Currency) -> impl Fn(&Value) -> Option<i64> {
    move |value| match value {
        Value::Money(money) if money.currency == currency => Some(money.minor),
        _ => None,
    }
}

fn date(value: &Value) -> Option<NaiveDate> {
    if let Value::Date(date) = value { Some(*date) } else { None }
}

/// The constants and the bounds, something between each two neighbours, and one beyond either end, as far as the bounds
/// allow. `None` where they cannot all be told.
fn around<T: Ordered>(
    constants: &[Value],
    (min, max): (Option<&Value>, Option<&Value>),
    read: &dyn Fn(&Value) -> Option<T>,
) -> Option<Vec<T>> {
    let mut all: Vec<T> = constants.iter().chain(min).chain(max).map(read).collect::<Option<_>>()?;
    all.sort();
    all.dedup();
    let (Some(first), Some(last)) = (all.first().copied(), all.last().copied()) else {
        // Compared with nothing, and so of no weight: any value will do, but none is at hand.
        return None;
    };
    let mut tried = vec![first.less()?, last.more()?];
    for pair in all.windows(2) {
        if let [one, next] = pair {
            tried.extend(one.between(*next).ok()?);
        }
    }
    tried.extend(all);
    let (min, max) = (min.and_then(read), max.and_then(read));
    tried.retain(|value| min.is_none_or(|min| *value >= min) && max.is_none_or(|max| *value <= max));
    Some(tried)
}
