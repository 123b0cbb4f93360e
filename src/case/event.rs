//! The events of the log: immutable facts, past tense. Their names and fields are for ever; new fields must have defaults.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::terms::{
    ApprovalId, CameBackBy, CaseKind, Channel, CommandId, CustomerId, EventId, GestureId, GestureKind, HandOffId, Heat,
    InteractionId, MessageId, Money, NoteId, Outcome, PromiseId, ReviewId, Settlement, Severity, Speaker, Text,
    Timestamp, Value, WalkId,
};

use super::command::Printed;
use super::guide::{PlaybookRef, StepRef};
use super::review::{Mark, Remark, Score};

mod details;

pub use details::CustomerDetails;

/// What is stored of an event beside its header: which command it came of, when it happened, who did the work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// The events of one command share this; undo speaks of it.
    pub command: CommandId,
    /// When it happened (the header's `wall` says when it was entered).
    pub at: Timestamp,
    /// Who did the work, where that is not the actor who wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// The newest clock stamp of the case that its author had before them, where they answered for a value that they saw:
    /// whoever changed that value later was not seen, and the change is marked (see `contested`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
    /// What happened.
    pub event: Event,
}

macro_rules! kinds {
    ($($variant:ident = $kind:literal),+ $(,)?) => {
        impl Event {
            /// Every kind this program knows, as the log writes it.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];
            /// The kind as the log writes it.
            pub fn kind(&self) -> &'static str { match self { $(Self::$variant { .. } => $kind),+ } }
        }
    };
}

kinds! {
    Opened = "opened", Described = "described", CustomerSet = "customer-set",
    InteractionBegan = "interaction-began", InteractionDescribed = "interaction-described",
    Held = "held", Resumed = "resumed", TalkEnded = "talk-ended", InteractionEnded = "interaction-ended",
    Timed = "timed", TimeLost = "time-lost", Parked = "parked", Unparked = "unparked",
    Transferred = "transferred", WaitBegan = "wait-began", WaitEnded = "wait-ended", Said = "said", Noted = "noted",
    WalkBegan = "walk-began", Answered = "answered", StepDone = "step-done", StepSkipped = "step-skipped", Acted = "acted",
    Promised = "promised", PromiseKept = "promise-kept", PromiseBroken = "promise-broken",
    PromiseWithdrawn = "promise-withdrawn", PromiseMoved = "promise-moved",
    Gave = "gave", ApprovalAsked = "approval-asked", ApprovalAnswered = "approval-answered",
    ApprovalWithdrawn = "approval-withdrawn", CertificateRedeemed = "certificate-redeemed",
    CertificateVoided = "certificate-voided", CameBack = "came-back", FollowedUp = "followed-up",
    HandedOff = "handed-off", HandOffAccepted = "hand-off-accepted", HandOffDeclined = "hand-off-declined",
    Reviewed = "reviewed", ReviewAnswered = "review-answered", ReviewSettled = "review-settled",
    LessonMarked = "lesson-marked", LessonUnmarked = "lesson-unmarked", DidNotFit = "did-not-fit",
    Coached = "coached", CoachingRead = "coaching-read", CauseActed = "cause-acted",
    Closed = "closed", Reopened = "reopened", Deviated = "deviated", Undone = "undone",
    CustomerAdded = "customer-added", CustomerChanged = "customer-changed", CustomersMerged = "customers-merged",
}

impl Event {
    /// Whether this kind is a look back at a case (a review, a lesson, what did not fit) and no work on it.
    pub fn looks_back(kind: &str) -> bool {
        let looks =
            ["reviewed", "review-answered", "review-settled", "lesson-marked", "lesson-unmarked", "did-not-fit"];
        looks.contains(&kind)
    }
}

