//! What may be given, by whom and how much: from the command line, by two people at two processes.

use super::run::Home;

/// A case with a contact that lasts, by ana.
fn call(home: &Home) -> String {
    // Each for another customer: what one customer gets has a limit of its own.
    static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let who = format!("Customer {}", NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
    let said = home.ok(&["log", "--channel", "phone", "--customer", &who, "--note", "The vase came in pieces."]);
    said.split(':').next().unwrap().to_owned()
}

#[test]
fn above_a_limit_somebody_else_says_yes_to_exactly_that() {
    let home = Home::new();
    let case = call(&home);
    let refused = home.run(&["gesture", &case, "refund", "--value", "60", "--reason", "It cannot be mended"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.err.contains("£60.00 is above the £25.00") && refused.err.contains("ask for a yes"), "{refused:?}");
    home.ok(&["approval", "ask", &case, "refund", "--value", "60", "--reason", "It cannot be mended"]);
    assert!(home.run(&["approval", "yes", &case]).err.contains("Nobody answers their own request"));
    assert!(home.run(&["--as", "ben", "approval", "yes", &case]).err.contains("answered by a senior"));
    // It stands in the list of whoever may answer, and in nobody else's.
    let next = |login: &str| home.ok(&["--as", login, "next"]);
    assert!(next("gwen").contains("ana asks: refund £60.00") && !next("ben").contains("asks:"));
    home.ok(&["--as", "gwen", "approval", "yes", &case, "--value", "50"]);
    assert!(next("ana").contains("yes from gwen: refund £50.00"), "{}", next("ana"));
    assert_eq!(home.run(&["gesture", &case, "refund", "--value", "60", "--reason", "Broken"]).code, 1);
    home.ok(&["gesture", &case, "refund", "--value", "50", "--reason", "Broken"]);
    assert!(!next("ana").contains("yes from gwen"));
    assert_eq!(home.run(&["gesture", &case, "refund", "--value", "50", "--reason", "Broken"]).code, 1, "it holds once");
    let shown = home.json(&["show", &case]);
    assert_eq!(shown["gestures"][0]["value"], "50.00 GBP");
    assert!(home.ok(&["doctor"]).contains("fine") || home.run(&["doctor"]).code == 0);
}

#[test]
fn a_no_is_read_and_a_request_is_taken_back() {
    let home = Home::new();
    let case = call(&home);
    let ask = |amount: &str| home.ok(&["approval", "ask", &case, "refund", "--value", amount, "--reason", "All of it"]);
    ask("90");
    home.ok(&["--as", "gwen", "approval", "no", &case, "We mend it first, and that by Friday."]);
    assert!(home.ok(&["approval", "list"]).contains("gwen says no to refund – We mend it first"));
    ask("80");
    home.ok(&["approval", "withdraw", &case, "they would rather have it mended"]);
    let listed = home.json(&["--as", "gwen", "approval", "list"]);
    assert_eq!(listed["requests"].as_array().unwrap().len(), 0);
}

#[test]
fn two_people_cannot_spend_the_same_last_pound() {
    let home = Home::new();
    let cases: Vec<String> = (0..6).map(|_| call(&home)).collect();
    // Six at once of £25 each from one person's day of £120: four fit whole, whoever comes first.
    let given: usize = std::thread::scope(|scope| {
        let give =
            |case: &String| home.run(&["gesture", case, "refund", "--value", "25", "--reason", "late"]).code == 0;
        let threads: Vec<_> = cases.iter().map(|case| scope.spawn(move || give(case))).collect();
        threads.into_iter().map(|t| usize::from(t.join().unwrap())).sum()
    });
    assert_eq!(given, 4);
    let refused = home.run(&["gesture", &call(&home), "refund", "--value", "25", "--reason", "late"]);
    assert!(refused.err.contains("of your day: £100.00 are given already"), "{refused:?}");
    // Kindness has a budget of its own; an undo brings the day's back.
    home.ok(&["gesture", &call(&home), "refund", "--value", "20", "--reason", "a birthday", "--unprompted"]);
    let first =
        cases.iter().find(|case| home.json(&["show", case])["gestures"].as_array().is_some_and(|g| !g.is_empty()));
    home.ok(&["undo", first.unwrap()]);
    home.ok(&["gesture", &call(&home), "refund", "--value", "25", "--reason", "late"]);
}

#[test]
fn a_certificate_is_given_shown_used_and_refused_clearly() {
    let home = Home::new();
    let case = call(&home);
    home.ok(&["gesture", &case, "voucher", "--value", "10", "--reason", "Two days late"]);
    let listed = home.json(&["certificate", "list"]);
    let code = listed["certificates"][0]["code"].as_str().unwrap().to_owned();
    assert_eq!(listed["certificates"][0]["state"], "open");
    let shown = home.ok(&["certificate", "show", &code]);
    assert!(shown.contains(&code) && shown.contains("£10.00") && shown.contains(" for "), "{shown}");
    let page = home.path("page.html");
    home.ok(&["certificate", "show", &code, "--html", page.to_str().unwrap()]);
    assert!(std::fs::read_to_string(&page).unwrap().contains("<svg"));
    assert_eq!(
        home.run(&["certificate", "show", &code, "--html", page.to_str().unwrap()]).code,
        5,
        "nothing is overwritten"
    );
    let letters: String = code.chars().filter(|c| *c != '-').collect();
    // Two letters change places, one is left out, one is in no code.
    let mut swapped: Vec<char> = letters.chars().collect();
    let at = (0..8).find(|at| swapped[*at] != swapped[at + 1]).unwrap();
    swapped.swap(at, at + 1);
    for (typed, says) in [
        (swapped.into_iter().collect::<String>(), "letter"),
        (letters[..8].to_owned(), "8"),
        (format!("{}?", &letters[..8]), "?"),
    ] {
        let refused = home.run(&["certificate", "redeem", &typed]);
        assert!(refused.code == 1 && refused.err.contains(says), "{typed}: {refused:?}");
    }
    let other = Home::new();
    other.ok(&["gesture", &call(&other), "voucher", "--value", "10", "--reason", "late"]);
    let unknown = other.json(&["certificate", "list"])["certificates"][0]["code"].as_str().unwrap().to_owned();
    assert!(home.run(&["certificate", "redeem", &unknown]).err.contains("nobody here gave it"));
    home.ok(&["certificate", "redeem", &letters.to_lowercase()]);
    assert!(home.run(&["certificate", "redeem", &code]).err.contains("was used already"));
    let came_back = home.json(&["show", &case])["came_back"].clone();
    assert_eq!(came_back[0]["by"], "redemption");
}

#[test]
fn an_exception_is_a_supervisors_and_stands_in_the_case() {
    let home = Home::new();
    let case = call(&home);
    let give = |login: &str| {
        let why = ["--exception", "Their kitchen was flooded"];
        let give = ["--as", login, "gesture", &case, "refund", "--value", "600", "--reason", "The boiler burst"];
        home.run(&[&give[..], &why[..]].concat())
    };
    let refused = give("ana");
    assert!(refused.code == 1 && refused.err.contains("Only a supervisor makes exceptions"), "{refused:?}");
    assert_eq!(give("gwen").code, 0);
    let shown = home.ok(&["show", &case]);
    let mark = "exception: £600.00 is above the £500.00 that a supervisor gives alone. Their kitchen was flooded";
    assert!(shown.split_whitespace().collect::<Vec<_>>().join(" ").contains(mark), "{shown}");
    assert_eq!(home.json(&["show", &case])["deviations"][0]["rule"], "exception-ceiling");
}

#[test]
fn a_line_that_is_brought_in_rests_on_the_yes_that_covers_it() {
    let home = Home::new();
    let said = home.ok(&["log", "--channel", "phone", "--customer", "Bo Reed", "--note", "Both vases came in pieces."]);
    let case = said.split(':').next().unwrap().to_owned();
    home.ok(&["approval", "ask", &case, "refund", "--value", "60", "--reason", "It cannot be mended"]);
    home.ok(&["--as", "gwen", "approval", "yes", &case]);
    let at = chrono::Utc::now().to_rfc3339();
    let line = serde_json::json!({
        "case": case, "customer": {"name": "Bo Reed"}, "channel": "phone", "began": at,
        "gestures": [{"gesture": "refund", "value": "60.00 GBP", "reason": "broken"}],
    });
    let ran = home.run_with(&["log", "--json", "-"], format!("{line}\n{line}\n").as_bytes());
    assert!(ran.code != 0 && ran.err.contains("£60.00 is above the £25.00"), "a yes holds once: {ran:?}");
    let gestures = home.json(&["show", &case])["gestures"].clone();
    assert_eq!(gestures.as_array().unwrap().len(), 1);
    assert!(gestures[0]["approval"].is_string(), "{gestures}");
    // History that was approved is no deviation.
    home.ok(&["approval", "ask", &case, "refund", "--value", "70", "--reason", "Nor can the other"]);
    home.ok(&["--as", "gwen", "approval", "yes", &case]);
    let line = line.to_string().replace("60.00", "70.00");
    assert_eq!(home.run_with(&["log", "--recorded", "--json", "-"], format!("{line}\n{line}\n").as_bytes()).code, 0);
    let shown = home.json(&["show", &case]);
    let rules: Vec<&str> =
        shown["deviations"].as_array().unwrap().iter().map(|mark| mark["rule"].as_str().unwrap()).collect();
    assert_eq!((shown["gestures"].as_array().unwrap().len(), rules), (3, vec!["ceiling"]));
    // Whoever said yes brings nothing in on it: it is kept, and rests on what they may give themselves.
    home.ok(&["approval", "ask", &case, "refund", "--value", "80", "--reason", "Nor the third"]);
    home.ok(&["--as", "gwen", "approval", "yes", &case]);
    let mut told: serde_json::Value = serde_json::from_str(&line.replace("70.00", "80.00")).unwrap();
    told["agent"] = "ana".into();
    let ran = home.run_with(&["--as", "gwen", "log", "--recorded", "--json", "-"], told.to_string().as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");
    let given = home.json(&["show", &case])["gestures"][3].clone();
    assert!(given["value"] == "80.00 GBP" && given["by"] == "ana" && given["approval"].is_null(), "{given}");
}

#[test]
fn the_ledger_says_what_became_of_every_promise() {
    let home = Home::new();
    assert!(home.ok(&["promises", "--all"]).contains("Nothing was promised yet."));
    let case = call(&home);
    home.ok(&["promise", &case, "Ring back", "--due", "in 2 hours"]);
    home.ok(&["promise", &case, "Ring back", "--move", "in 3 hours", "--customer-told"]);
    home.ok(&["promise", &case, "Ring back", "--move", "in 4 hours"]);
    home.ok(&["--as", "ben", "promise", &case, "Send the photo on", "--due", "in 1 hour"]);
    home.ok(&["--as", "ben", "promise", &case, "Send", "--keep"]);
    let told = home.ok(&["promises", "--all"]);
    for words in ["moved twice", "kept", "ben", &case, "Customer"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let all = home.json(&["promises", "--all"])["promises"].clone();
    let rows: Vec<_> =
        all.as_array().unwrap().iter().map(|p| (&p["by"], &p["state"], &p["moved"], &p["move_told"])).collect();
    let expected = [("ben", "kept", 0, None), ("ana", "open", 2, Some(false))];
    let expected = expected.map(|(by, state, moved, told)| serde_json::json!([by, state, moved, told]));
    assert_eq!(serde_json::json!(rows), serde_json::json!(expected));
    assert_eq!(home.json(&["promises", "--all", "--limit", "1"])["promises"][0]["by"], "ben");
    assert_eq!(home.json(&["promises"])["promises"].as_array().unwrap().len(), 1, "mine that are open");
}

#[test]
fn precedents_say_what_others_got() {
    let home = Home::new();
    for (n, pounds) in ["5", "10", "15", "20"].iter().enumerate() {
        let record = serde_json::json!({
            "external_id": n.to_string(), "customer": {"name": format!("Customer {n}")}, "began": "2026-03-02T10:00:00Z",
            "ended": "2026-03-02T10:10:00Z", "channel": "phone", "summary": "Put right.", "outcome": "resolved",
            "playbook": "late-parcel", "cause": "carrier-delay",
            "gestures": [{"gesture": "refund", "value": format!("{pounds}.00 GBP"), "reason": "late"}],
        });
        let ran = home.run_with(&["log", "--recorded", "--json", "-"], record.to_string().as_bytes());
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let case = call(&home);
    home.ok(&["follow", &case, "late-parcel"]);
    for args in [vec!["precedents", case.as_str()], vec!["precedents", case.as_str(), "--cause", "carrier-delay"]] {
        let told = home.json(&args);
        assert_eq!(told["precedents"].as_array().unwrap().len(), 4, "{told}");
        assert_eq!(told["spreads"][0]["median"], "12.50 GBP");
        assert!(home.ok(&args).contains("The last four like this: median £12.50, from £5 to £20."));
    }
}

#[test]
fn what_cannot_be_kept_is_not_promised_and_what_comes_after_comes_after_the_close() {
    let home = Home::new();
    let case = call(&home);
    let refused = home.run(&["promise", &case, "Replacement delivered", "--due", "in 1 hour"]);
    assert!(refused.code == 1 && refused.err.contains("the carrier takes it tonight"), "{refused:?}");
    home.ok(&["promise", &case, "Replacement delivered", "--due", "3 working days"]);
    // Put right two weeks ago, and nobody has asked since.
    let at = |days: i64| (chrono::Utc::now() - chrono::Duration::days(days)).to_rfc3339();
    let record = serde_json::json!({
        "external_id": "r-1", "kind": "complaint", "customer": {"name": "Bo Reed"}, "channel": "phone", "began": at(14),
        "ended": at(14), "summary": "Sent another.", "outcome": "resolved", "cause": "carrier-delay", "agent": "ana",
        "gestures": [{"gesture": "refund", "value": "60.00 GBP", "reason": "late"}],
    });
    let ran = home.run_with(&["log", "--recorded", "--json", "-"], record.to_string().as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");
    let shown = home.json(&["show", "C-1002"]);
    assert_eq!(shown["deviations"][0]["rule"], "ceiling", "what was given is kept, and marked");
    assert!(home.ok(&["next"]).contains("is all well?"));
    let outreach = home.json(&["outreach"]);
    assert_eq!(outreach["outreach"][0]["why"], "quiet", "{outreach}");
    home.ok(&["follow-up", "C-1002", "All is well; the new one has come."]);
    assert_eq!(home.json(&["outreach"])["outreach"].as_array().unwrap().len(), 0);
    home.ok(&["came-back", "C-1002", "order 1187", "--by", "order"]);
    assert_eq!(home.json(&["show", "C-1002"])["came_back"][0]["by"], "order");
    assert!(home.ok(&["doctor"]).contains("Everything is as it should be"));
}
