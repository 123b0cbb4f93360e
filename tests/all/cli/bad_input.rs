//! Bad input: a clear message for each, nothing lost, nothing half written, a foreign file untouched, no panic.

use super::run::{Home, number};

/// A log with one open case that walks a playbook.
fn home() -> (Home, String) {
    let home = Home::new();
    let case = number(&home.ok(&["log", "--customer", "Ann Lee", "--playbook", "late-parcel"]));
    (home, case)
}

#[test]
fn each_mistake_has_its_answer_and_changes_nothing() {
    let (home, case) = home();
    let before = home.json(&["show", &case]);
    let c = case.as_str();
    let long = "x".repeat(40 * 1024);
    for (args, code, part) in [
        (&["show", "C-9999"][..], 1, "There is no case C-9999"),
        (&["show", "\u{202e}evil"], 1, "There is no case evil"),
        (&["follow", c, "late-parcle"], 1, "did you mean `late-parcel`?"),
        (&["log", "--playbook", "late-parcle"], 1, "did you mean `late-parcel`?"),
        (&["playbook", "show", "nothing-like-it"], 1, "There is no playbook"),
        (&["step", c, "stori"], 1, "did you mean `story`?"),
        (&["step", c, "days-late", "--answer", "-1"], 1, "at least 0"),
        (&["step", c, "days-late", "--answer", "four"], 1, "answer with digits, like 4"),
        (&["step", c, "own-it", "--answer", "yes"], 1, "asks nothing"),
        (&["answer", c, "days_lat=4"], 1, "did you mean `days_late`?"),
        (&["answer", c, "days_late"], 2, "NAME=VALUE"),
        (&["promise", c, "Ring", "--due", "2020-01-01T10:00:00Z"], 1, "not ahead"),
        (&["promise", c, "Ring", "--due", "soon"], 2, "soon"),
        (&["promise", c, "--keep"], 1, "no open promise"),
        (&["gesture", c, "refund", "--value", "9999", "--reason", "x"], 1, "above the £25.00"),
        (&["gesture", c, "refund", "--value", "4.999", "--reason", "x"], 2, "2 decimal places"),
        (&["gesture", c, "refund", "--reason", "x"], 1, "given with an amount"),
        (&["gesture", c, "castle", "--reason", "x"], 1, "has no gesture `castle`"),
        (&["handoff", c, "--to", "nobody", "--note", "x"], 1, "Nobody here has the login"),
        (&["handoff", c, "--accept"], 1, "no hand-off that waits"),
        (&["resume", c], 1, "not on hold"),
        (&["redo", c], 1, "nothing to redo"),
        (&["reopen", c, "--reason", "x"], 1, "is not closed"),
        (&["--as", "ben", "undo", c], 1, "nothing of yours"),
        (&["describe", c, "--kind", "complain"], 2, "did you mean complaint?"),
        (&["describe", c], 2, "required"),
        (&["describe", c, "--wanted", &long], 1, "the most is 32768"),
        (&["say", c, "customer", " "], 1, "what was said"),
        (&["log", "--began", "2026-02-30 10:00"], 2, "not a moment in time"),
        (&["log", "--began", "2999-01-01 10:00"], 1, "has not happened yet"),
        (&["log", "--began", "2026-01-02 10:00", "--ended", "2026-01-02 09:00"], 1, "before it began"),
        (&["log", "--message", "it is late"], 2, "who said it"),
        (&["log", "--hold-s", "-5"], 2, "hold-s"),
        (&["log", "--case", "C-77"], 1, "There is no case C-77"),
        (&["log", "--cause", "carrier-delay"], 1, "no outcome"),
        (&["list", "is:opened"], 2, "is:open, is:closed"),
        (&["list", "colour:red"], 2, "is not a field"),
        (&["log", "--json", "not-there.jsonl"], 5, "cannot read"),
        (&["log", "--json", "."], 5, "folder"),
        (&["--desk", "not-there", "list"], 5, "cannot be read"),
        (&["frobnicate"], 2, "unrecognized subcommand"),
    ] {
        let ran = home.run(args);
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
        assert!(ran.err.contains(part), "{args:?} has no `{part}`: {}", ran.err);
        assert!(!ran.err.contains("panicked") && !ran.err.contains('\u{202e}'), "{args:?}: {}", ran.err);
    }
    assert_eq!(home.json(&["list"])["cases"].as_array().unwrap().len(), 1);
    let mut after = home.json(&["show", &case]);
    // Only the clock has gone on.
    after["interactions"][0]["talk_s"] = before["interactions"][0]["talk_s"].clone();
    assert_eq!(after, before);
}

