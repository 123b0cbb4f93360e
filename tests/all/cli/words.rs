//! `amends wording`, `amends playbook schema`, `amends good`; a desk's own wording and handholds.

use crate::support::{Home, json};

#[test]
fn a_text_is_looked_over() {
    let home = Home::new();
    let told = home.must_with(&["wording", "check", "--name", "Mrs Okafor"], "Hello,\nsorry if you had to wait.\n");
    assert!(told.contains("2:1  “sorry if” – a conditional apology (sorry-if)"), "{told}");
    assert!(told.contains("Better: ") && told.ends_with("1 remark; you decide.\n"), "{told}");
    let file = home.path().join("reply.txt");
    std::fs::write(&file, "Dear Mrs Okafor, it leaves today.").unwrap();
    assert_eq!(home.must(&["wording", "check", file.to_str().unwrap()]), "Nothing to remark on.\n");
    let remarks = json(&home.must_with(&["wording", "check", "-", "--channel", "chat", "--json"], "é, calm down"));
    let remark = &remarks["remarks"][0];
    assert_eq!((&remark["rule"], &remark["text"]), (&"calm-down".into(), &"calm down".into()));
    assert_eq!((&remark["range"]["start"], &remark["column"]), (&4.into(), &4.into()));
}

#[test]
fn a_text_may_be_given_as_it_is_and_a_file_that_is_not_there_is_named() {
    let home = Home::new();
    let told = home.must(&["wording", "check", "We guarantee it, calm down"]);
    assert!(told.contains("“calm down”") && told.contains("(guarantee-you)"), "{told}");
    let missing = home.run(&["wording", "check", "letter.txt"], "");
    let told = String::from_utf8_lossy(&missing.stderr).into_owned();
    assert_eq!(missing.status.code(), Some(2), "{told}");
    assert!(
        told.contains("no file letter.txt") && told.contains("standard input") && !told.contains("--desk"),
        "{told}"
    );
    let folder = home.run(&["wording", "check", home.path().to_str().unwrap()], "");
    let told = String::from_utf8_lossy(&folder.stderr).into_owned();
    assert!(told.contains("it is no file") && !told.contains("--desk"), "{told}");
}

#[test]
fn a_desk_has_its_own_rules_and_a_broken_file_hides_nothing() {
    let home = Home::new();
    let own = home.path().join("desk");
    std::fs::create_dir(&own).unwrap();
    let desk = own.to_str().unwrap();
    let rule = "[[rule]]\nid = 'parcel'\nkind = 'jargon'\nphrases = 'consignment'\nwhy = 'w'\nbetter = 'parcel'\n";
    std::fs::write(own.join("wording.toml"), rule).unwrap();
    let check = || home.must_with(&["--desk", desk, "wording", "check"], "The consignment. Calm down.");
    assert!(check().contains("consignment") && check().ends_with("1 remark; you decide.\n"));
    std::fs::write(own.join("wording.toml"), "[[rule]]\nid = 'parcel'\n").unwrap();
    assert!(check().contains("calm-down"), "{}", check());
    std::fs::write(own.join("phrases.toml"), "[hold]\naks = 'x'\n").unwrap();
    let found = home.run(&["--desk", desk, "playbook", "check"], "");
    let told = String::from_utf8_lossy(&found.stdout).into_owned() + &String::from_utf8_lossy(&found.stderr);
    assert_eq!(found.status.code(), Some(1), "{told}");
    assert!(told.contains("wording.toml") && told.contains("phrases.toml") && told.contains("`aks`"), "{told}");
}

#[test]
fn schemas_and_pages_are_printed() {
    let home = Home::new();
    for (args, title) in [
        (&["playbook", "schema"][..], "Playbook of amends"),
        (&["playbook", "schema", "wording"], "Wording rules of amends"),
        (&["playbook", "schema", "phrases"], "Handholds of amends"),
        (&["desk", "schema"], "Desk of amends"),
    ] {
        assert_eq!(json(&home.must(args))["title"], title);
    }
    assert_eq!(home.must(&["desk", "schema"]), home.must(&["playbook", "schema", "desk"]));
    for role in ["agent", "senior", "supervisor", "new-hire"] {
        let page = home.must(&["good", role]);
        assert!(page.starts_with("# What good looks like") && page.lines().count() <= 32, "{role}");
    }
}

#[test]
fn the_tour_is_found_by_its_id_and_by_nobody_s_words() {
    let home = Home::new();
    let found = |words: &str| json(&home.must(&["playbook", "list", words, "--json"]));
    assert_eq!(found("tour")["playbooks"][0]["id"], "tour");
    for words in ["I waited a minute", "the console is broken", "a tour of the garden", "tourist"] {
        assert!(!found(words)["playbooks"].to_string().contains("\"tour\""), "{words}");
    }
    assert_eq!(found("flat tyre outside")["playbooks"][0]["id"], "goodwill-help");
    assert_eq!(found("hello it's the packing room here")["playbooks"][0]["id"], "colleague-request");
}

#[test]
fn best_first_finds_the_same_cases_by_playbook_and_by_name() {
    let home = Home::new();
    let file = home.path().join("day.amends");
    home.must(&["demo", "--write", file.to_str().unwrap()]);
    for words in ["parcel", "lindqvist", "okafor", "late parcel"] {
        let found = |order: &str| -> std::collections::BTreeSet<String> {
            let query = format!("{order} {words}");
            let listed = json(&home.must(&["--file", file.to_str().unwrap(), "list", &query, "--json"]));
            let cases = listed["cases"].as_array().unwrap();
            cases.iter().map(|case| case["number"].as_str().unwrap().to_owned()).collect()
        };
        let newest = found("order:newest");
        assert!(!newest.is_empty(), "{words}");
        assert_eq!(found("order:best"), newest, "{words}");
    }
}
