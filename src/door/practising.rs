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
        let next = next(self.scenarios.iter().map(|kept| &kept.scenario), &progress, assigned, now);
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
