//! Lists of cases, newest first by when they last happened, a page at a time by key.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};
use serde::Serialize;

use crate::terms::{CaseId, CaseKind, Channel, CustomerId, Heat, Outcome, Severity, Timestamp};

use super::error::LogError;
use super::find::{self, Query};
use super::reader::Reader;
use super::{customers, text};

/// How many customers a name in a query may stand for.
const MOST_CUSTOMERS: usize = 50;

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

/// Where a page ends: the next one begins after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Key {
    happened: i64,
    id: CaseId,
}

/// Some of many, and where to go on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page<T, K = Key> {
    /// These.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<K>,
}

impl<T, K> Page<T, K> {
    /// Of one row more than the page holds, so that the last page knows itself.
    pub(super) fn of(mut items: Vec<T>, limit: usize, key: impl Fn(&T) -> K) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(key) } else { None };
        Self { items, next }
    }
}

/// The columns of a summary, in the order in which [`summary`] reads them.
pub(super) const COLUMNS: &str = "c.case_id, c.number, c.kind, c.severity, c.customer, c.owner, c.opened_at, c.happened, \
    c.closed_at, c.outcome, c.cause, c.wanted, c.summary, c.is_open, c.playbook, c.channel, c.agent, c.heat_start, \
    c.heat_end, c.events";

impl Reader {
    /// A page of the cases that a query asks for, newest first by their latest contact. `after` is where the page before
    /// ended.
    ///
    /// # Errors
    /// Where the log cannot be read, or the question was interrupted.
    pub fn list(&self, query: &Query, after: Option<Key>, limit: usize) -> Result<Page<CaseSummary>, LogError> {
        let mut conditions = Conditions::default();
        if !self.conditions(query, &mut conditions)? {
            return Ok(Page { items: Vec::new(), next: None });
        }
        if let Some(key) = after {
            conditions.add("(c.happened, c.case_id) < (?, ?)", [Value::Integer(key.happened), blob(key.id.bytes())]);
        }
        let sql = format!(
            "SELECT {COLUMNS} FROM case_row c WHERE {} ORDER BY c.happened DESC, c.case_id DESC LIMIT {}",
            conditions.sql(),
            limit.saturating_add(1)
        );
        let items = self.summaries(&sql, &conditions.values)?;
        Ok(Page::of(items, limit, |case| Key { happened: case.happened.ms(), id: case.id }))
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
        let mut found: Vec<CaseSummary> =
            statement.query_map(params_from_iter(values), summary)?.collect::<Result<_, _>>()?;
        for case in &mut found {
            if let Some(id) = case.customer {
                let customer = customers::customer(&self.db, id)?;
                case.customer = Some(customer.as_ref().map_or(id, |c| c.id));
                case.customer_name = customer.map(|c| c.title());
            }
        }
        Ok(found)
    }

    /// `false` where nothing can match.
    fn conditions(&self, query: &Query, all: &mut Conditions) -> Result<bool, LogError> {
        all.add("c.number IS NOT NULL", []);
        match query.open {
            Some(true) => all.add("c.is_open = 1", []),
            Some(false) => all.add("c.is_open = 0", []),
            None => {}
        }
        for (column, value) in [
            ("owner", query.owner.as_deref()),
            ("kind", query.kind.map(CaseKind::word)),
            ("severity", query.severity.map(Severity::word)),
            ("outcome", query.outcome.map(Outcome::word)),
            ("cause", query.cause.as_deref()),
        ] {
            if let Some(value) = value {
                all.add(&format!("c.{column} = ?"), [Value::Text(value.to_owned())]);
            }
        }
        if let Some(number) = &query.number {
            let sql = "c.case_id IN (SELECT case_id FROM case_row WHERE number = ? OR (number >= ? AND number < ?))";
            all.add(sql, numbers(number));
        }
        if let Some(playbook) = &query.playbook {
            // The plus keeps SQLite from going through every walk of the playbook for each case.
            all.add(
                "EXISTS(SELECT 1 FROM walk w WHERE w.case_id = c.case_id AND +w.playbook = ?)",
                [Value::Text(playbook.clone())],
            );
        }
        contacts(query, all);
        if let Some(id) = query.customer_id {
            let same = customers::alias_set(&self.db, id)?;
            all.any("c.customer", &same);
        }
        if let Some(name) = &query.customer {
            let people = self.people(name)?;
            if people.is_empty() {
                return Ok(false);
            }
            all.any("c.customer", &people);
        }
        self.words(&query.words, all)
    }

