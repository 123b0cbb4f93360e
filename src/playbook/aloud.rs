//! How long a sentence of a prompt is: what has too many words cannot be said on a telephone in one breath.
//!
//! How hard the words themselves are is judged for what ships only, in a test (`shipped_tests`).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The most words that a sentence has which somebody is to say.
pub const MOST_WORDS: usize = 20;

/// The sentences of a prompt: where each stands, in bytes, and how many words it has. A gap counts as one word; a sentence ends
/// with `.`, `!` or `?` before a space or the end.
pub fn sentences(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for end in ends(text) {
        let words = words(text.get(from..end).unwrap_or_default());
        if words > 0 {
            let blank = text[from..end].len() - text[from..end].trim_start().len();
            found.push((from + blank..end, words));
        }
        from = end;
    }
    found
}

/// Where sentences end, the end of the text included.
fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut inside = false;
    for (at, letter) in text.char_indices() {
        let next = text.get(at + letter.len_utf8()..).unwrap_or_default();
        match letter {
            '{' => inside = true,
            '}' => inside = false,
            '.' | '!' | '?' if !inside && next.chars().next().is_none_or(char::is_whitespace) => ends.push(at + 1),
            _ => {}
        }
    }
    if ends.last() != Some(&text.len()) {
        ends.push(text.len());
    }
    ends
}

fn words(sentence: &str) -> usize {
    let mut count = 0;
    let mut rest = sentence;
    while let Some((before, gap)) = rest.split_once("{{") {
        count += before.unicode_words().count() + 1;
        rest = gap.split_once("}}").map_or("", |(_, after)| after);
    }
    count + rest.unicode_words().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_have_their_places_and_words() {
        let text = "It was {{ days_late }} days, I see. Don't wait! By 4.30 then";
        let found: Vec<(&str, usize)> = sentences(text).into_iter().map(|(at, words)| (&text[at], words)).collect();
        assert_eq!(found, [("It was {{ days_late }} days, I see.", 6), ("Don't wait!", 2), ("By 4.30 then", 3)]);
        assert!(sentences(" … ").is_empty());
    }
}
