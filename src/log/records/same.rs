//! Whether the same customer was in touch about the same cause before or after: read off a list of the contacts around a
//! stretch, or asked one at a time where the cases of a query are gone through.

use std::cell::RefCell;
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
    contacts: Contacts<'a>,
}

enum Contacts<'a> {
    /// Those around a stretch, in order: whose, about what, when it began. One question for all: a million asked one by one
    /// took longer than all else.
    Listed(Around),
    /// Whatever is asked for.
    Asked(RefCell<CachedStatement<'a>>),
}

#[derive(Default)]
struct Around {
    /// One id for each person who has several, because records were merged.
    persons: HashMap<Id, Id>,
    causes: HashMap<String, u32>,
    contacts: Vec<(Id, u32, i64)>,
}

impl<'a> Same<'a> {
    /// For what happened in `from..until`: the contacts of that stretch and of its windows.
    pub fn around(db: &'a Connection, from: i64, until: i64, window_ms: i64) -> Result<Self, LogError> {
        let (from, until) = (from.saturating_sub(window_ms), until.saturating_add(window_ms));
        Ok(Self { db, window_ms, contacts: Contacts::Listed(Around::read(db, from, until)?) })
    }

    /// For any case.
    pub fn asked(db: &'a Connection, window_ms: i64) -> Result<Self, LogError> {
        let sql = "SELECT EXISTS(SELECT 1 FROM interaction WHERE customer = ?1 AND cause = ?2 AND began >= ?3 AND began < ?4)";
        Ok(Self { db, window_ms, contacts: Contacts::Asked(RefCell::new(db.prepare_cached(sql)?)) })
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
        match &self.contacts {
            Contacts::Listed(around) => Ok(Some(around.has(customer, cause, from, until))),
            Contacts::Asked(looks) => {
                let mut looks = looks.borrow_mut();
                for id in customers::alias_set(self.db, CustomerId::from_bytes(customer))? {
                    if looks.query_row((id.bytes(), cause, from, until), |row| row.get(0))? {
                        return Ok(Some(true));
                    }
                }
                Ok(Some(false))
            }
        }
    }
}

impl Around {
    fn read(db: &Connection, from: i64, until: i64) -> Result<Self, LogError> {
        let mut around = Self { persons: persons(db)?, ..Self::default() };
        let sql =
            "SELECT customer, cause, began FROM interaction WHERE began >= ?1 AND began < ?2 AND cause IS NOT NULL";
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query((from, until))?;
        while let Some(row) = rows.next()? {
            let (customer, began): (Id, i64) = (row.get(0)?, row.get(2)?);
            let cause = row.get_ref(1)?.as_str_or_null().ok().flatten().unwrap_or_default();
            let known = around.causes.get(cause).copied();
            let cause = known.unwrap_or_else(|| {
                let next = u32::try_from(around.causes.len()).unwrap_or(u32::MAX);
                *around.causes.entry(cause.to_owned()).or_insert(next)
            });
            around.contacts.push((around.person(customer), cause, began));
        }
        around.contacts.sort_unstable();
        Ok(around)
    }

    fn person(&self, id: Id) -> Id {
        self.persons.get(&id).copied().unwrap_or(id)
    }

    fn has(&self, customer: Id, cause: &str, from: i64, until: i64) -> bool {
        let Some(cause) = self.causes.get(cause).copied() else { return false };
        let (first, end) = ((self.person(customer), cause, from), (self.person(customer), cause, until));
        let at = self.contacts.partition_point(|contact| *contact < first);
        self.contacts.get(at).is_some_and(|contact| *contact < end)
    }
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
