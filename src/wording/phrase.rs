//! Phrases of rules: words, endings, alternatives, gaps; how they are spelt, and where they are found.
//!
//! `sorry (that)? if` · `apologi* if` · `(i'm|i am) afraid` · `nobody ... complained` (up to four words between) · `^ no` (at
//! the beginning of a sentence). Small and capital letters are alike, `'` and `’` too, and only whole words count.

use std::collections::HashMap;
use std::ops::Range;

use super::words::{Word, words};

/// The most words that `...` may stand for.
const WIDEST_GAP: usize = 4;
/// The most spellings of one phrase.
const MOST_SPELLINGS: usize = 400;

/// One part of a spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// This word.
    Word(String),
    /// One of these words.
    OneOf(Vec<String>),
    /// A word that begins so.
    Stem(String),
    /// A few words of the same sentence.
    Gap,
}

/// One way in which a phrase may stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spelling {
    /// Whether it stands only at the beginning of a sentence.
    first: bool,
    parts: Vec<Part>,
}

/// A phrase, with every way in which it may stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(Vec<Spelling>);

/// Why a text is no phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: &'static str,
    /// Where, in bytes of the phrase.
    pub at: Range<usize>,
}

fn wrong<T>(message: impl Into<String>, help: &'static str, at: Range<usize>) -> Result<T, PhraseError> {
    Err(PhraseError { message: message.into(), help, at })
}

impl Phrase {
    /// Reads a phrase.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(text: &str) -> Result<Self, PhraseError> {
        let mut spellings = vec![Spelling { first: false, parts: Vec::new() }];
        let mut at = 0;
        while let Some(start) = text[at..].find(|c: char| !c.is_whitespace()).map(|i| at + i) {
            let group = text[start..].starts_with('(');
            let end = if group {
                let Some(close) = text[start..].find(')') else {
                    return wrong("this `(` is not closed", "write `(one|another)`", start..start + 1);
                };
                start + close + 1 + usize::from(text[start + close + 1..].starts_with('?'))
            } else {
                text[start..].find(|c: char| c.is_whitespace() || c == '(').map_or(text.len(), |i| start + i)
            };
            let place = start..end;
            at = end;
            if &text[place.clone()] == "^" {
                if !spellings.iter().all(|s| s.parts.is_empty()) {
                    return wrong("`^` is for the beginning of a phrase", "write it first", place);
                }
                for spelling in &mut spellings {
                    spelling.first = true;
                }
                continue;
            }
            let choices =
                together(if group { alternatives(text, place.clone())? } else { vec![parts(text, place.clone())?] });
            if spellings.len() * choices.len() > MOST_SPELLINGS {
                return wrong("this phrase has too many spellings", "part it into several phrases", 0..text.len());
            }
            let longer = |s: &Spelling| {
                let s = s.clone();
                let with = |c: &Vec<Part>| Spelling { first: s.first, parts: [s.parts.clone(), c.clone()].concat() };
                choices.iter().map(with).collect::<Vec<_>>()
            };
            spellings = spellings.iter().flat_map(longer).collect();
        }
        let edge = |s: &Spelling| {
            matches!((s.parts.first(), s.parts.last()), (None | Some(Part::Gap), _) | (_, Some(Part::Gap)))
        };
        if spellings.iter().any(edge) {
            let help = "a phrase begins and ends with a word that is always there";
            return wrong("there is no word at one end of this phrase", help, 0..text.len());
        }
        Ok(Self(spellings))
    }

    /// The end (exclusive) of the longest stretch of `words` that is this phrase and begins with the word `at`.
    pub fn find(&self, words: &[Word], at: usize) -> Option<usize> {
        self.0.iter().filter_map(|spelling| spelling.find(words, at)).max()
    }
}

/// The parts of a piece without alternatives.
fn parts(text: &str, place: Range<usize>) -> Result<Vec<Part>, PhraseError> {
    let mut parts = Vec::new();
    let mut at = place.start;
    for piece in text[place.clone()].split_whitespace() {
        let start = at + text[at..place.end].find(piece).unwrap_or(0);
        at = start + piece.len();
        if matches!(piece, "..." | "…") {
            parts.push(Part::Gap);
            continue;
        }
        let stem = piece.strip_suffix('*');
        let found = words(stem.unwrap_or(piece));
        match &found[..] {
            [word] if word.range == (0..stem.unwrap_or(piece).len()) && !word.lower.is_empty() => {
                let lower = word.lower.clone();
                parts.push(if stem.is_some() { Part::Stem(lower) } else { Part::Word(lower) });
            }
            _ => {
                let help = "write words, `begin*`, `(one|another)`, `(perhaps)?`, `...` or a first `^`";
                return wrong(format!("`{piece}` is no word"), help, start..at);
            }
        }
    }
    Ok(parts)
}

/// The alternatives of `(one|another)`, with none of them where a `?` follows.
fn alternatives(text: &str, place: Range<usize>) -> Result<Vec<Vec<Part>>, PhraseError> {
    let optional = text[place.clone()].ends_with('?');
    let inside = place.start + 1..place.end - 1 - usize::from(optional);
    let mut choices = Vec::new();
    let mut at = inside.start;
    for choice in text[inside.clone()].split('|') {
        let here = at..at + choice.len();
        at = here.end + 1;
        if choice.trim().is_empty() || choice.contains('(') {
            let (from, to) = (place.start, place.end);
            return wrong(
                "one of these alternatives is no word",
                "write `(one|another two)`, without a bracket inside",
                from..to,
            );
        }
        choices.push(parts(text, here)?);
    }
    if optional {
        choices.push(Vec::new());
    }
    Ok(choices)
}

