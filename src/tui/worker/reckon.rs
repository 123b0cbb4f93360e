//! The thread that reckons: reports, medians and the cases behind numbers, on a connection of its own that is opened with the
//! first question. A question that nobody waits for any more is stopped in the middle; one that was only in the way goes on
//! after what is more pressing.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use crate::door::Door;
use crate::log::{Interrupter, LogError, Reader};
use crate::review::{self, Slice};

use super::super::message::Message;
use super::super::reckoning::{Counted, Question, Reckoned, Waiting, adds};
use super::failure;

/// How many of the cases behind a number are shown.
const MOST_CASES: usize = 500;
/// How many requests are shown with all that belongs to them.
const MOST_WAITING: usize = 50;
/// Before this nobody is told how far it is.
const A_MOMENT: Duration = Duration::from_millis(250);
/// How often it is told then.
const AGAIN: Duration = Duration::from_millis(120);

/// The way to the thread.
pub struct Reckoner {
    to: Sender<Question>,
    stop: Arc<OnceLock<Interrupter>>,
}

impl Reckoner {
    /// Starts the thread; it touches the disk with its first question.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub fn start(door: &Door, to: &Sender<Message>) -> std::io::Result<Self> {
        let (questions, from) = channel();
        let stop = Arc::new(OnceLock::new());
        let (door, to, its) = (door.clone(), to.clone(), stop.clone());
        std::thread::Builder::new().name("reckoner".to_owned()).spawn(move || work(&door, &from, &to, &its))?;
        Ok(Self { to: questions, stop })
    }

    /// Asks; what is being reckoned now makes way for what somebody looks at.
    pub fn ask(&self, question: Question) {
        let stops = question.stops_others();
        let _ = self.to.send(question);
        if let Some(stop) = self.stop.get().filter(|_| stops) {
            stop.interrupt();
        }
    }
}

fn work(door: &Door, from: &Receiver<Question>, to: &Sender<Message>, stop: &OnceLock<Interrupter>) {
    let mut reader: Option<Reader> = None;
    let mut waiting: Vec<Question> = Vec::new();
    loop {
        if waiting.is_empty() {
            let Ok(question) = from.recv() else { return };
            waiting.push(question);
        }
        for question in from.try_iter() {
            put(&mut waiting, question);
        }
        let question = waiting.remove(0);
        let mut began = (Instant::now(), A_MOMENT);
        let mut tell = |reckoned| {
            if began.0.elapsed() >= began.1 {
                began = (Instant::now(), AGAIN);
                let _ = to.send(Message::Reckoned(reckoned));
            }
        };
        let answer = match reader.take().map_or_else(|| door.reader(), Ok) {
            Ok(open) => {
                let reader = reader.insert(open);
                stop.get_or_init(|| reader.interrupter());
                match answer(door, reader, &question, &mut tell) {
                    Err(fault) if fault.kind() == "interrupted" => {
                        put_back(&mut waiting, from.try_iter(), question);
                        continue;
                    }
                    answer => answer.map_or_else(|fault| failed(&question, fault), Some),
                }
            }
            Err(fault) => failed(&question, fault),
        };
        if let Some(answer) = answer
            && to.send(Message::Reckoned(answer)).is_err()
        {
            return;
        }
    }
}

/// Adds a question: it takes the place of what it overtakes, and stands before what is less pressing.
fn put(waiting: &mut Vec<Question>, question: Question) {
    waiting.retain(|older| !older.is_overtaken_by(&question));
    let at = waiting.iter().position(|other| other.rank() > question.rank()).unwrap_or(waiting.len());
    waiting.insert(at, question);
}

/// A question that was stopped is asked again, unless something newer has taken its place.
fn put_back(waiting: &mut Vec<Question>, newer: impl Iterator<Item = Question>, stopped: Question) {
    let mut all = vec![stopped];
    all.append(waiting);
    all.extend(newer);
    for question in all {
        put(waiting, question);
    }
}

