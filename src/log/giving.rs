//! Questions about what was given: requests that wait for a yes, answers that wait for their asker, certificates by their
//! code, what others got for the like, and whether it failed before.

use rusqlite::{Connection, Row};
use serde::Serialize;

use crate::terms::{ApprovalId, CaseId, Currency, CustomerId, GestureId, Money, Severity, Timestamp};

use super::customers;
use super::error::LogError;
use super::next_up::number;
use super::reader::Reader;

/// Among so many of the newest walks or causes the like is looked for.
const NEWEST: usize = 2_000;

/// A request to give more than somebody may alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Request {
    /// Its case.
    pub case: CaseId,
    /// The case's number.
    pub number: String,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// Which.
    pub approval: ApprovalId,
    /// When it was asked.
    pub at: Timestamp,
    /// Who asks.
    pub asker: String,
    /// The gesture's id in the desk's list.
    pub what: String,
    /// Its worth.
    pub value: Option<Money>,
    /// Why.
    pub reason: String,
    /// `asked`, `yes`, `no` or `withdrawn`.
    pub state: String,
    /// When it was answered.
    pub answered: Option<Timestamp>,
    /// By whom.
    pub answerer: Option<String>,
    /// What may be given: exactly this.
    pub granted: Option<Money>,
    /// A word with the answer.
    pub comment: Option<String>,
}

/// A gesture with a code.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Issued {
    /// Its case.
    pub case: CaseId,
    /// The case's number.
    pub number: String,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// Which.
    pub gesture: GestureId,
    /// Its id in the desk's list.
    pub what: String,
    /// Its worth.
    pub value: Option<Money>,
    /// The code, as it is printed.
    pub code: String,
    /// When it was given.
    pub given: Timestamp,
    /// By whom.
    pub by: String,
    /// The last moment at which it holds.
    pub expires: Timestamp,
    /// When it was used.
    pub redeemed: Option<Timestamp>,
    /// When it was made void.
    pub voided: Option<Timestamp>,
}

impl Issued {
    /// `used`, `void`, `expired` or `open`, at a moment.
    pub fn state(&self, now: Timestamp) -> &'static str {
        match (self.redeemed, self.voided) {
            (Some(_), _) => "used",
            (None, Some(_)) => "void",
            (None, None) if self.expires < now => "expired",
            (None, None) => "open",
        }
    }
}

/// A complaint that was put right, whose customer nobody has asked since.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recovered {
    /// Which.
    pub case: CaseId,
    /// `C-1042`.
    pub number: String,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// When it was closed.
    pub closed: Timestamp,
    /// What it was about, in a line.
    pub about: Option<String>,
}

/// A closed case like the one at hand, with what was given in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Precedent {
    /// Which.
    pub case: CaseId,
    /// `C-1042`.
    pub number: String,
    /// When it was closed.
    pub closed: Timestamp,
    /// All that was given in it, in the asked currency; nothing is a precedent too.
    pub given: Money,
}

/// What makes a case like another. What is not known does not count.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Like {
    /// The playbook's id.
    pub playbook: Option<String>,
    /// The root cause.
    pub cause: Option<String>,
    /// What it cost the customer.
    pub severity: Option<Severity>,
}

/// The same customer, the same cause, not long ago.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Before {
    /// Which case.
    pub case: CaseId,
    /// `C-1042`.
    pub number: String,
    /// When it was closed.
    pub closed: Timestamp,
    /// The cause that it had.
    pub cause: Option<String>,
    /// What was promised then: the words, and what became of it.
    pub promised: Vec<(String, String)>,
    /// What was given then: its id in the desk's list, and its worth.
    pub given: Vec<(String, Option<Money>)>,
}

