//! Laws by property: order of arrival does not matter, incremental equals refold, nothing decided misfits, undo is total.

use proptest::prelude::*;

use super::*;
use crate::terms::{
    ApprovalId, CameBackBy, CaseKind, CustomerId, GestureId, HandOffId, Heat, MessageId, PromiseId, ReviewId,
    Settlement, Severity, Speaker,
};

/// One random thing to try. Numbers choose among what is there.
#[derive(Debug, Clone, Copy)]
struct Try {
    what: u8,
    which: u8,
    ben: bool,
    recorded: bool,
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = (0..50u8, any::<u8>(), prop::bool::weighted(0.3), prop::bool::weighted(0.2));
    prop::collection::vec(one.prop_map(|(what, which, ben, recorded)| Try { what, which, ben, recorded }), 0..60)
}

fn pick<T: Clone>(from: &[T], which: u8) -> Option<T> {
    (!from.is_empty()).then(|| from[usize::from(which) % from.len()].clone())
}

/// Turns a random try into a command that fits what is there, or into one that should be refused.
#[allow(clippy::too_many_lines)]
fn command(world: &mut World, t: Try) -> Command {
    let case = world.file.case.clone();
    let nobody = InteractionId(Uuid::from_u128(7));
    let interaction = pick(&case.interactions, t.which).map_or(nobody, |i| i.id);
    let walk = pick(&case.walks, t.which).map_or(WalkId(Uuid::from_u128(8)), |w| w.id);
    let promise = pick(&case.promises, t.which).map_or(PromiseId(Uuid::from_u128(9)), |p| p.id);
    let hand_off = pick(&case.hand_offs, t.which).map_or(HandOffId(Uuid::from_u128(9)), |h| h.id);
    let step = ["late", "own", "look", "send", "nonsense"][usize::from(t.which % 5)].to_owned();
    let words = Text::new(if t.which == 0 { "" } else { "words" });
    let fresh = world.id();
    let later = world.now().plus_ms(i64::from(t.which) * 60_000);
    match t.what {
        0 | 1 => Command::Open { number: format!("C-{}", t.which) },
        2 | 3 => Command::Begin {
            interaction: InteractionId(fresh),
            channel: pick(Channel::ALL, t.which),
            external_id: None,
        },
        4 => Command::Describe {
            kind: pick(CaseKind::ALL, t.which),
            severity: pick(Severity::ALL, t.which),
            wanted: Some(words),
        },
        5 => Command::SetCustomer(CustomerId(fresh)),
        6 => Command::DescribeInteraction {
            interaction,
            channel: None,
            heat_start: pick(Heat::ALL, t.which),
            heat_end: None,
            summary: Some(words),
        },
        7 => Command::Hold(interaction),
        8 => Command::Resume(interaction),
        9 => Command::WrapUp(interaction),
        10 => Command::End(interaction),
        11 => Command::Time { interaction, hold_ms: i64::from(t.which), wrap_ms: 5 },
        12 => Command::Say { message: MessageId(fresh), interaction, who: Speaker::Customer, text: words },
        13 => {
            Command::Note { note: NoteId(fresh), interaction: Some(interaction).filter(|i| *i != nobody), text: words }
        }
        14 | 15 => Command::Follow { walk: WalkId(fresh), interaction, playbook: Toy::HASH.into() },
        16 => Command::Answer { walk, name: "late".into(), value: Value::YesNo(t.which.is_multiple_of(2)) },
        17 | 18 => Command::DoStep { walk, step, values: Vec::new() },
        19 => Command::SkipStep { walk, step, reason: words },
        20 => Command::Act { interaction, action: "send".into(), values: vec![words] },
        21 => Command::Promise {
            promise: PromiseId(fresh),
            interaction: None,
            text: words,
            due: later,
            told: None,
            by: None,
            step: None,
            call_back: None,
        },
        22 => Command::KeepPromise(promise),
        23 => Command::MovePromise { promise, due: later, customer_told: true },
        24 => {
            let value = Some(Money { minor: i64::from(t.which) * 20, currency: Currency::GBP });
            let approval = pick(&case.approvals, t.which).filter(|_| t.ben).map(|a| a.id);
            Command::Give(Gift { approval, ..Gift::new(GestureId(fresh), "refund", value, words) })
        }
        25 => Command::HandOff { hand_off: HandOffId(fresh), to: "ben".into(), warm: true, note: words },
        26 => Command::AcceptHandOff(hand_off),
        27 => Command::Close { outcome: pick(Outcome::ALL, t.which), cause: Some("us".into()), tried: Some(words) },
        28 => Command::Reopen(words),
        30 => Command::Park(interaction),
        31 => Command::Unpark(interaction),
        32 => Command::Transfer { interaction, to: words, number: None, outside: true, warm: false, note: None },
        33 => Command::Wait(words),
        34 => Command::StopWaiting,
        35 => Command::AskApproval {
            approval: ApprovalId(fresh),
            interaction: None,
            what: "refund".into(),
            value: Some(Money { minor: i64::from(t.which) * 20, currency: Currency::GBP }),
            reason: words,
            step: None,
        },
        36 | 37 => Command::AnswerApproval {
            approval: pick(&case.approvals, t.which).map_or(ApprovalId(fresh), |a| a.id),
            yes: t.what == 36,
            value: None,
            comment: Some(words),
        },
        38 => Command::RedeemCertificate(pick(&case.gestures, t.which).map_or(GestureId(fresh), |g| g.id)),
        39 => Command::CameBack { by: CameBackBy::Hand, note: words },
        40 => Command::FollowUp(words),
        41 | 42 => Command::Review {
            review: ReviewId(fresh),
            of: ["ana", "ben"][usize::from(t.which % 2)].into(),
            interaction: Some(interaction).filter(|i| *i != nobody && t.which.is_multiple_of(3)),
            marks: vec![Mark { criterion: "patience".into(), points: Some(t.which % 6) }],
            comments: vec![Remark { on: world.file.facts.last().map(|f| f.id), text: words }],
            causes: Vec::new(),
            blind: t.which.is_multiple_of(5),
        },
        43 | 44 => Command::AnswerReview {
            review: pick(&case.reviews, t.which).map_or(ReviewId(fresh), |r| r.id),
            agree: t.what == 43,
            reason: Some(words),
            proposed: vec![Mark { criterion: "patience".into(), points: Some(4) }],
        },
        45 => Command::SettleReview {
            review: pick(&case.reviews, t.which).map_or(ReviewId(fresh), |r| r.id),
            how: pick(Settlement::ALL, t.which).unwrap_or(Settlement::Kept),
            marks: vec![Mark { criterion: "patience".into(), points: None }],
            comment: Some(words),
        },
        46 => Command::MarkLesson(words),
        47 => Command::UnmarkLesson,
        48 => Command::DidNotFit { walk, step: Some(step).filter(|_| t.ben), why: words },
        _ => [Command::Undo, Command::Redo][usize::from(t.which % 2)].clone(),
    }
}

