//! One unit of work inside a transaction: decide everything in memory first, write after. A refused unit leaves nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::case::{CaseFile, Command, Context, Customer, Deed, Event, Fact, Position, Refusal, Subject};
use crate::terms::{CaseId, CustomerId, EntryId, EventId, StreamId};

use super::append::{self, Entry, Pending};
use super::cache::{self, Cache};
use super::error::{Kind, LogError};
use super::rows::{Rows, rows};
use super::stream::{self, Stream};
use super::{customers, entries, names, project, read};

/// How `decide` is called; tests may put another in its place.
pub(super) type Decide = fn(&CaseFile, &Deed, &Context<'_>) -> Result<Vec<Event>, Refusal>;

/// What was done by one unit.
#[derive(Debug, Clone)]
pub struct Performed {
    /// The case that was touched, as it is now; the last one where several were.
    pub file: Option<Arc<CaseFile>>,
    /// The customer that was touched, as known now.
    pub customer: Option<Customer>,
    /// The new events. None where the same command was carried out before.
    pub events: Vec<EventId>,
    /// The log's latest clock stamp.
    pub hlc: i64,
}

/// What a transaction carries from unit to unit before it is written down.
#[derive(Debug, Clone)]
pub(super) struct Ledger {
    pub hlc: i64,
    pub next_number: i64,
    pub installation: Uuid,
    /// By login.
    pub streams: BTreeMap<String, Stream>,
    /// Whether a stream was opened in this transaction.
    pub new_stream: bool,
}

impl Ledger {
    /// As the log stands, at the beginning of a transaction.
    pub fn read(db: &Connection, installation: Uuid, cache: &mut Cache) -> Result<Self, LogError> {
        let (hlc, next_number, epoch) = db
            .prepare_cached("SELECT hlc, next_number, epoch FROM meta")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        cache.at_epoch(epoch);
        Ok(Self { hlc, next_number, installation, streams: BTreeMap::new(), new_stream: false })
    }

    /// Writes counters and heads down, before the commit.
    pub fn write(&self, db: &Connection) -> Result<(), LogError> {
        if self.streams.is_empty() {
            return Ok(());
        }
        for stream in self.streams.values() {
            stream::advance(db, stream)?;
        }
        db.prepare_cached("UPDATE meta SET hlc = ?1, next_number = ?2")?.execute((self.hlc, self.next_number))?;
        Ok(())
    }
}

/// A case that the unit works on.
struct Open {
    file: Arc<CaseFile>,
    before: Rows,
    changed: bool,
}

/// A customer that the unit works on.
struct Known {
    id: CustomerId,
    facts: Vec<Fact>,
    changed: bool,
}

/// An entry of its own that the unit works on.
struct Noted {
    id: EntryId,
    facts: Vec<Fact>,
    changed: bool,
}

/// One unit of work.
pub(super) struct Unit<'a> {
    db: &'a Connection,
    cache: &'a mut Cache,
    ledger: Ledger,
    cases: Vec<Open>,
    customers: Vec<Known>,
    entries: Vec<Noted>,
    pending: Vec<Pending>,
}

impl<'a> Unit<'a> {
    pub fn new(db: &'a Connection, cache: &'a mut Cache, ledger: &Ledger) -> Self {
        let (cases, customers, entries) = (Vec::new(), Vec::new(), Vec::new());
        Self { db, cache, ledger: ledger.clone(), cases, customers, entries, pending: Vec::new() }
    }