/// Something that happened to a case or a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The case was opened; its number is fixed here.
    Opened {
        /// Short and sayable: `C-1042`.
        number: String,
        /// The login that owns it first.
        owner: String,
    },
    /// What the case is was said or changed. Each field that is there replaces what was known.
    Described {
        /// The sort of matter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<CaseKind>,
        /// What it costs the customer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        severity: Option<Severity>,
        /// What the customer asked for, in their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wanted: Option<Text>,
    },
    /// Whose case it is.
    CustomerSet {
        /// The customer, as then known; merges resolve it later.
        customer: CustomerId,
    },
    /// A contact began.
    InteractionBegan {
        /// The interaction.
        interaction: InteractionId,
        /// The channel, if known yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        channel: Option<Channel>,
        /// The record's name where it came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        external_id: Option<String>,
    },
    /// More was learnt of a contact. Each field that is there replaces what was known.
    InteractionDescribed {
        /// The interaction.
        interaction: InteractionId,
        /// The channel.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        channel: Option<Channel>,
        /// How heated the customer was at the start.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        heat_start: Option<Heat>,
        /// How heated the customer was at the end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        heat_end: Option<Heat>,
        /// What happened, in a sentence or two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        summary: Option<Text>,
    },
    /// The customer was put on hold.
    Held {
        /// The interaction.
        interaction: InteractionId,
    },
    /// The customer was taken off hold.
    Resumed {
        /// The interaction.
        interaction: InteractionId,
    },
    /// The customer is gone; wrap-up begins.
    TalkEnded {
        /// The interaction.
        interaction: InteractionId,
    },
    /// Wrap-up is over.
    InteractionEnded {
        /// The interaction.
        interaction: InteractionId,
    },
    /// Clock totals from another system, in milliseconds, where the moments themselves are not known.
    Timed {
        /// The interaction.
        interaction: InteractionId,
        /// On hold.
        hold_ms: i64,
        /// In wrap-up.
        wrap_ms: i64,
    },
    /// The console stopped in mid-call and the agent said that this stretch was not worked.
    TimeLost {
        /// The interaction.
        interaction: InteractionId,
        /// The last moment known to be worked.
        from: Timestamp,
        /// When work went on.
        to: Timestamp,
    },
    /// The agent turned to something else; the customer is not kept on the line. No clock of the agent's runs.
    Parked {
        /// The interaction.
        interaction: InteractionId,
    },
    /// The agent came back to it.
    Unparked {
        /// The interaction.
        interaction: InteractionId,
    },
    /// The customer was put through to somebody of the directory. The case stays where it is.
    Transferred {
        /// The interaction.
        interaction: InteractionId,
        /// To whom.
        to: Text,
        /// Under which number, where one is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<Text>,
        /// Outside our own organisation.
        outside: bool,
        /// Warm: the agent stayed until it was answered.
        warm: bool,
        /// What the receiver was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    },
    /// The next move is the customer's: the resolution clock pauses.
    WaitBegan {
        /// What we wait for.
        what: Text,
    },
    /// The customer moved, or we wait no longer.
    WaitEnded,
    /// Something was said or written to or by the customer.
    Said {
        /// The message.
        message: MessageId,
        /// The interaction.
        interaction: InteractionId,
        /// By whom.
        who: Speaker,
        /// The words.
        text: Text,
    },
    /// An internal note.
    Noted {
        /// The note.
        note: NoteId,
        /// The interaction it was taken in, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interaction: Option<InteractionId>,
        /// The words.
        text: Text,
    },
    /// A playbook was taken up. What the fold needs of it is copied here: the fold never opens a playbook.
    WalkBegan {
        /// The walk.
        walk: WalkId,
        /// The interaction it belongs to.
        interaction: InteractionId,
        /// Which playbook, in which text.
        playbook: PlaybookRef,
        /// The actions by which conformance is judged, in order.
        expected: Vec<String>,
        /// The steps reached from the start.
        reached: Vec<StepRef>,
        /// The expected actions that conditions rule out from the start.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ruled_out: Vec<String>,
    },
    /// A question of the playbook was answered, or its answer changed.
    Answered {
        /// The walk.
        walk: WalkId,
        /// The answer's name.
        name: String,
        /// The answer.
        value: Value,
        /// Steps that this answer reached.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reached: Vec<StepRef>,
        /// Ids of steps that this answer made fall away.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left: Vec<String>,
        /// The expected actions that conditions now rule out: all of them, not only the new ones.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ruled_out: Vec<String>,
    },
    /// A step was done (again, perhaps).
    StepDone {
        /// The walk.
        walk: WalkId,
        /// The step, as the playbook had it.
        step: StepRef,
    },
    /// A step was left out, with the reason.
    StepSkipped {
        /// The walk.
        walk: WalkId,
        /// The step, as the playbook had it.
        step: StepRef,
        /// Why.
        reason: Text,
    },
    /// An action was taken, inside the playbook or outside it.
    Acted {
        /// The interaction.
        interaction: InteractionId,
        /// The walk, where one was open.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        walk: Option<WalkId>,
        /// The action's name.
        action: String,
        /// The step that asks for this action, where one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepRef>,
        /// What was entered with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        values: Vec<Text>,
    },
    /// We said that we would do something.
    Promised {
        /// The promise.
        promise: PromiseId,
        /// The interaction it was made in, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interaction: Option<InteractionId>,
        /// What.
        text: Text,
        /// By when.
        due: Timestamp,
        /// The words that the customer was told for the time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<Text>,
        /// Who has to see to it (a login).
        by: String,
        /// The step that asked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        /// The number to ring, where the promise is to ring back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        call_back: Option<Text>,
    },
    /// A promise was kept.
    PromiseKept {
        /// The promise.
        promise: PromiseId,
    },
    /// A promise was broken.
    PromiseBroken {
        /// The promise.
        promise: PromiseId,
        /// What came between.
        reason: Text,
    },
    /// A promise was withdrawn: the customer does not need it any more.
    PromiseWithdrawn {
        /// The promise.
        promise: PromiseId,
        /// Why.
        reason: Text,
    },
    /// A promise got another time.
    PromiseMoved {
        /// The promise.
        promise: PromiseId,
        /// The new time.
        due: Timestamp,
        /// Whether the customer was told.
        customer_told: bool,
    },
    /// Something was given to put it right.
    Gave {
        /// This gesture.
        gesture: GestureId,
        /// The interaction it was given in, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interaction: Option<InteractionId>,
        /// Its id in the desk's list.
        what: String,
        /// What it is made of.
        kind: GestureKind,
        /// Its worth to the customer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Money>,
        /// Why.
        reason: Text,
        /// The step that asked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        /// The yes that it rests on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approval: Option<ApprovalId>,
        /// Nobody complained: it came from the budget for kindness.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unprompted: bool,
        /// What is printed on it, where it was given as a certificate.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certificate: Option<Printed>,
        /// Why a supervisor went beyond a limit with it; each limit is marked beside it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exception: Option<Text>,
    },
    /// Somebody asked to give more than they may alone.
    ApprovalAsked {
        /// The request.
        approval: ApprovalId,
        /// The interaction it was made in, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interaction: Option<InteractionId>,
        /// The gesture's id in the desk's list.
        what: String,
        /// Its worth.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Money>,
        /// Why.
        reason: Text,
        /// The step that asked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
    },
    /// Somebody who may give it said yes or no.
    ApprovalAnswered {
        /// The request.
        approval: ApprovalId,
        /// Yes or no.
        yes: bool,
        /// What may be given: exactly this amount.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Money>,
        /// A word with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<Text>,
    },
    /// The request was not needed any more.
    ApprovalWithdrawn {
        /// The request.
        approval: ApprovalId,
        /// Why.
        reason: Text,
    },
    /// A certificate was used.
    CertificateRedeemed {
        /// The gesture that it was.
        gesture: GestureId,
    },
    /// A certificate holds no longer.
    CertificateVoided {
        /// The gesture that it was.
        gesture: GestureId,
        /// Why.
        reason: Text,
    },
    /// The customer came back after something was put right.
    CameBack {
        /// How we know.
        by: CameBackBy,
        /// What is to be known of it.
        #[serde(default, skip_serializing_if = "Text::is_blank")]
        note: Text,
    },
    /// Some days after, we asked whether all is well.
    FollowedUp {
        /// What they said.
        note: Text,
    },
    /// The case was offered to another owner. The sender owns it until it is accepted.
    HandedOff {
        /// The hand-off.
        hand_off: HandOffId,
        /// To whom (a login).
        to: String,
        /// Warm: the sender stayed until it was answered.
        warm: bool,
        /// What the receiver needs to know.
        note: Text,
    },
    /// The receiver took the case.
    HandOffAccepted {
        /// The hand-off.
        hand_off: HandOffId,
    },
    /// The receiver did not take the case.
    HandOffDeclined {
        /// The hand-off.
        hand_off: HandOffId,
        /// Why.
        reason: Text,
    },
    /// A supervisor scored somebody's work. What the whole depends on is copied here: the fold never opens a rubric.
    Reviewed {
        /// The review.
        review: ReviewId,
        /// Whose work.
        of: String,
        /// In which interaction, where it is about one alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interaction: Option<InteractionId>,
        /// The scores: what people scored, and what was read from the record.
        scores: Vec<Score>,
        /// Comments on the case, or on one line of its timeline.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        comments: Vec<Remark>,
        /// Why it was so, from the rubric's lists.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        causes: Vec<String>,
        /// Scored without having seen what others gave.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        blind: bool,
    },
    /// Whose work it was said what they think of it.
    ReviewAnswered {
        /// The review.
        review: ReviewId,
        /// They agree; else they dispute it.
        agree: bool,
        /// Why they dispute it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
        /// What they think would be right.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        proposed: Vec<Mark>,
    },
    /// A dispute came to its end.
    ReviewSettled {
        /// The review.
        review: ReviewId,
        /// How.
        how: Settlement,
        /// The scores that are others now.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        scores: Vec<Mark>,
        /// A word with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<Text>,
    },
    /// Others can learn from this case.
    LessonMarked {
        /// What.
        why: Text,
    },
    /// It is no lesson any more.
    LessonUnmarked,
    /// The agent says that a step, or the playbook, did not fit what happened.
    DidNotFit {
        /// The walk.
        walk: WalkId,
        /// The step's id, where it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        /// Why.
        why: Text,
    },
    /// A note to a person, to help them on. An entry of its own, about no single case.
    Coached {
        /// To whom (a login).
        to: String,
        /// The note.
        note: Text,
        /// What to practise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        drill: Option<String>,
        /// Until when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
    },
    /// The person read it.
    CoachingRead,
    /// Something was changed about a cause.
    CauseActed {
        /// The cause, from the desk's list.
        cause: String,
        /// What was changed.
        what: Text,
        /// From which day on it should show.
        from_day: NaiveDate,
    },
    /// The case was closed.
    Closed {
        /// How it ended.
        outcome: Outcome,
        /// The root cause, from the desk's list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<String>,
        /// What was tried, where we could not help.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tried: Option<Text>,
    },
    /// The case was opened again.
    Reopened {
        /// Why.
        reason: Text,
    },
    /// A rule was not kept by recorded work; it is marked, not refused.
    Deviated {
        /// The rule's short name.
        rule: String,
        /// What was not as it should be.
        detail: Text,
    },
    /// Earlier events of one command count no more. Undoing an `undone` is redo.
    Undone {
        /// Which events.
        events: Vec<EventId>,
    },
    /// A customer became known.
    CustomerAdded {
        /// What is known.
        #[serde(flatten)]
        details: CustomerDetails,
    },
    /// More was learnt of a customer. Each field that is there replaces what was known.
    CustomerChanged {
        /// What changed.
        #[serde(flatten)]
        details: CustomerDetails,
    },
    /// Another customer turned out to be this one.
    CustomersMerged {
        /// The other, which is from now on an alias.
        from: CustomerId,
    },
}
