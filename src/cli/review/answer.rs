//! `amends review answer` and `settle`: the agent says what they think of a review, a supervisor ends a dispute.

use clap::Args;

use super::super::exit::Failure;
use super::super::session::Session;
use super::super::{Global, Print, typed};
use super::{find, marks};
use crate::case::{Command, ReviewState};
use crate::terms::Settlement;

/// Agrees with a review of your work, or disputes it.
#[derive(Debug, Args)]
pub struct Answer {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// You agree
    #[arg(long, conflicts_with = "dispute", required_unless_present = "dispute")]
    agree: bool,
    /// Why you see it otherwise
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true, requires = "propose")]
    dispute: Option<String>,
    /// What you think is right, like patience=4; as often as needed
    #[arg(long, value_name = "ID=POINTS", requires = "dispute")]
    propose: Vec<String>,
    #[command(flatten)]
    print: Print,
}

impl Answer {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let waits = find(&session, &file, "has no review of your work that waits for your answer", |s, r| {
            r.of == s.door.login && r.state() == ReviewState::Scored
        })?;
        let command = Command::AnswerReview {
            review: waits.id,
            agree: self.agree,
            reason: self.dispute.as_deref().map(typed::text),
            proposed: marks("--propose", &self.propose)?,
        };
        let said = if self.agree { "agreed" } else { "disputed; a supervisor answers" };
        session.carry_out(&file, vec![command], self.print, said)
    }
}

/// Ends a dispute.
#[derive(Debug, Args)]
pub struct Settle {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// Whose dispute, where there are several
    #[arg(long, value_name = "LOGIN")]
    of: Option<String>,
    /// The proposal stands
    #[arg(long, group = "how")]
    accept: bool,
    /// These scores change, the others stay; as often as needed
    #[arg(long, value_name = "ID=POINTS", group = "how")]
    partly: Vec<String>,
    /// The scores stay
    #[arg(long, group = "how", requires = "comment")]
    keep: bool,
    /// A word with it
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    comment: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl Settle {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let how = match (self.accept, self.keep, self.partly.is_empty()) {
            (true, _, _) => Settlement::Accepted,
            (_, true, _) => Settlement::Kept,
            (_, _, false) => Settlement::Partly,
            _ => {
                let mend = "give --accept, --partly ID=POINTS or --keep";
                return Err(Failure::usage("how", "How is it settled?".to_owned(), mend));
            }
        };
        let disputed = find(&session, &file, "has no dispute that waits", |s, r| {
            let login = s.door.login.as_str();
            let theirs = r.of != login && r.is_seen_by(login, s.door.role, file.case.has_scored(login, &r.of));
            theirs && r.state() == ReviewState::Disputed && self.of.as_ref().is_none_or(|of| r.of == *of)
        })?;
        let command = Command::SettleReview {
            review: disputed.id,
            how,
            marks: marks("--partly", &self.partly)?,
            comment: self.comment.as_deref().map(typed::text),
        };
        session.carry_out(&file, vec![command], self.print, &format!("settled: {}", how.label()))
    }
}
