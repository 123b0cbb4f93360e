//! The other subcommands, each as somebody would use it.

use super::run::{Home, number};

#[test]
fn customers_are_found_changed_and_merged() {
    let home = Home::new();
    let case = number(&home.ok(&["log", "--customer", "Astrid Lindqvist", "--email", "astrid@example.se"]));
    home.ok(&["customer", "add", "--name", "A. Lindqvist", "--phone", "+46 70 123 45 67"]);
    home.ok(&["customer", "edit", "astrid@", "--called", "Astrid", "--support-needs", "large print"]);
    let found = home.json(&["customer", "list", "lindq"]);
    let ids: Vec<&str> = found["customers"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 2);
    let unclear = home.run(&["customer", "show", "lindq"]);
    assert!(unclear.code == 1 && unclear.err.contains("could be"), "{unclear:?}");
    home.ok(&["customer", "merge", "astrid@example.se", "+46 70 123"]);
    assert_eq!(home.json(&["customer", "list", "lindq"])["customers"].as_array().unwrap().len(), 1);
    let shown = home.json(&["customer", "show", "astrid"]);
    assert_eq!((&shown["customer"]["called"], &shown["cases"][0]["number"]), (&"Astrid".into(), &case.as_str().into()));
    let other = number(&home.ok(&["log", "--note", "rang off before giving a name"]));
    home.ok(&["customer", "set", &other, "astrid"]);
    assert_eq!(home.json(&["show", &other])["customer"]["name"], "Astrid Lindqvist");
}

#[test]
fn playbooks_are_listed_shown_tried_and_checked() {
    let home = Home::new();
    let first = home.json(&["playbook", "list", "my parcel has not arrived"]);
    assert_eq!(first["playbooks"][0]["id"], "late-parcel");
    assert!(home.ok(&["playbook", "show", "late-parcel"]).contains("Apologise"));
    let tried =
        home.json(&["playbook", "try", "late-parcel", "--answer", "days_late=0", "--answer", "case.channel=email"]);
    let reach =
        |id: &str| tried["steps"].as_array().unwrap().iter().find(|s| s["step"] == id).unwrap()["reach"].clone();
    assert_eq!((reach("own-it"), reach("nothing"), reach("cancel")), ("no".into(), "yes".into(), "not-yet".into()));
    assert!(home.ok(&["playbook", "check"]).contains("are fine"));

    home.write("mine/odd.toml", "id = \"odd\"\ntitel = \"Odd\"\nlisten = []\n");
    let ran = home.run(&["playbook", "check", "mine"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("titel") && ran.out.contains("odd.toml:2") && ran.out.contains("title"), "{}", ran.out);
    let json = home.run(&["playbook", "check", "mine/odd.toml", "--json"]);
    assert!(json.out.contains("unknown-key"), "{json:?}");
    // A broken playbook of one's own never stands in the way of a call.
    let listed = home.run(&["--desk", "mine", "playbook", "list"]);
    assert_eq!(listed.code, 0, "{listed:?}");
}

#[test]
fn scenarios_are_begun_checked_played_and_listed() {
    let home = Home::new();
    assert!(home.ok(&["scenario", "new", "first-try"]).contains("first-try.toml"));
    #[cfg(unix)]
    {
        let about = std::fs::metadata(home.path("first-try.toml")).unwrap();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o777, 0o600);
    }
    let again = home.run(&["scenario", "new", "first-try"]);
    assert!(again.code == 2 && again.err.contains("there already"), "{again:?}");
    assert!(home.ok(&["scenario", "check", "first-try.toml"]).contains("1 scenario is fine"));

    // Let them tell it, be sorry, say by when, make up for it: by the words, since the order hangs on the seed.
    let best = ["time for this", "You stayed in", "ring you myself", "delivery charge"];
    let mut keys = String::from("9\n");
    for words in best {
        let played = home.run_with(&["scenario", "try", "first-try.toml", "--seed", "7"], keys.as_bytes());
        let line = played.out.lines().rev().find(|line| line.contains(words) && line.starts_with("  ")).unwrap();
        keys.extend([line.trim().chars().next().unwrap(), '\n']);
    }
    let played = home.run_with(&["scenario", "try", "first-try.toml", "--seed", "7"], keys.as_bytes());
    assert!(played.code == 0 && played.out.contains("A call before three (good)"), "{played:?}");
    assert!(played.out.contains("100.0%") && played.out.contains("PRACTICE"), "{played:?}");
    let silent = home.run_with(&["scenario", "try", "first-try.toml", "--seed", "7", "--type"], b"\n\n\n\n\n");
    assert!(silent.out.contains("They hang up (poor)") && silent.out.contains("says nothing for long"), "{silent:?}");
    assert!(home.run_with(&["scenario", "try", "first-try.toml"], b"").out.contains("left before the end"));

    let text = std::fs::read_to_string(home.path("first-try.toml")).unwrap();
    home.write("mine/scenarios/first-try.toml", &text);
    let of = |found: &serde_json::Value, id: &str| {
        found["scenarios"].as_array().unwrap().iter().find(|s| s["id"] == id).map(|s| s["origin"].clone())
    };
    assert_eq!(of(&home.json(&["scenario", "list", "--desk", "mine"]), "first-try"), Some("own".into()));
    assert_eq!(of(&home.json(&["scenario", "list"]), "first-try"), None);
    assert!(home.ok(&["scenario", "show", "first-try", "--desk", "mine"]).contains("They want"));
    assert_eq!(home.json(&["scenario", "show", "first-try", "--desk", "mine"])["turns"][0]["replies"][0]["best"], true);
    assert_eq!(home.ok(&["scenario", "show", "first-try", "--toml", "--desk", "mine"]), text);
    // No file that is begun names a schema that is not there; its first line says where to get it.
    let begun = [text, home.ok(&["scenario", "show", "birthday-parcel", "--toml"])];
    for file in &begun {
        let first = file.lines().next().unwrap();
        assert!(first.contains("`amends scenario schema > scenario.schema.json`"), "{first}");
        assert!(!file.lines().any(|line| line.starts_with("#:schema")), "{file}");
    }
    let [text, _] = begun;
    assert!(home.ok(&["scenario", "show", "birthday parcel"]).contains("The birthday parcel"), "by its title");
    let none = home.run(&["scenario", "show", "no-such-thing"]);
    assert!(none.code == 1 && none.err.contains("no scenario"), "{none:?}");

    home.write("mine/scenarios/first-try.toml", text.replace("to = \"tells-it\"", "to = \"tells-if\""));
    let ran = home.run(&["scenario", "check", "--desk", "mine"]);
    assert!(ran.code == 1 && ran.out.contains("did you mean `tells-it`?"), "{ran:?}");
    let json = home.run(&["scenario", "check", "mine/scenarios", "--json"]);
    assert!(json.code == 1 && json.out.contains("unknown-id"), "{json:?}");
    // A broken one never stands in the way of the others.
    let listed = home.run(&["scenario", "list", "--desk", "mine"]);
    assert!(listed.code == 0 && listed.err.contains("1 scenario of yours has mistakes"), "{listed:?}");
    assert!(home.ok(&["scenario", "schema"]).contains("Scenario of amends"));
}

