//! `amends desk`: the desk's settings, from outside.

use clap::Subcommand;

use super::exit::Failure;
use super::output;

/// The desk's settings: their JSON Schema.
#[derive(Debug, Subcommand)]
pub enum Desk {
    /// Prints the JSON Schema of desk.toml, so that your editor completes and checks while you write.
    ///
    /// `amends desk schema > desk.schema.json`, and `#:schema ./desk.schema.json` as the first line of desk.toml.
    Schema,
}

impl Desk {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Schema => Ok(output::json(&crate::desk::schema())?),
        }
    }
}
