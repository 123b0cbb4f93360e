//! The desk's own files: `desk.toml` and playbooks in one folder, over those that ship with the program.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::advice;
use crate::desk::{Desk, Finding};
use crate::playbook::{Library, Origin, Phrases, Source, shipped};
use crate::practice::{OwnFiles, Scenarios};
use crate::sheet::Sheet;
use crate::wording;

/// The most files that one folder may bring, and the largest of them in bytes.
const MOST_FILES: usize = 1000;
const LARGEST: u64 = 1024 * 1024;

/// Why a desk's own files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The folder or a file in it cannot be read.
    #[error("{what} cannot be read ({cause}); check its name and its permissions{or}")]
    Unreadable {
        /// Which.
        what: String,
        /// What the system said.
        cause: String,
        /// What else may be done: of a folder that was named, to name none.
        or: &'static str,
    },
    /// `desk.toml` has mistakes.
    #[error("{0}\nMend desk.toml, or leave --desk out to use the desk that ships with amends")]
    Mistakes(String),
    /// What ships is broken: a mistake of ours.
    #[error("the playbooks inside this program are broken: {0}; please report it")]
    Shipped(String),
}

/// The folder where people keep their own desk and playbooks, where they say no other: `amends/` in the platform's
/// configuration folder. It need not be there.
pub fn own_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "amends").map(|dirs| dirs.config_dir().to_path_buf())
}

/// What a desk works with.
#[derive(Debug)]
pub struct Loaded {
    /// Its settings.
    pub desk: Arc<Desk>,
    /// Its playbooks.
    pub library: Library,
    /// Its own rules for texts to customers, where it has any.
    pub wording: Option<wording::Rules>,
    /// Its own rules for what is fair to give, where it has any.
    pub advice: Option<advice::Rules>,
    /// Its own handholds for hard moments, over those that ship, where it has any.
    pub phrases: Option<Phrases>,
    /// What can be practised; no file of it is opened before one is asked for.
    pub scenarios: Scenarios,
    /// The mistakes in its own playbooks, wording rules, advice and handholds.
    pub findings: Vec<Finding>,
}

/// The folder inside a desk's own folder in which its scenarios are.
pub const SCENARIOS: &str = "scenarios";

/// The files of a folder that are no playbooks, beside those of a person.
const OTHERS: &[&str] = &["desk.toml", "wording.toml", "advice.toml", "phrases.toml", "hearing.toml", "quick.toml"];
/// The files of a person's own settings.
pub const SETTINGS: &[&str] = &[super::queries::FILE, "keys.toml", "theme.toml", "console.toml"];

/// What ships, alone.
pub fn shipped_only() -> Result<Loaded, DeskError> {
    build(Vec::new(), Scenarios::new(OwnFiles::default))
}

/// Reads the desk and the library: own files over shipped ones. Mistakes in own playbooks are found, not fatal.
pub fn load(folder: Option<PathBuf>) -> Result<Loaded, DeskError> {
    let is_named = folder.is_some();
    let Some(folder) = folder.or_else(|| own_folder().filter(|folder| folder.is_dir())) else { return shipped_only() };
    let own = read_folder(&folder).map_err(|error| match error {
        DeskError::Unreadable { what, cause, .. } if is_named => {
            DeskError::Unreadable { what, cause, or: ", or leave --desk out" }
        }
        other => other,
    })?;
    build(own, Scenarios::new(move || scenarios_in(&folder.join(SCENARIOS))))
}

/// The scenarios in a folder, which need not be there. What cannot be read is told of and keeps nobody from the others.
fn scenarios_in(folder: &Path) -> OwnFiles {
    let mut own = OwnFiles::default();
    if !folder.is_dir() {
        return own;
    }
    let mut tell = |path: &Path, cause: &str| {
        let mut sheet = Sheet::new(&path.display().to_string(), "");
        let help = "check its permissions, save it as UTF-8 text, or move it away; the others can be used meanwhile";
        sheet.error("unreadable", 0..0, format!("this cannot be read: {cause}"), Some(help.to_owned()));
        own.unread.extend(sheet.into_findings());
    };
    match files_in(folder) {
        Ok(paths) => {
            for path in paths {
                match text_of(&path) {
                    Ok(text) => own.texts.push((path.display().to_string(), text)),
                    Err(cause) => tell(&path, &cause),
                }
            }
        }
        Err(error) => tell(folder, &error.to_string()),
    }
    own
}

fn build(own: Vec<(String, String)>, scenarios: Scenarios) -> Result<Loaded, DeskError> {
    let of = |wanted: &str| own.iter().find(|(name, _)| is_called(name, wanted));
    let desk = match of("desk.toml") {
        Some((name, text)) => Desk::parse(name, text).map_err(|findings| DeskError::Mistakes(render(&findings)))?,
        None => Desk::parse("desk.toml", shipped::DESK).map_err(|findings| DeskError::Shipped(render(&findings)))?,
    };
    // A mistake in these is told, and what ships stands in: nobody is kept from work by it.
    let mut told = Vec::new();
    let wording = of("wording.toml").and_then(|(name, text)| {
        let (rules, findings) = wording::Rules::read(name, text);
        told.extend(findings);
        rules
    });
    let advice = of("advice.toml").and_then(|(name, text)| {
        // Its mistakes alone: what takes a proof is told by `advise check`.
        let read = advice::Rules::parse(name, text);
        read.map_err(|findings| told.extend(findings)).ok()
    });
    let phrases = of("phrases.toml").and_then(|(name, text)| {
        let (phrases, findings) = Phrases::read(name, text);
        told.extend(findings);
        phrases.map(|own| own.over(Phrases::shipped()))
    });
    let desk = Arc::new(desk);
    if own.iter().all(|(name, _)| !is_playbook(name)) {
        // Nothing is told of what ships, so that it can be read when it is needed.
        let library = Library::later(shipped::sources(), desk.clone());
        return Ok(Loaded { desk, library, wording, advice, phrases, scenarios, findings: told });
    }
    let names: Vec<String> = own.iter().map(|(name, _)| crate::terms::clean::one_line(name)).collect();
    let mut sources = shipped::sources();
    sources.extend(own.into_iter().filter(|(name, _)| is_playbook(name)).map(|(name, text)| Source {
        name,
        text,
        origin: Origin::Own,
    }));
    let (library, mut findings) = Library::build(sources, &desk);
    // Beside a desk with causes and gestures of its own, a shipped playbook that does not fit is left out, not complained of.
    findings.retain(|finding| names.contains(&finding.file));
    findings.extend(told);
    Ok(Loaded { desk, library, wording, advice, phrases, scenarios, findings })
}

