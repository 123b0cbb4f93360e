//! Every scenario that can be practised: what ships, and people's own in its place. No file is opened here: texts come in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::playbook::{Later, Library, Origin, Source, later, one_of_each};
use crate::sheet::Finding;

use super::read::Candidate;
use super::scenario::Scenario;

/// The scenarios that ship: file name and text, from the folder `playbooks/scenarios/` (`build.rs` makes the list).
pub const SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

/// A scenario with its text.
#[derive(Debug, Clone)]
pub struct Shelved {
    /// What it is; shared with whoever plays it.
    pub scenario: Arc<Scenario>,
    /// The text that it was read from: a drill keeps it, and can be played again after the file has changed.
    pub text: Arc<str>,
    /// Whose it is.
    pub origin: Origin,
}

/// People's own files, as they were found.
#[derive(Debug, Clone, Default)]
pub struct OwnFiles {
    /// Those that could be read: name and text.
    pub texts: Vec<(String, String)>,
    /// Why others could not be.
    pub unread: Vec<Finding>,
}

/// All scenarios, by id. They are read when the first is asked for: most commands need none.
#[derive(Debug, Clone)]
pub struct Scenarios {
    shelf: Later<Shelf>,
}

#[derive(Debug, Default)]
struct Shelf {
    kept: BTreeMap<String, Shelved>,
    own: OwnFiles,
    findings: Vec<Finding>,
}

impl Scenarios {
    /// What ships and people's own files, which stand before a shipped one of the same id. `own` fetches them when a scenario is
    /// first asked for. One with mistakes is told of and hides nothing.
    pub fn new(own: impl FnOnce() -> OwnFiles + Send + 'static) -> Self {
        Self::over(shipped, own)
    }

    fn over(
        shipped: impl FnOnce() -> Vec<Source> + Send + 'static,
        own: impl FnOnce() -> OwnFiles + Send + 'static,
    ) -> Self {
        Self { shelf: later(move || shelf(shipped(), own())) }
    }

