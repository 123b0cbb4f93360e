//! What must change to make one set of rows another: so that a step writes two rows and not the whole case.

use std::collections::BTreeMap;

use super::rows::{Key, Rows, TextKey, TextRow};
use super::tables::Cell;

/// One change of one row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change<'a> {
    /// The row is new.
    Insert(Key, &'a [Cell]),
    /// Some columns have new values: bit `i` of the mask stands for column `i` of the table.
    Update(Key, u64, &'a [Cell]),
    /// The row is gone.
    Delete(Key),
    /// The text is gone, or about to come again changed.
    TextWent(TextKey),
    /// The text is new.
    TextCame(TextKey, &'a TextRow),
}

/// The changes that make `old` into `new`; those that take away come before those that add.
pub(super) fn differ<'a>(old: &Rows, new: &'a Rows) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    for key in gone(&old.cells, &new.cells) {
        changes.push(Change::Delete(*key));
    }
    for (key, cells) in &new.cells {
        match old.cells.get(key) {
            None => changes.push(Change::Insert(*key, cells)),
            Some(before) => {
                let mask = mask(before, cells);
                if mask != 0 {
                    changes.push(Change::Update(*key, mask, cells));
                }
            }
        }
    }
    for key in gone(&old.texts, &new.texts) {
        changes.push(Change::TextWent(*key));
    }
    for (key, row) in &new.texts {
        match old.texts.get(key) {
            Some(before) if before == row => {}
            Some(_) => changes.extend([Change::TextWent(*key), Change::TextCame(*key, row)]),
            None => changes.push(Change::TextCame(*key, row)),
        }
    }
    changes
}

fn gone<'a, K: Ord, V>(old: &'a BTreeMap<K, V>, new: &BTreeMap<K, V>) -> impl Iterator<Item = &'a K> {
    old.keys().filter(|key| !new.contains_key(key))
}

fn mask(old: &[Cell], new: &[Cell]) -> u64 {
    old.iter().zip(new).enumerate().filter(|(_, (a, b))| a != b).fold(0, |mask, (at, _)| mask | 1 << at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::rows::TextKind;
    use crate::log::tables::Table;
    use proptest::prelude::*;

    fn apply(old: &Rows, changes: &[Change<'_>]) -> Rows {
        let mut rows = old.clone();
        for change in changes {
            match change {
                Change::Insert(key, cells) => assert!(rows.cells.insert(*key, cells.to_vec()).is_none()),
                Change::Update(key, mask, cells) => {
                    let row = rows.cells.get_mut(key).unwrap();
                    for (at, cell) in cells.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0) {
                        row[at] = cell.clone();
                    }
                }
                Change::Delete(key) => assert!(rows.cells.remove(key).is_some()),
                Change::TextWent(key) => assert!(rows.texts.remove(key).is_some()),
                Change::TextCame(key, row) => assert!(rows.texts.insert(*key, (*row).clone()).is_none()),
            }
        }
        rows
    }

    fn cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            Just(Cell::Null),
            (0_i64..3).prop_map(Cell::Int),
            "[ab]".prop_map(|text| Cell::Text(text.into())),
            (0_u8..2).prop_map(|byte| Cell::Id([byte; 16])),
        ]
    }

    fn some_rows() -> impl Strategy<Value = Rows> {
        let key = (proptest::sample::select(Table::ALL), 0_i64..3, 0_i64..2);
        let text_key = (proptest::sample::select(TextKind::ALL), (0_u8..2).prop_map(|b| [b; 16]), 0_i64..2);
        let row = (0_i64..2, "[ab]").prop_map(|(at, words)| TextRow { at, words });
        (
            proptest::collection::btree_map(key, proptest::collection::vec(cell(), 4), 0..8),
            proptest::collection::btree_map(text_key, row, 0..6),
        )
            .prop_map(|(cells, texts)| Rows { cells, texts })
    }

    proptest! {
        #[test]
        fn the_difference_makes_the_old_into_the_new(old in some_rows(), new in some_rows()) {
            prop_assert_eq!(apply(&old, &differ(&old, &new)), new.clone());
            prop_assert_eq!(differ(&new, &new), vec![]);
        }
    }
}
