//! Many records: every line through `decide`, refused ones told of with all their reasons, good ones kept.
//!
//! Lines are read and cleaned on a thread of their own. Slices of them are written in one transaction each, so that
//! other writers wait half a second at most, and nobody waits while a slow pipe brings the next line.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use super::people::Made;
use super::reasons;
use super::record::{Cleaning, Record};
use super::source::{Raw, Source, Unreadable};
use super::unit::{Setting, Unit, unit};
use crate::case::{CaseFile, Customer, Place, Reason, Refusal};
use crate::door::Door;
use crate::log::{Bulk, Log, LogError, Performed};
use crate::terms::{Mode, Timestamp};

/// The most lines of one transaction, and the longest that one is open.
const MOST: usize = 500;
const LONGEST: Duration = Duration::from_millis(500);

/// How lines are brought in.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Live work, or history.
    pub mode: Mode,
    /// Keep nothing where one line is refused.
    pub all_or_nothing: bool,
    /// The present moment.
    pub now: Timestamp,
}

/// What became of a line.
#[derive(Debug)]
pub enum Line<'a> {
    /// It was taken.
    Taken {
        /// Its number in the source, from 1.
        line: usize,
        /// The case that it is in now.
        case: &'a str,
        /// How many of its notes were split.
        split: usize,
    },
    /// It was brought in before.
    Already {
        /// Its number in the source.
        line: usize,
        /// Its name where it came from.
        external_id: &'a str,
    },
    /// It was refused.
    Refused {
        /// Its number in the source.
        line: usize,
        /// Everything that stands in its way.
        reasons: &'a [Reason],
    },
    /// So many bytes of the source are dealt with.
    Read(u64),
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Tally {
    /// Lines that were taken.
    pub taken: usize,
    /// Lines that had been brought in before.
    pub already: usize,
    /// Lines that were refused.
    pub refused: usize,
    /// Notes that were split.
    pub split: usize,
    /// What cleaning did to the texts of the lines that were taken.
    #[serde(flatten)]
    pub cleaning: Cleaning,
    /// Whether what was taken is kept (not so where all or nothing was asked for, and something was refused).
    pub kept: bool,
}

/// Why bringing in stopped half-way.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The source could not be read on.
    #[error("after {} kept lines the source could not be read any more: {}", .0.taken, .1)]
    Source(Tally, io::Error),
    /// The log could not be written on.
    #[error("{1}")]
    Log(Tally, LogError),
}

/// Brings in all lines of `source`; `hear` is told what became of each.
///
/// # Errors
/// Where source or log fail. What was committed before is kept and counted.
pub fn lines(
    mut source: Source,
    door: &Door,
    log: &mut Log,
    options: Options,
    hear: &mut dyn FnMut(&Line<'_>),
) -> Result<Tally, Stopped> {
    let currency = door.desk.currency;
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(MOST);
        scope.spawn(move || {
            loop {
                let next = match source.next_line() {
                    Ok(None) => return,
                    Ok(Some(raw)) => Ok(Read::of(raw, currency)),
                    Err(error) => Err(error),
                };
                let failed = next.is_err();
                if send.send(next).is_err() || failed {
                    return;
                }
            }
        });
        let mut import =
            Import { door, options, tally: Tally::default(), committed: Tally::default(), made: Made::default(), hear };
        if options.all_or_nothing { import.all_or_nothing(log, &receive) } else { import.slices(log, &receive) }
    })
}

/// One record by itself, with every reason where it is refused. `None` where it was brought in before.
///
/// # Errors
/// The refusal, or what went wrong with the log.
pub fn one(
    record: &Record,
    door: &Door,
    log: &mut Log,
    mode: Mode,
    now: Timestamp,
) -> Result<Option<Performed>, LogError> {
    if let Some(name) = &record.external_id
        && log.external(name)?.is_some()
    {
        return Ok(None);
    }
    // Only a case or a person that may be there already has to be looked for.
    let known = record.case.is_some() || !record.customer.is_empty();
    let reader = known.then(|| Log::open_reader(log.path())).transpose()?;
    let setting = Setting { door, reader: reader.as_ref(), mode, now };
    let unit = unit(record, &setting, &Made::default())?;
    match door.perform(log, &unit.deeds, mode, now) {
        Err(LogError::Refused(refusal)) => Err(all_reasons(refusal, &unit, &setting).into()),
        done => done.map(Some),
    }
}

/// A line, read.
struct Read {
    line: usize,
    bytes: u64,
    record: Result<Box<Record>, Refusal>,
}

impl Read {
    fn of(raw: Raw, currency: crate::terms::Currency) -> Self {
        let refuse = |rule, what: &str, mend: &str| Err(Refusal::one(rule, Place::Input, what, mend));
        let record = match raw.text {
            Ok(text) => super::read::record(&text, currency).map(Box::new),
            Err(Unreadable::TooLong) => {
                refuse("too-long", "The line is longer than 1 MB", "split it into several records")
            }
            Err(Unreadable::NotUtf8) => refuse("not-utf8", "The line is not UTF-8 text", "export it again as UTF-8"),
        };
        Self { line: raw.line, bytes: raw.read, record }
    }
}

type Next = io::Result<Read>;

struct Import<'a> {
    door: &'a Door,
    options: Options,
    tally: Tally,
    /// The tally as of the last commit.
    committed: Tally,
    made: Made,
    hear: &'a mut dyn FnMut(&Line<'_>),
}

