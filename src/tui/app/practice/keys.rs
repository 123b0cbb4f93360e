//! Keys of the practice screen. In the list and the debrief nothing is typed, so plain letters are commands of the table; in a
//! drill digits answer, or, where one types, all letters are words.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::InputRequest;
use tui_input::backend::crossterm::EventHandler;

use crate::practice::{Answering, Help};
use crate::terms::clean;

use super::super::super::commands::Command;
use super::super::super::keymap::Chord;
use super::super::super::scroll::Scroll;
use super::super::{App, Pane, Popup, Tone, turned};
use super::{Choice, Sheet};

/// Nobody says more than this at once.
const LONGEST: usize = 1_000;

impl App {
    /// Runs a command of this screen.
    pub(in super::super) fn run_practice(&mut self, command: Command) {
        self.practice.sure = self.practice.sure.filter(|sure| *sure == command);
        match command {
            Command::PracticeBegin => self.begin_chosen(),
            Command::PracticeAnswering => {
                let (other, words) = match self.practice.answering {
                    Answering::Choose => (Answering::Type, "Your next drill: you answer in your own words. Harder."),
                    Answering::Type => (Answering::Choose, "Your next drill: you choose among answers."),
                };
                self.practice.answering = other;
                self.say(Tone::Guidance, words);
            }
            Command::PracticeHelp => {
                let (other, words) = match self.practice.help {
                    Help::Full => (Help::Hints, "Your next drill: the stages are shown, their steps are not."),
                    Help::Hints => (Help::None, "Your next drill: no playbook beside it, as in an exam."),
                    Help::None => (Help::Full, "Your next drill: the whole playbook, with the next step marked."),
                };
                self.practice.help = other;
                self.say(Tone::Guidance, words);
            }
            Command::DrillWhy => {
                self.stir();
                self.why();
            }
            Command::DrillEnd => self.give_up(),
            command => self.run_debrief(command),
        }
    }

    fn give_up(&mut self) {
        let Some(playing) = &self.practice.drill else { return };
        let (id, over) = (playing.past.id, playing.stand.over.is_some());
        if over {
            return self.show_debrief();
        }
        let words = "{drill-end} again ends it for good, and shows what it was so far. Esc Esc only leaves: it waits.";
        if self.is_sure(Command::DrillEnd, words) {
            self.end_drill(id);
        }
    }

    fn begin_chosen(&mut self) {
        if self.practice.sheet == Sheet::Past {
            let past = self.practice.room.as_ref().and_then(|room| room.past.get(self.practice.past)).map(|p| p.id);
            return match past {
                Some(id) => self.open_drill(id),
                None => self.say(Tone::Guidance, "You have not practised yet; the first page has the scenarios."),
            };
        }
        match self.practice.choices().get(self.practice.row()).copied() {
            Some(Choice::GoOn(past)) => {
                let id = past.id;
                self.open_drill(id);
            }
            Some(Choice::Begin(row)) => {
                let id = row.scenario.id.clone();
                self.practice.chosen = Some(id.clone());
                self.begin_drill(id, None, None, (self.practice.answering, self.practice.help));
            }
            None => self.say(Tone::Guidance, "There is no scenario to begin."),
        }
    }

