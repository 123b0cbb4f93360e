//! Bars of text: the signs that bars are made of, and a row of small ones in one line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::bar;
use ratatui::widgets::{Sparkline, Widget};

use super::super::theme::Theme;

/// Bars for terminals that have ASCII alone.
const ASCII: bar::Set<'static> = bar::Set {
    full: "#",
    seven_eighths: "#",
    three_quarters: "#",
    five_eighths: "=",
    half: "=",
    three_eighths: "-",
    one_quarter: "-",
    one_eighth: ".",
    empty: " ",
};

/// What bars are made of.
pub fn set(theme: &Theme) -> bar::Set<'static> {
    if theme.ascii { ASCII } else { bar::NINE_LEVELS }
}

/// `▂▅█▃`: one column each, drawn on paper, so that the line is text like its neighbours.
pub fn line(theme: &Theme, data: &[u64], most: u64) -> String {
    let Ok(width) = u16::try_from(data.len()) else { return String::new() };
    let paper = Rect { x: 0, y: 0, width, height: 1 };
    let mut drawn = Buffer::empty(paper);
    Sparkline::default().data(data).max(most).bar_set(set(theme)).render(paper, &mut drawn);
    drawn.content().iter().map(ratatui::buffer::Cell::symbol).collect()
}
