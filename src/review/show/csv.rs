//! A report for spreadsheets: one table at a time (RFC 4180), numbers plain, and no text that a spreadsheet would reckon with.

use super::words::{currency, left_out, unit};
use crate::review::{Report, Table};
use crate::terms::clean;

/// The name of the table of all figures.
pub const FIGURES: &str = "figures";

/// The figures of a report, one a row: what `csv_table` gives for [`FIGURES`].
pub fn csv(report: &Report) -> String {
    let heads = [
        "metric",
        "title",
        "group",
        "value",
        "unit",
        "currency",
        "n",
        "few",
        "lowest tenth",
        "middle",
        "highest tenth",
        "left out",
        "not available because",
    ];
    let mut sheet = Sheet::default();
    for head in heads {
        sheet.text(head);
    }
    let beside = report.readings.first().map_or(&[][..], |reading| &reading.beside);
    for beside in beside {
        sheet.text(beside.name);
        sheet.text(&format!("{} n", beside.name));
    }
    sheet.end();
    for reading in &report.readings {
        let (metric, figure) = (reading.metric, &reading.figure);
        for words in [metric.name, metric.title, metric.group.title()] {
            sheet.text(words);
        }
        sheet.number(figure.value.map(crate::review::Quantity::plain));
        sheet.text(unit(metric));
        sheet.text(currency(figure).unwrap_or_default());
        sheet.number(Some(figure.n.to_string()));
        sheet.text(if figure.is_few() { "few" } else { "" });
        for at in 0..3 {
            sheet.number(figure.spread.map(|spread| spread[at].plain()));
        }
        sheet.text(&left_out(figure).unwrap_or_default());
        sheet.text(figure.unknowable.unwrap_or_default());
        for beside in &reading.beside {
            sheet.number(beside.figure.value.map(crate::review::Quantity::plain));
            sheet.number(Some(beside.figure.n.to_string()));
        }
        sheet.end();
    }
    sheet.text
}

/// A table of the report by its name: each key as it is kept and as people read it, then each number with what it rests on.
/// `None` where there is no such table.
pub fn csv_table(report: &Report, name: &str) -> Option<String> {
    if name == FIGURES {
        return Some(csv(report));
    }
    report.tables.iter().find(|table| table.name == name).map(rows)
}

fn rows(table: &Table) -> String {
    let mut sheet = Sheet::default();
    for key in table.keys {
        sheet.text(key);
        sheet.text(&format!("{key} label"));
    }
    for column in &table.columns {
        let (name, unit) = (column.metric.name, unit(column.metric));
        sheet.text(&format!("{name} ({unit})"));
        if unit == "money" {
            sheet.text(&format!("{name} currency"));
        }
        sheet.text(&format!("{name} n"));
    }
    sheet.end();
    for row in &table.rows {
        for (at, key) in row.key.iter().enumerate() {
            sheet.text(key);
            sheet.text(row.label.get(at).map_or("", |label| label));
        }
        for (column, figure) in table.columns.iter().zip(&row.cells) {
            sheet.number(figure.value.map(crate::review::Quantity::plain));
            if unit(column.metric) == "money" {
                sheet.text(currency(figure).unwrap_or_default());
            }
            sheet.number(Some(figure.n.to_string()));
        }
        sheet.end();
    }
    sheet.text
}

/// Lines of cells.
#[derive(Default)]
struct Sheet {
    text: String,
    begun: bool,
}

impl Sheet {
    /// A cell of words.
    fn text(&mut self, words: &str) {
        self.cell(&harmless(words));
    }

    /// A cell of a number, which may be below zero, or an empty one.
    fn number(&mut self, plain: Option<String>) {
        self.cell(&plain.unwrap_or_default());
    }

    fn cell(&mut self, words: &str) {
        if self.begun {
            self.text.push(',');
        }
        self.begun = true;
        if words.contains([',', '"', '\n', '\r']) {
            self.text.push('"');
            self.text.push_str(&words.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(words);
        }
    }

    fn end(&mut self) {
        self.text.push_str("\r\n");
        self.begun = false;
    }
}

/// What a spreadsheet would take for a formula gets an apostrophe before it: `=`, `+`, `-`, `@` and their wide kin, also after
/// blanks, and what begins with a control character. Other control characters go.
fn harmless(words: &str) -> String {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let is_formula = words.starts_with(['\t', '\r', '\n', '\0']) || words.trim_start().starts_with(begins);
    let (clean, _) = clean::drop_unsafe(words);
    // What stood behind a character that went may begin one too.
    let is_formula = is_formula || clean.trim_start().starts_with(begins);
    if is_formula { format!("'{clean}") } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_words() {
        for (words, written) in [
            ("=1+1", "'=1+1"),
            ("+44 7700 900123", "'+44 7700 900123"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("  =1", "'  =1"),
            ("\0=1", "'=1"),
            ("\u{202e}=1", "'=1"),
            ("＝1", "'＝1"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(harmless(words), written, "{words:?}");
        }
    }

    #[test]
    fn cells_are_quoted_where_they_must_be_and_numbers_stay_numbers() {
        let mut sheet = Sheet::default();
        sheet.text("He said \"no\", twice");
        sheet.number(Some("-12.50".to_owned()));
        sheet.number(None);
        sheet.text("a\nb");
        sheet.end();
        assert_eq!(sheet.text, "\"He said \"\"no\"\", twice\",-12.50,,\"a\nb\"\r\n");
    }
}
