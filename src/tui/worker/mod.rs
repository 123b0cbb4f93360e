//! The threads that touch the disk: one writer, one reader, one for drafts, one that finds (`find`), one that reckons (`reckon`),
//! one that practises (`practise`). They answer with messages; nobody waits for them.

pub mod find;
pub mod practise;
pub mod reckon;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use uuid::Uuid;

use crate::case::Deed;
use crate::desk::Next;
use crate::door::Door;
use crate::log::{Drafts, Log, LogError, Query, Reader};
use crate::terms::{CaseId, CustomerId, Mode, Timestamp};

use find::Finder;
use practise::Practiser;
use reckon::Reckoner;

use super::app::{PERHAPS, details_from};
use super::form::Choice;
use super::message::{Effect, Failure, Message, Search, Shown};

/// How many rows a search brings at most.
const MOST_ROWS: usize = 60;
/// How often another process's work is looked for, and the drafts' owner says that it is alive.
const PULSE: Duration = Duration::from_millis(800);

/// The three threads' letter boxes.
pub struct Workers {
    writer: Sender<Effect>,
    reader: Sender<Effect>,
    drafts: Sender<Effect>,
    finder: Finder,
    reckoner: Reckoner,
    practiser: Practiser,
    writer_thread: Option<std::thread::JoinHandle<()>>,
    drafts_thread: Option<std::thread::JoinHandle<()>>,
}

impl Workers {
    /// Starts the threads.
    ///
    /// # Errors
    /// Where a thread cannot be started.
    pub fn start(door: &Door, log: Log, reader: Reader, drafts: Drafts, to: &Sender<Message>) -> std::io::Result<Self> {
        let spawn = |name: &str| std::thread::Builder::new().name(name.to_owned());
        let (writer, for_writer) = channel();
        let (to_reader, for_reader) = channel();
        let (to_drafts, for_drafts) = channel();
        let (a, b) = (door.clone(), door.clone());
        let (to_a, to_b, to_c) = (to.clone(), to.clone(), to.clone());
        let writer_thread = spawn("log").spawn(move || write(&a, log, &for_writer, &to_a))?;
        spawn("reader").spawn(move || read(&b, reader, &for_reader, &to_b))?;
        let own = door.own.clone();
        let drafts_thread = spawn("drafts").spawn(move || keep(own.as_deref(), drafts, &for_drafts, &to_c))?;
        Ok(Self {
            writer,
            reader: to_reader,
            drafts: to_drafts,
            finder: Finder::start(door, to)?,
            reckoner: Reckoner::start(door, to)?,
            practiser: Practiser::start(door, to)?,
            writer_thread: Some(writer_thread),
            drafts_thread: Some(drafts_thread),
        })
    }

    /// Hands an effect to the thread that it is for.
    pub fn send(&self, effect: Effect) {
        let _ = match effect {
            Effect::Find(ask) => {
                self.finder.ask(*ask);
                return;
            }
            Effect::Reckon(question) => {
                self.reckoner.ask(*question);
                return;
            }
            Effect::Practise(wish) => {
                self.practiser.ask(*wish);
                return;
            }
            Effect::Perform { .. } | Effect::Customer { .. } | Effect::Redeem { .. } => self.writer.send(effect),
            Effect::SaveDraft { .. } | Effect::DiscardDraft(_) | Effect::RememberLook(_) => self.drafts.send(effect),
            _ => self.reader.send(effect),
        };
    }

    /// Lets writer, drafts and practice finish what they were given.
    pub fn finish(mut self) {
        drop((self.writer, self.reader, self.drafts));
        self.practiser.finish();
        for thread in [self.writer_thread.take(), self.drafts_thread.take()].into_iter().flatten() {
            let _ = thread.join();
        }
    }
}

/// What went wrong, in words for the person at the desk.
pub fn failure(error: LogError) -> Failure {
    match error {
        LogError::Refused(refusal) => Failure::Refused(refusal),
        fault @ LogError::Fault(_) => Failure::Failed(format!("{fault} – {}", fault.advice())),
    }
}

fn now() -> Timestamp {
    Timestamp::from_utc(chrono::Utc::now())
}

