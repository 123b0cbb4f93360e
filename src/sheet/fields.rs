//! The fields of one table of a settings file: each read with its type, what is unknown or missing told by name.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Located, Sheet, did_you_mean};

/// A value in the tree of a TOML file.
pub type Node<'t> = Spanned<DeValue<'t>>;

/// One table, and which of its keys have been asked for.
pub struct Fields<'t> {
    /// What the table is, for messages: `a step`.
    what: &'static str,
    table: &'t DeTable<'t>,
    /// Where the table stands.
    pub span: Range<usize>,
    asked: Vec<&'static str>,
}

impl<'t> Fields<'t> {
    /// The fields of `table`.
    pub fn new(what: &'static str, table: &'t DeTable<'t>, span: Range<usize>) -> Self {
        Self { what, table, span, asked: Vec::new() }
    }

    /// The fields of a value, where it is a table.
    pub fn of(sheet: &mut Sheet, what: &'static str, value: &'t Node<'t>) -> Option<Self> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Self::new(what, table, value.span()));
        }
        wrong_type(sheet, what, "a table", value);
        None
    }

    /// The value of `key`, whatever it is.
    pub fn node(&mut self, key: &'static str) -> Option<&'t Node<'t>> {
        self.asked.push(key);
        self.table.get(key)
    }

    /// Whether `key` is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether one of `keys` is there.
    pub fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(key))
    }

    /// Where the name of `key` stands; the table where it is not there.
    pub fn key_span(&self, key: &str) -> Range<usize> {
        self.table.get_key_value(key).map_or_else(|| self.span.clone(), |(name, _)| name.span())
    }

    /// Every key with its value, in the order of the file; none of them is unknown.
    pub fn all(&self) -> impl Iterator<Item = (Located<String>, &'t Node<'t>)> {
        self.table.iter().map(|(name, value)| (Located::new(name.get_ref().to_string(), name.span()), value))
    }

    /// A text.
    pub fn text(&mut self, sheet: &mut Sheet, key: &'static str) -> Option<Located<String>> {
        let value = self.node(key)?;
        text(sheet, key, value)
    }

    /// A text that must be there and say something; where it does not, that is told and an empty one stands in.
    pub fn needed(&mut self, sheet: &mut Sheet, key: &'static str, help: &str) -> Located<String> {
        let there = self.has(key);
        let read = self.text(sheet, key);
        match read {
            Some(text) if !text.trim().is_empty() => text,
            None if there => Located::new(String::new(), self.span.clone()),
            other => {
                let place = other.map_or_else(|| self.span.clone(), |text| text.span);
                sheet.error(
                    "missing-key",
                    place.clone(),
                    format!("{} needs `{key}`", self.what),
                    Some(help.to_owned()),
                );
                Located::new(String::new(), place)
            }
        }
    }

    /// Yes or no.
    pub fn flag(&mut self, sheet: &mut Sheet, key: &'static str) -> Option<bool> {
        let value = self.node(key)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        wrong_type(sheet, key, "true or false", value);
        None
    }

    /// A whole number from 1.
    pub fn count(&mut self, sheet: &mut Sheet, key: &'static str) -> Option<u32> {
        let value = self.node(key)?;
        match number(value).and_then(|n| u32::try_from(n.normalize()).ok().filter(|_| n.is_integer())) {
            Some(n) if n > 0 => Some(n),
            _ => {
                wrong_type(sheet, key, "a whole number from 1", value);
                None
            }
        }
    }

    /// A list of texts. One text alone counts as a list of one.
    pub fn texts(&mut self, sheet: &mut Sheet, key: &'static str) -> Option<Vec<Located<String>>> {
        let value = self.node(key)?;
        match value.get_ref() {
            DeValue::Array(items) => Some(items.iter().filter_map(|item| text(sheet, key, item)).collect()),
            DeValue::String(_) => Some(text(sheet, key, value).into_iter().collect()),
            _ => {
                wrong_type(sheet, key, "a list of texts", value);
                None
            }
        }
    }

    /// A table inside this one.
    pub fn table(&mut self, sheet: &mut Sheet, key: &'static str) -> Option<Fields<'t>> {
        let value = self.node(key)?;
        Fields::of(sheet, key, value)
    }

    /// A list of tables (`[[key]]`), each described as `what`.
    pub fn tables(&mut self, sheet: &mut Sheet, key: &'static str, what: &'static str) -> Vec<Fields<'t>> {
        match self.node(key).map(|value| (value, value.get_ref())) {
            None => Vec::new(),
            Some((_, DeValue::Array(items))) => items.iter().filter_map(|item| Fields::of(sheet, what, item)).collect(),
            Some((value, _)) => {
                let message = format!("`{key}` is a list of tables");
                sheet.error("wrong-type", value.span(), message, Some(format!("write `[[{key}]]` above each")));
                Vec::new()
            }
        }
    }

    /// A day.
    pub fn date(&mut self, sheet: &mut Sheet, key: &'static str) -> Option<Located<NaiveDate>> {
        let value = self.node(key)?;
        if let Some(day) = date(value) {
            return Some(Located::new(day, value.span()));
        }
        wrong_type(sheet, key, "a date like 2026-11-20", value);
        None
    }

    /// Tells every key that nobody asked for, with the nearest one that is known.
    pub fn finish(self, sheet: &mut Sheet) {
        #[cfg(test)]
        asked::note(self.what, &self.asked);
        for (name, _) in self.table {
            let key = name.get_ref().as_ref();
            if !self.asked.contains(&key) && !sheet.is_full() {
                let help = did_you_mean(key, self.asked.iter().copied());
                sheet.error("unknown-key", name.span(), format!("{} has no key `{key}`", self.what), help);
            }
        }
    }
}

