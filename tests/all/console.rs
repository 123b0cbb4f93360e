//! The console in a real terminal: start, a whole call by keys alone, crashes and signals, each with a clean terminal after.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Instant;

use crate::pty::{Console, key};
use crate::support::{Home, json};

const SIZE: (u16, u16) = (120, 36);

fn started(home: &Home) -> Console {
    let mut console = Console::start(home.path(), &[], SIZE);
    console.wait_for("Next up").wait_for("F12");
    console
}

/// An interaction with some notes and a playbook.
fn talking(home: &Home) -> Console {
    let mut console = started(home);
    console.press(key::F12).wait_for("C-1001").wait_for("customer not known yet");
    console
}

#[test]
fn it_starts_says_what_to_do_and_leaves_cleanly() {
    let home = Home::new();
    let mut console = started(&home);
    console.press(key::F1).wait_for("All keys").press(key::ESC).wait_gone("All keys");
    console.press(key::CTRL_Q);
    assert_eq!(console.ended(), 0);
    console.assert_clean();
    console.assert_cooked();
}

#[test]
fn a_whole_call_by_keys_alone() {
    let home = Home::new();
    let mut console = talking(&home);
    console.press("Driver left a card although she was in.").wait_for("although she was in.");
    // Who and what: four command keys beside the words, F12 included.
    console.press(key::ALT_C).wait_for("Who, what, how");
    console.press("Ngozi Okafor 07700 900123").wait_for("new: Ngozi");
    console.press(key::TAB).press("parcel is late").wait_for("Late parcel");
    console.press(key::ENTER).wait_gone("Who, what, how").wait_for("Ngozi Okafor").wait_for("●Listen");
    // The playbook, from the notes: what is asked is answered, what is to be done is done, until nothing is open.
    for (keys, told) in [
        ("\x1bOQShe waited in all day\r", "story: She waited"),
        ("\x1bOQ4\r", "days late: 4"),
        ("\x1bOQ", "done: Look up its journey"),
        ("\x1bOQno news\r", "tracking: no news"),
        ("\x1bOQyes\r", "still wanted: yes"),
        ("\x1bOQno\r", "missed day: no"),
        ("\x1bOQ4.90\r", "delivery price: £4.90"),
        ("\x1bOQit before Saturday\r", "they want: it before Saturday"),
        ("\x1bOQ", "done: Read it back"),
        ("\x1bOQ", "done: Apologise for the wait"),
    ] {
        console.press(keys).wait_for(told);
    }
    console.wait_for("Send another").press(key::F2).wait_for("We will").press(key::ENTER).wait_gone("We will");
    console.wait_for("Delivery money back").press(key::F2).wait_for("for one case").press(key::ENTER);
    console.wait_gone("for one case").wait_for("gave: refund £4.90");
    // The gate: the promise is still open. Enter goes to where it is mended.
    console.press(key::F8).wait_for("Wrap up");
    console.press("resolved").press(key::TAB).press(key::TAB).press("Sent another; she has it by Friday.");
    console.press(key::ENTER).wait_for("One thing is missing").press(key::ENTER).wait_for("What became of it");
    console.press("kept").press(key::ENTER).wait_gone("What became of it");
    console.press(key::F8).wait_for("Sent another; she has it").press(key::ENTER);
    console.wait_for("C-1001 is closed");
    console.press(key::CTRL_Q);
    assert_eq!(console.ended(), 0);
    console.assert_clean();

    let case = json(&home.must(&["show", "C-1001", "--json"]));
    assert_eq!(case["outcome"], "resolved");
    assert_eq!(case["cause"], "carrier-delay");
    assert!(home.must(&["search", "although"]).contains("C-1001"));
    home.must(&["doctor"]);
}

