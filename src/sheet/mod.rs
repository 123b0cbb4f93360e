//! One settings file being read: its text, what was found wrong so far, and the TOML syntax itself. All findings at once.
//!
//! How a table's fields are read is in `fields`, how a finding is shown in `finding`; what the fields mean is for the room
//! whose file it is (`desk`, `playbook`, `wording`) to say. This room knows only `terms`.

pub(crate) mod fields;
mod finding;
pub(crate) mod schema;

use std::ops::{Deref, Range};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use finding::line_and_column;
pub use finding::{FileText, Finding, Severity, did_you_mean, nearest};

use crate::terms::clean;

/// The largest file, in bytes.
pub const MOST_FILE: usize = 1024 * 1024;
/// The longest text in a file, in bytes.
pub const MOST_FIELD: usize = 32 * 1024;
/// No more findings than this are kept of one file: a person mends the first hundred and asks again.
const MOST_FINDINGS: usize = 100;

/// Something read from a file, with the place where it stood.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where its value stands, in bytes.
    pub span: Range<usize>,
    /// Where the first byte of a text stands that is written in the file as it is (no escapes): places inside follow.
    inner: Option<usize>,
}

impl<T> Located<T> {
    /// A value with its place.
    pub fn new(value: T, span: Range<usize>) -> Self {
        Self { value, span, inner: None }
    }

    /// The place in the file of a part of this text; the whole where that cannot be said.
    pub fn part(&self, part: &Range<usize>) -> Range<usize> {
        self.inner.map_or_else(|| self.span.clone(), |at| at + part.start..at + part.end)
    }

    /// Another value at the same place.
    pub fn with<U>(&self, value: U) -> Located<U> {
        Located { value, span: self.span.clone(), inner: self.inner }
    }
}

impl<T> Deref for Located<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A file and what was found wrong in it.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The file's name, as it was given.
    pub file: String,
    /// Its text.
    pub source: FileText,
    findings: Vec<Finding>,
}

impl Sheet {
    /// A file of which nothing is known yet.
    pub fn new(file: &str, text: &str) -> Self {
        Self { file: clean::one_line(file), source: FileText(Arc::from(text)), findings: Vec::new() }
    }

    /// Adds an error.
    pub fn error(&mut self, code: &'static str, span: Range<usize>, message: impl Into<String>, help: Option<String>) {
        self.add(Severity::Error, code, span, &message.into(), help);
    }

    /// Adds a warning.
    pub fn warn(&mut self, code: &'static str, span: Range<usize>, message: impl Into<String>, help: Option<String>) {
        self.add(Severity::Warning, code, span, &message.into(), help);
    }

    fn add(&mut self, severity: Severity, code: &'static str, span: Range<usize>, message: &str, help: Option<String>) {
        let again = |f: &Finding| f.code == code && f.span == span && f.message == *message;
        if self.is_full() || self.findings.iter().any(again) {
            return;
        }
        let (line, column) = line_and_column(&self.source.0, span.start);
        let (message, help) = (clean::one_line(message), help.map(|h| clean::one_line(&h)));
        let (file, source) = (self.file.clone(), self.source.clone());
        self.findings.push(Finding { file, line, column, severity, code, message, help, span, source });
    }

    /// Tells of the id of a rule that cannot be one, or that another rule has already.
    pub fn rule_id<'a>(&mut self, id: &Located<String>, mut others: impl Iterator<Item = &'a str>) {
        if id.is_empty() {
            return;
        }
        if !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            let help = Some("use small letters, digits and -".to_owned());
            self.error("bad-id", id.span.clone(), format!("`{}` cannot be the id of a rule", **id), help);
        }
        if others.any(|other| other == id.as_str()) {
            let help = Some("give each its own".to_owned());
            self.error("duplicate-id", id.span.clone(), format!("`{}` is already there", **id), help);
        }
    }

    /// Whether so much is wrong that nothing more is kept.
    pub fn is_full(&self) -> bool {
        self.findings.len() >= MOST_FINDINGS
    }

    /// Whether the file cannot be used.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }

    /// What was found, in the order of the file.
    pub fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|f| (f.span.start, f.severity, f.span.end));
        self.findings
    }

    /// Reads the TOML syntax. `None` where it cannot be read, with all that is wrong noted.
    pub fn toml<'t>(&mut self, text: &'t str) -> Option<Spanned<DeTable<'t>>> {
        if text.len() > MOST_FILE {
            self.error(
                "too-large",
                0..0,
                format!("the file has {} bytes; the most is {MOST_FILE}", text.len()),
                Some("part it into several playbooks and let one `use` the other".to_owned()),
            );
            return None;
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            let help = "the rest of the file is checked once it reads as TOML".to_owned();
            self.error("toml-syntax", span, format!("this is not TOML: {}", error.message()), Some(help));
        }
        errors.is_empty().then_some(table)
    }

    /// A text of the file: cleaned, and not longer than [`MOST_FIELD`].
    pub fn text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Located<String>> {
        let span = value.span();
        let DeValue::String(raw) = value.get_ref() else { return None };
        if raw.len() > MOST_FIELD {
            let message = format!("this text has {} bytes; the most is {MOST_FIELD}", raw.len());
            self.error(
                "too-large",
                span.start..span.start,
                message,
                Some("shorten it, or part it into several steps".into()),
            );
            return Some(Located::new(String::new(), span));
        }
        let (text, dropped) = clean::drop_unsafe(raw);
        if dropped > 0 {
            let message = "this text has characters that cannot be shown safely; they are left out";
            let help = Some("delete control characters and marks that turn the writing direction".to_owned());
            self.warn("unsafe-characters", span.clone(), message, help);
        }
        let inner = self.inner(&span, &text);
        Some(Located { value: text, span, inner })
    }

    /// Where `text` begins inside its quotes, where it stands there as it is.
    fn inner(&self, span: &Range<usize>, text: &str) -> Option<usize> {
        let written = self.source.0.get(span.clone())?;
        let quotes = if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
        let body = written.get(quotes..written.len().checked_sub(quotes)?)?;
        let skipped = ["\r\n", "\n"].iter().find(|n| quotes == 3 && body.starts_with(**n)).map_or(0, |n| n.len());
        (body.get(skipped..)? == text).then_some(span.start + quotes + skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syntax_error_is_told() {
        let text = "a = \nb = [1, 2\nc = \"x\n";
        let mut sheet = Sheet::new("a.toml", text);
        assert!(sheet.toml(text).is_none());
        let findings = sheet.into_findings();
        assert!(findings.len() >= 2, "{findings:?}");
        assert_eq!(findings[0].line, 1);
    }

    #[test]
    fn a_part_of_a_text_has_its_own_place() {
        let text = "a = \"one two\"\nb = \"\\u0041 two\"\nc = '''\none two'''\n";
        let mut sheet = Sheet::new("a.toml", text);
        let table = sheet.toml(text).unwrap();
        let mut place = |key: &str| {
            let read = sheet.text(&table.get_ref()[key]).unwrap();
            text[read.part(&(4..7))].to_owned()
        };
        assert_eq!((place("a").as_str(), place("c").as_str()), ("two", "two"));
        assert_eq!(place("b"), "\"\\u0041 two\"");
    }

    #[test]
    fn a_file_of_more_than_a_megabyte_is_not_read() {
        let text = format!("a = 1 #{}", "x".repeat(MOST_FILE));
        let mut sheet = Sheet::new("a.toml", &text);
        assert!(sheet.toml(&text).is_none() && sheet.has_errors());
    }
}
