//! `amends precedents`: what others got for the like.

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::session::{case, must_read};
use super::{Global, Print, output, typed};
use crate::advice::Precedents as Spreads;
use crate::log::Like;
use crate::terms::Money;

/// Shows what was given in the last cases like this one: the same playbook, or the same cause, and what it cost them.
#[derive(Debug, Args)]
pub struct Precedents {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// By the root cause instead of the playbook
    #[arg(long, value_name = "CAUSE")]
    cause: Option<String>,
    /// How many at the most
    #[arg(long, value_name = "N", default_value_t = crate::door::PRECEDENTS)]
    limit: usize,
    #[command(flatten)]
    print: Print,
}

impl Precedents {
    /// JSON: `{"spreads":[{"n","median","least","most"}],"precedents":[{"case","number","closed","given"}]}`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        let file = case(&reader, &self.case)?;
        let cause = self.cause.as_deref().map(|cause| typed::name("--cause", cause)).transpose()?;
        let playbook = file.case.walks.last().map(|w| w.playbook.id.clone()).filter(|_| cause.is_none());
        let like = Like { playbook, cause, severity: file.case.severity };
        let found = reader.precedents(&like, file.id, door.desk.currency, self.limit)?;
        let given: Vec<Option<Money>> = found.iter().map(|one| Some(one.given)).collect();
        let spreads = Spreads::of(&given, door.desk.currency);
        if self.print.json {
            return Ok(output::json(&json!({ "spreads": spreads.spreads, "precedents": found }))?);
        }
        let mut lines = spreads.lines();
        for one in &found {
            let day = door.desk.local(one.closed).format("%-d %b %Y");
            lines.push(format!("  {}  {day}  {}", one.number, one.given.for_people()));
        }
        Ok(output::print(&lines.join("\n"))?)
    }
}
