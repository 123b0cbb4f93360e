//! The practice screen by keys: pick, drill by choosing and by typing, why, debrief, another way, share, go on after a restart,
//! silence.

use ratatui::crossterm::event::KeyCode;

use super::*;
use crate::practice::{Answering, Help, Move, Scenario};
use crate::tui::app::{Leaf, Popup, Screen, Sheet};

const PICK: &str = "<Alt-:>";

/// A bench at the practice screen, this scenario chosen.
fn at(scenario: &str) -> Bench {
    let mut bench = Bench::with_log();
    bench.press(PICK);
    bench.app.practice.chosen = Some(scenario.to_owned());
    bench
}

/// The drill that is played.
fn playing(bench: &Bench) -> &crate::tui::app::Playing {
    bench.app.practice.drill.as_ref().expect("no drill")
}

/// The moves that are on the disk.
fn moves(bench: &Bench) -> Vec<Move> {
    playing(bench).stand.played.iter().map(|played| played.r#move.clone()).collect()
}

/// A scenario that ships.
fn shipped(bench: &Bench, id: &str) -> Arc<Scenario> {
    Arc::clone(&bench.door.scenarios.get(id).unwrap().scenario)
}

/// The digit of the best answer, or of one that is not.
fn digit(bench: &Bench, best: bool) -> String {
    let playing = playing(bench);
    let drill = crate::practice::Drill::after(&playing.scenario, playing.past.seed, moves(bench));
    let wanted = drill.turn().unwrap().best().unwrap();
    let at = drill.choices().iter().position(|(at, _)| (*at == wanted) == best).unwrap();
    (at + 1).to_string()
}

/// Lets them finish, and gives this answer.
fn answer(bench: &mut Bench, best: bool) {
    bench.press(" ");
    let digit = digit(bench, best);
    bench.press(&digit);
}

/// So many answers, all the best; or to the end.
pub(super) fn answers(bench: &mut Bench, most: usize, best: bool) {
    for _ in 0..most {
        if playing(bench).stand.over.is_some() {
            break;
        }
        answer(bench, best);
    }
}

/// To the debrief of a drill whose second answer was not the best.
pub(super) fn debriefed(scenario: &str) -> Bench {
    let mut bench = at(scenario);
    bench.press("<Enter>");
    answers(&mut bench, 1, true);
    answers(&mut bench, 1, false);
    answers(&mut bench, 40, true);
    bench.press(" <Enter>");
    bench
}

/// A scene of the drill: this help, answers chosen or typed, after so many best answers.
pub(super) fn scene(answering: Answering, help: Help, after: usize) -> Bench {
    let mut bench = at("birthday-parcel");
    (bench.app.practice.answering, bench.app.practice.help) = (Answering::Choose, help);
    bench.press("<Enter>");
    if answering == Answering::Type {
        bench.press("<Esc><Esc>");
        bench.app.practice.chosen = Some("birthday-parcel".to_owned());
        bench.app.practice.answering = answering;
        bench.press("<Enter>");
        for _ in 0..after {
            let playing = playing(&bench);
            let best = crate::practice::walk::best(&playing.scenario, playing.past.seed);
            let Move::Said { text } = best.played()[playing.stand.played.len()].r#move.clone() else {
                panic!("the best way says something")
            };
            bench.press(&text).press("<Enter>");
        }
        bench.press("So the page has said ");
    } else {
        answers(&mut bench, after, true);
        bench.press(" ");
    }
    bench
}

#[test]
fn from_the_list_through_a_drill_to_its_debrief() {
    let mut bench = at("birthday-parcel");
    assert_eq!(bench.app.screen, Screen::Practice);
    let text = bench.text();
    assert!(text.contains("The birthday parcel") && text.contains("new to you") && text.contains("PRACTICE"), "{text}");
    bench.press("<Enter>");
    assert!(bench.text().contains("choosing · the whole playbook"), "{}", bench.text());
    // While they speak a digit answers nothing: what it would say cannot be seen yet.
    bench.press("1");
    assert_eq!(moves(&bench).len(), 0);
    answers(&mut bench, 40, true);
    bench.press(" ");
    let text = bench.text();
    assert!(text.contains("It is over:") && text.contains("(good)"), "{text}");
    bench.press("<Enter>");
    let text = bench.text();
    assert!(text.contains("what it showed") && text.contains("Score 100.0%"), "{text}");
    assert!(text.contains("yours alone"), "{text}");
    bench.press("<Esc>");
    assert!(bench.text().contains("100.0%"), "{}", bench.text());
    let room = bench.app.practice.room.as_ref().unwrap();
    assert_eq!(room.progress.scenarios["birthday-parcel"].attempts, 1);
    bench.press("<Tab><Tab>");
    assert_eq!(bench.app.practice.sheet, Sheet::Progress);
    assert!(bench.screen(80, 24, &Theme::dark()).contains("Skills, the latest drills"));
}

