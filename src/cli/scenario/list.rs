//! `amends scenario list`.

use clap::Args;
use serde_json::json;

use crate::cli::exit::Failure;
use crate::cli::{Global, Print, list, output};
use crate::practice::Shelved;

/// Lists the scenarios: the scripted customers that can be practised with.
///
/// The id in the first column is what other commands ask for, as in `amends scenario show birthday-parcel`. Level 1 is easy and 3
/// is hard. Origin is `shipped` for what came with amends and `own` for what is yours.
#[derive(Debug, Args)]
pub struct List {
    /// Only those that practise this playbook: its id, as in `amends playbook list`
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
        Ok(output::print(&page(&found, output::width()))?)
    }
}

/// A line for each, in so many columns; where there is little room, what `amends scenario show` tells is left to it.
fn page(found: &[&Shelved], width: usize) -> String {
    let mut table = list::table(&["id", "title", "playbook", "channel", "level", "origin"]);
    table.set_width(u16::try_from(width).unwrap_or(100));
    for kept in found {
        let s = &kept.scenario;
        let (channel, level) = (s.channel.label(), s.level.to_string());
        table.add_row([&s.id, &s.title, &s.playbook, channel, &level, kept.origin.word()]);
    }
    list::whole(&mut table, 0);
    list::whole(&mut table, 2);
    match width {
        ..80 => list::without(&mut table, &[2, 3, 4, 5]),
        80..95 => list::without(&mut table, &[3, 5]),
        _ => {}
    }
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::{OwnFiles, Scenarios};

    #[test]
    fn no_id_is_broken_over_two_lines() {
        let scenarios = Scenarios::new(OwnFiles::default);
        let found: Vec<&Shelved> = scenarios.iter().collect();
        for width in 40..=120 {
            let page = page(&found, width);
            let whole = |word: &str| page.lines().any(|line| line.split("  ").any(|cell| cell.trim() == word));
            for kept in &found {
                assert!(whole(&kept.scenario.id), "{width}: {}\n{page}", kept.scenario.id);
                assert!(width < 80 || whole(&kept.scenario.playbook), "{width}: {}\n{page}", kept.scenario.playbook);
            }
        }
    }
}
