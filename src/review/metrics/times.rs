//! How long it took: the people at the desk, and the customers.

use super::{TIME, one, yes};
use crate::case::CaseTimes;
use crate::desk::Aim;
use crate::log::records::{Contact, Depth, Matter, Record};
use crate::review::ground::Ground;
use crate::review::metric::{Better, Gather, Group, Measure, Metric};

const NOT_ENDED: &str = "not ended yet";

/// One clock of a contact, or several together.
fn clocks(record: &Record<'_>, part: fn([i64; 3]) -> i64) -> Measure {
    match record {
        Record::Contact(Contact { clocks: Some(clocks), .. }) => one(part(*clocks)),
        Record::Contact(_) => Measure::LeftOut(NOT_ENDED),
        _ => Measure::Nothing,
    }
}

pub static HANDLE_TIME: Metric = Metric {
    name: "handle-time",
    title: "Handle time",
    group: Group::Time,
    meaning: "How long a contact took the agent, from its beginning to the end of wrap-up.",
    formula: "(talk + hold + wrap-up) ÷ contacts that ended",
    excludes: "contacts that have not ended; time parked; time that a crash took and the agent said was not worked",
    counted: TIME,
    gather: Gather::Spread,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| clocks(record, |[talk, hold, wrap]| talk + hold + wrap),
};

pub static TALK_TIME: Metric = Metric {
    name: "talk-time",
    title: "of that, talking",
    group: Group::Time,
    meaning: "How long agent and customer spoke or wrote.",
    formula: "talk ÷ contacts that ended",
    excludes: "contacts that have not ended",
    counted: TIME,
    gather: Gather::Ratio,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| clocks(record, |[talk, _, _]| talk),
};

pub static HOLD_TIME: Metric = Metric {
    name: "hold-time",
    title: "of that, on hold",
    group: Group::Time,
    meaning: "How long customers listened to silence.",
    formula: "hold ÷ contacts that ended",
    excludes: "contacts that have not ended",
    counted: TIME,
    gather: Gather::Ratio,
    better: Better::Less,
    depth: Depth::Walks,
    measure: |_, record| clocks(record, |[_, hold, _]| hold),
};

pub static WRAP_UP_TIME: Metric = Metric {
    name: "wrap-up-time",
    title: "of that, wrapping up",
    group: Group::Time,
    meaning: "How long the work after the contact took.",
    formula: "wrap-up ÷ contacts that ended",
    excludes: "contacts that have not ended",
    counted: TIME,
    gather: Gather::Ratio,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| clocks(record, |[_, _, wrap]| wrap),
};

pub static TIME_WORKED: Metric = Metric {
    name: "time-worked",
    title: "Time on contacts",
    group: Group::Time,
    meaning: "How much of people's time the contacts took together.",
    formula: "Σ (talk + hold + wrap-up)",
    excludes: "contacts that have not ended",
    counted: TIME,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| clocks(record, |[talk, hold, wrap]| talk + hold + wrap),
};

fn response(record: &Record<'_>, took: impl FnOnce(&Matter<'_>) -> i64) -> Measure {
    match record {
        Record::Opened(matter) if matter.first_response.is_some() => one(took(matter)),
        Record::Opened(_) => Measure::LeftOut("not answered yet"),
        _ => Measure::Nothing,
    }
}

pub static FIRST_RESPONSE: Metric = Metric {
    name: "first-response",
    title: "First response",
    group: Group::Time,
    meaning: "How long new customers waited for a person, by the calendar.",
    formula: "(first reply by a person − opened) ÷ cases opened and answered; whoever picks up a call has answered",
    excludes: "cases that nobody has answered yet",
    counted: TIME,
    gather: Gather::Spread,
    better: Better::Less,
    depth: Depth::Walks,
    measure: |_, record| response(record, |m| m.first_response.map_or(0, |at| at.since(m.opened).max(0))),
};

