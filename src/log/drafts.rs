//! What people are still typing: saved as they type on a connection of its own, found again after a crash.
//!
//! A draft belongs to a process. Only orphans, whose process is gone, are offered to be taken up again.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use uuid::Uuid;

use crate::terms::Timestamp;

use super::connection::{self, For};
use super::error::{Kind, LogError};
use super::place::{self, Found};
use super::process::Process;
use super::schema;

/// A draft as it lies in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub login: String,
    /// When it was saved last.
    pub at: Timestamp,
    /// The last sign of the process that was typing: work is known to have gone on until then.
    pub beat: Timestamp,
    /// What it says; its form belongs to whoever saved it.
    pub json: String,
}

/// The drafts of one process.
#[derive(Debug)]
pub struct Drafts {
    db: Connection,
    login: String,
    process: Process,
    clock: fn() -> Timestamp,
}

impl Drafts {
    /// Opens the drafts of the log at `path`, which must have been opened as a log before.
    ///
    /// # Errors
    /// As [`super::Log::open`], and where there is no log.
    pub fn open(path: &Path, login: &str) -> Result<Self, LogError> {
        let place = place::examine(path, false)?;
        place::must_be_local(&place)?;
        place::must_be_writable(&place)?;
        if place.found != Found::Log {
            let message = format!("there is no case log at {} yet", place.path.display());
            return Err(LogError::new(Kind::NotFound, message, "open the log first"));
        }
        let db = connection::open(&place.path, For::Drafts)?;
        schema::refuse_newer(&place.path, schema::version(&db)?)?;
        Ok(Self { db, login: login.to_owned(), process: Process::this(), clock: now })
    }

    /// Saves a draft, or saves it again. It belongs to this process from now on.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn save(&mut self, id: Uuid, json: &str) -> Result<(), LogError> {
        let now = (self.clock)().ms();
        let tx = immediate(&self.db)?;
        tx.prepare_cached(
            "INSERT INTO draft(id, login, owner_pid, owner_boot, owner_started, beat, at, json) \
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7) ON CONFLICT(id) DO UPDATE SET login = excluded.login, \
             owner_pid = excluded.owner_pid, owner_boot = excluded.owner_boot, owner_started = excluded.owner_started, \
             beat = excluded.beat, at = excluded.at, json = excluded.json",
        )?
        .execute((
            id.as_bytes(),
            &self.login,
            self.process.pid,
            &self.process.boot,
            self.process.started,
            now,
            json,
        ))?;
        Ok(tx.commit()?)
    }

    /// Throws a draft away: it has become an entry, or is not wanted any more. Its bytes are overwritten.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn discard(&mut self, id: Uuid) -> Result<(), LogError> {
        let tx = immediate(&self.db)?;
        tx.prepare_cached("DELETE FROM draft WHERE id = ?1")?.execute([id.as_bytes()])?;
        Ok(tx.commit()?)
    }

    /// A sign of life for all drafts of this process; every five seconds or so.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn beat(&mut self) -> Result<(), LogError> {
        let tx = immediate(&self.db)?;
        tx.prepare_cached(
            "UPDATE draft SET beat = ?1 WHERE owner_pid = ?2 AND owner_boot = ?3 AND owner_started = ?4",
        )?
        .execute(((self.clock)().ms(), self.process.pid, &self.process.boot, self.process.started))?;
        Ok(tx.commit()?)
    }

    /// The drafts of this login whose process is gone, those saved last first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn orphans(&self, login: &str) -> Result<Vec<Draft>, LogError> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, login, at, beat, json, owner_pid, owner_boot, owner_started FROM draft WHERE login = ?1 \
             ORDER BY at DESC, id",
        )?;
        let found =
            statement.query_map([login], |row| Ok((draft(row)?, process(row)?)))?.collect::<Result<Vec<_>, _>>()?;
        let now = (self.clock)();
        Ok(found
            .into_iter()
            .filter(|(draft, owner)| !owner.is_alive(draft.beat, now))
            .map(|(draft, _)| draft)
            .collect())
    }

    /// The ids of this login's drafts that a living process holds: what is open in another console.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn held(&self, login: &str) -> Result<Vec<Uuid>, LogError> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, login, at, beat, json, owner_pid, owner_boot, owner_started FROM draft WHERE login = ?1",
        )?;
        let found =
            statement.query_map([login], |row| Ok((draft(row)?, process(row)?)))?.collect::<Result<Vec<_>, _>>()?;
        let now = (self.clock)();
        let held = |(draft, owner): &(Draft, Process)| *owner != self.process && owner.is_alive(draft.beat, now);
        Ok(found.into_iter().filter(held).map(|(draft, _)| draft.id).collect())
    }

    /// Takes an orphan over. `None` where it is gone, or another process was quicker.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn adopt(&mut self, id: Uuid) -> Result<Option<Draft>, LogError> {
        let now = (self.clock)();
        let tx = immediate(&self.db)?;
        let found = tx
            .prepare_cached(
                "SELECT id, login, at, beat, json, owner_pid, owner_boot, owner_started FROM draft WHERE id = ?1",
            )?
            .query_row([id.as_bytes()], |row| Ok((draft(row)?, process(row)?)))
            .optional()?;
        let Some((draft, owner)) = found else { return Ok(None) };
        if owner != self.process && owner.is_alive(draft.beat, now) {
            return Ok(None);
        }
        tx.prepare_cached(
            "UPDATE draft SET owner_pid = ?2, owner_boot = ?3, owner_started = ?4, beat = ?5 WHERE id = ?1",
        )?
        .execute((id.as_bytes(), self.process.pid, &self.process.boot, self.process.started, now.ms()))?;
        tx.commit()?;
        Ok(Some(draft))
    }
}

