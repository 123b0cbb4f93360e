//! Help in the moment by keys: calm-down card, the question before a hold, acknowledgement, call-back, replies, parking,
//! the number that is no card, a breather.

use super::*;
use crate::terms::{Channel, Speaker};

fn call() -> Bench {
    let mut bench = Bench::new();
    bench.press("<F12>Driver left a card.<Alt-c>Ngozi Okafor 07700 900123<Tab>parcel is late<Enter>");
    bench
}

/// A contact that is read, not heard.
fn written(letter: char) -> Bench {
    let mut bench = Bench::new();
    bench.press(&format!("<F12><Alt-c>Ngozi Okafor<Tab>parcel is late<Tab>{letter}"));
    bench
}

#[test]
fn the_calm_down_card_speaks_of_this_case_and_goes_with_the_next_command() {
    let mut bench = call();
    bench.press("<F2>She waited in all day<Enter><F7>");
    assert!(bench.text().contains("She waited in all day"), "{}", bench.text());
    bench.press("<F4>");
    assert!(bench.text().contains("Ask first"), "the next command puts it away and is carried out");
}

#[test]
fn a_hold_begins_when_they_said_yes() {
    let mut bench = call();
    bench.press("<F4>");
    assert!(bench.text().contains("May I put you on hold"), "{}", bench.text());
    assert!(bench.case().case.interactions[0].holds.is_empty());
    bench.press("<Esc>");
    assert!(bench.case().case.interactions[0].holds.is_empty(), "they would rather not");
    bench.press("<F4><Enter>");
    assert!(bench.case().case.interactions[0].is_on_hold());
    bench.press("<F4>");
    assert!(!bench.case().case.interactions[0].is_on_hold());
    assert!(bench.text().contains("Thank you for waiting"), "{}", bench.text());
}

#[test]
fn one_key_promises_when_we_are_back() {
    let mut bench = call();
    bench.press("<Alt-.>");
    let promise = bench.case().case.promises[0].clone();
    assert!(promise.due > bench.now && promise.call_back.is_some(), "{promise:?}");
    assert!(bench.text().contains("Say: “"), "{}", bench.text());
    let mut bench = written('c');
    bench.press("<Alt-.>");
    let case = &bench.case().case;
    assert_eq!((case.promises.len(), case.interactions[0].messages.len()), (1, 1));
    assert_eq!(bench.copied.as_deref(), Some(case.interactions[0].messages[0].text.as_str()));
}

#[test]
fn a_call_back_has_its_number_and_time() {
    let mut bench = call();
    bench.press("<Alt-5>16:00<Tab>what the depot says<Enter>");
    let promise = &bench.case().case.promises[0];
    assert_eq!(promise.call_back.as_ref().unwrap().as_str(), "07700 900123");
    assert_eq!(promise.text.as_str(), "Ring back: what the depot says");
}

#[test]
fn a_reply_is_drafted_checked_copied_and_put_on_the_timeline_as_a_message() {
    let mut bench = written('e');
    bench.press("<F2>She waited in all day<Enter><Alt-l>");
    let text = bench.text();
    assert!(text.contains("TO THE CUSTOMER") && text.contains("they will read this"), "{text}");
    bench.press(" We are sorry if you were upset.");
    assert!(bench.text().contains("better:"), "{}", bench.text());
    bench.press("<F4><F4>");
    assert!(bench.copied.as_ref().unwrap().contains("sorry if"));
    bench.press("<Esc>");
    assert!(bench.case().case.interactions[0].messages.is_empty() && bench.case().case.notes.is_empty());
    bench.press("<Alt-l>");
    assert!(bench.text().contains("sorry if"), "it is kept when it is put away");
    bench.press("<F6><F2><F2>");
    let message = &bench.case().case.interactions[0].messages[0];
    assert_eq!(message.who, Speaker::Agent);
    assert!(message.text.as_str().ends_with("upset. Edited."), "{}", message.text);
    assert!(bench.case().case.notes.is_empty(), "a reply is no note");
    assert!(bench.app.popup.is_none());
}

#[test]
fn a_reply_comes_back_after_a_crash_without_half_a_card_number() {
    let mut bench = written('e');
    bench.press("<Alt-l> Your card 4242 4242 42");
    bench.now = bench.now.plus_ms(2_000);
    bench.send(Message::Tick);
    let draft = bench.drafts.last().unwrap();
    assert!(draft.contains("Your card 4242 42") && !draft.contains("4242 4242 42"), "{draft}");
    bench.press("42 4242");
    assert!(bench.text().contains("[card …4242]"), "{}", bench.text());
}

#[test]
fn parking_brings_the_next_to_the_front_and_coming_back_goes_on() {
    let mut bench = written('c');
    bench.press("half a senten<Alt-,>");
    assert!(bench.case().case.interactions[0].is_parked());
    bench.press("<F12>another matter");
    let first = bench.app.tabs[0].id;
    bench.press("<Alt-Left>");
    assert_eq!(bench.app.tab().unwrap().id, first);
    assert!(!bench.files[&first].case.interactions[0].is_parked(), "going there takes it up again");
    assert_eq!(bench.app.tab().unwrap().notes_text(), "half a senten");
}

