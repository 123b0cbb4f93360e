//! What lies above the panes: forms, cards, the gate's list. The help and the menu after `Esc` have files of their own.

use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};
use unicode_width::UnicodeWidthStr;

use super::super::app::{App, Card, FormKind, Popup};
use super::super::form::{Field, Form, Takes};
use super::super::scroll::Scroll;
use super::super::theme::Theme;
use super::flow::flow;
use super::words::{column, cut, wrapped};
use super::{Hits, Target, hints};
use crate::certificate::{Half, Qr};

/// Draws the popup over `area`.
pub fn draw(app: &App, popup: &Popup, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    // What lies under a popup cannot be hit through it.
    hits.put(area, Target::Popup);
    match popup {
        Popup::Form(kind, form) => self::form(kind, form, theme, frame, hits, area),
        Popup::Help(help) => super::help::draw(app, help, theme, frame, hits, area),
        Popup::Menu(page) => super::menu::draw(app, *page, theme, frame, hits, area),
        Popup::AskHold(card) => self::card(card, true, &Scroll::default(), theme, frame, hits, area),
        Popup::Reply(reply) => super::reply::draw(app, reply, theme, frame, hits, area),
        Popup::Card(card, scroll) => self::card(card, false, scroll, theme, frame, hits, area),
        Popup::Gate(reasons, at) => gate(reasons, *at, theme, frame, hits, area),
    }
}

/// So few columns beside a box show no more than scraps of words.
const SCRAP: u16 = 8;

/// A framed box of this size in the middle of `area`, cleared.
pub fn boxed(theme: &Theme, title: &str, width: u16, height: u16, frame: &mut Frame<'_>, area: Rect) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    // Where next to nothing would be seen beside it, nothing is.
    let width = if area.width - width < SCRAP { area.width } else { width };
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 3;
    let place = Rect { x, y, width, height };
    frame.render_widget(Clear, place);
    frame.buffer_mut().set_style(place, theme.text);
    let block = super::pane(theme, title, true);
    let inner = block.inner(place);
    frame.render_widget(block, place);
    inner
}

fn form(kind: &FormKind, form: &Form, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let searching = matches!(kind, FormKind::Find | FormKind::Merge(_) | FormKind::Palette);
    let width = if searching { area.width.saturating_sub(6).min(110) } else { area.width.saturating_sub(4).min(78) };
    let inner_width = width.saturating_sub(2);
    let label = form.fields.iter().map(|f| f.label.width()).max().unwrap_or(0) + 2;
    let room = usize::from(inner_width).saturating_sub(label + 1);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut cursor = None;
    let mut places = Vec::new();
    if !form.about.is_empty() {
        lines.extend(wrapped("", &form.about, inner_width, theme.muted));
    }
    let most = if searching { usize::from(area.height).saturating_sub(8).max(3) } else { 6 };
    for (at, field) in form.fields.iter().enumerate() {
        let current = at == form.at;
        if current {
            cursor = Some(lines.len());
        }
        places.push((lines.len(), Target::Field(at)));
        lines.push(field_line(field, current, label, room, theme));
        if current {
            let from = field.chosen.saturating_sub(most.saturating_sub(1));
            let shown = field.fitting().len().saturating_sub(from).min(most);
            if field.takes != Takes::Letter {
                places.extend((0..shown).map(|n| (lines.len() + n, Target::Choice(from + n))));
            }
            lines.extend(choices(field, label, room, most, theme));
        }
    }
    if !form.error.is_empty() {
        lines.extend(wrapped("! ", &form.error, inner_width, theme.alert));
    }
    let (does, leaves) = (Some(KeyCode::Enter), Some(KeyCode::Esc));
    let foot: &[hints::Hint] = match (searching, form.fields.len()) {
        (true, _) if matches!(kind, FormKind::Merge(_)) => {
            &[("arrows choose", None), ("Enter shows both", does), ("Esc leaves", leaves)]
        }
        (true, _) => &[("arrows choose", None), ("Enter goes there", does), ("Esc leaves", leaves)],
        (_, 1) => &[("Enter does it", does), ("Esc leaves", leaves)],
        _ => &[
            ("Tab next field", Some(KeyCode::Tab)),
            ("arrows choose", None),
            ("Enter does it", does),
            ("Esc leaves", leaves),
        ],
    };
    let foot_row = lines.len();
    lines.push(hints::line(theme, 0, foot));
    let height = u16::try_from(lines.len()).unwrap_or(area.height).saturating_add(2);
    let inner = boxed(theme, &form.title, width, height, frame, area);
    for (line, target) in places {
        hits.put_row(inner, line, target);
    }
    hints::put(hits, inner, foot_row, 0, foot);
    frame.render_widget(Paragraph::new(lines), inner);
    if let (Some(row), Some(field)) = (cursor, form.current().filter(|f| f.takes != Takes::Letter)) {
        let scroll = field.input.visual_scroll(room.saturating_sub(1));
        let column = label + field.input.visual_cursor().saturating_sub(scroll);
        let x = inner.x.saturating_add(u16::try_from(column).unwrap_or(0)).min(inner.right().saturating_sub(1));
        let y = inner.y.saturating_add(u16::try_from(row).unwrap_or(0)).min(inner.bottom().saturating_sub(1));
        frame.set_cursor_position(Position { x, y });
    }
}

