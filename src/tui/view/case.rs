//! The case: who and what on top, the notes (internal), the timeline. Messages and notes are set apart by sign and word.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::case::{CaseTimes, clocks};
use crate::terms::clock;

use super::super::app::{App, Pane, Tab};
use super::super::commands::Command;
use super::super::theme::Theme;
use super::words::{cut, labelled, safe, wrapped};
use super::{Hits, Spot, Target, told};

/// A hold that is longer than this, in milliseconds, was longer than was said: go back to them, even with nothing yet.
const LONG_HOLD_MS: i64 = 2 * 60_000;

/// Draws the pane.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let focused = app.pane == Pane::Case && app.popup.is_none();
    hits.put(area, Target::Pane(Pane::Case));
    let Some(tab) = app.tab() else { return welcome(app, theme, frame, area, focused) };
    // The case's number is said over the telephone: it is never cut for a clock.
    let name = title(tab);
    let clocks = [false, true].map(|short| clock_words(app, tab, theme, short));
    let [long, short] = clocks;
    let clocks = if usize::from(area.width) < long.width() + name.width() + 8 { short } else { long };
    let room = usize::from(area.width).saturating_sub(clocks.width() + 8);
    let block = super::pane(theme, &cut(&name, room), focused)
        .title(Line::styled(clocks, if focused { theme.focus } else { theme.title }).right_aligned());
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let head = head(app, tab, theme, inner.width);
    let rows = u16::try_from(head.len()).unwrap_or(3);
    // The notes grow with what is typed, up to half of the pane; the timeline has the rest.
    let typed = u16::try_from(tab.notes.lines().len()).unwrap_or(u16::MAX);
    let notes = typed.saturating_add(2).clamp(2, (inner.height.saturating_sub(rows + 4) / 2).max(2));
    let [top, rule, notes, middle, timeline] = Layout::vertical([
        Constraint::Length(rows),
        Constraint::Length(1),
        Constraint::Length(notes),
        Constraint::Length(1),
        Constraint::Fill(1),
    ])
    .areas(inner);
    frame.render_widget(Paragraph::new(head), top);
    frame.render_widget(heading(theme, "Notes, internal", rule.width), rule);
    self::notes(app, tab, theme, frame, notes, focused);
    hits.put(notes, Target::Notes(Spot { size: (notes.width, notes.height), at: (0, 0) }));
    frame.render_widget(heading(theme, "Timeline", middle.width), middle);
    self::timeline(app, tab, theme, frame, timeline);
}

