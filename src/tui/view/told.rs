//! What is said the same way on every screen: who the customer is, and the sign before a line of the timeline.

use ratatui::style::Style;

use crate::case::{Customer, LineKind};
use crate::log::Before;

use super::super::app::App;
use super::super::theme::Theme;

/// The customer in a line: their name, the name to use, and how many other cases they have.
pub fn who(customer: &Customer, others: usize) -> String {
    let mut words = customer.title();
    if let Some(called) = &customer.details.called {
        words = format!("{words} · prefers “{called}”");
    }
    match others {
        0 => words,
        1 => format!("{words} · 1 other case"),
        n => format!("{words} · {n} other cases"),
    }
}

/// The sign before a line of the timeline, and its style. No kind is known by colour alone.
pub fn sign(kind: LineKind, theme: &Theme) -> (&'static str, Style) {
    match kind {
        LineKind::Message => (theme.sign("▌", "> "), theme.text),
        LineKind::Note => (theme.sign("✎", "n "), theme.text),
        LineKind::Commitment => (theme.sign("◆", "* "), theme.guidance),
        LineKind::Step | LineKind::Turn => (" ", theme.muted),
        LineKind::Deviation | LineKind::Exception | LineKind::Unreadable => ("!", theme.alert),
    }
}

/// That it failed before, with what was promised and given then.
pub fn before(app: &App, before: &Before) -> String {
    let desk = &app.setting.desk;
    let day = desk.local(before.closed).format("%-d %b");
    let mut words = format!("Failed before: {} ({day})", before.number);
    if let Some((promised, state)) = before.promised.last() {
        words = format!("{words} · promised: {promised} ({state})");
    }
    for (what, value) in &before.given {
        let title = desk.gesture(what).map_or(what.as_str(), |g| g.title.as_str());
        words = format!("{words} · given: {title}{}", crate::terms::worth(*value));
    }
    words
}
