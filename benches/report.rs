//! Reports over logs of many cases spread over 1,000 days: how long, beside the plainest statements that read the same rows, and
//! how much memory at its peak. Each report runs in a process of its own.
//!
//! `cargo bench --bench report -- [CASES]…`
#![allow(missing_docs, clippy::unwrap_used)]

mod big;

use std::process::Command;
use std::time::Instant;

use amends::log::Log;
use amends::review::{self, About, Span};
use amends::terms::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

/// How often each report is made; the median counts.
const ROUNDS: usize = 15;
/// The day whose reports are made: in the middle of the log, a Friday.
const DAY: &str = "2026-03-13";

/// What a report reads, asked for without looking at it: every row of the stretch and of its cases, in no order.
const BARE: [&str; 6] = [
    "SELECT i.*, c.* FROM interaction i CROSS JOIN case_row c ON c.case_id = i.case_id WHERE i.began >= ?1 AND i.began < ?2",
    "SELECT * FROM case_row WHERE opened_at >= ?1 AND opened_at < ?2",
    "SELECT * FROM case_row WHERE closed_at >= ?1 AND closed_at < ?2",
    "SELECT p.*, c.kind FROM promise p CROSS JOIN case_row c ON c.case_id = p.case_id WHERE p.due >= ?1 AND p.due < ?2",
    "SELECT g.*, c.kind FROM gesture g CROSS JOIN case_row c ON c.case_id = g.case_id WHERE g.at >= ?1 AND g.at < ?2",
    "SELECT w.*, s.* FROM walk w CROSS JOIN walk_step s ON s.case_id = w.case_id AND s.walk = w.seq \
     WHERE w.began >= ?1 AND w.began < ?2",
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [what, cases, span] = words.as_slice()
        && (what == "ours" || what == "bare")
    {
        return one(what, cases.parse().unwrap(), span);
    }
    let asked: Vec<u64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let asked = if asked.is_empty() { vec![10_000, 100_000] } else { asked };
    println!("| report | cases | ours | bare SQLite | ratio | memory at its peak |\n|---|---|---|---|---|---|");
    for (name, span) in [
        ("a day", DAY),
        ("a day, figures alone", "figures"),
        ("a month", "2026-03"),
        ("the median of four weeks", "median"),
    ] {
        for cases in &asked {
            big::log(*cases);
            let [ours, bare] = ["ours", "bare"].map(|what| run(what, *cases, span));
            println!(
                "| {name} | {cases} | {:.1} ms | {:.1} ms | {:.2} | {:.1} MB |",
                ours.0,
                bare.0,
                ours.0 / bare.0,
                ours.1 / 1000.0
            );
        }
    }
}

/// Milliseconds and kilobytes of a report made in a process of its own.
fn run(what: &str, cases: u64, span: &str) -> (f64, f64) {
    let own = std::env::current_exe().unwrap();
    let output = Command::new(own).args([what, &cases.to_string(), span]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let mut numbers = said.split_whitespace().map(|number| number.parse::<f64>().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

fn one(what: &str, cases: u64, span: &str) {
    let file = big::log(cases);
    let door = big::door(&file);
    let now = Timestamp::from_ms(big::END);
    let of = |words: &str| Span::parse(words, door.desk.today(now)).unwrap().unwrap();
    let mut times = Vec::new();
    if what == "ours" {
        let reader = Log::open_reader(&file).unwrap();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            match span {
                "figures" => {
                    drop(review::figures(&reader, &door.desk, About::Span(of(DAY)), now, &mut |_| ()).unwrap());
                }
                "median" => drop(review::month_median(&reader, &door.desk, of(DAY), now, &mut |_| ()).unwrap()),
                span => drop(review::report(&reader, &door.desk, About::Span(of(span)), now, &mut |_| ()).unwrap()),
            }
            times.push(start.elapsed());
        }
    } else {
        let db = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        db.execute_batch("PRAGMA temp_store=MEMORY; PRAGMA query_only=ON;").unwrap();
        // A day stands beside those before it.
        let spans = match span {
            "figures" => vec![of(DAY)],
            "median" => (1..=28).map(|back| of(DAY).moved(-back)).collect(),
            DAY => vec![of(DAY), of(DAY).moved(-1), of(DAY).moved(-7)],
            span => vec![of(span)],
        };
        for _ in 0..ROUNDS {
            let start = Instant::now();
            for span in &spans {
                let (from, until) = span.bounds(&door.desk);
                for sql in BARE {
                    let mut statement = db.prepare_cached(sql).unwrap();
                    let columns = statement.column_count();
                    let mut rows = statement.query((from.ms(), until.ms())).unwrap();
                    while let Some(row) = rows.next().unwrap() {
                        for at in 0..columns {
                            std::hint::black_box(row.get::<_, Value>(at).unwrap());
                        }
                    }
                }
            }
            times.push(start.elapsed());
        }
    }
    times.sort();
    println!("{} {}", times[ROUNDS / 2].as_secs_f64() * 1000.0, peak_kb());
}

/// The most memory that this process had resident so far, in kilobytes.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
