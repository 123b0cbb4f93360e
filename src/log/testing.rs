//! For the tests of this room: a log in a folder of its own, and cases with something in every table.

use std::path::{Path, PathBuf};

use crate::case::{CaseFile, CustomerDetails, Event, Fact, PlaybookRef, Printed, Remark, Score, StepRef, Subject};
use crate::terms::{
    CaseId, Channel, Currency, GestureKind, Heat, Money, Outcome, Severity, Speaker, Stage, StepKind, Text, Timestamp,
};

use super::append::Entry;
use super::{Log, LogError, Performed, Reader, Who, doctor, fresh};

/// 2026-09-21 12:13:20 UTC, in milliseconds.
pub(super) const NOON: i64 = 1_790_000_000_000;

/// A log in a folder that goes away with it.
pub(super) struct Desk {
    pub folder: tempfile::TempDir,
    pub path: PathBuf,
    pub home: PathBuf,
}

impl Desk {
    /// With a new, empty log.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self { path: folder.path().join("log"), home: folder.path().join("home"), folder };
        drop(desk.open());
        desk
    }

    /// Another path in the same folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn who(&self) -> Who {
        Who { login: "ana".to_owned(), home: Some(self.home.clone()) }
    }

    pub fn open(&self) -> Log {
        Log::open(&self.path, &self.who()).unwrap()
    }

    pub fn reader(&self) -> Reader {
        Log::open_reader(&self.path).unwrap()
    }

    /// A new case with an interaction and a note.
    pub fn one_case(&self) -> Subject {
        let id: CaseId = fresh();
        let mut log = self.open();
        let number = format!("C-{}", log.peek_number());
        log.record(Subject::Case(id), vec![opened(&number), began(Channel::Phone), noted("the parcel is late")]);
        Subject::Case(id)
    }

    /// Whether `doctor` finds nothing.
    pub fn clean(&self) -> bool {
        let report = doctor(&self.reader(), &mut |_, _| ()).unwrap();
        assert_eq!(report.problems, vec![]);
        report.is_clean()
    }
}

impl Log {
    fn peek_number(&self) -> i64 {
        let known: i64 = self.db.query_row("SELECT count(*) FROM case_row", [], |row| row.get(0)).unwrap();
        1001 + known
    }

    /// Appends events as if they had been decided.
    ///
    /// # Panics
    /// Where they cannot be written.
    pub(super) fn record(&mut self, subject: Subject, events: Vec<Event>) -> Performed {
        self.try_record(subject, events).unwrap()
    }

    pub(super) fn try_record(&mut self, subject: Subject, events: Vec<Event>) -> Result<Performed, LogError> {
        self.record_at(subject, "ana", Timestamp::from_ms(NOON), events)
    }

    pub(super) fn record_at(
        &mut self,
        subject: Subject,
        actor: &str,
        at: Timestamp,
        events: Vec<Event>,
    ) -> Result<Performed, LogError> {
        let entry = Entry { subject, command: fresh(), at, agent: None, seen: None, actor, wall: at, person: None };
        self.in_unit(|bulk| bulk.unit(|unit| unit.take(entry, events)))
    }
}

pub(super) fn opened(number: &str) -> Event {
    Event::Opened { number: number.to_owned(), owner: "ana".to_owned() }
}

pub(super) fn began(channel: Channel) -> Event {
    Event::InteractionBegan { interaction: fresh(), channel: Some(channel), external_id: None }
}

pub(super) fn noted(text: &str) -> Event {
    Event::Noted { note: fresh(), interaction: None, text: Text::new(text) }
}

pub(super) fn step(id: &str) -> StepRef {
    StepRef {
        id: id.to_owned(),
        stage: Stage::Listen,
        title: "What happened?".to_owned(),
        kind: StepKind::Ask,
        required: true,
        action: None,
        playbook: "hash".to_owned(),
    }
}

