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
        "| whole process, {cases} cases | ours | bare SQLite | ratio | processor, ours | bare | ratio | quickest | ratio |\n\
         |---|---|---|---|---|---|---|---|---|"
    );
    let mut samples: Vec<[Vec<Took>; 2]> = PAIRS.iter().map(|_| [Vec::new(), Vec::new()]).collect();
    for round in 0..rounds + 3 {
        // All pairs in every round, each program first in every other one: what else the machine does hits them alike.
        for ((_, our_args, bare_args), [us, bare]) in PAIRS.iter().zip(&mut samples) {
            let ours = || run(&mut amends(folder.path(), &ours, our_args));
            let theirs = || {
                let mut command = Command::new(std::env::current_exe().unwrap());
                run(command.args(["bare", bare_args[0]]).arg(&theirs).args(&bare_args[1..]))
            };
            let (a, b) = if round % 2 == 0 {
                let first = ours();
                (first, theirs())
            } else {
                let first = theirs();
                (ours(), first)
            };
            // The first rounds only warm up.
            if round >= 3 {
                us.push(a);
                bare.push(b);
            }
        }
    }
    for ((name, ..), [us, bare]) in PAIRS.iter().zip(samples) {
        let of = |of: fn(&Took) -> Duration| (sorted(&us, of), sorted(&bare, of));
        let ((us, least), (bare, bare_least)) = of(|took| took.wall);
        let ((cpu, _), (bare_cpu, _)) = of(|took| took.processor);
        println!(
            "| {name} | {us:.2} ms | {bare:.2} ms | {:.2} | {cpu:.2} ms | {bare_cpu:.2} ms | {:.2} | {least:.2} / {bare_least:.2} ms | {:.2} |",
            us / bare,
            cpu / bare_cpu,
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

/// What a process took from start to exit: by the clock, and of the processor (its own and the system's for it).
struct Took {
    wall: Duration,
    processor: Duration,
}

fn run(command: &mut Command) -> Took {
    let (start, before) = (Instant::now(), processor());
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status().unwrap();
    let took = Took { wall: start.elapsed(), processor: processor().saturating_sub(before) };
    assert!(status.success(), "{command:?}");
    took
}

/// What all processes took that this one has waited for.
#[cfg(unix)]
fn processor() -> Duration {
    use nix::sys::resource::{UsageWho, getrusage};
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let micros = |time: nix::sys::time::TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    Duration::from_micros(u64::try_from(micros(used.user_time()) + micros(used.system_time())).unwrap())
}

#[cfg(not(unix))]
fn processor() -> Duration {
    Duration::ZERO
}

/// The one in the middle and the least, in milliseconds.
fn sorted(samples: &[Took], of: fn(&Took) -> Duration) -> (f64, f64) {
    let mut times: Vec<Duration> = samples.iter().map(of).collect();
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
        "PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000;",
    )
    .unwrap();
    if !write {
        db.execute_batch("PRAGMA query_only=ON;").unwrap();
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match what {
        "log" => {
            db.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA journal_size_limit=16777216;").unwrap();
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

/// The same rows in columns of fixed widths, the day in words, the last column cut.
fn list(db: &Connection, open: &str, out: &mut impl std::io::Write) {
    let sql = format!(
        "SELECT c.number, strftime('%d %b %H:%M', c.happened / 1000, 'unixepoch', 'localtime'), \
         coalesce(p.name, p.called, p.phone, p.email, ''), c.kind || ' · ' || c.channel || ' · ' || coalesce(c.playbook, ''), \
         CASE WHEN c.is_open THEN 'open' ELSE c.outcome END, c.owner, substr(coalesce(c.summary, c.wanted, ''), 1, 24) \
         FROM case_row c LEFT JOIN customer p ON p.id = c.customer \
         WHERE c.number IS NOT NULL {open} ORDER BY c.happened DESC, c.case_id DESC LIMIT 51"
    );
    let mut statement = db.prepare(&sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        for (at, width) in [10, 14, 20, 32, 8, 8, 24].into_iter().enumerate() {
            let cell = row.get_ref(at).unwrap().as_str_or_null().unwrap().unwrap_or_default();
            write!(out, "{cell:width$}  ").unwrap();
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
