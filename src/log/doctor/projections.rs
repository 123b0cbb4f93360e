//! Every projected row against what the facts make of it, and rows that belong to nothing.

use rusqlite::Connection;

use crate::log::error::LogError;
use crate::log::rows::{Rows, rows};
use crate::log::tables::{Cell, Table};
use crate::log::{customers, entries};
use crate::log::{project, read};
use crate::terms::{CaseId, CustomerId, EntryId};

use super::Report;

/// Checks the rows of every case and customer.
pub(super) fn check(db: &Connection, report: &mut Report, step: &mut dyn FnMut()) -> Result<(), LogError> {
    for (tag, id) in read::subjects(db)? {
        if tag == read::CASE {
            case(db, CaseId::from_bytes(id), report)?;
        } else if tag == read::CUSTOMER {
            customer(db, CustomerId::from_bytes(id), report)?;
        } else if tag == read::ENTRY {
            entry(db, EntryId::from_bytes(id), report)?;
        }
        step();
    }
    orphans(db, report)
}

fn case(db: &Connection, id: CaseId, report: &mut Report) -> Result<(), LogError> {
    let file = read::case_file(db, id)?;
    report.cases += 1;
    report.misfits += file.misfits.len();
    let (stored, folded) = (project::stored(db, id)?, rows(&file));
    if stored != folded {
        let place = format!("case {} ({id})", file.case.number());
        compare(&place, &stored, &folded, report);
    }
    // The key of a text is its place in time.
    let early: bool = db
        .prepare_cached("SELECT EXISTS(SELECT 1 FROM text WHERE case_id = ?1 AND key >> 15 < at)")?
        .query_row([id.bytes()], |row| row.get(0))?;
    if early {
        report.add(
            "projection",
            format!("case {} ({id})", file.case.number()),
            "a text stands in the wrong place in time",
        );
    }
    Ok(())
}

fn compare(place: &str, stored: &Rows, folded: &Rows, report: &mut Report) {
    let row = |(table, first, second): &(Table, i64, i64)| match table.keys().len() {
        0 => table.name().to_owned(),
        1 => format!("{} {first}", table.name()),
        _ => format!("{} {first}.{second}", table.name()),
    };
    for (key, cells) in &folded.cells {
        let Some(there) = stored.cells.get(key) else {
            report.add("projection", place, format!("{} is missing", row(key)));
            continue;
        };
        let names = key.0.columns().iter();
        for (name, (there, ought)) in names.zip(there.iter().zip(cells)).filter(|(_, (a, b))| a != b) {
            report.add("projection", place, format!("{}: {name} is {there} and ought to be {ought}", row(key)));
        }
    }
    for key in stored.cells.keys().filter(|key| !folded.cells.contains_key(key)) {
        report.add("projection", place, format!("{} ought not to be there", row(key)));
    }
    let texts = |rows: &Rows| rows.texts.keys().copied().collect::<Vec<_>>();
    for key in texts(folded) {
        if stored.texts.get(&key) != folded.texts.get(&key) {
            let what = if stored.texts.contains_key(&key) { "is not what was entered" } else { "is missing" };
            report.add("projection", place, format!("text: a {} {what}", key.0.word()));
        }
    }
    for key in texts(stored).iter().filter(|key| !folded.texts.contains_key(key)) {
        report.add("projection", place, format!("text: a {} ought not to be there", key.0.word()));
    }
}

fn customer(db: &Connection, id: CustomerId, report: &mut Report) -> Result<(), LogError> {
    report.customers += 1;
    let ought = customers::row(id, &read::customer_facts(db, id)?);
    let (there, aliases) = customers::stored(db, id)?;
    let place = format!("customer {id}");
    match (&there, &ought) {
        (None, None) => {}
        (None, Some(_)) => report.add("projection", &place, "customer is missing"),
        (Some(_), None) => report.add("projection", &place, "customer ought not to be there"),
        (Some(there), Some(ought)) => {
            let names = customers::COLUMNS.iter().zip(there.iter().zip(&ought.cells));
            for (name, _) in names.filter(|(_, (a, b))| a != b) {
                // What is known of a person stays out of reports.
                report.add("projection", &place, format!("customer: {name} is not what was entered"));
            }
        }
    }
    if aliases != ought.map(|row| row.aliases).unwrap_or_default() {
        report.add("projection", &place, "alias: the merged records are not those that were entered");
    }
    Ok(())
}

fn entry(db: &Connection, id: EntryId, report: &mut Report) -> Result<(), LogError> {
    let ought: Vec<_> = entries::row(id, &read::entry_facts(db, id)?).into_iter().collect();
    if entries::stored(db, id)? != ought {
        // What is written to a person stays out of reports.
        report.add("projection", format!("entry {id}"), "its row is not what was entered");
    }
    Ok(())
}

/// Rows that belong to no event at all.
fn orphans(db: &Connection, report: &mut Report) -> Result<(), LogError> {
    let entry_tables = entries::TABLES.iter().map(|(table, _)| (*table, "id", read::ENTRY));
    let case_tables =
        Table::ALL.iter().map(|table| (table.name(), "case_id", read::CASE)).chain([("text", "case_id", read::CASE)]);
    for (table, column, tag) in case_tables
        .chain([("customer", "id", read::CUSTOMER), ("alias", "customer", read::CUSTOMER)])
        .chain(entry_tables)
    {
        let sql = format!(
            "SELECT DISTINCT {column} FROM {table} t \
             WHERE NOT EXISTS(SELECT 1 FROM event e WHERE e.subject = t.{column} AND e.tag = {tag})"
        );
        let mut statement = db.prepare(&sql)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            report.add(
                "orphan",
                table,
                format!("a row belongs to {}, of which there is no event", Cell::from(row.get_ref(0)?)),
            );
        }
    }
    // Events have no index by their id; which words are too many is only looked for where there are too many.
    let spare = "SELECT (SELECT count(*) FROM body) - (SELECT count(*) FROM event e CROSS JOIN body b ON b.id = e.id)";
    if db.query_row(spare, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(());
    }
    let mut statement = db.prepare("SELECT id FROM body WHERE id NOT IN (SELECT id FROM event)")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        report.add("orphan", "body", format!("words belong to {}, which is no event", Cell::from(row.get_ref(0)?)));
    }
    Ok(())
}
