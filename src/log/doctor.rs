//! `doctor`: proves that the file is whole, that the hash chain holds, and that all rows are what the facts make of them.
//! It names precisely what is not so, and changes nothing.

mod chain;
mod counters;
mod projections;

use serde::Serialize;

use super::connection::{self, For};
use super::error::{Kind, LogError};
use super::reader::Reader;

/// How many problems are listed; a torn disk can have millions.
const MOST: usize = 1000;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The check that found it: `file`, `search`, `chain`, `body`, `projection`, `counter` or `orphan`.
    pub check: &'static str,
    /// Where: a case by number and id, an event by stream and counter, a table.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

/// What `doctor` saw.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// How many events.
    pub events: usize,
    /// How many streams.
    pub streams: usize,
    /// How many cases.
    pub cases: usize,
    /// How many customers.
    pub customers: usize,
    /// How many events whose words were erased.
    pub erased: usize,
    /// How many events a newer program wrote, which this one keeps and skips.
    pub unknown: usize,
    /// How many events rest on something that is not there (any more); no damage, but worth a look.
    pub misfits: usize,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// How many more problems there are than are listed.
    pub more: usize,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    fn add(&mut self, check: &'static str, place: impl Into<String>, what: impl Into<String>) {
        if self.problems.len() < MOST {
            self.problems.push(Problem { check, place: place.into(), what: what.into() });
        } else {
            self.more += 1;
        }
    }

    /// A check that cannot go on because the file is damaged is a finding; any other failure is an error.
    fn attempt(&mut self, check: &'static str, done: Result<(), LogError>) -> Result<(), LogError> {
        match done {
            Err(error) if error.is(Kind::Corrupt) || error.is(Kind::Internal) => {
                self.add(check, "the file", format!("cannot be read to its end: {error}"));
                Ok(())
            }
            done => done,
        }
    }
}

/// Examines the log, as one picture of one moment. `progress` hears how many events and subjects of how many are done.
///
/// # Errors
/// Where the examination cannot be made (not: where it finds something).
pub fn doctor(reader: &Reader, progress: &mut dyn FnMut(usize, usize)) -> Result<Report, LogError> {
    let mut report = Report::default();
    let db = &reader.db;
    let tx = db.unchecked_transaction()?;
    let file = check_file(db, &mut report);
    report.attempt("file", file)?;
    let count = "SELECT (SELECT count(*) FROM event) + (SELECT count(DISTINCT subject) FROM event)";
    let all =
        tx.query_row(count, [], |row| row.get::<_, i64>(0)).ok().and_then(|all| usize::try_from(all).ok()).unwrap_or(0);
    let mut done = 0;
    let mut step = || {
        done += 1;
        progress(done, all.max(done));
    };
    let chain = chain::check(db, &mut report, &mut step);
    report.attempt("chain", chain)?;
    let projections = projections::check(db, &mut report, &mut step);
    report.attempt("projection", projections)?;
    let counters = counters::check(db, &mut report);
    report.attempt("counter", counters)?;
    tx.finish()?;
    let search = check_search(reader, &mut report);
    report.attempt("search", search)?;
    Ok(report)
}

/// The chain alone, for a backup that is about to come back.
pub(super) fn check_chain(db: &rusqlite::Connection, report: &mut Report) -> Result<(), LogError> {
    chain::check(db, report, &mut || ())
}

/// SQLite's own look at the file.
fn check_file(db: &rusqlite::Connection, report: &mut Report) -> Result<(), LogError> {
    let mut statement = db.prepare("PRAGMA quick_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            report.add("file", "the file", line);
        }
    }
    Ok(())
}

/// Whether the search indexes hold what the tables hold. SQLite asks for a writing connection, though nothing is written.
fn check_search(reader: &Reader, report: &mut Report) -> Result<(), LogError> {
    let db = connection::open(&reader.path, For::Drafts)?;
    for index in ["text_fts", "customer_fts"] {
        let sql = format!("INSERT INTO {index}({index}, rank) VALUES('integrity-check', 1)");
        if let Err(error) = db.execute(&sql, []) {
            match LogError::from(error) {
                error if error.is(Kind::Corrupt) => report.add("search", index, "does not hold what its table holds"),
                error => return Err(error),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