    /// Decides one deed and takes its events, in memory.
    pub fn deed(&mut self, deed: &Deed, context: &Context<'_>, decide: Decide) -> Result<(), LogError> {
        names::must_be_clean(deed)?;
        let events = match deed.on {
            Subject::Case(id) => {
                let at = self.case(id)?;
                let mut context = context.clone();
                context.customer = match self.cases[at].file.case.customer {
                    Some(customer) => self.as_known(customer)?,
                    None => None,
                };
                if let Command::Give(gift) = &deed.command {
                    let open: Vec<Arc<CaseFile>> = self.cases.iter().map(|open| open.file.clone()).collect();
                    let by = deed.agent.as_deref().unwrap_or(context.actor);
                    context.spent = super::spent::spent(self.db, &open, &open[at], gift, (by, deed.at), &context)?;
                }
                let numbered = self.numbered(deed)?;
                decide(&self.cases[at].file, numbered.as_ref().unwrap_or(deed), &context)?
            }
            Subject::Customer(id) => {
                let at = self.customer(id)?;
                let mut context = context.clone();
                context.customer = Customer::fold(id, &self.customers[at].facts);
                // A customer has no case; the file carries the facts, for undo and for commands that come twice.
                let file = CaseFile::fold(CaseId::from_bytes(id.bytes()), self.customers[at].facts.clone());
                decide(&file, deed, &context)?
            }
            Subject::Entry(id) => {
                let at = self.entry(id)?;
                let file = CaseFile::fold(CaseId::from_bytes(id.bytes()), self.entries[at].facts.clone());
                decide(&file, deed, context)?
            }
        };
        let person = None;
        let entry = Entry {
            subject: deed.on,
            command: deed.id,
            at: deed.at,
            agent: deed.agent.clone(),
            seen: deed.seen,
            actor: context.actor,
            wall: context.now,
            person,
        };
        self.take(entry, events)
    }

    /// Takes events of one command, in memory.
    pub fn take(&mut self, mut entry: Entry<'_>, events: Vec<Event>) -> Result<(), LogError> {
        for event in events {
            entry.person = match entry.subject {
                Subject::Case(id) => {
                    let at = self.case(id)?;
                    let file = &self.cases[at].file;
                    if file.needs_newer_program() {
                        return Err(newer_work(file));
                    }
                    match &event {
                        Event::CustomerSet { customer } => Some(*customer),
                        _ => file.case.customer,
                    }
                }
                Subject::Customer(id) => Some(id),
                Subject::Entry(_) => None,
            };
            let stream = self.stream(entry.actor)?;
            let mut sealing = stream.clone();
            let mut hlc = self.ledger.hlc;
            let pending = append::seal(&mut sealing, &mut hlc, &entry, event)?;
            self.ledger.hlc = hlc;
            self.ledger.streams.insert(entry.actor.to_owned(), sealing);
            match entry.subject {
                Subject::Case(id) => {
                    let at = self.case(id)?;
                    Arc::make_mut(&mut self.cases[at].file).take(pending.fact.clone());
                    self.cases[at].changed = true;
                }
                Subject::Customer(id) => {
                    let at = self.customer(id)?;
                    self.customers[at].facts.push(pending.fact.clone());
                    self.customers[at].changed = true;
                }
                Subject::Entry(id) => {
                    let at = self.entry(id)?;
                    self.entries[at].facts.push(pending.fact.clone());
                    self.entries[at].changed = true;
                }
            }
            self.pending.push(pending);
        }
        Ok(())
    }

    /// Writes everything, and hands back what was done with the ledger as it stands after.
    pub fn write(mut self) -> Result<(Performed, Ledger), LogError> {
        let db = self.db;
        for (login, stream) in &mut self.ledger.streams {
            if std::mem::take(&mut stream.new) {
                stream::insert(db, stream, self.ledger.installation, login)?;
                self.ledger.new_stream = true;
            }
        }
        for pending in &self.pending {
            append::write(db, pending)?;
        }
        let mut performed = Performed {
            file: None,
            customer: None,
            events: self.pending.iter().map(|pending| pending.fact.id).collect(),
            hlc: self.ledger.hlc,
        };
        for known in self.customers {
            if known.changed {
                customers::project(db, known.id, &known.facts)?;
            }
            performed.customer = Customer::fold(known.id, &known.facts);
        }
        for noted in self.entries.iter().filter(|noted| noted.changed) {
            entries::project(db, noted.id, &noted.facts)?;
        }
        for open in self.cases {
            let after = if open.changed { rows(&open.file) } else { open.before.clone() };
            if open.changed {
                project::write(db, open.file.id, &open.before, &after)?;
            }
            performed.file = Some(Arc::clone(&open.file));
            self.cache.put(cache::Entry { file: open.file, rows: after });
        }
        Ok((performed, self.ledger))
    }

    /// Puts cases that nothing happened to back for the next unit.
    pub fn give_up(self) {
        for open in self.cases.into_iter().filter(|open| !open.changed) {
            self.cache.put(cache::Entry { file: open.file, rows: open.before });
        }
    }

