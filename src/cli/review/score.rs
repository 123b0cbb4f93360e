//! `amends review score`: a supervisor scores somebody's work.

use clap::Args;

use super::super::exit::Failure;
use super::super::session::{Session, told};
use super::super::{Global, Print, typed};
use super::marks;
use crate::case::{CaseFile, Command, Place, Reason, Remark, timeline};
use crate::log::fresh;
use crate::terms::clean;

/// Scores somebody's work in a case.
///
/// What can be read from the record – the order of the stages, required steps, promises, holds – is filled in; people score
/// the rest. One point is nothing, the best is all; what is left out or n/a does not count.
#[derive(Debug, Args)]
pub struct Score {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// Whose work; left out, the only other person who had a part in it
    #[arg(long, value_name = "LOGIN")]
    of: Option<String>,
    /// A criterion and its points, like patience=3, or patience=n/a; as often as needed
    #[arg(long = "score", value_name = "ID=POINTS", required = true)]
    scores: Vec<String>,
    /// A comment on the case
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    comment: Vec<String>,
    /// A comment on one line of the timeline, by its number in `amends review show`
    #[arg(long = "on", value_name = "LINE=WORDS", allow_hyphen_values = true)]
    on: Vec<String>,
    /// Why it was so, from the rubric's words
    #[arg(long, value_name = "WORDS")]
    cause: Vec<String>,
    /// Scored without having seen what others gave: others see it once they have scored as well
    #[arg(long)]
    blind: bool,
    #[command(flatten)]
    print: Print,
}

impl Score {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let of = match &self.of {
            Some(of) => typed::name("--of", of)?,
            None => only_other(&file, &session.door.login)?,
        };
        let review = fresh();
        let command = Command::Review {
            review,
            of: of.clone(),
            interaction: None,
            marks: marks("--score", &self.scores)?,
            comments: self.remarks(&file)?,
            causes: self.cause.iter().map(|words| clean::one_line(words)).collect(),
            blind: self.blind,
        };
        let done = session.perform(&file, vec![command])?;
        let made = done.file.as_ref().and_then(|file| file.case.review(review)).and_then(crate::case::Review::share);
        let share = made.map_or_else(|| "nothing that counts applied".to_owned(), |share| share.to_string());
        let failed =
            if made.is_some_and(|share| share.failed) { ", because a criterion that decides all failed" } else { "" };
        told(&done, self.print, &format!("{of}'s work is scored: {share}{failed}; {of} sees it and answers"))
    }

    fn remarks(&self, file: &CaseFile) -> Result<Vec<Remark>, Failure> {
        let mut remarks: Vec<Remark> =
            self.comment.iter().map(|words| Remark { on: None, text: typed::text(words) }).collect();
        let lines = timeline(file);
        for words in &self.on {
            let (line, text) = typed::pair("--on", words)?;
            let found = line.parse::<usize>().ok().and_then(|n| lines.get(n.checked_sub(1)?)).ok_or_else(|| {
                let what = format!("--on: the timeline has lines 1 to {}", lines.len());
                let mend = format!("see their numbers with `amends review show {}`", file.case.number());
                Failure::usage("line", what, mend)
            })?;
            remarks.push(Remark { on: Some(found.event), text: typed::text(&text) });
        }
        Ok(remarks)
    }
}

/// The only person beside this one who had a part in the case.
fn only_other(file: &CaseFile, login: &str) -> Result<String, Failure> {
    let mut others = crate::scorecard::people(&file.case);
    others.retain(|person| person != login);
    match others.as_slice() {
        [only] => Ok(only.clone()),
        several => {
            let what = match several {
                [] => format!("Nobody else had a part in {}", file.case.number()),
                _ => format!("{} had a part in {}", several.join(" and "), file.case.number()),
            };
            Err(Reason::new("whose-work", Place::Input, what, "say whose work it is with --of LOGIN").into())
        }
    }
}
