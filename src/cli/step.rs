//! `amends step`: does a step of the playbook, answers its question, or skips it with a reason.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, answer, typed};
use crate::case::{Command, Guides, Place, Reason};
use crate::desk::did_you_mean;
use crate::terms::{Answers, clean};

/// Does a step of the playbook, answers it with --answer, or leaves it out with --skip.
///
/// Without a step, the steps are listed with what is done, open and owed.
#[derive(Debug, Args)]
pub struct Step {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// The step's id
    #[arg(value_name = "STEP")]
    id: Option<String>,
    /// The answer to the step's question
    #[arg(long, value_name = "VALUE", requires = "id", conflicts_with = "skip", allow_hyphen_values = true)]
    answer: Option<String>,
    /// Leave the step out, for this reason
    #[arg(long, value_name = "REASON", requires = "id", allow_hyphen_values = true)]
    skip: Option<String>,
    /// What was entered with the action (repeatable)
    #[arg(long = "value", value_name = "VALUE", requires = "id", conflicts_with_all = ["skip", "answer"], allow_hyphen_values = true)]
    values: Vec<String>,
    #[command(flatten)]
    print: Print,
}

impl Step {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let Some(step) = &self.id else { return self.list(global) };
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let walk = session.walk(&file)?;
        let Some(guide) = session.door.library.guide(&walk.playbook.hash) else {
            return Err(forgotten(&walk.playbook.title));
        };
        let steps = guide.reach(&Answers::new());
        if !steps.iter().any(|(s, _)| s.id == *step) {
            let what = format!("“{}” has no step `{}`", walk.playbook.title, clean::one_line(step));
            let ids: Vec<&str> = steps.iter().map(|(s, _)| s.id.as_str()).collect();
            let mend = did_you_mean(step, ids).unwrap_or_else(|| format!("list them with `amends step {}`", self.case));
            return Err(Reason::new("no-step", Place::Input, what, mend).into());
        }
        let (command, said) = if let Some(raw) = &self.answer {
            let playbook = session.door.library.by_hash(&walk.playbook.hash);
            let question = playbook.and_then(|p| p.step(step)).and_then(|s| s.ask.as_ref());
            let Some(question) = question else {
                let what = format!("“{step}” asks nothing");
                return Err(Reason::new("answer", Place::Step(step.clone()), what, "do it without --answer").into());
            };
            let name = question.name.clone();
            return answer::give(&mut session, &file, &name, raw, self.print);
        } else if let Some(reason) = &self.skip {
            (
                Command::SkipStep { walk: walk.id, step: step.clone(), reason: typed::text(reason) },
                format!("skipped {step}"),
            )
        } else {
            let values = self.values.iter().map(|v| typed::text(v)).collect();
            (Command::DoStep { walk: walk.id, step: step.clone(), values }, format!("done {step}"))
        };
        session.carry_out(&file, vec![command], self.print, &said)
    }

    fn list(&self, global: &Global) -> Result<(), Failure> {
        let session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let walk = session.walk(&file)?;
        if self.print.json {
            return Ok(super::output::json(&super::view::walk(&file.case, walk))?);
        }
        let customer = session.door.customer_of(&session.reader, &file)?.0;
        let known = session.door.known(session.now);
        let known = crate::case::known(&file.case, Some(walk), customer.as_ref(), &known);
        let Some(playbook) = session.door.library.by_hash(&walk.playbook.hash) else {
            return Err(forgotten(&walk.playbook.title));
        };
        let steps = playbook.view(&known, session.now, &session.door.desk);
        Ok(super::output::print(&super::page::steps(walk, &steps))?)
    }
}

fn forgotten(title: &str) -> Failure {
    let what = format!("the text of the playbook “{title}” cannot be read by this version");
    Failure::other("playbook", what, "bring amends up to date, or take up another playbook")
}
