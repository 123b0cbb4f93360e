//! "What now": one list out of everything that waits for an agent, each case once, each row with the word why.
//!
//! **The order** (total, the same for the same rows and moment). Classes first, in the order of [`Class`]; inside one:
//!
//! | class | inside it |
//! |---|---|
//! | late promises and call-backs | the later the higher, lateness times hurt |
//! | hand-offs to me | warm ones (somebody is kept waiting) first, then the oldest |
//! | a yes that is asked of me, or an answer to what I asked | the oldest first |
//! | late clocks | the later the higher, lateness times hurt |
//! | due soon (within [`SOON_MS`]) | what is left, divided by hurt: the least first |
//! | parked interactions | the longest, times hurt |
//! | the customer answered | the longest ago, times hurt |
//! | avoided: nobody touched it for [`AVOIDED_DAYS`] | the most hurt first, then the longest untouched |
//! | the customer went quiet: we wait for [`QUIET_DAYS`] and more | the most hurt first, then the longest |
//! | a score that waits for my answer, a dispute that waits to be settled | the oldest first |
//! | the rest | by what is left, divided by hurt; then without a clock by hurt; then those that wait for the customer |
//!
//! Hurt is 1 for a calm customer whom it costs little, one more for each step of severity and of heat (7 at most). What
//! is equal after that goes by its moment, then by the case's number and id. A case stands where its most pressing reason
//! stands; `more` counts its other reasons.

mod order;
mod reasons;
#[cfg(test)]
mod tests;
mod words;

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::Desk;
use super::within::Within;
use crate::case::Standing;
use crate::terms::{
    ApprovalId, CaseId, Channel, CustomerId, HandOffId, Heat, InteractionId, Money, PromiseId, ReviewId, Severity,
    Text, Timestamp,
};

/// How long before its time something counts as due soon: two hours.
pub const SOON_MS: i64 = 2 * 3_600_000;
/// After how many working days without an entry a case counts as avoided.
pub const AVOIDED_DAYS: u32 = 2;
/// After how many working days of waiting a customer counts as gone quiet.
pub const QUIET_DAYS: u32 = 5;

/// How pressing a row is; the first is the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// A promise or call-back whose time has passed.
    Late,
    /// The case is offered to me.
    HandOff,
    /// Somebody asks me for a yes, or has answered me.
    Approval,
    /// A first answer or a close whose time has passed.
    ClockLate,
    /// A promise, call-back or clock that is due soon.
    Soon,
    /// An interaction that I have parked.
    Parked,
    /// The customer did what we waited for.
    Answered,
    /// Nobody has touched it for long.
    Avoided,
    /// The customer has not done for long what we wait for.
    Quiet,
    /// A score waits for my answer, or a dispute to be settled: never before a customer.
    Review,
    /// Everything else.
    Rest,
}

