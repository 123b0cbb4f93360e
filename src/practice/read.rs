//! Reading a scenario file: its head, the customer, the facts. Turns and endings are read in `read_turn`, what is wrong between
//! the parts is for `check`.

use crate::playbook::Library;
use crate::sheet::fields::{Fields, text};
use crate::sheet::{Finding, Located, Sheet};
use crate::terms::{Channel, CustomerKind, Heat};

use super::check;
use super::places::Places;
use super::read_turn::{Ids, Links};
use super::scenario::{FULL, Persona, Scenario};
use super::texts::{Gaps, MOST_CUSTOMER_WORDS, acts, id, needed_within, needed_word, word};

/// The version of the format that this program reads.
pub const VERSION: u32 = 1;
/// The most facts, and the most values of each.
const MOST_FACTS: usize = 20;

impl Scenario {
    /// Reads a scenario from the text of a file, as it is needed to be played. `name` is its name for messages; nothing is
    /// opened.
    ///
    /// # Errors
    /// Everything by which it cannot be played, in the order of the file.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Finding>> {
        let (scenario, findings) = Candidate::playable(name, text).told();
        scenario.ok_or(findings)
    }

    /// As [`Scenario::parse`], with all that is wrong with it as practice, and the warnings of a file that can be used: all
    /// ways through it are gone.
    pub fn read(name: &str, text: &str) -> (Option<Self>, Vec<Finding>) {
        Candidate::read(name, text, check::check).told()
    }

    /// As [`Scenario::read`], held against the playbooks that it practises as well.
    pub fn read_in(name: &str, text: &str, library: &Library) -> (Option<Self>, Vec<Finding>) {
        Candidate::proven(name, text, library).told()
    }
}

/// A file on its way to the shelf, beside which others may stand.
pub(super) struct Candidate {
    /// Its id with its place; empty where the file cannot be read.
    pub id: Located<String>,
    /// What is wrong with it, as far as is known.
    pub sheet: Sheet,
    scenario: Option<Scenario>,
}

impl Candidate {
    /// Read as it is needed to be played.
    pub fn playable(name: &str, text: &str) -> Self {
        Self::read(name, text, |_, _, _| {})
    }

    /// Read with all that is wrong with it, held against the playbooks.
    pub fn proven(name: &str, text: &str, library: &Library) -> Self {
        Self::read(name, text, |sheet, scenario, places| {
            check::library(sheet, scenario, places, library);
            check::check(sheet, scenario, places);
        })
    }

    fn read(name: &str, text: &str, more: impl FnOnce(&mut Sheet, &Scenario, &Places)) -> Self {
        let mut sheet = Sheet::new(name, text);
        let Some(table) = sheet.toml(text) else {
            return Self { id: Located::new(String::new(), 0..0), sheet, scenario: None };
        };
        let mut fields = Fields::new("the file", table.get_ref(), 0..0);
        let (scenario, places) = read(&mut sheet, &mut fields);
        fields.finish(&mut sheet);
        check::shape(&mut sheet, &scenario, &places);
        more(&mut sheet, &scenario, &places);
        Self { id: places.id, sheet, scenario: Some(scenario) }
    }

    /// The scenario where nothing is wrong with it, and what was found.
    pub fn told(self) -> (Option<Scenario>, Vec<Finding>) {
        let scenario = self.scenario.filter(|_| !self.sheet.has_errors());
        (scenario, self.sheet.into_findings())
    }
}

fn read(sheet: &mut Sheet, f: &mut Fields<'_>) -> (Scenario, Places) {
    version(sheet, f);
    let (plain, id) = (Gaps::default(), id(sheet, f, "a short name that never changes; the file is named after it"));
    let title = plain.needed(sheet, f, "title", 12, "what people call it, like \"The birthday parcel\"");
    let about = plain.needed(sheet, f, "about", 40, "what it is about, in a sentence");
    let playbook = f.needed(sheet, "playbook", "the id of the playbook that it practises, like \"late-parcel\"");
    let channel = needed_word(sheet, f, ("channel", "a channel"), Channel::ALL, Channel::word, Channel::Phone);
    let level = needed_within(sheet, f, "level", 1..=3, "how hard it is");
    let learn = plain.lines(sheet, f, "learn", &(1..=3), 40);
    let facts = facts(sheet, f);
    let known = std::iter::once("name".to_owned()).chain(facts.iter().map(|(name, _)| name.clone())).collect();
    let gaps = Gaps { known };
    let customer = f.table(sheet, "customer");
    if customer.is_none() && !f.has("customer") {
        let help = Some("add a `[customer]` table: who calls".to_owned());
        sheet.error("missing-key", 0..0, "the file needs `customer`", help);
    }
    let (customer, gives_up) = match customer {
        Some(mut table) => {
            let read = persona(sheet, &mut table, &gaps);
            table.finish(sheet);
            read
        }
        None => (nobody(), Located::new(String::new(), 0..0)),
    };
    let mut links = Links::default();
    let (mut turns, turn_places, turn_ids) = links.turns(sheet, f, &gaps);
    let (endings, ending_ids) = Links::endings(sheet, f, &gaps);
    let ids = Ids { turns: &turn_ids, endings: &ending_ids };
    ids.unique(sheet);
    links.resolve(sheet, &ids, &mut turns);
    let gives_up_at = ids.ending(sheet, &gives_up);
    let places = Places {
        id: id.clone(),
        playbook: playbook.span.clone(),
        gives_up: gives_up.span,
        turns: turn_places,
        endings: ending_ids.into_iter().map(|id| id.span).collect(),
    };
    let customer = Persona { gives_up: gives_up_at.unwrap_or_default(), ..customer };
    let (id, playbook) = (id.value, playbook.value);
    (Scenario { id, title, about, playbook, channel, level, learn, customer, facts, turns, endings }, places)
}