    fn words(&self, words: &str, all: &mut Conditions) -> Result<bool, LogError> {
        if words.trim().is_empty() {
            return Ok(true);
        }
        let Some(search) = text::query(words) else { return Ok(false) };
        let people = self.people(words)?;
        let texts =
            "c.case_id IN (SELECT t.case_id FROM text_fts f JOIN text t ON t.key = f.rowid WHERE text_fts MATCH ?)";
        let mut either = Conditions::default();
        either.add(texts, [Value::Text(search)]);
        if !people.is_empty() {
            either.any("c.customer", &people);
        }
        let playbooks = self.playbooks(words)?;
        if !playbooks.is_empty() {
            let marks = vec!["?"; playbooks.len()].join(", ");
            // The plus: as for `playbook:`.
            let sql = format!("EXISTS(SELECT 1 FROM walk w WHERE w.case_id = c.case_id AND +w.playbook IN ({marks}))");
            either.add(&sql, playbooks.into_iter().map(Value::Text));
        }
        all.add(&format!("({})", either.parts.join(" OR ")), either.values);
        Ok(true)
    }

    /// The playbooks with a title or id in which every one of these words begins a word. They are few, whatever the number
    /// of cases: from one to the next is one look into the index, and so no case is asked where no playbook matches.
    fn playbooks(&self, words: &str) -> Result<Vec<String>, LogError> {
        let mut next = self.db.prepare_cached(
            "SELECT playbook, title FROM walk WHERE playbook > ?1 ORDER BY playbook, began DESC LIMIT 1",
        )?;
        let wanted: Vec<String> = parts(words);
        let mut found = Vec::new();
        let mut last = String::new();
        while let Some((id, title)) =
            next.query_row([&last], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).optional()?
        {
            let own = parts(&format!("{title} {id}"));
            if !wanted.is_empty() && wanted.iter().all(|word| own.iter().any(|own| own.starts_with(word.as_str()))) {
                found.push(id.clone());
            }
            last = id;
        }
        Ok(found)
    }

    /// Every record of everybody whose name begins like this.
    fn people(&self, name: &str) -> Result<Vec<CustomerId>, LogError> {
        let mut people = Vec::new();
        for customer in customers::find(&self.db, name, MOST_CUSTOMERS)? {
            people.extend(customers::alias_set(&self.db, customer.id)?);
        }
        people.sort_unstable();
        people.dedup();
        Ok(people)
    }
}

/// The words of a text in lower case, without what stands between them.
fn parts(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// A number, and the bounds of those with letters after it: `.` follows `-`, so that between `C-1042-` and `C-1042.` lies
/// every number that begins with `C-1042-`.
fn numbers(number: &str) -> [Value; 3] {
    [number.to_owned(), format!("{number}-"), format!("{number}.")].map(Value::Text)
}

/// Agent, channel and time speak of one and the same contact.
fn contacts(query: &Query, all: &mut Conditions) {
    let mut inner = Conditions::default();
    if let Some(agent) = &query.agent {
        inner.add("i.agent = ?", [Value::Text(agent.clone())]);
    }
    if let Some(channel) = query.channel {
        inner.add("i.channel = ?", [Value::Text(channel.word().to_owned())]);
    }
    if let Some(from) = query.from {
        inner.add("i.began >= ?", [Value::Integer(from.ms())]);
    }
    if let Some(until) = query.until {
        inner.add("i.began < ?", [Value::Integer(until.ms())]);
    }
    if inner.parts.is_empty() {
        return;
    }
    let sql = if query.from.is_some() {
        // A stretch of time is few contacts: go from them to their cases.
        format!("c.case_id IN (SELECT i.case_id FROM interaction i WHERE {})", inner.sql())
    } else {
        // Otherwise walk the cases from the newest and look at each one's contacts until the page is full.
        format!("EXISTS(SELECT 1 FROM interaction i WHERE i.case_id = c.case_id AND {})", inner.sql())
    };
    all.add(&sql, inner.values);
}

#[derive(Default)]
struct Conditions {
    parts: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn add(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.parts.push(sql.to_owned());
        self.values.extend(values);
    }

    fn any(&mut self, column: &str, ids: &[CustomerId]) {
        let marks = vec!["?"; ids.len()].join(", ");
        self.add(&format!("{column} IN ({marks})"), ids.iter().map(|id| blob(id.bytes())));
    }

    fn sql(&self) -> String {
        self.parts.join(" AND ")
    }
}

fn blob(id: [u8; 16]) -> Value {
    Value::Blob(id.to_vec())
}

/// A word of one of the closed lists; one from a newer program reads as nothing.
fn word<T: std::str::FromStr>(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Option<String>>(at)?.and_then(|word| word.parse().ok()))
}

fn moment(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(at)?.map(Timestamp::from_ms))
}

/// Reads [`COLUMNS`].
pub(super) fn summary(row: &Row<'_>) -> rusqlite::Result<CaseSummary> {
    let happened = Timestamp::from_ms(row.get(7)?);
    Ok(CaseSummary {
        id: CaseId::from_bytes(row.get(0)?),
        number: row.get::<_, Option<String>>(1)?.unwrap_or_else(|| "-".to_owned()),
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
