//! The telling words of a text: what it is about, whoever says it and in whichever form. Stems, numbers and names of things; the
//! words that any sentence has are left out.

use crate::wording::Word;

/// Words from this many letters on say what a text is about; numbers always do.
const LONG: usize = 3;
/// The least that is left of a word whose ending is cut off.
const STEM: usize = 3;
/// Longer words that say nothing of it.
const EMPTY: &[&str] = &[
    "a",
    "about",
    "after",
    "again",
    "ago",
    "all",
    "also",
    "am",
    "an",
    "and",
    "any",
    "anything",
    "are",
    "aren't",
    "as",
    "at",
    "be",
    "been",
    "before",
    "being",
    "both",
    "but",
    "by",
    "can",
    "can't",
    "cannot",
    "come",
    "could",
    "couldn't",
    "did",
    "didn't",
    "do",
    "does",
    "doesn't",
    "doing",
    "don't",
    "done",
    "down",
    "each",
    "either",
    "else",
    "ever",
    "every",
    "everything",
    "for",
    "from",
    "get",
    "gets",
    "getting",
    "give",
    "go",
    "goes",
    "going",
    "gone",
    "gonna",
    "good",
    "got",
    "had",
    "has",
    "hasn't",
    "have",
    "haven't",
    "he",
    "he'd",
    "he'll",
    "he's",
    "her",
    "here",
    "here's",
    "hers",
    "him",
    "his",
    "how",
    "how's",
    "i'd",
    "i'll",
    "i'm",
    "i've",
    "if",
    "in",
    "into",
    "is",
    "isn't",
    "it",
    "it'd",
    "it'll",
    "it's",
    "its",
    "just",
    "know",
    "let",
    "let's",
    "like",
    "look",
    "made",
    "make",
    "many",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "need",
    "never",
    "no",
    "not",
    "nothing",
    "now",
    "of",
    "off",
    "oh",
    "ok",
    "okay",
    "on",
    "once",
    "only",
    "or",
    "other",
    "our",
    "ours",
    "out",
    "over",
    "own",
    "please",
    "put",
    "quite",
    "really",
    "right",
    "said",
    "say",
    "says",
    "see",
    "shall",
    "she",
    "she'd",
    "she'll",
    "she's",
    "should",
    "since",
    "so",
    "some",
    "something",
    "soon",
    "sorry",
    "still",
    "such",
    "sure",
    "take",
    "tell",
    "than",
    "thank",
    "thanks",
    "that",
    "that'll",
    "that's",
    "the",
    "their",
    "them",
    "then",
    "there",
    "there's",
    "these",
    "they",
    "they'd",
    "they'll",
    "they're",
    "they've",
    "thing",
    "things",
    "think",
    "this",
    "those",
    "to",
    "too",
    "told",
    "took",
    "until",
    "up",
    "us",
    "very",
    "want",
    "wants",
    "was",
    "wasn't",
    "way",
    "we",
    "we'd",
    "we'll",
    "we're",
    "we've",
    "well",
    "went",
    "were",
    "weren't",
    "what",
    "what's",
    "when",
    "when's",
    "where",
    "where's",
    "whether",
    "which",
    "while",
    "who",
    "who's",
    "why",
    "will",
    "with",
    "won't",
    "would",
    "wouldn't",
    "yes",
    "yet",
    "you",
    "you'd",
    "you'll",
    "you're",
    "you've",
    "your",
    "yours",
];
/// Numbers as words, with what they are in digits.
const NUMBERS: &[(&str, &str)] = &[
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("noon", "12"),
    ("fifteen", "15"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("twenty-two", "22"),
    ("twenty-six", "26"),
    ("thirty", "30"),
    ("half", "30"),
    ("forty", "40"),
    ("fifty", "50"),
];
/// Endings that make no other word of one; the longest first.
const ENDINGS: &[&str] = &["ings", "ing", "ied", "ies", "ed", "es", "'s", "s", "ly", "e", "y"];

/// The telling words of a text, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Telling(Vec<String>);

impl Telling {
    /// Whether this stem is among them.
    pub fn has(&self, stem: &str) -> bool {
        self.0.binary_search_by(|own| own.as_str().cmp(stem)).is_ok()
    }

    /// The stems.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Those of them that are not in the other.
    #[must_use]
    pub fn without(self, other: &Self) -> Self {
        Self(self.0.into_iter().filter(|stem| !other.has(stem)).collect())
    }

    /// How many of them are in the other too.
    pub fn shared(&self, other: &Self) -> usize {
        self.iter().filter(|stem| other.has(stem)).count()
    }
}

/// The telling words among these.
pub fn telling(words: &[Word]) -> Telling {
    let mut all: Vec<String> = words.iter().filter_map(|word| stem(&word.lower)).collect();
    all.sort();
    all.dedup();
    Telling(all)
}

/// The stem of a word; `None` where it says nothing of what a text is about.
fn stem(word: &str) -> Option<String> {
    if let Some((_, digits)) = NUMBERS.iter().find(|(number, _)| *number == word) {
        return Some((*digits).to_owned());
    }
    if word.chars().any(|c| c.is_ascii_digit()) {
        return Some(word.trim_end_matches(|c: char| c.is_alphabetic() || c == '%').to_owned());
    }
    if word.chars().count() < LONG || EMPTY.contains(&word) {
        return None;
    }
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= STEM));
    let stem = cut.unwrap_or(word);
    // "Stopped" is "stop".
    let mut letters = stem.chars().rev();
    let doubled = letters.next().is_some_and(|last| letters.next() == Some(last) && !"els".contains(last));
    let stem = if doubled && cut.is_some() { stem.get(..stem.len() - 1).unwrap_or(stem) } else { stem };
    Some(stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::words;

    #[test]
    fn forms_of_a_word_are_one_and_empty_words_are_none() {
        let of = |text: &str| telling(&words(text));
        for (one, other) in [
            ("the boots stood in the hall", "boot, hall, stood"),
            ("we're packing two parcels", "it is packed: 2 parcel"),
            ("he stopped", "stopping"),
            ("worried about the babies", "a worry about a baby"),
            ("by twelve", "noon"),
            ("30% off", "thirty off"),
        ] {
            assert_eq!(of(one).iter().collect::<Vec<_>>(), of(other).iter().collect::<Vec<_>>(), "{one} / {other}");
        }
        assert_eq!(of("so what would you have them do then?"), Telling::default());
        assert_eq!(of("a pan and a lid").shared(&of("the lid, the pan and the pan")), 2);
    }
}