/// What stands in a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
#[non_exhaustive]
pub enum NextKind {
    /// Something promised.
    Promise {
        /// Which.
        promise: PromiseId,
        /// What.
        text: String,
    },
    /// A promise to ring back.
    CallBack {
        /// Which.
        promise: PromiseId,
        /// What.
        text: String,
        /// The number to ring.
        number: Text,
    },
    /// The case is offered to me.
    HandOff {
        /// Which.
        hand_off: HandOffId,
        /// By whom.
        from: String,
        /// Whether they stay until I answer.
        warm: bool,
    },
    /// Somebody asks to give more than they may alone.
    Asked {
        /// Which request.
        approval: ApprovalId,
        /// Who asks.
        from: String,
        /// What.
        what: String,
        /// Its worth.
        value: Option<Money>,
    },
    /// What I asked for is answered.
    AnswerCame {
        /// Which request.
        approval: ApprovalId,
        /// By whom.
        from: String,
        /// Yes or no.
        yes: bool,
        /// What.
        what: String,
        /// What may be given: exactly this.
        value: Option<Money>,
    },
    /// My work was scored: do I agree?
    Reviewed {
        /// Which review.
        review: ReviewId,
        /// By whom.
        from: String,
    },
    /// Somebody disputes a score.
    Disputed {
        /// Which review.
        review: ReviewId,
        /// Who.
        from: String,
    },
    /// It was put right some days ago: is all well?
    FollowUp,
    /// Nobody of ours has turned to the customer yet.
    FirstAnswer,
    /// To be closed.
    Resolution,
    /// I have parked it.
    Parked {
        /// Which interaction.
        interaction: InteractionId,
    },
    /// The customer did what we waited for.
    Answered,
    /// Nobody has touched it for long.
    Untouched,
    /// We wait for the customer, for long.
    Quiet {
        /// For what.
        what: String,
    },
    /// We wait for the customer.
    Waiting {
        /// For what.
        what: String,
    },
    /// It is open.
    Open,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Next {
    /// Which case.
    pub case: CaseId,
    /// `C-1042`.
    pub number: String,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// Their name, where it was looked up.
    pub who: Option<String>,
    /// What the case is about, in a line.
    pub about: Option<String>,
    /// What stands here.
    pub what: NextKind,
    /// How pressing.
    pub class: Class,
    /// When it is or was due; for what has no due time, since when it is so.
    pub due: Option<Timestamp>,
    /// Why it stands here, in a word or a few: `promise late 27m`, `first answer due 14:40`.
    pub why: String,
    /// How many other reasons this case has to be in the list.
    pub more: usize,
    /// 1 to 7: what it costs the customer, and how heated they are.
    pub hurt: u8,
    /// What it costs the customer.
    pub severity: Option<Severity>,
    /// How heated they are.
    pub heat: Option<Heat>,
    /// The first contact's channel.
    pub channel: Option<Channel>,
    /// The next moment at which this row would read or rank otherwise, though nobody does anything.
    pub changes: Option<Timestamp>,
}

impl Desk {
    /// The list for an agent, the most pressing first; each case once. See above for the order.
    pub fn next_up(&self, rows: &[Standing], now: Timestamp) -> Vec<Next> {
        let midnight = self.bounds_of(self.today(now)).1;
        let ranking = Ranking { desk: self, now, midnight, days: RefCell::default() };
        let mut next: Vec<Next> = rows.iter().filter_map(|row| ranking.row(row)).collect();
        next.sort_by(|a, b| order::compare(a, b, now));
        let mut seen = std::collections::HashSet::new();
        next.retain(|row| seen.insert(row.case));
        next
    }
}

/// One ranking: what all its rows need, reckoned once.
struct Ranking<'a> {
    desk: &'a Desk,
    now: Timestamp,
    /// The end of today at the desk.
    midnight: Timestamp,
    /// When so many working days after a day are over: the same for everything that begins on that day.
    days: RefCell<HashMap<(NaiveDate, u32), Timestamp>>,
}

impl Ranking<'_> {
    fn working_days(&self, from: Timestamp, days: u32) -> Timestamp {
        let key = (self.desk.today(from), days);
        let due = || self.desk.due(from, &Within::WorkingDays(days));
        *self.days.borrow_mut().entry(key).or_insert_with(due)
    }

    fn row(&self, standing: &Standing) -> Option<Next> {
        let now = self.now;
        let (reasons, wakes) = reasons::of(self, standing);
        let hurt = hurt(standing.times.severity, standing.heat);
        let row = |reason: &reasons::Reason| Next {
            case: standing.case,
            number: standing.number.clone(),
            customer: standing.customer,
            who: standing.customer_name.clone(),
            about: standing.about.clone(),
            what: reason.what.clone(),
            class: reason.class,
            due: reason.due,
            why: String::new(),
            more: 0,
            hurt,
            severity: standing.times.severity,
            heat: standing.heat,
            channel: standing.times.channel,
            changes: None,
        };
        let mut first = reasons.iter().map(row).min_by(|a, b| order::compare(a, b, now))?;
        first.more = reasons.iter().filter(|r| r.class != Class::Rest).count().saturating_sub(1);
        let (why, reads) = words::why(self, &first);
        first.why = why;
        // Two reasons of one case hurt alike: inside a class neither overtakes the other.
        first.changes = wakes.into_iter().chain(reads).filter(|at| *at > now).min();
        Some(first)
    }
}

/// The next moment at which the list reads or ranks otherwise, though nobody does anything; `None`: never.
pub fn next_change(rows: &[Next], now: Timestamp) -> Option<Timestamp> {
    let own = rows.iter().filter_map(|row| row.changes);
    let pairs = rows.windows(2).filter_map(|two| order::crossing(&two[0], &two[1], now));
    own.chain(pairs).filter(|at| *at > now).min()
}

/// 1 to 7; what nobody has said counts as little.
fn hurt(severity: Option<Severity>, heat: Option<Heat>) -> u8 {
    let severity = match severity {
        None | Some(Severity::Low) => 0,
        Some(Severity::Middle) => 1,
        Some(Severity::High) => 2,
        Some(Severity::Critical) => 3,
    };
    let heat = match heat {
        None | Some(Heat::Calm) => 0,
        Some(Heat::Upset) => 1,
        Some(Heat::Angry) => 2,
        Some(Heat::Abusive) => 3,
    };
    1 + severity + heat
}
