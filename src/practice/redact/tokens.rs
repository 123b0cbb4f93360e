//! A text in tokens: what stands between white space, without the signs around it.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::desk::{DAYS, MONTHS};
use crate::playbook::shipped;

/// A word, number or mixture.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    /// Where it stands.
    pub at: Range<usize>,
    /// As written.
    pub text: &'t str,
    /// In small letters.
    pub lower: String,
    /// Whether a sentence, clause or line ends behind it.
    pub ends: bool,
    /// Whether a comma or the end of a line stands behind it.
    pub breaks: bool,
}

impl<'t> Token<'t> {
    /// All of a text.
    pub fn all(text: &'t str) -> Vec<Self> {
        let mut tokens = Vec::new();
        let mut start = None;
        let border =
            |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '(' | ')' | '!' | '?' | '“' | '”' | '|');
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (border(c), start) {
                (false, None) => start = Some(at),
                (true, Some(from)) => {
                    tokens.extend(Self::one(text, from..at));
                    start = None;
                }
                _ => {}
            }
        }
        tokens
    }

    fn one(text: &'t str, at: Range<usize>) -> Option<Self> {
        let raw = &text[at.clone()];
        let sign = |c: char| !c.is_alphanumeric() && c != '#';
        let inner = raw.trim_start_matches(sign);
        let start = at.start + raw.len() - inner.len();
        let inner = inner.trim_end_matches(|c: char| !c.is_alphanumeric());
        // `Okafor's` is Okafor.
        let inner = inner.strip_suffix("'s").or_else(|| inner.strip_suffix("’s")).unwrap_or(inner);
        let (range, behind) =
            (start..start + inner.len(), text[start + inner.len()..].trim_start_matches([' ', '\'', '’']));
        let ends = behind.is_empty() || behind.starts_with(['.', '!', '?', ':', '\n']);
        let breaks = ends || behind.starts_with([',', ';', '(']);
        (!inner.is_empty()).then(|| Self { at: range, text: inner, lower: inner.to_lowercase(), ends, breaks })
    }

    /// Whether it is digits alone.
    pub fn is_number(&self) -> bool {
        self.text.chars().all(char::is_numeric)
    }

    /// How many digits it has.
    pub fn digits(&self) -> usize {
        self.text.chars().filter(|c| c.is_numeric()).count()
    }

    /// Whether it begins with a capital and is none of our words.
    pub fn is_strange_name(&self) -> bool {
        let mut letters = self.text.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let acronym = self.text.chars().count() <= 3 && self.text.chars().all(|c| !c.is_lowercase());
        capital && self.digits() == 0 && !acronym && self.text.chars().count() > 1 && !self.is_common()
    }

    /// Whether it is one of our words: those of the playbooks that ship, and what else people say every day.
    pub fn is_common(&self) -> bool {
        let plain = self.lower.replace('’', "'");
        let part = plain.split(['\'', '-', '/', '.']).next().unwrap_or_default();
        WORDS.contains(plain.as_str())
            || WORDS.contains(part)
            || plain.split('-').all(|part| WORDS.contains(part))
            || is_form(part)
    }
}

/// Whether a word in small letters is one of ours just so, without any ending.
pub(super) fn is_ours(lower: &str) -> bool {
    WORDS.contains(lower)
}

/// A word of ours with an ending of number or tense.
fn is_form(word: &str) -> bool {
    let ours = |stem: &str| stem.len() > 2 && WORDS.contains(stem);
    let short = ["es", "ed", "ing", "er"].iter().filter_map(|end| word.strip_suffix(end));
    ["s", "ly"].iter().filter_map(|end| word.strip_suffix(end)).any(ours)
        || short.into_iter().any(|stem| ours(stem) || ours(&format!("{stem}e")))
}

/// Words that begin with a small letter in what ships, and more that people say every day.
static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let playbooks = shipped::PLAYBOOKS.iter().map(|(_, text)| *text);
    let texts = playbooks.chain([shipped::DESK, shipped::PHRASES, crate::wording::SHIPPED, MORE]);
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphabetic() && c != '\''));
    let words = words.map(|word| word.trim_matches('\'')).filter(|word| word.starts_with(char::is_lowercase));
    words.chain(MONTHS).chain(DAYS).collect()
});

const MORE: &str = "a about above actually after afternoon again agree all alright already also although always am amazing an and \
    another any anybody anyone anything anyway apologies appreciate are around as ask at attached awful bad be because been before \
    being believe besides born best better between billing both bought but by bye call called can cannot cheers clearly come could dear \
    did didn't do does doesn't don't done during each either email enough even ever every everybody everyone everything exactly \
    excellent excuse fax fine first follow for from further get give go god going good goodbye got great had happy has have haven't \
    having he hello help her here hey hi him his hope how however i i'd i'll i'm i've if in indeed instead is isn't it it's its just \
    keep kind know last later let let's like literally look looks many maybe me mobile mine more morning most much my name need never \
    next nice no nobody none nope not nothing now obviously of off office oh ok okay on once one only or order other our ours out over \
    parcel perhaps person please plus possibly probably put quite rather really regarding regards same say see seems sent she should \
    since sir so some somebody someone something sometimes soon sorry still such sure take tell than thank thanks that that's the \
    their them then there these they this those though thought through thus to today tomorrow tonight too totally tried true try \
    under unfortunately until up upon us used very wait want was way we welcome well were what what's whatever when where whether \
    which while who why will with without wonderful won't would wow yeah yep yes yesterday yet you your yours \
    christmas easter english \
    paypal visa mastercard amex internet google account agent card cards credit customer delivery desk director driver item manager \
    number numbers payment refund return service shop store team website zip code post madam ma'am mr mrs ms miss mx dr prof ssn capitalized celebrating \
    written posted inject photo restaurant station bus song mission statement non profit wisdom discipline article union treaty";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_words_are_no_names() {
        let strange = |text: &str| {
            Token::all(text).iter().filter(|t| t.is_strange_name()).map(|t| t.text.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            strange("When did Ngozi's parcel leave? Nobody in Leeds knew. It Arrived late, UK time."),
            ["Ngozi", "Leeds"]
        );
    }
}
