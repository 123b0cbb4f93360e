//! The log as a whole: opening, performing, several at once, copies.

use super::testing::{Desk, NOON, began, everything, noted, opened};
use super::*;
use crate::case::{Case, CaseFile, Command, Event, Guide, Guides, Place as Field, Refusal, Rules, Subject};
use crate::terms::{Answers, Channel, Mode, Role, Text, Timestamp};

struct NoGuides;

impl Guides for NoGuides {
    fn guide(&self, _hash: &str) -> Option<&dyn Guide> {
        None
    }
}

/// A few of the domain's rules, so that these tests rest on the log alone.
fn simple(file: &CaseFile, deed: &Deed, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    if file.facts.iter().any(|fact| fact.body.as_ref().is_some_and(|body| body.command == deed.id)) {
        return Ok(Vec::new());
    }
    Ok(vec![match &deed.command {
        Command::Open { number } => opened(number),
        Command::SetCustomer(customer) => Event::CustomerSet { customer: *customer },
        Command::AddCustomer(details) => Event::CustomerAdded { details: details.clone() },
        Command::Note { note, interaction, text } if file.case.is_open() => {
            let known = context.customer.as_ref().map_or_else(String::new, |c| format!(" ({})", c.title()));
            Event::Noted { note: *note, interaction: *interaction, text: Text::new(&format!("{text}{known}")) }
        }
        _ => return Err(Refusal::one("simple", Field::Input, "not open", "open it")),
    }])
}

fn deed(on: Subject, command: Command) -> Deed {
    Deed { id: fresh(), on, command, at: Timestamp::from_ms(NOON), agent: None, seen: None }
}

fn open_deed(on: Subject) -> Deed {
    deed(on, Command::Open { number: String::new() })
}

fn note_deed(on: Subject, text: &str) -> Deed {
    deed(on, Command::Note { note: fresh(), interaction: None, text: Text::new(text) })
}

