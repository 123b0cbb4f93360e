//! Writes the difference between two sets of rows; builds all rows again from the facts.

use std::sync::LazyLock;

use rusqlite::{Connection, ToSql, params_from_iter};

use crate::terms::{CaseId, CustomerId, EntryId};

use super::differ::{Change, differ};
use super::error::LogError;
use super::rows::{Key, Rows, rows};
use super::tables::{Cell, Table};
use super::{customers, entries, read, text};

/// `INSERT` for each table, in the order of [`Table::ALL`].
static INSERTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let insert = |table: &Table| {
        let names: Vec<&str> = ["case_id"].iter().chain(table.keys()).chain(table.columns()).copied().collect();
        let marks = vec!["?"; names.len()].join(", ");
        format!("INSERT INTO {}({}) VALUES({marks})", table.name(), names.join(", "))
    };
    Table::ALL.iter().map(insert).collect()
});

/// Makes the stored rows of `case`, which are `old`, into `new`.
pub(super) fn write(db: &Connection, case: CaseId, old: &Rows, new: &Rows) -> Result<(), LogError> {
    let id = case.bytes();
    for change in differ(old, new) {
        match change {
            Change::Insert(key, cells) => insert(db, id, key, cells)?,
            Change::Update(key, mask, cells) => update(db, id, key, mask, cells)?,
            Change::Delete(key) => delete(db, id, key)?,
            Change::TextWent(key) => text::went(db, id, key)?,
            Change::TextCame(key, row) => text::came(db, id, key, row)?,
        }
    }
    Ok(())
}

/// The row's keys beside the case's id, as far as its table has them.
fn keys((table, first, second): Key) -> impl Iterator<Item = Cell> {
    [first, second].into_iter().take(table.keys().len()).map(Cell::Int)
}

fn insert(db: &Connection, id: [u8; 16], key: Key, cells: &[Cell]) -> Result<(), LogError> {
    let at = Table::ALL.iter().position(|table| *table == key.0).unwrap_or_default();
    let keys: Vec<Cell> = std::iter::once(Cell::Id(id)).chain(keys(key)).collect();
    db.prepare_cached(&INSERTS[at])?.execute(params_from_iter(keys.iter().chain(cells)))?;
    Ok(())
}

fn update(db: &Connection, id: [u8; 16], key: Key, mask: u64, cells: &[Cell]) -> Result<(), LogError> {
    // Only the columns that changed are named, so that SQLite leaves the indexes of the others alone.
    let mut sql = format!("UPDATE {} SET ", key.0.name());
    let mut values: Vec<&dyn ToSql> = Vec::new();
    for (at, name) in key.0.columns().iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0) {
        sql.push_str(if values.is_empty() { "" } else { ", " });
        sql.push_str(name);
        sql.push_str(" = ?");
        values.push(&cells[at]);
    }
    sql.push_str(&where_key(key.0));
    let keys: Vec<Cell> = std::iter::once(Cell::Id(id)).chain(keys(key)).collect();
    values.extend(keys.iter().map(|cell| cell as &dyn ToSql));
    db.prepare_cached(&sql)?.execute(&values[..])?;
    Ok(())
}

fn delete(db: &Connection, id: [u8; 16], key: Key) -> Result<(), LogError> {
    let keys: Vec<Cell> = std::iter::once(Cell::Id(id)).chain(keys(key)).collect();
    let sql = format!("DELETE FROM {}{}", key.0.name(), where_key(key.0));
    db.prepare_cached(&sql)?.execute(params_from_iter(&keys))?;
    Ok(())
}

fn where_key(table: Table) -> String {
    let keys: Vec<&str> = ["case_id"].iter().chain(table.keys()).copied().collect();
    format!(" WHERE {} = ?", keys.join(" = ? AND "))
}

/// Throws all rows away and builds them again from the facts. `progress` hears how many subjects of how many are done.
pub(super) fn rebuild(db: &Connection, progress: &mut dyn FnMut(usize, usize)) -> Result<(), LogError> {
    for table in
        Table::ALL.iter().map(|table| table.name()).chain(["text", "customer", "alias", "coaching", "cause_act"])
    {
        db.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let subjects = read::subjects(db)?;
    for (done, (tag, id)) in (1..).zip(&subjects) {
        if *tag == read::CASE {
            let file = read::case_file(db, CaseId::from_bytes(*id))?;
            write(db, file.id, &Rows::default(), &rows(&file))?;
        } else if *tag == read::ENTRY {
            let id = EntryId::from_bytes(*id);
            entries::project(db, id, &read::entry_facts(db, id)?)?;
        } else {
            let id = CustomerId::from_bytes(*id);
            customers::project(db, id, &read::customer_facts(db, id)?)?;
        }
        progress(done, subjects.len());
    }
    db.execute_batch(
        "INSERT INTO text_fts(text_fts) VALUES('rebuild'); INSERT INTO customer_fts(customer_fts) VALUES('rebuild'); \
         UPDATE meta SET epoch = epoch + 1;",
    )?;
    Ok(())
}

/// The rows of a case as they are stored.
pub(super) fn stored(db: &Connection, case: CaseId) -> Result<Rows, LogError> {
    use super::rows::{TextKind, TextRow};
    let mut stored = Rows::default();
    for table in Table::ALL {
        let (keys, columns) = (table.keys(), table.columns());
        let names: Vec<&str> = keys.iter().chain(columns).copied().collect();
        let sql = format!("SELECT {} FROM {} WHERE case_id = ?1", names.join(", "), table.name());
        let mut statement = db.prepare_cached(&sql)?;
        let mut found = statement.query([case.bytes()])?;
        while let Some(row) = found.next()? {
            let key = |at: usize| if at < keys.len() { row.get::<_, i64>(at) } else { Ok(0) };
            let cells: Result<Vec<Cell>, _> =
                (keys.len()..names.len()).map(|at| row.get_ref(at).map(Cell::from)).collect();
            stored.cells.insert((*table, key(0)?, key(1)?), cells?);
        }
    }
    let mut statement = db.prepare_cached("SELECT kind, source, seq, at, words FROM text WHERE case_id = ?1")?;
    let mut found = statement.query([case.bytes()])?;
    while let Some(row) = found.next()? {
        let word: String = row.get(0)?;
        let Some(kind) = TextKind::ALL.iter().find(|kind| kind.word() == word) else { continue };
        let key = (*kind, row.get(1)?, row.get(2)?);
        stored.texts.insert(key, TextRow { at: row.get(3)?, words: row.get(4)? });
    }
    Ok(stored)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::connection::{self, For};
    use crate::log::testing::{self, Desk};

    #[test]
    fn rows_come_back_as_they_were_written() {
        let desk = Desk::new();
        let db = connection::open(&desk.path, For::Log).unwrap();
        let file = testing::full_case();
        let full = rows(&file);
        write(&db, file.id, &Rows::default(), &full).unwrap();
        assert_eq!(stored(&db, file.id).unwrap(), full);
        let fewer = rows(&testing::undone(&file));
        assert_ne!(fewer, full);
        write(&db, file.id, &full, &fewer).unwrap();
        assert_eq!(stored(&db, file.id).unwrap(), fewer);
        write(&db, file.id, &fewer, &Rows::default()).unwrap();
        assert_eq!(stored(&db, file.id).unwrap(), Rows::default());
    }
}
