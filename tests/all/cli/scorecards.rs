//! Looking back at work: from the command line, by an agent and two supervisors.

use super::run::{Home, number};

/// A closed case of ana's.
fn case(home: &Home, words: &str) -> String {
    let said = home.ok(&[
        "log",
        "--channel",
        "phone",
        "--customer",
        "Ngozi Okafor",
        "--playbook",
        "late-parcel",
        "--note",
        words,
    ]);
    number(&said)
}

/// A desk with a second supervisor.
fn two_supervisors(home: &Home) -> String {
    let desk = include_str!("../../../playbooks/desk.toml").replace("#:schema ./desk.schema.json\n", "");
    let hal = "\n[[person]]\nlogin = \"hal\"\nname = \"Hal Brook\"\nrole = \"supervisor\"\n";
    home.write("own/desk.toml", format!("{desk}{hal}"));
    home.path("own").to_str().unwrap().to_owned()
}

#[test]
fn a_score_is_given_disputed_and_settled() {
    let home = Home::new();
    let case = case(&home, "The parcel is late for the second time.");
    let score = |login: &str| {
        home.run(&[
            "--as",
            login,
            "review",
            "score",
            &case,
            "--of",
            "ana",
            "--score",
            "patience=2",
            "--score",
            "clarity=n/a",
            "--on",
            "1=a good beginning",
        ])
    };
    assert!(score("ben").err.contains("scored by a supervisor"));
    assert!(score("ana").err.contains("scored by a supervisor"));
    let off = home.run(&["--as", "gwen", "review", "score", &case, "--score", "patience=9", "--score", "charm=2"]);
    assert!(off.code == 1 && off.err.contains("from 1 to 4") && off.err.contains("`charm` is not one"), "{off:?}");
    let scored = score("gwen");
    assert_eq!(scored.code, 0, "{scored:?}");

    // The agent sees it, a colleague does not, and the timeline tells nobody what it was.
    let shown = |login: &str| home.json(&["--as", login, "review", "show", &case]);
    assert_eq!(shown("ana")["reviews"][0]["comments"][0]["line"], 1);
    assert!(
        shown("ben")["reviews"].as_array().unwrap().is_empty() && shown("ben")["record"].as_array().unwrap().is_empty()
    );
    assert!(home.ok(&["--as", "ben", "show", &case]).contains("ana's work was reviewed"));
    assert!(!home.ok(&["--as", "ben", "show", &case, "--json"]).contains("patience"));
    assert!(home.json(&["--as", "ben", "review", "list"])["reviews"].as_array().unwrap().is_empty());

    assert_eq!(home.run(&["--as", "ben", "review", "answer", &case, "--agree"]).code, 1);
    let next = |login: &str| home.ok(&["--as", login, "next"]);
    assert!(next("ana").contains("gwen scored your work") && !next("ben").contains("scored"), "{}", next("ana"));
    assert!(
        home.ok(&["review", "answer", &case, "--dispute", "I let her finish", "--propose", "patience=4"])
            .contains("disputed")
    );
    assert!(next("gwen").contains("ana disputes a score") && !next("ana").contains("scored your work"));
    let listed = home.ok(&["--as", "gwen", "review", "list", "--state", "disputed"]);
    assert!(listed.contains("I let her finish"), "{listed}");
    home.ok(&[
        "--as",
        "gwen",
        "review",
        "settle",
        &case,
        "--partly",
        "patience=3",
        "--comment",
        "the first minute was hurried",
    ]);
    let review = &shown("ana")["reviews"][0];
    let line = |name: &str| {
        review["card"]["lines"].as_array().unwrap().iter().find(|l| l["criterion"] == name).unwrap().clone()
    };
    assert_eq!((review["state"].as_str(), line("patience")["points"].as_i64()), (Some("settled"), Some(3)));
    assert_eq!(line("patience")["before"], 2);
    assert_eq!(line("steps")["read"], true);
    home.ok(&["doctor"]);
}

#[test]
fn two_score_blind_and_their_agreement_is_shown_where_it_is_defined() {
    let home = Home::new();
    let own = two_supervisors(&home);
    let as_of = |login: &'static str, args: &[&str]| -> String {
        let all: Vec<&str> = ["--desk", own.as_str(), "--as", login].into_iter().chain(args.iter().copied()).collect();
        home.ok(&all)
    };
    for (words, gwen, hal) in [("first", "4", "4"), ("second", "2", "2"), ("third", "1", "2")] {
        let case = case(&home, words);
        let score = |login, points: &str| {
            let points = format!("patience={points}");
            as_of(login, &["review", "score", &case, "--of", "ana", "--score", &points, "--blind"])
        };
        score("gwen", gwen);
        assert!(as_of("hal", &["review", "show", &case]).contains("once you have scored"));
        assert!(as_of("hal", &["review", "list"]).contains("hidden until"));
        score("hal", hal);
        assert!(as_of("hal", &["review", "show", &case]).contains("by gwen"));
    }
    let shown: serde_json::Value = serde_json::from_str(&as_of("gwen", &["review", "agreement", "--json"])).unwrap();
    let row = &shown["criteria"][0];
    assert_eq!((row["criterion"].as_str(), row["n"].as_i64()), (Some("patience"), Some(3)));
    // Two of three pairs are the same; by chance three of nine: κ = (6 − 3) / (9 − 3).
    let near = |value: &serde_json::Value, wanted: f64| (value.as_f64().unwrap() - wanted).abs() < 1e-9;
    assert!(near(&row["same"], 2.0 / 3.0) && near(&row["kappa"], 3.0 / 6.0), "{row}");
    let agent = home.run(&["review", "agreement"]);
    assert!(agent.code != 0 && agent.err.contains("for those who score"), "{agent:?}");
}

