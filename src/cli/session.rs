//! Somebody at a desk with the log open: finding a case, the interaction they are in, and carrying commands out.

use chrono::Utc;
use serde_json::json;

use super::exit::Failure;
use super::{Global, Print, output};
use crate::case::{CaseFile, Command, Deed, Place, Reason, Subject, Walk};
use crate::door::Door;
use crate::log::{Kind, Log, LogError, Performed, Query, Reader, fresh};
use crate::terms::{InteractionId, Mode, Timestamp};

/// The present moment.
pub fn now() -> Timestamp {
    Timestamp::from_utc(Utc::now())
}

/// Somebody who may write.
pub struct Session {
    /// Who is at which desk.
    pub door: Door,
    /// The log.
    pub log: Log,
    /// The log, to read.
    pub reader: Reader,
    /// The present moment, the same for the whole command.
    pub now: Timestamp,
}

/// The desk and, where there is one, the log to read. A log of an older form is brought forward first.
pub fn reading(global: &Global) -> Result<(Door, Option<Reader>), Failure> {
    let mut door = global.door()?;
    tell_findings(&door);
    let reader = match door.reader() {
        Ok(reader) => Some(reader),
        Err(error) if error.is(Kind::NotFound) => None,
        Err(error) if error.is(Kind::Older) => {
            tell_warnings(&door.log()?);
            Some(door.reader()?)
        }
        Err(error) => return Err(error.into()),
    };
    door.remember_playbooks();
    Ok((door, reader))
}

/// The desk and the log to write; it is made where there is none.
pub fn writing(global: &Global) -> Result<(Door, Log), Failure> {
    let mut door = global.door()?;
    tell_findings(&door);
    let log = door.log()?;
    tell_warnings(&log);
    door.remember_playbooks();
    Ok((door, log))
}

/// Own playbooks with mistakes are told of; those that ship stand in for them.
fn tell_findings(door: &Door) {
    let broken = door.findings.iter().filter(|f| f.is_error()).count();
    if broken > 0 {
        output::tell(&format!("amends: your own playbooks have {broken} mistakes; see `amends playbook check`"));
    }
}

fn tell_warnings(log: &Log) {
    for warning in log.warnings() {
        output::tell(&format!("amends: {warning}"));
    }
}

impl Session {
    /// Opens the log; makes it where there is none.
    pub fn open(global: &Global) -> Result<Self, Failure> {
        let (door, log) = writing(global)?;
        let reader = door.reader()?;
        Ok(Self { door, log, reader, now: now() })
    }

    /// The case with this number.
    pub fn case(&self, number: &str) -> Result<CaseFile, Failure> {
        case(&self.reader, number)
    }

    /// The agent's own open interaction, or the only open one.
    pub fn interaction(&self, file: &CaseFile) -> Result<InteractionId, Failure> {
        self.open_interaction(file).ok_or_else(|| {
            let number = file.case.number();
            let what = format!("{number} has no open interaction of yours");
            let mend = format!("begin one with `amends log --case {number} --channel phone`");
            Reason::new("no-interaction", Place::Interaction, what, mend).into()
        })
    }

    /// As [`Session::interaction`], or nothing.
    pub fn open_interaction(&self, file: &CaseFile) -> Option<InteractionId> {
        let open: Vec<_> = file.case.interactions.iter().filter(|i| i.ended.is_none()).collect();
        let mine = open.iter().rev().find(|i| i.agent == self.door.login);
        match (mine, open.as_slice()) {
            (Some(mine), _) => Some(mine.id),
            (None, [only]) => Some(only.id),
            _ => None,
        }
    }

    /// The walk at hand: that of the open interaction, or else the latest.
    pub fn walk<'f>(&self, file: &'f CaseFile) -> Result<&'f Walk, Failure> {
        let here = self.open_interaction(file).and_then(|id| file.case.current_walk(id));
        here.or_else(|| file.case.walks.last()).ok_or_else(|| {
            let number = file.case.number();
            let what = format!("{number} follows no playbook yet");
            let mend = format!("choose one: `amends follow {number} PLAYBOOK` (see `amends playbook list`)");
            Reason::new("no-walk", Place::Input, what, mend).into()
        })
    }

    /// Carries commands on a case out, all or none, as happening now.
    pub fn perform(&mut self, file: &CaseFile, commands: Vec<Command>) -> Result<Performed, Failure> {
        self.perform_on(Subject::Case(file.id), commands, None)
    }

    /// Carries commands out, all or none; `at` where they happened at another moment than now.
    pub fn perform_on(
        &mut self,
        on: Subject,
        commands: Vec<Command>,
        at: Option<Timestamp>,
    ) -> Result<Performed, Failure> {
        let at = at.unwrap_or(self.now);
        let deed = |command| Deed { id: fresh(), on, command, at, agent: None, seen: None };
        let deeds: Vec<Deed> = commands.into_iter().map(deed).collect();
        Ok(self.door.perform(&mut self.log, &deeds, Mode::Live, self.now)?)
    }

    /// Carries commands on a case out and says so: `C-1042: …`, or `{"case":"C-1042","events":2}`.
    pub fn carry_out(
        &mut self,
        file: &CaseFile,
        commands: Vec<Command>,
        print: Print,
        said: &str,
    ) -> Result<(), Failure> {
        let done = self.perform(file, commands)?;
        told(&done, print, said)
    }
}

/// Says what was done to a case.
pub fn told(done: &Performed, print: Print, said: &str) -> Result<(), Failure> {
    let number = done.file.as_ref().map_or("-", |file| file.case.number());
    if print.json {
        output::json(&json!({ "case": number, "events": done.events.len() }))?;
    } else {
        output::print(&format!("{number}: {said}"))?;
    }
    Ok(())
}

/// The case with this number; where two have it, both are named.
pub fn case(reader: &Reader, number: &str) -> Result<CaseFile, Failure> {
    let shown = crate::terms::clean::one_line(number.trim());
    let upper = shown.to_uppercase();
    let full = if upper.bytes().all(|b| b.is_ascii_digit()) { format!("C-{upper}") } else { upper };
    let query = Query { number: Some(full), ..Query::default() };
    let found = reader.list(&query, None, 10)?.items;
    match found.as_slice() {
        [one] => Ok(reader.case(one.id)?),
        [] => {
            let what = format!("There is no case {shown}");
            Err(Reason::new("no-case", Place::Input, what, "look for it with `amends list` or `amends search`").into())
        }
        many => {
            let of = |c: &crate::log::CaseSummary| {
                format!("{} of {} ({})", c.number, c.customer_name.as_deref().unwrap_or("nobody named"), c.id)
            };
            let what = format!(
                "{shown} is the number of {} cases: {}",
                many.len(),
                many.iter().map(of).collect::<Vec<_>>().join("; ")
            );
            Err(Reason::new("ambiguous", Place::Input, what, "open the console and choose there").into())
        }
    }
}

/// The log to read, for questions that make no sense without one.
pub fn must_read(global: &Global) -> Result<(Door, Reader), Failure> {
    let (door, reader) = reading(global)?;
    match reader {
        Some(reader) => Ok((door, reader)),
        None => Err(door.reader().err().unwrap_or_else(|| no_log(&door)).into()),
    }
}

fn no_log(door: &Door) -> LogError {
    LogError::new(Kind::NotFound, format!("there is no case log at {} yet", door.file.display()), "log something first")
}
