//! The talk: what a line means just now, what is done for it step by step, and what is said then. It knows no threads and no
//! terminal: lines in, effects and lines out.

use std::collections::VecDeque;

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use crate::case::Reach;
use crate::terms::{CaseId, InteractionId, Timestamp, clean};

use super::super::app::{App, FormKind, Popup};
use super::super::commands::Command;
use super::super::message::{Effect, Message};
use super::super::view::Target;
use super::aloud;
use super::asking::{Asking, choices, chosen, question, searches};
use super::vocabulary::{Ask, answer, ask, is_for_the_screen};

/// One thing to be done once the one before is settled.
#[derive(Debug)]
enum Act {
    Run(Command),
    /// Words into a field of the open form.
    Fill(&'static str, String),
    /// Words into the field that is asked, whichever it is.
    FillAt(usize, String),
    /// The choice of a field.
    Choose(usize, usize),
    /// After a search: ask where more than one was found, or go on.
    ChooseFound,
    /// Words where the keys are: the answer line, the notes, a reply.
    Paste(String),
    /// A click.
    Click(Target),
    /// A key.
    Key(KeyCode, KeyModifiers),
}

/// The talk with one person.
#[derive(Debug, Default)]
pub struct Talk {
    lines: Vec<String>,
    plan: VecDeque<Act>,
    asking: Option<Asking>,
    /// Fields that were given with the command that opens the next form; `None` where it is to be asked field by field.
    given: Option<Vec<&'static str>>,
    heard_notice: Option<(Timestamp, String)>,
    /// The step that was read out last, with its case.
    heard_step: Option<String>,
    /// The popup that was read out last.
    heard_popup: String,
    /// The case that was named last, with my interaction in it.
    heard_case: Option<(CaseId, Option<InteractionId>)>,
    /// An interaction was asked for: the next case is named as begun.
    beginning: bool,
    /// What was asked, or complained of, since somebody spoke: not said again because something else came in between.
    asked: String,
    /// An answer on its way: of which step, to what, in which words.
    answered: Option<(String, String, String)>,
    /// What was masked in this line, as it was told.
    masked: Option<String>,
}

impl Talk {
    /// A talk that has not begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is said first.
    pub fn begin(&mut self, app: &App) -> Vec<Effect> {
        let setting = &app.setting;
        let time = setting.desk.time_words(app.now);
        self.say(&format!("amends, {}. {}, {}. {time}.", setting.desk.name, setting.login, setting.role.label()));
        self.say(
            "Say “new” to begin an interaction, “next” for what waits for you, “help” for all words, “quit” to leave.",
        );
        Vec::new()
    }

    /// Says something.
    pub fn say(&mut self, words: &str) {
        let line = aloud::line(words);
        if !line.is_empty() {
            self.lines.push(line);
        }
    }

    fn say_all(&mut self, lines: Vec<String>) {
        for line in lines {
            for part in line.split('\n') {
                self.say(part);
            }
        }
    }

    /// What is to be read out now.
    pub fn lines(&mut self) -> Vec<String> {
        std::mem::take(&mut self.lines)
    }

    /// One line was said. Gives what the threads shall do; then [`Talk::settled`] goes on.
    pub fn hear(&mut self, app: &mut App, line: &str, now: Timestamp) -> Vec<Effect> {
        // What was said before belongs to what was done before.
        app.notice = None;
        self.asked.clear();
        let line = line.trim();
        self.tell_masked(app, line);
        if let Some(rest) = line.strip_prefix('/') {
            match rest {
                "cancel" => self.cancel(app),
                rest => self.command(app, rest),
            }
            return Vec::new();
        }
        match &app.popup {
            Some(Popup::Form(..)) => self.answer_field(app, line),
            Some(Popup::Gate(reasons, at)) => match line.parse::<usize>() {
                Ok(number) if (1..=reasons.len()).contains(&number) => {
                    let (at, wanted) = (*at, number - 1);
                    let target = || Message::Click(Target::PopupRow(wanted));
                    let mut effects = if at == wanted { Vec::new() } else { app.update(target(), now) };
                    effects.extend(app.update(target(), now));
                    return effects;
                }
                _ => self.say("Say the number of what to mend, or “/cancel”."),
            },
            Some(Popup::AskHold(_)) => match line.to_lowercase().as_str() {
                "yes" | "y" => self.key(KeyCode::Enter),
                "no" | "n" => self.key(KeyCode::Esc),
                _ => self.heard_popup.clear(),
            },
            Some(Popup::Reply(_)) if !line.is_empty() => self.plan.push_back(Act::Paste(format!("{line}\n"))),
            Some(Popup::Reply(_)) => {}
            _ => self.free_line(app, line),
        }
        Vec::new()
    }

