//! The tables of a report: by what rows are told apart, and which metrics stand in the columns.

use chrono::Datelike;

use super::ground::Ground;
use super::metric::Metric;
use super::metrics::metric;
use super::report::Chart;
use crate::desk::Desk;
use crate::log::records::{Kept, Record, Walked};
use crate::terms::{CaseKind, Channel, Heat, Money, Outcome, Stage, Timestamp};

/// What parts the keys of a row.
pub(super) const PART: char = '\u{1f}';

/// Hears the parts of a key and the record that counts under it.
pub(super) type Under<'a> = dyn FnMut(&[&str], &Record<'_>) + 'a;

/// The hours of a day as keys, and its days.
const HOURS: [&str; 24] = [
    "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18",
    "19", "20", "21", "22", "23",
];
const WEEKDAYS: [&str; 7] = ["1-Mon", "2-Tue", "3-Wed", "4-Thu", "5-Fri", "6-Sat", "7-Sun"];

/// The hour at which something happened, as a key.
fn hour(ground: &Ground<'_>, at: Timestamp) -> &'static str {
    usize::try_from(ground.hour(at)).ok().and_then(|hour| HOURS.get(hour)).copied().unwrap_or("00")
}

/// The parts of a key in one text.
pub(super) fn join(parts: &[&str], key: &mut String) {
    key.clear();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            key.push(PART);
        }
        key.push_str(part);
    }
}

/// How rows are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// By their keys: hours, people. Nobody is ranked.
    Key,
    /// Day after day, those on which nothing happened too.
    Days,
    /// As the words come in their list.
    Listed,
    /// The largest first column first.
    Most,
}

/// A table before it is filled.
pub(super) struct Spec {
    pub name: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub keys: &'static [&'static str],
    pub columns: &'static [&'static str],
    pub split: fn(&Ground<'_>, &Record<'_>, &mut Under<'_>),
    pub label: fn(&Desk, &[&str]) -> Vec<String>,
    pub order: Order,
    /// No more rows than this; the rest is counted.
    pub most: usize,
    pub chart: Chart,
    /// Only where there is more than one day.
    pub days_only: bool,
}

impl Spec {
    /// The metrics in its columns.
    pub fn metrics(&self) -> impl Iterator<Item = &'static Metric> {
        self.columns.iter().filter_map(|name| metric(name))
    }
}

