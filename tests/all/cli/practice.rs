//! Practice from the command line: drills as they lie in the practice log, what they showed, who sees what.

use amends::log::practice::{NewDrill, PracticeLog, practice_path};
use amends::practice::{Drill, Move, kept, walk};
use amends::terms::{Text, Timestamp};
use uuid::Uuid;

use super::run::Home;

/// The shipped scenario of this id, with its text.
fn scenario(id: &str) -> (amends::practice::Scenario, String) {
    let text = std::fs::read_to_string(format!("playbooks/scenarios/{id}.toml")).unwrap();
    (amends::practice::Scenario::parse(&format!("{id}.toml"), &text).unwrap(), text)
}

/// Plays these moves of a scenario to the end, as the console keeps them.
fn play(home: &Home, login: &str, id: &str, moves: &[Move]) {
    let (scenario, text) = scenario(id);
    let mut log = PracticeLog::open(&home.log()).unwrap();
    let at = Timestamp::from_utc(chrono::Utc::now());
    let new = NewDrill {
        id: Uuid::now_v7(),
        login: login.into(),
        scenario: id.into(),
        playbook: scenario.playbook.clone(),
        seed: 5,
        answering: "choose".into(),
        help: "full".into(),
        began: at,
        from: None,
    };
    kept::begin(&mut log, &new, &text, moves).unwrap();
    let drill = Drill::after(&scenario, 5, moves.to_vec());
    assert!(drill.ending().is_some());
    kept::end(&mut log, new.id, at, &drill, amends::desk::shipped_rubric()).unwrap();
}

/// The moves of the best way, and of one by lot.
fn moves(id: &str) -> (Vec<Move>, Vec<Move>) {
    let (scenario, _) = scenario(id);
    let told = |drill: Drill<'_>| drill.played().iter().map(|p| p.r#move.clone()).collect();
    (told(walk::best(&scenario, 5)), told(walk::random(&scenario, 5, 1)))
}

#[test]
fn what_was_asked_for_comes_first_until_it_is_done() {
    let home = Home::new();
    home.ok(&["--as", "gwen", "coach", "ana", "Slower at the beginning.", "--drill", "paid-twice", "--due", "3 days"]);
    let next = home.json(&["practice"]);
    assert_eq!(
        (&next["next"][0]["scenario"], &next["next"][0]["why"]["why"]),
        (&"paid-twice".into(), &"assigned".into())
    );
    assert!(home.ok(&["practice"]).contains("gwen asks for it"));
    let before = std::fs::read(home.log()).unwrap();

    let (best, other) = moves("paid-twice");
    play(&home, "ana", "paid-twice", &other);
    play(&home, "ana", "paid-twice", &best);
    let after = home.json(&["practice"]);
    assert_ne!(after["next"][0]["scenario"], "paid-twice");
    let standing = &after["scenarios"]["paid-twice"];
    assert_eq!((&standing["attempts"], &standing["best"]), (&2.into(), &1000.into()));
    assert_eq!(after["skills"]["ownership"].as_array().unwrap().len(), 2);
    assert_eq!(std::fs::read(home.log()).unwrap(), before, "the case log is as it was");

    // What it showed, in one's own words.
    let told = home.ok(&["practice", "debrief"]);
    assert!(told.contains("# Two lines on the statement") && told.contains("Score 100.0%"), "{told}");
    let Move::Said { text } = &best[0] else { unreachable!() };
    assert!(told.contains(text.as_str()), "{told}");
}

#[test]
fn a_drill_is_named_by_its_id_or_a_few_words_of_its_title() {
    let home = Home::new();
    let gwen = |args: &[&str]| home.run(&[&["--as", "gwen", "coach", "ana"], args].concat());
    let told = gwen(&["--drill", "two lines", "--due", "2099-12-04"]).out;
    assert!(told.contains("assigned: Two lines on the statement (paid-twice), until Friday 4 December 2099"), "{told}");
    let notes = home.json(&["coach"])["notes"].clone();
    assert_eq!((&notes[0]["drill"], &notes[0]["note"]), (&"paid-twice".into(), &"".into()));
    let listed = home.ok(&["coach"]);
    let shown = "gwen to ana – to practise: Two lines on the statement (paid-twice), until Friday 4 December 2099; not done yet";
    assert!(listed.contains(shown), "{listed}");
    for (words, near) in
        [("paid-twise", "did you mean `paid-twice`"), ("late-parcel", "`birthday-parcel`"), ("two", "could be more")]
    {
        let refused = gwen(&["slower", "--drill", words]);
        assert!(refused.code == 1 && refused.err.contains(near), "{refused:?}");
    }
    for due in ["yesterday", "2020-01-01T10:00:00Z"] {
        let past = gwen(&["--drill", "paid-twice", "--due", due]);
        assert!(past.code == 2 && past.err.contains("`amends coach --help`"), "{past:?}");
    }
    let other = home.run(&["--as", "gwen", "coach", "agnes", "slower"]);
    assert!(other.err.contains("not on this desk's list of people") && other.err.contains("`amends who`"), "{other:?}");
    assert_eq!(home.json(&["coach"])["notes"].as_array().unwrap().len(), 1, "what was refused is not there");
}

