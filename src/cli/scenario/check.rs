//! `amends scenario check`: everything that is wrong with files, in the manner of rustc.

use std::path::PathBuf;

use clap::Args;

use crate::cli::exit::{Failure, findings};
use crate::cli::{Global, Print, output};
use crate::door::read_paths;
use crate::playbook::Origin;
use crate::practice::proof_read;

/// Proof-reads scenarios that you wrote: names everything that is wrong, each with its line and what to do.
///
/// `amends scenario check missed-call.toml`
///
/// It goes all ways through each scenario, as every trainee might: every turn and every ending can be reached, nobody is ever
/// stuck, and the best answers lead to a good end in the right order, without harm and with full marks. Nothing is changed. Exit
/// code 1 where there is an error.
#[derive(Debug, Args)]
pub struct Check {
    /// Files or folders; left out, all of your own: the folder `scenarios` in that of --desk, else in your configuration folder
    paths: Vec<PathBuf>,
    #[command(flatten)]
    print: Print,
}

impl Check {
    /// JSON: `{"findings":[{"file","line","column","severity","code","message","help"}]}`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        if self.paths.is_empty() {
            findings(&door.scenarios.proof_read(&door.library), self.print.json)?;
            return self.fine(door.scenarios.iter().filter(|kept| kept.origin == Origin::Own).count());
        }
        let files = read_paths(&self.paths)?;
        findings(&proof_read(&files, &door.library), self.print.json)?;
        self.fine(files.len())
    }

    fn fine(&self, count: usize) -> Result<(), Failure> {
        if self.print.json {
            return Ok(());
        }
        let words = match count {
            0 => "There is no scenario of your own yet: begin with `amends scenario new`.".to_owned(),
            _ => format!("{}.", output::count(count, "scenario is fine", "scenarios are fine")),
        };
        Ok(output::print(&words)?)
    }
}
