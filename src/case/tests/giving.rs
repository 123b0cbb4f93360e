//! Gifts, by property: no sequence of commands gives more than the limits without a yes to exactly that; an undo restores the
//! budget; currencies never mix. And the rules of requests and certificates by example.

use proptest::prelude::*;

use super::*;
use crate::terms::{ApprovalId, CameBackBy, GestureId, InteractionId};

const GIFT: i64 = 2_500;
const CASE: i64 = 4_000;
const DAY: i64 = 6_000;
const KINDNESS: i64 = 1_000;

fn pounds(minor: i64) -> Money {
    Money { minor, currency: Currency::GBP }
}

fn world() -> World {
    let mut world = World::new();
    let agent = Limits {
        gift: Some(pounds(GIFT)),
        case: Some(pounds(CASE)),
        day: Some(pounds(DAY)),
        kindness: Some(pounds(KINDNESS)),
        ..Limits::default()
    };
    let supervisor = Limits { gift: Some(pounds(50_000)), ..Limits::default() };
    world.rules.limits = vec![(Role::Agent, agent), (Role::Supervisor, supervisor)];
    world.rules.people.push("gwen".into());
    let voucher = GestureRule::new("voucher", GestureKind::Money, true);
    world.rules.gestures.push(GestureRule { certificate: true, ..voucher });
    let tea = GestureRule::new("tea", GestureKind::Product, false);
    world.rules.gestures.push(GestureRule { fixed: Some(pounds(300)), ..tea });
    world.opened();
    world
}

fn gift(world: &mut World, what: &str, value: Option<Money>) -> Gift {
    Gift::new(GestureId(world.id()), what, value, Text::new("late twice"))
}

fn as_gwen<T>(world: &mut World, work: impl FnOnce(&mut World) -> T) -> T {
    let (actor, role) = (world.actor, world.role);
    (world.actor, world.role) = ("gwen", Role::Supervisor);
    let done = work(world);
    (world.actor, world.role) = (actor, role);
    done
}

fn printed(code: &str, expires: Timestamp) -> Printed {
    Printed { code: code.into(), expires, terms: Text::new("In the shop.") }
}

/// Asks, and gwen answers.
fn asked(world: &mut World, what: &str, value: Money, yes: bool, granted: Option<Money>) -> ApprovalId {
    let approval = ApprovalId(world.id());
    let reason = Text::new("all of it was spoilt");
    world.must(Command::AskApproval {
        approval,
        interaction: None,
        what: what.into(),
        value: Some(value),
        reason,
        step: None,
    });
    let comment = Some(Text::new("they have been very patient"));
    as_gwen(world, |w| w.must(Command::AnswerApproval { approval, yes, value: granted, comment }));
    approval
}

fn rule_of(done: &Result<Vec<Event>, Refusal>) -> &'static str {
    done.as_ref().map_or_else(|refusal| refusal.reasons[0].rule, |_| "")
}

#[derive(Debug, Clone, Copy)]
enum Try {
    Give { minor: i64, euros: bool, unprompted: bool, on: u8, exception: bool },
    Ask { minor: i64 },
    Answer { which: u8, yes: bool, other: Option<i64>, myself: bool },
    Undo,
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let minor = || 1i64..6_000;
    let one = prop_oneof![
        4 => (minor(), prop::bool::weighted(0.1), prop::bool::weighted(0.2), any::<u8>(), any::<bool>())
            .prop_map(|(minor, euros, unprompted, on, exception)| Try::Give { minor, euros, unprompted, on, exception }),
        2 => minor().prop_map(|minor| Try::Ask { minor }),
        2 => (any::<u8>(), any::<bool>(), prop::option::weighted(0.3, minor()), prop::bool::weighted(0.2))
            .prop_map(|(which, yes, other, myself)| Try::Answer { which, yes, other, myself }),
        1 => Just(Try::Undo),
    ];
    prop::collection::vec(one, 0..40)
}