impl Reader {
    /// The requests that nobody has answered, the oldest first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn requests(&self) -> Result<Vec<Request>, LogError> {
        self.requests_where("a.state = 'asked' ORDER BY a.at", &[])
    }

    /// The answers that this asker has not acted on: a yes that is not used, a no that they have not seen.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn answers(&self, asker: &str) -> Result<Vec<Request>, LogError> {
        self.requests_where("a.waits = 1 AND a.asker = ?1 ORDER BY a.state_at", &[&asker])
    }

    fn requests_where(&self, condition: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<Request>, LogError> {
        let sql = format!(
            "SELECT a.case_id, c.number, c.customer, a.id, a.at, a.asker, a.what, a.minor, a.currency, a.reason, a.state, \
             a.state_at, a.answerer, a.granted, a.comment FROM approval a JOIN case_row c ON c.case_id = a.case_id \
             WHERE {condition}"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let currency: Option<String> = row.get(8)?;
            found.push(Request {
                case: CaseId::from_bytes(row.get(0)?),
                number: number(row, 1)?,
                customer_name: self.named(row, 2)?,
                approval: ApprovalId::from_bytes(row.get(3)?),
                at: Timestamp::from_ms(row.get(4)?),
                asker: row.get(5)?,
                what: row.get(6)?,
                value: money(row.get(7)?, currency.as_deref()),
                reason: row.get(9)?,
                state: row.get(10)?,
                answered: row.get::<_, Option<i64>>(11)?.map(Timestamp::from_ms),
                answerer: row.get(12)?,
                granted: money(row.get(13)?, currency.as_deref()),
                comment: row.get(14)?,
            });
        }
        Ok(found)
    }

    /// The name of the customer whose id stands in this column.
    pub(super) fn named(&self, row: &Row<'_>, at: usize) -> Result<Option<String>, LogError> {
        match row.get::<_, Option<[u8; 16]>>(at)? {
            Some(id) => self.title(CustomerId::from_bytes(id)),
            None => Ok(None),
        }
    }

    /// The complaints of this owner that were put right, whose customers nobody has asked since and who have not come back:
    /// the oldest first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn recovered(&self, owner: &str) -> Result<Vec<Recovered>, LogError> {
        let mut statement = self.db.prepare_cached(
            "SELECT c.case_id, c.number, c.customer, c.recovered, coalesce(c.wanted, c.summary) FROM case_row c \
             INDEXED BY case_recovered WHERE c.owner = ?1 AND c.recovered IS NOT NULL ORDER BY c.recovered LIMIT 200",
        )?;
        let mut rows = statement.query([owner])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Recovered {
                case: CaseId::from_bytes(row.get(0)?),
                number: number(row, 1)?,
                customer_name: self.named(row, 2)?,
                closed: Timestamp::from_ms(row.get(3)?),
                about: row.get(4)?,
            });
        }
        Ok(found)
    }

    /// The certificates with this code: one, unless two machines made the same one.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn certificates_with(&self, code: &str) -> Result<Vec<Issued>, LogError> {
        self.issued("g.code = ?1 ORDER BY g.at", &[&code])
    }

    /// The certificates that were given last, the newest first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn certificates(&self, limit: usize) -> Result<Vec<Issued>, LogError> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        self.issued("g.code IS NOT NULL ORDER BY g.at DESC LIMIT ?1", &[&most])
    }

    fn issued(&self, condition: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<Issued>, LogError> {
        let sql = format!(
            "SELECT g.case_id, c.number, c.customer, g.id, g.what, g.minor, g.currency, g.code, g.at, g.agent, g.expires, \
             g.redeemed, g.voided FROM gesture g JOIN case_row c ON c.case_id = g.case_id WHERE {condition}"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(values)?;
        let mut found = Vec::new();
        let moment = |row: &Row<'_>, at| Ok::<_, LogError>(row.get::<_, Option<i64>>(at)?.map(Timestamp::from_ms));
        while let Some(row) = rows.next()? {
            let currency: Option<String> = row.get(6)?;
            found.push(Issued {
                case: CaseId::from_bytes(row.get(0)?),
                number: number(row, 1)?,
                customer_name: self.named(row, 2)?,
                gesture: GestureId::from_bytes(row.get(3)?),
                what: row.get(4)?,
                value: money(row.get(5)?, currency.as_deref()),
                code: row.get(7)?,
                given: Timestamp::from_ms(row.get(8)?),
                by: row.get(9)?,
                expires: moment(row, 10)?.unwrap_or_default(),
                redeemed: moment(row, 11)?,
                voided: moment(row, 12)?,
            });
        }
        Ok(found)
    }

    /// The last closed cases that are like this one (`except`), the newest first, each with all that was given in it in
    /// `currency`.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn precedents(
        &self,
        like: &Like,
        except: CaseId,
        currency: Currency,
        limit: usize,
    ) -> Result<Vec<Precedent>, LogError> {
        if like.playbook.is_none() && like.cause.is_none() {
            return Ok(Vec::new());
        }
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        // Among the newest alone: what is like it and older says little, and the list is shown while somebody types.
        let newest = if like.cause.is_some() {
            "SELECT case_id, happened AS at FROM case_row INDEXED BY case_cause WHERE cause = ?1 ORDER BY happened DESC"
        } else {
            "SELECT case_id, began AS at FROM walk INDEXED BY walk_playbook WHERE playbook = ?2 AND ?1 IS NULL ORDER BY began DESC"
        };
        let sql = format!(
            "SELECT DISTINCT c.case_id, c.number, c.closed_at, (SELECT coalesce(sum(g.minor), 0) FROM gesture g \
             WHERE g.case_id = c.case_id AND g.currency = ?4) FROM ({newest} LIMIT {NEWEST}) n \
             CROSS JOIN case_row c ON c.case_id = n.case_id WHERE c.closed_at IS NOT NULL \
             AND (?2 IS NULL OR c.playbook = ?2) AND (?3 IS NULL OR c.severity = ?3) AND c.case_id <> ?6 ORDER BY n.at DESC LIMIT ?5"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let severity = like.severity.map(Severity::word);
        let rows = statement.query_map(
            (&like.cause, &like.playbook, severity, currency.code(), most, except.bytes()),
            |row| {
                Ok(Precedent {
                    case: CaseId::from_bytes(row.get(0)?),
                    number: number(row, 1)?,
                    closed: Timestamp::from_ms(row.get(2)?),
                    given: Money { minor: row.get(3)?, currency },
                })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The newest case of the same customer with one of these causes or playbooks, closed since `since`; never the case itself.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn failed_before(
        &self,
        customer: CustomerId,
        (causes, playbooks): (&[String], &[String]),
        since: Timestamp,
        except: CaseId,
    ) -> Result<Option<Before>, LogError> {
        let mut newest: Option<Before> = None;
        let list = |names: &[String]| serde_json::to_string(names).unwrap_or_default();
        let (causes, playbooks) = (list(causes), list(playbooks));
        let mut statement = self.db.prepare_cached(
            "SELECT c.case_id, c.number, c.closed_at, c.cause FROM case_row c WHERE c.customer = ?1 AND c.closed_at >= ?2 \
             AND c.case_id <> ?3 AND (c.cause IN (SELECT value FROM json_each(?4)) \
             OR c.playbook IN (SELECT value FROM json_each(?5))) ORDER BY c.closed_at DESC LIMIT 1",
        )?;
        for one in customers::alias_set(&self.db, customer)? {
            let found = statement.query_map((one.bytes(), since.ms(), except.bytes(), &causes, &playbooks), |row| {
                Ok(Before {
                    case: CaseId::from_bytes(row.get(0)?),
                    number: number(row, 1)?,
                    closed: Timestamp::from_ms(row.get(2)?),
                    cause: row.get(3)?,
                    promised: Vec::new(),
                    given: Vec::new(),
                })
            })?;
            for before in found {
                let before = before?;
                if newest.as_ref().is_none_or(|known| known.closed < before.closed) {
                    newest = Some(before);
                }
            }
        }
        if let Some(before) = &mut newest {
            let mut promised =
                self.db.prepare_cached("SELECT words, state FROM promise WHERE case_id = ?1 ORDER BY seq")?;
            let rows = promised.query_map([before.case.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            before.promised = rows.collect::<Result<_, _>>()?;
            let mut given =
                self.db.prepare_cached("SELECT what, minor, currency FROM gesture WHERE case_id = ?1 ORDER BY seq")?;
            let rows = given.query_map([before.case.bytes()], |row| {
                let currency: Option<String> = row.get(2)?;
                Ok((row.get(0)?, money(row.get(1)?, currency.as_deref())))
            })?;
            before.given = rows.collect::<Result<_, _>>()?;
        }
        Ok(newest)
    }
}

/// Whether no certificate has this code.
pub(super) fn is_free(db: &Connection, code: &str) -> Result<bool, LogError> {
    let mut statement = db.prepare_cached("SELECT NOT EXISTS(SELECT 1 FROM gesture WHERE code = ?1)")?;
    Ok(statement.query_row([code], |row| row.get(0))?)
}

/// An amount, where one stands in two columns.
pub(super) fn money(minor: Option<i64>, currency: Option<&str>) -> Option<Money> {
    Some(Money { minor: minor?, currency: Currency::from_code(currency?)? })
}
