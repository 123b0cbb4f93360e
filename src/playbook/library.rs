//! The library: every playbook that can be walked, shipped or the desk's own, and older versions that walks began with.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::check::check;
use super::expand::{Shelf, expand};
use super::guide::Playbook;
use super::model::Book;
use super::rank::Index;
use super::read::read;
use crate::case::{Guide, Guides};
use crate::desk::{Desk, Finding, Located, Sheet};
use crate::terms::Currency;

/// Whose a playbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It came with the program.
    Shipped,
    /// It is the desk's own, and stands before a shipped one of the same id.
    Own,
}

impl Origin {
    /// How lists spell it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Own => "own",
        }
    }
}

/// The text of one playbook file.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file's name, for messages.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Whose it is.
    pub origin: Origin,
}

/// Every playbook. Those that can be read later ([`Library::later`]) are read when one is first asked for: most commands
/// need none.
#[derive(Debug, Clone)]
pub struct Library {
    currency: Currency,
    shelf: Later<Shelved>,
    remembered: BTreeMap<String, Playbook>,
    kept: Option<Later<BTreeMap<String, Playbook>>>,
}

/// What can be offered, in the order of the ids.
type Shelved = Vec<(Playbook, Origin, Index)>;

/// Made when it is first asked for, and once for all clones.
pub(crate) type Later<T> = Arc<LazyLock<T, Box<dyn FnOnce() -> T + Send>>>;

/// Leaves it for later.
pub(crate) fn later<T>(make: impl FnOnce() -> T + Send + 'static) -> Later<T> {
    Arc::new(LazyLock::new(Box::new(make)))
}

/// A file on its way into the library.
struct Candidate {
    book: Arc<Book>,
    sheet: Sheet,
    origin: Origin,
    /// Whether it can be used, as far as is known.
    sound: bool,
}

impl Library {
    /// The same library, read when a playbook is first asked for; for sources in which no finding is expected.
    pub fn later(sources: Vec<Source>, desk: Arc<Desk>) -> Self {
        let currency = desk.currency;
        let shelf = later(move || Self::shelve(sources, &desk).0);
        Self { currency, shelf, remembered: BTreeMap::new(), kept: None }
    }

    /// Reads and checks all of them together. A broken file is told of and hides nothing: where it would stand before a
    /// shipped playbook of the same id, the shipped one stays.
    pub fn build(sources: Vec<Source>, desk: &Desk) -> (Self, Vec<Finding>) {
        let (shelf, findings) = Self::shelve(sources, desk);
        let shelf = later(move || shelf);
        (Self { currency: desk.currency, shelf, remembered: BTreeMap::new(), kept: None }, findings)
    }

    fn shelve(sources: Vec<Source>, desk: &Desk) -> (Shelved, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut candidates = Vec::new();
        for source in sources {
            let (book, sheet) = read(&source.name, &source.text);
            match book {
                Some(book) => {
                    candidates.push(Candidate { book: Arc::new(book), sheet, origin: source.origin, sound: false });
                }
                None => findings.extend(sheet.into_findings()),
            }
        }
        one_of_each(candidates.iter_mut().map(|c| (&c.book.id, c.origin, &mut c.sheet)));
        for candidate in &mut candidates {
            candidate.sound = !candidate.sheet.has_errors();
        }
        let playbooks = settle(&mut candidates, desk);
        let mut shelf = Vec::new();
        for (candidate, playbook) in candidates.into_iter().zip(playbooks) {
            findings.extend(candidate.sheet.into_findings());
            if let Some(playbook) = playbook {
                let index = Index::new(&playbook);
                shelf.push((playbook, candidate.origin, index));
            }
        }
        shelf.sort_by(|(a, a_origin, _), (b, b_origin, _)| a.id().cmp(b.id()).then(b_origin.cmp(a_origin)));
        shelf.dedup_by(|(later, ..), (kept, ..)| later.id() == kept.id());
        findings.sort_by(|a, b| (&a.file, a.span.start).cmp(&(&b.file, b.span.start)));
        (shelf, findings)
    }

    /// Checks one file beside all others: what is wrong with it, and with it alone. An own playbook of the same id among
    /// the others is taken for an older text of this one and left out.
    pub fn check(others: Vec<Source>, file: Source, desk: &Desk) -> Vec<Finding> {
        let id = |source: &Source| read(&source.name, &source.text).0.map(|book| book.id.value.clone());
        let this = id(&file);
        let same = |source: &Source| {
            source.origin == Origin::Own && (source.name == file.name || (this.is_some() && id(source) == this))
        };
        let mut sources: Vec<Source> = others.into_iter().filter(|source| !same(source)).collect();
        let name = crate::terms::clean::one_line(&file.name);
        sources.push(Source { origin: Origin::Own, ..file });
        let (_, findings) = Self::build(sources, desk);
        findings.into_iter().filter(|finding| finding.file == name).collect()
    }

    /// The playbook with this id.
    pub fn get(&self, id: &str) -> Option<&Playbook> {
        self.shelf.iter().map(|(playbook, ..)| playbook).find(|playbook| playbook.id() == id)
    }

    /// The playbook with this hash, also one that is only remembered.
    pub fn by_hash(&self, hash: &str) -> Option<&Playbook> {
        let offered = self.iter().find(|playbook| playbook.hash() == hash);
        offered.or_else(|| self.remembered.get(hash)).or_else(|| self.kept.as_ref()?.get(hash))
    }

