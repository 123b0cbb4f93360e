//! `amends log --json`: refused lines are listed with all their reasons, good ones kept.

use serde_json::{Value, json};

use super::run::Home;

#[allow(clippy::needless_pass_by_value, reason = "reads better at the call")]
fn line(more: Value) -> String {
    let mut line = json!({"customer": {"name": "Ann Lee"}, "channel": "chat", "began": "2026-03-02T10:00:00Z", "ended": "2026-03-02T10:10:00Z"});
    for (name, value) in more.as_object().unwrap() {
        line[name] = value.clone();
    }
    line.to_string()
}

fn cases(home: &Home) -> usize {
    home.json(&["list"])["cases"].as_array().map_or(0, Vec::len)
}

#[test]
fn good_lines_are_kept_and_bad_ones_told_of_with_every_reason() {
    let home = Home::new();
    let mut input = b"\xef\xbb\xbf".to_vec();
    let lines = [
        line(json!({"summary": "fine"})),
        String::new(),
        line(json!({"kind": "complain", "chanel": "x"})),
        line(json!({"playbook": "late-parcle"})),
        line(
            json!({"playbook": "late-parcel", "answers": {"days_late": -1, "days_lat": 2}, "steps": [{"step": "stori"}]}),
        ),
        line(json!({"began": "2026-02-30T10:00:00Z"})),
        line(json!({"began": "2999-01-01T10:00:00Z", "ended": "2999-01-01T10:05:00Z"})),
        line(json!({"ended": "2026-03-02T09:00:00Z", "gestures": [{"gesture": "castle"}]})),
        "not json".to_owned(),
        line(json!({"channel": "phone", "notes": [{"text": "fine too"}]})),
    ];
    input.extend(lines.join("\r\n").into_bytes());
    input.extend(b"\n\xff\xfe\n");
    let ran = home.run_with(&["log", "--json", "-", "--recorded"], &input);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.out.contains("2 lines logged") && ran.out.contains("8 lines refused"), "{}", ran.out);
    for part in [
        "line 3: refused",
        "did you mean `complaint`?",
        "`chanel` is not a field here",
        "did you mean `channel`?",
        "line 4: refused",
        "did you mean `late-parcel`?",
        "line 5: refused",
        "at least 0",
        "asks no question `days_lat`",
        "no step `stori`",
        "line 6: refused",
        "not a moment in time",
        "line 7: refused",
        "has not happened yet",
        "line 8: refused",
        "before it began",
        "no gesture `castle`",
        "line 9: refused",
        "not JSON",
        "line 11: refused",
        "not UTF-8",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    assert_eq!(cases(&home), 2);
    assert!(home.ok(&["doctor"]).contains("Everything is as it should be."));
}

