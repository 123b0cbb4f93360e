//! All metrics, in the order of a report. One function each; whoever shows a number gets it from here.

mod giving;
mod outcome;
mod times;
mod volume;
mod work;

use super::metric::{Counted, Measure, Metric};
use super::quantity::Unit;

/// Every metric there is.
pub static METRICS: &[&Metric] = &[
    &volume::CONTACTS,
    &volume::CASES_OPENED,
    &volume::CASES_CLOSED,
    &volume::HEATED,
    &volume::QUEUE_WAIT,
    &volume::OCCUPANCY,
    &times::HANDLE_TIME,
    &times::TALK_TIME,
    &times::HOLD_TIME,
    &times::WRAP_UP_TIME,
    &times::TIME_WORKED,
    &times::FIRST_RESPONSE,
    &times::FIRST_RESPONSE_OPEN,
    &times::ANSWERED_IN_TIME,
    &times::RESOLUTION_TIME,
    &times::RESOLVED_IN_TIME,
    &work::STEP_ADHERENCE,
    &work::SKIPPED,
    &work::PROMISES_KEPT,
    &work::PROMISES_MOVED,
    &work::TRANSFER_RATE,
    &work::ESCALATION_RATE,
    &outcome::RESOLVED,
    &outcome::FIRST_CONTACT_RESOLUTION,
    &outcome::REPEAT_CONTACT,
    &outcome::REOPEN_RATE,
    &outcome::CALMED,
    &outcome::RECOVERY,
    &giving::GIVEN,
    &giving::COST,
    &giving::PER_CASE,
    &giving::PER_COMPENSATED_CASE,
    &giving::KINDNESS,
    &giving::EXCEPTIONS,
    &giving::APPROVALS,
    &giving::APPROVAL_TIME,
    &giving::REDEEMED,
    &giving::REVERSED,
    &giving::SHARE_OF_LOSS,
];

/// Metrics that stand only in tables.
pub static COLUMNS: &[&Metric] =
    &[&work::LEFT_OUT, &work::WALKS, &work::WALKS_RESOLVED, &giving::GESTURES, &giving::WORTH];

/// The metric of this name, those of tables too.
pub fn metric(name: &str) -> Option<&'static Metric> {
    METRICS.iter().chain(COLUMNS).copied().find(|metric| metric.name == name)
}

/// One that counts one.
const ONE: Measure = Measure::Counts { part: 1, of: 1 };

/// So much of one.
fn one(part: i64) -> Measure {
    Measure::Counts { part, of: 1 }
}

/// Yes or no.
fn yes(yes: bool) -> Measure {
    one(i64::from(yes))
}

const COUNT: Counted = Counted::In(Unit::Count);
const SHARE: Counted = Counted::In(Unit::Share);
const TIME: Counted = Counted::In(Unit::Duration);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;
    use crate::log::records::{Depth, Of, Omitted, Record};
    use crate::review::ground::Ground;
    use crate::terms::{CaseId, Stage, Timestamp};

    #[test]
    fn whatever_measures_a_left_out_step_asks_for_steps_and_nothing_else_does() {
        let desk = Desk::parse("desk.toml", include_str!("../../../tests/fixtures/desk.toml")).unwrap();
        let ground = Ground::new(&desk, Timestamp::from_ms(0));
        let record = Record::LeftOut(Omitted {
            of: Of { case: CaseId::from_bytes([0; 16]), kind: None, cause: None },
            began: Timestamp::from_ms(0),
            playbook: "late-parcel",
            stage: Stage::Listen,
            step: "story",
            title: "Let them tell it",
            reason: None,
        });
        for metric in METRICS.iter().chain(COLUMNS) {
            let measures = (metric.measure)(&ground, &record) != Measure::Nothing;
            assert_eq!(metric.depth == Depth::Steps, measures, "{}", metric.name);
        }
        assert_eq!(metric("left-out").unwrap().depth, Depth::Steps);
    }
}
