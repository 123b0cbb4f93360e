//! Saved queries: a few that ship, and a person's own in `queries.toml` in their own folder. `@name` stands for its query.
//!
//! What a query means is in `log::find`; here one name becomes words.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::log::Query;

use super::files::read_file;

/// The file in a person's own folder.
pub const FILE: &str = "queries.toml";

/// What everybody has. One's own of the same name goes before it.
const SHIPPED: &[(&str, &str)] = &[
    ("mine", "is:open is:mine"),
    ("open", "is:open"),
    ("overdue", "is:open is:overdue"),
    ("today", "on:today"),
    ("yesterday", "on:yesterday"),
];

/// How deep saved queries may name each other.
const DEEPEST: usize = 8;

/// The saved queries of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Queries {
    own: BTreeMap<String, String>,
}

/// One saved query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved<'a> {
    /// Its name, without the `@`.
    pub name: &'a str,
    /// What it stands for.
    pub query: &'a str,
    /// Whether it is the person's own.
    pub own: bool,
}

impl Queries {
    /// Reads the file in `folder`; without one, those that ship.
    ///
    /// # Errors
    /// A sentence that names the file, what is wrong in it, and what to do.
    pub fn load(folder: Option<&Path>) -> Result<Self, String> {
        let Some(path) = folder.map(|f| f.join(FILE)).filter(|path| path.exists()) else { return Ok(Self::default()) };
        let text = read_file(&path).map_err(|e| e.to_string())?;
        Self::parse(&text).map_err(|why| format!("{}: {why}", path.display()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let own: BTreeMap<String, String> = toml::from_str(text).map_err(|e| {
            format!("{} – each line is a name and its query: late = \"is:open playbook:late-parcel\"", e.message())
        })?;
        match own.keys().find(|name| !is_name(name)) {
            Some(name) => Err(format!("`{name}` cannot be a name: letters, digits, - and _ alone")),
            None => Ok(Self { own }),
        }
    }

    /// All of them by name, one's own in the place of a shipped one.
    pub fn all(&self) -> Vec<Saved<'_>> {
        let own = self.own.iter().map(|(name, query)| Saved { name, query, own: true });
        let shipped = SHIPPED.iter().map(|(name, query)| Saved { name, query, own: false });
        let mut all: Vec<Saved<'_>> = own.chain(shipped.filter(|s| !self.own.contains_key(s.name))).collect();
        all.sort_by_key(|saved| saved.name);
        all
    }

    /// The words with every `@name` put in full.
    ///
    /// # Errors
    /// Names what is not saved, and what is.
    pub fn expand(&self, words: &str) -> Result<String, String> {
        self.expand_at(words, 0)
    }

    fn expand_at(&self, words: &str, depth: usize) -> Result<String, String> {
        if depth > DEEPEST {
            return Err("these saved queries name each other in a ring; give one of them other words".to_owned());
        }
        let mut full = String::new();
        for (at, token) in split(words) {
            let Some(name) = token.strip_prefix('@').filter(|name| is_name(name)) else {
                full.push_str(&words[at..at + token.len()]);
                continue;
            };
            let all = self.all();
            let Some(saved) = all.iter().find(|saved| saved.name == name.to_lowercase()) else {
                let known: Vec<String> = all.iter().map(|saved| format!("@{}", saved.name)).collect();
                return Err(format!("`@{name}` is not a saved query; there are {}", known.join(", ")));
            };
            full.push_str(&self.expand_at(saved.query, depth + 1)?);
        }
        Ok(full)
    }

    /// Keeps a query under a name in the file of `folder`, or takes the name away where there is no query. Answers what is
    /// then saved.
    ///
    /// # Errors
    /// A sentence about what stands in the way, and what to do.
    pub fn keep(folder: Option<&Path>, name: &str, query: Option<&str>) -> Result<Self, String> {
        let name = name.trim().trim_start_matches('@').to_lowercase();
        if !is_name(&name) {
            return Err("A name is letters, digits, - and _, like late-and-angry.".to_owned());
        }
        let folder = folder.ok_or("This system names no folder for your settings; set HOME and try again.")?;
        let mut queries = Self::load(Some(folder))?;
        let path = folder.join(FILE);
        match query.map(str::trim).filter(|q| !q.is_empty()) {
            Some(query) => {
                queries.own.insert(name.clone(), query.to_owned());
                // A query that leads to itself would never be found again.
                let full = queries.expand(&format!("@{name}"))?;
                understood(&full).map_err(|why| format!("Not saved: {why}."))?;
            }
            None if queries.own.remove(&name).is_none() => {
                return Err(format!("@{name} is not one of your own saved queries."));
            }
            None => {}
        }
        let text = toml::to_string(&queries.own).map_err(|e| e.to_string())?;
        write(folder, &path, &format!("# Saved queries of amends: `@name` in a query stands for its words.\n{text}"))
            .map_err(|e| format!("{} cannot be written ({e}); look at its folder's permissions", path.display()))?;
        Ok(queries)
    }
}

/// Whether a query can be read, which does not depend on the day.
fn understood(full: &str) -> Result<(), String> {
    let moment = crate::terms::Timestamp::from_ms(0);
    let read = Query::parse_on(full, chrono::NaiveDate::default(), &|_| (moment, moment));
    read.map(|_| ()).map_err(|why| why.to_string().trim_end_matches('.').to_owned())
}

/// Whether this may be the name of a saved query.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

/// A text in pieces, white space and words, with their places; what stands in quotation marks is one word.
fn split(text: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let (mut from, mut quoted, mut space) = (0, false, None);
    for (at, c) in text.char_indices() {
        let is_space = c.is_whitespace() && !quoted;
        if space.is_some_and(|was| was != is_space) {
            pieces.push((from, &text[from..at]));
            from = at;
        }
        space = Some(is_space);
        if c == '"' {
            quoted = !quoted;
        }
    }
    pieces.push((from, &text[from..]));
    pieces
}

/// Writes a private file as a whole or not at all.
fn write(folder: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut folders = std::fs::DirBuilder::new();
    folders.recursive(true);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    folders.create(folder)?;
    let beside: PathBuf = folder.join(format!("{FILE}.{}.new", std::process::id()));
    let mut file = options.open(&beside)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    drop(file);
    written.and_then(|()| std::fs::rename(&beside, path)).inspect_err(|_| {
        let _ = std::fs::remove_file(&beside);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_its_words_and_words_for_themselves() {
        let queries = Queries::parse("late = \"is:open playbook:late-parcel\"\nmine-late = \"@mine @late\"").unwrap();
        let full = |words: &str| queries.expand(words).unwrap();
        assert_eq!(full("@mine-late  vase"), "is:open is:mine is:open playbook:late-parcel  vase");
        assert_eq!(full("@LATE"), "is:open playbook:late-parcel");
        assert_eq!(full("ann@example.org \"@mine at home\" @"), "ann@example.org \"@mine at home\" @");
        assert_eq!(full(""), "");
        let error = queries.expand("@nothing").unwrap_err();
        assert!(error.contains("@late, @mine"), "{error}");
    }

    #[test]
    fn a_ring_is_named_and_not_followed() {
        let queries = Queries::parse("a = \"@b\"\nb = \"@a\"").unwrap();
        assert!(queries.expand("@a").unwrap_err().contains("ring"));
    }

    #[test]
    fn what_is_saved_is_there_again_and_private() {
        let home = tempfile::tempdir().unwrap();
        let there = home.path().join("new/amends");
        let folder = Some(there.as_path());
        assert_eq!(Queries::load(folder).unwrap(), Queries::default());
        Queries::keep(folder, "@Late", Some(" playbook:late-parcel \"a \\ b\" ")).unwrap();
        let kept = Queries::keep(folder, "mine", Some("owner:bob")).unwrap();
        assert_eq!(Queries::load(folder).unwrap(), kept);
        assert_eq!(kept.expand("@late @mine").unwrap(), "playbook:late-parcel \"a \\ b\" owner:bob");
        #[cfg(unix)]
        {
            let about = std::fs::metadata(there.join(FILE)).unwrap();
            assert_eq!(std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o777, 0o600);
        }
        let kept = Queries::keep(folder, "mine", None).unwrap();
        assert_eq!(kept.expand("@mine").unwrap(), "is:open is:mine");
        assert_eq!(std::fs::read_dir(&there).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_cannot_be_saved_says_why_and_leaves_the_file_alone() {
        let home = tempfile::tempdir().unwrap();
        let folder = Some(home.path());
        for (name, query, says) in [
            ("a b", Some("x"), "letters"),
            ("", Some("x"), "letters"),
            ("open", None, "your own"),
            ("x", Some("@x"), "ring"),
            ("x", Some("is:opne"), "is:opne"),
            ("x", Some("colour:red @mine"), "Not saved"),
            ("x", Some("on:someday"), "Not saved"),
        ] {
            let error = Queries::keep(folder, name, query).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
        assert!(!home.path().join(FILE).exists());
        std::fs::write(home.path().join(FILE), "late = [").unwrap();
        let error = Queries::keep(folder, "x", Some("y")).unwrap_err();
        assert!(error.contains(FILE) && error.contains("each line is a name"), "{error}");
        assert_eq!(std::fs::read_to_string(home.path().join(FILE)).unwrap(), "late = [");
    }
}
