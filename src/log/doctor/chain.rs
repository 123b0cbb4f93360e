//! Every stream from its first event to its head: gapless, each hash over the one before it, each body as committed to.

use rusqlite::Connection;

use crate::log::error::LogError;
use crate::log::header::{self, Hash, Header, NO_HASH};
use crate::log::{append, read};

use super::Report;

/// Where the walk along a stream is.
struct Walk {
    stream: [u8; 16],
    n: i64,
    head: Hash,
}

/// Checks the chain of every stream.
pub(super) fn check(db: &Connection, report: &mut Report, step: &mut dyn FnMut()) -> Result<(), LogError> {
    let mut statement = db.prepare(
        "SELECT e.stream, e.n, e.id, e.hlc, e.wall, e.tag, e.subject, e.person, e.actor, e.kind, e.v, e.critical, \
         e.commitment, e.hash, b.salt, b.json, x.subject IS NOT NULL \
         FROM event e LEFT JOIN body b ON b.id = e.id LEFT JOIN erased x ON x.subject IN (e.subject, e.person) \
         ORDER BY e.stream, e.n",
    )?;
    let mut rows = statement.query([])?;
    let mut walk: Option<Walk> = None;
    while let Some(row) = rows.next()? {
        let (stream, n): ([u8; 16], i64) = (row.get(0)?, row.get(1)?);
        let (actor, kind): (String, String) = (row.get(8)?, row.get(9)?);
        let (commitment, stored): (Hash, Hash) = (row.get(12)?, row.get(13)?);
        let here = || format!("event {n} of stream {}", uuid::Uuid::from_bytes(stream));
        if walk.as_ref().is_none_or(|walk| walk.stream != stream) {
            end(db, report, walk.take())?;
            walk = Some(Walk { stream, n: 0, head: NO_HASH });
        }
        let Some(at) = &mut walk else { continue };
        if n != at.n + 1 {
            // A join may show an event twice where both its case and its person were erased.
            if n == at.n {
                continue;
            }
            report.add("chain", here(), format!("follows event {}: what lies between is missing", at.n));
        }
        report.events += 1;
        let header = Header {
            stream,
            n,
            id: row.get(2)?,
            hlc: row.get(3)?,
            wall: row.get(4)?,
            subject_tag: row.get(5)?,
            subject: row.get(6)?,
            person: row.get(7)?,
            actor: &actor,
            kind: &kind,
            version: row.get(10)?,
            critical: row.get(11)?,
            commitment,
        };
        if n == at.n + 1 && header.hash(&at.head) != stored {
            report.add("chain", here(), "its hash does not fit: it, or the event before it, was altered");
        }
        (at.n, at.head) = (n, stored);
        let salt: Option<Vec<u8>> = row.get(14)?;
        match (salt, row.get::<_, Option<String>>(15)?) {
            (Some(salt), Some(json)) => {
                let version = header.version;
                if header::commitment(&salt, &json) != commitment {
                    report.add("body", here(), "its words are not those that were entered");
                } else if read::body(&kind, version, &json).is_none() {
                    let ours = version <= append::KIND_VERSION && crate::case::Event::KINDS.contains(&kind.as_str());
                    if ours {
                        report.add("body", here(), format!("its body cannot be read as `{kind}`"));
                    } else {
                        report.unknown += 1;
                    }
                }
            }
            _ if row.get::<_, bool>(16)? => report.erased += 1,
            _ => report.add("body", here(), "its words are missing, and nobody erased them"),
        }
        step();
    }
    end(db, report, walk)?;
    strays(db, report)
}

/// At the end of a stream, its row must say the same.
fn end(db: &Connection, report: &mut Report, walk: Option<Walk>) -> Result<(), LogError> {
    use rusqlite::OptionalExtension;
    let Some(walk) = walk else { return Ok(()) };
    report.streams += 1;
    let place = format!("stream {}", uuid::Uuid::from_bytes(walk.stream));
    let stored: Option<(i64, Hash)> = db
        .prepare_cached("SELECT n, head FROM stream WHERE id = ?1")?
        .query_row([walk.stream], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match stored {
        None => report.add("chain", place, "has events and no row of its own"),
        Some((n, _)) if n != walk.n => {
            report.add("chain", place, format!("says that it has {n} events and has {}", walk.n));
        }
        Some((_, head)) if head != walk.head => report.add("chain", place, "has another head than its last event"),
        Some(_) => {}
    }
    Ok(())
}

/// Streams that say they have events and have none.
fn strays(db: &Connection, report: &mut Report) -> Result<(), LogError> {
    let mut statement = db.prepare(
        "SELECT id, n FROM stream s WHERE n > 0 AND NOT EXISTS(SELECT 1 FROM event e WHERE e.stream = s.id)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, n): ([u8; 16], i64) = (row.get(0)?, row.get(1)?);
        report.add(
            "chain",
            format!("stream {}", uuid::Uuid::from_bytes(id)),
            format!("says that it has {n} events and has none"),
        );
    }
    Ok(())
}