fn field_line(field: &Field, current: bool, label: usize, room: usize, theme: &Theme) -> Line<'static> {
    let style = if current { theme.focus } else { theme.muted };
    let name = Span::styled(column(&field.label, label), style);
    let typed = field.input.value();
    let value = field.value();
    let shown = field.choices.iter().find(|c| c.value == value).map(|c| c.label.clone());
    let words = if field.takes == Takes::Words || (current && !typed.is_empty()) {
        let scroll = field.input.visual_scroll(room.saturating_sub(1));
        let visible: String = skip_columns(typed, scroll);
        if typed.is_empty() {
            Span::styled(cut(&field.hint, room), theme.muted)
        } else {
            Span::styled(cut(&visible, room), theme.text)
        }
    } else if let Some(shown) = shown.filter(|_| !value.is_empty()) {
        Span::styled(cut(&shown, room), theme.text)
    } else if typed.is_empty() {
        Span::styled(cut(&field.hint, room), theme.muted)
    } else {
        Span::styled(cut(typed, room), theme.text)
    };
    Line::from(vec![name, words])
}

/// A text without so many columns at its beginning.
pub fn skip_columns(text: &str, columns: usize) -> String {
    let mut skipped = 0;
    text.chars()
        .skip_while(|c| {
            let skip = skipped < columns;
            skipped += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            skip
        })
        .collect()
}

/// The choices of the field that has the keys: those around the chosen one, as many as there is room for.
fn choices(field: &Field, label: usize, room: usize, most: usize, theme: &Theme) -> Vec<Line<'static>> {
    if field.takes == Takes::Letter {
        let words: Vec<String> = field
            .choices
            .iter()
            .map(|c| if c.about.is_empty() { c.label.clone() } else { format!("{} ({})", c.label, c.about) })
            .collect();
        let hint = format!("{}  – its first letter does it", words.join(" · "));
        return wrapped(&" ".repeat(label), &hint, u16::try_from(label + room).unwrap_or(80), theme.muted);
    }
    let fitting = field.fitting();
    let count = fitting.len();
    let from = field.chosen.saturating_sub(most.saturating_sub(1));
    let chosen = field.touched || !field.input.value().trim().is_empty();
    let width = fitting.iter().map(|c| c.label.width()).max().unwrap_or(0).min(room * 3 / 5);
    let mut lines: Vec<Line<'static>> = fitting
        .into_iter()
        .enumerate()
        .skip(from)
        .take(most)
        .map(|(at, choice)| {
            let off = if choice.off { theme.sign("·", "-") } else { " " };
            let mark = if chosen && at == field.chosen { theme.sign("▸", ">") } else { off };
            let words = format!("{mark} {}  {}", column(&choice.label, width), choice.about);
            let usual = if choice.off { theme.muted } else { theme.text };
            let style = if chosen && at == field.chosen { theme.chosen } else { usual };
            Line::from(vec![Span::raw(" ".repeat(label)), Span::styled(column(&words, room), style)])
        })
        .collect();
    if count > from + most {
        lines.push(Line::styled(format!("{}  … {} more", " ".repeat(label), count - from - most), theme.muted));
    }
    lines
}

