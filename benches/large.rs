//! Questions and entries in a log of many cases, each beside bare SQLite on the same file, in turn; medians.
//!
//! The bare partner of a question is the plainest statement that brings the same rows; that of an entry writes the very rows.
//! `cargo bench --bench large -- [entries] [CASES]…`
#![allow(missing_docs, clippy::unwrap_used)]

mod big;

use std::time::{Duration, Instant};

use amends::case::{Command, Deed, Subject};
use amends::log::{Field, Log, Order, Query, Seek, fresh};
use amends::terms::{CaseId, InteractionId, Mode, Text, Timestamp, WalkId};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

/// How often each thing is done, and after how long it is not done once more (from three times on).
const ROUNDS: usize = 51;
const ENOUGH: Duration = Duration::from_secs(4);
/// How often each kind of entry is made.
const ENTRIES: usize = 201;
/// As many rows as a tall screen shows.
const PAGE: usize = 50;
const LIST: &str = "SELECT c.case_id, c.number, c.kind, c.severity, c.customer, c.owner, c.opened_at, c.happened, \
    c.closed_at, c.outcome, c.cause, c.wanted, c.summary, c.is_open, c.playbook, c.channel, c.agent, c.heat_start, \
    c.heat_end, c.events, p.name FROM case_row c LEFT JOIN customer p ON p.id = c.customer WHERE c.number IS NOT NULL";
const NEWEST: &str = "ORDER BY c.happened DESC, c.case_id DESC LIMIT 51";

fn main() {
    println!("reference case on disk: {:.1} KB\n", reference());
    let asked: Vec<u64> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let asked = if asked.is_empty() { vec![10_000, 100_000] } else { asked };
    if !std::env::args().any(|arg| arg == "entries") {
        for cases in &asked {
            println!("| log of {cases} cases | ours | bare SQLite | ratio |\n|---|---|---|---|");
            questions(*cases);
            println!();
        }
    }
    entries(&asked);
}

fn row(name: &str, mut ours: impl FnMut(), mut bare: Option<&mut dyn FnMut()>) {
    let (mut us, mut them) = (Vec::new(), Vec::new());
    let start = Instant::now();
    for round in 0..ROUNDS + 2 {
        if round > 4 && start.elapsed() > ENOUGH {
            break;
        }
        let a = timed(&mut ours);
        let b = bare.as_mut().map(timed);
        if round >= 2 {
            us.push(a);
            them.extend(b);
        }
    }
    let us = median(us);
    if them.is_empty() {
        println!("| {name} | {us:.3} ms | – | – |");
    } else {
        let them = median(them);
        println!("| {name} | {us:.3} ms | {them:.3} ms | {:.2} |", us / them);
    }
}

/// The answer is made, whoever looks at it.
fn keep<T>(answer: T) {
    std::hint::black_box(answer);
}