/// A world in which a case is open and a playbook followed, so that most tries find something to act on.
fn begun() -> World {
    let mut world = World::new();
    let interaction = world.opened();
    world.follow(interaction);
    world
}

/// Whoever scores is a supervisor.
fn role(t: Try) -> Role {
    if (41..48).contains(&t.what) { Role::Supervisor } else { Role::Agent }
}

fn lived(tries: &[Try]) -> World {
    let mut world = begun();
    for t in tries {
        world.actor = if t.ben { "ben" } else { "ana" };
        world.role = role(*t);
        world.mode = if t.recorded { Mode::Recorded } else { Mode::Live };
        let command = command(&mut world, *t);
        let _ = world.run(command);
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_order_of_arrival_folds_to_the_same_case(tries in tries(), seed in any::<u64>()) {
        let world = lived(&tries);
        let mut facts = world.file.facts.clone();
        let mut state = seed | 1;
        for i in (1..facts.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            facts.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
        }
        prop_assert_eq!(&CaseFile::fold(world.file.id, facts.clone()), &world.file);
        let mut arriving = CaseFile::empty(world.file.id);
        for fact in facts {
            arriving.take(fact);
        }
        prop_assert_eq!(&arriving, &world.file, "incremental = refold");
    }

    #[test]
    fn nothing_decided_misfits(tries in tries()) {
        let mut world = begun();
        for t in &tries {
            world.actor = if t.ben { "ben" } else { "ana" };
            world.role = role(*t);
            let command = command(&mut world, *t);
            let before = world.file.misfits.len();
            let _ = world.run(command.clone());
            prop_assert!(world.file.misfits.len() <= before, "{:?} misfits: {:?}", command, world.file.misfits);
        }
    }

    #[test]
    fn undoing_everything_leaves_nothing(tries in tries()) {
        let mut world = lived(&tries);
        world.mode = Mode::Live;
        // The two undo in turn until neither can: what one did may rest on the other's work.
        let mut stuck = 0;
        while stuck < 2 {
            world.actor = if world.actor == "ana" { "ben" } else { "ana" };
            stuck = if world.run(Command::Undo).is_ok() { 0 } else { stuck + 1 };
        }
        prop_assert_eq!(&world.file.case, &Case::default());
    }

    #[test]
    fn redo_takes_back_the_undo(tries in tries()) {
        let mut world = lived(&tries);
        world.mode = Mode::Live;
        let before = world.file.case.clone();
        if world.run(Command::Undo).is_ok() {
            // A gift is given anew, where the limits are asked again.
            if let Err(refusal) = world.run(Command::Redo) {
                prop_assert_eq!(refusal.reasons[0].rule, "gift-again");
            } else {
                prop_assert_eq!(&world.file.case, &before);
            }
        }
    }

    #[test]
    fn a_deed_carried_out_twice_makes_nothing_twice(tries in tries(), t in 0..50u8) {
        let mut world = lived(&tries);
        let command = command(&mut world, Try { what: t, which: 3, ben: false, recorded: false });
        let deed = world.deed(command);
        if let Ok(events) = world.decide(&deed) {
            prop_assume!(!events.is_empty());
            let mut fact = world.file.facts.last().cloned();
            if let Some(fact) = fact.as_mut() {
                fact.id = crate::terms::EventId(world.id());
                fact.position.hlc += 1;
                fact.body = Some(Body { command: deed.id, at: deed.at, agent: None, seen: None, event: events[0].clone() });
                world.file.take(fact.clone());
                prop_assert_eq!(world.decide(&deed), Ok(Vec::new()));
            }
        }
    }
}
