//! Why a case stands in the list: all its reasons at a moment, and the moments at which they become others.

use super::{AVOIDED, Class, NextKind, QUIET, SOON_MS};
use crate::case::{Pledge, Standing};
use crate::desk::{Clock, Desk};
use crate::terms::Timestamp;

/// One reason.
pub struct Reason {
    pub class: Class,
    pub what: NextKind,
    pub due: Option<Timestamp>,
}

/// The reasons of a case, and when one of them changes its class or appears.
pub fn of(desk: &Desk, case: &Standing, now: Timestamp) -> (Vec<Reason>, Vec<Timestamp>) {
    let (mut reasons, mut wakes) = (Vec::new(), Vec::new());
    for pledge in &case.pledges {
        reasons.push(timed(kind(pledge), pledge.due, Class::Late, now, &mut wakes));
    }
    if let Some(offer) = &case.offer {
        let (hand_off, from, warm) = (offer.hand_off, offer.from.clone(), offer.warm);
        reasons.push(Reason {
            class: Class::HandOff,
            what: NextKind::HandOff { hand_off, from, warm },
            due: Some(offer.at),
        });
    }
    for contact in &case.contacts {
        if let Some(since) = contact.parked {
            let what = NextKind::Parked { interaction: contact.interaction };
            reasons.push(Reason { class: Class::Parked, what, due: Some(since) });
        }
    }
    if case.mine {
        own(desk, case, now, &mut reasons, &mut wakes);
    } else if reasons.is_empty() {
        reasons.push(Reason { class: Class::Rest, what: NextKind::Open, due: None });
    }
    (reasons, wakes)
}

fn own(desk: &Desk, case: &Standing, now: Timestamp, reasons: &mut Vec<Reason>, wakes: &mut Vec<Timestamp>) {
    let clocks = desk.case_clocks(&case.times, now);
    let running = |clock: Option<Clock>| clock.filter(|c| c.met.is_none()).and_then(|c| c.due);
    for (what, due) in
        [(NextKind::FirstAnswer, running(clocks.first_response)), (NextKind::Resolution, running(clocks.resolution))]
    {
        if let Some(due) = due {
            reasons.push(timed(what, due, Class::ClockLate, now, wakes));
        }
    }
    if let Some(wait) = case.times.waiting() {
        let what = wait.what.as_str().to_owned();
        let quiet = after(desk, wait.from, &QUIET, now, wakes);
        let (class, what) =
            if quiet { (Class::Quiet, NextKind::Quiet { what }) } else { (Class::Rest, NextKind::Waiting { what }) };
        reasons.push(Reason { class, what, due: Some(wait.from) });
        return;
    }
    if let Some(since) = case.answered {
        reasons.push(Reason { class: Class::Answered, what: NextKind::Answered, due: Some(since) });
    }
    // What one is busy with is not being avoided.
    if case.contacts.is_empty() && after(desk, case.touched, &AVOIDED, now, wakes) {
        reasons.push(Reason { class: Class::Avoided, what: NextKind::Untouched, due: Some(case.touched) });
    }
    if reasons.is_empty() {
        reasons.push(Reason { class: Class::Rest, what: NextKind::Open, due: None });
    }
}

fn kind(pledge: &Pledge) -> NextKind {
    let (promise, text) = (pledge.promise, pledge.text.clone());
    match &pledge.call_back {
        Some(number) => NextKind::CallBack { promise, text, number: number.clone() },
        None => NextKind::Promise { promise, text },
    }
}

/// Something with a due time: late, soon, or one of the rest.
fn timed(what: NextKind, due: Timestamp, late: Class, now: Timestamp, wakes: &mut Vec<Timestamp>) -> Reason {
    let soon = due.plus_ms(-SOON_MS);
    wakes.extend([soon, due]);
    let class = if due <= now {
        late
    } else if soon <= now {
        Class::Soon
    } else {
        Class::Rest
    };
    Reason { class, what, due: Some(due) }
}

/// Whether so much time has passed since; where not, when it will have.
fn after(
    desk: &Desk,
    since: Timestamp,
    within: &crate::desk::Within,
    now: Timestamp,
    wakes: &mut Vec<Timestamp>,
) -> bool {
    // Nothing passes in less time than this by any calendar of opening hours.
    let at = desk.due(since, within);
    wakes.push(at);
    at <= now
}
