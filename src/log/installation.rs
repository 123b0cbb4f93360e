//! Who we are on this machine, and how far we last saw our streams go. Kept outside the database, so that a copied or
//! restored file is found out and never makes an `n` a second time.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::error::LogError;
use super::header::{Hash, hex, unhex};
use super::{ids, modes, place};

/// How often the heads are noted while events come in; also at every opening, at the close, and with every new stream.
const NOTE_EVERY: Duration = Duration::from_secs(1);

/// Where a stream stood: its counter, and the hash of the event there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub n: i64,
    pub hash: Hash,
}

/// The streams of one file, by id.
pub(super) type Heads = BTreeMap<Uuid, Head>;

/// This installation, and its record of one log file.
#[derive(Debug)]
pub(super) struct Installation {
    /// Its id.
    pub id: Uuid,
    record: PathBuf,
    path: String,
    noted: Option<Heads>,
    when: Option<Instant>,
}

#[derive(Serialize, Deserialize)]
struct Identity {
    id: Uuid,
}

#[derive(Serialize, Deserialize)]
struct Record {
    path: String,
    streams: BTreeMap<Uuid, (i64, String)>,
}

impl Installation {
    /// Reads (at the first time: makes) the installation's id, and what it noted of the log at `log` (canonical).
    pub fn at(folder: &Path, log: &Path) -> Result<Self, LogError> {
        let records = folder.join("logs");
        modes::create_private_folder(&records).map_err(|e| LogError::from_io(&records, "make the folder", e))?;
        let id = identity(folder)?;
        let name = hex(&Sha256::digest(log.as_os_str().as_encoded_bytes()));
        let record = records.join(format!("{name}.json"));
        let noted = noted(&record);
        Ok(Self { id, record, path: log.display().to_string(), noted, when: None })
    }

    /// Whether this stream of ours may be appended to, as far as our notes go: the file must hold, at the counter that we
    /// noted, the event that we noted. `hash_at` reads the file. A file or stream that we have no note of is a copy.
    pub fn may_go_on(
        &self,
        stream: Uuid,
        n: i64,
        hash_at: impl FnOnce(i64) -> Result<Option<Hash>, LogError>,
    ) -> Result<bool, LogError> {
        let Some(noted) = self.noted.as_ref().and_then(|heads| heads.get(&stream)) else { return Ok(false) };
        if n < noted.n {
            return Ok(false);
        }
        Ok(noted.n == 0 || hash_at(noted.n)? == Some(noted.hash))
    }

    /// Looks at the notes again: another process of this installation may have noted a stream of its own.
    pub fn look_again(&mut self) {
        self.noted = noted(&self.record).or(self.noted.take());
    }

    /// Notes that these streams are ours, before the commit that opens one: whoever opens the log in the next instant must
    /// not take it for a copy. How far they are is noted after the commit.
    pub fn note_streams(&mut self, heads: Heads) -> Result<(), LogError> {
        self.look_again();
        let known = self.noted.clone().unwrap_or_default();
        let begun = |(id, head): (Uuid, Head)| (id, known.get(&id).cloned().unwrap_or(Head { n: 0, hash: head.hash }));
        self.note(heads.into_iter().map(begun).collect())
    }

    /// Notes the heads now. What is noted of other streams stays: another process may have noted them meanwhile.
    pub fn note(&mut self, mut heads: Heads) -> Result<(), LogError> {
        for (id, head) in noted(&self.record).unwrap_or_default() {
            heads.entry(id).or_insert(head);
        }
        if self.noted.as_ref() == Some(&heads) {
            return Ok(());
        }
        let streams = heads.iter().map(|(id, head)| (*id, (head.n, hex(&head.hash)))).collect();
        let json = serde_json::to_vec(&Record { path: self.path.clone(), streams }).map_err(LogError::internal)?;
        replace(&self.record, &json)?;
        self.noted = Some(heads);
        self.when = Some(Instant::now());
        Ok(())
    }

    /// Notes the heads after a commit, where a stream is new or the last note is a second old. A note that fails is tried
    /// again at the next commit: a note that lags is safe, it only finds less.
    pub fn note_if_due(&mut self, new_stream: bool, heads: impl FnOnce() -> Result<Heads, LogError>) {
        if new_stream || self.when.is_none_or(|when| when.elapsed() >= NOTE_EVERY) {
            let _ = heads().and_then(|heads| self.note(heads));
        }
    }
}

