//! Lists of cases, newest first by when they last happened, a page at a time by key.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};
use serde::Serialize;

use crate::terms::{CaseId, CaseKind, Channel, CustomerId, Heat, Outcome, Severity, Timestamp};

use super::customers;
use super::error::LogError;
use super::find::{self, Order, Query};
use super::next_up::number;
use super::page::{Count, Found, Key, Page, Seek, Stretch};
use super::plan::{Asked, Sql, blob, numbers};
use super::reader::Reader;

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseSummary {
    /// Its id.
    pub id: CaseId,
    /// `C-1042`.
    pub number: String,
    /// The sort of matter.
    pub kind: Option<CaseKind>,
    /// What it costs the customer.
    pub severity: Option<Severity>,
    /// Whose case it is, merges followed.
    pub customer: Option<CustomerId>,
    /// The customer's name, or what else is known of them.
    pub customer_name: Option<String>,
    /// The login that owns it.
    pub owner: Option<String>,
    /// When it was opened.
    pub opened: Timestamp,
    /// When its latest contact began.
    pub happened: Timestamp,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The root cause.
    pub cause: Option<String>,
    /// The beginning of what the customer asked for.
    pub wanted: Option<String>,
    /// The beginning of the latest summary.
    pub summary: Option<String>,
    /// Opened and not closed.
    pub is_open: bool,
    /// The playbook taken up last.
    pub playbook: Option<String>,
    /// The latest contact's channel.
    pub channel: Option<Channel>,
    /// Who did the latest contact.
    pub agent: Option<String>,
    /// How heated the customer was at first.
    pub heat_start: Option<Heat>,
    /// How heated the customer was at last.
    pub heat_end: Option<Heat>,
    /// How many events it has.
    pub events: i64,
}

/// The columns of a summary, in the order in which [`summary`] reads them.
pub(super) const COLUMNS: &str = "c.case_id, c.number, c.kind, c.severity, c.customer, c.owner, c.opened_at, c.happened, \
    c.closed_at, c.outcome, c.cause, c.wanted, c.summary, c.is_open, c.playbook, c.channel, c.agent, c.heat_start, \
    c.heat_end, c.events";

impl Reader {
    /// A page of the cases that a query asks for, in its order. `after` is where the page before ended.
    ///
    /// # Errors
    /// Where the log cannot be read, or the question was interrupted.
    pub fn list(&self, query: &Query, after: Option<Key>, limit: usize) -> Result<Page<CaseSummary>, LogError> {
        let stretch = self.cases(query, after.map_or(Seek::First, Seek::After), limit)?;
        let next = if stretch.below { stretch.cases.last().map(|found| found.key) } else { None };
        Ok(Page { items: stretch.cases.into_iter().map(|found| found.case).collect(), next })
    }

    /// A stretch of the cases that a query asks for: from the list's beginning or end, or next to a case of it, up or down.
    /// Where a million cases lie between makes no difference.
    ///
    /// # Errors
    /// Where the log cannot be read, or the question was interrupted.
    pub fn cases(&self, query: &Query, seek: Seek, limit: usize) -> Result<Stretch, LogError> {
        // One picture for all that is asked, and one lock for all of it; part of a larger picture where there is one.
        let alone = self.db.is_autocommit();
        let tx = alone.then(|| self.db.unchecked_transaction()).transpose()?;
        let stretch = if query.order == Order::Best && !query.words.trim().is_empty() {
            self.best(query, seek, limit)
        } else {
            self.newest(query, seek, limit)
        };
        if let Some(tx) = tx {
            tx.finish()?;
        }
        stretch
    }

