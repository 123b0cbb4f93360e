//! Rules for gifts: from the desk's list, with the amount where one is due, while there are any, and within what the role
//! gives alone, on a yes for exactly this, or as a supervisor's exception. All that stands in the way is said at once.

use crate::terms::{Money, Role, Text, Timestamp};

use super::super::command::{Command, Gift};
use super::super::context::{GestureRule, Limits, Spent};
use super::super::event::Event;
use super::super::refusal::{Place, Reason, Refusal};
use super::super::state::ApprovalState;
use super::{Asking, Decision};

/// What the name of a mark begins with that an exception leaves; the limit's rule follows.
pub(in crate::case) const EXCEPTION: &str = "exception-";

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    let Command::Give(gift) = &asking.deed.command else { return Ok(Vec::new()) };
    if asking.case.gestures.iter().any(|g| g.id == gift.gesture) {
        return Ok(Vec::new());
    }
    if let Some(id) = gift.interaction {
        asking.interaction(id)?;
    }
    let rule = rule(asking, &gift.what)?;
    let value = worth(asking, rule, gift.value)?;
    let approved = gift.approval.is_some();
    if approved {
        on_a_yes(asking, gift, value)?;
    }
    let mut reasons = Vec::new();
    reasons.extend(own_name(asking));
    if let Some((there_are, _)) = rule.stock.filter(|(there_are, _)| asking.context.spent.stock >= *there_are) {
        let what = format!("All {there_are} of `{}` are given", rule.id);
        reasons.push(Reason::new("stock", Place::Gesture, what, "offer something else from the list"));
    }
    if !asking.is_known_person(asking.agent()) {
        let what = format!("Nobody here has the login `{}`", asking.agent());
        reasons.push(Reason::new("person", Place::Gesture, what, "name somebody from the desk's list"));
    }
    let counted = asking.context.rules.limits(asking.context.role).customer.is_some();
    if value.is_some() && counted && asking.case.customer.is_none() && asking.is_live() {
        let what = "Nobody is named whom this is for";
        reasons.push(Reason::new("customer", Place::Customer, what, "say who the customer is first"));
    }
    let mut marks = Vec::new();
    if !approved {
        let mut beyond = value.map_or_else(Vec::new, |value| above(asking, gift.unprompted, value));
        let exception = gift.exception.as_ref().filter(|why| !why.is_blank() && asking.is_live() && !beyond.is_empty());
        // A supervisor may go beyond the limits this once: each is marked, with those words.
        if let Some(why) = exception.filter(|_| asking.context.role == Role::Supervisor) {
            marks.extend(beyond.drain(..).map(|reason| excepted(&reason, why)));
        }
        reasons.extend(who_may(asking, rule));
        // The nearest limit is said, the others are the same question.
        reasons.extend(beyond.into_iter().next());
        if exception.is_some() && marks.is_empty() {
            let mend = "ask for a yes, with the same words as the reason";
            reasons.push(Reason::new("exception", Place::Gesture, "Only a supervisor makes exceptions", mend));
        }
    }
    if rule.certificate != gift.certificate.is_some() && asking.is_live() {
        let (what, mend) = if rule.certificate {
            (
                format!("`{}` is a certificate, and has no code yet", rule.id),
                "give it from the console or with `amends gesture`",
            )
        } else {
            (format!("`{}` is no certificate", rule.id), "give it without a code")
        };
        return Err(Refusal::one("code", Place::Gesture, what, mend));
    }
    let mut events = broken(asking, reasons)?;
    let excepted_here = !marks.is_empty();
    events.extend(marks);
    asking.need_words(&gift.reason, "the reason for giving it", Place::Gesture)?;
    events.insert(
        0,
        Event::Gave {
            gesture: gift.gesture,
            interaction: gift.interaction,
            what: gift.what.clone(),
            kind: rule.kind,
            value,
            reason: gift.reason.clone(),
            step: gift.step.clone(),
            approval: gift.approval,
            unprompted: gift.unprompted,
            certificate: gift.certificate.clone(),
            exception: gift.exception.clone().filter(|_| excepted_here),
        },
    );
    Ok(events)
}

/// The gesture of the desk's list.
pub(super) fn rule<'a>(asking: &'a Asking<'_>, what: &str) -> Result<&'a GestureRule, Refusal> {
    asking.context.rules.gesture(what).ok_or_else(|| {
        let known: Vec<&str> = asking.context.rules.gestures.iter().map(|g| g.id.as_str()).collect();
        let mend = format!("choose one of: {}", known.join(", "));
        Refusal::one("gesture", Place::Gesture, format!("The desk has no gesture `{what}`"), mend)
    })
}

