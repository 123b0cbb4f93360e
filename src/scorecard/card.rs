//! The card: every criterion of the rubric for one case, with its title and what it got, by a person or from the record.

use serde::Serialize;

use crate::case::{Case, Review, Score, Share, record_scores, share};
use crate::desk::Desk;

/// One line of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The criterion's id.
    pub criterion: String,
    /// What people call it; the id where the desk knows it no more.
    pub title: String,
    /// The skill it belongs to.
    pub skill: Option<String>,
    /// From 1 to `best`; `None` where it does not apply, or is not available.
    pub points: Option<u8>,
    /// What was given before a dispute changed it.
    pub before: Option<Option<u8>>,
    /// The best there is.
    pub best: u8,
    /// How much it counts.
    pub weight: u32,
    /// One point here makes the whole nothing.
    pub fail_all: bool,
    /// Read from the record.
    pub read: bool,
    /// What the record says, where it was asked.
    pub why: Option<String>,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Its lines: what people scored, then what is read from the record.
    pub lines: Vec<Line>,
    /// What they make together; `None` where nothing that counts applies.
    pub share: Option<Share>,
}

/// The card of a review, as it stands.
pub fn card(desk: &Desk, review: &Review) -> Card {
    let scores = review.standing_scores();
    let line = |(score, given): (&Score, &Score)| {
        let before = (score.points != given.points).then_some(given.points);
        Line { before, ..line(desk, score, None) }
    };
    let mut lines: Vec<Line> = scores.iter().zip(&review.scores).map(line).collect();
    lines.sort_by_key(|line| line.read);
    Card { lines, share: share(&scores) }
}

/// What the record alone says of somebody's work in a case (of everybody's, where nobody is named): for every case,
/// reviewed or not.
pub fn record(desk: &Desk, case: &Case, agent: Option<&str>) -> Card {
    let read = record_scores(case, agent, desk.criteria.iter().map(|c| &c.rule));
    let lines = read.iter().map(|(score, reading)| line(desk, score, Some(reading.why.clone()))).collect();
    let scores: Vec<Score> = read.into_iter().map(|(score, _)| score).collect();
    Card { lines, share: share(&scores) }
}

fn line(desk: &Desk, score: &Score, why: Option<String>) -> Line {
    let known = desk.criterion(&score.criterion);
    Line {
        criterion: score.criterion.clone(),
        title: known.map_or_else(|| score.criterion.clone(), |c| c.title.clone()),
        skill: known.and_then(|c| c.skill.clone()),
        points: score.points,
        before: None,
        best: score.best,
        weight: score.weight,
        fail_all: score.fail_all,
        read: score.read,
        why,
    }
}