/// Events that put a row into every projected table.
pub(super) fn everything() -> Vec<Event> {
    let (interaction, walk, promise, kept, hand_off) = (fresh(), fresh(), fresh(), fresh(), fresh());
    let review = fresh();
    let at = Timestamp::from_ms(NOON);
    let text = Text::new;
    let playbook =
        PlaybookRef { id: "late-parcel".into(), version: 3, title: "Late parcel".into(), hash: "hash".into() };
    let promised = |promise, by: &str| Event::Promised {
        promise,
        interaction: Some(interaction),
        text: text("call back"),
        due: at.plus_ms(3_600_000),
        told: Some(text("in an hour")),
        by: by.to_owned(),
        step: None,
        call_back: None,
    };
    vec![
        opened("C-1001"),
        Event::Described { kind: None, severity: Some(Severity::High), wanted: Some(text("the parcel by Saturday")) },
        Event::CustomerSet { customer: fresh() },
        Event::InteractionBegan { interaction, channel: Some(Channel::Phone), external_id: Some("X-1".into()) },
        Event::Said { message: fresh(), interaction, who: Speaker::Customer, text: text("Where is my parcel?") },
        noted("second time this month"),
        Event::WalkBegan {
            walk,
            interaction,
            playbook,
            expected: vec!["pull-up".into()],
            reached: vec![step("story")],
            ruled_out: Vec::new(),
        },
        Event::StepDone { walk, step: step("story") },
        Event::StepSkipped { walk, step: step("when"), reason: text("was said already") },
        promised(promise, "ana"),
        promised(kept, "bob"),
        Event::PromiseKept { promise: kept },
        Event::ApprovalAsked {
            approval: fresh(),
            interaction: Some(interaction),
            what: "refund".into(),
            value: Some(Money { minor: 4900, currency: Currency::GBP }),
            reason: text("all of it"),
            step: None,
        },
        Event::Gave {
            gesture: fresh(),
            interaction: Some(interaction),
            what: "refund".into(),
            kind: GestureKind::Money,
            value: Some(Money { minor: 490, currency: Currency::GBP }),
            reason: text("late"),
            step: None,
            approval: None,
            unprompted: false,
            certificate: Some(Printed {
                code: "K4XM".into(),
                expires: Timestamp::from_ms(NOON + 1_000),
                terms: text("In the shop, or by post."),
            }),
            exception: Some(text("their kitchen was flooded")),
        },
        Event::HandedOff { hand_off, to: "bob".into(), warm: true, note: text("she is upset") },
        Event::HandOffAccepted { hand_off },
        Event::InteractionDescribed {
            interaction,
            channel: None,
            heat_start: Some(Heat::Angry),
            heat_end: Some(Heat::Calm),
            summary: Some(text("late twice, sent again")),
        },
        Event::InteractionEnded { interaction },
        Event::DidNotFit { walk, step: Some("when".into()), why: text("she had said it already") },
        Event::Reviewed {
            review,
            of: "ana".into(),
            interaction: Some(interaction),
            scores: vec![Score {
                criterion: "patience".into(),
                points: Some(3),
                best: 4,
                weight: 10,
                fail_all: false,
                read: false,
            }],
            comments: vec![Remark { on: None, text: text("well listened") }],
            causes: vec!["a hard run of calls".into()],
            blind: true,
        },
        Event::ReviewAnswered { review, agree: true, reason: None, proposed: Vec::new() },
        Event::LessonMarked { why: text("asking for the day first") },
        Event::Closed { outcome: Outcome::Resolved, cause: Some("carrier-delay".into()), tried: None },
    ]
}

/// A case with a row in every projected table.
pub(super) fn full_case() -> CaseFile {
    let desk = Desk::new();
    let performed = desk.open().record(Subject::Case(fresh()), everything());
    performed.file.unwrap().as_ref().clone()
}

/// The same case, its promises, gesture and note undone.
pub(super) fn undone(file: &CaseFile) -> CaseFile {
    let events =
        file.facts.iter().filter(|f| ["promised", "gave", "noted"].contains(&f.kind.as_str())).map(|f| f.id).collect();
    let last: &Fact = file.facts.last().unwrap();
    let mut undo = last.clone();
    undo.id = fresh();
    undo.position.hlc += 1;
    undo.position.n += 1;
    undo.kind = "undone".to_owned();
    undo.body.as_mut().unwrap().event = Event::Undone { events };
    let mut file = file.clone();
    file.take(undo);
    file
}

/// What is known of somebody.
pub(super) fn details(name: &str) -> CustomerDetails {
    CustomerDetails { name: Some(Text::new(name)), ..CustomerDetails::default() }
}

/// All bytes of the log's files.
pub(super) fn bytes(path: &Path) -> Vec<u8> {
    ["", "-wal"].iter().flat_map(|tail| std::fs::read(super::place::beside(path, tail)).unwrap_or_default()).collect()
}

/// Days and months that are all the same length: for decisions that ask for none.
pub(super) struct Days;

impl crate::case::Calendar for Days {
    fn day(&self, at: Timestamp) -> (Timestamp, Timestamp) {
        (at, at.plus_ms(1))
    }

    fn month(&self, at: Timestamp) -> (Timestamp, Timestamp) {
        (at, at.plus_ms(1))
    }

    fn earliest(&self, _: &str, _: Timestamp) -> Option<crate::case::Earliest> {
        None
    }
}
