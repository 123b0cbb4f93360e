//! The review screen by keys: days, numbers, the cases behind them, requests, late answers.

use super::store::A;
use super::*;
use crate::terms::Role;
use crate::tui::app::{Page, Popup, Screen};
use crate::tui::finding::Ask;
use crate::tui::message::Effect;
use crate::tui::reckoning::{Question, Reckoned};

fn numbers(bench: &Bench) -> Vec<&str> {
    let behind = bench.app.review.behind.as_ref().unwrap();
    behind.cases.as_ref().unwrap().iter().map(|c| c.case.number.as_str()).collect()
}

fn title(bench: &Bench) -> &str {
    &bench.app.review.report().unwrap().title
}

#[test]
fn from_a_number_to_its_cases_to_one_of_them_and_back() {
    let mut bench = Bench::with_a_day();
    bench.sits("gwen").press("<Alt-4>");
    assert_eq!((bench.app.screen, title(&bench)), (Screen::Review, "Friday, 20 November 2026"));
    assert!(bench.text().contains("until 14:29"), "{}", bench.text());
    // The first number: contacts.
    bench.press("?");
    let text = bench.text();
    assert!(text.contains("It rests on n = 3.") && text.contains("the median day of four weeks: 1 (n 2)"), "{text}");
    bench.press("<Enter>");
    assert_eq!(numbers(&bench), ["C-1002", "C-1004", "C-1005"]);
    assert!(bench.text().contains("Contacts · 3 cases · Friday, 20 November 2026"), "{}", bench.text());
    bench.press("<Down><Enter>");
    assert_eq!(bench.app.screen, Screen::Console);
    assert_eq!(bench.app.tab().unwrap().file.case.number(), "C-1004");
    // The list is found again; Esc leads back to the numbers, and out.
    bench.press("<Alt-4><Esc>");
    assert!(bench.app.review.behind.is_none() && bench.app.screen == Screen::Review);
    bench.press("<Esc><Esc>");
    assert_eq!(bench.app.screen, Screen::Console);
}

#[test]
fn stretches_are_moved_widened_and_asked_for_in_words() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-4>[");
    assert_eq!(title(&bench), "Thursday, 19 November 2026");
    bench.press("<Left>w");
    assert_eq!(title(&bench), "Week 47, 16 November to 22 November 2026");
    bench.press("d");
    assert_eq!(title(&bench), "Friday, 20 November 2026");
    bench.press("]");
    assert!(bench.text().contains("has not happened yet"), "{}", bench.text());
    bench.press("M[");
    assert_eq!(title(&bench), "October 2026");
    assert!(bench.text().contains("Nothing is in the log for October 2026."), "{}", bench.text());
    bench.press("t/2026-11-20..2026-11-01<Enter>");
    assert!(bench.text().contains("write the earlier day first"), "{}", bench.text());
    for _ in 0..22 {
        bench.press("<Backspace>");
    }
    bench.press("is:closed<Enter>");
    assert_eq!(title(&bench), "Cases: is:closed");
    bench.press("<Enter>");
    assert_eq!(numbers(&bench).len(), 2);
    bench.press("[");
    assert!(bench.text().contains("A query has no day before"), "{}", bench.text());
}

#[test]
fn a_row_of_a_table_opens_to_its_own_cases() {
    let mut bench = Bench::with_a_day();
    bench.sits("gwen").press("<Alt-4><Tab>");
    assert_eq!(bench.app.review.place.page, Page::When);
    // By hour, then the field of hours and channels: 13:39, 14:09 and 14:19, all by telephone.
    bench.press("<Enter>");
    assert_eq!(numbers(&bench), ["C-1002"]);
    bench.press("<Esc><Down><Enter>");
    assert_eq!(numbers(&bench), ["C-1004", "C-1005"]);
    bench.press("<Esc><End>.<Enter>");
    assert_eq!(numbers(&bench), ["C-1004", "C-1005"]);
    assert!(bench.text().contains("Contacts · phone, 14:00"), "{}", bench.text());
    bench.press("<Esc>,,<Enter>");
    assert_eq!(numbers(&bench), ["C-1002"]);
}

