//! Tests of the pure domain: a small world that carries commands out in memory, then rules by example and laws by property.

mod giving;
mod laws;
mod reviewing;
mod rules;
mod work;

use uuid::Uuid;

use crate::terms::{
    Answers, CaseId, Channel, CommandId, Currency, GestureKind, InteractionId, Mode, Money, NoteId, Outcome, Role,
    Stage, StepKind, StreamId, Text, Timestamp, Value, WalkId,
};

use super::*;

/// A playbook of four steps; the last is reached once `late` is answered with yes.
pub struct Toy;

impl Toy {
    pub const HASH: &'static str = "toy";
    fn step(id: &str, stage: Stage, kind: StepKind, required: bool, action: Option<&str>) -> StepRef {
        StepRef {
            id: id.into(),
            stage,
            title: id.into(),
            kind,
            required,
            action: action.map(Into::into),
            playbook: Self::HASH.into(),
        }
    }
}

impl Guide for Toy {
    fn playbook(&self) -> PlaybookRef {
        PlaybookRef { id: "toy".into(), version: 1, title: "Toy".into(), hash: Self::HASH.into() }
    }
    fn expected(&self) -> Vec<String> {
        vec!["look-up".into(), "send".into()]
    }
    fn reach(&self, known: &Answers) -> Vec<(StepRef, Reach)> {
        let send = match known.get("late") {
            Some(Value::YesNo(true)) => Reach::Yes,
            Some(_) => Reach::No,
            None => Reach::NotYet("late".into()),
        };
        vec![
            (Self::step("late", Stage::Listen, StepKind::Ask, true, None), Reach::Yes),
            (Self::step("own", Stage::Apologise, StepKind::Apology, true, None), Reach::Yes),
            (Self::step("look", Stage::Resolve, StepKind::Do, false, Some("look-up")), Reach::Yes),
            (Self::step("send", Stage::Resolve, StepKind::Do, true, Some("send")), send),
        ]
    }
    fn step(&self, id: &str) -> Option<StepRef> {
        self.reach(&Answers::new()).into_iter().map(|(step, _)| step).find(|step| step.id == id)
    }
    fn fits(&self, name: &str, value: &Value) -> Result<(), String> {
        match (name, value) {
            ("late", Value::YesNo(_)) => Ok(()),
            _ => Err("answer “late” with yes or no".into()),
        }
    }
    fn asks(&self, name: &str) -> Option<String> {
        (name == "late").then(|| "late".to_owned())
    }
    fn again(&self, step: &str) -> bool {
        step == "look"
    }
}

pub struct OneToy;

impl Guides for OneToy {
    fn guide(&self, hash: &str) -> Option<&dyn Guide> {
        (hash == Toy::HASH).then_some(&Toy as &dyn Guide)
    }
}

/// One day and one month that never end.
pub struct Always;

impl Calendar for Always {
    fn day(&self, _: Timestamp) -> (Timestamp, Timestamp) {
        (Timestamp::from_ms(0), Timestamp::from_ms(i64::MAX))
    }

    fn month(&self, at: Timestamp) -> (Timestamp, Timestamp) {
        self.day(at)
    }

    fn earliest(&self, _: &str, _: Timestamp) -> Option<crate::case::Earliest> {
        None
    }
}

/// One that people score, one that is read, one for telephone calls alone, one that decides all.
pub fn criteria() -> Vec<CriterionRule> {
    let rule = |id: &str, best| CriterionRule {
        id: id.into(),
        best,
        weight: 10,
        fail_all: false,
        only_if: OnlyIf::default(),
        from: None,
        causes: vec!["hurry".into()],
    };
    let chat = OnlyIf { channels: vec![Channel::Chat], ..OnlyIf::default() };
    vec![
        rule("patience", 5),
        CriterionRule { from: Some(Structure::Steps), ..rule("steps", 5) },
        CriterionRule { only_if: chat, ..rule("typing", 3) },
        CriterionRule { fail_all: true, weight: 0, ..rule("identity", 2) },
    ]
}

/// A case file with somebody working on it; every command is carried out at once, in memory.
pub struct World {
    pub file: CaseFile,
    pub rules: Rules,
    pub actor: &'static str,
    pub role: Role,
    pub mode: Mode,
    pub minute: i64,
    made: u128,
}

pub const START: i64 = 1_763_700_000_000;

