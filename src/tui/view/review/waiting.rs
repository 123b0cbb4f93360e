//! The requests that wait: each in a line, the chosen one with all that whoever asked has before them.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::super::super::app::{Page, Place};
use super::super::Target;
use super::super::words::{cut, wrapped};
use super::Scene;

/// How many lines it takes, a blank after it.
pub fn height(scene: &Scene<'_>) -> usize {
    let waiting = scene.app.review.waiting.len();
    1 + if waiting == 0 { 1 } else { waiting + about(scene).len() } + 1
}

/// Which request is shown in full: the chosen one, or the one that waits longest.
fn open(scene: &Scene<'_>) -> usize {
    scene.place(Page::Waiting).map_or(0, |place| place.row)
}

/// On which line a request stands.
pub fn line_of(scene: &Scene<'_>, row: usize) -> usize {
    1 + row + if row > open(scene) { about(scene).len() } else { 0 }
}

/// What is to be known of the request that is shown in full.
fn about(scene: &Scene<'_>) -> Vec<Line<'static>> {
    let width = u16::try_from(scene.width).unwrap_or(u16::MAX);
    let Some(waiting) = scene.app.review.waiting.get(open(scene)) else { return Vec::new() };
    let mut lines = Vec::new();
    for (heading, words) in scene.app.request_lines(waiting) {
        lines.extend(wrapped(&format!("    {heading}: "), &words, width, scene.theme.text));
    }
    let confirm = scene.app.confirm_words();
    lines.extend(wrapped("    ", &confirm, width, scene.theme.guidance));
    lines
}

/// Its lines.
pub fn lines(scene: &Scene<'_>, places: &mut Vec<(Rect, Target)>) -> Vec<Line<'static>> {
    let (theme, app) = (scene.theme, scene.app);
    let mut lines = vec![Line::styled("Approvals waiting", theme.title)];
    if app.review.waiting.is_empty() {
        lines.push(Line::styled("  Nothing waits for a yes.", theme.muted));
        return lines;
    }
    let chosen = scene.place(Page::Waiting).map(|place| place.row);
    for (row, waiting) in app.review.waiting.iter().enumerate() {
        let y = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let width = u16::try_from(scene.width).unwrap_or(0);
        let place = Place { page: Page::Waiting, row, column: 0 };
        places.push((Rect { x: 0, y, width, height: 1 }, Target::Place(place)));
        let here = chosen == Some(row);
        let mark = if here { theme.sign("▸ ", "> ") } else { "  " };
        let since = app.setting.desk.near_words(waiting.request.at, app.now);
        let words = cut(&app.request_words(&waiting.request), scene.width.saturating_sub(since.width() + 4));
        let gap = scene.width.saturating_sub(2 + words.width() + since.width());
        let style = if here { theme.chosen } else { theme.text };
        lines.push(Line::from(vec![
            Span::styled(format!("{mark}{words}"), style),
            Span::styled(format!("{}{since}", " ".repeat(gap)), if here { style } else { theme.muted }),
        ]));
        if row == open(scene) {
            lines.extend(about(scene));
        }
    }
    lines
}
