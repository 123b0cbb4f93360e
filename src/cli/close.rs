//! `amends close` and `amends reopen`: the one gate, and the way back.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::Command;
use crate::terms::{Heat, Outcome};

/// Closes the case. Everything that is still missing is listed, each with what to do.
#[derive(Debug, Args)]
pub struct Close {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// How it ended: resolved, vented-only, no-compensation-needed, cannot-help, goodwill, referred, abandoned, duplicate
    #[arg(long, value_parser = typed::word::<Outcome>)]
    outcome: Option<Outcome>,
    /// The root cause, from the desk's list
    #[arg(long, value_name = "CAUSE")]
    cause: Option<String>,
    /// What happened, in a sentence or two
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    summary: Option<String>,
    /// What was tried, where we could not help
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    tried: Option<String>,
    /// How heated the customer was at the end
    #[arg(long, value_parser = typed::word::<Heat>)]
    heat_end: Option<Heat>,
    #[command(flatten)]
    print: Print,
}

impl Close {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let mut commands = Vec::new();
        let last = session.open_interaction(&file).or(file.case.interactions.last().map(|i| i.id));
        let summary = self.summary.as_deref().map(typed::text);
        if let (Some(interaction), true) = (last, summary.is_some() || self.heat_end.is_some()) {
            let heat_end = self.heat_end;
            commands.push(Command::DescribeInteraction {
                interaction,
                channel: None,
                heat_start: None,
                heat_end,
                summary,
            });
        }
        let cause = self.cause.as_deref().map(|cause| typed::name("--cause", cause)).transpose()?;
        let tried = self.tried.as_deref().map(typed::text);
        commands.push(Command::Close { outcome: self.outcome, cause, tried });
        let said = self.outcome.map_or("closed".to_owned(), |o| format!("closed: {}", o.label()));
        session.carry_out(&file, commands, self.print, &said)
    }
}

/// Opens a closed case again.
#[derive(Debug, Args)]
pub struct Reopen {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// Why
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    reason: String,
    #[command(flatten)]
    print: Print,
}

impl Reopen {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        session.carry_out(&file, vec![Command::Reopen(typed::text(&self.reason))], self.print, "open again")
    }
}
