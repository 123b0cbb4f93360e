//! The words of a text with their places: whole words only, hyphened ones kept together, addresses and quoted lines left out.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In small letters, with a straight apostrophe; empty for what is no word of a language (an address).
    pub lower: String,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Whether a sentence begins with it.
    pub first: bool,
}

/// The words of `text`, in order. Lines quoted from an earlier message (`> …`) are left out.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Words { found: Vec::with_capacity(text.len() / 5), first: true };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let quoted = trimmed.starts_with('>');
        if quoted || trimmed.is_empty() || trimmed.starts_with(['-', '*', '•']) {
            words.first = true;
        }
        if !quoted {
            words.line(line, at);
        }
        at += line.len();
    }
    words.found
}

struct Words {
    found: Vec<Word>,
    /// Whether the next word begins a sentence.
    first: bool,
}

impl Words {
    fn line(&mut self, line: &str, at: usize) {
        let mut rest = 0;
        for chunk in line.split_whitespace() {
            // `chunk` is a part of `line` after `rest`: the search finds where.
            let Some(found) = line[rest..].find(chunk) else { continue };
            let start = rest + found;
            rest = start + chunk.len();
            if chunk.contains("://") || chunk.contains('@') || chunk.starts_with("www.") {
                self.push(String::new(), at + start..at + rest);
                self.first = chunk.ends_with(['.', '!', '?']);
            } else {
                self.chunk(chunk, at + start);
            }
        }
    }

    /// The words between two white spaces.
    fn chunk(&mut self, chunk: &str, at: usize) {
        // Where the last word may go on: it ended there, and a hyphen followed.
        let mut open: Option<usize> = None;
        for (offset, piece) in chunk.split_word_bound_indices() {
            let (start, end) = (at + offset, at + offset + piece.len());
            if piece.chars().any(char::is_alphanumeric) {
                match self.found.last_mut().filter(|_| open == Some(start)) {
                    Some(word) => {
                        word.lower.push('-');
                        word.lower.push_str(&lower(piece));
                        word.range.end = end;
                    }
                    None => self.push(lower(piece), start..end),
                }
                open = None;
                continue;
            }
            let last = self.found.last_mut().filter(|word| word.range.end == start && start > at);
            match (piece, last) {
                ("-" | "\u{2010}" | "\u{2011}", Some(_)) => open = Some(end),
                ("%", Some(word)) => {
                    word.lower.push('%');
                    word.range.end = end;
                }
                _ => self.first |= piece.contains(['.', '!', '?', ';', ':', '…']),
            }
        }
    }

    fn push(&mut self, lower: String, range: Range<usize>) {
        self.found.push(Word { lower, range, first: std::mem::take(&mut self.first) });
    }
}

/// Small letters and straight apostrophes.
fn lower(piece: &str) -> String {
    if piece.is_ascii() { piece.to_ascii_lowercase() } else { piece.to_lowercase().replace(['’', 'ʼ'], "'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        words(text).into_iter().map(|w| format!("{}{}", if w.first { "^" } else { "" }, w.lower)).collect()
    }

    #[test]
    fn words_and_sentences() {
        assert_eq!(shown("It’s late. Is it?\nno-one knows"), ["^it's", "late", "^is", "it", "^no-one", "knows"]);
        assert_eq!(shown("one,\ntwo\n\nthree\n- four"), ["^one", "two", "^three", "^four"]);
        assert_eq!(shown("100% sure – really"), ["^100%", "sure", "really"]);
        assert_eq!(shown("Cafe\u{301} ‘tis"), ["^cafe\u{301}", "tis"]);
    }

    #[test]
    fn addresses_and_quoted_lines_are_no_words() {
        assert_eq!(shown("> you never\nsee https://x.org/never a@b.org"), ["^see", "", ""]);
    }
}
