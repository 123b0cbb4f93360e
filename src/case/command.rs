//! Commands: what somebody wants to do. They carry the ids of what they make, so that trying again makes nothing twice.

use crate::terms::{
    ApprovalId, CameBackBy, CaseKind, Channel, CommandId, CustomerId, GestureId, HandOffId, Heat, InteractionId,
    MessageId, Money, NoteId, Outcome, PromiseId, ReviewId, Settlement, Severity, Speaker, Text, Timestamp, Value,
    WalkId,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::CustomerDetails;
use super::fact::Subject;
use super::review::{Mark, Remark};

/// One command with when it happened and who did the work.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    /// The command's own id: its events share it.
    pub id: CommandId,
    /// What it is done to.
    pub on: Subject,
    /// What is done.
    pub command: Command,
    /// When it happened.
    pub at: Timestamp,
    /// Who did the work, where that is not the actor.
    pub agent: Option<String>,
    /// The newest clock stamp of the case that its author had before them (see [`super::Body::seen`]).
    pub seen: Option<i64>,
}

/// Something to be given.
#[derive(Debug, Clone, PartialEq)]
pub struct Gift {
    /// The new gesture.
    pub gesture: GestureId,
    /// In which interaction.
    pub interaction: Option<InteractionId>,
    /// Its id in the desk's list.
    pub what: String,
    /// Its worth.
    pub value: Option<Money>,
    /// Why.
    pub reason: Text,
    /// The step that asked for it.
    pub step: Option<String>,
    /// The yes that it rests on.
    pub approval: Option<ApprovalId>,
    /// Nobody complained: it comes from the budget for kindness.
    pub unprompted: bool,
    /// Where it is given as a certificate: what is printed on it.
    pub certificate: Option<Printed>,
    /// Why the limits do not hold this once: a supervisor's, and marked in the case.
    pub exception: Option<Text>,
}

/// What is printed on a certificate: it holds, whatever the desk's list says later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Printed {
    /// The code.
    pub code: String,
    /// The last moment at which it holds.
    pub expires: Timestamp,
    /// What the customer may use it for, and how.
    pub terms: Text,
}

impl Gift {
    /// A gift for a reason, and nothing else said of it.
    pub fn new(gesture: GestureId, what: impl Into<String>, value: Option<Money>, reason: Text) -> Self {
        Self {
            gesture,
            interaction: None,
            what: what.into(),
            value,
            reason,
            step: None,
            approval: None,
            unprompted: false,
            certificate: None,
            exception: None,
        }
    }
}

