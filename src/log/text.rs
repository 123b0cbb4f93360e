//! Searchable texts: where they lie (`text`, with an FTS5 index that its triggers keep) and how people's words become a
//! query that cannot be malformed.

use rusqlite::Connection;

use super::error::LogError;
use super::rows::{TextKey, TextRow};

/// Low bits of a key, which tell apart what happened in the same millisecond.
const TIE: i64 = 15;

/// How many keys of one millisecond are tried before the next millisecond's: enough until one holds many thousand texts.
const TRIES: i64 = 64;

/// Writes a text under a key that sorts by when it happened.
pub(super) fn came(db: &Connection, case: [u8; 16], key: TextKey, row: &TextRow) -> Result<(), LogError> {
    let (kind, source, seq) = key;
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO text(key, case_id, kind, source, seq, at, words) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let tie = i64::from(u16::from_be_bytes([source[14], source[15]]) & 0x7fff);
    for millisecond in 0..100_000 {
        for attempt in 0..TRIES {
            let low = (tie + attempt) & ((1 << TIE) - 1);
            let at = row.at.saturating_add(millisecond).min(i64::MAX >> TIE) << TIE | low;
            if insert.execute((at, case, kind.word(), source, seq, row.at, &row.words))? == 1 {
                return Ok(());
            }
        }
    }
    Err(LogError::internal("there is no place left for a text at its moment"))
}

/// Takes a text away, from the index too.
pub(super) fn went(db: &Connection, case: [u8; 16], key: TextKey) -> Result<(), LogError> {
    let (kind, source, seq) = key;
    db.prepare_cached("DELETE FROM text WHERE case_id = ?1 AND kind = ?2 AND source = ?3 AND seq = ?4")?.execute((
        case,
        kind.word(),
        source,
        seq,
    ))?;
    Ok(())
}

/// The words as an FTS5 query: each must be there, the last may go on. `None` where there is nothing to look for.
pub(super) fn query(words: &str) -> Option<String> {
    let terms: Vec<String> = terms(words).into_iter().map(|(_, term)| term).collect();
    (!terms.is_empty()).then(|| terms.join(" "))
}

/// Each word, and its own FTS5 query; the last may go on.
///
/// Every word is quoted, so that no operator of the query language can come of what somebody typed.
pub(super) fn terms(words: &str) -> Vec<(&str, String)> {
    let mut terms: Vec<(&str, String)> = words
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| (word, format!("\"{}\"", word.replace('\0', "").replace('"', "\"\""))))
        .collect();
    if let Some((_, last)) = terms.last_mut()
        && !words.ends_with(char::is_whitespace)
    {
        last.push('*');
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::connection::{self, For};
    use crate::log::rows::TextKind;
    use crate::log::testing::Desk;
    use proptest::prelude::*;

    #[test]
    fn the_last_word_may_go_on_until_a_space_ends_it() {
        assert_eq!(query("late par").as_deref(), Some("\"late\" \"par\"*"));
        assert_eq!(query("late ").as_deref(), Some("\"late\""));
        assert_eq!(query(" - \" * "), None);
    }

    #[test]
    fn texts_of_one_moment_all_find_a_key_in_the_order_of_time() {
        let desk = Desk::new();
        let db = connection::open(&desk.path, For::Log).unwrap();
        for n in 0..500 {
            let row = TextRow { at: 1000, words: format!("word{n}") };
            came(&db, [1; 16], (TextKind::Note, [9; 16], n), &row).unwrap();
        }
        came(&db, [1; 16], (TextKind::Note, [9; 16], 500), &TextRow { at: 2000, words: "later".into() }).unwrap();
        let (all, early): (i64, i64) =
            db.query_row("SELECT count(*), sum(key >> 15 < at) FROM text", [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
        assert_eq!((all, early), (501, 0));
        went(&db, [1; 16], (TextKind::Note, [9; 16], 7)).unwrap();
        let found = |words: &str| -> i64 {
            db.query_row("SELECT count(*) FROM text_fts WHERE text_fts MATCH ?1", [query(words)], |r| r.get(0)).unwrap()
        };
        assert_eq!((found("word7 "), found("word8 "), found("word")), (0, 1, 499));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn no_words_make_a_malformed_query(words in proptest::collection::vec("[\\PC\\x00\"'*:(){}^+-]{0,12}|AND|NOT|NEAR", 1..6)) {
            let db = Connection::open_in_memory().unwrap();
            db.execute_batch("CREATE VIRTUAL TABLE t USING fts5(words, tokenize='unicode61 remove_diacritics 2')").unwrap();
            if let Some(query) = query(&words.join(" ")) {
                let found: Result<i64, _> = db.query_row("SELECT count(*) FROM t WHERE t MATCH ?1", [&query], |r| r.get(0));
                prop_assert!(found.is_ok(), "{}: {:?}", query, found);
            }
        }
    }
}