proptest! {
    #[test]
    fn nobody_gives_more_than_the_limits_without_a_yes_to_exactly_that(tries in tries()) {
        let mut world = world();
        for t in tries {
            let approvals: Vec<Approval> = world.file.case.approvals.clone();
            let pick = |which: u8| (!approvals.is_empty()).then(|| approvals[usize::from(which) % approvals.len()].id);
            match t {
                Try::Give { minor, euros, unprompted, on, exception } => {
                    let currency = if euros { Currency::EUR } else { Currency::GBP };
                    let approval = if on.is_multiple_of(3) { pick(on) } else { None };
                    let made = gift(&mut world, "refund", Some(Money { minor, currency }));
                    let exception = exception.then(|| Text::new("they asked so nicely"));
                    let _ = world.run(Command::Give(Gift { approval, unprompted, exception, ..made }));
                }
                Try::Ask { minor } => {
                    let (approval, reason) = (ApprovalId(world.id()), Text::new("they lost a day"));
                    let (what, value) = ("refund".to_owned(), Some(pounds(minor)));
                    let _ = world.run(Command::AskApproval { approval, interaction: None, what, value, reason, step: None });
                }
                Try::Answer { which, yes, other, myself } => {
                    if let Some(approval) = pick(which) {
                        let (value, comment) = (other.map(pounds), Some(Text::new("because")));
                        let answer = Command::AnswerApproval { approval, yes, value, comment };
                        let _ = if myself { world.run(answer) } else { as_gwen(&mut world, |w| w.run(answer)) };
                    }
                }
                Try::Undo => { let _ = world.run(Command::Undo); }
            }
            let case = &world.file.case;
            let (mut alone, mut kind) = (0, 0);
            for given in &case.gestures {
                let value = given.value.unwrap();
                prop_assert_eq!(value.currency, Currency::GBP, "currencies never mix");
                let Some(id) = given.approval else {
                    prop_assert!(value.minor <= GIFT);
                    if given.unprompted { kind += value.minor } else { alone += value.minor }
                    continue;
                };
                let ApprovalState::Yes(answer) = &case.approval(id).unwrap().state else {
                    return Err(TestCaseError::fail("given without a yes"));
                };
                prop_assert_eq!(answer.value, given.value, "exactly that");
                prop_assert_eq!(&answer.by, "gwen");
                prop_assert_eq!(case.gestures.iter().filter(|g| g.approval == Some(id)).count(), 1, "once");
            }
            prop_assert!(alone <= CASE.min(DAY) && kind <= KINDNESS, "{} alone, {} kind", alone, kind);
            let sum: i64 = case.gestures.iter().map(|g| g.value.unwrap().minor).sum();
            prop_assert_eq!(sum, case.given(Currency::GBP));
        }
    }

    #[test]
    fn an_undo_restores_the_budget(first in 1i64..2_500, second in 1i64..2_500) {
        let mut world = world();
        let give = |world: &mut World, minor| {
            let made = gift(world, "refund", Some(pounds(minor)));
            world.run(Command::Give(made))
        };
        prop_assert!(give(&mut world, first).is_ok());
        world.must(Command::Undo);
        prop_assert!(give(&mut world, second).is_ok());
        prop_assert_eq!(world.file.case.given(Currency::GBP), second);
    }
}

#[test]
fn above_a_limit_the_refusal_says_how_much_is_left() {
    let mut world = world();
    let made = gift(&mut world, "refund", Some(pounds(2_500)));
    world.must(Command::Give(made));
    let made = gift(&mut world, "refund", Some(pounds(2_000)));
    let refused = world.run(Command::Give(made)).unwrap_err();
    assert_eq!(
        refused.sentences(),
        "£20.00 would go beyond the £40.00 for one case: £25.00 are given already: offer up to £15.00, or ask for a yes"
    );
}

#[test]
fn a_yes_is_for_exactly_that_and_holds_once() {
    let mut world = world();
    let yes = asked(&mut world, "refund", pounds(9_000), true, Some(pounds(7_000)));
    let on = |world: &mut World, what: &str, minor| {
        let made = gift(world, what, Some(pounds(minor)));
        world.run(Command::Give(Gift { approval: Some(yes), ..made }))
    };
    assert_eq!(rule_of(&on(&mut world, "refund", 9_000)), "approval");
    assert_eq!(rule_of(&on(&mut world, "voucher", 7_000)), "approval");
    assert_eq!(rule_of(&on(&mut world, "refund", 7_000)), "");
    assert_eq!(rule_of(&on(&mut world, "refund", 7_000)), "approval");
    // The yes rests under the gift: it cannot be taken back before it.
    assert!(as_gwen(&mut world, |w| w.run(Command::Undo)).is_err());
    world.must(Command::Undo);
    assert_eq!(rule_of(&on(&mut world, "refund", 7_000)), "");
}