    /// All playbooks that are offered, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Playbook> {
        self.shelf.iter().map(|(playbook, ..)| playbook)
    }

    /// Whose the playbook with this id is.
    pub fn origin(&self, id: &str) -> Option<Origin> {
        self.shelf.iter().find(|(playbook, ..)| playbook.id() == id).map(|(_, origin, _)| *origin)
    }

    /// The texts of the playbook with this hash, as JSON to be stored ([`Playbook::bundle`]).
    pub fn bundle(&self, hash: &str) -> Option<String> {
        self.by_hash(hash).map(Playbook::bundle)
    }

    /// Adds a stored playbook for walks that began with it; it is not offered. Gives its hash.
    ///
    /// # Errors
    /// Where it cannot be read back.
    pub fn remember(&mut self, bundle: &str) -> Result<String, String> {
        let playbook = Playbook::from_bundle(bundle, self.currency)?;
        let hash = playbook.hash().to_owned();
        self.remembered.insert(hash.clone(), playbook);
        Ok(hash)
    }

    /// As [`Library::remember`] for all stored playbooks that `bundles` hands over, which is asked when a hash is looked for
    /// that no other playbook has. One that cannot be read back is left out.
    pub fn remember_later(&mut self, bundles: impl FnOnce() -> Vec<String> + Send + 'static) {
        let currency = self.currency;
        self.kept = Some(later(move || {
            let read = |bundle: String| Playbook::from_bundle(&bundle, currency).ok();
            bundles().into_iter().filter_map(read).map(|playbook| (playbook.hash().to_owned(), playbook)).collect()
        }));
    }

    /// Reads everything that is left for later: for a thread of its own, where whoever asks next must not wait.
    pub fn read_now(&self) {
        LazyLock::force(&self.shelf);
        self.kept.as_ref().map(|kept| LazyLock::force(kept));
    }

    /// The playbooks that fit what a customer said, best first; see `rank` for how that is judged.
    pub fn rank(&self, said: &str) -> Vec<(u32, &Playbook)> {
        let scored = super::rank::rank(self.shelf.iter().map(|(_, _, index)| index), said);
        scored.into_iter().filter_map(|(score, at)| Some((score, &self.shelf.get(at)?.0))).collect()
    }
}

impl Guides for Library {
    fn guide(&self, hash: &str) -> Option<&dyn Guide> {
        self.by_hash(hash).map(|playbook| playbook as &dyn Guide)
    }
}

/// Of two files with one id and one origin, the second cannot be used.
pub(crate) fn one_of_each<'a>(files: impl IntoIterator<Item = (&'a Located<String>, Origin, &'a mut Sheet)>) {
    let mut seen: BTreeMap<(&str, Origin), String> = BTreeMap::new();
    for (id, origin, sheet) in files {
        if id.is_empty() {
            continue;
        }
        match seen.get(&(id.as_str(), origin)) {
            Some(other) => {
                let help = Some("give one of them another id".to_owned());
                sheet.error("duplicate-id", id.span.clone(), format!("`{}` is also the id of {other}", **id), help);
            }
            None => drop(seen.insert((id.as_str(), origin), sheet.file.clone())),
        }
    }
}

/// Expands and checks all, again and again until those that use a broken one are known as broken too. What is told of a
/// broken one is what was wrong when it first failed. Each round takes at least one candidate out, or is the last.
fn settle(candidates: &mut [Candidate], desk: &Desk) -> Vec<Option<Playbook>> {
    let mut playbooks: Vec<Option<Playbook>> = Vec::new();
    playbooks.resize_with(candidates.len(), || None);
    let mut open: Vec<usize> = (0..candidates.len()).collect();
    loop {
        let usable = usable(candidates);
        let broken: Vec<String> = candidates.iter().filter(|c| !c.sound).map(|c| c.book.id.value.clone()).collect();
        let names = || (usable.keys().cloned().collect(), broken.clone());
        let shelf = Shelf { find: &|id| usable.get(id).map(|(_, book)| book.clone()), names: &names };
        let mut still_open = Vec::new();
        let mut sheets = Vec::new();
        for at in open.iter().copied() {
            let Some(candidate) = candidates.get_mut(at) else { continue };
            let mut sheet = candidate.sheet.clone();
            let playbook = expand(&candidate.book, &shelf, desk.currency, &mut sheet);
            check(&playbook, desk, &|id| usable.contains_key(id), &mut sheet);
            if sheet.has_errors() {
                (candidate.sheet, candidate.sound) = (sheet, false);
            } else {
                still_open.push(at);
                sheets.push((sheet, playbook));
            }
        }
        if still_open.len() == open.len() {
            for (at, (sheet, playbook)) in still_open.into_iter().zip(sheets) {
                if let (Some(candidate), Some(place)) = (candidates.get_mut(at), playbooks.get_mut(at)) {
                    candidate.sheet = sheet;
                    *place = Some(playbook);
                }
            }
            return playbooks;
        }
        open = still_open;
    }
}

/// The sound books by id, the desk's own before those that ship.
fn usable(candidates: &[Candidate]) -> BTreeMap<String, (Origin, Arc<Book>)> {
    let mut usable: BTreeMap<String, (Origin, Arc<Book>)> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.sound) {
        let place = usable.entry(candidate.book.id.value.clone());
        let entry = place.or_insert_with(|| (candidate.origin, candidate.book.clone()));
        if candidate.origin > entry.0 {
            *entry = (candidate.origin, candidate.book.clone());
        }
    }
    usable
}
