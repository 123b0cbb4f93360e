//! How the console looks: the theme that is on, and the next one.

use super::super::commands::Command;
use super::super::message::Effect;
use super::{App, Tone};

impl App {
    /// Goes to the next theme and says which it is; it is on again with the next start.
    pub(super) fn next_theme(&mut self) {
        self.look = self.look.next(self.has_own_theme);
        self.effects.push(Effect::RememberLook(self.look));
        let key = self.setting.key(Command::Theme);
        self.say(Tone::Good, format!("Theme: {}. {key} shows the next.", self.look.label()));
    }
}
