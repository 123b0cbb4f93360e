//! What the doctor finds, each damage made by hand.

use rusqlite::Connection;

use super::*;
use crate::case::{Event, Subject};
use crate::log::fresh;
use crate::log::testing::{Desk, details, everything, noted};

/// A log with something in every table.
fn full() -> Desk {
    let desk = Desk::new();
    let (a, b) = (fresh(), fresh());
    let mut log = desk.open();
    log.record(Subject::Case(fresh()), everything());
    log.record(Subject::Customer(b), vec![Event::CustomerAdded { details: details("Ann B") }]);
    log.record(
        Subject::Customer(a),
        vec![Event::CustomerAdded { details: details("Ann A") }, Event::CustomersMerged { from: b }],
    );
    let note = crate::terms::Text::new("slower at the start");
    log.record(Subject::Entry(fresh()), vec![Event::Coached { to: "ana".into(), note, drill: None, due: None }]);
    drop(log);
    desk
}

/// What `doctor` finds after `sql` was done to the file.
fn after(sql: &str) -> Vec<Problem> {
    let desk = full();
    let db = Connection::open(&desk.path).unwrap();
    let triggers = "DROP TRIGGER event_stays_as_it_is; DROP TRIGGER event_stays;";
    db.execute_batch(&format!("{triggers} PRAGMA foreign_keys = OFF; {sql}")).unwrap();
    drop(db);
    doctor(&desk.reader(), &mut |_, _| ()).unwrap().problems
}

#[test]
fn a_whole_log_is_clean_and_counted() {
    let desk = full();
    desk.one_case();
    let mut last = (0, 0);
    let report = doctor(&desk.reader(), &mut |done, all| last = (done, all)).unwrap();
    assert_eq!(report.problems, vec![]);
    assert_eq!((report.cases, report.customers, report.streams, report.misfits), (2, 2, 1, 0));
    assert_eq!(report.events, everything().len() + 4 + 3);
    assert_eq!(last, (report.events + 5, report.events + 5));
    assert_eq!(serde_json::to_value(&report).unwrap()["problems"], serde_json::json!([]));
}

#[test]
fn each_kind_of_damage_is_named() {
    for (sql, check, says) in [
        ("UPDATE event SET wall = wall + 1 WHERE n = 3", "chain", "event 3 of stream"),
        ("UPDATE event SET actor = 'bob' WHERE n = 5", "chain", "was altered"),
        ("UPDATE event SET person = subject WHERE n = 5", "chain", "was altered"),
        ("DELETE FROM event WHERE n = 4", "chain", "event 5 of stream"),
        ("DELETE FROM event WHERE n = (SELECT max(n) FROM event)", "chain", "says that it has"),
        ("UPDATE stream SET head = zeroblob(32)", "chain", "another head"),
        ("UPDATE stream SET n = n + 1", "chain", "says that it has"),
        ("DELETE FROM stream", "chain", "no row of its own"),
        (
            "INSERT INTO stream VALUES(zeroblob(16), 'x', zeroblob(16), 1, 7, zeroblob(32), 0, 'open')",
            "chain",
            "has none",
        ),
        ("UPDATE body SET json = replace(json, 'parcel', 'poodle')", "body", "not those that were entered"),
        ("DELETE FROM body WHERE rowid = 2", "body", "nobody erased them"),
        ("UPDATE case_row SET owner = 'eve'", "projection", "owner is `eve` and ought to be `bob`"),
        ("DELETE FROM promise WHERE seq = 0", "projection", "promise 0 is missing"),
        ("UPDATE walk_step SET reached = 1 - reached", "projection", "walk_step 0.1: reached is 1"),
        (
            "INSERT INTO promise SELECT case_id, 9, id, words, made, due, told, owner, moved, state, state_at, call_back, move_told FROM promise LIMIT 1",
            "projection",
            "promise 9 ought not",
        ),
        ("UPDATE customer SET phone = '1'", "projection", "phone is not what was entered"),
        ("DELETE FROM alias", "projection", "merged records"),
        ("UPDATE review SET got = most", "projection", "review 0: got is"),
        ("DELETE FROM lesson", "projection", "lesson 0 is missing"),
        ("UPDATE coaching SET agent = 'bob'", "projection", "its row is not what was entered"),
        ("DELETE FROM coaching", "projection", "its row is not what was entered"),
        (
            "INSERT INTO cause_act VALUES(zeroblob(16), 1, 'gwen', 'carrier', 'x', '2026-11-23', 1)",
            "orphan",
            "no event",
        ),
        ("DELETE FROM text WHERE kind = 'note'", "projection", "a note is missing"),
        ("UPDATE text SET words = 'lies' WHERE kind = 'note'", "search", "does not hold"),
        ("INSERT INTO text_fts(text_fts) VALUES('delete-all')", "search", "does not hold"),
        ("INSERT INTO customer_fts(customer_fts) VALUES('delete-all')", "search", "does not hold"),
        ("UPDATE meta SET hlc = 1", "counter", "the clock"),
        ("DELETE FROM meta", "counter", "one row"),
        ("UPDATE event SET hlc = 1 WHERE n = 3", "counter", "not after"),
        ("INSERT INTO body VALUES(zeroblob(16), zeroblob(16), '{}')", "orphan", "no event"),
        ("INSERT INTO alias VALUES(zeroblob(16), zeroblob(16))", "orphan", "no event"),
    ] {
        let problems = after(sql);
        let named = problems.iter().any(|p| p.check == check && (p.what.contains(says) || p.place.contains(says)));
        assert!(named, "{sql}: {problems:#?}");
    }
}

#[test]
fn erased_words_are_no_damage() {
    let sql = "INSERT INTO erased(subject) SELECT subject FROM event WHERE kind = 'customer-added'; \
               DELETE FROM body WHERE id IN (SELECT id FROM event WHERE tag = 2)";
    let problems = after(sql);
    assert!(problems.iter().all(|p| p.check == "projection" || p.check == "search"), "{problems:#?}");
}

#[test]
fn what_a_newer_program_wrote_is_counted_and_kept() {
    let desk = full();
    let mut log = desk.open();
    let case = Subject::Case(fresh());
    log.record(case, vec![noted("x")]);
    let report = doctor(&desk.reader(), &mut |_, _| ()).unwrap();
    assert_eq!((report.unknown, report.misfits, report.is_clean()), (0, 1, true));
}

#[test]
fn zeroed_pages_are_found_and_nothing_panics() {
    let desk = full();
    let whole = std::fs::read(&desk.path).unwrap();
    for page in 1..whole.len() / 4096 {
        let mut torn = whole.clone();
        torn[page * 4096..(page + 1) * 4096].fill(0);
        std::fs::write(&desk.path, &torn).unwrap();
        let found = match crate::log::Log::open_reader(&desk.path) {
            Ok(reader) => doctor(&reader, &mut |_, _| ()).map_or(true, |report| !report.is_clean()),
            Err(_) => true,
        };
        let free = torn == whole;
        assert!(found || free, "page {}", page + 1);
    }
}
