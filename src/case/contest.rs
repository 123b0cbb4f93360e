//! Two people at one case: whose value stands where neither saw the other's. The later one does, with a mark.

use crate::terms::{Heat, Text, Timestamp, Value};

use super::event::{Body, Event};
use super::fact::Fact;
use super::state::{Case, Contested};

/// Before an event changes values: whoever set one of them last, unseen by this event's author, is named.
///
/// An author who saw everything leaves no mark, and takes away an earlier one: they decided knowing both.
pub(super) fn mark(case: &mut Case, fact: &Fact, body: &Body) {
    for (field, was, new) in set(case, &body.event) {
        let author = fact.agent();
        let before = case.authors.insert(field.clone(), (author.to_owned(), fact.position.hlc));
        let Some(seen) = body.seen else { continue };
        case.contested.retain(|c| c.field != field);
        if let (Some((over, at)), Some(was)) = (before, was)
            && at > seen
            && over != author
            && was != new
        {
            case.contested.push(contested(body.at, field, author, over, was));
        }
    }
}

fn contested(at: Timestamp, field: String, by: &str, over: String, was: String) -> Contested {
    Contested { at, field, by: by.to_owned(), over, was }
}

/// The values that an event sets: name, what stood there, what will. None of an event that will be a misfit.
fn set(case: &Case, event: &Event) -> Vec<(String, Option<String>, String)> {
    let words = |text: Option<&Text>| text.map(ToString::to_string);
    let values = match event {
        Event::Described { kind, severity, wanted } => vec![
            ("kind", case.kind.map(|k| k.label().into()), kind.map(|k| k.label().into())),
            ("severity", case.severity.map(|s| s.label().into()), severity.map(|s| s.label().into())),
            ("what they want", words(case.wanted.as_ref()), words(wanted.as_ref())),
        ],
        Event::CustomerSet { customer } => {
            vec![("customer", case.customer.map(|c| c.to_string()), Some(customer.to_string()))]
        }
        Event::InteractionDescribed { interaction, channel, heat_start, heat_end, summary } => {
            let Some(known) = case.interaction(*interaction) else { return Vec::new() };
            let heat = |heat: Option<Heat>| heat.map(|h| h.label().to_owned());
            vec![
                ("channel", known.channel.map(|c| c.label().into()), channel.map(|c| c.label().into())),
                ("heat at the start", heat(known.heat_start), heat(*heat_start)),
                ("heat at the end", heat(known.heat_end), heat(*heat_end)),
                ("summary", words(known.summary.as_ref()), words(summary.as_ref())),
            ]
        }
        Event::Answered { walk, name, value, .. } => {
            let Some(walk) = case.walk(*walk) else { return Vec::new() };
            let was = walk.answers.get(name).map(Value::for_people);
            return vec![(name.replace('_', " "), was, value.for_people())];
        }
        Event::PromiseMoved { promise, due, .. } => {
            let Some(known) = case.open_promises().find(|p| p.id == *promise) else { return Vec::new() };
            return vec![(format!("the time of “{}”", known.text), Some(known.due.to_string()), due.to_string())];
        }
        _ => return Vec::new(),
    };
    values.into_iter().filter_map(|(field, was, new)| Some((field.to_owned(), was, new?))).collect()
}
