//! The pure domain: `decide(file, deed, context)` says which events a command makes, `evolve(case, event)` what they change.
//!
//! No SQL, no terminal, no clock, no files. To add something that can happen: an [`Event`] variant, its arm in
//! `evolve`, a [`Command`] and its rule under `decide/`. To add a rule for closing: `decide/closing.rs`.

mod clocks;
mod command;
mod conformance;
mod contest;
mod context;
mod customer;
mod decide;
mod entry;
mod event;
mod evolve;
mod fact;
mod file;
mod guide;
mod known;
mod refusal;
mod response;
mod review;
mod rubric;
mod standing;
mod state;
mod structure;
#[cfg(test)]
mod tests;
mod timeline;
mod times;

pub use clocks::{Clocks, clocks};
pub use command::{Command, Deed, Gift, Printed};
pub use conformance::{Conformance, Repeated, conformance};
pub use context::{Calendar, Context, Earliest, GestureRule, Limits, Rules, Spent};
pub use customer::Customer;
pub use decide::{Closing, LONGEST_TEXT, Meter, decide, gate, meters, year_before};
pub use entry::{Acted, Coaching, Entry};
pub use event::{Body, CustomerDetails, Event};
pub use evolve::{Misfit, evolve};
pub use fact::{Fact, Position, Subject};
pub use file::CaseFile;
pub use guide::{Guide, Guides, PlaybookRef, Reach, StepRef};
pub use known::known;
pub use refusal::{Place, Reason, Refusal};
pub use response::first_response;
pub use review::{Mark, Remark, Review, ReviewAnswer, ReviewState, Score, Settled, Share, is_seen, share};
pub use rubric::{CriterionRule, OnlyIf, POINTS};
pub use standing::{Asked, Look, Offer, OpenContact, Pledge, Standing, heat, touched};
pub use state::{
    Action, Approval, ApprovalAnswer, ApprovalState, CameBack, Case, Certificate, Closed, Contested, Deviation,
    Gesture, HandOff, HandOffState, Interaction, Lesson, Message, Note, Opened, Promise, PromiseState, Reopened, Span,
    Transfer, Unfit, Wait, Walk, WalkStep,
};
pub use structure::{Reading, Structure, readings, record_scores};
pub use timeline::{Line, LineKind, timeline};
pub use times::{CaseTimes, answered, first_channel};