#[test]
fn who_is_asked_hears_of_it_and_who_asked_sees_what_became_of_it() {
    let home = Home::new();
    home.ok(&[
        "--as",
        "gwen",
        "coach",
        "ana",
        "Slower at the beginning.",
        "--drill",
        "paid-twice",
        "--due",
        "2099-12-04",
    ]);
    let line =
        "gwen asks you to practise “Two lines on the statement” until Friday 4 December 2099: `amends`, then Alt-:";
    assert_eq!(home.ok(&["next"]).lines().last(), Some(line));
    let ahead = home.ok(&["practice"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(["“Slower", "beginning.”"].iter().all(|word| ahead.contains(word)), "{ahead}");
    let seen = |who: &str| home.ok(&["--as", who, "coach"]);
    assert!(seen("gwen").contains("; not done yet"), "{}", seen("gwen"));

    // Begun, and of another person: neither is anything to the supervisor.
    play_one(&home, moves("paid-twice").0[0].clone());
    play(&home, "ben", "paid-twice", &moves("paid-twice").0);
    assert!(seen("gwen").contains("; not done yet") && home.ok(&["next"]).contains(line));

    let (best, other) = moves("paid-twice");
    play(&home, "ana", "paid-twice", &other);
    let done = seen("gwen");
    let words = done.split("; ").nth(1).unwrap();
    assert!(words.starts_with("done on ") && !done.contains('%') && !done.contains("debrief"), "{done}");
    assert!(!home.ok(&["next"]).contains("practise"));
    assert!(home.json(&["--as", "gwen", "coach"])["notes"][0]["shared"].is_null());

    play(&home, "ana", "paid-twice", &best);
    let id = home.json(&["practice", "past"])["drills"][0]["id"].as_str().unwrap().to_owned();
    home.ok(&["practice", "share", &id]);
    assert!(seen("gwen").contains(&format!("; shared · `amends practice debrief {id}`")), "{}", seen("gwen"));
    assert!(home.ok(&["--as", "gwen", "practice", "debrief", &id]).contains("Score 100.0%"));
    let own = home.ok(&["--as", "gwen", "practice", "past"]);
    assert!(own.contains("--of LOGIN"), "{own}");
    assert!(!home.ok(&["--as", "mei", "practice", "past"]).contains("--of"));
}

#[test]
fn practice_and_debrief_say_the_same_figures() {
    let home = Home::new();
    home.ok(&["log", "--note", "something to open the log with"]);
    play(&home, "ana", "paid-twice", &moves("paid-twice").1);
    let debrief = home.ok(&["practice", "debrief"]);
    let practice = home.ok(&["practice"]);
    let skills: Vec<(&str, &str)> = debrief
        .lines()
        .filter_map(|line| line.strip_prefix("### ")?.split_once(": "))
        .filter(|(_, points)| *points != "not asked for")
        .collect();
    assert!(skills.len() > 3, "{debrief}");
    for (title, points) in skills {
        let same = |line: &str| line.trim_start().strip_prefix(title).is_some_and(|rest| rest.trim() == points);
        assert!(practice.lines().any(same), "{title}: {points}\n{practice}");
    }
    let score = debrief.split("Score ").nth(1).unwrap().split_whitespace().next().unwrap().trim_end_matches('.');
    assert!(score.contains('.') && practice.contains(score), "{score}\n{practice}");
    assert!(home.ok(&["practice", "past"]).contains(score));
}

#[test]
fn a_supervisor_sees_that_it_was_done_and_what_was_shared() {
    let home = Home::new();
    home.ok(&["log", "--note", "something to open the log with"]);
    home.ok(&["--as", "gwen", "coach", "ana", "Try this one.", "--drill", "flat-tyre"]);
    let (best, _) = moves("flat-tyre");
    // Nobody asked for the first, and the second is not over.
    play(&home, "ana", "paid-twice", &moves("paid-twice").0);
    play_one(&home, best[0].clone());
    play(&home, "ana", "flat-tyre", &best);
    // How often she tries again is hers alone.
    play(&home, "ana", "flat-tyre", &best);
    let all = home.json(&["--as", "gwen", "practice", "past", "--of", "ana"]);
    assert_eq!(all["drills"].as_array().unwrap().len(), 1, "{all}");
    let one = &all["drills"][0];
    let told: Vec<&str> =
        one.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()).map(|(key, _)| key.as_str()).collect();
    assert_eq!(told, ["ended", "login", "scenario"], "that it was done, and when: {one}");
    let page = home.ok(&["--as", "gwen", "practice", "past", "--of", "ana"]);
    let own: Vec<String> = home.json(&["practice", "past"])["drills"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(page.contains("done") && own.iter().all(|id| !page.contains(id)), "{page}");
    let unfinished = home.json(&["practice", "past"])["drills"][3]["id"].as_str().unwrap().to_owned();
    assert!(home.run(&["practice", "share", &unfinished]).err.contains("is not over"));
    let of_ana = || home.json(&["--as", "gwen", "practice", "past", "--of", "ana"])["drills"][0].clone();
    assert!(of_ana()["ended"].is_string() && of_ana()["tenths"].is_null() && of_ana()["ending"].is_null());
    let refused = home.run(&["--as", "ben", "practice", "past", "--of", "ana"]);
    assert!(refused.code == 1 && refused.err.contains("seen by a supervisor"), "{refused:?}");
    // The earlier of the two is the one by which it was done.
    let id = home.json(&["practice", "past"])["drills"][1]["id"].as_str().unwrap().to_owned();
    for who in ["ben", "gwen"] {
        assert_eq!(home.run(&["--as", who, "practice", "debrief", &id]).code, 1, "{who}");
        assert_eq!(home.run(&["--as", who, "practice", "share", &id]).code, 1, "{who}");
    }
    home.ok(&["practice", "share", &id]);
    assert_eq!(of_ana()["tenths"], 1000);
    assert!(home.ok(&["--as", "gwen", "practice", "debrief", &id]).contains("Score 100.0%"));
    assert_eq!(home.run(&["--as", "ben", "practice", "debrief", &id]).code, 1);
}

#[test]
fn what_is_typed_is_masked_and_the_file_is_private() {
    let home = Home::new();
    home.ok(&["log", "--note", "something to open the log with"]);
    let said = "Your card 4111 1111 1111 1111 is charged twice, tell me what you see.";
    let made = kept::keepable(Move::Said { text: said.into() });
    assert_eq!(made, Move::Said { text: Text::new(said).as_str().to_owned() });
    play_one(&home, Move::Said { text: said.into() });
    let path = practice_path(&home.log());
    let kept =
        [path.clone(), path.with_extension("practice-wal")].map(|p| std::fs::read(p).unwrap_or_default()).concat();
    assert!(!kept.windows(12).any(|w| w == b"4111 1111 11"), "a card number lies in the practice log");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

fn play_one(home: &Home, made: Move) {
    let (scenario, text) = scenario("paid-twice");
    let mut log = PracticeLog::open(&home.log()).unwrap();
    let new = NewDrill {
        id: Uuid::now_v7(),
        login: "ana".into(),
        scenario: scenario.id.clone(),
        playbook: scenario.playbook.clone(),
        seed: 1,
        answering: "type".into(),
        help: "none".into(),
        began: Timestamp::from_ms(1),
        from: None,
    };
    kept::begin(&mut log, &new, &text, &[made]).unwrap();
}

#[test]
fn a_minute_of_questions_is_kept() {
    let home = Home::new();
    let said = home.run_with(&["practice", "quick", "hold", "--seed", "3"], b"1\n2\n3\n");
    assert!(said.code == 0 && said.out.contains("of 3 right."), "{said:?}");
    let log = PracticeLog::look(&home.log()).unwrap().unwrap();
    let kept = log.quicks(Some("ana")).unwrap();
    assert_eq!((kept.len(), kept[0].asked, kept[0].seed, kept[0].kind.as_str()), (1, 3, 3, "hold"));
    let next = home.json(&["practice"]);
    assert_eq!((&next["quick"]["rounds"], &next["quick"]["asked"]), (&1.into(), &3.into()), "{next}");
    assert!(next["quick"]["last"].is_string());
    assert!(
        home.ok(&["practice"]).contains(&format!("Quick drills: 1 round, {} of 3 right, the last ", kept[0].right))
    );
    assert!(home.json(&["--as", "ben", "practice"])["quick"].is_null());
    // What can be no answer is asked again, and neither counts nor loses the question.
    let again = home.run_with(&["practice", "quick", "hold", "--seed", "3"], b"9\nabc\n1\n");
    assert!(again.out.contains("of 1 right.") && again.out.matches("one number from 1 to 3").count() == 2, "{again:?}");
    let none = home.run_with(&["practice", "quick", "hold"], b"");
    assert!(none.code == 0 && !none.out.contains("0 of 0"), "{none:?}");
    let wrong = home.run(&["practice", "quick", "juggling"]);
    assert!(wrong.code == 2 && wrong.err.contains("non-apology"), "{wrong:?}");
}
