//! `amends act`: takes an action by its name; the step that asks for it is done by it.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::Command;

/// Takes an action by its name. A step of the playbook that asks for it is done by it.
#[derive(Debug, Args)]
pub struct Act {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// The action's name, like send-replacement
    action: String,
    /// What was entered with it
    values: Vec<String>,
    #[command(flatten)]
    print: Print,
}

impl Act {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let interaction = session.interaction(&file)?;
        let action = typed::name("the action", &self.action)?;
        let said = format!("done {action}");
        let values = self.values.iter().map(|v| typed::text(v)).collect();
        session.carry_out(&file, vec![Command::Act { interaction, action, values }], self.print, &said)
    }
}
