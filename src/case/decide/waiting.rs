//! Rules for waiting: the next move is the customer's, and what they have to do is said.

use super::super::command::Command;
use super::super::event::Event;
use super::super::refusal::{Place, Refusal};
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    let waiting = asking.case.waiting();
    match &asking.deed.command {
        Command::Wait(what) => {
            if let Some(wait) = waiting {
                let what = format!("The case waits for the customer already: {}", wait.what);
                return Err(Refusal::one("waiting-already", Place::Input, what, "end that wait first"));
            }
            asking.need_words(what, "what the customer has to do", Place::Input)?;
            Ok(vec![Event::WaitBegan { what: what.clone() }])
        }
        Command::StopWaiting => {
            if waiting.is_none() {
                let what = "The case does not wait for the customer";
                return Err(Refusal::one("not-waiting", Place::Input, what, "there is nothing to end"));
            }
            Ok(vec![Event::WaitEnded])
        }
        _ => Ok(Vec::new()),
    }
}
