//! How it was done: the steps of playbooks, promises, and whom matters were passed on to.

use super::{COUNT, ONE, SHARE, yes};
use crate::log::records::{Depth, Kept, Record};
use crate::review::metric::{Better, Gather, Group, Measure, Metric};
use crate::terms::Outcome;

/// The required steps of a walk, or of one of its stages where the record was narrowed to it.
fn steps(record: &Record<'_>, part: fn(&Kept) -> i64) -> Measure {
    match record {
        Record::Walked(walk) => Measure::Counts {
            part: walk.stages.iter().map(part).sum(),
            of: walk.stages.iter().map(|kept| kept.reached).sum(),
        },
        _ => Measure::Nothing,
    }
}

pub static STEP_ADHERENCE: Metric = Metric {
    name: "step-adherence",
    title: "Required steps done",
    group: Group::Work,
    meaning: "What part of the steps that a playbook requires were done (playbook adherence).",
    formula: "required steps done ÷ required steps reached",
    excludes: "steps that conditions ruled out; contacts without a playbook",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::More,
    depth: Depth::Walks,
    measure: |_, record| steps(record, |kept| kept.done),
};

pub static SKIPPED: Metric = Metric {
    name: "steps-skipped",
    title: "Left out for a reason",
    group: Group::Work,
    meaning: "What part of the required steps was left out, with the reason said.",
    formula: "required steps skipped with a reason ÷ required steps reached",
    excludes: "steps that conditions ruled out; contacts without a playbook",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| steps(record, |kept| kept.skipped),
};

pub static WALKS: Metric = Metric {
    name: "walks",
    title: "Taken up",
    group: Group::Work,
    meaning: "How often a playbook was taken up.",
    formula: "number of walks that began",
    excludes: "nothing",
    counted: COUNT,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| if matches!(record, Record::Walked(_)) { ONE } else { Measure::Nothing },
};

pub static WALKS_RESOLVED: Metric = Metric {
    name: "walks-resolved",
    title: "Resolved with it",
    group: Group::Work,
    meaning: "What part of the matters that a playbook was taken up for was resolved.",
    formula: "walks whose case was resolved ÷ walks whose case is closed",
    excludes: "walks whose case is open",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::More,
    depth: Depth::Walks,
    measure: |_, record| match record {
        Record::Walked(walk) => match walk.outcome {
            Some(outcome) => yes(outcome == Outcome::Resolved),
            None => Measure::LeftOut("still open"),
        },
        _ => Measure::Nothing,
    },
};

pub static LEFT_OUT: Metric = Metric {
    name: "left-out",
    title: "Left out",
    group: Group::Work,
    meaning: "How often a required step that was reached was not done.",
    formula: "number of required steps reached and not done",
    excludes: "steps that conditions ruled out",
    counted: COUNT,
    gather: Gather::Sum,
    better: Better::Less,
    depth: Depth::Steps,
    measure: |_, record| if matches!(record, Record::LeftOut(_)) { ONE } else { Measure::Nothing },
};

pub static PROMISES_KEPT: Metric = Metric {
    name: "promises-kept",
    title: "Promises kept",
    group: Group::Work,
    meaning: "What part of the promises that were due was kept by then.",
    formula: "kept by their due time ÷ due",
    excludes: "promises withdrawn, and those that are not due yet; one that was moved is due at its new time",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::More,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::Due(pledge) => match pledge.state {
            "withdrawn" => Measure::LeftOut("withdrawn"),
            // What was kept early counts with the others of its day, once that has come: else a day ahead would only have successes.
            _ if pledge.due > ground.now => Measure::LeftOut("not due yet"),
            "kept" => yes(pledge.at.is_some_and(|at| at <= pledge.due)),
            _ => yes(false),
        },
        _ => Measure::Nothing,
    },
};

pub static PROMISES_MOVED: Metric = Metric {
    name: "promises-moved",
    title: "Promises moved",
    group: Group::Work,
    meaning: "What part of the promises that were due had been given a later time.",
    formula: "promises moved at least once ÷ promises due",
    excludes: "promises withdrawn, and those that are not due yet",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::Less,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::Due(pledge) if pledge.state == "withdrawn" => Measure::LeftOut("withdrawn"),
        Record::Due(pledge) if pledge.due > ground.now => Measure::LeftOut("not due yet"),
        Record::Due(pledge) => yes(pledge.moved > 0),
        _ => Measure::Nothing,
    },
};

pub static TRANSFER_RATE: Metric = Metric {
    name: "transfer-rate",
    title: "Put through",
    group: Group::Work,
    meaning: "How many contacts were put through to somebody else.",
    formula: "contacts with a transfer ÷ contacts",
    excludes: "nothing",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::Less,
    depth: Depth::Walks,
    measure: |_, record| match record {
        Record::Contact(contact) => yes(contact.transfers > 0),
        _ => Measure::Nothing,
    },
};

pub static ESCALATION_RATE: Metric = Metric {
    name: "escalation-rate",
    title: "Handed up",
    group: Group::Work,
    meaning: "How often a case was handed to somebody with more authority.",
    formula: "hand-offs to a higher role ÷ contacts",
    excludes: "hand-offs between equals",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |ground, record| match record {
        Record::HandedOff(offered) if ground.role(offered.to) > ground.role(offered.from) => {
            Measure::Counts { part: 1, of: 0 }
        }
        Record::Contact(_) => Measure::Counts { part: 0, of: 1 },
        _ => Measure::Nothing,
    },
};
