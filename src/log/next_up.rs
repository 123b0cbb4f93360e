//! What waits for an agent: open interactions, promises by their due time, and how each of their cases stands.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use crate::case::{Asked, CaseTimes, Look, Offer, OpenContact, Pledge, Standing};
use crate::terms::{
    ApprovalId, CaseId, Channel, CustomerId, HandOffId, InteractionId, PromiseId, ReviewId, Text, Timestamp,
};

use super::customers;
use super::error::LogError;
use super::giving::money;
use super::reader::Reader;

/// How many cases of their own (promises, hand-offs, interactions) are ranked.
pub const MOST_OWNED: usize = 800;
/// And how many of the oldest, where there are more: what is avoided lies there.
const MOST_OLD: usize = 200;

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
    /// The number to ring, where it is to ring back.
    pub call_back: Option<String>,
    /// How late it is, in milliseconds; 0 before its time.
    pub late_ms: i64,
}

impl Reader {
    /// The interactions of this agent that have not ended, the oldest first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn open_interactions(&self, agent: &str) -> Result<Vec<OpenInteraction>, LogError> {
        let mut statement = self.db.prepare_cached(
            "SELECT i.case_id, c.number, i.id, i.channel, i.began, i.talk_ended \
             FROM interaction i INDEXED BY interaction_open CROSS JOIN case_row c ON c.case_id = i.case_id \
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

    /// The open promises of this agent, the earliest due first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn promises(&self, agent: &str, now: Timestamp) -> Result<Vec<PromiseDue>, LogError> {
        let mut statement = self.db.prepare_cached(
            "SELECT p.case_id, c.number, c.customer, p.id, p.words, p.due, p.call_back FROM promise p \
             JOIN case_row c ON c.case_id = p.case_id WHERE p.owner = ?1 AND p.state = 'open' ORDER BY p.due, p.id",
        )?;
        let mut found = Vec::new();
        let mut rows = statement.query([agent])?;
        while let Some(row) = rows.next()? {
            let due = Timestamp::from_ms(row.get(5)?);
            found.push(PromiseDue {
                case: CaseId::from_bytes(row.get(0)?),
                number: number(row, 1)?,
                customer_name: self.named(row, 2)?,
                promise: PromiseId::from_bytes(row.get(3)?),
                text: row.get(4)?,
                due,
                call_back: row.get(6)?,
                late_ms: now.since(due),
            });
        }
        Ok(found)
    }

    /// How every open case stands that this agent owns, has promised something in, is offered, or has an interaction in.
    /// Of more than [`MOST_OWNED`] own ones the newest and the oldest are here, the rest is one query away. Names are not
    /// looked up ([`Reader::title`]): a list shows fewer rows than it ranks.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn next_up(&self, agent: &str) -> Result<Vec<Standing>, LogError> {
        self.next_up_with(agent, false)
    }

    /// The same for somebody who may say yes to others: with the requests that nobody has answered.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn next_up_with(&self, agent: &str, answers: bool) -> Result<Vec<Standing>, LogError> {
        let tx = self.db.unchecked_transaction()?;
        let mut cases = Standings { reader: self, agent, found: BTreeMap::new() };
        cases.owned()?;
        cases.promised()?;
        cases.offered()?;
        cases.in_contact()?;
        cases.answered()?;
        if answers {
            cases.asked()?;
        }
        let found = cases.found.into_values().flatten().collect();
        tx.finish()?;
        Ok(found)
    }

    /// The closed cases of this owner that were put right, and whose customers nobody has asked since.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn recovered_standings(&self, owner: &str) -> Result<Vec<Standing>, LogError> {
        let sql = format!(
            "SELECT {COLUMNS}, c.recovered FROM case_row c INDEXED BY case_recovered \
             WHERE c.owner = ?1 AND c.recovered IS NOT NULL ORDER BY c.recovered LIMIT {MOST_OLD}"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let found = statement.query_map([owner], |row| {
            let recovered = row.get::<_, Option<i64>>(17)?.map(Timestamp::from_ms);
            Ok(Standing { recovered, ..standing(row, owner)? })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The cases, open or closed, with a review of this person's work that they have not answered, and for whoever `settles`
    /// those with a dispute of somebody else's that they may see. Of each nothing but this waits.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn review_standings(&self, agent: &str, settles: bool) -> Result<Vec<Standing>, LogError> {
        let scored = "r.state = 'scored' AND r.agent = ?1";
        // As in [`crate::case::is_seen`]: what was scored blind is for those who have scored the same work.
        let disputed = "r.state = 'disputed' AND r.agent <> ?1 AND (r.blind = 0 OR EXISTS(SELECT 1 FROM review o \
             WHERE o.case_id = r.case_id AND o.agent = r.agent AND o.reviewer = ?1))";
        let mut found = Vec::new();
        for (condition, by) in [(scored, "reviewer"), (disputed, "agent")].into_iter().take(1 + usize::from(settles)) {
            let sql = format!(
                "SELECT {COLUMNS}, r.id, r.{by}, r.state_at, r.state = 'disputed' FROM review r \
                 CROSS JOIN case_row c ON c.case_id = r.case_id WHERE {condition} ORDER BY r.state_at LIMIT {MOST_OLD}"
            );
            let mut statement = self.db.prepare_cached(&sql)?;
            let rows = statement.query_map([agent], |row| {
                let (review, at) = (ReviewId::from_bytes(row.get(17)?), Timestamp::from_ms(row.get(19)?));
                let look = Look { review, by: row.get(18)?, at, disputed: row.get(20)? };
                Ok(Standing { mine: false, reviews: vec![look], ..standing(row, agent)? })
            })?;
            for row in rows {
                found.push(row?);
            }
        }
        Ok(found)
    }

    /// The name of a customer for lists, merges followed: their name, else their telephone number, else their address.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn title(&self, id: CustomerId) -> Result<Option<String>, LogError> {
        Ok(customers::named(&self.db, id)?.1)
    }
}

