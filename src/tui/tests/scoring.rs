//! What does not fit, scores given, answered and settled: by keys, on a real log.

use super::store::A;
use super::*;
use crate::case::{Command as Do, Mark, Review, ReviewState};
use crate::desk::NextKind;
use crate::terms::{ReviewId, Settlement};
use crate::tui::app::{Pane, Popup};
use crate::tui::commands::Command;

/// A closed case of Ana's.
fn done() -> (Bench, CaseId) {
    let mut bench = Bench::with_log();
    let case = bench.a_case(&A { said: "The vase is broken", minutes_ago: 40, closed: true, ..A::default() });
    bench.send(Message::Changed);
    (bench, case)
}

/// The same, scored by Gwen.
pub fn scored(blind: bool) -> (Bench, CaseId) {
    let (mut bench, case) = done();
    let marks = vec![
        Mark { criterion: "patience".into(), points: Some(3) },
        Mark { criterion: "respect".into(), points: Some(4) },
    ];
    let (review, of): (ReviewId, String) = (fresh(), "ana".into());
    let comments =
        vec![crate::case::Remark { on: None, text: crate::terms::Text::new("you let her finish, that was good") }];
    let score = Do::Review { review, of, interaction: None, marks, comments, causes: Vec::new(), blind };
    bench.does(case, "gwen", 3, score);
    bench.send(Message::Changed);
    (bench, case)
}

/// Opens the first row of next up.
fn open_next(bench: &mut Bench) {
    for _ in 0..3 {
        if bench.app.pane != Pane::NextUp {
            bench.press("<Tab>");
        }
    }
    bench.press("<Down><Enter>");
    assert!(bench.app.tab().is_some(), "{}", bench.text());
}

fn review(bench: &Bench) -> &Review {
    &bench.app.tab().unwrap().file.case.reviews[0]
}

fn error(bench: &Bench) -> String {
    let Some(Popup::Form(_, form)) = &bench.app.popup else { panic!("{}", bench.text()) };
    form.error.clone()
}

#[test]
fn a_step_does_not_fit_and_the_call_goes_on() {
    let mut bench = Bench::new();
    bench.press("<F12>Driver left a card.<Alt-!>");
    assert!(bench.app.popup.is_none() && bench.text().contains("no playbook yet"), "{}", bench.text());
    bench.press("<Alt-c>Ngozi Okafor 07700 900123<Tab>parcel is late<Enter>");
    let step = bench.app.tab().unwrap().step().unwrap().step.clone();
    bench.press("<Alt-!>");
    assert!(bench.text().contains(&format!("“{}” does not", step.title)), "{}", bench.text());
    bench.press("<Enter>");
    assert!(error(&bench).contains("Say what does not fit"));
    bench.press("she told it all already<Enter>");
    assert!(bench.app.popup.is_none(), "{}", bench.text());
    let said: Vec<crate::case::Event> = bench.case().facts.iter().filter_map(|f| Some(f.body.clone()?.event)).collect();
    let unfit = said.iter().find_map(|event| match event {
        crate::case::Event::DidNotFit { step, why, .. } => Some((step.clone(), why.to_string())),
        _ => None,
    });
    assert_eq!(unfit, Some((Some(step.id.clone()), "she told it all already".to_owned())));
    // Notes, step and clock are as they were; the next words are notes again.
    bench.press(" More.");
    let tab = bench.app.tab().unwrap();
    assert_eq!(tab.notes_text(), "Driver left a card. More.");
    assert_eq!(tab.step().unwrap().step.id, step.id);
}

#[test]
fn whose_work_it_is_sees_the_scores_and_agrees() {
    let (mut bench, _) = scored(false);
    assert!(matches!(bench.app.next_up[0].what, NextKind::Reviewed { .. }), "{:?}", bench.app.next_up);
    open_next(&mut bench);
    assert!(bench.text().contains("Alt-% scores"), "it is at hand where it waits\n{}", bench.text());
    bench.press("<Alt-%>");
    let text = bench.text();
    for words in ["ana: by gwen, scored", "3 of 4", "Patience", "you let her finish", "Enter answers"] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
    bench.press("<Enter><Enter>");
    assert_eq!(error(&bench), "Agree, or dispute it.");
    bench.press("agree<Enter>");
    assert!(bench.app.popup.is_none(), "{}", bench.text());
    assert_eq!(review(&bench).state(), ReviewState::Agreed);
    bench.press("<Alt-%>");
    assert!(bench.text().contains("no scores here wait for your answer"), "{}", bench.text());
}

