//! A call in which the fair offer is more than the agent may give: asked for, approved from another process while the call
//! goes on, given as a certificate, shown, used from the command line; and a second failure is said at once.

use crate::pty::{Console, key};
use crate::support::{Home, json};

const SIZE: (u16, u16) = (140, 50);

#[test]
fn more_than_i_may_is_asked_for_approved_given_shown_used_and_they_came_back() {
    let home = Home::new();
    let mut ana = Console::start(home.path(), &[], SIZE);
    ana.wait_for("Next up").press(key::F12).wait_for("C-1001 ·");
    ana.press("The cake stand came in pieces, on the day of the party.").wait_for("party.");
    ana.press(key::ALT_C).wait_for("Who, what, how").press("Ngozi Okafor").wait_for("new: Ngozi").press(key::ENTER);
    ana.wait_for("customer named");
    // The meter is live; above the limit the form says so and asks.
    ana.press(key::F6).wait_for("Give").press("gift v").wait_for("Gift voucher").press(key::TAB);
    ana.press("12").wait_for("£12.00 of £40.00 for one case");
    ana.press("\x1560")
        .wait_for("Enter asks for a yes")
        .press(key::TAB)
        .press("their party was spoilt")
        .wait_for("spoilt");
    ana.press(key::ENTER).wait_for("asked to give: voucher £60.00");
    // The call goes on.
    ana.press("She would like it by Saturday.").wait_for("Saturday.");
    let asked = home.must(&["approval", "list", "--as", "gwen"]);
    assert!(asked.contains("ana asks: voucher £60.00 – their party was spoilt"), "{asked}");
    home.must(&["approval", "yes", "C-1001", "--value", "50", "--comment", "With a card, please.", "--as", "gwen"]);
    ana.wait_for("yes from gwen: voucher £50.00").wait_for("With a card, please.");
    ana.press(key::F6).wait_for("There is a yes to exactly this").press(key::ENTER);
    ana.wait_for("Certificate").wait_for("amends certificate show ");
    let screen = ana.screen();
    let code = screen.split("certificate show ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    ana.press("\x1b").wait_gone("amends certificate show");
    let shown = home.must(&["certificate", "show", &code]);
    assert!(shown.contains(&code) && shown.contains("£50.00") && shown.contains("Ngozi Okafor"), "{shown}");
    home.must(&["certificate", "redeem", &code, "--as", "mei"]);
    ana.wait_for(&format!("used: {code}")).wait_for("came back (used a certificate)");
    ana.press(key::CTRL_Q);
    assert_eq!(ana.ended(), 0);
    ana.assert_clean();
    let case = json(&home.must(&["show", "C-1001", "--json"]));
    assert_eq!(case["gestures"][0]["value"], "50.00 GBP");
    assert_eq!(case["came_back"][0]["by"], "redemption");
    assert!(home.must(&["doctor"]).contains("Everything is as it should be"));
}

#[test]
fn a_second_failure_is_said_at_once_and_its_own_playbook_is_taken_up() {
    let home = Home::new();
    // A week ago it was put right, or so it was said.
    let at = (chrono::Utc::now() - chrono::Duration::days(7)).to_rfc3339();
    let before = serde_json::json!({
        "external_id": "b-1", "kind": "complaint", "customer": {"name": "Bo Reed", "phone": "07700 900222"},
        "channel": "phone", "began": at, "ended": at, "playbook": "late-parcel", "summary": "Sent another.",
        "promises": [{"text": "There by Friday", "due": (chrono::Utc::now() - chrono::Duration::days(5)).to_rfc3339()}],
        "gestures": [{"gesture": "refund", "value": "4.90 GBP", "reason": "late"}],
        "outcome": "resolved", "cause": "carrier-delay",
    });
    home.must_with(&["log", "--recorded", "--json", "-"], &before.to_string());
    let mut ana = Console::start(home.path(), &[], SIZE);
    ana.wait_for("Next up").press(key::F12).wait_for("C-1002 ·");
    ana.press(key::ALT_C).wait_for("Who, what, how").press("Bo Reed").wait_for("07700 900222");
    ana.press(key::TAB).press("late parcel").wait_for("Late parcel").press(key::ENTER);
    ana.wait_for("Failed before: C-1001").wait_for("given: Money back £4.90");
    ana.wait_for("It failed before (C-1001)").wait_for("asks somebody senior");
    ana.press(key::CTRL_Q);
    assert_eq!(ana.ended(), 0);
    let case = json(&home.must(&["show", "C-1002", "--json"]));
    let walks: Vec<&str> = case["walks"].as_array().unwrap().iter().map(|w| w["playbook"].as_str().unwrap()).collect();
    assert_eq!(walks, ["late-parcel", "late-parcel-again"]);
}
