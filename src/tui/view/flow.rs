//! Lines to read in a place that may be too low for them: scrolled, with a sign where there is more.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use super::super::scroll::Scroll;
use super::super::theme::Theme;

/// Draws the lines; by itself it begins with the line `own`. Which of them stands first. `area` is within a frame, whose lower
/// edge says that there is more.
pub fn flow(
    lines: Vec<Line<'static>>,
    scroll: &Scroll,
    own: usize,
    theme: &Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) -> usize {
    let height = usize::from(area.height);
    let from = scroll.first(lines.len(), height, own);
    let more = lines.len() > from + height;
    let shown: Vec<Line<'static>> = lines.into_iter().skip(from).take(height).collect();
    frame.render_widget(Paragraph::new(shown), area);
    if more && area.width > 10 {
        let words = format!(" {} more ", theme.sign("↓", "v"));
        let width = u16::try_from(words.width()).unwrap_or(0);
        let at = Rect { x: area.x + 1, y: area.bottom(), width, height: 1 };
        let within = at.intersection(*frame.buffer_mut().area());
        frame.render_widget(Paragraph::new(Line::styled(words, theme.focus)), within);
    }
    from
}
