//! `amends unfit`: an agent says that a step, or the whole playbook, did not fit.

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::session::{Session, now, reading};
use super::{Global, Print, output, typed};
use crate::case::Command;
use crate::log::UnfitRow;
use crate::terms::clean;

/// How many are listed.
const MOST: usize = 200;

/// Says that a step, or the whole playbook, did not fit; lists what did not fit, the most often first.
#[derive(Debug, Args)]
pub struct Unfit {
    /// The case's number; left out, what did not fit is listed
    #[arg(value_name = "CASE")]
    case: Option<String>,
    /// What did not fit
    #[arg(value_name = "WORDS", allow_hyphen_values = true)]
    why: Option<String>,
    /// The step's id; left out, the playbook as a whole
    #[arg(long, value_name = "ID", requires = "case")]
    step: Option<String>,
    /// Lists only this playbook's
    #[arg(long, value_name = "ID", conflicts_with = "case")]
    playbook: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl Unfit {
    /// JSON: as other changes of a case, else `{"unfits":[…]}`; each has playbook, step (`null`: the whole), title, times,
    /// last, number and why (of the last time).
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        if let Some(case) = &self.case {
            let mut session = Session::open(global)?;
            let file = session.case(case)?;
            let walk = session.walk(&file)?.id;
            let step = self.step.as_deref().map(|step| clean::one_line(step.trim()));
            let why = typed::text(self.why.as_deref().unwrap_or_default());
            let command = Command::DidNotFit { walk, step, why };
            return session.carry_out(
                &file,
                vec![command],
                self.print,
                "thank you: whoever keeps the playbook sees it",
            );
        }
        let (door, reader) = reading(global)?;
        let unfits = reader.map(|r| r.unfits(self.playbook.as_deref(), MOST)).transpose()?.unwrap_or_default();
        if self.print.json {
            return Ok(output::json(&json!({ "unfits": unfits }))?);
        }
        if unfits.is_empty() {
            return Ok(output::print("Nobody has said that something did not fit.")?);
        }
        let line = |u: &UnfitRow| {
            let what = if u.step.is_some() { format!("{}: {}", u.playbook, u.title) } else { u.playbook.clone() };
            format!("{:>3}×  {what}  – {} ({}, {})", u.times, u.why, u.number, door.desk.near_words(u.last, now()))
        };
        Ok(output::print(&unfits.iter().map(line).collect::<Vec<_>>().join("\n"))?)
    }
}