    /// A line while nothing is asked but, perhaps, the step at hand.
    fn free_line(&mut self, app: &App, line: &str) {
        if line.is_empty() {
            return self.say_all(aloud::step(app));
        }
        let asked = ask(line);
        if question_at_hand(app) {
            // Words of a customer may begin like a command: only a bare word is one, and a skip with its reason.
            let words = answer(line);
            let bare = words.is_none()
                && (matches!(&asked, Some(Ask::Do(_, words)) if words.is_empty())
                    || matches!(&asked, Some(Ask::Do(Command::Skip, words)) if words.starts_with("because "))
                    || matches!(
                        &asked,
                        Some(
                            Ask::What | Ask::Next | Ask::Open(_) | Ask::Timeline | Ask::Help | Ask::Quit | Ask::Note(_)
                        )
                    ));
            if !bare {
                let line = words.unwrap_or(line);
                if app.tab().is_some_and(|t| t.answering.is_none()) {
                    self.plan.push_back(Act::Run(Command::StepDone));
                }
                let question = app.tab().and_then(|t| Some((t.step()?, t.step()?.question.as_ref()?)));
                self.answered = question.map(|(step, question)| {
                    (step.step.id.clone(), question.name.replace(['_', '-'], " "), clean::intake(line).text)
                });
                self.plan.push_back(Act::Key(KeyCode::Char('u'), KeyModifiers::CONTROL));
                self.plan.push_back(Act::Paste(line.to_owned()));
                return self.key(KeyCode::Enter);
            }
        }
        match asked {
            Some(asked) => self.carry_out(app, asked),
            None if app.tab().is_some() => self.note(answer(line).filter(|_| line.starts_with('=')).unwrap_or(line)),
            None => self.say_all(aloud::state(app)),
        }
    }

    fn command(&mut self, app: &App, words: &str) {
        let asked = ask(words).or_else(|| {
            let sent = match words.trim() {
                "sent" => Command::ReplySent,
                "copy" => Command::ReplyCopy,
                "anew" => Command::ReplyAnew,
                _ => return None,
            };
            Some(Ask::Do(sent, String::new()))
        });
        match asked {
            Some(asked) => self.carry_out(app, asked),
            None => self.say("There is no such command. Say “help” for all words."),
        }
    }

    fn carry_out(&mut self, app: &App, asked: Ask) {
        match asked {
            Ask::What => {
                self.say_all(aloud::state(app));
                self.say_all(aloud::step(app));
            }
            Ask::Next => self.say_all(aloud::next_up(app)),
            Ask::Open(number) => self.open(app, &number),
            Ask::Timeline => self.say_all(aloud::timeline(app)),
            Ask::Quit => self.plan.push_back(Act::Run(Command::Quit)),
            Ask::Note(words) => self.note(&words),
            Ask::Help | Ask::Do(Command::Help | Command::Palette, _) => self.say_all(aloud::help(app)),
            Ask::Do(command, _) if is_for_the_screen(command) => {
                self.say("That belongs to the console on the screen. Say “help” for all words.");
            }
            Ask::Do(Command::StepDone, _) if question_at_hand(app) => {
                self.say("This step asks something; your next line is its answer.");
                self.say_all(aloud::question(app).into_iter().collect());
            }
            Ask::Do(command, words) => self.run(command, &words),
        }
    }

