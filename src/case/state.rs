//! What a case is at one moment: the value that `evolve` builds and `decide` reads. Plain data, no rules.

use serde::{Deserialize, Serialize};

use crate::terms::{
    Answers, ApprovalId, CameBackBy, CaseKind, Channel, Currency, CustomerId, HandOffId, Heat, InteractionId,
    MessageId, Money, NoteId, Outcome, PromiseId, ReviewId, Severity, Speaker, Text, Timestamp, WalkId,
};

use super::guide::{PlaybookRef, StepRef};
use super::review::Review;

mod giving;

pub use giving::{Approval, ApprovalAnswer, ApprovalState, Certificate, Gesture};

/// One matter of one customer. The default value is the case that nothing has happened to.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Case {
    /// Number, moment of opening and first owner; `None` before the opening (or after its undoing).
    pub opened: Option<Opened>,
    /// The sort of matter.
    pub kind: Option<CaseKind>,
    /// What it costs the customer.
    pub severity: Option<Severity>,
    /// What the customer asked for.
    pub wanted: Option<Text>,
    /// Whose case it is, before aliases are resolved.
    pub customer: Option<CustomerId>,
    /// The login that owns it.
    pub owner: Option<String>,
    /// The contacts, in the order they were entered.
    pub interactions: Vec<Interaction>,
    /// Internal notes.
    pub notes: Vec<Note>,
    /// Runs of playbooks.
    pub walks: Vec<Walk>,
    /// What we said we would do.
    pub promises: Vec<Promise>,
    /// What was given.
    pub gestures: Vec<Gesture>,
    /// Requests to give more than somebody may alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
    /// Each time that the customer came back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub came_back: Vec<CameBack>,
    /// When we asked, some days after, whether all is well, and what they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followed_up: Option<(Timestamp, Text)>,
    /// Offers of the case to another owner.
    pub hand_offs: Vec<HandOff>,
    /// How it ended, while it is closed.
    pub closed: Option<Closed>,
    /// Reasons of reopening.
    pub reopened: Vec<Reopened>,
    /// Rules that recorded work did not keep.
    pub deviations: Vec<Deviation>,
    /// When the next move was the customer's, and what we waited for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Wait>,
    /// Reviews of people's work. They are not part of what everybody sees of a case: see [`Review::is_seen_by`].
    #[serde(skip)]
    pub reviews: Vec<Review>,
    /// Why others can learn from it, where it is marked as a lesson.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lesson: Option<Lesson>,
    /// What did not fit, as agents said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfits: Vec<Unfit>,
    /// Values that two people set without having seen each other's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contested: Vec<Contested>,
    /// Who set what last, by the value's name: how a contest is known.
    #[serde(skip)]
    pub(super) authors: Authors,
}

/// Who set a value last, and at which clock stamp, by the value's name.
pub(super) type Authors = std::collections::BTreeMap<String, (String, i64)>;

/// A case that others can learn from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lesson {
    /// When it was marked.
    pub at: Timestamp,
    /// By which login.
    pub by: String,
    /// What there is to learn.
    pub why: Text,
}

/// A step, or a playbook, that did not fit what happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unfit {
    /// When it was said.
    pub at: Timestamp,
    /// By which login.
    pub by: String,
    /// In which walk.
    pub walk: WalkId,
    /// The step's id, where it was one.
    pub step: Option<String>,
    /// Why.
    pub why: Text,
}

/// A stretch in which the next move was the customer's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// Its beginning.
    pub from: Timestamp,
    /// Its end.
    pub to: Option<Timestamp>,
    /// What we waited for.
    pub what: Text,
}

/// A value that somebody set without having seen that somebody else had just set it. The later one stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contested {
    /// When.
    pub at: Timestamp,
    /// The value's name.
    pub field: String,
    /// Whose value stands.
    pub by: String,
    /// Whose value does not.
    pub over: String,
    /// What the other had set.
    pub was: String,
}

/// The opening of a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Opened {
    /// `C-1042`.
    pub number: String,
    /// When.
    pub at: Timestamp,
    /// By which login.
    pub by: String,
}

/// From one moment to another; open at the end while it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Span {
    /// Its beginning.
    pub from: Timestamp,
    /// Its end.
    pub to: Option<Timestamp>,
}

/// One contact inside a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Interaction {
    /// Its id.
    pub id: InteractionId,
    /// Who does the work.
    pub agent: String,
    /// The channel, once known.
    pub channel: Option<Channel>,
    /// The record's name where it came from.
    pub external_id: Option<String>,
    /// When it began.
    pub began: Timestamp,
    /// When the customer was gone.
    pub talk_ended: Option<Timestamp>,
    /// When wrap-up was over.
    pub ended: Option<Timestamp>,
    /// Holds.
    pub holds: Vec<Span>,
    /// Stretches that were not worked.
    pub lost: Vec<Span>,
    /// Stretches in which the agent had turned to something else.
    pub parked: Vec<Span>,
    /// Who the customer was put through to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transfers: Vec<Transfer>,
    /// Clock totals brought in from elsewhere, in milliseconds: hold and wrap-up.
    pub timed: Option<(i64, i64)>,
    /// How heated the customer was at the start.
    pub heat_start: Option<Heat>,
    /// How heated the customer was at the end.
    pub heat_end: Option<Heat>,
    /// What happened.
    pub summary: Option<Text>,
    /// What was said or written.
    pub messages: Vec<Message>,
    /// Every action taken, in the order it happened.
    pub actions: Vec<Action>,
}