/// What an answer is where the log cannot be read. A median is left out without a word.
fn failed(question: &Question, fault: LogError) -> Option<Reckoned> {
    let why = failure(fault);
    Some(match *question {
        Question::Report { generation, .. } => Reckoned::Report { generation, result: Err(why) },
        Question::Behind { generation, .. } => Reckoned::Behind { generation, result: Err(why) },
        Question::Waiting => Reckoned::Waiting { result: Err(why) },
        Question::Median { .. } => return None,
    })
}

/// Answers one question; `tell` hears how far a report is.
///
/// # Errors
/// Where the log cannot be read, or the question was stopped.
pub fn answer(
    door: &Door,
    reader: &Reader,
    question: &Question,
    tell: &mut dyn FnMut(Reckoned),
) -> Result<Reckoned, LogError> {
    let desk = &door.desk;
    Ok(match question {
        Question::Report { generation, looked, now } => {
            let report = review::report(reader, desk, looked.about(), *now, &mut |records| {
                tell(Reckoned::SoFar { generation: *generation, records });
            })?;
            Reckoned::Report { generation: *generation, result: Ok(Box::new(report)) }
        }
        Question::Median { day, now } => {
            let figures = review::month_median(reader, desk, *day, *now, &mut |_| {})?;
            Reckoned::Median { day: *day, figures }
        }
        Question::Behind { generation, looked, now, metric, row } => {
            let slice = row.as_ref().map(|(table, key)| Slice { table, key });
            let found = review::behind(reader, desk, looked.about(), *now, (metric, slice), MOST_CASES, &mut |_| ())?;
            let mut cases = Vec::with_capacity(found.cases.len());
            for one in found.cases {
                if let Some(case) = reader.summary_of(one.case)? {
                    cases.push(Counted { case, adds: adds(metric, desk.currency, one.part, one.of) });
                }
            }
            Reckoned::Behind { generation: *generation, result: Ok((cases, found.all)) }
        }
        Question::Waiting => Reckoned::Waiting { result: Ok(requests(door, reader)?) },
    })
}

/// The requests that wait, each with the case as whoever asked has it before them.
fn requests(door: &Door, reader: &Reader) -> Result<Vec<Waiting>, LogError> {
    let mut waiting = Vec::new();
    for request in reader.requests()?.into_iter().take(MOST_WAITING) {
        let theirs = door.with_login(&request.asker);
        let shown = Arc::new(super::shown(&theirs, reader, request.case)?);
        waiting.push(Waiting { request, shown });
    }
    Ok(waiting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Span;
    use crate::terms::Timestamp;
    use crate::tui::reckoning::Looked;

    fn day(day: &str) -> Span {
        Span::day(day.parse().unwrap())
    }

    fn report(generation: u64) -> Question {
        Question::Report { generation, looked: Looked::Span(day("2026-11-20")), now: Timestamp::default() }
    }

    fn ranks(waiting: &[Question]) -> Vec<usize> {
        waiting.iter().map(Question::rank).collect()
    }

    #[test]
    fn of_each_sort_the_newest_is_kept_and_the_pressing_come_first() {
        let mut waiting = Vec::new();
        put(&mut waiting, Question::Median { day: day("2026-11-20"), now: Timestamp::default() });
        put(&mut waiting, report(1));
        put(&mut waiting, report(2));
        put(&mut waiting, Question::Waiting);
        assert_eq!(ranks(&waiting), [0, 2], "a median belongs to the report before");
        assert!(matches!(waiting[1], Question::Report { generation: 2, .. }));
    }

    #[test]
    fn what_was_stopped_comes_again_unless_it_was_overtaken() {
        let median = || Question::Median { day: day("2026-11-20"), now: Timestamp::default() };
        let mut waiting = Vec::new();
        put_back(&mut waiting, std::iter::once(Question::Waiting), median());
        assert_eq!(ranks(&waiting), [0, 3]);
        put_back(&mut waiting, std::iter::once(report(2)), report(1));
        assert_eq!(ranks(&waiting), [0, 2]);
        assert!(matches!(waiting[1], Question::Report { generation: 2, .. }));
    }
}
