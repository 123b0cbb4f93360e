//! What a drill showed: how the customer was on the way, each skill with the trainee's own words and a better way, and the ways not
//! gone. As plain data; how it reads on paper is in `paper`, on screen in `tui`.

use serde::Serialize;

use crate::case::Share;
use crate::desk::Criterion;

use super::act::{Act, Acts};
use super::drill::{Drill, Move, Played};
use super::marks::{Line, Marks, counts, marks_beside};
use super::mood::Mood;
use super::scenario::Worth;
use super::walk;

/// What a drill showed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Debrief {
    /// The scenario's name.
    pub title: String,
    /// The customer's.
    pub name: String,
    /// What they wanted.
    pub wants: String,
    /// How it ended; `None` where it was left.
    pub ending: Option<Came>,
    /// The whole score.
    pub share: Option<Share>,
    /// What it was scored when it was played, in tenths of a percent, where the rules of today score it otherwise.
    pub then: Option<i64>,
    /// How they were at first, and after each move.
    pub curve: Vec<Mood>,
    /// The moves with what was said on both sides.
    pub moves: Vec<Told>,
    /// The criteria, in the order of the rubric.
    pub skills: Vec<Skill>,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Came {
    /// The ending's name.
    pub title: String,
    /// How good.
    pub worth: Worth,
    /// What came of it.
    pub after: String,
}

/// A move, told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// What the customer had said.
    pub heard: String,
    /// What was done.
    pub played: Played,
    /// What would have been better; `None` where it was the best, or nothing was said.
    pub instead: Option<Instead>,
}

/// A way not gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instead {
    /// The words.
    pub says: String,
    /// What they do that was not done here.
    pub acts: Vec<Act>,
    /// What the customer would have said then; empty where it is what they did say.
    pub then: String,
}

/// A criterion with the words behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Skill {
    /// The score.
    pub line: Line,
    /// What counted for or against it.
    pub words: Vec<Quote>,
    /// A better way for what is still missing.
    pub better: Option<Better>,
}

/// Words that would have done it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Better {
    /// The move in whose place they belong; `None`: further on, where the drill never came to.
    pub n: Option<usize>,
    /// The words.
    pub says: String,
}

/// The trainee's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// In which move.
    pub n: usize,
    /// The words.
    pub text: String,
    /// What they do.
    pub act: Act,
    /// Why they were taken for that, or what they did to the customer.
    pub why: String,
}

/// What this drill showed.
pub fn debrief(drill: &Drill<'_>, rubric: &[Criterion]) -> Debrief {
    let (scenario, played) = (drill.scenario(), drill.played());
    let best = walk::best(scenario, drill.seed());
    let Marks { lines, share } = marks_beside(drill, &best, rubric);
    // Gone through once more, so that at each move the way not gone can be tried from there.
    let mut here = Drill::new(scenario, drill.seed());
    let told = |one: &Played| {
        let told = Told { heard: here.line().to_owned(), played: one.clone(), instead: instead(&here, one) };
        here.play(one.r#move.clone());
        told
    };
    let moves: Vec<Told> = played.iter().map(told).collect();
    let came = |ending: &super::scenario::Ending| Came {
        title: ending.title.clone(),
        worth: ending.worth,
        after: drill.filled(&ending.after),
    };
    let skills = lines.into_iter().map(|line| skill(&best, &moves, line)).collect();
    let curve = std::iter::once(Mood::of(&scenario.customer)).chain(played.iter().map(|p| p.after)).collect();
    Debrief {
        title: scenario.title.clone(),
        name: drill.name(),
        wants: drill.filled(&scenario.customer.wants),
        ending: drill.ending().map(came),
        share,
        then: None,
        curve,
        moves,
        skills,
    }
}

/// The best answer of the turn, where another one was given. `here`: the drill before that.
fn instead(here: &Drill<'_>, played: &Played) -> Option<Instead> {
    let Move::Said { text } = &played.r#move else { return None };
    let turn = here.turn()?;
    let best = turn.best()?;
    let reply = turn.replies.get(best)?;
    let done: Acts = played.marks.iter().map(|mark| mark.heard.act).collect();
    let missing: Vec<Act> = reply.acts.iter().filter(|act| !done.has(*act)).collect();
    if played.reply == Some(best) && missing.is_empty() && !done.iter().any(Act::harms) {
        return None;
    }
    let says = here.filled(&reply.says);
    if says == *text {
        return None;
    }
    let mut other = here.clone();
    other.play(Move::Said { text: says.clone() });
    let then = if other.line() == played.answer { String::new() } else { other.line().to_owned() };
    Some(Instead { says, acts: missing, then })
}

/// `best`: the best way through the same scenario.
fn skill(best: &Drill<'_>, moves: &[Told], line: Line) -> Skill {
    let mut words = Vec::new();
    for (n, told) in moves.iter().enumerate() {
        let said = match &told.played.r#move {
            Move::Said { text } => text.as_str(),
            Move::Silent => "",
        };
        for mark in told.played.marks.iter().filter(|mark| mark.heard.act.criterion() == line.criterion) {
            let why = match mark.heard.why.as_str() {
                _ if mark.effect.set_back() => mark.effect.why.to_owned(),
                _ if !counts(&told.played, mark) => PAST.to_owned(),
                "" => mark.effect.why.to_owned(),
                why => why.to_owned(),
            };
            let text = said.get(mark.heard.range.clone()).unwrap_or(said).to_owned();
            words.push(Quote { n, text, act: mark.heard.act, why });
        }
    }
    let better = line.missed.first().and_then(|missed| better(best, moves, *missed));
    let better = better.or_else(|| {
        let harmed = words.iter().find(|quote| quote.act.harms())?;
        Some(Better { n: Some(harmed.n), says: moves.get(harmed.n)?.instead.as_ref()?.says.clone() })
    });
    Skill { line, words, better }
}

/// What was said while they waited for something else.
const PAST: &str = "They were waiting for something else, and it went past them.";

/// The words of the best way that do what was missed, at the move where there was room for them.
fn better(best: &Drill<'_>, moves: &[Told], missed: Act) -> Option<Better> {
    if moves.is_empty() {
        return None;
    }
    let here = |(n, told): (usize, &Told)| {
        let instead = told.instead.as_ref().filter(|instead| instead.acts.contains(&missed))?;
        Some(Better { n: Some(n), says: instead.says.clone() })
    };
    if let Some(found) = moves.iter().enumerate().find_map(here) {
        return Some(found);
    }
    // Its turn was never come to.
    let reply = |played: &Played| best.scenario().turns.get(played.turn)?.replies.get(played.reply?);
    let says = best.played().iter().filter_map(reply).find(|reply| reply.acts.has(missed))?;
    Some(Better { n: None, says: best.filled(&says.says) })
}
