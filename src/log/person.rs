//! One person across all their cases: what was promised and given, which records they are, and who else they may be.
//!
//! What a case knows of its own promises is in `rows`; the type-ahead over customers is in `customers`.

use std::collections::BTreeSet;

use rusqlite::{Row, params_from_iter};
use serde::Serialize;

use crate::case::{Customer, CustomerDetails, Event, Fact};
use crate::terms::{CaseId, CustomerId, EventId, GestureKind, Money, Text, Timestamp};

use super::error::LogError;
use super::list::CaseSummary;
use super::reader::Reader;
use super::{Query, Seek, customers, read};

/// How many promises and gestures are shown of one person.
const MOST: usize = 100;
/// How many records are compared when somebody like this one is looked for.
const CANDIDATES: usize = 200;
/// How many digits at the end make a telephone number the same, with or without its country's code.
const SAME_DIGITS: usize = 9;
/// From here on two names are near: one letter in eight may differ.
const NEAR: f64 = 0.84;

/// Why somebody may be the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The same telephone number.
    Telephone,
    /// The same e-mail address.
    Email,
    /// The same name.
    SameName,
    /// Nearly the same name.
    NearName,
}

impl Why {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Telephone => "same telephone",
            Self::Email => "same e-mail",
            Self::SameName => "same name",
            Self::NearName => "nearly the same name",
        }
    }
}

/// Somebody who may be the same person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Similar {
    /// Who.
    pub customer: Customer,
    /// Why; never empty.
    pub why: Vec<Why>,
    /// The number of their latest case.
    pub number: Option<String>,
}

impl Similar {
    /// Why, in words.
    pub fn reasons(&self) -> String {
        self.why.iter().map(|w| w.label()).collect::<Vec<_>>().join(", ")
    }
}

/// A promise to this person, in any of their cases.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Promised {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// What was promised.
    pub text: String,
    /// By when.
    pub due: Timestamp,
    /// `open`, `kept`, `broken` or `withdrawn`.
    pub state: String,
}

/// Something given to this person, in any of their cases.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Given {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// When.
    pub at: Timestamp,
    /// Its id in the desk's list.
    pub what: String,
    /// What it is made of.
    pub kind: Option<GestureKind>,
    /// Its worth.
    pub value: Option<Money>,
    /// Why.
    pub reason: String,
}

/// One person across all their cases.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Person {
    /// What is known of them.
    pub customer: Customer,
    /// Records that turned out to be them, as known on their own.
    pub records: Vec<Customer>,
    /// Their cases, newest first.
    pub cases: Vec<CaseSummary>,
    /// Whether there are more cases than these.
    pub more: bool,
    /// What was promised, open ones first, then by when they were due, the latest first.
    pub promises: Vec<Promised>,
    /// What was given, the latest first.
    pub gestures: Vec<Given>,
    /// The worth of all that was given, by currency.
    pub given: Vec<Money>,
    /// Others who may be the same person.
    pub similar: Vec<Similar>,
}

impl Reader {
    /// The person that this record belongs to, with up to `cases` of their cases; `None` where nobody is known by it.
    ///
    /// # Errors
    /// Where the log cannot be read, or the question was interrupted.
    pub fn person(&self, id: CustomerId, cases: usize) -> Result<Option<Person>, LogError> {
        let tx = self.db.unchecked_transaction()?;
        let Some(customer) = self.customer(id)? else { return Ok(None) };
        let set = self.same_person(customer.id)?;
        let mut records = Vec::new();
        for other in set.iter().filter(|other| **other != customer.id) {
            records.extend(Customer::fold(*other, &read::customer_facts(&self.db, *other)?));
        }
        let query = Query { customer_id: Some(customer.id), ..Query::default() };
        let stretch = self.cases(&query, Seek::First, cases)?;
        let person = Person {
            records,
            cases: stretch.cases.into_iter().map(|found| found.case).collect(),
            more: stretch.below,
            promises: self.promised(&set)?,
            gestures: self.gestures(&set)?,
            given: self.given(&set)?,
            similar: self.similar(&customer.details, &set, 8)?,
            customer,
        };
        tx.finish()?;
        Ok(Some(person))
    }

