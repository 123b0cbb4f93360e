//! Flows by keys: opening in four command keys, answering inline, the gate with its jumps, many at once, wrong keys.

use super::*;
use crate::case::PromiseState;
use crate::terms::{Outcome, Role};

/// A call about a late parcel, with its customer and playbook.
fn late_parcel() -> Bench {
    let mut bench = Bench::new();
    bench.press("<F12>Driver left a card.<Alt-c>Ngozi Okafor 07700 900123<Tab>parcel is late<Enter>");
    bench
}

/// Does the chosen step in the way it asks for, until none is open.
fn walk_on(bench: &mut Bench) {
    for _ in 0..40 {
        let Some(step) = bench.app.tab().and_then(|t| t.step().cloned()) else { return };
        if !bench.app.tab().is_some_and(|t| t.is_open(&step.step.id)) {
            return;
        }
        bench.press("<F2>");
        if let Some(question) = &step.question {
            let words = match (question.kind.word(), question.options.first()) {
                ("number", _) => "4".to_owned(),
                ("money", _) => "4.90".to_owned(),
                ("yes-no", _) => "yes".to_owned(),
                ("choice", Some(first)) => first.clone(),
                ("date", _) => "tomorrow".to_owned(),
                _ => "some words".to_owned(),
            };
            bench.press(&format!("{words}<Enter>"));
        } else if step.promise.is_some() || step.offer.is_some() {
            bench.press("<Enter>");
        }
        assert!(bench.app.popup.is_none(), "{}\n{}", step.step.id, bench.text());
        assert!(!bench.app.tab().unwrap().is_open(&step.step.id), "{} is not done\n{}", step.step.id, bench.text());
    }
}

#[test]
fn opening_takes_four_command_keys_beside_the_words() {
    let bench = late_parcel();
    assert_eq!(bench.commands, 4);
    let file = bench.case();
    assert_eq!(bench.app.tab().unwrap().notes_text(), "Driver left a card.");
    assert_eq!(bench.customers.values().next().unwrap().title(), "Ngozi Okafor");
    assert_eq!(file.case.walks[0].playbook.id, "late-parcel");
    assert!(bench.app.popup.is_none());
}

#[test]
fn the_channel_can_be_given_with_them_and_its_letter_is_the_last_key() {
    let mut bench = Bench::new();
    bench.press("<F12><Alt-c>Ngozi Okafor<Tab>parcel is late<Tab>c");
    assert_eq!(bench.commands, 4);
    assert_eq!(bench.case().case.interactions[0].channel, Some(crate::terms::Channel::Chat));
}

#[test]
fn a_whole_walk_by_keys_then_the_gate_then_the_close() {
    let mut bench = late_parcel();
    walk_on(&mut bench);
    let owed = |b: &Bench| b.case().case.walks[0].steps.iter().filter(|s| s.is_owed()).count();
    assert_eq!(owed(&bench), 0, "{}", bench.text());
    assert!(!bench.case().case.gestures.is_empty() && !bench.case().case.promises.is_empty());
    bench.press("<F8>resol<Tab><Tab>Sent another.<Enter>");
    assert!(bench.text().contains("One thing is missing"), "{}", bench.text());
    // The jump leads to the promise; it was kept meanwhile.
    bench.press("<Enter>kept<Enter>");
    assert!(matches!(bench.case().case.promises[0].state, PromiseState::Kept(_)));
    bench.press("<F8>");
    assert!(bench.text().contains("Sent another."), "what was filled in is still there");
    bench.press("<Enter>");
    let closed = bench.case().case.closed.clone().unwrap();
    assert_eq!((closed.outcome, closed.cause.as_deref()), (Outcome::Resolved, Some("carrier-delay")));
    assert_eq!(bench.case().case.notes[0].text.as_str(), "Driver left a card.");
    // The closed case stays in sight, not mine any more; the next one takes its place.
    assert!(bench.app.tab().is_some_and(|t| t.mine.is_none() && t.notes_text().is_empty()));
    bench.press("<F12>");
    assert_eq!(bench.app.tabs.len(), 1);
}

#[test]
fn an_answer_can_be_changed_and_what_follows_changes_with_it() {
    let mut bench = late_parcel();
    bench.press("<F2>she waited in<Enter><F2>0<Enter>");
    let reached = |b: &Bench, id: &str| b.case().case.walks[0].steps.iter().any(|s| s.step.id == id && s.reached);
    assert!(!reached(&bench, "own-it"));
    for _ in 0..30 {
        bench.press("<Alt-Up>");
    }
    bench.press("<Alt-Down><F2><Backspace>4<Enter>");
    assert!(reached(&bench, "own-it"), "{}", bench.text());
}

