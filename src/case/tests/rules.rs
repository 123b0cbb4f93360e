//! Rules by example: the gate, authority, undo's refusal, clocks and conformance.

use super::*;
use crate::terms::{CaseKind, GestureId, HandOffId, PromiseId};

fn give(world: &mut World, pounds: i64) -> Result<Vec<Event>, Refusal> {
    let gesture = GestureId(world.id());
    let value = Some(Money { minor: pounds * 100, currency: Currency::GBP });
    world.run(Command::Give(Gift::new(gesture, "refund", value, Text::new("late"))))
}

fn rules_of(refusal: &Refusal) -> Vec<&'static str> {
    refusal.reasons.iter().map(|r| r.rule).collect()
}

#[test]
fn the_gate_lists_everything_at_once() {
    let mut world = World::new();
    let interaction = world.opened();
    world.follow(interaction);
    let promise = PromiseId(world.id());
    let due = world.now().plus_ms(3_600_000);
    let text = Text::new("ring back");
    world.must(Command::Promise {
        promise,
        interaction: None,
        text,
        due,
        told: None,
        by: None,
        step: None,
        call_back: None,
    });
    let refusal = world.close(None, None).unwrap_err();
    assert_eq!(rules_of(&refusal), ["customer", "step", "step", "promise", "outcome", "cause", "summary"]);
    assert!(refusal.reasons.iter().all(|r| !r.mend.is_empty()));
}

#[test]
fn recorded_work_is_closed_with_its_deviations_marked() {
    let mut world = World::new();
    let interaction = world.opened();
    world.follow(interaction);
    world.mode = Mode::Recorded;
    world.close(Some(Outcome::Resolved), Some("carrier")).unwrap();
    let marked: Vec<&str> = world.file.case.deviations.iter().map(|d| d.rule.as_str()).collect();
    assert_eq!(marked, ["customer", "step", "step", "summary"]);
    assert!(world.file.case.closed.is_some());
}

#[test]
fn a_full_case_closes_and_ends_its_interaction() {
    let mut world = World::new();
    let interaction = world.opened();
    let walk = world.follow(interaction);
    world.must(Command::Describe { kind: Some(CaseKind::Query), severity: None, wanted: None });
    world.must(Command::Answer { walk, name: "late".into(), value: Value::YesNo(true) });
    world.must(Command::DoStep { walk, step: "own".into(), values: Vec::new() });
    let refusal = world.close(Some(Outcome::Resolved), Some("us")).unwrap_err();
    assert_eq!(rules_of(&refusal), ["step", "summary"], "the answer reached `send`");
    world.must(Command::Act { interaction, action: "send".into(), values: Vec::new() });
    let summary = Some(Text::new("sent"));
    world.must(Command::DescribeInteraction { interaction, channel: None, heat_start: None, heat_end: None, summary });
    world.close(Some(Outcome::Resolved), Some("us")).unwrap();
    assert!(world.file.case.interactions[0].ended.is_some());
    assert!(world.run(Command::Hold(interaction)).is_err(), "a closed case takes no live work");
    world.must(Command::Reopen(Text::new("it came back")));
    assert!(world.file.case.is_open());
}

#[test]
fn an_answer_that_changes_takes_its_step_away_and_keeps_what_was_entered() {
    let mut world = World::new();
    let interaction = world.opened();
    let walk = world.follow(interaction);
    world.must(Command::Answer { walk, name: "late".into(), value: Value::YesNo(true) });
    world.must(Command::DoStep { walk, step: "send".into(), values: Vec::new() });
    world.must(Command::Answer { walk, name: "late".into(), value: Value::YesNo(false) });
    let send = world.file.case.walks[0].steps.iter().find(|s| s.step.id == "send").unwrap();
    assert!(!send.reached && send.done.len() == 1);
}

#[test]
fn nobody_gives_above_their_ceiling_live() {
    let mut world = World::new();
    world.opened();
    assert!(give(&mut world, 25).is_ok());
    assert_eq!(rules_of(&give(&mut world, 26).unwrap_err()), ["ceiling"]);
    world.role = Role::Supervisor;
    assert!(give(&mut world, 26).is_ok());
    world.role = Role::Agent;
    world.mode = Mode::Recorded;
    assert!(give(&mut world, 26).is_ok());
    assert_eq!(world.file.case.deviations[0].rule, "ceiling");
}

#[test]
fn the_sender_owns_the_case_until_it_is_accepted() {
    let mut world = World::new();
    world.opened();
    let hand_off = HandOffId(world.id());
    world.must(Command::HandOff { hand_off, to: "ben".into(), warm: true, note: Text::new("needs the depot") });
    assert_eq!(world.file.case.owner.as_deref(), Some("ana"));
    assert!(world.run(Command::AcceptHandOff(hand_off)).is_err(), "ana cannot take what was handed to ben");
    world.actor = "ben";
    world.must(Command::AcceptHandOff(hand_off));
    assert_eq!(world.file.case.owner.as_deref(), Some("ben"));
}