#[test]
fn nobody_on_the_line_is_parked_without_a_hold() {
    let mut bench = call();
    bench.press("<Alt-,>");
    assert!(!bench.case().case.interactions[0].is_parked());
    assert!(bench.text().contains("hold first"), "{}", bench.text());
}

#[test]
fn waiting_for_the_customer_and_no_longer() {
    let mut bench = call();
    bench.press("<Alt-/>send a photo<Enter>");
    assert_eq!(bench.case().case.waiting().unwrap().what.as_str(), "send a photo");
    bench.press("<Alt-/>");
    assert!(bench.case().case.waiting().is_none());
}

#[test]
fn a_number_that_is_no_card_comes_back_as_it_was_typed() {
    for number in ["4242424242424242", "4242 4242 4242 4242", "4242-4242-4242-4242"] {
        let mut bench = call();
        bench.press(&format!("<Enter>order {number}"));
        assert!(bench.app.tab().unwrap().notes_text().contains("[card …4242]"));
        bench.press("<Alt-#>");
        assert!(bench.app.tab().unwrap().notes_text().contains(&format!("order {number}")));
        bench.press(" is their number<Ctrl-s>");
        assert!(bench.case().case.notes[0].text.as_str().contains(number), "what was said to be no card stays");
    }
}

#[test]
fn after_three_hard_ones_a_breather_is_offered_once() {
    let mut bench = Bench::new();
    let mut offers = 0;
    for _ in 0..5 {
        bench.press("<F12>x<Alt-t><Tab><Tab>angry<Enter><F8>abandoned<Tab><Tab>They rang off.<Enter>");
        offers += usize::from(bench.text().contains("A breather?"));
    }
    assert_eq!(offers, 1);
}

#[test]
fn a_due_time_explains_itself_line_by_line() {
    let mut bench = written('e');
    assert!(bench.text().contains("first answer by"), "{}", bench.text());
    bench.press("<Alt-=>");
    let text = bench.text();
    assert!(text.contains("Why this time") && text.contains("targets.email"), "{text}");
    bench.press("<Esc><Tab><Tab>=");
    assert!(bench.text().contains("Why this time"), "`=` on the list explains too\n{}", bench.text());
}

#[test]
fn goodwill_and_colleagues_are_first_class() {
    for (key, kind) in [("<Alt-8>", crate::terms::CaseKind::Goodwill), ("<Alt-9>", crate::terms::CaseKind::Internal)] {
        let mut bench = Bench::new();
        bench.press(key);
        assert_eq!(bench.case().case.kind, Some(kind));
        assert_eq!(bench.case().case.interactions[0].channel, Some(Channel::Phone));
    }
}

#[test]
fn the_directory_answers_who_can_help_and_a_number_is_where_they_are_put_through() {
    let mut bench = call();
    bench.press("<Alt-a>flat tyre");
    assert!(bench.text().contains("Corve Garage"), "{}", bench.text());
    bench.press("<Tab>stuck by the bridge<Enter>");
    let transfer = &bench.case().case.interactions[0].transfers[0];
    assert!(transfer.outside && transfer.warm && transfer.number.is_some(), "{transfer:?}");
    assert!(bench.case().case.hand_offs.is_empty(), "the case stays");
    bench.press("<Alt-a>refunds<Tab>second time<Enter>");
    assert_eq!(bench.case().case.hand_offs[0].to, "priya");
}

#[test]
fn what_is_typed_while_a_form_is_on_its_way_is_not_lost() {
    use ratatui::crossterm::event::KeyCode::{Char, Enter};
    let mut bench = call();
    bench.press("<F5>Ring back<Tab>16:00");
    let press = |bench: &mut Bench, code| {
        let key = KeyEvent::new(code, ratatui::crossterm::event::KeyModifiers::NONE);
        bench.app.update(Message::Input(Event::Key(key)), bench.now)
    };
    // The log takes its time; the agent does not wait: an impatient Enter, then the next words.
    let slow = press(&mut bench, Enter);
    for code in [Enter, Char(' '), Char('n'), Char('e'), Char('x'), Char('t')] {
        let effects = press(&mut bench, code);
        assert!(effects.iter().all(|e| !matches!(e, Effect::Perform { .. })), "nothing is done twice");
    }
    assert!(!bench.app.tab().unwrap().notes_text().contains("next"));
    for effect in slow {
        for reply in bench.carry_out(effect) {
            bench.send(reply);
        }
    }
    assert!(bench.app.popup.is_none() && bench.case().case.promises.len() == 1);
    assert_eq!(bench.app.tab().unwrap().notes_text(), "Driver left a card. next");
}
