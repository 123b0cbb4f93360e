//! Every scenario that can be practised: what ships, and people's own in its place. No file is opened here: texts come in.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::playbook::{Origin, Source};
use crate::sheet::Finding;

use super::scenario::Scenario;

/// The scenarios that ship: file name and text, from the folder `playbooks/scenarios/` (`build.rs` makes the list).
pub const SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

/// A scenario with its text.
#[derive(Debug, Clone)]
pub struct Shelved {
    /// What it is.
    pub scenario: Scenario,
    /// The text that it was read from: a drill keeps it, and can be played again after the file has changed.
    pub text: Arc<str>,
    /// Whose it is.
    pub origin: Origin,
}

/// All scenarios, by id. They are read when the first is asked for: most commands need none.
#[derive(Debug, Clone)]
pub struct Scenarios {
    shelf: Arc<LazyLock<Shelf, Box<dyn FnOnce() -> Shelf + Send>>>,
}

#[derive(Debug)]
struct Shelf {
    kept: BTreeMap<String, Shelved>,
    findings: Vec<Finding>,
}

impl Scenarios {
    /// What ships and these files (name and text), which stand before a shipped one of the same id; read when one is first
    /// asked for. One with mistakes is told of and hides nothing.
    pub fn new(own: Vec<(String, String)>) -> Self {
        Self::over(shipped, own)
    }

    fn over(shipped: impl FnOnce() -> Vec<Source> + Send + 'static, own: Vec<(String, String)>) -> Self {
        let make: Box<dyn FnOnce() -> Shelf + Send> = Box::new(move || shelf(shipped(), own));
        Self { shelf: Arc::new(LazyLock::new(make)) }
    }

    /// The scenario with this id.
    pub fn get(&self, id: &str) -> Option<&Shelved> {
        self.shelf.kept.get(id)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Shelved> {
        self.shelf.kept.values()
    }

    /// What is wrong in people's own files; each finding names its file.
    pub fn findings(&self) -> &[Finding] {
        &self.shelf.findings
    }
}

/// The texts that ship, as sources.
pub fn shipped() -> Vec<Source> {
    let source = |(name, text): &(&str, &str)| Source {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
        origin: Origin::Shipped,
    };
    SHIPPED.iter().map(source).collect()
}

fn shelf(shipped: Vec<Source>, own: Vec<(String, String)>) -> Shelf {
    let mut shelf = Shelf { kept: BTreeMap::new(), findings: Vec::new() };
    for source in shipped {
        // Tests have proven them; here they are only read.
        if let Ok(scenario) = Scenario::parse(&source.name, &source.text) {
            shelf.put(scenario, source);
        }
    }
    for (name, text) in own {
        // To prove one takes a while: that is for `amends scenario check`. Here it must be playable.
        match Scenario::parse(&name, &text) {
            Ok(scenario) => shelf.put(scenario, Source { name, text, origin: Origin::Own }),
            Err(findings) => shelf.findings.extend(findings),
        }
    }
    shelf
}

impl Shelf {
    fn put(&mut self, scenario: Scenario, source: Source) {
        let kept = Shelved { text: source.text.into(), origin: source.origin, scenario };
        self.kept.insert(kept.scenario.id.clone(), kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::STARTER;

    #[test]
    fn ones_own_stands_before_a_shipped_one_and_a_broken_one_hides_nothing() {
        let name = "missed-call.toml".to_owned();
        let with = |own: Vec<(String, String)>| {
            let starter = Source { name: name.clone(), text: STARTER.to_owned(), origin: Origin::Shipped };
            Scenarios::over(move || vec![starter], own)
        };
        let title = |scenarios: &Scenarios| scenarios.get("missed-call").map(|kept| kept.scenario.title.clone());
        let shipped = with(Vec::new());
        assert_eq!((title(&shipped).as_deref(), shipped.findings().len()), (Some("The call that never came"), 0));
        let mine = STARTER.replace("The call that never came", "Mine");
        let own = with(vec![(name.clone(), mine.clone())]);
        assert_eq!((title(&own).as_deref(), own.iter().count()), (Some("Mine"), 1));
        assert_eq!(own.get("missed-call").map(|kept| kept.origin), Some(Origin::Own));
        let broken = with(vec![(name.clone(), mine.replace("level = 1", "level = 9"))]);
        assert_eq!(title(&broken), title(&shipped));
        assert_eq!(broken.findings().iter().map(|finding| finding.code).collect::<Vec<_>>(), ["wrong-type"]);
    }
}
