//! A log with cases in it, made through the same door as everybody's.

use amends::case::{CaseFile, Command, Deed, Subject};
use amends::door::{Door, Options};
use amends::log::{Log, Who, fresh};
use amends::terms::{CaseId, Channel, InteractionId, Mode, Text, Timestamp, WalkId};

/// Friday, 20 November 2026.
const START: i64 = 1_795_132_800_000;

/// A quarter of an hour later.
pub fn now() -> Timestamp {
    Timestamp::from_ms(START + 15 * 60_000)
}

pub struct World {
    /// Keeps the folder of the log alive.
    _folder: tempfile::TempDir,
    pub door: Door,
    pub log: Log,
    pub cases: Vec<(CaseId, InteractionId, WalkId)>,
    turn: usize,
}

impl World {
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = Some(folder.path().join("cases.db"));
        let door = Door::shipped(Options { file, desk: None, login: Some("ana".into()) }).unwrap();
        let who = Who { login: "ana".into(), home: Some(folder.path().to_owned()) };
        let log = Log::open(&door.file, &who).unwrap();
        Self { _folder: folder, door, log, cases: Vec::new(), turn: 0 }
    }

    pub fn with(cases: usize) -> Self {
        let mut world = Self::empty();
        world.load(cases);
        world
    }

    /// Cases of one interaction with a walk, an answer and a note each, in one transaction.
    pub fn load(&mut self, cases: usize) {
        let playbook = self.door.library.get("late-parcel").unwrap().hash().to_owned();
        let bundle = self.door.library.bundle(&playbook).unwrap();
        let now = Timestamp::from_ms(START + 86_400_000);
        let desk = self.door.known(now);
        let context = self.door.context(&desk, Mode::Recorded, now);
        let mut bulk = self.log.bulk().unwrap();
        bulk.keep_playbook(&playbook, &bundle).unwrap();
        for n in 0..cases {
            let (case, interaction, walk): (CaseId, InteractionId, WalkId) = (fresh(), fresh(), fresh());
            let at = Timestamp::from_ms(START + i64::try_from(n).unwrap() * 100);
            let text = Text::new(&format!(
                "The driver left a card although she was in, for the {n}th time this month. She needs the parcel before \
                 Saturday because it is a present, and has rung the depot twice without an answer."
            ));
            let deeds = [
                Command::Open { number: String::new() },
                Command::Begin { interaction, channel: Some(Channel::Phone), external_id: None },
                Command::Follow { walk, interaction, playbook: playbook.clone() },
                Command::Note { note: fresh(), interaction: Some(interaction), text },
            ]
            .map(|command| Deed {
                id: fresh(),
                on: Subject::Case(case),
                command,
                at,
                agent: None,
                seen: None,
            });
            bulk.perform(&deeds, &context).unwrap();
            self.cases.push((case, interaction, walk));
        }
        bulk.commit().unwrap();
    }

    /// A step done on the next in turn of the newest `among` cases.
    pub fn append_step(&mut self, among: usize) {
        self.turn += 7919;
        let (case, _, walk) = self.cases[self.cases.len() - 1 - self.turn % among];
        let now = Timestamp::from_ms(START + 90_000_000 + i64::try_from(self.turn).unwrap());
        let command = Command::DoStep { walk, step: "look-up".into(), values: Vec::new() };
        let deed = Deed { id: fresh(), on: Subject::Case(case), command, at: now, agent: None, seen: None };
        self.door.perform(&mut self.log, &[deed], Mode::Recorded, now).unwrap();
    }
}

/// A case with this many events.
pub fn case_file(events: usize) -> CaseFile {
    let mut world = World::with(1);
    let (case, interaction, _) = world.cases[0];
    let now = Timestamp::from_ms(START + 90_000_000);
    for n in 4..events {
        let text = Text::new(&format!("note {n}: she rang again and asked where it is"));
        let command = Command::Note { note: fresh(), interaction: Some(interaction), text };
        let deed = Deed { id: fresh(), on: Subject::Case(case), command, at: now, agent: None, seen: None };
        world.door.perform(&mut world.log, &[deed], Mode::Live, now).unwrap();
    }
    world.door.reader().unwrap().case(case).unwrap()
}

/// A console that shows such a case.
pub fn stage(size: (u16, u16)) -> amends::tui::Stage {
    let world = World::with(1);
    let (case, interaction, _) = world.cases[0];
    let file = world.door.reader().unwrap().case(case).unwrap();
    amends::tui::Stage::new(&world.door, file, interaction, size, Timestamp::from_ms(START + 60_000))
}
