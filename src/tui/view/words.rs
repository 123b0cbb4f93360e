//! Words on the screen: cleaned once more, wrapped and cut by display width. The one way by which text reaches a cell.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::terms::clean;

/// One line, without anything that could steer the terminal.
pub fn safe(text: &str) -> String {
    clean::one_line(text)
}

/// Cut to `width` columns, with an ellipsis where something is missing.
pub fn cut(text: &str, width: usize) -> String {
    let text = safe(text);
    if text.width() <= width {
        return text;
    }
    let mut cut = String::new();
    for grapheme in text.graphemes(true) {
        if cut.width() + grapheme.width() + 1 > width {
            break;
        }
        cut.push_str(grapheme);
    }
    if width > 0 {
        cut.push('…');
    }
    cut
}

/// Cut and filled up to exactly `width` columns.
pub fn column(text: &str, width: usize) -> String {
    let cut = cut(text, width);
    let fill = width.saturating_sub(cut.width());
    format!("{cut}{}", " ".repeat(fill))
}

/// Wrapped to `width` columns, the first line after `first`, the others indented under it.
pub fn wrapped(first: &str, text: &str, width: u16, style: Style) -> Vec<Line<'static>> {
    let indent = " ".repeat(first.width());
    let width = usize::from(width).max(indent.len() + 4);
    let mut lines = Vec::new();
    for (at, paragraph) in text.split('\n').enumerate() {
        let initial = if at == 0 { first } else { &indent };
        let options = textwrap::Options::new(width).initial_indent(initial).subsequent_indent(&indent);
        let paragraph = safe(paragraph);
        lines.extend(textwrap::wrap(&paragraph, options).into_iter().map(|l| Line::styled(l.into_owned(), style)));
    }
    lines
}

/// Wrapped to `width` columns beside a label of a style of its own, which takes `label_width` columns.
pub fn labelled(label: &Span<'_>, label_width: usize, text: &str, width: u16, style: Style) -> Vec<Line<'static>> {
    let room = usize::from(width).saturating_sub(label_width).max(4);
    let beside = wrapped("", text, u16::try_from(room).unwrap_or(u16::MAX), style);
    let mut label = Some(Span::styled(column(&label.content, label_width), label.style));
    let blank = || Span::raw(" ".repeat(label_width));
    let line = |line: Line<'static>| {
        Line::from(vec![label.take().unwrap_or_else(blank), Span::styled(line.to_string(), style)])
    };
    beside.into_iter().map(line).collect()
}

/// For terminals without Unicode: signs of ours and of good typography become their ASCII kin; letters stay as they are.
pub fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let kin = match cell.symbol() {
            "·" | "–" | "—" | "─" => "-",
            "“" | "”" | "„" => "\"",
            "’" | "‘" => "'",
            "…" => "~",
            "→" | "▸" => ">",
            "←" => "<",
            "•" | "◆" => "*",
            "│" => "|",
            "└" => "+",
            _ => continue,
        };
        cell.set_symbol(kin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_counts_columns_not_bytes() {
        assert_eq!(cut("Ngozi Okafor", 7), "Ngozi …");
        assert_eq!(cut("日本語テキスト", 7), "日本語…");
        assert_eq!(column("é", 3), "é  ");
        assert_eq!(cut("a\u{202e}b\u{1b}c", 9), "abc");
    }
}
