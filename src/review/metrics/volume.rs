//! How much there was, and how hard it was on people: load, not merit.

use super::{COUNT, ONE, SHARE, yes};
use crate::log::records::{Depth, Record};
use crate::review::metric::{Better, Gather, Group, Measure, Metric};
use crate::terms::Heat;

pub static CONTACTS: Metric = Metric {
    name: "contacts",
    title: "Contacts",
    group: Group::Volume,
    meaning: "How many contacts began.",
    formula: "number of interactions that began",
    excludes: "nothing; those that have not ended count too",
    counted: COUNT,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| if matches!(record, Record::Contact(_)) { ONE } else { Measure::Nothing },
};

pub static CASES_OPENED: Metric = Metric {
    name: "cases-opened",
    title: "Cases opened",
    group: Group::Volume,
    meaning: "How many matters were new.",
    formula: "number of cases that were opened",
    excludes: "nothing",
    counted: COUNT,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| if matches!(record, Record::Opened(_)) { ONE } else { Measure::Nothing },
};

pub static CASES_CLOSED: Metric = Metric {
    name: "cases-closed",
    title: "Cases closed",
    group: Group::Volume,
    meaning: "How many matters came to an end.",
    formula: "number of cases whose latest close lies here",
    excludes: "cases that were opened again and are open",
    counted: COUNT,
    gather: Gather::Sum,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| if matches!(record, Record::Closed(_)) { ONE } else { Measure::Nothing },
};

pub static HEATED: Metric = Metric {
    name: "heated",
    title: "Began angry",
    group: Group::Volume,
    meaning: "How many contacts began with somebody angry or abusive: load that wears people out.",
    formula: "contacts that began angry or abusive ÷ contacts whose heat was noted",
    excludes: "contacts where nobody noted how heated the customer was",
    counted: SHARE,
    gather: Gather::Ratio,
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, record| match record {
        Record::Contact(contact) => match contact.heat.0 {
            Some(heat) => yes(heat >= Heat::Angry),
            None => Measure::LeftOut("heat was not noted"),
        },
        _ => Measure::Nothing,
    },
};

pub static QUEUE_WAIT: Metric = Metric {
    name: "queue-wait",
    title: "Wait in the queue",
    group: Group::Volume,
    meaning: "How long customers waited before somebody picked up.",
    formula: "not available",
    excludes: "everything",
    counted: super::TIME,
    gather: Gather::Unknowable("the queue is the telephone system's; nothing here sees it"),
    better: Better::Less,
    depth: Depth::Walks,
    measure: |_, _| Measure::Nothing,
};

pub static OCCUPANCY: Metric = Metric {
    name: "occupancy",
    title: "Occupancy",
    group: Group::Volume,
    meaning: "What part of their time at the desk people spent on contacts.",
    formula: "not available",
    excludes: "everything",
    counted: SHARE,
    gather: Gather::Unknowable("who was at the desk, and when, is not logged"),
    better: Better::Neither,
    depth: Depth::Walks,
    measure: |_, _| Measure::Nothing,
};
