//! The words of a text with their places: whole words only, hyphened ones kept together, addresses and quoted lines left out.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In small letters, with a straight apostrophe, also where a hurried hand leaves it out (`cant`); empty for what is no
    /// word of a language (an address).
    pub lower: String,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Whether a sentence begins with it.
    pub first: bool,
}

/// Words that are shortened with a full stop, which ends no sentence after them.
const SHORTENED: &[&str] = &["dr", "mr", "mrs", "ms", "mx", "prof", "rev", "e.g", "i.e", "approx", "incl"];

/// The sentences of `text`, in order, without the blanks around them, by the rule that phrases keep to: `.`, `!`, `?`, `;` and
/// `:` end one, and so do an empty line and the beginning of a line in a list. Quoted lines (`> …`) are left out.
pub fn sentences(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = words(text).iter().filter(|w| w.first).map(|w| w.range.start).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let cut = |(from, to): (usize, usize)| {
        let piece = text.get(from..to).unwrap_or_default();
        let quoted = |(at, _): &(usize, &str)| piece[*at..].trim_start().starts_with('>');
        let end = piece.match_indices('\n').find(quoted).map_or(piece.len(), |(at, _)| at);
        // A dash or a bracket at the end belongs to what follows.
        piece[..end].trim_end_matches(|c: char| c.is_whitespace() || "-*•([“".contains(c))
    };
    starts.iter().copied().zip(ends).map(cut).collect()
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
                (".", Some(word)) => self.first |= !SHORTENED.contains(&word.lower.as_str()),
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
                let last = self.found.last().filter(|word| from > 0 && word.range.end == at + from);
                let shortened = bytes[from] == b'.' && last.is_some_and(|w| SHORTENED.contains(&w.lower.as_str()));
                self.first |= matches!(bytes[from], b'.' | b'!' | b'?' | b';' | b':') && !shortened;
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
        let lower = whole(&lower).map_or(lower, ToOwned::to_owned);
        self.found.push(Word { lower, range, first: std::mem::take(&mut self.first) });
    }
}

/// The word that is meant where a hurried hand leaves the apostrophe out. Only what is no other word.
fn whole(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "cant" => "can't",
        "dont" => "don't",
        "doesnt" => "doesn't",
        "didnt" => "didn't",
        "isnt" => "isn't",
        "arent" => "aren't",
        "wasnt" => "wasn't",
        "werent" => "weren't",
        "couldnt" => "couldn't",
        "shouldnt" => "shouldn't",
        "wouldnt" => "wouldn't",
        "hasnt" => "hasn't",
        "havent" => "haven't",
        "im" => "i'm",
        "ive" => "i've",
        "youre" => "you're",
        "youve" => "you've",
        "youll" => "you'll",
        "weve" => "we've",
        "theyre" => "they're",
        "thats" => "that's",
        _ => return None,
    })
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
    fn sentences_end_where_no_phrase_goes_on() {
        let text =
            "Unfortunately Dr. Okafor is out. Is that all? (No.) One thing;\n\n- two, e.g. three\n > quoted. Yes\nfour";
        let found =
            ["Unfortunately Dr. Okafor is out.", "Is that all?", "No.)", "One thing;", "two, e.g. three", "four"];
        assert_eq!(sentences(text), found);
        assert_eq!(sentences("Is “Dr. Okafor” in? “Yes.” So"), ["Is “Dr. Okafor” in?", "Yes.”", "So"]);
        assert_eq!(sentences(" … - "), Vec::<&str>::new());
    }

    #[test]
    fn apostrophes_left_out_are_put_back() {
        assert_eq!(shown("im sure you CANT, can’t you"), ["^i'm", "sure", "you", "can't", "can't", "you"]);
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