/// What can be done to a case or a customer.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Open a case. The number is given by the log.
    Open {
        /// `C-1042`.
        number: String,
    },
    /// Say what the case is; fields that are `None` stay.
    Describe {
        /// The sort of matter.
        kind: Option<CaseKind>,
        /// What it costs the customer.
        severity: Option<Severity>,
        /// What the customer asked for.
        wanted: Option<Text>,
    },
    /// Say whose case it is.
    SetCustomer(CustomerId),
    /// Begin an interaction.
    Begin {
        /// The new interaction.
        interaction: InteractionId,
        /// Its channel, if known.
        channel: Option<Channel>,
        /// The record's name where it came from.
        external_id: Option<String>,
    },
    /// Say more of an interaction; fields that are `None` stay.
    DescribeInteraction {
        /// Which.
        interaction: InteractionId,
        /// Its channel.
        channel: Option<Channel>,
        /// Heat at the start.
        heat_start: Option<Heat>,
        /// Heat at the end.
        heat_end: Option<Heat>,
        /// What happened.
        summary: Option<Text>,
    },
    /// Put the customer on hold.
    Hold(InteractionId),
    /// Take the customer off hold.
    Resume(InteractionId),
    /// The customer is gone: begin wrap-up.
    WrapUp(InteractionId),
    /// Wrap-up is over.
    End(InteractionId),
    /// Bring in clock totals.
    Time {
        /// Which interaction.
        interaction: InteractionId,
        /// Milliseconds on hold.
        hold_ms: i64,
        /// Milliseconds in wrap-up.
        wrap_ms: i64,
    },
    /// A stretch was not worked.
    LoseTime {
        /// Which interaction.
        interaction: InteractionId,
        /// The last moment known to be worked.
        from: Timestamp,
        /// When work went on.
        to: Timestamp,
    },
    /// Turn to something else; the customer is not kept on the line.
    Park(InteractionId),
    /// Come back to it.
    Unpark(InteractionId),
    /// Put the customer through to somebody of the directory; the case stays.
    Transfer {
        /// In which interaction.
        interaction: InteractionId,
        /// To whom.
        to: Text,
        /// Under which number.
        number: Option<Text>,
        /// Outside our own organisation.
        outside: bool,
        /// Stayed until it was answered.
        warm: bool,
        /// What the receiver was told.
        note: Option<Text>,
    },
    /// The next move is the customer's.
    Wait(Text),
    /// We wait no longer.
    StopWaiting,
    /// Write down what was said.
    Say {
        /// The new message.
        message: MessageId,
        /// In which interaction.
        interaction: InteractionId,
        /// By whom.
        who: Speaker,
        /// The words.
        text: Text,
    },
    /// Take an internal note.
    Note {
        /// The new note.
        note: NoteId,
        /// In which interaction.
        interaction: Option<InteractionId>,
        /// The words.
        text: Text,
    },
    /// Take up a playbook.
    Follow {
        /// The new walk.
        walk: WalkId,
        /// In which interaction.
        interaction: InteractionId,
        /// The hash of the playbook's text.
        playbook: String,
    },
    /// Answer a question, or change its answer.
    Answer {
        /// In which walk.
        walk: WalkId,
        /// The answer's name.
        name: String,
        /// The answer.
        value: Value,
    },
    /// Do a step.
    DoStep {
        /// In which walk.
        walk: WalkId,
        /// The step's id.
        step: String,
        /// What was entered with it, where the step is an action.
        values: Vec<Text>,
    },
    /// Leave a step out.
    SkipStep {
        /// In which walk.
        walk: WalkId,
        /// The step's id.
        step: String,
        /// Why.
        reason: Text,
    },
    /// Take an action by its name; the open walk's step that asks for it is done by it.
    Act {
        /// In which interaction.
        interaction: InteractionId,
        /// The action.
        action: String,
        /// What was entered with it.
        values: Vec<Text>,
    },
    /// Promise something.
    Promise {
        /// The new promise.
        promise: PromiseId,
        /// In which interaction.
        interaction: Option<InteractionId>,
        /// What.
        text: Text,
        /// By when.
        due: Timestamp,
        /// The words for the time.
        told: Option<Text>,
        /// Who has to see to it; the actor where left out.
        by: Option<String>,
        /// The step that asked for it.
        step: Option<String>,
        /// The number to ring, where the promise is to ring back.
        call_back: Option<Text>,
    },
    /// A promise was kept.
    KeepPromise(PromiseId),
    /// A promise was broken.
    BreakPromise(PromiseId, Text),
    /// A promise is not needed any more.
    WithdrawPromise(PromiseId, Text),
    /// A promise gets another time.
    MovePromise {
        /// Which.
        promise: PromiseId,
        /// The new time.
        due: Timestamp,
        /// Whether the customer was told.
        customer_told: bool,
    },
    /// Give something.
    Give(Gift),
    /// Ask somebody who may give more.
    AskApproval {
        /// The new request.
        approval: ApprovalId,
        /// In which interaction.
        interaction: Option<InteractionId>,
        /// The gesture's id in the desk's list.
        what: String,
        /// Its worth.
        value: Option<Money>,
        /// Why.
        reason: Text,
        /// The step that asked for it.
        step: Option<String>,
    },
    /// Say yes or no to a request.
    AnswerApproval {
        /// Which.
        approval: ApprovalId,
        /// Yes or no.
        yes: bool,
        /// Another amount than was asked for.
        value: Option<Money>,
        /// A word with it; a no needs one.
        comment: Option<Text>,
    },
    /// The request is not needed any more.
    WithdrawApproval(ApprovalId, Text),
    /// A certificate was used.
    RedeemCertificate(GestureId),
    /// A certificate holds no longer.
    VoidCertificate(GestureId, Text),
    /// The customer came back.
    CameBack {
        /// How we know.
        by: CameBackBy,
        /// What is to be known of it.
        note: Text,
    },
    /// We asked, some days after, whether all is well.
    FollowUp(Text),
    /// Offer the case to another owner.
    HandOff {
        /// The new hand-off.
        hand_off: HandOffId,
        /// To whom.
        to: String,
        /// Stayed until it was answered.
        warm: bool,
        /// What the receiver needs to know.
        note: Text,
    },
    /// Take the case that was offered.
    AcceptHandOff(HandOffId),
    /// Do not take the case that was offered.
    DeclineHandOff(HandOffId, Text),
    /// Score somebody's work in the case.
    Review {
        /// The new review.
        review: ReviewId,
        /// Whose work.
        of: String,
        /// In which interaction, where it is about one alone.
        interaction: Option<InteractionId>,
        /// The scores; what can be read from the record is filled in.
        marks: Vec<Mark>,
        /// Comments.
        comments: Vec<Remark>,
        /// Why it was so, from the rubric's lists.
        causes: Vec<String>,
        /// Scored without having seen what others gave.
        blind: bool,
    },
    /// Agree with a review of one's own work, or dispute it.
    AnswerReview {
        /// Which.
        review: ReviewId,
        /// Agree.
        agree: bool,
        /// Why not; a dispute needs one.
        reason: Option<Text>,
        /// What would be right.
        proposed: Vec<Mark>,
    },
    /// End a dispute.
    SettleReview {
        /// Which review.
        review: ReviewId,
        /// How.
        how: Settlement,
        /// The new scores; where the proposal is accepted, they are the proposed ones.
        marks: Vec<Mark>,
        /// A word with it; keeping the scores needs one.
        comment: Option<Text>,
    },
    /// Others can learn from this case.
    MarkLesson(Text),
    /// It is no lesson any more.
    UnmarkLesson,
    /// A step, or the playbook, did not fit.
    DidNotFit {
        /// The walk.
        walk: WalkId,
        /// The step's id, where it was one.
        step: Option<String>,
        /// Why.
        why: Text,
    },
    /// Write a note to a person, to help them on.
    Coach {
        /// To whom (a login).
        to: String,
        /// The note.
        note: Text,
        /// What to practise.
        drill: Option<String>,
        /// Until when.
        due: Option<Timestamp>,
    },
    /// The note was read by the one it is for.
    ReadCoaching,
    /// Write down what was changed about a cause.
    ActOnCause {
        /// The cause.
        cause: String,
        /// What was changed.
        what: Text,
        /// From which day on it should show.
        from_day: NaiveDate,
    },
    /// Close the case: the one gate.
    Close {
        /// How it ended; the gate asks for it where it is missing.
        outcome: Option<Outcome>,
        /// The root cause.
        cause: Option<String>,
        /// What was tried.
        tried: Option<Text>,
    },
    /// Open the case again.
    Reopen(Text),
    /// Take back the actor's latest command.
    Undo,
    /// Take back the actor's latest undo.
    Redo,
    /// A customer becomes known.
    AddCustomer(CustomerDetails),
    /// More is known of a customer.
    ChangeCustomer(CustomerDetails),
    /// Another customer is this one.
    MergeCustomer(CustomerId),
}