pub(super) static TABLES: &[Spec] = &[
    Spec {
        name: "by-day",
        title: "Day by day",
        about: "What each day brought, by the desk's own calendar.",
        keys: &["day"],
        columns: &["contacts", "handle-time", "first-response", "step-adherence", "given"],
        split: |ground, record, under| {
            // Promises that are due some day ahead are no part of the days so far.
            if at(record) <= ground.now {
                ground.day_words(at(record), &mut |day| under(&[day], record));
            }
        },
        label: |_, key| vec![key.first().map_or_else(String::new, |day| short_day(day))],
        order: Order::Days,
        most: 400,
        chart: Chart::Line,
        days_only: true,
    },
    Spec {
        name: "by-hour",
        title: "Hour by hour",
        about: "When contacts began, by the desk's own clock.",
        keys: &["hour"],
        columns: &["contacts", "handle-time", "heated"],
        split: |ground, record, under| {
            if let Record::Contact(contact) = record {
                under(&[hour(ground, contact.began)], record);
            }
        },
        label: |_, key| vec![format!("{}:00", key.concat())],
        order: Order::Key,
        most: 24,
        chart: Chart::Bars,
        days_only: false,
    },
    Spec {
        name: "by-hour-and-weekday",
        title: "Hours of the week",
        about: "When in the week contacts began.",
        keys: &["hour", "weekday"],
        columns: &["contacts"],
        split: |ground, record, under| {
            if let Record::Contact(contact) = record {
                let weekday = ground.day(contact.began).weekday().num_days_from_monday();
                under(&[hour(ground, contact.began), WEEKDAYS[weekday as usize % 7]], record);
            }
        },
        label: |_, key| {
            let weekday = key.get(1).and_then(|day| day.split_once('-')).map_or("", |(_, name)| name);
            vec![format!("{}:00", key.first().copied().unwrap_or_default()), weekday.to_owned()]
        },
        order: Order::Key,
        most: 168,
        chart: Chart::Heat,
        days_only: true,
    },
    Spec {
        name: "by-hour-and-channel",
        title: "Hours and channels",
        about: "When contacts began on each channel.",
        keys: &["hour", "channel"],
        columns: &["contacts"],
        split: |ground, record, under| {
            if let Record::Contact(contact) = record {
                under(&[hour(ground, contact.began), contact.channel.map_or("unknown", Channel::word)], record);
            }
        },
        label: |_, key| {
            let channel = key.get(1).copied().unwrap_or_default();
            vec![format!("{}:00", key.first().copied().unwrap_or_default()), channel_label(channel)]
        },
        order: Order::Key,
        most: 144,
        chart: Chart::Heat,
        days_only: false,
    },
    Spec {
        name: "by-channel",
        title: "Channels",
        about: "What came in where, and how quickly it had an answer.",
        keys: &["channel"],
        columns: &["contacts", "handle-time", "first-response", "answered-in-time", "repeat-contact"],
        split: |_, record, under| match record {
            Record::Contact(contact) => under(&[contact.channel.map_or("unknown", Channel::word)], record),
            Record::Opened(matter) => under(&[matter.channel.map_or("unknown", Channel::word)], record),
            _ => {}
        },
        label: |_, key| vec![channel_label(key.first().copied().unwrap_or_default())],
        order: Order::Listed,
        most: 6,
        chart: Chart::Bars,
        days_only: false,
    },
    Spec {
        name: "by-kind",
        title: "Sorts of matter",
        about: "What customers came with.",
        keys: &["kind"],
        columns: &["cases-opened", "first-response", "resolution-time"],
        split: |_, record, under| {
            if matches!(record, Record::Opened(_) | Record::Closed(_)) {
                under(&[record.of().kind.map_or("unknown", CaseKind::word)], record);
            }
        },
        label: |_, key| vec![known(key, |word| word.parse().ok().map(CaseKind::label))],
        order: Order::Most,
        most: 8,
        chart: Chart::Bars,
        days_only: false,
    },
    Spec {
        name: "by-stage",
        title: "The four stages",
        about: "Where required steps are done, and where they are left out.",
        keys: &["stage"],
        columns: &["step-adherence", "steps-skipped", "left-out"],
        split: |_, record, under| match record {
            Record::Walked(walk) => {
                for (at, stage) in Stage::ALL.iter().enumerate() {
                    let mut stages = [Kept::default(); 4];
                    stages[at] = walk.stages[at];
                    under(&[stage.word()], &Record::Walked(Walked { stages, ..*walk }));
                }
            }
            Record::LeftOut(omitted) => under(&[omitted.stage.word()], record),
            _ => {}
        },
        label: |_, key| vec![known(key, |word| word.parse().ok().map(Stage::label))],
        order: Order::Listed,
        most: 4,
        chart: Chart::Bars,
        days_only: false,
    },
    Spec {
        name: "left-out-steps",
        title: "What is left out, and why",
        about: "Required steps that were not done: a step that many leave out does not fit.",
        keys: &["playbook", "step", "why"],
        columns: &["left-out"],
        split: |_, record, under| {
            if let Record::LeftOut(omitted) = record {
                let why = omitted.reason.unwrap_or_default();
                under(&[omitted.playbook, omitted.title, why], record);
            }
        },
        label: |_, key| {
            let part = |at: usize| key.get(at).copied().unwrap_or_default();
            let why = if part(2).is_empty() { "no reason said" } else { part(2) };
            vec![part(0).to_owned(), part(1).to_owned(), why.to_owned()]
        },
        order: Order::Most,
        most: 15,
        chart: Chart::None,
        days_only: false,
    },
    Spec {
        name: "by-playbook",
        title: "Playbooks",
        about: "How often each version was taken up, how far it was followed, and what came of it.",
        keys: &["playbook", "version"],
        columns: &["walks", "step-adherence", "steps-skipped", "walks-resolved"],
        split: |_, record, under| {
            if let Record::Walked(walk) = record {
                under(&[walk.playbook, &walk.version.to_string()], record);
            }
        },
        label: |_, key| key.iter().map(|part| (*part).to_owned()).collect(),
        order: Order::Most,
        most: 15,
        chart: Chart::None,
        days_only: false,
    },
    Spec {
        name: "by-outcome",
        title: "How cases ended",
        about: "The outcomes of the cases that were closed.",
        keys: &["outcome"],
        columns: &["cases-closed", "resolution-time", "resolved-in-time"],
        split: |_, record, under| {
            if let Record::Closed(closed) = record {
                under(&[closed.outcome.word()], record);
            }
        },
        label: |_, key| vec![known(key, |word| word.parse().ok().map(Outcome::label))],
        order: Order::Most,
        most: 10,
        chart: Chart::Bars,
        days_only: false,
    },
    Spec {
        name: "by-cause",
        title: "Causes",
        about: "What was behind the cases that were closed, and what it cost to put right.",
        keys: &["cause"],
        columns: &["cases-closed", "resolution-time", "first-contact-resolution", "given"],
        split: |_, record, under| {
            if matches!(record, Record::Closed(_) | Record::Gave(_)) {
                under(&[record.of().cause.unwrap_or("unknown")], record);
            }
        },
        label: |desk, key| {
            let id = key.first().copied().unwrap_or_default();
            vec![desk.cause(id).map_or_else(|| known(key, |_| None), |cause| cause.title.clone())]
        },
        order: Order::Most,
        most: 15,
        chart: Chart::Bars,
        days_only: false,
    },
    Spec {
        name: "putting-right",
        title: "What became of gestures",
        about: "Asked for, approved, refused, given, used and taken back, each currency apart.",
        keys: &["state", "currency"],
        columns: &["gestures", "worth"],
        split: |_, record, under| {
            let (state, value) = match record {
                Record::Asked(asked) => match asked.state {
                    "yes" => ("2-approved", asked.granted.or(asked.value)),
                    "no" => ("3-refused", asked.value),
                    "asked" => ("1-waiting", asked.value),
                    _ => ("4-withdrawn", asked.value),
                },
                Record::Gave(given) => ("5-given", given.value),
                Record::Redeemed(given) => ("6-redeemed", given.value),
                Record::Voided(given) => ("7-reversed", given.value),
                _ => return,
            };
            under(&[state, currency(value)], record);
        },
        label: |_, key| {
            let state = key.first().and_then(|state| state.split_once('-')).map_or("", |(_, word)| word);
            let state = match state {
                "waiting" => "asked, no answer yet",
                "withdrawn" => "asked, not needed any more",
                "reversed" => "taken back",
                known => known,
            };
            vec![state.to_owned(), key.get(1).copied().unwrap_or_default().to_owned()]
        },
        order: Order::Key,
        most: 40,
        chart: Chart::None,
        days_only: false,
    },
    Spec {
        name: "by-gesture",
        title: "What was given",
        about: "Each gesture of the desk's list, each currency apart.",
        keys: &["gesture", "currency"],
        columns: &["gestures", "worth"],
        split: |_, record, under| {
            if let Record::Gave(given) = record {
                under(&[given.what, currency(given.value)], record);
            }
        },
        label: |desk, key| {
            let id = key.first().copied().unwrap_or_default();
            let title = desk.gesture(id).map_or(id, |gesture| &gesture.title);
            vec![title.to_owned(), key.get(1).copied().unwrap_or_default().to_owned()]
        },
        order: Order::Most,
        most: 15,
        chart: Chart::None,
        days_only: false,
    },
    Spec {
        name: "by-heat",
        title: "How customers came",
        about: "How heated contacts began, and how many ended calmer.",
        keys: &["heat"],
        columns: &["contacts", "calmed", "handle-time"],
        split: |_, record, under| {
            if let Record::Contact(contact) = record {
                under(&[contact.heat.0.map_or("unknown", Heat::word)], record);
            }
        },
        label: |_, key| vec![known(key, |word| word.parse().ok().map(Heat::label))],
        order: Order::Listed,
        most: 5,
        chart: Chart::Bars,
        days_only: false,
    },
    Spec {
        name: "by-person",
        title: "Load and results",
        about: "By name, never by rank: what each carried, beside what came of it.",
        keys: &["person"],
        columns: &[
            "contacts",
            "time-worked",
            "heated",
            "handle-time",
            "step-adherence",
            "promises-kept",
            "first-contact-resolution",
        ],
        split: |_, record, under| match record {
            Record::Contact(contact) => under(&[contact.agent], record),
            Record::Walked(walk) => under(&[walk.agent], record),
            Record::Due(pledge) => under(&[pledge.by], record),
            Record::Closed(closed) => {
                if let Some(owner) = closed.matter.owner {
                    under(&[owner], record);
                }
            }
            _ => {}
        },
        label: |desk, key| vec![desk.name_of(key.first().copied().unwrap_or_default()).to_owned()],
        order: Order::Key,
        most: 500,
        chart: Chart::None,
        days_only: false,
    },
];