#[test]
fn after_kill_9_in_the_middle_of_a_word_the_word_is_there_again() {
    let home = Home::new();
    let mut console = talking(&home);
    console.press("The parcel was soaked thro").wait_for("soaked thro");
    home.wait_for_draft(&["soaked thro"]);
    console.signal("KILL");
    console.ended();
    let mut again = Console::start(home.path(), &[], SIZE);
    again.wait_for("soaked thro").wait_for("C-1001");
    again.press(key::CTRL_Q);
    again.ended();
    again.assert_clean();
}

#[test]
fn after_kill_9_in_a_form_or_an_answer_the_words_are_there_again() {
    let home = Home::new();
    let mut console = talking(&home);
    console.press(key::ALT_C).wait_for("Who, what, how").press("Mrs Patel").wait_for("new: Mrs Patel");
    console
        .press(key::TAB)
        .press("parcel is late")
        .wait_for("Late parcel")
        .press(key::ENTER)
        .wait_gone("Who, what, how");
    console.press(key::F2).press("it came half ope").wait_for("it came half ope");
    console.press(key::F5).wait_for("Only what we can keep").press("ring her mother ba");
    home.wait_for_draft(&["it came half ope", "ring her mother ba"]);
    console.signal("KILL");
    console.ended();
    let mut again = Console::start(home.path(), &[], SIZE);
    again
        .wait_for("ring her mother ba")
        .press(key::ESC)
        .wait_gone("Only what we can keep")
        .wait_for("it came half ope");
    // What was kept on the timeline before the crash is not offered a second time.
    again.press(key::ESC).wait_gone("it came half ope").press("kept words").wait_for("kept words").press(key::CTRL_S);
    again.wait_for("on the timeline");
    home.wait_for_draft(&["\"notes\":\"\""]);
    again.signal("KILL");
    again.ended();
    let mut third = Console::start(home.path(), &[], SIZE);
    third.wait_for("What was open is open again");
}

#[test]
fn a_signal_saves_what_is_typed_and_leaves_cleanly() {
    for signal in ["TERM", "HUP"] {
        let home = Home::new();
        let mut console = talking(&home);
        console.press("half a wor").wait_for("half a wor");
        console.signal(signal);
        assert_ne!(console.ended(), 0);
        console.assert_clean();
        console.assert_cooked();
        let mut again = Console::start(home.path(), &[], SIZE);
        again.wait_for("half a wor");
    }
}

#[test]
fn a_panic_saves_what_is_typed_and_leaves_cleanly() {
    let home = Home::new();
    let mut console = talking(&home);
    console.press("half a wor").wait_for("half a wor");
    console.press(key::CTRL_BRACKET);
    assert_eq!(console.ended(), 101);
    console.assert_clean();
    console.assert_cooked();
    let mut again = Console::start(home.path(), &[], SIZE);
    again.wait_for("half a wor");
}

#[test]
fn when_the_terminal_vanishes_the_process_ends_and_the_words_stay() {
    let home = Home::new();
    let mut owner = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "console::terminal_owner", "--nocapture", "--test-threads=1"])
        .env(OWNER, home.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(owner.stdout.take().unwrap()).lines().map_while(Result::ok);
    let pid: i32 = said.find_map(|l| l.rsplit("console is ").next()?.parse().ok()).unwrap();
    let since = Instant::now();
    owner.kill().unwrap();
    owner.wait().unwrap();
    while lives(pid) {
        assert!(since.elapsed().as_secs_f32() < 10.0, "it lives on without its terminal");
        std::thread::yield_now();
    }
    assert!(since.elapsed().as_secs_f32() < 2.5, "it lived on for {:?}", since.elapsed());
    let mut again = Console::start(home.path(), &[], SIZE);
    again.wait_for("half a wor");
}

/// Says who owns the terminal that is to vanish.
const OWNER: &str = "AMENDS_TEST_TERMINAL_OWNER";