/// The cases of an agent, as they are found on one way or another; `None`: not open.
struct Standings<'r> {
    reader: &'r Reader,
    agent: &'r str,
    found: BTreeMap<[u8; 16], Option<Standing>>,
}

impl Standings<'_> {
    fn owned(&mut self) -> Result<(), LogError> {
        for (order, most) in [("DESC", MOST_OWNED), ("ASC", MOST_OLD)] {
            let before = self.found.len();
            let sql = format!(
                "SELECT {COLUMNS} FROM case_row c WHERE c.owner = ?1 AND c.is_open = 1 ORDER BY c.happened {order} LIMIT {most}"
            );
            let mut statement = self.reader.db.prepare_cached(&sql)?;
            let mut rows = statement.query([self.agent])?;
            while let Some(row) = rows.next()? {
                let standing = standing(row, self.agent)?;
                self.found.insert(standing.case.bytes(), Some(standing));
            }
            if self.found.len() - before < most {
                break;
            }
        }
        Ok(())
    }

    fn promised(&mut self) -> Result<(), LogError> {
        let sql = format!(
            "SELECT case_id, id, words, due, call_back FROM promise WHERE owner = ?1 AND state = 'open' \
             ORDER BY due LIMIT {MOST_OWNED}"
        );
        self.each(&sql, |standing, row| {
            standing.pledges.push(Pledge {
                promise: PromiseId::from_bytes(row.get(1)?),
                text: row.get(2)?,
                due: Timestamp::from_ms(row.get(3)?),
                call_back: row.get::<_, Option<String>>(4)?.map(|number| Text::new(&number)),
            });
            Ok(())
        })
    }

    fn offered(&mut self) -> Result<(), LogError> {
        let sql = format!(
            "SELECT case_id, id, sender, at, warm FROM hand_off WHERE receiver = ?1 AND state = 'offered' \
             ORDER BY at LIMIT {MOST_OWNED}"
        );
        self.each(&sql, |standing, row| {
            let offer = Offer {
                hand_off: HandOffId::from_bytes(row.get(1)?),
                from: row.get(2)?,
                at: Timestamp::from_ms(row.get(3)?),
                warm: row.get(4)?,
            };
            standing.offer.get_or_insert(offer);
            Ok(())
        })
    }

    /// Answers to the agent's requests that they have not acted on.
    fn answered(&mut self) -> Result<(), LogError> {
        let sql = format!(
            "SELECT case_id, id, coalesce(answerer, ''), state_at, what, granted, currency, state = 'yes' FROM approval \
             WHERE waits = 1 AND asker = ?1 ORDER BY state_at LIMIT {MOST_OWNED}"
        );
        self.each(&sql, |standing, row| {
            standing.yeses.push(asked(row, Some(row.get(7)?))?);
            Ok(())
        })
    }

    /// Requests of others.
    fn asked(&mut self) -> Result<(), LogError> {
        let sql = format!(
            "SELECT case_id, id, asker, at, what, minor, currency FROM approval WHERE state = 'asked' AND asker <> ?1 \
             ORDER BY at LIMIT {MOST_OWNED}"
        );
        self.each(&sql, |standing, row| {
            standing.yeses.push(asked(row, None)?);
            Ok(())
        })
    }

    fn in_contact(&mut self) -> Result<(), LogError> {
        let sql = format!(
            "SELECT case_id, id, began, parked FROM interaction INDEXED BY interaction_open WHERE agent = ?1 AND ended IS NULL \
             ORDER BY began DESC LIMIT {MOST_OWNED}"
        );
        self.each(&sql, |standing, row| {
            standing.contacts.push(OpenContact {
                interaction: InteractionId::from_bytes(row.get(1)?),
                began: Timestamp::from_ms(row.get(2)?),
                parked: row.get::<_, Option<i64>>(3)?.map(Timestamp::from_ms),
            });
            Ok(())
        })
    }

    /// Adds what each row says to its case, where that is open. The first column is the case.
    fn each(
        &mut self,
        sql: &str,
        mut add: impl FnMut(&mut Standing, &Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), LogError> {
        let mut statement = self.reader.db.prepare_cached(sql)?;
        let mut rows = statement.query([self.agent])?;
        while let Some(row) = rows.next()? {
            let case: [u8; 16] = row.get(0)?;
            if let std::collections::btree_map::Entry::Vacant(place) = self.found.entry(case) {
                let sql = format!("SELECT {COLUMNS} FROM case_row c WHERE c.case_id = ?1 AND c.is_open = 1");
                let mut one = self.reader.db.prepare_cached(&sql)?;
                place.insert(one.query_row([case], |row| standing(row, self.agent)).optional()?);
            }
            if let Some(Some(standing)) = self.found.get_mut(&case) {
                add(standing, row)?;
            }
        }
        Ok(())
    }
}

