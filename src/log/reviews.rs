//! Questions about looking back: reviews by person and state, what reviewers gave the same work, lessons, what did not fit,
//! coaching notes, what was changed about causes, and what makes a case worth a look.
//!
//! Who may see what is said in one place, [`crate::case::Review::is_seen_by`]; the answers here already keep to it.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

use crate::case::{Acted, Coaching, Share};
use crate::terms::{CaseId, Currency, EntryId, Heat, ReviewId, Role, Severity, Text, Timestamp};

use super::customers;
use super::error::LogError;
use super::reader::Reader;

/// Which reviews are asked for. All that is there must hold; the default asks for every one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reviews {
    /// Whose work.
    pub of: Option<String>,
    /// Who scored.
    pub by: Option<String>,
    /// Only in this state: `scored`, `agreed`, `disputed` or `settled`.
    pub state: Option<String>,
    /// Scored at this moment or later.
    pub from: Option<Timestamp>,
    /// Scored before this moment.
    pub until: Option<Timestamp>,
}

/// A review in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewRow {
    /// Its case.
    pub case: CaseId,
    /// `C-1042`.
    pub number: String,
    /// Which.
    pub review: ReviewId,
    /// Whose work.
    pub of: String,
    /// Who scored.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The share that holds. `None` where nothing that counts applies, or it is hidden.
    pub share: Option<Share>,
    /// Scored blind.
    pub blind: bool,
    /// Hidden from whoever asks: they have not scored this work themselves.
    pub hidden: bool,
    /// `scored`, `agreed`, `disputed` or `settled`.
    pub state: String,
    /// Since when.
    pub since: Timestamp,
    /// Why the agent disputes it.
    pub reason: Option<String>,
    /// How the dispute ended.
    pub settled: Option<String>,
}

/// What one reviewer gave for one criterion, of work that was scored blind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BlindScore {
    /// The case.
    pub case: CaseId,
    /// Whose work.
    pub of: String,
    /// The criterion.
    pub criterion: String,
    /// Who scored.
    pub by: String,
    /// The points.
    pub points: u8,
    /// The best there was.
    pub best: u8,
}

/// A case that others can learn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LessonRow {
    /// The case.
    pub case: CaseId,
    /// `C-1042`.
    pub number: String,
    /// When it was marked.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What there is to learn.
    pub why: String,
}

/// How often a step, or a playbook as a whole, did not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnfitRow {
    /// The playbook's id.
    pub playbook: String,
    /// The step's id; `None` for the whole.
    pub step: Option<String>,
    /// The step's title, or the playbook's.
    pub title: String,
    /// How often.
    pub times: i64,
    /// When last.
    pub last: Timestamp,
    /// In which case last.
    pub number: String,
    /// What was said last.
    pub why: String,
}

/// What makes a case worth a look before others, as far as its rows say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RiskFacts {
    /// The most heated that the customer is known to have been.
    pub heat: Option<Heat>,
    /// What it cost them.
    pub severity: Option<Severity>,
    /// It was closed and came back.
    pub reopened: bool,
    /// The same customer and the same cause in another case before it, inside the window.
    pub second_failure: bool,
    /// A rule was not kept.
    pub deviated: bool,
    /// All that was given, in minor units of the asked currency.
    pub given: i64,
}