fn immediate(db: &Connection) -> Result<Transaction<'_>, LogError> {
    Ok(Transaction::new_unchecked(db, TransactionBehavior::Immediate)?)
}

fn now() -> Timestamp {
    Timestamp::from_utc(chrono::Utc::now())
}

fn draft(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: Uuid::from_bytes(row.get(0)?),
        login: row.get(1)?,
        at: Timestamp::from_ms(row.get(2)?),
        beat: Timestamp::from_ms(row.get(3)?),
        json: row.get(4)?,
    })
}

fn process(row: &rusqlite::Row<'_>) -> rusqlite::Result<Process> {
    Ok(Process { pid: row.get(5)?, boot: row.get(6)?, started: row.get(7)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::testing::{Desk, bytes};

    fn drafts(desk: &Desk) -> Drafts {
        Drafts::open(&desk.path, "ana").unwrap()
    }

    /// As another process, which is gone.
    fn gone(desk: &Desk) -> Drafts {
        let mut drafts = drafts(desk);
        drafts.process = Process { pid: drafts.process.pid, boot: drafts.process.boot, started: 1 };
        drafts.clock = || Timestamp::from_ms(1000);
        drafts
    }

    #[test]
    fn a_draft_of_a_living_process_is_nobody_elses() {
        let desk = Desk::new();
        let (mut mine, mut other) = (drafts(&desk), drafts(&desk));
        other.process.pid = 0;
        let id = Uuid::now_v7();
        mine.save(id, "{\"notes\":\"the pa\"}").unwrap();
        assert!(other.orphans("ana").unwrap().is_empty());
        assert_eq!(other.adopt(id).unwrap(), None);
        mine.discard(id).unwrap();
        assert_eq!(mine.adopt(id).unwrap(), None);
    }

    #[test]
    fn an_orphan_is_found_with_its_last_words_and_taken_over_once() {
        let desk = Desk::new();
        let id = Uuid::now_v7();
        let mut dead = gone(&desk);
        dead.save(id, "first").unwrap();
        dead.save(id, "last").unwrap();
        dead.clock = || Timestamp::from_ms(9000);
        dead.beat().unwrap();
        let (mut mine, mut other) = (drafts(&desk), drafts(&desk));
        other.process.pid = 0;
        assert!(mine.orphans("bob").unwrap().is_empty());
        let orphan = mine.orphans("ana").unwrap().remove(0);
        assert_eq!((orphan.json.as_str(), orphan.at.ms(), orphan.beat.ms()), ("last", 1000, 9000));
        assert_eq!(mine.adopt(id).unwrap().unwrap().json, "last");
        assert_eq!(other.adopt(id).unwrap(), None);
        assert!(other.orphans("ana").unwrap().is_empty());
    }

    #[test]
    fn what_was_thrown_away_is_not_in_the_file() {
        let desk = Desk::new();
        let mut mine = drafts(&desk);
        let id = Uuid::now_v7();
        mine.save(id, "unspeakable").unwrap();
        mine.discard(id).unwrap();
        mine.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        assert!(!bytes(&desk.path).windows(11).any(|window| window == b"unspeakable"));
    }

    #[test]
    fn drafts_need_a_log() {
        let desk = Desk::new();
        assert_eq!(Drafts::open(&desk.beside("none"), "ana").unwrap_err().kind(), "not-found");
    }
}