fn timed(work: &mut (impl FnMut() + ?Sized)) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn questions(cases: u64) {
    let file = big::log(cases);
    let reader = Log::open_reader(&file).unwrap();
    let db = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    db.execute_batch("PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA query_only=ON;").unwrap();
    let bare = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        let mut statement = db.prepare_cached(sql).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query(values).unwrap();
        let mut seen = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            seen.push((0..columns).map(|at| row.get::<_, Value>(at).unwrap()).collect::<Vec<_>>());
        }
        std::hint::black_box(seen.len());
    };
    let end = Timestamp::from_ms(big::END);
    let ask = |text: &str| {
        let day = |day: chrono::NaiveDate| {
            let start = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
            (Timestamp::from_ms(start), Timestamp::from_ms(start + 86_400_000))
        };
        Query::parse(text, &day).unwrap().asked_by("agent03", end)
    };
    let list = |query: &Query, seek| keep(reader.cases(query, seek, PAGE).unwrap());
    let all = Query::default();
    row("the newest page", || list(&all, Seek::First), Some(&mut || bare(&format!("{LIST} {NEWEST}"), &[])));
    row(
        "the oldest page",
        || list(&all, Seek::Last),
        Some(&mut || {
            bare(&format!("{LIST} ORDER BY c.happened, c.case_id LIMIT 51"), &[]);
        }),
    );
    let day = end.plus_ms(-500 * 86_400_000);
    let before = ask(&format!("until:{}", day.utc().format("%Y-%m-%d")));
    let middle = reader.cases(&before, Seek::First, 1).unwrap().cases[0].key;
    row(
        "a page in the middle, by key",
        || list(&all, Seek::After(middle)),
        Some(&mut || {
            let sql = format!("{LIST} AND (c.happened, c.case_id) < (?1, zeroblob(16)) {NEWEST}");
            bare(&sql, &[&day.ms()]);
        }),
    );
    row("the page before it", || list(&all, Seek::Before(middle)), None);
    let contact = "EXISTS(SELECT 1 FROM interaction i WHERE i.case_id = c.case_id AND";
    for (text, sql) in [
        ("is:open", "c.is_open = 1".to_owned()),
        ("agent:agent07", format!("{contact} +i.agent = 'agent07')")),
        ("agent:zed", "c.case_id IN (SELECT case_id FROM interaction WHERE agent = 'zed')".into()),
        ("on:2025-03-03", "c.case_id IN (SELECT case_id FROM interaction WHERE began >= 1740960000000 AND began < 1741046400000)".into()),
        ("playbook:complaint is:closed", "c.is_open = 0 AND EXISTS(SELECT 1 FROM walk w WHERE w.case_id = c.case_id AND +w.playbook = 'complaint')".into()),
        ("xylophone ", "c.case_id IN (SELECT t.case_id FROM text_fts f JOIN text t ON t.key = f.rowid WHERE text_fts MATCH 'xylophone')".into()),
        ("vase is:open", "c.is_open = 1 AND c.case_id IN (SELECT t.case_id FROM text_fts f JOIN text t ON t.key = f.rowid WHERE text_fts MATCH 'vase')".into()),
    ] {
        let query = ask(text);
        row(text, || list(&query, Seek::First), Some(&mut || bare(&format!("{LIST} AND {sql} {NEWEST}"), &[])));
    }
    // A name, and words of a middling number of texts.
    let some = &reader.cases(&all, Seek::First, 3).unwrap().cases[2].case;
    let name = some.customer_name.as_deref().unwrap().split(' ').next_back().unwrap().to_lowercase();
    let wanted: Vec<&str> = some.wanted.as_deref().unwrap().split(' ').collect();
    for text in [
        "parcel ",
        "parc",
        "pa",
        "parcel agent:agent07 is:open",
        "parcel vase ",
        &format!("{name} "),
        &format!("{name} vase "),
        &format!("{name} parc"),
        &format!("{} {} ", wanted[0], wanted[1]),
        &format!("{} parcel {}", wanted[0], &wanted[1][..3]),
        &format!("complaint {}", wanted[0]),
    ] {
        let query = ask(text);
        row(&format!("cases: {text}"), || list(&query, Seek::First), None);
        row(&format!("up to 1,000 of them counted: {text}"), || keep(reader.count_up_to(&query, 1000).unwrap()), None);
    }
    let search = "SELECT t.case_id, c.number, t.kind, t.at, snippet(text_fts, 0, '<', '>', '…', 16), t.key FROM text_fts \
        JOIN text t ON t.key = text_fts.rowid LEFT JOIN case_row c ON c.case_id = t.case_id WHERE text_fts MATCH ?1 \
        ORDER BY text_fts.rowid DESC LIMIT 51";
    for (name, words, sql) in [
        ("search, a common word", "parcel ", "\"parcel\""),
        ("search, a rare word", "xylophone ", "\"xylophone\""),
        ("search, a beginning of four letters", "parc", "\"parc\"*"),
        ("search, a beginning of two letters", "pa", "\"pa\"*"),
    ] {
        row(name, || keep(reader.search(words, None, PAGE).unwrap()), Some(&mut || bare(search, &[&sql])));
    }
    let best = Query { order: Order::Best, words: "parcel ".into(), ..Query::default() };
    row("a common word, best first", || list(&best, Seek::First), None);
    let page: Vec<CaseId> =
        reader.cases(&ask("parcel "), Seek::First, PAGE).unwrap().cases.iter().map(|f| f.case.id).collect();
    row("why they were found, 50 rows", || keep(reader.excerpts("parcel ", &page).unwrap()), None);
    row("all open cases, counted", || keep(reader.count(&ask("is:open")).unwrap()), None);
    row("all agents", || keep(reader.values(Field::Agent, "", 50).unwrap()), None);
    row("next up", || keep(reader.next_up("agent03").unwrap()), None);
}

