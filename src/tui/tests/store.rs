//! A real log under the bench: what the threads do with the disk, done at once and in order.

use super::*;
use crate::case::Gift;
use crate::case::{Command as Do, CustomerDetails};
use crate::log::{Log, Reader, Who};
use crate::terms::{CaseKind, Channel, Heat, Outcome, Severity, Text};
use crate::tui::finding::{Answer, Ask};
use crate::tui::reckoning::{Question, Reckoned};
use crate::tui::worker::{self, find, practise, reckon};

/// A log in a folder that goes away with it.
pub struct Store {
    pub folder: tempfile::TempDir,
    door: Door,
    log: Log,
    pub reader: Reader,
    /// Questions are kept here instead of being answered, while a test wants to answer them late.
    pub held: Option<Vec<Ask>>,
    /// The practice room.
    practice: practise::Desk,
    /// The same for the review screen.
    pub reckoning: Option<Vec<Question>>,
}

impl Store {
    fn new(door: &Door) -> Self {
        Self::at(tempfile::tempdir().unwrap(), door)
    }

    fn at(folder: tempfile::TempDir, door: &Door) -> Self {
        let who = Who { login: "ana".into(), home: Some(folder.path().join("home")) };
        let path = folder.path().join("log");
        let log = Log::open(&path, &who).unwrap();
        let reader = Log::open_reader(&path).unwrap();
        let mut door = door.clone();
        door.file = path;
        let practice = practise::Desk::new(door.clone());
        Self { door, log, reader, folder, held: None, practice, reckoning: None }
    }

    /// Carries an effect out; gives it back where it is none of the log's.
    pub fn carry_out(&mut self, effect: Effect, now: Timestamp) -> Result<Vec<Message>, Effect> {
        Ok(match effect {
            Effect::Perform { case, deeds, then } => {
                let done = self.door.perform(&mut self.log, &deeds, Mode::Live, now);
                let result = done.and_then(|_| worker::shown(&self.door, &self.reader, case));
                vec![Message::Performed { case, then, result: result.map(Arc::new).map_err(worker::failure) }]
            }
            Effect::Customer { customer, deeds, form } => {
                let result = worker::on_customer(&self.door, &mut self.log, Some(&self.reader), customer, &deeds);
                vec![Message::DoneBeside { form, result: result.map_err(worker::failure) }]
            }
            Effect::Redeem { code, form } => {
                let result = self.door.redeem(&mut self.log, &self.reader, &code, now);
                vec![Message::DoneBeside { form: Some(form), result: result.map_err(worker::failure) }]
            }
            Effect::Load(case) => {
                let result = worker::shown(&self.door, &self.reader, case).map(Arc::new).map_err(worker::failure);
                vec![Message::Loaded { case, result }]
            }
            Effect::Explain(case) => {
                let result = worker::shown(&self.door, &self.reader, case).map(Arc::new).map_err(worker::failure);
                vec![Message::Explained(result)]
            }
            Effect::Search { search: Search::Customers, words, generation } => {
                let choices = worker::customers(&self.reader, &words).map_err(worker::failure);
                vec![Message::Found { generation, choices }]
            }
            Effect::NextUp => vec![Message::NextUp(worker::next_up(&self.door, &self.reader).unwrap())],
            Effect::Find(ask) => match &mut self.held {
                Some(held) => {
                    held.push(*ask);
                    Vec::new()
                }
                None => self.answer(&ask).into_iter().map(Message::Answer).collect(),
            },
            Effect::Reckon(question) => match &mut self.reckoning {
                Some(held) => {
                    held.push(*question);
                    Vec::new()
                }
                None => vec![Message::Reckoned(self.reckon(&question))],
            },
            Effect::Practise(wish) => vec![Message::Practised(self.practice.answer(*wish))],
            effect => return Err(effect),
        })
    }

    /// Answers one question of the review screen.
    pub fn reckon(&self, question: &Question) -> Reckoned {
        reckon::answer(&self.door, &self.reader, question, &mut |_| {}).unwrap()
    }

    /// Answers one question; what is saved goes to this folder and not to anybody's own.
    pub fn answer(&self, ask: &Ask) -> Option<Answer> {
        if let Ask::SaveQuery { form, name, query } = ask {
            let kept = crate::door::Queries::keep(Some(self.folder.path()), name, query.as_deref());
            return Some(Answer::SavedQueries { form: *form, result: kept.map(|q| (q, format!("Saved: @{name}"))) });
        }
        find::answer(&self.door, &self.reader, ask).unwrap()
    }
}