#[test]
fn a_dispute_needs_a_reason_and_what_would_be_right_and_is_settled() {
    let (mut bench, _) = scored(false);
    open_next(&mut bench);
    bench.press("<Alt-%><Enter>dispute<Enter>");
    assert_eq!(error(&bench), "Say why you see it otherwise.");
    bench.press("I let her finish<Enter>");
    assert!(error(&bench).contains("the score that you think is right"));
    bench.press("patience=nine<Enter>");
    assert!(error(&bench).contains("`nine` is no number of points"), "{}", error(&bench));
    bench.press("<Ctrl-u>patience=9<Enter>");
    assert!(error(&bench).contains("scored from 1 to 4"), "the rule says it: {}", error(&bench));
    bench.press("<Ctrl-u>patience=4<Enter>");
    assert!(bench.app.popup.is_none(), "{}", bench.text());
    assert_eq!(review(&bench).state(), ReviewState::Disputed);
    // The supervisor sees what is said against it, and settles.
    bench.sits("gwen").press("<Alt-%>");
    let text = bench.text();
    assert!(text.contains("ana disputes: I let her finish – proposes patience 4"), "{text}");
    bench.press("<Enter>accept<Enter>");
    assert!(bench.app.popup.is_none(), "{}", bench.text());
    let settled = review(&bench).settled.clone().unwrap();
    assert_eq!((settled.by.as_str(), settled.how), ("gwen", Settlement::Accepted));
    assert_eq!(review(&bench).standing_scores()[0].points, Some(4));
}

#[test]
fn a_dispute_of_scores_that_were_given_blind_is_not_shown_to_who_has_not_scored() {
    let (mut bench, case) = scored(true);
    open_next(&mut bench);
    bench.press("<Alt-%><Enter>dispute<Tab>I let her finish<Tab>patience=4<Enter>");
    assert_eq!(review(&bench).state(), ReviewState::Disputed, "{}", bench.text());
    assert!(bench.app.scores_for_me().is_none(), "nobody settles their own");
    bench.sits("gwen");
    assert!(bench.app.scores_for_me().is_some(), "who gave them sees them");
    assert_eq!(bench.app.tab().unwrap().id, case);
    bench.app.setting.login = "another".into();
    assert!(bench.app.scores_for_me().is_none());
}

#[test]
fn a_supervisor_scores_and_an_agent_does_not() {
    let (mut bench, _) = done();
    bench.press("<F10><Down><Enter>");
    assert_eq!(bench.app.why_not(Command::ScoreCase).as_deref(), Some("work is scored by a supervisor"));
    bench.sits("gwen").press("<Alt-+>");
    let text = bench.text();
    for words in ["patience (1 to 4)", "respect (1 to 4)", "One point is nothing", "ana"] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
    bench.press("<Enter>");
    assert!(error(&bench).contains("Score at least one criterion"));
    bench.press("patience 3<Enter>");
    assert!(error(&bench).contains("`patience` is not CRITERION=POINTS"), "{}", error(&bench));
    bench.press("<Ctrl-u>patience=3 kindliness=2<Enter>");
    assert!(error(&bench).contains("`kindliness` is not one of the desk's criteria"), "{}", error(&bench));
    bench.press("<Ctrl-u>patience=3 respect=n/a<Tab>you let her finish<Tab>yes<Enter>");
    assert!(bench.app.popup.is_none(), "{}", bench.text());
    let made = review(&bench);
    assert_eq!((made.of.as_str(), made.by.as_str(), made.blind), ("ana", "gwen", true));
    assert_eq!(made.comments[0].text.as_str(), "you let her finish");
    let points = |id: &str| made.scores.iter().find(|s| s.criterion == id).map(|s| s.points);
    assert_eq!((points("patience"), points("respect")), (Some(Some(3)), Some(None)));
    assert!(made.scores.iter().any(|s| s.read), "what the record says is filled in");
}
