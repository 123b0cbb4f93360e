//! The cases screen by keys: query, completion, window, preview, saved queries, late answers, pastes.

use super::store::A;
use super::*;
use crate::terms::Heat;
use crate::tui::app::Screen;

fn numbers(bench: &Bench) -> Vec<&str> {
    bench.app.cases.rows.iter().map(|f| f.case.number.as_str()).collect()
}

#[test]
fn a_query_finds_as_it_is_typed_and_enter_opens_the_case() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10>");
    assert_eq!(numbers(&bench), ["C-1005", "C-1004", "C-1002", "C-1003", "C-1001"]);
    bench.press("vas");
    assert_eq!(numbers(&bench), ["C-1002"]);
    let text = bench.screen(200, 60, &Theme::dark());
    assert!(text.contains("1 case") && text.contains("C-1002 · open"), "{text}");
    assert!(text.contains("ring back with the depot's answer") && text.contains("£4.90"), "{text}");
    bench.press("<Enter>");
    assert_eq!(bench.app.screen, Screen::Console);
    assert_eq!(bench.app.tab().unwrap().file.case.number(), "C-1002");
    // The screen is found again as it was left; Alt-f begins anew.
    bench.press("<Alt-2>");
    assert_eq!((bench.app.cases.typed(), numbers(&bench)), ("vas", vec!["C-1002"]));
    bench.press("<Alt-f>");
    assert_eq!((bench.app.cases.typed(), numbers(&bench).len()), ("", 5));
}

#[test]
fn the_chosen_row_explains_its_times_and_no_other() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10><Down><Alt-=>");
    let number = bench.app.cases.case().unwrap().case.number.clone();
    assert!(bench.text().contains(&format!("Why this time · {number}")), "{}", bench.text());
    bench.press("<Esc><Up><Alt-=>");
    assert!(!bench.text().contains(&format!("Why this time · {number}")), "{}", bench.text());
}

#[test]
fn plain_letters_always_type_and_esc_leads_out_step_by_step() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10>q<Tab>j");
    assert_eq!(bench.app.cases.typed(), "qj");
    bench.press("<Esc>");
    assert!(bench.text().contains("Esc clears what is typed"), "{}", bench.text());
    bench.press("<Esc>");
    assert_eq!((bench.app.cases.typed(), bench.app.screen), ("", Screen::Cases));
    bench.press("<Ctrl-z>");
    assert_eq!(bench.app.cases.typed(), "qj", "nothing typed is lost");
    bench.press("<Esc><Esc><Esc><Esc>");
    assert_eq!(bench.app.screen, Screen::Console);
}

#[test]
fn fields_and_values_are_completed() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10>ow<Tab>");
    assert_eq!(bench.app.cases.typed(), "owner:");
    assert!(bench.text().contains("Tab takes it"), "{}", bench.text());
    bench.press("an<Tab>is:<Down><Down><Enter>");
    assert_eq!(bench.app.cases.typed(), "owner:ana is:closed ");
    assert_eq!(numbers(&bench), ["C-1003", "C-1001"]);
    // Esc puts the list away and nothing else.
    bench.press("is:<Esc>");
    assert_eq!(bench.app.cases.typed(), "owner:ana is:closed is:");
    assert!(bench.app.cases.completion.is_none() && bench.app.popup.is_none());
    bench.press("<Alt-f>@ove<Tab>");
    assert_eq!(bench.app.cases.typed(), "@overdue ");
    assert!(!numbers(&bench).contains(&"C-1001"), "{:?}", numbers(&bench));
}

#[test]
fn what_is_wrong_with_a_query_is_said_and_what_was_found_stays() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10>vase colour:red");
    let text = bench.text();
    assert!(text.contains("is not a field") && text.contains("playbook"), "{text}");
    assert_eq!(numbers(&bench), Vec::<&str>::new(), "what was last asked: “vase colour”");
    bench.press("<Alt-f>vase channel:chat");
    let text = bench.text();
    assert!(text.contains("without channel:chat: 1 case"), "{text}");
    bench.press("<Alt-f>@nobody");
    assert!(bench.text().contains("is not a saved query"), "{}", bench.text());
}

#[test]
fn late_answers_touch_nothing() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10>");
    bench.hold();
    bench.press("vas");
    bench.answer_held(|n| (0..n).rev().collect());
    assert_eq!(numbers(&bench), ["C-1002"]);
    // Enter before the answer opens what is found, not what was there before.
    bench.press("<Alt-f>");
    bench.hold();
    bench.press("invoice<Enter>");
    assert_eq!(bench.app.screen, Screen::Cases);
    bench.answer_held(|n| (0..n).collect());
    assert_eq!(bench.app.screen, Screen::Console);
    assert_eq!(bench.app.tab().unwrap().file.case.number(), "C-1004");
}

