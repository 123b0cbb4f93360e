//! The file's form: whose it is, and the numbered steps from one version to the next. A step is never changed, only added.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Kind, LogError};
use super::{ids, modes, place, project};

/// `AMND`, in the header of every case log: how a foreign SQLite file is told from ours.
pub(super) const APPLICATION_ID: u32 = 0x414d_4e44;

/// The first case of a log is C-1001: long enough to be a number, short enough to say.
const FIRST_NUMBER: i64 = 1001;

/// One step forward.
pub(super) struct Migration {
    /// The version that the file has after it.
    pub to: u32,
    /// What it does.
    pub sql: &'static str,
    /// Whether the fold or the projections changed, so that all rows must be built again from the facts.
    pub sweep: bool,
}

/// Every step there ever was.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration { to: 1, sql: include_str!("schema/0001.sql"), sweep: false },
    Migration { to: 2, sql: include_str!("schema/0002.sql"), sweep: true },
    Migration { to: 3, sql: include_str!("schema/0003.sql"), sweep: false },
    Migration { to: 4, sql: include_str!("schema/0004.sql"), sweep: true },
    Migration { to: 5, sql: include_str!("schema/0005.sql"), sweep: true },
    Migration { to: 6, sql: include_str!("schema/0006.sql"), sweep: true },
];

/// The version that these steps lead to.
pub(super) fn newest(steps: &[Migration]) -> u32 {
    steps.last().map_or(0, |step| step.to)
}

/// Refuses a file from a newer program.
pub(super) fn refuse_newer(path: &Path, version: u32) -> Result<(), LogError> {
    let known = newest(MIGRATIONS);
    if version <= known {
        return Ok(());
    }
    Err(LogError::new(
        Kind::TooNew,
        format!(
            "{} was written by a newer amends (form {version}; this one knows up to {known}); it was left as it is",
            path.display()
        ),
        "bring this amends up to date, or open another log with --file",
    ))
}

/// The file's version.
pub(super) fn version(db: &Connection) -> Result<u32, LogError> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Makes a log of an empty file, unless another process was quicker. All or nothing.
pub(super) fn create(db: &mut Connection, steps: &[Migration]) -> Result<(), LogError> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application: u32 = tx.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if tables > 0 || application == APPLICATION_ID {
        return Ok(());
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    for step in steps {
        tx.execute_batch(step.sql)?;
        tx.pragma_update(None, "user_version", step.to)?;
        if step.to == 1 {
            tx.execute(
                "INSERT INTO meta(only, log, hlc, next_number, epoch) VALUES(1, ?1, 0, ?2, 0)",
                (ids::fresh::<uuid::Uuid>().as_bytes(), FIRST_NUMBER),
            )?;
        }
    }
    tx.commit()?;
    Ok(())
}

