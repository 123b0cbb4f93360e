//! `amends playbook schema`: the JSON Schemas with which editors complete and check.

use clap::{Args, ValueEnum};

use crate::cli::exit::Failure;
use crate::cli::output;
use crate::{advice, desk, playbook, wording};

/// Prints the JSON Schema of the format, so that your editor completes and checks while you write.
///
/// Keep it beside your own files: `amends playbook schema > playbook.schema.json`, and write
/// `#:schema ./playbook.schema.json` as the first line of a playbook.
#[derive(Debug, Args)]
pub struct Schema {
    /// Which file it is for
    #[arg(value_enum, default_value = "playbook")]
    format: File,
}

/// The files that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum File {
    /// A playbook
    Playbook,
    /// desk.toml
    Desk,
    /// wording.toml
    Wording,
    /// phrases.toml
    Phrases,
    /// advice.toml
    Advice,
}

impl Schema {
    pub fn run(&self) -> Result<(), Failure> {
        let schema = match self.format {
            File::Playbook => playbook::schema(),
            File::Desk => desk::schema(),
            File::Wording => wording::schema(),
            File::Phrases => playbook::phrases_schema(),
            File::Advice => advice::schema(),
        };
        Ok(output::json(&schema)?)
    }
}
