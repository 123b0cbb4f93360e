//! Keys that come while a form is on its way to the log: kept, and played when the log has answered. Nobody waits for a disk.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent};

use super::{App, Popup};

/// More than this is no typing: a key that lies on the keyboard.
const MOST: usize = 2_000;

impl App {
    /// Whether what is open is on its way to the log, so that keys cannot be meant for it.
    fn is_sending(&self) -> bool {
        match &self.popup {
            Some(Popup::Form(_, form)) => form.sent,
            Some(Popup::Reply(reply)) => reply.sent,
            _ => false,
        }
    }

    /// Keeps a key or a paste for later, where it cannot be meant for what is open. A second Enter is an impatient first one.
    pub(super) fn keep_for_later(&mut self, event: &Event) -> bool {
        let is = |code| matches!(event, Event::Key(KeyEvent { code: c, .. }) if *c == code);
        if !self.is_sending() || is(KeyCode::Esc) {
            return false;
        }
        let impatient = self.ahead.is_empty() && is(KeyCode::Enter);
        if !impatient && self.ahead.len() < MOST {
            self.ahead.push(event.clone());
            self.touched();
        }
        true
    }

    /// Plays what was kept. Where the log has said no, the form is back: what was typed after it was never meant for it, so
    /// words go to the notes and commands are dropped.
    pub(super) fn play_what_was_kept(&mut self) {
        if self.ahead.is_empty() || self.is_sending() {
            return;
        }
        let kept = std::mem::take(&mut self.ahead);
        let refused = matches!(&self.popup, Some(Popup::Form(..) | Popup::Gate(..) | Popup::Reply(_)));
        if !refused {
            for event in &kept {
                self.input(event);
            }
            return;
        }
        self.add_to_notes(&words_of(&kept));
    }

    /// The words among what is kept, for the draft: they must not live only here.
    pub(super) fn words_ahead(&self) -> String {
        words_of(&self.ahead)
    }
}

/// What was typed or pasted, without commands.
fn words_of(events: &[Event]) -> String {
    let words: String = events
        .iter()
        .filter_map(|event| match event {
            Event::Paste(text) => Some(text.clone()),
            Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. })
                if !modifiers.intersects(super::keys::NOT_TYPED) =>
            {
                Some(c.to_string())
            }
            _ => None,
        })
        .collect();
    words
}
