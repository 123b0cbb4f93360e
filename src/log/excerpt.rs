//! Why a case was found: its newest text with the words, and where in it they stand. Only for cases that are shown.

use std::ops::Range;

use rusqlite::OptionalExtension;
use serde::Serialize;

use crate::terms::{CaseId, Timestamp};

use super::error::LogError;
use super::reader::Reader;
use super::rows::TextKind;
use super::search::{AROUND, CLOSE, OPEN};
use super::words;

/// Some words of a text, those that were looked for marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// What sort of text.
    pub kind: TextKind,
    /// When it happened.
    pub at: Timestamp,
    /// The words around what was found.
    pub text: String,
    /// Where in `text` the found words stand, in bytes, in order.
    pub found: Vec<Range<usize>>,
}

impl Reader {
    /// For each of these cases its newest text with these words (the last may go on), or else with some of them; `None` where
    /// it was found for another reason alone, such as its customer's name. For the rows of one screen.
    ///
    /// # Errors
    /// Where the log cannot be read, or the question was interrupted.
    pub fn excerpts(&self, words: &str, cases: &[CaseId]) -> Result<Vec<Option<Excerpt>>, LogError> {
        let tx = self.db.unchecked_transaction()?;
        let queries: Vec<String> =
            [words::query(&self.db, words)?, words::any(&self.db, words)?].into_iter().flatten().collect();
        let mut statement = self.db.prepare_cached(
            "SELECT t.kind, t.at, snippet(text_fts, 0, ?3, ?4, '…', ?5) \
             FROM text t CROSS JOIN text_fts ON text_fts.rowid = t.key \
             WHERE t.case_id = ?1 AND text_fts MATCH ?2 ORDER BY t.at DESC, t.kind, t.seq LIMIT 1",
        )?;
        let (open, close) = (OPEN.to_string(), CLOSE.to_string());
        let excerpt = |case: &CaseId| {
            for query in &queries {
                let values = rusqlite::params![case.bytes(), query, open, close, AROUND];
                let found = statement.query_row(values, |row| {
                    let kind: String = row.get(0)?;
                    let (text, found) = ranges(&row.get::<_, String>(2)?);
                    Ok(Excerpt { kind: TextKind::of(&kind), at: Timestamp::from_ms(row.get(1)?), text, found })
                });
                if let Some(found) = found.optional()? {
                    return Ok(Some(found));
                }
            }
            Ok(None)
        };
        let excerpts = cases.iter().map(excerpt).collect();
        tx.finish()?;
        excerpts
    }
}

/// The text without the marks, and where they stood.
fn ranges(marked: &str) -> (String, Vec<Range<usize>>) {
    let mut text = String::with_capacity(marked.len());
    let mut found = Vec::new();
    let mut began = 0;
    for c in marked.chars() {
        match c {
            OPEN => began = text.len(),
            CLOSE => found.push(began..text.len()),
            c => text.push(c),
        }
    }
    (text, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Subject;
    use crate::log::testing::{Desk, NOON, noted};

    #[test]
    fn the_newest_text_with_the_words_says_where_they_stand() {
        let desk = Desk::new();
        let case = desk.one_case();
        let mut log = desk.open();
        for (at, words) in [(9, "an old vase"), (20, "Vásé, vase – and more"), (30, "nothing")] {
            log.record_at(case, "ana", Timestamp::from_ms(NOON + at), vec![noted(words)]).unwrap();
        }
        let Subject::Case(id) = case else { unreachable!() };
        let reader = desk.reader();
        let found = reader.excerpts("vas", &[id, crate::log::fresh()]).unwrap();
        let first = found[0].as_ref().unwrap();
        let marked: Vec<&str> = first.found.iter().map(|range| &first.text[range.clone()]).collect();
        assert_eq!((marked, first.at.ms() - NOON, first.kind), (vec!["Vásé", "vase"], 20, TextKind::Note));
        assert_eq!(found[1], None);
        let some = reader.excerpts("vase birthday", &[id]).unwrap().remove(0).unwrap();
        assert_eq!(some.found.iter().map(|range| &some.text[range.clone()]).collect::<Vec<_>>(), ["Vásé", "vase"]);
        assert_eq!(reader.excerpts("*", &[id]).unwrap(), [None]);
    }
}