/// What it is worth: the fixed amount, or the one that was said, in the desk's currency.
pub(super) fn worth(asking: &Asking<'_>, rule: &GestureRule, value: Option<Money>) -> Result<Option<Money>, Refusal> {
    let refuse = |rule, what: String, mend: String| Err(Refusal::one(rule, Place::Gesture, what, mend));
    if let Some(fixed) = rule.fixed {
        return match value.filter(|value| *value != fixed) {
            Some(_) => {
                let what = format!("`{}` is always worth {}", rule.id, fixed.for_people());
                refuse("fixed-amount", what, "leave the amount out, or choose another gesture".to_owned())
            }
            None => Ok(Some(fixed)),
        };
    }
    match value {
        None if rule.takes_value => {
            refuse("no-amount", format!("`{}` is given with an amount", rule.id), "say how much".to_owned())
        }
        Some(value) if value.minor <= 0 => {
            refuse("no-amount", "An amount is more than nothing".to_owned(), "say how much".to_owned())
        }
        Some(value) => {
            let desk = asking.context.rules.limits.iter().find_map(|(_, limits)| limits.gift).map(|m| m.currency);
            match desk.filter(|currency| *currency != value.currency) {
                Some(currency) => {
                    let what = format!("{value} is not in the desk's currency");
                    refuse("currency", what, format!("give an amount in {}", currency.code()))
                }
                None => Ok(Some(value)),
            }
        }
        None => Ok(None),
    }
}

/// The yes must be for exactly this, and holds once.
fn on_a_yes(asking: &Asking<'_>, gift: &Gift, value: Option<Money>) -> Result<(), Refusal> {
    let refuse = |what: String, mend: &str| Err(Refusal::one("approval", Place::Gesture, what, mend));
    let Some(asked) = gift.approval.and_then(|id| asking.case.approval(id)) else {
        return refuse("There is no such request in this case".to_owned(), "ask first, or give what you may alone");
    };
    let ApprovalState::Yes(answer) = &asked.state else {
        return refuse("Nobody has said yes to this".to_owned(), "wait for the answer, or give what you may alone");
    };
    if answer.by == asking.agent() || answer.by == asking.context.actor {
        return refuse(
            "You said yes to this yourself".to_owned(),
            "leave the giving to whoever asked, or give your own",
        );
    }
    if asking.is_live() && !asking.case.is_for(asked, asking.agent()) {
        return refuse(format!("The yes is {}'s", asked.by), "leave the giving to them, or ask for a yes of your own");
    }
    if asking.case.is_used(asked.id) {
        return refuse("This yes is used already: it holds once".to_owned(), "ask again for more");
    }
    if asked.what != gift.what || answer.value != value {
        let worth = answer.value.map_or(String::new(), |v| format!(" worth {}", v.for_people()));
        let what = format!("The yes is for `{}`{worth}, and for nothing else", asked.what);
        return refuse(what, "give exactly that, or ask again");
    }
    Ok(())
}

/// The limits are the role's of whoever is here, and what is given counts for whoever it is said to be: live, both are one
/// person, or a supervisor answers for it.
fn own_name(asking: &Asking<'_>) -> Option<Reason> {
    let theirs = asking.agent() != asking.context.actor && asking.context.role < Role::Supervisor;
    (asking.is_live() && theirs).then(|| {
        let mend = format!("let {} give it, or bring it in as recorded work", asking.agent());
        Reason::new("own-name", Place::Gesture, "A gift is given under one's own name", mend)
    })
}

/// Whether the role is one that gives this.
fn who_may(asking: &Asking<'_>, rule: &GestureRule) -> Option<Reason> {
    let least = rule.least_role;
    (asking.context.role < least).then(|| {
        let what = format!("`{}` is given by {} or above", rule.id, one(least, "an", "a"));
        Reason::new("who-may", Place::Gesture, what, "ask for a yes")
    })
}

