//! What is shown beside a case while something is put right: what may still be given, what others got, whether it failed
//! before. A preview: what decides is read again inside the write transaction.

use super::Door;
use crate::case::{CaseFile, Gift, Spent};
use crate::log::{Before, Like, LogError, Precedent, Reader, fresh};
use crate::terms::{Mode, Text, Timestamp};

/// How many cases like this one are looked at: enough for a middle, few enough to be read.
pub const PRECEDENTS: usize = 8;

/// What is known beside a case.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// What counts towards the limits of whoever is at the desk.
    pub spent: Spent,
    /// The last cases like this one.
    pub precedents: Vec<Precedent>,
    /// The same customer with the same cause, not long ago.
    pub before: Option<Before>,
}

impl Door {
    /// What stands beside this case at `now`.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn beside(&self, reader: &Reader, file: &CaseFile, now: Timestamp) -> Result<Beside, LogError> {
        let case = &file.case;
        if case.opened.is_none() {
            return Ok(Beside::default());
        }
        let known = self.known(now);
        let context = self.context(&known, Mode::Live, now);
        let nothing = Gift::new(fresh(), "", None, Text::default());
        let spent = reader.spent(file, &nothing, &self.login, &context, now)?;
        let id = case.walks.last().map(|w| w.playbook.id.clone());
        let like = Like { playbook: id, cause: None, severity: case.severity };
        let precedents = reader.precedents(&like, file.id, self.desk.currency, PRECEDENTS)?;
        let since = self.desk.second_failure_since(now);
        let (playbooks, causes) = self.same_matter(file);
        let before = match case.customer {
            Some(customer) => reader.failed_before(customer, (&causes, &playbooks), since, file.id)?,
            None => None,
        };
        Ok(Beside { spent, precedents, before })
    }

    /// The playbooks and causes that make another case the same matter: those of this case's walks, and of the playbooks
    /// whose second time they are.
    fn same_matter(&self, file: &CaseFile) -> (Vec<String>, Vec<String>) {
        let mut playbooks: Vec<String> = file.case.walks.iter().map(|w| w.playbook.id.clone()).collect();
        let first =
            self.library.iter().filter(|p| p.second_time().is_some_and(|id| playbooks.iter().any(|own| own == id)));
        let first: Vec<String> = first.map(|p| p.id().to_owned()).collect();
        playbooks.extend(first);
        let cause = |id: &String| self.library.get(id).and_then(|p| p.cause()).map(str::to_owned);
        let causes = playbooks.iter().filter_map(cause).chain(file.case.closed.as_ref().and_then(|c| c.cause.clone()));
        let causes = causes.collect();
        (playbooks, causes)
    }
}
