//! The fields of a scenario file that more than one table has: lines with their length and gaps, words of closed lists, numbers
//! between bounds, references. Which fields there are is in `read` and `read_turn`.

use std::ops::{Range, RangeInclusive};

use crate::sheet::fields::{Fields, number, wrong_type};
use crate::sheet::{Located, Sheet, did_you_mean};
use crate::terms::clean;
use crate::wording::Phrase;

use super::act::Act;

/// The most words of a line that the customer says.
pub(super) const MOST_CUSTOMER_WORDS: usize = 60;
/// The most words of an answer: what is longer is not said in one breath.
pub(super) const MOST_ANSWER_WORDS: usize = 45;
/// The most words of what is told about a scenario.
pub(super) const MOST_TOLD_WORDS: usize = 80;

/// What may stand in `{…}`.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    /// `name` and the facts; none where texts are not filled in.
    pub known: Vec<String>,
}

impl Gaps {
    /// A line: on one line, not too long, its gaps known.
    pub fn line(&self, sheet: &mut Sheet, text: &Located<String>, most: usize) -> String {
        let count = text.split_whitespace().count();
        if count > most {
            let help = Some("say it in fewer, or part it into two turns".to_owned());
            let message = format!("this has {count} words; the most is {most}");
            sheet.error("too-long", text.span.clone(), message, help);
        }
        for (place, name) in gaps(text) {
            if self.known.iter().any(|known| known == name) {
                continue;
            }
            let help = if self.known.is_empty() {
                Some("say it without: this text is not filled in".to_owned())
            } else {
                did_you_mean(name, self.known.iter().map(String::as_str))
            };
            sheet.error("unknown-name", text.part(&place), format!("nothing is known as `{{{name}}}`"), help);
        }
        clean::one_line(text.trim())
    }

    /// A line that must be there.
    pub fn needed(&self, sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str, most: usize, help: &str) -> String {
        let text = f.needed(sheet, key, help);
        self.line(sheet, &text, most)
    }

    /// Several lines, so many at least and at most; each says something.
    pub fn lines(
        &self,
        sheet: &mut Sheet,
        f: &mut Fields<'_>,
        key: &'static str,
        how_many: &RangeInclusive<usize>,
        most: usize,
    ) -> Vec<String> {
        let place = f.key_span(key);
        let there = f.has(key);
        let texts = f.texts(sheet, key).unwrap_or_default();
        if !how_many.contains(&texts.len()) {
            let (least, highest) = (how_many.start(), how_many.end());
            let code = if there { "how-many" } else { "missing-key" };
            let message = format!("`{key}` has {} texts; it needs {least} to {highest}", texts.len());
            sheet.error(code, place, message, Some(format!("write `{key} = [\"…\"]`")));
        }
        let mut lines = Vec::new();
        for text in texts {
            if text.trim().is_empty() {
                sheet.error("empty-text", text.span.clone(), "this says nothing", Some("leave it out".to_owned()));
            }
            lines.push(self.line(sheet, &text, most));
        }
        lines
    }
}

/// What stands in braces, and where, braces included.
fn gaps(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|i| at + i) {
        let close = text[open..].find('}').map_or(text.len(), |i| open + i);
        found.push((open..(close + 1).min(text.len()), &text[open + 1..close]));
        at = close;
    }
    found
}

/// Whether a scenario, a turn or an ending can be called so: it stands in commands and in the names of files.
pub fn is_id(id: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=64).contains(&id.len()) && id.bytes().all(fits) && !id.starts_with('-') && !id.ends_with('-')
}

/// A name that stands in commands and file names.
pub(super) fn id(sheet: &mut Sheet, f: &mut Fields<'_>, help: &str) -> Located<String> {
    let id = f.needed(sheet, "id", help);
    if !id.is_empty() && !is_id(&id) {
        let help = Some("use small letters, digits and -, 64 at the most, as in `birthday-parcel`".to_owned());
        sheet.error("bad-id", id.span.clone(), format!("`{}` cannot be an id", *id), help);
    }
    id
}

