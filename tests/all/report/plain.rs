//! The same numbers by plain loops over the folded cases: written apart from the program's own, to hold it against.

use std::collections::BTreeMap;

use amends::case::{Case, Interaction, PromiseState, clocks, first_response};
use amends::terms::{CaseKind, Currency, Heat, Outcome, Timestamp};

const DAY: i64 = 24 * 3_600_000;

/// Numerator and denominator by the metric's name.
pub type Numbers = BTreeMap<&'static str, (i64, i64)>;

fn add(numbers: &mut Numbers, name: &'static str, part: i64, of: i64) {
    let sum = numbers.entry(name).or_default();
    *sum = (sum.0 + part, sum.1 + of);
}

/// All that is known of somebody's contacts about a cause: when they began.
fn same(all: &[Case], case: &Case) -> Option<Vec<Timestamp>> {
    let cause = case.closed.as_ref()?.cause.clone()?;
    let customer = case.customer?;
    let fits = |other: &&Case| {
        other.customer == Some(customer) && other.closed.as_ref().and_then(|c| c.cause.as_ref()) == Some(&cause)
    };
    Some(all.iter().filter(fits).flat_map(|c| c.interactions.iter().map(|i| i.began)).collect())
}

/// The numbers of what happened from one moment until before another, as they are known at `now`.
pub fn numbers(all: &[Case], from: Timestamp, until: Timestamp, now: Timestamp) -> Numbers {
    let within = |at: Timestamp| from <= at && at < until;
    let mut n = Numbers::new();
    for case in all {
        let known = same(all, case);
        for contact in case.interactions.iter().filter(|i| within(i.began)) {
            contact_numbers(contact, known.as_deref(), &mut n);
        }
        let opened = case.opened.as_ref().unwrap().at;
        if within(opened) {
            add(&mut n, "cases-opened", 1, 1);
            add(&mut n, "given-per-case", 0, 1);
            if let Some(at) = first_response(case) {
                add(&mut n, "first-response", at.since(opened).max(0), 1);
            }
        }
        if let Some(closed) = case.closed.as_ref().filter(|c| within(c.at)) {
            add(&mut n, "cases-closed", 1, 1);
            add(&mut n, "reopen-rate", 0, 1);
            if closed.outcome != Outcome::Duplicate {
                add(&mut n, "resolved", i64::from(closed.outcome == Outcome::Resolved), 1);
            }
            // Minute by minute, as a wall clock would tell it.
            let minutes = (opened.ms()..closed.at.ms()).step_by(60_000).filter(|ms| {
                let at = Timestamp::from_ms(*ms);
                !case.waits.iter().any(|w| w.from <= at && w.to.is_none_or(|to| at < to))
            });
            add(&mut n, "resolution-time", i64::try_from(minutes.count()).unwrap() * 60_000, 1);
            let passed = |days: i64| closed.at.ms() + days * DAY <= now.ms();
            if let (Outcome::Resolved, true, Some(known)) = (closed.outcome, passed(7), &known) {
                let again = known.iter().any(|at| *at > closed.at && at.ms() < closed.at.ms() + 7 * DAY);
                add(&mut n, "first-contact-resolution", i64::from(case.interactions.len() == 1 && !again), 1);
            }
            if case.kind == Some(CaseKind::Complaint) && closed.outcome == Outcome::Resolved && passed(90) {
                add(&mut n, "recovery", 0, 1);
            }
        }
        if case.reopened.last().is_some_and(|r| within(r.at)) {
            add(&mut n, "reopen-rate", 1, 0);
        }
        for promise in case.promises.iter().filter(|p| within(p.due)) {
            match &promise.state {
                PromiseState::Withdrawn(..) => continue,
                _ if promise.due > now => continue,
                PromiseState::Kept(at) => add(&mut n, "promises-kept", i64::from(*at <= promise.due), 1),
                _ => add(&mut n, "promises-kept", 0, 1),
            }
            add(&mut n, "promises-moved", i64::from(promise.moved > 0), 1);
        }
        let mut first = true;
        for gift in case.gestures.iter().filter(|g| within(g.at)) {
            let value = gift.value.unwrap();
            if value.currency == Currency::GBP {
                add(&mut n, "given", value.minor, 1);
                // What is refunded costs what it is worth.
                add(&mut n, "given-cost", value.minor, 1);
                if gift.unprompted {
                    add(&mut n, "kindness", value.minor, 1);
                }
                add(&mut n, "given-per-case", value.minor, 0);
                add(&mut n, "given-per-compensated-case", value.minor, i64::from(first));
                first = false;
            }
        }
        for walk in case.walks.iter().filter(|w| within(w.began)) {
            for step in walk.steps.iter().filter(|s| s.reached && s.step.required) {
                add(&mut n, "step-adherence", i64::from(!step.done.is_empty()), 1);
                add(&mut n, "steps-skipped", i64::from(step.done.is_empty() && step.skipped.is_some()), 1);
            }
        }
    }
    n
}

fn contact_numbers(contact: &Interaction, known: Option<&[Timestamp]>, n: &mut Numbers) {
    add(n, "contacts", 1, 1);
    add(n, "transfer-rate", i64::from(!contact.transfers.is_empty()), 1);
    if let Some(ended) = contact.ended {
        let c = clocks(contact, ended);
        add(n, "handle-time", c.talk_ms + c.hold_ms + c.wrap_ms, 1);
        add(n, "hold-time", c.hold_ms, 1);
        add(n, "talk-time", c.talk_ms, 1);
        add(n, "wrap-up-time", c.wrap_ms, 1);
        add(n, "time-worked", c.talk_ms + c.hold_ms + c.wrap_ms, 1);
    }
    if let Some(heat) = contact.heat_start {
        add(n, "heated", i64::from(matches!(heat, Heat::Angry | Heat::Abusive)), 1);
        if let (true, Some(end)) = (heat != Heat::Calm, contact.heat_end) {
            add(n, "calmed", i64::from(end < heat), 1);
        }
    }
    if let Some(known) = known {
        let before = known.iter().any(|at| *at < contact.began && contact.began.ms() - at.ms() <= 7 * DAY);
        add(n, "repeat-contact", i64::from(before), 1);
    }
}