impl Reader {
    /// Reviews, the newest first, as `viewer` may see them.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn reviews(
        &self,
        asked: &Reviews,
        (viewer, role): (&str, Role),
        limit: usize,
    ) -> Result<Vec<ReviewRow>, LogError> {
        let mut conditions = vec!["1".to_owned()];
        let mut values = vec![Value::Text(viewer.to_owned())];
        let mut add = |condition: &str, value: Value| {
            values.push(value);
            conditions.push(format!("{condition} ?{}", values.len()));
        };
        for (condition, text) in [("r.agent =", &asked.of), ("r.reviewer =", &asked.by), ("r.state =", &asked.state)] {
            if let Some(text) = text {
                add(condition, Value::Text(text.clone()));
            }
        }
        for (condition, at) in [("r.at >=", asked.from), ("r.at <", asked.until)] {
            if let Some(at) = at {
                add(condition, Value::Integer(at.ms()));
            }
        }
        if role != Role::Supervisor {
            conditions.push("(r.agent = ?1 OR r.reviewer = ?1)".to_owned());
        }
        values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let sql = format!(
            "SELECT r.case_id, c.number, r.id, r.agent, r.reviewer, r.at, r.got, r.most, r.failed, r.blind, r.state, \
             r.state_at, r.reason, r.settled, EXISTS(SELECT 1 FROM review o WHERE o.case_id = r.case_id \
             AND o.agent = r.agent AND o.reviewer = ?1) FROM review r JOIN case_row c ON c.case_id = r.case_id \
             WHERE {} ORDER BY r.at DESC, r.id LIMIT ?{}",
            conditions.join(" AND "),
            values.len()
        );
        let mut statement = self.db().prepare_cached(&sql)?;
        let found = statement.query_map(params_from_iter(values), |row| review_row(row, viewer, role))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// What reviewers gave, of all work that two or more scored blind; only what these reviewers gave, where some are named.
    /// Scores count as they were given, before any dispute.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn given_blind(&self, by: &[String]) -> Result<Vec<BlindScore>, LogError> {
        let names = serde_json::to_string(by).map_err(LogError::internal)?;
        let mut statement = self.db().prepare_cached(
            "SELECT r.case_id, r.agent, s.criterion, r.reviewer, s.given, s.best FROM review r \
             JOIN review_score s ON s.case_id = r.case_id AND s.review = r.seq \
             WHERE r.blind = 1 AND s.record = 0 AND s.given IS NOT NULL \
             AND (?1 = '[]' OR r.reviewer IN (SELECT value FROM json_each(?1))) \
             AND EXISTS(SELECT 1 FROM review o WHERE o.case_id = r.case_id AND o.agent = r.agent AND o.blind = 1 \
             AND o.reviewer <> r.reviewer AND (?1 = '[]' OR o.reviewer IN (SELECT value FROM json_each(?1)))) \
             ORDER BY s.criterion, r.case_id, r.agent, r.reviewer",
        )?;
        let found = statement.query_map([names], |row| {
            Ok(BlindScore {
                case: CaseId::from_bytes(row.get(0)?),
                of: row.get(1)?,
                criterion: row.get(2)?,
                by: row.get(3)?,
                points: row.get(4)?,
                best: row.get(5)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The lessons, the newest first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn lessons(&self, limit: usize) -> Result<Vec<LessonRow>, LogError> {
        let mut statement = self.db().prepare_cached(
            "SELECT l.case_id, c.number, l.at, l.marker, l.why FROM lesson l JOIN case_row c ON c.case_id = l.case_id \
             ORDER BY l.at DESC, l.case_id LIMIT ?1",
        )?;
        let found = statement.query_map([most(limit)], |row| {
            Ok(LessonRow {
                case: CaseId::from_bytes(row.get(0)?),
                number: number(row, 1)?,
                at: Timestamp::from_ms(row.get(2)?),
                by: row.get(3)?,
                why: row.get(4)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// What did not fit, by playbook and step, the most often first. Of one playbook, where it is named.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn unfits(&self, playbook: Option<&str>, limit: usize) -> Result<Vec<UnfitRow>, LogError> {
        // With `max`, SQLite takes the other columns from the row that has it.
        let mut statement = self.db().prepare_cached(
            "SELECT d.playbook, d.step, coalesce(d.step_title, d.step, d.title), count(*), max(d.at), c.number, d.why \
             FROM did_not_fit d JOIN case_row c ON c.case_id = d.case_id WHERE ?1 IS NULL OR d.playbook = ?1 \
             GROUP BY d.playbook, d.step ORDER BY count(*) DESC, max(d.at) DESC LIMIT ?2",
        )?;
        let found = statement.query_map((playbook, most(limit)), |row| {
            Ok(UnfitRow {
                playbook: row.get(0)?,
                step: row.get(1)?,
                title: row.get(2)?,
                times: row.get(3)?,
                last: Timestamp::from_ms(row.get(4)?),
                number: number(row, 5)?,
                why: row.get(6)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Coaching notes as `viewer` may see them, the newest first: their own, and to a supervisor everybody's. Of one person,
    /// where one is named.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn coaching(
        &self,
        of: Option<&str>,
        (viewer, role): (&str, Role),
        limit: usize,
    ) -> Result<Vec<Coaching>, LogError> {
        let mut statement = self.db().prepare_cached(
            "SELECT id, at, writer, agent, note, drill, read_at FROM coaching \
             WHERE (?1 IS NULL OR agent = ?1) AND (?2 OR agent = ?3) ORDER BY at DESC, id DESC LIMIT ?4",
        )?;
        let found = statement.query_map((of, role == Role::Supervisor, viewer, most(limit)), |row| {
            Ok(Coaching {
                id: EntryId::from_bytes(row.get(0)?),
                at: Timestamp::from_ms(row.get(1)?),
                by: row.get(2)?,
                to: row.get(3)?,
                note: Text::new(&row.get::<_, String>(4)?),
                drill: row.get(5)?,
                read: row.get::<_, Option<i64>>(6)?.map(Timestamp::from_ms),
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// What was changed about causes, by cause and then by day. About one, where it is named.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn cause_acts(&self, cause: Option<&str>) -> Result<Vec<Acted>, LogError> {
        let mut statement = self.db().prepare_cached(
            "SELECT id, at, writer, cause, what, from_day FROM cause_act WHERE ?1 IS NULL OR cause = ?1 \
             ORDER BY cause, from_day, at, id",
        )?;
        let found = statement.query_map([cause], |row| {
            Ok(Acted {
                id: EntryId::from_bytes(row.get(0)?),
                at: Timestamp::from_ms(row.get(1)?),
                by: row.get(2)?,
                cause: row.get(3)?,
                what: Text::new(&row.get::<_, String>(4)?),
                from_day: row.get::<_, String>(5)?.parse().unwrap_or(NaiveDate::MIN),
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// What makes this case worth a look. A second failure is the same customer and cause in a case that was opened in the
    /// `window_ms` before this one.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn risk_facts(&self, case: CaseId, currency: Currency, window_ms: i64) -> Result<RiskFacts, LogError> {
        let id = case.bytes();
        let mut statement = self.db().prepare_cached(
            "SELECT c.severity, c.reopened_at IS NOT NULL, \
             (SELECT coalesce(sum(g.minor), 0) FROM gesture g WHERE g.case_id = c.case_id AND g.currency = ?2), \
             EXISTS(SELECT 1 FROM event e WHERE e.subject = c.case_id AND e.kind = 'deviated'), \
             c.customer, c.cause, c.opened_at FROM case_row c WHERE c.case_id = ?1",
        )?;
        let mut rows = statement.query((id, currency.code()))?;
        let Some(row) = rows.next()? else { return Ok(RiskFacts::default()) };
        let word = |at| row.get::<_, Option<String>>(at);
        let customer = row.get::<_, Option<[u8; 16]>>(4)?.map(crate::terms::CustomerId::from_bytes);
        let (cause, opened) = (word(5)?, row.get::<_, Option<i64>>(6)?);
        let second_failure = match (customer, cause, opened) {
            (Some(customer), Some(cause), Some(opened)) => {
                let mut before = self.db().prepare_cached(
                    "SELECT 1 FROM case_row WHERE customer = ?1 AND cause = ?2 AND case_id <> ?3 AND opened_at < ?4 \
                     AND opened_at >= ?5 LIMIT 1",
                )?;
                let mut found = false;
                for one in customers::alias_set(self.db(), customer)? {
                    found |= before.exists((one.bytes(), &cause, id, opened, opened.saturating_sub(window_ms)))?;
                }
                found
            }
            _ => false,
        };
        let mut heats = self.db().prepare_cached("SELECT heat_start, heat_end FROM interaction WHERE case_id = ?1")?;
        let mut heat = None;
        let mut contacts = heats.query([id])?;
        while let Some(contact) = contacts.next()? {
            for at in 0..2 {
                heat = heat.max(contact.get::<_, Option<String>>(at)?.and_then(|word| word.parse::<Heat>().ok()));
            }
        }
        Ok(RiskFacts {
            heat,
            severity: word(0)?.and_then(|word| word.parse().ok()),
            reopened: row.get(1)?,
            second_failure,
            deviated: row.get(3)?,
            given: row.get(2)?,
        })
    }
}

fn review_row(row: &Row<'_>, viewer: &str, role: Role) -> rusqlite::Result<ReviewRow> {
    let (of, by, blind): (String, String, bool) = (row.get(3)?, row.get(4)?, row.get(9)?);
    let scored: bool = row.get(14)?;
    let hidden = !crate::case::is_seen((&of, &by), blind, (viewer, role), scored);
    let share = match (row.get::<_, Option<i64>>(6)?, row.get::<_, Option<i64>>(7)?) {
        (Some(got), Some(most)) if !hidden && most > 0 => Some(Share { got, most, failed: row.get(8)? }),
        _ => None,
    };
    Ok(ReviewRow {
        case: CaseId::from_bytes(row.get(0)?),
        number: number(row, 1)?,
        review: ReviewId::from_bytes(row.get(2)?),
        of,
        by,
        at: Timestamp::from_ms(row.get(5)?),
        share,
        blind,
        hidden,
        state: row.get(10)?,
        since: Timestamp::from_ms(row.get(11)?),
        reason: if hidden { None } else { row.get(12)? },
        settled: row.get(13)?,
    })
}

fn number(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(at)?.unwrap_or_else(|| "-".to_owned()))
}

fn most(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
