//! The first milestone: by command line alone, log, walk, close, find, doctor.

use super::run::{Home, number};

#[test]
fn log_walk_close_find_doctor() {
    let home = Home::new();
    let case = number(&home.ok(&[
        "log",
        "--customer",
        "Ngozi Okafor",
        "--phone",
        "07700 900311",
        "--channel",
        "phone",
        "--kind",
        "complaint",
        "--heat",
        "angry",
        "--playbook",
        "late-parcel",
        "--note",
        "Driver left a card although she was in.",
        "--message",
        "customer: it was to come on Tuesday",
    ]));
    assert_eq!(case, "C-1001");

    // The gate lists everything at once.
    let refused = home.run(&["close", &case, "--outcome", "resolved"]);
    assert_eq!(refused.code, 1);
    for part in ["How late is it?", "Read it back", "root cause", "no summary", "now:"] {
        assert!(refused.err.contains(part), "{part}: {}", refused.err);
    }

    home.ok(&["step", &case, "days-late", "--answer", "4"]);
    home.ok(&["answer", &case, "tracking=no news", "still_wanted=yes", "missed_day=no", "delivery_price=4.95"]);
    home.ok(&["step", &case, "wanted", "--answer", "before Saturday"]);
    home.ok(&["step", &case, "story", "--skip", "she told it while I looked"]);
    home.ok(&["step", &case, "read-back"]);
    home.ok(&["step", &case, "own-it"]);
    home.ok(&["hold", &case]);
    home.ok(&["resume", &case]);
    home.ok(&["act", &case, "send-replacement", "order 5954"]);
    home.ok(&["promise", &case, "Replacement delivered", "--due", "2 working days"]);
    home.ok(&["gesture", &case, "refund", "--value", "4.95", "--reason", "delivery that did not happen"]);
    home.ok(&["wrap", &case]);
    let open =
        home.run(&["close", &case, "--outcome", "resolved", "--cause", "carrier-delay", "--summary", "Sent another."]);
    assert!(open.code == 1 && open.err.contains("still open"), "{open:?}");
    home.ok(&["promise", &case, "--keep"]);
    home.ok(&[
        "close",
        &case,
        "--outcome",
        "resolved",
        "--cause",
        "carrier-delay",
        "--summary",
        "Sent another.",
        "--heat-end",
        "calm",
    ]);

    let shown = home.json(&["show", &case]);
    assert_eq!(shown["outcome"], "resolved");
    assert_eq!(shown["wanted"], "before Saturday");
    assert_eq!(shown["customer"]["name"], "Ngozi Okafor");
    assert_eq!(shown["walks"][0]["answers"]["days_late"], 4);
    assert_eq!(shown["promises"][0]["state"], "kept");
    assert_eq!(shown["gestures"][0]["value"], "4.95 GBP");
    assert_eq!(shown["interactions"][0]["heat"]["end"], "calm");
    let steps = shown["walks"][0]["steps"].as_array().unwrap();
    let state = |id: &str| steps.iter().find(|s| s["step"] == id).unwrap()["state"].as_str().unwrap();
    assert_eq!((state("story"), state("days-late"), state("replace")), ("skipped", "done", "done"));
    let page = home.ok(&["show", &case]);
    assert!(page.contains("Ngozi Okafor") && page.contains("Timeline"), "{page}");

    assert_eq!(home.json(&["list", "is:closed", "playbook:late-parcel", "ngozi"])["cases"][0]["number"], case.as_str());
    assert_eq!(home.json(&["list", "is:open"])["cases"].as_array().unwrap().len(), 0);
    assert_eq!(home.json(&["search", "left a card"])["hits"][0]["number"], case.as_str());
    assert!(home.ok(&["doctor"]).contains("Everything is as it should be."));

    home.ok(&["reopen", &case, "--reason", "the replacement is late too"]);
    home.ok(&["undo", &case]);
    assert_eq!(home.json(&["show", &case])["state"], "closed");
    home.ok(&["redo", &case]);
    assert_eq!(home.json(&["show", &case])["state"], "open");
    assert_eq!(home.json(&["doctor"])["problems"].as_array().unwrap().len(), 0);
}

#[test]
fn a_second_call_in_the_same_case_and_the_hand_off() {
    let home = Home::new();
    let case = number(
        &home.ok(&[
            "log",
            "--customer",
            "Rhodri Pugh",
            "--ended",
            "23:59",
            "--began",
            "2026-01-02 10:00",
            "--recorded",
        ]
        .map(|a| if a == "23:59" { "2026-01-02 10:09" } else { a })),
    );
    home.ok(&["log", "--case", &case, "--channel", "email", "--note", "wrote again"]);
    let shown = home.json(&["show", &case]);
    assert_eq!(shown["interactions"].as_array().unwrap().len(), 2);
    assert_eq!(shown["interactions"][0]["talk_s"], 540);
    home.ok(&["handoff", &case, "--to", "ben", "--note", "knows the bench"]);
    assert!(home.run(&["handoff", &case, "--accept"]).err.contains("not to ana"));
    home.ok(&["--as", "ben", "handoff", &case, "--accept"]);
    assert_eq!(home.json(&["show", &case])["owner"], "ben");
}
