//! `console.toml`: whether the mouse is the console's, and which theme was on last. The console writes one line of it itself.

use std::io::{self, Write};
use std::path::Path;

use crate::desk::fields::Fields;
use crate::desk::{Finding, Sheet, did_you_mean};

use super::super::theme::Look;

/// What the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Whether the mouse is the console's.
    pub mouse: bool,
    /// Which theme was on last.
    pub look: Option<Look>,
}

/// Reads the file.
pub fn read(file: &str, text: &str) -> (Settings, Vec<Finding>) {
    let mut sheet = Sheet::new(file, text);
    let mut settings = Settings { mouse: true, look: None };
    if let Some(table) = sheet.toml(text) {
        let mut fields = Fields::new("the console", table.get_ref(), table.span());
        settings.mouse = fields.flag(&mut sheet, "mouse").unwrap_or(true);
        if let Some(word) = fields.text(&mut sheet, "theme") {
            settings.look = Look::of(&word);
            if settings.look.is_none() {
                let help = did_you_mean(&word, Look::ALL.iter().map(|l| l.word()));
                sheet.error("unknown-theme", word.span.clone(), format!("there is no theme `{}`", *word), help);
            }
        }
        fields.finish(&mut sheet);
    }
    (settings, sheet.into_findings())
}

/// Writes the theme into the file of this folder and leaves everything else in it as it is: whole or not at all, and for
/// its owner alone.
///
/// # Errors
/// Where the folder or the file cannot be written, or the file is not TOML: what somebody wrote is not written over.
pub fn remember(folder: &Path, look: Look) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join("console.toml");
    let before = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    if toml::from_str::<toml::Table>(&before).is_err() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "console.toml is not TOML"));
    }
    let after = with_theme(&before, look);
    if after == before {
        return Ok(());
    }
    let beside = folder.join(format!(".console.toml.{}", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&beside).and_then(|mut file| {
        file.write_all(after.as_bytes())?;
        file.sync_all()
    });
    let done = written.and_then(|()| std::fs::rename(&beside, &path));
    if done.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    done
}

/// The text with its one line about the theme changed, or with that line added.
fn with_theme(text: &str, look: Look) -> String {
    let line = format!("theme = \"{}\"", look.word());
    let is_theme =
        |l: &&str| l.trim_start().strip_prefix("theme").is_some_and(|rest| rest.trim_start().starts_with('='));
    if text.lines().any(|l| is_theme(&l)) {
        let lines: Vec<&str> = text.lines().map(|l| if is_theme(&l) { line.as_str() } else { l }).collect();
        return lines.join("\n") + "\n";
    }
    format!("{line}\n{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_is_remembered_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep");
        remember(&path, Look::Light).unwrap();
        let file = path.join("console.toml");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "theme = \"light\"\n");
        std::fs::write(&file, "# mine\nmouse = false\ntheme = \"light\" # was dark\n").unwrap();
        remember(&path, Look::HighContrast).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text, "# mine\nmouse = false\ntheme = \"high-contrast\"\n");
        let (settings, findings) = read("console.toml", &text);
        assert_eq!((settings, findings.len()), (Settings { mouse: false, look: Some(Look::HighContrast) }, 0));
        assert_eq!(std::fs::read_dir(&path).unwrap().count(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn it_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        remember(folder.path(), Look::Plain).unwrap();
        let mode = std::fs::metadata(folder.path().join("console.toml")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn what_is_no_toml_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("console.toml");
        std::fs::write(&file, "mouse = = no").unwrap();
        assert!(remember(folder.path(), Look::Dark).is_err());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "mouse = = no");
    }

    #[test]
    fn mistakes_are_told() {
        let (settings, findings) = read("console.toml", "theme = \"drak\"\nmouse = \"no\"\nmose = false\n");
        assert_eq!(settings, Settings { mouse: true, look: None });
        assert_eq!(findings.len(), 3, "{findings:?}");
    }
}