/// Entries go to copies, where there is room for them, so that the logs that are kept stay as they are. All sizes and both
/// programs take turns: what the disk does meanwhile happens to all of them.
fn entries(sizes: &[u64]) {
    let folder = tempfile::tempdir_in(big::log(sizes[0]).parent().unwrap()).unwrap();
    let mut sides: Vec<(u64, Ours, Bare)> = sizes.iter().map(|cases| side(*cases, folder.path())).collect();
    for (name, step) in [("a step done, on one of 12 cases at work", true), ("a note taken", false)] {
        let mut times = vec![(Vec::new(), Vec::new()); sides.len()];
        for round in 0..ENTRIES + 12 {
            for ((_, ours, bare), (us, them)) in sides.iter_mut().zip(&mut times) {
                let (a, b) = (timed(&mut || ours.append(step)), timed(&mut || bare.append(step)));
                // Every case at work was touched once before anything counts.
                if round >= 12 {
                    us.push(a);
                    them.push(b);
                }
            }
        }
        println!("| {name} | ours | bare SQLite | ratio |\n|---|---|---|---|");
        let medians: Vec<(f64, f64)> = times.into_iter().map(|(us, them)| (median(us), median(them))).collect();
        for ((cases, ..), (us, them)) in sides.iter().zip(&medians) {
            println!("| log of {cases} cases | {us:.3} ms | {them:.3} ms | {:.2} |", us / them);
        }
        if let (Some(first), Some(last)) = (medians.first(), medians.last()) {
            println!("| the last against the first | {:.2} | {:.2} | |\n", last.0 / first.0, last.1 / first.1);
        }
    }
}

/// Two copies of a log with twelve cases at work, one for each program.
fn side(cases: u64, folder: &std::path::Path) -> (u64, Ours, Bare) {
    let (ours, theirs) = (folder.join(format!("ours-{cases}.amends")), folder.join(format!("bare-{cases}.amends")));
    std::fs::copy(big::log(cases), &ours).unwrap();
    let door = big::door(&ours);
    let mut log = Log::open(&ours, &big::who(&ours)).unwrap();
    let now = Timestamp::from_ms(big::END + 7_200_000);
    let at_work: Vec<_> = (0..12).map(|_| begin(&door, &mut log, now)).collect();
    drop(log);
    std::fs::copy(&ours, &theirs).unwrap();
    // The copies are on the disk before anything is timed: else the first entries wait for gigabytes of them.
    for file in [&ours, &theirs] {
        std::fs::File::open(file).unwrap().sync_all().unwrap();
    }
    let log = Log::open(&ours, &big::who(&ours)).unwrap();
    let bare = Bare::open(&theirs, at_work.iter().map(|(case, ..)| *case).collect());
    (cases, Ours { door, log, at_work, now, turn: 0 }, bare)
}

/// The log with cases at work.
struct Ours {
    door: amends::door::Door,
    log: Log,
    at_work: Vec<(CaseId, InteractionId, WalkId)>,
    now: Timestamp,
    turn: usize,
}

impl Ours {
    fn append(&mut self, step: bool) {
        self.turn += 1;
        let turn = self.turn;
        let (case, interaction, walk) = self.at_work[turn % self.at_work.len()];
        let command = if step {
            Command::DoStep { walk, step: "look-up".into(), values: Vec::new() }
        } else {
            let text =
                Text::new(&format!("The {turn}th note: she rang again and asked where the parcel is, and when."));
            Command::Note { note: fresh(), interaction: Some(interaction), text }
        };
        let deed = Deed { id: fresh(), on: Subject::Case(case), command, at: self.now, agent: None, seen: None };
        self.door.perform(&mut self.log, &[deed], Mode::Recorded, self.now).unwrap();
    }
}

fn begin(door: &amends::door::Door, log: &mut Log, at: Timestamp) -> (CaseId, InteractionId, WalkId) {
    let (case, interaction, walk): (CaseId, InteractionId, WalkId) = (fresh(), fresh(), fresh());
    let playbook = door.library.get("late-parcel").unwrap().hash().to_owned();
    let deeds = [
        Command::Open { number: String::new() },
        Command::Begin { interaction, channel: None, external_id: None },
        Command::Follow { walk, interaction, playbook },
    ]
    .map(|command| Deed { id: fresh(), on: Subject::Case(case), command, at, agent: None, seen: None });
    door.perform(log, &deeds, Mode::Recorded, at).unwrap();
    (case, interaction, walk)
}

/// The rows of an entry, and nothing else.
struct Bare {
    db: Connection,
    cases: Vec<CaseId>,
    stream: Vec<u8>,
    turn: i64,
}

