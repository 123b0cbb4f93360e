//! Where the log lies, and whether what lies there may be opened. Looks without touching.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{Kind, LogError};
use super::{connection, modes, network, schema};

/// What is at the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// An empty file: it becomes a log.
    Empty,
    /// A case log.
    Log,
}

/// A path that may hold a log.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The file, its folder canonical.
    pub path: PathBuf,
    /// What is there.
    pub found: Found,
}

/// The folder for everything that belongs to this machine's user: the log, the installation's id.
pub fn data_folder() -> Result<PathBuf, LogError> {
    directories::ProjectDirs::from("", "", "amends").map(|dirs| dirs.data_local_dir().to_owned()).ok_or_else(|| {
        LogError::new(
            Kind::Place,
            "this system names no home folder, so there is no place for the case log",
            "set HOME, or name a file with --file or AMENDS_FILE",
        )
    })
}

/// The log's path where nobody names another.
pub fn default_path() -> Result<PathBuf, LogError> {
    Ok(data_folder()?.join("cases.amends"))
}

/// Looks at `path`; nothing is made or changed but a missing folder, where `make` says so.
pub(super) fn examine(path: &Path, make: bool) -> Result<Place, LogError> {
    let name = path.file_name().ok_or_else(|| no_file(path))?;
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if make && !parent.exists() {
        modes::create_private_folder(parent).map_err(|e| LogError::from_io(parent, "make the folder", e))?;
    }
    let folder = fs::canonicalize(parent).map_err(|e| LogError::from_io(parent, "open the folder", e))?;
    if !folder.is_dir() {
        return Err(no_file(path));
    }
    let path = folder.join(name);
    let found = look(&path)?;
    for tail in ["-wal", "-shm", "-journal"] {
        refuse_symlink(&beside(&path, tail))?;
    }
    Ok(Place { path, found })
}

/// Refuses a log on another machine. (A backup may lie there.)
pub(super) fn must_be_local(place: &Place) -> Result<(), LogError> {
    network::refuse(place.path.parent().unwrap_or(Path::new(".")))
}

/// A path as SQL takes it.
pub(super) fn as_text(path: &Path) -> Result<&str, LogError> {
    path.to_str().ok_or_else(|| {
        LogError::new(
            Kind::Place,
            format!("the name {} is no readable text", path.display()),
            "give it a name in plain letters",
        )
    })
}

/// Refuses what this user may not write: the log needs its file and its folder.
pub(super) fn must_be_writable(place: &Place) -> Result<(), LogError> {
    let read_only = |what: &Path, error: std::io::Error| {
        let advice = "give your user the right to write to the file and its folder, or name another file with --file. To \
                      look into a log that must stay as it is, copy it with its -wal to a folder of your own";
        LogError::new(Kind::ReadOnly, format!("{} cannot be written", what.display()), advice).with(error)
    };
    if place.found != Found::Nothing {
        modes::may_write(&place.path).map_err(|e| read_only(&place.path, e))?;
    }
    let folder = place.path.parent().unwrap_or(Path::new("."));
    modes::may_write_in(folder).map_err(|e| read_only(folder, e))
}

/// `cases.amends` + `-wal`.
pub(super) fn beside(path: &Path, tail: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(tail);
    PathBuf::from(name)
}

fn no_file(path: &Path) -> LogError {
    LogError::new(
        Kind::Place,
        format!("`{}` cannot be the case log: it names no file in a folder", path.display()),
        "name a file, such as --file cases.amends",
    )
}

fn refuse_symlink(path: &Path) -> Result<(), LogError> {
    if path.is_symlink() {
        return Err(LogError::new(
            Kind::Symlink,
            format!(
                "{} is a symbolic link; it is not followed, because what it points to can be swapped",
                path.display()
            ),
            "name the file itself with --file",
        ));
    }
    Ok(())
}