fn with_context<T>(work: impl FnOnce(&Context<'_>) -> T) -> T {
    let (rules, desk) = (Rules::default(), Answers::new());
    work(&Context {
        now: Timestamp::from_ms(NOON),
        mode: Mode::Live,
        actor: "ana",
        role: Role::Agent,
        rules: &rules,
        guides: &NoGuides,
        desk: &desk,
        customer: None,
        calendar: &crate::log::testing::Days,
        spent: crate::case::Spent::default(),
    })
}

fn simple_log(desk: &Desk) -> Log {
    let mut log = desk.open();
    log.decide = simple;
    log
}

fn case() -> Subject {
    Subject::Case(fresh())
}

#[test]
fn numbers_are_given_in_turn_and_taken_ones_left_out() {
    let desk = Desk::new();
    let mut log = simple_log(&desk);
    log.record(case(), vec![opened("C-1002"), began(Channel::Phone)]);
    let numbers: Vec<String> = (0..3)
        .map(|_| with_context(|c| log.perform(&[open_deed(case())], c)).unwrap().file.unwrap().case.number().to_owned())
        .collect();
    assert_eq!(numbers, ["C-1001", "C-1003", "C-1004"]);
    let number = with_context(|c| simple_log(&desk).perform(&[open_deed(case())], c)).unwrap();
    assert_eq!(number.file.unwrap().case.number(), "C-1005");
}

#[test]
fn a_refused_deed_takes_the_whole_unit_with_it() {
    let desk = Desk::new();
    let mut log = simple_log(&desk);
    let (good, bad) = (case(), case());
    let deeds = [open_deed(good), note_deed(good, "fine"), note_deed(bad, "never opened")];
    let error = with_context(|c| log.perform(&deeds, c)).unwrap_err();
    assert_eq!((error.kind(), error.advice().as_str()), ("refused", "open it"));
    assert!(desk.reader().list(&Query::default(), None, 9).unwrap().items.is_empty());
    let performed = with_context(|c| log.perform(&deeds[..2], c)).unwrap();
    assert_eq!((performed.events.len(), performed.file.unwrap().case.number()), (2, "C-1001"));
    assert!(desk.clean());
}

#[test]
fn a_command_that_comes_twice_makes_nothing_twice() {
    let desk = Desk::new();
    let mut log = simple_log(&desk);
    let subject = case();
    let deeds = [open_deed(subject), note_deed(subject, "once")];
    with_context(|c| log.perform(&deeds, c)).unwrap();
    assert!(with_context(|c| simple_log(&desk).perform(&deeds, c)).unwrap().events.is_empty());
    assert_eq!(desk.reader().search("once", None, 9).unwrap().items.len(), 1);
}

#[test]
fn what_is_decided_knows_the_customer_of_the_same_unit() {
    let desk = Desk::new();
    let mut log = simple_log(&desk);
    let (subject, customer) = (case(), fresh());
    let deeds = [
        deed(Subject::Customer(customer), Command::AddCustomer(testing::details("Ngozi Okafor"))),
        open_deed(subject),
        deed(subject, Command::SetCustomer(customer)),
        note_deed(subject, "hello"),
    ];
    let performed = with_context(|c| log.perform(&deeds, c)).unwrap();
    let case: &Case = &performed.file.unwrap().case;
    assert_eq!(case.notes[0].text.as_str(), "hello (Ngozi Okafor)");
    assert_eq!(performed.customer.unwrap().id, customer);
    assert!(desk.clean());
}

#[test]
fn each_of_several_writers_sees_what_the_others_wrote() {
    let desk = Desk::new();
    let (mut one, mut two) = (simple_log(&desk), simple_log(&desk));
    let subject = case();
    with_context(|c| one.perform(&[open_deed(subject)], c)).unwrap();
    for n in 0..5 {
        let log = if n % 2 == 0 { &mut two } else { &mut one };
        let performed = with_context(|c| log.perform(&[note_deed(subject, &format!("note {n}"))], c)).unwrap();
        assert_eq!(performed.file.unwrap().case.notes.len(), n + 1);
    }
    assert!(desk.clean());
}

#[test]
fn a_bulk_keeps_its_good_units_and_drops_the_refused_ones() {
    let desk = Desk::new();
    let mut log = simple_log(&desk);
    let mut bulk = log.bulk().unwrap();
    let subjects: Vec<Subject> = (0..6).map(|_| case()).collect();
    let mut kept = 0;
    for (n, subject) in subjects.iter().enumerate() {
        let mut deeds = vec![open_deed(*subject), note_deed(*subject, "brought in")];
        if n % 3 == 1 {
            deeds.push(note_deed(case(), "never opened"));
        }
        kept += usize::from(with_context(|c| bulk.perform(&deeds, c)).is_ok());
    }
    // A later unit works on what an earlier one of the same transaction wrote.
    with_context(|c| bulk.perform(&[note_deed(subjects[0], "more")], c)).unwrap();
    bulk.commit().unwrap();
    assert_eq!(kept, 4);
    assert_eq!(desk.reader().list(&Query::default(), None, 9).unwrap().items.len(), 4);
    assert!(desk.clean());
}

#[test]
fn a_bulk_that_is_not_committed_never_happened() {
    let desk = Desk::new();
    let mut log = simple_log(&desk);
    let subject = case();
    with_context(|c| log.perform(&[open_deed(subject)], c)).unwrap();
    let mut bulk = log.bulk().unwrap();
    with_context(|c| bulk.perform(&[note_deed(subject, "gone")], c)).unwrap();
    drop(bulk);
    let performed = with_context(|c| log.perform(&[note_deed(subject, "stays")], c)).unwrap();
    assert_eq!(performed.file.unwrap().case.notes.len(), 1);
    assert!(desk.clean());
}

#[test]
fn one_step_more_touches_its_rows_and_no_text() {
    let desk = Desk::new();
    let subject = case();
    let mut log = desk.open();
    let mut events = everything();
    events.truncate(events.len() - 2);
    let file = log.record(subject, events).file.unwrap();
    log.db.execute_batch("CREATE TEMP TABLE seen(what TEXT)").unwrap();
    for table in ["case_row", "walk_step", "promise", "interaction", "text"] {
        for verb in ["INSERT", "UPDATE", "DELETE"] {
            let sql = format!(
                "CREATE TEMP TRIGGER {table}_{verb} AFTER {verb} ON main.{table} BEGIN INSERT INTO seen VALUES('{verb} {table}'); END"
            );
            log.db.execute_batch(&sql).unwrap();
        }
    }
    log.record(subject, vec![Event::StepDone { walk: file.case.walks[0].id, step: testing::step("story") }]);
    let mut statement = log.db.prepare("SELECT what FROM seen").unwrap();
    let seen: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(seen, ["UPDATE case_row", "UPDATE walk_step"]);
}

#[test]
fn undoing_everything_leaves_no_rows_but_the_case() {
    let desk = Desk::new();
    let subject = case();
    let mut log = desk.open();
    let file = log.record(subject, everything()).file.unwrap();
    let events = file.facts.iter().map(|fact| fact.id).collect();
    log.record(subject, vec![Event::Undone { events }]);
    let reader = desk.reader();
    assert!(reader.list(&Query::default(), None, 9).unwrap().items.is_empty());
    assert!(reader.search("parcel", None, 9).unwrap().items.is_empty());
    assert!(reader.next_up("ana").unwrap().is_empty());
    assert!(desk.clean());
}

#[test]
fn a_clock_that_is_set_back_does_not_turn_the_order() {
    let desk = Desk::new();
    let subject = desk.one_case();
    let mut log = desk.open();
    for (at, words) in [(10_i64 * 31_536_000_000, "ahead"), (-86_400_000, "behind"), (0, "now")] {
        log.record_at(subject, "ana", Timestamp::from_ms(NOON + at), vec![noted(words)]).unwrap();
    }
    let Subject::Case(id) = subject else { unreachable!() };
    let file = desk.reader().case(id).unwrap();
    let words: Vec<&str> = file.case.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(words, ["the parcel is late", "ahead", "behind", "now"]);
    assert!(desk.clean());
}

#[test]
fn a_case_with_critical_work_of_a_newer_program_can_be_read_only() {
    let desk = Desk::new();
    let subject = desk.one_case();
    let mut log = desk.open();
    log.db.execute_batch(
        "INSERT INTO event SELECT randomblob(16), 1, randomblob(16), hlc + 1, wall, actor, tag, subject, person, 'from-tomorrow', \
         1, 1, commitment, hash FROM event WHERE n = 3; UPDATE case_row SET events = 0",
    ).unwrap();
    assert_eq!(log.try_record(subject, vec![noted("x")]).unwrap_err().kind(), "too-new");
    let Subject::Case(id) = subject else { unreachable!() };
    assert_eq!(desk.reader().case(id).unwrap().facts.len(), 4);
}

#[test]
fn rebuilding_makes_the_same_rows_again() {
    let desk = Desk::new();
    let mut log = desk.open();
    log.record(case(), everything());
    log.record(Subject::Customer(fresh()), vec![Event::CustomerAdded { details: testing::details("Ann") }]);
    log.db
        .execute_batch("DELETE FROM case_row; DELETE FROM text; UPDATE customer SET name = 'x', names = 'x'")
        .unwrap();
    let mut seen = (0, 0);
    log.rebuild(&mut |done, all| seen = (done, all)).unwrap();
    assert_eq!(seen, (2, 2));
    assert!(desk.clean());
}

#[test]
fn files_are_private_and_wider_ones_are_warned_of() {
    let desk = Desk::new();
    let log = desk.open();
    for tail in ["", "-wal", "-shm", ".reserve"] {
        let path = place::beside(&desk.path, tail);
        assert!(path.exists() && modes::open_to_others(&path).is_none(), "{}", path.display());
    }
    assert!(log.warnings().is_empty());
    drop(log);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&desk.path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(desk.open().warnings()[0].contains("chmod 600"));
    }
}