fn write(door: &Door, mut log: Log, from: &Receiver<Effect>, to: &Sender<Message>) {
    // The customer beside the case is read on a connection of its own: the writer's is for writing.
    let reader = door.reader();
    while let Ok(effect) = from.recv() {
        if let Effect::Customer { customer, deeds, form } = &effect {
            let result = on_customer(door, &mut log, reader.as_ref().ok(), *customer, deeds);
            let _ = to.send(Message::DoneBeside { form: *form, result: result.map_err(failure) });
        }
        if let Effect::Redeem { code, form } = &effect {
            let result = door.reader().and_then(|reader| door.redeem(&mut log, &reader, code, now()));
            let _ = to.send(Message::DoneBeside { form: Some(*form), result: result.map_err(failure) });
        }
        let Effect::Perform { case, deeds, then } = effect else { continue };
        let result = door.perform(&mut log, &deeds, Mode::Live, now()).and_then(|performed| {
            let file = match (performed.file, &reader) {
                (Some(file), _) => (*file).clone(),
                (None, Ok(reader)) => reader.case(case)?,
                (None, Err(_)) => crate::case::CaseFile::empty(case),
            };
            // The work is done: that its customer cannot be read just now must not look as if it were not.
            let of = |reader: &Reader| door.customer_of(reader, &file).ok();
            let (customer, earlier) = reader.as_ref().ok().and_then(of).unwrap_or_default();
            let now = now();
            let beside =
                reader.as_ref().ok().and_then(|reader| door.beside(reader, &file, now).ok()).unwrap_or_default();
            Ok(Arc::new(Shown { file, customer, earlier, beside }))
        });
        let _ = to.send(Message::Performed { case, then, result: result.map_err(failure) });
    }
}

/// Carries work on a customer out; what was done, in a sentence.
pub fn on_customer(
    door: &Door,
    log: &mut Log,
    reader: Option<&Reader>,
    customer: CustomerId,
    deeds: &[Deed],
) -> Result<String, LogError> {
    let done = door.perform(log, deeds, Mode::Live, now())?;
    let told = reader.and_then(|reader| reader.told_of_customer(customer, &done.events).ok()).flatten();
    let who = done.customer.map(|c| c.title()).unwrap_or_default();
    Ok(format!("{who}: {}", told.unwrap_or_else(|| "done".to_owned())))
}

fn read(door: &Door, mut reader: Reader, from: &Receiver<Effect>, to: &Sender<Message>) {
    let mut waiting: VecDeque<Effect> = VecDeque::new();
    let mut seen = reader.newest_stamp().ok();
    loop {
        waiting.extend(from.try_iter());
        forget_old_searches(&mut waiting);
        let next = waiting.pop_front().map_or_else(|| from.recv_timeout(PULSE), Ok);
        let message = match next {
            Ok(effect) => answer(door, &reader, effect),
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                // Drafts lie in the same file: only what moves the log's clock is somebody's work.
                let stamp = reader.changed().is_ok_and(|changed| changed).then(|| reader.newest_stamp().ok()).flatten();
                let news = stamp.is_some_and(|stamp| seen.replace(stamp) != Some(stamp));
                news.then_some(Message::Changed)
            }
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return,
        };
        if let Some(message) = message
            && to.send(message).is_err()
        {
            return;
        }
    }
}

/// Of several searches that wait only the newest is still wanted: somebody typed on.
fn forget_old_searches(waiting: &mut VecDeque<Effect>) {
    let is_search = |e: &Effect| matches!(e, Effect::Search { .. });
    let newest = waiting.iter().rposition(is_search);
    let mut at = 0;
    waiting.retain(|effect| {
        let keep = !is_search(effect) || Some(at) == newest;
        at += 1;
        keep
    });
}

fn answer(door: &Door, reader: &Reader, effect: Effect) -> Option<Message> {
    match effect {
        Effect::Load(case) => {
            let result = shown(door, reader, case).map(Arc::new).map_err(failure);
            Some(Message::Loaded { case, result })
        }
        Effect::Explain(case) => Some(Message::Explained(shown(door, reader, case).map(Arc::new).map_err(failure))),
        Effect::NextUp => next_up(door, reader).ok().map(Message::NextUp),
        Effect::Search { search, words, generation } => {
            let choices = match search {
                Search::Customers => customers(reader, &words),
                Search::Cases => cases(door, reader, &words),
            };
            Some(Message::Found { generation, choices: choices.map_err(failure) })
        }
        _ => None,
    }
}

