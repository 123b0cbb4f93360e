//! `amends playbook`: list, show, check, try, schema.

mod check;
mod list;
mod schema;
mod show;
mod try_out;

use clap::Subcommand;

use super::Global;
use super::exit::Failure;

/// Playbooks: list, show, check, try, schema.
#[derive(Debug, Subcommand)]
pub enum PlaybookCommand {
    List(list::List),
    Show(show::Show),
    Check(check::Check),
    Try(try_out::Try),
    Schema(schema::Schema),
}

impl PlaybookCommand {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match self {
            Self::List(args) => args.run(global),
            Self::Show(args) => args.run(global),
            Self::Check(args) => args.run(global),
            Self::Try(args) => args.run(global),
            Self::Schema(args) => args.run(),
        }
    }
}