pub static FIRST_RESPONSE_OPEN: Metric = Metric {
    name: "first-response-open",
    title: "First response, open hours",
    group: Group::Time,
    meaning: "The same, counting only time in which the desk is open.",
    formula: "opening hours between opened and first reply ÷ cases opened and answered",
    excludes: "cases that nobody has answered yet",
    counted: TIME,
    gather: Gather::Spread,
    better: Better::Less,
    depth: Depth::Walks,
    measure: |ground, record| response(record, |m| m.first_response.map_or(0, |at| ground.open_between(m.opened, at))),
};

/// The moments of a case that its clocks need.
fn moments(matter: &Matter<'_>) -> CaseTimes {
    CaseTimes {
        opened: Some(matter.opened),
        reopened: matter.reopened,
        channel: matter.channel,
        severity: matter.severity,
        first_response: matter.first_response,
        closed: matter.closed,
        waits: matter.waits.clone(),
    }
}

pub static ANSWERED_IN_TIME: Metric = Metric {
    name: "answered-in-time",
    title: "Answered in time",
    group: Group::Time,
    meaning: "How many new cases had their first response within the desk's target.",
    formula: "first response within its target ÷ cases opened whose target has been met or has passed",
    excludes: "cases without a target, and those whose time is not up",
    counted: super::SHARE,
    gather: Gather::Ratio,
    better: Better::More,
    depth: Depth::Walks,
    measure: |ground, record| {
        let Record::Opened(matter) = record else { return Measure::Nothing };
        in_time(ground, matter, Aim::FirstResponse)
    },
};

pub static RESOLVED_IN_TIME: Metric = Metric {
    name: "resolved-in-time",
    title: "Closed in time",
    group: Group::Time,
    meaning: "How many cases were closed within the desk's target.",
    formula: "closed within the target ÷ cases closed that have one; time spent waiting for the customer does not count",
    excludes: "cases without a target",
    counted: super::SHARE,
    gather: Gather::Ratio,
    better: Better::More,
    depth: Depth::Walks,
    measure: |ground, record| {
        let Record::Closed(closed) = record else { return Measure::Nothing };
        in_time(ground, &closed.matter, Aim::Resolution)
    },
};

fn in_time(ground: &Ground<'_>, matter: &Matter<'_>, aim: Aim) -> Measure {
    match ground.desk.was_kept(aim, &moments(matter), ground.now, &|from, within| ground.due(from, within)) {
        None => Measure::LeftOut("no target"),
        Some(None) => Measure::LeftOut("time is not up"),
        Some(Some(kept)) => yes(kept),
    }
}

pub static RESOLUTION_TIME: Metric = Metric {
    name: "resolution-time",
    title: "Resolution time",
    group: Group::Time,
    meaning: "How long it took until a matter was closed, by the calendar.",
    formula: "(closed − opened − waits for the customer) ÷ cases closed",
    excludes: "nothing; what was opened again counts from its first opening to its latest close",
    counted: TIME,
    gather: Gather::Spread,
    better: Better::Less,
    depth: Depth::Walks,
    measure: |_, record| {
        let Record::Closed(closed) = record else { return Measure::Nothing };
        let (matter, until) = (&closed.matter, closed.matter.closed.unwrap_or(closed.matter.opened));
        one((until.since(matter.opened) - waited(matter, matter.opened, until)).max(0))
    },
};

/// For how much of a stretch the next move was the customer's; waits that overlap count once.
fn waited(matter: &Matter<'_>, from: crate::terms::Timestamp, until: crate::terms::Timestamp) -> i64 {
    let mut waits: Vec<_> = matter.waits.iter().map(|w| (w.from.max(from), w.to.unwrap_or(until).min(until))).collect();
    waits.sort_unstable();
    let (mut sum, mut reached) = (0, from);
    for (begins, ends) in waits {
        let begins = begins.max(reached);
        sum += ends.since(begins).max(0);
        reached = reached.max(ends);
    }
    sum
}
