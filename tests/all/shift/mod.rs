//! A whole shift by keys in the real program: thirty contacts, parked and resumed, one kill -9, a thousand resizes, a second
//! process that writes to the same file. At the end every word is where it belongs.

mod expected;
mod hands;
mod table;

use crate::pty::{Console, key};
use crate::support::{Home, json};

/// The shift's own terminal: wide enough that no line of the timeline that is waited for wraps.
const SIZE: (u16, u16) = (160, 48);

#[test]
fn thirty_contacts_and_nothing_is_lost() {
    let home = Home::new();
    let mut console = Console::start(home.path(), &[], SIZE);
    console.wait_for("Next up").wait_for("F12");
    let mut shift = hands::Shift::new(&home, console);
    for turn in table::SHIFT {
        shift.turn(turn);
    }
    let (mut console, cases, quickest) = shift.over();
    console.press(key::CTRL_Q);
    assert_eq!(console.ended(), 0);
    console.assert_clean();
    console.assert_cooked();
    assert!(quickest.as_secs_f64() < 1.0, "another process's work was on the screen after {quickest:?} at the soonest");
    let mut contacts = 0;
    for case in &cases {
        let shown = json(&home.must(&["show", &case.number, "--json"]));
        case.compare(&shown);
        contacts += shown["interactions"].as_array().unwrap().iter().filter(|i| i["agent"] == "ana").count();
    }
    assert_eq!(contacts, 30);
    let open = home.must(&["list", "is:open"]);
    for case in &cases {
        assert_eq!(open.contains(&case.number), case.closed.is_none(), "{} in\n{open}", case.number);
    }
    assert!(home.must(&["doctor"]).contains("Everything is as it should be"));
}