#[test]
fn in_ones_own_words_every_letter_is_a_word_and_why_is_on_a_function_key() {
    let mut bench = scene(Answering::Type, Help::None, 0);
    bench.press("Monday? Tell me what happened.");
    assert_eq!(playing(&bench).field.value(), "So the page has said Monday? Tell me what happened.");
    bench.press("<F2>");
    assert!(bench.text().contains("not answered yet"), "{}", bench.text());
    bench.press("<Enter>");
    assert_eq!(moves(&bench).len(), 1);
    bench.press("<F2>");
    let Some(Popup::Card(card, _)) = &bench.app.popup else { panic!("no card\n{}", bench.text()) };
    assert!(card.title.starts_with("Why?") && !card.parts.is_empty());
    // A letter meant for the answer is not lost to the card.
    bench.press("So");
    assert_eq!((playing(&bench).field.value(), bench.app.popup.is_none()), ("So", true));
}

#[test]
fn why_asked_while_the_answer_is_on_its_way_is_told_as_soon_as_it_is_there() {
    let mut bench = scene(Answering::Type, Help::None, 0);
    let key = |code| Message::Input(Event::Key(KeyEvent::from(code)));
    let now = bench.now;
    let sent = bench.app.update(key(KeyCode::Enter), now);
    assert!(bench.app.update(key(KeyCode::F(2)), now).is_empty() && bench.app.popup.is_none());
    assert!(!bench.text().contains("not answered yet"), "{}", bench.text());
    for reply in sent.into_iter().flat_map(|effect| bench.carry_out(effect)).collect::<Vec<_>>() {
        bench.send(reply);
    }
    let Some(Popup::Card(card, _)) = &bench.app.popup else { panic!("no card\n{}", bench.text()) };
    assert_eq!(card.title, "Why? Your answer 1");
}

#[test]
fn a_card_number_that_is_typed_is_kept_nowhere() {
    let mut bench = scene(Answering::Type, Help::Full, 0);
    bench.press(" 4111 1111 1111 1111<Enter>");
    let made = format!("{:?}", moves(&bench));
    assert!(!made.contains("4111 1111 1111 1111"), "{made}");
    assert!(bench.text().contains("masked"), "{}", bench.text());
    let folder = bench.store().folder.path().to_owned();
    for file in std::fs::read_dir(folder).unwrap().filter_map(|entry| Some(entry.ok()?.path())).filter(|p| p.is_file())
    {
        let there = std::fs::read(&file).unwrap().windows(19).any(|bytes| bytes == b"4111 1111 1111 1111");
        assert!(!there, "{}", file.display());
    }
}

#[test]
fn the_chosen_answer_is_explained() {
    let mut bench = at("birthday-parcel");
    bench.press("<Enter>");
    answer(&mut bench, false);
    bench.press("?");
    let text = bench.text();
    assert!(text.contains("Why? Your answer 1") && text.contains("(harm)"), "{text}");
    assert!(text.contains("patience") || text.contains("trust") || text.contains("heated"), "{text}");
}

#[test]
fn from_a_way_not_gone_it_is_played_on() {
    let mut bench = debriefed("birthday-parcel");
    let first = bench.app.practice.debrief.as_ref().unwrap().past.clone();
    bench.press("<Enter>");
    assert!(bench.text().contains("goes to the ways not gone"), "{}", bench.text());
    bench.press("<Tab><Tab>");
    assert_eq!(bench.app.practice.debrief.as_ref().unwrap().leaf, Leaf::Ways);
    bench.press("<Enter>");
    let again = playing(&bench);
    assert_eq!((again.stand.played.len(), again.past.seed), (1, first.seed));
    assert_eq!(again.past.from, Some((first.id, 1)));
    answers(&mut bench, 40, true);
    bench.press(" <Enter>");
    assert!(bench.text().contains("not counted"), "{}", bench.text());
    bench.press("<Esc>");
    // Both are there; the one that began in the middle counts for nothing.
    let room = bench.app.practice.room.as_ref().unwrap();
    assert_eq!((room.past.len(), room.progress.scenarios["birthday-parcel"].attempts), (2, 1));
}