#[test]
fn below_a_supervisor_nobody_sees_others_rows_and_an_agent_answers_nothing() {
    let mut bench = Bench::with_the_demonstration("ana");
    let case = bench.a_case(&A { said: "The vase is broken", minutes_ago: 9, ..A::default() });
    bench.asks(case, "ben", 5, "60");
    let people = |bench: &Bench| -> Vec<String> {
        let report = bench.app.review.report().unwrap();
        report.tables.iter().find(|t| t.name == "by-person").unwrap().rows.iter().map(|r| r.key.concat()).collect()
    };
    bench.press("<Alt-4>");
    assert_eq!((bench.app.setting.role, people(&bench)), (Role::Agent, vec!["ana".to_owned()]));
    assert!(bench.app.review.waiting.is_empty() && !bench.text().contains("Approvals"), "{}", bench.text());
    bench.sits("priya").press("<Alt-4>");
    assert_eq!(people(&bench), ["priya"; 0], "she had no contact today");
    assert_eq!(bench.app.review.waiting.len(), 1, "a senior answers requests");
    bench.sits("gwen").press("t");
    let all = people(&bench);
    assert!(all.len() > 3 && all.is_sorted(), "{all:?}");
}

#[test]
fn below_a_supervisor_nobody_asks_for_the_numbers_of_one_other_person() {
    let mut bench = Bench::with_the_demonstration("ana");
    let keep = Ask::SaveQuery { form: 0, name: "his".into(), query: Some("is:open owner:ben".into()) };
    let kept = bench.store().answer(&keep).unwrap();
    bench.send(Message::Answer(kept));
    bench.press("<Alt-4>/");
    assert!(!bench.text().contains("agent:ana"), "{}", bench.text());
    for (query, field) in [("agent:ben", "agent"), ("is:mine agent:ben", "agent"), ("@his", "owner")] {
        bench.press(&format!("<Ctrl-u>{query}<Enter>"));
        let (text, instead) = (bench.text(), format!("{field}:ana, or leave it out"));
        assert!(text.contains("for them and for supervisors") && text.contains(&instead), "{query}\n{text}");
    }
    bench.press("<Ctrl-u>agent:ana<Enter>");
    assert_eq!(title(&bench), "Cases: agent:ana");
    bench.sits("gwen").press("/agent:ben<Enter>");
    assert_eq!(title(&bench), "Cases: agent:ben");
}

#[test]
fn the_choice_stays_with_its_request_when_another_is_answered() {
    let (mut bench, case, first) = asked();
    let mine = bench.asks(case, "ben", 9, "70");
    bench.asks(case, "ana", 4, "80");
    bench.send(Message::Changed);
    bench.press("<Down>");
    let chosen = |bench: &Bench| {
        let review = &bench.app.review;
        (review.place.row, review.waiting[review.place.row].request.approval)
    };
    assert_eq!(chosen(&bench), (1, mine));
    bench.answers(case, "priya", first, false);
    bench.send(Message::Changed);
    assert_eq!(chosen(&bench), (0, mine));
    // Where it is answered itself, the choice stays on what there is.
    bench.answers(case, "priya", mine, false);
    bench.send(Message::Changed);
    assert_eq!((bench.app.review.place.row, bench.app.review.waiting.len()), (0, 1));
}

