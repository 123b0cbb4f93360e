//! Finding somebody again by what they are exactly known by: for records that come in, where "begins like" is not enough.

use crate::case::Customer;
use crate::terms::CustomerId;

use super::customers;
use super::error::LogError;
use super::reader::Reader;

impl Reader {
    /// Up to `limit` customers whose name or e-mail address has all these words whole, or whose telephone number has these
    /// digits; those added last come first. Whether it is really them is for the caller to say.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn known_by(&self, words: &str, limit: usize) -> Result<Vec<Customer>, LogError> {
        let Some(query) = query(words) else { return Ok(Vec::new()) };
        let mut statement = self.db().prepare_cached(
            "SELECT c.id FROM customer_fts f JOIN customer c ON c.key = f.rowid WHERE customer_fts MATCH ?1 \
             ORDER BY f.rowid DESC LIMIT ?2",
        )?;
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let ids: Vec<[u8; 16]> = statement.query_map((query, most), |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut found: Vec<Customer> = Vec::new();
        for id in ids {
            if let Some(customer) = customers::customer(self.db(), CustomerId::from_bytes(id))?
                && found.iter().all(|c| c.id != customer.id)
            {
                found.push(customer);
            }
        }
        Ok(found)
    }
}

/// Each word quoted and whole; digits alone are a telephone number.
fn query(words: &str) -> Option<String> {
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() && words.chars().all(|c| c.is_ascii_digit() || " +-()/.".contains(c)) {
        let digits = digits.trim_start_matches('0');
        return (!digits.is_empty()).then(|| format!("digits : \"{digits}\""));
    }
    let terms: Vec<String> = words
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| format!("names : \"{}\"", word.replace('\0', "").replace('"', "\"\"")))
        .collect();
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

#[cfg(test)]
mod tests {
    use crate::case::{CustomerDetails, Event, Subject};
    use crate::log::ids::fresh;
    use crate::log::testing::Desk;
    use crate::terms::{CustomerId, Text};

    #[test]
    fn whole_words_and_whole_numbers_find_somebody_again() {
        let desk = Desk::new();
        let mut log = desk.open();
        for (name, phone, email) in [("Person 1", "07700 900001", "one@example.org"), ("Person 12", "07700 900012", "")]
        {
            let id: CustomerId = fresh();
            let text = |words: &str| Some(Text::new(words)).filter(|t| !t.is_blank());
            let details = CustomerDetails {
                name: text(name),
                phone: text(phone),
                email: text(email),
                ..CustomerDetails::default()
            };
            log.record(Subject::Customer(id), vec![Event::CustomerAdded { details }]);
        }
        let reader = desk.reader();
        let found = |words: &str| -> Vec<String> {
            reader.known_by(words, 9).unwrap().iter().map(crate::case::Customer::title).collect()
        };
        assert_eq!(found("person 1"), ["Person 1"]);
        assert_eq!(found("ONE@example.org"), ["Person 1"]);
        assert_eq!(found("07700900012"), ["Person 12"]);
        for nobody in ["", "person", "\" OR", "0770090001"] {
            assert_eq!(
                found(nobody),
                if nobody == "person" { vec!["Person 12", "Person 1"] } else { vec![] },
                "{nobody}"
            );
        }
    }
}
