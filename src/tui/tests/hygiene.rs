//! Every terminal: wide and joined characters, tiny windows, storms of resizes; and no key destroys anything by being
//! pressed twice.

use unicode_width::UnicodeWidthStr;

use super::*;
use crate::tui::commands::TABLE;

const WORDS: [&str; 5] = ["a👨\u{200d}👩\u{200d}👧b", "日本語", "e\u{301}\u{323}a", "🇬🇧 ok", "👍🏽!"];

/// In which column of the notes their cursor stands: the reversed cell.
fn cursor(bench: &Bench) -> Option<usize> {
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
    terminal.draw(|frame| drop(view::draw(&bench.app, &Theme::dark(), frame))).unwrap();
    let buffer = terminal.backend().buffer().clone();
    // The first row of the notes, between the frames of the middle pane.
    let row = |y: &u16| (0..120).map(|x| buffer[(x, *y)].symbol()).collect::<String>().contains("Notes, internal");
    let y = (0..35).find(row)? + 1;
    let reversed = |x: &u16| buffer[(*x, y)].modifier.contains(ratatui::style::Modifier::REVERSED);
    let from = (0..80).find(|x| buffer[(*x, y)].symbol() == "┃")? + 1;
    (from..80).find(reversed).map(|x| usize::from(x - from))
}

#[test]
fn the_cursor_of_the_notes_stands_behind_what_was_typed() {
    for words in WORDS {
        let mut bench = Bench::new();
        bench.press("<F12>");
        bench.send(Message::Input(Event::Paste(words.to_owned())));
        assert_eq!(cursor(&bench), Some(words.width()), "{words}\n{}", bench.text());
    }
}

#[test]
fn one_backspace_takes_one_character_everywhere() {
    use unicode_segmentation::UnicodeSegmentation;
    for words in WORDS {
        let mut left: Vec<&str> = words.graphemes(true).collect();
        left.pop();
        let left: String = left.concat();
        let paste = || Message::Input(Event::Paste(words.to_owned()));
        let mut notes = Bench::new();
        notes.press("<F12>");
        notes.send(paste());
        notes.press("<Backspace>");
        assert_eq!(notes.app.tab().unwrap().notes_text(), left);
        let mut form = Bench::new();
        form.press("<F12><F5>");
        form.send(paste());
        form.press("<Backspace>");
        let Some(super::super::app::Popup::Form(_, filled)) = &form.app.popup else { panic!("no form") };
        assert_eq!(filled.fields[0].input.value(), left);
        let mut answer = Bench::new();
        answer.press("<F12><Alt-c>Ngozi Okafor<Tab>parcel is late<Enter><F2>");
        answer.send(paste());
        answer.press("<Backspace>");
        assert_eq!(answer.app.tab().unwrap().answering.as_ref().unwrap().input.value(), left);
    }
}

#[test]
fn a_tiny_window_says_so_and_keeps_what_is_typed() {
    let mut bench = Bench::new();
    bench.press("<F12>first");
    assert!(bench.screen(30, 6, &Theme::dark()).contains("too small"));
    bench.press(" second");
    assert!(bench.text().contains("first second"));
}

#[test]
fn a_storm_of_resizes_loses_nothing() {
    let mut bench = Bench::new();
    bench.press("<F12>");
    let mut typed = String::new();
    let mut size: (u16, u16) = (80, 24);
    for n in 0..1000_u16 {
        size = (1 + size.0.wrapping_mul(31).wrapping_add(n) % 210, 1 + size.1.wrapping_mul(17).wrapping_add(n) % 70);
        bench.send(Message::Input(Event::Resize(size.0, size.1)));
        if n % 10 == 0 {
            let _ = bench.screen(size.0, size.1, &Theme::dark());
            bench.press("x");
            typed.push('x');
        }
    }
    assert_eq!(bench.app.tab().unwrap().notes_text(), typed);
}

fn scene(which: usize) -> Bench {
    let mut bench = Bench::new();
    bench.press("<F12>elsewhere<F12>precious words");
    match which {
        0 => {}
        1 => drop(bench.press("<Alt-c>Ngozi Okafor<Tab>parcel is late<Enter><F2>she waited in<Enter>")),
        _ => drop(bench.press("<F5>send another<Tab>16:00<Enter><F6>money back<Tab>5<Tab>because")),
    }
    bench
}

/// Whether these words are somewhere: on the timeline, in the notes or on their way, in what is kept with the case.
fn somewhere(bench: &Bench, words: &str) -> bool {
    let noted = bench.files.values().any(|f| f.case.notes.iter().any(|n| n.text.as_str().contains(words)));
    let typed = bench.app.tabs.iter().any(|t| t.notes_text().contains(words) || t.keeping.contains(words));
    noted || typed || bench.app.snapshot().iter().any(|(_, json)| json.contains(words))
}

#[test]
fn no_key_destroys_anything_by_being_pressed_twice() {
    for which in 0..3 {
        for row in TABLE {
            let mut bench = scene(which);
            let before: Vec<(CaseId, usize)> = bench.files.iter().map(|(id, f)| (*id, f.facts.len())).collect();
            for _ in 0..2 {
                bench.press(&format!("<{}>", row.keys[0]));
            }
            if row.command == crate::tui::Command::Suspend {
                // In a text it takes back typing, and Ctrl-R brings that back.
                bench.press("<Ctrl-r><Ctrl-r>");
            }
            for (case, facts) in before {
                let now = bench.files.get(&case).map_or(0, |f| f.facts.len());
                assert!(now >= facts, "{} twice in scene {which}: facts are gone", row.name);
            }
            for words in ["precious words", "elsewhere"] {
                assert!(somewhere(&bench, words), "{} twice in scene {which}: “{words}” are gone", row.name);
            }
            if which == 2 {
                assert!(somewhere(&bench, "because"), "{} twice: what was filled in is gone", row.name);
            }
        }
    }
}

#[test]
fn undo_and_redo_say_what_they_did() {
    let mut bench = Bench::new();
    bench.press("<F12><F5>ring back<Tab>16:00<Enter><Alt-z>");
    assert!(bench.text().contains("Taken back: ") && bench.text().contains("Alt-y brings it back"), "{}", bench.text());
    bench.press("<Alt-y>");
    assert!(bench.text().contains("Back again: ") && bench.text().contains("Alt-z takes it back"), "{}", bench.text());
}