#[test]
fn requests_that_cannot_be_read_are_said_until_they_can() {
    let (mut bench, case, _) = asked();
    let gone = || Failure::Failed("the disk is gone – look at the cable".into());
    bench.store().reckoning = Some(Vec::new());
    bench.send(Message::Reckoned(Reckoned::Waiting { result: Err(gone()) }));
    assert!(bench.text().contains("! Approvals: the disk is gone"), "{}", bench.text());
    bench.store().reckoning = None;
    bench.send(Message::Changed);
    assert!(!bench.text().contains("the disk is gone"), "{}", bench.text());
    // A case that could not be read opens no form by and by.
    let enter = KeyEvent::new(ratatui::crossterm::event::KeyCode::Enter, ratatui::crossterm::event::KeyModifiers::NONE);
    drop(bench.app.update(Message::Input(Event::Key(enter)), bench.now));
    bench.send(Message::Loaded { case, result: Err(gone()) });
    bench.send(Message::Changed);
    assert!(bench.app.popup.is_none(), "{}", bench.text());
}

/// A supervisor with one request before them.
fn asked() -> (Bench, CaseId, crate::terms::ApprovalId) {
    let mut bench = Bench::with_a_day();
    bench.sits("gwen");
    let case = bench.a_case(&A { said: "The vase is broken", minutes_ago: 40, ..A::default() });
    let request = bench.asks(case, "ana", 12, "60");
    bench.press("<Alt-4><Shift-Tab>");
    (bench, case, request)
}

#[test]
fn a_request_is_answered_in_the_form_that_is_there_for_it() {
    let (mut bench, case, request) = asked();
    let text = bench.text();
    for words in
        ["Ana Ferreira asks: Money back £60.00", "because: the second vase", "waits: 12:0", "you confirm as supervisor"]
    {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
    bench.press("<Enter>");
    assert!(matches!(bench.app.popup, Some(Popup::Form(..))) && bench.app.screen == Screen::Review);
    assert!(bench.text().contains("You confirm as supervisor."), "{}", bench.text());
    bench.press("yes<Tab>45<Tab>say sorry from me as well<Enter>");
    let answered = &bench.app.tab().unwrap().file.case.approval(request).unwrap().state;
    let crate::case::ApprovalState::Yes(answer) = answered else { panic!("{answered:?}") };
    assert_eq!((answer.by.as_str(), answer.value.unwrap().number().as_str()), ("gwen", "45.00"));
    assert!(bench.app.popup.is_none() && bench.app.review.waiting.is_empty() && bench.app.tab().unwrap().id == case);
}

#[test]
fn what_somebody_else_answered_meanwhile_is_told_and_nothing_typed_is_lost() {
    // Before the form opens.
    let (mut bench, case, request) = asked();
    bench.answers(case, "priya", request, false);
    bench.press("<Enter>");
    let text = bench.text();
    assert!(text.contains("Priya Raman answered this meanwhile") && text.contains("offer a new vase first"), "{text}");
    assert!(bench.app.popup.is_none() && bench.app.review.waiting.is_empty());
    // While it is open: the answer is refused, who was first is said, and the words stay.
    let (mut bench, case, request) = asked();
    bench.press("<Enter>yes<Tab><Tab>with my words");
    bench.answers(case, "priya", request, false);
    bench.press("<Enter>");
    let Some(Popup::Form(_, form)) = &bench.app.popup else { panic!("{}", bench.text()) };
    assert!(form.error.contains("Priya Raman answered this meanwhile"), "{}", form.error);
    assert_eq!((form.value("comment").as_str(), form.sent), ("with my words", false));
}

#[test]
fn nobody_answers_their_own_request() {
    let mut bench = Bench::with_a_day();
    bench.sits("gwen");
    let case = bench.a_case(&A { said: "The vase is broken", minutes_ago: 40, ..A::default() });
    bench.asks(case, "gwen", 2, "120");
    bench.press("<Alt-4><Shift-Tab><Enter>");
    assert!(bench.app.popup.is_none() && bench.text().contains("Nobody answers their own request"), "{}", bench.text());
}

#[test]
fn while_it_takes_long_the_last_report_stays_and_says_so() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-4>");
    bench.store().reckoning = Some(Vec::new());
    bench.press("[m");
    let held = bench.store().reckoning.take().unwrap();
    let [Question::Report { generation: first, .. }, Question::Report { generation: last, .. }] = held[..] else {
        panic!("{held:?}")
    };
    // An answer to the older question changes nothing.
    bench.send(Message::Reckoned(Reckoned::SoFar { generation: first, records: 5_000 }));
    assert!(bench.text().contains("Friday, 20 November 2026 · until"), "{}", bench.text());
    bench.send(Message::Reckoned(Reckoned::SoFar { generation: last, records: 12_000 }));
    let text = bench.text();
    assert!(text.contains("November 2026: reckoning… 12,000 records so far; below is Friday, 20 November"), "{text}");
    let early = bench.store().reckon(&held[0]);
    bench.send(Message::Reckoned(early));
    assert_eq!(title(&bench), "Friday, 20 November 2026");
    let late = bench.store().reckon(&held[1]);
    bench.send(Message::Reckoned(late));
    assert_eq!(title(&bench), "November 2026");
    assert!(!bench.text().contains("reckoning"), "{}", bench.text());
}

