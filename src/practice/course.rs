//! Where a drill stands: the turn, how the customer is, what was visited, whether it is over. Small and copied freely, so that all
//! ways through a scenario can be gone; what is said on the way is in `drill`.

use super::act::Act;
use super::mood::{Effect, Mood};
use super::scenario::{Goal, Scenario};

/// Where a drill stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Course {
    /// How they are.
    pub mood: Mood,
    /// The turn, by its place.
    pub turn: usize,
    /// The turns that were visited, a bit for each.
    pub visited: u64,
    /// The ending, once it is over.
    pub over: Option<usize>,
}

impl Course {
    /// At the beginning.
    pub fn new(scenario: &Scenario) -> Self {
        Self { mood: Mood::of(&scenario.customer), turn: 0, visited: 1, over: None }
    }

    /// Lets them feel what was done.
    pub fn feel(&mut self, scenario: &Scenario, act: Act) -> Effect {
        let effect = self.mood.effect(act, &scenario.customer);
        self.mood = self.mood.after(act, &effect);
        effect
    }

    /// Goes where an answer leads, or round where it is not open to them yet.
    pub fn follow(&mut self, scenario: &Scenario, goal: Goal) {
        let mut goal = goal;
        // As often as there are turns: a file whose ways round lead in a circle is refused.
        for _ in 0..=scenario.turns.len() {
            let at = match goal {
                // Whoever has no patience left is not won back with the last word.
                Goal::Ending(_) if self.mood.patience == 0 => break,
                Goal::Ending(at) => return self.over = Some(at),
                Goal::Turn(at) => at,
            };
            let Some(turn) = scenario.turns.get(at) else { break };
            match turn.otherwise {
                Some(other) if !self.mood.has(&turn.needs) => goal = Goal::Turn(other),
                _ => return self.enter(scenario, at),
            }
        }
        self.over = Some(scenario.customer.gives_up);
    }

    fn enter(&mut self, scenario: &Scenario, at: usize) {
        let bit = 1_u64.checked_shl(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or(0);
        let again = self.visited & bit != 0;
        (self.turn, self.visited) = (at, self.visited | bit);
        // What was said before has to be said again: that is why no way through goes on for ever.
        if again { self.lose_patience(scenario) } else { self.bear(scenario) }
    }

    /// Takes a step of their patience.
    pub fn lose_patience(&mut self, scenario: &Scenario) {
        self.mood.patience = self.mood.patience.saturating_sub(1);
        self.bear(scenario);
    }

    /// It is over where their patience is.
    pub fn bear(&mut self, scenario: &Scenario) {
        if self.mood.patience == 0 {
            self.over = Some(scenario.customer.gives_up);
        }
    }
}
