//! What people type as words, as a query of the full-text index that is quick at any size. The last word may go on: where
//! its beginning is too long for the index of beginnings, the words that begin so are looked up and named one by one,
//! because a beginning is collected as a whole before its newest text is known, and whole words are not.

use rusqlite::{Connection, OptionalExtension};

use super::error::LogError;
use super::text;

/// Beginnings of this many letters have entries in the index of their own (`prefix=` in the schema).
const INDEXED: usize = 2;

/// How many words a beginning may stand for before it is left to the index as it is.
const MOST_WORDS: usize = 200;

/// The words as a query of texts that hold all of them; `None` where there is nothing to look for.
///
/// # Errors
/// Where the log cannot be read.
pub(super) fn query(db: &Connection, words: &str) -> Result<Option<String>, LogError> {
    let mut terms = each(db, words)?.into_iter().map(|(_, term)| term);
    let Some(mut query) = terms.next() else { return Ok(None) };
    for term in terms {
        query += " AND ";
        query += &term;
    }
    Ok(Some(query))
}

/// The words as a query of texts that hold any of them, where there are several.
///
/// # Errors
/// Where the log cannot be read.
pub(super) fn any(db: &Connection, words: &str) -> Result<Option<String>, LogError> {
    let terms: Vec<String> = each(db, words)?.into_iter().map(|(_, term)| term).collect();
    Ok((terms.len() > 1).then(|| terms.join(" OR ")))
}

/// Each word, and the query that it is.
///
/// # Errors
/// Where the log cannot be read.
pub(super) fn each(db: &Connection, words: &str) -> Result<Vec<(String, String)>, LogError> {
    let mut terms = text::terms(words);
    if let Some((last, term)) = terms.last_mut()
        && term.ends_with('*')
        && words.trim_end().ends_with(*last)
        && let Some(better) = beginning(db, last)?
    {
        *term = better;
    }
    Ok(terms.into_iter().map(|(word, term)| (word.to_owned(), term)).collect())
}

/// A beginning that is quicker asked for in another way than the index would.
fn beginning(db: &Connection, word: &str) -> Result<Option<String>, LogError> {
    if !word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Ok(None);
    }
    let beginning = word.to_ascii_lowercase();
    let whole = format!("\"{beginning}\"");
    if beginning.len() <= INDEXED {
        // One letter begins nearly every text: it is looked for as a word until a second one is typed.
        return Ok((beginning.len() < INDEXED).then_some(whole));
    }
    Ok(words_from(db, &beginning)?.map(|found| {
        let any: Vec<String> = found.iter().map(|word| format!("\"{word}\"")).collect();
        match any.as_slice() {
            [] => whole,
            [one] => one.clone(),
            any => format!("({})", any.join(" OR ")),
        }
    }))
}

/// The words in the log that begin so; `None` where they are too many. From one to the next is one look into the index.
fn words_from(db: &Connection, beginning: &str) -> Result<Option<Vec<String>>, LogError> {
    let end = format!("{beginning}\u{10ffff}");
    let mut found: Vec<String> = Vec::new();
    let mut first = db.prepare_cached("SELECT term FROM text_word WHERE term >= ?1 AND term < ?2 LIMIT 1")?;
    let mut next: Option<String> = Some(beginning.to_owned());
    while let Some(from) = next {
        next = first.query_row((&from, &end), |row| row.get::<_, String>(0)).optional()?;
        if let Some(word) = &mut next {
            found.push(word.clone());
            // The least text after the word itself.
            word.push('\u{1}');
        }
        if found.len() > MOST_WORDS {
            return Ok(None);
        }
    }
    Ok(Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::connection::{self, For};
    use crate::log::testing::{Desk, noted};

    #[test]
    fn a_beginning_is_the_words_that_begin_so() {
        let desk = Desk::new();
        let case = desk.one_case();
        let mut log = desk.open();
        log.record(case, vec![noted("Parcels and parcelling, parce"), noted("a parson"), noted("parcel parcel")]);
        let db = connection::open(&desk.path, For::Reading).unwrap();
        let query = |words: &str| query(&db, words).unwrap().unwrap();
        assert_eq!(query("late PARCEL"), "\"late\" AND (\"parcel\" OR \"parcelling\" OR \"parcels\")");
        assert_eq!(query("parcell"), "\"parcelling\"");
        assert_eq!(query("parcel "), "\"parcel\"");
        assert_eq!(query("pa"), "\"pa\"*");
        assert_eq!(query("late p"), "\"late\" AND \"p\"");
        assert_eq!(query("zebra"), "\"zebra\"");
        assert_eq!(query("re-parcel"), "\"re-parcel\"*");
        let many: Vec<String> = (0..=MOST_WORDS).map(|n| format!("parcel{n}")).collect();
        log.record(case, vec![noted(&many.join(" "))]);
        assert_eq!(query("parcel"), "\"parcel\"*");
    }

    #[test]
    fn nothing_is_lost_or_gained_by_naming_the_words() {
        let desk = Desk::new();
        let case = desk.one_case();
        let mut log = desk.open();
        for words in ["the vase broke", "vases broke", "a Vásé", "broken vas", "break it"] {
            log.record(case, vec![noted(words)]);
        }
        let db = connection::open(&desk.path, For::Reading).unwrap();
        let count = |query: Option<String>| -> i64 {
            db.query_row("SELECT count(*) FROM text_fts WHERE text_fts MATCH ?1", [query], |row| row.get(0)).unwrap()
        };
        for words in ["vase", "va", "broke", "broke vase", "brok", "broken", "vaseb", "it", "vase broke"] {
            assert_eq!(count(query(&db, words).unwrap()), count(text::query(words)), "{words}");
        }
    }
}
