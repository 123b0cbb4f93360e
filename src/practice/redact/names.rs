//! Names: those that the case knows, those that people say of themselves, and words with a capital that are none of ours.

use std::ops::Range;

use super::tokens::{Token, is_ours};
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

/// A word of a text: letters and digits in a row.
struct Word<'t> {
    at: Range<usize>,
    text: &'t str,
    lower: String,
}

impl Word<'_> {
    fn is_small(&self) -> bool {
        self.text.starts_with(char::is_lowercase)
    }
}

/// What the case knows, wherever it stands, however it is spelt as to capitals.
pub(super) fn known(text: &str, known: &Known) -> Found {
    let parts = |values: &[String]| -> Vec<String> {
        let words = values.iter().flat_map(|value| words(value));
        words.map(|word| word.lower).filter(|word| word.chars().count() > 1).collect()
    };
    // `Mrs` in what they are called is nobody's name.
    let names: Vec<String> = parts(&known.names).into_iter().filter(|word| !is_title(word)).collect();
    let mails: Vec<String> = parts(&known.emails).into_iter().filter(|word| word.chars().count() >= SMALL).collect();
    let numbers = parts(&known.phones).into_iter().chain(parts(&known.numbers)).collect::<Vec<_>>();
    let common = |word: &str| Token::all(word).iter().all(Token::is_common);
    let needs: Vec<String> =
        parts(&known.needs).into_iter().filter(|word| word.chars().count() >= SMALL && !common(word)).collect();
    let words = words(text);
    let mut found = needs_whole(&words, &known.needs);
    found.extend(names_whole(text, &words, &known.names));
    let mut single: Found = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let titled = n.checked_sub(1).and_then(|n| words.get(n)).is_some_and(|before| is_title(&before.lower));
        // A name that is an ordinary word as well is a name where it has a capital or a title.
        let plain = word.is_small() && !titled && (BOTH.contains(&word.lower.as_str()) || is_ours(&word.lower));
        let kind = match () {
            () if is_of(word, &names) && !plain => Kind::Name,
            () if is_of(word, &mails) && !common(&word.lower) => Kind::Email,
            () if needs.contains(&word.lower) => Kind::Need,
            () if word.text.chars().count() > 2
                && word.text.chars().any(char::is_numeric)
                && numbers.contains(&word.lower) =>
            {
                Kind::Number
            }
            () => continue,
        };
        single.push((word.at.clone(), kind));
    }
    // `Ngozi Okafor` is one.
    let mut joined: Found = Vec::new();
    for (range, kind) in single {
        match joined
            .last_mut()
            .filter(|(last, was)| *was == kind && kind == Kind::Name && is_joint(text, last.end..range.start))
        {
            Some((last, _)) => last.end = range.end,
            None => joined.push((range, kind)),
        }
    }
    found.extend(joined);
    found
}

/// Whether it stands before names.
pub(super) fn is_title(lower: &str) -> bool {
    TITLES.contains(&lower)
}

/// What may stand between the parts of one name.
fn is_joint(text: &str, between: Range<usize>) -> bool {
    !between.is_empty() && text[between].chars().all(|c| matches!(c, ' ' | '-' | '.' | '_'))
}

/// Whether a word is one of these parts, alone or with digits at it, several of them run together, or a family of that name.
/// Inside other words a part is not looked for: `stone` is none in `milestones`.
fn is_of(word: &Word<'_>, parts: &[String]) -> bool {
    let is = |text: &str| parts.iter().any(|part| part == text);
    let family =
        !word.is_small() && word.lower.strip_suffix('s').is_some_and(|one| one.chars().count() > SMALL && is(one));
    let mut runs = word.lower.split(|c: char| !c.is_alphabetic()).filter(|run| !run.is_empty());
    is(&word.lower) || family || runs.any(|run| is(run) && !BOTH.contains(&run) || is_made_of(run, parts))
}

/// Whether these letters are nothing but such parts, a long one among them: `ngoziokafor`.
fn is_made_of(letters: &str, parts: &[String]) -> bool {
    // How far parts lead, and whether a long one was among them.
    let mut reached = vec![None; letters.len() + 1];
    reached[0] = Some(false);
    for at in 0..letters.len() {
        let Some(long) = reached[at] else { continue };
        for part in parts.iter().filter(|part| part.chars().count() > 2 && letters[at..].starts_with(part.as_str())) {
            let so_far = &mut reached[at + part.len()];
            *so_far = Some(*so_far == Some(true) || long || part.chars().count() > SMALL);
        }
    }
    reached[letters.len()] == Some(true)
}

/// Whole names of several parts: together they are a name without any capital.
fn names_whole(text: &str, all: &[Word<'_>], names: &[String]) -> Found {
    let mut found = Vec::new();
    for name in names {
        let parts: Vec<String> =
            words(name).into_iter().map(|word| word.lower).filter(|word| !is_title(word)).collect();
        for here in all.windows(parts.len().max(2)).filter(|_| parts.len() > 1) {
            let same = here.iter().zip(&parts).all(|(word, part)| word.lower == *part);
            if same && here.windows(2).all(|two| is_joint(text, two[0].at.end..two[1].at.start)) {
                found.push((here[0].at.start..here[here.len() - 1].at.end, Kind::Name));
            }
        }
    }
    found
}

/// What is written of their needs, word by word, whatever stands between; the first word may begin and the last one end inside
/// another.
fn needs_whole(all: &[Word<'_>], needs: &[String]) -> Found {
    let mut found = Vec::new();
    for need in needs.iter().filter(|need| need.trim().chars().count() >= SMALL) {
        let parts: Vec<String> = words(need).into_iter().map(|word| word.lower).collect();
        let last = parts.len().saturating_sub(1);
        for here in all.windows(parts.len().max(1)).filter(|_| !parts.is_empty()) {
            let fits = |(n, (word, part)): (usize, (&Word<'_>, &String))| match (n == 0, n == last) {
                (true, true) => word.lower.contains(part.as_str()),
                (true, false) => word.lower.ends_with(part.as_str()),
                (false, true) => word.lower.starts_with(part.as_str()),
                (false, false) => word.lower == *part,
            };
            if here.iter().zip(&parts).enumerate().all(fits) {
                found.push((here[0].at.start..here[last].at.end, Kind::Need));
            }
        }
    }
    found
}

/// Letters and digits in a row, with their places.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let text = &text[from..at];
                words.push(Word { at: from..at, text, lower: text.to_lowercase() });
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
