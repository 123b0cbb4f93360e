//! `amends undo` and `amends redo`: take back your own latest entry in a case, and take that back.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print};
use crate::case::Command;

/// Takes back your latest entry in a case. The entry stays in the log, marked as undone.
#[derive(Debug, Args)]
pub struct Undo {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    #[command(flatten)]
    print: Print,
}

impl Undo {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let before = crate::case::timeline(&file);
        let done = session.perform(&file, vec![Command::Undo])?;
        let after = done.file.as_deref().map(crate::case::timeline).unwrap_or_default();
        let gone: Vec<&str> = before.iter().filter(|l| !after.contains(l)).map(|l| l.text.as_str()).collect();
        let said = if gone.is_empty() { "undone".to_owned() } else { format!("undone: {}", gone.join("; ")) };
        super::session::told(&done, self.print, &said)
    }
}

/// Takes back your latest undo in a case.
#[derive(Debug, Args)]
pub struct Redo {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    #[command(flatten)]
    print: Print,
}

impl Redo {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        session.carry_out(&file, vec![Command::Redo], self.print, "done again")
    }
}
