//! What now, why it is due then, and "back to you by …".

use super::run::{Home, number};

const WITH: [&str; 4] = ["--desk", "mine", "--as", "ana"];

#[test]
fn what_waits_is_listed_explained_and_acknowledged() {
    let home = Home::new();
    let desk = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/playbooks/desk.toml")).unwrap();
    // Always open, so that the test means the same at any hour.
    let (before, hours) = desk.split_once("[hours]").unwrap();
    let after = &hours[hours.find("# --- Targets").unwrap()..];
    home.write("mine/desk.toml", format!("{before}{after}"));
    let ok = |args: &[&str]| home.ok(&[&WITH[..], args].concat());
    let json = |args: &[&str]| home.json(&[&WITH[..], args].concat());

    let late = number(&ok(&["log", "--customer", "Odile Marchand", "--channel", "email"]));
    let calm = number(&ok(&["log", "--customer", "Kwame Boateng", "--channel", "phone"]));
    ok(&["promise", &calm, "Ring back", "--due", "in 1 hour", "--number", "07700 900123"]);

    let next = json(&["next"]);
    let row = |n: usize, name: &str| next["next"][n][name].clone();
    assert_eq!(
        (row(0, "number"), row(0, "class"), row(0, "who")),
        (calm.as_str().into(), "soon".into(), "Kwame Boateng".into())
    );
    assert!(row(0, "why").as_str().unwrap().ends_with("on 07700 900123"), "{next}");
    assert_eq!(
        (row(0, "what")["kind"].clone(), row(1, "what")["kind"].clone()),
        ("call-back".into(), "first-answer".into())
    );
    assert!(next["changes"].is_string());
    assert!(ok(&["promises"]).contains("07700 900123") && ok(&["show", &calm]).contains("ring 07700 900123"));

    let told = ok(&["explain", &late]);
    assert!(told.contains("First answer: 4 working hours") && told.contains("targets.email in desk.toml"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 76), "{told}");
    let explained = json(&["explain", &late]);
    assert_eq!(explained["clocks"]["first_response"]["within"], "4 working hours");
    assert!(explained["clocks"]["first_response"]["met"].is_null());

    // The acknowledgement is an answer and a promise, in one.
    assert!(ok(&["ack", &late]).contains("You will have a full answer by"));
    let shown = json(&["show", &late]);
    assert_eq!(
        (&shown["promises"][0]["text"], &shown["interactions"][0]["messages"][0]["who"]),
        (&"Back to them".into(), &"agent".into())
    );
    assert!(json(&["explain", &late])["clocks"]["first_response"]["met"].is_string());
    assert!(ok(&["explain", &late]).contains("Promise: Back to them"));

    // Where nobody is there to hear it, the promise alone is made.
    ok(&["wrap", &calm]);
    ok(&["end", &calm]);
    assert!(ok(&["ack", &calm, "--by", "in 2 hours"]).contains("nobody is told"));

    // While the customer has the next move the clock stands still.
    ok(&["wait", &late, "a photo of the label"]);
    let still = json(&["explain", &late]);
    assert!(
        still["clocks"]["resolution"]["due"].is_null() && still["clocks"]["resolution"]["paused"].is_string(),
        "{still}"
    );
}
