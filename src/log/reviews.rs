//! Questions about looking back: reviews by person and state, what reviewers gave the same work, lessons, what did not fit,
//! coaching notes, what was changed about causes, and what makes a case worth a look.
//!
//! Who may see a review is said in one place, [`crate::case::Review::is_seen_by`]; the answers here already keep to it.

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

    /// Coaching notes as `viewer` may see them, the newest first: their own, and to a supervisor everybody's; this is the one
    /// place that says so. Of one person, where one is named.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn coaching(&self, of: Option<&str>, viewer: (&str, Role), limit: usize) -> Result<Vec<Coaching>, LogError> {
        self.notes(of, viewer, false, limit)
    }

    /// As [`Reader::coaching`], those notes alone that ask for a drill.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn asked_to_practise(
        &self,
        of: Option<&str>,
        viewer: (&str, Role),
        limit: usize,
    ) -> Result<Vec<Coaching>, LogError> {
        self.notes(of, viewer, true, limit)
    }

    fn notes(
        &self,
        of: Option<&str>,
        (viewer, role): (&str, Role),
        only_drills: bool,
        limit: usize,
    ) -> Result<Vec<Coaching>, LogError> {
        let mut statement = self.db().prepare_cached(
            "SELECT id, at, writer, agent, note, drill, read_at, due FROM coaching \
             WHERE (?1 IS NULL OR agent = ?1) AND (?2 OR agent = ?3) AND (NOT ?4 OR drill IS NOT NULL) \
             ORDER BY at DESC, id DESC LIMIT ?5",
        )?;
        let all = role == Role::Supervisor;
        let found = statement.query_map((of, all, viewer, only_drills, most(limit)), |row| {
            Ok(Coaching {
                id: EntryId::from_bytes(row.get(0)?),
                at: Timestamp::from_ms(row.get(1)?),
                by: row.get(2)?,
                to: row.get(3)?,
                note: Text::new(&row.get::<_, String>(4)?),
                drill: row.get(5)?,
                read: row.get::<_, Option<i64>>(6)?.map(Timestamp::from_ms),
                due: row.get::<_, Option<i64>>(7)?.map(Timestamp::from_ms),
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
             c.deviated, c.customer, c.cause, c.opened_at FROM case_row c WHERE c.case_id = ?1",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Event, Mark, Score, Subject};
    use crate::log::fresh;
    use crate::log::testing::{Desk, NOON, began, details, opened, step};
    use crate::terms::{Channel, Outcome};

    const GWEN: (&str, Role) = ("gwen", Role::Supervisor);
    const HAL: (&str, Role) = ("hal", Role::Supervisor);
    const ANA: (&str, Role) = ("ana", Role::Agent);
    const BEN: (&str, Role) = ("ben", Role::Agent);

    fn reviewed(points: u8, blind: bool) -> (ReviewId, Event) {
        let review = fresh();
        let score = |criterion: &str, points| Score {
            criterion: criterion.into(),
            points,
            best: 5,
            weight: 10,
            fail_all: false,
            read: criterion == "steps",
        };
        let scores = vec![score("patience", Some(points)), score("steps", Some(5)), score("humour", None)];
        let (of, interaction, comments, causes) = ("ana".to_owned(), None, Vec::new(), Vec::new());
        (review, Event::Reviewed { review, of, interaction, scores, comments, causes, blind })
    }

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_ms(NOON + minute * 60_000)
    }

    #[test]
    fn the_blind_see_a_review_once_they_have_scored_and_agents_their_own() {
        let desk = Desk::new();
        let mut log = desk.open();
        let case = Subject::Case(fresh());
        log.record(case, vec![opened("C-1"), began(Channel::Phone)]);
        log.record_at(case, "gwen", at(1), vec![reviewed(3, true).1]).unwrap();
        let reader = desk.reader();
        let see = |who: (&str, Role)| -> Vec<(String, Option<String>)> {
            let rows = reader.reviews(&Reviews::default(), who, 9).unwrap();
            rows.into_iter().map(|r| (r.by, r.share.map(|s| s.to_string()))).collect()
        };
        let three = || Some("75.0%".to_owned());
        assert_eq!(see(GWEN), [("gwen".into(), three())]);
        assert_eq!(see(ANA), [("gwen".into(), three())]);
        assert_eq!((see(HAL), see(BEN)), (vec![("gwen".into(), None)], Vec::new()));
        log.record_at(case, "hal", at(2), vec![reviewed(5, true).1]).unwrap();
        assert_eq!(see(HAL), [("hal".into(), Some("100.0%".into())), ("gwen".into(), three())]);

        let given = reader.given_blind(&[]).unwrap();
        let points: Vec<(&str, &str, u8)> =
            given.iter().map(|g| (g.criterion.as_str(), g.by.as_str(), g.points)).collect();
        assert_eq!(
            points,
            [("patience", "gwen", 3), ("patience", "hal", 5)],
            "what is read from the record is no opinion"
        );
        assert_eq!(reader.given_blind(&["gwen".into()]).unwrap(), [], "one alone agrees with nobody");
        assert_eq!(reader.given_blind(&["gwen".into(), "hal".into()]).unwrap().len(), 2);
    }

    #[test]
    fn disputes_wait_and_what_was_given_stays_known() {
        let desk = Desk::new();
        let mut log = desk.open();
        let case = Subject::Case(fresh());
        let ((review, event), (_, other)) = (reviewed(3, false), reviewed(5, false));
        log.record(case, vec![opened("C-1"), began(Channel::Phone)]);
        log.record_at(case, "gwen", at(1), vec![event]).unwrap();
        log.record_at(case, "hal", at(5), vec![other]).unwrap();
        let proposed = vec![Mark { criterion: "patience".into(), points: Some(5) }];
        let reason = Some(Text::new("she was calm"));
        log.record_at(
            case,
            "ana",
            at(8),
            vec![Event::ReviewAnswered { review, agree: false, reason, proposed: proposed.clone() }],
        )
        .unwrap();
        let reader = desk.reader();
        let ask = |asked: &Reviews| reader.reviews(asked, GWEN, 9).unwrap();
        let disputed = Reviews { state: Some("disputed".into()), ..Reviews::default() };
        let waits = ask(&disputed);
        assert_eq!((waits.len(), waits[0].reason.as_deref(), waits[0].since), (1, Some("she was calm"), at(8)));
        let range = Reviews { of: Some("ana".into()), from: Some(at(2)), until: Some(at(6)), ..Reviews::default() };
        assert_eq!(ask(&range).iter().map(|r| r.by.as_str()).collect::<Vec<_>>(), ["hal"]);
        assert_eq!(ask(&Reviews { by: Some("gwen".into()), ..Reviews::default() }).len(), 1);
        let how = crate::terms::Settlement::Accepted;
        log.record_at(case, "hal", at(9), vec![Event::ReviewSettled { review, how, scores: proposed, comment: None }])
            .unwrap();
        assert!(ask(&disputed).is_empty());
        let db = &reader.db;
        let points: (u8, u8) = db
            .query_row(
                "SELECT points, given FROM review_score WHERE review = 0 AND criterion = 'patience'",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert_eq!(points, (5, 3));
        assert!(desk.clean());
    }

    #[test]
    fn notes_are_for_their_person_and_supervisors_and_changes_stand_by_cause() {
        let desk = Desk::new();
        let mut log = desk.open();
        let (note, act): (EntryId, EntryId) = (fresh(), fresh());
        let coached = Event::Coached {
            to: "ana".into(),
            note: Text::new("slower"),
            drill: Some("late parcel".into()),
            due: None,
        };
        log.record_at(Subject::Entry(note), "gwen", at(1), vec![coached]).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let changed = Event::CauseActed { cause: "carrier".into(), what: Text::new("another one"), from_day: day };
        log.record_at(Subject::Entry(act), "gwen", at(2), vec![changed]).unwrap();
        let reader = desk.reader();
        let notes = |who| reader.coaching(None, who, 9).unwrap().len();
        assert_eq!([notes(GWEN), notes(HAL), notes(ANA), notes(BEN), notes(("cleo", Role::Senior))], [1, 1, 1, 0, 0]);
        assert_eq!(reader.coaching(Some("ana"), BEN, 9).unwrap(), [], "asking for a colleague's by name opens nothing");
        log.record_at(Subject::Entry(note), "ana", at(3), vec![Event::CoachingRead]).unwrap();
        assert_eq!(reader.coaching(None, ANA, 9).unwrap()[0].read, Some(at(3)));
        let plain = Event::Coached { to: "ana".into(), note: Text::new("well done"), drill: None, due: None };
        log.record_at(Subject::Entry(fresh()), "gwen", at(4), vec![plain]).unwrap();
        let newest = |notes: Vec<Coaching>| notes.into_iter().map(|n| n.id).collect::<Vec<_>>();
        assert_ne!(newest(reader.coaching(None, ANA, 1).unwrap()), [note]);
        assert_eq!(newest(reader.asked_to_practise(None, ANA, 1).unwrap()), [note], "newer notes hide no drill");
        assert_eq!(reader.asked_to_practise(Some("ana"), BEN, 9).unwrap(), []);
        let acts = reader.cause_acts(Some("carrier")).unwrap();
        assert_eq!((acts.len(), acts[0].from_day, reader.cause_acts(Some("us")).unwrap().len()), (1, day, 0));
        assert!(desk.clean());
        drop(log);
        let db = rusqlite::Connection::open(&desk.path).unwrap();
        super::super::project::rebuild(&db, &mut |_, _| ()).unwrap();
        assert!(desk.clean());
    }

    #[test]
    fn lessons_and_what_did_not_fit() {
        let desk = Desk::new();
        let mut log = desk.open();
        for (n, unfit) in [(1, Some("story")), (2, Some("story")), (3, None)] {
            let (walk, interaction) = (fresh(), fresh());
            let playbook =
                crate::case::PlaybookRef { id: "late".into(), version: 1, title: "Late".into(), hash: "h".into() };
            let reached = vec![step("story")];
            let begun =
                Event::WalkBegan { walk, interaction, playbook, expected: Vec::new(), reached, ruled_out: Vec::new() };
            let contact = Event::InteractionBegan { interaction, channel: None, external_id: None };
            let why = Text::new(&format!("why {n}"));
            let unfit = Event::DidNotFit { walk, step: unfit.map(Into::into), why: why.clone() };
            let events = vec![opened(&format!("C-{n}")), contact, begun, unfit, Event::LessonMarked { why }];
            log.record_at(Subject::Case(fresh()), "ana", at(n), events).unwrap();
        }
        let reader = desk.reader();
        let lessons: Vec<String> = reader.lessons(2).unwrap().into_iter().map(|l| l.number).collect();
        assert_eq!(lessons, ["C-3", "C-2"]);
        let unfits = reader.unfits(Some("late"), 9).unwrap();
        let rows: Vec<(Option<&str>, i64, &str)> =
            unfits.iter().map(|u| (u.step.as_deref(), u.times, u.why.as_str())).collect();
        assert_eq!(rows, [(Some("story"), 2, "why 2"), (None, 1, "why 3")]);
        assert_eq!(reader.unfits(Some("other"), 9).unwrap(), []);
    }

    #[test]
    fn what_makes_a_case_worth_a_look() {
        let desk = Desk::new();
        let mut log = desk.open();
        let customer = fresh();
        log.record(Subject::Customer(customer), vec![Event::CustomerAdded { details: details("Ann") }]);
        let closed = || Event::Closed { outcome: Outcome::Resolved, cause: Some("carrier".into()), tried: None };
        let (first, second): (CaseId, CaseId) = (fresh(), fresh());
        let whose = || Event::CustomerSet { customer };
        log.record_at(Subject::Case(first), "ana", at(0), vec![opened("C-1"), whose(), closed()]).unwrap();
        let interaction = fresh();
        let heated = Event::InteractionDescribed {
            interaction,
            channel: None,
            heat_start: Some(Heat::Abusive),
            heat_end: Some(Heat::Calm),
            summary: None,
        };
        let contact = Event::InteractionBegan { interaction, channel: None, external_id: None };
        let deviated = Event::Deviated { rule: "order".into(), detail: Text::new("x") };
        let events = vec![opened("C-2"), whose(), contact, heated, deviated, closed()];
        log.record_at(Subject::Case(second), "ana", at(60), events).unwrap();
        let reader = desk.reader();
        let facts = |case, window| reader.risk_facts(case, Currency::GBP, window).unwrap();
        assert_eq!(facts(first, i64::MAX), RiskFacts::default());
        let known =
            RiskFacts { heat: Some(Heat::Abusive), deviated: true, second_failure: true, ..RiskFacts::default() };
        assert_eq!(facts(second, 3_600_000), known);
        assert!(!facts(second, 3_599_999).second_failure, "outside the window it is another matter");
        // What was taken back is no deviation.
        let third: CaseId = fresh();
        let marked = Event::Deviated { rule: "order".into(), detail: Text::new("x") };
        let done = log.record_at(Subject::Case(third), "ana", at(90), vec![opened("C-3"), marked]).unwrap();
        assert!(facts(third, 1).deviated);
        let events = done.events.iter().skip(1).copied().collect();
        log.record_at(Subject::Case(third), "ana", at(91), vec![Event::Undone { events }]).unwrap();
        assert!(!facts(third, 1).deviated);
        assert!(desk.clean());
    }
}
