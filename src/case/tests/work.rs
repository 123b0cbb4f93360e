//! Rules of a day's work by example: parking, waiting for the customer, putting through, and two people at one case.

use super::*;
use crate::case::first_response;
use crate::terms::{MessageId, Severity, Speaker};

fn park(world: &mut World, id: InteractionId) -> Result<Vec<Event>, Refusal> {
    world.run(Command::Park(id))
}

#[test]
fn parked_time_counts_nowhere() {
    let mut world = World::new();
    let id = world.opened();
    world.must(Command::Hold(id));
    world.minute += 4;
    world.must(Command::Resume(id));
    world.must(Command::WrapUp(id));
    park(&mut world, id).unwrap();
    world.minute += 60;
    world.must(Command::Unpark(id));
    world.must(Command::End(id));
    let now = clocks(world.file.case.interaction(id).unwrap(), world.now());
    assert_eq!((now.hold_ms, now.wrap_ms), (5 * 60_000, 2 * 60_000), "an hour was parked");
}

#[test]
fn nobody_is_parked_on_an_open_line() {
    let mut world = World::new();
    let id = world.opened();
    let refusal = park(&mut world, id).unwrap_err();
    assert!(refusal.sentences().contains("put them on hold first"), "{}", refusal.sentences());
    world.must(Command::Hold(id));
    park(&mut world, id).unwrap();
    assert_eq!(park(&mut world, id).unwrap_err().reasons[0].rule, "parked-already");
    let chat = world.begin();
    let described = Command::DescribeInteraction {
        interaction: chat,
        channel: Some(Channel::Chat),
        heat_start: None,
        heat_end: None,
        summary: None,
    };
    world.must(described);
    park(&mut world, chat).unwrap();
    world.must(Command::End(chat));
    assert!(!world.file.case.interaction(chat).unwrap().is_parked(), "what ends is parked no longer");
}

#[test]
fn a_wait_ends_when_the_customer_moves() {
    let mut world = World::new();
    let id = world.opened();
    world.must(Command::Wait(Text::new("a photo of the damage")));
    assert_eq!(world.run(Command::Wait(Text::new("more"))).unwrap_err().reasons[0].rule, "waiting-already");
    let message = MessageId(world.id());
    let say = |who| Command::Say { message, interaction: id, who, text: Text::new("here it is") };
    world.must(say(Speaker::Agent));
    assert!(world.file.case.waiting().is_some(), "our own words are no move of theirs");
    world.must(say(Speaker::Customer));
    assert_eq!(world.file.case.waits.len(), 1);
    assert!(world.file.case.waiting().is_none());
    world.must(Command::Wait(Text::new("the receipt")));
    world.begin();
    assert!(world.file.case.waiting().is_none(), "a new contact is a move");
    assert_eq!(world.run(Command::StopWaiting).unwrap_err().reasons[0].rule, "not-waiting");
}

#[test]
fn the_first_response_is_speech_or_the_first_written_word() {
    let mut world = World::new();
    world.must(Command::Open { number: "C-1".into() });
    let chat = InteractionId(world.id());
    world.must(Command::Begin { interaction: chat, channel: Some(Channel::Chat), external_id: None });
    assert_eq!(first_response(&world.file.case), None);
    let message = MessageId(world.id());
    let wrote = world.now();
    world.must(Command::Say { message, interaction: chat, who: Speaker::Agent, text: Text::new("Good morning.") });
    assert_eq!(first_response(&world.file.case), Some(wrote));
}

fn severity(world: &mut World, who: &'static str, severity: Severity, seen: Option<i64>) {
    world.actor = who;
    let mut deed = world.deed(Command::Describe { kind: None, severity: Some(severity), wanted: None });
    deed.seen = seen;
    world.carry_out(&deed).unwrap();
}

fn newest(world: &World) -> Option<i64> {
    world.file.facts.last().map(|f| f.position.hlc)
}

#[test]
fn a_value_set_over_an_unseen_one_is_marked_until_somebody_saw_both() {
    let mut world = World::new();
    world.opened();
    let before = newest(&world);
    severity(&mut world, "ben", Severity::High, before);
    assert!(world.file.case.contested.is_empty());
    severity(&mut world, "ana", Severity::Low, before);
    let mark = &world.file.case.contested[0];
    assert_eq!(
        (mark.field.as_str(), mark.by.as_str(), mark.over.as_str(), mark.was.as_str()),
        ("severity", "ana", "ben", "high")
    );
    assert_eq!(world.file.case.severity, Some(Severity::Low), "the later one stands");
    let seen = newest(&world);
    severity(&mut world, "ben", Severity::High, seen);
    assert!(world.file.case.contested.is_empty(), "ben saw both");
}

#[test]
fn who_saw_or_agrees_contests_nothing() {
    let mut world = World::new();
    world.opened();
    let before = newest(&world);
    severity(&mut world, "ben", Severity::High, before);
    severity(&mut world, "ana", Severity::High, before);
    assert!(world.file.case.contested.is_empty(), "the same value is no contest");
    let seen = newest(&world);
    severity(&mut world, "ben", Severity::Low, seen);
    assert!(world.file.case.contested.is_empty());
    severity(&mut world, "ben", Severity::High, before);
    assert!(world.file.case.contested.is_empty(), "nobody contests themselves");
}
