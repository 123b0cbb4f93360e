//! `amends scenario`: list, show, check, try, new, convert, from-case, schema.

mod check;
mod convert;
mod from_case;
mod list;
mod new;
mod schema;
mod show;
mod try_out;

use clap::Subcommand;

use super::exit::Failure;
use super::{Global, output};
use crate::case::{Place, Reason};
use crate::desk::did_you_mean;
use crate::door::Door;
use crate::practice::Shelved;
use crate::terms::clean;

/// Scenarios, scripted customers to practise with: list, show, check, try, new, convert, from-case, schema.
#[derive(Debug, Subcommand)]
pub enum ScenarioCommand {
    List(list::List),
    Show(show::Show),
    Check(check::Check),
    Try(try_out::Try),
    New(new::New),
    Convert(convert::Convert),
    FromCase(from_case::FromCase),
    Schema(schema::Schema),
}

impl ScenarioCommand {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match self {
            Self::List(args) => args.run(global),
            Self::Show(args) => args.run(global),
            Self::Check(args) => args.run(global),
            Self::Try(args) => args.run(global),
            Self::New(args) => args.run(),
            Self::Convert(args) => args.run(global),
            Self::FromCase(args) => args.run(global),
            Self::Schema(schema::Schema {}) => schema::Schema::run(),
        }
    }
}

/// The scenario with this id; else the nearest is named.
fn find<'d>(door: &'d Door, id: &str) -> Result<&'d Shelved, Failure> {
    tell_findings(door);
    door.scenarios.get(id).ok_or_else(|| {
        let ids: Vec<&str> = door.scenarios.iter().map(|kept| kept.scenario.id.as_str()).collect();
        let what = format!("There is no scenario `{}`", clean::one_line(id));
        let mend = did_you_mean(id, ids).unwrap_or_else(|| "see `amends scenario list`".to_owned());
        Reason::new("no-scenario", Place::Input, what, mend).into()
    })
}

/// Says on standard error that some of one's own cannot be used.
fn tell_findings(door: &Door) {
    let mut broken: Vec<&str> = door.scenarios.findings().iter().filter(|f| f.is_error()).map(|f| &*f.file).collect();
    broken.dedup();
    if !broken.is_empty() {
        let files = output::count(broken.len(), "scenario of yours has mistakes", "scenarios of yours have mistakes");
        output::tell(&format!("amends: {files}; see `amends scenario check`"));
    }
}
