//! What the review screen is made of: pages, their blocks and rows, and where the choice stands. Read off the report alone;
//! how it is drawn is in `view::review`.

use crate::review::metric::{Group, Metric};
use crate::review::{Chart, Figure, Report, Table};

use super::super::super::reckoning::RowKey;

/// A page: on narrow screens one at a time, on wide ones several beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Page {
    /// The numbers by group.
    #[default]
    Numbers,
    /// When it was.
    When,
    /// What came, and where.
    Came,
    /// The steps of playbooks.
    Steps,
    /// How cases ended, and what was behind them.
    Ended,
    /// What was given.
    Given,
    /// Load and results, by name.
    People,
    /// Tables that belong nowhere else.
    More,
    /// Requests that wait for a yes or no.
    Waiting,
}

impl Page {
    /// All, in their order.
    pub const ALL: [Self; 9] = [
        Self::Numbers,
        Self::When,
        Self::Came,
        Self::Steps,
        Self::Ended,
        Self::Given,
        Self::People,
        Self::More,
        Self::Waiting,
    ];

    /// Its name in the line of pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Numbers => "Numbers",
            Self::When => "When",
            Self::Came => "What came",
            Self::Steps => "Steps",
            Self::Ended => "Ended",
            Self::Given => "Given",
            Self::People => "People",
            Self::More => "More",
            Self::Waiting => "Approvals",
        }
    }

    /// Where a table is shown.
    fn of_table(name: &str) -> Self {
        match name {
            "by-day" | "by-hour" | "by-hour-and-weekday" | "by-hour-and-channel" => Self::When,
            "by-channel" | "by-kind" | "by-heat" => Self::Came,
            "by-stage" | "left-out-steps" | "by-playbook" => Self::Steps,
            "by-outcome" | "by-cause" => Self::Ended,
            "putting-right" | "by-gesture" => Self::Given,
            "by-person" => Self::People,
            _ => Self::More,
        }
    }
}

/// A part of a page with a heading of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// The numbers of a group.
    Numbers(Group),
    /// A table, by its place in the report.
    Table(usize),
    /// The requests that wait.
    Waiting,
}

/// Where the choice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// On which page.
    pub page: Page,
    /// On which row of it, all its blocks counted through.
    pub row: usize,
    /// On which number of the row.
    pub column: usize,
}

/// What stands at a place.
#[derive(Debug, Clone)]
pub enum Chosen<'a> {
    /// A number of the whole.
    Number(&'a crate::review::Reading),
    /// A number of a row.
    Cell {
        /// The number's definition.
        metric: &'static Metric,
        /// The table.
        table: &'a Table,
        /// What the row is called.
        label: String,
        /// The row's key; `None` where there is no such row, as for an hour in which nothing happened.
        row: Option<(RowKey, &'a Figure)>,
    },
    /// A request, by its place.
    Request(usize),
}

/// The pages there are, for somebody who may or may not answer requests.
pub fn pages(report: Option<&Report>, answers: bool) -> Vec<Page> {
    let more = |report: &Report| report.tables.iter().any(|table| Page::of_table(table.name) == Page::More);
    let there = |page: &Page| match page {
        Page::Waiting => answers,
        Page::More => report.is_some_and(more),
        _ => true,
    };
    Page::ALL.into_iter().filter(there).collect()
}

/// The blocks of a page.
pub fn blocks(report: &Report, page: Page) -> Vec<Block> {
    match page {
        Page::Numbers => Group::ALL.iter().map(|group| Block::Numbers(*group)).collect(),
        Page::Waiting => vec![Block::Waiting],
        _ => {
            let here = |(_, table): &(usize, &Table)| Page::of_table(table.name) == page;
            report.tables.iter().enumerate().filter(here).map(|(at, _)| Block::Table(at)).collect()
        }
    }
}

/// The numbers of a group.
pub fn of_group(report: &Report, group: Group) -> impl Iterator<Item = &crate::review::Reading> {
    report.readings.iter().filter(move |reading| reading.metric.group == group)
}

/// How many rows can be chosen in a block.
pub fn rows(report: &Report, block: Block, waiting: usize) -> usize {
    match block {
        Block::Numbers(group) => of_group(report, group).count(),
        Block::Table(at) => report.tables.get(at).map_or(0, |table| match Field::of(table) {
            Some(field) => field.down.len(),
            None => table.rows.len(),
        }),
        Block::Waiting => waiting,
    }
}

/// How many numbers a row of a block has.
pub fn columns(report: &Report, block: Block) -> usize {
    match block {
        Block::Numbers(_) | Block::Waiting => 1,
        Block::Table(at) => report.tables.get(at).map_or(0, |table| match Field::of(table) {
            Some(field) => field.across.len(),
            None => table.columns.len(),
        }),
    }
}

/// How many rows can be chosen on a page.
pub fn rows_of_page(report: &Report, page: Page, waiting: usize) -> usize {
    blocks(report, page).into_iter().map(|block| rows(report, block, waiting)).sum()
}

/// The block in which a row of a page lies, and which row of the block it is.
pub fn block_at(report: &Report, page: Page, mut row: usize, waiting: usize) -> Option<(Block, usize)> {
    for block in blocks(report, page) {
        let here = rows(report, block, waiting);
        if row < here {
            return Some((block, row));
        }
        row -= here;
    }
    None
}

/// What stands at a place.
pub fn chosen(report: &Report, place: Place, waiting: usize) -> Option<Chosen<'_>> {
    let (block, row) = block_at(report, place.page, place.row, waiting)?;
    match block {
        Block::Numbers(group) => of_group(report, group).nth(row).map(Chosen::Number),
        Block::Waiting => Some(Chosen::Request(row)),
        Block::Table(at) => {
            let table = report.tables.get(at)?;
            let found = |at: usize, column: usize| {
                let row = table.rows.get(at)?;
                Some(((table.name, row.key.clone()), row.cells.get(column)?))
            };
            if let Some(field) = Field::of(table) {
                let (across, down) =
                    (field.across.get(place.column.min(field.across.len() - 1))?, field.down.get(row)?);
                let row = Field::at(table, &across.key, &down.key).and_then(|at| found(at, 0));
                let label = format!("{}, {}", down.label, across.label);
                return Some(Chosen::Cell { metric: table.columns.first()?.metric, table, label, row });
            }
            let column = place.column.min(table.columns.len().saturating_sub(1));
            let label = table.rows.get(row)?.label.join(" · ");
            Some(Chosen::Cell { metric: table.columns.get(column)?.metric, table, label, row: found(row, column) })
        }
    }
}

