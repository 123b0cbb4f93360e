//! `amends note`: an internal note. A long one is split, and said so.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::{Command, LONGEST_TEXT};
use crate::door::split;
use crate::log::fresh;
use crate::terms::Text;

/// Takes an internal note; it is never shown to a customer.
#[derive(Debug, Args)]
pub struct Note {
    /// The case's number, like C-1042
    #[arg(value_name = "CASE")]
    case: String,
    /// The note, or - to read it from standard input
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    print: Print,
}

impl Note {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let text = typed::text(typed::words_or_input(&self.words)?.trim());
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let interaction = session.open_interaction(&file);
        let parts = if text.len() > LONGEST_TEXT { split(text.as_str()) } else { vec![text.to_string()] };
        let note = |part: &String| Command::Note { note: fresh(), interaction, text: Text::new(part) };
        let said = match parts.len() {
            1 => "noted".to_owned(),
            n => format!("noted, split into {n} notes because an entry takes {} KB", LONGEST_TEXT / 1024),
        };
        session.carry_out(&file, parts.iter().map(note).collect(), self.print, &said)
    }
}
