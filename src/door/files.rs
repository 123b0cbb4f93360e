//! The desk's own files: `desk.toml` and playbooks in one folder, over those that ship with the program.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::advice;
use crate::desk::{Desk, Finding};
use crate::playbook::{Library, Origin, Phrases, Source, shipped};
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
    /// Its own scenarios, as they stand in their files; they are read when one is asked for.
    pub scenarios: Vec<(String, String)>,
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
    build(Vec::new(), Vec::new())
}

/// Reads the desk and the library: own files over shipped ones. Mistakes in own playbooks are found, not fatal.
pub fn load(folder: Option<PathBuf>) -> Result<Loaded, DeskError> {
    let read = |folder: &Path| {
        let scenarios = folder.join(SCENARIOS);
        let scenarios = if scenarios.is_dir() { read_folder(&scenarios)? } else { Vec::new() };
        Ok((read_folder(folder)?, scenarios))
    };
    let (own, scenarios) = match folder {
        Some(folder) => read(&folder).map_err(|error| match error {
            DeskError::Unreadable { what, cause, .. } => {
                DeskError::Unreadable { what, cause, or: ", or leave --desk out" }
            }
            other => other,
        })?,
        None => match own_folder().filter(|f| f.is_dir()) {
            Some(folder) => read(&folder)?,
            None => (Vec::new(), Vec::new()),
        },
    };
    build(own, scenarios)
}

fn build(own: Vec<(String, String)>, scenarios: Vec<(String, String)>) -> Result<Loaded, DeskError> {
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

fn unreadable(what: &Path, cause: &dyn std::fmt::Display) -> DeskError {
    DeskError::Unreadable { what: what.display().to_string(), cause: cause.to_string(), or: "" }
}

/// The TOML files of a folder with their texts, in the order of their names. Links that lead elsewhere are left out.
///
/// # Errors
/// Where the folder or a file in it cannot be read, is too large or is not UTF-8.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, DeskError> {
    let entries = std::fs::read_dir(folder).map_err(|e| unreadable(folder, &e))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|x| x == "toml"));
    paths.sort();
    paths.truncate(MOST_FILES);
    let mut files = Vec::new();
    for path in paths {
        let about = std::fs::symlink_metadata(&path).map_err(|e| unreadable(&path, &e))?;
        if !about.is_file() {
            continue;
        }
        files.push((path.display().to_string(), read_file(&path)?));
    }
    Ok(files)
}

/// The text of one file.
///
/// # Errors
/// Where it cannot be read, is too large or is not UTF-8.
pub fn read_file(path: &Path) -> Result<String, DeskError> {
    let about = std::fs::metadata(path).map_err(|e| unreadable(path, &e))?;
    if !about.is_file() {
        return Err(unreadable(path, &"it is no file"));
    }
    if about.len() > LARGEST {
        return Err(unreadable(path, &"it is larger than 1 MB"));
    }
    let bytes = std::fs::read(path).map_err(|e| unreadable(path, &e))?;
    String::from_utf8(bytes).map_err(|_| unreadable(path, &"it is not UTF-8 text"))
}
