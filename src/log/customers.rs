//! Customers in the tables: their row, the type-ahead over name, telephone and e-mail, and which records are one person.

use rusqlite::{Connection, OptionalExtension};

use crate::case::{Customer, Fact};
use crate::terms::{CustomerId, Text};

use super::error::LogError;
use super::tables::Cell;
use super::{read, text};

/// How many digits a telephone number needs before its end alone finds it: local numbers are rarely shorter.
const LOCAL_DIGITS: std::ops::RangeInclusive<usize> = 6..=11;

/// The columns of `customer`, without its key and id.
pub(super) const COLUMNS: &[&str] = &[
    "name",
    "called",
    "phone",
    "email",
    "kind",
    "preferences",
    "support_needs",
    "internal",
    "names",
    "digits",
    "events",
    "last_hlc",
    "last_stream",
    "last_n",
];

/// What is projected of a customer.
#[derive(Debug, PartialEq)]
pub(super) struct CustomerRow {
    /// As named by [`COLUMNS`].
    pub cells: Vec<Cell>,
    /// Sorted.
    pub aliases: Vec<CustomerId>,
}

/// The row that a customer's facts make; `None` where none of them counts.
pub(super) fn row(id: CustomerId, facts: &[Fact]) -> Option<CustomerRow> {
    let customer = Customer::fold(id, facts)?;
    let last = facts.iter().map(|fact| fact.position).max()?;
    let details = &customer.details;
    let own = |text: String| Cell::Text(text.into());
    let words = |text: &Option<Text>| text.as_ref().map_or(Cell::Null, |text| own(text.to_string()));
    let names: Vec<&str> =
        [&details.name, &details.called, &details.email].into_iter().flatten().map(Text::as_str).collect();
    let cells = vec![
        words(&details.name),
        words(&details.called),
        words(&details.phone),
        words(&details.email),
        details.kind.map_or(Cell::Null, |kind| Cell::Text(kind.word().into())),
        words(&details.preferences),
        words(&details.support_needs),
        details.internal.map_or(Cell::Null, |internal| Cell::Int(i64::from(internal))),
        own(names.join(" ")),
        own(details.phone.as_ref().map(|phone| digits(phone.as_str())).unwrap_or_default()),
        Cell::Int(i64::try_from(facts.len()).unwrap_or(i64::MAX)),
        Cell::Int(last.hlc),
        Cell::Id(last.stream.bytes()),
        Cell::Int(last.n),
    ];
    let mut aliases = customer.aliases;
    aliases.sort_unstable();
    Some(CustomerRow { cells, aliases })
}

/// The row as it is stored, and the stored aliases in order.
pub(super) fn stored(db: &Connection, id: CustomerId) -> Result<(Option<Vec<Cell>>, Vec<CustomerId>), LogError> {
    let row = db
        .prepare_cached(&format!("SELECT {} FROM customer WHERE id = ?1", COLUMNS.join(", ")))?
        .query_row([id.bytes()], |row| (0..COLUMNS.len()).map(|at| row.get_ref(at).map(Cell::from)).collect())
        .optional()?;
    let aliases = db
        .prepare_cached("SELECT alias FROM alias WHERE customer = ?1 ORDER BY alias")?
        .query_map([id.bytes()], |row| row.get(0).map(CustomerId::from_bytes))?
        .collect::<Result<_, _>>()?;
    Ok((row, aliases))
}

/// Makes the stored row of a customer what its facts say.
pub(super) fn project(db: &Connection, id: CustomerId, facts: &[Fact]) -> Result<(), LogError> {
    let key: Option<i64> = db
        .prepare_cached("SELECT key FROM customer WHERE id = ?1")?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?;
    db.prepare_cached("DELETE FROM alias WHERE customer = ?1")?.execute([id.bytes()])?;
    let Some(row) = row(id, facts) else {
        db.prepare_cached("DELETE FROM customer WHERE id = ?1")?.execute([id.bytes()])?;
        return Ok(());
    };
    let sql = if key.is_some() {
        format!("UPDATE customer SET {} = ? WHERE id = ?", COLUMNS.join(" = ?, "))
    } else {
        let marks = vec!["?"; COLUMNS.len() + 1].join(", ");
        format!("INSERT INTO customer({}, id) VALUES({marks})", COLUMNS.join(", "))
    };
    let id_cell = Cell::Id(id.bytes());
    db.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(row.cells.iter().chain([&id_cell])))?;
    for alias in &row.aliases {
        db.prepare_cached("INSERT INTO alias(alias, customer) VALUES(?1, ?2)")?.execute((alias.bytes(), id.bytes()))?;
    }
    Ok(())
}

