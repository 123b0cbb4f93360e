//! Backup and restore.

use super::run::Home;

#[test]
fn a_backup_comes_back_and_nothing_is_thrown_away() {
    let home = Home::new();
    home.ok(&["log", "--customer", "Ann Lee", "--note", "first"]);
    home.ok(&["backup", "kept.amends"]);
    assert_eq!(home.run(&["backup", "kept.amends"]).code, 3);
    home.ok(&["log", "--customer", "Bob Ray", "--note", "second"]);
    let said = home.ok(&["restore", "kept.amends"]);
    assert!(said.contains("is kept as"), "{said}");
    assert_eq!(home.json(&["list"])["cases"].as_array().unwrap().len(), 1);
    assert!(home.ok(&["doctor"]).contains("Everything is as it should be."));
    // Numbers go on, streams are new, and the log is whole.
    home.ok(&["log", "--customer", "Cy Orr"]);
    assert_eq!(home.json(&["doctor"])["streams"], 2);

    let before = std::fs::read(home.log()).unwrap();
    let letter = home.write("letter.txt", "no log at all ".repeat(20));
    let ran = home.run(&["restore", letter.to_str().unwrap()]);
    assert!(ran.code == 3 && ran.err.contains("is no backup") && !ran.err.contains("--file"), "{ran:?}");
    let ran = home.run(&["restore", "not-there"]);
    assert!(ran.code == 3 && ran.err.contains("there is no such file"), "{ran:?}");
    assert_eq!(std::fs::read(home.log()).unwrap(), before);
}
