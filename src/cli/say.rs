//! `amends say`: what was said or written, apart from notes.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::Command;
use crate::log::fresh;
use crate::terms::Speaker;

/// Writes down what was said or written to or by the customer.
#[derive(Debug, Args)]
pub struct Say {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// Who said it: customer, agent or system
    #[arg(value_parser = typed::word::<Speaker>)]
    who: Speaker,
    /// The words, or - to read them from standard input
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    print: Print,
}

impl Say {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let text = typed::text(typed::words_or_input(&self.words)?.trim());
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let interaction = session.interaction(&file)?;
        let say = Command::Say { message: fresh(), interaction, who: self.who, text };
        session.carry_out(&file, vec![say], self.print, "written down")
    }
}
