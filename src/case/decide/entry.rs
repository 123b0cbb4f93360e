//! Rules for entries of their own: a supervisor writes coaching notes and what was changed about a cause; a note is read by
//! the one it is for.

use crate::terms::{Role, Text};

use super::super::command::Command;
use super::super::entry::Entry;
use super::super::event::Event;
use super::super::fact::Subject;
use super::super::refusal::{Place, Refusal};
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    let there = match asking.deed.on {
        Subject::Entry(id) => Entry::fold(id, &asking.file.facts),
        Subject::Case(_) | Subject::Customer(_) => {
            return Err(refused("no-entry", "This is an entry of its own, about no single case", "write it as such"));
        }
    };
    match &asking.deed.command {
        Command::Coach { to, note, drill, due } => {
            new(there.as_ref())?;
            supervisor(asking, "Coaching notes are written by a supervisor")?;
            if to == asking.context.actor {
                return Err(refused("who", format!("`{to}` is you"), "a note is for somebody else: name their login"));
            }
            if !asking.is_known_person(to) {
                let what = format!("`{to}` is not on this desk's list of people");
                return Err(refused("who", what, "name a login of that list: `amends who` shows it"));
            }
            let drill = drill.clone().filter(|d| !d.trim().is_empty());
            // What to practise may be all that there is to say.
            if drill.is_none() {
                words(note, "what the note says")?;
            }
            if due.is_some() && drill.is_none() {
                return Err(refused(
                    "no-drill",
                    "A time is for something to practise",
                    "name the drill too, or leave the time out",
                ));
            }
            Ok(vec![Event::Coached { to: to.clone(), note: note.clone(), drill, due: *due }])
        }
        Command::ReadCoaching => match there {
            Some(Entry::Coaching(note)) if note.to == asking.context.actor => {
                Ok(if note.read.is_some() { Vec::new() } else { vec![Event::CoachingRead] })
            }
            Some(Entry::Coaching(note)) => {
                let what = format!("This note is for {}", note.to);
                Err(refused("who-may", what, "they mark it as read themselves"))
            }
            _ => Err(refused("no-entry", "There is no such note", "look at yours with `amends coach`")),
        },
        Command::ActOnCause { cause, what, from_day } => {
            new(there.as_ref())?;
            supervisor(asking, "What was changed about a cause is written down by a supervisor")?;
            let causes = &asking.context.rules.causes;
            if !causes.contains(cause) {
                let what = format!("`{cause}` is not one of the desk's causes");
                return Err(refused("unknown-cause", what, &format!("choose one of {}", causes.join(", "))));
            }
            words(what, "what was changed")?;
            Ok(vec![Event::CauseActed { cause: cause.clone(), what: what.clone(), from_day: *from_day }])
        }
        _ => Ok(Vec::new()),
    }
}

/// One entry says one thing.
fn new(there: Option<&Entry>) -> Result<(), Refusal> {
    match there {
        Some(_) => Err(refused("there-already", "This entry is written already", "write another one")),
        None => Ok(()),
    }
}

fn words(text: &Text, what: &str) -> Result<(), Refusal> {
    if text.is_blank() {
        return Err(refused("no-words", format!("This needs {what}"), "write it in a few words"));
    }
    Ok(())
}

fn supervisor(asking: &Asking<'_>, what: &str) -> Result<(), Refusal> {
    if asking.context.role == Role::Supervisor {
        return Ok(());
    }
    Err(refused("who-may", what, "leave it to them"))
}

fn refused(rule: &'static str, what: impl Into<String>, mend: &str) -> Refusal {
    Refusal::one(rule, Place::Input, what, mend)
}