    fn run(&mut self, command: Command, words: &str) {
        self.beginning = matches!(command, Command::New | Command::NewGoodwill | Command::NewInternal | Command::Again);
        self.plan.push_back(Act::Run(command));
        if words.is_empty() {
            return;
        }
        let given: Vec<(&'static str, &str)> = match command {
            Command::Customer => vec![("customer", words)],
            Command::Said => vec![("said", words)],
            Command::Skip | Command::Reopen => {
                vec![("reason", words.strip_prefix("because ").unwrap_or(words))]
            }
            Command::Unfit => vec![("why", words)],
            Command::Promise => match words.rsplit_once(" by ") {
                Some((text, due)) => vec![("text", text), ("due", due), ("told", "")],
                None => vec![("text", words), ("told", "")],
            },
            Command::Wait => vec![("what", words)],
            Command::Find => vec![("query", words)],
            _ => vec![("text", words)],
        };
        // Of who, what, how only one was said: the others are not asked now.
        let opening = ["customer", "said", "channel"];
        let names = given.iter().map(|(name, _)| *name);
        let one = matches!(command, Command::Customer | Command::Said);
        self.given = Some(if one { opening.to_vec() } else { names.collect() });
        for (name, words) in given.into_iter().filter(|(_, words)| !words.is_empty()) {
            self.plan.push_back(Act::Fill(name, words.to_owned()));
        }
        if matches!(command, Command::Customer | Command::Find) {
            self.plan.push_back(Act::ChooseFound);
        }
    }

    fn note(&mut self, words: &str) {
        self.plan.push_back(Act::Paste(words.to_owned()));
        self.plan.push_back(Act::Run(Command::Keep));
    }

    fn open(&mut self, app: &App, number: &str) {
        let at = number.parse::<usize>().unwrap_or(1);
        match at.checked_sub(1).and_then(|at| app.next_up.get(at)) {
            Some(row) => {
                let target = Target::NextRow(row.case);
                let chosen = app.next_chosen == Some(row.case);
                self.heard_step = None;
                self.heard_case = None;
                // The first click chooses, the second opens.
                for _ in 0..if chosen { 1 } else { 2 } {
                    self.plan.push_back(Act::Click(target.clone()));
                }
            }
            None => self.say_all(aloud::next_up(app)),
        }
    }

    fn key(&mut self, code: KeyCode) {
        self.plan.push_back(Act::Key(code, KeyModifiers::NONE));
    }

    fn cancel(&mut self, app: &App) {
        self.asking = None;
        let answering = app.tab().is_some_and(|t| t.answering.is_some());
        if app.popup.is_some() || answering {
            self.key(KeyCode::Esc);
            self.say("Left; what was filled in is kept.");
        } else {
            self.say("There is nothing to leave.");
        }
    }

    /// The answer to the field that is asked.
    fn answer_field(&mut self, app: &App, line: &str) {
        let Some(Popup::Form(_, form)) = &app.popup else { return };
        let Some(asking) = self.asking.as_mut() else { return };
        let Some(at) = asking.fields.front().copied() else { return };
        let Some(field) = form.fields.get(at) else { return };
        if line.is_empty() {
            asking.fields.pop_front();
            asking.choosing = false;
        } else if field.is_list() || asking.choosing {
            match chosen(field, line) {
                Some(choice) => {
                    asking.fields.pop_front();
                    asking.choosing = false;
                    self.plan.push_back(Act::Choose(at, choice));
                }
                None if field.is_list() => {
                    self.say("That is not on the list. Say its number or its first letters.");
                }
                None => {
                    asking.choosing = false;
                    self.plan.push_back(Act::FillAt(at, line.to_owned()));
                    self.plan.push_back(Act::ChooseFound);
                }
            }
        } else {
            self.plan.push_back(Act::FillAt(at, line.to_owned()));
            if searches(field) {
                self.plan.push_back(Act::ChooseFound);
            } else {
                asking.fields.pop_front();
            }
        }
    }

