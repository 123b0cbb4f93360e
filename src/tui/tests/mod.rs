//! Tests of the console without a terminal and without a disk: keys in, effects carried out in memory, screens as text.

mod apart;
mod by_itself;
mod cases;
mod customers;
mod flows;
mod hygiene;
mod looks;
mod moments;
mod plain;
mod practice;
mod review;
mod scoring;
mod screens;
mod store;

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyEvent};

use crate::case::{Body, CaseFile, Customer, Deed, Fact, Position, Refusal, Standing, Subject, decide};
use crate::desk::Next;
use crate::door::{Beside, Door, Options};
use crate::log::fresh;
use crate::terms::{CaseId, CustomerId, Mode, StreamId, Timestamp};

use super::app::{App, Setting};
use super::form::Choice;
use super::message::{Effect, Failure, Message, Search, Shown};
use super::theme::Theme;
use super::{keymap, view};

/// Friday, 20 November 2026, 14:29 in London.
const START: i64 = 1_795_184_940_000;

/// A console whose threads are played in memory.
struct Bench {
    app: App,
    door: Door,
    files: BTreeMap<CaseId, CaseFile>,
    customers: BTreeMap<CustomerId, Customer>,
    now: Timestamp,
    stamp: i64,
    /// How many keys were pressed that are no words.
    commands: usize,
    drafts: Vec<String>,
    copied: Option<String>,
    quit: bool,
    /// A real log in the place of what is played, where a test asks for one.
    store: Option<store::Store>,
}

impl Bench {
    fn new() -> Self {
        // The shop is read once: hundreds of consoles begin in these tests.
        static SHOP: std::sync::LazyLock<Door> = std::sync::LazyLock::new(|| {
            let options = Options { file: Some("unused".into()), desk: None, login: Some("ana".into()) };
            Door::shipped(options).unwrap()
        });
        let door = SHOP.clone();
        let setting = Setting {
            login: door.login.clone(),
            role: door.role,
            desk: door.desk.clone(),
            library: door.library.clone(),
            keys: Arc::default(),
            phrases: Arc::new(door.phrases().clone()),
            wording: Arc::new(door.wording().clone()),
            advice: Arc::new(door.advice().clone()),
        };
        let now = Timestamp::from_ms(START);
        let mut bench = Self {
            app: App::new(setting, now),
            door,
            files: BTreeMap::new(),
            customers: BTreeMap::new(),
            now,
            stamp: 0,
            commands: 0,
            drafts: Vec::new(),
            copied: None,
            quit: false,
            store: None,
        };
        bench.send(Message::Redraw);
        bench
    }

    /// Sends a message and carries out what comes of it, until nothing more does.
    fn send(&mut self, message: Message) {
        let mut effects = self.app.update(message, self.now);
        while !effects.is_empty() {
            let mut replies = Vec::new();
            for effect in effects.drain(..) {
                replies.extend(self.carry_out(effect));
            }
            for reply in replies {
                effects.extend(self.app.update(reply, self.now));
            }
        }
    }

    /// Words are typed; `<F2>`, `<Alt-c>`, `<Tab>`, `<Enter>`, `<Esc>` are keys. A second passes with each key.
    fn press(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while !rest.is_empty() {
            let (key, after) = if let Some((name, after)) = rest.strip_prefix('<').and_then(|r| r.split_once('>')) {
                (self.named(name), after)
            } else {
                let c = rest.chars().next().unwrap();
                (
                    keymap::Chord {
                        code: ratatui::crossterm::event::KeyCode::Char(c),
                        modifiers: ratatui::crossterm::event::KeyModifiers::NONE,
                    },
                    &rest[c.len_utf8()..],
                )
            };
            rest = after;
            self.now = self.now.plus_ms(300);
            self.send(Message::Input(Event::Key(KeyEvent::new(key.code, key.modifiers))));
        }
        self
    }

    fn named(&mut self, name: &str) -> keymap::Chord {
        use ratatui::crossterm::event::{KeyCode, KeyModifiers};
        self.commands += 1;
        let code = match name {
            "Enter" => KeyCode::Enter,
            "Esc" => KeyCode::Esc,
            "Backspace" => KeyCode::Backspace,
            "PageUp" => KeyCode::PageUp,
            "PageDown" => KeyCode::PageDown,
            "Home" => KeyCode::Home,
            "End" => KeyCode::End,
            name => return keymap::parse(name).unwrap(),
        };
        keymap::Chord { code, modifiers: KeyModifiers::NONE }
    }

    fn carry_out(&mut self, effect: Effect) -> Vec<Message> {
        let effect = match &mut self.store {
            Some(store) => match store.carry_out(effect, self.now) {
                Ok(messages) => return messages,
                Err(effect) => effect,
            },
            None => effect,
        };
        match effect {
            Effect::Perform { case, deeds, then } => {
                let result = self.perform(case, &deeds).map_err(Failure::Refused);
                vec![Message::Performed { case, then, result }]
            }
            Effect::Load(case) => {
                let result = self.shown(case).ok_or(Failure::Failed("there is no such case".into()));
                vec![Message::Loaded { case, result }]
            }
            Effect::Search { search, words, generation } => {
                let choices = match search {
                    Search::Customers => self.find_customers(&words),
                    Search::Cases => self.find_cases(&words),
                };
                vec![Message::Found { generation, choices: Ok(choices) }]
            }
            Effect::Explain(case) => {
                vec![Message::Explained(self.shown(case).ok_or(Failure::Failed("there is no such case".into())))]
            }
            Effect::NextUp => vec![Message::NextUp(self.next_up())],
            Effect::SaveDraft { draft, json } => {
                self.drafts.push(json);
                vec![Message::DraftSaved { draft, result: Ok(()) }]
            }
            Effect::Copy(text) => {
                self.copied = Some(text);
                Vec::new()
            }
            Effect::Practise(_) => {
                let nowhere = Failure::Failed("there is no practice log here".to_owned());
                vec![Message::Practised(super::practising::Practised::Room(Err(nowhere)))]
            }
            Effect::Edit(text) => vec![Message::Edited(Ok(format!("{text} Edited.")))],
            Effect::Find(_)
            | Effect::Reckon(_)
            | Effect::Customer { .. }
            | Effect::Redeem { .. }
            | Effect::DiscardDraft(_)
            | Effect::Suspend
            | Effect::RememberLook(_) => Vec::new(),
            Effect::Quit => {
                self.quit = true;
                Vec::new()
            }
        }
    }