fn welcome(app: &App, theme: &Theme, frame: &mut Frame<'_>, area: Rect, focused: bool) {
    let block = super::pane(theme, "No case is open", focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let key = |command| app.setting.key(command);
    let row = |key: &str, words: &str| {
        labelled(&Span::styled(format!("  {key}"), theme.key), 9, words, inner.width, theme.text)
    };
    let rows = [
        row(key(Command::New), "begin an interaction: type at once, the rest can come later"),
        row("Enter", "open the chosen row of “Next up”"),
        row(key(Command::Find), "find a case"),
        row(key(Command::Help), "all keys"),
        row(key(Command::Tour), "a tour of one minute"),
    ];
    let stages = "  Listen → Apologise → Resolve → Compensate".replace('→', theme.sign("→", "->"));
    let mut lines = vec![Line::raw("")];
    lines.extend(rows.into_iter().flatten());
    lines.extend([Line::raw(""), Line::styled(stages, theme.muted)]);
    frame.render_widget(Paragraph::new(lines), inner);
}

fn title(tab: &Tab) -> String {
    let case = &tab.file.case;
    if case.opened.is_none() {
        return "new case".to_owned();
    }
    let mut parts = vec![case.number().to_owned()];
    parts.extend(tab.walk().map(|w| w.playbook.title.clone()));
    if let Some(interaction) = tab.interaction() {
        parts.extend(interaction.channel.map(|c| c.label().to_owned()));
    } else if let Some(closed) = &case.closed {
        parts.push(format!("closed: {}", closed.outcome.label()));
    }
    parts.join(" · ")
}

/// The clocks of my interaction: talk, and hold or wrap-up. The short form has no words for the talk, and no hold that has
/// not been.
fn clock_words(app: &App, tab: &Tab, theme: &Theme, short: bool) -> String {
    let Some(interaction) = tab.interaction() else { return String::new() };
    let now = clocks(interaction, app.now);
    let talk = format!("{}{}", if short { "" } else { "talk " }, clock(now.talk_ms));
    if let Some(since) = interaction.parked_since() {
        let key = app.setting.key(Command::Park);
        format!(" {} parked {}  {key} goes on ", theme.sign("‖", "="), clock(app.now.since(since)))
    } else if interaction.talk_ended.is_some() {
        format!(" {talk}  wrap-up {} ", clock(now.wrap_ms))
    } else if let Some(hold) = interaction.holds.last().filter(|h| h.to.is_none()) {
        let this = app.now.since(hold.from);
        let back = if this > LONG_HOLD_MS { "go back to them " } else { "" };
        format!(" {talk}  ON HOLD {} {back}", clock(this))
    } else if short && now.hold_ms == 0 {
        format!(" {talk} ")
    } else {
        format!(" {talk}  hold {} ", clock(now.hold_ms))
    }
}

/// The case's head as lines of words, for those who hear it.
pub fn words(app: &App, tab: &Tab) -> Vec<String> {
    let mut lines = vec![title(tab), clock_words(app, tab, &Theme::plain(), false)];
    let head = head(app, tab, &Theme::plain(), u16::MAX);
    lines.extend(head.iter().map(|l| l.spans.iter().map(|s| s.content.as_ref()).collect()));
    lines.retain(|l| !l.trim().is_empty() && !l.starts_with("Promised by"));
    lines
}

fn head(app: &App, tab: &Tab, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let case = &tab.file.case;
    let width = usize::from(width);
    let who = tab
        .customer
        .as_ref()
        .map_or_else(|| app.setting.words("customer not known yet ({customer})"), |c| told::who(c, tab.earlier));
    let matter = [
        case.kind.map(|k| k.label().to_owned()),
        case.severity.map(|s| format!("severity {}", s.label())),
        tab.interaction().and_then(|i| i.heat_end.or(i.heat_start)).map(|h| format!("they are {}", h.label())),
        case.owner.clone().filter(|o| *o != app.setting.login).map(|o| format!("owner {o}")),
    ];
    let matter: Vec<String> = matter.into_iter().flatten().collect();
    let mut lines = vec![Line::styled(cut(&who, width), theme.title)];
    if let Some(wanted) = &case.wanted {
        lines.push(Line::styled(cut(&format!("Wants: {wanted}"), width), theme.guidance));
    }
    if !matter.is_empty() {
        lines.push(Line::styled(cut(&matter.join(" · "), width), theme.text));
    }
    let needs = tab.customer.as_ref().and_then(|c| c.details.support_needs.as_ref());
    lines.extend(needs.map(|n| Line::styled(cut(&format!("Needs: {n}"), width), theme.guidance)));
    let mut promises: Vec<_> = case.open_promises().collect();
    promises.sort_by_key(|p| p.due);
    if let Some(next) = promises.first() {
        let style: Style = if next.due < app.now { theme.alert } else { theme.text };
        let more = if promises.len() > 1 { format!(" (+{} more)", promises.len() - 1) } else { String::new() };
        let due = app.setting.desk.near_words(next.due, app.now);
        lines.push(Line::styled(cut(&format!("Promised by {due}{more}: {}", next.text), width), style));
    }
    lines.extend(due(app, tab, theme, width));
    if let Some(wait) = case.waiting() {
        let since = app.setting.desk.near_words(wait.from, app.now);
        let words = format!("Their move since {since}: {} (the clock stands still)", wait.what);
        lines.push(Line::styled(cut(&words, width), theme.guidance));
    }
    if let Some(before) = tab.beside.before.as_ref().filter(|_| case.is_open()) {
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        lines.extend(wrapped("! ", &told::before(app, before), width, theme.alert));
    }
    for mark in &case.contested {
        let words =
            format!("{}: {} set this without seeing that {} had set “{}”", mark.field, mark.by, mark.over, mark.was);
        lines.push(Line::styled(cut(&format!("{} {words}", theme.sign("≠", "!=")), width), theme.alert));
    }
    if let Some(hand_off) = case.pending_hand_off() {
        let to_me = hand_off.to == app.setting.login;
        let words = if to_me {
            format!("{} hands this to you ({}): {}", hand_off.from, app.setting.key(Command::HandOff), hand_off.note)
        } else {
            format!("Handed to {}, not answered yet", hand_off.to)
        };
        lines.push(Line::styled(cut(&words, width), theme.alert));
    }
    lines
}

/// When the case is due, by the desk's targets; nothing where it has none, or while the customer has the next move.
fn due(app: &App, tab: &Tab, theme: &Theme, width: usize) -> Option<Line<'static>> {
    if tab.file.case.closed.is_some() {
        return None;
    }
    let desk = &app.setting.desk;
    let clocks = desk.case_clocks(&CaseTimes::of(&tab.file.case), app.now);
    let first = clocks.first_response.filter(|c| c.met.is_none());
    let shown = [("first answer", first), ("put right", clocks.resolution)];
    let words: Vec<String> = shown
        .iter()
        .filter_map(|(what, clock)| {
            let due = clock.as_ref()?.due?;
            let late = if due < app.now { "late: " } else { "" };
            Some(format!("{late}{what} by {}", desk.near_words(due, app.now)))
        })
        .collect();
    let over = shown.iter().any(|(_, c)| c.as_ref().is_some_and(crate::desk::Clock::is_over));
    if words.is_empty() {
        return None;
    }
    let words = format!("{} ({} why)", words.join(" · "), app.setting.key(Command::Explain));
    Some(Line::styled(cut(&words, width), if over { theme.alert } else { theme.muted }))
}

