//! `amends ack`: "back to you by …", the message and the promise in one.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::{Command, first_channel};
use crate::desk::Acknowledgement;
use crate::log::fresh;
use crate::terms::{Speaker, Text};

/// Acknowledges a case while you are busy: tells the customer by when you are back, and promises it.
///
/// The time comes from the desk's `acknowledge` target, rounded to one that can be said. In an open interaction the words
/// are written down as yours; else the promise alone is made.
#[derive(Debug, Args)]
pub struct Ack {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// By when, where it is not the desk's own time (16:00, tomorrow 10:00, in 2 hours)
    #[arg(long, value_name = "WHEN")]
    by: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl Ack {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let desk = session.door.desk.clone();
        let interaction = session.open_interaction(&file);
        let said = if let Some(by) = &self.by {
            desk.acknowledge_by(typed::due(&desk, by, session.now)?, session.now)
        } else {
            let channel = interaction.and_then(|id| file.case.interaction(id)).and_then(|i| i.channel);
            desk.acknowledge(channel.or_else(|| first_channel(&file.case)), session.now)
        };
        let Acknowledgement { due, told, message, promise } = said;
        let words = interaction.map(|interaction| Command::Say {
            message: fresh(),
            interaction,
            who: Speaker::Agent,
            text: Text::new(&message),
        });
        let make = Command::Promise {
            promise: fresh(),
            interaction,
            text: Text::new(promise),
            due,
            told: Some(Text::new(&told)),
            by: None,
            step: None,
            call_back: None,
        };
        let answer = match &words {
            Some(_) => format!("“{message}”"),
            None => format!("promised by {told}; nobody is told of it yet"),
        };
        session.carry_out(&file, words.into_iter().chain([make]).collect(), self.print, &answer)
    }
}
