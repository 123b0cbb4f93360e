//! `amends review`: looking back at work. Which cases, what they get, what the agent says, how far reviewers agree.

mod agreement;
mod answer;
mod list;
mod sample;
mod score;
mod show;

use clap::Subcommand;

use super::Global;
use super::exit::Failure;
use super::session::Session;
use crate::case::{CaseFile, Mark, Place, Reason, Review as Scored};
use crate::scorecard;

/// Looks back at work: draws cases, scores them, answers and settles, and shows how far reviewers agree.
///
/// A supervisor scores; nobody scores their own work. Whose work it was sees the scores, and agrees or disputes.
// What each is for stands at its arguments.
#[derive(Debug, Subcommand)]
pub enum Review {
    Sample(sample::Sample),
    Score(Box<score::Score>),
    Show(show::Show),
    List(list::List),
    Answer(answer::Answer),
    Settle(answer::Settle),
    Agreement(agreement::Agreement),
}

impl Review {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match self {
            Self::Sample(args) => args.run(global),
            Self::Score(args) => args.run(global),
            Self::Show(args) => args.run(global),
            Self::List(args) => args.run(global),
            Self::Answer(args) => args.run(global),
            Self::Settle(args) => args.run(global),
            Self::Agreement(args) => args.run(global),
        }
    }
}

fn marks(flag: &str, words: &[String]) -> Result<Vec<Mark>, Failure> {
    let mark = |words: &String| {
        scorecard::mark(words).map_err(|no| Failure::usage(no.rule, format!("{flag}: {}", no.what), no.mend))
    };
    words.iter().map(mark).collect()
}

/// The review of a case that fits, the latest first.
fn find<'f>(
    session: &Session,
    file: &'f CaseFile,
    none: &str,
    fits: impl Fn(&Session, &Scored) -> bool,
) -> Result<&'f Scored, Failure> {
    let found = file.case.reviews.iter().rev().find(|review| fits(session, review));
    found.ok_or_else(|| {
        let number = file.case.number();
        let mend = format!("look at it with `amends review show {number}`");
        Reason::new("no-review", Place::Input, format!("{number} {none}"), mend).into()
    })
}
