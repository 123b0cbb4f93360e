//! How records are asked for: one statement a kind, by an index over the moment that it is reported under, or by case.

use rusqlite::{Connection, Params, Row};

use super::same::Same;
use super::{Asked, Closed, Contact, Depth, Given, Kept, Matter, Of, Offered, Omitted, Pledge, Record, Scope, Walked};
use crate::case::Wait;
use crate::log::error::LogError;
use crate::log::page::Seek;
use crate::log::reader::Reader;
use crate::terms::{CaseId, Currency, Money, Outcome, Stage, Timestamp};

/// The page cache while records go by: 1 MB (SQLite counts kilobytes below zero).
const FEW_PAGES: i64 = -1024;

/// How many cases of a query are fetched at once.
const AT_ONCE: usize = 500;

/// One statement's scope.
#[derive(Clone, Copy)]
enum Bound {
    Between(i64, i64),
    Case([u8; 16]),
}

/// Hears one record; an error ends the stream.
pub type Hear<'a> = dyn FnMut(&Record<'_>) -> Result<(), LogError> + 'a;

impl Reader {
    /// Streams every record of a scope to `hear`, kind by kind. `window_ms` is how long a contact of the same customer with the
    /// same cause counts as the same matter. All is one picture of the log, whoever writes meanwhile.
    ///
    /// # Errors
    /// Where the log cannot be read, the question was interrupted, or `hear` answered with an error.
    pub fn records(&self, scope: Scope<'_>, window_ms: i64, depth: Depth, hear: &mut Hear<'_>) -> Result<(), LogError> {
        let (stop, hear) = (self.interrupter(), hear);
        let since = stop.count();
        let hear: &mut Hear<'_> = &mut |record| {
            stop.check(since)?;
            hear(record)
        };
        self.in_one_picture(&mut |db| match scope {
            Scope::Between(from, until) => {
                let (from, until) = (from.ms(), until.ms());
                stream(&Same::around(db, from, until, window_ms)?, db, Bound::Between(from, until), depth, hear)
            }
            Scope::Cases(query) => {
                let (same, mut seek) = (Same::anywhere(db, window_ms)?, Seek::First);
                loop {
                    let stretch = self.cases(query, seek, AT_ONCE)?;
                    for found in &stretch.cases {
                        stream(&same, db, Bound::Case(found.case.id.bytes()), depth, hear)?;
                    }
                    let Some(last) = stretch.cases.last().filter(|_| stretch.below) else { return Ok(()) };
                    seek = Seek::After(last.key);
                }
            }
        })
    }

    /// Streams the cases that were closed in a stretch and what was given in it, and nothing else; nor whether anything came
    /// up again.
    ///
    /// # Errors
    /// As [`Reader::records`].
    pub fn closings(&self, from: Timestamp, until: Timestamp, hear: &mut Hear<'_>) -> Result<(), LogError> {
        let bound = Bound::Between(from.ms(), until.ms());
        self.in_one_picture(&mut |db| {
            closed(&Same::around(db, 0, 0, 0)?, db, bound, hear)?;
            gestures(db, bound, hear)
        })
    }

    /// One picture of the log, whoever writes meanwhile. What goes by once is not kept: a report of a month holds little more
    /// than a report of a day.
    fn in_one_picture(&self, work: &mut dyn FnMut(&Connection) -> Result<(), LogError>) -> Result<(), LogError> {
        let db = self.db();
        let alone = db.is_autocommit();
        let tx = alone.then(|| db.unchecked_transaction()).transpose()?;
        let pages: i64 = db.pragma_query_value(None, "cache_size", |row| row.get(0))?;
        db.pragma_update(None, "cache_size", FEW_PAGES)?;
        let done = work(db);
        db.pragma_update(None, "cache_size", pages)?;
        done?;
        if let Some(tx) = tx {
            tx.finish()?;
        }
        Ok(())
    }
}

