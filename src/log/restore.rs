//! Bringing a backup back: checked first, the log that is there moved aside and never deleted, new streams opened after.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::terms::Timestamp;

use super::backup::{Temporary, prove, sync, sync_name};
use super::connection::{self, For};
use super::doctor::{self, Report};
use super::error::{Kind, LogError};
use super::place::{self, Found};

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the log that was there is kept now.
    pub kept: Option<PathBuf>,
    /// How many events came back.
    pub events: usize,
}

/// Puts the backup at `from` in the place of the log at `to`.
///
/// # Errors
/// Where `from` is no whole backup, or another program has the log open. Then everything is as before.
pub fn restore(from: &Path, to: &Path, now: Timestamp) -> Result<Restored, LogError> {
    let backup = prove(from)?;
    let mut report = Report::default();
    doctor::check_chain(&backup, &mut report)?;
    if let Some(problem) = report.problems.first() {
        return Err(LogError::new(
            Kind::Corrupt,
            format!("the backup {} was altered or is damaged: {}: {}", from.display(), problem.place, problem.what),
            "use another backup; this one and the log were left as they are",
        ));
    }
    let (path, there) = target(to)?;
    let temporary = Temporary::beside(&path)?;
    backup.execute("VACUUM INTO ?1", [place::as_text(&temporary.0)?])?;
    close_streams(&temporary.0)?;
    sync(&temporary.0)?;
    if there {
        let_go(&path)?;
    }
    let kept = if there { Some(aside(&path, now)?) } else { None };
    if let Err(error) = std::fs::rename(&temporary.0, &path) {
        if let Some(kept) = &kept {
            let _ = std::fs::rename(kept, &path);
        }
        return Err(LogError::from_io(&path, "write", error));
    }
    sync_name(&path)?;
    Ok(Restored { kept, events: report.events })
}

/// The log's path, and whether something is there that must be kept. A damaged log is just what a backup is for.
fn target(to: &Path) -> Result<(PathBuf, bool), LogError> {
    match place::examine(to, true) {
        Ok(place) => Ok((place.path, place.found != Found::Nothing)),
        Err(error) if error.is(Kind::Corrupt) || error.is(Kind::Foreign) => {
            let folder = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let folder = folder.canonicalize().map_err(|e| LogError::from_io(to, "find", e))?;
            Ok((folder.join(to.file_name().unwrap_or_default()), true))
        }
        Err(error) => Err(error),
    }
}

/// Streams of a backup are behind what was made since: nobody may go on with them.
fn close_streams(path: &Path) -> Result<(), LogError> {
    let db = connection::bare(path, For::Log)?;
    db.execute_batch(
        "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; \
         UPDATE stream SET mine = 0, state = 'restored' WHERE mine = 1; UPDATE meta SET epoch = epoch + 1;",
    )?;
    Ok(())
}

/// Brings the write-ahead log home and makes sure that nobody has the log open: leaving WAL needs it for oneself.
fn let_go(path: &Path) -> Result<(), LogError> {
    let leave = || -> Result<(), LogError> {
        let db = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.busy_timeout(std::time::Duration::from_millis(200))?;
        db.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        Ok(())
    };
    match leave() {
        Err(error) if error.is(Kind::Busy) => Err(LogError::new(
            Kind::Busy,
            format!("another program has {} open", path.display()),
            "close every console and command that uses this log, then restore again; nothing was changed",
        )),
        // Too damaged to be asked: it is moved aside with whatever lies beside it.
        _ => Ok(()),
    }
}

