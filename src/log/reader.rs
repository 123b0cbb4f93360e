//! A connection for questions: its own, so that a long search never holds up a save, and interruptible.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use rusqlite::{Connection, InterruptHandle, OptionalExtension};

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
    stops: Interrupter,
    /// Kept for as long as this connection is: what [`Reader::beside`] opened is stopped with the others until it is closed.
    _handle: Arc<Handle>,
}

/// Stops a reader's question from another thread, and those of all that were opened beside it; each answers with the fault
/// `interrupted`.
#[derive(Clone, Default)]
pub struct Interrupter(Arc<Stops>);

#[derive(Default)]
struct Stops {
    count: AtomicU64,
    handles: Mutex<Vec<Weak<Handle>>>,
}

/// What stops one connection.
struct Handle(InterruptHandle);

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Handle")
    }
}

impl std::fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupter")
    }
}

impl Interrupter {
    /// Stops what the readers are doing now; nothing happens where they do nothing.
    pub fn interrupt(&self) {
        // Between two statements there is nothing that SQLite could stop: what goes on for long looks at the count.
        self.0.count.fetch_add(1, Ordering::Relaxed);
        for handle in self.handles().iter().filter_map(Weak::upgrade) {
            handle.0.interrupt();
        }
    }

    /// How often it was stopped: a longer piece of work that finds another number than it began with makes way.
    pub fn count(&self) -> u64 {
        self.0.count.load(Ordering::Relaxed)
    }

    /// The fault of a question that was stopped, where it was since there were `since` stops.
    ///
    /// # Errors
    /// Where it was.
    pub fn check(&self, since: u64) -> Result<(), LogError> {
        if self.count() == since {
            return Ok(());
        }
        Err(LogError::new(Kind::Interrupted, "the search was stopped".to_owned(), "ask again"))
    }

    fn handles(&self) -> MutexGuard<'_, Vec<Weak<Handle>>> {
        self.0.handles.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This connection is stopped with the others.
    fn also(&self, db: &Connection) -> Arc<Handle> {
        let handle = Arc::new(Handle(db.get_interrupt_handle()));
        let mut handles = self.handles();
        handles.retain(|handle| handle.strong_count() > 0);
        handles.push(Arc::downgrade(&handle));
        handle
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
        let stops = Interrupter::default();
        let handle = stops.also(&db);
        Ok(Self { db, path: place.path, data_version, stops, _handle: handle })
    }

    /// Another connection to the same log, for a second thread; it is the file that this one has examined. What stops one of them
    /// stops both.
    ///
    /// # Errors
    /// Where it cannot be opened once more.
    pub fn beside(&self) -> Result<Self, LogError> {
        let db = connection::open(&self.path, For::Reading)?;
        let data_version = super::connection_version(&db)?;
        let (stops, handle) = (self.stops.clone(), self.stops.also(&db));
        Ok(Self { db, path: self.path.clone(), data_version, stops, _handle: handle })
    }

    /// A handle that stops the questions of this reader, and of those beside it, from another thread.
    pub fn interrupter(&self) -> Interrupter {
        self.stops.clone()
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
    use crate::log::records::{Depth, Scope};
    use crate::log::testing::{Desk, everything, noted};
    use crate::terms::Timestamp;

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

    #[test]
    fn what_stops_one_stops_those_beside_it_too() {
        let desk = Desk::new();
        desk.one_case();
        let reader = desk.reader();
        let (stop, beside) = (reader.interrupter(), reader.beside().unwrap());
        let month = Scope::Between(Timestamp::from_ms(0), Timestamp::from_ms(i64::MAX));
        let stopped = |reader: &Reader| {
            reader.records(month, 0, Depth::Walks, &mut |_| {
                stop.interrupt();
                Ok(())
            })
        };
        for reader in [&beside, &reader] {
            assert_eq!(stopped(reader).unwrap_err().kind(), "interrupted");
            reader.records(month, 0, Depth::Walks, &mut |_| Ok(())).unwrap();
        }
        // Those that are closed are forgotten.
        drop(beside);
        drop(reader.beside().unwrap());
        assert_eq!(stop.handles().len(), 2);
        assert_eq!(stop.handles().iter().filter_map(Weak::upgrade).count(), 1);
    }
}