#[test]
fn a_no_gives_nothing_and_needs_a_word() {
    let mut world = world();
    let no = asked(&mut world, "refund", pounds(9_000), false, None);
    let made = gift(&mut world, "refund", Some(pounds(9_000)));
    assert_eq!(rule_of(&world.run(Command::Give(Gift { approval: Some(no), ..made }))), "approval");
    let approval = ApprovalId(world.id());
    let ask = Command::AskApproval {
        approval,
        interaction: None,
        what: "refund".into(),
        value: Some(pounds(3_000)),
        reason: Text::new("again"),
        step: None,
    };
    world.must(ask);
    let answer =
        |yes, comment: &str| Command::AnswerApproval { approval, yes, value: None, comment: Some(Text::new(comment)) };
    assert_eq!(rule_of(&world.run(answer(true, ""))), "own-request");
    assert_eq!(rule_of(&as_gwen(&mut world, |w| w.run(answer(false, "")))), "no-words");
    let too_much = Command::AnswerApproval { approval, yes: true, value: Some(pounds(60_000)), comment: None };
    assert_eq!(rule_of(&as_gwen(&mut world, |w| w.run(too_much))), "ceiling");
    as_gwen(&mut world, |w| w.must(answer(true, "")));
    assert_eq!(rule_of(&as_gwen(&mut world, |w| w.run(answer(true, "")))), "answered-already");
}

#[test]
fn what_has_one_price_or_runs_out_or_is_for_others_says_so() {
    let mut world = world();
    let made = gift(&mut world, "tea", Some(pounds(500)));
    assert_eq!(rule_of(&world.run(Command::Give(made))), "fixed-amount");
    let made = gift(&mut world, "tea", None);
    world.must(Command::Give(made));
    assert_eq!(world.file.case.gestures[0].value, Some(pounds(300)));
    // The toy world counts every gesture as one of this stock.
    world.rules.gestures[2].stock = Some((1, Timestamp::from_ms(0)));
    let made = gift(&mut world, "tea", None);
    assert_eq!(rule_of(&world.run(Command::Give(made))), "stock");
    world.rules.gestures[2] =
        GestureRule { stock: None, least_role: Role::Supervisor, ..world.rules.gestures[2].clone() };
    let made = gift(&mut world, "tea", None);
    assert_eq!(rule_of(&world.run(Command::Give(made.clone()))), "who-may");
    // History that was brought in keeps what was done, marked.
    world.mode = Mode::Recorded;
    world.must(Command::Give(made));
    assert_eq!(world.file.case.deviations.last().unwrap().rule, "who-may");
}

#[test]
fn a_certificate_is_used_once_and_that_is_coming_back() {
    let mut world = world();
    let made = gift(&mut world, "voucher", Some(pounds(1_000)));
    assert_eq!(rule_of(&world.run(Command::Give(made.clone()))), "code");
    let expires = world.now().plus_ms(10 * 60_000);
    let gesture = made.gesture;
    world.must(Command::Give(Gift { certificate: Some(printed("K4XM", expires)), ..made }));
    world.actor = "ben";
    world.must(Command::RedeemCertificate(gesture));
    world.actor = "ana";
    assert_eq!(world.file.case.came_back[0].by, CameBackBy::Redemption);
    assert_eq!(rule_of(&world.run(Command::RedeemCertificate(gesture))), "used");
    assert_eq!(rule_of(&world.run(Command::VoidCertificate(gesture, Text::new("lost")))), "used");
    // What was used cannot be taken back from under its use.
    assert_eq!(rule_of(&world.run(Command::Undo)), "rests-upon");
    let made = gift(&mut world, "voucher", Some(pounds(1_000)));
    let gesture = made.gesture;
    world.must(Command::Give(Gift { certificate: Some(printed("K4XN", expires)), ..made }));
    world.minute += 30;
    assert_eq!(rule_of(&world.run(Command::RedeemCertificate(gesture))), "expired");
    world.must(Command::VoidCertificate(gesture, Text::new("given twice")));
    assert_eq!(rule_of(&world.run(Command::RedeemCertificate(gesture))), "void");
    assert_eq!(rule_of(&world.run(Command::RedeemCertificate(GestureId(Uuid::from_u128(5))))), "no-certificate");
}

