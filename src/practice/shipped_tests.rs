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

#[test]
fn the_best_answers_are_known_however_they_are_punctuated() {
    for scenario in all() {
        let best = walk::best(scenario, 7);
        let bare = |made: &Move| match made {
            Move::Said { text } => Move::Said { text: text.to_lowercase().replace(['.', ',', '!', '?'], "") },
            Move::Silent => Move::Silent,
        };
        let typed = Drill::after(scenario, 7, best.played().iter().map(|played| bare(&played.r#move)));
        assert_eq!(marks(&typed, shipped_rubric()), marks(&best, shipped_rubric()), "{}", scenario.id);
        assert_eq!(typed.ending(), best.ending(), "{}", scenario.id);
    }
}

#[test]
fn the_best_answer_is_not_known_by_its_length() {
    let scenarios = || SHIPPED.iter().filter_map(|(name, text)| Scenario::parse(name, text).ok());
    let longest =
        |turn: &Turn| turn.replies.iter().max_by_key(|reply| reply.says.len()).is_some_and(|reply| reply.best);
    let turns = scenarios().flat_map(|scenario| scenario.turns).count();
    let told = scenarios().flat_map(|scenario| scenario.turns).filter(longest).count();
    assert!(told * 5 < turns * 2, "{told} of {turns}");
    for scenario in scenarios() {
        let told = scenario.turns.iter().filter(|turn| longest(turn)).count();
        assert!(told * 2 <= scenario.turns.len(), "{}: {told} of {}", scenario.id, scenario.turns.len());
    }
}

#[test]
fn saying_everything_to_everybody_does_not_score() {
    // Two texts that do all that helps, typed in turn, whatever the customer says.
    let texts = [
        "Hello {n}, thank you. I'm sorry we let you down; that is our fault. Take your time, tell me what happened. So you \
         waited, is that right? What would help? I'll send another by noon tomorrow, or collect it, you choose.",
        "That must be awful, {n}. Would you like your money back as well? The reason is our label tore. May I put you on \
         hold? If not, I'll drive over myself. Does that help? I'll ring on Monday to check.",
    ];
    for scenario in all() {
        let mut drill = Drill::new(scenario, 1);
        for n in 0..12 {
            let text = texts[n % 2].replace("{n}", &drill.name());
            drill.play(Move::Said { text });
        }
        let whole = share(&drill);
        assert!(whole.tenths() < 700, "{}: {whole}", scenario.id);
    }
}

#[test]
fn nobody_is_punished_for_being_understood_in_part() {
    let say = |drill: &mut Drill<'_>, text: &str| drill.play(Move::Said { text: text.to_owned() });
    for scenario in all() {
        let mut drill = Drill::new(scenario, 1);
        let before = drill.mood();
        say(&mut drill, "Thank you.");
        let first = &drill.played()[0];
        // In some an answer of the first turn thanks; in one a thank-you is felt as harm.
        if first.reply.is_some() || scenario.customer.dislikes.contains(&Act::Thank) {
            continue;
        }
        assert_eq!(drill.mood().patience, before.patience, "{}", scenario.id);
        assert!(!scenario.customer.puzzled.iter().any(|line| drill.filled(line) == drill.line()), "{}", scenario.id);
        assert!(!drill.line().is_empty(), "{}", scenario.id);
        let once = drill.line().to_owned();
        say(&mut drill, "Thank you.");
        assert_ne!(drill.line(), once, "they do not say the same twice: {}", scenario.id);
    }
}

#[test]
fn the_second_time_in_a_row_the_nearest_answer_is_taken() {
    let scenario = all().iter().find(|scenario| scenario.id == "flat-tyre").unwrap();
    let mut drill = Drill::new(scenario, 1);
    // An answer of the first turn asks; here it is said beside things that are for later.
    let text = "We ring a taxi now, or the garage, you choose, on us; I'll ring you tomorrow. May I put you on hold?";
    for n in 0..2 {
        drill.play(Move::Said { text: text.to_owned() });
        assert_eq!(drill.played()[n].reply, None, "nothing of it is on offer here");
        assert_eq!(drill.mood().patience, scenario.customer.patience);
    }
    drill.play(Move::Said { text: "Come in.".to_owned() });
    assert_eq!(drill.played()[2].reply, scenario.turns[0].best());
}

#[test]
fn courtesies_leave_room_for_what_is_done() {
    let scenario = all().iter().find(|scenario| scenario.id == "birthday-parcel").unwrap();
    let mut drill = Drill::new(scenario, 1);
    let text = "Good morning {n}, thank you for calling. I am so sorry about that. I'll send another one today, it is with \
                you by Friday.";
    drill.play(Move::Said { text: text.replace("{n}", &drill.name()) });
    let acts: Vec<Act> = drill.played()[0].marks.iter().map(|mark| mark.heard.act).collect();
    for act in [Act::Greet, Act::Name, Act::Thank, Act::Apologise, Act::Repair, Act::ByWhen] {
        assert!(acts.contains(&act), "{act:?} was not heard: {acts:?}");
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
