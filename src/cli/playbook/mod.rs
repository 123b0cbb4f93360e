//! `amends playbook`: list, show, check, try.

mod check;
mod list;
mod show;
mod try_out;

use clap::Subcommand;

use super::Global;
use super::exit::Failure;

/// Playbooks: list, show, check, try.
#[derive(Debug, Subcommand)]
pub enum PlaybookCommand {
    List(list::List),
    Show(show::Show),
    Check(check::Check),
    Try(try_out::Try),
}

impl PlaybookCommand {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match self {
            Self::List(args) => args.run(global),
            Self::Show(args) => args.run(global),
            Self::Check(args) => args.run(global),
            Self::Try(args) => args.run(global),
        }
    }
}