    fn newest(&self, query: &Query, seek: Seek, limit: usize) -> Result<Stretch, LogError> {
        let Some(mut plan) = self.plan(query, Some(Asked::Some))? else { return Ok(Stretch::default()) };
        let bound = match seek {
            Seek::First | Seek::Last => None,
            Seek::After(key) => Some(("<", key)),
            Seek::From(key) => Some(("<=", key)),
            Seek::Before(key) => Some((">", key)),
        };
        if let Some((sign, key)) = bound {
            let condition = format!("(c.happened, c.case_id) {sign} (?, ?)");
            plan.conditions.push(Sql::new(condition, [Value::Integer(key.at), blob(key.id.bytes())]));
        }
        let way = if seek.is_upward() { "ASC" } else { "DESC" };
        let most = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
        let order = format!("ORDER BY c.happened {way}, c.case_id {way} LIMIT ?");
        let sql = plan.select("c.happened, c.case_id", &Sql::new(order, [Value::Integer(most)]));
        let mut keys = self
            .db
            .prepare_cached(&sql.text)?
            .query_map(params_from_iter(sql.values), |row| {
                Ok(Key { at: row.get(0)?, id: CaseId::from_bytes(row.get(1)?) })
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let more = keys.len() > limit;
        keys.truncate(limit);
        if seek.is_upward() {
            keys.reverse();
        }
        let (above, below) = match seek {
            Seek::First => (false, more),
            Seek::After(_) | Seek::From(_) => (true, more),
            Seek::Last => (more, false),
            Seek::Before(_) => (more, true),
        };
        Ok(Stretch { cases: self.at_keys(keys)?, above, below })
    }

    /// How many cases a query asks for, counted up to `most`: cheap enough while somebody types.
    ///
    /// # Errors
    /// Where the log cannot be read, or the question was interrupted.
    pub fn count_up_to(&self, query: &Query, most: usize) -> Result<Count, LogError> {
        let count = self.counted(query, Asked::Some, most)?;
        Ok(if count > most { Count::MoreThan(most) } else { Count::Exactly(count) })
    }

    /// How many cases a query asks for, all of them: for the command line.
    ///
    /// # Errors
    /// Where the log cannot be read, or the question was interrupted.
    pub fn count(&self, query: &Query) -> Result<usize, LogError> {
        self.counted(query, Asked::All, usize::MAX - 1)
    }

    fn counted(&self, query: &Query, asked: Asked, most: usize) -> Result<usize, LogError> {
        let tx = self.db.unchecked_transaction()?;
        let plan = self.plan(query, Some(asked))?;
        let count = plan.map_or(Ok(0), |plan| self.count_of(&plan.select("1", &Sql::default()), most))?;
        tx.finish()?;
        Ok(count)
    }

    /// A case as lists show it; `None` where there is none of this id.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn summary_of(&self, id: CaseId) -> Result<Option<CaseSummary>, LogError> {
        let sql = format!("SELECT {COLUMNS} FROM case_row c WHERE c.case_id = ?1");
        let found = self.db.prepare_cached(&sql)?.query_row([id.bytes()], summary).optional()?;
        found.map(|case| self.with_customer(case)).transpose()
    }

    /// The cases at these keys; one that is gone in between is left out.
    pub(super) fn at_keys(&self, keys: Vec<Key>) -> Result<Vec<Found>, LogError> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM case_row c WHERE c.case_id = ?1"))?;
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            if let Some(case) = statement.query_row([key.id.bytes()], summary).optional()? {
                found.push(Found { key, case: self.with_customer(case)? });
            }
        }
        Ok(found)
    }

    /// The cases that a number may mean: `C-1042`, `1042`, or `C-1042-KP`. A number without letters also finds those with.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn find_number(&self, number: &str) -> Result<Vec<CaseSummary>, LogError> {
        let Some(number) = find::number(number).or_else(|| find::number(&format!("C-{}", number.trim()))) else {
            return Ok(Vec::new());
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM case_row c WHERE c.number = ?1 OR (c.number >= ?2 AND c.number < ?3) ORDER BY c.number, c.case_id"
        );
        self.summaries(&sql, &numbers(&number))
    }

    /// Runs a query for summaries and fills in the customers.
    pub(super) fn summaries(&self, sql: &str, values: &[Value]) -> Result<Vec<CaseSummary>, LogError> {
        let mut statement = self.db.prepare_cached(sql)?;
        let found: Vec<CaseSummary> =
            statement.query_map(params_from_iter(values), summary)?.collect::<Result<_, _>>()?;
        found.into_iter().map(|case| self.with_customer(case)).collect()
    }

    /// With the customer's name, merges followed.
    fn with_customer(&self, mut case: CaseSummary) -> Result<CaseSummary, LogError> {
        if let Some(id) = case.customer {
            let (id, name) = customers::named(&self.db, id)?;
            (case.customer, case.customer_name) = (Some(id), name);
        }
        Ok(case)
    }
}

