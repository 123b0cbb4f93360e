//! Search over notes, messages and summaries: newest first by when it happened, with the found words marked.

use rusqlite::Row;
use serde::Serialize;

use crate::terms::{CaseId, Timestamp};

use super::error::LogError;
use super::next_up::number;
use super::page::Page;
use super::reader::Reader;
use super::rows::TextKind;
use super::words;

/// Marks around a found word. No stored text holds control characters, so that they cannot be mistaken.
pub(super) const OPEN: char = '\u{1}';
pub(super) const CLOSE: char = '\u{2}';

/// How many words of the text are shown around what was found.
pub(super) const AROUND: i64 = 16;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are what was looked for.
    pub found: bool,
}

/// A text that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// Its case.
    pub case: CaseId,
    /// The case's number; a dash where its opening was undone.
    pub number: String,
    /// What sort of text.
    pub kind: TextKind,
    /// When it happened.
    pub at: Timestamp,
    /// The words around what was found.
    pub snippet: Vec<Piece>,
    #[serde(skip)]
    key: i64,
}

impl Reader {
    /// A page of the texts that hold all these words (the last may go on), newest first. `after` is where the page before
    /// ended. Words that are none find nothing.
    ///
    /// # Errors
    /// Where the log cannot be read, or the question was interrupted.
    pub fn search(&self, words: &str, after: Option<i64>, limit: usize) -> Result<Page<Hit, i64>, LogError> {
        let tx = self.db.unchecked_transaction()?;
        let Some(query) = words::query(&self.db, words)? else { return Ok(Page { items: Vec::new(), next: None }) };
        let mut statement = self.db.prepare_cached(
            "SELECT t.case_id, c.number, t.kind, t.at, snippet(text_fts, 0, ?4, ?5, '…', ?6), t.key \
             FROM text_fts JOIN text t ON t.key = text_fts.rowid LEFT JOIN case_row c ON c.case_id = t.case_id \
             WHERE text_fts MATCH ?1 AND text_fts.rowid < ?2 ORDER BY text_fts.rowid DESC LIMIT ?3",
        )?;
        let most = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
        let (open, close) = (OPEN.to_string(), CLOSE.to_string());
        let values = rusqlite::params![query, after.unwrap_or(i64::MAX), most, open, close, AROUND];
        let items = statement.query_map(values, hit)?.collect::<Result<Vec<_>, _>>()?;
        tx.finish()?;
        Ok(Page::of(items, limit, |hit| hit.key))
    }
}

fn hit(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let kind: String = row.get(2)?;
    Ok(Hit {
        case: CaseId::from_bytes(row.get(0)?),
        number: number(row, 1)?,
        kind: TextKind::of(&kind),
        at: Timestamp::from_ms(row.get(3)?),
        snippet: pieces(&row.get::<_, String>(4)?),
        key: row.get(5)?,
    })
}

fn pieces(marked: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut put = |text: &str, found| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), found });
        }
    };
    for part in marked.split(OPEN) {
        match part.split_once(CLOSE) {
            Some((found, rest)) => {
                put(found, true);
                put(rest, false);
            }
            None => put(part, false),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Event, Subject};
    use crate::log::fresh;
    use crate::log::testing::{Desk, NOON, everything, noted};
    use crate::terms::Text;

    #[test]
    fn the_newest_comes_first_by_when_it_happened_and_not_by_arrival() {
        let desk = Desk::new();
        let case = desk.one_case();
        let mut log = desk.open();
        for (at, words) in [(50, "vase one"), (70, "vase two"), (60, "vase three"), (10, "nothing")] {
            log.record_at(case, "ana", Timestamp::from_ms(NOON + at), vec![noted(words)]).unwrap();
        }
        let reader = desk.reader();
        let first = reader.search("vas", None, 2).unwrap();
        let words = |page: &Page<Hit, i64>| -> Vec<String> {
            page.items.iter().map(|hit| hit.snippet.iter().map(|p| p.text.as_str()).collect()).collect()
        };
        assert_eq!(words(&first), ["vase two", "vase three"]);
        assert_eq!(first.items[0].snippet[0], Piece { text: "vase".into(), found: true });
        let second = reader.search("vas", first.next, 2).unwrap();
        assert_eq!((words(&second), second.next), (vec!["vase one".to_owned()], None));
        assert!(reader.search("\"", None, 5).unwrap().items.is_empty());
    }

    #[test]
    fn undone_words_are_found_no_more_and_a_new_summary_replaces_the_old() {
        let desk = Desk::new();
        let subject = Subject::Case(fresh());
        let mut log = desk.open();
        let file = log.record(subject, everything()).file.unwrap();
        let find = |words: &str| -> Vec<TextKind> {
            desk.reader().search(words, None, 9).unwrap().items.iter().map(|hit| hit.kind).collect()
        };
        assert_eq!(find("where"), [TextKind::Message]);
        assert_eq!(find("saturday"), [TextKind::Wanted]);
        assert_eq!(find("twice"), [TextKind::Summary]);
        let note = file.facts.iter().find(|fact| fact.kind == "noted").unwrap().id;
        assert_eq!(find("second"), [TextKind::Note]);
        log.record(subject, vec![Event::Undone { events: vec![note] }]);
        assert!(find("second").is_empty());
        let interaction = file.case.interactions[0].id;
        let summary = Some(Text::new("put right"));
        log.record(
            subject,
            vec![Event::InteractionDescribed { interaction, channel: None, heat_start: None, heat_end: None, summary }],
        );
        assert!(find("twice").is_empty());
        assert_eq!(find("put right"), [TextKind::Summary]);
        assert!(desk.clean());
    }

    #[test]
    fn accents_and_capitals_do_not_hide_words() {
        let desk = Desk::new();
        let case = desk.one_case();
        desk.open().record(case, vec![noted("Die Straße zum CAFÉ")]);
        assert_eq!(desk.reader().search("cafe", None, 5).unwrap().items.len(), 1);
    }
}