/// What somebody is to be called by.
pub fn details(name: &str, phone: &str, email: &str) -> CustomerDetails {
    let text = |words: &str| (!words.is_empty()).then(|| Text::new(words));
    CustomerDetails { name: text(name), phone: text(phone), email: text(email), ..CustomerDetails::default() }
}

/// A case as it is put into the log for a test.
pub struct A<'a> {
    pub customer: Option<CustomerId>,
    pub said: &'a str,
    pub minutes_ago: i64,
    pub channel: Channel,
    pub heat: Heat,
    pub closed: bool,
}

impl Default for A<'_> {
    fn default() -> Self {
        Self { customer: None, said: "", minutes_ago: 0, channel: Channel::Phone, heat: Heat::Calm, closed: false }
    }
}

impl Bench {
    /// A bench on a real, empty log.
    pub fn with_log() -> Self {
        let mut bench = Self::new();
        bench.store = Some(Store::new(&bench.door));
        bench
    }

    /// Somebody else sits here, at the same log.
    pub fn sits(&mut self, login: &str) -> &mut Self {
        self.door = self.door.with_login(login);
        let store = self.store();
        store.door = store.door.with_login(login);
        store.practice = practise::Desk::new(store.door.clone());
        let who = Who { login: login.into(), home: Some(store.folder.path().join("home")) };
        store.log = Log::open(&store.door.file, &who).unwrap();
        (self.app.setting.login, self.app.setting.role) = (login.to_owned(), self.door.role);
        self.send(Message::Changed);
        self
    }