impl World {
    pub fn new() -> Self {
        let pounds = |minor| Money { minor, currency: Currency::GBP };
        let gift = |minor| Limits { gift: Some(pounds(minor)), ..Limits::default() };
        Self {
            file: CaseFile::empty(CaseId(Uuid::from_u128(1))),
            rules: Rules {
                causes: vec!["carrier".into(), "us".into()],
                gestures: vec![GestureRule::new("refund", GestureKind::Money, true)],
                people: vec!["ana".into(), "ben".into()],
                channels: vec![Channel::Phone, Channel::Chat],
                criteria: criteria(),
                limits: vec![(Role::Agent, gift(2500)), (Role::Supervisor, gift(50_000))],
            },
            actor: "ana",
            role: Role::Agent,
            mode: Mode::Live,
            minute: 0,
            made: 100,
        }
    }

    pub fn id(&mut self) -> Uuid {
        self.made += 1;
        Uuid::from_u128(self.made)
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_ms(START + self.minute * 60_000)
    }

    pub fn deed(&mut self, command: Command) -> Deed {
        Deed {
            id: CommandId(self.id()),
            on: Subject::Case(self.file.id),
            command,
            at: self.now(),
            agent: None,
            seen: None,
        }
    }

    pub fn decide(&self, deed: &Deed) -> Result<Vec<Event>, Refusal> {
        let (guides, desk) = (OneToy, Answers::new());
        decide(
            &self.file,
            deed,
            &Context {
                now: self.now(),
                mode: self.mode,
                actor: self.actor,
                role: self.role,
                rules: &self.rules,
                guides: &guides,
                desk: &desk,
                customer: None,
                calendar: &Always,
                spent: self.spent(deed),
            },
        )
    }

    /// What was given in this one case, as if it were all there is.
    fn spent(&self, deed: &Deed) -> Spent {
        let by = deed.agent.as_deref().unwrap_or(self.actor);
        let mine = |g: &&Gesture| g.by == by && g.approval.is_none();
        let sum = |unprompted: bool| -> i64 {
            let gestures = self.file.case.gestures.iter().filter(mine).filter(|g| g.unprompted == unprompted);
            gestures.filter_map(|g| g.value).map(|v| v.minor).sum()
        };
        let limits = self.rules.limits(self.role);
        let kindness = if limits.kindness.is_some() { sum(true) } else { 0 };
        let rest = sum(false) + sum(true) - kindness;
        let case = self.file.case.given(Currency::GBP);
        let stock = u32::try_from(self.file.case.gestures.len()).unwrap();
        Spent { case, day: rest, customer: case, month: rest, kindness, stock }
    }

    /// Carries a command out and lets a minute pass.
    pub fn run(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        let deed = self.deed(command);
        self.carry_out(&deed)
    }

    /// Carries a deed out and lets a minute pass.
    pub fn carry_out(&mut self, deed: &Deed) -> Result<Vec<Event>, Refusal> {
        let events = self.decide(deed)?;
        for event in &events {
            let fact = Fact {
                id: crate::terms::EventId(self.id()),
                position: Position {
                    hlc: (self.now().ms() << 16) + i64::try_from(self.made).unwrap(),
                    stream: StreamId(Uuid::from_u128(u128::from(self.actor.as_bytes()[0]))),
                    n: i64::try_from(self.file.facts.len()).unwrap() + 1,
                },
                wall: self.now(),
                actor: self.actor.to_owned(),
                subject: deed.on,
                kind: event.kind().to_owned(),
                critical: false,
                body: Some(Body {
                    command: deed.id,
                    at: deed.at,
                    agent: deed.agent.clone(),
                    seen: deed.seen,
                    event: event.clone(),
                }),
            };
            self.file.take(fact);
        }
        self.minute += 1;
        Ok(events)
    }

    pub fn must(&mut self, command: Command) -> Vec<Event> {
        self.run(command).unwrap()
    }

    /// Opens a case with one interaction and gives back the interaction.
    pub fn opened(&mut self) -> InteractionId {
        self.must(Command::Open { number: "C-1".into() });
        self.begin()
    }

    pub fn begin(&mut self) -> InteractionId {
        let interaction = InteractionId(self.id());
        self.must(Command::Begin { interaction, channel: Some(Channel::Phone), external_id: None });
        interaction
    }

    pub fn follow(&mut self, interaction: InteractionId) -> WalkId {
        let walk = WalkId(self.id());
        self.must(Command::Follow { walk, interaction, playbook: Toy::HASH.into() });
        walk
    }

    pub fn close(&mut self, outcome: Option<Outcome>, cause: Option<&str>) -> Result<Vec<Event>, Refusal> {
        self.run(Command::Close { outcome, cause: cause.map(Into::into), tried: None })
    }
}