    fn perform(&mut self, case: CaseId, deeds: &[Deed]) -> Result<Arc<Shown>, Refusal> {
        let mut file = self.files.get(&case).cloned().unwrap_or_else(|| CaseFile::empty(case));
        let mut customers = self.customers.clone();
        let desk = self.door.known(self.now);
        for deed in deeds {
            let mut deed = deed.clone();
            if let crate::case::Command::Open { number } = &mut deed.command {
                *number = format!("C-{}", 1001 + self.files.len());
            }
            let mut context = self.door.context(&desk, Mode::Live, self.now);
            context.customer = file.case.customer.and_then(|id| customers.get(&id).cloned());
            let events = decide(&file, &deed, &context)?;
            for event in events {
                if let Subject::Customer(id) = deed.on {
                    if let Some(known) = Customer::evolve(customers.get(&id).cloned(), id, &event) {
                        customers.insert(id, known);
                    }
                    continue;
                }
                self.stamp += 1;
                file.take(Fact {
                    id: fresh(),
                    position: Position { hlc: self.stamp, stream: StreamId(uuid::Uuid::nil()), n: self.stamp },
                    wall: self.now,
                    actor: "ana".into(),
                    subject: deed.on,
                    kind: event.kind().into(),
                    critical: false,
                    body: Some(Body { command: deed.id, at: deed.at, agent: None, seen: deed.seen, event }),
                });
            }
        }
        self.files.insert(case, file);
        self.customers = customers;
        Ok(self.shown(case).unwrap())
    }

    fn shown(&self, case: CaseId) -> Option<Arc<Shown>> {
        let file = self.files.get(&case)?.clone();
        let customer = file.case.customer.and_then(|id| self.customers.get(&id).cloned());
        let same = |f: &&CaseFile| f.case.customer.is_some() && f.case.customer == file.case.customer;
        let earlier = self.files.values().filter(same).count().saturating_sub(1);
        Some(Arc::new(Shown { file, customer, earlier, beside: Beside::default() }))
    }

    fn find_customers(&self, words: &str) -> Vec<Choice> {
        let fits = |c: &&Customer| !words.is_empty() && c.title().to_lowercase().contains(&words.to_lowercase());
        self.customers.values().filter(fits).map(|c| Choice::new(c.id.to_string(), c.title(), "")).collect()
    }

    fn find_cases(&self, words: &str) -> Vec<Choice> {
        let fits = |f: &&CaseFile| f.case.number().contains(words);
        self.files.values().filter(fits).map(|f| Choice::new(f.id.to_string(), f.case.number(), "")).collect()
    }

    fn next_up(&self) -> Vec<Next> {
        let standing: Vec<Standing> = self.files.values().filter_map(|f| Standing::of(f, "ana")).collect();
        let mut rows = self.door.desk.next_up(&standing, self.now);
        for row in &mut rows {
            row.who = row.customer.and_then(|id| self.customers.get(&id)).map(Customer::title);
        }
        rows
    }

    /// The one case there is.
    /// A supervisor at another console says yes to this much.
    fn answer(&mut self, case: CaseId, approval: crate::terms::ApprovalId, amount: &str) {
        let value = crate::terms::Money::parse(amount, self.door.desk.currency).ok();
        let command = crate::case::Command::AnswerApproval { approval, yes: true, value, comment: None };
        let deed = Deed {
            id: fresh(),
            on: Subject::Case(case),
            command,
            at: self.now,
            agent: Some("gwen".into()),
            seen: None,
        };
        let desk = self.door.known(self.now);
        let door = self.door.with_login("gwen");
        let mut file = self.files[&case].clone();
        for event in decide(&file, &deed, &door.context(&desk, Mode::Live, self.now)).unwrap() {
            self.stamp += 1;
            file.take(Fact {
                id: fresh(),
                position: Position { hlc: self.stamp, stream: StreamId(uuid::Uuid::nil()), n: self.stamp },
                wall: self.now,
                actor: "gwen".into(),
                subject: deed.on,
                kind: event.kind().into(),
                critical: false,
                body: Some(Body { command: deed.id, at: deed.at, agent: None, seen: None, event }),
            });
        }
        self.files.insert(case, file);
        let result = Ok(self.shown(case).unwrap());
        self.app.update(Message::Loaded { case, result }, self.now);
    }

    fn case(&self) -> &CaseFile {
        self.files.values().last().unwrap()
    }

    /// The screen as text.
    fn screen(&self, width: u16, height: u16, theme: &Theme) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| drop(view::draw(&self.app, theme, frame))).unwrap();
        terminal.backend().to_string()
    }

    fn text(&self) -> String {
        self.screen(120, 36, &Theme::dark())
    }
}