/// The digits of a telephone number as somebody may begin to type them: with the country's code, and each possible local
/// number at its end.
fn digits(phone: &str) -> String {
    let all: String = phone.chars().filter(char::is_ascii_digit).collect();
    let whole = all.trim_start_matches('0');
    let mut ways = vec![whole];
    ways.extend(LOCAL_DIGITS.rev().filter(|n| *n < whole.len()).map(|n| &whole[whole.len() - n..]));
    ways.join(" ")
}

/// Whether nothing but a telephone number can be meant, or its beginning.
pub(super) fn is_telephone(typed: &str) -> bool {
    typed.chars().all(|c| c.is_ascii_digit() || " +-()/.".contains(c))
}

/// The query of the type-ahead: digits look in telephone numbers, anything else in names and addresses, in any order of words.
pub(super) fn query(prefix: &str) -> Option<String> {
    if is_telephone(prefix) {
        let typed: String = prefix.chars().filter(char::is_ascii_digit).collect();
        let typed = typed.trim_start_matches('0');
        return (!typed.is_empty()).then(|| format!("digits : \"{typed}\"*"));
    }
    let words: Vec<String> =
        prefix.split_whitespace().filter_map(|word| text::query(word).map(|q| format!("names : {q}"))).collect();
    (!words.is_empty()).then(|| words.join(" AND "))
}