fn stream(same: &Same<'_>, db: &Connection, bound: Bound, depth: Depth, hear: &mut Hear<'_>) -> Result<(), LogError> {
    contacts(same, db, bound, hear)?;
    matters(same, db, bound, hear)?;
    promises(db, bound, hear)?;
    gestures(db, bound, hear)?;
    approvals(db, bound, hear)?;
    walks(db, bound, depth, hear)?;
    hand_offs(db, bound, hear)
}

/// Runs `select` for the rows whose moment `at` (a column of the table with the alias `t`) is within bounds.
fn each(
    db: &Connection,
    select: &str,
    at: &str,
    bound: Bound,
    mut row: impl FnMut(&Row<'_>) -> Result<(), LogError>,
) -> Result<(), LogError> {
    match bound {
        Bound::Between(from, until) => {
            run(db, &format!("{select} WHERE t.{at} >= ?1 AND t.{at} < ?2"), (from, until), &mut row)
        }
        Bound::Case(id) => run(db, &format!("{select} WHERE t.case_id = ?1 AND t.{at} IS NOT NULL"), [id], &mut row),
    }
}

fn run(
    db: &Connection,
    sql: &str,
    values: impl Params,
    row: &mut dyn FnMut(&Row<'_>) -> Result<(), LogError>,
) -> Result<(), LogError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    while let Some(found) = rows.next()? {
        row(found)?;
    }
    Ok(())
}

fn moment(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(at)?.map(Timestamp::from_ms))
}

fn instant(row: &Row<'_>, at: usize) -> rusqlite::Result<Timestamp> {
    row.get(at).map(Timestamp::from_ms)
}

fn words<'r>(row: &'r Row<'_>, at: usize) -> Result<&'r str, LogError> {
    Ok(row.get_ref(at)?.as_str_or_null().ok().flatten().unwrap_or_default())
}

fn maybe<'r>(row: &'r Row<'_>, at: usize) -> Result<Option<&'r str>, LogError> {
    Ok(row.get_ref(at)?.as_str_or_null().ok().flatten())
}

fn one_of<T: std::str::FromStr>(row: &Row<'_>, at: usize) -> Result<Option<T>, LogError> {
    Ok(maybe(row, at)?.and_then(|word| word.parse().ok()))
}

fn money(row: &Row<'_>, minor: usize, currency: usize) -> Result<Option<Money>, LogError> {
    let currency = maybe(row, currency)?.and_then(Currency::from_code);
    Ok(row.get::<_, Option<i64>>(minor)?.zip(currency).map(|(minor, currency)| Money { minor, currency }))
}

/// The case's own columns come first in every statement.
const OF: &str = "SELECT t.case_id, c.kind, c.cause";

fn of<'r>(row: &'r Row<'_>) -> Result<Of<'r>, LogError> {
    Ok(Of { case: CaseId::from_bytes(row.get(0)?), kind: one_of(row, 1)?, cause: maybe(row, 2)? })
}

/// `OF, columns FROM table` with the case beside it.
fn from(columns: &str, table: &str) -> String {
    format!("{OF}, {columns} FROM {table} t CROSS JOIN case_row c ON c.case_id = t.case_id")
}

fn contacts(same: &Same<'_>, db: &Connection, bound: Bound, hear: &mut Hear<'_>) -> Result<(), LogError> {
    let select = "SELECT t.case_id, NULL, t.cause, t.agent, t.channel, t.began, t.ended, t.talk_ms, t.hold_ms, t.wrap_ms, \
                  t.heat_start, t.heat_end, t.transfers, t.customer FROM interaction t";
    each(db, select, "began", bound, |row| {
        let (of, began) = (of(row)?, instant(row, 5)?);
        let clock = |at| row.get::<_, Option<i64>>(at);
        let clocks = match (clock(7)?, clock(8)?, clock(9)?) {
            (Some(talk), Some(hold), Some(wrap)) => Some([talk, hold, wrap]),
            _ => None,
        };
        let before = same.between(row.get(13)?, of.cause, began.ms().saturating_sub(same.window_ms), began.ms())?;
        hear(&Record::Contact(Contact {
            of,
            agent: words(row, 3)?,
            channel: one_of(row, 4)?,
            began,
            ended: moment(row, 6)?,
            clocks,
            heat: (one_of(row, 10)?, one_of(row, 11)?),
            transfers: row.get(12)?,
            before,
        }))
    })
}

