//! The cases that fit some words best, best first: on request, because every text with the words has to be weighed.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use crate::terms::CaseId;

use super::error::LogError;
use super::find::Query;
use super::page::{Key, Seek, Stretch};
use super::plan::{Asked, Sql};
use super::reader::Reader;
use super::words;

/// How many texts are listed: the rest fits worse than anybody reads on.
const MOST: i64 = 4000;
/// How many texts are weighed, the newest: of a word that is everywhere, what is older than these helps nobody.
const WEIGHED: i64 = 20_000;

/// How many cases come after them that have each word somewhere, though no text has them all: the newest.
const ELSE: i64 = 200;

impl Reader {
    /// As [`Reader::cases`], best first: cases of customers who are called so, then those whose texts fit best, then those with each word somewhere. Of very
    /// frequent words only the newest texts are weighed.
    pub(super) fn best(&self, query: &Query, seek: Seek, limit: usize) -> Result<Stretch, LogError> {
        let all = self.ranked(query)?;
        let place = |key: Key| usize::try_from(-key.at).unwrap_or(0);
        let (start, end) = match seek {
            Seek::First => (0, limit),
            Seek::From(key) => (place(key), place(key).saturating_add(limit)),
            Seek::After(key) => (place(key) + 1, (place(key) + 1).saturating_add(limit)),
            Seek::Before(key) => (place(key).saturating_sub(limit), place(key)),
            Seek::Last => (all.len().saturating_sub(limit), all.len()),
        };
        let (start, end) = (start.min(all.len()), end.min(all.len()));
        let keys = (start..end).map(|at| Key { at: -i64::try_from(at).unwrap_or(i64::MAX), id: all[at] }).collect();
        Ok(Stretch { cases: self.at_keys(keys)?, above: start > 0, below: end < all.len() })
    }

    fn ranked(&self, query: &Query) -> Result<Vec<CaseId>, LogError> {
        let texts = words::query(&self.db, &query.words)?;
        let (Some(texts), Some(mut plan)) = (texts, self.plan(query, None)?) else { return Ok(Vec::new()) };
        let newest = |most| Sql::new("ORDER BY c.happened DESC, c.case_id DESC LIMIT ?", [Value::Integer(most)]);
        let mut found = Vec::new();
        let rest = Query { words: String::new(), customer: Some(query.words.clone()), ..query.clone() };
        if let Some(theirs) = self.plan(&rest, None)? {
            found.extend(self.ids(&theirs.select("c.case_id", &newest(MOST)))?);
        }
        let oldest: Option<i64> = self
            .db
            .prepare_cached("SELECT rowid FROM text_fts WHERE text_fts MATCH ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2")?
            .query_row((&texts, WEIGHED), |row| row.get(0))
            .optional()?;
        let oldest = oldest.unwrap_or(i64::MIN);
        // `rank` alone can be sorted inside the index; whatever else is asked of the cases is asked of the best.
        plan.from = Sql::new(
            "(SELECT t.case_id, min(f.fit) AS fit FROM (SELECT rowid AS key, rank AS fit FROM text_fts \
             WHERE text_fts MATCH ? AND rowid >= ? ORDER BY rank LIMIT ?) f CROSS JOIN text t ON t.key = f.key GROUP BY t.case_id) s \
             CROSS JOIN case_row c ON c.case_id = s.case_id",
            [Value::Text(texts), Value::Integer(oldest), Value::Integer(MOST)],
        );
        let order = Sql::new("ORDER BY s.fit, c.happened DESC, c.case_id DESC", []);
        found.extend(self.ids(&plan.select("c.case_id", &order))?);
        if found.len() < usize::try_from(ELSE).unwrap_or_default()
            && let Some(others) = self.plan(query, Some(Asked::Some))?
        {
            found.extend(self.ids(&others.select("c.case_id", &newest(ELSE)))?);
        }
        let mut seen = HashSet::new();
        found.retain(|id| seen.insert(*id));
        Ok(found)
    }

    fn ids(&self, sql: &Sql) -> Result<Vec<CaseId>, LogError> {
        let mut statement = self.db.prepare_cached(&sql.text)?;
        let ids = statement.query_map(params_from_iter(&sql.values), |row| row.get(0).map(CaseId::from_bytes))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Subject;
    use crate::log::Order;
    use crate::log::fresh;
    use crate::log::testing::{Desk, began, noted, opened};
    use crate::terms::Channel;

    #[test]
    fn the_best_come_first_and_can_be_gone_through_both_ways() {
        let desk = Desk::new();
        let mut log = desk.open();
        for (n, words) in
            ["a vase and very many other words that say nothing of it", "vase vase", "nothing", "one vase"]
                .into_iter()
                .enumerate()
        {
            log.record(Subject::Case(fresh()), vec![opened(&format!("C-{n}")), began(Channel::Chat), noted(words)]);
        }
        let reader = desk.reader();
        let query = Query { words: "vase".into(), order: Order::Best, ..Query::default() };
        let numbers = |seek, limit| -> (Vec<String>, bool, bool) {
            let found = reader.cases(&query, seek, limit).unwrap();
            (found.cases.iter().map(|f| f.case.number.clone()).collect(), found.above, found.below)
        };
        let all = reader.cases(&query, Seek::First, 9).unwrap().cases;
        assert_eq!(numbers(Seek::First, 9), (vec!["C-1".into(), "C-3".into(), "C-0".into()], false, false));
        assert_eq!(numbers(Seek::After(all[0].key), 1), (vec!["C-3".into()], true, true));
        assert_eq!(numbers(Seek::Before(all[2].key), 1), (vec!["C-3".into()], true, true));
        assert_eq!(numbers(Seek::Last, 2), (vec!["C-3".into(), "C-0".into()], true, false));
        let closed = Query { open: Some(false), ..query.clone() };
        assert_eq!(reader.cases(&closed, Seek::First, 9).unwrap(), Stretch::default());
    }
}