/// A text, or a finding.
pub fn text(sheet: &mut Sheet, key: &str, value: &Node<'_>) -> Option<Located<String>> {
    let read = sheet.text(value);
    if read.is_none() {
        wrong_type(sheet, key, "a text in quotes", value);
    }
    read
}

/// Tells that `key` should hold something else.
pub fn wrong_type(sheet: &mut Sheet, key: &str, wanted: &str, value: &Node<'_>) {
    let is = match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    sheet.error("wrong-type", value.span(), format!("`{key}` must be {wanted}; this is {is}"), None);
}

/// An exact number, where the value is one that a decimal can hold.
pub fn number(value: &Node<'_>) -> Option<Decimal> {
    match value.get_ref() {
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok().map(Decimal::from),
        DeValue::Float(n) => {
            let digits = n.as_str();
            Decimal::from_str_exact(digits).or_else(|_| Decimal::from_scientific(digits)).ok()
        }
        _ => None,
    }
}

/// A day, where the value is a date without a time.
pub fn date(value: &Node<'_>) -> Option<NaiveDate> {
    match value.get_ref() {
        DeValue::Datetime(at) if at.time.is_none() && at.offset.is_none() => {
            let date = at.date?;
            NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
        }
        _ => None,
    }
}

/// Which keys the readers asked for, by what the table is called: schemas are held against it.
#[cfg(test)]
pub(crate) mod asked {
    use std::cell::RefCell;
    use std::collections::{BTreeMap, BTreeSet};

    type Asked = BTreeMap<String, BTreeSet<String>>;

    thread_local! {
        static ASKED: RefCell<Asked> = const { RefCell::new(BTreeMap::new()) };
    }

    pub(super) fn note(what: &str, keys: &[&str]) {
        let add = |all: &mut Asked| {
            all.entry(what.to_owned()).or_default().extend(keys.iter().map(|k| (*k).to_owned()));
        };
        ASKED.with_borrow_mut(add);
    }

    /// What was asked for on this thread since the last time.
    pub(crate) fn taken() -> Asked {
        ASKED.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T>(text: &str, with: impl FnOnce(&mut Fields<'_>, &mut Sheet) -> T) -> (T, Vec<String>) {
        let mut sheet = Sheet::new("a.toml", text);
        let table = sheet.toml(text).unwrap();
        let mut fields = Fields::new("the file", table.get_ref(), table.span());
        let got = with(&mut fields, &mut sheet);
        fields.finish(&mut sheet);
        (got, sheet.into_findings().into_iter().map(|f| f.message).collect())
    }

    #[test]
    fn what_fits_is_read() {
        let (got, findings) = read("a = 'x'\nb = ['p', 'q']\nc = 3\nd = 2026-11-20\ne = true", |f, s| {
            let list: Vec<String> = f.texts(s, "b").unwrap().into_iter().map(|t| t.value).collect();
            (f.text(s, "a").unwrap().value, list, f.count(s, "c"), f.date(s, "d").unwrap().value, f.flag(s, "e"))
        });
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        assert_eq!(got, ("x".into(), vec!["p".into(), "q".into()], Some(3), day, Some(true)));
        assert_eq!(findings, Vec::<String>::new());
    }

    #[test]
    fn everything_that_does_not_fit_is_told() {
        let ((), findings) = read("a = 1\nc = 0\nd = 'x'\nodd = 1", |f, s| {
            f.text(s, "a");
            f.count(s, "c");
            f.date(s, "d");
            f.needed(s, "title", "say what it is");
        });
        assert_eq!(findings.len(), 5, "{findings:?}");
        assert!(findings.contains(&"the file needs `title`".to_owned()));
        assert!(findings.contains(&"the file has no key `odd`".to_owned()));
    }

    #[test]
    fn numbers_are_exact() {
        let (got, _) = read("a = 0.1\nb = 1_000\nc = 1e3\nd = inf", |f, _| {
            ["a", "b", "c", "d"].map(|key| number(f.node(key).unwrap()).map(|n| n.to_string()))
        });
        assert_eq!(got.map(Option::unwrap_or_default), ["0.1", "1000", "1000", ""]);
    }
}
