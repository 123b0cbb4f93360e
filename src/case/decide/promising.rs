//! Rules for promises: made with a time that lies ahead, kept, broken, withdrawn or moved once.

use crate::terms::{PromiseId, Timestamp};

use super::super::command::Command;
use super::super::event::Event;
use super::super::refusal::{Place, Reason, Refusal};
use super::super::state::{Promise, PromiseState};
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    let mut events = Vec::new();
    match &asking.deed.command {
        Command::Promise { promise, interaction, text, due, told, by, step, call_back } => {
            if asking.case.promises.iter().any(|p| p.id == *promise) {
                return Ok(events);
            }
            if let Some(id) = interaction {
                asking.interaction(*id)?;
            }
            asking.need_words(text, "what was promised", Place::Input)?;
            lies_ahead(asking, *due)?;
            can_be_kept(asking, text.as_str(), *due, &mut events)?;
            let by = by.clone().unwrap_or_else(|| asking.agent().to_owned());
            if !asking.is_known_person(&by) {
                let what = format!("Nobody here has the login `{by}`");
                let reason = Reason::new("person", Place::Input, what, "name somebody from the desk's list");
                asking.break_rule(&mut events, reason)?;
            }
            events.insert(
                0,
                Event::Promised {
                    promise: *promise,
                    interaction: *interaction,
                    text: text.clone(),
                    due: *due,
                    told: told.clone(),
                    by,
                    step: step.clone(),
                    call_back: call_back.clone(),
                },
            );
        }
        Command::KeepPromise(id) => {
            open(asking, *id)?;
            events.push(Event::PromiseKept { promise: *id });
        }
        Command::BreakPromise(id, reason) => {
            open(asking, *id)?;
            asking.need_words(reason, "what came between", Place::Input)?;
            events.push(Event::PromiseBroken { promise: *id, reason: reason.clone() });
        }
        Command::WithdrawPromise(id, reason) => {
            open(asking, *id)?;
            asking.need_words(reason, "why it is not needed any more", Place::Input)?;
            events.push(Event::PromiseWithdrawn { promise: *id, reason: reason.clone() });
        }
        Command::MovePromise { promise, due, customer_told } => {
            let words = open(asking, *promise)?.text.clone();
            lies_ahead(asking, *due)?;
            can_be_kept(asking, words.as_str(), *due, &mut events)?;
            events.insert(0, Event::PromiseMoved { promise: *promise, due: *due, customer_told: *customer_told });
        }
        _ => {}
    }
    Ok(events)
}

fn lies_ahead(asking: &Asking<'_>, due: Timestamp) -> Result<(), Refusal> {
    if due <= asking.deed.at {
        let what = format!("{due} is not ahead of the moment of the promise");
        return Err(Refusal::one("due", Place::Input, what, "promise a time that can still be kept"));
    }
    Ok(())
}

/// What the desk says of promises like this one.
fn can_be_kept(asking: &Asking<'_>, words: &str, due: Timestamp, events: &mut Vec<Event>) -> Result<(), Refusal> {
    let earliest = asking.context.calendar.earliest(words, asking.deed.at);
    let Some(earliest) = earliest.filter(|earliest| due < earliest.at) else { return Ok(()) };
    let what = format!("“{words}” cannot be kept before {}: {}", earliest.words, earliest.why);
    let reason = Reason::new("cannot-keep", Place::Input, what, format!("promise {} or later", earliest.words));
    asking.break_rule(events, reason)
}

fn open<'a>(asking: &'a Asking<'_>, id: PromiseId) -> Result<&'a Promise, Refusal> {
    let promise = asking.case.promises.iter().find(|p| p.id == id).ok_or_else(|| {
        let what = format!("{} has no such promise", asking.case.number());
        Refusal::one("no-promise", Place::Input, what, "look at the case's promises")
    })?;
    let state = match promise.state {
        PromiseState::Open => return Ok(promise),
        PromiseState::Kept(_) => "kept",
        PromiseState::Broken(..) => "marked as broken",
        PromiseState::Withdrawn(..) => "withdrawn",
    };
    let what = format!("“{}” is {state} already", promise.text);
    Err(Refusal::one(
        "promise-done",
        Place::Promise(promise.text.to_string()),
        what,
        "undo that first, if it was wrong",
    ))
}