fn matters(same: &Same<'_>, db: &Connection, bound: Bound, hear: &mut Hear<'_>) -> Result<(), LogError> {
    let select = format!("{MATTER} FROM case_row t");
    each(db, &select, "opened_at", bound, |row| hear(&Record::Opened(matter(row)?)))?;
    each(db, &select, "reopened_at", bound, |row| hear(&Record::Reopened(matter(row)?)))?;
    closed(same, db, bound, hear)
}

/// What [`matter`] reads.
const MATTER: &str = "SELECT t.case_id, t.kind, t.cause, t.owner, t.first_channel, t.severity, t.opened_at, t.reopened_at, \
                      t.first_response, t.closed_at, t.waits";

fn closed(same: &Same<'_>, db: &Connection, bound: Bound, hear: &mut Hear<'_>) -> Result<(), LogError> {
    let select = format!("{MATTER}, t.outcome, t.customer, t.came_back, t.contacts FROM case_row t");
    each(db, &select, "closed_at", bound, |row| {
        let matter = matter(row)?;
        let (Some(outcome), Some(closed)) = (one_of::<Outcome>(row, 11)?, matter.closed) else { return Ok(()) };
        let until = closed.ms().saturating_add(same.window_ms);
        let again = same.between(row.get(12)?, matter.of.cause, closed.ms() + 1, until)?;
        let (came_back, contacts) = (moment(row, 13)?, row.get(14)?);
        hear(&Record::Closed(Closed { matter, outcome, contacts, again, came_back }))
    })
}

fn matter<'r>(row: &'r Row<'_>) -> Result<Matter<'r>, LogError> {
    // A case whose opening is not in this log (yet) was opened when it was first heard of.
    let opened = moment(row, 6)?.or(moment(row, 9)?).unwrap_or(Timestamp::from_ms(0));
    let waits = maybe(row, 10)?.and_then(|json| serde_json::from_str::<Vec<Wait>>(json).ok()).unwrap_or_default();
    Ok(Matter {
        of: of(row)?,
        owner: maybe(row, 3)?,
        channel: one_of(row, 4)?,
        severity: one_of(row, 5)?,
        opened,
        reopened: moment(row, 7)?,
        first_response: moment(row, 8)?,
        closed: moment(row, 9)?,
        waits,
    })
}

fn promises(db: &Connection, bound: Bound, hear: &mut Hear<'_>) -> Result<(), LogError> {
    each(db, &from("t.owner, t.due, t.moved, t.state, t.state_at", "promise"), "due", bound, |row| {
        hear(&Record::Due(Pledge {
            of: of(row)?,
            by: words(row, 3)?,
            due: instant(row, 4)?,
            moved: row.get(5)?,
            state: words(row, 6)?,
            at: moment(row, 7)?,
        }))
    })
}

#[allow(clippy::redundant_closure, reason = "a constructor is made for one lifetime; these serve any row")]
fn gestures(db: &Connection, bound: Bound, hear: &mut Hear<'_>) -> Result<(), LogError> {
    let since = if matches!(bound, Bound::Between(..)) { "AND e.at >= ?1" } else { "" };
    let columns = format!(
        "t.agent, t.what, t.kind, t.minor, t.currency, t.unprompted, t.at, t.redeemed, t.voided, \
         NOT EXISTS(SELECT 1 FROM gesture e WHERE e.case_id = t.case_id AND e.currency = t.currency {since} \
         AND (e.at, e.seq) < (t.at, t.seq)), t.exception"
    );
    let select = from(&columns, "gesture");
    let mut given = |at: &str, place: usize, make: for<'r> fn(Given<'r>) -> Record<'r>| {
        each(db, &select, at, bound, |row| {
            hear(&make(Given {
                of: of(row)?,
                at: instant(row, place)?,
                agent: words(row, 3)?,
                what: words(row, 4)?,
                kind: one_of(row, 5)?,
                value: money(row, 6, 7)?,
                unprompted: row.get(8)?,
                exception: row.get(13)?,
                first: row.get(12)?,
            }))
        })
    };
    given("at", 9, |given| Record::Gave(given))?;
    given("redeemed", 10, |given| Record::Redeemed(given))?;
    given("voided", 11, |given| Record::Voided(given))
}

