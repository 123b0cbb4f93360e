//! Playbook texts by their hash: an open walk finishes on the version that it began with, whatever became of the file.

use rusqlite::{Connection, OptionalExtension};

use super::error::LogError;

/// Keeps a text; `false` where it is kept already. A hash stands for one text for ever.
pub(super) fn keep(db: &Connection, hash: &str, bundle: &str) -> Result<bool, LogError> {
    let kept = db
        .prepare_cached("INSERT INTO playbook_text(hash, bundle) VALUES(?1, ?2) ON CONFLICT DO NOTHING")?
        .execute((hash, bundle))?;
    Ok(kept == 1)
}

/// The text with this hash.
pub(super) fn text(db: &Connection, hash: &str) -> Result<Option<String>, LogError> {
    Ok(db
        .prepare_cached("SELECT bundle FROM playbook_text WHERE hash = ?1")?
        .query_row([hash], |row| row.get(0))
        .optional()?)
}

#[cfg(test)]
mod tests {
    use crate::log::testing::Desk;

    #[test]
    fn a_text_is_kept_once_and_for_ever() {
        let desk = Desk::new();
        let mut log = desk.open();
        assert!(log.keep_playbook("abc", "[playbook]").unwrap());
        assert!(!log.keep_playbook("abc", "another text").unwrap());
        assert_eq!(desk.reader().playbook("abc").unwrap().as_deref(), Some("[playbook]"));
        assert_eq!(desk.reader().playbook("abd").unwrap(), None);
    }
}
