//! How a query is answered: which few cases to begin with, where there are few, and what must hold of the rest.
//!
//! SQLite keeps no statistics of a log, so that the choice is made here: whatever a query names that only few cases can have
//! is counted up to [`FEW`] in an index; the smallest such set is gone through. Where there is none, cases are walked in the
//! list's own order until the page is full. What a query's words mean is in `meaning`.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::terms::{CaseKind, Channel, CustomerId, Outcome, Severity};

use super::customers;
use super::error::LogError;
use super::find::Query;
use super::reader::Reader;

/// A set of so many cases is gone through as a whole, and sorted.
const FEW: usize = 2000;
/// How many customers a name in a query may stand for.
pub(super) const MOST_CUSTOMERS: usize = 50;

/// Whether words in very many texts are collected or looked for case by case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// For some of the cases.
    Some,
    /// For all of them.
    All,
}

/// SQL with the values of its marks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sql {
    pub text: String,
    pub values: Vec<Value>,
}

impl Sql {
    pub fn new(text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { text: text.into(), values: values.into_iter().collect() }
    }
}

/// The way to the cases of a query: `c` is `case_row`.
#[derive(Debug)]
pub(super) struct Plan {
    /// What stands after `FROM`.
    pub from: Sql,
    /// What must hold.
    pub conditions: Vec<Sql>,
}

impl Plan {
    /// `SELECT {what} FROM … WHERE … {end}`.
    pub fn select(&self, what: &str, end: &Sql) -> Sql {
        let conditions: Vec<&str> = self.conditions.iter().map(|c| c.text.as_str()).collect();
        let text = format!("SELECT {what} FROM {} WHERE {} {}", self.from.text, conditions.join(" AND "), end.text);
        let within = self.conditions.iter().flat_map(|c| &c.values);
        Sql::new(text, self.from.values.iter().chain(within).chain(&end.values).cloned())
    }
}

impl Reader {
    /// The way to a query's cases; `None` where none can be like that. Its words are left out where `words` is `None`.
    pub(super) fn plan(&self, query: &Query, words: Option<Asked>) -> Result<Option<Plan>, LogError> {
        let mut sets = Vec::new();
        let mut few = FEW;
        let mut conditions = fields(query);
        if let Some(number) = &query.number {
            sets.push(Sql::new(
                "SELECT case_id FROM case_row WHERE number = ? OR (number >= ? AND number < ?)",
                numbers(number),
            ));
        }
        for people in [
            query.customer_id.map(|id| customers::alias_set(&self.db, id)).transpose()?,
            query.customer.as_deref().map(|name| self.people(name)).transpose()?,
        ]
        .into_iter()
        .flatten()
        {
            if people.is_empty() {
                return Ok(None);
            }
            sets.push(of_customers(&people));
            conditions.push(any("c.customer", people.iter().map(|id| blob(id.bytes()))));
        }
        let number_or_person = sets.len();
        sets.extend(named(query));
        let kind = query.overdue.map(|now| {
            let late = "SELECT case_id FROM promise WHERE state = 'open' AND due < ?";
            Sql::new(late, [Value::Integer(now.ms())])
        });
        sets.extend(kind);
        // What has a set and no column of its own must hold even where another set is gone through.
        for set in query.number.iter().zip(&sets).map(|(_, set)| set).chain(query.overdue.and(sets.last())) {
            conditions.push(Sql::new(format!("c.case_id IN ({})", set.text), set.values.clone()));
        }
        if let Some(asked) = words
            && !query.words.trim().is_empty()
        {
            let Some(words) = self.words(&query.words, asked)? else { return Ok(None) };
            // Of a set that is gone through every case is asked before they are sorted; in the list's order only some are.
            few = if words.asks_each { FEW / 4 } else { FEW };
            conditions.extend(words.conditions);
            sets.extend(words.sets);
        }
        let from = match self.smallest(&sets, number_or_person, few)? {
            Some(set) => Sql::new(
                format!(
                    "(SELECT DISTINCT case_id FROM ({})) s CROSS JOIN case_row c ON c.case_id = s.case_id",
                    set.text
                ),
                set.values.clone(),
            ),
            None if query.open == Some(true) => Sql::new("case_row c INDEXED BY case_open", []),
            None => Sql::new("case_row c INDEXED BY case_list", []),
        };
        Ok(Some(Plan { from, conditions }))
    }

    /// The smallest of the sets, where one has no more than `few`; the first `sure` ones always are small.
    fn smallest<'s>(&self, sets: &'s [Sql], sure: usize, few: usize) -> Result<Option<&'s Sql>, LogError> {
        if sure > 0 {
            return Ok(sets.first());
        }
        let mut best: Option<(usize, &Sql)> = None;
        for set in sets {
            let count = self.count_of(set, few)?;
            if count <= few && best.is_none_or(|(least, _)| count < least) {
                best = Some((count, set));
            }
        }
        Ok(best.map(|(_, set)| set))
    }

    /// How many rows there are, counted up to one more than `most`.
    pub(super) fn count_of(&self, sql: &Sql, most: usize) -> Result<usize, LogError> {
        let most = i64::try_from(most.saturating_add(1)).unwrap_or(i64::MAX);
        let count = format!("SELECT count(*) FROM ({} LIMIT ?)", sql.text);
        let values = sql.values.iter().cloned().chain([Value::Integer(most)]);
        let count: i64 = self.db.prepare_cached(&count)?.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Every record of everybody whose name begins like this.
    pub(super) fn people(&self, name: &str) -> Result<Vec<CustomerId>, LogError> {
        let mut people = Vec::new();
        for customer in customers::found(&self.db, name, MOST_CUSTOMERS)? {
            people.extend(customers::alias_set(&self.db, customer)?);
        }
        people.sort_unstable();
        people.dedup();
        Ok(people)
    }
}

