//! A fact: one event with its header, as the log hands it to the fold. Order is (clock stamp, stream, counter), always.

use crate::terms::{CaseId, CustomerId, EntryId, EventId, StreamId, Timestamp};

use super::event::Body;

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A case.
    Case(CaseId),
    /// A customer.
    Customer(CustomerId),
    /// An entry of its own: a coaching note, what was changed about a cause.
    Entry(EntryId),
}

impl Subject {
    /// The 16 bytes as they lie in the log.
    pub fn bytes(&self) -> [u8; 16] {
        match self {
            Self::Case(id) => id.bytes(),
            Self::Customer(id) => id.bytes(),
            Self::Entry(id) => id.bytes(),
        }
    }
}

/// Where a fact stands in the total order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Hybrid logical clock stamp: 48 bits of milliseconds, 16 bits of counter.
    pub hlc: i64,
    /// The stream.
    pub stream: StreamId,
    /// The stream's own gapless counter, from 1.
    pub n: i64,
}

/// One event of the log with its header.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The event's id.
    pub id: EventId,
    /// Where it stands in the total order.
    pub position: Position,
    /// When it was entered, for display.
    pub wall: Timestamp,
    /// Who wrote it (a login).
    pub actor: String,
    /// What it is about.
    pub subject: Subject,
    /// Its kind, as the log writes it.
    pub kind: String,
    /// An older program that does not know this kind must not write to the case.
    pub critical: bool,
    /// What it says; `None` where it was erased or comes from a newer program.
    pub body: Option<Body>,
}

impl Fact {
    /// Who did the work.
    pub fn agent(&self) -> &str {
        self.body.as_ref().and_then(|b| b.agent.as_deref()).unwrap_or(&self.actor)
    }
}