#[test]
fn a_step_is_skipped_only_with_a_reason() {
    let mut bench = late_parcel();
    bench.press("<F3><Enter>");
    assert!(bench.text().contains("needs its reason"));
    bench.press("she told it twice already<Enter>");
    assert!(bench.case().case.walks[0].steps[0].skipped.is_some());
    assert!(bench.app.popup.is_none());
}

#[test]
fn a_wrong_answer_is_said_in_place_and_nothing_is_lost() {
    let mut bench = late_parcel();
    bench.press("<F2>story<Enter><F2>four or so<Enter>");
    let answering = bench.app.tab().unwrap().answering.clone().unwrap();
    assert_eq!(answering.input.value(), "four or so");
    assert!(!answering.error.is_empty());
    bench.press("<Esc>");
    assert!(bench.app.tab().unwrap().answering.is_none());
}

#[test]
fn three_chats_at_once_each_with_its_own_notes_and_clock() {
    let mut bench = Bench::new();
    bench.press("<F12>one<F12>two<F12>three");
    assert_eq!(bench.app.tabs.len(), 3);
    bench.press("<Alt-Right>");
    assert_eq!(bench.app.tab().unwrap().notes_text(), "one");
    bench.press(" more<Alt-Right>");
    assert_eq!(bench.app.tab().unwrap().notes_text(), "two");
    assert!(bench.files.values().all(|f| f.case.interactions[0].ended.is_none()));
}

#[test]
fn escape_and_a_letter_is_alt_and_that_letter() {
    let mut bench = Bench::new();
    bench.press("<Esc>n");
    assert_eq!(bench.app.tabs.len(), 1);
    bench.press("words<Esc>h<Enter>");
    assert_eq!(bench.case().case.interactions[0].holds.len(), 1);
    assert_eq!(bench.app.tab().unwrap().notes_text(), "words");
}

#[test]
fn above_the_limit_a_yes_is_asked_for_and_the_call_goes_on() {
    let mut bench = late_parcel();
    bench.press("<F6>money back<Tab>12");
    assert!(bench.text().contains("£12.00 of £40.00 for one case"), "{}", bench.text());
    bench.press("<Ctrl-u>90");
    assert!(bench.text().contains("Enter asks for a yes"), "{}", bench.text());
    bench.press("<Tab>because it was late<Enter>");
    let case = &bench.case().case;
    assert!(case.gestures.is_empty() && bench.app.popup.is_none());
    assert_eq!(case.approvals[0].reason.as_str(), "because it was late");
    // Somebody who may says yes to less; the form comes up with exactly that, and gives it.
    let (id, approval) = (bench.case().id, case.approvals[0].id);
    bench.answer(id, approval, "70.00");
    bench.press("<F6>");
    assert!(bench.text().contains("There is a yes to exactly this"), "{}", bench.text());
    bench.press("<Enter>");
    let given = &bench.case().case.gestures[0];
    assert_eq!((given.value.unwrap().minor, given.approval), (7000, Some(approval)));
}

#[test]
fn a_supervisor_goes_beyond_a_limit_and_says_why() {
    let mut bench = late_parcel();
    bench.press("<F6>");
    assert!(!bench.text().contains("Exception"), "nobody else is asked for exceptions\n{}", bench.text());
    bench.press("<Esc>");
    (bench.app.setting.role, bench.door.role) = (Role::Supervisor, Role::Supervisor);
    bench.press("<F6>money back<Tab>600<Tab>the boiler burst<Tab>");
    assert!(bench.text().contains("Enter asks for a yes"), "{}", bench.text());
    bench.press("their kitchen was flooded");
    assert!(bench.text().contains("Enter gives it: an"), "{}", bench.text());
    bench.press("<Enter>");
    let case = &bench.case().case;
    assert_eq!(case.gestures[0].value.unwrap().minor, 60_000);
    assert_eq!(case.deviations[0].rule, "exception-ceiling");
}

