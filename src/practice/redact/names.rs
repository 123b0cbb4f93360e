//! Names: those that the case knows, those that people say of themselves, and words with a capital that are none of ours.

use std::ops::Range;

use super::tokens::Token;
use super::{Kind, Known};

type Found = Vec<(Range<usize>, Kind)>;

/// Names that are ordinary words as well: these are names where they have a capital.
const BOTH: &[&str] = &[
    "will", "may", "mark", "grace", "rose", "hope", "joy", "faith", "bill", "rich", "frank", "sue", "pat", "art",
    "dean", "dawn", "june", "april", "august", "summer", "young", "long", "short", "white", "black", "brown", "green",
    "gray", "grey", "king", "page", "price", "day", "best", "good", "wise", "law", "way", "case", "chase", "drew",
    "gene", "guy", "jack", "lane", "hall", "field", "wood", "bush", "an", "so", "no", "do", "to", "he", "in", "on",
    "agent", "the", "and", "of", "de", "la", "van", "von",
];
/// What stands before a name.
const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor"];
/// Shorter words, which stand in needs and preferences and say nothing of anybody.
const SMALL: usize = 4;

/// What the case knows, wherever it stands, however it is spelt as to capitals.
pub(super) fn known(text: &str, known: &Known) -> Found {
    let parts = |values: &[String]| -> Vec<String> {
        let words = values.iter().flat_map(|value| value.split(|c: char| !c.is_alphanumeric()));
        words.map(str::to_lowercase).filter(|word| word.chars().count() > 1).collect()
    };
    // `Mrs` in what they are called is nobody's name.
    let names: Vec<String> = parts(&known.names).into_iter().filter(|word| !TITLES.contains(&word.as_str())).collect();
    let mails: Vec<String> = parts(&known.emails).into_iter().filter(|word| word.chars().count() >= SMALL).collect();
    let numbers = parts(&known.phones).into_iter().chain(parts(&known.numbers)).collect::<Vec<_>>();
    let common = |word: &str| Token::all(word).iter().all(Token::is_common);
    let needs: Vec<String> =
        parts(&known.needs).into_iter().filter(|word| word.chars().count() >= SMALL && !common(word)).collect();
    let mut found = whole(text, &known.needs, Kind::Need);
    for (at, word) in words(text) {
        let lower = word.to_lowercase();
        let has = |of: &[String]| {
            of.contains(&lower) || of.iter().any(|one| one.chars().count() > SMALL && lower.contains(one.as_str()))
        };
        let both = BOTH.contains(&lower.as_str()) && word.starts_with(char::is_lowercase);
        let kind = match () {
            () if has(&names) && !both => Kind::Name,
            () if has(&mails) && !common(&lower) => Kind::Email,
            () if needs.contains(&lower) => Kind::Need,
            () if word.chars().count() > 2 && word.chars().any(char::is_numeric) && numbers.contains(&lower) => {
                Kind::Number
            }
            () => continue,
        };
        found.push((at, kind));
    }
    // `Ngozi Okafor` is one.
    let mut joined: Found = Vec::new();
    for (range, kind) in found {
        match joined.last_mut().filter(|(last, was)| {
            *was == kind
                && kind == Kind::Name
                && last.end < range.start
                && text[last.end..range.start].chars().all(|c| matches!(c, ' ' | '-' | '.' | '_'))
        }) {
            Some((last, _)) => last.end = range.end,
            None => joined.push((range, kind)),
        }
    }
    joined
}

/// Whole texts, wherever they stand.
fn whole(text: &str, values: &[String], kind: Kind) -> Found {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return Vec::new();
    }
    let values = values.iter().map(|value| value.trim().to_lowercase()).filter(|value| value.chars().count() >= SMALL);
    values
        .flat_map(|value| lower.match_indices(&value).map(|(at, _)| (at..at + value.len(), kind)).collect::<Vec<_>>())
        .filter(|(range, _)| text.is_char_boundary(range.start) && text.is_char_boundary(range.end))
        .collect()
}

/// Letters and digits in a row, with their places.
fn words(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from..at, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Names by what stands before them, and by their capitals.
pub(super) fn names(text: &str, tokens: &[Token<'_>]) -> Found {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let before = |n: usize| at.checked_sub(n).and_then(|at| tokens.get(at)).map_or("", |one| one.lower.as_str());
        let titled = TITLES.contains(&before(1));
        let says_name = matches!((before(2), before(1)), ("name" | "named", "is") | ("call", "me") | ("me", "as"))
            || before(1) == "name's"
            || before(1) == "called"
            || (before(1) == "name" && text[..tokens[at].at.start].trim_end().ends_with([':', '?']))
            || (before(1) == "address"
                && text[..tokens[at].at.start].trim_end().ends_with(':')
                && !tokens[at].is_number());
        let cued = (titled || says_name) && tokens[at].digits() == 0 && !tokens[at].is_common();
        if !cued && !tokens[at].is_strange_name() {
            at += 1;
            continue;
        }
        // What follows with a capital belongs to it; after a cue also one that is nobody's word.
        let mut end = at + 1;
        while end < tokens.len()
            && end - at < 4
            && !tokens[end - 1].breaks
            && (tokens[end].is_strange_name() || (cued && !tokens[end].is_common() && tokens[end].digits() == 0))
        {
            end += 1;
        }
        found.push((tokens[at].at.start..tokens[end - 1].at.end, Kind::Name));
        at = end;
    }
    found
}