fn heading(theme: &Theme, words: &str, width: u16) -> Paragraph<'static> {
    let fill = usize::from(width).saturating_sub(words.len() + 1);
    let line = theme.sign("─", "-").repeat(fill);
    Paragraph::new(Line::from(vec![Span::styled(format!("{words} "), theme.title), Span::styled(line, theme.frame)]))
}

fn notes(app: &App, tab: &Tab, theme: &Theme, frame: &mut Frame<'_>, area: Rect, focused: bool) {
    let mut notes = tab.notes.clone();
    notes.set_style(theme.text);
    notes.set_cursor_style(if focused && tab.answering.is_none() { theme.chosen } else { theme.text });
    frame.render_widget(&notes, area);
    if tab.notes.is_empty() && !focused && app.popup.is_none() {
        frame.render_widget(Paragraph::new(Line::styled("Tab comes back to the notes", theme.muted)), area);
    }
}

fn timeline(app: &App, tab: &Tab, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let height = usize::from(area.height);
    if height == 0 {
        return;
    }
    let desk = &app.setting.desk;
    let end = tab.timeline.len().saturating_sub(tab.scroll);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut from = end;
    // Newest at the foot; only as many as there is room for are ever laid out.
    while from > 0 && lines.len() < height {
        from -= 1;
        let line = &tab.timeline[from];
        let (sign, style) = told::sign(line.kind, theme);
        let first = format!("{} {sign} ", desk.time_words(line.at));
        let mut laid = wrapped(&first, &line.text, area.width, style);
        let more = laid.len().saturating_sub(6);
        if more > 0 && tab.mine.is_some() {
            laid.truncate(6);
            laid.push(Line::styled(format!("      … {more} more lines"), theme.muted));
        }
        laid.extend(std::mem::take(&mut lines));
        lines = laid;
    }
    let skip = lines.len().saturating_sub(height);
    lines.drain(..skip);
    if tab.timeline.is_empty() {
        lines = vec![Line::styled(safe("what happens will stand here"), theme.muted)];
    }
    frame.render_widget(Paragraph::new(lines), area);
}
