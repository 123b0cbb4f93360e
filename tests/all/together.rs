//! Two at one file: what one process writes another shows, two who change one value merge with a mark, and a list that
//! changes by itself leaves the chosen row where it is.

use std::time::Instant;

use crate::pty::{Console, key};
use crate::support::{Home, json};

const SIZE: (u16, u16) = (160, 48);

#[test]
fn two_who_change_one_value_merge_with_a_mark_and_nothing_is_lost() {
    let home = Home::new();
    let mut ana = Console::start(home.path(), &[], SIZE);
    ana.wait_for("Next up").press(key::F12).wait_for("C-1001 ·");
    ana.press("The glass was broken.").wait_for("was broken.");
    // Ana has the details open; Ben meanwhile says that it is grave.
    ana.press(key::ALT_T).wait_for("The matter").press(key::TAB).press("low").wait_for("low");
    home.must(&["describe", "C-1001", "--severity", "high", "--as", "ben"]);
    home.must(&["note", "C-1001", "Her hand is cut.", "--as", "ben"]);
    ana.wait_for("severity high").wait_for("The matter");
    ana.press(key::ENTER).wait_gone("The matter");
    ana.wait_for("set this without seeing that ben had set “high”");
    ana.wait_for("Her hand is cut.").wait_for("was broken.").press(key::CTRL_S).wait_for("on the timeline");
    ana.press(key::CTRL_Q);
    assert_eq!(ana.ended(), 0);
    ana.assert_clean();
    let case = json(&home.must(&["show", "C-1001", "--json"]));
    assert_eq!(case["severity"], "low", "the later one stands");
    let mark = &case["contested"][0];
    let mark = ["field", "by", "over", "was"].map(|name| mark[name].as_str().unwrap_or_default());
    assert_eq!(mark, ["severity", "ana", "ben", "high"]);
    let notes: Vec<_> = case["notes"].as_array().unwrap().iter().map(|n| n["text"].as_str().unwrap()).collect();
    assert_eq!(notes, ["Her hand is cut.", "The glass was broken."]);
    assert!(home.must(&["doctor"]).contains("Everything is as it should be"));
}

#[test]
fn what_another_process_adds_to_next_up_comes_by_itself_and_the_chosen_row_stays() {
    let home = Home::new();
    for name in ["Ada Quill", "Bo Reed", "Cy Stone"] {
        let at = "2025-11-20T10:00:00Z";
        let line = serde_json::json!({"customer": {"name": name}, "channel": "phone", "began": at, "ended": at});
        home.must_with(&["log", "--recorded", "--json", "-"], &line.to_string());
    }
    let mut ana = Console::start(home.path(), &[], SIZE);
    ana.wait_for("Ada Quill").wait_for("Bo Reed").wait_for("Cy Stone").press("\x1b[B").press("\x1b[B");
    ana.wait("the second row to be chosen", |s| s.contains("Next up"));
    let chosen = loop {
        let marked = ana.marked();
        if marked.contains("C-1002") {
            break marked;
        }
        assert!(!marked.contains("C-1003"), "{marked}");
        std::thread::yield_now();
    };
    let above = |screen: &str| screen.lines().position(|l| l.contains("C-1002"));
    let before = above(&ana.screen());
    // A hand-off and a promise come in above it, from others.
    home.must(&["promise", "C-1003", "Ring her", "--due", "in 1 minute", "--as", "ben", "--by", "ana"]);
    home.must(&["log", "--customer", "Di Trent", "--channel", "email", "--note", "For Ana.", "--as", "ben"]);
    home.must(&["handoff", "C-1004", "--to", "ana", "--note", "She asked for you.", "--as", "ben"]);
    let since = Instant::now();
    ana.wait_for("Di Trent");
    let took = since.elapsed();
    ana.wait("the chosen row to have moved down", |s| above(s) > before);
    assert_eq!(ana.marked(), chosen, "the same row is chosen");
    // A second; the rest is for a machine that is busy with other tests.
    assert!(took.as_secs_f64() < 2.0, "it took {took:?}");
    ana.press(key::ENTER).wait_for("Notes, internal");
    ana.press(key::CTRL_Q);
    assert_eq!(ana.ended(), 0);
}
