//! What a case knows already, taken into a matter: only what maps plainly, and never over what somebody said.

use std::str::FromStr;

use super::matter::Matter;
use crate::case::Case;
use crate::desk::Desk;
use crate::terms::{Answers, Fault, GestureKind, Money, Severity, Timestamp, Value, Wish};

impl Matter {
    /// Fills what is still open from what is known of a case and the answers of its walk (as `case::known` gives them):
    ///
    /// | name | becomes |
    /// |---|---|
    /// | `case.severity`, `case.second_time` | severity, again |
    /// | `loss`, `price`, `order_price` (money) | the loss; the price |
    /// | `fault`, `loss_kind`, `wish` (one of the words) | the same |
    /// | `our_fault` where it is yes | ours: a no does not say whose |
    /// | `kept` | kept, or rejected |
    /// | `heard_only` where it is yes | they wish to be heard |
    pub fn learn(&mut self, known: &Answers) {
        let money = |name: &str| match known.get(name) {
            Some(Value::Money(money)) => Some(*money),
            _ => None,
        };
        let yes = |name: &str| matches!(known.get(name), Some(Value::YesNo(true)));
        self.loss = self.loss.or_else(|| money("loss"));
        self.price = self.price.or_else(|| first_money(&[money("price"), money("order_price")]));
        self.severity = self.severity.or_else(|| word::<Severity>(known, "case.severity"));
        self.kind = self.kind.or_else(|| word::<GestureKind>(known, "loss_kind"));
        self.fault = self.fault.or_else(|| word::<Fault>(known, "fault"));
        self.fault = self.fault.or_else(|| yes("our_fault").then_some(Fault::Ours));
        self.wish = self.wish.or_else(|| word::<Wish>(known, "wish"));
        self.wish = self.wish.or_else(|| yes("heard_only").then_some(Wish::Heard));
        self.again = self.again || yes("case.second_time");
        self.kept = self.kept.or(match known.get("kept") {
            Some(Value::YesNo(kept)) => Some(*kept),
            _ => None,
        });
    }

    /// Fills what is still open from a case: what is `known` of it, the cause that it was closed with, else its playbook's
    /// (`cause`), and the days since it was opened.
    pub fn learn_case(&mut self, case: &Case, known: &Answers, desk: &Desk, cause: Option<&str>, now: Timestamp) {
        self.learn(known);
        let closed = case.closed.as_ref().and_then(|c| c.cause.as_deref());
        self.learn_cause(desk, closed.or(cause));
        let told = case.opened.as_ref().map(|o| desk.today(now) - desk.today(o.at));
        self.days = self.days.or_else(|| told.and_then(|days| u32::try_from(days.num_days()).ok()));
    }

    /// Whose doing it is, as the desk says of this cause; never over what somebody said.
    pub fn learn_cause(&mut self, desk: &Desk, cause: Option<&str>) {
        let fault = cause.and_then(|id| desk.cause(id)).and_then(|cause| cause.fault);
        self.fault = self.fault.or(fault);
    }
}

fn first_money(found: &[Option<Money>]) -> Option<Money> {
    found.iter().find_map(|money| *money)
}

/// The answer `name`, where it is one of the words of a list.
fn word<T: FromStr>(known: &Answers, name: &str) -> Option<T> {
    match known.get(name)? {
        Value::Choice(word) => word.parse().ok(),
        Value::Text(text) => text.as_str().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::Currency;

    #[test]
    fn what_a_case_knows_fills_only_what_is_open() {
        let pounds = |minor| Money { minor, currency: Currency::GBP };
        let known = Answers::from([
            ("loss".to_owned(), Value::Money(pounds(1_800))),
            ("order_price".to_owned(), Value::Money(pounds(3_000))),
            ("case.severity".to_owned(), Value::Choice("high".to_owned())),
            ("case.second_time".to_owned(), Value::YesNo(true)),
            ("our_fault".to_owned(), Value::YesNo(true)),
            ("heard_only".to_owned(), Value::YesNo(false)),
            ("kept".to_owned(), Value::YesNo(false)),
            ("loss_kind".to_owned(), Value::Choice("service".to_owned())),
        ]);
        let mut matter = Matter { fault: Some(Fault::Partner), loss: Some(pounds(5)), ..Matter::default() };
        matter.learn(&known);
        let expected = Matter {
            kind: Some(GestureKind::Service),
            loss: Some(pounds(5)),
            price: Some(pounds(3_000)),
            fault: Some(Fault::Partner),
            again: true,
            kept: Some(false),
            wish: None,
            severity: Some(Severity::High),
            days: None,
        };
        assert_eq!(matter, expected);
        let mut none = Matter::default();
        none.learn(&Answers::from([("our_fault".to_owned(), Value::YesNo(false))]));
        assert_eq!(none, Matter::default(), "a no does not say whose");
    }

    #[test]
    fn a_cause_says_whose_doing_it_is_and_never_over_what_was_said() {
        let desk = Desk::parse("desk.toml", crate::playbook::shipped::DESK).unwrap();
        let mut matter = Matter::default();
        matter.learn_cause(&desk, Some("unknown"));
        assert_eq!(matter.fault, None);
        matter.learn_cause(&desk, Some("carrier-delay"));
        assert_eq!(matter.fault, Some(Fault::Partner));
        matter.learn_cause(&desk, Some("picking-error"));
        assert_eq!(matter.fault, Some(Fault::Partner));
    }
}