fn asked(row: &Row<'_>, yes: Option<bool>) -> rusqlite::Result<Asked> {
    let currency: Option<String> = row.get(6)?;
    Ok(Asked {
        approval: ApprovalId::from_bytes(row.get(1)?),
        by: row.get(2)?,
        at: Timestamp::from_ms(row.get(3)?),
        what: row.get(4)?,
        value: money(row.get(5)?, currency.as_deref()),
        yes,
    })
}

/// The columns of a standing, in the order in which [`standing`] reads them.
const COLUMNS: &str = "c.case_id, c.number, c.customer, c.owner, c.wanted, c.summary, c.playbook, c.opened_at, \
    c.reopened_at, c.first_channel, c.severity, c.first_response, c.waits, c.heat_start, c.heat_end, c.touched, c.answered";

fn standing(row: &Row<'_>, agent: &str) -> rusqlite::Result<Standing> {
    let moment = |at| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.map(Timestamp::from_ms));
    let words = |at| row.get::<_, Option<String>>(at);
    let waits = words(12)?.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    Ok(Standing {
        case: CaseId::from_bytes(row.get(0)?),
        number: number(row, 1)?,
        customer: row.get::<_, Option<[u8; 16]>>(2)?.map(CustomerId::from_bytes),
        customer_name: None,
        mine: words(3)?.as_deref() == Some(agent),
        about: [words(4)?, words(5)?, words(6)?].into_iter().flatten().next(),
        times: CaseTimes {
            opened: moment(7)?,
            reopened: moment(8)?,
            channel: words(9)?.and_then(|word| word.parse().ok()),
            severity: words(10)?.and_then(|word| word.parse().ok()),
            first_response: moment(11)?,
            closed: None,
            waits,
        },
        heat: words(14)?.or(words(13)?).and_then(|word| word.parse().ok()),
        touched: moment(15)?.unwrap_or_default(),
        answered: moment(16)?,
        contacts: Vec::new(),
        pledges: Vec::new(),
        offer: None,
        yeses: Vec::new(),
        reviews: Vec::new(),
        recovered: None,
    })
}

