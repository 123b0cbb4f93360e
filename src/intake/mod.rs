//! What comes in from elsewhere: records of interactions, one JSON object a line, and the flags of `amends log`.
//!
//! | to find or add | look in |
//! |---|---|
//! | a field of a record | `record` (its place), `read` (how JSON becomes it), `unit` (what it does) |
//! | how a record becomes deeds | `unit`; its answers, steps and actions: `walk` |
//! | names of things, and how long they may be | `names` |
//! | whose record it is | `people` |
//! | many lines, their transactions, what is refused | `lines`; where lines come from: `source` |
//! | every reason of a refusal | `reasons` |
//! | the throw-away day of `amends demo` | `demo` |
//!
//! Rules are not here: every deed passes through [`crate::case::decide`]. Texts are cleaned while they are read.

mod demo;
mod fields;
mod lines;
mod names;
mod people;
mod read;
mod reasons;
mod record;
mod source;
mod unit;
mod walk;

pub use demo::demo;
pub use lines::{Line, Options, Stopped, Tally, lines, one};
pub use names::{LONGEST_NAME, TooLong, external_id, name};
pub use read::record;
pub use record::{Act, Cleaning, Fate, Given, Noted, Promised, Record, Said, Taken};
pub use source::{LONGEST_LINE, Source};
