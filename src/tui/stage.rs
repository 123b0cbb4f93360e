//! A console without terminal and threads, drawn into memory: what the frame bench times.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use std::sync::Arc;

use crate::case::CaseFile;
use crate::door::Door;
use crate::terms::{InteractionId, Timestamp};

use super::app::{App, Setting};
use super::message::{Message, Shown};
use super::theme::Theme;
use super::view;

/// A console that shows one case.
pub struct Stage {
    app: App,
    terminal: Terminal<TestBackend>,
    theme: Theme,
    now: Timestamp,
}

impl Stage {
    /// Shows `file` as the case that somebody at `door` is working on, on a screen of this size.
    pub fn new(door: &Door, file: CaseFile, mine: InteractionId, size: (u16, u16), now: Timestamp) -> Self {
        let setting = Setting {
            login: door.login.clone(),
            role: door.role,
            desk: door.desk.clone(),
            library: door.library.clone(),
            keys: Arc::default(),
            phrases: Arc::new(door.phrases().clone()),
            wording: Arc::new(door.wording().clone()),
            advice: Arc::new(door.advice().clone()),
        };
        let mut app = App::new(setting, now);
        let case = file.id;
        app.recover(case, Some(mine), None, super::app::Was::Quiet);
        let shown = Shown { file, customer: None, earlier: 0, beside: crate::door::Beside::default() };
        let _ = app.update(Message::Loaded { case, result: Ok(Arc::new(shown)) }, now);
        let terminal = match Terminal::new(TestBackend::new(size.0, size.1)) {
            Ok(terminal) => terminal,
            Err(never) => match never {},
        };
        Self { app, terminal, theme: Theme::dark(), now }
    }

    /// Types one letter, a quarter of a second later.
    pub fn type_letter(&mut self) {
        self.now = self.now.plus_ms(250);
        let key = Event::Key(KeyEvent::new(KeyCode::Char('x'), KeyModifiers::NONE));
        let _ = self.app.update(Message::Input(key), self.now);
    }

    /// Draws one frame.
    pub fn draw(&mut self) {
        match self.terminal.draw(|frame| drop(view::draw(&self.app, &self.theme, frame))) {
            Ok(_) => {}
            Err(never) => match never {},
        }
    }
}