#[test]
fn failures_are_json_where_json_is_asked_for() {
    let (home, case) = home();
    let ran = home.run(&["close", &case, "--json"]);
    let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!((ran.code, &error["error"]["kind"]), (1, &"refused".into()));
    let rules: Vec<&str> =
        error["error"]["reasons"].as_array().unwrap().iter().map(|r| r["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"outcome") && rules.contains(&"step"), "{rules:?}");
}

#[test]
fn what_is_no_log_is_told_apart_and_left_alone() {
    let (home, _) = home();
    let letter = home.write("letter.txt", "Dear Sir or Madam, ".repeat(30));
    std::fs::create_dir(home.path("folder")).unwrap();
    let log = std::fs::read(home.log()).unwrap();
    let newer = [&log[..60], &9999_u32.to_be_bytes(), &log[64..]].concat();
    let newer = home.write("newer.amends", newer);
    let mut damaged = log.clone();
    for at in (4096..damaged.len()).step_by(4096) {
        damaged[at..at + 200].fill(0x5a);
    }
    home.write("damaged.amends", damaged);
    for (file, command, part) in [
        ("folder", "list", "is a folder"),
        ("letter.txt", "list", "not a case log"),
        ("letter.txt", "log", "not a case log"),
        ("newer.amends", "list", "newer"),
        ("newer.amends", "log", "newer"),
        ("damaged.amends", "list", "amends restore"),
        ("letter.txt/below", "log", ""),
    ] {
        let more: &[&str] = if command == "log" { &["--note", "x"] } else { &[] };
        let ran = home.run(&[&["--file", file, command], more].concat());
        assert_eq!(ran.code, 3, "{file} {command}: {ran:?}");
        assert!(ran.err.contains(part) && ran.err.contains("now:"), "{file} {command}: {ran:?}");
    }
    assert_eq!(std::fs::read(letter).unwrap(), "Dear Sir or Madam, ".repeat(30).as_bytes());
    assert_eq!(std::fs::read(newer).unwrap()[60..64], 9999_u32.to_be_bytes());
    // A question makes no log.
    assert!(home.run(&["--file", "none.amends", "list"]).out.contains("Nothing is logged yet"));
    assert_eq!(home.run(&["--file", "none.amends", "show", "C-1"]).code, 3);
    assert!(!home.path("none.amends").exists());
}

#[cfg(unix)]
#[test]
fn a_log_that_cannot_be_written_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let (home, _) = home();
    let log = home.log();
    std::fs::set_permissions(&log, std::fs::Permissions::from_mode(0o400)).unwrap();
    if std::fs::OpenOptions::new().write(true).open(&log).is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let ran = home.run(&["log", "--customer", "Ann Lee"]);
    assert!(ran.code == 3 && ran.err.contains("cannot be written"), "{ran:?}");
}

#[test]
fn what_steers_a_terminal_never_gets_in_or_out() {
    let (home, case) = home();
    let ran = home.run(&["note", &case, "a\u{1b}[31mb \u{202e}c 👩\u{200d}👩\u{200d}👧 card 4242 4242 4242 4242"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("masked") && ran.err.contains("removed"), "{ran:?}");
    let shown = home.ok(&["show", &case]);
    assert!(
        shown.contains("👩\u{200d}👩\u{200d}👧")
            && !shown.contains("4242 4242 4242")
            && !shown.contains(['\u{1b}', '\u{202e}'])
    );
}

#[test]
fn a_long_note_is_split_and_said_so() {
    let (home, case) = home();
    let note = "some words about it ".repeat(3600);
    assert!(note.len() > 70 * 1024);
    let ran = home.run_with(&["note", &case, "-"], note.as_bytes());
    assert!(ran.code == 0 && ran.out.contains("split into 3"), "{ran:?}");
    let notes = home.json(&["show", &case])["notes"].as_array().unwrap().clone();
    let all: String = notes.iter().map(|n| n["text"].as_str().unwrap()).collect::<Vec<_>>().join(" ");
    assert_eq!(all.split_whitespace().collect::<Vec<_>>(), note.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn a_desk_with_mistakes_is_shown_with_carets() {
    let home = Home::new();
    home.write("mine/desk.toml", "name = \"X\"\ncurrency = \"GBQ\"\n");
    let ran = home.run(&["--desk", "mine", "list"]);
    assert!(ran.code == 5 && ran.err.contains("desk.toml:2") && ran.err.contains("GBQ"), "{ran:?}");
    home.write("mine/desk.toml", "name = \"X\n");
    let ran = home.run(&["playbook", "check", "mine"]);
    assert!(ran.code == 1 && ran.out.contains("not TOML"), "{ran:?}");
}

#[test]
fn no_name_keeps_a_card_number() {
    let (home, case) = home();
    let card = "4242 4242 4242 4242";
    let said = format!("pay with {card}");
    let c = case.as_str();
    let ran = home.run(&["act", c, &said]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("a card number was masked") && !ran.out.contains(card), "{ran:?}");
    // Most of these are refused for what they name; none may write the number down or say it again.
    for args in [
        &["promise", c, "Ring", "--due", "in 2 hours", "--by", &said][..],
        &["gesture", c, &said, "--reason", "x"],
        &["handoff", c, "--to", &said, "--note", "x"],
        &["close", c, "--outcome", "resolved", "--cause", &said],
        &["log", "--note", "x", "--agent", &said, "--recorded"],
        &["log", "--note", "x", "--do", &said, "--cause", &said, "--recorded"],
        &["--as", &said, "note", c, "hello"],
    ] {
        let ran = home.run(args);
        assert!(!ran.out.contains(card) && !ran.err.contains(card), "{args:?}: {ran:?}");
    }
    for file in ["cases.amends", "cases.amends-wal"] {
        let bytes = std::fs::read(home.log().with_file_name(file)).unwrap_or_default();
        assert!(!bytes.windows(card.len()).any(|w| w == card.as_bytes()), "{file}");
    }
    let long = home.run(&["act", c, &"x".repeat(201)]);
    assert!(long.code == 2 && long.err.contains("the most is 200 bytes"), "{long:?}");
}

#[test]
fn nothing_said_logs_nothing() {
    let home = Home::new();
    for args in [&["log"][..], &["log", "--recorded"], &["log", "--json"]] {
        let ran = home.run(args);
        assert!(ran.code == 2 && ran.err.contains("at least the channel, the customer or a note"), "{ran:?}");
    }
    assert!(home.json(&["list"])["cases"].as_array().unwrap().is_empty());
    assert_eq!(home.json(&["log", "--channel", "phone"])["already"], false);
}
