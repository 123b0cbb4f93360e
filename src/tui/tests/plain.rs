//! The console line by line: a whole interaction from its first word to its close, through the same update function.

use super::*;
use crate::tui::plain::{Talk, words_for_keys};

struct Heard {
    bench: Bench,
    talk: Talk,
    all: Vec<String>,
}

impl Heard {
    fn new() -> Self {
        let mut bench = Bench::new();
        bench.app.setting.keys = Arc::new(words_for_keys());
        Self { bench, talk: Talk::new(), all: Vec::new() }
    }

    fn carry_out(&mut self, mut effects: Vec<Effect>) {
        while !effects.is_empty() {
            let replies: Vec<Message> = effects.drain(..).flat_map(|e| self.bench.carry_out(e)).collect();
            for reply in replies {
                effects.extend(self.bench.app.update(reply, self.bench.now));
            }
        }
    }

    /// Says one line; gives what is read out.
    fn say(&mut self, line: &str) -> String {
        self.bench.now = self.bench.now.plus_ms(4000);
        let now = self.bench.now;
        let effects = self.talk.hear(&mut self.bench.app, line, now);
        self.carry_out(effects);
        while let Some(effects) = self.talk.settled(&mut self.bench.app, now) {
            self.carry_out(effects);
        }
        let lines = self.talk.lines();
        self.all.push(format!("> {line}"));
        self.all.extend(lines.iter().cloned());
        lines.join("\n")
    }

    #[track_caller]
    fn hears(&mut self, line: &str, words: &str) {
        let said = self.say(line);
        assert!(
            said.contains(words),
            "“{words}” is not in the answer to “{line}”:\n{said}\n\nall:\n{}",
            self.all.join("\n")
        );
    }
}

#[test]
fn a_late_parcel_from_its_first_word_to_its_close() {
    let mut heard = Heard::new();
    heard.hears("the driver", "No case is open");
    heard.say("new");
    heard.say("Driver left a card, paid with 4111111111111111.");
    assert!(heard.bench.case().case.notes[0].text.as_str().contains("[card …1111]"));
    heard.say("customer Ngozi Okafor 07700 900123");
    assert_eq!(heard.bench.customers.values().next().unwrap().title(), "Ngozi Okafor", "{}", heard.all.join("\n"));
    heard.hears("said parcel is late", "Listen, step 1 of");
    heard.hears("hold the parcel was not what she wanted", "step 2 of");
    heard.hears("four or so", "Not yet:");
    heard.hears("4", "step 3 of");
    heard.hears("note she sounds tired", "on the timeline");
    let owed = |h: &Heard| h.bench.case().case.walks[0].steps.iter().filter(|s| s.is_owed()).count();
    for _ in 0..60 {
        let Some(step) = heard.bench.app.tab().and_then(|t| t.step().cloned()) else { break };
        if heard.bench.app.tab().unwrap().next_open(0).is_none() {
            break;
        }
        if let Some(question) = &step.question {
            let words = match (question.kind.word(), question.options.first()) {
                ("number", _) => "4".to_owned(),
                ("money", _) => "4.90".to_owned(),
                ("yes-no", _) => "yes".to_owned(),
                ("choice", Some(first)) => first.clone(),
                ("date", _) => "tomorrow".to_owned(),
                _ => "some words".to_owned(),
            };
            heard.say(&words);
        } else {
            heard.say("done");
            // A promise or a gesture is asked field by field; what the playbook proposes is kept.
            for _ in 0..5 {
                if heard.bench.app.popup.is_some() {
                    heard.say("");
                }
            }
        }
    }
    assert_eq!(owed(&heard), 0, "{}", heard.all.join("\n"));
    assert!(!heard.bench.case().case.promises.is_empty(), "{}", heard.all.join("\n"));
    heard.hears("what", "Ngozi Okafor");
    heard.hears("wrap up", "1: keep the case open");
    heard.hears("resolved", "Cause?");
    heard.hears("", "Summary?");
    heard.say("Sent another.");
    heard.say("");
    heard.hears("", "One thing is missing");
    heard.hears("1", "Promise?");
    heard.say("");
    heard.say("kept");
    heard.say("");
    heard.say("");
    heard.say("wrap up");
    for _ in 0..5 {
        heard.say("");
    }
    assert!(heard.bench.case().case.closed.is_some(), "{}", heard.all.join("\n"));
    heard.say("quit");
    assert!(heard.bench.quit);
    let all = heard.all.join("\n");
    assert!(!all.chars().any(|c| c.is_control() && c != '\n'), "control characters");
    assert!(!all.contains("4111111111111111,") || all.contains("> Driver"), "{all}");
    // No key is named where there are none.
    for key in ["F2", "F8", "F12", "Alt-", "Ctrl-"] {
        assert!(!all.contains(key), "{key} in\n{all}");
    }
}

