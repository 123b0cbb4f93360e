//! Scorecards: the rubric laid over a case, how far two reviewers agree, which cases to look at. Pure.
//!
//! The arithmetic of a review and what is read from the record live in [`crate::case`], because the log projects them; the
//! criteria are the desk's. Here they are put together for people: a card with titles, an agreement, a sample.

mod agreement;
mod card;
mod interval;
mod marks;
mod sample;
mod told;

pub use crate::case::{CriterionRule, OnlyIf, Reading, Share, Structure, readings, share};
pub use crate::desk::{Criterion, SKILLS, shipped_rubric};
pub use agreement::{Level, alpha, kappa, raw};
pub use card::{Card, Line, card, record};
pub use interval::{Interval, interval};
pub use marks::{NoMark, mark, marks};
pub use sample::{Candidate, Pick, Risk, sample};
pub use told::{Told, criteria, lines, people, points, remarks, told, total};
