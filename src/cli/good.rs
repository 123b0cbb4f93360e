//! `amends good`: a page for each role of what good looks like. The pages are those of `docs/good/`.

use clap::{Args, ValueEnum};

use super::exit::Failure;
use super::output;

/// Prints what good looks like, one page for each role.
#[derive(Debug, Args)]
pub struct Good {
    /// For whom
    #[arg(value_enum, default_value = "agent")]
    role: Page,
}

/// The pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Page {
    /// Whoever speaks with customers
    Agent,
    /// Whoever takes the second failures
    Senior,
    /// Whoever leads the desk
    Supervisor,
    /// The first two weeks
    NewHire,
}

impl Good {
    pub fn run(&self) -> Result<(), Failure> {
        Ok(output::print(match self.role {
            Page::Agent => include_str!("../../docs/good/agent.md"),
            Page::Senior => include_str!("../../docs/good/senior.md"),
            Page::Supervisor => include_str!("../../docs/good/supervisor.md"),
            Page::NewHire => include_str!("../../docs/good/new-hire.md"),
        })?)
    }
}
