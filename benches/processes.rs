//! Whole processes, from start to exit: `amends log`, `list` and `search` beside a bare SQLite program that does the same on
//! the same file, in turn. The bare program is this one, started with other arguments; it parses no desk, knows no rule,
//! hashes nothing and sets the same pragmas.
//!
//! `cargo run --release --example big_log 100000 && cargo bench --bench processes -- [CASES] [ROUNDS]`
#![allow(missing_docs, clippy::unwrap_used)]

mod place;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [bare, what, file, words @ ..] = args.as_slice()
        && bare == "bare"
    {
        return self::bare(what, Path::new(file), words);
    }
    let number = |at: usize, otherwise| args.get(at).and_then(|n| n.parse().ok()).unwrap_or(otherwise);
    let (cases, rounds) = (number(0, 100_000), number(1, 101));
    compare(cases, rounds);
}

/// What is done: its name, the arguments of ours, those of the bare program.
type Pair = (&'static str, &'static [&'static str], &'static [&'static str]);

const PAIRS: &[Pair] = &[
    (
        "log",
        &["log", "--channel", "phone", "--note", "She rang about the parcel"],
        &["log", "She rang about the parcel"],
    ),
    ("list", &["list"], &["list"]),
    ("list is:open", &["list", "is:open"], &["list-open"]),
    ("search, a common word", &["search", "parcel "], &["search", "\"parcel\""]),
    ("search, a rare word", &["search", "xylophone "], &["search", "\"xylophone\""]),
    ("search, a beginning", &["search", "parc"], &["search", "\"parc\"*"]),
];

fn compare(cases: u64, rounds: u64) {
    let log = place::of(cases);
    assert!(log.exists(), "make the log first: cargo run --release --example big_log {cases}");
    let folder = tempfile::tempdir_in(log.parent().unwrap()).unwrap();
    // Copies, so that what is logged stays out of the log that is kept, and neither sees the other's work.
    let [ours, theirs] = ["ours.amends", "bare.amends"].map(|name| folder.path().join(name));
    std::fs::copy(&log, &ours).unwrap();
    run(&mut amends(folder.path(), &ours, &["log", "--note", "brings an older form forward"]));
    std::fs::copy(&ours, &theirs).unwrap();
    println!(
        "| whole process, {cases} cases | ours | bare SQLite | ratio | the quickest of {rounds} | ratio |\n|---|---|---|---|---|---|"
    );
    for (name, our_args, bare_args) in PAIRS {
        let (mut us, mut bare) = (Vec::new(), Vec::new());
        for round in 0..rounds + 3 {
            let times = (
                run(&mut amends(folder.path(), &ours, our_args)),
                run(Command::new(std::env::current_exe().unwrap())
                    .args(["bare", bare_args[0]])
                    .arg(&theirs)
                    .args(&bare_args[1..])),
            );
            // The first rounds only warm up.
            if round >= 3 {
                us.push(times.0);
                bare.push(times.1);
            }
        }
        let ((us, least), (bare, bare_least)) = (median(us), median(bare));
        println!(
            "| {name} | {us:.2} ms | {bare:.2} ms | {:.2} | {least:.2} / {bare_least:.2} ms | {:.2} |",
            us / bare,
            least / bare_least
        );
    }
}

fn amends(folder: &Path, file: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
    command.args(args).arg("--file").arg(file).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
    command.env_remove("AMENDS_DESK").env_remove("AMENDS_FILE");
    command
}

fn run(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status().unwrap();
    let took = start.elapsed();
    assert!(status.success(), "{command:?}");
    took
}

/// The one in the middle and the least, in milliseconds.
fn median(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort();
    (times[times.len() / 2].as_secs_f64() * 1000.0, times[0].as_secs_f64() * 1000.0)
}

/// The bare program.
fn bare(what: &str, file: &Path, words: &[String]) {
    use std::io::Write;
    let write = what == "log";
    let access = if write { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
    let db = Connection::open_with_flags(file, access | OpenFlags::SQLITE_OPEN_NO_MUTEX).unwrap();
    db.busy_timeout(Duration::from_secs(5)).unwrap();
    db.execute_batch(
        "PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;",
    )
    .unwrap();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match what {
        "log" => {
            db.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;").unwrap();
            writeln!(out, "{}", log(&db, &words[0])).unwrap();
        }
        "list" => list(&db, "", &mut out),
        "list-open" => list(&db, "AND c.is_open = 1", &mut out),
        _ => {
            let mut statement = db
                .prepare(
                    "SELECT c.number, t.at, t.kind, snippet(text_fts, 0, '', '', '…', 16) FROM text_fts \
                     JOIN text t ON t.key = text_fts.rowid LEFT JOIN case_row c ON c.case_id = t.case_id \
                     WHERE text_fts MATCH ?1 ORDER BY text_fts.rowid DESC LIMIT 21",
                )
                .unwrap();
            let mut rows = statement.query([&words[0]]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let (number, at, kind, words): (String, i64, String, String) = row.try_into().unwrap();
                writeln!(out, "{number}  {at}  {kind}\n    {words}").unwrap();
            }
        }
    }
}

fn list(db: &Connection, open: &str, out: &mut impl std::io::Write) {
    let sql = format!(
        "SELECT c.number, c.happened, coalesce(p.name, p.phone, ''), c.kind, c.channel, coalesce(c.playbook, ''), c.is_open, \
         coalesce(c.outcome, ''), coalesce(c.owner, ''), coalesce(c.summary, c.wanted, '') \
         FROM case_row c LEFT JOIN customer p ON p.id = c.customer \
         WHERE c.number IS NOT NULL {open} ORDER BY c.happened DESC, c.case_id DESC LIMIT 51"
    );
    let mut statement = db.prepare(&sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        for at in 0..10 {
            match row.get_ref(at).unwrap() {
                rusqlite::types::ValueRef::Integer(n) => write!(out, "{n}  ").unwrap(),
                other => write!(out, "{}  ", other.as_str_or_null().unwrap().unwrap_or_default()).unwrap(),
            }
        }
        writeln!(out).unwrap();
    }
}

/// The rows of a case with one contact and a note, as the log writes them.
fn log(db: &Connection, note: &str) -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let now = i64::try_from(now.as_millis()).unwrap();
    let tx = Transaction::new_unchecked(db, TransactionBehavior::Immediate).unwrap();
    let (hlc, number): (i64, i64) =
        tx.query_row("SELECT hlc, next_number FROM meta", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let (stream, n): (Vec<u8>, i64) =
        tx.query_row("SELECT id, n FROM stream WHERE mine = 1", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let fresh = || uuid::Uuid::now_v7().into_bytes();
    let (case, interaction, source) = (fresh(), fresh(), fresh());
    for (at, kind) in (1..).zip(["opened", "interaction-began", "noted"]) {
        let id = fresh();
        tx.prepare_cached(
            "INSERT INTO event VALUES(?1, ?2, ?3, ?4, ?5, 'ana', 1, ?6, NULL, ?7, 1, 0, randomblob(32), randomblob(32))",
        )
        .unwrap()
        .execute((&stream, n + at, id, hlc + at, now, case, kind))
        .unwrap();
        let json = format!(
            r#"{{"command":"{0}","at":"2026-11-21T00:00:00.000Z","event":{{"{kind}":{{"text":"{note}","interaction":"{0}"}}}}}}"#,
            uuid::Uuid::from_bytes(id)
        );
        tx.prepare_cached("INSERT INTO body VALUES(?1, randomblob(16), ?2)").unwrap().execute((id, json)).unwrap();
    }
    tx.execute(
        "INSERT INTO case_row(case_id, number, owner, opened_at, happened, is_open, channel, agent, events, last_hlc, \
         last_stream, last_n) VALUES(?1, ?2, 'ana', ?3, ?3, 1, 'phone', 'ana', 3, ?4, ?5, ?6)",
        (case, format!("C-{number}"), now, hlc + 3, &stream, n + 3),
    )
    .unwrap();
    tx.execute(
        "INSERT INTO interaction(case_id, seq, id, agent, channel, began) VALUES(?1, 0, ?2, 'ana', 'phone', ?3)",
        (case, interaction, now),
    )
    .unwrap();
    tx.execute("INSERT INTO text VALUES(?1, ?2, 'note', ?3, 0, ?4, ?5)", (now << 15, case, source, now, note)).unwrap();
    tx.execute("UPDATE stream SET n = ?2, head = randomblob(32) WHERE id = ?1", (&stream, n + 3)).unwrap();
    tx.execute("UPDATE meta SET hlc = ?1, next_number = ?2", (hlc + 3, number + 1)).unwrap();
    tx.commit().unwrap();
    number
}
