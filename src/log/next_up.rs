//! What waits for an agent: open interactions, promises by their due time, hand-offs offered to them, cases they own.

use rusqlite::Row;
use rusqlite::types::Value;
use serde::Serialize;

use crate::terms::{CaseId, Channel, HandOffId, InteractionId, PromiseId, Timestamp};

use super::error::LogError;
use super::list::{COLUMNS, CaseSummary};
use super::reader::Reader;

/// How many cases of their own are listed; the rest is one query away.
const MOST_OWNED: usize = 200;

/// An interaction that has not ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpenInteraction {
    /// Its case.
    pub case: CaseId,
    /// The case's number.
    pub number: String,
    /// Which.
    pub interaction: InteractionId,
    /// Its channel, once known.
    pub channel: Option<Channel>,
    /// When it began.
    pub began: Timestamp,
    /// When the customer was gone, in wrap-up.
    pub talk_ended: Option<Timestamp>,
}

/// A promise that is neither kept, broken nor withdrawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PromiseDue {
    /// Its case.
    pub case: CaseId,
    /// The case's number.
    pub number: String,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// Which.
    pub promise: PromiseId,
    /// What was promised.
    pub text: String,
    /// By when.
    pub due: Timestamp,
    /// How late it is, in milliseconds; 0 before its time.
    pub late_ms: i64,
}

/// A hand-off that waits to be taken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waiting {
    /// Its case.
    pub case: CaseId,
    /// The case's number.
    pub number: String,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// Which.
    pub hand_off: HandOffId,
    /// Who offers it.
    pub from: String,
    /// When.
    pub at: Timestamp,
    /// Whether they stay until it is taken.
    pub warm: bool,
    /// What the receiver needs to know.
    pub note: String,
}

/// What waits for an agent.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct NextUp {
    /// Their open promises, the earliest due first.
    pub promises: Vec<PromiseDue>,
    /// Hand-offs offered to them, the oldest first.
    pub hand_offs: Vec<Waiting>,
    /// Open cases that are theirs, newest first.
    pub cases: Vec<CaseSummary>,
}