/// A word of one of the closed lists; one from a newer program reads as nothing.
fn word<T: std::str::FromStr>(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<T>> {
    Ok(row.get_ref(at)?.as_str_or_null()?.and_then(|word| word.parse().ok()))
}

fn moment(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(at)?.map(Timestamp::from_ms))
}

/// Reads [`COLUMNS`].
pub(super) fn summary(row: &Row<'_>) -> rusqlite::Result<CaseSummary> {
    let happened = Timestamp::from_ms(row.get(7)?);
    Ok(CaseSummary {
        id: CaseId::from_bytes(row.get(0)?),
        number: number(row, 1)?,
        kind: word(row, 2)?,
        severity: word(row, 3)?,
        customer: row.get::<_, Option<[u8; 16]>>(4)?.map(CustomerId::from_bytes),
        customer_name: None,
        owner: row.get(5)?,
        opened: moment(row, 6)?.unwrap_or(happened),
        happened,
        closed: moment(row, 8)?,
        outcome: word(row, 9)?,
        cause: row.get(10)?,
        wanted: row.get(11)?,
        summary: row.get(12)?,
        is_open: row.get(13)?,
        playbook: row.get(14)?,
        channel: word(row, 15)?,
        agent: row.get(16)?,
        heat_start: word(row, 17)?,
        heat_end: word(row, 18)?,
        events: row.get(19)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Event, Subject};
    use crate::log::fresh;
    use crate::log::testing::{Desk, NOON, began, details, everything, noted, opened};

    fn numbers(page: &Page<CaseSummary>) -> Vec<&str> {
        page.items.iter().map(|case| case.number.as_str()).collect()
    }

    #[test]
    fn pages_meet_without_a_gap_and_newest_comes_first() {
        let desk = Desk::new();
        let mut log = desk.open();
        for n in 0..7 {
            // Two at a time happen in the same millisecond.
            let at = Timestamp::from_ms(NOON + n / 2);
            log.record_at(Subject::Case(fresh()), "ana", at, vec![opened(&format!("C-{n}")), began(Channel::Chat)])
                .unwrap();
        }
        let reader = desk.reader();
        let mut seen: Vec<String> = Vec::new();
        let mut after = None;
        loop {
            let page = reader.list(&Query::default(), after, 2).unwrap();
            seen.extend(page.items.iter().map(|case| case.number.clone()));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 7);
        assert_eq!(seen[0], "C-6");
        assert_eq!(reader.list(&Query::default(), None, 7).unwrap().next, None);
    }

    #[test]
    fn a_list_is_read_both_ways_from_anywhere() {
        let desk = Desk::new();
        let mut log = desk.open();
        for n in 0..7 {
            let at = Timestamp::from_ms(NOON + n / 2);
            let events = vec![opened(&format!("C-{n}")), began(Channel::Chat), noted("a vase")];
            log.record_at(Subject::Case(fresh()), "ana", at, events).unwrap();
        }
        let reader = desk.reader();
        let mut deciding = vec![Query::default(), Query { words: "vase".into(), ..Query::default() }];
        deciding.push(Query { open: Some(true), agent: Some("ana".into()), ..Query::default() });
        for query in deciding {
            let read = |seek, limit| {
                let found = reader.cases(&query, seek, limit).unwrap();
                let numbers: Vec<String> = found.cases.iter().map(|f| f.case.number.clone()).collect();
                (numbers.join(" "), found.above, found.below)
            };
            let key = |at: usize| reader.cases(&query, Seek::First, 9).unwrap().cases[at].key;
            assert_eq!(read(Seek::First, 9), ("C-6 C-5 C-4 C-3 C-2 C-1 C-0".into(), false, false));
            assert_eq!(read(Seek::Last, 2), ("C-1 C-0".into(), true, false));
            assert_eq!(read(Seek::After(key(2)), 2), ("C-3 C-2".into(), true, true));
            assert_eq!(read(Seek::From(key(2)), 2), ("C-4 C-3".into(), true, true));
            assert_eq!(read(Seek::Before(key(3)), 2), ("C-5 C-4".into(), true, true));
            assert_eq!(read(Seek::Before(key(2)), 2), ("C-6 C-5".into(), false, true));
            assert_eq!(reader.count_up_to(&query, 6).unwrap(), Count::MoreThan(6));
            assert_eq!(reader.count_up_to(&query, 7).unwrap(), Count::Exactly(7));
            assert_eq!(reader.count(&query).unwrap(), 7);
        }
        assert_eq!(reader.count(&Query { words: "**".into(), ..Query::default() }).unwrap(), 0);
    }

    #[test]
    fn each_field_finds_its_case_and_no_other() {
        let desk = Desk::new();
        let mut log = desk.open();
        log.record(Subject::Case(fresh()), everything());
        let ngozi = fresh();
        log.record(Subject::Customer(ngozi), vec![Event::CustomerAdded { details: details("Ngozi Okafor") }]);
        let other =
            vec![opened("C-1002"), began(Channel::Chat), Event::CustomerSet { customer: ngozi }, noted("a vase")];
        log.record_at(Subject::Case(fresh()), "bob", Timestamp::from_ms(NOON + 5), other).unwrap();
        let reader = desk.reader();
        let list = |text: &str| {
            let day = |_| (Timestamp::from_ms(NOON), Timestamp::from_ms(NOON + 2));
            reader.list(&Query::parse(text, &day).unwrap(), None, 10).unwrap()
        };
        assert_eq!(numbers(&list("")), ["C-1002", "C-1001"]);
        for text in [
            "is:closed",
            "agent:ana",
            "owner:bob",
            "channel:phone",
            "playbook:late-parcel",
            "severity:high",
            "outcome:resolved",
            "cause:carrier-delay",
            "on:2026-09-21",
            "until:2026-09-21",
            "C-1001",
            "where is my par",
            "second month",
            "late parcel",
            "parc",
            "order:best parc",
            "order:best is:closed",
            "from:2026-09-21 until:2026-09-21 agent:ana cause:carrier-delay",
        ] {
            assert_eq!(numbers(&list(text)), ["C-1001"], "{text}");
        }
        for text in ["is:open", "agent:bob channel:chat", "customer:okaf", "vase", "okafor", "ngozi is:open"] {
            assert_eq!(numbers(&list(text)), ["C-1002"], "{text}");
        }
        for text in ["agent:ana channel:chat", "customer:nobody", "vase month", "kind:praise", "**", "C-9"] {
            assert!(list(text).items.is_empty(), "{text}");
        }
        let shown = &list("vase").items[0];
        assert_eq!((shown.customer, shown.customer_name.as_deref()), (Some(ngozi), Some("Ngozi Okafor")));
        let same = Query { customer_id: Some(ngozi), ..Query::default() };
        assert_eq!(numbers(&reader.list(&same, None, 10).unwrap()), ["C-1002"]);
    }

    #[test]
    fn each_word_may_stand_in_a_text_in_the_name_or_in_the_playbook() {
        let desk = Desk::new();
        let mut log = desk.open();
        let (ngozi, ann) = (fresh(), fresh());
        for (id, name) in [(ngozi, "Ngozi Okafor"), (ann, "Ann Birthday")] {
            log.record(Subject::Customer(id), vec![Event::CustomerAdded { details: details(name) }]);
        }
        for (number, customer, notes) in [
            ("C-1", ngozi, ["a birthday present", "it came late"]),
            ("C-2", ngozi, ["a vase", "nothing else"]),
            ("C-3", ann, ["a birthday present", "okay"]),
        ] {
            let mut events = vec![opened(number), began(Channel::Chat), Event::CustomerSet { customer }];
            events.extend(notes.map(noted));
            log.record(Subject::Case(fresh()), events);
        }
        // With a playbook, `Where is my parcel?`.
        log.record(Subject::Case(fresh()), everything());
        let reader = desk.reader();
        for order in [Order::Newest, Order::Best] {
            for (words, found) in [
                ("okafor birthday", &["C-1"][..]),
                ("birthday okafor", &["C-1"]),
                ("ngozi okafor", &["C-1", "C-2"]),
                ("okafor birthd", &["C-1"]),
                ("okafor birthd ", &[]),
                ("birthday late", &["C-1"]),
                ("ann okay", &["C-3"]),
                ("ann birthday present", &["C-3"]),
                ("birthday vase", &[]),
                ("okafor nothing vase", &["C-2"]),
                ("okafor xylophone", &[]),
                ("late-par month", &["C-1001"]),
                ("late-par birthday", &[]),
            ] {
                let query = Query { words: words.into(), order, ..Query::default() };
                let mut page = reader.list(&query, None, 10).unwrap();
                page.items.sort_by(|a, b| a.number.cmp(&b.number));
                assert_eq!(numbers(&page), found, "{words} {order:?}");
                if order == Order::Newest {
                    assert_eq!(reader.count(&query).unwrap(), found.len(), "{words}");
                }
            }
        }
    }

    #[test]
    fn a_name_that_very_many_have_is_found_with_a_word_and_after_a_merge() {
        let desk = Desk::new();
        let mut log = desk.open();
        let people: Vec<CustomerId> = (0..60).map(|_| fresh()).collect();
        for (n, id) in people.iter().enumerate() {
            let name = if n == 1 { "Zoe" } else { "Ann Smith" };
            log.record(Subject::Customer(*id), vec![Event::CustomerAdded { details: details(name) }]);
        }
        for (n, id) in people.iter().take(3).enumerate() {
            let customer = Event::CustomerSet { customer: *id };
            let note = noted(if n < 2 { "a vase" } else { "a bowl" });
            log.record(Subject::Case(fresh()), vec![opened(&format!("C-{n}")), began(Channel::Chat), customer, note]);
        }
        let list = |words: &str| {
            let query = Query { words: words.into(), ..Query::default() };
            let page = desk.reader().list(&query, None, 10).unwrap();
            page.items.into_iter().map(|case| case.number).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            (list("ann vase"), list("smith bowl"), list("ann smith")),
            ("C-0".into(), "C-2".into(), "C-2 C-0".into())
        );
        log.record(Subject::Customer(people[0]), vec![Event::CustomersMerged { from: people[1] }]);
        assert_eq!(list("ann vase"), "C-1 C-0");
    }

    #[test]
    fn a_number_lists_everything_it_may_mean() {
        let desk = Desk::new();
        let mut log = desk.open();
        for number in ["C-1042", "C-1042-KP", "C-10421", "C-104"] {
            log.record(Subject::Case(fresh()), vec![opened(number), began(Channel::Phone)]);
        }
        let reader = desk.reader();
        let found = |number: &str| -> Vec<String> {
            reader.find_number(number).unwrap().into_iter().map(|case| case.number).collect()
        };
        assert_eq!(found("C-1042"), ["C-1042", "C-1042-KP"]);
        assert_eq!(found(" 1042 "), ["C-1042", "C-1042-KP"]);
        assert_eq!(found("c-1042-kp"), ["C-1042-KP"]);
        assert!(found("C-9999").is_empty() && found("%").is_empty() && found("").is_empty());
    }
}
