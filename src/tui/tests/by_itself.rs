//! What the console does by itself stands in nobody's way: the playbook for a second time, cards that come while somebody
//! types, what may be given as it changes under an open form.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::store::A;
use super::*;
use crate::case::{Command as Do, Gift};
use crate::terms::{Money, Text, Value};
use crate::tui::app::{FormKind, Popup};
use crate::tui::view::Target;

/// The names of the playbooks of the shown case, as they were taken up.
fn walks(bench: &Bench) -> Vec<&str> {
    let case = &bench.app.tab().unwrap().file.case;
    case.walks.iter().map(|walk| walk.playbook.id.as_str()).collect()
}

const AGAIN: &str = "<F12><Alt-c>07700 900123<Tab>parcel is late<Enter>";

/// Somebody whose parcel was late two days ago rings.
fn rings_again() -> (Bench, CustomerId) {
    let mut bench = Bench::with_log();
    let id = bench.somebody("Ngozi Okafor", "07700 900123", "");
    let customer = Some(id);
    bench.a_case(&A { customer, said: "The parcel was late", minutes_ago: 3000, closed: true, ..A::default() });
    (bench, id)
}

#[test]
fn the_playbook_for_a_second_time_can_be_taken_back() {
    let (mut bench, _) = rings_again();
    bench.press(AGAIN);
    assert_eq!(walks(&bench), ["late-parcel", "late-parcel-again"], "{}", bench.text());
    bench.press("<Alt-z>");
    assert_eq!(walks(&bench), ["late-parcel"]);
    bench.press("as they asked<Ctrl-s>");
    assert_eq!(walks(&bench), ["late-parcel"], "who took it back wants the other");
}

#[test]
fn the_playbook_for_a_second_time_is_taken_up_once_with_two_deeds_under_way() {
    let (mut bench, customer) = rings_again();
    bench.press("<F12><Alt-o>parcel is late<Enter>");
    let case = bench.app.tab().unwrap().id;
    bench.does(case, "ana", 0, Do::SetCustomer(customer));
    // Two notes are on their way when it comes out who rings.
    let mut sent = Vec::new();
    for (letter, modifiers) in [('a', KeyModifiers::NONE), ('s', KeyModifiers::CONTROL)].repeat(2) {
        let key = KeyEvent::new(KeyCode::Char(letter), modifiers);
        sent.extend(bench.app.update(Message::Input(Event::Key(key)), bench.now));
    }
    let is_deed = |effect: &Effect| matches!(effect, Effect::Perform { .. });
    let replies: Vec<Message> = sent.into_iter().filter(is_deed).flat_map(|effect| bench.carry_out(effect)).collect();
    assert_eq!(replies.len(), 2);
    let follows: Vec<usize> = replies
        .into_iter()
        .map(|reply| bench.app.update(reply, bench.now).iter().filter(|effect| is_deed(effect)).count())
        .collect();
    assert_eq!(follows, [0, 1]);
}

#[test]
fn the_playbook_for_a_second_time_leaves_answers_where_they_are() {
    let (mut bench, _) = rings_again();
    bench.press("<F12><Alt-o>parcel is late<Enter>");
    assert_eq!(walks(&bench), ["late-parcel"], "nobody knows yet who it is\n{}", bench.text());
    let tab = bench.app.tab().unwrap();
    let (case, walk) = (tab.id, tab.walk().unwrap().id);
    let answer = Do::Answer { walk, name: "days_late".into(), value: Value::Number(4.into()) };
    bench.does(case, "ana", 0, answer);
    bench.press("<Alt-c>07700 900123<Enter>");
    assert!(bench.app.tab().unwrap().beside.before.is_some(), "{}", bench.text());
    assert_eq!(walks(&bench), ["late-parcel"]);
}

#[test]
fn a_card_that_nobody_asked_for_takes_no_space_and_no_new_line() {
    let mut bench = Bench::with_log();
    bench.press("<F12>two<Alt-c>Ngozi Okafor<Tab>parcel is late<Enter>");
    bench.press("<F6>gift v<Tab>10<Tab>two days late<Enter>");
    assert!(bench.text().contains("Certificate"), "{}", bench.text());
    bench.press(" days<Enter>late");
    assert_eq!(bench.app.tab().unwrap().notes_text(), "two days\nlate");
    // Who asks for a card reads on with the space bar.
    bench.press("<F7> ");
    assert!(matches!(bench.app.popup, Some(Popup::Card(..))), "{}", bench.text());
    bench.press("<Enter>");
    assert_eq!(bench.app.tab().unwrap().notes_text(), "two days\nlate");
}

fn gives(bench: &mut Bench, what: &str, amount: &str) {
    let case = bench.app.tab().unwrap().id;
    let value = Money::parse(amount, bench.door.desk.currency).ok();
    bench.does(case, "ben", 0, Do::Give(Gift::new(fresh(), what, value, Text::new("two days late"))));
}

#[test]
fn a_certificate_that_somebody_else_gave_is_not_shown_for_mine() {
    let mut bench = Bench::with_log();
    bench.press("<F12><Alt-c>Ngozi Okafor<Tab>parcel is late<Enter><F5>Ring back<Tab>16:00");
    gives(&mut bench, "voucher", "5");
    bench.press("<Enter>");
    assert!(bench.app.popup.is_none(), "{}", bench.text());
    assert_eq!(bench.app.tab().unwrap().file.case.gestures.len(), 1);
}

#[test]
fn what_may_still_be_given_follows_a_click_and_what_others_give() {
    let about = |bench: &Bench| match &bench.app.popup {
        Some(Popup::Form(FormKind::Gesture(_), form)) => form.about.clone(),
        _ => panic!("{}", bench.text()),
    };
    let mut bench = Bench::with_log();
    bench.press("<F12><Alt-c>Ngozi Okafor<Tab>parcel is late<Enter><F6>money back<Tab>12");
    assert!(about(&bench).contains("£12.00 of £40.00 for one case"), "{}", about(&bench));
    gives(&mut bench, "refund", "5");
    bench.send(Message::Changed);
    assert!(about(&bench).contains("£17.00 of £40.00 for one case"), "{}", about(&bench));
    // A yes is to one gesture: choosing another by mouse is seen.
    bench.press("<Ctrl-u>60<Tab>two days late<Enter>");
    let tab = bench.app.tab().unwrap();
    let (id, request) = (tab.id, tab.file.case.approvals[0].id);
    bench.answers(id, "gwen", request, true);
    bench.send(Message::Changed);
    bench.press("<F6>");
    assert!(about(&bench).contains("There is a yes to exactly this"), "{}", about(&bench));
    bench.send(Message::Click(Target::Field(0)));
    bench.send(Message::Click(Target::Choice(1)));
    assert!(about(&bench).contains("Enter asks for a yes"), "{}", about(&bench));
}

#[test]
fn a_request_beyond_what_i_give_leaves_me_my_own_small_gift() {
    for (amount, answers) in [("200", false), ("60", true)] {
        let mut bench = Bench::with_log();
        let case = bench.a_case(&A { said: "The vase is broken", minutes_ago: 9, ..A::default() });
        bench.asks(case, "ana", 5, amount);
        bench.sits("priya").press("<Alt-2>");
        bench.send(Message::Click(Target::Row(0)));
        bench.press("<Enter>");
        assert_eq!(bench.app.tab().map(|t| t.id), Some(case), "{}", bench.text());
        bench.press("<F6>");
        let Some(Popup::Form(kind, _)) = &bench.app.popup else { panic!("{}", bench.text()) };
        assert_eq!(matches!(kind, FormKind::AnswerApproval(_)), answers, "£{amount}");
    }
}