/// Up to `limit` records of customers whose name, telephone number or e-mail address begins like this; those added last
/// come first.
pub(super) fn found(db: &Connection, prefix: &str, limit: usize) -> Result<Vec<CustomerId>, LogError> {
    let Some(query) = query(prefix) else { return Ok(Vec::new()) };
    let mut statement = db.prepare_cached(
        "SELECT c.id FROM customer_fts f JOIN customer c ON c.key = f.rowid WHERE customer_fts MATCH ?1 \
         ORDER BY f.rowid DESC LIMIT ?2",
    )?;
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let ids = statement.query_map((query, most), |row| row.get(0).map(CustomerId::from_bytes))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The name for lists, as [`Customer::title`], from the projected row `c`.
const TITLE: &str = "SELECT coalesce(nullif(trim(c.name), ''), nullif(trim(c.called), ''), nullif(trim(c.phone), ''), \
    nullif(trim(c.email), ''), 'unnamed') FROM customer c WHERE c.id = ?1";

/// The customer that this record belongs to, and what they are called. Few records were ever merged: one question answers
/// for all the others.
pub(super) fn named(db: &Connection, id: CustomerId) -> Result<(CustomerId, Option<String>), LogError> {
    let merged = "AND NOT EXISTS(SELECT 1 FROM alias a WHERE a.alias = c.id)";
    let mut statement = db.prepare_cached(&format!("{TITLE} {merged}"))?;
    if let Some(name) = statement.query_row([id.bytes()], |row| row.get(0)).optional()? {
        return Ok((id, Some(name)));
    }
    let id = resolve(db, id)?;
    Ok((id, db.prepare_cached(TITLE)?.query_row([id.bytes()], |row| row.get(0)).optional()?))
}

/// Up to `limit` customers whose name, telephone number or e-mail address begins like this; those added last come first.
pub(super) fn find(db: &Connection, prefix: &str, limit: usize) -> Result<Vec<Customer>, LogError> {
    let mut found: Vec<Customer> = Vec::new();
    // Merged records may fold several hits into one.
    for id in self::found(db, prefix, limit.saturating_mul(4))? {
        let Some(customer) = customer(db, id)? else { continue };
        if found.len() < limit && found.iter().all(|c| c.id != customer.id) {
            found.push(customer);
        }
    }
    Ok(found)
}

/// The customer that this record belongs to: follows merges. A ring of merges ends at its smallest id.
pub(super) fn resolve(db: &Connection, id: CustomerId) -> Result<CustomerId, LogError> {
    let mut statement = db.prepare_cached("SELECT min(customer) FROM alias WHERE alias = ?1")?;
    let mut seen = vec![id.bytes()];
    loop {
        let here = seen[seen.len() - 1];
        let Some(next) = statement.query_row([here], |row| row.get::<_, Option<[u8; 16]>>(0))? else {
            return Ok(CustomerId::from_bytes(here));
        };
        if let Some(start) = seen.iter().position(|id| *id == next) {
            let smallest = seen[start..].iter().min().copied().unwrap_or(next);
            return Ok(CustomerId::from_bytes(smallest));
        }
        seen.push(next);
    }
}

/// Every record of the person that `id` belongs to, itself included.
pub(super) fn alias_set(db: &Connection, id: CustomerId) -> Result<Vec<CustomerId>, LogError> {
    let mut statement = db.prepare_cached(
        "SELECT alias FROM alias WHERE customer = ?1 UNION SELECT customer FROM alias WHERE alias = ?1",
    )?;
    let mut set = vec![id.bytes()];
    let mut at = 0;
    while at < set.len() {
        let near: Vec<[u8; 16]> = statement.query_map([set[at]], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for id in near {
            if !set.contains(&id) {
                set.push(id);
            }
        }
        at += 1;
    }
    Ok(set.into_iter().map(CustomerId::from_bytes).collect())
}

/// The customer that this record belongs to, as known now.
pub(super) fn customer(db: &Connection, id: CustomerId) -> Result<Option<Customer>, LogError> {
    let id = resolve(db, id)?;
    Ok(Customer::fold(id, &read::customer_facts(db, id)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{CustomerDetails, Event, Subject};
    use crate::log::ids::fresh;
    use crate::log::testing::Desk;

    fn add(desk: &Desk, name: &str, phone: &str, email: &str) -> CustomerId {
        let id = fresh();
        let details = CustomerDetails {
            name: Some(Text::new(name)),
            phone: Some(Text::new(phone)),
            email: Some(Text::new(email)),
            ..CustomerDetails::default()
        };
        desk.open().record(Subject::Customer(id), vec![Event::CustomerAdded { details }]);
        id
    }

    #[test]
    fn somebody_is_found_by_the_beginning_of_anything_they_are_known_by() {
        let desk = Desk::new();
        let ngozi = add(&desk, "Ngozi Okafor", "+44 7700 900123", "n.okafor@example.com");
        let zoe = add(&desk, "Zoë Lindqvist", "07700 900 456", "zoe@example.org");
        let reader = desk.reader();
        let found = |prefix: &str| -> Vec<CustomerId> {
            reader.customers(prefix, 10).unwrap().into_iter().map(|c| c.id).collect()
        };
        for prefix in ["ngo", "okaf", "oka ngo", "N.Oka", "07700 9001", "+44 77", "447700900123", "0044 7700", "900123"]
        {
            assert_eq!(found(prefix), [ngozi], "{prefix}");
        }
        for prefix in ["zoe", "ZOË L", "zoe@", "7700 900 456"] {
            assert_eq!(found(prefix), [zoe], "{prefix}");
        }
        assert_eq!(found("7700 900"), [zoe, ngozi]);
        for prefix in ["", "  ", "*", "\"", "nobody", "000", "names : x OR"] {
            assert_eq!(found(prefix), [], "{prefix}");
        }
    }

    #[test]
    fn merged_records_are_one_person_and_rings_end() {
        let desk = Desk::new();
        let (a, b, c) =
            (add(&desk, "Ann A", "1234567", "a@x"), add(&desk, "Ann B", "", ""), add(&desk, "Ann C", "", ""));
        let mut log = desk.open();
        log.record(Subject::Customer(b), vec![Event::CustomersMerged { from: c }]);
        log.record(Subject::Customer(a), vec![Event::CustomersMerged { from: b }]);
        let reader = desk.reader();
        assert_eq!(reader.customers("ann", 10).unwrap().len(), 1);
        assert_eq!(reader.customer(c).unwrap().unwrap().id, a);
        let mut set = reader.same_person(b).unwrap();
        set.sort();
        assert_eq!(set, [a, b, c]);
        log.record(Subject::Customer(c), vec![Event::CustomersMerged { from: a }]);
        for id in [a, b, c] {
            assert_eq!(reader.customer(id).unwrap().unwrap().id, a);
        }
    }

    #[test]
    fn more_is_learnt_and_the_old_number_finds_no_more() {
        let desk = Desk::new();
        let id = add(&desk, "Ann", "1234567", "a@x");
        let details = CustomerDetails { phone: Some(Text::new("7654321")), ..CustomerDetails::default() };
        desk.open().record(Subject::Customer(id), vec![Event::CustomerChanged { details }]);
        let reader = desk.reader();
        assert_eq!(reader.customers("12345", 5).unwrap(), []);
        assert_eq!(reader.customers("76543", 5).unwrap().len(), 1);
    }
}