/// What a query's fields ask of the columns of `case_row` and of contacts and walks.
fn fields(query: &Query) -> Vec<Sql> {
    let mut all = vec![Sql::new("c.number IS NOT NULL", [])];
    match query.open {
        Some(true) => all.push(Sql::new("c.is_open = 1", [])),
        Some(false) => all.push(Sql::new("c.is_open = 0", [])),
        None => {}
    }
    for (column, value) in [
        ("owner", query.owner.as_deref()),
        ("kind", query.kind.map(CaseKind::word)),
        ("severity", query.severity.map(Severity::word)),
        ("outcome", query.outcome.map(Outcome::word)),
        ("cause", query.cause.as_deref()),
    ] {
        all.extend(value.map(|value| Sql::new(format!("c.{column} = ?"), [Value::Text(value.to_owned())])));
    }
    if let Some(playbook) = &query.playbook {
        // The plus inside: as for words. The one before keeps SQLite from asking words first, which take longer.
        let walked = "+EXISTS(SELECT 1 FROM walk w WHERE w.case_id = c.case_id AND +w.playbook = ?)";
        all.push(Sql::new(walked, [Value::Text(playbook.clone())]));
    }
    if let Some(contact) = contact(query) {
        let text = format!("+EXISTS(SELECT 1 FROM interaction i WHERE i.case_id = c.case_id AND {})", contact.text);
        all.push(Sql::new(text, contact.values));
    }
    all
}

/// Agent, channel and time speak of one and the same contact.
fn contact(query: &Query) -> Option<Sql> {
    let parts: Vec<(&str, Value)> = [
        query.agent.clone().map(|agent| ("+i.agent = ?", Value::Text(agent))),
        query.channel.map(Channel::word).map(|channel| ("i.channel = ?", Value::Text(channel.to_owned()))),
        query.from.map(|from| ("+i.began >= ?", Value::Integer(from.ms()))),
        query.until.map(|until| ("+i.began < ?", Value::Integer(until.ms()))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let text: Vec<&str> = parts.iter().map(|(text, _)| *text).collect();
    (!parts.is_empty()).then(|| Sql::new(text.join(" AND "), parts.into_iter().map(|(_, value)| value)))
}

/// The sets of cases that an index names for a query's fields.
fn named(query: &Query) -> Vec<Sql> {
    let mut sets = Vec::new();
    if query.agent.is_some() || query.from.is_some() {
        let index = if query.agent.is_some() { "interaction_agent" } else { "interaction_began" };
        let contact = contact(query).unwrap_or_default();
        // In the set the index is wanted.
        let text = contact.text.replace('+', "");
        sets.push(Sql::new(
            format!("SELECT case_id FROM interaction i INDEXED BY {index} WHERE {text}"),
            contact.values,
        ));
    }
    for (set, value) in [
        ("SELECT case_id FROM walk INDEXED BY walk_playbook WHERE playbook = ?", &query.playbook),
        ("SELECT case_id FROM case_row INDEXED BY case_owner WHERE owner = ?", &query.owner),
        ("SELECT case_id FROM case_row INDEXED BY case_cause WHERE cause = ?", &query.cause),
    ] {
        if let Some(value) = value {
            let open = match query.open {
                Some(true) if set.contains("case_owner") => " AND is_open = 1",
                _ => "",
            };
            sets.push(Sql::new(format!("{set}{open}"), [Value::Text(value.clone())]));
        }
    }
    sets
}

pub(super) fn of_customers(people: &[CustomerId]) -> Sql {
    let text =
        format!("SELECT case_id FROM case_row INDEXED BY case_customer WHERE customer IN ({})", marks(people.len()));
    Sql::new(text, people.iter().map(|id| blob(id.bytes())))
}

pub(super) fn any(column: &str, values: impl Iterator<Item = Value>) -> Sql {
    let values: Vec<Value> = values.collect();
    Sql::new(format!("{column} IN ({})", marks(values.len())), values)
}

pub(super) fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// A number, and the bounds of those with letters after it: `.` follows `-`, so that between `C-1042-` and `C-1042.` lies
/// every number that begins with `C-1042-`.
pub(super) fn numbers(number: &str) -> [Value; 3] {
    [number.to_owned(), format!("{number}-"), format!("{number}.")].map(Value::Text)
}

pub(super) fn blob(id: [u8; 16]) -> Value {
    Value::Blob(id.to_vec())
}