impl Reader {
    /// The interactions of this agent that have not ended, the oldest first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn open_interactions(&self, agent: &str) -> Result<Vec<OpenInteraction>, LogError> {
        let mut statement = self.db.prepare_cached(
            "SELECT i.case_id, c.number, i.id, i.channel, i.began, i.talk_ended FROM interaction i \
             JOIN case_row c ON c.case_id = i.case_id \
             WHERE i.agent = ?1 AND i.ended IS NULL AND c.is_open = 1 ORDER BY i.began, i.id",
        )?;
        let found = statement.query_map([agent], |row| {
            Ok(OpenInteraction {
                case: CaseId::from_bytes(row.get(0)?),
                number: number(row, 1)?,
                interaction: InteractionId::from_bytes(row.get(2)?),
                channel: row.get::<_, Option<String>>(3)?.and_then(|word| word.parse().ok()),
                began: Timestamp::from_ms(row.get(4)?),
                talk_ended: row.get::<_, Option<i64>>(5)?.map(Timestamp::from_ms),
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// What waits for this agent, at `now`, as one picture.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn next_up(&self, agent: &str, now: Timestamp) -> Result<NextUp, LogError> {
        let tx = self.db.unchecked_transaction()?;
        let sql = format!(
            "SELECT {COLUMNS} FROM case_row c WHERE c.owner = ?1 AND c.is_open = 1 ORDER BY c.happened DESC, c.case_id DESC \
             LIMIT {MOST_OWNED}"
        );
        let next = NextUp {
            promises: self.promises(agent, now)?,
            hand_offs: self.hand_offs(agent)?,
            cases: self.summaries(&sql, &[Value::Text(agent.to_owned())])?,
        };
        tx.finish()?;
        Ok(next)
    }

    fn promises(&self, agent: &str, now: Timestamp) -> Result<Vec<PromiseDue>, LogError> {
        let mut statement = self.db.prepare_cached(
            "SELECT p.case_id, c.number, c.customer, p.id, p.words, p.due FROM promise p \
             JOIN case_row c ON c.case_id = p.case_id WHERE p.owner = ?1 AND p.state = 'open' ORDER BY p.due, p.id",
        )?;
        let mut found = Vec::new();
        let mut rows = statement.query([agent])?;
        while let Some(row) = rows.next()? {
            let due = Timestamp::from_ms(row.get(5)?);
            found.push(PromiseDue {
                case: CaseId::from_bytes(row.get(0)?),
                number: number(row, 1)?,
                customer_name: self.name(row, 2)?,
                promise: PromiseId::from_bytes(row.get(3)?),
                text: row.get(4)?,
                due,
                late_ms: now.since(due),
            });
        }
        Ok(found)
    }

    fn hand_offs(&self, agent: &str) -> Result<Vec<Waiting>, LogError> {
        let mut statement = self.db.prepare_cached(
            "SELECT h.case_id, c.number, c.customer, h.id, h.sender, h.at, h.warm, h.note FROM hand_off h \
             JOIN case_row c ON c.case_id = h.case_id \
             WHERE h.receiver = ?1 AND h.state = 'offered' AND c.is_open = 1 ORDER BY h.at, h.id",
        )?;
        let mut found = Vec::new();
        let mut rows = statement.query([agent])?;
        while let Some(row) = rows.next()? {
            found.push(Waiting {
                case: CaseId::from_bytes(row.get(0)?),
                number: number(row, 1)?,
                customer_name: self.name(row, 2)?,
                hand_off: HandOffId::from_bytes(row.get(3)?),
                from: row.get(4)?,
                at: Timestamp::from_ms(row.get(5)?),
                warm: row.get(6)?,
                note: row.get(7)?,
            });
        }
        Ok(found)
    }

    fn name(&self, row: &Row<'_>, at: usize) -> Result<Option<String>, LogError> {
        let Some(id) = row.get::<_, Option<[u8; 16]>>(at)? else { return Ok(None) };
        Ok(self.customer(crate::terms::CustomerId::from_bytes(id))?.map(|customer| customer.title()))
    }
}

fn number(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(at)?.unwrap_or_else(|| "-".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Event, Subject};
    use crate::log::fresh;
    use crate::log::testing::{Desk, NOON, began, opened};
    use crate::terms::Text;

    #[test]
    fn what_waits_is_listed_in_the_order_of_its_urgency() {
        let desk = Desk::new();
        let subject = Subject::Case(fresh());
        let promised = |promise, due: i64, by: &str| Event::Promised {
            promise,
            interaction: None,
            text: Text::new(&format!("due at {due}")),
            due: Timestamp::from_ms(NOON + due),
            told: None,
            by: by.to_owned(),
            step: None,
            call_back: None,
        };
        let (kept, hand_off) = (fresh(), fresh());
        desk.open().record(
            subject,
            vec![
                opened("C-1001"),
                began(Channel::Chat),
                promised(fresh(), 900, "ana"),
                promised(fresh(), 100, "ana"),
                promised(fresh(), 50, "bob"),
                promised(kept, 10, "ana"),
                Event::PromiseKept { promise: kept },
                Event::HandedOff { hand_off, to: "bob".into(), warm: true, note: Text::new("upset") },
            ],
        );
        let reader = desk.reader();
        let now = Timestamp::from_ms(NOON + 300);
        let ana = reader.next_up("ana", now).unwrap();
        let due: Vec<_> = ana.promises.iter().map(|p| (p.text.as_str(), p.late_ms)).collect();
        assert_eq!(due, [("due at 100", 200), ("due at 900", 0)]);
        assert_eq!((ana.hand_offs.len(), ana.cases.len()), (0, 1));
        let bob = reader.next_up("bob", now).unwrap();
        assert_eq!((bob.promises.len(), bob.hand_offs[0].hand_off, bob.cases.len()), (1, hand_off, 0));
        assert_eq!(reader.open_interactions("ana").unwrap().len(), 1);
        let mut log = desk.open();
        log.record(subject, vec![Event::HandOffAccepted { hand_off }]);
        let bob = reader.next_up("bob", now).unwrap();
        assert_eq!((bob.hand_offs.len(), bob.cases.len()), (0, 1));
    }
}
