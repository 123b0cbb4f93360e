//! Practice: scripted customers, drills against them, what they show, and what to practise next. Pure but for `kept`, which says
//! how a drill lies in the practice log.
//!
//! | to … | look in |
//! |---|---|
//! | change what an act does to a customer | `mood` (one table), `act` (the list, and the skill it shows) |
//! | change how a typed sentence is read | `ear`, `playbooks/hearing.toml`; which answer it is like: `likeness`, `telling`, `in_part` |
//! | change the format of scenarios | `scenario` (the model), `read`, `check`, `reach`, `schema` |
//! | change how a drill goes on | `drill`, `course` |
//! | change what it is worth, or how that is told | `marks`, `debrief`, `paper` |
//! | change what comes next | `progress` |
//! | make drafts of records and cases | `convert`, and `redact` for taking people out |

mod act;
mod check;
pub mod convert;
mod course;
mod debrief;
mod drill;
pub mod ear;
mod in_part;
pub mod kept;
mod library;
mod likeness;
mod marks;
mod mood;
mod named;
mod paper;
mod places;
mod progress;
pub mod quick;
mod reach;
mod read;
mod read_turn;
pub mod redact;
mod scenario;
mod schema;
mod telling;
mod texts;
pub mod walk;
mod ways;

pub use act::{Act, Acts};
pub use course::Course;
pub use debrief::{Came, Debrief, Instead, Quote, Skill, Told, debrief};
pub use drill::{Drill, MOST_MOVES, Mark, Move, Played, lot};
pub use ear::{Ear, Heard, Hearing};
pub use library::{OwnFiles, SHIPPED, Scenarios, Shelved, proof_read, shipped};
pub use marks::{Line, Marks, marks};
pub use mood::{Effect, Mood};
pub use named::{NotOne, named};
pub use paper::listed;
pub use progress::{Assigned, Attempt, Next, Progress, Standing, Why, next, progress};
pub use reach::{MOST_STATES, Reach, reach};
pub use read::VERSION;
pub use scenario::{Ending, FULL, Goal, MOST_TURNS, Needs, Persona, Reply, Scenario, Turn, Worth};
pub use schema::schema;
pub use texts::is_id;
pub use ways::{Answering, Help};

/// What stands over a file that is begun: a line that names a schema which is not there would be a mistake to every editor.
pub const EDITOR: &str = "\
# So that your editor checks and completes: run `amends scenario schema > scenario.schema.json` beside this file, and write
# `#:schema ./scenario.schema.json` over this line.
";

/// A small scenario with a word on each part: to begin one's own with.
pub const STARTER: &str = include_str!("starter.toml");

#[cfg(test)]
mod check_tests;
#[cfg(test)]
mod debrief_tests;
#[cfg(test)]
mod paraphrase_tests;
#[cfg(test)]
mod shipped_tests;
