//! The one way out: everything printed passes here. Nothing that could drive a terminal or turn its text leaves.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use crate::terms::clean;

/// Prints text for people on standard output.
///
/// # Errors
/// Where it cannot be written; a pipe whose reader has gone is told apart by its kind.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(harmless(text).as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Prints one JSON document on standard output, on lines of its own.
///
/// # Errors
/// As [`print`].
pub fn json(value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::other)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}", escaped(&text))?;
    out.flush()
}

/// Prints bytes that are for a file or another program: completions, manual pages, a playbook's own text.
///
/// # Errors
/// As [`print`].
pub fn raw(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Tells something on standard error. That nobody hears it is no reason to stop.
pub fn tell(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", harmless(text));
}

/// `1 case`, `2 cases`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Whether standard output is a terminal that wants colour (`NO_COLOR` says no).
pub fn colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        && io::stdout().is_terminal()
}

/// Whether only ASCII may be printed: `AMENDS_ASCII`, or a locale without Unicode, as in the console.
pub fn ascii() -> bool {
    crate::tui::ascii_only()
}

/// The width of standard output, or 100 where it is no terminal.
pub fn width() -> usize {
    rustix::termios::tcgetwinsize(io::stdout())
        .ok()
        .map(|size| usize::from(size.ws_col))
        .filter(|w| *w >= 40)
        .unwrap_or(100)
}

/// Lines, tabs and our own colours stay; every other control character, and what would turn the text, goes.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(length) = colour_code(rest) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        if matches!(c, '\n' | '\t') || !clean::is_unsafe(c) {
            out.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The length of a colour code (`ESC [ … m`) at the beginning of `text`, where we colour at all.
fn colour_code(text: &str) -> Option<usize> {
    let digits = text.strip_prefix("\x1b[")?;
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    (colour() && digits[end..].starts_with('m')).then_some(2 + end + 1)
}

/// In JSON such characters can only stand inside texts: they are written as escapes, so that nothing is lost.
fn escaped(json: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !clean::is_unsafe(c) {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(harmless("a\x1b]0;t\x07b\u{202e}c\n\td"), "a]0;tbc\n\td");
        assert_eq!(escaped("\"a\u{202e}\u{e0020}\""), "\"a\\u202e\\udb40\\udc20\"");
    }

    proptest! {
        #[test]
        fn json_says_the_same_after_escaping(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(serde_json::from_str::<String>(&escaped(&json)).unwrap(), text);
        }
    }
}
