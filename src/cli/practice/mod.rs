//! `amends practice`: what to practise next, drills played, what they showed; a round of quick drills.

mod debrief;
mod next;
mod past;
mod quick;
mod share;

use clap::{Args, Subcommand};
use uuid::Uuid;

use super::exit::Failure;
use super::{Global, Print};
use crate::case::{Place, Reason};
use crate::door::Door;
use crate::log::practice::{KeptDrill, PracticeLog};
use crate::terms::{Role, clean};

/// Practice: what is next, what was played and what it showed; drills are played in the console.
///
/// Drills lie in a file of their own beside the case log, and nothing of them reaches a case. What you practise is yours: a
/// supervisor sees that a drill that they asked for was done, and what you share.
#[derive(Debug, Args)]
pub struct Practice {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    print: Print,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The drills that were played, the newest first
    Past(past::Past),
    /// What a drill showed: skill by skill, with your own words and a better way
    Debrief(debrief::Debrief),
    /// Lets the supervisor see a drill
    Share(share::Share),
    /// A minute of questions: the order of the stages, what is no apology, which gesture, what to say on hold
    Quick(quick::QuickDrill),
}

impl Practice {
    /// JSON of what is next: `{"next":[…],"skills":{…},"playbooks":{…},"scenarios":{…},"quick":{…}}`; a next has scenario, title and
    /// why (`assigned` with by and due, `due` with since, `weakest`, `new`). Scores are tenths of a percent; those of skills are the part
    /// of the way from the lowest rung to the highest. `quick` has rounds, right, asked and last, and is `null` where there were none.
    /// JSON of past drills: `{"drills":[…]}`: id, login, scenario, playbook, answering, help, began, moves, ended, ending, worth, tenths,
    /// shared. What a supervisor may not see is `null`: of a drill that is not shared, all but login, scenario and ended.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match &self.what {
            None => next::run(global, self.print),
            Some(What::Past(args)) => args.run(global),
            Some(What::Debrief(args)) => args.run(global),
            Some(What::Share(args)) => args.run(global),
            Some(What::Quick(args)) => args.run(global),
        }
    }
}

/// The end of a drill's id, by which people name it: its random part. The beginning is the clock's, and alike for drills of one
/// day.
pub(super) fn short(id: Uuid) -> String {
    id.simple().to_string().split_off(24)
}

/// The drill with this id, or one's latest that is over; only what this person may see.
fn find(door: &Door, log: &PracticeLog, id: Option<&str>, own: bool) -> Result<KeptDrill, Failure> {
    let drills = log.drills(None)?;
    let mine = |drill: &&KeptDrill| drill.new.login == door.login;
    let may = |drill: &&KeptDrill| mine(drill) || (!own && door.role >= Role::Supervisor && drill.shared.is_some());
    let found = match id {
        Some(id) => drills.iter().filter(may).find(|d| short(d.new.id) == id.trim().to_lowercase()),
        None => drills.iter().filter(mine).find(|d| d.ended.is_some()),
    };
    found.cloned().ok_or_else(|| {
        let what = match id {
            Some(id) => format!("There is no drill `{}` that you may see", clean::one_line(id)),
            None => "You have finished no drill yet".to_owned(),
        };
        Reason::new("no-drill", Place::Input, what, "see `amends practice past`").into()
    })
}

fn nothing_yet() -> Failure {
    Reason::new("no-drill", Place::Input, "Nobody has practised here yet", "play one in the console: Practice").into()
}
