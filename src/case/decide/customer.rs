//! Rules for customers: something must be known of them, and nobody is merged with themselves.

use super::super::command::Command;
use super::super::event::Event;
use super::super::fact::Subject;
use super::super::refusal::{Place, Refusal};
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    let nothing = || {
        let mend = "give a name, a telephone number or an e-mail address";
        Refusal::one("no-words", Place::Customer, "Nothing is said of the customer", mend)
    };
    match &asking.deed.command {
        Command::AddCustomer(details) if details.is_empty() => Err(nothing()),
        Command::ChangeCustomer(details) if details.is_empty() => Err(nothing()),
        Command::AddCustomer(details) => Ok(vec![Event::CustomerAdded { details: details.clone() }]),
        Command::ChangeCustomer(details) => Ok(vec![Event::CustomerChanged { details: details.clone() }]),
        Command::MergeCustomer(from) if asking.deed.on == Subject::Customer(*from) => {
            let mend = "name two different customers";
            Err(Refusal::one("same-customer", Place::Customer, "They are the same record", mend))
        }
        Command::MergeCustomer(from) => Ok(vec![Event::CustomersMerged { from: *from }]),
        _ => Ok(Vec::new()),
    }
}
