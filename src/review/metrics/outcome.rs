//! How it ended for the customer, and whether it stayed that way.

use super::{SHARE, yes};
use crate::log::records::{Depth, Record};
use crate::review::metric::{Better, Gather, Group, Measure, Metric};
use crate::terms::{CaseKind, Heat, Outcome};

pub static RESOLVED: Metric = Metric {
    name: "resolved",
    title: "Resolved",
    group: Group::Outcome,
    meaning: "What part of the cases closed was resolved.",
    formula: "closed as resolved ÷ cases closed",
    excludes: "duplicates",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::More,
    depth: Depth::Walks,
    measure: |_, record| match record {
        Record::Closed(closed) if closed.outcome == Outcome::Duplicate => Measure::LeftOut("duplicates"),
        Record::Closed(closed) => yes(closed.outcome == Outcome::Resolved),
        _ => Measure::Nothing,
    },
};

pub static FIRST_CONTACT_RESOLUTION: Metric = Metric {
    name: "first-contact-resolution",
    title: "Resolved at first contact",
    group: Group::Outcome,
    meaning: "What part of the matters was settled in one contact, and stayed settled.",
    formula: "resolved in their first contact, with none by that customer about that cause inside the window ÷ cases \
              resolved whose window has passed",
    excludes: "cases whose window has not passed, and those whose customer or cause is not known",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::More,
    depth: Depth::Walks,
    measure: |ground, record| {
        let Record::Closed(closed) = record else { return Measure::Nothing };
        let (Outcome::Resolved, Some(at)) = (closed.outcome, closed.matter.closed) else { return Measure::Nothing };
        match closed.again {
            // Whoever was in touch again inside the window is known to have been, before it has passed.
            _ if at.plus_ms(ground.window_ms()) > ground.now => Measure::LeftOut("window has not passed"),
            None => Measure::LeftOut("customer or cause not known"),
            Some(again) => yes(closed.contacts == 1 && !again),
        }
    },
};

pub static REPEAT_CONTACT: Metric = Metric {
    name: "repeat-contact",
    title: "Came up again",
    group: Group::Outcome,
    meaning: "What part of the contacts was about something that the same customer had been in touch about just before.",
    formula: "contacts with one of the same customer and cause inside the window before ÷ contacts",
    excludes: "contacts whose customer or cause is not known (the cause is known once a case is closed)",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::Less,
    depth: Depth::Walks,
    measure: |_, record| match record {
        Record::Contact(contact) => match contact.before {
            Some(before) => yes(before),
            None => Measure::LeftOut("customer or cause not known"),
        },
        _ => Measure::Nothing,
    },
};

pub static REOPEN_RATE: Metric = Metric {
    name: "reopen-rate",
    title: "Opened again",
    group: Group::Outcome,
    meaning: "How many cases had to be opened again, beside those that were closed.",
    formula: "cases opened again ÷ cases closed",
    excludes: "all but the latest reopening of a case",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::Less,
    depth: Depth::Walks,
    measure: |_, record| match record {
        Record::Reopened(_) => Measure::Counts { part: 1, of: 0 },
        Record::Closed(_) => Measure::Counts { part: 0, of: 1 },
        _ => Measure::Nothing,
    },
};

pub static CALMED: Metric = Metric {
    name: "calmed",
    title: "Calmer at the end",
    group: Group::Outcome,
    meaning: "What part of the customers who began upset or worse was calmer at the end.",
    formula: "heat at the end below heat at the start ÷ contacts that began upset or worse",
    excludes: "contacts that began calm, and those whose heat was not noted at both ends",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::More,
    depth: Depth::Walks,
    measure: |_, record| match record {
        Record::Contact(contact) => match contact.heat {
            (Some(Heat::Calm), _) => Measure::LeftOut("began calm"),
            (Some(start), Some(end)) => yes(end < start),
            _ => Measure::LeftOut("heat was not noted at both ends"),
        },
        _ => Measure::Nothing,
    },
};

pub static RECOVERY: Metric = Metric {
    name: "recovery",
    title: "Came back",
    group: Group::Outcome,
    meaning: "What part of the customers whose complaint was put right came back.",
    formula: "complaints resolved whose customer came back inside the window ÷ complaints resolved whose window has passed",
    excludes: "complaints whose window has not passed",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::More,
    depth: Depth::Walks,
    measure: |ground, record| {
        let Record::Closed(closed) = record else { return Measure::Nothing };
        let (Some(CaseKind::Complaint), Outcome::Resolved, Some(at)) =
            (closed.matter.of.kind, closed.outcome, closed.matter.closed)
        else {
            return Measure::Nothing;
        };
        let until = at.plus_ms(ground.came_back_ms());
        if until > ground.now {
            return Measure::LeftOut("window has not passed");
        }
        yes(closed.came_back.is_some_and(|back| back >= at && back <= until))
    },
};
