//! `amends practice debrief`: what a drill showed.

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{find, nothing_yet, short};
use crate::case::{Place, Reason};
use crate::cli::exit::Failure;
use crate::cli::{Global, output};
use crate::log::practice::PracticeLog;
use crate::practice::kept;

#[derive(Debug, Args)]
pub(super) struct Debrief {
    /// The drill's id, as in `amends practice past`; left out, your latest
    #[arg(value_name = "DRILL")]
    id: Option<String>,
    /// In which form
    #[arg(long, value_enum, default_value_t = Form::Md)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Markdown
    Md,
    /// JSON
    Json,
}

impl Debrief {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let log = PracticeLog::look(&door.file)?.ok_or_else(nothing_yet)?;
        let drill = find(&door, &log, self.id.as_deref(), false)?;
        let debrief = kept::debrief(&log, &drill, &door.desk.criteria)?.ok_or_else(|| {
            let what = "This drill was played with a scenario that this version cannot read";
            Failure::from(Reason::new("old-scenario", Place::Input, what, "play it again"))
        })?;
        match self.format {
            Form::Md => Ok(output::print(debrief.markdown().trim_end())?),
            Form::Json => Ok(output::json(&json!({ "id": short(drill.new.id), "debrief": debrief }))?),
        }
    }
}