#[test]
fn a_promise_in_one_line_and_its_undo() {
    let mut heard = Heard::new();
    heard.say("new");
    heard.hears("promise ring back by 16:00", "ring back");
    assert_eq!(heard.bench.case().case.promises.len(), 1, "{}", heard.all.join("\n"));
    heard.hears("undo", "Taken back");
    heard.hears("redo", "Back again");
}

#[test]
fn known_customers_are_chosen_by_number() {
    let mut heard = Heard::new();
    heard.say("new");
    heard.say("customer Lindqvist");
    heard.say("new");
    heard.hears("customer Lindq", "1: Lindqvist");
    heard.say("1");
    assert_eq!(heard.bench.customers.len(), 1, "{}", heard.all.join("\n"));
    assert!(heard.bench.app.popup.is_none(), "{}", heard.all.join("\n"));
}

#[test]
fn a_form_is_asked_again_where_something_is_missing_and_can_be_left() {
    let mut heard = Heard::new();
    heard.say("new");
    heard.hears("promise", "We will?");
    heard.hears("send it", "By?");
    heard.say("");
    heard.hears("", "Not done:");
    heard.hears("/cancel", "kept");
    assert!(heard.bench.app.popup.is_none());
    heard.hears("help", "wrap-up");
    heard.hears("/nonsense", "no such command");
    heard.hears("hold", "yes");
    heard.say("yes");
    assert_eq!(heard.bench.case().case.interactions[0].holds.len(), 1, "{}", heard.all.join("\n"));
}

#[test]
fn what_was_done_is_said() {
    let mut heard = Heard::new();
    heard.hears("new", "C-1001 begun");
    heard.say("customer Astrid Lindqvist");
    let said = heard.say("Paid with 4111 1111 1111 1111.");
    assert_eq!(said.matches("card number was masked").count(), 1, "{said}");
    heard.say("said parcel is late");
    heard.hears("done", "This step asks something");
    heard.hears("step", "This step asks something");
    heard.hears("she waited in all day", "Noted: ");
    let said = heard.say("4");
    assert!(said.starts_with("Noted: days late, 4.") && said.contains("step 3 of"), "{said}");
    heard.hears("new", "C-1002 begun");
    heard.hears("switch", "C-1001, Astrid Lindqvist, late parcel: on the line");
}

#[test]
fn a_word_of_a_command_is_an_answer_only_where_it_is_said_to_be() {
    let mut heard = Heard::new();
    heard.say("new");
    heard.say("said parcel is late");
    for word in ["wait", "call-back", "promise", "skip"] {
        heard.say(word);
        assert!(heard.bench.app.popup.is_some(), "{word}: {}", heard.all.join("\n"));
        heard.hears("/cancel", "Left");
    }
    heard.hears("= done", "Noted: ");
    assert!(heard.say("help").contains("equals sign"));
}

#[test]
fn nothing_is_said_twice_and_a_form_says_how_it_is_left() {
    let mut heard = Heard::new();
    heard.say("new");
    heard.say("promise");
    heard.say("send it");
    heard.say("quit");
    let said = heard.say("");
    assert!(said.contains("is no day") && said.contains("“/cancel” leaves this"), "{said}");
    heard.say("/cancel");
    assert!(heard.say("hold").contains("Say “yes”"));
    // Something comes from the threads in between: the question is not asked again.
    let now = heard.bench.now;
    let effects = heard.bench.app.update(Message::Tick, now);
    heard.carry_out(effects);
    while let Some(effects) = heard.talk.settled(&mut heard.bench.app, now) {
        heard.carry_out(effects);
    }
    assert_eq!(heard.talk.lines(), Vec::<String>::new());
    heard.say("yes");
    assert!(!heard.say("what").contains("” why)"), "{}", heard.all.join("\n"));
}

#[test]
fn scores_are_read_out_and_answered_and_a_step_that_does_not_fit_is_said() {
    let (mut bench, _) = super::scoring::scored(false);
    bench.app.setting.keys = Arc::new(words_for_keys());
    let mut heard = Heard { bench, talk: Talk::new(), all: Vec::new() };
    heard.say("open 1");
    heard.hears("scores-answer", "3 of 4  Patience");
    heard.hears("dispute", "If not: why");
    heard.say("I let her finish");
    heard.hears("patience=4", "the review was answered");
    let review = heard.bench.app.tab().unwrap().file.case.reviews[0].clone();
    assert_eq!(review.state(), crate::case::ReviewState::Disputed, "{}", heard.all.join("\n"));
    let mut heard = Heard::new();
    heard.say("new");
    heard.say("said parcel is late");
    heard.say("/unfit she told it all already");
    let said = heard.bench.case().facts.iter().filter(|f| f.kind == "did-not-fit").count();
    assert_eq!(said, 1, "{}", heard.all.join("\n"));
}