#[test]
fn a_gift_that_was_taken_back_is_given_anew() {
    let mut world = world();
    let made = gift(&mut world, "refund", Some(pounds(2_500)));
    world.must(Command::Give(made));
    world.must(Command::Undo);
    assert_eq!(rule_of(&world.run(Command::Redo)), "gift-again");
}

#[test]
fn a_yes_is_its_askers_and_can_be_given_up() {
    let mut world = world();
    let yes = asked(&mut world, "refund", pounds(9_000), true, None);
    assert_eq!(world.file.case.yes_for("refund", Some(pounds(9_000)), "ana"), Some(yes));
    assert_eq!(world.file.case.yes_for("refund", Some(pounds(9_000)), "ben"), None);
    let made = gift(&mut world, "refund", Some(pounds(9_000)));
    let mine = Command::Give(Gift { approval: Some(yes), ..made });
    assert_eq!(rule_of(&as_gwen(&mut world, |w| w.run(mine))), "approval", "nobody gives on their own yes");
    let withdraw = || Command::WithdrawApproval(yes, Text::new("they would rather have it mended"));
    assert_eq!(rule_of(&as_gwen(&mut world, |w| w.run(withdraw()))), "not-yours");
    world.must(withdraw());
    assert_eq!(world.file.case.yes_for("refund", Some(pounds(9_000)), "ana"), None);
    let approval = ApprovalId(world.id());
    let (what, value, reason) = ("refund".to_owned(), Some(pounds(60_000)), Text::new("all of it"));
    let ask = Command::AskApproval { approval, interaction: None, what, value, reason, step: None };
    assert_eq!(rule_of(&world.run(ask)), "nobody-may");
}

/// Somebody gives in another's name.
fn as_if(world: &mut World, agent: &str, given: Gift) -> Result<Vec<Event>, Refusal> {
    let deed = world.deed(Command::Give(given));
    world.carry_out(&Deed { agent: Some(agent.into()), ..deed })
}

#[test]
fn a_live_gift_is_given_under_ones_own_name() {
    let mut world = world();
    let one = |world: &mut World| gift(world, "refund", Some(pounds(500)));
    let made = one(&mut world);
    let refused = as_if(&mut world, "ben", made).unwrap_err();
    assert_eq!(
        refused.sentences(),
        "A gift is given under one's own name: let ben give it, or bring it in as recorded work"
    );
    let made = one(&mut world);
    assert_eq!(rule_of(&as_if(&mut world, "ana", made)), "");
    // A supervisor answers for it; what happened happened.
    let made = one(&mut world);
    assert_eq!(rule_of(&as_gwen(&mut world, |w| as_if(w, "ben", made))), "");
    world.mode = Mode::Recorded;
    let made = one(&mut world);
    assert_eq!(rule_of(&as_if(&mut world, "ben", made)), "");
    assert!(world.file.case.deviations.is_empty());
}

#[test]
fn a_yes_is_used_by_whoever_asked_or_owns_the_case_and_by_nobody_who_said_it() {
    let mut world = world();
    // The case is ana's, and she asks.
    let yes = asked(&mut world, "refund", pounds(9_000), true, None);
    let on = |world: &mut World| Gift { approval: Some(yes), ..gift(world, "refund", Some(pounds(9_000))) };
    // Gwen said yes: not in ana's name either, live or brought in.
    for mode in [Mode::Live, Mode::Recorded] {
        world.mode = mode;
        let made = on(&mut world);
        assert_eq!(rule_of(&as_gwen(&mut world, |w| as_if(w, "ana", made))), "approval");
    }
    world.mode = Mode::Live;
    // It is not ben's.
    let made = on(&mut world);
    world.actor = "ben";
    let refused = world.run(Command::Give(made)).unwrap_err();
    assert_eq!(refused.sentences(), "The yes is ana's: leave the giving to them, or ask for a yes of your own");
    // Nor is it his to have ana give it.
    let made = on(&mut world);
    assert_eq!(rule_of(&as_if(&mut world, "ana", made)), "own-name");
    world.actor = "ana";
    let made = on(&mut world);
    assert_eq!(rule_of(&world.run(Command::Give(made))), "");
}