#[test]
fn again_with_the_same_customer_or_another() {
    let mut bench = debriefed("birthday-parcel");
    let first = bench.app.practice.debrief.as_ref().unwrap().past.clone();
    bench.press("r");
    assert_eq!((playing(&bench).past.seed, moves(&bench).len()), (first.seed, 0));
    answers(&mut bench, 40, true);
    bench.press(" <Enter>A");
    assert_ne!(playing(&bench).past.seed, first.seed);
}

#[test]
fn nothing_is_shared_by_one_key() {
    let mut bench = debriefed("birthday-parcel");
    bench.press("s");
    assert!(bench.text().contains("cannot be taken back"), "{}", bench.text());
    bench.press("<Down>s");
    assert!(bench.app.practice.debrief.as_ref().unwrap().past.shared.is_none(), "another key came between");
    bench.press("s");
    assert!(bench.app.practice.debrief.as_ref().unwrap().past.shared.is_some());
    assert!(bench.text().contains("shared with your supervisor"), "{}", bench.text());
}

#[test]
fn a_debrief_goes_to_a_file_that_is_not_there_yet() {
    let mut bench = debriefed("birthday-parcel");
    let file = bench.store().folder.path().join("debrief.md");
    bench.press("e");
    let name = match &bench.app.popup {
        Some(Popup::Form(_, form)) => form.value("file"),
        _ => panic!("no form"),
    };
    assert_eq!(name, "debrief-birthday-parcel-2026-11-20-1429.md");
    for _ in 0..name.len() {
        bench.press("<Backspace>");
    }
    bench.press(file.to_str().unwrap()).press("<Enter>");
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("# The birthday parcel"));
    bench.press("e");
    for _ in 0..name.len() {
        bench.press("<Backspace>");
    }
    bench.press(file.to_str().unwrap()).press("<Enter>");
    assert!(bench.text().contains("could not be written"), "{}", bench.text());
}

#[test]
fn what_was_left_waits_and_is_gone_on_with() {
    let mut bench = at("birthday-parcel");
    bench.press("<Enter>");
    answers(&mut bench, 2, true);
    let (id, said) = (playing(&bench).past.id, playing(&bench).stand.line().to_owned());
    bench.press("<Esc><Esc>");
    assert!(bench.app.practice.drill.is_none() && bench.app.screen == Screen::Practice);
    assert!(bench.text().contains("Go on: The birthday parcel · 2 answers so far"), "{}", bench.text());
    // Another console of the same person, after the power went.
    let mut other = Bench::with_log();
    other.store = bench.store.take();
    other.press(PICK).press("<Enter>");
    assert_eq!((playing(&other).past.id, playing(&other).stand.line()), (id, said.as_str()));
    // For good only when it is asked twice.
    other.press("<F8>");
    assert!(other.app.practice.drill.is_some());
    other.press("<F8>");
    assert!(other.text().contains("You left before the end."), "{}", other.text());
    other.press("<Esc>");
    let room = other.app.practice.room.as_ref().unwrap();
    assert!(room.past[0].over.is_some() && room.progress.scenarios.is_empty());
}

#[test]
fn what_is_half_typed_comes_back_and_no_card_number_with_it() {
    let mut bench = at("birthday-parcel");
    bench.app.practice.answering = Answering::Type;
    bench.press("<Enter>I am sorry, Mrs O");
    bench.now = bench.now.plus_ms(1_000);
    bench.send(Message::Tick);
    // The power goes.
    let mut other = Bench::with_log();
    other.store = bench.store.take();
    other.press(PICK).press("<Enter>");
    assert_eq!(playing(&other).field.value(), "I am sorry, Mrs O");
    // Looked away from, it is kept at once; the half of a card number never is.
    other.press("kafor, 4111 1111<Esc><Esc><Enter>");
    let kept = playing(&other).field.value();
    assert!(kept.starts_with("I am sorry, Mrs Okafor") && !kept.contains("4111 1111"), "{kept}");
    other.press("<Enter><Esc><Esc><Enter>");
    assert_eq!(
        (playing(&other).field.value(), moves(&other).len()),
        ("", 1),
        "what was said is not half typed any more"
    );
}

