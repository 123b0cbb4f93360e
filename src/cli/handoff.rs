//! `amends handoff`: the case gets another owner, or does not.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::{Command, Place, Reason};
use crate::log::fresh;

/// Hands the case to somebody else, or answers a hand-off. You own it until they accept.
#[derive(Debug, Args)]
#[group(required = true, multiple = false, id = "what")]
pub struct Handoff {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// To whom (a login)
    #[arg(long, group = "what", value_name = "LOGIN", requires = "note")]
    to: Option<String>,
    /// What they need to know
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    note: Option<String>,
    /// You did not stay until they answered
    #[arg(long, requires = "to")]
    cold: bool,
    /// Take the case that was offered to you
    #[arg(long, group = "what")]
    accept: bool,
    /// Do not take it, for this reason
    #[arg(long, group = "what", value_name = "REASON", allow_hyphen_values = true)]
    decline: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl Handoff {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let (command, said) = if let Some(to) = &self.to {
            let note = self.note.as_deref().map(typed::text).unwrap_or_default();
            let (to, warm) = (typed::name("--to", to)?, !self.cold);
            let said = format!("offered to {to}");
            (Command::HandOff { hand_off: fresh(), to, warm, note }, said)
        } else {
            let pending = file.case.pending_hand_off().map(|h| h.id).ok_or_else(|| {
                let what = format!("{} has no hand-off that waits", file.case.number());
                Reason::new("no-hand-off", Place::HandOff, what, "look at the case: it may have been answered")
            })?;
            match &self.decline {
                Some(reason) => (Command::DeclineHandOff(pending, typed::text(reason)), "hand-off declined".to_owned()),
                None => (Command::AcceptHandOff(pending), format!("{} owns it now", session.door.login)),
            }
        };
        session.carry_out(&file, vec![command], self.print, &said)
    }
}
