//! The case log: events and their projections in one SQLite file. The only room that names `rusqlite`.
//!
//! | to find or add | look in |
//! |---|---|
//! | opening, and doing a deed | here; `unit` decides in memory and writes after, `bulk` keeps many units in one transaction |
//! | the file's form, a migration | `schema`, `schema/*.sql` |
//! | a column of a projection | `tables` (its name), `rows` (its value), a migration |
//! | entries of their own (coaching notes, what was changed about a cause) | `entries` |
//! | what is written for an event | `append`, `header` (the hashed bytes), `stream`, `hlc` |
//! | where the log may lie | `place`, `network`, `modes`; who we are on this machine: `installation` |
//! | questions | `reader`, `find` (the query language), `plan` and `meaning` (how it is answered), `list`, `page`, `ranked`, `search`, `words`, `excerpt`, `values`, `next_up`, `customers`, `person`, `reviews` |
//! | what people are typing | `drafts`, `process` |
//! | proof and care | `doctor`, `backup`, `restore`, `ballast` |
//!
//! Rules live in [`crate::case`]; nothing here decides what may be done to a case.

mod append;
mod backup;
mod ballast;
mod bulk;
mod cache;
mod connection;
mod counts;
mod customers;
mod differ;
mod doctor;
mod drafts;
mod entries;
mod error;
mod exactly;
mod excerpt;
mod find;
mod giving;
mod header;
mod hlc;
mod ids;
mod installation;
mod ledger;
mod list;
mod meaning;
mod modes;
mod names;
mod network;
mod next_up;
mod page;
mod person;
mod place;
mod plan;
mod playbooks;
pub mod practice;
mod process;
mod project;
mod ranked;
mod read;
mod reader;
pub mod records;
mod restore;
mod reviews;
mod rows;
mod schema;
mod search;
mod spent;
mod stream;
mod tables;
#[cfg(test)]
mod testing;
mod text;
mod unit;
mod values;
mod words;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::case::{Context, Deed};
use crate::terms::CaseId;

pub use bulk::Bulk;
pub use doctor::{Problem, Report, doctor};
pub use drafts::{Draft, Drafts};
pub use error::{Fault, Kind, LogError};
pub use excerpt::Excerpt;
pub use find::{Days, Order, Query};
pub use giving::{Before, Issued, Like, Precedent, Recovered, Request};
pub use ids::{chance, fresh};
pub use ledger::Pledged;
pub use list::CaseSummary;
pub use next_up::{OpenInteraction, PromiseDue};
pub use page::{Count, Found, Key, Page, Seek, Stretch};
pub use person::{Given, Person, Promised, Similar, Why};
pub use place::{data_folder, default_path};
pub use reader::{Interrupter, Reader};
pub use restore::{Restored, restore};
pub use reviews::{BlindScore, LessonRow, ReviewRow, Reviews, RiskFacts, UnfitRow};
pub use rows::TextKind;
pub use search::{Hit, Piece};
pub use unit::Performed;
pub use values::Field;

use cache::Cache;
use connection::For;
use installation::Installation;
use place::Place;
use unit::Decide;

/// Who opens the log.
#[derive(Debug, Clone, Default)]
pub struct Who {
    /// Their login. Events carry the login of each context; this one is for drafts and messages.
    pub login: String,
    /// The folder that holds this installation's id, where it is not the platform's data folder.
    pub home: Option<PathBuf>,
}

impl Who {
    /// Somebody with this login, on this machine's own installation.
    pub fn new(login: impl Into<String>) -> Self {
        Self { login: login.into(), home: None }
    }
}

/// The case log, open for writing. One for each process that writes; several processes may share a file.
#[derive(Debug)]
pub struct Log {
    db: Connection,
    path: PathBuf,
    login: String,
    installation: Installation,
    cache: Cache,
    decide: Decide,
    warnings: Vec<String>,
    data_version: i64,
    stopped: bool,
}

impl Log {
    /// Opens the log at `path`; makes it where there is nothing or an empty file.
    ///
    /// # Errors
    /// Whatever else is at the path is left untouched, and the error says what it is and what to do.
    pub fn open(path: &Path, who: &Who) -> Result<Self, LogError> {
        Self::open_with(path, who, &mut |_, _| ())
    }

