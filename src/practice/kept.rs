//! Drills in the practice log: begun, moved on, taken up again after a crash, ended. What a drill came to is always folded from its
//! moves; what was typed is masked like everything else that is kept.

use uuid::Uuid;

use crate::desk::Criterion;
use crate::log::practice::{Ended, KeptDrill, NewDrill, PracticeLog};
use crate::log::{Kind, LogError};
use crate::terms::{Text, Timestamp};

use super::debrief::Debrief;
use super::drill::{Drill, Move};
use super::marks::marks;
use super::progress::Attempt;
use super::scenario::Scenario;

/// A move as it may be kept: card numbers are masked, odd characters gone.
#[must_use]
pub fn keepable(made: Move) -> Move {
    match made {
        Move::Said { text } => {
            Move::Said { text: super::drill::beginning(Text::new(&text).as_str().trim()).to_owned() }
        }
        Move::Silent => Move::Silent,
    }
}

/// Begins a drill; where it is played again from a move of another one, with that one's moves before it, all at once.
///
/// # Errors
/// Where it cannot be written.
pub fn begin(log: &mut PracticeLog, new: &NewDrill, scenario: &str, before: &[Move]) -> Result<(), LogError> {
    let moves: Vec<String> = before.iter().map(as_json).collect();
    log.begin(new, scenario, &moves)
}

/// A move as it lies in the log.
fn as_json(made: &Move) -> String {
    serde_json::to_string(&keepable(made.clone())).unwrap_or_default()
}

/// Keeps the move `n` of a drill.
///
/// # Errors
/// Where it cannot be written, or the drill went on or came to its end in another window.
pub fn add(log: &mut PracticeLog, drill: Uuid, n: u32, at: Timestamp, made: &Move) -> Result<(), LogError> {
    log.add(drill, n, at, &as_json(made))
}

/// Keeps what is typed and not said yet, masked as what is said.
///
/// # Errors
/// Where it cannot be written.
pub fn keep_half(log: &mut PracticeLog, drill: Uuid, text: &str) -> Result<(), LogError> {
    log.keep_half(drill, Text::new(text).as_str())
}

/// Keeps how a drill ended, or that it was left.
///
/// # Errors
/// Where it cannot be written.
pub fn end(
    log: &mut PracticeLog,
    id: Uuid,
    at: Timestamp,
    drill: &Drill<'_>,
    rubric: &[Criterion],
) -> Result<(), LogError> {
    let marks = marks(drill, rubric);
    let ended = Ended {
        at,
        ending: drill.ending().map(|ending| ending.id.clone()),
        worth: drill.ending().map(|ending| ending.worth.word().to_owned()),
        tenths: marks.share.map(crate::case::Share::tenths),
        json: serde_json::to_string(&marks.lines).unwrap_or_default(),
    };
    log.end(id, &ended)
}

/// The moves of a drill.
///
/// # Errors
/// Where the log cannot be read.
pub fn moves(log: &PracticeLog, id: Uuid) -> Result<Vec<Move>, LogError> {
    let read = |(_, json): &(Timestamp, String)| {
        serde_json::from_str(json).map_err(|_| {
            let what = "a move of this drill cannot be read, so that nothing is shown of it".to_owned();
            LogError::new(Kind::Corrupt, what, "it may be of a newer amends: bring this one up to date")
        })
    };
    log.moves(id)?.iter().map(read).collect()
}

/// A drill as progress counts it; `None` where it did not come to an end of its own, or began in the middle of another: its first
/// half was known.
pub fn attempt(drill: &KeptDrill) -> Option<Attempt> {
    let ended = drill.ended.as_ref().filter(|ended| ended.ending.is_some())?;
    drill.new.from.is_none_or(|(_, n)| n == 0).then_some(())?;
    let lines: Vec<KeptLine> = serde_json::from_str(&ended.json).unwrap_or_default();
    let skills = lines.into_iter().filter_map(|line| Some((line.criterion, line.points?, line.best))).collect();
    Some(Attempt {
        scenario: drill.new.scenario.clone(),
        playbook: drill.new.playbook.clone(),
        at: ended.at,
        tenths: ended.tenths?,
        skills,
    })
}

/// What of a line is read back.
#[derive(serde::Deserialize)]
struct KeptLine {
    criterion: String,
    points: Option<u8>,
    best: u8,
}

/// What a drill showed, told from its moves. `None` where this version cannot read its scenario any more.
///
/// # Errors
/// Where the log cannot be read.
pub fn debrief(log: &PracticeLog, kept: &KeptDrill, rubric: &[Criterion]) -> Result<Option<Debrief>, LogError> {
    let moves = moves(log, kept.new.id)?;
    Ok(scenario(log, kept)?.map(|scenario| {
        let drill = Drill::after(&scenario, kept.new.seed, moves);
        showed(kept, &drill, rubric)
    }))
}

/// What a drill shows by the rules of today, and that they have changed where it was scored otherwise when it was played.
pub fn showed(kept: &KeptDrill, drill: &Drill<'_>, rubric: &[Criterion]) -> Debrief {
    let mut debrief = super::debrief::debrief(drill, rubric);
    let now = debrief.share.map(crate::case::Share::tenths);
    debrief.then = kept.ended.as_ref().and_then(|ended| ended.tenths).filter(|then| now != Some(*then));
    debrief
}

/// The scenario of a drill as it was when it was played. `None` where this version cannot read it any more.
///
/// # Errors
/// Where the log cannot be read.
pub fn scenario(log: &PracticeLog, kept: &KeptDrill) -> Result<Option<Scenario>, LogError> {
    let text = log.scenario(kept.new.id)?;
    Ok(Scenario::parse(&format!("{}.toml", kept.new.scenario), &text).ok())
}