fn version(sheet: &mut Sheet, f: &mut Fields<'_>) {
    let place = f.key_span("scenario");
    match f.count(sheet, "scenario") {
        Some(VERSION) => {}
        None if f.has("scenario") => {}
        Some(other) => {
            let help = Some("a newer amends may read it".to_owned());
            sheet.error("version", place, format!("this program reads version {VERSION}, not {other}"), help);
        }
        None => {
            let help = Some(format!("begin with `scenario = {VERSION}`: the version of the format"));
            sheet.error("missing-key", place, "the file needs `scenario`", help);
        }
    }
}

/// Names and values; one value alone may stand without brackets.
fn facts(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<(String, Vec<String>)> {
    let Some(table) = f.table(sheet, "facts") else { return Vec::new() };
    let (plain, mut facts) = (Gaps::default(), Vec::new());
    for (name, value) in table.all() {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
        if name.is_empty() || !name.bytes().all(fits) || name.as_str() == "name" {
            let help = Some("use small letters, digits, - and _; `name` is the customer's own".to_owned());
            sheet.error("bad-id", name.span.clone(), format!("`{}` cannot be the name of a fact", *name), help);
        }
        if facts.len() >= MOST_FACTS {
            sheet.error("how-many", name.span.clone(), format!("there are at most {MOST_FACTS} facts"), None);
            break;
        }
        let values: Vec<Located<String>> = match value.get_ref() {
            toml::de::DeValue::Array(items) => items.iter().filter_map(|item| text(sheet, &name, item)).collect(),
            _ => text(sheet, &name, value).into_iter().collect(),
        };
        if values.is_empty() || values.len() > MOST_FACTS || values.iter().any(|value| value.trim().is_empty()) {
            let help = Some("write one or several, like `order = [\"HP-20471\", \"HP-33810\"]`".to_owned());
            sheet.error("how-many", name.span.clone(), format!("`{}` needs 1 to {MOST_FACTS} values", *name), help);
        }
        let values = values.iter().map(|value| plain.line(sheet, value, 20)).collect();
        facts.push((name.value, values));
    }
    facts
}

fn persona(sheet: &mut Sheet, f: &mut Fields<'_>, gaps: &Gaps) -> (Persona, Located<String>) {
    let plain = Gaps::default();
    let names = plain.lines(sheet, f, "names", &(1..=10), 6);
    let kind = word(sheet, f, ("kind", "a kind of customer"), CustomerKind::ALL, CustomerKind::word);
    let wants = gaps.needed(sheet, f, "wants", 20, "what they want, in a few words");
    let heat = needed_word(sheet, f, ("heat", "a word for how heated they are"), Heat::ALL, Heat::word, Heat::Calm);
    let patience = needed_within(sheet, f, "patience", 1..=FULL, "how much they bear");
    let trust = needed_within(sheet, f, "trust", 0..=FULL, "how far they trust us");
    let likes = acts(sheet, f, "likes");
    if let Some(act) = likes.iter().find(|act| act.harms()) {
        let help = Some("name acts that help".to_owned());
        sheet.error("harm", f.key_span("likes"), format!("`{act}` does harm to everybody"), help);
    }
    let dislikes = acts(sheet, f, "dislikes");
    if let Some(both) = likes.iter().find(|act| dislikes.contains(act)) {
        let help = Some("take it out of one of the two".to_owned());
        sheet.error("duplicate", f.key_span("dislikes"), format!("they cannot like and dislike `{both}`"), help);
    }
    let gives_up = f.needed(sheet, "gives_up", "the ending where their patience is at an end, like \"hung-up\"");
    let puzzled = gaps.lines(sheet, f, "puzzled", &(1..=4), MOST_CUSTOMER_WORDS);
    let silent = gaps.lines(sheet, f, "silent", &(1..=4), MOST_CUSTOMER_WORDS);
    let persona = Persona { names, kind, wants, heat, patience, trust, likes, dislikes, gives_up: 0, puzzled, silent };
    (persona, gives_up)
}

/// Stands in where no customer could be read.
fn nobody() -> Persona {
    Persona {
        names: Vec::new(),
        kind: None,
        wants: String::new(),
        heat: Heat::Calm,
        patience: FULL,
        trust: 0,
        likes: Vec::new(),
        dislikes: Vec::new(),
        gives_up: 0,
        puzzled: Vec::new(),
        silent: Vec::new(),
    }
}
