//! A text longer than one entry takes is split into several, at the kindest place: paragraph, line, word, character.

use crate::case::LONGEST_TEXT;

/// Parts of at most [`LONGEST_TEXT`] bytes that together are the text (white space at the cuts aside).
pub fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while rest.len() > LONGEST_TEXT {
        let mut end = LONGEST_TEXT;
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let window = &rest[..end];
        // A cut in the first half would make many small parts.
        let at = ["\n\n", "\n", " "].iter().find_map(|s| window.rfind(s).filter(|at| *at > end / 2)).unwrap_or(end);
        parts.push(rest[..at].trim_end().to_owned());
        rest = rest[at..].trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_note_is_cut_between_words() {
        let text = "some words ".repeat(7000);
        let parts = split(&text);
        assert_eq!(parts.len(), 3);
        assert!(parts.iter().all(|p| p.len() <= LONGEST_TEXT && p.starts_with("some") | p.starts_with("words")));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn no_word_is_lost(words in prop::collection::vec("[a-zé日 \n]{0,4000}", 0..24)) {
            let text = words.concat();
            let parts = split(&text);
            prop_assert!(parts.iter().all(|p| p.len() <= LONGEST_TEXT));
            let bare = |t: &str| t.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&parts.concat()), bare(&text));
        }
    }
}
