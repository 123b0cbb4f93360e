//! How far something to read is scrolled. The view alone knows how long it is, so it leaves its measure here.

use std::cell::Cell;

use ratatui::crossterm::event::KeyCode;

/// So many lines a page goes on.
const PAGE: isize = 10;

/// How far something is scrolled, in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scroll {
    /// Where it was scrolled to; `None` while it stands where it stands by itself.
    at: Option<usize>,
    /// From which line on it was last shown, and from which at most.
    shown: Cell<(usize, usize)>,
}

impl Default for Scroll {
    fn default() -> Self {
        Self { at: None, shown: Cell::new((0, usize::MAX)) }
    }
}

impl Scroll {
    /// So many lines on, or back: never further than there is something to see.
    pub fn by(&mut self, lines: isize) {
        let (from, most) = self.shown.get();
        self.at = Some(self.at.unwrap_or(from).min(most).saturating_add_signed(lines));
    }

    /// A key of somebody who reads. Whether it scrolls.
    pub fn key(&mut self, code: KeyCode) -> bool {
        match code {
            KeyCode::Down => self.by(1),
            KeyCode::Up => self.by(-1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.by(PAGE),
            KeyCode::PageUp => self.by(-PAGE),
            KeyCode::Home => self.by(isize::MIN),
            _ => return false,
        }
        true
    }

    /// The line that is shown first of so many, where there is room for `height`; by itself it is the line `own`.
    pub fn first(&self, lines: usize, height: usize, own: usize) -> usize {
        let most = lines.saturating_sub(height);
        let from = self.at.unwrap_or(own).min(most);
        self.shown.set((from, most));
        from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_from_where_it_was_shown_and_stops_at_both_ends() {
        let mut scroll = Scroll::default();
        assert_eq!(scroll.first(100, 10, 40), 40);
        scroll.by(1);
        assert_eq!(scroll.first(100, 10, 40), 41);
        scroll.by(isize::MAX);
        scroll.by(isize::MAX);
        assert_eq!(scroll.first(100, 10, 40), 90);
        scroll.by(-1);
        assert_eq!(scroll.first(100, 10, 40), 89);
        assert!(scroll.key(KeyCode::Home) && scroll.key(KeyCode::Up) && !scroll.key(KeyCode::Enter));
        assert_eq!(scroll.first(100, 10, 40), 0);
        assert_eq!(scroll.first(5, 10, 40), 0);
    }
}
