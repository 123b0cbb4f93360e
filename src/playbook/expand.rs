//! From books to a playbook: the steps that it uses are put in their places, and everything gets one hash.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::bundle::hash;
use super::expr::Expr;
use super::guide::Playbook;
use super::model::{Book, Step};
use super::question::Question;
use super::read::MOST_STEPS;
use crate::desk::{Located, Sheet, did_you_mean};
use crate::terms::{Currency, Stage};

/// `use` in `use` in `use` goes no deeper than this.
const DEEPEST: usize = 8;
/// No playbook puts in the steps of more others than this, each time counted.
const MOST_USES: usize = 64;

/// Where the books are that a playbook may use.
pub struct Shelf<'a> {
    /// The book with this id.
    pub find: &'a dyn Fn(&str) -> Option<Arc<Book>>,
    /// The ids of all of them, and of those that are there but broken.
    pub names: &'a dyn Fn() -> (Vec<String>, Vec<String>),
}

/// Puts the steps that `book` uses in their places. What is wrong goes on the book's own sheet.
pub fn expand(book: &Arc<Book>, shelf: &Shelf<'_>, currency: Currency, sheet: &mut Sheet) -> Playbook {
    let mut expansion = Expansion {
        shelf,
        sheet,
        steps: Vec::new(),
        chain: vec![book.id.value.clone()],
        uses: 0,
        names: BTreeSet::new(),
        texts: BTreeMap::new(),
    };
    expansion.put(book, "", &[], None, None);
    let Expansion { mut texts, steps, .. } = expansion;
    texts.remove(&book.id.value);
    let mut all = vec![(book.id.value.clone(), book.text.clone())];
    all.extend(texts);
    let mut questions: Vec<Question> = Vec::new();
    for question in steps.iter().filter_map(|step| step.ask.as_ref()) {
        if !questions.iter().any(|known| known.name == question.name) {
            questions.push(question.value.clone());
        }
    }
    Playbook {
        expected: expected(book, &steps),
        hash: hash(&all),
        book: book.clone(),
        steps,
        questions,
        currency,
        texts: all,
    }
}

/// The actions that the book names, else those of its required steps, each once.
fn expected(book: &Book, steps: &[Step]) -> Vec<String> {
    if let Some(actions) = &book.actions {
        return actions.iter().map(|action| action.value.clone()).collect();
    }
    let mut expected: Vec<String> = Vec::new();
    for action in steps.iter().filter(|step| step.required).filter_map(|step| step.action.as_ref()) {
        if !expected.contains(&action.value) {
            expected.push(action.value.clone());
        }
    }
    expected
}

struct Expansion<'a> {
    shelf: &'a Shelf<'a>,
    sheet: &'a mut Sheet,
    steps: Vec<Step>,
    chain: Vec<String>,
    uses: usize,
    /// The names under which steps of others stand so far.
    names: BTreeSet<String>,
    texts: BTreeMap<String, Arc<str>>,
}

impl Expansion<'_> {
    /// Adds the steps of `book`. `at` is the place of the `use` in the outermost file; nothing where this is that file.
    fn put(
        &mut self,
        book: &Book,
        prefix: &str,
        conditions: &[Arc<Located<Expr>>],
        stage: Option<Stage>,
        at: Option<&Range<usize>>,
    ) {
        for own in &book.steps {
            let mut step = own.clone();
            step.own = at.is_none();
            step.stage = stage.unwrap_or(own.stage);
            step.when = conditions.iter().chain(&own.when).cloned().collect();
            step.id = own.id.with(format!("{prefix}{}", *own.id));
            let (uses, stage, when) = (step.uses.clone(), step.stage, step.when.clone());
            if uses.is_none() || step.says_something() {
                if self.steps.len() >= MOST_STEPS {
                    let place = at.cloned().unwrap_or_else(|| own.id.span.clone());
                    let message = format!("with the playbooks that it uses this has more than {MOST_STEPS} steps");
                    self.sheet.error("too-many-uses", place, message, None);
                    return;
                }
                self.steps.push(step);
            }
            if let Some(uses) = uses {
                let place = at.cloned().unwrap_or_else(|| uses.span.clone());
                self.put_other(&uses, prefix, &when, stage, &place);
            }
        }
    }

    fn put_other(&mut self, id: &str, prefix: &str, when: &[Arc<Located<Expr>>], stage: Stage, at: &Range<usize>) {
        if self.chain.iter().any(|above| above == id) {
            let chain = self.chain.iter().map(String::as_str).chain([id]).collect::<Vec<_>>().join("` uses `");
            let help = Some("a step that comes back is written once, with `again = true`".to_owned());
            self.sheet.error("use-cycle", at.clone(), format!("`{chain}`: that never ends"), help);
            return;
        }
        self.uses += 1;
        if self.chain.len() > DEEPEST || self.uses > MOST_USES {
            let message = format!("playbooks use others at most {DEEPEST} deep and {MOST_USES} times");
            self.sheet.error("too-many-uses", at.clone(), message, Some("write the steps out here".to_owned()));
            return;
        }
        let Some(book) = (self.shelf.find)(id) else {
            self.unknown(id, at);
            return;
        };
        let name = self.name(prefix, id);
        self.texts.insert(id.to_owned(), book.text.clone());
        self.chain.push(id.to_owned());
        self.put(&book, &name, when, Some(stage), Some(at));
        self.chain.pop();
    }

    /// What stands before the ids of the steps of `id`: `other/`, or `other-2/` where that is taken.
    fn name(&mut self, prefix: &str, id: &str) -> String {
        let numbered = (2..).map(|n| format!("{prefix}{id}-{n}/"));
        let mut names = std::iter::once(format!("{prefix}{id}/")).chain(numbered);
        let free = names.find(|name| !self.names.contains(name)).unwrap_or_default();
        self.names.insert(free.clone());
        free
    }

    fn unknown(&mut self, id: &str, at: &Range<usize>) {
        let (known, broken) = (self.shelf.names)();
        if broken.iter().any(|name| name == id) {
            let help = Some("mend that one first".to_owned());
            self.sheet.error(
                "unknown-playbook",
                at.clone(),
                format!("the playbook `{id}` has errors of its own"),
                help,
            );
        } else {
            let help = did_you_mean(id, known.iter().map(String::as_str));
            self.sheet.error("unknown-playbook", at.clone(), format!("there is no playbook `{id}`"), help);
        }
    }
}
