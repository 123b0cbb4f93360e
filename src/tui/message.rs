//! What reaches the console (messages) and what it asks of the threads (effects). Plain data; `update` turns one into the other.

use std::sync::Arc;

use ratatui::crossterm::event::Event;
use uuid::Uuid;

use crate::case::{CaseFile, Customer, Deed, Refusal};
use crate::desk::Next;
use crate::door::Beside;
use crate::terms::{CaseId, CustomerId, InteractionId};

use super::finding::{Answer, Ask};
use super::form::Choice;
use super::practising::{Practised, Wish};
use super::reckoning::{Question, Reckoned};
use super::theme::Look;
use super::view::Target;

/// What happened outside.
#[derive(Debug)]
pub enum Message {
    /// A key, a paste, a resize.
    Input(Event),
    /// The left button went down here.
    Click(Target),
    /// The wheel was turned here: up is negative.
    Wheel(Target, isize),
    /// Work was carried out, or refused, or failed.
    Performed {
        /// Which case it was for.
        case: CaseId,
        /// What the console wanted it for.
        then: Then,
        /// The case as it stands after it.
        result: Result<Arc<Shown>, Failure>,
    },
    /// A case was read.
    Loaded {
        /// Which.
        case: CaseId,
        /// The case as it stands.
        result: Result<Arc<Shown>, Failure>,
    },
    /// A case was read, to explain its due times.
    Explained(Result<Arc<Shown>, Failure>),
    /// The list of what is next, the most pressing first.
    NextUp(Vec<Next>),
    /// What a search field was looking for.
    Found {
        /// The search that this answers; older ones are dropped.
        generation: u64,
        /// What was found.
        choices: Result<Vec<Choice>, Failure>,
    },
    /// The screens for cases and customers are answered.
    Answer(Answer),
    /// The review screen is answered.
    Reckoned(Reckoned),
    /// The practice screen is answered.
    Practised(Practised),
    /// Work beside the shown case (on a customer, with a certificate) was carried out, or refused, or failed.
    DoneBeside {
        /// The form that it came from.
        form: Option<u64>,
        /// What was done, in a sentence.
        result: Result<String, Failure>,
    },
    /// A draft is on the disk.
    DraftSaved {
        /// Whose: an interaction's id, or a case's.
        draft: Uuid,
        /// Whether it worked.
        result: Result<(), Failure>,
    },
    /// Somebody else wrote to the log.
    Changed,
    /// A second has passed.
    Tick,
    /// The person's own editor has given a text back, or could not be used.
    Edited(Result<String, String>),
    /// Put the console aside.
    Suspend,
    /// Draw everything again.
    Redraw,
}

/// Why something was not done, in words for the person at the desk.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// A rule stands in the way.
    Refused(Refusal),
    /// The log could not do it: what, and what to do now.
    Failed(String),
}

impl Failure {
    /// All of it in one line.
    pub fn words(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.sentences().replace('\n', " · "),
            Self::Failed(words) => words.clone(),
        }
    }
}

/// A case with what is shown beside it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The case and its facts.
    pub file: CaseFile,
    /// Its customer.
    pub customer: Option<Customer>,
    /// How many other cases that customer has.
    pub earlier: usize,
    /// What may still be given, what others got, whether it failed before.
    pub beside: Beside,
}

/// What the console does once its work was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// Nothing more than to show it.
    Show,
    /// Say what is new on the timeline.
    Tell,
    /// Say what was taken back.
    Undone,
    /// Say what is there again.
    Redone,
    /// Put the form with this number away, and say what came of it.
    CloseForm(u64),
    /// The answer typed for this step is on the timeline: what was typed may go.
    Answered(String),
    /// The interaction is parked: the next comes to the front.
    Parked,
    /// Their time is promised: what to say, or to send where it is read.
    Acknowledged {
        /// The time in words.
        told: String,
        /// What to say or send.
        words: String,
        /// Whether they read it.
        written: bool,
    },
    /// The reply is on the timeline.
    ReplySent,
    /// The notes that were taken out of the editor are on the timeline.
    NotesKept,
    /// The interaction is over: its draft may go, and the form with this number.
    Finished(InteractionId, u64),
}

/// What a search field looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// Customers by name, telephone or e-mail.
    Customers,
    /// Cases by query: line by line only.
    Cases,
}

/// What the console asks of the threads.
#[derive(Debug)]
pub enum Effect {
    /// Carry out one unit of work: all or nothing.
    Perform {
        /// Which case.
        case: CaseId,
        /// What.
        deeds: Vec<Deed>,
        /// What to do then.
        then: Then,
    },
    /// Carry out work on a customer.
    Customer {
        /// Which.
        customer: CustomerId,
        /// What.
        deeds: Vec<Deed>,
        /// The form that it came from.
        form: Option<u64>,
    },
    /// Mark the certificate with this code as used.
    Redeem {
        /// The code as it was typed.
        code: String,
        /// The form that it came from.
        form: u64,
    },
    /// Ask for the screens of cases and customers.
    Find(Box<Ask>),
    /// Reckon something for the review screen.
    Reckon(Box<Question>),
    /// Do something for the practice screen.
    Practise(Box<Wish>),
    /// Read a case.
    Load(CaseId),
    /// Read a case, to explain its due times.
    Explain(CaseId),
    /// Look for something.
    Search {
        /// What for.
        search: Search,
        /// The words.
        words: String,
        /// To be given back.
        generation: u64,
    },
    /// Copy a text to the clipboard.
    Copy(String),
    /// Let the person write on in their own editor.
    Edit(String),
    /// Read what is next.
    NextUp,
    /// Save a draft.
    SaveDraft {
        /// Of which interaction, or case.
        draft: Uuid,
        /// The draft.
        json: String,
    },
    /// A draft is not needed any more.
    DiscardDraft(Uuid),
    /// The next start begins with this theme.
    RememberLook(Look),
    /// Put the console aside.
    Suspend,
    /// Leave.
    Quit,
}
