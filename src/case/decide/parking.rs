//! Rules for turning to something else (parking) and for putting the customer through to somebody of the directory.

use super::super::command::Command;
use super::super::event::Event;
use super::super::refusal::{Place, Refusal};
use super::talking::running;
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    match &asking.deed.command {
        Command::Park(id) => {
            let interaction = asking.interaction(*id)?;
            if interaction.ended.is_some() {
                return Err(Refusal::one("ended", Place::Input, "That interaction has ended", "begin a new one"));
            }
            if interaction.is_parked() {
                return Err(Refusal::one(
                    "parked-already",
                    Place::Input,
                    "It is parked already",
                    "go on with the next",
                ));
            }
            // Somebody who listens to silence is on hold, whatever the agent calls it.
            let on_the_line = interaction.talk_ended.is_none() && !interaction.is_on_hold() && interaction.is_spoken();
            if on_the_line && asking.is_live() {
                let what = "The customer is still with you";
                let mend = "ask them, and put them on hold first; or wrap up";
                return Err(Refusal::one("still-there", Place::Input, what, mend));
            }
            Ok(vec![Event::Parked { interaction: *id }])
        }
        Command::Unpark(id) => {
            if !asking.interaction(*id)?.is_parked() {
                return Err(Refusal::one("not-parked", Place::Input, "It is not parked", "carry on"));
            }
            Ok(vec![Event::Unparked { interaction: *id }])
        }
        Command::Transfer { interaction, to, number, outside, warm, note } => {
            running(asking, *interaction)?;
            asking.need_words(to, "to whom they are put through", Place::Input)?;
            let (to, number, note) = (to.clone(), number.clone(), note.clone());
            let (interaction, outside, warm) = (*interaction, *outside, *warm);
            Ok(vec![Event::Transferred { interaction, to, number, outside, warm, note }])
        }
        _ => Ok(Vec::new()),
    }
}
