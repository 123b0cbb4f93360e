//! A connection for questions: its own, so that a long search never holds up a save, and interruptible.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use crate::case::{CaseFile, Customer};
use crate::terms::{CaseId, CustomerId};

use super::connection::{self, For};
use super::error::{Kind, LogError};
use super::place::{self, Found};
use super::{customers, playbooks, read, schema};

/// The case log, open for reading.
#[derive(Debug)]
pub struct Reader {
    pub(super) db: Connection,
    pub(super) path: PathBuf,
    data_version: i64,
}

/// Stops a reader's question from another thread; the question answers with the fault `interrupted`.
pub struct Interrupter(rusqlite::InterruptHandle);

impl std::fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupter")
    }
}

impl Interrupter {
    /// Stops what the reader is doing now; nothing happens where it does nothing.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl Reader {
    /// Opens the log at `path` for reading.
    ///
    /// # Errors
    /// Where there is no log, or one of another form than this program's.
    pub fn open(path: &Path) -> Result<Self, LogError> {
        let place = place::examine(path, false)?;
        if place.found != Found::Log {
            return Err(LogError::new(
                Kind::NotFound,
                format!("there is no case log at {} yet", place.path.display()),
                "log something first, or name another file with --file",
            ));
        }
        place::must_be_local(&place)?;
        // A log that lies where nothing may be written cannot be read either: SQLite needs its shared memory beside it.
        let db = connection::open(&place.path, For::Reading)
            .map_err(|error| place::must_be_writable(&place).err().unwrap_or(error))?;
        let version = schema::version(&db)?;
        schema::refuse_newer(&place.path, version)?;
        if version < schema::newest(schema::MIGRATIONS) {
            return Err(LogError::new(
                Kind::Older,
                format!("{} was written by an older amends (form {version})", place.path.display()),
                "open it once for writing: that makes a backup and brings it forward",
            ));
        }
        let data_version = super::connection_version(&db)?;
        Ok(Self { db, path: place.path, data_version })
    }

    /// Another connection to the same log, for a second thread; it is the file that this one has examined.
    ///
    /// # Errors
    /// Where it cannot be opened once more.
    pub fn beside(&self) -> Result<Self, LogError> {
        let db = connection::open(&self.path, For::Reading)?;
        let data_version = super::connection_version(&db)?;
        Ok(Self { db, path: self.path.clone(), data_version })
    }

    /// A handle that stops this reader's questions from another thread.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.db.get_interrupt_handle())
    }

    /// Whether anybody (this process's writer included) has written since this was last asked.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn changed(&mut self) -> Result<bool, LogError> {
        let now = super::connection_version(&self.db)?;
        Ok(std::mem::replace(&mut self.data_version, now) != now)
    }

    /// The log's newest clock stamp: it moves with every entry, and with nothing else.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn newest_stamp(&self) -> Result<i64, LogError> {
        Ok(self.db.prepare_cached("SELECT hlc FROM meta")?.query_row([], |row| row.get(0))?)
    }

    /// A case with all its facts.
    ///
    /// # Errors
    /// Where there is no such case.
    pub fn case(&self, id: CaseId) -> Result<CaseFile, LogError> {
        let file = read::case_file(&self.db, id)?;
        if file.facts.is_empty() {
            return Err(LogError::new(
                Kind::NotFound,
                "there is no such case in this log",
                "look for it with `amends list`",
            ));
        }
        Ok(file)
    }

    /// Up to `limit` customers whose name, telephone number or e-mail address begins like this.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn customers(&self, prefix: &str, limit: usize) -> Result<Vec<Customer>, LogError> {
        customers::find(&self.db, prefix, limit)
    }

    /// The customer that this record belongs to, merges followed.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn customer(&self, id: CustomerId) -> Result<Option<Customer>, LogError> {
        customers::customer(&self.db, id)
    }

    /// Every record that is the same person as this one, itself included.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn same_person(&self, id: CustomerId) -> Result<Vec<CustomerId>, LogError> {
        customers::alias_set(&self.db, id)
    }

    /// The case that has the record of this name.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn external(&self, external_id: &str) -> Result<Option<CaseId>, LogError> {
        external(&self.db, external_id)
    }

    /// The playbook text with this hash.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn playbook(&self, hash: &str) -> Result<Option<String>, LogError> {
        playbooks::text(&self.db, hash)
    }

    /// The connection, for questions that live in other files of this room.
    pub(super) fn db(&self) -> &Connection {
        &self.db
    }

    /// The file, its folder canonical.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The case that has the record of this name.
pub(super) fn external(db: &Connection, external_id: &str) -> Result<Option<CaseId>, LogError> {
    Ok(db
        .prepare_cached("SELECT case_id FROM interaction WHERE external_id = ?1 LIMIT 1")?
        .query_row([external_id], |row| Ok(CaseId::from_bytes(row.get(0)?)))
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Subject;
    use crate::log::fresh;
    use crate::log::testing::{Desk, everything, noted};

    #[test]
    fn a_case_comes_back_as_it_was_written() {
        let desk = Desk::new();
        let id = fresh();
        let written = desk.open().record(Subject::Case(id), everything()).file.unwrap();
        let reader = desk.reader();
        assert_eq!(reader.case(id).unwrap(), *written);
        assert_eq!(reader.case(fresh()).unwrap_err().kind(), "not-found");
        assert_eq!(reader.external("X-1").unwrap(), Some(id));
        assert_eq!(reader.external("X-2").unwrap(), None);
    }

    #[test]
    fn nothing_is_made_by_reading() {
        let desk = Desk::new();
        let missing = desk.beside("missing");
        assert_eq!(Reader::open(&missing).unwrap_err().kind(), "not-found");
        assert!(!missing.exists());
    }

    #[test]
    fn a_reader_notices_what_others_write() {
        let desk = Desk::new();
        let case = desk.one_case();
        let (mut reader, mut log, mut other) = (desk.reader(), desk.open(), desk.open());
        assert!(!reader.changed().unwrap());
        log.record(case, vec![noted("more")]);
        assert!(reader.changed().unwrap() && !reader.changed().unwrap());
        assert!(other.changed().unwrap() && !log.changed().unwrap());
    }

    #[test]
    fn a_question_can_be_stopped() {
        let desk = Desk::new();
        let reader = desk.reader();
        let stop = reader.interrupter();
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        let asking = std::thread::spawn(move || {
            LogError::from(reader.db.query_row(endless, [], |row| row.get::<_, i64>(0)).unwrap_err()).kind()
        });
        while !asking.is_finished() {
            stop.interrupt();
            std::thread::yield_now();
        }
        assert_eq!(asking.join().unwrap(), "interrupted");
    }
}
