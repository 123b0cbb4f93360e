//! The person's own editor for a reply: a private file, their program, and the text back.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::Command;

use super::terminal::{self, Screen};

/// The longest text that is taken back, in bytes.
const MOST: u64 = 256 * 1024;

/// Lets the person write on in `$VISUAL` or `$EDITOR` (`vi` where neither is set). Says what was written, or why not, in
/// words for the foot of the screen.
///
/// # Errors
/// Where the terminal cannot be taken again.
pub fn edit(screen: &mut Screen, text: &str) -> io::Result<Result<String, String>> {
    let words = ["VISUAL", "EDITOR"].iter().find_map(|n| std::env::var(n).ok().filter(|v| !v.trim().is_empty()));
    let words = words.unwrap_or_else(|| "vi".to_owned());
    terminal::lend(screen, || written(&words, text).map_err(|why| format!("{words}: {why}; your reply is as it was")))
}

fn written(words: &str, text: &str) -> io::Result<String> {
    // Private to the person, and gone when this function ends, whatever happens.
    let mut file = tempfile::Builder::new().prefix("amends-reply-").suffix(".txt").tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    let mut parts = words.split_whitespace();
    let program = parts.next().unwrap_or("vi");
    let status = Command::new(program).args(parts).arg(file.path()).status()?;
    if !status.success() {
        return Err(io::Error::other("it did not end well"));
    }
    read(file.path())
}

/// Editors put another file in the place of the first: it is read by name.
fn read(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
