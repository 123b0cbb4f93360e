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
        for chunk in line.split_whitespace() {
            // `chunk` is a part of `line`: how far into it, their addresses say.
            let start = chunk.as_ptr().addr() - line.as_ptr().addr();
            let odd = chunk.bytes().any(|b| matches!(b, b':' | b'@')) && (chunk.contains("://") || chunk.contains('@'));
            if odd || chunk.starts_with("www.") {
                self.push(String::new(), at + start..at + start + chunk.len());
                self.first = chunk.ends_with(['.', '!', '?']);
            } else {
                self.chunk(chunk, at + start);
            }
        }
    }

    /// The words between two white spaces.
    fn chunk(&mut self, chunk: &str, at: usize) {
        if chunk.is_ascii() {
            return self.ascii(chunk, at);
        }
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

    /// The same for plain letters, which nearly all are: it runs with every key that is pressed.
    fn ascii(&mut self, chunk: &str, at: usize) {
        let bytes = chunk.as_bytes();
        let is = |i: usize, fits: fn(&u8) -> bool| bytes.get(i).is_some_and(fits);
        let mut from = 0;
        while from < bytes.len() {
            if !bytes[from].is_ascii_alphanumeric() {
                self.first |= matches!(bytes[from], b'.' | b'!' | b'?' | b';' | b':');
                from += 1;
                continue;
            }
            let mut to = from + 1;
            while to < bytes.len() {
                let joins = match bytes[to] {
                    b'\'' | b'.' | b'-' => is(to + 1, u8::is_ascii_alphanumeric),
                    b',' => bytes[to - 1].is_ascii_digit() && is(to + 1, u8::is_ascii_digit),
                    other => other.is_ascii_alphanumeric() || other == b'_' || other == b'%',
                };
                if !joins {
                    break;
                }
                to += 1;
            }
            self.push(chunk[from..to].to_ascii_lowercase(), at + from..at + to);
            from = to;
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
    fn plain_letters_are_read_as_all_others() {
        let text = "It's 100% sure, isn't it? No-one (really) knows; 1,000.50 e.g. this: 'so' x--y a-";
        let other = text.replace(' ', " é ");
        let mut with: Vec<String> = words(&other).into_iter().map(|w| w.lower).filter(|w| w != "é").collect();
        with.retain(|w| !w.is_empty());
        assert_eq!(words(text).into_iter().map(|w| w.lower).collect::<Vec<_>>(), with);
    }

    #[test]
    fn addresses_and_quoted_lines_are_no_words() {
        assert_eq!(shown("> you never\nsee https://x.org/never a@b.org"), ["^see", "", ""]);
    }
}
