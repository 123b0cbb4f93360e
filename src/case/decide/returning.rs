//! Rules for what comes after: certificates used or made void, the follow-up, and that the customer came back.

use crate::terms::{CameBackBy, GestureId, Text};

use super::super::command::Command;
use super::super::event::Event;
use super::super::refusal::{Place, Refusal};
use super::super::state::Certificate;
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    match &asking.deed.command {
        Command::RedeemCertificate(gesture) => {
            let certificate = holds(asking, *gesture)?;
            let mut events = vec![Event::CertificateRedeemed { gesture: *gesture }];
            if asking.deed.at > certificate.printed.expires {
                let what = format!("{} has expired", certificate.printed.code);
                let mend = "say so kindly; whoever may can give a new one";
                let reason = super::Reason::new("expired", Place::Gesture, what, mend);
                asking.break_rule(&mut events, reason)?;
            }
            events.push(Event::CameBack { by: CameBackBy::Redemption, note: Text::default() });
            Ok(events)
        }
        Command::VoidCertificate(gesture, reason) => {
            holds(asking, *gesture)?;
            asking.need_words(reason, "why it holds no longer", Place::Gesture)?;
            Ok(vec![Event::CertificateVoided { gesture: *gesture, reason: reason.clone() }])
        }
        Command::CameBack { by, note } => {
            let was_heard = asking.case.interactions.iter().any(|i| i.ended.is_some()) || asking.case.closed.is_some();
            if !was_heard {
                let what = "They are still here";
                return Err(Refusal::one("not-gone", Place::Input, what, "end the contact first"));
            }
            Ok(vec![Event::CameBack { by: *by, note: note.clone() }])
        }
        Command::FollowUp(note) => {
            if asking.case.closed.is_none() && asking.is_live() {
                let what = format!("{} is still open", asking.case.number());
                return Err(Refusal::one(
                    "still-open",
                    Place::Input,
                    what,
                    "take a note; ask again once it is put right",
                ));
            }
            asking.need_words(note, "what they said", Place::Input)?;
            Ok(vec![Event::FollowedUp { note: note.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

/// A certificate that is neither used nor void.
fn holds<'a>(asking: &'a Asking<'_>, gesture: GestureId) -> Result<&'a Certificate, Refusal> {
    let refused = |rule, what: String, mend: &str| Refusal::one(rule, Place::Gesture, what, mend);
    let found = asking.case.gestures.iter().find(|g| g.id == gesture).and_then(|g| g.certificate.as_ref());
    let Some(found) = found else {
        return Err(refused("no-certificate", "There is no such certificate".to_owned(), "look at its code again"));
    };
    if let Some(at) = found.redeemed {
        let what = format!("{} was used already, {at}", found.printed.code);
        return Err(refused("used", what, "a certificate holds once; ask whether they have another"));
    }
    if let Some((at, reason)) = &found.voided {
        let what = format!("{} was made void, {at}: {reason}", found.printed.code);
        return Err(refused("void", what, "look at its case; whoever may can give a new one"));
    }
    Ok(found)
}
