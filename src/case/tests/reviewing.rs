//! Reviews by example: who scores, answers and settles what; lessons and what did not fit; entries of their own.

use super::*;
use crate::terms::{EntryId, EventId, ReviewId, Settlement};

fn mark(criterion: &str, points: u8) -> Mark {
    Mark { criterion: criterion.into(), points: Some(points) }
}

fn review(id: ReviewId, of: &str, marks: Vec<Mark>) -> Command {
    let (comments, causes) = (Vec::new(), Vec::new());
    Command::Review { review: id, of: of.into(), interaction: None, marks, comments, causes, blind: false }
}

fn rule_of(done: &Result<Vec<Event>, Refusal>) -> &'static str {
    done.as_ref().map_or_else(|refusal| refusal.reasons[0].rule, |_| "")
}

/// Somebody with a role does something.
fn run_as(world: &mut World, (actor, role): (&'static str, Role), command: Command) -> Result<Vec<Event>, Refusal> {
    (world.actor, world.role) = (actor, role);
    world.run(command)
}

const GWEN: (&str, Role) = ("gwen", Role::Supervisor);
const ANA: (&str, Role) = ("ana", Role::Agent);

/// A closed case of ana's with one walk; one required step of two done.
fn worked() -> (World, WalkId) {
    let mut world = World::new();
    world.rules.people.extend(["gwen".into(), "hal".into()]);
    let interaction = world.opened();
    let walk = world.follow(interaction);
    world.must(Command::DoStep { walk, step: "own".into(), values: Vec::new() });
    (world, walk)
}

#[test]
fn a_supervisor_scores_the_agent_disputes_and_it_is_settled() {
    let (mut world, _) = worked();
    let id = ReviewId(world.id());
    run_as(&mut world, GWEN, review(id, "ana", vec![mark("patience", 3)])).unwrap();
    let found = world.file.case.review(id).unwrap();
    // Half of patience, and one of two required steps on a scale of five: 2 of 4 rungs.
    assert_eq!((found.share().unwrap().to_string(), found.state()), ("50.0%".into(), ReviewState::Scored));
    assert_eq!(
        found.scores.iter().map(|s| (s.criterion.as_str(), s.points, s.read)).collect::<Vec<_>>(),
        [("patience", Some(3), false), ("steps", Some(3), true)]
    );

    let answer = |agree, reason: &str, proposed| {
        let reason = Some(Text::new(reason));
        Command::AnswerReview { review: id, agree, reason, proposed }
    };
    let other = run_as(&mut world, ("ben", Role::Agent), answer(true, "", Vec::new()));
    assert_eq!(rule_of(&other), "not-yours");
    for (reason, proposed, rule) in [
        ("", vec![mark("patience", 4)], "no-words"),
        ("she was calm", Vec::new(), "no-proposal"),
        ("she was calm", vec![mark("patience", 6)], "off-scale"),
        ("she was calm", vec![mark("typing", 1)], "unknown-criterion"),
    ] {
        assert_eq!(rule_of(&run_as(&mut world, ANA, answer(false, reason, proposed))), rule);
    }
    run_as(&mut world, ANA, answer(false, "she was calm", vec![mark("patience", 5)])).unwrap();
    assert_eq!(rule_of(&run_as(&mut world, ANA, answer(true, "", Vec::new()))), "answered-already");

    let settle = |how, marks, comment: &str| {
        let comment = Some(Text::new(comment)).filter(|c| !c.is_blank());
        Command::SettleReview { review: id, how, marks, comment }
    };
    assert_eq!(rule_of(&run_as(&mut world, ANA, settle(Settlement::Accepted, Vec::new(), ""))), "who-may");
    assert_eq!(rule_of(&run_as(&mut world, GWEN, settle(Settlement::Kept, Vec::new(), ""))), "no-words");
    assert_eq!(rule_of(&run_as(&mut world, GWEN, settle(Settlement::Partly, Vec::new(), ""))), "no-scores");
    run_as(&mut world, GWEN, settle(Settlement::Accepted, Vec::new(), "")).unwrap();
    let found = world.file.case.review(id).unwrap();
    assert_eq!((found.share().unwrap().to_string(), found.state()), ("75.0%".into(), ReviewState::Settled));
    assert_eq!(found.scores[0].points, Some(3), "what was given stays to be seen");
    assert_eq!(rule_of(&run_as(&mut world, GWEN, settle(Settlement::Accepted, Vec::new(), ""))), "no-dispute");
    // A dispute cannot be taken back from under its settlement.
    assert_eq!(rule_of(&run_as(&mut world, ANA, Command::Undo)), "rests-upon");
}

#[test]
fn what_is_malformed_is_refused_live_and_recorded_alike() {
    let (mut world, _) = worked();
    for mode in [Mode::Live, Mode::Recorded] {
        world.mode = mode;
        for (by, of, marks, rule) in [
            (ANA, "ben", vec![mark("patience", 3)], "who-may"),
            (("ana", Role::Supervisor), "ana", vec![mark("patience", 3)], "own-work"),
            (GWEN, "ben", vec![mark("patience", 3)], "no-part"),
            (GWEN, "ana", Vec::new(), "no-scores"),
            (GWEN, "ana", vec![mark("charm", 3)], "unknown-criterion"),
            (GWEN, "ana", vec![mark("steps", 3)], "read"),
            (GWEN, "ana", vec![mark("typing", 3)], "does-not-apply"),
            (GWEN, "ana", vec![mark("patience", 0)], "off-scale"),
            (GWEN, "ana", vec![mark("patience", 3), mark("patience", 4)], "twice"),
        ] {
            let id = ReviewId(world.id());
            assert_eq!(rule_of(&run_as(&mut world, by, review(id, of, marks))), rule);
        }
        let remark = Remark { on: Some(EventId(world.id())), text: Text::new("here") };
        let id = ReviewId(world.id());
        let Command::Review { of, marks, .. } = review(id, "ana", vec![mark("patience", 3)]) else { unreachable!() };
        for (comments, causes, rule) in
            [(vec![remark], Vec::new(), "no-line"), (Vec::new(), vec!["rain".to_owned()], "unknown-cause")]
        {
            let (of, marks) = (of.clone(), marks.clone());
            let bad = Command::Review { review: id, of, interaction: None, marks, comments, causes, blind: false };
            assert_eq!(rule_of(&run_as(&mut world, GWEN, bad)), rule);
        }
    }
    assert!(world.file.case.reviews.is_empty());
}

/// Ana's work gets three points.
fn blind(world: &mut World, blind: bool) -> Command {
    let (review, marks) = (ReviewId(world.id()), vec![mark("patience", 3)]);
    let (comments, causes) = (Vec::new(), Vec::new());
    Command::Review { review, of: "ana".into(), interaction: None, marks, comments, causes, blind }
}

#[test]
fn an_undo_makes_nobody_forget_what_others_gave() {
    const HAL: (&str, Role) = ("hal", Role::Supervisor);
    let score = |world: &mut World, who, is_blind| {
        let command = blind(world, is_blind);
        rule_of(&run_as(world, who, command))
    };
    // Gwen scored and took it back before hal scored: she saw nothing of his.
    let (mut world, _) = worked();
    assert_eq!(score(&mut world, GWEN, true), "");
    run_as(&mut world, GWEN, Command::Undo).unwrap();
    assert_eq!(score(&mut world, HAL, true), "");
    assert_eq!(score(&mut world, GWEN, true), "");
    // Now hers stood beside his.
    run_as(&mut world, GWEN, Command::Undo).unwrap();
    assert_eq!(score(&mut world, GWEN, true), "not-blind");
    assert_eq!(score(&mut world, GWEN, false), "");
    // And these were open for everybody.
    run_as(&mut world, GWEN, Command::Undo).unwrap();
    assert_eq!(score(&mut world, ("ida", Role::Supervisor), true), "not-blind");
}

#[test]
fn a_dispute_is_settled_by_somebody_who_may_see_it() {
    let (mut world, _) = worked();
    let command = blind(&mut world, true);
    run_as(&mut world, GWEN, command).unwrap();
    let id = world.file.case.reviews[0].id;
    let (reason, proposed) = (Some(Text::new("she was calm")), vec![mark("patience", 5)]);
    run_as(&mut world, ANA, Command::AnswerReview { review: id, agree: false, reason, proposed }).unwrap();
    let hal = |world: &mut World| {
        let settle = Command::SettleReview { review: id, how: Settlement::Accepted, marks: Vec::new(), comment: None };
        rule_of(&run_as(world, ("hal", Role::Supervisor), settle))
    };
    assert_eq!(hal(&mut world), "blind");
    let command = blind(&mut world, true);
    run_as(&mut world, ("hal", Role::Supervisor), command).unwrap();
    assert_eq!(hal(&mut world), "");
}

#[test]
fn the_blind_see_nothing_until_they_have_scored() {
    let (mut world, _) = worked();
    let first = blind(&mut world, true);
    run_as(&mut world, GWEN, first).unwrap();
    let review = &world.file.case.reviews[0];
    let sees = |login: &str, role, scored| review.is_seen_by(login, role, scored);
    assert!(sees("gwen", Role::Supervisor, true) && sees("ana", Role::Agent, false));
    assert!(!sees("hal", Role::Supervisor, false) && sees("hal", Role::Supervisor, true));
    assert!(!sees("ben", Role::Agent, true) && !sees("ben", Role::Senior, true));
    let (again, second) = (blind(&mut world, true), blind(&mut world, false));
    assert_eq!(rule_of(&run_as(&mut world, GWEN, again)), "scored-already");
    run_as(&mut world, ("hal", Role::Supervisor), second).unwrap();
    // Hal's scores are open to see: nobody can be blind to them any more.
    let third = blind(&mut world, true);
    assert_eq!(rule_of(&run_as(&mut world, ("ida", Role::Supervisor), third)), "not-blind");
}

#[test]
fn one_fatal_point_makes_the_whole_nothing() {
    let (mut world, _) = worked();
    let id = ReviewId(world.id());
    run_as(&mut world, GWEN, review(id, "ana", vec![mark("patience", 5), mark("identity", 1)])).unwrap();
    let share = world.file.case.review(id).unwrap().share().unwrap();
    assert_eq!((share.tenths(), share.failed), (0, true));
}

#[test]
fn the_timeline_tells_that_it_was_reviewed_and_no_scores() {
    let (mut world, walk) = worked();
    let id = ReviewId(world.id());
    run_as(&mut world, GWEN, review(id, "ana", vec![mark("patience", 2)])).unwrap();
    world.must(Command::MarkLesson(Text::new("ask for the day first")));
    run_as(&mut world, ANA, Command::DidNotFit { walk, step: Some("own".into()), why: Text::new("not ours") }).unwrap();
    let lines: Vec<String> = timeline(&world.file).into_iter().map(|l| l.text).collect();
    assert!(lines.iter().any(|l| l == "ana's work was reviewed"), "{lines:?}");
    assert!(lines.iter().any(|l| l == "a lesson: ask for the day first"));
    assert!(lines.iter().any(|l| l == "did not fit: own – not ours"));
    assert!(!serde_json::to_string(&world.file.case).unwrap().contains("patience"), "a case is shown to everybody");
}

#[test]
fn did_not_fit_needs_no_role_but_a_step_and_words() {
    let (mut world, walk) = worked();
    let unfit =
        |step: Option<&str>, why: &str| Command::DidNotFit { walk, step: step.map(Into::into), why: Text::new(why) };
    assert_eq!(rule_of(&world.run(unfit(Some("charm"), "x"))), "no-step");
    assert_eq!(rule_of(&world.run(unfit(None, " "))), "no-words");
    world.must(unfit(None, "she only wanted to tell us"));
    assert_eq!(world.file.case.unfits.len(), 1);
}

/// Decides on an entry with what was written before, and takes the events.
fn on_entry(world: &World, facts: &mut Vec<Fact>, actor: &str, role: Role, command: Command) -> Result<(), Refusal> {
    let n = facts.len();
    let id = EntryId(Uuid::from_u128(77));
    let deed = Deed {
        id: CommandId(Uuid::from_u128(500 + n as u128 + u128::from(actor.as_bytes()[0]) * 1000)),
        on: Subject::Entry(id),
        command,
        at: world.now(),
        agent: None,
        seen: None,
    };
    let (guides, desk) = (OneToy, Answers::new());
    let context = Context {
        now: world.now(),
        mode: Mode::Live,
        actor,
        role,
        rules: &world.rules,
        guides: &guides,
        desk: &desk,
        customer: None,
        calendar: &Always,
        spent: Spent::default(),
    };
    for event in decide(&CaseFile::fold(CaseId(id.0), facts.clone()), &deed, &context)? {
        let hlc = i64::try_from(facts.len()).unwrap() + 1;
        facts.push(Fact {
            id: EventId(Uuid::from_u128(u128::try_from(hlc).unwrap())),
            position: Position { hlc, stream: StreamId(Uuid::from_u128(1)), n: hlc },
            wall: world.now(),
            actor: actor.into(),
            subject: deed.on,
            kind: event.kind().into(),
            critical: false,
            body: Some(Body { command: deed.id, at: deed.at, agent: None, seen: None, event }),
        });
    }
    Ok(())
}

#[test]
fn whoever_looks_back_at_a_case_has_not_taken_it_up_again() {
    let (mut world, walk) = worked();
    let worked = touched(&world.file);
    let unfit = Command::DidNotFit { walk, step: None, why: Text::new("she had told it already") };
    run_as(&mut world, ANA, unfit).unwrap();
    run_as(&mut world, GWEN, Command::MarkLesson(Text::new("ask first"))).unwrap();
    run_as(&mut world, GWEN, Command::UnmarkLesson).unwrap();
    assert_eq!(touched(&world.file), worked);
    let command = blind(&mut world, true);
    run_as(&mut world, GWEN, command).unwrap();
    run_as(&mut world, GWEN, Command::Undo).unwrap();
    run_as(&mut world, GWEN, Command::Redo).unwrap();
    assert_eq!(touched(&world.file), worked);
    // Taking work back is work; what was taken back is none.
    let taken_back = world.now();
    run_as(&mut world, ANA, Command::Undo).unwrap();
    assert_eq!(touched(&world.file), worked, "what did not fit");
    run_as(&mut world, ANA, Command::Undo).unwrap();
    assert_eq!(touched(&world.file), taken_back.plus_ms(60_000));
}

#[test]
fn a_coaching_note_is_written_by_a_supervisor_and_read_by_its_person() {
    let world = World::new();
    let mut facts = Vec::new();
    let coach = |to: &str, note: &str| Command::Coach { to: to.into(), note: Text::new(note), drill: None, due: None };
    let mut rule = |actor: &str, role, command| {
        on_entry(&world, &mut facts, actor, role, command).err().map_or("", |refusal| refusal.reasons[0].rule)
    };
    assert_eq!(rule("ana", Role::Senior, coach("ben", "slower")), "who-may");
    assert_eq!(rule("gwen", Role::Supervisor, coach("nobody", "slower")), "who");
    assert_eq!(rule("gwen", Role::Supervisor, coach("gwen", "slower")), "who");
    assert_eq!(rule("gwen", Role::Supervisor, coach("ana", "")), "no-words");
    let blank = Command::Coach { to: "ana".into(), note: Text::new(""), drill: Some(" ".into()), due: None };
    assert_eq!(rule("gwen", Role::Supervisor, blank), "no-words", "a blank drill is none");
    assert_eq!(rule("gwen", Role::Supervisor, coach("ana", "slower")), "");
    assert_eq!(rule("gwen", Role::Supervisor, coach("ana", "again")), "there-already");
    assert_eq!(rule("ben", Role::Agent, Command::ReadCoaching), "who-may");
    assert_eq!(rule("ana", Role::Agent, Command::ReadCoaching), "");
    let Some(Entry::Coaching(note)) = Entry::fold(EntryId(Uuid::from_u128(77)), &facts) else { unreachable!() };
    assert!(note.read.is_some());
    let mut facts_of_cause = Vec::new();
    let act = |cause: &str| Command::ActOnCause {
        cause: cause.into(),
        what: Text::new("another carrier"),
        from_day: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    };
    let refused = on_entry(&world, &mut facts_of_cause, "gwen", Role::Supervisor, act("weather")).unwrap_err();
    assert_eq!(refused.reasons[0].rule, "unknown-cause");
    on_entry(&world, &mut facts_of_cause, "gwen", Role::Supervisor, act("carrier")).unwrap();
    assert!(matches!(Entry::fold(EntryId(Uuid::from_u128(77)), &facts_of_cause), Some(Entry::Acted(_))));
}

#[test]
fn the_record_is_counted_for_its_person_and_what_it_does_not_say_is_not_available() {
    let (mut world, walk) = worked();
    let read = |world: &World, agent| -> Vec<(u32, u32)> {
        readings(&world.file.case, agent).iter().map(|r| (r.met, r.of)).collect()
    };
    // One step done says nothing of order; nothing was promised; nobody was put on hold.
    assert_eq!(read(&world, Some("ana")), [(0, 0), (1, 2), (0, 0), (0, 0)]);
    assert_eq!(read(&world, Some("ben")), [(0, 0); 4], "somebody else's work is not theirs");

    world.must(Command::DoStep { walk, step: "look".into(), values: Vec::new() });
    assert_eq!(read(&world, None)[0], (1, 1));
    world.must(Command::Answer { walk, name: "late".into(), value: Value::YesNo(false) });
    assert_eq!(read(&world, None)[..2], [(0, 1), (2, 2)], "listening came after resolving");

    let interaction = world.file.case.interactions[0].id;
    let hold = |world: &mut World, words: Option<&str>| {
        if let Some(words) = words {
            let (message, text) = (crate::terms::MessageId(world.id()), Text::new(words));
            world.must(Command::Say { message, interaction, who: crate::terms::Speaker::Agent, text });
        }
        world.must(Command::Hold(interaction));
        world.minute += 5;
        world.must(Command::Resume(interaction));
    };
    hold(&mut world, None);
    assert_eq!(read(&world, None)[3], (0, 0), "what was said was not written down");
    hold(&mut world, Some("May I put you on hold while I look?"));
    hold(&mut world, Some("That is odd."));
    assert_eq!(read(&world, None)[3], (1, 2));

    let promise = |world: &mut World, minutes: i64| {
        let promise = crate::terms::PromiseId(world.id());
        let (due, text) = (world.now().plus_ms(minutes * 60_000), Text::new("ring back"));
        let (interaction, told, by, step, call_back) = (None, None, None, None, None);
        world.must(Command::Promise { promise, interaction, text, due, told, by, step, call_back });
        promise
    };
    let (kept, late, open) = (promise(&mut world, 60), promise(&mut world, 10), promise(&mut world, 10));
    world.must(Command::KeepPromise(kept));
    world.minute += 30;
    world.must(Command::KeepPromise(late));
    assert_eq!(read(&world, Some("ana"))[2], (1, 2), "kept late is not kept by its time; an open one says nothing");
    world.must(Command::WithdrawPromise(open, Text::new("not needed")));
    assert_eq!(read(&world, Some("ana"))[2], (1, 2));
}

#[test]
fn what_a_criterion_is_for_must_all_hold() {
    let (mut world, _) = worked();
    let holds = |world: &World, only_if: &OnlyIf| only_if.holds(&world.file.case);
    let both = OnlyIf {
        channels: vec![Channel::Phone, Channel::Chat],
        outcomes: vec![Outcome::VentedOnly],
        ..OnlyIf::default()
    };
    assert!(holds(&world, &OnlyIf::default()) && !holds(&world, &both), "what is not known holds for none");
    let heat = OnlyIf { heat: vec![crate::terms::Heat::Angry], ..OnlyIf::default() };
    assert!(!holds(&world, &heat));
    let interaction = world.file.case.interactions[0].id;
    let (channel, heat_end, summary) = (None, Some(crate::terms::Heat::Calm), None);
    let heat_start = Some(crate::terms::Heat::Angry);
    world.must(Command::DescribeInteraction { interaction, channel, heat_start, heat_end, summary });
    assert!(holds(&world, &heat));
}
