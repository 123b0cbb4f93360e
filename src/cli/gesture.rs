//! `amends gesture`: something given to put it right, from the desk's list.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::{Command, Gift};
use crate::desk::Desk;
use crate::log::fresh;
use crate::terms::{Money, Text, worth};

/// Gives something from the desk's list, with its amount where it has one.
///
/// Above what you may give alone, ask first (`amends approval ask`); a yes to exactly this is used by itself.
#[derive(Debug, Args)]
pub struct Gesture {
    #[command(flatten)]
    wanted: Wanted,
    /// Nobody complained: it comes from your budget for kindness
    #[arg(long)]
    unprompted: bool,
    /// Supervisors: why the limits do not hold this once; it is marked in the case
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    exception: Option<String>,
    #[command(flatten)]
    print: Print,
}

/// What is to be given, in which case, and why.
#[derive(Debug, Args)]
pub struct Wanted {
    /// The case's number
    #[arg(value_name = "CASE")]
    pub case: String,
    /// The gesture's id, like refund
    #[arg(value_name = "GESTURE")]
    what: String,
    /// How much, like 4.90 or "4.90 GBP"
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    value: Option<String>,
    /// Why
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    reason: String,
}

impl Wanted {
    /// The gesture's id, its worth and the reason.
    pub fn read(&self, desk: &Desk) -> Result<(String, Option<Money>, Text), Failure> {
        let what = typed::name("the gesture", &self.what)?;
        let value = self.value.as_deref().map(|words| typed::money(desk, words)).transpose()?;
        Ok((what, value, typed::text(&self.reason)))
    }
}

impl Gesture {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.wanted.case)?;
        let (what, value, reason) = self.wanted.read(&session.door.desk)?;
        let said = format!("gave {what}{}", worth(value));
        let interaction = session.open_interaction(&file);
        let worth = value.or_else(|| session.door.desk.gesture(&what).and_then(|g| g.fixed));
        let approval = file.case.yes_for(&what, worth, &session.door.login);
        let exception = self.exception.as_deref().map(typed::text);
        let unprompted = self.unprompted;
        let gift = Gift { interaction, approval, unprompted, exception, ..Gift::new(fresh(), what, value, reason) };
        session.carry_out(&file, vec![Command::Give(gift)], self.print, &said)
    }
}