#[test]
fn an_exception_is_a_supervisors_has_a_reason_and_is_marked() {
    let mut world = world();
    world.rules.limits[1].1.case = Some(pounds(55_000));
    let made = gift(&mut world, "refund", Some(pounds(60_000)));
    let give = |why: &str| Command::Give(Gift { exception: Some(Text::new(why)), ..made.clone() });
    let refused = world.run(give("their house burnt down")).unwrap_err();
    assert_eq!(refused.reasons.iter().map(|r| r.rule).collect::<Vec<_>>(), ["ceiling", "exception"]);
    assert_eq!(rule_of(&as_gwen(&mut world, |w| w.run(give(" ")))), "ceiling", "none without a reason");
    as_gwen(&mut world, |w| w.must(give("their house burnt down")));
    let marks: Vec<&str> = world.file.case.deviations.iter().map(|d| d.rule.as_str()).collect();
    assert_eq!(marks, ["exception-ceiling", "exception-case-limit"]);
    let line = crate::case::timeline(&world.file).into_iter().find(|l| l.kind == crate::case::LineKind::Exception);
    assert_eq!(
        line.unwrap().text,
        "£600.00 is above the £500.00 that a supervisor gives alone. their house burnt down"
    );
    assert_eq!(world.file.case.gestures[0].exception.as_ref().unwrap().as_str(), "their house burnt down");
    // It is gone with what it was for.
    as_gwen(&mut world, |w| w.must(Command::Undo));
    assert!(world.file.case.deviations.is_empty() && world.file.case.gestures.is_empty());
}

#[test]
fn an_exception_is_from_limits_alone() {
    let mut world = world();
    world.role = Role::Supervisor;
    let why = Some(Text::new("this once"));
    world.rules.gestures[2].stock = Some((0, Timestamp::from_ms(0)));
    let made = gift(&mut world, "tea", None);
    assert_eq!(rule_of(&world.run(Command::Give(Gift { exception: why.clone(), ..made }))), "stock");
    let made = gift(&mut world, "refund", Some(Money { minor: 100, currency: Currency::EUR }));
    assert_eq!(rule_of(&world.run(Command::Give(Gift { exception: why.clone(), ..made }))), "currency");
    let made = gift(&mut world, "voucher", Some(pounds(90_000)));
    assert_eq!(rule_of(&world.run(Command::Give(Gift { exception: why.clone(), ..made }))), "code");
    // Where nothing stands in the way, nothing is marked.
    let made = gift(&mut world, "refund", Some(pounds(100)));
    world.must(Command::Give(Gift { exception: why, ..made }));
    assert!(world.file.case.deviations.is_empty() && world.file.case.gestures[0].exception.is_none());
}

#[test]
fn who_is_still_here_has_not_come_back() {
    let mut world = world();
    let back = || Command::CameBack { by: CameBackBy::Order, note: Text::new("order 1187") };
    assert_eq!(rule_of(&world.run(back())), "not-gone");
    let interaction: InteractionId = world.file.case.interactions[0].id;
    world.must(Command::End(interaction));
    let kind = Some(crate::terms::CaseKind::Complaint);
    world.must(Command::Describe { kind, severity: None, wanted: None });
    world.mode = Mode::Recorded;
    world.must(Command::Close { outcome: Some(Outcome::Resolved), cause: Some("us".into()), tried: None });
    world.mode = Mode::Live;
    // What comes after comes after the close.
    assert!(world.file.case.recovered().is_some());
    world.must(Command::FollowUp(Text::new("all is well")));
    world.must(back());
    assert!(world.file.case.recovered().is_none());
}
