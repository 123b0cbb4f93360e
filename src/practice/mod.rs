//! Practice: scripted customers, drills against them, and what they show. Pure: who shows a drill and where it is kept is for
//! `tui`, `cli` and `log`.

mod act;
mod course;
mod drill;
mod ear;
mod marks;
mod mood;
mod scenario;
pub mod walk;

pub use act::{Act, Acts};
pub use course::Course;
pub use drill::{Drill, MOST_MOVES, Mark, Move, Played, lot};
pub use ear::{Ear, Heard};
pub use marks::{Line, Marks, marks};
pub use mood::{Effect, Mood};
pub use scenario::{Ending, FULL, Goal, MOST_TURNS, Needs, Persona, Reply, Scenario, Turn, Worth};