#[test]
fn a_log_of_a_newer_program_is_left_as_it_is() {
    let desk = Desk::new();
    desk.one_case();
    let db = Connection::open(&desk.path).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    // Once with the new version only in the write-ahead log, once with it in the file itself.
    let before = std::fs::read(&desk.path).unwrap();
    assert_eq!(Log::open(&desk.path, &desk.who()).unwrap_err().kind(), "too-new");
    assert_eq!(std::fs::read(&desk.path).unwrap(), before);
    drop(db);
    let before = std::fs::read(&desk.path).unwrap();
    assert_eq!(Log::open(&desk.path, &desk.who()).unwrap_err().kind(), "too-new");
    assert_eq!(Log::open_reader(&desk.path).unwrap_err().kind(), "too-new");
    assert_eq!(Drafts::open(&desk.path, "ana").unwrap_err().kind(), "too-new");
    assert_eq!(std::fs::read(&desk.path).unwrap(), before);
}

#[test]
fn a_foreign_database_is_left_as_it_is() {
    let desk = Desk::new();
    let path = desk.beside("theirs");
    let db = Connection::open(&path).unwrap();
    db.execute_batch("CREATE TABLE songs(name)").unwrap();
    drop(db);
    let before = std::fs::read(&path).unwrap();
    assert_eq!(Log::open(&path, &desk.who()).unwrap_err().kind(), "foreign");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert!(!place::beside(&path, "-wal").exists() && !place::beside(&path, ".reserve").exists());
}

#[test]
fn an_empty_file_becomes_a_log_also_when_several_open_it_at_once() {
    let mut desk = Desk::new();
    desk.path = desk.beside("empty");
    std::fs::write(&desk.path, "").unwrap();
    std::thread::scope(|scope| {
        let opening: Vec<_> = (0..4).map(|_| scope.spawn(|| desk.open().warnings().len())).collect();
        assert!(opening.into_iter().all(|thread| thread.join().is_ok()));
    });
    desk.one_case();
    assert!(desk.clean());
}

#[test]
fn a_torn_log_is_an_error_and_no_panic() {
    let desk = Desk::new();
    desk.one_case();
    let whole = std::fs::read(&desk.path).unwrap();
    for length in [100, 512, 4096, 5000] {
        std::fs::write(&desk.path, &whole[..length]).unwrap();
        let kind = Log::open(&desk.path, &desk.who()).unwrap_err().kind();
        assert!(["corrupt", "foreign"].contains(&kind), "{length}: {kind}");
    }
}

#[test]
fn many_threads_on_one_file_lose_nothing() {
    let desk = Desk::new();
    let subject = desk.one_case();
    std::thread::scope(|scope| {
        for login in ["ana", "bob", "eve"] {
            let desk = &desk;
            scope.spawn(move || {
                let mut log = desk.open();
                for n in 0..20 {
                    log.record_at(subject, login, Timestamp::from_ms(NOON + n), vec![noted("one of many")]).unwrap();
                }
            });
        }
    });
    let Subject::Case(id) = subject else { unreachable!() };
    assert_eq!(desk.reader().case(id).unwrap().case.notes.len(), 61);
    let report = doctor(&desk.reader(), &mut |_, _| ()).unwrap();
    assert_eq!((report.problems, report.streams), (vec![], 3));
}
