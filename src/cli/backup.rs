//! `amends backup` and `amends restore`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::session::{Session, now};
use super::{Global, Print, output};

/// Writes a copy of the whole log to a new file, and proves that it can be opened.
#[derive(Debug, Args)]
pub struct Backup {
    /// The new file; it must not exist yet
    #[arg(value_name = "TO")]
    to: PathBuf,
    #[command(flatten)]
    print: Print,
}

impl Backup {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let session = Session::open(global)?;
        session.log.backup(&self.to)?;
        if self.print.json {
            return Ok(output::json(&json!({ "backup": self.to }))?);
        }
        Ok(output::print(&format!("The log is backed up to {}.", self.to.display()))?)
    }
}

/// Brings a backup back. It is proven first; the log that is there is moved aside and kept.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    #[arg(value_name = "FROM")]
    from: PathBuf,
    #[command(flatten)]
    print: Print,
}

impl Restore {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let done = crate::log::restore(&self.from, &door.file, now())?;
        if self.print.json {
            return Ok(output::json(&json!({ "events": done.events, "kept": done.kept }))?);
        }
        let kept = done.kept.map(|path| format!(" The log that was there is kept as {}.", path.display()));
        Ok(output::print(&format!("{} entries are back.{}", done.events, kept.unwrap_or_default()))?)
    }
}
