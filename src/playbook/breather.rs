//! Whether to offer a breather: after several heated interactions one after another, once, kindly.

use super::moments::Moment;
use super::phrases::{Facts, Phrases};
use crate::terms::{Heat, Timestamp};

/// An interaction of one agent, as far as this matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recent {
    /// When it began.
    pub began: Timestamp,
    /// When it ended.
    pub ended: Timestamp,
    /// How heated the customer was at the beginning.
    pub heat_start: Option<Heat>,
    /// How heated they were at the end.
    pub heat_end: Option<Heat>,
}

/// An offer of a breather.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breather {
    /// How many heated interactions came one after another.
    pub heated: usize,
    /// What to show, a line each.
    pub lines: Vec<String>,
}

impl Recent {
    /// Whether it was angry or abusive, at its beginning or its end.
    pub fn is_heated(&self) -> bool {
        let hot = |heat: Option<Heat>| matches!(heat, Some(Heat::Angry | Heat::Abusive));
        hot(self.heat_start) || hot(self.heat_end)
    }
}

/// Whether to offer a breather now. `recent` are one agent's ended interactions in any order (the last dozen are plenty),
/// `offered` is when the last offer was made. A calm one, or a gap as long as the desk says, ends a run; so does an offer.
pub fn breather(texts: &Phrases, recent: &[Recent], offered: Option<Timestamp>, now: Timestamp) -> Option<Breather> {
    let rule = texts.breather;
    if offered.is_some_and(|at| now.since(at) < rule.rest_ms) {
        return None;
    }
    let mut sorted: Vec<&Recent> = recent.iter().filter(|one| one.ended <= now).collect();
    sorted.sort_by_key(|one| std::cmp::Reverse((one.ended, one.began)));
    let mut heated = 0;
    let mut next = now;
    for one in sorted {
        let before = offered.is_some_and(|at| one.ended <= at);
        if before || !one.is_heated() || next.since(one.ended) >= rule.apart_ms {
            break;
        }
        heated += 1;
        next = one.began;
    }
    let enough = u32::try_from(heated).unwrap_or(u32::MAX) >= rule.after;
    let words = heated_words(heated);
    let facts = Facts::new().with("heated", Some(&words));
    let lines = if enough { texts.lines(Moment::BreatherOffer, &facts) } else { Vec::new() };
    (!lines.is_empty()).then_some(Breather { heated, lines })
}

fn heated_words(n: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTE: i64 = 60_000;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_ms(1_700_000_000_000 + minutes * MINUTE)
    }

    /// Interactions of ten minutes each, one every fifteen, the last ending now.
    fn run(heats: &[Heat]) -> Vec<Recent> {
        let all = i64::try_from(heats.len()).unwrap();
        let one = |(n, heat): (i64, &Heat)| {
            let ended = at(-15 * (all - 1 - n));
            Recent { began: ended.plus_ms(-10 * MINUTE), ended, heat_start: Some(*heat), heat_end: Some(Heat::Calm) }
        };
        (0..all).zip(heats).map(one).collect()
    }

    fn offered(recent: &[Recent], before: Option<i64>) -> Option<usize> {
        breather(Phrases::shipped(), recent, before.map(at), at(0)).map(|b| b.heated)
    }

    #[test]
    fn after_three_heated_ones_in_a_row() {
        use Heat::{Abusive, Angry, Calm, Upset};
        assert_eq!(offered(&run(&[Angry, Abusive, Angry]), None), Some(3));
        assert_eq!(offered(&run(&[Calm, Angry, Abusive, Angry, Angry]), None), Some(4));
        assert_eq!(offered(&run(&[Angry, Angry]), None), None);
        assert_eq!(offered(&run(&[Angry, Angry, Angry, Upset]), None), None);
        assert_eq!(offered(&run(&[Angry, Calm, Angry, Angry]), None), None);
    }

    #[test]
    fn once_and_not_again_for_a_while() {
        let five = run(&[Heat::Angry; 5]);
        assert_eq!(offered(&five, Some(-20)), None);
        assert_eq!(offered(&run(&[Heat::Angry; 12]), Some(-121)), Some(9), "those before the offer do not count");
    }

    #[test]
    fn a_long_gap_was_a_breather() {
        let mut recent = run(&[Heat::Angry; 3]);
        recent[0].ended = recent[0].ended.plus_ms(-60 * MINUTE);
        assert_eq!(offered(&recent, None), None);
        let long_ago = breather(Phrases::shipped(), &run(&[Heat::Angry; 3]), None, at(50));
        assert_eq!(long_ago, None);
    }

    #[test]
    fn it_is_said_kindly() {
        let lines = breather(Phrases::shipped(), &run(&[Heat::Angry; 3]), None, at(0)).unwrap().lines;
        assert!(lines[0].starts_with("That was three hard ones in a row."), "{lines:?}");
    }

    proptest! {
        #[test]
        fn calm_work_is_never_interrupted(n in 0usize..12, order in any::<bool>()) {
            let mut recent = run(&vec![Heat::Upset; n]);
            if order {
                recent.reverse();
            }
            prop_assert_eq!(offered(&recent, None), None);
        }
    }
}
