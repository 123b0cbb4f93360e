//! What a metric needs to know beside the record: the desk with its hours and people, and the moment of the report.

use crate::desk::Desk;
use crate::terms::{Role, Timestamp};

const DAY_MS: i64 = 24 * 3_600_000;

/// The ground that a report stands on.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The desk: opening hours, targets, people, windows.
    pub desk: &'a Desk,
    /// The moment of the report: nothing after it is known.
    pub now: Timestamp,
}

impl Ground<'_> {
    /// For how long a contact of the same customer with the same cause counts as the same matter, in milliseconds.
    pub fn window_ms(&self) -> i64 {
        i64::from(self.desk.repeat_days) * DAY_MS
    }

    /// For how long we look whether a customer came back, in milliseconds.
    pub fn came_back_ms(&self) -> i64 {
        i64::from(self.desk.came_back_days) * DAY_MS
    }

    /// For how many milliseconds the desk was open between two moments.
    pub fn open_between(&self, from: Timestamp, until: Timestamp) -> i64 {
        self.desk.open_between(from, until)
    }

    /// What somebody may do.
    pub fn role(&self, login: &str) -> Role {
        self.desk.role(login)
    }
}