impl Interaction {
    /// Whether the customer hears us. A contact whose channel nobody has named yet is one that somebody is in.
    pub fn is_spoken(&self) -> bool {
        !self.channel.is_some_and(Channel::is_written)
    }

    /// Whether the customer is on hold.
    pub fn is_on_hold(&self) -> bool {
        self.holds.last().is_some_and(|h| h.to.is_none())
    }

    /// Whether the agent has turned to something else.
    pub fn is_parked(&self) -> bool {
        self.parked_since().is_some()
    }

    /// Since when the agent has turned to something else.
    pub fn parked_since(&self) -> Option<Timestamp> {
        self.parked.last().filter(|p| p.to.is_none()).map(|p| p.from)
    }
}

/// The customer was put through to somebody of the directory.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Transfer {
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub to: Text,
    /// Under which number.
    pub number: Option<Text>,
    /// Outside our own organisation.
    pub outside: bool,
    /// Whether the agent stayed until it was answered.
    pub warm: bool,
    /// What the receiver was told.
    pub note: Option<Text>,
}

/// What was said or written, by whom, when.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub who: Speaker,
    /// The words.
    pub text: Text,
}

/// An action, inside the playbook or outside it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Action {
    /// When.
    pub at: Timestamp,
    /// Its name.
    pub action: String,
    /// The walk it was taken in.
    pub walk: Option<WalkId>,
    /// The step that asks for it.
    pub step: Option<String>,
    /// What was entered with it.
    pub values: Vec<Text>,
}

/// An internal note.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// The interaction it was taken in.
    pub interaction: Option<InteractionId>,
    /// When.
    pub at: Timestamp,
    /// By which login.
    pub by: String,
    /// The words.
    pub text: Text,
}

/// One run of a playbook.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Walk {
    /// Its id.
    pub id: WalkId,
    /// The interaction it belongs to.
    pub interaction: InteractionId,
    /// Which playbook.
    pub playbook: PlaybookRef,
    /// When it was taken up.
    pub began: Timestamp,
    /// The actions by which conformance is judged, in order.
    pub expected: Vec<String>,
    /// Those of them that conditions rule out by what is known: every step that asks for them has fallen away.
    pub ruled_out: Vec<String>,
    /// The steps that were reached, done or skipped, in the order in which they came up.
    pub steps: Vec<WalkStep>,
    /// The answers so far.
    pub answers: Answers,
}

/// One step of a walk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WalkStep {
    /// The step, as the playbook had it.
    pub step: StepRef,
    /// Whether its condition holds now.
    pub reached: bool,
    /// When it was done, each time.
    pub done: Vec<Timestamp>,
    /// When and why it was left out.
    pub skipped: Option<(Timestamp, Text)>,
}

impl WalkStep {
    /// Reached and required, neither done nor skipped for a reason: owed at close.
    pub fn is_owed(&self) -> bool {
        self.reached && self.step.required && self.done.is_empty() && self.skipped.is_none()
    }
}

/// What became of a promise.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PromiseState {
    /// Not yet due, or overdue.
    Open,
    /// Done, at this moment.
    Kept(Timestamp),
    /// Not done, for this reason.
    Broken(Timestamp, Text),
    /// Not needed any more, for this reason.
    Withdrawn(Timestamp, Text),
}

/// Something we said we would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Promise {
    /// Its id.
    pub id: PromiseId,
    /// The interaction it was made in.
    pub interaction: Option<InteractionId>,
    /// When it was made.
    pub made: Timestamp,
    /// What.
    pub text: Text,
    /// By when.
    pub due: Timestamp,
    /// The words that the customer was told for the time.
    pub told: Option<Text>,
    /// Who has to see to it.
    pub by: String,
    /// The step that asked for it.
    pub step: Option<String>,
    /// The number to ring, where the promise is to ring back.
    pub call_back: Option<Text>,
    /// How often its time was moved.
    pub moved: u32,
    /// Whether the customer was told of the time that it was moved to last.
    pub move_told: bool,
    /// What became of it.
    pub state: PromiseState,
}

/// The customer came back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CameBack {
    /// When.
    pub at: Timestamp,
    /// How we know.
    pub by: CameBackBy,
    /// What is to be known of it.
    pub note: Text,
}

/// What became of a hand-off.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HandOffState {
    /// Waits for the receiver.
    Offered,
    /// The receiver owns the case.
    Accepted(Timestamp),
    /// The receiver said no, for this reason.
    Declined(Timestamp, Text),
}