#[test]
fn a_certificate_is_used_by_its_code_with_no_case_open() {
    let mut bench = Bench::with_log();
    bench.press("<F12>two days late<Alt-c>Ngozi Okafor 07700 900123<Tab>parcel is late<Enter>");
    bench.press("<F6>gift v<Tab>10<Tab>two days late<Enter><Esc>");
    let issued = bench.store().reader.certificates(9).unwrap().remove(0);
    let mut elsewhere = Bench::with_log();
    std::mem::swap(&mut elsewhere.store, &mut bench.store);
    elsewhere.press("<Alt-'>");
    for (typed, says) in [("", "read the code out"), ("K4XM", "letter by letter")] {
        elsewhere.press(&format!("{typed}<Enter>"));
        assert!(elsewhere.text().contains(says), "{typed}: {}", elsewhere.text());
    }
    elsewhere.press(&format!("<Ctrl-u>{}<Enter>", issued.code.to_lowercase().replace('-', " ")));
    assert!(elsewhere.app.popup.is_none() && elsewhere.text().contains("They came back."), "{}", elsewhere.text());
    elsewhere.press(&format!("<Alt-'>{}<Enter>", issued.code));
    assert!(elsewhere.text().contains("was used already"), "{}", elsewhere.text());
    assert!(elsewhere.store().reader.certificates(9).unwrap()[0].redeemed.is_some());
}

#[test]
fn a_card_number_never_reaches_the_notes_nor_a_draft() {
    let mut bench = Bench::new();
    bench.press("<F12>card 4111111111111111 thanks");
    assert_eq!(bench.app.tab().unwrap().notes_text(), "card [card …1111] thanks");
    bench.send(Message::Tick);
    assert!(!bench.drafts.is_empty());
    for draft in &bench.drafts {
        assert!(!draft.contains("4111111"), "{draft}");
    }
}

#[test]
fn a_disabled_command_says_why() {
    let mut bench = Bench::new();
    bench.press("<F2>");
    assert!(bench.text().contains("no case is open"));
    bench.press("<F12><F2>");
    assert!(bench.text().contains("no playbook yet"));
}

#[test]
fn undo_takes_back_the_latest_entry_and_redo_brings_it_back() {
    let mut bench = Bench::new();
    bench.press("<F12>words<Ctrl-s>");
    assert_eq!(bench.case().case.notes.len(), 1);
    bench.press("<Alt-z>");
    assert_eq!(bench.case().case.notes.len(), 0);
    bench.press("<Alt-y>");
    assert_eq!(bench.case().case.notes.len(), 1);
}

#[test]
fn plain_letters_always_type_in_the_notes_and_editing_chords_edit() {
    let mut bench = Bench::new();
    bench.press("<F12>q?/nj words<Ctrl-a>x<Ctrl-e>y");
    assert_eq!(bench.app.tab().unwrap().notes_text(), "xq?/nj wordsy");
    bench.press("<Ctrl-z>");
    assert!(!bench.quit && !bench.app.tab().unwrap().notes_text().ends_with('y'));
}

#[test]
fn an_unknown_customer_typed_in_haste_is_not_lost() {
    let mut bench = Bench::new();
    bench.press("<F12><Alt-c>Lindqvist<Enter>");
    assert_eq!(bench.customers.len(), 1);
    bench.press("<F12><Alt-c>Lindq<Enter>");
    assert_eq!(bench.customers.len(), 1, "the second call finds the first one's customer");
}

#[test]
fn f2_on_an_open_answer_is_that_answer() {
    let mut bench = late_parcel();
    bench.press("<F2>she waited in<F2>");
    assert!(bench.case().case.walks[0].answers.contains_key("story"));
}

#[test]
fn an_answer_that_is_left_comes_back() {
    let mut bench = late_parcel();
    bench.press("<F2>she waited in<Esc><Alt-Down><Alt-Up><F2>");
    assert_eq!(bench.app.tab().unwrap().answering.as_ref().unwrap().input.value(), "she waited in");
    bench.press("<Alt-Down>");
    bench.press("<Alt-Up><F2> all day<Enter>");
    assert_eq!(bench.case().case.walks[0].answers["story"].for_people(), "she waited in all day");
}

#[test]
fn a_form_that_is_put_away_comes_back_as_it_was() {
    let mut bench = Bench::new();
    bench.press("<F12><F5>ring her mother back<Esc>more notes<F5>");
    assert!(bench.text().contains("ring her mother back"), "{}", bench.text());
    bench.press("<Tab>monday 10:00<Enter><F5>");
    assert!(!bench.text().contains("We will    ring her mother back"), "a promise that was made is not made again");
}

