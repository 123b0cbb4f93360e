//! Where the log lies, and whether what lies there may be opened. Looks without touching: SQLite is not asked here.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::{DAMAGE, Kind, LogError};
use super::{modes, network, schema};

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
    network::refuse(&folder)?;
    Ok(Place { path, found })
}

/// Refuses what this user may not write: the log needs its file and its folder.
pub(super) fn must_be_writable(place: &Place) -> Result<(), LogError> {
    let read_only = |what: &Path, error: std::io::Error| {
        let advice = "give your user the right to write to the file and its folder, or name another file with --file. To \
                      look into a log that must stay as it is, copy it with its -wal to a folder of your own";
        LogError::new(Kind::ReadOnly, format!("{} cannot be written", what.display()), advice).with(error)
    };
    if place.found != Found::Nothing {
        fs::OpenOptions::new().write(true).open(&place.path).map_err(|e| read_only(&place.path, e))?;
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
    let mut head = Vec::with_capacity(100);
    let file = fs::File::open(path).map_err(|e| LogError::from_io(path, "read", e))?;
    file.take(100).read_to_end(&mut head).map_err(|e| LogError::from_io(path, "read", e))?;
    judge(path, &head)
}

/// Judges a file by its first hundred bytes: whose it is and which program wrote it, before SQLite touches it.
fn judge(path: &Path, head: &[u8]) -> Result<Found, LogError> {
    let number = |at: usize| head.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes);
    let sqlite = head.starts_with(b"SQLite format 3\0");
    if number(68) == schema::APPLICATION_ID && (!sqlite || head.len() < 100) {
        let message = format!("the beginning of the case log {} is damaged", path.display());
        return Err(LogError::new(Kind::Corrupt, message, DAMAGE));
    }
    if !sqlite || number(68) != schema::APPLICATION_ID {
        let what = if sqlite { "a database of another program" } else { "not a case log" };
        return Err(LogError::new(
            Kind::Foreign,
            format!("{} is {what}; it was left as it is", path.display()),
            "name another file with --file; a file that is not there yet becomes a new log. If this was your case log, its \
             beginning is damaged: bring back the latest backup with `amends restore`",
        ));
    }
    schema::refuse_newer(path, number(60))?;
    Ok(Found::Log)
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
    fn the_first_hundred_bytes_tell_whose_file_it_is() {
        let head = |application: u32, version: u32| {
            let mut head = b"SQLite format 3\0".to_vec();
            head.resize(100, 0);
            head[60..64].copy_from_slice(&version.to_be_bytes());
            head[68..72].copy_from_slice(&application.to_be_bytes());
            head
        };
        let judged = |head: &[u8]| judge(Path::new("x"), head).map_or_else(|e| e.kind(), |_| "log");
        assert_eq!(judged(&head(schema::APPLICATION_ID, 1)), "log");
        assert_eq!(judged(&head(schema::APPLICATION_ID, 9999)), "too-new");
        assert_eq!(judged(&head(0, 0)), "foreign");
        assert_eq!(judged(&head(0x0ff1_ce00, 1)), "foreign");
        let mut damaged = head(schema::APPLICATION_ID, 1);
        damaged[..16].fill(0);
        assert_eq!(judged(&damaged), "corrupt");
    }
}