/// All findings, one under the other.
fn render(findings: &[Finding]) -> String {
    findings.iter().map(|f| f.render(false)).collect::<Vec<_>>().join("\n\n")
}

/// Whether the last part of this path is this name.
fn is_called(path: &str, name: &str) -> bool {
    Path::new(path).file_name().is_some_and(|n| n == name)
}

/// Whether a TOML file of this name in a desk's folder is a playbook; the others are the desk, its wording, its advice, its handholds.
pub fn is_playbook(path: &str) -> bool {
    !OTHERS.iter().chain(SETTINGS).any(|other| is_called(path, other))
}

fn unreadable(what: &Path, cause: impl std::fmt::Display) -> DeskError {
    DeskError::Unreadable { what: what.display().to_string(), cause: cause.to_string(), or: "" }
}

/// The files and folders that somebody named, each file once: name and text.
///
/// # Errors
/// Where one of them, or a file in such a folder, cannot be read, is too large or is not UTF-8.
pub fn read_paths(paths: &[PathBuf]) -> Result<Vec<(String, String)>, DeskError> {
    let mut files: Vec<(String, String)> = Vec::new();
    for path in paths {
        let found =
            if path.is_dir() { read_folder(path)? } else { vec![(path.display().to_string(), read_file(path)?)] };
        for (name, text) in found {
            if files.iter().all(|(known, _)| *known != name) {
                files.push((name, text));
            }
        }
    }
    Ok(files)
}

/// The TOML files of a folder with their texts, in the order of their names. Links that lead elsewhere are left out.
///
/// # Errors
/// Where the folder or a file in it cannot be read, is too large or is not UTF-8.
fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, DeskError> {
    let paths = files_in(folder).map_err(|e| unreadable(folder, e))?;
    paths.into_iter().map(|path| Ok((path.display().to_string(), read_file(&path)?))).collect()
}

/// The TOML files of a folder, in the order of their names. What the system says nothing about stays in: to read it says why.
fn files_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|x| x == "toml"));
    paths.sort();
    paths.truncate(MOST_FILES);
    paths.retain(|path| std::fs::symlink_metadata(path).map_or(true, |about| about.is_file()));
    Ok(paths)
}

/// The text of one file.
///
/// # Errors
/// Where it cannot be read, is too large or is not UTF-8.
pub fn read_file(path: &Path) -> Result<String, DeskError> {
    text_of(path).map_err(|cause| unreadable(path, cause))
}

/// The text of one file, or why it cannot be read.
fn text_of(path: &Path) -> Result<String, String> {
    let about = std::fs::metadata(path).map_err(|e| e.to_string())?;
    if !about.is_file() {
        return Err("it is no file".to_owned());
    }
    if about.len() > LARGEST {
        return Err("it is larger than 1 MB".to_owned());
    }
    let bytes = std::fs::read(path).map_err(|e| e.to_string())?;
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::STARTER;

    #[test]
    fn a_scenario_that_cannot_be_read_keeps_nobody_from_the_others() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join(SCENARIOS);
        std::fs::create_dir_all(folder.join("folder.toml")).unwrap();
        std::fs::write(folder.join("a.toml"), [0xff, 0xfe]).unwrap();
        std::fs::write(folder.join("b.toml"), STARTER).unwrap();
        let loaded = load(Some(desk.path().to_owned())).unwrap();
        assert!(loaded.scenarios.get("missed-call").is_some());
        let findings = loaded.scenarios.findings();
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["unreadable"]);
        let shown = findings[0].render(false);
        assert!(["a.toml", "not UTF-8 text", "move it away"].iter().all(|words| shown.contains(words)), "{shown}");
    }

    #[test]
    fn no_scenario_is_opened_before_one_is_asked_for() {
        let desk = tempfile::tempdir().unwrap();
        let loaded = load(Some(desk.path().to_owned())).unwrap();
        std::fs::create_dir(desk.path().join(SCENARIOS)).unwrap();
        std::fs::write(desk.path().join(SCENARIOS).join("late.toml"), STARTER).unwrap();
        assert!(loaded.scenarios.get("missed-call").is_some());
    }

    #[test]
    fn a_file_that_is_named_twice_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = ["a.toml", "b.toml"].map(|name| folder.path().join(name));
        for file in &files {
            std::fs::write(file, "x = 1").unwrap();
        }
        let read = read_paths(&[files[1].clone(), folder.path().to_owned(), files[1].clone()]).unwrap();
        let names: Vec<_> = read.iter().map(|(name, _)| Path::new(name).file_name().unwrap()).collect();
        assert_eq!(names, ["b.toml", "a.toml"]);
        assert!(read_paths(&[folder.path().join("none.toml")]).is_err());
    }
}