impl Import<'_> {
    fn slices(&mut self, log: &mut Log, lines: &Receiver<Next>) -> Result<Tally, Stopped> {
        let reader = Log::open_reader(log.path()).map_err(|e| Stopped::Log(self.tally, e))?;
        (self.tally.kept, self.committed.kept) = (true, true);
        loop {
            let (batch, end) = gather(lines);
            let mut waiting = batch.into_iter().peekable();
            while waiting.peek().is_some() {
                let sliced = self.slice(log, &reader, &mut waiting);
                sliced.map_err(|error| Stopped::Log(self.committed, error))?;
            }
            match end {
                End::More => {}
                End::Over => return Ok(self.tally),
                End::Failed(error) => return Err(Stopped::Source(self.tally, error)),
            }
        }
    }

    /// One transaction over as many of the waiting lines as fit into its time.
    fn slice(
        &mut self,
        log: &mut Log,
        reader: &crate::log::Reader,
        waiting: &mut dyn Iterator<Item = Read>,
    ) -> Result<(), LogError> {
        let mut bulk = log.bulk()?;
        let began = Instant::now();
        for read in &mut *waiting {
            self.take(&mut bulk, reader, read)?;
            if began.elapsed() > LONGEST {
                break;
            }
        }
        bulk.commit()?;
        self.committed = self.tally;
        self.made.clear();
        Ok(())
    }

    fn all_or_nothing(&mut self, log: &mut Log, lines: &Receiver<Next>) -> Result<Tally, Stopped> {
        let nothing = Tally::default();
        let stopped = |error| Stopped::Log(nothing, error);
        let reader = Log::open_reader(log.path()).map_err(stopped)?;
        // Everything is read before the transaction begins: others do not wait for a slow pipe.
        let all: io::Result<Vec<Read>> = lines.iter().collect();
        let all = all.map_err(|error| Stopped::Source(nothing, error))?;
        let mut bulk = log.bulk().map_err(stopped)?;
        for read in all {
            self.take(&mut bulk, &reader, read).map_err(stopped)?;
        }
        if self.tally.refused > 0 {
            return Ok(self.tally);
        }
        bulk.commit().map_err(stopped)?;
        Ok(Tally { kept: true, ..self.tally })
    }

    fn take(&mut self, bulk: &mut Bulk<'_>, reader: &crate::log::Reader, read: Read) -> Result<(), LogError> {
        let line = read.line;
        let taken = match read.record {
            Ok(record) => self.record(bulk, reader, line, &record),
            Err(refusal) => Err(refusal.into()),
        };
        match taken {
            Err(LogError::Refused(refusal)) => {
                self.tally.refused += 1;
                (self.hear)(&Line::Refused { line, reasons: &refusal.reasons });
            }
            other => other?,
        }
        (self.hear)(&Line::Read(read.bytes));
        Ok(())
    }

    fn record(
        &mut self,
        bulk: &mut Bulk<'_>,
        reader: &crate::log::Reader,
        line: usize,
        record: &Record,
    ) -> Result<(), LogError> {
        if let Some(name) = &record.external_id
            && bulk.external(name)?.is_some()
        {
            self.tally.already += 1;
            (self.hear)(&Line::Already { line, external_id: name });
            return Ok(());
        }
        let Options { mode, now, .. } = self.options;
        let setting = Setting { door: self.door, reader: Some(reader), mode, now };
        let unit = unit(record, &setting, &self.made)?;
        self.door.keep_playbooks(&unit.deeds, |hash, bundle| bulk.keep_playbook(hash, bundle).map(|_| ()))?;
        let known = self.door.known(now);
        let printed = self.door.printed(&unit.deeds, |code| bulk.is_free(code))?;
        let deeds = printed.as_deref().unwrap_or(&unit.deeds);
        let done = match bulk.perform(deeds, &self.door.context(&known, mode, now)) {
            Err(LogError::Refused(refusal)) => return Err(all_reasons(refusal, &unit, &setting).into()),
            done => done?,
        };
        self.made.used.extend(unit.used());
        if let Some((id, details)) = &unit.customer {
            self.made.remember(*id, details);
        }
        self.tally.taken += 1;
        self.tally.split += unit.split;
        self.tally.cleaning.add(record.cleaning);
        if let Some(file) = &done.file {
            let number = file.case.number();
            self.made.cases.insert(number.to_owned(), (file.id, file.case.closed.is_some()));
            (self.hear)(&Line::Taken { line, case: number, split: unit.split });
        }
        Ok(())
    }
}

enum End {
    More,
    Over,
    Failed(io::Error),
}

/// The lines of one slice: as many as come until it is full or its time is over. Waits for the first.
fn gather(lines: &Receiver<Next>) -> (Vec<Read>, End) {
    let mut batch = Vec::new();
    let Ok(mut next) = lines.recv() else { return (batch, End::Over) };
    let until = Instant::now() + LONGEST;
    loop {
        match next {
            Ok(read) => batch.push(read),
            Err(error) => return (batch, End::Failed(error)),
        }
        if batch.len() >= MOST {
            return (batch, End::More);
        }
        next = match lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(next) => next,
            Err(RecvTimeoutError::Timeout) => return (batch, End::More),
            Err(RecvTimeoutError::Disconnected) => return (batch, End::Over),
        };
    }
}

/// Everything that stands in the way, or at least what the log said.
fn all_reasons(refusal: Refusal, unit: &Unit, setting: &Setting<'_>) -> Refusal {
    let known = setting.door.known(setting.now);
    let mut context = setting.door.context(&known, setting.mode, setting.now);
    context.customer = unit.customer.clone().map(|(id, details)| Customer { id, details, aliases: Vec::new() });
    let file = match setting.reader {
        Some(reader) if unit.known_case => reader.case(unit.case).unwrap_or_else(|_| CaseFile::empty(unit.case)),
        _ => CaseFile::empty(unit.case),
    };
    let reasons = reasons::all(file, &unit.deeds, &context);
    if reasons.is_empty() { refusal } else { Refusal { reasons } }
}
