//! Conformance: the actions that were taken, held against those that the playbook expects, in its order.

use serde::Serialize;

use super::state::{Case, Walk};

/// How often an action was taken more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repeated {
    /// The action.
    pub action: String,
    /// How often it was taken: two or more.
    pub times: usize,
}

/// The actions of one walk against the expected ones. Each list is in the order in which its actions come up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Conformance {
    /// Expected and taken, in the expected order.
    pub done: Vec<String>,
    /// Expected and not taken, in the expected order. What conditions rule out is not missing.
    pub missing: Vec<String>,
    /// Expected by the playbook, but ruled out here by its conditions, and not taken, in the expected order.
    pub ruled_out: Vec<String>,
    /// Taken and not expected, in the order taken.
    pub extra: Vec<String>,
    /// Taken more than once, in the order taken.
    pub repeated: Vec<Repeated>,
    /// Expected actions first taken after one that should have followed them.
    pub out_of_order: Vec<String>,
}

/// Holds the actions taken in this walk's interaction (in the order of their times) against the expected ones.
pub fn conformance(case: &Case, walk: &Walk) -> Conformance {
    let Some(interaction) = case.interaction(walk.interaction) else { return Conformance::default() };
    let mut taken: Vec<_> = interaction.actions.iter().filter(|a| a.walk.is_none_or(|id| id == walk.id)).collect();
    taken.sort_by_key(|a| a.at);
    let mut first: Vec<(&str, usize)> = Vec::new();
    for action in &taken {
        match first.iter_mut().find(|(name, _)| *name == action.action) {
            Some((_, times)) => *times += 1,
            None => first.push((&action.action, 1)),
        }
    }
    let place = |name: &str| first.iter().position(|(taken, _)| *taken == name);
    let expected = |name: &str| walk.expected.iter().position(|e| e == name);
    let ruled_out = |name: &str| walk.ruled_out.iter().any(|r| r == name);
    let owned = |name: &&str| (*name).to_owned();
    let names = || walk.expected.iter().map(String::as_str);
    let late = |name: &str| {
        let Some(mine) = place(name) else { return false };
        names().skip_while(|e| *e != name).skip(1).any(|later| place(later).is_some_and(|theirs| theirs < mine))
    };
    Conformance {
        done: names().filter(|e| place(e).is_some()).map(str::to_owned).collect(),
        missing: names().filter(|e| place(e).is_none() && !ruled_out(e)).map(str::to_owned).collect(),
        ruled_out: names().filter(|e| place(e).is_none() && ruled_out(e)).map(str::to_owned).collect(),
        extra: first.iter().map(|(name, _)| name).filter(|n| expected(n).is_none()).map(owned).collect(),
        repeated: first
            .iter()
            .filter(|(_, times)| *times > 1)
            .map(|(name, times)| Repeated { action: (*name).to_owned(), times: *times })
            .collect(),
        out_of_order: names().filter(|e| late(e)).map(str::to_owned).collect(),
    }
}
