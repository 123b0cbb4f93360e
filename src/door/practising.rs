//! How somebody stands in practice: their drills, what supervisors asked for, and what comes next. The case log is only read.

use super::Door;
use crate::log::practice::{KeptDrill, PracticeLog};
use crate::log::{Kind, LogError};
use crate::practice::{Assigned, Next, Progress, kept, next, progress};
use crate::terms::Timestamp;

/// How many drills that were asked for are looked at, the newest first.
const ASKED: usize = 200;

/// How somebody stands.
#[derive(Debug, Clone, Default)]
pub struct Practising {
    /// Over all drills that came to an end.
    pub progress: Progress,
    /// What to practise, the most useful first.
    pub next: Vec<Next>,
    /// Their drills, the newest first.
    pub drills: Vec<KeptDrill>,
}

impl Door {
    /// How this person stands in practice.
    ///
    /// # Errors
    /// Where one of the logs cannot be read.
    pub fn practice(&self, now: Timestamp) -> Result<Practising, LogError> {
        let drills = match PracticeLog::look(&self.file)? {
            Some(log) => log.drills(Some(&self.login))?,
            None => Vec::new(),
        };
        Ok(self.practising(drills, &self.assigned(&self.login)?, now))
    }

    /// The same, of drills and assignments that are read already.
    #[must_use]
    pub fn practising(&self, drills: Vec<KeptDrill>, assigned: &[Assigned], now: Timestamp) -> Practising {
        let attempts: Vec<_> = drills.iter().filter_map(kept::attempt).collect();
        let progress = progress(&attempts);
        let next = next(self.scenarios.iter().map(|kept| &*kept.scenario), &progress, assigned, now);
        Practising { progress, next, drills }
    }

    /// What supervisors asked somebody to practise.
    ///
    /// # Errors
    /// Where the case log cannot be read.
    pub fn assigned(&self, login: &str) -> Result<Vec<Assigned>, LogError> {
        let reader = match self.reader() {
            Ok(reader) => reader,
            Err(error) if error.is(Kind::NotFound) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let notes = reader.asked_to_practise(Some(login), (&self.login, self.role), ASKED)?;
        let one = |note: crate::case::Coaching| {
            Some(Assigned { scenario: note.drill?, by: note.by, at: note.at, due: note.due })
        };
        Ok(notes.into_iter().filter_map(one).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Command, Deed, Subject};
    use crate::door::Options;
    use crate::log::{Log, Who, fresh};
    use crate::terms::{EntryId, Mode, Text};

    #[test]
    fn newer_notes_hide_no_drill_that_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log");
        let options = Options { file: Some(file.clone()), desk: None, login: Some("gwen".into()) };
        let door = Door::shipped(options).unwrap();
        let who = Who { login: "gwen".into(), home: Some(folder.path().to_owned()) };
        let mut log = Log::open(&file, &who).unwrap();
        let now = Timestamp::from_ms(1_795_197_600_000);
        let coached = |n: usize| {
            let drill = (n == 0).then(|| "paid-twice".to_owned());
            let command = Command::Coach { to: "ana".into(), note: Text::new("well done"), drill, due: None };
            let at = Timestamp::from_ms(now.ms() - 1_000 + i64::try_from(n).unwrap());
            Deed { id: fresh(), on: Subject::Entry(fresh::<EntryId>()), command, at, agent: None, seen: None }
        };
        let deeds: Vec<Deed> = (0..=ASKED).map(coached).collect();
        door.perform(&mut log, &deeds, Mode::Recorded, now).unwrap();
        let assigned = door.assigned("ana").unwrap();
        assert_eq!(assigned.iter().map(|one| one.scenario.as_str()).collect::<Vec<_>>(), ["paid-twice"]);
    }
}
