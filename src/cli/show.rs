//! `amends show`: one case, for people or as JSON.

use clap::Args;

use super::exit::Failure;
use super::session::{case, must_read, now};
use super::{Global, Print, output, page, view};

/// Shows one case: its contacts, notes, walk, promises, gestures and timeline.
#[derive(Debug, Args)]
pub struct Show {
    /// The case's number, like C-1042
    #[arg(value_name = "CASE")]
    case: String,
    #[command(flatten)]
    print: Print,
}

impl Show {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        let file = case(&reader, &self.case)?;
        let (customer, others) = door.customer_of(&reader, &file)?;
        let now = now();
        if self.print.json {
            return Ok(output::json(&view::case(&file, customer, others, now))?);
        }
        Ok(output::print(&page::case(&file, customer.as_ref(), others, &door.desk, now))?)
    }
}
