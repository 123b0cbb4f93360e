//! `amends lesson`: cases that others can learn from.

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::session::{Session, now, reading};
use super::{Global, Print, output, typed};
use crate::case::Command;
use crate::log::LessonRow;

/// How many are listed.
const MOST: usize = 200;

/// Marks a case as a lesson, with what there is to learn; lists them, newest first.
#[derive(Debug, Args)]
pub struct Lesson {
    /// The case's number; left out, the lessons are listed
    #[arg(value_name = "CASE")]
    case: Option<String>,
    /// What there is to learn
    #[arg(value_name = "WORDS", allow_hyphen_values = true)]
    why: Option<String>,
    /// It is no lesson any more
    #[arg(long, requires = "case", conflicts_with = "why")]
    not: bool,
    #[command(flatten)]
    print: Print,
}

impl Lesson {
    /// JSON: as other changes of a case, else `{"lessons":[…]}`; a lesson has case (id), number, at, by and why.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        if let Some(case) = &self.case {
            let mut session = Session::open(global)?;
            let file = session.case(case)?;
            let (command, said) = if self.not {
                (Command::UnmarkLesson, "no lesson any more")
            } else {
                (Command::MarkLesson(typed::text(self.why.as_deref().unwrap_or_default())), "a lesson")
            };
            return session.carry_out(&file, vec![command], self.print, said);
        }
        let (door, reader) = reading(global)?;
        let lessons = reader.map(|reader| reader.lessons(MOST)).transpose()?.unwrap_or_default();
        if self.print.json {
            return Ok(output::json(&json!({ "lessons": lessons }))?);
        }
        if lessons.is_empty() {
            return Ok(output::print("No case is marked as a lesson yet.")?);
        }
        let line = |l: &LessonRow| format!("{}  {}  {} ({})", l.number, door.desk.near_words(l.at, now()), l.why, l.by);
        Ok(output::print(&lessons.iter().map(line).collect::<Vec<_>>().join("\n"))?)
    }
}