pub fn shown(door: &Door, reader: &Reader, case: CaseId) -> Result<Shown, LogError> {
    let file = reader.case(case)?;
    let (customer, earlier) = door.customer_of(reader, &file)?;
    let beside = door.beside(reader, &file, now())?;
    Ok(Shown { file, customer, earlier, beside })
}

pub fn next_up(door: &Door, reader: &Reader) -> Result<Vec<Next>, LogError> {
    door.next_up(reader, now())
}

pub fn customers(reader: &Reader, words: &str) -> Result<Vec<Choice>, LogError> {
    let found = reader.customers(words, 8)?;
    // Whoever is nearly the one that is typed is pointed out before a second record is made of them.
    let known: Vec<CustomerId> = found.iter().map(|c| c.id).collect();
    let similar = reader.similar(&details_from(words), &known, 4)?;
    let row = |c: crate::case::Customer| {
        let about: Vec<String> =
            [&c.details.phone, &c.details.email].into_iter().flatten().map(ToString::to_string).collect();
        Choice::new(c.id.to_string(), c.title(), about.join(" · "))
    };
    let perhaps = |s: crate::log::Similar| {
        let why: Vec<String> = s.number.iter().cloned().chain([s.reasons()]).collect();
        Choice::new(s.customer.id.to_string(), format!("{PERHAPS}{}", s.customer.title()), why.join(" · "))
    };
    Ok(found.into_iter().map(row).chain(similar.into_iter().map(perhaps)).collect())
}

fn cases(door: &Door, reader: &Reader, words: &str) -> Result<Vec<Choice>, LogError> {
    let desk = &door.desk;
    let query = Query::parse_on(words, desk.today(now()), &|day| desk.bounds_of(day))?.asked_by(&door.login, now());
    let page = reader.list(&query, None, MOST_ROWS)?;
    let row = |c: crate::log::CaseSummary| {
        let state = if c.is_open { "open" } else { "closed" };
        let who = c.customer_name.unwrap_or_else(|| "–".to_owned());
        let label = format!("{:<8} {:>6} {}", c.number, desk.local(c.happened).format("%-d %b"), who);
        let words = c.summary.or(c.wanted).unwrap_or_default();
        Choice::new(c.id.to_string(), label, format!("{state} · {} · {words}", c.playbook.unwrap_or_default()))
    };
    Ok(page.items.into_iter().map(row).collect())
}

fn keep(own: Option<&Path>, mut drafts: Drafts, from: &Receiver<Effect>, to: &Sender<Message>) {
    loop {
        match from.recv_timeout(PULSE * 5) {
            Ok(Effect::SaveDraft { draft, json }) => {
                let result = drafts.save(draft, &json).map_err(failure);
                let _ = to.send(Message::DraftSaved { draft, result });
            }
            // A theme that cannot be remembered is no reason to trouble anybody in mid-call.
            Ok(Effect::RememberLook(look)) => {
                let _ = own.map(|folder| super::own::remember(folder, look));
            }
            Ok(Effect::DiscardDraft(draft)) => {
                let _ = drafts.discard(draft);
            }
            Ok(_) => {}
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                let _ = drafts.beat();
            }
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Throws away the drafts that are none any more, once the threads have ended. Says whether it could.
pub fn discard(door: &Door, effects: &[Effect]) -> bool {
    let over: Vec<Uuid> =
        effects.iter().filter_map(|e| if let Effect::DiscardDraft(id) = e { Some(*id) } else { None }).collect();
    if over.is_empty() {
        return true;
    }
    let Ok(mut drafts) = Drafts::open(&door.file, &door.login) else { return false };
    over.into_iter().all(|draft| drafts.discard(draft).is_ok())
}

/// Saves drafts from wherever the process ends, on a connection of its own, because the threads may be gone. Says whether
/// all of them are on the disk.
pub fn last_will(door: &Door, snapshot: &[(Uuid, String)]) -> bool {
    match Drafts::open(&door.file, &door.login) {
        Ok(mut drafts) => snapshot.iter().all(|(draft, json)| drafts.save(*draft, json).is_ok()),
        Err(_) => false,
    }
}
