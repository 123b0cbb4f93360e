//! `amends practice share`: lets the supervisor see a drill.

use clap::Args;
use serde_json::json;

use super::{find, nothing_yet, short};
use crate::case::{Place, Reason};
use crate::cli::exit::Failure;
use crate::cli::session::now;
use crate::cli::{Global, Print, output};
use crate::log::practice::PracticeLog;

#[derive(Debug, Args)]
pub(super) struct Share {
    /// The drill's id; left out, your latest
    #[arg(value_name = "DRILL")]
    id: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl Share {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let mut log = PracticeLog::look(&door.file)?.ok_or_else(nothing_yet)?;
        let drill = find(&door, &log, self.id.as_deref(), true)?;
        if drill.ended.is_none() {
            let what = "This drill is not over; what comes after would be seen as well";
            return Err(Reason::new("not-over", Place::Input, what, "play it to its end first").into());
        }
        log.share(drill.new.id, now())?;
        let id = short(drill.new.id);
        if self.print.json {
            return Ok(output::json(&json!({ "id": id, "shared": true }))?);
        }
        let title = door.scenarios.get(&drill.new.scenario).map_or(&drill.new.scenario, |k| &k.scenario.title);
        Ok(output::print(&format!("{title} ({id}): your supervisor can see it now"))?)
    }
}
