//! Where lines come from: a file or standard input, read a line at a time. Nothing is ever held whole in memory.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The longest line that is read, in bytes.
pub const LONGEST_LINE: usize = 1024 * 1024;

/// A line as it came, or why it cannot be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// Its number, from 1, blank lines counted.
    pub line: usize,
    /// How many bytes of the source were read up to its end.
    pub read: u64,
    /// The words.
    pub text: Result<String, Unreadable>,
}

/// Why a line is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Longer than [`LONGEST_LINE`].
    TooLong,
    /// Not UTF-8.
    NotUtf8,
}

/// An open file or standard input.
pub struct Source {
    from: Box<dyn BufRead + Send>,
    /// How many bytes there are, where that is known.
    pub size: Option<u64>,
    line: usize,
    read: u64,
}

impl Source {
    /// A file, or standard input where the path is `-`.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        if path == Path::new("-") {
            return Ok(Self::new(BufReader::new(io::stdin())));
        }
        let file = std::fs::File::open(path)?;
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        let size = about.is_file().then_some(about.len());
        Ok(Self { size, ..Self::new(BufReader::with_capacity(64 * 1024, file)) })
    }

    /// Anything that can be read.
    pub fn new(from: impl BufRead + Send + 'static) -> Self {
        Self { from: Box::new(from), size: None, line: 0, read: 0 }
    }

    /// The next line that is not blank; `None` at the end.
    ///
    /// # Errors
    /// What the system said.
    pub fn next_line(&mut self) -> io::Result<Option<Raw>> {
        loop {
            let mut bytes = Vec::new();
            let most = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX) + 2;
            let got = (&mut self.from).take(most).read_until(b'\n', &mut bytes)?;
            if got == 0 {
                return Ok(None);
            }
            self.line += 1;
            self.count(got);
            let whole = bytes.last() == Some(&b'\n');
            if !whole && got > LONGEST_LINE {
                self.skip()?;
            }
            if self.line == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            while matches!(bytes.last(), Some(b'\n' | b'\r')) {
                bytes.pop();
            }
            let text = if bytes.len() > LONGEST_LINE {
                Err(Unreadable::TooLong)
            } else {
                String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)
            };
            if text.as_ref().is_ok_and(|t| t.trim().is_empty()) {
                continue;
            }
            return Ok(Some(Raw { line: self.line, read: self.read, text }));
        }
    }

    fn count(&mut self, bytes: usize) {
        self.read += u64::try_from(bytes).unwrap_or(0);
    }

    /// Goes to the end of a line that is too long, holding none of it.
    fn skip(&mut self) -> io::Result<()> {
        loop {
            let held = self.from.fill_buf()?;
            if held.is_empty() {
                return Ok(());
            }
            let (used, done) = match held.iter().position(|b| *b == b'\n') {
                Some(at) => (at + 1, true),
                None => (held.len(), false),
            };
            self.from.consume(used);
            self.count(used);
            if done {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: Vec<u8>) -> Vec<(usize, Result<String, Unreadable>)> {
        let mut source = Source::new(io::Cursor::new(bytes));
        std::iter::from_fn(|| source.next_line().unwrap()).map(|raw| (raw.line, raw.text)).collect()
    }

    #[test]
    fn marks_blank_lines_and_line_ends_do_not_matter() {
        let got = lines(b"\xef\xbb\xbfone\r\n\n  \t\r\ntwo\nthree".to_vec());
        assert_eq!(got, [(1, Ok("one".into())), (4, Ok("two".into())), (5, Ok("three".into()))]);
    }

    #[test]
    fn what_is_no_line_is_told_and_reading_goes_on() {
        let mut bytes = b"\xff\xfe\n".to_vec();
        bytes.extend(vec![b'x'; 3 * LONGEST_LINE]);
        bytes.extend(b"\nlast\n");
        bytes.extend(vec![b'y'; LONGEST_LINE]);
        let got = lines(bytes);
        assert_eq!(got[0], (1, Err(Unreadable::NotUtf8)));
        assert_eq!(got[1], (2, Err(Unreadable::TooLong)));
        assert_eq!(got[2], (3, Ok("last".into())));
        assert_eq!((got[3].0, got[3].1.as_ref().map(String::len)), (4, Ok(LONGEST_LINE)));
    }
}
