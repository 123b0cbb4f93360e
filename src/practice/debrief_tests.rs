//! Debriefs: the same for the same moves, fair, with words that help; one as it reads.

use super::library::SHIPPED;
use super::*;
use crate::desk::shipped_rubric;

fn scenario(id: &str) -> Scenario {
    let (name, text) = SHIPPED.iter().find(|(name, _)| *name == format!("{id}.toml")).unwrap();
    Scenario::parse(name, text).unwrap()
}

fn told(drill: &Drill<'_>) -> Debrief {
    debrief(drill, shipped_rubric())
}

#[test]
fn the_same_seed_and_moves_give_the_same_debrief_and_it_says_what_would_help() {
    for (name, text) in SHIPPED {
        let scenario = Scenario::parse(name, text).unwrap();
        for luck in 0..3 {
            let drill = walk::random(&scenario, 11, luck);
            let moves: Vec<Move> = drill.played().iter().map(|played| played.r#move.clone()).collect();
            let one = told(&drill);
            let again = told(&Drill::after(&scenario, 11, moves));
            assert_eq!(one, again, "{name}");
            assert_eq!(one.markdown(), again.markdown());
            assert_eq!(one.curve.len(), one.moves.len() + 1);
            for skill in &one.skills {
                let short = skill.line.points.is_some_and(|points| points < skill.line.best);
                let helped = skill.better.is_some() || skill.line.asked.is_empty() && skill.line.missed.is_empty();
                assert!(!short || helped, "{name}: {} is short and nothing is said of a better way", skill.line.title);
            }
            // Whoever plays a way not gone from there hears what the debrief says.
            for (n, instead) in one.moves.iter().enumerate().filter_map(|(n, told)| Some((n, told.instead.as_ref()?))) {
                let before = one.moves.iter().take(n).map(|told| told.played.r#move.clone());
                let mut drill = Drill::after(&scenario, 11, before);
                drill.play(Move::Said { text: instead.says.clone() });
                let said = &one.moves[n].played.answer;
                assert!(!instead.then.is_empty() || drill.line() == said, "{name}");
                assert!(instead.then.is_empty() || drill.line() == instead.then && instead.then != *said, "{name}");
            }
        }
        let best = told(&walk::best(&scenario, 11));
        assert!(best.moves.iter().all(|told| told.instead.is_none()), "{name}");
        assert!(best.skills.iter().all(|skill| skill.better.is_none()), "{name}");
    }
}

#[test]
fn a_silence_and_what_was_not_understood_are_told_too() {
    let scenario = scenario("birthday-parcel");
    let moves = [Move::Silent, Move::Said { text: "Bananas are yellow.".into() }];
    let drill = Drill::after(&scenario, 3, moves);
    let told = told(&drill);
    assert_eq!(told.ending, None);
    let text = told.markdown();
    assert!(text.contains("(silence)"), "{text}");
    assert!(text.contains("You left before the end."), "{text}");
    assert_eq!(drill.mood().patience, scenario.customer.patience - 2);
}

#[test]
fn what_went_past_them_is_quoted_as_that_and_nothing_is_advised_where_nothing_was_said() {
    let scenario = scenario("birthday-parcel");
    let said = Move::Said { text: "Hello. Bananas are yellow, and so is the sun in the afternoon.".into() };
    let one = told(&Drill::after(&scenario, 3, [said]));
    let respect =
        one.skills.iter().find(|skill| skill.line.missed.contains(&Act::Greet)).expect("a greeting is missed");
    let own = respect.told();
    assert!(own.iter().any(|own| own.said == "Hello" && own.did.contains("went past them")), "{own:?}");
    let none = told(&Drill::new(&scenario, 3));
    assert!(none.skills.iter().all(|skill| skill.better.is_none()));
}

#[test]
fn a_drill_that_was_scored_otherwise_says_so() {
    let scenario = scenario("birthday-parcel");
    let mut one = told(&walk::best(&scenario, 3));
    assert!(!one.summary().contains("when it was played"));
    one.then = Some(725);
    assert!(one.summary().contains("It was 72.5% when it was played"), "{}", one.summary());
}

#[test]
fn it_reads_like_a_colleague() {
    let scenario = scenario("birthday-parcel");
    insta::assert_snapshot!(told(&walk::random(&scenario, 3, 4)).markdown());
}
