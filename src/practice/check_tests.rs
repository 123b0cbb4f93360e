//! Every rule of the reader and of `check`, broken once in the starter.

use std::fmt::Write;

use super::*;
use crate::desk::Desk;
use crate::playbook::{Library, shipped as playbooks};

/// The codes of what is found, in the order of the file.
fn codes(text: &str) -> Vec<&'static str> {
    Scenario::read("missed-call.toml", text).1.into_iter().map(|finding| finding.code).collect()
}

/// The starter with this changed wherever it stands.
fn with(from: &str, to: &str) -> String {
    assert!(STARTER.contains(from), "{from}");
    STARTER.replace(from, to)
}

#[track_caller]
fn found(code: &str, from: &str, to: &str) {
    let text = with(from, to);
    let (_, findings) = Scenario::read("missed-call.toml", &text);
    let shown: Vec<String> = findings.iter().map(|finding| finding.render(false)).collect();
    assert!(findings.iter().any(|finding| finding.code == code), "{code} for {to:?}:\n{}", shown.join("\n"));
}

#[test]
fn the_starter_is_sound() {
    assert_eq!(codes(STARTER), Vec::<&str>::new());
}

#[test]
fn the_spelling_is_checked() {
    for (code, from, to) in [
        ("toml-syntax", "level = 1 ", "level = "),
        ("version", "scenario = 1 ", "scenario = 2 "),
        ("missing-key", "scenario = 1 ", "# "),
        ("missing-key", "title = \"The call that never came\"", ""),
        ("missing-key", "[customer]", "[custom]"),
        ("unknown-key", "learn = ", "learns = "),
        ("bad-id", "id = \"missed-call\"", "id = \"Missed call\""),
        ("unknown-word", "heat = \"upset\" ", "heat = \"warm\" "),
        ("unknown-word", "channel = \"phone\"", "channel = \"fax\""),
        ("unknown-word", "stage = \"listen\" ", "stage = \"hear\" "),
        ("unknown-word", "acts = [\"dismiss\"]", "acts = [\"dismisses\"]"),
        ("unknown-word", "worth = \"fair\"", "worth = \"middling\""),
        ("wrong-type", "level = 1 ", "level = 4 "),
        ("wrong-type", "patience = 4", "patience = 0"),
        ("wrong-type", "needs = { trust = 4 }", "needs = { trust = 9 }"),
        ("duplicate", "acts = [\"repair\", \"by-when\"]", "acts = [\"repair\", \"repair\", \"by-when\"]"),
        ("phrase", "\"usual\"", "\"(usual\""),
        ("bad-id", "order = [\"TR-11208\"", "name = [\"TR-11208\""),
        ("how-many", "order = [\"TR-11208\", \"TR-40915\"]", "order = []"),
        ("how-many", "puzzled = [\"I am not sure you heard me. I am waiting for a parcel.\"]", "puzzled = []"),
        ("empty-text", "silent = [\"Hello? Are you still there?\"]", "silent = [\" \"]"),
        ("unknown-name", "Good morning, {name}.", "Good morning, {nam}."),
        ("unknown-name", "about = \"We", "about = \"{name}: we"),
        ("harm", "likes = [\"name\"]", "likes = [\"blame\"]"),
        ("duplicate", "likes = [\"name\"] ", "likes = [\"name\"]\ndislikes = [\"name\"] "),
    ] {
        found(code, from, to);
    }
    found("too-long", "A day late is quite usual this week.", &"so ".repeat(46));
    found("too-long", "By three. Good. I shall be in.", &"so ".repeat(61));
}

#[test]
fn what_leads_where_is_checked() {
    for (code, from, to) in [
        ("unknown-id", "to = \"asks-what-now\"", "to = \"asks-what-no\""),
        ("unknown-id", "otherwise = \"holds-back\"", "otherwise = \"hung-up\""),
        ("unknown-id", "gives_up = \"hung-up\"", "gives_up = \"opening\""),
        ("duplicate-id", "id = \"doubts-it\"", "id = \"holds-back\""),
        ("duplicate-id", "id = \"came-on-saturday\"", "id = \"opening\""),
        ("otherwise", "otherwise = \"holds-back\" ", " "),
        ("otherwise", "needs = { trust = 4 }", ""),
        ("first-turn", "id = \"opening\"\n", "id = \"opening\"\nneeds = { trust = 1 }\notherwise = \"holds-back\"\n"),
        ("circle", "id = \"holds-back\"\n", "id = \"holds-back\"\nneeds = { trust = 6 }\notherwise = \"tells-it\"\n"),
        ("circle", "otherwise = \"holds-back\"", "otherwise = \"tells-it\""),
        ("endings", "worth = \"poor\"", "worth = \"fair\""),
        ("endings", "worth = \"good\" ", "worth = \"fair\" "),
        ("gives-up", "gives_up = \"hung-up\"", "gives_up = \"came-on-saturday\""),
        ("best", "    best = true                         # exactly one of each turn\n", ""),
        ("best", "acts = [\"hurry\"]", "acts = [\"hurry\"]\n    best = true"),
        (
            "duplicate",
            "Let me put a voucher on your account for the wait.",
            "The number of the order, please. I cannot look without it.",
        ),
    ] {
        found(code, from, to);
    }
    let (before, _) = STARTER.rsplit_once("[[ending]]").unwrap();
    assert!(codes(&before.replace("hung-up", "came-on-saturday")).contains(&"endings"));
    let (before, _) = STARTER.split_once("[[turn]]").unwrap();
    assert!(codes(before).contains(&"missing-key"));
    let many = format!("{STARTER}{}", "\n[[turn]]\nid = \"x\"\nsays = [\"x\"]\n".repeat(60));
    assert!(Scenario::read("missed-call.toml", &many).1.iter().any(|finding| finding.code == "how-many"));
}

