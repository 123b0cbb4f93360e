//! The thread that practises: the practice log on a connection of its own, opened with the first wish. Of the case log it reads
//! one thing, the drills that a supervisor asked for, and it never writes there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use uuid::Uuid;

use crate::desk::humanise;
use crate::door::{Door, Practising, write_new};
use crate::log::LogError;
use crate::log::practice::{KeptDrill, NewDrill, PracticeLog};
use crate::practice::{Answering, Drill, Help, Move, Played, Scenario, kept};
use crate::terms::Timestamp;

use super::super::message::{Failure, Message};
use super::super::practising::{Opened, Over, Past, Practised, Room, Row, Stand, Start, Wish};
use super::failure;

/// The way to the thread.
pub struct Practiser {
    to: Option<Sender<Wish>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Practiser {
    /// Starts the thread; it touches the disk with its first wish.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub fn start(door: &Door, to: &Sender<Message>) -> std::io::Result<Self> {
        let (wishes, from) = channel();
        let (door, to) = (door.clone(), to.clone());
        let thread = std::thread::Builder::new().name("practice".to_owned()).spawn(move || work(&door, &from, &to))?;
        Ok(Self { to: Some(wishes), thread: Some(thread) })
    }

    /// Asks.
    pub fn ask(&self, wish: Wish) {
        if let Some(to) = &self.to {
            let _ = to.send(wish);
        }
    }

