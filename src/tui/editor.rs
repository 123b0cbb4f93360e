//! The person's own editor for a reply: a private file, their program, and the text back.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

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
    *HELD.lock().unwrap_or_else(PoisonError::into_inner) = Some(file.path().to_owned());
    let mut parts = words.split_whitespace();
    let program = parts.next().unwrap_or("vi");
    let status = Command::new(program).args(parts).arg(file.path()).status()?;
    if !status.success() {
        return Err(io::Error::other("it did not end well"));
    }
    let text = read(file.path());
    *HELD.lock().unwrap_or_else(PoisonError::into_inner) = None;
    text
}

/// The file, where the process ends while an editor has it: what it held belongs to a customer.
static HELD: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Takes the file away that an editor still has, when the process ends.
pub fn forget() {
    if let Some(path) = HELD.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = std::fs::remove_file(path);
    }
}

/// Editors put another file in the place of the first: it is read by name.
fn read(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