    /// As [`Log::open`]; `progress` hears how far the sweep is where an older log is brought forward.
    ///
    /// # Errors
    /// As [`Log::open`].
    pub fn open_with(path: &Path, who: &Who, progress: &mut dyn FnMut(usize, usize)) -> Result<Self, LogError> {
        connection::assert_sqlite()?;
        let place = Self::make_ready(path)?;
        let mut warnings = Vec::new();
        let mut db = connection::bare(&place.path, For::Log)?;
        // Until its version is known nothing may change, not even by tidying the write-ahead log at the close.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        let version = schema::version(&db)?;
        schema::refuse_newer(&place.path, version)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        if version == 0 {
            schema::create(&mut db, schema::MIGRATIONS)?;
        }
        connection::prepare(&db, For::Log)?;
        if let Some(backup) = schema::migrate(&mut db, &place.path, schema::MIGRATIONS, progress)? {
            warnings.push(format!(
                "the log was brought forward to this version; the log as it was is kept in {}",
                backup.display()
            ));
        }
        let home = who.home.clone().map_or_else(data_folder, Ok)?;
        let mut installation = Installation::at(&home, &place.path)?;
        if let Some(warning) = Self::settle(&db, &mut installation)? {
            warnings.push(warning);
        }
        warnings.extend(place_warnings(&place.path));
        ballast::keep(&place.path);
        let data_version = connection_version(&db)?;
        Ok(Self {
            db,
            path: place.path,
            login: who.login.clone(),
            installation,
            cache: Cache::default(),
            decide: bulk::DECIDE,
            warnings,
            data_version,
            stopped: false,
        })
    }

    /// A private file at the path, empty where there was nothing.
    fn make_ready(path: &Path) -> Result<Place, LogError> {
        // Closing the new file here would take the locks away from another thread that has just opened it as a log.
        static ALONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
        let _alone = ALONE.lock();
        let place = place::examine(path, true)?;
        place::must_be_local(&place)?;
        place::must_be_writable(&place)?;
        if place.found == place::Found::Nothing
            && let Err(error) = modes::create_private(&place.path)
            && error.kind() != std::io::ErrorKind::AlreadyExists
        {
            return Err(LogError::from_io(&place.path, "make", error));
        }
        if place.found != place::Found::Log {
            modes::make_private(&place.path).map_err(|e| LogError::from_io(&place.path, "protect", e))?;
        }
        Ok(place)
    }

    /// Closes streams that do not go on from where they were last seen, and notes where the others stand.
    fn settle(db: &Connection, installation: &mut Installation) -> Result<Option<String>, LogError> {
        let closed = stream::close_copied(db, installation)?;
        installation.note(stream::heads(db, installation.id)?)?;
        Ok((closed > 0).then(|| {
            "this file is a copy, or came back from a backup: what is entered from now on is kept apart from the original".to_owned()
        }))
    }

    /// A connection of its own for reading, that can be interrupted.
    ///
    /// # Errors
    /// As [`Log::open`], and where there is no log.
    pub fn open_reader(path: &Path) -> Result<Reader, LogError> {
        Reader::open(path)
    }

    /// Carries out all deeds, or none, in one transaction: decides on what is read there, appends the events, and writes
    /// the projections of what they touch. What returns is saved.
    ///
    /// # Errors
    /// [`LogError::Refused`] with all reasons; a fault of the log otherwise. Nothing is written in either case.
    pub fn perform(&mut self, deeds: &[Deed], context: &Context<'_>) -> Result<Performed, LogError> {
        self.in_unit(|bulk| bulk.perform(deeds, context))
    }

