//! What people take for one character is moved over and deleted as one: a family joined from four people, a letter with its
//! accents, a flag. The editor of the notes counts code points; the one-line fields know better by themselves.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui_textarea::{CursorMove, TextArea};
use unicode_segmentation::UnicodeSegmentation;

/// One key in an editor. Says whether the text has changed.
pub fn input(area: &mut TextArea<'_>, key: &KeyEvent) -> bool {
    if key.modifiers != KeyModifiers::NONE || area.is_selecting() {
        return area.input(*key);
    }
    let (row, column) = (area.cursor().0, area.cursor().1);
    let line = area.lines().get(row).map_or("", String::as_str);
    let at = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    let before = line[..at].graphemes(true).next_back().map_or(0, |g| g.chars().count());
    let behind = line[at..].graphemes(true).next().map_or(0, |g| g.chars().count());
    let clamp = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    match key.code {
        KeyCode::Backspace if before > 1 => {
            area.move_cursor(CursorMove::Jump(clamp(row), clamp(column - before)));
            area.delete_str(before)
        }
        KeyCode::Delete if behind > 1 => area.delete_str(behind),
        KeyCode::Left if before > 1 => {
            area.move_cursor(CursorMove::Jump(clamp(row), clamp(column - before)));
            false
        }
        KeyCode::Right if behind > 1 => {
            area.move_cursor(CursorMove::Jump(clamp(row), clamp(column + behind)));
            false
        }
        _ => area.input(*key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: &str = "👨\u{200d}👩\u{200d}👧";
    const ACCENT: &str = "e\u{301}\u{323}";

    fn press(area: &mut TextArea<'_>, code: KeyCode) {
        input(area, &KeyEvent::new(code, KeyModifiers::NONE));
    }

    #[test]
    fn what_looks_like_one_character_is_one() {
        for one in [FAMILY, ACCENT, "語", "🇬🇧", "x"] {
            let mut area = TextArea::from([format!("a{one}b")]);
            press(&mut area, KeyCode::Right);
            press(&mut area, KeyCode::Right);
            assert_eq!(area.cursor().1, 1 + one.chars().count(), "{one}");
            press(&mut area, KeyCode::Left);
            assert_eq!(area.cursor().1, 1, "{one}");
            press(&mut area, KeyCode::Delete);
            assert_eq!(area.lines(), ["ab"], "{one}");
            area.undo();
            assert_eq!(area.lines(), [format!("a{one}b")], "{one} comes back in one go");
            area.move_cursor(CursorMove::Jump(0, u16::try_from(1 + one.chars().count()).unwrap()));
            press(&mut area, KeyCode::Backspace);
            assert_eq!(area.lines(), ["ab"], "{one}");
        }
    }
}