#[test]
fn the_window_follows_the_choice_through_a_long_list_both_ways() {
    let mut bench = Bench::with_log();
    for n in 0..650 {
        bench.a_case(&A { said: "one of many", minutes_ago: n, closed: true, ..A::default() });
    }
    bench.press("<F10>");
    assert_eq!(bench.app.cases.rows.len(), 100);
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..649 {
        seen.push(bench.app.cases.case().unwrap().case.number.clone());
        bench.press("<Down>");
        assert!(bench.app.cases.rows.len() <= 400, "{}", bench.app.cases.rows.len());
    }
    seen.push(bench.app.cases.case().unwrap().case.number.clone());
    let all: Vec<String> = (0..650).map(|n| format!("C-{}", 1001 + n)).collect();
    assert_eq!(seen, all);
    assert!(bench.app.cases.above && !bench.app.cases.below);
    for number in all.iter().rev() {
        assert_eq!(bench.app.cases.case().unwrap().case.number, *number);
        bench.press("<Up>");
    }
    assert!(!bench.app.cases.above);
    bench.press("<End>");
    assert_eq!(bench.app.cases.case().unwrap().case.number, "C-1650");
    bench.press("<PageUp><Home>");
    assert_eq!(bench.app.cases.case().unwrap().case.number, "C-1001");
    assert!(bench.text().contains("650 cases"), "{}", bench.text());
}

#[test]
fn what_happens_elsewhere_shows_and_the_choice_stays_with_its_case() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10><Down>");
    assert_eq!(bench.app.cases.case().unwrap().case.number, "C-1004");
    bench.a_case(&A { said: "just now", heat: Heat::Angry, ..A::default() });
    bench.send(Message::Changed);
    assert_eq!(numbers(&bench)[0], "C-1006");
    assert_eq!(bench.app.cases.case().unwrap().case.number, "C-1004");
}

#[test]
fn a_query_is_saved_under_a_name_and_found_by_it() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10><Alt-s>");
    assert!(bench.text().contains("there is no query yet"), "{}", bench.text());
    bench.press("is:closed parcel<Alt-s>a b<Enter>");
    assert!(bench.text().contains("A name is letters"), "{}", bench.text());
    bench.press("<Backspace><Backspace>b<Enter>");
    assert!(bench.app.popup.is_none(), "{}", bench.text());
    bench.press("<Alt-f>@ab");
    assert_eq!(numbers(&bench), ["C-1003", "C-1001"]);
    assert!(std::fs::read_to_string(bench.store().folder.path().join("queries.toml")).unwrap().contains("parcel"));
}

#[test]
fn the_order_changes_on_request() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10>parcel<Alt-o>");
    assert!(bench.text().contains("best first"), "{}", bench.text());
    assert_eq!(numbers(&bench).len(), 3);
    bench.press("<Alt-o>");
    assert!(bench.text().contains("newest first"));
}

#[test]
fn a_pasted_page_becomes_a_short_line() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10>va");
    bench.send(Message::Input(Event::Paste("se\nand\t a page of it\u{1b}[31m ".repeat(200))));
    let typed = bench.app.cases.typed().to_owned();
    assert!(
        typed.starts_with("vase and") && typed.chars().count() <= 400 && !typed.contains(char::is_control),
        "{typed}"
    );
    assert!(bench.text().contains("the beginning was taken"));
    bench.press("<Ctrl-z>");
    assert_eq!(bench.app.cases.typed(), "va");
    bench.press("<Alt-f>");
    bench.send(Message::Input(Event::Paste("4111 1111 1111 1111".into())));
    assert!(!bench.app.cases.typed().contains("1111 1111"), "{}", bench.app.cases.typed());
}

#[test]
fn rows_are_chosen_and_opened_with_the_mouse() {
    use crate::tui::view::Target;
    let mut bench = Bench::with_a_day();
    bench.press("<F10>");
    bench.send(Message::Click(Target::Row(2)));
    assert_eq!(bench.app.cases.case().unwrap().case.number, "C-1002");
    bench.send(Message::Wheel(Target::Row(0), -1));
    assert_eq!(bench.app.cases.chosen, 0);
    bench.send(Message::Click(Target::Row(0)));
    assert_eq!(bench.app.screen, Screen::Console);
}

#[test]
fn keys_of_the_console_do_nothing_here() {
    let mut bench = Bench::with_a_day();
    bench.press("<F10><F2><F3><F8><Alt-d>");
    assert_eq!((bench.app.screen, bench.app.popup.is_none()), (Screen::Cases, true));
    assert_eq!(bench.app.cases.typed(), "");
    bench.press("<F12>");
    assert_eq!(bench.app.screen, Screen::Console, "a new interaction is at hand at once");
}
