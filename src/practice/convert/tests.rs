//! Small records of every shape become drafts that pass the check and can be played.

use super::*;
use crate::desk::Desk;
use crate::playbook::shipped as playbooks;
use crate::practice::{MOST_MOVES, Worth, walk};

fn library() -> Library {
    let desk = Desk::parse("desk.toml", playbooks::DESK).unwrap();
    Library::build(playbooks::sources(), &desk).0
}

/// Played to an end whatever is said, and to the good one by the best answers.
fn plays(draft: &Converted) {
    let scenario = Scenario::parse(&draft.id, &draft.text).unwrap();
    for luck in 0..8 {
        let drill = walk::random(&scenario, luck, luck);
        assert!(drill.ending().is_some() && drill.played().len() < MOST_MOVES, "{}", draft.id);
    }
    assert_eq!(walk::best(&scenario, 1).ending().map(|ending| ending.worth), Some(Worth::Good), "{}", draft.text);
}

fn star(events: &str) -> String {
    format!(
        r#"{{"id": 9, "tasks": ["boat_hire"], "completion": "Complete", "customer_task": "Hire a boat for two. You are annoyed. Your name is Kim Vale.", "events": [{events}]}}"#
    )
}

const TALK: &str = r#"{"who": "customer", "act": "say", "text": "We want a boat on Sunday {really}."},
    {"who": "agent", "act": "say", "label": "boat_ask_size", "offered": ["boat_ask_size", "goodbye_1", "out_of_scope"], "text": "For how many people shall it be?"},
    {"who": "customer", "act": "say", "text": "Two."},
    {"who": "agent", "act": "say", "label": "boat_nothing_found", "offered": ["boat_nothing_found"], "text": "Unfortunately we cannot do that. It is our policy."},
    {"who": "customer", "act": "say", "text": "Monday, then."},
    {"who": "agent", "act": "say", "label": "boat_inform_booking_successful", "offered": [], "text": "The boat is booked for Monday at ten."},
    {"who": "customer", "act": "say", "text": "Thanks, bye."}"#;

#[test]
fn a_dialogue_becomes_a_draft_that_keeps_its_words_and_marks_ours() {
    let library = library();
    let flows = r#"{"task": "boat_hire", "replies": {"goodbye_1": "Thank you and goodbye.", "out_of_scope": "I can only help with {what}."}}"#;
    let wordings = Wordings::read(flows).unwrap();
    let how = How { library: &library, playbook: None, wordings: &wordings };
    let draft = record(Format::Star, &star(TALK), &how).unwrap();
    plays(&draft);
    assert_eq!((draft.id.as_str(), draft.demoted), ("star-9", 1), "{}", draft.text);
    for kept in [
        "We want a boat on Sunday (really).",
        "For how many people",
        "booked for Monday",
        "Thank you and goodbye.",
        "I can only help with …",
        "Thanks, bye.",
        "Kim Vale",
        "# added: the record has no apology",
        "Unfortunately we cannot do that",
    ] {
        assert!(draft.text.contains(kept), "{kept}: {}", draft.text);
    }
    assert!(draft.text.contains("heat = \"upset\""), "{}", draft.text);
    // The same record is the same draft again, and a named playbook is kept.
    assert_eq!(record(Format::Star, &star(TALK), &how), Ok(draft));
    let named = How { playbook: Some("late-parcel"), ..how };
    assert_eq!(record(Format::Star, &star(TALK), &named).map(|draft| draft.playbook), Ok("late-parcel".to_owned()));
}

