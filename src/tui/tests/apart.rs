//! What is begun on one case stays with it: replies, forms, clicks, late answers, and what is typed ahead.

use super::*;
use crate::tui::view::Target;

fn two_chats() -> Bench {
    let mut bench = Bench::new();
    bench.press("<F12><Alt-c>Ngozi Okafor<Tab>parcel is late<Tab>c<F12><Alt-c>Sam Mbeki<Tab>it is broken<Tab>c");
    bench
}

#[test]
fn a_reply_never_follows_to_another_case() {
    let mut bench = two_chats();
    bench.press("<Alt-Left><Alt-l>for Ngozi alone<F12>");
    let ngozi = bench.app.tabs[0].id;
    assert!(bench.app.popup.is_none(), "the reply is put aside");
    assert!(bench.app.tabs[0].reply.as_deref().unwrap().contains("for Ngozi alone"));
    assert!(bench.app.tabs.iter().filter(|t| t.id != ngozi).all(|t| t.reply.is_none()));
    bench.press("<Alt-Right><Alt-l>");
    assert!(bench.text().contains("for Ngozi alone"), "{}", bench.text());
}

#[test]
fn a_click_on_another_case_leaves_the_form_with_its_own() {
    let mut bench = two_chats();
    bench.press("<F5>Ring back<Tab>16:00");
    bench.send(Message::Click(Target::Tab(0)));
    assert!(bench.app.popup.is_none());
    bench.press("<F5>");
    assert!(!bench.text().contains("Ring back"), "another case's promise is not offered\n{}", bench.text());
    bench.press("<Esc>");
    bench.send(Message::Click(Target::Tab(1)));
    bench.press("<F5>");
    assert!(bench.text().contains("Ring back"), "it comes back with its own case\n{}", bench.text());
}

#[test]
fn a_reply_with_a_gap_leaves_only_at_the_second_asking() {
    let mut bench = two_chats();
    bench.press("<Alt-l> [days late: ask]<F4>");
    assert!(bench.copied.is_none() && bench.text().contains("Still to be filled in"), "{}", bench.text());
    bench.press("<F4>");
    assert!(bench.copied.is_some());
}

#[test]
fn in_a_reply_ctrl_z_takes_back_typing() {
    let mut bench = two_chats();
    bench.press("<Alt-l>x<Ctrl-z>");
    assert!(matches!(bench.app.popup, Some(super::super::app::Popup::Reply(_))), "it does not suspend the console");
}

#[test]
fn a_case_that_was_only_looked_at_wakes_nobody() {
    let mut bench = two_chats();
    let other = bench.app.tabs[0].id;
    bench.press("<F8>keep<Tab><Tab>later<Enter>");
    bench.app.tabs.iter_mut().for_each(|t| t.mine = None);
    bench.send(Message::Redraw);
    let _ = other;
    bench.press(" <Backspace>");
    bench.now = bench.now.plus_ms(5_000);
    bench.send(Message::Tick);
    assert!(bench.app.draft_due().is_none_or(|due| due > bench.now), "the loop would spin");
}

#[test]
fn what_an_answer_reaches_comes_before_what_stands_further_on() {
    let mut bench = Bench::new();
    bench.press("<Alt-*>");
    let order = |b: &Bench| b.app.tab().unwrap().steps.iter().map(|s| s.step.id.clone()).collect::<Vec<_>>();
    let steps = order(&bench);
    let mut done: Vec<usize> = Vec::new();
    for _ in 0..40 {
        let tab = bench.app.tab().unwrap();
        let Some(step) = tab.step().cloned() else { break };
        if !tab.is_open(&step.step.id) {
            break;
        }
        done.push(steps.iter().position(|s| *s == step.step.id).unwrap());
        let answer = step.question.as_ref().map(|q| match q.kind.word() {
            "number" => "4".to_owned(),
            "yes-no" => "yes".to_owned(),
            "choice" => q.options[0].clone(),
            _ => "words".to_owned(),
        });
        match answer {
            Some(words) => bench.press(&format!("<F2>{words}<Enter>")),
            None if step.promise.is_some() || step.offer.is_some() => bench.press("<F2><Enter>"),
            None => bench.press("<F2>"),
        };
    }
    assert!(done.len() > 6 && done.windows(2).all(|two| two[0] < two[1]), "{done:?} of {steps:?}");
}
