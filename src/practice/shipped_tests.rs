//! What ships, and the starter, held to the rules of practice: every walk ends, the same walk is the same drill, the best scores
//! in full, and the same sentences in another order score less.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::case::Share;
use crate::desk::{Desk, shipped_rubric};
use crate::playbook::{Library, shipped as playbooks};
use crate::terms::Stage;

fn library() -> Library {
    let desk = Desk::parse("desk.toml", playbooks::DESK).unwrap();
    Library::build(playbooks::sources(), &desk).0
}

fn all() -> &'static [Scenario] {
    static ALL: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
        let starter = ("missed-call.toml", STARTER);
        // One that cannot be read is told of by the first test.
        SHIPPED.iter().copied().chain([starter]).filter_map(|(name, text)| Scenario::parse(name, text).ok()).collect()
    });
    &ALL
}

fn share(drill: &Drill<'_>) -> Share {
    marks(drill, shipped_rubric()).share.unwrap()
}

/// Whether the first is less than the second, exactly.
fn is_less(one: Share, other: Share) -> bool {
    one.got * other.most < other.got * one.most
}

fn orders() -> Vec<[Stage; 4]> {
    let mut orders = Vec::new();
    for a in Stage::ALL {
        for b in Stage::ALL {
            for c in Stage::ALL {
                for d in Stage::ALL {
                    let order = [*a, *b, *c, *d];
                    if Stage::ALL.iter().all(|stage| order.contains(stage)) {
                        orders.push(order);
                    }
                }
            }
        }
    }
    orders
}

#[test]
fn what_ships_has_no_findings() {
    let library = library();
    for (name, text) in SHIPPED.iter().copied().chain([("missed-call.toml", STARTER)]) {
        let (scenario, findings) = Scenario::read_in(name, text, &library);
        let shown: Vec<String> = findings.iter().map(|finding| finding.render(false)).collect();
        assert!(scenario.is_some() && shown.is_empty(), "{}", shown.join("\n"));
    }
}

#[test]
fn the_best_way_scores_in_full_and_any_other_order_of_its_stages_less() {
    for scenario in all() {
        for seed in 0..4 {
            let best = walk::best(scenario, seed);
            let full = share(&best);
            assert_eq!(full.got, full.most, "{} with seed {seed}: {:#?}", scenario.id, marks(&best, shipped_rubric()));
            assert_eq!(best.ending().unwrap().worth, Worth::Good, "{} with seed {seed}", scenario.id);
            let stages: Vec<Stage> = best.played().iter().filter_map(|played| played.stage).collect();
            for order in orders() {
                let place = |stage: &Stage| order.iter().position(|one| one == stage);
                // The stages that it does not touch may stand anywhere: that is no other order.
                if stages.is_sorted_by_key(place) {
                    continue;
                }
                let shuffled = walk::shuffled(scenario, seed, order);
                let words = format!("{} with seed {seed} in the order {order:?}", scenario.id);
                assert!(is_less(share(&shuffled), full), "{words}: {:#?}", marks(&shuffled, shipped_rubric()));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_walk_ends_is_the_same_again_and_is_not_better_than_the_best(seed in any::<u64>(), luck in any::<u64>()) {
        for scenario in all() {
            let drill = walk::random(scenario, seed, luck);
            prop_assert!(drill.ending().is_some(), "{}", scenario.id);
            prop_assert!(drill.played().len() < MOST_MOVES);
            let moves = drill.played().iter().map(|played| played.r#move.clone());
            let again = Drill::after(scenario, seed, moves);
            prop_assert_eq!(again.played(), drill.played());
            prop_assert_eq!(again.opening(), drill.opening());
            prop_assert_eq!(marks(&again, shipped_rubric()), marks(&drill, shipped_rubric()));
            prop_assert!(!is_less(share(&walk::best(scenario, seed)), share(&drill)), "{}", scenario.id);
        }
    }
}
