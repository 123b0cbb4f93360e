//! `amends came-back`, `amends follow-up` and `amends outreach`: what comes after a matter was put right.

use clap::{Args, ValueEnum};
use serde_json::json;

use super::exit::Failure;
use super::session::{Session, now, reading};
use super::{Global, Print, output, typed};
use crate::case::Command;
use crate::terms::CameBackBy;

/// Notes that a customer came back after something was put right.
#[derive(Debug, Args)]
pub struct CameBack {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// What is to be known of it: the new order's number, say
    #[arg(value_name = "WORDS", allow_hyphen_values = true)]
    note: Option<String>,
    /// How we know
    #[arg(long, value_name = "HOW", default_value = "by-hand")]
    by: How,
    #[command(flatten)]
    print: Print,
}

/// How it is known that somebody came back; a certificate that is used says so by itself.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum How {
    /// Somebody noticed
    ByHand,
    /// They ordered again
    Order,
}

impl CameBack {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let by = match self.by {
            How::ByHand => CameBackBy::Hand,
            How::Order => CameBackBy::Order,
        };
        let note = self.note.as_deref().map(typed::text).unwrap_or_default();
        session.carry_out(&file, vec![Command::CameBack { by, note }], self.print, "came back: noted")
    }
}

/// Writes down what a customer said, some days after their matter was put right.
#[derive(Debug, Args)]
pub struct FollowUp {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// What they said
    #[arg(value_name = "WORDS", allow_hyphen_values = true)]
    note: String,
    #[command(flatten)]
    print: Print,
}

impl FollowUp {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let note = typed::text(&self.note);
        session.carry_out(&file, vec![Command::FollowUp(note)], self.print, "asked, and written down")
    }
}

/// Lists whom to ring before they complain: promises nearly due, and customers gone quiet after a matter was put right.
#[derive(Debug, Args)]
pub struct Outreach {
    #[command(flatten)]
    print: Print,
}

impl Outreach {
    /// JSON: `{"outreach":[…]}`; each has case, number, `customer_name`, why (promise or quiet), words, and due.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = reading(global)?;
        let now = now();
        let rows = match &reader {
            Some(reader) => door.outreach(reader, now)?,
            None => Vec::new(),
        };
        if self.print.json {
            return Ok(output::json(&json!({ "outreach": rows }))?);
        }
        let mut lines: Vec<String> = Vec::new();
        for row in &rows {
            let who = row.customer_name.as_deref().unwrap_or("customer not known");
            lines.push(format!("{}  {who}  {}  {}", row.number, door.desk.near_words(row.due, now), row.words));
        }
        if lines.is_empty() {
            lines.push("Nobody needs to hear from us first today.".to_owned());
        }
        Ok(output::print(&lines.join("\n"))?)
    }
}
