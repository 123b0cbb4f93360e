//! Bare SQLite: the same tables and pragmas, the very rows that the log writes, and nothing else.

use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, TransactionBehavior, params_from_iter};

use crate::world::World;

/// The tables that a load fills, in the order in which a case's rows are written.
const TABLES: [&str; 7] = ["event", "body", "case_row", "interaction", "walk", "walk_step", "text"];

fn open(world: &World) -> Connection {
    set(Connection::open(&world.door.file).unwrap())
}

/// The pragmas of the log's own connection.
fn set(db: Connection) -> Connection {
    db.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; \
         PRAGMA trusted_schema=OFF; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
    )
    .unwrap();
    db.set_prepared_statement_cache_capacity(64);
    db
}

fn insert(table: &str, columns: usize) -> String {
    format!("INSERT INTO {table} VALUES({})", vec!["?"; columns].join(", "))
}

/// The rows of a load, case by case.
pub struct Rows {
    cases: usize,
    tables: Vec<(String, Vec<Vec<Value>>)>,
}

impl Rows {
    pub fn of(world: &World, cases: usize) -> Self {
        let db = open(world);
        let tables = TABLES.map(|table| {
            let mut statement = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let columns = statement.column_count();
            let row = |r: &rusqlite::Row<'_>| (0..columns).map(|i| r.get(i)).collect::<Result<Vec<Value>, _>>();
            let rows = statement.query_map([], row).unwrap().map(Result::unwrap).collect();
            (insert(table, columns), rows)
        });
        Self { cases, tables: tables.into() }
    }

    /// Writes all rows into the empty log of `world`, in one transaction.
    pub fn load(&self, world: &World) {
        let db = open(world);
        let tx = Transaction::new_unchecked(&db, TransactionBehavior::Immediate).unwrap();
        for case in 0..self.cases {
            for (sql, rows) in &self.tables {
                let each = rows.len() / self.cases;
                let mut statement = tx.prepare_cached(sql).unwrap();
                for row in &rows[case * each..(case + 1) * each] {
                    statement.execute(params_from_iter(row)).unwrap();
                }
            }
        }
        tx.commit().unwrap();
    }
}

/// What one step writes: an event, its body, one changed row of `walk_step` and `case_row`, the stream's head, the clock.
pub struct Append {
    db: Connection,
    cases: Vec<[u8; 16]>,
    stream: Vec<u8>,
    hash: String,
    turn: usize,
    // Keeps the folder alive.
    _folder: tempfile::TempDir,
}

impl Append {
    pub fn after(world: &World) -> Self {
        // A copy, so that the log's own connection is out of the way.
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("bare.db");
        open(world).execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
        let db = Connection::open(&copy).unwrap();
        db.execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
        )
        .unwrap();
        let stream = db.query_row("SELECT id FROM stream WHERE mine = 1", [], |r| r.get(0)).unwrap();
        let cases = world.cases.iter().map(|(case, ..)| case.bytes()).collect();
        let hash = world.door.library.get("late-parcel").unwrap().hash().to_owned();
        Self { db, cases, stream, hash, turn: 0, _folder: folder }
    }

    pub fn append_step(&mut self, among: usize) {
        self.turn += 7919;
        let turn = i64::try_from(self.turn).unwrap();
        let case = self.cases[self.cases.len() - 1 - self.turn % among];
        let id = uuid::Uuid::now_v7();
        let json = format!(
            r#"{{"command":"{id}","at":"2026-11-21T00:00:00.000Z","event":{{"step-done":{{"walk":"{id}","step":{{"id":"look-up","stage":"listen","title":"Look up its journey","kind":"do","action":"look-up-parcel","playbook":"{}"}}}}}}}}"#,
            self.hash
        );
        let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate).unwrap();
        tx.prepare_cached(
            "INSERT INTO event(stream, n, id, hlc, wall, actor, tag, subject, person, kind, v, critical, commitment, hash) \
             VALUES(?1, ?2, ?3, ?4, ?5, 'ana', 1, ?6, NULL, 'step-done', 1, 0, randomblob(32), randomblob(32))",
        )
        .unwrap()
        .execute((&self.stream, 1_000_000_000 + turn, id.as_bytes(), i64::MAX / 2 + turn, turn, case))
        .unwrap();
        tx.prepare_cached("INSERT INTO body(id, salt, json) VALUES(?1, randomblob(16), ?2)")
            .unwrap()
            .execute((id.as_bytes(), &json))
            .unwrap();
        tx.prepare_cached("UPDATE case_row SET events = events + 1, last_hlc = ?2, last_n = ?3 WHERE case_id = ?1")
            .unwrap()
            .execute((case, i64::MAX / 2 + turn, turn))
            .unwrap();
        tx.prepare_cached(
            "UPDATE walk_step SET done = done + 1, done_at = ?2 WHERE case_id = ?1 AND walk = 0 AND seq = 2",
        )
        .unwrap()
        .execute((case, turn))
        .unwrap();
        tx.prepare_cached("UPDATE stream SET n = ?2, head = randomblob(32) WHERE id = ?1")
            .unwrap()
            .execute((&self.stream, turn))
            .unwrap();
        tx.prepare_cached("UPDATE meta SET hlc = ?1").unwrap().execute([turn]).unwrap();
        tx.commit().unwrap();
    }
}
