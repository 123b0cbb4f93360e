//! How the customer is at a moment, and what each act does to that: one table for all scenarios and both modes. The weights
//! follow what is known of complaints: being heard and an apology for the thing itself come first (Roschk & Kaiser 2013;
//! Lewicki et al. 2016), a gift before either is taken for a bribe (Wirtz & Mattila 2004).

use serde::Serialize;

use crate::terms::Heat;

use super::act::{Act, Acts};
use super::scenario::{FULL, Needs, Persona};

/// How the customer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Mood {
    /// How heated.
    pub heat: Heat,
    /// How much they still bear, 0 to 6.
    pub patience: u8,
    /// How far they trust us, 0 to 6.
    pub trust: u8,
    /// What was done so far.
    #[serde(skip)]
    pub done: Acts,
}

/// What an act did to them, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// Steps down (calmer, below 0) or up in heat.
    pub heat: i8,
    /// Patience lost, below 0; never gained.
    pub patience: i8,
    /// Trust gained or lost.
    pub trust: i8,
    /// Why, in a sentence.
    pub why: &'static str,
}

const fn effect(heat: i8, patience: i8, trust: i8, why: &'static str) -> Effect {
    Effect { heat, patience, trust, why }
}

impl Effect {
    /// Whether it set them back.
    pub fn set_back(&self) -> bool {
        self.heat > 0 || self.patience < 0 || self.trust < 0
    }
}

impl Mood {
    /// As they begin.
    pub fn of(persona: &Persona) -> Self {
        Self { heat: persona.heat, patience: persona.patience, trust: persona.trust, done: Acts::default() }
    }

    /// Whether this is so.
    pub fn has(&self, needs: &Needs) -> bool {
        self.trust >= needs.trust
            && needs.heat.is_none_or(|most| self.heat <= most)
            && needs.done.iter().all(|act| self.done.has(*act))
    }

    /// What an act does to this customer as they are now.
    pub fn effect(&self, act: Act, persona: &Persona) -> Effect {
        let mut effect = self.plain(act);
        if persona.dislikes.contains(&act) {
            if !act.harms() {
                return self::effect(0, -1, -1, "This customer does not want that.");
            }
            // What does harm to everybody costs them one more.
            effect.trust -= 1;
        }
        if persona.likes.contains(&act) && !self.done.has(act) {
            effect.trust += 1;
        }
        effect
    }

    /// Whether they were listened to in any way.
    fn heard(&self) -> bool {
        [Act::Ask, Act::LetFinish, Act::ReadBack, Act::Acknowledge].iter().any(|act| self.done.has(*act))
    }

