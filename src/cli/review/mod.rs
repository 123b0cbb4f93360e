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
use super::typed;
use crate::case::{CaseFile, Mark, Place, Reason, Review as Scored};
use crate::desk::Desk;
use crate::terms::clean;

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

/// `ID=POINTS`; `n/a` for what does not apply.
fn mark(flag: &str, words: &str) -> Result<Mark, Failure> {
    let (criterion, points) = typed::pair(flag, words)?;
    let criterion = clean::one_line(&criterion);
    if ["n/a", "na", "-"].contains(&points.to_lowercase().as_str()) {
        return Ok(Mark { criterion, points: None });
    }
    let number = points.parse().map_err(|_| {
        let shown: String = clean::one_line(&points).chars().take(20).collect();
        Failure::usage(
            "points",
            format!("{flag}: `{shown}` is no number of points"),
            "write it like patience=3, or patience=n/a",
        )
    })?;
    Ok(Mark { criterion, points: Some(number) })
}

fn marks(flag: &str, words: &[String]) -> Result<Vec<Mark>, Failure> {
    words.iter().map(|words| mark(flag, words)).collect()
}

/// `patience 3 of 4`, or `patience n/a`.
fn points(points: Option<u8>, best: u8) -> String {
    points.map_or_else(|| "n/a".to_owned(), |points| format!("{points} of {best}"))
}

/// The criteria that people score here, for messages.
fn criteria(desk: &Desk) -> String {
    let theirs = desk.criteria.iter().filter(|c| c.from.is_none());
    theirs.map(|c| format!("{} (1 to {})", c.id, c.best)).collect::<Vec<_>>().join(", ")
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
