//! What it cost to put things right. Currencies are never mixed.

use super::{COUNT, ONE, SHARE, TIME, one, yes};
use crate::log::records::{Depth, Given, Record};
use crate::review::ground::Ground;
use crate::review::metric::{Better, Counted, Gather, Group, Measure, Metric};
use crate::terms::Money;

const ANOTHER_CURRENCY: &str = "in another currency";
const NO_WORTH: &str = "nothing that money measures";

/// The worth of a gift, in the desk's currency; `of` is what it adds to the denominator.
fn worth(ground: &Ground<'_>, given: &Given<'_>, of: i64) -> Measure {
    match given.value {
        None => Measure::LeftOut(NO_WORTH),
        Some(value) if value.currency != ground.desk.currency => Measure::LeftOut(ANOTHER_CURRENCY),
        Some(part) => Measure::Money { part, of },
    }
}

pub static GIVEN: Metric = Metric {
    name: "given",
    title: "Given",
    group: Group::Giving,
    meaning: "What customers were given to put things right, by its worth to them.",
    formula: "Σ value of gestures, in the desk's currency",
    excludes: "gestures that were undone, that money does not measure, or in another currency (see the table)",
    counted: Counted::Money,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::Gave(given) => worth(ground, given, 1),
        _ => Measure::Nothing,
    },
};

pub static COST: Metric = Metric {
    name: "given-cost",
    title: "Given, at cost",
    group: Group::Giving,
    meaning: "What that cost us.",
    formula: "Σ cost of gestures as the desk's list has it; their worth where it has none",
    excludes: "gestures that were undone, and those that have neither a cost there nor a worth in the desk's currency",
    counted: Counted::Money,
    gather: Gather::Sum,
    better: Better::Less,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::Gave(given) => {
            let cost = ground.desk.gesture(given.what).and_then(|gesture| gesture.cost);
            worth(ground, &Given { value: cost.or(given.value), ..*given }, 1)
        }
        _ => Measure::Nothing,
    },
};

pub static PER_CASE: Metric = Metric {
    name: "given-per-case",
    title: "Given per case",
    group: Group::Giving,
    meaning: "What was given, spread over all cases.",
    formula: "Σ value of gestures ÷ cases opened",
    excludes: "as for what was given",
    counted: Counted::Money,
    gather: Gather::Ratio,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::Gave(given) => worth(ground, given, 0),
        Record::Opened(_) => Measure::Money { part: Money::zero(ground.desk.currency), of: 1 },
        _ => Measure::Nothing,
    },
};

pub static PER_COMPENSATED_CASE: Metric = Metric {
    name: "given-per-compensated-case",
    title: "Given per case given to",
    group: Group::Giving,
    meaning: "What a case was given that was given anything.",
    formula: "Σ value of gestures ÷ cases with one",
    excludes: "as for what was given",
    counted: Counted::Money,
    gather: Gather::Ratio,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::Gave(given) => worth(ground, given, i64::from(given.first)),
        _ => Measure::Nothing,
    },
};

pub static KINDNESS: Metric = Metric {
    name: "kindness",
    title: "Of that, unprompted",
    group: Group::Giving,
    meaning: "What was given though nobody complained.",
    formula: "Σ value of gestures from the budget for kindness",
    excludes: "as for what was given",
    counted: Counted::Money,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::Gave(given) if given.unprompted => worth(ground, given, 1),
        _ => Measure::Nothing,
    },
};

pub static EXCEPTIONS: Metric = Metric {
    name: "exceptions",
    title: "Of that, beyond a limit",
    group: Group::Giving,
    meaning: "What supervisors gave beyond a limit, each with its reason in the case.",
    formula: "Σ value of gestures given as an exception",
    excludes: "as for what was given",
    counted: Counted::Money,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::Gave(given) if given.exception => worth(ground, given, 1),
        _ => Measure::Nothing,
    },
};

pub static APPROVALS: Metric = Metric {
    name: "approvals",
    title: "Approvals with a yes",
    group: Group::Giving,
    meaning: "What part of the requests to give more had a yes.",
    formula: "answered with yes ÷ answered",
    excludes: "requests that wait, were withdrawn or lapsed",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| match record {
        Record::Asked(asked) => match asked.state {
            "yes" => yes(true),
            "no" => yes(false),
            "asked" => Measure::LeftOut("waits for an answer"),
            _ => Measure::LeftOut("withdrawn or lapsed"),
        },
        _ => Measure::Nothing,
    },
};

pub static APPROVAL_TIME: Metric = Metric {
    name: "approval-time",
    title: "Wait for an approval",
    group: Group::Giving,
    meaning: "How long agents, and the customers with them, waited for a yes or no.",
    formula: "(answered − asked) ÷ requests answered",
    excludes: "requests that wait, were withdrawn or lapsed",
    counted: TIME,
    gather: Gather::Spread,
    better: Better::Less,
    depth: Depth::Walks,
    measure: |_, record| match record {
        Record::Asked(asked) => match (asked.state, asked.answered) {
            ("yes" | "no", Some(at)) => one(at.since(asked.at).max(0)),
            _ => Measure::LeftOut("not answered"),
        },
        _ => Measure::Nothing,
    },
};

pub static REDEEMED: Metric = Metric {
    name: "redeemed",
    title: "Redeemed",
    group: Group::Giving,
    meaning: "The worth of certificates that were used, whenever they were given.",
    formula: "Σ value of certificates redeemed",
    excludes: "certificates that money does not measure, or in another currency",
    counted: Counted::Money,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::Redeemed(given) => worth(ground, given, 1),
        _ => Measure::Nothing,
    },
};

pub static REVERSED: Metric = Metric {
    name: "reversed",
    title: "Taken back",
    group: Group::Giving,
    meaning: "The worth of certificates that were voided, whenever they were given.",
    formula: "Σ value of certificates voided",
    excludes: "certificates that money does not measure, or in another currency; what was undone never counted",
    counted: Counted::Money,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::Voided(given) => worth(ground, given, 1),
        _ => Measure::Nothing,
    },
};

pub static SHARE_OF_LOSS: Metric = Metric {
    name: "share-of-loss",
    title: "Part of the loss made good",
    group: Group::Giving,
    meaning: "How what was given compares with what customers had lost.",
    formula: "not available",
    excludes: "everything",
    counted: SHARE,
    gather: Gather::Unknowable("what a customer lost is asked in a conversation, and not kept as a number of its own"),
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, _| Measure::Nothing,
};

pub static GESTURES: Metric = Metric {
    name: "gestures",
    title: "Gestures",
    group: Group::Giving,
    meaning: "How many gestures there were.",
    formula: "number of gestures, requests, certificates used or taken back",
    excludes: "what was undone",
    counted: COUNT,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| match record {
        Record::Gave(_) | Record::Redeemed(_) | Record::Voided(_) | Record::Asked(_) => ONE,
        _ => Measure::Nothing,
    },
};

/// Of one currency: its table has a row for each.
pub static WORTH: Metric = Metric {
    name: "worth",
    title: "Worth",
    group: Group::Giving,
    meaning: "The worth of gestures, each currency apart.",
    formula: "Σ value",
    excludes: "gestures that money does not measure",
    counted: Counted::Money,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| {
        let value = match record {
            Record::Gave(given) | Record::Redeemed(given) | Record::Voided(given) => given.value,
            Record::Asked(asked) => asked.granted.filter(|_| asked.state == "yes").or(asked.value),
            _ => return Measure::Nothing,
        };
        value.map_or(Measure::LeftOut(NO_WORTH), |part| Measure::Money { part, of: 1 })
    },
};
