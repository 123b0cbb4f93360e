//! Writing a file that somebody asked for: what a drill showed, a draft, a certificate. Logs and settings are written elsewhere.

use std::io::Write;
use std::path::Path;

/// Writes a new file that only its owner may read, as a whole or not at all: it holds what people said or were given.
///
/// # Errors
/// Where it cannot be written; `AlreadyExists` where something of that name is there, which stays as it is.
pub fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(text.as_bytes())?;
    temporary.as_file().sync_all()?;
    temporary.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_its_owners_and_nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.txt");
        write_new(&path, "first").unwrap();
        #[cfg(unix)]
        {
            let about = std::fs::metadata(&path).unwrap();
            assert_eq!(std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o777, 0o600);
        }
        let again = write_new(&path, "second").unwrap_err();
        assert_eq!(again.kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "first");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        assert!(write_new(&folder.path().join("none/new.txt"), "x").is_err());
    }
}
