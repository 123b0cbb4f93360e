//! How somebody stands in practice: their drills, what supervisors asked for, and what comes next. The case log is only read.

use uuid::Uuid;

use super::Door;
use crate::case::Coaching;
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

/// What became of a drill that was asked for. More of it is nobody else's business until it is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// It is not done; whether it was begun stays with whoever practises.
    Waits,
    /// It was done.
    Done {
        /// When, for the first time since it was asked for.
        at: Timestamp,
        /// The latest drill of it that is shared.
        shared: Option<Uuid>,
    },
}

/// The drills that are what a note asks for, each with when it was done since then: played from its beginning to an end of its own.
fn done<'d>(note: &Coaching, drills: &'d [KeptDrill]) -> impl Iterator<Item = (Timestamp, &'d KeptDrill)> {
    let of = |drill: &&KeptDrill| drill.new.login == note.to && note.drill.as_ref() == Some(&drill.new.scenario);
    let since = |drill: &'d KeptDrill| Some((kept::attempt(drill)?.at, drill)).filter(|(at, _)| *at >= note.at);
    drills.iter().filter(of).filter_map(since)
}

/// The drill by which it was done what a note asks for: the earliest. How often somebody tried again is theirs alone.
#[must_use]
pub fn done_by<'d>(note: &Coaching, drills: &'d [KeptDrill]) -> Option<&'d KeptDrill> {
    done(note, drills).min_by_key(|(at, drill)| (*at, drill.new.id)).map(|(_, drill)| drill)
}

/// What became of the drill that a note asks for, by these drills.
#[must_use]
pub fn became(note: &Coaching, drills: &[KeptDrill]) -> Became {
    let first = done(note, drills).map(|(at, _)| at).min();
    let shared = done(note, drills).filter(|(_, drill)| drill.shared.is_some()).max_by_key(|(at, _)| *at);
    first.map_or(Became::Waits, |at| Became::Done { at, shared: shared.map(|(_, drill)| drill.new.id) })
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
        let one = |asked: Coaching| {
            let Coaching { at, by, note, drill, due, .. } = asked;
            Some(Assigned { scenario: drill?, by, at, due, note })
        };
        Ok(self.asked_to_practise(login)?.into_iter().filter_map(one).collect())
    }

    /// The notes with which supervisors asked somebody to practise, the newest first.
    ///
    /// # Errors
    /// Where the case log cannot be read.
    pub fn asked_to_practise(&self, login: &str) -> Result<Vec<Coaching>, LogError> {
        match self.reader() {
            Ok(reader) => reader.asked_to_practise(Some(login), (&self.login, self.role), ASKED),
            Err(error) if error.is(Kind::NotFound) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// What this person was asked to practise and has not done, the most pressing first, each scenario once.
    ///
    /// # Errors
    /// Where one of the logs cannot be read.
    pub fn still_to_practise(&self) -> Result<Vec<Coaching>, LogError> {
        let mut notes = self.asked_to_practise(&self.login)?;
        if notes.is_empty() {
            return Ok(notes);
        }
        let drills = match PracticeLog::look(&self.file)? {
            Some(log) => log.drills(Some(&self.login))?,
            None => Vec::new(),
        };
        let known = |note: &Coaching| note.drill.as_deref().is_some_and(|id| self.scenarios.get(id).is_some());
        notes.retain(|note| known(note) && became(note, &drills) == Became::Waits);
        notes.sort_by_key(|note| note.due.map_or(i64::MAX, Timestamp::ms));
        let mut seen = std::collections::BTreeSet::new();
        notes.retain(|note| seen.insert(note.drill.clone()));
        Ok(notes)
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