    fn in_unit<T>(&mut self, work: impl FnOnce(&mut Bulk<'_>) -> Result<T, LogError>) -> Result<T, LogError> {
        let mut bulk = self.bulk()?;
        let done = match work(&mut bulk) {
            Ok(done) => bulk.commit().map(|()| done),
            Err(error) => {
                drop(bulk);
                Err(error)
            }
        };
        if let Err(error) = &done {
            self.note_failure(error);
        }
        done
    }

    /// Begins a transaction over many units.
    ///
    /// # Errors
    /// Where another writer does not let go within five seconds, or the disk was found full.
    pub fn bulk(&mut self) -> Result<Bulk<'_>, LogError> {
        if self.stopped {
            return Err(ballast::stopped());
        }
        Bulk::begin(self)
    }

    /// Keeps a playbook's text (with the texts it uses) under its hash; `false` where it is kept already.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_playbook(&mut self, hash: &str, bundle: &str) -> Result<bool, LogError> {
        if playbooks::text(&self.db, hash)?.is_some() {
            return Ok(false);
        }
        self.in_unit(|bulk| bulk.keep_playbook(hash, bundle))
    }

    /// Whether no certificate has this code.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn is_free(&self, code: &str) -> Result<bool, LogError> {
        giving::is_free(&self.db, code)
    }

    /// The case that already has the record of this name.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn external(&self, external_id: &str) -> Result<Option<CaseId>, LogError> {
        reader::external(&self.db, external_id)
    }

    /// Whether another connection has written since this was last asked.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn changed(&mut self) -> Result<bool, LogError> {
        let now = connection_version(&self.db)?;
        Ok(std::mem::replace(&mut self.data_version, now) != now)
    }

    /// Throws all projections away and builds them again from the facts; `progress` hears how many subjects of how many.
    ///
    /// # Errors
    /// Where it cannot be read or written; then everything is as before.
    pub fn rebuild(&mut self, progress: &mut dyn FnMut(usize, usize)) -> Result<(), LogError> {
        let tx = rusqlite::Transaction::new_unchecked(&self.db, rusqlite::TransactionBehavior::Immediate)?;
        project::rebuild(&tx, progress)?;
        tx.commit()?;
        self.cache.clear();
        Ok(())
    }

    /// Writes a copy of the whole log to `to`, which must not exist yet, and proves that it can be opened.
    ///
    /// # Errors
    /// Where something is at `to`, or it cannot be written or is not whole.
    pub fn backup(&self, to: &Path) -> Result<(), LogError> {
        backup::backup(&self.db, to)
    }

    /// Where the disk is full: frees the reserve, brings home what was acknowledged, and only reads from then on.
    /// [`Log::perform`] does this by itself; whoever works with a [`Bulk`] tells of its failure here.
    pub fn note_failure(&mut self, error: &LogError) {
        if error.is(Kind::Full) {
            self.stopped = true;
            self.cache.clear();
            ballast::release(&self.db, &self.path);
        }
    }

    /// Takes up writing again after the disk was full.
    ///
    /// # Errors
    /// Where there is still no space for the reserve.
    pub fn resume(&mut self) -> Result<(), LogError> {
        if self.stopped && !ballast::keep(&self.path) {
            return Err(ballast::stopped());
        }
        self.stopped = false;
        Ok(())
    }

    /// Whether the log only reads, because the disk was found full.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// What was noticed at opening and ought to be shown once.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The file, its folder canonical.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Who opened it.
    pub fn login(&self) -> &str {
        &self.login
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        // A note that cannot be made is safe: the next opening finds less, or opens a new stream.
        if let Ok(heads) = stream::heads(&self.db, self.installation.id) {
            let _ = self.installation.note(heads);
        }
    }
}

/// Changes with every commit of another connection.
fn connection_version(db: &Connection) -> Result<i64, LogError> {
    Ok(db.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

fn place_warnings(path: &Path) -> Option<String> {
    let folder = path.parent()?;
    let (what, mode, want) = match (modes::open_to_others(path), modes::open_to_others(folder)) {
        (Some(mode), _) => (path, mode, "600"),
        (None, Some(mode)) if mode & 0o022 != 0 => (folder, mode, "700"),
        _ => return None,
    };
    Some(format!(
        "{} is open to other users of this machine (mode …{mode:02o}); `chmod {want}` closes it",
        what.display()
    ))
}

#[cfg(test)]
mod tests;
