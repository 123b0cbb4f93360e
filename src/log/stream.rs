//! Streams: one for each installation and login, each with its own gapless counter.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use uuid::Uuid;

use crate::terms::StreamId;

use super::error::LogError;
use super::header::{Hash, NO_HASH};
use super::ids;
use super::installation::{Head, Heads, Installation};

/// The end of a stream that this process may append to.
#[derive(Debug, Clone)]
pub(super) struct Stream {
    pub id: StreamId,
    pub n: i64,
    pub head: Hash,
    /// Not yet in the table.
    pub new: bool,
}

/// The open stream of this installation and login, or a new one.
pub(super) fn of(db: &Connection, installation: Uuid, login: &str) -> Result<Stream, LogError> {
    let found = db
        .prepare_cached("SELECT id, n, head FROM stream WHERE installation = ?1 AND login = ?2 AND mine = 1")?
        .query_row((installation.as_bytes(), login), |row| {
            Ok(Stream { id: StreamId::from_bytes(row.get(0)?), n: row.get(1)?, head: row.get(2)?, new: false })
        })
        .optional()?;
    Ok(found.unwrap_or_else(|| Stream { id: ids::fresh(), n: 0, head: NO_HASH, new: true }))
}

/// Writes a new stream's row.
pub(super) fn insert(db: &Connection, stream: &Stream, installation: Uuid, login: &str) -> Result<(), LogError> {
    db.prepare_cached(
        "INSERT INTO stream(id, login, installation, mine, n, head, state) VALUES(?1, ?2, ?3, 1, 0, ?4, 'open')",
    )?
    .execute((stream.id.bytes(), login, installation.as_bytes(), NO_HASH))?;
    Ok(())
}

/// Writes where the stream stands now.
pub(super) fn advance(db: &Connection, stream: &Stream) -> Result<(), LogError> {
    db.prepare_cached("UPDATE stream SET n = ?2, head = ?3 WHERE id = ?1")?.execute((
        stream.id.bytes(),
        stream.n,
        stream.head,
    ))?;
    Ok(())
}

/// Where the streams of this installation stand.
pub(super) fn heads(db: &Connection, installation: Uuid) -> Result<Heads, LogError> {
    let mut statement = db.prepare_cached("SELECT id, n, head FROM stream WHERE installation = ?1 AND mine = 1")?;
    let found = statement.query_map([installation.as_bytes()], |row| {
        Ok((Uuid::from_bytes(row.get(0)?), Head { n: row.get(1)?, hash: row.get(2)? }))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Closes the streams of this installation that did not go on from where we last saw them: the file is a copy, or came
/// back from a backup. Returns how many. The next entry opens a new stream, so that no `n` is made twice.
pub(super) fn close_copied(db: &Connection, installation: &mut Installation) -> Result<usize, LogError> {
    if copied(db, installation)?.is_empty() {
        return Ok(0);
    }
    let tx = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    // Nobody writes now: what is noted now is what is so.
    installation.look_again();
    let copied = copied(&tx, installation)?;
    for stream in &copied {
        tx.execute("UPDATE stream SET mine = 0, state = 'copied' WHERE id = ?1", [stream.as_bytes()])?;
    }
    tx.commit()?;
    Ok(copied.len())
}

fn copied(db: &Connection, installation: &Installation) -> Result<Vec<Uuid>, LogError> {
    let mut copied = Vec::new();
    for (stream, head) in heads(db, installation.id)? {
        let hash_at = |n: i64| -> Result<Option<Hash>, LogError> {
            Ok(db
                .prepare_cached("SELECT hash FROM event WHERE stream = ?1 AND n = ?2")?
                .query_row((stream.as_bytes(), n), |row| row.get(0))
                .optional()?)
        };
        if !installation.may_go_on(stream, head.n, hash_at)? {
            copied.push(stream);
        }
    }
    Ok(copied)
}

#[cfg(test)]
mod tests {
    use crate::log::connection::{self, For};
    use crate::log::testing::Desk;

    fn streams(desk: &Desk) -> Vec<(i64, i64)> {
        let db = connection::open(&desk.path, For::Reading).unwrap();
        let mut statement = db.prepare("SELECT n, mine FROM stream ORDER BY rowid").unwrap();
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn one_stream_goes_on_over_openings() {
        let desk = Desk::new();
        desk.one_case();
        desk.one_case();
        let streams = streams(&desk);
        assert_eq!(streams.len(), 1);
        assert_eq!(streams[0].1, 1);
    }

    #[test]
    fn a_copied_file_opens_a_new_stream_and_the_original_goes_on() {
        let mut desk = Desk::new();
        desk.one_case();
        let original = desk.path.clone();
        let before = streams(&desk);
        desk.path = desk.beside("copy");
        std::fs::copy(&original, &desk.path).unwrap();
        desk.one_case();
        let copy = streams(&desk);
        assert_eq!((copy.len(), copy[0], copy[1].1), (2, (before[0].0, 0), 1));
        desk.path = original;
        desk.one_case();
        assert_eq!(streams(&desk).len(), 1);
        assert!(desk.clean());
    }

    #[test]
    fn a_file_put_back_to_an_older_state_never_makes_a_number_twice() {
        let desk = Desk::new();
        desk.one_case();
        let older = std::fs::read(&desk.path).unwrap();
        desk.one_case();
        std::fs::write(&desk.path, older).unwrap();
        let before = streams(&desk);
        desk.one_case();
        let after = streams(&desk);
        assert_eq!((after.len(), after[0]), (2, (before[0].0, 0)));
        assert!(desk.clean());
    }

    #[test]
    fn another_machine_with_the_same_file_has_a_stream_of_its_own() {
        let mut desk = Desk::new();
        desk.one_case();
        let other = desk.beside("other-home");
        let home = std::mem::replace(&mut desk.home, other);
        desk.one_case();
        desk.home = home;
        desk.one_case();
        let streams = streams(&desk);
        assert_eq!(streams.len(), 2);
        assert!(streams.iter().all(|(_, mine)| *mine == 1), "both may go on: neither is a copy");
    }
}