    /// Up to `limit` customers, those with the newest cases first.
    ///
    /// # Errors
    /// Where the log cannot be read, or the question was interrupted.
    pub fn recent_customers(&self, limit: usize) -> Result<Vec<Customer>, LogError> {
        let mut newest = self.db.prepare_cached(
            "SELECT customer FROM case_row WHERE customer IS NOT NULL AND number IS NOT NULL \
             ORDER BY happened DESC, case_id DESC LIMIT ?1",
        )?;
        let most = i64::try_from(limit.saturating_mul(4)).unwrap_or(i64::MAX);
        let ids: Vec<[u8; 16]> = newest.query_map([most], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for id in ids {
            let id = customers::resolve(&self.db, CustomerId::from_bytes(id))?;
            if found.len() < limit && seen.insert(id) {
                found.extend(self.customer(id)?);
            }
        }
        Ok(found)
    }

    /// What these events did to a record, in a sentence; an undo says what it took back. `None` where there is nothing to
    /// tell.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn told_of_customer(&self, id: CustomerId, events: &[EventId]) -> Result<Option<String>, LogError> {
        let facts = read::customer_facts(&self.db, id)?;
        let name = |other: CustomerId| {
            let known = read::customer_facts(&self.db, other).ok().and_then(|facts| Customer::fold(other, &facts));
            known.map_or_else(|| "another record".to_owned(), |c| c.title())
        };
        let event = event_of(&facts);
        let mut told = Vec::new();
        for done in events.iter().filter_map(&event) {
            let Event::Undone { events } = done else {
                told.extend(Customer::sentence(done, &name));
                continue;
            };
            for back in events.iter().filter_map(&event) {
                match back {
                    Event::Undone { events } => {
                        let again = events.iter().filter_map(&event);
                        told.extend(
                            again.filter_map(|e| Customer::sentence(e, &name)).map(|s| format!("done again: {s}")),
                        );
                    }
                    back => told.extend(Customer::sentence(back, &name).map(|s| format!("taken back: {s}"))),
                }
            }
        }
        Ok((!told.is_empty()).then(|| told.join("; ")))
    }

    /// Up to `limit` customers who may be the one with these details, the surest first: the same telephone number or e-mail
    /// address, or a name that is nearly the same. `except` are records that are known to be this one.
    ///
    /// # Errors
    /// Where the log cannot be read, or the question was interrupted.
    pub fn similar(
        &self,
        details: &CustomerDetails,
        except: &[CustomerId],
        limit: usize,
    ) -> Result<Vec<Similar>, LogError> {
        let mut found: Vec<Similar> = Vec::new();
        for query in questions(details) {
            for (id, known) in self.named_like(&query)? {
                let why = why(details, &known);
                if why.is_empty() {
                    continue;
                }
                let head = customers::resolve(&self.db, id)?;
                if except.contains(&head) {
                    continue;
                }
                if let Some(known) = found.iter_mut().find(|known| known.customer.id == head) {
                    known.why.extend(why);
                    known.why.sort_unstable();
                    known.why.dedup();
                    continue;
                }
                let number = self.latest_number(head)?;
                let Some(customer) = self.customer(head)? else { continue };
                found.push(Similar { customer, why, number });
            }
        }
        found.sort_by_key(|s| {
            (s.why.first().copied(), std::cmp::Reverse(s.why.len()), std::cmp::Reverse(s.customer.id))
        });
        found.truncate(limit);
        Ok(found)
    }

