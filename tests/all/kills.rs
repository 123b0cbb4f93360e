//! kill -9: six writers on one file are killed again and again; every entry that was called saved is there, and nothing else.
//!
//! The writers are this test program itself, started again with [`WRITER`] set. How long it goes on is said in
//! `AMENDS_KILL_SECONDS` (60 where it is not).

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use amends::case::{self, Deed, Subject};
use amends::door::{Door, Options};
use amends::log::{Log, Who, doctor, fresh};
use amends::terms::{CaseId, Channel, EventId, InteractionId, Mode, Text, Timestamp};

const WRITER: &str = "AMENDS_TEST_WRITER";
const WRITERS: usize = 6;

fn door(file: &Path, login: &str) -> Door {
    Door::shipped(Options { file: Some(file.to_owned()), desk: None, login: Some(login.to_owned()) }).unwrap()
}

fn log(file: &Path, login: &str) -> Log {
    let home = file.parent().unwrap().join(format!("home-{login}"));
    Log::open(file, &Who { login: login.to_owned(), home: Some(home) }).unwrap()
}

fn deed(on: CaseId, command: case::Command) -> Deed {
    Deed { id: fresh(), on: Subject::Case(on), command, at: now(), agent: None, seen: None }
}

fn now() -> Timestamp {
    Timestamp::from_utc(chrono::Utc::now())
}

/// Not a test of its own: the writer process. Opens cases and takes notes for as long as it lives, and says the ids of
/// each entry once it is saved.
#[test]
fn writer() {
    let Ok(told) = std::env::var(WRITER) else { return };
    let (file, login) = told.rsplit_once('|').unwrap();
    let (file, door) = (PathBuf::from(file), door(Path::new(file), login));
    let mut log = log(&file, login);
    let mut out = std::io::stdout().lock();
    loop {
        let (case, interaction): (CaseId, InteractionId) = (fresh(), fresh());
        let opening = [
            deed(case, case::Command::Open { number: String::new() }),
            deed(case, case::Command::Begin { interaction, channel: Some(Channel::Chat), external_id: None }),
        ];
        let mut units = vec![opening.to_vec()];
        for n in 0..8 {
            let text = Text::new(&format!("note {n} of {login}: she has waited in twice"));
            units.push(vec![deed(case, case::Command::Note { note: fresh(), interaction: Some(interaction), text })]);
        }
        for unit in units {
            let done = door.perform(&mut log, &unit, Mode::Live, now()).unwrap();
            for id in done.events {
                writeln!(out, "saved {id}").unwrap();
            }
            out.flush().unwrap();
        }
    }
}

fn start(file: &Path, login: &str, saved: &Arc<Mutex<BTreeSet<String>>>) -> (Child, std::thread::JoinHandle<()>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::writer", "--nocapture", "--test-threads=1"])
        .env(WRITER, format!("{}|{login}", file.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let saved = saved.clone();
    let reading = std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            // A line that was cut off by the kill was not said.
            if let Some(id) = line.rsplit("saved ").next().filter(|id| id.len() == 36 && line.contains("saved ")) {
                saved.lock().unwrap().insert(id.to_owned());
            }
        }
    });
    (child, reading)
}

#[test]
fn six_writers_killed_again_and_again_lose_nothing_that_was_saved() {
    let seconds = std::env::var("AMENDS_KILL_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(60);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cases.db");
    drop(log(&file, "first"));
    let saved = Arc::new(Mutex::new(BTreeSet::new()));
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut writers: Vec<_> = (0..WRITERS).map(|n| (n, start(&file, &format!("w{n}"), &saved))).collect();
    let (mut kills, mut chance, mut next) = (0, 0x2545_f491_4f6c_dd1d_u64, 0);
    let mut before = 0;
    while Instant::now() < until {
        // Kill one after some more entries were saved: the moment within a transaction is left to chance.
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let more = usize::try_from(chance % 60).unwrap();
        while saved.lock().unwrap().len() < before + more && Instant::now() < until {
            std::thread::yield_now();
        }
        before = saved.lock().unwrap().len();
        let (n, (mut child, reading)) = writers.remove(next % WRITERS);
        child.kill().unwrap();
        child.wait().unwrap();
        reading.join().unwrap();
        kills += 1;
        next += 1;
        writers.push((n, start(&file, &format!("w{n}"), &saved)));
    }
    for (_, (mut child, reading)) in writers {
        child.kill().unwrap();
        child.wait().unwrap();
        reading.join().unwrap();
    }
    let saved = saved.lock().unwrap();
    println!("{kills} kills, {} entries were called saved", saved.len());
    assert!(kills >= seconds / 4 && saved.len() > 100, "too little happened: {kills} kills, {} entries", saved.len());

    let reader = Log::open_reader(&file).unwrap();
    let there: BTreeSet<String> = reader.event_ids().unwrap().into_iter().map(|id: EventId| id.to_string()).collect();
    let lost: Vec<&String> = saved.iter().filter(|id| !there.contains(*id)).collect();
    assert!(lost.is_empty(), "{} saved entries are gone: {lost:?}", lost.len());
    let report = doctor(&reader, &mut |_, _| ()).unwrap();
    assert!(report.problems.is_empty(), "{:#?}", report.problems);
}