#[test]
fn undo_is_refused_while_later_entries_rest_on_it() {
    let mut world = World::new();
    let interaction = world.opened();
    world.actor = "ben";
    world.must(Command::Hold(interaction));
    world.actor = "ana";
    let refusal = world.run(Command::Undo).unwrap_err();
    assert_eq!(rules_of(&refusal), ["rests-upon"]);
    world.actor = "ben";
    world.must(Command::Undo);
    world.actor = "ana";
    world.must(Command::Undo);
    assert!(world.file.case.interactions.is_empty());
}

#[test]
fn the_future_and_texts_beyond_measure_are_refused() {
    let mut world = World::new();
    world.opened();
    let note = NoteId(world.id());
    let long = Text::new(&"x".repeat(70 * 1024));
    let refusal = world.run(Command::Note { note, interaction: None, text: long }).unwrap_err();
    assert_eq!(rules_of(&refusal), ["too-long"]);
    let mut deed = world.deed(Command::Note { note, interaction: None, text: Text::new("x") });
    deed.at = world.now().plus_ms(3_600_000);
    assert_eq!(rules_of(&world.decide(&deed).unwrap_err()), ["future"]);
}

#[test]
fn three_clocks_add_up() {
    let mut world = World::new();
    let interaction = world.opened(); // began at minute 1
    world.must(Command::Hold(interaction)); // 2
    world.must(Command::Resume(interaction)); // 3
    world.minute = 10;
    world.must(Command::WrapUp(interaction)); // 10
    world.minute = 12;
    world.must(Command::End(interaction)); // 12
    let found = &world.file.case.interactions[0];
    let at = clocks(found, Timestamp::from_ms(START + 99 * 60_000));
    assert_eq!((at.talk_ms, at.hold_ms, at.wrap_ms), (8 * 60_000, 60_000, 2 * 60_000));
    assert_eq!(at.handle_ms(), 11 * 60_000);
    let mut broken = found.clone();
    let minute = |m: i64| Timestamp::from_ms(START + m * 60_000);
    broken.lost = vec![Span { from: minute(4), to: Some(minute(6)) }, Span { from: minute(5), to: Some(minute(7)) }];
    assert_eq!(clocks(&broken, minute(99)).talk_ms, 5 * 60_000, "overlapping losses count once");
}

#[test]
fn a_hold_that_ends_before_it_began_counts_nothing() {
    let mut world = World::new();
    world.opened(); // began at minute 1
    let minute = |m: i64| Timestamp::from_ms(START + m * 60_000);
    let mut found = world.file.case.interactions[0].clone();
    // The clock was set back during the first hold.
    found.holds = vec![Span { from: minute(5), to: Some(minute(2)) }, Span { from: minute(6), to: Some(minute(8)) }];
    let at = clocks(&found, minute(11));
    assert_eq!((at.hold_ms, at.talk_ms), (2 * 60_000, 8 * 60_000));
}

#[test]
fn conformance_tells_done_missing_extra_repeated_and_out_of_order() {
    let mut world = World::new();
    let interaction = world.opened();
    world.follow(interaction);
    for action in ["send", "look-up", "sing", "look-up"] {
        world.must(Command::Act { interaction, action: action.into(), values: Vec::new() });
    }
    let case = &world.file.case;
    let found = conformance(case, &case.walks[0]);
    assert_eq!(found.done, ["look-up", "send"]);
    assert_eq!(found.missing, Vec::<String>::new());
    assert_eq!(found.extra, ["sing"]);
    assert_eq!(found.repeated, [Repeated { action: "look-up".into(), times: 2 }]);
    assert_eq!(found.out_of_order, ["look-up"]);
}

#[test]
fn what_a_condition_rules_out_is_not_missing_and_what_was_done_stays_done() {
    let mut world = World::new();
    let interaction = world.opened();
    let walk = world.follow(interaction);
    let held = |world: &World| {
        let found = conformance(&world.file.case, &world.file.case.walks[0]);
        (found.done.join(" "), found.missing.join(" "), found.ruled_out.join(" "))
    };
    let told = |done: &str, missing: &str, ruled_out: &str| (done.to_owned(), missing.to_owned(), ruled_out.to_owned());
    let late = |yes| Command::Answer { walk, name: "late".into(), value: Value::YesNo(yes) };
    // What still waits for an answer is missing; so is what the answer asks for.
    assert_eq!(held(&world), told("", "look-up send", ""));
    world.must(late(false));
    assert_eq!(held(&world), told("", "look-up", "send"));
    world.must(late(true));
    assert_eq!(held(&world), told("", "look-up send", ""));
    world.must(late(false));
    world.must(Command::Act { interaction, action: "send".into(), values: Vec::new() });
    assert_eq!(held(&world), told("send", "look-up", ""));
}