    /// A key on this screen that is no command.
    pub(in super::super) fn practice_key(&mut self, key: &KeyEvent, chord: Chord) {
        if self.practice.drill.is_some() {
            return self.drill_key(key, chord);
        }
        self.practice.sure = None;
        let page = self.page_rows().cast_signed();
        match key.code {
            KeyCode::Esc if self.practice.debrief.is_some() => self.leave_practice(),
            KeyCode::Esc => self.popup = Some(Popup::Menu(0)),
            KeyCode::Down => self.move_on_practice(1),
            KeyCode::Up => self.move_on_practice(-1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.move_on_practice(page),
            KeyCode::PageUp => self.move_on_practice(-page),
            KeyCode::Home => self.move_on_practice(isize::MIN / 2),
            KeyCode::End => self.move_on_practice(isize::MAX / 2),
            KeyCode::Right if self.practice.debrief.is_some() => self.next_leaf(false),
            KeyCode::Left if self.practice.debrief.is_some() => self.next_leaf(true),
            KeyCode::Right => self.next_sheet(false),
            KeyCode::Left => self.next_sheet(true),
            KeyCode::Char(_) => match self.small_letter(chord) {
                Some(command) => self.run(command),
                None => self.say(Tone::Guidance, self.setting.words("Nothing is typed here; {help} shows all keys.")),
            },
            _ => {}
        }
    }

    /// Whether a key is a letter of an answer that is typed, and no command.
    pub(in super::super) fn is_a_letter(&self, chord: Chord) -> bool {
        let plain = matches!(chord.code, KeyCode::Char(_)) && chord.modifiers.is_empty();
        plain && self.screen == super::Screen::Practice && self.practice.is_typing()
    }

    fn drill_key(&mut self, key: &KeyEvent, chord: Chord) {
        if key.code == KeyCode::Esc {
            self.popup = Some(Popup::Menu(0));
            return;
        }
        if self.is_too_small() && !self.practice.is_typing() {
            // Nobody chooses an answer that cannot be seen.
            return;
        }
        self.practice.sure = None;
        let speaking = self.stir();
        let Some(playing) = &mut self.practice.drill else { return };
        let typing = playing.types();
        if playing.pane != Pane::Case {
            // A letter or Enter is an answer, and goes to where answers are given.
            if !matches!(key.code, KeyCode::Char(' ')) && playing.scroll.key(key.code) {
                return;
            }
            (playing.pane, playing.scroll) = (Pane::Case, Scroll::default());
        }
        match key.code {
            KeyCode::PageUp => playing.scroll.by(-5),
            KeyCode::PageDown => playing.scroll.by(5),
            // While they speak a key lets them say the rest at once; it answers nothing that cannot be seen yet.
            _ if speaking && !typing => {}
            KeyCode::Enter if playing.stand.over.is_some() => self.show_debrief(),
            KeyCode::Enter => self.answer(),
            _ if typing => self.drill_types(key, chord),
            KeyCode::Down => {
                let last = playing.stand.choices.len().saturating_sub(1);
                playing.chosen = (playing.chosen + 1).min(last);
            }
            KeyCode::Up => playing.chosen = playing.chosen.saturating_sub(1),
            KeyCode::Char(c) => {
                let at = c.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
                match at.filter(|at| *at < playing.stand.choices.len()) {
                    Some(at) => {
                        playing.chosen = at;
                        self.answer();
                    }
                    None if playing.stand.over.is_some() => {}
                    None => self.say(Tone::Guidance, "A digit says that answer; or the arrows, and Enter."),
                }
            }
            _ => {}
        }
    }

    fn drill_types(&mut self, key: &KeyEvent, chord: Chord) {
        let Some(playing) = &mut self.practice.drill else { return };
        let letter = matches!(chord.code, KeyCode::Char(_)) && !chord.modifiers.contains(KeyModifiers::CONTROL);
        if letter && playing.field.value().chars().count() >= LONGEST {
            return self.say(Tone::Guidance, "That is long enough to say at once.");
        }
        let _ = playing.field.handle_event(&Event::Key(*key));
    }

    /// A paste: into the answer where one is typed.
    pub(in super::super) fn paste_on_practice(&mut self, text: &str) {
        if !self.practice.is_typing() {
            return self.say(Tone::Guidance, self.setting.words("Nothing is typed here; {help} shows all keys."));
        }
        self.stir();
        let Some(playing) = &mut self.practice.drill else { return };
        let room = LONGEST.saturating_sub(playing.field.value().chars().count());
        for c in clean::one_line(text).chars().take(room) {
            playing.field.handle(InputRequest::InsertChar(c));
        }
    }

    /// From the last words to what the drill showed.
    fn show_debrief(&mut self) {
        let Some(playing) = &mut self.practice.drill else { return };
        match playing.debrief.take() {
            Some(debrief) => (self.practice.drill, self.practice.debrief) = (None, Some(debrief)),
            // It could not be written down that it is over: that is asked again.
            None if playing.ends => {}
            None => {
                let id = playing.past.id;
                self.end_drill(id);
            }
        }
    }

    /// Moves the choice, or scrolls.
    pub(in super::super) fn move_on_practice(&mut self, by: isize) {
        if self.practice.drill.is_some() {
            if let Some(playing) = &mut self.practice.drill {
                playing.scroll.by(by);
            }
            return;
        }
        if self.practice.debrief.is_some() {
            return self.move_in_debrief(by);
        }
        match self.practice.sheet {
            Sheet::Scenarios => {
                let at = self.practice.row().saturating_add_signed(by);
                self.choose_scenario(at);
            }
            Sheet::Past => {
                let last = self.practice.room.as_ref().map_or(0, |room| room.past.len()).saturating_sub(1);
                self.practice.past = self.practice.past.saturating_add_signed(by).min(last);
            }
            Sheet::Progress => self.practice.scroll.by(by),
        }
    }

    fn choose_scenario(&mut self, at: usize) {
        let choices = self.practice.choices();
        let chosen = choices.get(at.min(choices.len().saturating_sub(1))).map(Choice::key);
        self.practice.chosen = chosen;
    }

    /// A click on a row: the first chooses, the second opens.
    pub(in super::super) fn click_practice(&mut self, at: usize) {
        if let Some(playing) = &mut self.practice.drill {
            if at < playing.stand.choices.len() && playing.said {
                if playing.chosen == at {
                    return self.answer();
                }
                playing.chosen = at;
            }
            return;
        }
        if let Some(looked) = &mut self.practice.debrief {
            let again = looked.way == at && looked.leaf == super::Leaf::Ways;
            (looked.leaf, looked.way) = (super::Leaf::Ways, at.min(looked.ways.len().saturating_sub(1)));
            if again {
                self.run(Command::DebriefFrom);
            }
            return;
        }
        let before = match self.practice.sheet {
            Sheet::Past => self.practice.past,
            _ => self.practice.row(),
        };
        if before == at {
            return self.begin_chosen();
        }
        match self.practice.sheet {
            Sheet::Past => self.practice.past = at,
            _ => self.choose_scenario(at),
        }
    }

    /// The next page of the list, or the one before.
    pub(in super::super) fn next_sheet(&mut self, back: bool) {
        self.practice.sheet = turned(&Sheet::ALL, self.practice.sheet, back);
    }

    /// The next page, or pane, of what is shown.
    pub(in super::super) fn next_part_of_practice(&mut self, back: bool) {
        if let Some(playing) = &mut self.practice.drill {
            let pane = turned(&[Pane::NextUp, Pane::Case, Pane::Playbook], playing.pane, back);
            (playing.pane, playing.scroll) = (pane, Scroll::default());
        } else if self.practice.debrief.is_some() {
            self.next_leaf(back);
        } else {
            self.next_sheet(back);
        }
    }

    /// What hinders a command of this screen.
    pub(in super::super) fn why_not_practise(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::PracticeBegin if self.practice.room.is_none() => Some("the scenarios are still being read"),
            Command::DrillWhy
                if self.practice.drill.as_ref().is_some_and(|p| p.stand.played.is_empty() && p.sending.is_none()) =>
            {
                Some("you have not answered yet")
            }
            _ => None,
        }
    }
}
