//! The ledger of promises: everybody's, and what became of each. What is open and whose move it is stands in `next_up`.

use serde::Serialize;

use crate::terms::{CaseId, PromiseId, Timestamp};

use super::error::LogError;
use super::next_up::number;
use super::reader::Reader;

/// A promise, whatever became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pledged {
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
    /// When.
    pub made: Timestamp,
    /// By when.
    pub due: Timestamp,
    /// The words for the time that the customer was told.
    pub told: Option<String>,
    /// Who has to see to it.
    pub by: String,
    /// How often its time was moved.
    pub moved: u32,
    /// Whether the customer was told of the time that it was moved to last; `None` where it never was moved.
    pub move_told: Option<bool>,
    /// `open`, `kept`, `broken` or `withdrawn`.
    pub state: String,
    /// When it was kept, broken or withdrawn.
    pub ended: Option<Timestamp>,
}

impl Reader {
    /// Everybody's promises, the newest first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn ledger(&self, limit: usize) -> Result<Vec<Pledged>, LogError> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.db.prepare_cached(
            "SELECT p.case_id, c.number, c.customer, p.id, p.words, p.made, p.due, p.told, p.owner, p.moved, p.move_told, \
             p.state, p.state_at FROM promise p INDEXED BY promise_made CROSS JOIN case_row c ON c.case_id = p.case_id \
             ORDER BY p.made DESC LIMIT ?1",
        )?;
        let mut rows = statement.query([most])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let moved: u32 = row.get(9)?;
            found.push(Pledged {
                case: CaseId::from_bytes(row.get(0)?),
                number: number(row, 1)?,
                customer_name: self.named(row, 2)?,
                promise: PromiseId::from_bytes(row.get(3)?),
                text: row.get(4)?,
                made: Timestamp::from_ms(row.get(5)?),
                due: Timestamp::from_ms(row.get(6)?),
                told: row.get(7)?,
                by: row.get(8)?,
                moved,
                move_told: row.get::<_, bool>(10).map(|told| (moved > 0).then_some(told))?,
                state: row.get(11)?,
                ended: row.get::<_, Option<i64>>(12)?.map(Timestamp::from_ms),
            });
        }
        Ok(found)
    }
}