fn approvals(db: &Connection, bound: Bound, hear: &mut Hear<'_>) -> Result<(), LogError> {
    let columns = "t.asker, t.what, t.minor, t.currency, t.state, t.state_at, t.granted, t.at";
    each(db, &from(columns, "approval"), "at", bound, |row| {
        hear(&Record::Asked(Asked {
            of: of(row)?,
            at: instant(row, 10)?,
            by: words(row, 3)?,
            what: words(row, 4)?,
            value: money(row, 5, 6)?,
            state: words(row, 7)?,
            answered: moment(row, 8)?,
            granted: money(row, 9, 6)?,
        }))
    })
}

fn walks(db: &Connection, bound: Bound, depth: Depth, hear: &mut Hear<'_>) -> Result<(), LogError> {
    let columns = "(SELECT i.agent FROM interaction i WHERE i.case_id = t.case_id AND i.id = t.interaction), t.playbook, \
                   t.version, t.began, t.tally, t.seq, CASE WHEN c.is_open THEN NULL ELSE c.outcome END";
    each(db, &from(columns, "walk"), "began", bound, |row| {
        let stages = tally(words(row, 7)?);
        let walked = Walked {
            of: of(row)?,
            agent: words(row, 3)?,
            playbook: words(row, 4)?,
            version: row.get(5)?,
            began: instant(row, 6)?,
            outcome: one_of(row, 9)?,
            stages,
        };
        hear(&Record::Walked(walked))?;
        if depth == Depth::Steps && stages.iter().any(|kept| kept.done < kept.reached) {
            left_out(db, &walked, row.get(8)?, hear)?;
        }
        Ok(())
    })
}

fn left_out(db: &Connection, walk: &Walked<'_>, seq: i64, hear: &mut Hear<'_>) -> Result<(), LogError> {
    let sql = "SELECT step, stage, title, reason FROM walk_step \
               WHERE case_id = ?1 AND walk = ?2 AND required = 1 AND reached = 1 AND done = 0";
    run(db, sql, (walk.of.case.bytes(), seq), &mut |row| {
        hear(&Record::LeftOut(Omitted {
            of: walk.of,
            began: walk.began,
            playbook: walk.playbook,
            stage: one_of(row, 1)?.unwrap_or(Stage::Listen),
            step: words(row, 0)?,
            title: words(row, 2)?,
            reason: maybe(row, 3)?,
        }))
    })
}

/// `3/2/1 0/0/0 …`: reached, done and skipped, stage by stage.
fn tally(text: &str) -> [Kept; 4] {
    let mut stages = [Kept::default(); 4];
    for (stage, part) in stages.iter_mut().zip(text.split(' ')) {
        let mut numbers = part.split('/').map(|number| number.parse().unwrap_or_default());
        let mut next = || numbers.next().unwrap_or_default();
        *stage = Kept { reached: next(), done: next(), skipped: next() };
    }
    stages
}

fn hand_offs(db: &Connection, bound: Bound, hear: &mut Hear<'_>) -> Result<(), LogError> {
    each(db, &from("t.at, t.sender, t.receiver, t.warm", "hand_off"), "at", bound, |row| {
        hear(&Record::HandedOff(Offered {
            of: of(row)?,
            at: instant(row, 3)?,
            from: words(row, 4)?,
            to: words(row, 5)?,
            warm: row.get(6)?,
        }))
    })
}
