//! What a drill is worth: the rubric of the supervisor's scorecard, laid over what was said. What a call asks for is what the best
//! way through it does; nobody is asked for more.

use serde::Serialize;

use crate::case::{Score, Share, Structure, share};
use crate::desk::Criterion;
use crate::terms::Stage;

use super::act::Act;
use super::drill::{Drill, Mark, Move, Played};
use super::walk;

/// One criterion of the rubric, laid over a drill.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// The criterion's id.
    pub criterion: String,
    /// What people call it.
    pub title: String,
    /// The points; `None` where the call did not ask for it.
    pub points: Option<u8>,
    /// The most there are.
    pub best: u8,
    /// How much it counts.
    pub weight: u32,
    /// What the call asked for, each as often as the best way does it.
    pub asked: Vec<Act>,
    /// What of that was not done.
    pub missed: Vec<Act>,
    /// The harm that was done to it.
    pub harm: Vec<Act>,
    /// The moves whose stage came before its time.
    pub early: Vec<usize>,
}

/// The whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Marks {
    /// The criteria that a conversation can show, in the order of the rubric.
    pub lines: Vec<Line>,
    /// Their weighted mean; `None` where nothing was asked for.
    pub share: Option<Share>,
}

/// Lays the rubric over a drill.
pub fn marks(drill: &Drill<'_>, rubric: &[Criterion]) -> Marks {
    marks_beside(drill, &walk::best(drill.scenario(), drill.seed()), rubric)
}

/// The same beside the best way of this scenario and seed, where that was played already.
pub(super) fn marks_beside(drill: &Drill<'_>, best: &Drill<'_>, rubric: &[Criterion]) -> Marks {
    let (asked, done) = (acts(best), acts(drill));
    let skilled = rubric.iter().filter(|criterion| criterion.rule.from.is_none());
    let ordered = rubric.iter().filter(|criterion| criterion.rule.from == Some(Structure::Order));
    let skill = |criterion: &Criterion| {
        let of = |act: &&Act| act.criterion() == criterion.rule.id;
        let asked: Vec<Act> = asked.iter().filter(of).filter(|act| !act.harms()).copied().collect();
        let mut given: Vec<Act> = done.iter().filter(of).copied().collect();
        let harm = given.iter().filter(|act| act.harms()).copied().collect();
        let mut missed = Vec::new();
        for act in &asked {
            match given.iter().position(|one| one == act) {
                Some(at) => drop(given.swap_remove(at)),
                None => missed.push(*act),
            }
        }
        line(criterion, asked, missed, harm)
    };
    let order = |criterion: &Criterion| {
        let said = stages(drill);
        let early = early(&said, &stages(best));
        let mut line = line(criterion, Vec::new(), Vec::new(), Vec::new());
        line.points = rung(said.len() - early.len(), said.len(), line.best);
        line.early = early;
        line
    };
    let lines: Vec<Line> = skilled.map(skill).chain(ordered.map(order)).collect();
    let score = |line: &Line| Score {
        criterion: line.criterion.clone(),
        points: line.points,
        best: line.best,
        weight: line.weight,
        fail_all: false,
        read: true,
    };
    let scores: Vec<Score> = lines.iter().map(score).collect();
    Marks { share: share(&scores), lines }
}

fn line(criterion: &Criterion, asked: Vec<Act>, missed: Vec<Act>, harm: Vec<Act>) -> Line {
    let rule = &criterion.rule;
    let earned = (asked.len() - missed.len()).saturating_sub(harm.len());
    // Harm where nothing was asked for is nothing of one.
    let of = if asked.is_empty() { usize::from(!harm.is_empty()) } else { asked.len() };
    Line {
        criterion: rule.id.clone(),
        title: criterion.title.clone(),
        points: rung(earned, of, rule.best),
        best: rule.best,
        weight: rule.weight,
        asked,
        missed,
        harm,
        early: Vec::new(),
    }
}

/// One point for nothing, the best for all, the rungs between in proportion, rounded down.
fn rung(got: usize, of: usize, best: u8) -> Option<u8> {
    let rungs = usize::from(best.max(2)) - 1;
    (of > 0).then(|| u8::try_from(1 + rungs * got.min(of) / of).unwrap_or(best))
}

/// Whether what was heard counts: what was said past them was said to nobody, and what helps but set them back at that moment (a
/// gift before a sorry) was not done yet. Harm is harm.
pub(super) fn counts(played: &Played, mark: &Mark) -> bool {
    let reached = played.reply.is_some() || !matches!(played.r#move, Move::Said { .. });
    mark.heard.act.harms() || (reached && !mark.effect.set_back())
}

/// What was done.
fn acts(drill: &Drill<'_>) -> Vec<Act> {
    let marks = drill.played().iter().flat_map(|played| played.marks.iter().map(move |mark| (played, mark)));
    marks.filter(|(played, mark)| counts(played, mark)).map(|(_, mark)| mark.heard.act).collect()
}

/// The stages of what was said, each with its move. What was said too early counts for what it is, not for what it was taken for.
fn stages(drill: &Drill<'_>) -> Vec<(usize, Stage)> {
    drill.played().iter().enumerate().filter_map(|(n, played)| Some((n, played.stage?))).collect()
}

/// The moves that jumped ahead of a stage that the call asks for.
fn early(said: &[(usize, Stage)], asked: &[(usize, Stage)]) -> Vec<usize> {
    let open = |before: &[(usize, Stage)], stage: Stage| {
        asked.iter().any(|(_, earlier)| *earlier < stage && before.iter().all(|(_, said)| said != earlier))
    };
    let jumped = said.iter().enumerate().filter(|(at, (_, stage))| open(&said[..*at], *stage));
    jumped.map(|(_, (n, _))| *n).collect()
}
