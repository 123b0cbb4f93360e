//! Facts from the tables: what the fold is fed with. An event whose body is erased or unknown comes without one.

use rusqlite::{Connection, Row};

use crate::case::{Body, CaseFile, Event, Fact, Position, Subject};
use crate::terms::{CaseId, CustomerId, EntryId, EventId, StreamId, Timestamp};

use super::append::KIND_VERSION;
use super::error::LogError;

/// The tag of a case.
pub(super) const CASE: u8 = 1;
/// The tag of a customer.
pub(super) const CUSTOMER: u8 = 2;

/// The tag of an entry of its own.
pub(super) const ENTRY: u8 = 3;

/// All facts of a case, folded.
pub(super) fn case_file(db: &Connection, id: CaseId) -> Result<CaseFile, LogError> {
    Ok(CaseFile::fold(id, facts(db, Subject::Case(id))?))
}

/// All facts of a customer.
pub(super) fn customer_facts(db: &Connection, id: CustomerId) -> Result<Vec<Fact>, LogError> {
    facts(db, Subject::Customer(id))
}

/// All facts of an entry.
pub(super) fn entry_facts(db: &Connection, id: EntryId) -> Result<Vec<Fact>, LogError> {
    facts(db, Subject::Entry(id))
}

fn facts(db: &Connection, subject: Subject) -> Result<Vec<Fact>, LogError> {
    let mut statement = db.prepare_cached(
        "SELECT e.id, e.hlc, e.stream, e.n, e.wall, e.actor, e.kind, e.v, e.critical, b.json \
         FROM event e LEFT JOIN body b ON b.id = e.id WHERE e.subject = ?1 AND e.tag = ?2 ORDER BY e.hlc, e.stream, e.n",
    )?;
    let tag = super::header::tag(subject);
    let found = statement.query_map((subject.bytes(), tag), |row| fact(row, subject))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn fact(row: &Row<'_>, subject: Subject) -> rusqlite::Result<Fact> {
    let (kind, version): (String, u32) = (row.get(6)?, row.get(7)?);
    let json = row.get_ref(9)?.as_str_or_null()?;
    Ok(Fact {
        id: EventId::from_bytes(row.get(0)?),
        position: Position { hlc: row.get(1)?, stream: StreamId::from_bytes(row.get(2)?), n: row.get(3)? },
        wall: Timestamp::from_ms(row.get(4)?),
        actor: row.get(5)?,
        subject,
        critical: row.get(8)?,
        body: json.and_then(|json| body(&kind, version, json)),
        kind,
    })
}

/// A body that this program understands. What a newer one wrote is kept and skipped; what is damaged, `doctor` names.
pub(super) fn body(kind: &str, version: u32, json: &str) -> Option<Body> {
    (version <= KIND_VERSION && Event::KINDS.contains(&kind)).then(|| serde_json::from_str(json).ok()).flatten()
}

/// Every case, customer and entry that something happened to, as tag and id.
pub(super) fn subjects(db: &Connection) -> Result<Vec<(u8, [u8; 16])>, LogError> {
    let mut statement = db.prepare("SELECT DISTINCT tag, subject FROM event ORDER BY subject")?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}