    /// Everything that was asked of the threads is answered: the next thing to do, or `None` where it is somebody's turn to
    /// speak again.
    pub fn settled(&mut self, app: &mut App, now: Timestamp) -> Option<Vec<Effect>> {
        if let Some(act) = self.plan.pop_front() {
            return Some(self.act(app, act, now));
        }
        self.tell_notice(app);
        match &app.popup {
            Some(Popup::Form(..)) => return self.tell_form(app, now),
            Some(Popup::Gate(reasons, _)) => self.tell_popup(&aloud::gate(reasons)),
            Some(Popup::AskHold(card)) => {
                let mut lines: Vec<String> = aloud::card(card).into_iter().filter(|l| !l.contains("Esc:")).collect();
                lines.push("Say “yes” where they agreed, “no” where they would rather not.".to_owned());
                self.tell_popup(&lines);
            }
            Some(Popup::Reply(reply)) => {
                let mut lines = vec!["To the customer; they will read this:".to_owned()];
                lines.extend(reply.text().lines().map(ToOwned::to_owned));
                lines.push(
                    "Say “/sent” when it went out, “/anew” for another draft, “/cancel” to leave it; a line is added."
                        .into(),
                );
                self.tell_popup(&lines);
            }
            Some(Popup::Card(card, _)) => {
                self.say_all(aloud::card(card));
                let leave = if card.then.is_some() { KeyCode::Enter } else { KeyCode::Esc };
                return Some(Self::press(app, leave, KeyModifiers::NONE, now));
            }
            Some(_) => return Some(Self::press(app, KeyCode::Esc, KeyModifiers::NONE, now)),
            None => {
                self.heard_popup.clear();
                self.asking = None;
                self.tell_answer(app);
                self.tell_case(app);
                self.tell_step(app);
            }
        }
        None
    }

    fn act(&mut self, app: &mut App, act: Act, now: Timestamp) -> Vec<Effect> {
        match act {
            Act::Run(command) => {
                let click = Message::Click(Target::Command(command));
                let effects = app.update(click, now);
                if !matches!(app.popup, Some(Popup::Form(..))) && self.given.take().is_some() {
                    // It did not open its form: the words behind it have nowhere to go.
                    self.plan.clear();
                }
                effects
            }
            Act::Fill(name, words) => {
                let at = match &app.popup {
                    Some(Popup::Form(_, form)) => form.fields.iter().position(|f| f.name == name),
                    _ => None,
                };
                at.map_or_else(Vec::new, |at| Self::fill(app, at, &words, now))
            }
            Act::FillAt(at, words) => Self::fill(app, at, &words, now),
            Act::Choose(at, choice) => {
                let mut effects = app.update(Message::Click(Target::Field(at)), now);
                effects.extend(app.update(Message::Click(Target::Choice(choice)), now));
                effects
            }
            Act::ChooseFound => {
                self.choose_found(app);
                Vec::new()
            }
            Act::Paste(words) => app.update(Message::Input(Event::Paste(words)), now),
            Act::Click(target) => app.update(Message::Click(target), now),
            Act::Key(code, modifiers) => Self::press(app, code, modifiers, now),
        }
    }

    fn press(app: &mut App, code: KeyCode, modifiers: KeyModifiers, now: Timestamp) -> Vec<Effect> {
        app.update(Message::Input(Event::Key(KeyEvent::new(code, modifiers))), now)
    }

    /// Other words in a field than those that are in it.
    fn fill(app: &mut App, at: usize, words: &str, now: Timestamp) -> Vec<Effect> {
        let mut effects = app.update(Message::Click(Target::Field(at)), now);
        effects.extend(Self::press(app, KeyCode::Char('u'), KeyModifiers::CONTROL, now));
        effects.extend(app.update(Message::Input(Event::Paste(words.to_owned())), now));
        effects
    }

    /// What was found: one is taken, more are read out.
    fn choose_found(&mut self, app: &App) {
        let Some(Popup::Form(kind, form)) = &app.popup else { return };
        let Some(field) = form.current() else { return };
        let asking = self.asking.get_or_insert_with(|| Asking::new(form, self.given.as_deref().unwrap_or(&[])));
        if field.name == "said" || field.choices.len() < 2 {
            asking.fields.retain(|at| *at != form.at);
            if field.choices.is_empty() && *kind == FormKind::Find {
                asking.fields.push_front(form.at);
                self.lines.push("Nothing fits; say other words, or “/cancel”.".to_owned());
            }
            return;
        }
        asking.fields.retain(|at| *at != form.at);
        asking.fields.push_front(form.at);
        asking.choosing = true;
        let lines = choices(field);
        self.say("Which of these? Say its number, or other words.");
        self.say_all(lines);
    }

    fn tell_notice(&mut self, app: &mut App) {
        let notice = app.notice.as_ref().map(|n| (n.at, n.text.clone()));
        if notice != self.heard_notice {
            if let Some((_, words)) = &notice
                && !self.masked.as_ref().is_some_and(|told| words.to_lowercase().contains(told))
            {
                self.say(&words.clone());
            }
            self.heard_notice = notice;
        }
        if let Some(words) = app.later.take() {
            self.say(&words);
        }
    }