    /// Who may be meant, with what they are compared by.
    fn named_like(&self, query: &str) -> Result<Vec<(CustomerId, CustomerDetails)>, LogError> {
        let mut statement = self.db.prepare_cached(
            "SELECT c.id, c.name, c.phone, c.email FROM customer_fts f JOIN customer c ON c.key = f.rowid WHERE customer_fts MATCH ?1 \
             ORDER BY f.rowid DESC LIMIT ?2",
        )?;
        let most = i64::try_from(CANDIDATES).unwrap_or(i64::MAX);
        let text =
            |row: &Row<'_>, at| row.get::<_, Option<String>>(at).map(|words| words.map(|words| Text::new(&words)));
        let found = statement.query_map((query, most), |row| {
            let details = CustomerDetails {
                name: text(row, 1)?,
                phone: text(row, 2)?,
                email: text(row, 3)?,
                ..CustomerDetails::default()
            };
            Ok((CustomerId::from_bytes(row.get(0)?), details))
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    fn latest_number(&self, id: CustomerId) -> Result<Option<String>, LogError> {
        let set = self.same_person(id)?;
        let sql = format!(
            "SELECT number FROM case_row WHERE customer IN ({}) AND number IS NOT NULL ORDER BY happened DESC LIMIT 1",
            marks(&set)
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(set.iter().map(CustomerId::bytes)))?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    fn promised(&self, set: &[CustomerId]) -> Result<Vec<Promised>, LogError> {
        let sql = format!(
            "SELECT p.case_id, c.number, p.words, p.due, p.state FROM case_row c \
             CROSS JOIN promise p ON p.case_id = c.case_id WHERE c.customer IN ({}) AND c.number IS NOT NULL \
             ORDER BY p.state <> 'open', p.due DESC LIMIT {MOST}",
            marks(set)
        );
        self.rows(&sql, set, |row| {
            Ok(Promised {
                case: CaseId::from_bytes(row.get(0)?),
                number: row.get(1)?,
                text: row.get(2)?,
                due: Timestamp::from_ms(row.get(3)?),
                state: row.get(4)?,
            })
        })
    }

    fn gestures(&self, set: &[CustomerId]) -> Result<Vec<Given>, LogError> {
        let sql = format!(
            "SELECT g.case_id, c.number, g.at, g.what, g.kind, g.minor, g.currency, g.reason FROM case_row c \
             CROSS JOIN gesture g ON g.case_id = c.case_id WHERE c.customer IN ({}) AND c.number IS NOT NULL \
             ORDER BY g.at DESC LIMIT {MOST}",
            marks(set)
        );
        self.rows(&sql, set, |row| {
            Ok(Given {
                case: CaseId::from_bytes(row.get(0)?),
                number: row.get(1)?,
                at: Timestamp::from_ms(row.get(2)?),
                what: row.get(3)?,
                kind: row.get::<_, String>(4)?.parse().ok(),
                value: money(row, 5)?,
                reason: row.get(7)?,
            })
        })
    }

    fn given(&self, set: &[CustomerId]) -> Result<Vec<Money>, LogError> {
        let sql = format!(
            "SELECT sum(g.minor), g.currency FROM case_row c CROSS JOIN gesture g ON g.case_id = c.case_id \
             WHERE c.customer IN ({}) AND c.number IS NOT NULL AND g.minor IS NOT NULL GROUP BY g.currency ORDER BY 2",
            marks(set)
        );
        Ok(self.rows(&sql, set, |row| money(row, 0))?.into_iter().flatten().collect())
    }

    fn rows<T>(
        &self,
        sql: &str,
        set: &[CustomerId],
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, LogError> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(params_from_iter(set.iter().map(CustomerId::bytes)), read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn event_of<'f>(facts: &'f [Fact]) -> impl Fn(&EventId) -> Option<&'f Event> {
    move |id| facts.iter().find(|f| f.id == *id).and_then(|f| f.body.as_ref()).map(|b| &b.event)
}

fn marks(set: &[CustomerId]) -> String {
    vec!["?"; set.len()].join(", ")
}

fn money(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Money>> {
    let (minor, currency): (Option<i64>, Option<String>) = (row.get(at)?, row.get(at + 1)?);
    Ok(minor.zip(currency.and_then(|code| code.parse().ok())).map(|(minor, currency)| Money { minor, currency }))
}

/// The questions to the index that bring up everybody who may be this one.
fn questions(details: &CustomerDetails) -> Vec<String> {
    let mut questions = Vec::new();
    if let Some(end) = details.phone.as_ref().and_then(last_digits) {
        questions.push(format!("digits : \"{end}\""));
    }
    if let Some(email) = details.email.as_ref().and_then(|email| super::text::query(&format!("{} ", email.as_str()))) {
        questions.push(format!("names : {email}"));
    }
    let words = details.name.as_ref().map(|name| parts(name.as_str())).unwrap_or_default();
    let begins =
        |word: &str, letters: usize| format!("names : \"{}\"*", word.chars().take(letters).collect::<String>());
    match words.as_slice() {
        [] => {}
        [word] => questions.push(begins(word, 3)),
        [first, .., last] => {
            // A slip of the pen is in one of the words, or not at the beginning.
            questions.push(format!("({} AND {})", begins(first, 3), begins(last, 3)));
            questions.push(format!("(names : \"{last}\" AND {})", begins(first, 1)));
            questions.push(format!("(names : \"{first}\" AND {})", begins(last, 1)));
        }
    }
    questions
}

fn why(one: &CustomerDetails, other: &CustomerDetails) -> Vec<Why> {
    let mut why = Vec::new();
    let both = |a: &Option<Text>, b: &Option<Text>, same: &dyn Fn(&Text, &Text) -> bool| {
        a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| same(a, b))
    };
    if both(&one.phone, &other.phone, &|a, b| last_digits(a).is_some_and(|a| Some(a) == last_digits(b))) {
        why.push(Why::Telephone);
    }
    if both(&one.email, &other.email, &|a, b| !a.is_blank() && folded(a) == folded(b)) {
        why.push(Why::Email);
    }
    if let Some((one, other)) = one.name.as_ref().zip(other.name.as_ref()) {
        let (one, other) = (parts(one.as_str()), parts(other.as_str()));
        if !one.is_empty() && one == other {
            why.push(Why::SameName);
        } else if near(&one, &other) {
            why.push(Why::NearName);
        }
    }
    why
}

fn folded(text: &Text) -> String {
    text.as_str().trim().to_lowercase()
}

/// The words of a name in lower case.
fn parts(name: &str) -> Vec<String> {
    name.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The end of a telephone number; `None` where it is too short to tell anybody apart.
fn last_digits(phone: &Text) -> Option<String> {
    let all: String = phone.as_str().chars().filter(char::is_ascii_digit).collect();
    let whole = all.trim_start_matches('0');
    (whole.len() >= 6).then(|| whole[whole.len().saturating_sub(SAME_DIGITS)..].to_owned())
}

/// Nearly the same name: a letter or two differ, the words are in another order, or a first name is an initial.
fn near(one: &[String], other: &[String]) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words.join(" ")
    };
    if strsim::normalized_damerau_levenshtein(&sorted(one), &sorted(other)) >= NEAR {
        return true;
    }
    let initial =
        |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a) || b.chars().count() == 1 && a.starts_with(b);
    match (one, other) {
        ([first, .., last], [other_first, .., other_last]) => last == other_last && initial(first, other_first),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
