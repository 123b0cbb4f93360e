//! All ways through a scenario, gone one by one: what is never reached, and from where no end is.

use std::collections::HashMap;

use super::act::{Act, Acts};
use super::course::Course;
use super::scenario::{Goal, Scenario};

/// Beyond so many places (a turn, how they are there, and what was done before) the search stops, and says so.
pub const MOST_STATES: usize = 500_000;

/// What was found on all ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Whether there are more than were gone through; then nothing is said of what is missing.
    pub is_cut_short: bool,
    /// For each turn: whether some way leads there.
    pub turns: Vec<bool>,
    /// For each ending: whether some way leads there.
    pub endings: Vec<bool>,
    /// Turns from which, whatever is answered, only the end of their patience ends it.
    pub dead_ends: Vec<usize>,
    /// Places from which nothing ends it; there is none, since silence costs patience.
    pub stuck: usize,
}

/// A place that waits for an answer, and whence it is reached.
struct Place {
    course: Course,
    before: Vec<usize>,
    /// Whether an answer leads to an end from here.
    is_answered: bool,
    /// Whether any move leads to an end from here.
    is_over: bool,
}

/// Goes all ways: at each turn each answer, a silence, and something that is not understood.
pub fn reach(scenario: &Scenario) -> Reach {
    let mut walk = Walk {
        scenario,
        kept: kept(scenario),
        places: Vec::new(),
        known: HashMap::new(),
        turns: vec![false; scenario.turns.len()],
        endings: vec![false; scenario.endings.len()],
    };
    walk.arrive(Course::new(scenario), None, false);
    let mut at = 0;
    while at < walk.places.len() && walk.places.len() <= MOST_STATES {
        walk.go_on(at);
        at += 1;
    }
    let is_cut_short = at < walk.places.len();
    let answered = walk.leading(|place| place.is_answered);
    let over = walk.leading(|place| place.is_over);
    let mut open = vec![false; scenario.turns.len()];
    for (place, answered) in walk.places.iter().zip(&answered) {
        if let Some(open) = open.get_mut(place.course.turn) {
            *open |= answered;
        }
    }
    let dead = |at: &usize| !is_cut_short && walk.turns.get(*at) == Some(&true) && open.get(*at) == Some(&false);
    Reach {
        is_cut_short,
        dead_ends: (0..scenario.turns.len()).filter(dead).collect(),
        stuck: if is_cut_short { 0 } else { over.iter().filter(|over| !**over).count() },
        turns: walk.turns,
        endings: walk.endings,
    }
}

/// The acts that must be remembered to tell places apart: harm is felt alike each time, so that it is only where a turn asks for
/// it.
fn kept(scenario: &Scenario) -> Acts {
    let named = scenario.turns.iter().flat_map(|turn| &turn.needs.done).copied();
    Act::ALL.iter().copied().filter(|act| !act.harms()).chain(named).collect()
}

struct Walk<'a> {
    scenario: &'a Scenario,
    kept: Acts,
    places: Vec<Place>,
    known: HashMap<Course, usize>,
    turns: Vec<bool>,
    endings: Vec<bool>,
}

impl Walk<'_> {
    /// All moves from one place.
    fn go_on(&mut self, at: usize) {
        let Some(here) = self.places.get(at).map(|place| place.course) else { return };
        let scenario = self.scenario;
        for reply in scenario.turns.get(here.turn).into_iter().flat_map(|turn| &turn.replies) {
            let mut course = here;
            for act in reply.acts.iter() {
                course.feel(scenario, act);
            }
            course.follow(scenario, reply.to);
            self.arrive(course, Some(at), matches!(reply.to, Goal::Ending(_)));
        }
        let mut silent = here;
        silent.feel(scenario, Act::Silence);
        silent.bear(scenario);
        self.arrive(silent, Some(at), false);
        let mut lost = here;
        lost.lose_patience(scenario);
        self.arrive(lost, Some(at), false);
    }

    fn arrive(&mut self, mut course: Course, from: Option<usize>, is_answer: bool) {
        course.mood.done = course.mood.done.and(self.kept);
        if let Some(turn) = self.turns.get_mut(course.turn).filter(|_| course.over.is_none()) {
            *turn = true;
        }
        if let Some(ending) = course.over {
            if let Some(ending) = self.endings.get_mut(ending) {
                *ending = true;
            }
            if let Some(place) = from.and_then(|from| self.places.get_mut(from)) {
                place.is_over = true;
                place.is_answered |= is_answer;
            }
            return;
        }
        let next = self.places.len();
        let at = *self.known.entry(course).or_insert(next);
        if at == next {
            self.places.push(Place { course, before: Vec::new(), is_answered: false, is_over: false });
        }
        if let (Some(from), Some(place)) = (from.filter(|from| *from != at), self.places.get_mut(at)) {
            place.before.push(from);
        }
    }

    /// For each place, whether it leads to one that is so.
    fn leading(&self, is_so: impl Fn(&Place) -> bool) -> Vec<bool> {
        let mut leads: Vec<bool> = self.places.iter().map(is_so).collect();
        let mut open: Vec<usize> = (0..leads.len()).filter(|at| leads.get(*at) == Some(&true)).collect();
        while let Some(at) = open.pop() {
            for before in self.places.get(at).into_iter().flat_map(|place| &place.before) {
                if let Some(leads) = leads.get_mut(*before).filter(|leads| !**leads) {
                    *leads = true;
                    open.push(*before);
                }
            }
        }
        leads
    }
}