#[test]
fn a_log_that_cannot_be_read_is_said_and_the_last_report_stays() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-4>");
    bench.store().reckoning = Some(Vec::new());
    bench.press("[");
    let Some(Question::Report { generation, .. }) = bench.store().reckoning.as_ref().unwrap().first().cloned() else {
        panic!()
    };
    let result = Err(Failure::Failed("the disk is gone – look at the cable".into()));
    bench.send(Message::Reckoned(Reckoned::Report { generation, result }));
    let text = bench.text();
    assert!(text.contains("! Thursday, 19 November 2026: the disk is gone – look at the cable"), "{text}");
    assert!(text.contains("Below is Friday, 20 November 2026") && text.contains("Handle time"), "{text}");
    // What is below is told apart by its style as well, until there is something newer.
    let style = |bench: &Bench| {
        let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
        terminal.draw(|frame| drop(view::draw(&bench.app, &Theme::dark(), frame))).unwrap();
        let buffer = terminal.backend().buffer();
        let lines = bench.text();
        let y = lines.lines().position(|line| line.contains("Handle time")).unwrap();
        buffer[(4, u16::try_from(y).unwrap())].style()
    };
    let old = style(&bench);
    bench.store().reckoning = None;
    bench.press("]t");
    assert!(!bench.text().contains("Below is") && style(&bench) != old, "{}", bench.text());
}

#[test]
fn work_of_others_is_reckoned_in_after_a_rest() {
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-4>");
    let reports = |effects: Vec<Effect>| {
        effects.iter().filter(|e| matches!(e, Effect::Reckon(q) if matches!(**q, Question::Report { .. }))).count()
    };
    let (now, soon, later) = (bench.now, bench.now.plus_ms(400), bench.now.plus_ms(5_000));
    assert_eq!(reports(bench.app.update(Message::Changed, now)), 0);
    assert_eq!(reports(bench.app.update(Message::Changed, soon)), 0);
    assert!(bench.app.wakes().is_some_and(|at| at <= later));
    assert_eq!(reports(bench.app.update(Message::Tick, later)), 1);
}

#[test]
fn a_click_chooses_and_a_second_opens() {
    use crate::tui::view::Target;
    let mut bench = Bench::with_a_day();
    bench.press("<Alt-4>");
    let place = crate::tui::app::Place { page: Page::Numbers, row: 1, column: 0 };
    bench.send(Message::Click(Target::Place(place)));
    assert_eq!((bench.app.review.place, bench.app.review.behind.is_none()), (place, true));
    bench.send(Message::Click(Target::Place(place)));
    assert_eq!(numbers(&bench).len(), 3);
    bench.send(Message::Click(Target::Page(Page::Steps)));
    assert_eq!((bench.app.review.place.page, bench.app.review.behind.is_none()), (Page::Steps, true));
}
