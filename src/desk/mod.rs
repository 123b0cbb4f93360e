//! The organisation's settings: who we are, when we are open, what may be given, who sits here. Read from one TOML text.
//!
//! No files are opened here and no clock is asked: text and moments come in. How a settings file is read, and the findings
//! with which it reports what is wrong, live below in [`crate::sheet`]; the filling in of prompts ([`Prompt`]) lives here,
//! and `playbook`, which stands above this room, uses it.

mod acknowledge;
mod bounds;
mod case_clocks;
mod certificate;
mod clock;
mod criteria;
mod days;
mod directory;
mod due;
mod explain;
mod fill;
mod hours;
mod keeping;
mod limits;
mod next_up;
mod prompt;
mod read;
mod running;
mod schema;
mod settings;
mod show;
mod shut;
mod targets;
mod when;
mod within;

pub use acknowledge::BackBy;
pub use case_clocks::{CaseClocks, Clock};
pub use certificate::CertificateRule;
pub use criteria::{Criterion, SKILLS, shipped as shipped_rubric};
pub use days::{Lean, day};
pub use directory::Helper;
pub use explain::{Explanation, Sum, SumKind};
pub use fill::{FILTERS, Filled, Filler, any_moment, fill, filter_fits, humanise};
pub use hours::{Hours, Opening};
pub use keeping::Keep;
pub use next_up::{AVOIDED_DAYS, Class, Next, NextKind, QUIET_DAYS, SOON_MS, next_change};
pub use prompt::{Gap, Prompt, PromptError, is_word};
pub use schema::schema;
pub use settings::{Cause, Contact, Desk, Gesture, Notice, Person};
pub use show::{day_words, moment_words};
pub use targets::{Aim, Rule, Target, Targets};
pub use within::Within;

pub(crate) use days::{DAYS, MONTHS};

pub(crate) use crate::sheet::fields;
pub use crate::sheet::{FileText, Finding, Located, MOST_FIELD, MOST_FILE, Severity, Sheet, did_you_mean, nearest};