#[test]
fn what_cannot_be_converted_says_why() {
    let library = library();
    let wordings = Wordings::default();
    let how = How { library: &library, playbook: None, wordings: &wordings };
    let customer = r#"{"who": "customer", "act": "say", "text": "Hello?"}"#;
    let agent = r#"{"who": "agent", "act": "say", "text": "Hello, how can I help?"}"#;
    let cut = star(TALK).replace("\"Complete\"", "\"Aborted\"");
    let mute = star(TALK).replace("Hire a boat for two. You are annoyed. Your name is Kim Vale.", " ");
    for (line, reason) in [
        (star(customer), "nobody answers"),
        (star(agent), "customer says nothing"),
        (star(&format!("{customer}, {agent}")), "too short"),
        (star(&vec![format!("{customer}, {agent}"); 60].join(", ")), "too long"),
        (cut, "cut off"),
        (mute, "no script"),
        ("{\"id\": ".to_owned(), "not a dialogue"),
        ("[]".to_owned(), "not a dialogue"),
    ] {
        let left = record(Format::Star, &line, &how).unwrap_err();
        assert!(left.reason.contains(reason), "{reason}: {left:?}");
    }
    for (line, reason) in [(r#"{"id": "4", "reason": "."}"#, "no reason"), ("4", "not a task")] {
        let left = record(Format::Tau2, line, &how).unwrap_err();
        assert!(left.reason.contains(reason), "{reason}: {left:?}");
    }
}

#[test]
fn a_script_becomes_a_draft() {
    let library = library();
    let wordings = Wordings::default();
    let how = How { library: &library, playbook: None, wordings: &wordings };
    let line = r##"{"id": "7", "reason": "You want to return your lamp, which came broken. If that is not possible, you want a new one. If the agent asks, say no.", "known": "You are Ada Wren in zip code 90210.", "unknown": "You do not remember your email.", "script": "You are angry and impatient.", "expected_actions": [{"action": "find_user_id_by_name_zip", "args": {}}, {"action": "return_delivered_order_items", "args": {"order_id": "#W77", "item_ids": ["1", "2"], "payment_method_id": "paypal_1"}}], "must_tell": ["12.50"], "assertions": null}"##;
    let draft = record(Format::Tau2, line, &how).unwrap();
    plays(&draft);
    for kept in [
        "I want to return my lamp, which came broken.",
        "I am Ada Wren",
        "If that is not possible, I want a new one.",
        "return of the 2 items from order W77",
        "by PayPal",
        "To answer your question: 12.50.",
        "To play, not to say: If the agent asks, say no.",
        "heat = \"angry\"",
    ] {
        assert!(draft.text.contains(kept), "{kept}: {}", draft.text);
    }
    // Without anything to do there is still something to see to.
    let bare = record(Format::Tau2, r#"{"id": 8, "reason": "You ask what a lamp costs."}"#, &how).unwrap();
    plays(&bare);
}

#[test]
fn long_texts_are_parted() {
    assert_eq!(parts("One two. Three four five. Six.", 3), ["One two.", "Three four five.", "Six."]);
    assert_eq!(parts(&"so ".repeat(100), 45).len(), 3);
    assert_eq!(parts("", 3), Vec::<String>::new());
    let library = library();
    let wordings = Wordings::default();
    let how = How { library: &library, playbook: None, wordings: &wordings };
    let long = star(TALK)
        .replace("Two.", &"We row and row. ".repeat(40))
        .replace("booked for Monday at ten", &"booked and ".repeat(60));
    let draft = record(Format::Star, &long, &how).unwrap();
    plays(&draft);
}

#[test]
fn an_abbreviation_ends_no_sentence() {
    let text = "I rang Mrs. Okafor at 9 a.m. on Friday. Dr. Hale came: at 10:30! £45 was charged.";
    let found = ["I rang Mrs. Okafor at 9 a.m. on Friday.", "Dr. Hale came: at 10:30!", "£45 was charged."];
    assert_eq!(sentences(text), found);
    // What is quoted is said all the same, and nothing is lost.
    assert_eq!(sentences("> Quoted. Twice."), ["> Quoted.", "Twice."]);
    assert_eq!(parts("Ask Mrs. Okafor. Then go.", 3), ["Ask Mrs. Okafor.", "Then go."]);
}

#[test]
fn no_word_of_theirs_is_dropped() {
    let library = library();
    let words = |from: usize, to: usize| (from..to).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    // What they say last, at length, and answers on offer that are alike in their first words.
    let flows = format!(
        r#"{{"task": "boat_hire", "replies": {{"goodbye_1": "{} end one", "out_of_scope": "{} end two"}}}}"#,
        words(500, 550),
        words(500, 550)
    );
    let wordings = Wordings::read(&flows).unwrap();
    let how = How { library: &library, playbook: None, wordings: &wordings };
    let draft = record(Format::Star, &star(TALK).replace("Thanks, bye.", &words(0, 200)), &how).unwrap();
    plays(&draft);
    let all: std::collections::BTreeSet<&str> = draft.text.split(|c: char| !c.is_alphanumeric()).collect();
    for n in (0..200).chain(500..550) {
        assert!(all.contains(format!("w{n}").as_str()), "w{n} was dropped: {}", draft.text);
    }
    assert!(draft.text.contains("# cut: ") && draft.text.contains("end one") && draft.text.contains("end two"));

    // A script with more to say than there are answers, and much that they know.
    let later = (0..6).map(|n| format!("If the boat leaks, you want l{n}.")).collect::<Vec<_>>().join(" ");
    let line = format!(r#"{{"id": 5, "reason": "You want a lamp. {later}", "known": "{}"}}"#, words(600, 700));
    let draft = record(Format::Tau2, &line, &how).unwrap();
    plays(&draft);
    let lines: Vec<&str> =
        draft.text.lines().filter(|line| !line.contains("Why they call") && !line.contains("What they know")).collect();
    let said = lines.join(" ").to_lowercase();
    for word in (0..6).map(|n| format!("l{n}")).chain((600..700).map(|n| format!("w{n}"))) {
        assert!(said.split(|c: char| !c.is_alphanumeric()).any(|one| one == word), "{word} was dropped: {said}");
    }
}
