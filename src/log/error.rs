//! What can go wrong with the log, as kind + cause + what to do now. The only place that reads SQLite's error codes.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::case::Refusal;

/// What went wrong, as a stable word for scripts and screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// No data folder is known, or the path cannot hold a log.
    Place,
    /// A folder stands where the file should be.
    Folder,
    /// A symbolic link stands where the file should be.
    Symlink,
    /// A device, pipe or socket stands where the file should be.
    SpecialFile,
    /// The file lies on a network folder.
    NetworkFolder,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// The system does not let this user read or write there.
    NoAccess,
    /// The file is not a case log.
    Foreign,
    /// An older program wrote the file, and it has not been brought forward yet.
    Older,
    /// A newer program wrote the file, or something in it.
    TooNew,
    /// The file is damaged.
    Corrupt,
    /// Another program holds the file.
    Busy,
    /// The disk is full.
    Full,
    /// The disk or system failed.
    Io,
    /// The linked SQLite is too old to be safe.
    OldSqlite,
    /// A question was stopped before its answer.
    Interrupted,
    /// A query could not be understood.
    Query,
    /// What was asked for is not there.
    NotFound,
    /// Something stands where the new thing should go.
    Exists,
    /// An entry is larger than the log takes.
    TooLarge,
    /// A mistake of this program.
    Internal,
}

impl Kind {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Folder => "folder",
            Self::Symlink => "symlink",
            Self::SpecialFile => "special-file",
            Self::NetworkFolder => "network-folder",
            Self::ReadOnly => "read-only",
            Self::NoAccess => "no-access",
            Self::Foreign => "foreign",
            Self::Older => "older",
            Self::TooNew => "too-new",
            Self::Corrupt => "corrupt",
            Self::Busy => "busy",
            Self::Full => "full",
            Self::Io => "io",
            Self::OldSqlite => "old-sqlite",
            Self::Interrupted => "interrupted",
            Self::Query => "query",
            Self::NotFound => "not-found",
            Self::Exists => "exists",
            Self::TooLarge => "too-large",
            Self::Internal => "internal",
        }
    }
}

/// A failure of the log itself: kind, cause, and what to do now.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    kind: Kind,
    message: String,
    advice: String,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Why the log did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The domain's rules said no; nothing was written.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The log itself could not.
    #[error(transparent)]
    Fault(#[from] Box<Fault>),
}

impl LogError {
    /// A fault of `kind`, with its cause and what to do now.
    pub fn new(kind: Kind, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Fault(Box::new(Fault { kind, message: message.into(), advice: advice.into(), source: None }))
    }

    pub(super) fn with(self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        match self {
            Self::Fault(mut fault) => {
                fault.source = Some(Box::new(source));
                Self::Fault(fault)
            }
            refused @ Self::Refused(_) => refused,
        }
    }

    /// The stable word of what went wrong; `refused` where the rules said no.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Fault(fault) => fault.kind.word(),
        }
    }

    /// Whether this is a fault of `kind`.
    pub fn is(&self, kind: Kind) -> bool {
        matches!(self, Self::Fault(fault) if fault.kind == kind)
    }

    /// What to do now.
    pub fn advice(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.reasons.iter().map(|r| r.mend.as_str()).collect::<Vec<_>>().join("\n"),
            Self::Fault(fault) => fault.advice.clone(),
        }
    }

    /// A mistake of this program, in words that help to report it.
    pub(super) fn internal(what: impl std::fmt::Display) -> Self {
        Self::new(
            Kind::Internal,
            format!("the log met something it did not expect: {what}"),
            "nothing was written. Try again; if it happens again, run `amends doctor` and report what it says",
        )
    }

    /// What the file system said about `path`.
    pub(super) fn from_io(path: &Path, doing: &str, error: std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        let what = |why: &str| format!("cannot {doing} {}: {why}", path.display());
        let (kind, why, advice) = match error.kind() {
            Io::PermissionDenied => (
                Kind::NoAccess,
                "this user may not",
                "give your user the right to read and write there, or name another file with --file",
            ),
            Io::ReadOnlyFilesystem => {
                (Kind::ReadOnly, "the disk is mounted read-only", "mount it writable, or name another file with --file")
            }
            Io::StorageFull | Io::QuotaExceeded => (Kind::Full, "the disk is full", FREE_SPACE),
            Io::NotFound => (Kind::NotFound, "it is not there", "check the path"),
            Io::AlreadyExists => (Kind::Exists, "it is there already", "name a file that does not exist yet"),
            _ => (Kind::Io, "the system refused", "check the disk and the path, then try again"),
        };
        let message = if kind == Kind::Io { format!("{} ({error})", what(why)) } else { what(why) };
        Self::new(kind, message, advice).with(error)
    }
}

