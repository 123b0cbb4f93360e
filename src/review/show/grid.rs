//! The field of a heat map: the first key goes across, the second down; hours without anything are there and empty.

use std::collections::{BTreeMap, HashMap};

use crate::review::{Figure, Table};

/// A table with two keys, laid out as a field.
pub(super) struct Grid<'a> {
    /// What goes across, by label.
    pub across: Vec<String>,
    /// What goes down, by label, with a figure or nothing for each of `across`.
    pub down: Vec<(String, Vec<Option<&'a Figure>>)>,
}

impl<'a> Grid<'a> {
    /// The field of a table with two keys; `None` of any other.
    pub fn of(table: &'a Table) -> Option<Self> {
        if table.keys.len() != 2 {
            return None;
        }
        let mut across = BTreeMap::new();
        let mut down: Vec<(&str, &str)> = Vec::new();
        let mut cells = HashMap::new();
        for row in &table.rows {
            let [x, y] = row.key.as_slice() else { return None };
            let [x_label, y_label] = row.label.as_slice() else { return None };
            across.insert(x.clone(), x_label.clone());
            if !down.iter().any(|(key, _)| key == y) {
                down.push((y, y_label));
            }
            cells.insert((x.as_str(), y.as_str()), row.cells.first()?);
        }
        // Weekdays have their number in front; channels come as they are listed.
        down.sort_unstable_by_key(|(key, _)| (crate::review::tables::listed(key), *key));
        fill_hours(&mut across);
        let line = |(key, label): (&str, &str)| {
            let cells = across.keys().map(|x| cells.get(&(x.as_str(), key)).copied()).collect();
            (label.to_owned(), cells)
        };
        let down = down.into_iter().map(line).collect();
        Some(Self { across: across.into_values().collect(), down })
    }
}

/// The hours between the first and the last.
fn fill_hours(across: &mut BTreeMap<String, String>) {
    for hour in hours(across.keys().map(String::as_str)) {
        across.entry(format!("{hour:02}")).or_insert_with(|| format!("{hour:02}:00"));
    }
}

/// All hours from the first to the last of these keys; none where one of them is no hour.
pub(super) fn hours<'k>(keys: impl Iterator<Item = &'k str>) -> std::ops::Range<u8> {
    let hours: Option<Vec<u8>> = keys.map(|key| key.parse().ok().filter(|hour| key.len() == 2 && *hour < 24)).collect();
    match hours.as_deref() {
        Some([first, .., last]) if first <= last => *first..last + 1,
        _ => 0..0,
    }
}