    /// The deed with the next free number, where it opens a case and brings none.
    fn numbered(&mut self, deed: &Deed) -> Result<Option<Deed>, LogError> {
        let Command::Open { number } = &deed.command else { return Ok(None) };
        // A deed that was carried out before makes nothing: it takes no number either.
        let before =
            |open: &Open| open.file.facts.iter().any(|f| f.body.as_ref().is_some_and(|b| b.command == deed.id));
        if !number.is_empty() || self.cases.iter().any(|open| Subject::Case(open.file.id) == deed.on && before(open)) {
            return Ok(None);
        }
        let mut taken = self.db.prepare_cached("SELECT 1 FROM case_row WHERE number = ?1")?;
        loop {
            let number = format!("C-{}", self.ledger.next_number);
            self.ledger.next_number += 1;
            let here = self.cases.iter().any(|open| open.file.case.number() == number);
            // A case that was brought in with its own number may have it already.
            if !here && !taken.exists([&number])? {
                return Ok(Some(Deed { command: Command::Open { number }, ..deed.clone() }));
            }
        }
    }

    fn stream(&mut self, login: &str) -> Result<&Stream, LogError> {
        if !self.ledger.streams.contains_key(login) {
            let stream = stream::of(self.db, self.ledger.installation, login)?;
            self.ledger.streams.insert(login.to_owned(), stream);
        }
        self.ledger.streams.get(login).ok_or_else(|| LogError::internal("a stream that was just opened is gone"))
    }

    /// The place of a case in `cases`, read where it is not there yet.
    fn case(&mut self, id: CaseId) -> Result<usize, LogError> {
        if let Some(at) = self.cases.iter().position(|open| open.file.id == id) {
            return Ok(at);
        }
        let stored = state(self.db, id)?;
        let cached = self.cache.take(id).filter(|entry| entry.state() == stored);
        let open = if let Some(cache::Entry { file, rows }) = cached {
            Open { file, before: rows, changed: false }
        } else {
            let file = read::case_file(self.db, id)?;
            Open { before: rows(&file), file: Arc::new(file), changed: false }
        };
        self.cases.push(open);
        Ok(self.cases.len() - 1)
    }

    /// The place of a customer in `customers`, read where they are not there yet.
    fn customer(&mut self, id: CustomerId) -> Result<usize, LogError> {
        if let Some(at) = self.customers.iter().position(|known| known.id == id) {
            return Ok(at);
        }
        let facts = read::customer_facts(self.db, id)?;
        self.customers.push(Known { id, facts, changed: false });
        Ok(self.customers.len() - 1)
    }

    /// The place of an entry in `entries`, read where it is not there yet.
    fn entry(&mut self, id: EntryId) -> Result<usize, LogError> {
        if let Some(at) = self.entries.iter().position(|noted| noted.id == id) {
            return Ok(at);
        }
        let facts = read::entry_facts(self.db, id)?;
        self.entries.push(Noted { id, facts, changed: false });
        Ok(self.entries.len() - 1)
    }

    /// The person that this record belongs to, with what this unit has learnt of them.
    fn as_known(&self, id: CustomerId) -> Result<Option<Customer>, LogError> {
        let id = customers::resolve(self.db, id)?;
        match self.customers.iter().find(|known| known.id == id) {
            Some(known) => Ok(Customer::fold(id, &known.facts)),
            None => Ok(Customer::fold(id, &read::customer_facts(self.db, id)?)),
        }
    }
}

/// How many facts a case has in the log, and where the newest stands.
fn state(db: &Connection, id: CaseId) -> Result<Option<(usize, Position)>, LogError> {
    Ok(db
        .prepare_cached("SELECT events, last_hlc, last_stream, last_n FROM case_row WHERE case_id = ?1")?
        .query_row([id.bytes()], |row| {
            let stream = StreamId::from_bytes(row.get(2)?);
            let count = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
            Ok((count, Position { hlc: row.get(1)?, stream, n: row.get(3)? }))
        })
        .optional()?)
}

fn newer_work(file: &CaseFile) -> LogError {
    LogError::new(
        Kind::TooNew,
        format!(
            "a newer amends wrote something in {} that this one does not know and must not write after",
            file.case.number()
        ),
        "bring this amends up to date; until then this case can be read only",
    )
}