/// The moment under which a record is reported.
pub(super) fn at(record: &Record<'_>) -> Timestamp {
    match record {
        Record::Contact(contact) => contact.began,
        Record::Opened(matter) => matter.opened,
        Record::Reopened(matter) => matter.reopened.unwrap_or(matter.opened),
        Record::Closed(closed) => closed.matter.closed.unwrap_or(closed.matter.opened),
        Record::Due(pledge) => pledge.due,
        Record::Gave(given) | Record::Redeemed(given) | Record::Voided(given) => given.at,
        Record::Asked(asked) => asked.at,
        Record::Walked(walk) => walk.began,
        Record::LeftOut(omitted) => omitted.began,
        Record::HandedOff(offered) => offered.at,
    }
}

fn currency(value: Option<Money>) -> &'static str {
    value.map_or("", |money| money.currency.code())
}

fn channel_label(word: &str) -> String {
    word.parse().map_or_else(|_| "channel not said".to_owned(), |channel: Channel| channel.label().to_owned())
}

/// The label of a key, or that nobody said it.
fn known(key: &[&str], label: impl Fn(&str) -> Option<&'static str>) -> String {
    let word = key.first().copied().unwrap_or_default();
    match label(word) {
        Some(label) => label.to_owned(),
        None if word == "unknown" => "not said".to_owned(),
        None => word.to_owned(),
    }
}

/// `Fri 20 Nov`.
fn short_day(day: &str) -> String {
    day.parse().map_or_else(|_| day.to_owned(), |day: chrono::NaiveDate| day.format("%a %-d %b").to_string())
}

/// Where a key's words come in their list: what is not in one comes last.
pub(super) fn listed(key: &str) -> usize {
    let channel = Channel::ALL.iter().position(|c| c.word() == key);
    let stage = Stage::ALL.iter().position(|s| s.word() == key);
    let heat = Heat::ALL.iter().position(|h| h.word() == key);
    channel.or(stage).or(heat).unwrap_or(usize::MAX)
}