/// What a record file says; nothing where there is none, or it cannot be read.
fn noted(record: &Path) -> Option<Heads> {
    let record = read::<Record>(record)?;
    let head = |(id, (n, hash)): (Uuid, (i64, String))| Some((id, Head { n, hash: unhex(&hash)? }));
    record.streams.into_iter().map(head).collect()
}

fn identity(folder: &Path) -> Result<Uuid, LogError> {
    let path = folder.join("installation.json");
    if let Some(identity) = read::<Identity>(&path) {
        return Ok(identity.id);
    }
    let fresh = serde_json::to_vec(&Identity { id: ids::fresh() }).map_err(LogError::internal)?;
    if path.exists() {
        // There, and unreadable: a new identity opens new streams, which is always safe.
        replace(&path, &fresh)?;
    } else {
        let temporary = write_temporary(&path, &fresh)?;
        // A link fails where another process was quicker; then theirs counts.
        let linked = fs::hard_link(&temporary, &path);
        let _ = fs::remove_file(&temporary);
        if let Err(error) = linked
            && error.kind() != std::io::ErrorKind::AlreadyExists
        {
            replace(&path, &fresh)?;
        }
    }
    read::<Identity>(&path)
        .map(|identity| identity.id)
        .ok_or_else(|| LogError::from_io(&path, "read back", std::io::ErrorKind::InvalidData.into()))
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn write_temporary(path: &Path, bytes: &[u8]) -> Result<PathBuf, LogError> {
    let temporary = place::beside(path, &format!(".{}", ids::fresh::<Uuid>().simple()));
    let write = || modes::create_private(&temporary)?.write_all(bytes);
    write().map_err(|e| LogError::from_io(&temporary, "write", e))?;
    Ok(temporary)
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), LogError> {
    let temporary = write_temporary(path, bytes)?;
    fs::rename(&temporary, path).map_err(|e| LogError::from_io(path, "write", e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installation_knows_itself_again() {
        let folder = tempfile::tempdir().unwrap();
        let first = Installation::at(folder.path(), Path::new("/a")).unwrap().id;
        assert_eq!(Installation::at(folder.path(), Path::new("/b")).unwrap().id, first);
        fs::write(folder.path().join("installation.json"), "{torn").unwrap();
        assert_ne!(Installation::at(folder.path(), Path::new("/a")).unwrap().id, first);
    }

    #[test]
    fn only_a_stream_that_went_on_from_what_was_noted_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let (stream, hash) = (Uuid::now_v7(), [7; 32]);
        let fresh = || Installation::at(folder.path(), Path::new("/a")).unwrap();
        assert!(!fresh().may_go_on(stream, 3, |_| Ok(Some(hash))).unwrap(), "an unknown path is a copy");
        fresh().note(Heads::from([(stream, Head { n: 3, hash })])).unwrap();
        assert!(fresh().may_go_on(stream, 5, |n| Ok((n == 3).then_some(hash))).unwrap());
        assert!(!fresh().may_go_on(stream, 2, |_| Ok(Some(hash))).unwrap(), "an older copy");
        assert!(!fresh().may_go_on(stream, 5, |_| Ok(Some([8; 32]))).unwrap(), "another history");
        assert!(!fresh().may_go_on(Uuid::now_v7(), 5, |_| Ok(Some(hash))).unwrap(), "a stream from elsewhere");
        assert!(
            !Installation::at(folder.path(), Path::new("/b"))
                .unwrap()
                .may_go_on(stream, 5, |_| Ok(Some(hash)))
                .unwrap()
        );
    }

    #[test]
    fn a_new_stream_is_noted_at_once_and_others_now_and_then() {
        let folder = tempfile::tempdir().unwrap();
        let mut installation = Installation::at(folder.path(), Path::new("/a")).unwrap();
        let stream = Uuid::now_v7();
        for n in 1..10 {
            installation.note_if_due(n == 1, || Ok(Heads::from([(stream, Head { n, hash: [1; 32] })])));
        }
        let noted = Installation::at(folder.path(), Path::new("/a")).unwrap().noted.unwrap();
        assert_eq!(noted[&stream].n, 1);
    }
}