#[test]
fn each_drill_that_waits_can_be_gone_on_with_as_it_was_played() {
    let mut bench = at("birthday-parcel");
    bench.press("<Enter>");
    answer(&mut bench, true);
    bench.press("<Esc><Esc>");
    bench.app.practice.chosen = Some("flat-tyre".to_owned());
    bench.app.practice.answering = Answering::Type;
    bench.press("<Enter><Esc><Esc>");
    let text = bench.text();
    assert_eq!(text.matches("Go on: ").count(), 2, "{text}");
    bench.press("<Down><Enter>");
    assert_eq!((playing(&bench).past.answering, moves(&bench).len()), (Answering::Choose, 1));
    // From a way not gone it is played in the same way, whatever the next drill would be.
    answers(&mut bench, 1, false);
    answers(&mut bench, 40, true);
    bench.press(" <Enter>");
    bench.press("<Tab><Tab><Enter>");
    assert_eq!(playing(&bench).past.answering, Answering::Choose);
}

#[test]
fn nothing_is_answered_that_cannot_be_seen_and_an_empty_desk_costs_no_more_than_two_silences() {
    let mut bench = at("birthday-parcel");
    bench.press("<Enter> ");
    bench.send(Message::Input(Event::Resize(40, 10)));
    bench.press("1");
    for _ in 0..10 {
        bench.now = bench.now.plus_ms(60_000);
        bench.send(Message::Tick);
    }
    assert_eq!(moves(&bench).len(), 0);
    bench.send(Message::Input(Event::Resize(120, 36)));
    for _ in 0..20 {
        bench.now = bench.now.plus_ms(60_000);
        bench.send(Message::Tick);
    }
    assert_eq!(moves(&bench), [Move::Silent, Move::Silent]);
    assert!(bench.text().contains("Nobody has answered for a while"), "{}", bench.text());
    assert!(bench.app.wakes().is_none_or(|at| at > bench.now), "the loop would spin");
    answer(&mut bench, true);
    bench.press(" ");
    bench.now = bench.now.plus_ms(60_000);
    bench.send(Message::Tick);
    assert_eq!(moves(&bench).len(), 4);
}

#[test]
fn the_same_drill_in_two_windows_is_not_mixed() {
    let mut bench = at("birthday-parcel");
    bench.press("<Enter>");
    let (drill, now) = (playing(&bench).past.id, bench.now);
    let made = Move::Silent;
    bench.carry_out(Effect::Practise(Box::new(crate::tui::practising::Wish::Keep { drill, n: 0, at: now, made })));
    answer(&mut bench, true);
    assert_eq!(moves(&bench).len(), 0);
    assert!(bench.text().contains("Not counted: this drill went on in another window"), "{}", bench.text());
}

#[test]
fn silence_costs_patience_but_not_while_something_is_read() {
    let mut bench = at("birthday-parcel");
    bench.press("<Enter> ");
    let wait = |bench: &mut Bench, seconds: i64| {
        bench.now = bench.now.plus_ms(seconds * 1_000);
        bench.send(Message::Tick);
    };
    let before = playing(&bench).stand.mood.patience;
    // The time to read what is on offer comes to it.
    let words: usize = playing(&bench).stand.choices.iter().map(|says| says.split_whitespace().count()).sum();
    let patience = 25_000 + i64::try_from(words).unwrap() * 250;
    assert_eq!(bench.app.wakes(), Some(bench.now.plus_ms(patience)));
    let nearly = patience / 1_000 - 1;
    wait(&mut bench, nearly);
    assert_eq!(moves(&bench).len(), 0);
    bench.press("<F1>");
    wait(&mut bench, 60);
    bench.press("<Esc>");
    wait(&mut bench, nearly);
    assert_eq!(moves(&bench).len(), 0, "the help was open");
    wait(&mut bench, 2);
    assert_eq!(moves(&bench), [Move::Silent]);
    assert_eq!(playing(&bench).stand.mood.patience, before - 1);
    assert!(bench.text().contains("(silence)"), "{}", bench.text());
    bench.press("<Alt-1>");
    wait(&mut bench, 300);
    assert_eq!(moves(&bench).len(), 1, "another view was open");
}