    /// The demonstration's day, with this person at the desk.
    pub fn with_the_demonstration(login: &str) -> Self {
        // Its two dozen contacts are written once; each bench has a copy of the file.
        static DAY: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
            let folder = tempfile::tempdir().unwrap();
            let (path, home) = (folder.path().join("log"), Some(folder.path().join("home")));
            let mut log = Log::open(&path, &Who { login: "ana".into(), home }).unwrap();
            let bench = Bench::new();
            crate::intake::demo(&bench.door, &mut log, bench.now).unwrap();
            drop(log);
            std::fs::read(&path).unwrap()
        });
        let mut bench = Self::new();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("log"), &*DAY).unwrap();
        bench.store = Some(Store::at(folder, &bench.door));
        bench.sits(login);
        bench
    }

    pub fn store(&mut self) -> &mut Store {
        self.store.as_mut().unwrap()
    }

    fn write(&mut self, on: Subject, at: Timestamp, commands: Vec<Do>) {
        let deed = |command| Deed { id: fresh(), on, command, at, agent: None, seen: None };
        let deeds: Vec<Deed> = commands.into_iter().map(deed).collect();
        let store = self.store.as_mut().unwrap();
        store.door.perform(&mut store.log, &deeds, Mode::Recorded, at).unwrap();
    }

    /// A customer.
    pub fn somebody(&mut self, name: &str, phone: &str, email: &str) -> CustomerId {
        let id: CustomerId = fresh();
        self.write(Subject::Customer(id), self.now, vec![Do::AddCustomer(details(name, phone, email))]);
        id
    }

    /// A case with one contact, a note, a promise and a gesture.
    pub fn a_case(&mut self, a: &A<'_>) -> CaseId {
        let (id, interaction): (CaseId, crate::terms::InteractionId) = (fresh(), fresh());
        let at = self.now.plus_ms(-a.minutes_ago * 60_000);
        let mut commands = vec![
            Do::Open { number: String::new() },
            Do::Begin { interaction, channel: Some(a.channel), external_id: None },
            Do::Describe { kind: Some(CaseKind::Complaint), severity: Some(Severity::Middle), wanted: None },
        ];
        commands.extend(a.customer.map(Do::SetCustomer));
        commands.push(Do::DescribeInteraction {
            interaction,
            channel: None,
            heat_start: Some(a.heat),
            heat_end: None,
            summary: Some(Text::new(a.said)),
        });
        commands.push(Do::Note {
            note: fresh(),
            interaction: Some(interaction),
            text: Text::new(&format!("{}.", a.said)),
        });
        if a.closed {
            commands.push(Do::End(interaction));
            let cause = Some("carrier-delay".to_owned());
            commands.push(Do::Close { outcome: Some(Outcome::Resolved), cause, tried: None });
        } else {
            commands.push(Do::Promise {
                promise: fresh(),
                interaction: Some(interaction),
                text: Text::new("ring back with the depot's answer"),
                due: at.plus_ms(3_600_000),
                told: None,
                by: None,
                step: None,
                call_back: None,
            });
            let value = crate::terms::Money::parse("4.90", self.door.desk.currency).unwrap();
            let gift = Gift::new(fresh(), "refund", Some(value), Text::new("waited in twice"));
            commands.push(Do::Give(Gift { interaction: Some(interaction), ..gift }));
        }
        self.write(Subject::Case(id), at, commands);
        id
    }

    /// Somebody asks for a yes to more than they may give alone.
    pub fn asks(&mut self, case: CaseId, login: &str, minutes_ago: i64, amount: &str) -> crate::terms::ApprovalId {
        let id = fresh();
        let value = crate::terms::Money::parse(amount, self.door.desk.currency).ok();
        let reason = Text::new("the second vase in a month, and a wedding");
        let step = None;
        let ask = Do::AskApproval { approval: id, interaction: None, what: "refund".into(), value, reason, step };
        self.does(case, login, minutes_ago, ask);
        id
    }

    /// A supervisor writes somebody a note with a drill to do, for a week.
    pub fn coached(&mut self, by: &str, drill: &str) {
        let (to, note) = ("ana".to_owned(), Text::new("Try to ask before you look anything up."));
        let due = Some(self.now.plus_ms(7 * 24 * 3_600_000));
        let command = Do::Coach { to, note, drill: Some(drill.to_owned()), due };
        let at = self.now.plus_ms(-60_000);
        let deed = Deed { id: fresh(), on: Subject::Entry(fresh()), command, at, agent: None, seen: None };
        let store = self.store.as_ref().unwrap();
        let who = Who { login: by.into(), home: Some(store.folder.path().join("home")) };
        let mut log = Log::open(&store.door.file, &who).unwrap();
        store.door.with_login(by).perform(&mut log, &[deed], Mode::Live, at).unwrap();
    }

    /// Somebody answers it at another console.
    pub fn answers(&mut self, case: CaseId, login: &str, approval: crate::terms::ApprovalId, yes: bool) {
        let comment = (!yes).then(|| Text::new("offer a new vase first"));
        self.does(case, login, 0, Do::AnswerApproval { approval, yes, value: None, comment });
    }

    /// Somebody does this at another console.
    pub fn does(&mut self, case: CaseId, login: &str, minutes_ago: i64, command: Do) {
        let at = self.now.plus_ms(-minutes_ago * 60_000);
        let deed = Deed { id: fresh(), on: Subject::Case(case), command, at, agent: None, seen: None };
        let store = self.store.as_ref().unwrap();
        let who = Who { login: login.into(), home: Some(store.folder.path().join("home")) };
        let mut log = Log::open(&store.door.file, &who).unwrap();
        store.door.with_login(login).perform(&mut log, &[deed], Mode::Live, at).unwrap();
    }

    /// Somebody presses keys; the questions wait until `answered` is called.
    pub fn hold(&mut self) {
        self.store().held = Some(Vec::new());
    }

    /// Answers what was held, in this order of places.
    pub fn answer_held(&mut self, order: impl Fn(usize) -> Vec<usize>) {
        let held = self.store().held.take().unwrap();
        let answers: Vec<Answer> =
            order(held.len()).into_iter().filter_map(|at| self.store().answer(&held[at])).collect();
        for answer in answers {
            self.send(Message::Answer(answer));
        }
    }

    /// A day at the desk: three customers, one of them twice.
    pub fn with_a_day() -> Self {
        let mut bench = Self::with_log();
        let ngozi = bench.somebody("Ngozi Okafor", "07700 900123", "n.okafor@example.org");
        let twin = bench.somebody("Ngozi Okafo", "+44 7700 900123", "");
        let zoe = bench.somebody("Zoë Lindqvist-van der Meer", "", "zoe@example.org");
        let kanji = bench.somebody("山田 太郎", "07700 900777", "");
        let cases = [
            (ngozi, "The parcel was late again, second time this month", 3000, Heat::Angry, true),
            (ngozi, "The vase in the parcel is broken", 50, Heat::Upset, false),
            (twin, "Asks where the parcel is", 1500, Heat::Calm, true),
            (zoe, "Invoice made out to the wrong company", 20, Heat::Calm, false),
            (kanji, "配達が遅い: delivery is late", 10, Heat::Abusive, false),
        ];
        for (customer, said, minutes_ago, heat, closed) in cases {
            bench.a_case(&A { customer: Some(customer), said, minutes_ago, heat, closed, ..A::default() });
        }
        bench.send(Message::Changed);
        bench
    }
}