/// A word of a closed list, where it is there.
pub(super) fn word<T: Copy>(
    sheet: &mut Sheet,
    f: &mut Fields<'_>,
    (key, what): (&'static str, &str),
    all: &[T],
    spelt: fn(T) -> &'static str,
) -> Option<T> {
    let text = f.text(sheet, key)?;
    let known = all.iter().copied().find(|one| spelt(*one) == text.as_str());
    if known.is_none() {
        let help = did_you_mean(&text, all.iter().map(|one| spelt(*one)));
        sheet.error("unknown-word", text.span.clone(), format!("`{}` is not {what}", *text), help);
    }
    known
}

/// As [`word`], for one that must be there; `or` stands in where it is not.
pub(super) fn needed_word<T: Copy>(
    sheet: &mut Sheet,
    f: &mut Fields<'_>,
    (key, what): (&'static str, &str),
    all: &[T],
    spelt: fn(T) -> &'static str,
    or: T,
) -> T {
    if !f.has(key) {
        let words: Vec<&str> = all.iter().map(|one| spelt(*one)).collect();
        f.needed(sheet, key, &format!("one of {}", words.join(", ")));
    }
    word(sheet, f, (key, what), all, spelt).unwrap_or(or)
}

/// A whole number between bounds.
pub(super) fn within(sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str, of: RangeInclusive<u8>) -> Option<u8> {
    let value = f.node(key)?;
    let whole = |n: rust_decimal::Decimal| u8::try_from(n.normalize()).ok().filter(|_| n.is_integer());
    let read = number(value).and_then(whole).filter(|n| of.contains(n));
    if read.is_none() {
        wrong_type(sheet, key, &format!("a whole number from {} to {}", of.start(), of.end()), value);
    }
    read
}

/// As [`within`], for one that must be there.
pub(super) fn needed_within(
    sheet: &mut Sheet,
    f: &mut Fields<'_>,
    key: &'static str,
    of: RangeInclusive<u8>,
    help: &str,
) -> u8 {
    let least = *of.start();
    if !f.has(key) {
        f.needed(sheet, key, &format!("{help}: {least} to {}", of.end()));
    }
    within(sheet, f, key, of).unwrap_or(least)
}

/// A list of acts; none where it is left out.
pub(super) fn acts(sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str) -> Vec<Act> {
    let mut acts = Vec::new();
    for text in f.texts(sheet, key).unwrap_or_default() {
        match Act::ALL.iter().copied().find(|act| act.word() == text.as_str()) {
            Some(act) if acts.contains(&act) => {
                sheet.error(
                    "duplicate",
                    text.span,
                    format!("`{act}` stands here twice"),
                    Some("once is enough".into()),
                );
            }
            Some(act) => acts.push(act),
            None => {
                let near = did_you_mean(&text, Act::ALL.iter().map(|act| act.word()));
                let help = near.or_else(|| Some("docs/scenarios.md has them all".to_owned()));
                sheet.error("unknown-word", text.span.clone(), format!("`{}` is not an act", *text), help);
            }
        }
    }
    acts
}

/// Phrases, as written and ready to look for.
pub(super) fn phrases(sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str) -> (Vec<String>, Vec<Phrase>) {
    const MOST: usize = 24;
    let (mut written, mut phrases) = (Vec::new(), Vec::new());
    for text in f.texts(sheet, key).unwrap_or_default() {
        if written.len() >= MOST {
            sheet.error("how-many", text.span.clone(), format!("an answer has at most {MOST} phrases"), None);
            break;
        }
        match Phrase::parse(&text) {
            Ok(phrase) => phrases.push(phrase),
            Err(error) => sheet.error("phrase", text.part(&error.at), error.message, Some(error.help.to_owned())),
        }
        written.push(text.value);
    }
    (written, phrases)
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn an_id_can_stand_in_a_command_and_in_the_name_of_a_file() {
        let longest = "a".repeat(64);
        assert!(["missed-call", "7", "a-2", &longest].into_iter().all(is_id));
        let longer = "a".repeat(65);
        for id in ["", "-", "-a", "a-", "A", "a_b", "a b", "a/b", "a.b", "é", &longer] {
            assert!(!is_id(id), "{id}");
        }
    }
}