fn look(path: &Path) -> Result<Found, LogError> {
    refuse_symlink(path)?;
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(LogError::from_io(path, "look at", error)),
    };
    if metadata.is_dir() {
        let advice = format!("name a file in it, such as --file {}", path.join("cases.amends").display());
        return Err(LogError::new(Kind::Folder, format!("{} is a folder, not a case log", path.display()), advice));
    }
    if !metadata.is_file() {
        let message = format!("{} is a device, pipe or socket, not a case log", path.display());
        return Err(LogError::new(Kind::SpecialFile, message, "name an ordinary file with --file"));
    }
    if metadata.len() == 0 {
        return Ok(Found::Empty);
    }
    let (application, version) = match connection::peek(path) {
        Ok(found) => found,
        Err(error) => {
            let error = LogError::from(error);
            return Err(if error.is(Kind::Corrupt) { foreign(path, "not a case log") } else { error });
        }
    };
    if application != schema::APPLICATION_ID {
        return Err(foreign(path, "a database of another program"));
    }
    schema::refuse_newer(path, version)?;
    Ok(Found::Log)
}

fn foreign(path: &Path, what: &str) -> LogError {
    LogError::new(
        Kind::Foreign,
        format!("{} is {what}; it was left as it is", path.display()),
        "name another file with --file; a file that is not there yet becomes a new log. If this was your case log, its \
         beginning is damaged: bring back the latest backup with `amends restore`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(path: &Path) -> &'static str {
        examine(path, true).map_or_else(|e| e.kind(), |_| "fine")
    }

    #[test]
    fn each_wrong_thing_at_the_path_has_its_own_answer() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("folder")).unwrap();
        fs::write(at("letter.txt"), "Dear Sir or Madam, ".repeat(20)).unwrap();
        fs::write(at("short"), "hi").unwrap();
        fs::write(at("empty"), "").unwrap();
        assert_eq!(kind(&at("folder")), "folder");
        assert_eq!(kind(&at("letter.txt")), "foreign");
        assert_eq!(kind(&at("short")), "foreign");
        assert_eq!(kind(&at("letter.txt/below")), "place");
        assert_eq!(kind(Path::new("")), "place");
        assert_eq!(kind(Path::new("/")), "place");
        assert_eq!(examine(&at("empty"), true).unwrap().found, Found::Empty);
        assert_eq!(examine(&at("new/er/log"), true).unwrap().found, Found::Nothing);
        assert!(modes::open_to_others(&at("new/er")).is_none());
        assert_eq!(fs::read(at("letter.txt")).unwrap(), "Dear Sir or Madam, ".repeat(20).as_bytes());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink(at("elsewhere"), at("link")).unwrap();
        assert_eq!(kind(&at("link")), "symlink");
        std::os::unix::fs::symlink(at("elsewhere"), at("log-wal")).unwrap();
        assert_eq!(kind(&at("log")), "symlink");
        assert!(!at("elsewhere").exists());
        std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        assert_eq!(kind(&at("socket")), "special-file");
    }

    #[test]
    fn only_our_own_files_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let make = |application: u32, version: u32| {
            let _ = fs::remove_file(&path);
            let db = rusqlite::Connection::open(&path).unwrap();
            db.pragma_update(None, "application_id", application).unwrap();
            db.pragma_update(None, "user_version", version).unwrap();
        };
        make(schema::APPLICATION_ID, 1);
        assert_eq!(kind(&path), "fine");
        make(schema::APPLICATION_ID, 9999);
        assert_eq!(kind(&path), "too-new");
        make(0, 1);
        assert_eq!(kind(&path), "foreign");
        let mut damaged = fs::read(&path).unwrap();
        damaged[..16].fill(0);
        fs::write(&path, damaged).unwrap();
        assert_eq!(kind(&path), "foreign");
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_written_is_said_to_be_so() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let place = examine(&folder.path().join("log"), true).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
        let verdict = must_be_writable(&place).map_err(|error| error.kind());
        // The superuser may write everywhere.
        let ought = if rustix::process::geteuid().is_root() { Ok(()) } else { Err("read-only") };
        assert_eq!(verdict, ought);
    }
}
