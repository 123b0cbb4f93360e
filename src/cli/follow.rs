//! `amends follow`: takes up a playbook in the interaction at hand.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print};
use crate::case::{Command, Place, Reason};
use crate::desk::did_you_mean;
use crate::door::Door;
use crate::log::fresh;
use crate::playbook::Playbook;
use crate::terms::clean;

/// Takes up a playbook; its steps are then done with `amends step`.
#[derive(Debug, Args)]
pub struct Follow {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// The playbook's id (see `amends playbook list`)
    playbook: String,
    #[command(flatten)]
    print: Print,
}

impl Follow {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let interaction = session.interaction(&file)?;
        let playbook = find(&session.door, &self.playbook)?;
        let (hash, said) = (playbook.hash().to_owned(), format!("following “{}”", playbook.title()));
        let follow = Command::Follow { walk: fresh(), interaction, playbook: hash };
        session.carry_out(&file, vec![follow], self.print, &said)
    }
}

/// The playbook with this id; else the nearest is named.
pub fn find<'d>(door: &'d Door, id: &str) -> Result<&'d Playbook, Failure> {
    door.library.get(id).ok_or_else(|| {
        let ids: Vec<&str> = door.library.iter().map(Playbook::id).collect();
        let what = format!("There is no playbook `{}`", clean::one_line(id));
        let mend = did_you_mean(id, ids).unwrap_or_else(|| "see `amends playbook list`".to_owned());
        Reason::new("no-playbook", Place::Input, what, mend).into()
    })
}
