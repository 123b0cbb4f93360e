//! The cases last worked on, so that one more step does not read the whole case again. What other processes write is found
//! out inside each transaction, by the case's count and newest position.

use std::sync::Arc;

use crate::case::{CaseFile, Position};
use crate::terms::CaseId;

use super::rows::Rows;

/// How many cases are kept: more than an agent has open at once.
const CAPACITY: usize = 32;

/// A case as it was after the last look at it.
#[derive(Debug)]
pub(super) struct Entry {
    pub file: Arc<CaseFile>,
    pub rows: Rows,
}

impl Entry {
    /// The number of facts, and where the newest stands.
    pub fn state(&self) -> Option<(usize, Position)> {
        self.file.facts.last().map(|last| (self.file.facts.len(), last.position))
    }
}

/// The entries, those used latest at the end.
#[derive(Debug, Default)]
pub(super) struct Cache {
    entries: Vec<Entry>,
    /// The log's epoch at which they were read.
    epoch: i64,
}

impl Cache {
    /// Takes an entry out; whoever does not change it puts it back.
    pub fn take(&mut self, id: CaseId) -> Option<Entry> {
        let at = self.entries.iter().rposition(|entry| entry.file.id == id)?;
        Some(self.entries.remove(at))
    }

    /// Puts an entry in, and the one unused longest out.
    pub fn put(&mut self, entry: Entry) {
        if self.entries.len() >= CAPACITY {
            self.entries.remove(0);
        }
        self.entries.push(entry);
    }

    /// Forgets everything where bodies were erased or the fold changed since.
    pub fn at_epoch(&mut self, epoch: i64) {
        if self.epoch != epoch {
            self.clear();
            self.epoch = epoch;
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::ids::fresh;

    fn entry(id: CaseId) -> Entry {
        Entry { file: Arc::new(CaseFile::empty(id)), rows: Rows::default() }
    }

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let mut cache = Cache::default();
        let ids: Vec<CaseId> = (0..=CAPACITY).map(|_| fresh()).collect();
        for id in &ids[..CAPACITY] {
            cache.put(entry(*id));
        }
        let used = cache.take(ids[0]).unwrap();
        cache.put(used);
        cache.put(entry(ids[CAPACITY]));
        assert!(cache.take(ids[1]).is_none());
        assert!(cache.take(ids[0]).is_some() && cache.take(ids[0]).is_none());
        cache.at_epoch(0);
        assert!(cache.take(ids[2]).is_some());
        cache.at_epoch(1);
        assert!(cache.take(ids[3]).is_none());
    }
}
