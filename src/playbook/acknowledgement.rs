//! A short answer where somebody is jammed: when we are back, in the words of the channel, and the promise of it.

use super::moments::Moment;
use super::phrases::{Facts, Phrases};
use crate::case::{Command, Customer};
use crate::desk::{BackBy, Desk};
use crate::terms::{Channel, InteractionId, MessageId, PromiseId, Speaker, Text, Timestamp};

/// What a customer is told whom nobody can serve just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// When we are back.
    pub due: Timestamp,
    /// The time as it is told: `by 15:00`.
    pub told: String,
    /// What to say, or to send where they read it.
    pub words: String,
    /// Whether they read it.
    pub written: bool,
    /// The number to ring, where nothing is written.
    call_back: Option<Text>,
}

impl Acknowledgement {
    /// The acknowledgement as `login` says or writes it on this channel; the telephone where none is known.
    pub fn new(
        texts: &Phrases,
        (desk, login): (&Desk, &str),
        customer: Option<&Customer>,
        channel: Option<Channel>,
        back: &BackBy,
    ) -> Self {
        let channel = channel.unwrap_or(Channel::Phone);
        let told = format!("by {}", back.told);
        let facts = Facts::new()
            .with("called", customer.and_then(Customer::called).map(Text::as_str))
            .with("due", Some(&told))
            .with("agent", Some(desk.name_of(login)))
            .with("desk", Some(&desk.name));
        let moment = of_channel(channel);
        // A file of one's own may leave the moment out.
        let words = texts.line(moment, &facts).or_else(|| Phrases::shipped().line(moment, &facts));
        let written = channel.is_written();
        let call_back = customer.and_then(|c| c.details.phone.clone()).filter(|_| !written);
        Self { due: back.due, told, words: words.unwrap_or_default(), written, call_back }
    }

    /// What is put down: the promise, and the words where they are written to somebody in this interaction.
    pub fn commands(
        &self,
        interaction: Option<InteractionId>,
        (promise, message): (PromiseId, MessageId),
    ) -> Vec<Command> {
        let say =
            |interaction| Command::Say { message, interaction, who: Speaker::Agent, text: Text::new(&self.words) };
        let promise = Command::Promise {
            promise,
            interaction,
            text: Text::new("Back to them"),
            due: self.due,
            told: Some(Text::new(&self.told)),
            by: None,
            step: None,
            call_back: self.call_back.clone(),
        };
        interaction.filter(|_| self.written).map(say).into_iter().chain([promise]).collect()
    }
}

fn of_channel(channel: Channel) -> Moment {
    match channel {
        Channel::Phone => Moment::AcknowledgePhone,
        Channel::InPerson => Moment::AcknowledgeInPerson,
        Channel::Chat => Moment::AcknowledgeChat,
        Channel::Email => Moment::AcknowledgeEmail,
        Channel::Social => Moment::AcknowledgeSocial,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::CustomerDetails;
    use crate::playbook::shipped;
    use crate::terms::CustomerId;

    fn told(channel: Channel) -> Acknowledgement {
        let desk = Desk::parse("desk.toml", shipped::DESK).unwrap();
        let back = desk.back_by(Some(channel), Timestamp::parse("2026-11-20T14:30:00Z").unwrap());
        let details = CustomerDetails {
            called: Some(Text::new("Mrs Okafor")),
            phone: Some(Text::new("07700 900123")),
            ..CustomerDetails::default()
        };
        let customer = Customer { id: CustomerId::from_bytes([0; 16]), details, aliases: Vec::new() };
        Acknowledgement::new(Phrases::shipped(), (&desk, "ana"), Some(&customer), Some(channel), &back)
    }

    #[test]
    fn the_time_is_said_on_every_channel() {
        for channel in Channel::ALL {
            let said = told(*channel);
            assert!(said.words.contains(&said.told), "{said:?}");
        }
    }

    #[test]
    fn what_is_read_is_written_down_and_what_is_heard_has_a_number_to_ring() {
        let ids = || (PromiseId::from_bytes([1; 16]), MessageId::from_bytes([2; 16]));
        let here = Some(InteractionId::from_bytes([3; 16]));
        let number = |commands: &[Command]| match commands.last() {
            Some(Command::Promise { call_back, .. }) => call_back.clone(),
            other => panic!("{other:?}"),
        };
        for channel in Channel::ALL {
            let commands = told(*channel).commands(here, ids());
            assert_eq!(commands.len() == 2, channel.is_written(), "{channel}");
            assert_eq!(number(&commands).is_none(), channel.is_written(), "{channel}");
            assert_eq!(told(*channel).commands(None, ids()).len(), 1, "{channel}");
        }
    }
}
