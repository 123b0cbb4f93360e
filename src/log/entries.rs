//! Entries of their own in the tables: coaching notes, and what was changed about a cause.

use rusqlite::{Connection, OptionalExtension};

use crate::case::{Entry, Fact};
use crate::terms::EntryId;

use super::error::LogError;
use super::tables::Cell;

/// The tables, each with its columns beside the id.
pub(super) const TABLES: [(&str, &[&str]); 2] = [
    ("coaching", &["at", "writer", "agent", "note", "drill", "read_at", "due", "events"]),
    ("cause_act", &["at", "writer", "cause", "what", "from_day", "events"]),
];

/// The row that an entry's facts make, and in which table; `None` where none of them counts.
pub(super) fn row(id: EntryId, facts: &[Fact]) -> Option<(&'static str, Vec<Cell>)> {
    let own = |words: &str| Cell::Text(words.to_owned().into());
    let events = Cell::Int(i64::try_from(facts.len()).unwrap_or(i64::MAX));
    Some(match Entry::fold(id, facts)? {
        Entry::Coaching(note) => (
            "coaching",
            vec![
                Cell::Int(note.at.ms()),
                own(&note.by),
                own(&note.to),
                own(note.note.as_str()),
                note.drill.as_deref().map_or(Cell::Null, own),
                note.read.map_or(Cell::Null, |at| Cell::Int(at.ms())),
                note.due.map_or(Cell::Null, |at| Cell::Int(at.ms())),
                events,
            ],
        ),
        Entry::Acted(act) => (
            "cause_act",
            vec![
                Cell::Int(act.at.ms()),
                own(&act.by),
                own(&act.cause),
                own(act.what.as_str()),
                own(&act.from_day.to_string()),
                events,
            ],
        ),
    })
}

/// The rows as they are stored, each with its table.
pub(super) fn stored(db: &Connection, id: EntryId) -> Result<Vec<(&'static str, Vec<Cell>)>, LogError> {
    let mut found = Vec::new();
    for (table, columns) in TABLES {
        let sql = format!("SELECT {} FROM {table} WHERE id = ?1", columns.join(", "));
        let row = db
            .prepare_cached(&sql)?
            .query_row([id.bytes()], |row| (0..columns.len()).map(|at| row.get_ref(at).map(Cell::from)).collect())
            .optional()?;
        found.extend(row.map(|row| (table, row)));
    }
    Ok(found)
}

/// Makes the stored row of an entry what its facts say.
pub(super) fn project(db: &Connection, id: EntryId, facts: &[Fact]) -> Result<(), LogError> {
    for (table, _) in TABLES {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id.bytes()])?;
    }
    let Some((table, cells)) = row(id, facts) else { return Ok(()) };
    let columns = TABLES.iter().find(|(name, _)| *name == table).map_or(&[][..], |(_, columns)| *columns);
    let marks = vec!["?"; columns.len() + 1].join(", ");
    let sql = format!("INSERT INTO {table}(id, {}) VALUES({marks})", columns.join(", "));
    let id = Cell::Id(id.bytes());
    db.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(std::iter::once(&id).chain(&cells)))?;
    Ok(())
}
