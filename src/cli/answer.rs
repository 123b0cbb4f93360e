//! `amends answer`: answers a question of the playbook by its name, or changes the answer.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::{CaseFile, Command, Place, Reason};
use crate::terms::Value;

/// Answers a question of the playbook, or changes an answer.
#[derive(Debug, Args)]
pub struct Answer {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// The answer, like `days_late=4` (repeatable)
    #[arg(required = true, value_name = "NAME=VALUE")]
    answers: Vec<String>,
    #[command(flatten)]
    print: Print,
}

impl Answer {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let mut file = session.case(&self.case)?;
        for answer in &self.answers {
            let (name, value) = typed::pair("answer", answer)?;
            give(&mut session, &file, &name, &value, self.print)?;
            file = session.reader.case(file.id)?;
        }
        Ok(())
    }
}

/// Reads `raw` as the answer to `name`, and gives it.
pub fn give(session: &mut Session, file: &CaseFile, name: &str, raw: &str, print: Print) -> Result<(), Failure> {
    let walk = session.walk(file)?;
    let playbook = session.door.library.by_hash(&walk.playbook.hash);
    let today = session.door.desk.today(session.now);
    let value = match playbook.map(|p| p.parse_answer(name, raw, today)) {
        Some(Ok(value)) => value,
        Some(Err(mend)) => {
            let what = format!("That does not answer “{}”", crate::terms::clean::one_line(name));
            return Err(Reason::new("answer", Place::Input, what, mend).into());
        }
        None => {
            return Err(Failure::other("playbook", "the walk's playbook cannot be read", "take up another playbook"));
        }
    };
    let said = format!("{}: {}", name.replace('_', " "), value.for_people());
    let mut commands = vec![Command::Answer { walk: walk.id, name: name.to_owned(), value: value.clone() }];
    // What they want is the case's own, wherever it was asked.
    if let ("wanted", Value::Text(wanted)) = (name, value) {
        commands.push(Command::Describe { kind: None, severity: None, wanted: Some(wanted) });
    }
    session.carry_out(file, commands, print, &said)
}
