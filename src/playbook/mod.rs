//! Playbooks: the format, what is wrong with a file, and a playbook that can be walked.
//!
//! | to … | look in |
//! |---|---|
//! | add a key or a part of a step | `read`, `read_step` (spelling), `model` (what it is), `check` (what it may mean), `view` (what is shown) |
//! | change conditions and amounts | [`expr`] |
//! | add a name that every playbook may use | `names` |
//! | add a type of answer | `question` |
//! | change how `use` works, or the hash | `expand`, `bundle` |
//! | change what fits what was said | `rank` |
//! | add a moment with handholds, or change how they are filled | `moments`, `phrases`; `calm`, `manner`, `breather`, `acknowledgement` |
//! | change how a reply is drafted | `reply` |
//! | change what counts as too long to say | `aloud` |
//! | see what ships held to its own rules | `shipped_tests` |
//!
//! No files are opened here: texts come in, and findings, playbooks and JSON go out. The desk that playbooks are checked
//! against is [`crate::desk`].

mod acknowledgement;
mod aloud;
mod breather;
mod bundle;
mod calm;
mod check;
mod check_names;
mod example;
mod expand;
pub mod expr;
mod guide;
mod library;
mod manner;
mod model;
mod moments;
mod names;
mod phrases;
mod question;
mod rank;
mod read;
mod read_step;
mod reply;
mod schema;
pub mod shipped;
mod tryout;
mod view;

pub use crate::desk::{Filled, Finding, Severity};
pub use acknowledgement::Acknowledgement;
pub use breather::{Breather, Recent, breather};
pub use calm::{CalmFacts, CalmPart, calm_card};
pub use guide::Playbook;
pub(crate) use library::{Later, later, one_of_each};
pub use library::{Library, Origin, Source};
pub use manner::{manner, opening_lines};
pub use model::{Apology, Book, Example, Given, Offer, PromiseRule, Say, Step, Variant};
pub use moments::Moment;
pub use names::KNOWN;
pub use phrases::{BreatherRule, Facts, Phrases};
pub use question::{Question, QuestionType};
pub use reply::{Reply, ReplyAbout, gaps, reply};
pub use schema::{phrases_schema, schema};
pub use tryout::{Tried, Tryout, tryout};
pub use view::{ApologyView, OfferView, PromiseDraft, QuestionView, StepView, Worth};

#[cfg(test)]
mod shipped_tests;
#[cfg(test)]
mod tests;
