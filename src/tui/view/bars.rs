//! The top line (who, when, what is open) and the two lines at the foot (what was said, which keys there are).

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::case::clocks;
use crate::terms::clock;

use super::super::app::{App, Pane, Tab, Tone};
use super::super::commands::{Command, Row, TABLE, of};
use super::super::theme::Theme;
use super::words::{column, cut, safe};

/// The top line.
pub fn top(app: &App, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let setting = &app.setting;
    let desk = &setting.desk;
    let right = format!("{} ({})  {} ", safe(&setting.login), setting.role.label(), desk.time_words(app.now));
    let room = usize::from(area.width).saturating_sub(right.width() + 1);
    let mut spans = vec![Span::styled(" amends", theme.title)];
    let mut used = 7;
    let mut push = |spans: &mut Vec<Span<'static>>, text: String, style: Style| {
        if used + text.width() <= room {
            used += text.width();
            spans.push(Span::styled(text, style));
        }
    };
    push(&mut spans, format!(" {} {} ", theme.sign("·", "-"), cut(&desk.name, 24)), theme.muted);
    for (at, tab) in app.tabs.iter().enumerate() {
        let style = if at == app.shown { theme.chosen } else { theme.text };
        push(&mut spans, format!(" {} ", open_case(app, tab)), style);
        push(&mut spans, " ".into(), theme.text);
    }
    if area.width < 100 {
        let name = |p: Pane| match p {
            Pane::NextUp => "Next up",
            Pane::Case => "Case",
            Pane::Playbook => "Playbook",
        };
        for p in [Pane::NextUp, Pane::Case, Pane::Playbook] {
            let style = if app.pane == p { theme.focus } else { theme.muted };
            push(&mut spans, format!(" {}", name(p)), style);
        }
    }
    let used: usize = spans.iter().map(|s| s.content.width()).sum();
    let gap = usize::from(area.width).saturating_sub(used + right.width());
    spans.push(Span::raw(" ".repeat(gap)));
    spans.push(Span::styled(right, theme.muted));
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// `C-1042 03:12`: what stands in the top line for each open case.
fn open_case(app: &App, tab: &Tab) -> String {
    let number = if tab.file.case.opened.is_some() { tab.file.case.number().to_owned() } else { "new".to_owned() };
    match tab.interaction() {
        Some(i) if i.ended.is_none() => {
            let now = clocks(i, app.now);
            let on_hold = i.holds.last().is_some_and(|h| h.to.is_none());
            let phase = if on_hold {
                " hold"
            } else if i.talk_ended.is_some() {
                " wrap-up"
            } else {
                ""
            };
            format!("{number}{phase} {}", clock(if i.talk_ended.is_some() { now.wrap_ms } else { now.talk_ms }))
        }
        _ => number,
    }
}

/// The two lines at the foot. What may be relied on (saved or not) always has its place at the right.
pub fn foot(app: &App, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let width = usize::from(area.width);
    let saved = format!("{} ", saved(app));
    let room = width.saturating_sub(saved.width() + 1);
    let (words, style) = match &app.notice {
        Some(notice) => {
            let (sign, style) = match notice.tone {
                Tone::Good => (theme.sign("✓", "ok"), theme.good),
                Tone::Guidance => (theme.sign("→", "->"), theme.guidance),
                Tone::Alert => (theme.sign("!", "!"), theme.alert),
            };
            (format!(" {sign} {}", notice.text), style)
        }
        None if app.tab().is_none() => (" Nothing is open. F12 begins an interaction.".to_owned(), theme.muted),
        None => (String::new(), theme.muted),
    };
    let first =
        Line::from(vec![Span::styled(column(&words, room), style), Span::raw(" "), Span::styled(saved, theme.muted)]);
    frame.render_widget(Paragraph::new(vec![first, keys(app, theme, width)]), area);
}

/// What the agent may rely on just now.
fn saved(app: &App) -> String {
    let Some(tab) = app.tab() else { return String::new() };
    if tab.under_way > 0 {
        return "saving…".to_owned();
    }
    if tab.draft_failed {
        return "NOT SAVED".to_owned();
    }
    match (tab.unsaved, tab.saved) {
        (Some(_), _) => "typing…".to_owned(),
        (None, Some(at)) => format!("draft saved {}", app.setting.desk.time_words(at)),
        (None, None) => String::new(),
    }
}

/// The keys that are worth knowing here: first what can be done now; what cannot is dim, where there is room.
fn keys(app: &App, theme: &Theme, width: usize) -> Line<'static> {
    let always = [Command::Help, Command::Palette];
    let able = |r: &&Row| app.why_not(r.command).is_none();
    // What is known already need not be asked for again, but stays within reach.
    let settled = |r: &&Row| match r.command {
        Command::New => app.tab().is_some(),
        Command::Customer => app.tab().is_some_and(|t| t.customer.is_some()),
        Command::Said => app.tab().is_some_and(|t| t.walk().is_some()),
        _ => false,
    };
    let rows: Vec<&Row> = TABLE.iter().filter(|r| r.footer && !always.contains(&r.command)).collect();
    let mut order: Vec<&Row> = rows.iter().copied().filter(|r| able(r) && !settled(r)).collect();
    order.extend(rows.iter().copied().filter(|r| able(r) && settled(r)));
    order.extend(rows.iter().copied().filter(|r| !able(r)));
    let mut spans = vec![Span::raw(" ")];
    let mut room = width.saturating_sub(1 + always.iter().map(|c| needs(of(*c))).sum::<usize>());
    for row in order {
        if needs(row) <= room {
            room -= needs(row);
            let able = able(&row);
            spans.push(Span::styled(row.keys[0], if able { theme.key } else { theme.muted }));
            spans.push(Span::styled(format!(" {}  ", row.short), if able { theme.text } else { theme.muted }));
        }
    }
    for row in always.map(of) {
        spans.push(Span::styled(row.keys[0], theme.key));
        spans.push(Span::styled(format!(" {}  ", row.short), theme.text));
    }
    Line::from(spans)
}

/// How many columns a row takes in the footer.
fn needs(row: &Row) -> usize {
    row.keys[0].width() + row.short.width() + 3
}