    /// The scenario with this id.
    pub fn get(&self, id: &str) -> Option<&Shelved> {
        self.shelf.kept.get(id)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Shelved> {
        self.shelf.kept.values()
    }

    /// Why some of people's own files cannot be played; each finding names its file.
    pub fn findings(&self) -> &[Finding] {
        &self.shelf.findings
    }

    /// Everything that is wrong with people's own files, as [`proof_read`] tells it, and which of them cannot be read.
    pub fn proof_read(&self, library: &Library) -> Vec<Finding> {
        let OwnFiles { texts, unread } = &self.shelf.own;
        unread.iter().cloned().chain(proof_read(texts, library)).collect()
    }
}

/// Everything that is wrong with these files (name and text): with each, held against the playbooks, and beside the others.
pub fn proof_read(files: &[(String, String)], library: &Library) -> Vec<Finding> {
    let read = files.iter().map(|(name, text)| Candidate::proven(name, text, library));
    beside_each_other(read.collect()).into_iter().flat_map(|(_, findings)| findings).collect()
}

/// What becomes of files that lie in one place: of two with one id, the second cannot be used.
fn beside_each_other(mut files: Vec<Candidate>) -> Vec<(Option<Scenario>, Vec<Finding>)> {
    one_of_each(files.iter_mut().map(|file| (&file.id, Origin::Own, &mut file.sheet)));
    files.into_iter().map(Candidate::told).collect()
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

fn shelf(shipped: Vec<Source>, own: OwnFiles) -> Shelf {
    let mut shelf = Shelf { findings: own.unread.clone(), ..Shelf::default() };
    for Source { name, text, origin } in shipped {
        // Tests have proven them; here they are only read.
        if let Ok(scenario) = Scenario::parse(&name, &text) {
            shelf.put(scenario, &text, origin);
        }
    }
    // To prove one takes a while: that is for `amends scenario check`. Here it must be playable.
    let read = own.texts.iter().map(|(name, text)| Candidate::playable(name, text)).collect();
    for ((_, text), (scenario, findings)) in own.texts.iter().zip(beside_each_other(read)) {
        match scenario {
            Some(scenario) => shelf.put(scenario, text, Origin::Own),
            None => shelf.findings.extend(findings),
        }
    }
    Shelf { own, ..shelf }
}

impl Shelf {
    fn put(&mut self, scenario: Scenario, text: &str, origin: Origin) {
        self.kept.insert(scenario.id.clone(), Shelved { text: text.into(), origin, scenario: Arc::new(scenario) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::STARTER;

    const NAME: &str = "missed-call.toml";

    /// The starter as what ships, and these beside it.
    fn with(own: OwnFiles) -> Scenarios {
        let starter = Source { name: NAME.to_owned(), text: STARTER.to_owned(), origin: Origin::Shipped };
        Scenarios::over(move || vec![starter], move || own)
    }

    fn own(texts: &[(&str, &str)]) -> OwnFiles {
        let texts = texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        OwnFiles { texts, unread: Vec::new() }
    }

    fn title(scenarios: &Scenarios) -> Option<&str> {
        scenarios.get("missed-call").map(|kept| kept.scenario.title.as_str())
    }

    fn told(findings: &[Finding]) -> Vec<(&str, &str)> {
        findings.iter().map(|finding| (&*finding.file, finding.code)).collect()
    }

    #[test]
    fn ones_own_stands_before_a_shipped_one_and_a_broken_one_hides_nothing() {
        let shipped = with(OwnFiles::default());
        assert_eq!((title(&shipped), shipped.findings().len()), (Some("The call that never came"), 0));
        let mine = STARTER.replace("The call that never came", "Mine");
        let other = with(own(&[(NAME, &mine)]));
        assert_eq!((title(&other), other.iter().count()), (Some("Mine"), 1));
        assert_eq!(other.get("missed-call").map(|kept| kept.origin), Some(Origin::Own));
        let broken = with(own(&[(NAME, &mine.replace("level = 1", "level = 9"))]));
        assert_eq!(title(&broken), title(&shipped));
        assert_eq!(told(broken.findings()), [(NAME, "wrong-type")]);
    }

    #[test]
    fn of_two_files_with_one_id_the_second_is_told_of() {
        let [first, second] = ["First", "Second"].map(|title| STARTER.replace("The call that never came", title));
        let both = with(own(&[("a.toml", &first), ("b.toml", &second)]));
        assert_eq!(title(&both), Some("First"));
        assert_eq!(told(both.findings()), [("b.toml", "duplicate-id")]);
        assert!(both.findings()[0].message.contains("a.toml"), "{:?}", both.findings());
        let library = Library::later(
            Vec::new(),
            Arc::new(crate::desk::Desk::parse("desk.toml", crate::playbook::shipped::DESK).unwrap()),
        );
        assert!(told(&both.proof_read(&library)).contains(&("b.toml", "duplicate-id")));
    }

    #[test]
    fn what_could_not_be_read_is_told_and_the_rest_is_there() {
        let mut sheet = crate::sheet::Sheet::new("odd.toml", "");
        sheet.error("unreadable", 0..0, "it cannot be read", None);
        let mine = STARTER.replace("The call that never came", "Mine");
        let some = with(OwnFiles { unread: sheet.into_findings(), ..own(&[(NAME, &mine)]) });
        assert_eq!((title(&some), told(some.findings())), (Some("Mine"), vec![("odd.toml", "unreadable")]));
        assert!(some.findings()[0].render(false).contains("odd.toml:1:1"), "{}", some.findings()[0].render(false));
    }

    #[test]
    fn proof_reading_holds_ones_own_against_the_playbooks() {
        let desk = crate::desk::Desk::parse("desk.toml", crate::playbook::shipped::DESK).unwrap();
        let library = Library::later(crate::playbook::shipped::sources(), Arc::new(desk));
        let lost = STARTER.replace("playbook = \"", "playbook = \"no-such-");
        let scenarios = with(own(&[(NAME, &lost)]));
        assert_eq!(told(scenarios.findings()), [], "it can be played");
        assert!(scenarios.proof_read(&library).iter().any(Finding::is_error), "it does not fit the playbooks");
        assert_eq!(told(&with(own(&[(NAME, STARTER)])).proof_read(&library)), []);
    }
}
