//! `amends man`: the manual pages.

use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use super::output;

/// Prints the manual page, or writes one for every subcommand to a folder.
#[derive(Debug, Args)]
pub struct Man {
    /// Write amends.1, amends-log.1 … to this folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Man {
    pub fn run(&self) -> Result<(), Failure> {
        let command = super::command();
        if let Some(folder) = &self.dir {
            std::fs::create_dir_all(folder).map_err(|e| Failure::file("make", folder, &e))?;
            return clap_mangen::generate_to(command, folder).map_err(|e| Failure::file("write to", folder, &e));
        }
        let mut bytes = Vec::new();
        clap_mangen::Man::new(command).render(&mut bytes)?;
        Ok(output::raw(&bytes)?)
    }
}