/// Moves what is there, with its write-ahead log, to a name of its own.
fn aside(path: &Path, now: Timestamp) -> Result<PathBuf, LogError> {
    let stamp = now.utc().format("%Y%m%dT%H%M%S");
    let free = (0..1000).map(|n| match n {
        0 => place::beside(path, &format!(".replaced-{stamp}")),
        n => place::beside(path, &format!(".replaced-{stamp}-{n}")),
    });
    let Some(kept) = free.into_iter().find(|kept| std::fs::symlink_metadata(kept).is_err()) else {
        return Err(LogError::new(
            Kind::Exists,
            "there is no free name to keep the old log under",
            "tidy the folder up",
        ));
    };
    // The write-ahead log goes first: without its log it is nothing, and the other way round entries would be missing.
    for tail in ["-wal", "-shm", "-journal", ""] {
        let (from, to) = (place::beside(path, tail), place::beside(&kept, tail));
        match std::fs::rename(&from, &to) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !tail.is_empty() => {}
            Err(error) => return Err(LogError::from_io(&from, "move aside", error)),
            Ok(()) => {}
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::modes;
    use crate::log::testing::{Desk, NOON, noted};

    fn now() -> Timestamp {
        Timestamp::from_ms(NOON)
    }

    #[test]
    fn a_backup_comes_back_the_old_log_is_kept_and_no_number_is_made_twice() {
        let desk = Desk::new();
        let case = desk.one_case();
        let to = desk.beside("safe");
        desk.open().backup(&to).unwrap();
        desk.open().record(case, vec![noted("after the backup")]);
        let restored = restore(&to, &desk.path, now()).unwrap();
        assert_eq!(restored.events, 3);
        assert!(modes::open_to_others(&desk.path).is_none());
        assert!(desk.reader().search("after", None, 5).unwrap().items.is_empty());
        desk.open().record(case, vec![noted("on another stream")]);
        let report = doctor::doctor(&desk.reader(), &mut |_, _| ()).unwrap();
        assert_eq!((report.streams, report.is_clean()), (2, true));
        let kept = Desk { path: restored.kept.unwrap(), ..desk };
        assert_eq!(kept.reader().search("after", None, 5).unwrap().items.len(), 1);
    }

    #[test]
    fn where_there_is_no_log_the_backup_becomes_it() {
        let desk = Desk::new();
        desk.one_case();
        let (to, new) = (desk.beside("safe"), desk.beside("elsewhere"));
        desk.open().backup(&to).unwrap();
        assert_eq!(restore(&to, &new, now()).unwrap(), Restored { kept: None, events: 3 });
        assert!(Desk { path: new, ..desk }.clean());
    }

    #[test]
    fn what_is_no_backup_changes_nothing() {
        let desk = Desk::new();
        desk.one_case();
        let before = std::fs::read(&desk.path).unwrap();
        let bad = desk.beside("bad");
        std::fs::write(&bad, "no backup at all").unwrap();
        assert_eq!(restore(&bad, &desk.path, now()).unwrap_err().kind(), "foreign");
        let none = restore(&desk.beside("none"), &desk.path, now()).unwrap_err();
        assert!(none.kind() == "not-found" && none.to_string().contains("no such file"), "{none}");
        let altered = desk.beside("altered");
        desk.open().backup(&altered).unwrap();
        let db = Connection::open(&altered).unwrap();
        db.execute_batch("DROP TRIGGER event_stays_as_it_is; UPDATE event SET actor = 'eve' WHERE n = 2").unwrap();
        drop(db);
        assert_eq!(restore(&altered, &desk.path, now()).unwrap_err().kind(), "corrupt");
        assert_eq!(std::fs::read(&desk.path).unwrap(), before);
        assert!(desk.clean());
    }

    #[test]
    fn a_log_that_is_open_is_not_replaced_and_a_damaged_one_is() {
        let desk = Desk::new();
        desk.one_case();
        let to = desk.beside("safe");
        let log = desk.open();
        log.backup(&to).unwrap();
        assert_eq!(restore(&to, &desk.path, now()).unwrap_err().kind(), "busy");
        drop(log);
        std::fs::write(&desk.path, "torn").unwrap();
        let restored = restore(&to, &desk.path, now()).unwrap();
        assert_eq!(std::fs::read_to_string(restored.kept.unwrap()).unwrap(), "torn");
        assert!(desk.clean());
    }
}
