//! Rules for hand-offs: one at a time, to somebody who is there. The sender owns the case until it is accepted.

use crate::terms::{HandOffId, Role};

use super::super::command::Command;
use super::super::event::Event;
use super::super::refusal::{Place, Reason, Refusal};
use super::super::state::{HandOff, HandOffState};
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    let mut events = Vec::new();
    match &asking.deed.command {
        Command::HandOff { hand_off, to, warm, note } => {
            if asking.case.hand_offs.iter().any(|h| h.id == *hand_off) {
                return Ok(events);
            }
            if let Some(pending) = asking.case.pending_hand_off() {
                let what = format!("{} has not answered the last hand-off yet", pending.to);
                let mend = "wait for the answer, or take the hand-off back first";
                return Err(Refusal::one("hand-off-waits", Place::HandOff, what, mend));
            }
            if asking.case.owner.as_deref() == Some(to) {
                let what = format!("{to} owns the case already");
                return Err(Refusal::one("owner-already", Place::HandOff, what, "choose somebody else"));
            }
            if !asking.is_known_person(to) {
                let what = format!("Nobody here has the login `{to}`");
                let mend = format!("choose one of: {}", asking.context.rules.people.join(", "));
                asking.break_rule(&mut events, Reason::new("person", Place::HandOff, what, mend))?;
            }
            asking.need_words(note, "what the receiver has to know", Place::HandOff)?;
            let (to, note) = (to.clone(), note.clone());
            events.insert(0, Event::HandedOff { hand_off: *hand_off, to, warm: *warm, note });
        }
        Command::AcceptHandOff(id) => {
            let hand_off = waiting(asking, *id)?;
            let agent = asking.agent();
            if asking.is_live() && hand_off.to != agent && asking.context.role != Role::Supervisor {
                let what = format!("It was handed to {}, not to {agent}", hand_off.to);
                return Err(Refusal::one("not-yours", Place::HandOff, what, "let them take it, or ask a supervisor"));
            }
            events.push(Event::HandOffAccepted { hand_off: *id });
        }
        Command::DeclineHandOff(id, reason) => {
            waiting(asking, *id)?;
            asking.need_words(reason, "the reason", Place::HandOff)?;
            events.push(Event::HandOffDeclined { hand_off: *id, reason: reason.clone() });
        }
        _ => {}
    }
    Ok(events)
}

fn waiting<'a>(asking: &'a Asking<'_>, id: HandOffId) -> Result<&'a HandOff, Refusal> {
    asking.case.hand_offs.iter().find(|h| h.id == id && h.state == HandOffState::Offered).ok_or_else(|| {
        let what = format!("{} has no hand-off that waits", asking.case.number());
        Refusal::one("no-hand-off", Place::HandOff, what, "look at the case: it may have been answered")
    })
}
