//! The rows that numbers are made of, streamed one at a time: what a report reads, and nothing is kept of it here. What they
//! add up to is said in `review`; how they are asked for is in `ask.rs`.

mod ask;
mod same;

use crate::case::Wait;
use crate::terms::{CaseId, CaseKind, Channel, GestureKind, Heat, Money, Outcome, Severity, Stage, Timestamp};

use super::find::Query;

/// Which records.
#[derive(Debug, Clone, Copy)]
pub enum Scope<'a> {
    /// What happened from a moment on until before another.
    Between(Timestamp, Timestamp),
    /// All of these cases, whenever.
    Cases(&'a Query),
}

/// How far down records go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// All but [`Record::LeftOut`], which takes a question for each walk.
    Walks,
    /// All there is.
    Steps,
}

/// One row of the log, with what of its case is asked for.
#[derive(Debug, Clone)]
pub enum Record<'r> {
    /// A contact that began.
    Contact(Contact<'r>),
    /// A case that was opened.
    Opened(Matter<'r>),
    /// A case that was closed.
    Closed(Closed<'r>),
    /// A case that was opened again.
    Reopened(Matter<'r>),
    /// A promise that was due.
    Due(Pledge<'r>),
    /// Something that was given.
    Gave(Given<'r>),
    /// A certificate that was used.
    Redeemed(Given<'r>),
    /// A certificate that holds no longer.
    Voided(Given<'r>),
    /// A request to give more.
    Asked(Asked<'r>),
    /// A playbook that was taken up.
    Walked(Walked<'r>),
    /// A required step that was left out.
    LeftOut(Omitted<'r>),
    /// A case that was offered to another owner.
    HandedOff(Offered<'r>),
}

/// What every record tells of its case.
#[derive(Debug, Clone, Copy)]
pub struct Of<'r> {
    /// The case.
    pub case: CaseId,
    /// The sort of matter.
    pub kind: Option<CaseKind>,
    /// The root cause.
    pub cause: Option<&'r str>,
}

/// A contact.
#[derive(Debug, Clone, Copy)]
pub struct Contact<'r> {
    /// Its case.
    pub of: Of<'r>,
    /// Who did it.
    pub agent: &'r str,
    /// On which channel.
    pub channel: Option<Channel>,
    /// When it began.
    pub began: Timestamp,
    /// When wrap-up was over.
    pub ended: Option<Timestamp>,
    /// Its clocks in milliseconds, once it ended: talk, hold, wrap-up.
    pub clocks: Option<[i64; 3]>,
    /// How heated the customer was at first and at last.
    pub heat: (Option<Heat>, Option<Heat>),
    /// How often the customer was put through to somebody else.
    pub transfers: i64,
    /// The latest contact before it, of the same customer with the same cause, whichever case it was in; inside the window of
    /// a second failure. `None` of the outer: it cannot be known, because the customer or the cause is not.
    pub before: Option<bool>,
}

/// A case.
#[derive(Debug, Clone)]
pub struct Matter<'r> {
    /// The case.
    pub of: Of<'r>,
    /// Who owns it now.
    pub owner: Option<&'r str>,
    /// The channel of its first contact.
    pub channel: Option<Channel>,
    /// What it costs the customer.
    pub severity: Option<Severity>,
    /// When it was opened.
    pub opened: Timestamp,
    /// When it was last opened again.
    pub reopened: Option<Timestamp>,
    /// When the customer first had a person of ours.
    pub first_response: Option<Timestamp>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// When the next move was the customer's.
    pub waits: Vec<Wait>,
}

/// A case that was closed.
#[derive(Debug, Clone)]
pub struct Closed<'r> {
    /// The case.
    pub matter: Matter<'r>,
    /// How it ended.
    pub outcome: Outcome,
    /// How many contacts it took.
    pub contacts: i64,
    /// Whether the same customer was in touch with the same cause inside the window after it was closed. `None`: the customer
    /// or the cause is not known.
    pub again: Option<bool>,
    /// When the customer came back.
    pub came_back: Option<Timestamp>,
}

/// A promise.
#[derive(Debug, Clone, Copy)]
pub struct Pledge<'r> {
    /// Its case.
    pub of: Of<'r>,
    /// Who had to see to it.
    pub by: &'r str,
    /// By when.
    pub due: Timestamp,
    /// How often that was moved.
    pub moved: i64,
    /// What became of it: `open`, `kept`, `broken` or `withdrawn`.
    pub state: &'r str,
    /// When that was.
    pub at: Option<Timestamp>,
}

/// Something that was given.
#[derive(Debug, Clone, Copy)]
pub struct Given<'r> {
    /// Its case.
    pub of: Of<'r>,
    /// When it was given, used or taken back.
    pub at: Timestamp,
    /// Who gave it.
    pub agent: &'r str,
    /// Its id in the desk's list.
    pub what: &'r str,
    /// What it is made of.
    pub kind: Option<GestureKind>,
    /// Its worth.
    pub value: Option<Money>,
    /// Whether it came from the budget for kindness.
    pub unprompted: bool,
    /// Whether a supervisor went beyond a limit with it.
    pub exception: bool,
    /// Whether it is the first of its case among the records that are asked for.
    pub first: bool,
}

/// A request to give more than one may alone.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'r> {
    /// Its case.
    pub of: Of<'r>,
    /// When.
    pub at: Timestamp,
    /// Who asked.
    pub by: &'r str,
    /// For what, by its id in the desk's list.
    pub what: &'r str,
    /// Its worth.
    pub value: Option<Money>,
    /// `asked`, `yes`, `no`, `withdrawn` or `lapsed`.
    pub state: &'r str,
    /// When it was answered.
    pub answered: Option<Timestamp>,
    /// How much was granted.
    pub granted: Option<Money>,
}

/// A playbook that was taken up.
#[derive(Debug, Clone, Copy)]
pub struct Walked<'r> {
    /// Its case.
    pub of: Of<'r>,
    /// Who did the contact.
    pub agent: &'r str,
    /// The playbook.
    pub playbook: &'r str,
    /// Its version.
    pub version: i64,
    /// When.
    pub began: Timestamp,
    /// How its case ended, once it was closed.
    pub outcome: Option<Outcome>,
    /// What became of the required steps, by stage.
    pub stages: [Kept; 4],
}

/// What became of a stage's required steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// How many were reached.
    pub reached: i64,
    /// How many of those were done.
    pub done: i64,
    /// How many of those were left out for a reason.
    pub skipped: i64,
}

/// A required step that was left out.
#[derive(Debug, Clone, Copy)]
pub struct Omitted<'r> {
    /// Its case.
    pub of: Of<'r>,
    /// When its playbook was taken up.
    pub began: Timestamp,
    /// The playbook.
    pub playbook: &'r str,
    /// The stage.
    pub stage: Stage,
    /// The step.
    pub step: &'r str,
    /// What the step says.
    pub title: &'r str,
    /// Why; `None` where it was not done and nobody said why.
    pub reason: Option<&'r str>,
}

/// A case that was offered to another owner.
#[derive(Debug, Clone, Copy)]
pub struct Offered<'r> {
    /// Its case.
    pub of: Of<'r>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub from: &'r str,
    /// To whom.
    pub to: &'r str,
    /// Whether the sender stayed until it was answered.
    pub warm: bool,
}

impl<'r> Record<'r> {
    /// Its case.
    pub fn of(&self) -> Of<'r> {
        match self {
            Self::Contact(contact) => contact.of,
            Self::Opened(matter) | Self::Reopened(matter) => matter.of,
            Self::Closed(closed) => closed.matter.of,
            Self::Due(pledge) => pledge.of,
            Self::Gave(given) | Self::Redeemed(given) | Self::Voided(given) => given.of,
            Self::Asked(asked) => asked.of,
            Self::Walked(walked) => walked.of,
            Self::LeftOut(omitted) => omitted.of,
            Self::HandedOff(offered) => offered.of,
        }
    }
}