/// Something to read; nothing in it is chosen.
fn card(card: &Card, ask: bool, scroll: &Scroll, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let width = area.width.saturating_sub(4).min(84);
    let inner_width = width.saturating_sub(2);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for part in &card.parts {
        if !lines.is_empty() {
            lines.push(Line::raw(""));
        }
        if !part.heading.is_empty() {
            lines.push(Line::styled(part.heading.clone(), theme.title));
        }
        for words in &part.lines {
            lines.extend(wrapped("  ", words, inner_width, theme.text));
        }
        if !part.avoid.is_empty() {
            lines.extend(wrapped("  avoid: ", &part.avoid.join(", "), inner_width, theme.muted));
        }
    }
    if let Some(qr) = card.qr.as_ref().filter(|_| !theme.ascii) {
        lines.extend(code_of(qr));
    }
    lines.push(Line::raw(""));
    let foot: &[hints::Hint] = if ask {
        &[("Enter they said yes", Some(KeyCode::Enter)), ("Esc they would rather not", Some(KeyCode::Esc))]
    } else if let Some((_, does)) = &card.then {
        &[("arrows scroll", None), (*does, Some(KeyCode::Enter)), ("Esc goes back", Some(KeyCode::Esc))]
    } else {
        &[("arrows scroll", None), ("any other key goes on with the work", Some(KeyCode::Esc))]
    };
    let foot_row = lines.len();
    lines.push(hints::line(theme, 0, foot));
    let height = u16::try_from(lines.len()).unwrap_or(area.height).saturating_add(2);
    let inner = boxed(theme, &card.title, width, height, frame, area);
    let from = flow(lines, scroll, 0, theme, frame, inner);
    if let Some(row) = foot_row.checked_sub(from) {
        hints::put(hits, inner, row, 0, foot);
    }
}

/// A QR code: dark on light in every theme, because many readers refuse the inverse.
fn code_of(qr: &Qr) -> Vec<Line<'static>> {
    let paper = Style::new().fg(Color::Black).bg(Color::White);
    let row = |halves: Vec<Half>| {
        let glyphs: String = halves.into_iter().map(Half::glyph).collect();
        Line::from(vec![Span::raw("  "), Span::styled(glyphs, paper)])
    };
    qr.halves().into_iter().map(row).collect()
}

fn gate(reasons: &[crate::case::Reason], at: usize, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let width = area.width.saturating_sub(4).min(88);
    let inner_width = width.saturating_sub(2);
    let mut lines = Vec::new();
    let mut places = Vec::new();
    for (row, reason) in reasons.iter().enumerate() {
        places.push((lines.len(), row));
        let mark = if row == at { theme.sign("▸ ", "> ") } else { "  " };
        let style = if row == at { theme.focus } else { theme.text };
        lines.extend(wrapped(mark, &reason.what, inner_width, style));
        lines.extend(wrapped("    ", &reason.mend, inner_width, theme.muted));
    }
    lines.push(Line::raw(""));
    let foot: &[hints::Hint] =
        &[("Enter goes there", Some(KeyCode::Enter)), ("Esc goes back; nothing is lost", Some(KeyCode::Esc))];
    let foot_row = lines.len();
    lines.push(hints::line(theme, 0, foot));
    let height = u16::try_from(lines.len()).unwrap_or(area.height).saturating_add(2);
    let count = reasons.len();
    let title = if count == 1 { "One thing is missing".to_owned() } else { format!("{count} things are missing") };
    let inner = boxed(theme, &title, width, height, frame, area);
    let skip =
        u16::try_from(lines.len()).unwrap_or(0).saturating_sub(inner.height).min(u16::try_from(at * 2).unwrap_or(0));
    for (line, row) in places.into_iter().filter(|(line, _)| *line >= usize::from(skip)) {
        hits.put_row(inner, line - usize::from(skip), Target::PopupRow(row));
    }
    if let Some(row) = foot_row.checked_sub(usize::from(skip)) {
        hints::put(hits, inner, row, 0, foot);
    }
    frame.render_widget(Paragraph::new(lines).scroll((skip, 0)), inner);
}
