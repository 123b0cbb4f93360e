//! First response: the first time that a person of ours turned to the customer.

use crate::terms::{Channel, Speaker, Timestamp};

use super::state::{Case, Interaction};

/// When the customer first had a person of ours: the beginning of the first spoken contact, or the first message that an
/// agent wrote. `None` while nobody has answered. (Definition: the metrics' "first response".)
pub fn first_response(case: &Case) -> Option<Timestamp> {
    case.interactions.iter().filter_map(responded).min()
}

fn responded(interaction: &Interaction) -> Option<Timestamp> {
    // Who picks up a telephone has answered; a contact whose channel nobody has named yet is one that somebody is in.
    let spoken = matches!(interaction.channel, None | Some(Channel::Phone | Channel::InPerson));
    let written = interaction.messages.iter().filter(|m| m.who == Speaker::Agent).map(|m| m.at).min();
    if spoken { Some(interaction.began) } else { written }
}
