//! Why a case stands in the list: all its reasons at a moment, and the moments at which they become others.

use super::{AVOIDED_DAYS, Class, NextKind, QUIET_DAYS, Ranking, SOON_MS};
use crate::case::{Asked, Pledge, Standing};
use crate::desk::Aim;
use crate::terms::Timestamp;

/// One reason.
pub struct Reason {
    pub class: Class,
    pub what: NextKind,
    pub due: Option<Timestamp>,
}

/// The reasons of a case, and when one of them changes its class or appears.
pub fn of(ranking: &Ranking<'_>, case: &Standing) -> (Vec<Reason>, Vec<Timestamp>) {
    let (mut reasons, mut wakes) = (Vec::new(), Vec::new());
    let now = ranking.now;
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
    for asked in &case.yeses {
        let Asked { approval, by, what, value, .. } = asked.clone();
        let what = match asked.yes {
            Some(yes) => NextKind::AnswerCame { approval, from: by, yes, what, value },
            None => NextKind::Asked { approval, from: by, what, value },
        };
        reasons.push(Reason { class: Class::Approval, what, due: Some(asked.at) });
    }
    for look in &case.reviews {
        let (review, from) = (look.review, look.by.clone());
        let what =
            if look.disputed { NextKind::Disputed { review, from } } else { NextKind::Reviewed { review, from } };
        reasons.push(Reason { class: Class::Review, what, due: Some(look.at) });
    }
    if let Some(closed) = case.recovered {
        let due = ranking.desk.follow_up_due(closed);
        wakes.push(due);
        if due <= now {
            reasons.push(Reason { class: Class::Quiet, what: NextKind::FollowUp, due: Some(closed) });
        }
        return (reasons, wakes);
    }
    for contact in &case.contacts {
        if let Some(since) = contact.parked {
            let what = NextKind::Parked { interaction: contact.interaction };
            reasons.push(Reason { class: Class::Parked, what, due: Some(since) });
        }
    }
    if case.mine {
        own(ranking, case, &mut reasons, &mut wakes);
    } else if reasons.is_empty() {
        reasons.push(Reason { class: Class::Rest, what: NextKind::Open, due: None });
    }
    (reasons, wakes)
}

fn own(ranking: &Ranking<'_>, case: &Standing, reasons: &mut Vec<Reason>, wakes: &mut Vec<Timestamp>) {
    let now = ranking.now;
    for (what, aim) in [(NextKind::FirstAnswer, Aim::FirstResponse), (NextKind::Resolution, Aim::Resolution)] {
        let due = ranking.desk.running_due(aim, &case.times, now);
        if let Some(due) = due {
            reasons.push(timed(what, due, Class::ClockLate, now, wakes));
        }
    }
    if let Some(wait) = case.times.waiting() {
        let what = wait.what.as_str().to_owned();
        let quiet = after(ranking, wait.from, QUIET_DAYS, wakes);
        let (class, what) =
            if quiet { (Class::Quiet, NextKind::Quiet { what }) } else { (Class::Rest, NextKind::Waiting { what }) };
        reasons.push(Reason { class, what, due: Some(wait.from) });
        return;
    }
    if let Some(since) = case.answered {
        reasons.push(Reason { class: Class::Answered, what: NextKind::Answered, due: Some(since) });
    }
    // What one is busy with is not being avoided.
    if case.contacts.is_empty() && after(ranking, case.touched, AVOIDED_DAYS, wakes) {
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

/// Whether so many working days have passed since; where not, when they will have.
fn after(ranking: &Ranking<'_>, since: Timestamp, days: u32, wakes: &mut Vec<Timestamp>) -> bool {
    let at = ranking.working_days(since, days);
    wakes.push(at);
    at <= ranking.now
}
