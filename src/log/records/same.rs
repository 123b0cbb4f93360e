//! Whether the same customer was in touch about the same cause before or after. Around a stretch a list of its contacts says for
//! nearly all that there was nobody; only who may have been is asked for.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use rusqlite::{CachedStatement, Connection};

use crate::log::customers;
use crate::log::error::LogError;
use crate::terms::CustomerId;

type Id = [u8; 16];

/// Looks for other contacts of the same customer with the same cause.
pub(super) struct Same<'a> {
    db: &'a Connection,
    /// For how long a contact counts as the same matter, in milliseconds.
    pub window_ms: i64,
    looks: RefCell<CachedStatement<'a>>,
    /// One id for each person who has several, because records were merged; read when it is first needed.
    persons: OnceCell<HashMap<Id, Id>>,
    /// Whose contacts there are and about what, as a number that two matters seldom share, and when they began; in order.
    around: Option<Vec<(u64, i64)>>,
}

impl<'a> Same<'a> {
    /// For any case.
    pub fn anywhere(db: &'a Connection, window_ms: i64) -> Result<Self, LogError> {
        let sql = "SELECT EXISTS(SELECT 1 FROM interaction WHERE customer = ?1 AND cause = ?2 AND began >= ?3 AND began < ?4)";
        let looks = RefCell::new(db.prepare_cached(sql)?);
        Ok(Self { db, window_ms, looks, persons: OnceCell::new(), around: None })
    }

    fn persons(&self) -> Result<&HashMap<Id, Id>, LogError> {
        if let Some(persons) = self.persons.get() {
            return Ok(persons);
        }
        let read = persons(self.db)?;
        Ok(self.persons.get_or_init(|| read))
    }

    /// For what happened in `from..until`: one question for all, where there are so many that a question for each takes longer.
    pub fn around(db: &'a Connection, from: i64, until: i64, window_ms: i64) -> Result<Self, LogError> {
        let mut same = Self::anywhere(db, window_ms)?;
        if until.saturating_sub(from) > window_ms / 2 {
            same.around = Some(same.list(from.saturating_sub(window_ms), until.saturating_add(window_ms))?);
        }
        Ok(same)
    }

    /// Whether there is a contact in `from..until`. `None`: the customer or the cause is not known.
    pub fn between(
        &self,
        customer: Option<Id>,
        cause: Option<&str>,
        from: i64,
        until: i64,
    ) -> Result<Option<bool>, LogError> {
        let (Some(customer), Some(cause)) = (customer, cause) else { return Ok(None) };
        if from >= until {
            return Ok(Some(false));
        }
        if let Some(all) = &self.around
            && !self.may_be_in(all, (customer, cause), from, until)?
        {
            return Ok(Some(false));
        }
        let mut looks = self.looks.borrow_mut();
        let mut look = |id: Id| looks.query_row((id, cause, from, until), |row| row.get::<_, bool>(0));
        if !self.persons()?.contains_key(&customer) {
            return Ok(Some(look(customer)?));
        }
        for id in customers::alias_set(self.db, CustomerId::from_bytes(customer))? {
            if look(id.bytes())? {
                return Ok(Some(true));
            }
        }
        Ok(Some(false))
    }

    fn list(&self, from: i64, until: i64) -> Result<Vec<(u64, i64)>, LogError> {
        let mut all = Vec::new();
        let sql =
            "SELECT customer, cause, began FROM interaction WHERE began >= ?1 AND began < ?2 AND cause IS NOT NULL";
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query((from, until))?;
        while let Some(row) = rows.next()? {
            let cause = row.get_ref(1)?.as_str_or_null().ok().flatten().unwrap_or_default();
            all.push((matter(self.persons()?, row.get(0)?, cause), row.get(2)?));
        }
        all.sort_unstable();
        Ok(all)
    }

    fn may_be_in(
        &self,
        all: &[(u64, i64)],
        (customer, cause): (Id, &str),
        from: i64,
        until: i64,
    ) -> Result<bool, LogError> {
        let matter = matter(self.persons()?, customer, cause);
        let at = all.partition_point(|contact| *contact < (matter, from));
        Ok(all.get(at).is_some_and(|contact| *contact < (matter, until)))
    }
}

/// The lot in a customer's id, and the cause's letters over it (FNV-1a).
fn matter(persons: &HashMap<Id, Id>, customer: Id, cause: &str) -> u64 {
    let person = if persons.is_empty() { &customer } else { persons.get(&customer).unwrap_or(&customer) };
    let lot = person.iter().skip(8).fold(0, |lot: u64, byte| lot << 8 | u64::from(*byte));
    cause.bytes().fold(lot, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// One id for each person who has several. Few records were ever merged.
fn persons(db: &Connection) -> Result<HashMap<Id, Id>, LogError> {
    let mut persons = HashMap::new();
    let mut statement = db.prepare_cached("SELECT DISTINCT customer FROM alias")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let set = customers::alias_set(db, CustomerId::from_bytes(row.get(0)?))?;
        if let Some(one) = set.iter().map(CustomerId::bytes).min() {
            persons.extend(set.iter().map(|id| (id.bytes(), one)));
        }
    }
    Ok(persons)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn for_no_time_at_all_nothing_is_asked() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE interaction(customer, cause, began)").unwrap();
        let same = Same::around(&db, 0, 0, 0).unwrap();
        // Whoever asks now is told that there is no such table.
        db.execute_batch("DROP TABLE interaction").unwrap();
        assert_eq!(same.between(Some([1; 16]), Some("late"), 6, 5).unwrap(), Some(false));
        assert_eq!(same.between(None, Some("late"), 6, 5).unwrap(), None);
        assert!(same.between(Some([1; 16]), Some("late"), 5, 6).is_err());
    }
}
