//! The reply while it is written: a frame of its own that says who will read it, and what could be said better under it.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

use super::super::app::{App, Reply};
use super::super::theme::Theme;
use super::words::{cut, wrapped};
use super::{Hits, Target};

/// Draws it over everything but the playbook.
pub fn draw(app: &App, reply: &Reply, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    // The playbook stays in sight on wide screens: it is what the reply is written from.
    let keep = if area.width >= super::WIDE { super::columns(area.width).1 } else { 0 };
    let place = Rect { width: area.width - keep, ..area };
    hits.put(place, Target::Popup);
    frame.render_widget(Clear, place);
    let number = app.tab().map_or("-", |t| t.file.case.number());
    let title = format!(" TO THE CUSTOMER · {} · {number} · they will read this ", reply.channel.label());
    let block = Block::bordered()
        .border_style(theme.guidance)
        .title(Line::styled(cut(&title, usize::from(place.width).saturating_sub(4)), theme.focus));
    // A frame of its own, so that it is never taken for the notes.
    let block = if theme.ascii {
        block.border_set(ratatui::symbols::border::Set {
            top_left: "#",
            top_right: "#",
            bottom_left: "#",
            bottom_right: "#",
            vertical_left: "#",
            vertical_right: "#",
            horizontal_top: "=",
            horizontal_bottom: "=",
        })
    } else {
        block.border_type(BorderType::Double)
    };
    let inner = block.inner(place);
    frame.render_widget(block, place);
    let remarks = remarks(reply, theme, inner.width);
    let most = (inner.height / 2).max(2);
    let below = u16::try_from(remarks.len()).unwrap_or(u16::MAX).min(most);
    let [text, below] = Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]).areas(inner);
    let mut editor = reply.editor.clone();
    editor.set_style(theme.text);
    editor.set_cursor_style(if reply.sent { theme.text } else { theme.chosen });
    frame.render_widget(&editor, text);
    frame.render_widget(Paragraph::new(remarks), below);
}

/// What is still open in it, and what could be said better; the newest words are checked at once.
fn remarks(reply: &Reply, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let text = reply.text();
    let mut lines = Vec::new();
    let gaps: Vec<String> = crate::playbook::gaps(&text).into_iter().map(|(_, name)| name).collect();
    if !gaps.is_empty() {
        lines.extend(wrapped("? ", &format!("still to be filled in: {}", gaps.join(", ")), width, theme.alert));
    }
    for remark in &reply.remarks {
        let said = cut(text.get(remark.range.clone()).unwrap_or_default(), 40);
        let first = format!("! “{said}”: {}", remark.why);
        lines.extend(wrapped("", &first, width, theme.guidance));
        lines.extend(wrapped("    better: ", &remark.better, width, theme.text));
    }
    if lines.is_empty() {
        lines.push(Line::from(vec![
            Span::styled(theme.sign("✓ ", "ok "), theme.good),
            Span::styled("nothing to remark on; read it once aloud", theme.muted),
        ]));
    }
    lines.insert(0, Line::styled(theme.sign("─", "-").repeat(usize::from(width)), theme.frame));
    lines
}
