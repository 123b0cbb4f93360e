//! The list of what is next, each row with the word why it stands there.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::desk::{Class, Next, NextKind};
use crate::terms::Timestamp;

use super::super::app::{App, Pane};
use super::super::commands::Command;
use super::super::theme::Theme;
use super::words::{column, cut, wrapped};
use super::{Hits, Target, practice};

/// From so many rows on there is room for what is to be practised.
const ROOM_FOR_A_DRILL: u16 = 10;

/// Draws the pane.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let focused = app.pane == Pane::NextUp && app.popup.is_none();
    let block = super::pane(theme, "Next up", focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    hits.put(area, Target::Pane(Pane::NextUp));
    let inner = asked(app, theme, frame, hits, inner);
    if app.next_up.is_empty() {
        let mut lines = wrapped("", "Nothing waits for you.", inner.width, theme.text);
        lines.push(Line::raw(""));
        lines.extend(wrapped(
            "",
            &app.setting.words(
                "{new-interaction} begins an interaction. Promises and hand-offs come up here when they are due. {tour} shows you \
                 round in a minute.",
            ),
            inner.width,
            theme.muted,
        ));
        frame.render_widget(Paragraph::new(lines), inner);
        return;
    }
    // Where there is room, what it is about has a line of its own.
    let tall = if app.next_up.len() * 3 <= usize::from(inner.height) { 3 } else { 2 };
    let rows = (usize::from(inner.height) / tall).max(1);
    let chosen = app.next_up.iter().position(|r| Some(r.case) == app.next_chosen);
    let from = chosen.unwrap_or(0).saturating_sub(rows.saturating_sub(1));
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (at, row) in app.next_up.iter().enumerate().skip(from).take(rows) {
        for line in 0..tall {
            hits.put_row(inner, lines.len() + line, Target::NextRow(row.case));
        }
        lines.extend(self::row(app, theme, row, Some(at) == chosen && focused, inner.width, tall));
    }
    frame.render_widget(Paragraph::new(lines), inner);
}

/// The drill that somebody asked for, at the foot of the pane; the rest of it is given back.
fn asked(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) -> Rect {
    let Some(row) = app.practice.asked().filter(|_| area.height >= ROOM_FOR_A_DRILL) else { return area };
    let goes = app.setting.words("{practice} goes there.");
    let words = format!("To practise: {} ({}). {goes}", row.scenario.title, practice::why(app, &row.why));
    let lines = wrapped("", &words, area.width, theme.guidance);
    let height = u16::try_from(lines.len()).unwrap_or(0).min(area.height / 3);
    let [above, below] = Layout::vertical([Constraint::Fill(1), Constraint::Length(height)]).areas(area);
    hits.put(below, Target::Command(Command::Practice));
    frame.render_widget(Paragraph::new(lines), below);
    above
}

/// Two lines a row: how pressing, when and who; under it the number and why. A third, where there is room: about what.
fn row(app: &App, theme: &Theme, row: &Next, chosen: bool, width: u16, tall: usize) -> Vec<Line<'static>> {
    let width = usize::from(width);
    let (sign, style) = match row.class {
        Class::Late | Class::ClockLate => ("!", theme.alert),
        Class::HandOff => (theme.sign("»", ">"), theme.guidance),
        Class::Approval => (theme.sign("?", "?"), theme.guidance),
        Class::Soon => (theme.sign("•", "*"), theme.text),
        Class::Parked => (theme.sign("‖", "="), theme.text),
        Class::Answered => (theme.sign("«", "<"), theme.guidance),
        Class::Avoided | Class::Quiet => (theme.sign("…", "~"), theme.text),
        Class::Review => (theme.sign("*", "*"), theme.text),
        Class::Rest => (" ", theme.text),
    };
    let when = row.due.map_or(String::new(), |due| self::when(app, due));
    let who = row.who.as_deref().unwrap_or("somebody");
    let first = format!("{sign}{} {}", column(&when, 6), cut(who, width.saturating_sub(8)));
    let about = match &row.what {
        NextKind::Promise { text, .. } | NextKind::CallBack { text, .. } => Some(text.as_str()),
        // A playbook is known to people by its title.
        _ => row.about.as_deref().map(|about| app.setting.library.get(about).map_or(about, |p| p.title())),
    };
    let more = if row.more > 0 { format!(" +{}", row.more) } else { String::new() };
    let style = if chosen { theme.chosen } else { style };
    let below = if chosen { theme.chosen } else { theme.muted };
    let mut why = format!("  {} {}{more}", row.number, row.why);
    let mut lines = vec![Line::styled(column(&first, width), style)];
    if tall < 3 {
        why.push_str(&about.map_or(String::new(), |about| format!(": {about}")));
        lines.push(Line::styled(column(&why, width), below));
    } else {
        lines.push(Line::styled(column(&why, width), below));
        lines.push(Line::styled(column(&format!("  {}", about.unwrap_or_default()), width), below));
    }
    lines
}

/// The time of day where it is today, the day otherwise.
fn when(app: &App, due: Timestamp) -> String {
    let desk = &app.setting.desk;
    if desk.today(due) == desk.today(app.now) {
        desk.time_words(due)
    } else {
        desk.local(due).format("%-d %b").to_string()
    }
}
