//! `amends scenario schema`: the JSON Schema with which editors complete and check.

use clap::Args;

use crate::cli::exit::Failure;
use crate::cli::output;

/// Prints the JSON Schema of the format, so that your editor completes and checks while you write.
///
/// Keep it beside your own files: `amends scenario schema > scenario.schema.json`.
#[derive(Debug, Args)]
pub struct Schema {}

impl Schema {
    pub fn run() -> Result<(), Failure> {
        Ok(output::json(&crate::practice::schema())?)
    }
}
