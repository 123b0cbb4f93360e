//! Backups: a copy of the whole log as one private file, proved to open before it gets its name.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::connection::{self, For};
use super::error::{Kind, LogError};
use super::place::{self, Found};
use super::{ids, modes, schema};

/// Copies the log to `to`. Nothing that is there already is overwritten.
pub(super) fn backup(db: &Connection, to: &Path) -> Result<(), LogError> {
    let place =
        place::examine(to, false).map_err(|error| if error.is(Kind::NotFound) { error } else { taken(to, error) })?;
    if place.found != Found::Nothing {
        return Err(exists(to));
    }
    let temporary = Temporary::beside(&place.path)?;
    db.execute("VACUUM INTO ?1", [place::as_text(&temporary.0)?])?;
    prove(&temporary.0)?;
    sync(&temporary.0)?;
    // A link fails where something came to stand there in the meantime. Some disks know no links.
    match std::fs::hard_link(&temporary.0, &place.path) {
        Ok(()) => Ok(()),
        Err(_) if std::fs::symlink_metadata(&place.path).is_ok() => Err(exists(to)),
        Err(_) => std::fs::rename(&temporary.0, &place.path).map_err(|error| LogError::from_io(to, "write", error)),
    }
}

/// Opens a copy and looks whether it is a whole log of a form that this program knows.
pub(super) fn prove(path: &Path) -> Result<Connection, LogError> {
    if place::examine(path, false)?.found != Found::Log {
        let message = format!("{} is empty", path.display());
        return Err(LogError::new(Kind::Foreign, message, "name a file that `amends backup` wrote"));
    }
    let db = connection::bare(path, For::Reading)?;
    schema::refuse_newer(path, schema::version(&db)?)?;
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(LogError::new(
            Kind::Corrupt,
            format!("{} is damaged ({verdict})", path.display()),
            "use another backup; this one was left as it is",
        ));
    }
    Ok(db)
}

/// Asks the disk to keep a file, and its name.
pub(super) fn sync(path: &Path) -> Result<(), LogError> {
    let flush = || -> std::io::Result<()> {
        std::fs::File::open(path)?.sync_all()?;
        #[cfg(unix)]
        if let Some(folder) = path.parent() {
            std::fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    };
    flush().map_err(|e| LogError::from_io(path, "flush", e))
}

fn exists(to: &Path) -> LogError {
    LogError::new(
        Kind::Exists,
        format!("{} is there already; it was left as it is", to.display()),
        "name a file that does not exist yet",
    )
}

/// Whatever stands there, the answer is that it stands there.
fn taken(to: &Path, error: LogError) -> LogError {
    if std::fs::symlink_metadata(to).is_ok() { exists(to) } else { error }
}

/// A private file that goes away unless it was given another name.
pub(super) struct Temporary(pub PathBuf);

impl Temporary {
    /// An empty one in the same folder.
    pub fn beside(path: &Path) -> Result<Self, LogError> {
        let temporary = place::beside(path, &format!(".{}", ids::fresh::<uuid::Uuid>().simple()));
        modes::create_private(&temporary).map_err(|e| LogError::from_io(path, "write", e))?;
        Ok(Self(temporary))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::testing::{Desk, noted};

    #[test]
    fn a_backup_is_whole_private_and_alone() {
        let desk = Desk::new();
        let case = desk.one_case();
        let log = desk.open();
        let to = desk.beside("safe");
        log.backup(&to).unwrap();
        assert!(modes::open_to_others(&to).is_none());
        let left = std::fs::read_dir(to.parent().unwrap())
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().into_string().ok().filter(|name| name.starts_with("safe")));
        assert_eq!(left.collect::<Vec<_>>(), ["safe"]);
        let copy = Desk { path: to.clone(), ..desk };
        copy.open().record(case, vec![noted("in the copy")]);
        assert!(copy.clean());
    }

    #[test]
    fn nothing_is_overwritten() {
        let desk = Desk::new();
        let log = desk.open();
        let to = desk.beside("letter");
        std::fs::write(&to, "Dear Sir").unwrap();
        assert_eq!(log.backup(&to).unwrap_err().kind(), "exists");
        assert_eq!(log.backup(&desk.path).unwrap_err().kind(), "exists");
        assert_eq!(log.backup(&desk.beside("no/such/folder")).unwrap_err().kind(), "not-found");
        assert_eq!(std::fs::read_to_string(&to).unwrap(), "Dear Sir");
    }
}
