//! `amends scenario check`: everything that is wrong with files, in the manner of rustc.

use std::path::PathBuf;

use clap::Args;

use crate::cli::exit::{Failure, findings};
use crate::cli::{Global, Print, output};
use crate::desk::Finding;
use crate::door::{read_file, read_folder};
use crate::playbook::Origin;
use crate::practice::Scenario;

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
            findings(door.scenarios.findings(), self.print.json)?;
            return self.fine(door.scenarios.iter().filter(|kept| kept.origin == Origin::Own).count());
        }
        let mut files = Vec::new();
        for path in &self.paths {
            if path.is_dir() {
                files.extend(read_folder(path)?);
            } else {
                files.push((path.display().to_string(), read_file(path)?));
            }
        }
        let found: Vec<Finding> =
            files.iter().flat_map(|(name, text)| Scenario::read_in(name, text, &door.library).1).collect();
        findings(&found, self.print.json)?;
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
