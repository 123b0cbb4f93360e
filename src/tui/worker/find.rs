//! The thread that finds: questions of the screens for cases and customers, on a connection of its own that is opened with
//! the first of them. A question that nobody waits for any more is stopped in the middle.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};

use crate::case::{CustomerDetails, timeline};
use crate::door::{Door, Queries, own_folder};
use crate::log::{Interrupter, LogError, Reader, Similar};
use crate::terms::CustomerId;

use super::super::finding::{Answer, Ask, Preview};
use super::super::message::Message;
use super::failure;

/// How far cases are counted while somebody types.
const COUNT_UP_TO: usize = 1_000;
/// How many values of a field are offered.
const MOST_VALUES: usize = 200;
/// How many customers a search brings.
const MOST_PEOPLE: usize = 100;
/// How many of a person's cases are shown.
const MOST_CASES: usize = 200;
/// How many records may be the same person.
const MOST_SIMILAR: usize = 12;

/// The way to the thread.
pub struct Finder {
    to: Sender<Ask>,
    stop: Arc<OnceLock<Interrupter>>,
}

impl Finder {
    /// Starts the thread; it touches the disk with its first question.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub fn start(door: &Door, to: &Sender<Message>) -> std::io::Result<Self> {
        let (asks, from) = channel();
        let stop = Arc::new(OnceLock::new());
        let (door, to, its) = (door.clone(), to.clone(), stop.clone());
        std::thread::Builder::new().name("finder".to_owned()).spawn(move || work(&door, &from, &to, &its))?;
        Ok(Self { to: asks, stop })
    }

    /// Asks; what is being looked for now is stopped where it has become unwanted.
    pub fn ask(&self, ask: Ask) {
        let interrupts = ask.interrupts();
        let _ = self.to.send(ask);
        if let Some(stop) = self.stop.get().filter(|_| interrupts) {
            stop.interrupt();
        }
    }
}

fn work(door: &Door, from: &Receiver<Ask>, to: &Sender<Message>, stop: &OnceLock<Interrupter>) {
    let mut reader: Option<Reader> = None;
    let mut waiting: VecDeque<Ask> = VecDeque::new();
    loop {
        if waiting.is_empty() {
            let Ok(ask) = from.recv() else { return };
            waiting.push_back(ask);
        }
        waiting.extend(from.try_iter());
        forget_overtaken(&mut waiting);
        let Some(ask) = waiting.pop_front() else { continue };
        let answer = match reader.take().map_or_else(|| door.reader(), Ok) {
            Ok(open) => {
                let reader = reader.insert(open);
                stop.get_or_init(|| reader.interrupter());
                match answer(door, reader, &ask) {
                    Err(fault) if is_interrupted(&fault) => {
                        // Stopped for another question's sake: asked again, unless that one overtakes it.
                        waiting.push_front(ask);
                        continue;
                    }
                    answer => answer.unwrap_or_else(|fault| failed(&ask, fault)),
                }
            }
            Err(fault) => failed(&ask, fault),
        };
        if let Some(answer) = answer
            && to.send(Message::Answer(answer)).is_err()
        {
            return;
        }
    }
}

fn is_interrupted(fault: &LogError) -> bool {
    fault.kind() == "interrupted"
}

/// Somebody typed on, or moved on: what was asked before is not wanted any more.
fn forget_overtaken(waiting: &mut VecDeque<Ask>) {
    let all: Vec<Ask> = waiting.drain(..).collect();
    for (at, ask) in all.iter().enumerate() {
        if !all[at + 1..].iter().any(|newer| ask.is_overtaken_by(newer)) {
            waiting.push_back(ask.clone());
        }
    }
}