#[test]
fn a_second_enter_gives_nothing_twice() {
    let mut bench = late_parcel();
    bench.press("<F6>money back<Tab>5<Tab>because it was late");
    // Both keys come before the log has answered the first.
    let enter = || {
        let key =
            KeyEvent::new(ratatui::crossterm::event::KeyCode::Enter, ratatui::crossterm::event::KeyModifiers::NONE);
        Message::Input(Event::Key(key))
    };
    let mut effects = bench.app.update(enter(), bench.now);
    effects.extend(bench.app.update(enter(), bench.now));
    let performs = effects.iter().filter(|e| matches!(e, Effect::Perform { .. })).count();
    assert_eq!(performs, 1);
}

#[test]
fn notes_on_a_case_that_is_only_looked_at_are_drafted_too() {
    let mut bench = Bench::new();
    bench.press("<F12>words<F8>keep<Tab><Tab>rang off<Enter>");
    assert!(bench.app.tab().is_some_and(|t| t.mine.is_none()));
    bench.press("she rang again");
    bench.now = bench.now.plus_ms(2000);
    bench.send(Message::Tick);
    assert!(bench.drafts.last().unwrap().contains("she rang again"));
    assert_eq!(bench.app.snapshot().len(), 1);
}

#[test]
fn notes_that_the_log_refuses_come_back_before_what_was_typed_meanwhile() {
    let mut bench = Bench::new();
    bench.press("<F12>first");
    let case = bench.app.tab().unwrap().id;
    bench.now = bench.now.plus_ms(10);
    let keep =
        KeyEvent::new(ratatui::crossterm::event::KeyCode::Char('s'), ratatui::crossterm::event::KeyModifiers::CONTROL);
    let effects = bench.app.update(Message::Input(Event::Key(keep)), bench.now);
    assert_eq!(effects.iter().filter(|e| matches!(e, Effect::Perform { .. })).count(), 1);
    bench.press("then");
    let result = Err(Failure::Failed("the disk is full".into()));
    bench.send(Message::Performed { case, then: super::super::message::Then::NotesKept, result });
    assert_eq!(bench.app.tab().unwrap().notes_text(), "first\nthen");
}

#[test]
fn a_case_whose_beginning_failed_begins_with_the_next_try() {
    let mut bench = Bench::new();
    let effects = bench.app.update(
        Message::Input(Event::Key(KeyEvent::new(
            ratatui::crossterm::event::KeyCode::F(12),
            ratatui::crossterm::event::KeyModifiers::NONE,
        ))),
        bench.now,
    );
    let case = effects.iter().find_map(|e| match e {
        Effect::Perform { case, .. } => Some(*case),
        _ => None,
    });
    let result = Err(Failure::Failed("somebody else is writing".into()));
    bench.send(Message::Performed { case: case.unwrap(), then: super::super::message::Then::Show, result });
    bench.press("words<Ctrl-s>");
    assert_eq!(bench.case().case.notes[0].text.as_str(), "words");
    assert_eq!(bench.case().case.interactions.len(), 1);
}

#[test]
fn undoing_a_mistaken_f12_takes_the_case_off_the_screen() {
    let mut bench = Bench::new();
    bench.press("<F12><Alt-z><Alt-z>");
    assert!(bench.app.tabs.is_empty(), "{}", bench.text());
}

#[test]
fn undo_says_what_it_took_back() {
    let mut bench = Bench::new();
    bench.press("<F12>words<Ctrl-s><Alt-z>");
    assert!(bench.text().contains("Taken back: words"), "{}", bench.text());
}

#[test]
fn a_letter_after_escape_does_not_end_the_console_in_mid_call() {
    let mut bench = Bench::new();
    bench.press("<F12>words<Esc>q");
    assert!(!bench.quit);
    bench.press("<Ctrl-q>");
    assert!(bench.quit);
}

#[test]
fn a_quick_f2_goes_to_the_next_step_before_the_log_has_answered() {
    let mut bench = late_parcel();
    bench.press("<F2>she waited in");
    let enter = KeyEvent::new(ratatui::crossterm::event::KeyCode::Enter, ratatui::crossterm::event::KeyModifiers::NONE);
    let effects = bench.app.update(Message::Input(Event::Key(enter)), bench.now);
    assert_eq!(bench.app.tab().unwrap().step().unwrap().step.id, "days-late");
    for reply in effects.into_iter().flat_map(|e| bench.carry_out(e)).collect::<Vec<_>>() {
        bench.send(reply);
    }
    assert_eq!(bench.app.tab().unwrap().step().unwrap().step.id, "days-late");
}

