//! Whom to ring before they complain (P28): promises that come due, and customers gone quiet after a matter was put right.

use serde::Serialize;

use super::Door;
use crate::log::{LogError, Reader};
use crate::terms::{CaseId, Timestamp};

/// A promise that is due within so many milliseconds is nearly due: today's and tomorrow morning's.
const NEAR_MS: i64 = 24 * 3_600_000;

/// Somebody who should hear from us first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outreach {
    /// Their case.
    pub case: CaseId,
    /// `C-1042`.
    pub number: String,
    /// Their name.
    pub customer_name: Option<String>,
    /// `promise` or `quiet`.
    pub why: &'static str,
    /// What to ring about.
    pub words: String,
    /// When the promise is due; since when they are to be asked.
    pub due: Timestamp,
}

impl Door {
    /// Everybody whom the person at this desk should reach out to, what is due first first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn outreach(&self, reader: &Reader, now: Timestamp) -> Result<Vec<Outreach>, LogError> {
        let near = reader.promises(&self.login, now)?.into_iter().filter(|p| p.due <= now.plus_ms(NEAR_MS));
        let mut all: Vec<Outreach> = near
            .map(|p| Outreach {
                case: p.case,
                number: p.number,
                customer_name: p.customer_name,
                why: "promise",
                words: p.text,
                due: p.due,
            })
            .collect();
        for one in reader.recovered(&self.login)? {
            let due = self.desk.follow_up_due(one.closed);
            if due <= now {
                let words = one.about.unwrap_or_else(|| "is all well since?".to_owned());
                let (case, number, customer_name) = (one.case, one.number, one.customer_name);
                all.push(Outreach { case, number, customer_name, why: "quiet", words, due });
            }
        }
        all.sort_by(|a, b| (a.due, &a.number).cmp(&(b.due, &b.number)));
        Ok(all)
    }
}