#[test]
fn all_scenarios_of_ones_own_are_proof_read_and_none_stands_in_the_way() {
    let home = Home::new();
    home.ok(&["scenario", "new", "first-try"]);
    let text = std::fs::read_to_string(home.path("first-try.toml")).unwrap();
    home.write("mine/scenarios/a.toml", &text);
    assert!(home.ok(&["scenario", "check", "--desk", "mine"]).contains("1 scenario is fine"));
    // It can be played; only beside the playbooks it is wrong.
    home.write("mine/scenarios/a.toml", text.replace("playbook = \"late-parcel\"", "playbook = \"later-parcel\""));
    home.write("mine/scenarios/b.toml", &text);
    home.write("mine/scenarios/c.toml", [0xff, 0xfe]);
    assert_eq!(home.run(&["--desk", "mine", "list"]).code, home.run(&["list"]).code);
    let listed = home.run(&["--desk", "mine", "scenario", "list"]);
    assert!(listed.code == 0 && listed.err.contains("2 scenarios of yours have mistakes"), "{listed:?}");
    let ran = home.run(&["scenario", "check", "--desk", "mine", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let errors = found["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "error");
    let of =
        |f: &serde_json::Value| (f["file"].as_str().unwrap().rsplit('/').next().unwrap().to_owned(), f["code"].clone());
    let codes: Vec<(String, serde_json::Value)> = errors.map(of).collect();
    assert_eq!(ran.code, 1);
    let wanted = [("c.toml", "unreadable"), ("a.toml", "unknown-playbook"), ("b.toml", "duplicate-id")];
    assert_eq!(codes, wanted.map(|(file, code)| (file.to_owned(), code.into())));
}

#[test]
fn of_a_folder_only_the_desk_is_read_as_a_desk() {
    let home = Home::new();
    for name in ["hearing.toml", "quick.toml"] {
        home.write(&format!("mine/{name}"), std::fs::read(format!("playbooks/{name}")).unwrap());
    }
    home.write("mine/keys.toml", "wrap-up = \"F7\"\n");
    home.write("mine/queries.toml", "late = \"is:open is:overdue\"\n");
    assert!(home.ok(&["playbook", "check", "mine"]).contains("are fine"));
    home.write("mine/quick.toml", "[[question]]\nkind = \"holt\"\n");
    home.write("mine/desk.toml", "name = \"X\"\ncurrency = \"GBQ\"\n");
    let ran = home.run(&["playbook", "check", "mine"]);
    assert!(ran.code == 1 && ran.out.contains("quick.toml:2") && ran.out.contains("desk.toml:2"), "{ran:?}");
    assert!(!ran.out.contains("keys.toml") && !ran.out.contains("hearing.toml"), "{ran:?}");
}

#[test]
fn promises_are_listed_with_those_due_first() {
    let home = Home::new();
    let case = number(&home.ok(&["log", "--customer", "Odile Marchand"]));
    home.ok(&["promise", &case, "Ring about the price", "--due", "in 3 hours"]);
    home.ok(&["promise", &case, "Send the form", "--due", "in 2 hours"]);
    let listed = home.json(&["promises"]);
    assert_eq!(listed["promises"][0]["text"], "Send the form");
    let unclear = home.run(&["promise", &case, "--keep"]);
    assert!(unclear.code == 1 && unclear.err.contains("could be any of"), "{unclear:?}");
    home.ok(&["promise", &case, "form", "--move", "in 5 hours", "--customer-told"]);
    home.ok(&["promise", &case, "price", "--break", "the carrier did not answer"]);
    assert_eq!(home.json(&["promises"])["promises"].as_array().unwrap().len(), 1);
}

#[test]
fn the_demo_day_is_whole_and_waits_for_somebody() {
    let home = Home::new();
    home.ok(&["demo", "--write", "day.amends"]);
    let file = ["--file", "day.amends"];
    let with = |args: &[&'static str]| -> Vec<&str> { file.iter().chain(args).copied().collect() };
    assert!(home.ok(&with(&["doctor"])).contains("Everything is as it should be."));
    assert_eq!(home.json(&with(&["list"]))["cases"].as_array().unwrap().len(), 24);
    assert_eq!(home.json(&with(&["list", "is:closed"]))["cases"].as_array().unwrap().len(), 12);
    let promises = home.json(&with(&["promises"]));
    let late: Vec<bool> =
        promises["promises"].as_array().unwrap().iter().map(|p| p["late_ms"].as_i64() > Some(0)).collect();
    assert!(late.contains(&true) && late.contains(&false), "{promises}");
    let kettle = home.json(&with(&["list", "kettle"]))["cases"][0]["number"].as_str().unwrap().to_owned();
    let shown = home.json(&["--file", "day.amends", "show", &kettle]);
    assert_eq!((&shown["hand_offs"][0]["to"], &shown["hand_offs"][0]["state"]), (&"ana".into(), &"offered".into()));
    let list = home.json(&with(&["list", "is:closed"]));
    for case in list["cases"].as_array().unwrap() {
        let shown = home.json(&["--file", "day.amends", "show", case["number"].as_str().unwrap()]);
        assert_eq!(shown["deviations"].as_array().unwrap().len(), 0, "{shown}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::Stdio;
    let home = Home::new();
    home.ok(&["demo", "--write", "day.amends"]);
    let mut child = home
        .command(&["--file", "day.amends", "list", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
fn shells_and_manuals_are_served() {
    let home = Home::new();
    assert!(home.ok(&["completions", "bash"]).contains("amends"));
    assert!(home.ok(&["man"]).contains(".TH"));
    home.ok(&["man", "--dir", "man"]);
    assert!(home.path("man/amends-log.1").is_file());
}

#[test]
fn cases_are_found_by_the_words_of_their_playbook_and_by_today() {
    let home = Home::new();
    let late = number(&home.ok(&["log", "--customer", "Ann Lee", "--playbook", "late-parcel"]));
    home.ok(&["log", "--customer", "Bob Ray"]);
    let found = |words: &[&str]| -> Vec<String> {
        let list = home.json(&[&["list"], words].concat());
        list["cases"].as_array().unwrap().iter().map(|c| c["number"].as_str().unwrap().to_owned()).collect()
    };
    for words in [&["parcel"][..], &["Late", "parc"], &["late-parcel"]] {
        assert_eq!(found(words), [late.as_str()], "{words:?}");
    }
    assert!(found(&["parcel", "vase"]).is_empty() && found(&["arcel"]).is_empty());
    assert_eq!(found(&["from:yesterday", "until:today"]).len(), 2);
}
