//! The words that everyone in the house shares: ids, money, time, channels, stages, text that is safe to keep.
//!
//! Nothing here knows a case, a file, a terminal or a clock; everything else may use it.

pub mod clean;
mod id;
mod markup;
mod money;
mod phrasing;
mod text;
mod time;
mod value;
pub(crate) mod words;

pub use id::{
    ApprovalId, CaseId, CommandId, CustomerId, EntryId, EventId, GestureId, HandOffId, InteractionId, MessageId,
    NoteId, PromiseId, ReviewId, StreamId, WalkId,
};
pub use markup::{escape_html, escape_markdown};
pub use money::{Currency, Money, MoneyError, worth};
pub use phrasing::{capital, joined, number_in_words};
pub use text::Text;
pub use time::{Timestamp, TimestampError, clock};
pub use value::{Answers, Value};
pub use words::{
    CameBackBy, CaseKind, Channel, CustomerKind, Fault, GestureKind, Heat, Mode, Outcome, Role, Settlement, Severity,
    Speaker, Stage, StepKind, UnknownWord, Wish,
};