/// What to do about a full disk.
pub(super) const FREE_SPACE: &str = "free at least 20 MB on this disk and start again. What was shown as saved is saved; \
     what you are typing stays in your draft";

/// What to do about damage.
pub(super) const DAMAGE: &str = "do not delete the file. Run `amends doctor` to see what is damaged, copy the file and its -wal aside, and \
     bring back the latest backup with `amends restore`";

impl From<rusqlite::Error> for LogError {
    fn from(error: rusqlite::Error) -> Self {
        let (kind, message, advice) = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
                Kind::Busy,
                "another program has been writing to the log for more than five seconds".to_owned(),
                "nothing was written. Try again; if it stays so, look for an import, a backup or a stopped program that \
                 has the file open",
            ),
            Some(ErrorCode::DiskFull) => {
                (Kind::Full, "the disk is full: the log could not be written".to_owned(), FREE_SPACE)
            }
            Some(ErrorCode::ReadOnly) => (
                Kind::ReadOnly,
                "the log cannot be written: the file or its folder is read-only".to_owned(),
                "give your user the right to write to the file and its folder, or name another file with --file",
            ),
            Some(ErrorCode::DatabaseCorrupt) => (Kind::Corrupt, format!("the log is damaged ({error})"), DAMAGE),
            Some(ErrorCode::NotADatabase) => (Kind::Corrupt, "the log's beginning is damaged".to_owned(), DAMAGE),
            Some(ErrorCode::SystemIoFailure) => (
                Kind::Io,
                format!("the disk did not do what was asked ({error})"),
                "check that the disk is there and has space, then start again. What was shown as saved is saved",
            ),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied) => (
                Kind::NoAccess,
                "the log cannot be opened".to_owned(),
                "check that the file and its folder are there and that your user may read and write them",
            ),
            Some(ErrorCode::OperationInterrupted) => {
                (Kind::Interrupted, "the search was stopped".to_owned(), "ask again")
            }
            Some(ErrorCode::TooBig) => {
                (Kind::TooLarge, "the entry is too large for the log".to_owned(), "split it into smaller ones")
            }
            _ => return Self::internal(&error).with(error),
        };
        Self::new(kind, message, advice).with(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_says_what_to_do_now() {
        for (code, kind) in
            [(5, "busy"), (13, "full"), (8, "read-only"), (11, "corrupt"), (26, "corrupt"), (1, "internal")]
        {
            let error: LogError = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None).into();
            assert_eq!(error.kind(), kind);
            assert!(!error.advice().is_empty() && !error.to_string().is_empty());
        }
        let error = LogError::from_io(Path::new("/x"), "write", std::io::ErrorKind::PermissionDenied.into());
        assert_eq!((error.kind(), error.to_string().as_str()), ("no-access", "cannot write /x: this user may not"));
    }

    #[test]
    fn a_refusal_keeps_its_reasons() {
        let refusal = Refusal::one("gate", crate::case::Place::Outcome, "no outcome", "choose one");
        let error = LogError::from(refusal);
        assert_eq!(
            (error.kind(), error.advice().as_str(), error.to_string().as_str()),
            ("refused", "choose one", "no outcome: choose one")
        );
    }
}