#[test]
fn the_best_way_is_checked() {
    for (code, from, to) in [
        // Harm, harm to this customer alone, going back, going round, a way that was not earned, a poor end.
        ("best-way", "acts = [\"offer\", \"check\"]", "acts = [\"offer\", \"check\", \"jargon\"]"),
        ("best-way", "likes = [\"name\"]", "dislikes = [\"offer\"]"),
        (
            "best-way",
            "stage = \"compensate\"\n    acts = [\"offer\", \"check\"]",
            "stage = \"listen\"\n    acts = [\"check\"]",
        ),
        ("best-way", "to = \"wants-no-more\"", "to = \"tells-it\""),
        ("best-way", "needs = { trust = 4 }", "needs = { done = [\"thank\"] }"),
        ("best-way", "to = \"kept-by-three\"", "to = \"came-on-saturday\""),
        ("temptation", "acts = [\"overpromise\"]", "acts = [\"by-when\"]"),
        ("wording", "You stayed in for a call", "We are sorry if you stayed in for a call"),
    ] {
        found(code, from, to);
    }
    // Two stages are too few.
    let two =
        with("stage = \"apologise\"", "stage = \"listen\"").replace("stage = \"compensate\"", "stage = \"resolve\"");
    let message = |finding: &crate::sheet::Finding| finding.message.contains("three stages");
    assert!(Scenario::read("missed-call.toml", &two).1.iter().any(message));
}

#[test]
fn all_ways_are_gone() {
    // Nobody is so doubted any more; an end that no answer leads to; a turn that leads to itself alone.
    found("never-reached", "needs = { trust = 4 }\notherwise = \"doubts-it\"", "");
    found("never-reached", "to = \"came-on-saturday\"", "to = \"hung-up\"");
    found(
        "dead-end",
        "to = \"tells-it\"\n    best = true\n\n    [[turn.reply]]\n    says = \"A day late is quite usual this week.\"\n    stage = \"listen\"\n    acts = [\"dismiss\"]\n    hears = [\"usual\"]\n    to = \"hung-up\"",
        "to = \"holds-back\"\n    best = true\n\n    [[turn.reply]]\n    says = \"Usual.\"\n    stage = \"listen\"\n    acts = [\"dismiss\"]\n    to = \"holds-back\"",
    );
}

#[test]
fn too_many_ways_are_said_and_nothing_is_claimed_of_them() {
    // Twenty turns in any of which any of forty things may have been done before.
    let mut text = STARTER.split_once("[[turn]]").unwrap().0.replace("patience = 4", "patience = 6");
    let acts: Vec<Act> = Act::ALL.iter().copied().filter(|act| !act.harms()).collect();
    for n in 0..20 {
        let (next, stage) = (
            if n == 19 { "kept".to_owned() } else { format!("t{}", n + 1) },
            ["listen", "apologise", "resolve"][n / 7],
        );
        let one = |act: &str, best: &str| {
            format!(
                "[[turn.reply]]\nsays = \"{act}\"\nstage = \"{stage}\"\nacts = [\"{act}\"]\nto = \"{next}\"\n{best}\n"
            )
        };
        let turn = [
            one(acts[n % acts.len()].word(), "best = true"),
            one(acts[(n + 7) % acts.len()].word(), ""),
            one(["blame", "hurry"][n % 2], ""),
        ];
        let _ = write!(text, "[[turn]]\nid = \"t{n}\"\nsays = [\"So.\"]\n{}", turn.concat());
    }
    for (id, worth) in [("kept", "good"), ("left", "fair"), ("hung-up", "poor")] {
        let _ = write!(text, "[[ending]]\nid = \"{id}\"\ntitle = \"End\"\nworth = \"{worth}\"\nafter = \"So.\"\n");
    }
    let (scenario, findings) = Scenario::read("missed-call.toml", &text);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!((scenario.is_some(), codes), (true, vec!["many-ways"]), "{findings:#?}");
}

#[test]
fn the_playbook_and_its_steps_must_be_there() {
    let desk = Desk::parse("desk.toml", playbooks::DESK).unwrap();
    let library = Library::build(playbooks::sources(), &desk).0;
    let codes = |text: &str| {
        let (_, findings) = Scenario::read_in("missed-call.toml", text, &library);
        findings.into_iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(STARTER), Vec::<&str>::new());
    assert_eq!(codes(&with("\"late-parcel\"", "\"late-parcels\"")), ["unknown-playbook"]);
    assert_eq!(codes(&with("step = \"trace\"", "step = \"traces\"")), ["unknown-step"]);
}