/// What an answer is where the log cannot be read. Counts and completions are left out without a word.
fn failed(ask: &Ask, fault: LogError) -> Option<Answer> {
    let why = failure(fault);
    Some(match *ask {
        Ask::Cases { generation, seek, .. } => Answer::Cases { generation, seek, result: Err(why) },
        Ask::Preview { generation, .. } => Answer::Preview { generation, result: Err(why) },
        Ask::People { generation, .. } => Answer::People { generation, result: Err(why) },
        Ask::Person { generation, .. } => Answer::Person { generation, result: Err(why) },
        Ask::Duplicates { generation, .. } => Answer::Duplicates { generation, result: Err(why) },
        Ask::Count { .. } | Ask::Without { .. } | Ask::Values { .. } | Ask::SaveQuery { .. } => return None,
    })
}

/// Answers one question.
///
/// # Errors
/// Where the log cannot be read, or the question was stopped.
pub fn answer(door: &Door, reader: &Reader, ask: &Ask) -> Result<Option<Answer>, LogError> {
    Ok(Some(match ask {
        Ask::Cases { generation, query, seek, limit } => {
            let stretch = reader.cases(query, *seek, *limit)?;
            Answer::Cases { generation: *generation, seek: *seek, result: Ok(stretch) }
        }
        Ask::Count { generation, query } => {
            Answer::Count { generation: *generation, count: reader.count_up_to(query, COUNT_UP_TO)? }
        }
        Ask::Without { generation, parts } => {
            let mut found = Vec::new();
            for (part, query) in parts {
                let count = reader.count_up_to(query, COUNT_UP_TO)?;
                if count != crate::log::Count::Exactly(0) {
                    found.push((part.clone(), count));
                }
            }
            Answer::Without { generation: *generation, parts: found }
        }
        Ask::Preview { generation, case, words } => {
            let shown = super::shown(door, reader, *case)?;
            let excerpt = reader.excerpts(words, &[*case])?.into_iter().next().flatten();
            Answer::Preview {
                generation: *generation,
                result: Ok(Box::new(Preview { timeline: timeline(&shown.file), shown, excerpt })),
            }
        }
        Ask::Values { field } => Answer::Values { field: *field, values: reader.values(*field, "", MOST_VALUES)? },
        Ask::People { generation, words } => {
            let found = if words.trim().is_empty() {
                reader.recent_customers(MOST_PEOPLE)?
            } else {
                reader.customers(words, MOST_PEOPLE)?
            };
            Answer::People { generation: *generation, result: Ok(found) }
        }
        Ask::Person { generation, id } => {
            let person = reader.person(*id, MOST_CASES)?;
            Answer::Person { generation: *generation, result: Ok(person.map(Box::new)) }
        }
        Ask::Duplicates { generation, of, words } => {
            let result = Ok(duplicates(reader, *of, words)?);
            Answer::Duplicates { generation: *generation, result }
        }
        Ask::SaveQuery { form, name, query } => {
            let kept = Queries::keep(door.own.as_deref(), name, query.as_deref());
            let name = name.trim_start_matches('@');
            let words = if query.is_some() && door.own != own_folder() {
                format!("Saved: @{name} finds it again, until this demonstration ends.")
            } else if query.is_some() {
                format!("Saved: @{name} finds it again, here and with `amends list @{name}`.")
            } else {
                format!("@{name} is not saved any more.")
            };
            Answer::SavedQueries { form: *form, result: kept.map(|queries| (queries, words)) }
        }
    }))
}

/// Who may be the same as this customer, or, with words, everybody else who is called so.
fn duplicates(reader: &Reader, of: CustomerId, words: &str) -> Result<Vec<Similar>, LogError> {
    let set = reader.same_person(of)?;
    let details: CustomerDetails = reader.customer(of)?.map(|c| c.details).unwrap_or_default();
    let mut found = reader.similar(&details, &set, MOST_SIMILAR)?;
    if words.trim().is_empty() {
        return Ok(found);
    }
    let why = std::mem::take(&mut found);
    for customer in reader.customers(words, MOST_SIMILAR)? {
        if !set.contains(&customer.id) {
            let known = why.iter().find(|s| s.customer.id == customer.id);
            found.push(known.cloned().unwrap_or(Similar { customer, why: Vec::new(), number: None }));
        }
    }
    Ok(found)
}
