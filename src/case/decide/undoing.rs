//! Undo and redo: an event that names the events of one command. Refused where later entries rest on them.

use std::collections::HashSet;

use crate::terms::{CommandId, EventId};

use super::super::command::Command;
use super::super::event::Event;
use super::super::fact::{Fact, Subject};
use super::super::file::CaseFile;
use super::super::refusal::{Place, Refusal};
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    let Some(target) = latest(asking, matches!(asking.deed.command, Command::Redo)) else {
        let (what, mend) = match asking.deed.command {
            Command::Redo => ("There is nothing to redo", "undo something first"),
            _ => ("There is nothing of yours left to undo here", "only your own entries can be undone"),
        };
        return Err(Refusal::one("nothing-to-undo", Place::Input, what, mend));
    };
    if matches!(asking.deed.on, Subject::Customer(_)) {
        first_entry(asking.file, &target)?;
    }
    brings_no_gift_back(asking, &target)?;
    rests_upon_it(asking, &target)?;
    Ok(vec![Event::Undone { events: target }])
}

/// What was given and taken back is given anew, where the limits are asked again: a redo would not ask them.
fn brings_no_gift_back(asking: &Asking<'_>, target: &[EventId]) -> Result<(), Refusal> {
    let facts = &asking.file.facts;
    let undone =
        facts.iter().filter(|f| target.contains(&f.id)).filter_map(|f| match f.body.as_ref().map(|b| &b.event) {
            Some(Event::Undone { events }) => Some(events),
            _ => None,
        });
    let gave = |id: &EventId| facts.iter().any(|f| f.id == *id && f.kind == "gave");
    if asking.is_live() && undone.flatten().any(gave) {
        let what = "A gift that was taken back does not come back by itself";
        return Err(Refusal::one("gift-again", Place::Gesture, what, "give it again: what may be given is asked anew"));
    }
    Ok(())
}

fn is_undo(fact: &Fact) -> bool {
    fact.body.as_ref().is_some_and(|b| matches!(b.event, Event::Undone { .. }))
}

/// The standing events of one command.
fn command(file: &CaseFile, id: CommandId) -> Option<Vec<EventId>> {
    let of_it = |f: &&Fact| f.body.as_ref().is_some_and(|b| b.command == id) && !file.undone.contains(&f.id);
    let events: Vec<EventId> = file.facts.iter().filter(of_it).map(|f| f.id).collect();
    (!events.is_empty()).then_some(events)
}

/// The actor's latest command that stands; for redo, their latest undo, if they did nothing else after it.
fn latest(asking: &Asking<'_>, redo: bool) -> Option<Vec<EventId>> {
    let file = asking.file;
    let stands = |f: &&Fact| !file.undone.contains(&f.id);
    let mut mine =
        file.facts.iter().rev().filter(|f| f.actor == asking.context.actor && f.body.is_some()).filter(stands);
    let found = if redo {
        mine.find(|f| !takes_back_an_undo(file, f)).filter(|f| is_undo(f))
    } else {
        mine.find(|f| !is_undo(f))
    };
    found.and_then(|f| f.body.as_ref()).and_then(|b| command(file, b.command))
}

/// Whether this event is a redo.
fn takes_back_an_undo(file: &CaseFile, fact: &Fact) -> bool {
    let Some(Event::Undone { events }) = fact.body.as_ref().map(|b| &b.event) else { return false };
    file.facts.iter().any(|f| events.contains(&f.id) && is_undo(f))
}

/// How a customer became known stays: cases rest on it, and they are not in this file.
fn first_entry(file: &CaseFile, target: &[EventId]) -> Result<(), Refusal> {
    let added = |f: &&Fact| f.body.as_ref().is_some_and(|b| matches!(b.event, Event::CustomerAdded { .. }));
    if !file.facts.iter().filter(added).any(|f| target.contains(&f.id)) {
        return Ok(());
    }
    let mend = "change what is known of them, or merge the record into the right one";
    Err(Refusal::one(
        "first-entry",
        Place::Customer,
        "This is how the customer became known; cases may rest on it",
        mend,
    ))
}

/// Whether the case still folds without `target`; what would find nothing to rest on stands in the way.
fn rests_upon_it(asking: &Asking<'_>, target: &[EventId]) -> Result<(), Refusal> {
    let file = asking.file;
    let already: HashSet<EventId> = file.misfits.iter().map(|(id, _)| *id).collect();
    let mut facts: Vec<Fact> = file.facts.clone();
    let Some(mut undo) = facts.last().cloned() else { return Ok(()) };
    undo.id = EventId(asking.deed.id.0);
    undo.position.hlc = undo.position.hlc.saturating_add(1);
    if let Some(body) = undo.body.as_mut() {
        body.event = Event::Undone { events: target.to_vec() };
    }
    facts.push(undo);
    let without = CaseFile::fold(file.id, facts);
    let broken: Vec<&str> =
        without.misfits.iter().filter(|(id, _)| !already.contains(id)).map(|(_, misfit)| misfit.kind).collect();
    if broken.is_empty() {
        return Ok(());
    }
    let what = format!("{} later entries rest on it ({})", broken.len(), broken.join(", "));
    Err(Refusal::one("rests-upon", Place::Input, what, "undo those first, the latest before the earlier"))
}
