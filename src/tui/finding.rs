//! What the screens for cases and customers ask, and what they are answered. Plain data; `worker::find` answers.
//!
//! Every question has a generation: the screen that asked drops an answer to anything but its latest.

use crate::case::{Customer, Line};
use crate::door::Queries;
use crate::log::{Count, Excerpt, Field, Person, Query, Seek, Similar, Stretch};
use crate::terms::{CaseId, CustomerId};

use super::message::{Failure, Shown};

/// A question.
#[derive(Debug, Clone)]
pub enum Ask {
    /// A stretch of the cases of a query.
    Cases { generation: u64, query: Query, seek: Seek, limit: usize },
    /// How many cases a query has.
    Count { generation: u64, query: Query },
    /// Nothing fits: how many cases there are without each of these parts.
    Without { generation: u64, parts: Vec<(String, Query)> },
    /// A case to look at, and where in it the words stand.
    Preview { generation: u64, case: CaseId, words: String },
    /// What a field of the query may be completed to.
    Values { field: Field },
    /// Customers by name, telephone or e-mail; without words those with the newest cases.
    People { generation: u64, words: String },
    /// One person across their cases.
    Person { generation: u64, id: CustomerId },
    /// Who may be the same person; with words, who else is called so.
    Duplicates { generation: u64, of: CustomerId, words: String },
    /// Keep a query under a name (without one, take the name away) for the form with this number.
    SaveQuery { form: u64, name: String, query: Option<String> },
}

impl Ask {
    /// Whether whatever is being looked for now has become unwanted.
    pub fn interrupts(&self) -> bool {
        !matches!(self, Self::Count { .. } | Self::Without { .. } | Self::Values { .. } | Self::SaveQuery { .. })
    }

    /// Whether, once `newer` waits, nobody wants this answered any more.
    pub fn is_overtaken_by(&self, newer: &Self) -> bool {
        use Ask::{Cases, Count, Duplicates, People, Person, Preview, Without};
        matches!(
            (self, newer),
            (Cases { .. } | Count { .. } | Without { .. }, Cases { .. })
                | (Count { .. }, Count { .. })
                | (Without { .. }, Without { .. })
                | (Preview { .. }, Preview { .. })
                | (People { .. }, People { .. })
                | (Person { .. }, Person { .. })
                | (Duplicates { .. }, Duplicates { .. })
        )
    }
}

/// A case to look at.
#[derive(Debug)]
pub struct Preview {
    /// The case.
    pub shown: Shown,
    /// Its timeline.
    pub timeline: Vec<Line>,
    /// Its newest text with the words that were looked for.
    pub excerpt: Option<Excerpt>,
}

/// An answer.
#[derive(Debug)]
pub enum Answer {
    /// To [`Ask::Cases`].
    Cases { generation: u64, seek: Seek, result: Result<Stretch, Failure> },
    /// To [`Ask::Count`].
    Count { generation: u64, count: Count },
    /// To [`Ask::Without`]: those parts without which something fits.
    Without { generation: u64, parts: Vec<(String, Count)> },
    /// To [`Ask::Preview`].
    Preview { generation: u64, result: Result<Box<Preview>, Failure> },
    /// To [`Ask::Values`].
    Values { field: Field, values: Vec<String> },
    /// To [`Ask::People`].
    People { generation: u64, result: Result<Vec<Customer>, Failure> },
    /// To [`Ask::Person`].
    Person { generation: u64, result: Result<Option<Box<Person>>, Failure> },
    /// To [`Ask::Duplicates`].
    Duplicates { generation: u64, result: Result<Vec<Similar>, Failure> },
    /// To [`Ask::SaveQuery`]: what is saved now, and a sentence.
    SavedQueries { form: u64, result: Result<(Queries, String), String> },
}
