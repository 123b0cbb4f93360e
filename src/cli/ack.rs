//! `amends ack`: "back to you by …", the message and the promise in one.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::first_channel;
use crate::log::fresh;
use crate::playbook::Acknowledgement;

/// Acknowledges a case while you are busy: tells the customer by when you are back, and promises it.
///
/// The time comes from the desk's `acknowledge` target, rounded to one that can be said. In an open interaction in
/// writing the words are written down as yours, for you to send; on the telephone they are for you to say.
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
        let door = session.door.clone();
        let (desk, now) = (&door.desk, session.now);
        let interaction = session.open_interaction(&file);
        let channel = interaction.and_then(|id| file.case.interaction(id)).and_then(|i| i.channel);
        let channel = channel.or_else(|| first_channel(&file.case));
        let back = match &self.by {
            Some(by) => desk.back_by_then(typed::due(desk, by, now)?, now),
            None => desk.back_by(channel, now),
        };
        let (customer, _) = door.customer_of(&session.reader, &file)?;
        let said = Acknowledgement::new(door.phrases(), (desk, &door.login), customer.as_ref(), channel, &back);
        let commands = said.commands(interaction, (fresh(), fresh()));
        let answer = match (interaction, said.written) {
            (Some(_), true) => format!("written down; send it: “{}”", said.words),
            (Some(_), false) => format!("promised {}. Say: “{}”", said.told, said.words),
            (None, _) => format!("promised {}; nobody is told of it yet", said.told),
        };
        session.carry_out(&file, commands, self.print, &answer)
    }
}