/// Brings an older log forward in one transaction, after making a backup beside it. Returns the backup's path.
pub(super) fn migrate(
    db: &mut Connection,
    path: &Path,
    steps: &[Migration],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Option<PathBuf>, LogError> {
    let before = version(db)?;
    if before >= newest(steps) {
        return Ok(None);
    }
    let events: i64 = db.query_row("SELECT count(*) FROM (SELECT 1 FROM event LIMIT 1)", [], |row| row.get(0))?;
    let backup = if events > 0 { Some(back_up(db, path, before)?) } else { None };
    // All steps or none: rows can only be built again once every table has its newest form.
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have taken some of the steps in the meantime.
    let here = version(&tx)?;
    let mut sweep = false;
    for step in steps.iter().filter(|step| step.to > here) {
        tx.execute_batch(step.sql)?;
        tx.pragma_update(None, "user_version", step.to)?;
        sweep |= step.sweep;
    }
    if sweep {
        project::rebuild(&tx, progress)?;
    }
    tx.commit()?;
    Ok(backup)
}

fn back_up(db: &Connection, path: &Path, version: u32) -> Result<PathBuf, LogError> {
    for attempt in 1..100 {
        let tail = if attempt == 1 { String::new() } else { format!("-{attempt}") };
        let to = place::beside(path, &format!(".form-{version}{tail}.backup"));
        match modes::create_private(&to) {
            Ok(_) => {
                db.execute("VACUUM INTO ?1", [place::as_text(&to)?])?;
                return Ok(to);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(LogError::from_io(&to, "write the backup", error)),
        }
    }
    Err(LogError::new(
        Kind::Exists,
        format!("there are a hundred backups of {} beside it already", path.display()),
        "move the files that end in .backup to another folder",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::connection;
    use crate::log::testing::Desk;

    const NEXT: &str = "CREATE TABLE later(a INTEGER) STRICT;";
    const BROKEN: &str = "CREATE TABLE half(a); CREATE TABLE later(a);";

    /// The steps that there are, and more.
    fn and_then(more: &[(&'static str, bool)]) -> Vec<Migration> {
        let newest = newest(MIGRATIONS);
        let more = (newest + 1..).zip(more).map(|(to, (sql, sweep))| Migration { to, sql, sweep: *sweep });
        MIGRATIONS.iter().map(|m| Migration { to: m.to, sql: m.sql, sweep: m.sweep }).chain(more).collect()
    }

    /// A log of this version with the rows of today's: what its tables share with today's is copied.
    fn older(desk: &Desk, version: u32) -> PathBuf {
        let path = desk.beside(&format!("form-{version}"));
        drop(modes::create_private(&path).unwrap());
        let mut db = connection::bare(&path, connection::For::Log).unwrap();
        let steps: Vec<Migration> = and_then(&[]).into_iter().filter(|step| step.to <= version).collect();
        create(&mut db, &steps).unwrap();
        db.execute("ATTACH ?1 AS today", [desk.path.to_str().unwrap()]).unwrap();
        let tables = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' \
                      AND name NOT LIKE '%_fts_%' AND name NOT LIKE 'sqlite_%'";
        let tables: Vec<String> =
            db.prepare(tables).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        for table in tables {
            let columns: Vec<String> = db
                .prepare(&format!("SELECT name FROM pragma_table_info('{table}', 'main')"))
                .unwrap()
                .query_map([], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let columns = columns.join(", ");
            let copy = format!("INSERT INTO main.{table}({columns}) SELECT {columns} FROM today.{table}");
            db.execute_batch(&format!("DELETE FROM main.{table} WHERE '{table}' = 'meta'; {copy}")).unwrap();
        }
        path
    }

    #[test]
    fn a_log_of_every_earlier_version_opens_and_is_whole() {
        let mut desk = Desk::new();
        desk.open().record(crate::case::Subject::Case(ids::fresh()), crate::log::testing::everything());
        desk.one_case();
        for version in 1..newest(MIGRATIONS) {
            let path = older(&desk, version);
            let today = std::mem::replace(&mut desk.path, path);
            assert_eq!(crate::log::Log::open_reader(&desk.path).unwrap_err().kind(), "older");
            let log = desk.open();
            assert!(log.warnings().iter().any(|warning| warning.contains(&format!("form-{version}.backup"))));
            let db = connection::open(&desk.path, connection::For::Reading).unwrap();
            assert_eq!(super::version(&db).unwrap(), newest(MIGRATIONS));
            assert_eq!(desk.reader().search("parcel", None, 9).unwrap().items.len(), 3);
            assert!(desk.clean());
            desk.path = today;
        }
    }

    #[test]
    fn an_older_log_is_backed_up_brought_forward_and_swept() {
        let desk = Desk::new();
        desk.one_case();
        let mut db = connection::open(&desk.path, connection::For::Log).unwrap();
        db.execute("UPDATE case_row SET number = 'wrong'", []).unwrap();
        let mut seen = Vec::new();
        let steps = and_then(&[(NEXT, true)]);
        let before = newest(MIGRATIONS);
        let backup = migrate(&mut db, &desk.path, &steps, &mut |done, all| seen.push((done, all))).unwrap().unwrap();
        assert_eq!(version(&db).unwrap(), before + 1);
        assert_eq!(seen.last(), Some(&(1, 1)));
        let number: String = db.query_row("SELECT number FROM case_row", [], |row| row.get(0)).unwrap();
        assert_eq!(number, "C-1001");
        let old = connection::open(&backup, connection::For::Reading).unwrap();
        assert_eq!(version(&old).unwrap(), before);
        assert!(modes::open_to_others(&backup).is_none());
        assert_eq!(migrate(&mut db, &desk.path, &steps, &mut |_, _| ()).unwrap(), None);
    }

    #[test]
    fn a_step_that_fails_leaves_everything_as_it_was() {
        let desk = Desk::new();
        let mut db = connection::open(&desk.path, connection::For::Log).unwrap();
        let steps = and_then(&[(NEXT, false), (BROKEN, false)]);
        assert!(migrate(&mut db, &desk.path, &steps, &mut |_, _| ()).is_err());
        assert_eq!(version(&db).unwrap(), newest(MIGRATIONS));
        let half: i64 =
            db.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'half'", [], |row| row.get(0)).unwrap();
        assert_eq!(half, 0);
    }

    #[test]
    fn events_are_neither_changed_nor_deleted() {
        let desk = Desk::new();
        desk.one_case();
        let db = connection::open(&desk.path, connection::For::Log).unwrap();
        for sql in ["UPDATE event SET actor = 'x'", "DELETE FROM event"] {
            assert!(db.execute(sql, []).unwrap_err().to_string().contains("events are never"));
        }
    }
}
