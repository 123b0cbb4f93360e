//! How a report looks in each form. Nothing is reckoned here: a number is said by `Quantity::shown` to people and by
//! `Quantity::plain` to machines, so that every form says the same to the last digit.
//!
//! | form | where | for |
//! |---|---|---|
//! | text | `text`, laid out by `columns` | a terminal, a pipe, a screen reader |
//! | Markdown | `markdown` | a chat room |
//! | HTML | `html/` | one page: a screen, a telephone, two sheets of paper |
//! | CSV | `csv` | a spreadsheet; one table at a time |
//! | JSON | `json` | programs; its names are stable |
//!
//! The words that several forms share are in `words`, the field of a heat map in `grid`.

mod columns;
mod csv;
mod grid;
mod html;
mod json;
mod markdown;
mod text;
mod words;

pub use csv::{FIGURES, csv, csv_table};
pub use html::html;
pub use json::{Document, document, figure, json};
pub use markdown::markdown;
pub use text::{Look, text};

#[cfg(test)]
mod tests;
