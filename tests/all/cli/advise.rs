//! `amends advise`: from words on the command line or from a case, with the desk's own rules; check and schema.

use crate::support::{Home, json};

#[test]
fn what_is_fair_is_said_with_its_reason_and_its_ceiling() {
    let home = Home::new();
    let args = ["advise", "--loss", "18.00", "--kind", "service", "--fault", "ours", "--again", "--rejected"];
    let told = home.must(&[&args[..], &["--price", "30"]].concat());
    assert!(told.starts_with("A service worth £18 to £36\nAbove £25 a supervisor decides.\nBecause "), "{told}");
    assert!(told.contains("Source: Gelbrich") && told.contains("(express-delivery)"), "{told}");
    let found = json(&home.must(&[&args[..], &["--price", "30", "--json", "--as", "gwen"]].concat()));
    assert_eq!((&found["kind"], &found["range"]["to"]), (&"service".into(), &"36.00 GBP".into()));
    assert_eq!((&found["beyond"], &found["rule"]), (&serde_json::Value::Null, &"rejected-again".into()));
    let euros = json(&home.must(&["advise", "--loss", "18 EUR", "--fault", "ours", "--json"]));
    assert_eq!((&euros["range"], &euros["no_amount"]), (&serde_json::Value::Null, &"currency".into()));
    let nothing = home.must(&["advise", "--fault", "nobody"]);
    assert!(nothing.starts_with("Nothing\nBecause it was nobody's doing.\n"), "{nothing}");
    assert_eq!(home.run(&["advise", "--fault", "carier"], "").status.code(), Some(2));
    assert_eq!(home.run(&["advise", "--kept", "--rejected"], "").status.code(), Some(2));
}

#[test]
fn a_case_says_what_it_knows_already() {
    let home = Home::new();
    let log = ["log", "--channel", "phone", "--kind", "complaint", "--severity", "high", "--playbook", "complaint"];
    let case = json(&home.must(&[&log[..], &["--json"]].concat()))["case"].as_str().unwrap().to_owned();
    home.must(&["answer", &case, "our_fault=yes", "loss=12"]);
    let found = |more: &[&str]| json(&home.must(&[&["advise", "--case", &case, "--json"], more].concat()));
    let known = found(&["--kind", "product"]);
    assert_eq!((&known["rule"], &known["range"]["to"]), (&"badly-hurt".into(), &"6.00 GBP".into()));
    assert_eq!(found(&["--fault", "customer"])["rule"], "their-own-doing", "what is said stands before what is known");
    assert_ne!(home.run(&["advise", "--case", "C-9999"], "").status.code(), Some(0));
}

#[test]
fn a_desk_has_its_own_rules_and_a_check_of_them() {
    let home = Home::new();
    let own = home.path().join("desk");
    std::fs::create_dir(&own).unwrap();
    let desk = own.to_str().unwrap();
    let file = own.join("advice.toml");
    let rule = "[[rule]]\nid = 'all'\ngive = 'money'\nshare = [50, 50]\nbecause = 'we say so'\nsource = 'ours'\n";
    std::fs::write(&file, rule).unwrap();
    let advise = || home.must(&["--desk", desk, "advise", "--loss", "9"]);
    assert!(advise().starts_with("£4.50\nBecause we say so.\n"), "{}", advise());
    assert_eq!(home.must(&["--desk", desk, "advise", "check"]), "1 rule can be used.\n");
    std::fs::write(&file, format!("{rule}{}", rule.replace("'all'", "'more'"))).unwrap();
    let shadowed = home.must(&["--desk", desk, "advise", "check"]);
    assert!(shadowed.contains("warning[never-reached]: `more` is never reached"), "{shadowed}");
    std::fs::write(&file, rule.replace("share", "shar")).unwrap();
    assert!(advise().starts_with("Nothing\n"), "a broken file leaves the shipped rules: {}", advise());
    for check in [&["advise", "check", file.to_str().unwrap()][..], &["--desk", desk, "playbook", "check"]] {
        let found = home.run(check, "");
        let told = String::from_utf8_lossy(&found.stdout).into_owned();
        assert!(found.status.code() == Some(1) && told.contains("did you mean `share`?"), "{told}");
    }
}

#[test]
fn the_shipped_rules_and_the_schema_are_printed() {
    let home = Home::new();
    assert_eq!(home.must(&["advise", "rules", "--toml"]).trim_end(), amends::advice::SHIPPED.trim_end());
    let rules = json(&home.must(&["advise", "rules", "--json"]));
    assert_eq!(rules["rules"].as_array().unwrap().len(), amends::advice::Rules::shipped().iter().count());
    assert_eq!(json(&home.must(&["advise", "schema"]))["title"], "Advice of amends");
    assert_eq!(home.must(&["advise", "schema"]), home.must(&["playbook", "schema", "advice"]));
}
