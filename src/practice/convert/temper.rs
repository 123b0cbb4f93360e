//! What the words of a script say about how somebody is: heat, patience, trust, what they like and what they do not.

use unicode_segmentation::UnicodeSegmentation;

use crate::practice::act::Act;
use crate::practice::scenario::FULL;
use crate::terms::{CustomerKind, Heat};

/// How a customer begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Temper {
    /// How heated.
    pub heat: Heat,
    /// How much they bear, 1 to 6.
    pub patience: u8,
    /// How far they trust us, 0 to 6.
    pub trust: u8,
    /// Which sort of customer.
    pub kind: Option<CustomerKind>,
    /// What does them more good than others.
    pub likes: Vec<Act>,
    /// What does them more harm than others.
    pub dislikes: Vec<Act>,
}

/// What words change: heat at least so much, patience, trust, kind, a liked act, a disliked one. What they dislike does harm to
/// everybody, so that no best answer becomes a bad one by it.
type Row = (&'static [&'static str], Option<Heat>, i8, i8, Option<CustomerKind>, Option<Act>, Option<Act>);

const ROWS: &[Row] = &[
    (
        &["angry", "aggressive", "furious", "rude", "swear", "yell", "shout", "mad"],
        Some(Heat::Angry),
        -1,
        -1,
        None,
        Some(Act::Acknowledge),
        Some(Act::Argue),
    ),
    (
        &[
            "annoyed",
            "annoying",
            "upset",
            "frustrated",
            "disappointed",
            "unhappy",
            "complain",
            "worried",
            "anxious",
            "lost",
        ],
        Some(Heat::Upset),
        0,
        0,
        None,
        Some(Act::Acknowledge),
        None,
    ),
    (
        &["impatient", "busy", "quickly", "hurry", "rush", "soon", "urgent"],
        None,
        -2,
        0,
        Some(CustomerKind::Direct),
        Some(Act::ByWhen),
        Some(Act::LongTalk),
    ),
    (
        &["brief", "direct", "concise", "firm", "short"],
        None,
        0,
        0,
        Some(CustomerKind::Direct),
        None,
        Some(Act::LongTalk),
    ),
    (
        &["private", "mysterious", "secretive", "shy", "reserved"],
        None,
        0,
        -1,
        Some(CustomerKind::LeaveAlone),
        None,
        Some(Act::Interrupt),
    ),
    (
        &["insecure", "dependent", "unsure", "confused", "messy", "forget", "forgot"],
        None,
        0,
        0,
        Some(CustomerKind::ByTheHand),
        Some(Act::ReadBack),
        Some(Act::Hurry),
    ),
    (
        &["pessimistic", "skeptical", "sceptical", "suspicious", "cautious", "distrust"],
        None,
        0,
        -1,
        None,
        Some(Act::Own),
        Some(Act::Overpromise),
    ),
    (
        &["detail", "organized", "organised", "rigid", "logical", "precise"],
        None,
        0,
        0,
        None,
        Some(Act::ReadBack),
        Some(Act::Jargon),
    ),
    (
        &["polite", "patient", "relaxing", "relaxed", "calm", "flexible", "kind"],
        None,
        1,
        0,
        None,
        Some(Act::Thank),
        None,
    ),
    (
        &["funny", "outgoing", "optimistic", "happy", "sociable", "joke", "creative"],
        None,
        1,
        1,
        Some(CustomerKind::StayNear),
        Some(Act::Lightness),
        None,
    ),
];

impl Temper {
    /// Calm, of middling patience, with some trust, until words say otherwise.
    pub fn of(script: &str) -> Self {
        let lower = script.to_lowercase();
        let words: Vec<&str> = lower.unicode_words().collect();
        let mut temper =
            Self { heat: Heat::Calm, patience: 4, trust: 2, kind: None, likes: Vec::new(), dislikes: Vec::new() };
        // "Not annoyed" and "do not be rude" say the opposite.
        let denied = |at: usize| {
            words.iter().take(at).rev().take(3).any(|word| ["not", "never", "don't", "without", "isn't"].contains(word))
        };
        let mut patience = 0;
        for (said, heat, bears, trusts, kind, likes, dislikes) in ROWS {
            let there = words.iter().enumerate().any(|(at, word)| said.contains(word) && !denied(at));
            if !there {
                continue;
            }
            temper.heat = temper.heat.max(heat.unwrap_or(Heat::Calm));
            patience += bears;
            temper.trust = temper.trust.saturating_add_signed(*trusts).min(FULL);
            temper.kind = temper.kind.or(*kind);
            temper.likes.extend(likes.filter(|act| !temper.likes.contains(act)));
            temper.dislikes.extend(dislikes.filter(|act| !temper.dislikes.contains(act)));
        }
        temper.patience = temper.patience.saturating_add_signed(patience).clamp(2, FULL);
        temper
    }

    /// How hard: heated and without patience is harder.
    pub fn level(&self) -> u8 {
        1 + u8::from(self.heat > Heat::Calm || self.patience < 3) + u8::from(self.heat >= Heat::Angry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_script_become_a_temper() {
        let plain = Temper::of("You want to book a table.");
        assert_eq!((plain.heat, plain.patience, plain.trust, plain.level()), (Heat::Calm, 4, 2, 1));
        let angry = Temper::of("You are angry, impatient, and do not trust them.");
        assert_eq!((angry.heat, angry.patience, angry.level()), (Heat::Angry, 2, 3));
        assert_eq!(angry.kind, Some(CustomerKind::Direct));
        assert!(angry.dislikes.contains(&Act::Argue));
        assert_eq!(Temper::of("You are patient and polite.").patience, 5);
        assert_eq!(Temper::of("You are not annoyed at all.").heat, Heat::Calm);
    }

    #[test]
    fn what_is_disliked_does_harm_to_everybody_and_what_is_liked_to_nobody() {
        assert!(ROWS.iter().filter_map(|row| row.6).all(Act::harms));
        assert!(ROWS.iter().filter_map(|row| row.5).all(|act| !act.harms()));
    }
}