    /// Lets it finish what it was given.
    pub fn finish(&mut self) {
        self.to = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(door: &Door, from: &Receiver<Wish>, to: &Sender<Message>) {
    let mut desk = Desk::new(door.clone());
    while let Ok(wish) = from.recv() {
        if to.send(Message::Practised(desk.answer(wish))).is_err() {
            return;
        }
    }
}

/// Whoever practises, with the log once it is open.
pub struct Desk {
    door: Door,
    log: Option<PracticeLog>,
}

impl Desk {
    /// With nothing opened yet.
    pub fn new(door: Door) -> Self {
        Self { door, log: None }
    }

    /// Does what is asked.
    pub fn answer(&mut self, wish: Wish) -> Practised {
        match wish {
            Wish::Look { now } => Practised::Room(self.room(now).map(Box::new)),
            Wish::Begin(start) => Practised::Opened(self.begin(&start).map(Box::new)),
            Wish::Open { drill, at } => Practised::Opened(self.open(drill, at).map(Box::new)),
            Wish::Keep { drill, n, at, made } => {
                Practised::Kept { drill, n, result: self.keep(drill, n, at, &made).map(Box::new) }
            }
            Wish::Half { drill, text } => {
                let result = self.log().and_then(|log| kept::keep_half(log, drill, &text)).map_err(failure);
                Practised::HalfKept(result)
            }
            Wish::End { drill, at } => Practised::Ended(self.end(drill, at).map(Box::new)),
            Wish::Share { drill, at } => {
                let result = self.log().and_then(|log| log.share(drill, at)).map(|()| at).map_err(failure);
                Practised::Shared { drill, result }
            }
            Wish::Export { form, file, text } => {
                let done = |()| format!("Written to {}.", file.display());
                let why = |error: std::io::Error| {
                    let words = format!("{} could not be written ({error}); name another file", file.display());
                    Failure::Failed(words)
                };
                Practised::Exported { form, result: write_new(&file, &text).map(done).map_err(why) }
            }
        }
    }

    fn log(&mut self) -> Result<&mut PracticeLog, LogError> {
        let open = match self.log.take() {
            Some(open) => open,
            None => PracticeLog::open(&self.door.file)?,
        };
        Ok(self.log.insert(open))
    }

    /// The log where there is one: looking makes none.
    fn look(&mut self) -> Result<Option<&PracticeLog>, LogError> {
        if self.log.is_none() {
            self.log = PracticeLog::look(&self.door.file)?;
        }
        Ok(self.log.as_ref())
    }

    fn room(&mut self, now: Timestamp) -> Result<Room, Failure> {
        let login = self.door.login.clone();
        let drills = self.look().and_then(|log| log.map_or(Ok(Vec::new()), |log| log.drills(Some(&login))));
        let assigned = self.door.assigned(&login).map_err(failure)?;
        let Practising { progress: standing, next, drills } =
            self.door.practising(drills.map_err(failure)?, &assigned, now);
        let shelf = &self.door.scenarios;
        let library = &self.door.library;
        let title = |id: &str| library.get(id).map_or_else(|| id.to_owned(), |playbook| playbook.title().to_owned());
        let row = |one: crate::practice::Next| {
            let scenario = &shelf.get(&one.scenario)?.scenario;
            Some(Row {
                why: one.why,
                standing: standing.scenarios.get(&one.scenario).cloned(),
                playbook: title(&scenario.playbook),
                scenario: Arc::clone(scenario),
            })
        };
        let rows = next.into_iter().filter_map(row).collect();
        let named: BTreeMap<&str, &Scenario> =
            shelf.iter().map(|kept| (kept.scenario.id.as_str(), &*kept.scenario)).collect();
        let past = drills.iter().map(|drill| past(drill, named.get(drill.new.scenario.as_str()).copied())).collect();
        let skills = self.door.desk.criteria.iter().map(|c| (c.rule.id.clone(), c.title.clone())).collect();
        let playbooks = standing.playbooks.keys().map(|id| (id.clone(), title(id))).collect();
        Ok(Room { rows, past, progress: standing, skills, playbooks })
    }

    fn begin(&mut self, start: &Start) -> Result<Opened, Failure> {
        let login = self.door.login.clone();
        let (text, before) = if let Some((id, n)) = start.from {
            let log = self.log().map_err(failure)?;
            let text = log.scenario(id).map_err(failure)?;
            let moves = kept::moves(log, id).map_err(failure)?;
            (text, moves.into_iter().take(usize::try_from(n).unwrap_or(usize::MAX)).collect())
        } else {
            let kept = self.door.scenarios.get(&start.scenario).ok_or_else(gone)?;
            (kept.text.to_string(), Vec::new())
        };
        let scenario = Scenario::parse(&format!("{}.toml", start.scenario), &text).map_err(|_| unreadable())?;
        let new = NewDrill {
            id: start.id,
            login,
            scenario: scenario.id.clone(),
            playbook: scenario.playbook.clone(),
            seed: start.seed,
            answering: start.answering.word().to_owned(),
            help: start.help.word().to_owned(),
            began: start.at,
            from: start.from,
        };
        kept::begin(self.log().map_err(failure)?, &new, &text, &before).map_err(failure)?;
        self.open(start.id, start.at)
    }

    /// Writes a move down. Where it was the last, so is the end; that it could not be does not take the move back.
    fn keep(&mut self, id: Uuid, n: u32, at: Timestamp, made: &Move) -> Result<Opened, Failure> {
        kept::add(self.log().map_err(failure)?, id, n, at, made).map_err(failure)?;
        self.open(id, at).or_else(|_| self.read(id))
    }

    /// A drill with its moves. One that is over and was not written down as such (the power went) is, now.
    fn open(&mut self, id: Uuid, at: Timestamp) -> Result<Opened, Failure> {
        let opened = self.read(id)?;
        if opened.stand.over.is_some() && opened.past.over.is_none() { self.end(id, at) } else { Ok(opened) }
    }

    fn end(&mut self, id: Uuid, at: Timestamp) -> Result<Opened, Failure> {
        let criteria = self.door.desk.criteria.clone();
        let log = self.log().map_err(failure)?;
        let kept = log.drill(id).map_err(failure)?.ok_or_else(gone)?;
        let scenario = kept::scenario(log, &kept).map_err(failure)?.ok_or_else(unreadable)?;
        let drill = Drill::after(&scenario, kept.new.seed, kept::moves(log, id).map_err(failure)?);
        kept::end(log, id, at, &drill, &criteria).map_err(failure)?;
        self.read(id)
    }

    fn read(&mut self, id: Uuid) -> Result<Opened, Failure> {
        let criteria = self.door.desk.criteria.clone();
        let log = self.log().map_err(failure)?;
        let kept = log.drill(id).map_err(failure)?.ok_or_else(gone)?;
        let scenario = kept::scenario(log, &kept).map_err(failure)?.ok_or_else(unreadable)?;
        let drill = Drill::after(&scenario, kept.new.seed, kept::moves(log, id).map_err(failure)?);
        let showed = kept.ended.is_some().then(|| Box::new(kept::showed(&kept, &drill, &criteria)));
        let half = log.half(id).map_err(failure)?.unwrap_or_default();
        let (past, stand) = (past(&kept, Some(&scenario)), stand(&drill));
        Ok(Opened { past, scenario: Arc::new(scenario), stand, half, debrief: showed })
    }
}

/// What came of the moves so far.
fn stand(drill: &Drill<'_>) -> Stand {
    let scenario = drill.scenario();
    let best = drill.turn().and_then(|turn| turn.replies.get(turn.best()?));
    let step = |played: &Played| scenario.turns.get(played.turn)?.replies.get(played.reply?)?.step.clone();
    Stand {
        name: drill.name(),
        facts: drill.facts().into_iter().map(|(name, value)| (humanise(name), value)).collect(),
        wants: drill.filled(&scenario.customer.wants),
        opening: drill.opening().to_owned(),
        choices: drill.choices().into_iter().map(|(_, says)| says).collect(),
        mood: drill.mood(),
        over: drill.ending().map(|ending| (ending.title.clone(), ending.worth)),
        next: best.map(|reply| (reply.stage, reply.step.clone())),
        done: drill.played().iter().filter_map(step).collect(),
        played: drill.played().to_vec(),
    }
}

fn gone() -> Failure {
    Failure::Failed("it is not there any more; look at the list again".to_owned())
}

fn unreadable() -> Failure {
    Failure::Failed("its scenario cannot be read any more: `amends scenario check` says why".to_owned())
}

/// A drill as lists show it.
fn past(drill: &KeptDrill, scenario: Option<&Scenario>) -> Past {
    let new = &drill.new;
    let ending = |id: &String| {
        let known = scenario.and_then(|s| s.endings.iter().find(|ending| ending.id == *id));
        known.map_or_else(|| id.replace('-', " "), |ending| ending.title.clone())
    };
    let over = drill.ended.as_ref().map(|ended| Over {
        title: ended.ending.as_ref().map(ending),
        worth: ended.worth.as_deref().and_then(|worth| worth.parse().ok()),
        tenths: ended.tenths,
    });
    Past {
        id: new.id,
        scenario: new.scenario.clone(),
        title: scenario.map_or_else(|| new.scenario.replace('-', " "), |s| s.title.clone()),
        seed: new.seed,
        answering: new.answering.parse().unwrap_or(Answering::Choose),
        help: new.help.parse().unwrap_or(Help::Full),
        last: drill.ended.as_ref().map(|e| e.at).or(drill.last).unwrap_or(new.began),
        moves: drill.moves,
        from: new.from,
        over,
        shared: drill.shared,
    }
}
