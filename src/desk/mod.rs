//! The organisation's settings: who we are, when we are open, what may be given, who sits here. Read from one TOML text.
//!
//! No files are opened here and no clock is asked: text and moments come in. The findings with which settings files and
//! playbooks report what is wrong live here too ([`Finding`], [`Sheet`]), and so does the filling in of prompts
//! ([`Prompt`]): both are used by `playbook`, which stands above this room.

mod acknowledge;
mod bounds;
mod case_clocks;
mod clock;
mod days;
mod directory;
mod due;
mod explain;
pub(crate) mod fields;
mod fill;
mod finding;
mod hours;
mod next_up;
mod prompt;
mod read;
mod running;
mod settings;
mod sheet;
mod show;
mod shut;
mod targets;
mod when;
mod within;

pub use acknowledge::Acknowledgement;
pub use case_clocks::{CaseClocks, Clock};
pub use days::{Lean, day};
pub use directory::Helper;
pub use explain::{Explanation, Sum, SumKind};
pub use fill::{FILTERS, Filled, Filler, any_moment, fill, filter_fits, humanise};
pub use finding::{FileText, Finding, Severity, did_you_mean, nearest};
pub use hours::{Hours, Opening};
pub use next_up::{AVOIDED_DAYS, Class, Next, NextKind, QUIET_DAYS, SOON_MS, next_change};
pub use prompt::{Gap, Prompt, PromptError, is_word};
pub use settings::{Cause, Contact, Desk, Gesture, Notice, Person};
pub use sheet::{Located, MOST_FIELD, MOST_FILE, Sheet};
pub use show::{day_words, moment_words};
pub use targets::{Aim, Rule, Target, Targets};
pub use within::Within;
