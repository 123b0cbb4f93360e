//! `amends calm`: the calm-down card with the facts of a case, for wherever the console is not open.

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::session::{case, must_read, now};
use super::{Global, Print, output};
use crate::playbook::{CalmFacts, calm_card};
use crate::terms::Answers;

/// A card for a heated moment, with the facts of this case.
#[derive(Debug, Args)]
pub struct Calm {
    /// The case's number, like C-1042
    #[arg(value_name = "CASE")]
    case: String,
    #[command(flatten)]
    print: Print,
}

impl Calm {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (mut door, reader) = must_read(global)?;
        let file = case(&reader, &self.case)?;
        door.remember_playbooks();
        let (customer, earlier) = door.customer_of(&reader, &file)?;
        let (desk, now) = (&door.desk, now());
        let walk = file.case.walks.last();
        let known = crate::case::known(&file.case, walk, customer.as_ref(), &door.known(now));
        let playbook = walk.and_then(|w| door.library.by_hash(&w.playbook.hash));
        let steps = playbook.map(|p| p.view(&known, now, desk)).unwrap_or_default();
        let none = Answers::new();
        let answers = walk.map_or(&none, |w| &w.answers);
        let facts = CalmFacts::of(&file.case, customer.as_ref(), earlier, &steps, answers, desk, &door.login, now);
        let parts = calm_card(door.phrases(), &facts);
        if self.print.json {
            return Ok(output::json(&json!({ "case": file.case.number(), "parts": parts }))?);
        }
        let part = |p: &crate::playbook::CalmPart| {
            let say: Vec<String> = p.say.iter().map(|s| format!("  {s}")).collect();
            let avoid = if p.avoid.is_empty() { String::new() } else { format!("\n  avoid: {}", p.avoid.join(", ")) };
            format!("{}\n{}{avoid}", p.title, say.join("\n"))
        };
        Ok(output::print(&parts.iter().map(part).collect::<Vec<_>>().join("\n\n"))?)
    }
}
