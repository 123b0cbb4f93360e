//! The case file: all facts of one case with the case they fold to. Order of arrival does not matter.

use std::collections::HashSet;

use crate::terms::{CaseId, EventId};

use super::event::Event;
use super::evolve::{Misfit, evolve};
use super::fact::Fact;
use super::state::Case;

/// All facts of one case, and what they make of it.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFile {
    /// Which case.
    pub id: CaseId,
    /// Its facts, in the total order.
    pub facts: Vec<Fact>,
    /// The case as it stands.
    pub case: Case,
    /// Events that found nothing to rest on (for instance a step of a walk that was undone elsewhere).
    pub misfits: Vec<(EventId, Misfit)>,
    /// Events that count no more.
    pub undone: HashSet<EventId>,
}

impl CaseFile {
    /// The file of a case that nothing has happened to.
    pub fn empty(id: CaseId) -> Self {
        Self { id, facts: Vec::new(), case: Case::default(), misfits: Vec::new(), undone: HashSet::new() }
    }

    /// Folds facts that come in any order; a fact that comes twice counts once.
    pub fn fold(id: CaseId, mut facts: Vec<Fact>) -> Self {
        facts.sort_by_key(|f| f.position);
        facts.dedup_by_key(|f| f.id);
        let undone = undone(facts.iter());
        let mut file = Self { id, facts: Vec::new(), case: Case::default(), misfits: Vec::new(), undone };
        for fact in &facts {
            file.apply(fact);
        }
        file.facts = facts;
        file
    }

    /// Takes one more fact: at once where it is the newest, by refolding otherwise.
    pub fn take(&mut self, fact: Fact) {
        let newest = self.facts.last().is_none_or(|last| last.position < fact.position);
        let undoes = matches!(fact.body.as_ref().map(|b| &b.event), Some(Event::Undone { .. }));
        if newest && !undoes {
            self.apply(&fact);
            self.facts.push(fact);
        } else {
            let mut facts = std::mem::take(&mut self.facts);
            facts.push(fact);
            *self = Self::fold(self.id, facts);
        }
    }

    fn apply(&mut self, fact: &Fact) {
        let Some(body) = fact.body.as_ref().filter(|_| !self.undone.contains(&fact.id)) else { return };
        if let Err(misfit) = evolve(&mut self.case, fact, body) {
            self.misfits.push((fact.id, misfit));
        }
    }

    /// Whether a newer program wrote something here that this one must not write after.
    pub fn needs_newer_program(&self) -> bool {
        self.facts.iter().any(|f| f.critical && !Event::KINDS.contains(&f.kind.as_str()))
    }

    /// The facts that count: neither undone, nor undoing, nor erased.
    pub fn standing(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|f| {
            !self.undone.contains(&f.id) && f.body.as_ref().is_some_and(|b| !matches!(b.event, Event::Undone { .. }))
        })
    }
}

/// Which of these events (in total order) count no more. An undo that is itself undone does not undo.
pub(super) fn undone<'a>(facts: impl DoubleEndedIterator<Item = &'a Fact>) -> HashSet<EventId> {
    let mut dead = HashSet::new();
    for fact in facts.rev() {
        let Some(Event::Undone { events }) = fact.body.as_ref().map(|b| &b.event) else { continue };
        if !dead.contains(&fact.id) {
            dead.extend(events.iter().copied());
        }
    }
    dead
}
