//! Opening SQLite: flags, PRAGMAs, and the assertion that the linked SQLite is one without known corruption.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{Kind, LogError};

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// The case log: what is acknowledged survives a power cut.
    Log,
    /// Drafts: the last moments of typing may be lost with the power.
    Drafts,
    /// Looking only.
    Reading,
}

/// How long a writer waits for another one, in milliseconds.
const BUSY_MS: u64 = 5000;

/// 3.51.3: from 3.7.0 to 3.51.2 two writing connections could, rarely, corrupt a log as it was reset.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Refuses an SQLite that is too old.
pub(super) fn assert_sqlite() -> Result<(), LogError> {
    judge_sqlite(rusqlite::version_number(), rusqlite::version())
}

fn judge_sqlite(number: i32, name: &str) -> Result<(), LogError> {
    if number >= OLDEST_SQLITE {
        return Ok(());
    }
    Err(LogError::new(
        Kind::OldSqlite,
        format!("this amends was built with SQLite {name}, which can damage a log that several programs write to"),
        "build it with the SQLite that it brings along (3.51.3 or newer)",
    ))
}

/// Application id and version of a file, as they lie in its first page: no lock is taken, nothing is made beside it. The
/// write-ahead log is not looked at, so that the version may have been raised since.
///
/// SQLite must do this: where a process opens and closes the file by itself, all locks of its own connections are gone.
pub(super) fn peek(path: &Path) -> rusqlite::Result<(u32, u32)> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(uri(path), flags)?;
    let number = |name: &str| db.pragma_query_value(None, name, |row| row.get(0));
    Ok((number("application_id")?, number("user_version")?))
}

/// `file:///…?immutable=1`, with everything escaped that is not plain.
fn uri(path: &Path) -> String {
    use std::fmt::Write;
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            b'\\' if cfg!(windows) => uri.push('/'),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri + "?immutable=1"
}

/// Opens an existing file; it is never made here. A writing connection is in WAL mode afterwards.
pub(super) fn open(path: &Path, purpose: For) -> Result<Connection, LogError> {
    let db = bare(path, purpose)?;
    prepare(&db, purpose)?;
    Ok(db)
}

/// Opens an existing file and changes nothing in it: for a first look at its version.
pub(super) fn bare(path: &Path, purpose: For) -> Result<Connection, LogError> {
    assert_sqlite()?;
    let access = match purpose {
        For::Reading => OpenFlags::SQLITE_OPEN_READ_ONLY,
        For::Log | For::Drafts => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(Duration::from_millis(BUSY_MS))?;
    // Plans never depend on bound values: otherwise some statements are compiled again at every use.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;")?;
    Ok(db)
}

/// Sets what the connection's purpose asks for.
pub(super) fn prepare(db: &Connection, purpose: For) -> Result<(), LogError> {
    if purpose == For::Reading {
        db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8000;")?;
    } else {
        write_ahead(db)?;
        // Several connections share a console's memory; what is not here is in the system's own cache.
        let cache = if purpose == For::Log { -8000 } else { -1000 };
        let synchronous = if purpose == For::Log { "FULL" } else { "NORMAL" };
        db.execute_batch(&format!(
            "PRAGMA synchronous = {synchronous}; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 16777216; \
             PRAGMA cache_size = {cache};"
        ))?;
    }
    db.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Turns the write-ahead log on. SQLite does not wait for others here by itself.
fn write_ahead(db: &Connection) -> Result<(), LogError> {
    let until = Instant::now() + Duration::from_millis(BUSY_MS);
    loop {
        match db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0)) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => {
                return Err(LogError::new(
                    Kind::Place,
                    format!("this disk cannot keep a write-ahead log (SQLite answers `{mode}`)"),
                    "keep the log on an ordinary local disk: name another file with --file",
                ));
            }
            Err(error) => {
                let error = LogError::from(error);
                if !error.is(Kind::Busy) || Instant::now() > until {
                    return Err(error);
                }
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::testing::Desk;

    #[test]
    fn an_old_sqlite_is_refused() {
        assert!(assert_sqlite().is_ok());
        assert_eq!(judge_sqlite(3_051_002, "3.51.2").unwrap_err().kind(), "old-sqlite");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_peek_takes_no_lock_away() {
        use std::os::unix::fs::MetadataExt;
        let mut desk = Desk::new();
        desk.path = desk.beside("100% mine? #1 ü");
        let _log = desk.open();
        let inode = std::fs::metadata(&desk.path).unwrap().ino();
        // Without this lock, another process would take itself for the last one and throw the write-ahead log away.
        let locked = || std::fs::read_to_string("/proc/locks").unwrap().contains(&format!(":{inode} "));
        assert!(locked());
        let newest = crate::log::schema::newest(crate::log::schema::MIGRATIONS);
        assert_eq!(peek(&desk.path).unwrap(), (crate::log::schema::APPLICATION_ID, newest));
        drop(desk.reader());
        drop(desk.open());
        assert!(locked());
    }

    #[test]
    fn the_log_is_flushed_at_each_commit_and_drafts_are_not() {
        let desk = Desk::new();
        let synchronous = |purpose| -> i64 {
            let db = open(&desk.path, purpose).unwrap();
            db.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap()
        };
        assert_eq!((synchronous(For::Log), synchronous(For::Drafts)), (2, 1));
        let db = open(&desk.path, For::Reading).unwrap();
        assert!(db.execute("DELETE FROM draft", []).is_err());
    }
}