#[test]
fn all_or_nothing_keeps_nothing_where_one_line_is_bad() {
    let home = Home::new();
    let good = line(json!({"external_id": "a"}));
    let both = format!("{good}\n{}\n", line(json!({"kind": "?"})));
    let ran = home.run_with(&["log", "--json", "-", "--all-or-nothing"], both.as_bytes());
    assert!(ran.code == 4 && ran.out.contains("nothing was kept"), "{ran:?}");
    assert_eq!(cases(&home), 0);
    let ran = home.run_with(&["log", "--json", "-", "--all-or-nothing"], good.as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(cases(&home), 1);
}

#[test]
fn a_record_that_is_there_already_changes_nothing() {
    let home = Home::new();
    let lines = format!(
        "{}\n{}\n",
        line(json!({"external_id": "z-1"})),
        line(json!({"external_id": "z-1", "summary": "again"}))
    );
    let path = home.write("in.jsonl", lines);
    for (code, part) in
        [(0, "1 line logged\n1 line was already there"), (0, "0 lines logged\n2 lines were already there")]
    {
        let ran = home.run(&["log", "--json", path.to_str().unwrap()]);
        assert!(ran.code == code && ran.out.contains(part), "{ran:?}");
    }
    assert_eq!(cases(&home), 1);
    let report = home.run(&["log", "--json", path.to_str().unwrap(), "--report"]);
    assert_eq!(serde_json::from_str::<Value>(&report.out).unwrap()["tally"]["already"], 2);
}

#[test]
fn a_whole_record_comes_back_as_it_was_told() {
    let home = Home::new();
    let told = line(json!({
        "external_id": "w-1", "kind": "complaint", "severity": "middle", "heat": {"start": "angry", "end": "calm"},
        "customer": {"name": "Ngozi Okafor", "phone": "07700 900311"}, "agent": "ben", "hold_s": 40, "wrap_s": 65,
        "playbook": "late-parcel", "summary": "Sent another.", "wanted": "by Saturday",
        "messages": [{"at": "2026-03-02T10:01:00Z", "who": "customer", "text": "it is late"}, {"who": "agent", "text": "I see"}],
        "notes": [{"text": "n ".repeat(36_000)}],
        "answers": {"days_late": 4, "still_wanted": true, "delivery_price": "4.90", "tracking": "lost", "wanted": "by Saturday"},
        "steps": [{"step": "days-late", "at": "2026-03-02T10:02:00Z"}, {"step": "story", "skipped": "told before"}, {"step": "read-back"}, {"step": "own-it"}],
        "actions": [{"do": "send-replacement", "at": "2026-03-02T10:05:00Z", "values": ["5954"]}],
        "promises": [{"text": "Delivered", "due": "2026-03-04T17:00:00Z", "kept": "2026-03-03T12:00:00Z"}],
        "gestures": [{"gesture": "refund", "value": "4.90 GBP", "reason": "late"}],
        "outcome": "resolved", "cause": "carrier-delay",
    }));
    // It is ben's and has a gift in it: live, a supervisor may bring that in.
    let colleague = home.run_with(&["log", "--json", "-"], told.as_bytes());
    assert!(
        colleague.code == 4 && colleague.err.contains("let ben give it, or bring it in as recorded"),
        "{colleague:?}"
    );
    let ran = home.run_with(&["--as", "gwen", "log", "--json", "-"], told.as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("1 long note was split") && ran.err.contains("line 1: C-1001"), "{ran:?}");
    let shown = home.json(&["show", "c-1001"]);
    let i = &shown["interactions"][0];
    assert_eq!(
        (&i["hold_s"], &i["wrap_s"], &i["talk_s"], &i["agent"]),
        (&40.into(), &65.into(), &560.into(), &"ben".into())
    );
    assert_eq!(i["messages"].as_array().unwrap().len(), 2);
    assert_eq!(shown["notes"].as_array().unwrap().len(), 3);
    assert_eq!(shown["promises"][0]["state"], "kept");
    assert_eq!((&shown["state"], &shown["cause"]), (&"closed".into(), &"carrier-delay".into()));
    let steps = shown["walks"][0]["steps"].as_array().unwrap();
    let step = |id: &str| steps.iter().find(|s| s["step"] == id).unwrap();
    assert_eq!(step("days-late")["done"], json!(["2026-03-02T10:02:00.000Z"]));
    assert_eq!(step("replace")["done"], json!(["2026-03-02T10:05:00.000Z"]));
    assert_eq!(step("story")["skipped"]["reason"], "told before");
}

#[test]
fn people_and_cases_are_found_again() {
    let home = Home::new();
    let lines = [
        line(json!({"customer": {"name": "Zoë Park", "email": "zoe@example.org"}})),
        line(json!({"customer": {"email": "ZOE@example.org", "phone": "07700 900555"}, "case": "C-1001"})),
        line(
            json!({"customer": {"name": "Z. P.", "phone": "+07700900555"}, "outcome": "abandoned", "summary": "rang off"}),
        ),
        line(json!({"customer": {"name": "Zoë Park"}, "case": "C-1002"})),
    ];
    let ran = home.run_with(&["log", "--json", "-", "--recorded"], lines.join("\n").as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");
    let found = home.json(&["customer", "list", "zo"]);
    assert_eq!(found["customers"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found["customers"][0]["phone"], "07700 900555");
    assert_eq!(cases(&home), 2);
    let second = home.json(&["show", "C-1002"]);
    assert_eq!((&second["state"], second["reopened"].as_array().unwrap().len()), (&"open".into(), 1));
    // Live work does not reopen by itself.
    home.ok(&["log", "--customer", "Zoë Park", "--outcome", "abandoned", "--summary", "rang off"]);
    let live = home.run_with(&["log", "--json", "-"], line(json!({"case": "C-1003"})).as_bytes());
    assert!(live.code == 4 && live.err.contains("reopen it first"), "{live:?}");
}

#[test]
fn recorded_work_is_marked_where_live_work_is_refused() {
    let home = Home::new();
    let told = line(json!({"playbook": "late-parcel", "outcome": "resolved", "cause": "carrier-delay",
        "gestures": [{"gesture": "refund", "value": "400", "reason": "a lot"}]}));
    let live = home.run_with(&["log", "--json", "-"], told.as_bytes());
    assert!(live.code == 4 && live.err.contains("above the £25.00") && live.err.contains("no summary"), "{live:?}");
    let recorded = home.run_with(&["log", "--json", "-", "--recorded"], told.as_bytes());
    assert_eq!(recorded.code, 0, "{recorded:?}");
    let shown = home.json(&["show", "C-1001"]);
    let rules: Vec<&str> =
        shown["deviations"].as_array().unwrap().iter().map(|d| d["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"ceiling") && rules.contains(&"summary") && rules.contains(&"step"), "{rules:?}");
}

#[test]
fn many_lines_go_in_in_slices() {
    let home = Home::new();
    let lines: Vec<String> = (0..1300)
        .map(|n| line(json!({"external_id": format!("n-{n}"), "customer": {"name": format!("Person {}", n % 700)}})))
        .collect();
    let ran = home.run_with(&["log", "--json", "-", "--recorded"], lines.join("\n").as_bytes());
    assert!(ran.code == 0 && ran.out.contains("1300 lines logged"), "{ran:?}");
    let report = home.json(&["doctor"]);
    assert_eq!((&report["cases"], &report["customers"]), (&1300.into(), &700.into()));
}

#[test]
fn records_named_like_cards_are_two_and_known_again() {
    let home = Home::new();
    // Masked, both would have the same name.
    let lines = [
        line(json!({"external_id": "4242424242424242", "summary": "one"})),
        line(json!({"external_id": 4_000_056_658_664_242_u64, "summary": "other"})),
    ]
    .join("\n");
    let run = || home.run_with(&["log", "--json", "-"], lines.as_bytes());
    assert!(run().out.contains("2 lines logged"));
    assert!(run().out.contains("2 lines were already there"));
    assert_eq!(cases(&home), 2);
    let bytes = std::fs::read(home.log()).unwrap();
    assert!(!bytes.windows(16).any(|w| w == b"4242424242424242"));
}

#[test]
fn a_slow_pipe_keeps_nobody_waiting_where_all_or_nothing_is_asked() {
    use std::io::Write;
    use std::process::Stdio;
    let home = Home::new();
    home.ok(&["log", "--customer", "Ann Lee"]);
    let mut child = home
        .command(&["log", "--json", "-", "--all-or-nothing"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // More than the pipe and everything between it and the log hold: once it is written, the import is at work.
    let bad = "x".repeat(399) + "\n";
    pipe.write_all(bad.repeat(1000).as_bytes()).unwrap();
    home.ok(&["log", "--customer", "Bob Ray"]);
    drop(pipe);
    assert_eq!(child.wait().unwrap().code(), Some(4));
    assert_eq!(cases(&home), 2);
}
