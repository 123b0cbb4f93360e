//! Small questions beside the lists: how many cases a customer has, which playbook texts are kept.

use rusqlite::params_from_iter;

use crate::terms::{CustomerId, EventId};

use super::customers;
use super::error::LogError;
use super::reader::Reader;

impl Reader {
    /// How many cases this customer has, under every record of the same person.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn cases_of(&self, id: CustomerId) -> Result<usize, LogError> {
        let records = customers::alias_set(self.db(), id)?;
        let marks = vec!["?"; records.len()].join(", ");
        let sql = format!("SELECT count(*) FROM case_row WHERE customer IN ({marks})");
        let count: i64 = self
            .db()
            .prepare_cached(&sql)?
            .query_row(params_from_iter(records.iter().map(CustomerId::bytes)), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// The ids of all events, stream by stream: what a test or another console holds its own list against.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn event_ids(&self) -> Result<Vec<EventId>, LogError> {
        let mut statement = self.db().prepare_cached("SELECT id FROM event ORDER BY stream, n")?;
        let ids = statement.query_map([], |row| Ok(EventId::from_bytes(row.get(0)?)))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The texts of all playbooks that walks of this log began with.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn playbook_bundles(&self) -> Result<Vec<String>, LogError> {
        let mut statement = self.db().prepare_cached("SELECT bundle FROM playbook_text ORDER BY hash")?;
        let bundles = statement.query_map([], |row| row.get(0))?;
        Ok(bundles.collect::<Result<_, _>>()?)
    }
}