/// Not a test of its own: the process that owns the terminal, until it is killed.
#[test]
fn terminal_owner() {
    let Some(home) = std::env::var_os(OWNER) else { return };
    let mut console = Console::start(Path::new(&home), &[], SIZE);
    console.wait_for("Next up").press(key::F12).wait_for("C-1001").press("half a wor").wait_for("half a wor");
    println!("\nconsole is {}", console.pid());
    loop {
        std::thread::park();
    }
}

/// Whether the process runs (a dead one that nobody has collected yet does not).
fn lives(pid: i32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| !rest.trim_start().starts_with('Z') && !rest.is_empty())
}

#[test]
fn ctrl_z_gives_the_terminal_back_until_it_is_continued() {
    let home = Home::new();
    let mut console = started(&home);
    console.press(key::CTRL_Z);
    stopped(console.pid());
    console.assert_clean();
    console.assert_cooked();
    console.signal("CONT");
    console.wait_for("Next up").press(key::CTRL_Q);
    assert_eq!(console.ended(), 0);
    console.assert_clean();
}

/// Waits until the process is stopped.
fn stopped(pid: i32) {
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    let stat = format!("/proc/{pid}/stat");
    while Path::new(&stat).exists() {
        let text = std::fs::read_to_string(&stat).unwrap_or_default();
        if text.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('T')) {
            return;
        }
        assert!(std::time::Instant::now() < until, "it does not stop: {text}");
        std::thread::yield_now();
    }
}

#[test]
fn a_pasted_page_goes_to_the_notes_and_a_card_number_in_it_is_masked() {
    let home = Home::new();
    let mut console = talking(&home);
    let page = format!("\x1b[200~{}card 4111 1111 1111 1111 end\x1b[201~", "line of text\n".repeat(60));
    console.press(&page).wait_for("card number was masked").wait_for("…1111] end");
    console.press(key::CTRL_S).wait_for("on the timeline");
    let case = home.must(&["show", "C-1001", "--json"]);
    assert!(!case.contains("4111 1111") && case.contains("line of text"));
}

#[test]
fn at_80_by_24_and_smaller_nothing_is_lost() {
    let home = Home::new();
    let mut console = Console::start(home.path(), &[], (80, 24));
    console.wait_for("Next up").press(key::F12).wait_for("Notes, internal");
    console.press("some words").wait_for("some words").press(key::CTRL_Q);
    assert_eq!(console.ended(), 0);
    let mut small = Console::start(home.path(), &[], (30, 8));
    small.wait_for("too small").press(key::CTRL_Q);
    assert_eq!(small.ended(), 0);
    let mut again = Console::start(home.path(), &[], (80, 24));
    again.wait_for("some words");
}

#[test]
fn the_screens_beside_it_find_a_case_and_a_customer() {
    let home = Home::new();
    let mut console = Console::start(home.path(), &["demo"], SIZE);
    console.wait_for("Next up").press(key::F10).wait_for("newest first").wait_for("cases ·");
    console.press("is:").wait_for("not closed yet").press("open").press(" birthd").wait_for("1 case ·");
    console.wait_for("wants: before Saturday").press(key::ENTER).wait_for("Timeline").wait_for("Mrs Okafor");
    console.press(key::ALT_3).wait_for("Who").press("okafor").wait_for("call them");
    console.wait_for("Promised:").press(key::TAB).press(key::TAB).press(key::ENTER).wait_for("Timeline");
    console.press(key::CTRL_Q);
    assert_eq!(console.ended(), 0);
    console.assert_clean();
}

#[test]
fn what_is_saved_in_the_demonstration_goes_with_it() {
    let home = Home::new();
    let mut console = Console::start(home.path(), &["demo"], SIZE);
    console.wait_for("Next up").press("\x1bv").press(key::F10).wait_for("newest first").press("birthd");
    console
        .wait_for("1 case ·")
        .press("\x1bs")
        .wait_for("Name")
        .press("gift\r")
        .wait_for("until this demonstration ends");
    console.press(key::CTRL_Q);
    assert_eq!(console.ended(), 0);
    assert!(!home.path().join("config/amends").exists());
}
