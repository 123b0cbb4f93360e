//! The log's own counters: the clock's latest stamp, the next case number, where each stream stands.

use rusqlite::{Connection, OptionalExtension};

use crate::log::error::LogError;

use super::Report;

/// Checks the counters.
pub(super) fn check(db: &Connection, report: &mut Report) -> Result<(), LogError> {
    let meta: Option<(i64, i64)> =
        db.query_row("SELECT hlc, next_number FROM meta", [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((hlc, next)) = meta else {
        report.add("counter", "meta", "its one row is missing");
        return Ok(());
    };
    let latest: Option<i64> =
        db.query_row("SELECT max(e.hlc) FROM event e JOIN stream s ON s.id = e.stream WHERE s.mine = 1", [], |row| {
            row.get(0)
        })?;
    if latest.is_some_and(|latest| latest > hlc) {
        report.add("counter", "meta", "the clock stands before the latest event");
    }
    if next < 1 {
        report.add("counter", "meta", format!("the next case would be C-{next}"));
    }
    let mut statement = db.prepare(
        "SELECT a.stream, a.n FROM event a JOIN event b ON b.stream = a.stream AND b.n = a.n + 1 WHERE b.hlc <= a.hlc",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (stream, n): ([u8; 16], i64) = (row.get(0)?, row.get(1)?);
        report.add(
            "counter",
            format!("event {} of stream {}", n + 1, uuid::Uuid::from_bytes(stream)),
            "its clock stamp is not after the one before it",
        );
    }
    Ok(())
}