/// A case's number, or a dash.
pub(super) fn number(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(at)?.unwrap_or_else(|| "-".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Event, Subject};
    use crate::log::fresh;
    use crate::log::testing::{Desk, NOON, began, opened};
    use crate::terms::{Heat, Outcome, Speaker};

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
            call_back: (due == 100).then(|| Text::new("07700 900123")),
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
        let due: Vec<_> = reader
            .promises("ana", Timestamp::from_ms(NOON + 300))
            .unwrap()
            .into_iter()
            .map(|p| (p.text, p.late_ms, p.call_back))
            .collect();
        let expected = [("due at 100", 200, Some("07700 900123")), ("due at 900", 0, None)];
        assert_eq!(due, expected.map(|(text, late, number)| (text.to_owned(), late, number.map(str::to_owned))));
        assert_eq!(reader.open_interactions("ana").unwrap().len(), 1);
        let waits = |agent: &str| {
            let rows = reader.next_up(agent).unwrap();
            rows.iter().map(|r| (r.mine, r.pledges.len(), r.contacts.len(), r.offer.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(waits("ana"), [(true, 2, 1, false)]);
        assert_eq!(waits("bob"), [(false, 1, 0, true)]);
        assert_eq!(waits("eve"), []);
        desk.open().record(subject, vec![Event::HandOffAccepted { hand_off }]);
        assert_eq!(waits("bob"), [(true, 1, 0, false)]);
    }

    #[test]
    fn the_rows_say_the_same_as_the_case() {
        let desk = Desk::new();
        let (interaction, hand_off) = (fresh(), fresh());
        let text = Text::new;
        let subject = Subject::Case(fresh());
        let mut log = desk.open();
        let mut at = Timestamp::from_ms(NOON);
        let mut record = |event| {
            at = at.plus_ms(1000);
            log.record_at(subject, "ana", at, vec![event]).unwrap().file.unwrap()
        };
        let began =
            |interaction| Event::InteractionBegan { interaction, channel: Some(Channel::Email), external_id: None };
        let said = |who, words| Event::Said { message: fresh(), interaction, who, text: text(words) };
        let wait = || Event::WaitBegan { what: text("the photo") };
        let described = Event::InteractionDescribed {
            interaction,
            channel: None,
            heat_start: Some(Heat::Angry),
            heat_end: None,
            summary: Some(text("broken lamp")),
        };
        for event in [
            opened("C-1001"),
            began(interaction),
            described,
            said(Speaker::Agent, "could you send a photo?"),
            wait(),
            said(Speaker::Customer, "here it is"),
            Event::Closed { outcome: Outcome::Resolved, cause: None, tried: None },
            Event::Reopened { reason: text("broken again") },
            wait(),
            said(Speaker::Customer, "here is another"),
            Event::Parked { interaction },
            Event::HandedOff { hand_off, to: "bob".into(), warm: false, note: text("yours") },
            wait(),
            Event::WaitEnded,
        ] {
            let file = record(event);
            let reader = desk.reader();
            for agent in ["ana", "bob", "eve"] {
                let expected: Vec<Standing> = Standing::of(&file, agent).into_iter().collect();
                assert_eq!(reader.next_up(agent).unwrap(), expected, "{agent}");
            }
        }
        assert!(desk.clean());
    }

    #[test]
    fn a_blind_dispute_waits_for_those_who_may_see_it() {
        let desk = Desk::new();
        let case = Subject::Case(fresh());
        let mut log = desk.open();
        let reviewed = |review, blind| {
            let (comments, causes) = (Vec::new(), Vec::new());
            Event::Reviewed { review, of: "ana".into(), interaction: None, scores: Vec::new(), comments, causes, blind }
        };
        let disputed = |review| Event::ReviewAnswered {
            review,
            agree: false,
            reason: Some(Text::new("no")),
            proposed: Vec::new(),
        };
        let (hidden, open): (ReviewId, ReviewId) = (fresh(), fresh());
        let at = |minute: i64| Timestamp::from_ms(NOON + minute * 60_000);
        log.record(case, vec![opened("C-1"), began(Channel::Phone)]);
        log.record_at(case, "gwen", at(1), vec![reviewed(hidden, true)]).unwrap();
        log.record_at(case, "ana", at(2), vec![disputed(hidden)]).unwrap();
        let waits = |login: &str| -> Vec<ReviewId> {
            let standings = desk.reader().review_standings(login, true).unwrap();
            standings.into_iter().flat_map(|s| s.reviews).filter(|look| look.disputed).map(|look| look.review).collect()
        };
        assert_eq!((waits("gwen"), waits("hal")), (vec![hidden], vec![]));
        log.record_at(case, "hal", at(3), vec![reviewed(fresh(), true)]).unwrap();
        assert_eq!(waits("hal"), [hidden]);
        log.record_at(case, "gwen", at(4), vec![reviewed(open, false)]).unwrap();
        log.record_at(case, "ana", at(5), vec![disputed(open)]).unwrap();
        assert_eq!(waits("ida"), [open]);
    }

    #[test]
    fn the_list_is_found_by_indexes() {
        let desk = Desk::new();
        let reader = desk.reader();
        for (sql, index) in [
            (
                "SELECT 1 FROM case_row c WHERE c.owner = ?1 AND c.is_open = 1 ORDER BY c.happened DESC LIMIT 9",
                "case_owner",
            ),
            ("SELECT 1 FROM promise WHERE owner = ?1 AND state = 'open' ORDER BY due LIMIT 9", "promise_due"),
            (
                "SELECT 1 FROM hand_off WHERE receiver = ?1 AND state = 'offered' ORDER BY at LIMIT 9",
                "hand_off_waiting",
            ),
            (
                "SELECT 1 FROM interaction INDEXED BY interaction_open WHERE agent = ?1 AND ended IS NULL ORDER BY began DESC LIMIT 9",
                "interaction_open",
            ),
        ] {
            let mut plan = reader.db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let told: Vec<String> = plan.query_map(["ana"], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
            assert!(told.len() == 1 && told[0].contains(index), "{sql}: {told:?}");
        }
    }
}