    fn plain(&self, act: Act) -> Effect {
        let heard = self.heard();
        let again = self.done.has(act);
        match act {
            Act::Acknowledge if again => effect(0, 0, 0, "Said once it is warm, said twice it is a phrase."),
            Act::Acknowledge => effect(-1, 0, 1, "Whoever hears their own trouble named can stop proving it."),
            Act::Apologise if again => effect(0, 0, 0, "The second sorry adds nothing; what is done now does."),
            Act::Apologise if !heard => effect(0, 0, 0, "They cannot yet know that you know what you are sorry for."),
            Act::Apologise => effect(-1, 0, 1, "A sorry for the thing itself is what most people wait for."),
            Act::ReadBack if again => effect(0, 0, 0, "They know by now that you heard."),
            Act::ReadBack => effect(0, 0, 1, "Said back in your words, it is known to have arrived."),
            Act::LetFinish if self.heat > Heat::Calm && !again => {
                effect(-1, 0, 0, "What is told to the end weighs less.")
            }
            Act::Own if !again => effect(0, 0, 1, "Somebody has taken it on."),
            Act::ByWhen if !again => effect(0, 0, 1, "A time can be relied on; \"soon\" cannot."),
            Act::Repair if !self.done.has(Act::Repair) => effect(0, 0, 1, "Something happens now."),
            Act::Alternative | Act::FollowUp | Act::Check if !again => {
                effect(0, 0, 1, "You did not stop at the first door.")
            }
            Act::Offer if !self.done.has(Act::Apologise) => {
                effect(0, 0, -1, "A gift before a sorry sounds like being paid to go away.")
            }
            Act::Lightness if self.heat > Heat::Upset => effect(1, -1, -1, "They are in no mood for it."),
            Act::Greet => effect(0, 0, 0, "They know whom they have."),
            Act::LetFinish => effect(0, 0, 0, "What is told to the end need not be told twice."),
            Act::Ask => effect(0, 0, 0, "They say it in their own words."),
            Act::AskWanted => effect(0, 0, 0, "Nobody else knows what would put it right."),
            Act::Name => effect(0, 0, 0, "They are somebody here, and no number."),
            Act::Own => effect(0, 0, 0, "It stays with you."),
            Act::Explain => effect(0, 0, 0, "A plain reason, once they have been heard, is respect."),
            Act::Repair => effect(0, 0, 0, "What happens next is said, and they can hold you to it."),
            Act::ByWhen => effect(0, 0, 0, "A time can be relied on."),
            Act::Alternative => effect(0, 0, 0, "There is a way left if the first one fails."),
            Act::Choice => effect(0, 0, 0, "Whoever may choose is not at our mercy."),
            Act::Offer => effect(0, 0, 0, "It comes after the rest, and so it is a gift."),
            Act::Check => effect(0, 0, 0, "Whether it is right now, they decide."),
            Act::FollowUp => effect(0, 0, 0, "They need not remember it; you do."),
            Act::AskHold => effect(0, 0, 0, "A hold that was asked for is half as long."),
            Act::Thank => effect(0, 0, 0, "They did us a service by telling us."),
            Act::Lightness => effect(0, 0, 0, "They began it, and you heard it."),
            Act::Blame => effect(1, -1, -1, "Nobody has ever been talked into being at fault."),
            Act::Dismiss => effect(1, -1, -1, "They hear that they do not matter."),
            Act::SorryIf => effect(0, 0, -1, "An if says that you doubt what they told you."),
            Act::PassOn => effect(0, -1, -1, "They hear that it is nobody's."),
            Act::Defend => effect(0, -1, 0, "While you defend the house, nobody looks after them."),
            Act::Overpromise => effect(0, 0, -1, "They have been promised things before."),
            Act::RunDown => effect(0, 0, -1, "Whoever speaks so of others speaks so of them."),
            Act::Jargon => effect(0, -1, 0, "Our words make them ask again."),
            Act::NegativeFirst => effect(0, -1, 0, "After a no at the beginning the rest is not heard."),
            Act::Refuse => effect(1, -1, -1, "A no with nothing after it ends the talk."),
            Act::Interrupt => effect(1, -1, 0, "What was cut off is told again, and louder."),
            Act::Hurry => effect(0, -1, -1, "They hear that somebody else is waiting."),
            Act::Argue => effect(1, -1, 0, "Whoever wins this loses the customer."),
            Act::MisplacedJoke => effect(1, 0, -1, "It is not funny to them today."),
            Act::LongTalk => effect(0, -1, 0, "It is their turn; two sentences are enough."),
            Act::Silence => effect(0, -1, 0, "Silence is filled with the worst."),
        }
    }

    /// As they are after it.
    #[must_use]
    pub fn after(self, act: Act, effect: &Effect) -> Self {
        let clamp = |value: u8, by: i8, least: u8, most: u8| value.saturating_add_signed(by).clamp(least, most);
        let top = u8::try_from(Heat::ALL.len() - 1).unwrap_or(3);
        let heat = clamp(self.heat as u8, effect.heat, 0, top);
        Self {
            heat: Heat::ALL.get(usize::from(heat)).copied().unwrap_or(self.heat),
            patience: clamp(self.patience, effect.patience, 0, FULL),
            trust: clamp(self.trust, effect.trust, 0, FULL),
            // A sorry for what was not heard yet is no sorry: the one that comes after counts.
            done: if act == Act::Apologise && !self.heard() { self.done } else { self.done.with(act) },
        }
    }
}
