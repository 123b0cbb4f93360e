//! Players: the best way through a scenario, the same with its stages in another order, and one by lot. For scoring, checks and
//! tests; nobody is at the keyboard.

use crate::terms::Stage;

use super::drill::{Drill, Move, lot};
use super::scenario::Scenario;

/// The way of the best answers, until it is over or comes to a turn that has none.
pub fn best(scenario: &Scenario, seed: u64) -> Drill<'_> {
    let mut drill = Drill::new(scenario, seed);
    for _ in 0..=scenario.turns.len() {
        let Some(reply) = drill.turn().and_then(|turn| turn.replies.get(turn.best()?)) else { break };
        let text = drill.filled(&reply.says);
        drill.play(Move::Said { text });
    }
    drill
}

/// The sentences of the best way, said stage by stage in this order instead.
pub fn shuffled(scenario: &Scenario, seed: u64, order: [Stage; 4]) -> Drill<'_> {
    let best = best(scenario, seed);
    let mut said: Vec<(usize, Move)> = Vec::new();
    for played in best.played() {
        let reply = scenario.turns.get(played.turn).and_then(|turn| turn.replies.get(played.reply?));
        let Some(place) = reply.and_then(|reply| order.iter().position(|stage| *stage == reply.stage)) else {
            continue;
        };
        said.push((place, played.r#move.clone()));
    }
    said.sort_by_key(|(place, _)| *place);
    Drill::after(scenario, seed, said.into_iter().map(|(_, made)| made))
}

/// One answer after another by lot; `luck` draws them, the customer is the seed's.
pub fn random(scenario: &Scenario, seed: u64, luck: u64) -> Drill<'_> {
    let mut drill = Drill::new(scenario, seed);
    while drill.turn().is_some() {
        let choices = drill.choices();
        let at = lot(luck, &[&drill.played().len().to_string()]) % choices.len().max(1) as u64;
        let Some((_, text)) = choices.into_iter().nth(usize::try_from(at).unwrap_or(0)) else { break };
        drill.play(Move::Said { text });
    }
    drill
}
