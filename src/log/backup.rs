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
        Ok(()) => {}
        Err(_) if std::fs::symlink_metadata(&place.path).is_ok() => return Err(exists(to)),
        Err(_) => {
            std::fs::rename(&temporary.0, &place.path).map_err(|error| LogError::from_io(to, "write", error))?;
        }
    }
    sync_name(&place.path)
}

/// Opens a copy and looks whether it is a whole log of a form that this program knows.
pub(super) fn prove(path: &Path) -> Result<Connection, LogError> {
    let wrong = |kind, what: &str| {
        LogError::new(kind, format!("{} {what}", path.display()), "name a file that `amends backup` wrote")
    };
    match place::examine(path, false) {
        Ok(place) => match place.found {
            Found::Log => {}
            Found::Empty => return Err(wrong(Kind::Foreign, "is empty: it is no backup")),
            Found::Nothing => return Err(wrong(Kind::NotFound, "is not there: there is no such file")),
        },
        Err(error) if error.is(Kind::Foreign) => {
            return Err(wrong(Kind::Foreign, "is no backup of a case log; it was left as it is"));
        }
        Err(error) if error.is(Kind::NotFound) => {
            return Err(wrong(Kind::NotFound, "is not there: there is no such folder"));
        }
        Err(error) if error.is(Kind::Folder) => return Err(wrong(Kind::Folder, "is a folder, not a backup")),
        Err(error) => return Err(error),
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

/// Asks the disk to keep what is in a file.
pub(super) fn sync(path: &Path) -> Result<(), LogError> {
    let flush = || std::fs::File::open(path)?.sync_all();
    flush().map_err(|e| LogError::from_io(path, "flush", e))
}

/// Asks the disk to keep a file's name: after it was linked or renamed.
pub(super) fn sync_name(path: &Path) -> Result<(), LogError> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let flush = || std::fs::File::open(folder)?.sync_all();
        flush().map_err(|e| LogError::from_io(folder, "flush", e))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
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