/// The limits that this amount would break, the nearest to the gift first.
fn above(asking: &Asking<'_>, unprompted: bool, value: Money) -> Vec<Reason> {
    let role = asking.context.role;
    let limits = asking.context.rules.limits(role);
    if limits.gift.is_none() {
        let what = format!("{} gives no money here", one(role, "An", "A"));
        return vec![Reason::new("ceiling", Place::Gesture, what, "ask for a yes, or hand the case to a supervisor")];
    }
    let meters = meters(&limits, &asking.context.spent, unprompted);
    meters.iter().filter(|meter| !meter.takes(value)).map(|meter| beyond(role, meter, value)).collect()
}

/// Why this amount is too much for this limit, and what may be done instead.
fn beyond(role: Role, broken: &Meter, value: Money) -> Reason {
    let what = if broken.rule == "ceiling" {
        let (value, limit) = (value.for_people(), broken.limit.for_people());
        format!("{value} is above the {limit} that {} gives alone", one(role, "an", "a"))
    } else {
        let spent = Money { minor: broken.spent, currency: broken.limit.currency };
        format!(
            "{} would go beyond the {} {}: {} are given already",
            value.for_people(),
            broken.limit.for_people(),
            broken.of,
            spent.for_people()
        )
    };
    let left = broken.left();
    let mut mend = if left.minor > 0 { format!("offer up to {}, or ", left.for_people()) } else { String::new() };
    mend.push_str(if role == Role::Supervisor { "say why this is an exception" } else { "ask for a yes" });
    Reason::new(broken.rule, Place::Gesture, what, mend)
}

/// The mark that an exception leaves for each limit that it goes beyond.
fn excepted(reason: &Reason, why: &Text) -> Event {
    Event::Deviated {
        rule: format!("{EXCEPTION}{}", reason.rule),
        detail: Text::new(&format!("{}. {why}", reason.what)),
    }
}

/// One limit, and how much of it is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meter {
    /// The rule's short name.
    pub rule: &'static str,
    /// What it is for, after an amount: `for one gift`, `of your day`.
    pub of: &'static str,
    /// What is gone, in minor units.
    pub spent: i64,
    /// The limit.
    pub limit: Money,
}

impl Meter {
    /// What may still be given; never below nothing.
    pub fn left(&self) -> Money {
        Money { minor: (self.limit.minor - self.spent).max(0), currency: self.limit.currency }
    }

    /// Whether this much may still be given.
    pub fn takes(&self, value: Money) -> bool {
        value.currency == self.limit.currency && value.minor <= self.left().minor
    }
}

/// The limits that hold for a gift, the nearest first. What is unprompted has a budget of its own instead of the person's day
/// and month; where the desk sets none, it counts like any other. Case and customer hold for both.
pub fn meters(limits: &Limits, spent: &Spent, unprompted: bool) -> Vec<Meter> {
    let meter = |rule, of, spent, limit: Option<Money>| limit.map(|limit| Meter { rule, of, spent, limit });
    let kind = unprompted && limits.kindness.is_some();
    [
        meter("ceiling", "for one gift", 0, limits.gift),
        meter("kindness-limit", "for kindness this month", spent.kindness, limits.kindness.filter(|_| kind)),
        meter("case-limit", "for one case", spent.case, limits.case),
        meter("day-limit", "of your day", spent.day, limits.day.filter(|_| !kind)),
        meter("customer-limit", "for one customer in a year", spent.customer, limits.customer),
        meter("month-limit", "of your month", spent.month, limits.month.filter(|_| !kind)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Live work is refused, with all that stands in the way; recorded work goes on, each marked.
fn broken(asking: &Asking<'_>, reasons: Vec<Reason>) -> Decision {
    if asking.is_live() && !reasons.is_empty() {
        return Err(Refusal { reasons });
    }
    Ok(reasons.iter().map(super::deviation).collect())
}

/// The stretch of a customer's year before a moment.
pub fn year_before(at: Timestamp) -> Timestamp {
    at.plus_ms(-365 * 24 * 3_600_000)
}

/// `an agent`, `a senior agent`, `a supervisor`.
pub(super) fn one(role: Role, before_vowel: &str, otherwise: &str) -> String {
    let article = if role.label().starts_with(['a', 'e', 'i', 'o', 'u']) { before_vowel } else { otherwise };
    format!("{article} {}", role.label())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_article() {
        let said: Vec<_> = Role::ALL.iter().map(|role| one(*role, "an", "a")).collect();
        for role in ["an agent", "a senior agent", "a supervisor"] {
            assert!(said.iter().any(|one| one == role), "{role}: {said:?}");
        }
    }
}
