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
//!
//! No files are opened here: texts come in, and findings, playbooks and JSON go out. The desk that playbooks are checked
//! against is [`crate::desk`].

mod bundle;
mod check;
mod check_names;
mod example;
mod expand;
pub mod expr;
mod guide;
mod library;
mod model;
mod names;
mod question;
mod rank;
mod read;
mod read_step;
pub mod shipped;
mod tryout;
mod view;

pub use crate::desk::{Filled, Finding, Severity};
pub use guide::Playbook;
pub use library::{Library, Origin, Source};
pub use model::{Apology, Book, Example, Given, Offer, PromiseRule, Say, Step, Variant};
pub use names::KNOWN;
pub use question::{Question, QuestionType};
pub use tryout::{Tried, Tryout, tryout};
pub use view::{ApologyView, OfferView, PromiseDraft, QuestionView, StepView, Worth};

#[cfg(test)]
mod tests;
