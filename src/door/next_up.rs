//! "What now" for whoever is at the desk: the log's rows, ranked by the desk, with the customers' names.

use super::Door;
use crate::desk::Next;
use crate::log::{LogError, Reader};
use crate::terms::{Role, Timestamp};

/// So many rows from the top have the customer's name; nobody scrolls further down a list of what is next.
const MOST_NAMED: usize = 200;

impl Door {
    /// What waits for whoever is at the desk, the most pressing first, each case once. When it has to be asked for again
    /// though nobody wrote to the log, [`crate::desk::next_change`] says.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn next_up(&self, reader: &Reader, now: Timestamp) -> Result<Vec<Next>, LogError> {
        let mut standings = reader.next_up_with(&self.login, self.role > Role::Agent)?;
        standings.extend(reader.recovered_standings(&self.login)?);
        for looked in reader.review_standings(&self.login, self.role == Role::Supervisor)? {
            match standings.iter_mut().find(|s| s.case == looked.case) {
                Some(standing) => standing.reviews.extend(looked.reviews),
                None => standings.push(looked),
            }
        }
        let mut next = self.desk.next_up(&standings, now);
        for row in next.iter_mut().take(MOST_NAMED) {
            if let Some(customer) = row.customer {
                row.who = reader.title(customer)?;
            }
        }
        Ok(next)
    }
}
