//! Practice in a real terminal: a trainee's whole path by keys, a crash in the middle, and the case log beside it untouched.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::pty::{Console, key};
use crate::support::Home;

const SIZE: (u16, u16) = (120, 36);
/// Goes to the practice screen.
const PRACTICE: &str = "\x1b:";

/// The case log with its hash, while no console is open: then all of it lies in its one file.
fn case_log(home: &Home) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![home.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if is_case_log(&path) {
                files.push((path.clone(), Sha256::digest(std::fs::read(&path).unwrap()).to_vec()));
            }
        }
    }
    files.sort();
    files
}

fn is_case_log(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "amends")
}

/// At the list of scenarios.
fn at_the_list(home: &Home) -> Console {
    let mut console = Console::start(home.path(), &[], SIZE);
    console.wait_for("Next up").wait_for("F12");
    console.press(PRACTICE).wait_for("Scenarios").wait_for("new to you");
    console
}

/// Always the first answer, until it is over.
fn choose_on(console: &mut Console, until: &str) {
    for _ in 0..40 {
        console.press(" ").wait("answers, or the end", |screen| {
            screen.contains("1 ") && !screen.contains("Any key") || screen.contains("It is over")
        });
        if console.screen().contains("It is over") {
            break;
        }
        let before = console.screen();
        console.press("1").wait("what comes of it", |screen| screen != before);
    }
    console.wait_for(until);
}

#[test]
fn a_trainees_whole_path_by_keys() {
    let home = Home::new();
    // A day's work lies in the case log.
    home.must(&[
        "log",
        "--customer",
        "Di Trent",
        "--channel",
        "phone",
        "--note",
        "The parcel is late.",
        "--outcome",
        "resolved",
        "--cause",
        "carrier-delay",
        "--summary",
        "Sent another.",
    ]);
    let before = case_log(&home);
    assert_eq!(before.len(), 1, "{before:?}");

    // By choosing, to the end.
    let mut console = at_the_list(&home);
    console.press(key::ENTER).wait_for("The conversation").wait_for("PRACTICE");
    choose_on(&mut console, "It is over");
    console.press(key::ENTER).wait_for("what it showed").wait_for("Score ").wait_for("The ways not gone");
    // Another way than the second that was not gone: from the middle on. (By the laws of chance there are many.)
    console.press(key::TAB).press(key::TAB).wait_for("Your answer").press("\x1b[B");
    console.press(key::ENTER).wait_for("The conversation");
    choose_on(&mut console, "It is over");
    console.press(key::ENTER).wait_for("not counted for");
    console.press(key::ESC).wait_for("Scenarios").wait_for("%");

    // In one's own words; then the power goes in the middle.
    console.press("cp").wait_for("typing · the stages only");
    console.press(key::ENTER).wait_for("You say:");
    console.press("Good morning, this is Ana. Please tell me what happened.").wait_for("what happened.");
    console.press(key::ENTER).wait_gone("You say: Good morning").wait_for("this is Ana");
    console.press(key::F2).wait_for("Why? Your answer 1").press(key::ESC).wait_gone("Why? Your answer 1");
    // What is half typed for a second is on the disk.
    console.press("And when were").wait_for("And when were");
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    console.signal("KILL");
    console.ended();

    let mut console = at_the_list(&home);
    console.wait_for("Go on: ").wait_for("1 answer so far");
    console.press(key::ENTER).wait_for("this is Ana").wait_for("typing · the stages only").wait_for("And when were");
    console.press("\x1b[19~").wait_for("ends it for good").press("\x1b[19~").wait_for("You left before the end");
    // How one stands.
    console.press(key::ESC).wait_for("Past drills").press(key::TAB).wait_for("how it ended").wait_for("left");
    console.press(key::TAB).wait_for("Skills, the latest drills").wait_for("Playbooks, all drills");
    console.press(key::CTRL_Q);
    assert_eq!(console.ended(), 0);
    console.assert_clean();

    // Nothing of all this reached the case log: it is byte for byte what it was.
    assert_eq!(case_log(&home), before);
    let practice = std::fs::read_dir(before[0].0.parent().unwrap()).unwrap();
    assert!(practice.filter_map(Result::ok).any(|entry| entry.file_name().to_string_lossy().ends_with(".practice")));
    home.must(&["doctor"]);
}
