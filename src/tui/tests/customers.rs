//! The customers screen by keys: search, card, changing, merging with both side by side, taking back, a new interaction.

use super::*;
use crate::tui::app::{Part, Popup, Screen};

fn names(bench: &Bench) -> Vec<String> {
    bench.app.people.rows.iter().map(Customer::title).collect()
}

#[test]
fn the_card_shows_a_person_across_their_cases() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-3>");
    assert_eq!(names(&bench)[0], "山田 太郎", "the latest contact first");
    bench.press("ngozi okafor");
    assert_eq!(names(&bench), ["Ngozi Okafor"]);
    let text = bench.text();
    for words in ["07700 900123", "Promised: 1 open", "£4.90 in all", "Perhaps the same", "same telephone", "2 cases"]
    {
        assert!(text.contains(words), "{words} is missing\n{text}");
    }
    bench.press("<Tab><Tab><Down><Enter>");
    assert_eq!(bench.app.screen, Screen::Console);
    assert_eq!(bench.app.tab().unwrap().file.case.number(), "C-1001");
}

#[test]
fn somebody_is_found_by_telephone_and_letters_always_type() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-3><Tab>900777");
    assert_eq!((names(&bench), bench.app.people.part), (vec!["山田 太郎".to_owned()], Part::List));
    bench.press("zzz");
    assert!(bench.text().contains("Nobody is called so"), "{}", bench.text());
    bench.press("<Alt-m>");
    assert!(bench.text().contains("no customer is chosen"), "{}", bench.text());
    bench.press("<Esc><Esc>");
    assert_eq!(names(&bench).len(), 4);
}

#[test]
fn what_is_known_is_changed_and_taken_back_with_a_sentence() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-3>zoe<Alt-t>");
    bench.press("<Enter>");
    assert!(bench.text().contains("Nothing is changed yet"), "{}", bench.text());
    bench.press("<Tab>Ms Lindqvist<Tab>07700 900999<Tab>");
    for _ in 0.."zoe@example.org".len() {
        bench.press("<Backspace>");
    }
    // Put away by mistake: it comes back as it was.
    bench.press("<Esc><Alt-t><Tab>direct<Enter>");
    assert!(bench.app.popup.is_none(), "{}", bench.text());
    let details = &bench.app.people.person().unwrap().customer.details;
    assert_eq!(details.called.as_ref().unwrap().as_str(), "Ms Lindqvist");
    assert_eq!((details.email.as_ref(), details.kind.map(crate::terms::CustomerKind::word)), (None, Some("direct")));
    bench.press("<Alt-z>");
    let text = bench.text();
    assert!(text.contains("taken back: changed: called Ms Lindqvist"), "{text}");
    assert!(bench.app.people.person().unwrap().customer.details.email.is_some());
    bench.press("<Alt-z>");
    assert!(bench.text().contains("became known"), "{}", bench.text());
}

#[test]
fn two_records_are_merged_after_both_were_seen_and_split_again() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-3>ngozi okafor<Alt-m>");
    assert!(bench.text().contains("Ngozi Okafo "), "{}", bench.text());
    bench.press("<Enter>");
    let text = bench.text();
    assert!(text.contains("One person?") && text.contains("+44 7700 900123"), "{text}");
    // The same key again does nothing: which one stays has to be said.
    bench.press("<Enter>");
    assert!(bench.text().contains("Say which record stays"), "{}", bench.text());
    bench.press("<Down><Enter>");
    assert!(bench.app.popup.is_none(), "{}", bench.text());
    let text = bench.text();
    assert!(text.contains("merged with Ngozi Okafo") && text.contains("3 cases"), "{text}");
    assert!(text.contains("Merged records"), "{text}");
    bench.press("<Alt-z>");
    let text = bench.text();
    assert!(text.contains("taken back: merged with Ngozi Okafo") && text.contains("2 cases"), "{text}");
}

#[test]
fn no_is_an_answer_too() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-3>ngozi okafor<Alt-m>zo<Enter>no<Enter>");
    assert!(bench.text().contains("They stay two people"), "{}", bench.text());
    assert_eq!(bench.app.people.person().unwrap().cases.len(), 2);
}

#[test]
fn a_new_interaction_begins_with_the_chosen_customer() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-3>zoe<F12>");
    assert_eq!(bench.app.screen, Screen::Console);
    let tab = bench.app.tab().unwrap();
    assert_eq!(tab.customer.as_ref().unwrap().title(), "Zoë Lindqvist-van der Meer");
    assert!(tab.mine.is_some() && tab.earlier == 1);
}

#[test]
fn whoever_is_nearly_known_is_pointed_out_before_a_second_record_is_made() {
    let mut bench = Bench::with_a_day();
    bench.press("<F12><Alt-c>Zoe Lindquist zoe@example.org");
    let Some(Popup::Form(_, form)) = &bench.app.popup else { panic!() };
    let choices: Vec<(&str, &str)> =
        form.field("customer").unwrap().choices.iter().map(|c| (c.label.as_str(), c.about.as_str())).collect();
    assert!(choices[0].0.starts_with("new: "), "{choices:?}");
    assert_eq!(choices[1], ("perhaps Zoë Lindqvist-van der Meer", "C-1004 · same e-mail"));
    bench.press("<Down><Down><Enter>");
    assert_eq!(bench.app.tab().unwrap().customer.as_ref().unwrap().title(), "Zoë Lindqvist-van der Meer");
}

#[test]
fn late_answers_touch_nobody_else() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-3>");
    bench.hold();
    bench.press("zoe");
    bench.answer_held(|n| (0..n).rev().collect());
    assert_eq!(names(&bench), ["Zoë Lindqvist-van der Meer"]);
    bench.press("<Down>");
    assert_eq!(bench.app.people.person().unwrap().customer.title(), "Zoë Lindqvist-van der Meer");
}
