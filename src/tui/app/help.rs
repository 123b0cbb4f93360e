//! The page of all keys while it is read: plain letters search it, arrows scroll it, a command's key leaves and does it.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::super::commands::{Row, TABLE};
use super::super::keymap::Chord;
use super::super::scroll::Scroll;
use super::{App, Popup};

/// What is shown of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help {
    /// What is searched for.
    pub typed: String,
    /// How many lines it is scrolled.
    pub scroll: Scroll,
}

impl App {
    /// The rows that hold what is searched for, in name, words or keys; all of them where nothing is.
    pub fn help_rows(&self, typed: &str) -> Vec<&'static Row> {
        let words: Vec<String> = typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let fits = |row: &&Row| {
            let keys = self.setting.keys.keys(row.command).join(" ");
            let text = format!("{} {} {} {keys}", row.name, row.short, row.about).to_lowercase();
            words.iter().all(|w| text.contains(w))
        };
        TABLE.iter().filter(fits).collect()
    }

    pub(super) fn help_key(&mut self, mut help: Help, chord: Chord) {
        let plain = chord.modifiers.is_empty();
        match chord.code {
            KeyCode::Esc if help.typed.is_empty() => return,
            KeyCode::Esc => help = Help::default(),
            KeyCode::Enter => return,
            KeyCode::Backspace => {
                help.typed.pop();
                help.scroll = Scroll::default();
            }
            KeyCode::Char(' ') if help.typed.is_empty() => {
                help.scroll.key(chord.code);
            }
            KeyCode::Char(c) if plain => {
                help.typed.push(c);
                help.scroll = Scroll::default();
            }
            code if plain && help.scroll.key(code) => {}
            _ => {
                let control = chord.modifiers == KeyModifiers::CONTROL;
                return match self.setting.keys.command(chord, self.on()) {
                    Some(command) if control => self.run(command),
                    Some(command) => self.leave_or_run(command),
                    None => self.popup = Some(Popup::Help(help)),
                };
            }
        }
        self.popup = Some(Popup::Help(help));
    }
}