    /// Says at once what is masked in a line: whoever said it hears that it is kept nowhere.
    fn tell_masked(&mut self, app: &App, line: &str) {
        let known = app.tab().map_or(&[][..], |t| &t.not_cards);
        self.masked = clean::intake_except(line, known).notice();
        if let Some(told) = &self.masked {
            let first = told.chars().next().map(char::to_uppercase).into_iter().flatten();
            let words: String = first.chain(told.chars().skip(1)).chain(['.']).collect();
            self.say(&words);
        }
    }

    /// Confirms an answer that was taken.
    fn tell_answer(&mut self, app: &App) {
        let Some((step, name, words)) = self.answered.take() else { return };
        if app.tab().is_some_and(|tab| tab.is_done(&step) || tab.sent.contains(&step)) {
            self.say(&format!("Noted: {name}, {}.", words.trim_end_matches('.')));
        }
    }

    /// Names the case at hand where it is another than before.
    fn tell_case(&mut self, app: &App) {
        let here = app.tab().map(|tab| (tab.id, tab.mine));
        if here != self.heard_case {
            let begun = std::mem::take(&mut self.beginning);
            self.say_all(aloud::case(app, begun).into_iter().collect());
            self.heard_case = here;
        }
    }

    fn tell_popup(&mut self, lines: &[String]) {
        let all = lines.join("\n");
        if all != self.heard_popup {
            self.say_all(lines.to_vec());
            self.heard_popup = all;
        }
    }

    /// Asks the next field of the form, or carries it out.
    fn tell_form(&mut self, app: &mut App, now: Timestamp) -> Option<Vec<Effect>> {
        let Some(Popup::Form(_, form)) = &app.popup else { return None };
        if form.sent {
            return None;
        }
        let fresh = self.asking.as_ref().is_none_or(|a| a.form != form.id);
        if fresh {
            let given = self.given.take();
            let mut lines = Vec::new();
            if given.is_none() {
                lines.push(format!("{}.", form.title));
                lines.extend(Some(form.about.clone()).filter(|a| !a.is_empty()));
            }
            self.asking = Some(Asking::new(form, given.as_deref().unwrap_or(&[])));
            self.say_all(lines);
        }
        self.given = None;
        let asking = self.asking.as_mut()?;
        if !form.error.is_empty() && asking.told != form.error {
            // What stood in the way is said, and that field is asked again.
            asking.told.clone_from(&form.error);
            asking.fields = VecDeque::from([form.at]);
            asking.choosing = false;
            let words = format!("Not done: {} (“/cancel” leaves this.)", form.error);
            self.asked.clear();
            self.say(&words);
        }
        let asking = self.asking.as_mut()?;
        if asking.choosing {
            return None;
        }
        if let Some(field) = asking.fields.front().and_then(|at| form.fields.get(*at)) {
            let lines = question(field);
            let all = lines.join("\n");
            if all != self.asked {
                self.say_all(lines);
                self.asked = all;
            }
            return None;
        }
        asking.told.clear();
        Some(Self::press(app, KeyCode::Enter, KeyModifiers::NONE, now))
    }

    /// Reads the step at hand out where it is another than before.
    fn tell_step(&mut self, app: &App) {
        let Some((tab, step)) = app.tab().and_then(|t| Some((t, t.step()?))) else {
            self.heard_step = None;
            return;
        };
        let error = tab.answering.as_ref().map(|a| a.error.clone()).unwrap_or_default();
        if !error.is_empty() && error != self.asked {
            self.say(&format!("Not yet: {error}"));
            self.asked = error;
        }
        let done = tab.next_open(0).is_none();
        let here = Some(format!("{}{}", tab.id, if done { "" } else { &step.step.id }));
        if here != self.heard_step {
            self.say_all(aloud::step(app));
            self.heard_step = here;
        }
    }
}

/// Whether the step at hand waits for an answer of mine.
fn question_at_hand(app: &App) -> bool {
    let Some(tab) = app.tab().filter(|t| t.mine.is_some()) else { return false };
    tab.answering.is_some()
        || tab.step().is_some_and(|s| s.question.is_some() && s.reach == Reach::Yes && tab.is_open(&s.step.id))
}