#[test]
fn whoever_reads_a_card_or_chooses_by_mouse_is_not_silent() {
    let mut bench = at("birthday-parcel");
    bench.press("<Enter> ");
    answer(&mut bench, true);
    bench.press(" <F2>");
    assert!(bench.app.popup.is_some(), "{}", bench.text());
    // Nothing ticks while a card is read: the key that closes it is the first thing that happens.
    bench.now = bench.now.plus_ms(40_000);
    bench.press("<Esc>");
    bench.send(Message::Tick);
    assert_eq!(moves(&bench).len(), 1);
    bench.now = bench.now.plus_ms(24_000);
    bench.send(Message::Click(crate::tui::view::Target::Row(1)));
    bench.now = bench.now.plus_ms(24_000);
    bench.send(Message::Tick);
    assert_eq!((moves(&bench).len(), playing(&bench).chosen), (1, 1));
}

#[test]
fn what_is_read_scrolls_no_further_than_there_is_something_to_see() {
    let mut bench = debriefed("birthday-parcel");
    bench.screen(80, 24, &Theme::dark());
    bench.press("<End>");
    let end = bench.screen(80, 24, &Theme::dark());
    bench.press("<Up>");
    assert_ne!(bench.screen(80, 24, &Theme::dark()), end, "one line up can be seen at once");
}

#[test]
fn their_words_come_as_they_are_said() {
    let mut bench = at("birthday-parcel");
    bench.press("<Enter>");
    let line = playing(&bench).stand.line().to_owned();
    assert!(!bench.text().contains(&line[..12]));
    let mut steps = 0;
    while !playing(&bench).said {
        bench.now = bench.app.wakes().unwrap();
        bench.send(Message::Tick);
        steps += 1;
        assert!(steps < 200, "they never finish");
    }
    assert!(steps > 5, "word by word, not at once");
}

#[test]
fn help_is_as_much_as_was_asked_for() {
    let wants = shipped(&Bench::new(), "birthday-parcel").customer.wants.clone();
    let full = scene(Answering::Choose, Help::Full, 0).text();
    assert!(full.contains(&wants[..14]) && full.contains("trust") && full.contains("◂ now"), "{full}");
    let hints = scene(Answering::Choose, Help::Hints, 0).text();
    assert!(!hints.contains(&wants[..14]) && hints.contains("heat ") && !hints.contains("◂ now"), "{hints}");
    let none = scene(Answering::Choose, Help::None, 0).text();
    assert!(!none.contains(&wants[..14]) && !none.contains("heat ") && !none.contains("Listen"), "{none}");
}

#[test]
fn what_is_chosen_for_the_next_drill_is_remembered() {
    let mut bench = at("birthday-parcel");
    bench.press("cp");
    assert_eq!((bench.app.practice.answering, bench.app.practice.help), (Answering::Type, Help::Hints));
    assert!(bench.text().contains("next: typing · the stages only"), "{}", bench.text());
    bench.press("<Enter>");
    assert_eq!((playing(&bench).past.answering, playing(&bench).past.help), (Answering::Type, Help::Hints));
    bench.press("<Esc><Esc>");
    assert_eq!(bench.app.practice.answering, Answering::Type);
}

#[test]
fn what_a_supervisor_asked_for_comes_first_and_is_seen_on_the_console() {
    let mut bench = Bench::with_log();
    bench.coached("gwen", "too-short-for-the-ride");
    bench.now = bench.now.plus_ms(60_000);
    bench.send(Message::NextUp(Vec::new()));
    let text = bench.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("To practise: "), "{text}");
    bench.press(PICK);
    let text = bench.text();
    assert!(text.contains("asked for by gwen until 27 Nov") && text.contains("gwen says: “"), "{text}");
    assert_eq!(bench.app.practice.room.as_ref().unwrap().rows[0].scenario.id, "too-short-for-the-ride");
}
