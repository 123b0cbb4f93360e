//! What a field of the query language may be completed to: the values that this log holds. From one value to the next is one
//! look into an index, however many cases have it.

use rusqlite::OptionalExtension;

use super::error::LogError;
use super::reader::Reader;

/// A field whose values are the log's own; those of the others are closed lists (`terms`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Who worked on cases.
    Agent,
    /// Whose cases they are.
    Owner,
    /// Which playbooks were walked.
    Playbook,
    /// The root causes.
    Cause,
}

impl Field {
    /// The field with this name in a query.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "agent" => Self::Agent,
            "owner" => Self::Owner,
            "playbook" => Self::Playbook,
            "cause" => Self::Cause,
            _ => return None,
        })
    }

    /// The next value that is at least `?1`.
    fn next(self) -> &'static str {
        match self {
            Self::Agent => {
                "SELECT agent FROM interaction INDEXED BY interaction_agent WHERE agent >= ?1 ORDER BY agent LIMIT 1"
            }
            Self::Owner => "SELECT owner FROM case_row INDEXED BY case_owner WHERE owner >= ?1 ORDER BY owner LIMIT 1",
            Self::Playbook => {
                "SELECT playbook FROM walk INDEXED BY walk_playbook WHERE playbook >= ?1 ORDER BY playbook LIMIT 1"
            }
            Self::Cause => "SELECT cause FROM case_row INDEXED BY case_cause WHERE cause >= ?1 ORDER BY cause LIMIT 1",
        }
    }
}

impl Reader {
    /// Up to `limit` values of a field that begin like this, in order.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn values(&self, field: Field, beginning: &str, limit: usize) -> Result<Vec<String>, LogError> {
        let mut statement = self.db.prepare_cached(field.next())?;
        let mut found: Vec<String> = Vec::new();
        let mut from = beginning.to_owned();
        while found.len() < limit {
            let next: Option<String> = statement.query_row([&from], |row| row.get(0)).optional()?;
            let Some(value) = next.filter(|value| value.starts_with(beginning)) else { break };
            // The least text after the value itself.
            from = format!("{value}\u{1}");
            found.push(value);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Subject;
    use crate::log::fresh;
    use crate::log::testing::{Desk, NOON, began, everything, opened};
    use crate::terms::{Channel, Timestamp};

    #[test]
    fn values_come_once_and_in_order() {
        let desk = Desk::new();
        let mut log = desk.open();
        log.record(Subject::Case(fresh()), everything());
        for (n, agent) in ["bob", "bea", "bob", "cleo"].into_iter().enumerate() {
            let events = vec![opened(&format!("C-{n}")), began(Channel::Chat)];
            log.record_at(Subject::Case(fresh()), agent, Timestamp::from_ms(NOON), events).unwrap();
        }
        let reader = desk.reader();
        assert_eq!(reader.values(Field::Agent, "", 9).unwrap(), ["ana", "bea", "bob", "cleo"]);
        assert_eq!(reader.values(Field::Agent, "b", 9).unwrap(), ["bea", "bob"]);
        assert_eq!(reader.values(Field::Agent, "", 2).unwrap(), ["ana", "bea"]);
        assert_eq!(reader.values(Field::Owner, "", 9).unwrap(), ["ana", "bob"]);
        assert_eq!(reader.values(Field::of("playbook").unwrap(), "late", 9).unwrap(), ["late-parcel"]);
        assert_eq!(reader.values(Field::Cause, "", 9).unwrap(), ["carrier-delay"]);
        assert_eq!(reader.values(Field::Cause, "x", 9).unwrap(), [""; 0]);
    }
}
