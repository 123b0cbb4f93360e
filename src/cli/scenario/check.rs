//! `amends scenario check`: everything that is wrong with files, in the manner of rustc.

use std::path::PathBuf;

use clap::Args;

use crate::cli::exit::{Failure, findings};
use crate::cli::{Global, Print, output};
use crate::door::read_paths;
use crate::playbook::Origin;
use crate::practice::proof_read;

/// Checks scenarios: everything that is wrong at once, with file, line, caret and what to do.
///
/// All ways through each are gone: every turn and ending can be reached, none is a dead end, and the best answers lead to a good
/// end in order, without harm and with full marks. Exit code 1 where there is an error.
#[derive(Debug, Args)]
pub struct Check {
    /// Files and folders; the folder `scenarios` in your own where left out
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