/// One end of a field's rows or columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// For the report.
    pub key: String,
    /// For people.
    pub label: String,
}

/// A table of two keys, as a field: the first goes across, the second down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Across: hours without gaps, as far as there was something.
    pub across: Vec<End>,
    /// Down.
    pub down: Vec<End>,
}

impl Field {
    /// The field of a table, where it is one and is not empty.
    pub fn of(table: &Table) -> Option<Self> {
        if table.chart != Chart::Heat || table.rows.is_empty() {
            return None;
        }
        let end = |at: usize| {
            let ends = table
                .rows
                .iter()
                .filter_map(move |row| Some(End { key: row.key.get(at)?.clone(), label: row.label.get(at)?.clone() }));
            let mut ends: Vec<End> = ends.collect();
            ends.sort_by(|a, b| a.key.cmp(&b.key));
            ends.dedup();
            ends
        };
        let (across, down) = (without_gaps(end(0)), end(1));
        (!across.is_empty() && !down.is_empty()).then_some(Self { across, down })
    }

    /// Which row of the table belongs to these two.
    pub fn at(table: &Table, across: &str, down: &str) -> Option<usize> {
        table
            .rows
            .iter()
            .position(|row| row.key.first().is_some_and(|k| k == across) && row.key.get(1).is_some_and(|k| k == down))
    }
}

/// Hours between the first and the last are there, whether or not something happened in them.
pub fn without_gaps(ends: Vec<End>) -> Vec<End> {
    let hours: Option<Vec<u32>> = ends.iter().map(|end| end.key.parse().ok().filter(|hour| *hour < 24)).collect();
    match hours.as_deref() {
        Some([first, .., last]) => {
            (*first..=*last).map(|hour| End { key: format!("{hour:02}"), label: format!("{hour:02}:00") }).collect()
        }
        _ => ends,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_no_gaps() {
        let end = |key: &str| End { key: key.to_owned(), label: format!("{key}:00") };
        let keys = |ends: Vec<End>| without_gaps(ends).into_iter().map(|end| end.key).collect::<Vec<_>>();
        assert_eq!(keys(vec![end("08"), end("11")]), ["08", "09", "10", "11"]);
        assert_eq!(keys(vec![end("08")]), ["08"]);
        assert_eq!(keys(vec![end("1-Mon"), end("3-Wed")]), ["1-Mon", "3-Wed"]);
        assert!(keys(Vec::new()).is_empty());
    }

    #[test]
    fn every_table_has_a_page_and_approvals_are_for_those_who_answer() {
        assert_eq!(Page::of_table("by-hour"), Page::When);
        assert_eq!(Page::of_table("by-something-new"), Page::More);
        assert!(!pages(None, false).contains(&Page::Waiting));
        assert!(pages(None, true).contains(&Page::Waiting) && !pages(None, true).contains(&Page::More));
    }
}