/// The case offered to another owner.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HandOff {
    /// Its id.
    pub id: HandOffId,
    /// When.
    pub at: Timestamp,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Whether the sender stayed until it was answered.
    pub warm: bool,
    /// What the receiver needs to know.
    pub note: Text,
    /// What became of it.
    pub state: HandOffState,
}

/// How a case ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Closed {
    /// When.
    pub at: Timestamp,
    /// By which login.
    pub by: String,
    /// How.
    pub outcome: Outcome,
    /// The root cause.
    pub cause: Option<String>,
    /// What was tried.
    pub tried: Option<Text>,
}

/// One reopening.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reopened {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Text,
}

/// A rule that recorded work did not keep, or a limit that a supervisor went beyond with a reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Deviation {
    /// When.
    pub at: Timestamp,
    /// The rule's short name.
    pub rule: String,
    /// What was not as it should be.
    pub detail: Text,
}

impl Case {
    /// The number, or a dash for a case that is not opened.
    pub fn number(&self) -> &str {
        self.opened.as_ref().map_or("-", |opened| &opened.number)
    }

    /// Opened and not closed.
    pub fn is_open(&self) -> bool {
        self.opened.is_some() && self.closed.is_none()
    }

    /// The review with this id.
    pub fn review(&self, id: ReviewId) -> Option<&Review> {
        self.reviews.iter().find(|r| r.id == id)
    }

    /// Whether this person had a part in the case: an interaction, or the case itself.
    pub fn has_worked(&self, login: &str) -> bool {
        self.owner.as_deref() == Some(login) || self.interactions.iter().any(|i| i.agent == login)
    }

    /// Whether this person has scored that one's work here.
    pub fn has_scored(&self, login: &str, of: &str) -> bool {
        self.reviews.iter().any(|r| r.of == of && r.by == login)
    }

    /// The request with this id.
    pub fn approval(&self, id: ApprovalId) -> Option<&Approval> {
        self.approvals.iter().find(|a| a.id == id)
    }

    /// The yes that covers exactly this, where there is one that is not used: asked for by `login`, or in a case of theirs, and
    /// said by somebody else.
    pub fn yes_for(&self, what: &str, value: Option<Money>, login: &str) -> Option<ApprovalId> {
        let covers = |a: &&Approval| {
            matches!(&a.state, ApprovalState::Yes(answer) if answer.value == value && answer.by != login)
                && a.what == what
                && self.is_for(a, login)
                && !self.is_used(a.id)
        };
        self.approvals.iter().find(covers).map(|a| a.id)
    }

    /// Whether the answer to this request is for `login` to act on: they asked, or it is their case by now.
    pub fn is_for(&self, asked: &Approval, login: &str) -> bool {
        asked.by == login || self.owner.as_deref() == Some(login)
    }

    /// Whether something was given on this yes: it holds once.
    pub fn is_used(&self, approval: ApprovalId) -> bool {
        self.gestures.iter().any(|g| g.approval == Some(approval))
    }

    /// What was given in money's worth, in minor units of this currency.
    pub fn given(&self, currency: Currency) -> i64 {
        self.gestures.iter().filter_map(|g| g.value).filter(|v| v.currency == currency).map(|v| v.minor).sum()
    }

    /// Put right, and so that somebody should ask some days later whether all is well: since when.
    pub fn recovered(&self) -> Option<Timestamp> {
        let closed = self.closed.as_ref().filter(|c| c.outcome == Outcome::Resolved)?;
        // What was heard before the last close says nothing of how it is since.
        let asked = self.followed_up.as_ref().is_some_and(|(at, _)| *at >= closed.at);
        let back = self.came_back.iter().any(|c| c.at >= closed.at);
        let waits = self.kind == Some(CaseKind::Complaint) && !asked && !back;
        waits.then_some(closed.at)
    }

    /// The interaction with this id.
    pub fn interaction(&self, id: InteractionId) -> Option<&Interaction> {
        self.interactions.iter().find(|i| i.id == id)
    }

    /// The walk with this id.
    pub fn walk(&self, id: WalkId) -> Option<&Walk> {
        self.walks.iter().find(|w| w.id == id)
    }

    /// The walk that was taken up last in this interaction: the one the panel shows.
    pub fn current_walk(&self, interaction: InteractionId) -> Option<&Walk> {
        self.walks.iter().rev().find(|w| w.interaction == interaction)
    }

    /// The promises that are neither kept, broken nor withdrawn.
    pub fn open_promises(&self) -> impl Iterator<Item = &Promise> {
        self.promises.iter().filter(|p| p.state == PromiseState::Open)
    }

    /// The stretch in which the next move is the customer's, while it lasts.
    pub fn waiting(&self) -> Option<&Wait> {
        self.waits.last().filter(|w| w.to.is_none())
    }

    /// The hand-off that waits for its receiver.
    pub fn pending_hand_off(&self) -> Option<&HandOff> {
        self.hand_offs.iter().find(|h| h.state == HandOffState::Offered)
    }

    /// The latest summary.
    pub fn summary(&self) -> Option<&Text> {
        self.interactions.iter().rev().find_map(|i| i.summary.as_ref())
    }
}
