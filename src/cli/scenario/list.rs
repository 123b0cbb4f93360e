//! `amends scenario list`.

use clap::Args;
use serde_json::json;

use crate::cli::exit::Failure;
use crate::cli::{Global, Print, list, output};
use crate::practice::Shelved;

/// Lists the scenarios that can be practised.
#[derive(Debug, Args)]
pub struct List {
    /// Only those that practise this playbook
    #[arg(long, value_name = "PLAYBOOK")]
    playbook: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl List {
    /// JSON: `{"scenarios":[{"id","title","about","playbook","channel","level","turns","endings","origin"}]}`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        super::tell_findings(&door);
        let wanted =
            |kept: &&Shelved| self.playbook.as_ref().is_none_or(|playbook| kept.scenario.playbook == *playbook);
        let found: Vec<&Shelved> = door.scenarios.iter().filter(wanted).collect();
        if self.print.json {
            let one = |kept: &&Shelved| {
                let s = &kept.scenario;
                json!({"id": s.id, "title": s.title, "about": s.about, "playbook": s.playbook, "channel": s.channel,
                    "level": s.level, "turns": s.turns.len(), "endings": s.endings.len(), "origin": kept.origin.word()})
            };
            return Ok(output::json(&json!({ "scenarios": found.iter().map(one).collect::<Vec<_>>() }))?);
        }
        if found.is_empty() {
            let words = "No scenario practises that; see them all with `amends scenario list`, begin one with `amends scenario new`.";
            return Ok(output::print(words)?);
        }
        let mut table = list::table(&["id", "title", "playbook", "channel", "level", "origin"]);
        for kept in found {
            let s = &kept.scenario;
            let (channel, level) = (s.channel.label(), s.level.to_string());
            table.add_row([&s.id, &s.title, &s.playbook, channel, &level, kept.origin.word()]);
        }
        Ok(output::print(&table.to_string())?)
    }
}
