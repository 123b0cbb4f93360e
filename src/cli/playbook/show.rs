//! `amends playbook show`.

use clap::Args;
use serde_json::json;

use crate::cli::exit::Failure;
use crate::cli::follow::find;
use crate::cli::session::now;
use crate::cli::{Global, Print, output};
use crate::playbook::tryout;
use crate::terms::Answers;

/// Shows a playbook: what to say, ask and do, stage by stage.
#[derive(Debug, Args)]
pub struct Show {
    /// The playbook's id
    playbook: String,
    /// Print its TOML text as it is
    #[arg(long, conflicts_with = "json")]
    toml: bool,
    #[command(flatten)]
    print: Print,
}

impl Show {
    /// JSON: id, version, title, about, heard, channels, cause, `second_time`, facts, hash, actions, and steps as
    /// `amends playbook try --json` gives them with no answers.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let playbook = find(&door, &self.playbook)?;
        if self.toml {
            return Ok(output::print(playbook.text())?);
        }
        let tried = tryout(playbook, &Answers::new(), now(), &door.desk);
        if self.print.json {
            let actions = crate::case::Guide::expected(playbook);
            return Ok(output::json(
                &json!({"id": playbook.id(), "version": playbook.version(), "title": playbook.title(),
                "about": playbook.about(), "heard": playbook.heard(), "channels": playbook.channels(),
                "cause": playbook.cause(), "second_time": playbook.second_time(), "facts": playbook.facts(),
                "hash": playbook.hash(), "actions": actions, "steps": tried.steps}),
            )?);
        }
        let mut lines =
            vec![format!("{} (version {})", playbook.title(), playbook.version()), playbook.about().to_owned()];
        lines.extend(playbook.facts().iter().map(|fact| format!("  We can: {fact}")));
        lines.extend(super::try_out::steps(&tried, true));
        Ok(output::print(&lines.join("\n"))?)
    }
}