#[test]
fn f2_in_an_answer_takes_it_and_opens_the_next_question_and_enter_goes_back_to_the_notes() {
    let mut bench = late_parcel();
    bench.press("<F2>she waited in<F2>");
    assert_eq!(bench.app.tab().unwrap().answering.as_ref().unwrap().step, "days-late");
    // What is no answer stays, with the reason.
    bench.press("soon<F2>");
    let answering = bench.app.tab().unwrap().answering.clone().unwrap();
    assert!(answering.step == "days-late" && !answering.error.is_empty());
    bench.press("<Backspace><Backspace><Backspace><Backspace>4<F2>");
    // The next step asks nothing: it waits for its own key, and letters are notes again.
    assert!(bench.app.tab().unwrap().answering.is_none());
    bench.press(" Rang twice.<F2><F2>lost<Enter> Again.");
    assert_eq!(bench.app.tab().unwrap().notes_text(), "Driver left a card. Rang twice. Again.");
    assert_eq!(bench.case().case.walks[0].answers["tracking"].for_people(), "lost");
}

/// Presses keys as [`Bench::press`] does, and counts every one of them, letters too: for what is no words of one's own but a
/// choice, an amount, a yes.
fn pick(bench: &mut Bench, letters: &str) {
    bench.press(letters);
    bench.commands += letters.chars().count();
}

/// The questions of a late parcel, each with the fewest letters that say it; free words are not counted.
fn answer_all(bench: &mut Bench, tracking: &str, still_wanted: &str) {
    bench.press("<F2>She waited in on Tuesday<F2>");
    pick(bench, "4");
    bench.press("<F2><F2><F2>");
    pick(bench, tracking);
    bench.press("<F2>");
    pick(bench, still_wanted);
    bench.press("<F2>");
    pick(bench, "n");
    bench.press("<F2>");
    pick(bench, "4.9");
    bench.press("<F2>her money back<F2>");
    // Read it back; apologise.
    bench.press("<F2><F2>");
}

fn close(bench: &mut Bench, summary: &str) {
    bench.press("<F8>");
    pick(bench, "r");
    bench.press(&format!("<Tab><Tab>{summary}<Enter>"));
}

#[test]
fn a_routine_late_parcel_call_takes_at_most_forty_keys_beside_the_words() {
    let mut bench = late_parcel();
    answer_all(&mut bench, "l", "n");
    // The price goes back and is confirmed in writing while she is on the line: the promise is kept there and then.
    bench.press("<F2><Enter><F2><Alt-e>");
    pick(&mut bench, "k");
    bench.press("<Enter>");
    close(&mut bench, "Price sent back; she has it in writing.");
    let case = &bench.case().case;
    assert!(case.closed.is_some(), "{}", bench.text());
    assert!(case.walks[0].steps.iter().filter(|s| s.reached).all(|s| !s.done.is_empty()), "every step that came up");
    assert!(matches!(case.promises[..], [ref p] if matches!(p.state, PromiseState::Kept(_))));
    assert_eq!(bench.commands, 34, "of forty; a change for the better is written down here");
}

#[test]
fn a_late_parcel_that_is_sent_again_takes_two_contacts_and_less_than_sixty_keys() {
    let mut bench = late_parcel();
    answer_all(&mut bench, "l", "y");
    bench.press("<F2><Enter><F2><Enter><F8>");
    pick(&mut bench, "k");
    bench.press("<Tab><Tab>Another is on its way.<Enter>");
    assert!(bench.case().case.closed.is_none() && bench.app.tab().unwrap().mine.is_none(), "{}", bench.text());
    let first = bench.commands;
    // The day after it has come; only then is the promise kept, and the case closed.
    bench.now = bench.now.plus_ms(26 * 3_600_000);
    bench.press("<Alt-b><Alt-e>");
    pick(&mut bench, "k");
    bench.press("<Enter>");
    close(&mut bench, "It came.");
    assert!(bench.case().case.closed.is_some(), "{}", bench.text());
    assert_eq!((first, bench.commands), (32, 41));
}

#[test]
fn leaving_is_possible_whatever_is_open() {
    for keys in ["", "<Alt-c>", "<Alt-l>", "<Alt-p>", "<F1>", "<F7>", "<F8>", "<Esc>", "<F9>"] {
        let mut bench = Bench::new();
        bench.press(&format!("<F12>x{keys}<Ctrl-q>"));
        assert!(bench.quit, "after `{keys}`\n{}", bench.text());
    }
}

#[test]
fn a_card_that_comes_up_while_somebody_types_swallows_no_letter() {
    let mut bench = Bench::new();
    bench.press("<F12>she <F7>says so");
    assert_eq!(bench.app.tab().unwrap().notes_text(), "she says so");
    assert!(bench.app.popup.is_none());
}
