//! Many at once: parking an interaction, going to another, waiting for the customer. Each keeps its own draft and place.

use crate::case::Command as Do;

use super::super::message::{Effect, Then};
use super::forms::FormKind;
use super::{App, Pane, Popup, Screen, Tab};

impl App {
    /// Puts a form or a reply away with what was typed; it comes back with its case.
    pub(super) fn put_popup_aside(&mut self) {
        self.keep_form_values();
        match self.popup.take() {
            Some(Popup::Reply(reply)) => self.put_reply_aside(&reply),
            Some(Popup::Form(kind, form)) if form.sent => self.popup = Some(Popup::Form(kind, form)),
            _ => {}
        }
    }

    /// Goes to the open case so many places on, round the end.
    pub(super) fn switch_by(&mut self, by: isize) {
        let count = self.tabs.len();
        if count > 0 {
            let at = self.shown.cast_signed() + by;
            self.switch_to(at.rem_euclid(count.cast_signed()).cast_unsigned());
        }
    }

    /// Shows an open case; one that was parked is taken up again.
    pub(super) fn switch_to(&mut self, at: usize) {
        if at >= self.tabs.len() {
            return;
        }
        if at != self.shown {
            self.mind_the_line();
        }
        self.screen = Screen::Console;
        self.pane = Pane::Case;
        self.shown = at;
        let parked = self.tab().and_then(Tab::interaction).filter(|i| i.is_parked()).map(|i| i.id);
        if let Some(id) = parked {
            self.perform(vec![Do::Unpark(id)], Then::Show);
        } else if let Some(case) = self.tab().map(|t| t.id) {
            self.effects.push(Effect::Load(case));
        }
    }

    /// Parks the interaction that is shown and goes to the next that waits; or takes it up again.
    pub(super) fn park(&mut self) {
        let Some(interaction) = self.tab().and_then(Tab::interaction) else { return };
        let id = interaction.id;
        if interaction.is_parked() {
            return self.perform(vec![Do::Unpark(id)], Then::Show);
        }
        self.perform(vec![Do::Park(id)], Then::Parked);
    }

    /// After parking: the next open interaction that is not parked comes to the front, or the list of what is next.
    pub(super) fn after_parking(&mut self) {
        let count = self.tabs.len();
        let running = |t: &Tab| t.interaction().is_some_and(|i| i.ended.is_none() && !i.is_parked());
        let next = (1..count).map(|n| (self.shown + n) % count).find(|at| running(&self.tabs[*at]));
        match next {
            Some(at) => self.switch_to(at),
            None => self.pane = Pane::NextUp,
        }
    }

    /// The next move is the customer's; or they have moved.
    pub(super) fn wait(&mut self) {
        if self.tab().is_some_and(|t| t.file.case.waiting().is_some()) {
            return self.perform(vec![Do::StopWaiting], Then::Tell);
        }
        self.open_form(FormKind::Wait);
    }
}
