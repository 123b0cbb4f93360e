//! What was given already, read where it is decided: inside the write transaction, with what this unit of work has done so
//! far and not yet written.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::Connection;

use crate::case::{CaseFile, Context, Gesture, Gift, Spent, year_before};
use crate::terms::{Currency, Timestamp};

use super::customers;
use super::error::LogError;
use super::reader::Reader;

impl Reader {
    /// What was given already, for the meters that are shown while a gift is considered. What decides is read again inside
    /// the write transaction.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn spent(
        &self,
        file: &CaseFile,
        gift: &Gift,
        by: &str,
        context: &Context<'_>,
        at: Timestamp,
    ) -> Result<Spent, LogError> {
        spent(&self.db, &[Arc::new(file.clone())], file, gift, (by, at), context)
    }
}

/// What counts towards the limits of a gift that `by` gives at `at` in the case of `file`. `open` are the cases of this unit
/// of work as they are now: their rows are older.
pub(super) fn spent(
    db: &Connection,
    open: &[Arc<CaseFile>],
    file: &CaseFile,
    gift: &Gift,
    (by, at): (&str, Timestamp),
    context: &Context<'_>,
) -> Result<Spent, LogError> {
    let limits = context.rules.limits(context.role);
    let currency = [limits.gift, limits.case, limits.day, limits.customer, limits.month, limits.kindness]
        .into_iter()
        .flatten()
        .map(|limit| limit.currency)
        .next();
    let mut spent = Spent::default();
    let here: BTreeSet<[u8; 16]> = open.iter().map(|file| file.id.bytes()).collect();
    if let Some(currency) = currency {
        spent.case = file.case.given(currency);
        let (day, month) = (context.calendar.day(at), context.calendar.month(at));
        for (at, minor, unprompted) in given_by(db, open, &here, (by, month), currency)? {
            if unprompted && limits.kindness.is_some() {
                spent.kindness += minor;
            } else {
                spent.month += minor;
                spent.day += if day.0 <= at && at < day.1 { minor } else { 0 };
            }
        }
        spent.customer = given_to(db, open, &here, file, at, currency)?;
    }
    if let Some((_, since)) = context.rules.gesture(&gift.what).and_then(|rule| rule.stock) {
        let sql = "SELECT case_id FROM gesture WHERE what = ?1 AND at >= ?2";
        let mut statement = db.prepare_cached(sql)?;
        let rows = statement.query_map((&gift.what, since.ms()), |row| row.get::<_, [u8; 16]>(0))?;
        let mut count = 0;
        for case in rows {
            count += usize::from(!here.contains(&case?));
        }
        let of_it = |g: &&Gesture| g.what == gift.what && g.at >= since;
        count += open.iter().flat_map(|file| &file.case.gestures).filter(of_it).count();
        spent.stock = u32::try_from(count).unwrap_or(u32::MAX);
    }
    Ok(spent)
}

/// What one person gave in this stretch without asking: when, how much, and whether unprompted.
fn given_by(
    db: &Connection,
    open: &[Arc<CaseFile>],
    here: &BTreeSet<[u8; 16]>,
    (by, (from, to)): (&str, (Timestamp, Timestamp)),
    currency: Currency,
) -> Result<Vec<(Timestamp, i64, bool)>, LogError> {
    let mut statement = db.prepare_cached(
        "SELECT case_id, at, minor, unprompted FROM gesture \
         WHERE agent = ?1 AND at >= ?2 AND at < ?3 AND currency = ?4 AND approval IS NULL",
    )?;
    let rows = statement.query_map((by, from.ms(), to.ms(), currency.code()), |row| {
        Ok((row.get::<_, [u8; 16]>(0)?, (Timestamp::from_ms(row.get(1)?), row.get(2)?, row.get(3)?)))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (case, given) = row?;
        if !here.contains(&case) {
            found.push(given);
        }
    }
    let mine = |g: &&Gesture| g.by == by && g.approval.is_none() && from <= g.at && g.at < to;
    let in_memory = open.iter().flat_map(|file| &file.case.gestures).filter(mine);
    found.extend(
        in_memory.filter_map(|g| g.value.filter(|v| v.currency == currency).map(|v| (g.at, v.minor, g.unprompted))),
    );
    Ok(found)
}

/// What this case's customer was given in the year before, by whomever; of a case without one, what it was given itself.
fn given_to(
    db: &Connection,
    open: &[Arc<CaseFile>],
    here: &BTreeSet<[u8; 16]>,
    file: &CaseFile,
    at: Timestamp,
    currency: Currency,
) -> Result<i64, LogError> {
    let since = year_before(at);
    let recent = |file: &CaseFile| -> i64 {
        let counts = |g: &&Gesture| g.at >= since && g.value.is_some_and(|v| v.currency == currency);
        file.case.gestures.iter().filter(counts).filter_map(|g| g.value).map(|v| v.minor).sum()
    };
    let Some(customer) = file.case.customer else { return Ok(recent(file)) };
    let set = customers::alias_set(db, customer)?;
    let theirs = |file: &&Arc<CaseFile>| file.case.customer.is_some_and(|c| set.contains(&c));
    let mut sum: i64 = open.iter().filter(theirs).map(|file| recent(file)).sum();
    let mut statement = db.prepare_cached(
        "SELECT g.case_id, g.minor FROM case_row c CROSS JOIN gesture g ON g.case_id = c.case_id \
         WHERE c.customer = ?1 AND g.at >= ?2 AND g.currency = ?3",
    )?;
    for one in &set {
        let rows = statement.query_map((one.bytes(), since.ms(), currency.code()), |row| {
            Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, i64>(1)?))
        })?;
        for row in rows {
            let (case, minor) = row?;
            sum += if here.contains(&case) { 0 } else { minor };
        }
    }
    Ok(sum)
}
