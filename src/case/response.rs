//! First response: the first time that a person of ours turned to the customer.

use crate::terms::{Speaker, Timestamp};

use super::state::{Case, Interaction};

/// When the customer first had a person of ours: the beginning of the first spoken contact, or the first message that an
/// agent wrote. `None` while nobody has answered. (Definition: the metrics' "first response".)
pub fn first_response(case: &Case) -> Option<Timestamp> {
    case.interactions.iter().filter_map(responded).min()
}

fn responded(interaction: &Interaction) -> Option<Timestamp> {
    let written = interaction.messages.iter().filter(|m| m.who == Speaker::Agent).map(|m| m.at).min();
    // Who picks up a telephone has answered.
    if interaction.is_spoken() { Some(interaction.began) } else { written }
}
