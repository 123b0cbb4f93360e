//! Rules for interactions: beginning, holding, wrapping up, what was said, notes.

use crate::terms::{InteractionId, Timestamp};

use super::super::command::Command;
use super::super::event::Event;
use super::super::refusal::{Place, Reason, Refusal};
use super::super::state::Interaction;
use super::{Asking, Decision};

/// The longest clock total that is believed, in milliseconds: a week.
const LONGEST_MS: i64 = 7 * 24 * 3600 * 1000;

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    let at = asking.deed.at;
    match &asking.deed.command {
        Command::Begin { interaction, channel, external_id } => {
            let mut events = Vec::new();
            if asking.case.interaction(*interaction).is_some() {
                return Ok(events);
            }
            let served = &asking.context.rules.channels;
            if let Some(channel) = channel.filter(|c| !served.is_empty() && !served.contains(c)) {
                let what = format!("This desk does not serve {}", channel.label());
                asking
                    .break_rule(&mut events, Reason::new("channel", Place::Details, what, "choose another channel"))?;
            }
            let (interaction, channel, external_id) = (*interaction, *channel, external_id.clone());
            events.insert(0, Event::InteractionBegan { interaction, channel, external_id });
            Ok(events)
        }
        Command::DescribeInteraction { interaction, channel, heat_start, heat_end, summary } => {
            asking.interaction(*interaction)?;
            let (interaction, channel, summary) = (*interaction, *channel, summary.clone());
            let (heat_start, heat_end) = (*heat_start, *heat_end);
            Ok(vec![Event::InteractionDescribed { interaction, channel, heat_start, heat_end, summary }])
        }
        Command::Hold(id) => {
            let interaction = running(asking, *id)?;
            if interaction.is_on_hold() {
                return Err(Refusal::one(
                    "held-already",
                    Place::Input,
                    "They are on hold already",
                    "take them off first",
                ));
            }
            Ok(vec![Event::Held { interaction: *id }])
        }
        Command::Resume(id) => {
            if !running(asking, *id)?.is_on_hold() {
                return Err(Refusal::one("not-held", Place::Input, "They are not on hold", "carry on talking"));
            }
            Ok(vec![Event::Resumed { interaction: *id }])
        }
        Command::WrapUp(id) => {
            after_beginning(running(asking, *id)?, at)?;
            Ok(vec![Event::TalkEnded { interaction: *id }])
        }
        Command::End(id) => {
            let interaction = asking.interaction(*id)?;
            if interaction.ended.is_some() {
                return Err(Refusal::one("ended", Place::Input, "That interaction has ended", "begin a new one"));
            }
            after_beginning(interaction, at)?;
            Ok(vec![Event::InteractionEnded { interaction: *id }])
        }
        Command::Time { interaction, hold_ms, wrap_ms } => {
            asking.interaction(*interaction)?;
            if !(0..=LONGEST_MS).contains(hold_ms) || !(0..=LONGEST_MS).contains(wrap_ms) {
                let what = "Hold and wrap-up times lie between nothing and seven days";
                return Err(Refusal::one("clock", Place::Input, what, "check hold_s and wrap_s (they are seconds)"));
            }
            Ok(vec![Event::Timed { interaction: *interaction, hold_ms: *hold_ms, wrap_ms: *wrap_ms }])
        }
        Command::LoseTime { interaction, from, to } => {
            asking.interaction(*interaction)?;
            if from >= to {
                return Err(Refusal::one("clock", Place::Input, "That stretch has no length", "check its two times"));
            }
            Ok(vec![Event::TimeLost { interaction: *interaction, from: *from, to: *to }])
        }
        Command::Say { message, interaction, who, text } => {
            asking.interaction(*interaction)?;
            asking.need_words(text, "what was said", Place::Input)?;
            Ok(vec![Event::Said { message: *message, interaction: *interaction, who: *who, text: text.clone() }])
        }
        Command::Note { note, interaction, text } => {
            if let Some(id) = interaction {
                asking.interaction(*id)?;
            }
            asking.need_words(text, "some words", Place::Input)?;
            Ok(vec![Event::Noted { note: *note, interaction: *interaction, text: text.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

/// The interaction, while the customer is still there.
pub(super) fn running<'a>(asking: &'a Asking<'_>, id: InteractionId) -> Result<&'a Interaction, Refusal> {
    let interaction = asking.interaction(id)?;
    if interaction.talk_ended.is_some() || interaction.ended.is_some() {
        return Err(Refusal::one(
            "wrapped-up",
            Place::Input,
            "The customer is gone already",
            "begin a new interaction",
        ));
    }
    Ok(interaction)
}

/// An end before the beginning is impossible, in history too.
fn after_beginning(interaction: &Interaction, at: Timestamp) -> Result<(), Refusal> {
    if at < interaction.began {
        let what = format!("It cannot end at {at}, before it began at {}", interaction.began);
        return Err(Refusal::one("impossible-time", Place::Input, what, "check `began` and `ended`"));
    }
    Ok(())
}
