//! The practice screen, unmistakably so: the word PRACTICE stands reversed over it and in every frame.
//!
//! The list is in `list` and `progress`; the drill in `drill` (its three columns) with the playbook beside it in `beside`; the
//! debrief in `debrief` with its curve in `curve`.

mod beside;
mod curve;
mod debrief;
mod drill;
mod list;
mod progress;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};
use unicode_width::UnicodeWidthStr;

use crate::case::Share;
use crate::practice::{Answering, Help};

use super::super::app::{App, Part};
use super::super::theme::Theme;
use super::words::{column, cut};
use super::{Hits, Target};

pub use list::why;

/// Draws the screen.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    hits.put(area, Target::Part(Part::List));
    match (&app.practice.drill, &app.practice.debrief) {
        (Some(playing), _) => drill::draw(app, playing, theme, frame, hits, area),
        (None, Some(looked)) => debrief::draw(app, looked, theme, frame, hits, area),
        (None, None) => list::draw(app, theme, frame, hits, area),
    }
}

/// What the foot says where there is nothing else to say.
pub fn hint(app: &App) -> String {
    let words = match (&app.practice.drill, &app.practice.debrief) {
        (Some(playing), _) if playing.stand.over.is_some() && playing.said => "It is over. Enter shows what it showed.",
        (Some(playing), _) if playing.stand.over.is_some() => "Any key: all of it at once.",
        (Some(playing), _) if playing.has_nobody() => {
            "Nobody has answered for a while, so they wait too. Answer when you are back. Esc Esc: it waits."
        }
        (Some(playing), _) if playing.types() => {
            "Type what you would say, then Enter. {pane-next}: the next pane. Esc Esc: it waits."
        }
        (Some(_), _) => "A digit answers, or arrows and Enter. {pane-next}: the next pane. Esc Esc: it waits.",
        (None, Some(_)) => "Arrows scroll, {pane-next} goes to the next page, Esc to the list.",
        (None, None) => "Arrows choose, {pane-next} goes to the next page, Esc Esc to the console.",
    };
    app.setting.words(words)
}

/// The line over the screen: PRACTICE, and what is practised.
fn banner(theme: &Theme, frame: &mut Frame<'_>, area: Rect, words: &str, right: &str) {
    let width = usize::from(area.width);
    let left = format!(" PRACTICE {} {words}", theme.sign("·", "-"));
    let right = format!("{right} ");
    let room = width.saturating_sub(right.width());
    let text = if left.width() < room || room < width / 2 {
        format!("{}{}", column(&left, room), cut(&right, width - room.min(width)))
    } else {
        column(&left, width)
    };
    frame.render_widget(Paragraph::new(Line::styled(column(&text, width), theme.chosen)), area);
}

/// A framed pane that says what it is.
fn pane(theme: &Theme, title: &str, focused: bool) -> Block<'static> {
    super::pane(theme, title, focused).title_bottom(Line::styled(" PRACTICE ", theme.chosen).right_aligned())
}

/// Names of pages, the chosen one marked; each can be clicked.
fn names(theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect, of: &[(&str, bool, Target)]) {
    let mut spans = vec![Span::raw(" ")];
    let mut x = area.x.saturating_add(1);
    for (label, here, target) in of {
        let name = if *here && theme.ascii { format!("*{label}*  ") } else { format!("{label}  ") };
        let wide = u16::try_from(name.width()).unwrap_or(0);
        hits.put(Rect { x, width: wide, ..area }.intersection(area), target.clone());
        x = x.saturating_add(wide);
        spans.push(Span::styled(name, if *here { theme.focus } else { theme.muted }));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// Banner, names of pages where they are needed, and the rest.
fn parts(area: Rect, with_names: bool) -> [Rect; 3] {
    let names = Constraint::Length(u16::from(with_names));
    Layout::vertical([Constraint::Length(1), names, Constraint::Fill(1)]).areas(area)
}

/// `choosing · the whole playbook`.
fn how(answering: Answering, help: Help) -> String {
    format!("{} · {}", answering.label(), help.label())
}

/// `87.5%`.
fn percent(tenths: i64) -> String {
    Share::of_tenths(tenths).to_string()
}

/// Filled and empty places: `■■■□□□`.
fn gauge(theme: &Theme, full: usize, of: usize) -> String {
    let full = full.min(of);
    format!("{}{}", theme.sign("■", "#").repeat(full), theme.sign("□", ".").repeat(of - full))
}

/// A blank line.
fn blank() -> Line<'static> {
    Line::raw("")
}

/// A heading.
fn heading(words: &str, theme: &Theme) -> Line<'static> {
    Line::styled(super::words::safe(words), theme.title)
}

/// A label in front of words, on one line.
fn field(label: &str, words: &str, width: usize, theme: &Theme, style: Style) -> Line<'static> {
    Line::from(vec![
        Span::styled(column(label, LABEL), theme.muted),
        Span::styled(cut(words, width.saturating_sub(LABEL)), style),
    ])
}

/// The columns of a label.
const LABEL: usize = 10;
