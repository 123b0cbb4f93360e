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
use crate::door::Door;
use crate::practice::{NotOne, Shelved, named};
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

/// The scenario with this id, or with these words in its title; where it is none or several, the nearest are named.
pub(super) fn find<'d>(door: &'d Door, words: &str) -> Result<&'d Shelved, Failure> {
    tell_findings(door);
    named(words, door.scenarios.iter()).map_err(|why| {
        let shown: String = clean::one_line(words).chars().take(60).collect();
        let (what, mend) = match why {
            NotOne::Several(ids) => (
                format!("`{shown}` could be more than one scenario"),
                format!("did you mean {}? `amends scenario list` has them all", one_of(&ids)),
            ),
            NotOne::Nothing(ids) if ids.is_empty() => {
                (format!("There is no scenario `{shown}`"), "see `amends scenario list`".to_owned())
            }
            NotOne::Nothing(ids) => {
                (format!("There is no scenario `{shown}`"), format!("did you mean {}?", one_of(&ids)))
            }
        };
        Reason::new("no-scenario", Place::Input, what, mend).into()
    })
}

/// Ids to choose from: `` `a`, `b` or `c` ``.
fn one_of(ids: &[String]) -> String {
    match ids {
        [before @ .., last] if !before.is_empty() => format!("`{}` or `{last}`", before.join("`, `")),
        _ => format!("`{}`", ids.concat()),
    }
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
