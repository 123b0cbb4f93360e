//! `amends playbook list`.

use clap::Args;
use serde_json::json;

use crate::cli::exit::Failure;
use crate::cli::{Global, Print, list, output};
use crate::playbook::{Origin, Playbook};

/// Lists the playbooks; with words, those that fit what the customer said, best first.
#[derive(Debug, Args)]
pub struct List {
    /// What the customer said
    said: Vec<String>,
    #[command(flatten)]
    print: Print,
}

impl List {
    /// JSON: `{"playbooks":[{"id","version","title","about","origin","steps","hash"}]}`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let said = self.said.join(" ");
        let found: Vec<&Playbook> = if said.trim().is_empty() {
            door.library.iter().collect()
        } else {
            door.library.rank(&said).into_iter().map(|(_, playbook)| playbook).collect()
        };
        let origin = |p: &Playbook| door.library.origin(p.id()).unwrap_or(Origin::Shipped).word();
        if self.print.json {
            let of = |p: &&Playbook| {
                json!({"id": p.id(), "version": p.version(), "title": p.title(), "about": p.about(), "origin": origin(p),
                    "steps": p.steps().len(), "hash": p.hash()})
            };
            return Ok(output::json(&json!({ "playbooks": found.iter().map(of).collect::<Vec<_>>() }))?);
        }
        if found.is_empty() {
            return Ok(output::print("No playbook fits those words; see them all with `amends playbook list`.")?);
        }
        let mut table = list::table(&["id", "title", "about", "steps", "origin"]);
        for p in found {
            table.add_row([p.id(), p.title(), p.about(), &p.steps().len().to_string(), origin(p)]);
        }
        Ok(output::print(&table.to_string())?)
    }
}
