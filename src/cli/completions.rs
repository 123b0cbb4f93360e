//! `amends completions`: what a shell completes.

use clap::Args;
use clap_complete::{Shell, generate};

use super::exit::Failure;
use super::output;

/// Prints completions for a shell.
///
/// For bash: amends completions bash > ~/.local/share/bash-completion/completions/amends
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub fn run(&self) -> Result<(), Failure> {
        let mut bytes = Vec::new();
        generate(self.shell, &mut super::command(), "amends", &mut bytes);
        Ok(output::raw(&bytes)?)
    }
}
