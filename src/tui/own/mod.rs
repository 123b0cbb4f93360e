//! What a person sets for themselves: keys, theme, mouse. Files of their own folder, read once at the start.
//!
//! A mistake in them never keeps the console from starting: it is told, and what ships stands in.
//!
//! | file | read in | schema |
//! |---|---|---|
//! | `keys.toml` | `keys` | `amends keys schema` |
//! | `theme.toml` | `theme` | `amends theme schema` |
//! | `console.toml` | `console` | |

mod console;
mod keys;
mod schema;
mod theme;

use std::path::Path;

use crate::desk::{Finding, Sheet};
use crate::door::read_file;

use super::keymap::Keymap;
use super::theme::{Look, Theme};

pub use console::remember;
pub use schema::{keys as keys_schema, theme as theme_schema};

/// What a person has set.
#[derive(Debug, Clone)]
pub struct Own {
    /// Which keys mean what.
    pub keys: Keymap,
    /// Their theme, where they have one.
    pub theme: Option<Theme>,
    /// The theme that was on when they left.
    pub look: Option<Look>,
    /// Whether the mouse is the console's; otherwise it is the terminal's.
    pub mouse: bool,
    /// What is wrong in the files.
    pub findings: Vec<Finding>,
}

impl Own {
    /// Reads the files of this folder; those that are not there are nobody's mistake.
    pub fn read(folder: Option<&Path>) -> Self {
        let mut own = Self { keys: Keymap::default(), theme: None, look: None, mouse: true, findings: Vec::new() };
        if let Some((file, text)) = own.file(folder, "keys.toml") {
            let (keys, findings) = keys::read(&file, &text);
            own.keys = keys;
            own.findings.extend(findings);
        }
        if let Some((file, text)) = own.file(folder, "theme.toml") {
            let (theme, findings) = theme::read(&file, &text);
            own.theme = Some(theme);
            own.findings.extend(findings);
        }
        if let Some((file, text)) = own.file(folder, "console.toml") {
            let (settings, findings) = console::read(&file, &text);
            own.mouse = settings.mouse;
            own.look = settings.look;
            own.findings.extend(findings);
        }
        if std::env::var_os("AMENDS_MOUSE").is_some_and(|v| v == "0") {
            own.mouse = false;
        }
        own
    }

    fn file(&mut self, folder: Option<&Path>, name: &str) -> Option<(String, String)> {
        let path = folder?.join(name);
        if std::fs::symlink_metadata(&path).is_err() {
            return None;
        }
        let file = path.display().to_string();
        match read_file(&path) {
            Ok(text) => Some((file, text)),
            Err(error) => {
                let mut sheet = Sheet::new(&file, "");
                sheet.error("unreadable", 0..0, error.to_string(), None);
                self.findings.extend(sheet.into_findings());
                None
            }
        }
    }

    /// The theme to begin with; `NO_COLOR` is heard before everything else.
    pub fn first_look(&self, no_colour: bool) -> Look {
        let known = self.look.filter(|l| *l != Look::Own || self.theme.is_some());
        let own = self.theme.as_ref().map(|_| Look::Own);
        if no_colour { Look::Plain } else { known.or(own).unwrap_or(Look::Dark) }
    }

    /// One sentence about what is wrong, where something is.
    pub fn complaint(&self) -> Option<String> {
        let count = self.findings.iter().filter(|f| f.is_error()).count();
        (count > 0).then(|| {
            let mistakes = if count == 1 { "One mistake" } else { "Mistakes" };
            format!("{mistakes} in your own keys or theme: `amends keys` and `amends theme` show more")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_folder_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        for folder in [None, Some(folder.path())] {
            let own = Own::read(folder);
            assert!(own.findings.is_empty() && own.theme.is_none() && own.complaint().is_none());
            assert_eq!((own.first_look(false), own.first_look(true)), (Look::Dark, Look::Plain));
        }
    }

    #[test]
    fn a_mistake_is_told_and_the_rest_stands() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("keys.toml"), "wrap-up = \"F7\"\nholdd = \"F8\"\n").unwrap();
        std::fs::write(folder.path().join("theme.toml"), "base = \"light\"\nalert = 3\n").unwrap();
        std::fs::write(folder.path().join("console.toml"), [0xff, 0xfe]).unwrap();
        let own = Own::read(Some(folder.path()));
        assert_eq!(own.keys.first(crate::tui::Command::WrapUp), "F7");
        assert_eq!(own.theme.as_ref().unwrap().key, Theme::light().key);
        assert_eq!(own.first_look(false), Look::Own);
        assert_eq!(own.findings.iter().filter(|f| f.is_error()).count(), 3, "{:#?}", own.findings);
        assert!(own.complaint().is_some());
    }
}
