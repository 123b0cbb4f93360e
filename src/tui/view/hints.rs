//! The line of keys at the foot of a popup: `Enter does it · Esc leaves`. Each of them can be clicked.

use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::super::theme::Theme;
use super::{Hits, Target};

/// Words, and the key that a click on them presses, where there is one.
pub type Hint = (&'static str, Option<KeyCode>);

const BETWEEN: &str = " · ";

/// The line, beginning after `indent`.
pub fn line(theme: &Theme, indent: usize, hints: &[Hint]) -> Line<'static> {
    let mut spans = vec![Span::raw(" ".repeat(indent))];
    for (at, (words, key)) in hints.iter().enumerate() {
        if at > 0 {
            spans.push(Span::styled(BETWEEN, theme.muted));
        }
        spans.push(Span::styled(*words, if key.is_some() { theme.key } else { theme.muted }));
    }
    Line::from(spans)
}

/// Says where the words lie: `row` rows under the top of `area`.
pub fn put(hits: &mut Hits, area: Rect, row: usize, indent: usize, hints: &[Hint]) {
    let clamp = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let mut x = indent;
    for (words, key) in hints {
        let place = Rect { x: area.x.saturating_add(clamp(x)), width: clamp(words.width()), ..area };
        if let Some(key) = key.filter(|_| place.right() <= area.right()) {
            hits.put_row(place, row, Target::Key(key));
        }
        x += words.width() + BETWEEN.width();
    }
}