impl Bare {
    fn open(file: &std::path::Path, cases: Vec<CaseId>) -> Self {
        let db = Connection::open(file).unwrap();
        db.execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; \
             PRAGMA trusted_schema=OFF; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
        )
        .unwrap();
        db.set_prepared_statement_cache_capacity(64);
        let stream =
            db.query_row("SELECT id FROM stream WHERE mine = 1 ORDER BY n DESC LIMIT 1", [], |r| r.get(0)).unwrap();
        Self { db, cases, stream, turn: 0 }
    }

    fn append(&mut self, step: bool) {
        self.turn += 1;
        let turn = self.turn;
        let case = self.cases[usize::try_from(turn).unwrap() % self.cases.len()].bytes();
        let id = uuid::Uuid::now_v7();
        let words = format!("The {turn}th note: she rang again and asked where the parcel is, and when.");
        let json = if step {
            format!(
                r#"{{"command":"{id}","at":"2026-11-21T00:00:00.000Z","event":{{"step-done":{{"walk":"{id}","step":{{"id":"look-up","stage":"listen","title":"Look up its journey","kind":"do","action":"look-up-parcel","playbook":"{id}{id}"}}}}}}}}"#
            )
        } else {
            format!(
                r#"{{"command":"{id}","at":"2026-11-21T00:00:00.000Z","event":{{"noted":{{"note":"{id}","interaction":"{id}","text":"{words}"}}}}}}"#
            )
        };
        let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate).unwrap();
        let run =
            |sql: &str, values: &[&dyn rusqlite::ToSql]| keep(tx.prepare_cached(sql).unwrap().execute(values).unwrap());
        run(
            "INSERT INTO event(stream, n, id, hlc, wall, actor, tag, subject, person, kind, v, critical, commitment, hash) \
             VALUES(?1, ?2, ?3, ?4, ?5, 'ana', 1, ?6, NULL, ?7, 1, 0, randomblob(32), randomblob(32))",
            &[
                &self.stream,
                &(1_000_000_000 + turn),
                id.as_bytes(),
                &(i64::MAX / 2 + turn),
                &turn,
                &case,
                &if step { "step-done" } else { "noted" },
            ],
        );
        run("INSERT INTO body(id, salt, json) VALUES(?1, randomblob(16), ?2)", &[id.as_bytes(), &json]);
        run(
            "UPDATE case_row SET events = events + 1, last_hlc = ?2, last_n = ?3 WHERE case_id = ?1",
            &[&case, &(i64::MAX / 2 + turn), &turn],
        );
        if step {
            run(
                "UPDATE walk_step SET done = done + 1, done_at = ?2 WHERE case_id = ?1 AND walk = 0 AND seq = 2",
                &[&case, &turn],
            );
        } else {
            let key = (big::END << 15) + (1 << 40) + turn;
            run("INSERT INTO text VALUES(?1, ?2, 'note', ?3, 0, ?4, ?5)", &[&key, &case, id.as_bytes(), &turn, &words]);
        }
        run("UPDATE stream SET n = ?2, head = randomblob(32) WHERE id = ?1", &[&self.stream, &turn]);
        run("UPDATE meta SET hlc = ?1", &[&turn]);
        tx.commit().unwrap();
    }
}

/// What a case of one interaction, 12 events and 400 characters of notes takes on disk, in KB of 1,000 bytes: of 1,000 such
/// cases, everything counted.
fn reference() -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("reference.amends");
    let door = big::door(&file);
    let mut log = Log::open(&file, &big::who(&file)).unwrap();
    let playbook = door.library.get("late-parcel").unwrap().hash().to_owned();
    let at = Timestamp::from_ms(big::END);
    let desk = door.known(at);
    let context = door.context(&desk, Mode::Recorded, at);
    let mut bulk = log.bulk().unwrap();
    let mut events = 0;
    for n in 0..1000 {
        let (case, interaction, walk): (CaseId, InteractionId, WalkId) = (fresh(), fresh(), fresh());
        let sentence =
            format!("Note {n}: the driver left a card although she was in, and the depot does not answer her calls. ");
        let note = || Command::Note {
            note: fresh(),
            interaction: Some(interaction),
            text: Text::new(sentence.repeat(2).trim()),
        };
        let step = |step: &str| Command::DoStep { walk, step: step.into(), values: Vec::new() };
        let deeds = [
            Command::Open { number: String::new() },
            Command::Begin { interaction, channel: None, external_id: None },
            Command::Describe { kind: Some(amends::terms::CaseKind::Complaint), severity: None, wanted: None },
            Command::Follow { walk, interaction, playbook: playbook.clone() },
            note(),
            step("look-up"),
            step("look-up"),
            step("look-up"),
            step("look-up"),
            note(),
            Command::WrapUp(interaction),
            Command::End(interaction),
        ]
        .map(|command| Deed { id: fresh(), on: Subject::Case(case), command, at, agent: None, seen: None });
        events += bulk.perform(&deeds, &context).unwrap().events.len();
    }
    bulk.commit().unwrap();
    assert_eq!(events, 12_000);
    drop(log);
    let bytes = u32::try_from(std::fs::metadata(&file).unwrap().len()).unwrap();
    f64::from(bytes) / 1e6
}