#[test]
fn a_supervisor_settles_what_others_dispute_and_passes_over_their_own() {
    let home = Home::new();
    let own = two_supervisors(&home);
    let as_of = |login: &'static str, args: &[&str]| {
        let all: Vec<&str> = ["--desk", own.as_str(), "--as", login].into_iter().chain(args.iter().copied()).collect();
        home.run(&all)
    };
    let case = case(&home, "The parcel is late.");
    let log = ["log", "--case", &case, "--channel", "phone", "--customer", "Ngozi Okafor", "--note", "She rang again."];
    for (login, args) in [
        ("gwen", &log[..]),
        ("hal", &["review", "score", &case, "--of", "ana", "--score", "patience=2"]),
        ("hal", &["review", "score", &case, "--of", "gwen", "--score", "patience=2"]),
        ("ana", &["review", "answer", &case, "--dispute", "I let her finish", "--propose", "patience=4"]),
        ("gwen", &["review", "answer", &case, "--dispute", "So did I", "--propose", "patience=4"]),
        ("gwen", &["review", "settle", &case, "--accept"]),
    ] {
        let ran = as_of(login, args);
        assert_eq!(ran.code, 0, "{login}: {ran:?}");
    }
    let again = as_of("gwen", &["review", "settle", &case, "--accept"]);
    assert!(again.code != 0 && again.err.contains("no dispute that waits"), "{again:?}");
}

#[test]
fn even_lots_ask_for_no_risk_and_the_drawn_still_tell_theirs() {
    let home = Home::new();
    let record = serde_json::json!({
        "customer": {"name": "Ngozi Okafor"}, "channel": "phone", "began": chrono::Utc::now().to_rfc3339(),
        "heat": {"start": "abusive"}, "summary": "She was very angry.",
    });
    assert_eq!(home.run_with(&["log", "--recorded", "--json", "-"], record.to_string().as_bytes()).code, 0);
    for (more, lots) in [(None, 3), (Some("--even"), 1)] {
        let args: Vec<&str> = ["review", "sample", "today", "--seed", "x"].into_iter().chain(more).collect();
        let drawn = &home.json(&args)["cases"][0];
        assert_eq!(
            (drawn["lots"].as_i64(), &drawn["risks"]),
            (Some(lots), &serde_json::json!(["abusive"])),
            "{more:?}"
        );
    }
}

#[test]
fn the_same_seed_draws_the_same_cases() {
    let home = Home::new();
    let cases: Vec<String> = (0..8).map(|n| case(&home, &format!("case {n}"))).collect();
    let draw = |more: &[&str]| {
        let args: Vec<&str> =
            ["review", "sample", "--seed", "week 47", "--size", "3"].iter().chain(more).copied().collect();
        let drawn = home.json(&args);
        let of: Vec<String> =
            drawn["cases"].as_array().unwrap().iter().map(|c| c["number"].as_str().unwrap().to_owned()).collect();
        (drawn["of"].as_i64().unwrap(), of)
    };
    let (of, first) = draw(&[]);
    assert_eq!((of, first.len()), (8, 3));
    assert_eq!(draw(&["agent:ana"]).1, first);
    assert_eq!(draw(&["today"]).1, first);
    assert!(first.iter().all(|number| cases.contains(number)));
    assert_eq!((draw(&["this", "week"]).1, draw(&["last", "week"]).0), (first, 0));
    assert!(home.ok(&["review", "sample", "--seed", "x", "--even"]).contains("8 of 8"));
}

#[test]
fn notes_lessons_misfits_and_causes() {
    let home = Home::new();
    let case = case(&home, "The parcel is late.");
    assert!(home.run(&["--as", "priya", "coach", "ana", "slower"]).err.contains("written by a supervisor"));
    home.ok(&["--as", "gwen", "coach", "ana", "Ask for the day before you promise one", "--drill", "birthday-parcel"]);
    let notes = |login: &str| home.json(&["--as", login, "coach"])["notes"].as_array().unwrap().len();
    assert_eq!([notes("ana"), notes("gwen"), notes("ben"), notes("priya")], [1, 1, 0, 0]);
    assert_eq!(home.json(&["--as", "ben", "coach", "ana"])["notes"].as_array().unwrap().len(), 0);
    home.ok(&["coach", "--read"]);
    assert!(home.ok(&["--as", "gwen", "coach"]).contains("(read)"));

    assert!(home.run(&["lesson", &case, "ask first"]).err.contains("by a supervisor"));
    home.ok(&["--as", "gwen", "lesson", &case, "ask for the day first"]);
    assert!(home.ok(&["lesson"]).contains("ask for the day first"));
    home.ok(&["--as", "gwen", "lesson", &case, "--not"]);
    assert!(!home.ok(&["lesson"]).contains("ask for the day first"));

    home.ok(&["unfit", &case, "she had told it twice already", "--step", "story"]);
    assert!(home.run(&["unfit", &case, "x", "--step", "nonsense"]).err.contains("no step"));
    let unfits = home.json(&["unfit", "--playbook", "late-parcel"]);
    assert_eq!((unfits["unfits"][0]["step"].as_str(), unfits["unfits"][0]["times"].as_i64()), (Some("story"), Some(1)));

    assert!(home.run(&["cause", "carrier-delay", "--changed", "x"]).err.contains("by a supervisor"));
    home.ok(&[
        "--as",
        "gwen",
        "cause",
        "carrier-delay",
        "--changed",
        "parcels go out a day earlier",
        "--from",
        "2026-11-23",
    ]);
    assert!(home.ok(&["cause", "carrier-delay"]).contains("from 2026-11-23: parcels go out a day earlier"));
    home.ok(&["doctor"]);
}
