//! Drills in the practice log: begun, moved on, taken up again after a crash, ended. What a drill came to is always folded from its
//! moves; what was typed is masked like everything else that is kept.

use uuid::Uuid;

use crate::desk::Criterion;
use crate::log::LogError;
use crate::log::practice::{Ended, NewDrill, PracticeLog};
use crate::terms::{Text, Timestamp};

use super::drill::{Drill, Move};
use super::marks::marks;

/// A move as it may be kept: card numbers are masked, odd characters gone.
#[must_use]
pub fn keepable(made: Move) -> Move {
    match made {
        Move::Said { text } => Move::Said { text: Text::new(&text).as_str().trim().to_owned() },
        other => other,
    }
}

/// Begins a drill; where it is played again from a move of another one, with that one's moves before it.
///
/// # Errors
/// Where it cannot be written.
pub fn begin(log: &mut PracticeLog, new: &NewDrill, before: &[Move]) -> Result<(), LogError> {
    log.begin(new)?;
    for (n, made) in before.iter().enumerate() {
        add(log, new.id, n, new.began, made)?;
    }
    Ok(())
}

/// Keeps the move `n` of a drill.
///
/// # Errors
/// Where it cannot be written, or the drill went on in another window.
pub fn add(log: &mut PracticeLog, drill: Uuid, n: usize, at: Timestamp, made: &Move) -> Result<(), LogError> {
    let json = serde_json::to_string(&keepable(made.clone())).unwrap_or_default();
    log.add(drill, u32::try_from(n).unwrap_or(u32::MAX), at, &json)
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
    let moves = log.moves(id)?;
    Ok(moves.iter().filter_map(|(_, json)| serde_json::from_str(json).ok()).collect())
}