/// Alternatives of one word each become one choice.
fn together(choices: Vec<Vec<Part>>) -> Vec<Vec<Part>> {
    let (single, mut longer): (Vec<_>, Vec<_>) = choices.into_iter().partition(|c| matches!(&c[..], [Part::Word(_)]));
    let words: Vec<String> = single
        .into_iter()
        .flatten()
        .filter_map(|part| if let Part::Word(word) = part { Some(word) } else { None })
        .collect();
    if !words.is_empty() {
        longer.push(vec![Part::OneOf(words)]);
    }
    longer
}

impl Spelling {
    fn find(&self, words: &[Word], at: usize) -> Option<usize> {
        (!self.first || words.get(at)?.first).then(|| matched(&self.parts, words, at, true)).flatten()
    }
}

/// The end of the longest match of `parts` from the word `at` on; all but the very first word stand inside one sentence.
fn matched(parts: &[Part], words: &[Word], at: usize, begins: bool) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(at) };
    let inside = |at: usize| words.get(at).filter(|word| begins || !word.first);
    match part {
        Part::Word(wanted) => {
            inside(at).filter(|w| w.lower == *wanted).and_then(|_| matched(rest, words, at + 1, false))
        }
        Part::OneOf(all) => {
            inside(at).filter(|w| all.contains(&w.lower)).and_then(|_| matched(rest, words, at + 1, false))
        }
        Part::Stem(stem) => {
            inside(at).filter(|w| w.lower.starts_with(stem.as_str())).and_then(|_| matched(rest, words, at + 1, false))
        }
        Part::Gap => {
            let widest = (0..WIDEST_GAP).take_while(|n| inside(at + n).is_some()).count();
            (0..=widest).find_map(|n| matched(rest, words, at + n, false))
        }
    }
}

/// Phrases by the word that they begin with, so that a text is gone through once.
#[derive(Debug, Clone, Default)]
pub struct Index {
    words: HashMap<String, Vec<(usize, Spelling)>>,
    stems: Vec<(String, usize, Spelling)>,
}

impl Index {
    /// Adds a phrase of the rule with this place in the list. The first word of a spelling is looked up, so it stands alone here.
    pub fn add(&mut self, rule: usize, phrase: &Phrase) {
        for spelling in &phrase.0 {
            match spelling.parts.first() {
                Some(Part::Word(word)) => self.words.entry(word.clone()).or_default().push((rule, spelling.clone())),
                Some(Part::OneOf(all)) => {
                    for word in all {
                        let mut spelling = spelling.clone();
                        if let Some(first) = spelling.parts.first_mut() {
                            *first = Part::Word(word.clone());
                        }
                        self.words.entry(word.clone()).or_default().push((rule, spelling));
                    }
                }
                Some(Part::Stem(stem)) => self.stems.push((stem.clone(), rule, spelling.clone())),
                _ => {}
            }
        }
    }

    /// Calls `hit(rule, end)` for every phrase that begins with the word `at`; `end` is the word after its last one.
    pub fn find(&self, words: &[Word], at: usize, mut hit: impl FnMut(usize, usize)) {
        let Some(word) = words.get(at) else { return };
        for (rule, spelling) in self.words.get(&word.lower).into_iter().flatten() {
            if let Some(end) = spelling.find(words, at) {
                hit(*rule, end);
            }
        }
        for (stem, rule, spelling) in &self.stems {
            if word.lower.starts_with(stem.as_str())
                && let Some(end) = spelling.find(words, at)
            {
                hit(*rule, end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hits(phrase: &str, text: &str) -> Vec<String> {
        let phrase = Phrase::parse(phrase).unwrap();
        let words = words(text);
        let cut = |at: usize, end: usize| text[words[at].range.start..words[end - 1].range.end].to_owned();
        (0..words.len()).filter_map(|at| phrase.find(&words, at).map(|end| cut(at, end))).collect()
    }

    #[test]
    fn phrases_stand_where_their_words_stand() {
        assert_eq!(hits("sorry (that)? if", "Sorry, if … SORRY that if"), ["Sorry, if", "SORRY that if"]);
        assert_eq!(hits("apologi* if", "apologies if; I apologise if"), ["apologies if", "apologise if"]);
        assert_eq!(hits("(i'm|i am) afraid", "I’m afraid"), ["I’m afraid"]);
        assert_eq!(hits("^ no", "No. Not no. No!"), ["No", "No"]);
        assert_eq!(hits("nobody ... rang", "nobody at the shop rang"), ["nobody at the shop rang"]);
    }

    #[test]
    fn parts_of_words_and_other_sentences_do_not_count() {
        for (phrase, text) in [
            ("if", "gift, iffy, what-if"),
            ("sorry if", "I am sorry. If you like, ring me."),
            ("nobody ... rang", "nobody came. He rang"),
            ("never", "https://example.org/never never@example.org"),
        ] {
            assert_eq!(hits(phrase, text), Vec::<String>::new(), "{phrase}: {text}");
        }
    }

    #[test]
    fn what_is_no_phrase_is_told_with_its_place() {
        for (text, place) in
            [("a (b", "("), ("a b! c", "b!"), ("... a", "... a"), ("a ^ b", "^"), ("a (|b)", "(|b)"), ("", "")]
        {
            let error = Phrase::parse(text).unwrap_err();
            assert_eq!(&text[error.at.clone()], place, "{error:?}");
        }
    }

    proptest! {
        #[test]
        fn no_phrase_is_too_odd(text in "[a-cé ()|?*.^'’\u{301}]{0,20}") {
            if let Err(error) = Phrase::parse(&text) {
                prop_assert!(text.get(error.at).is_some());
            }
        }
    }
}
