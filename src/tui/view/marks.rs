//! What was found, marked in a text: by weight and a line under it, never by colour alone.

use std::ops::Range;

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// How what was found looks.
pub fn found(style: Style) -> Style {
    style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
}

/// Where in `text` these words stand (lower case; the last may go on), in bytes.
pub fn ranges(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if words.is_empty() {
        return found;
    }
    let mut begin = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (begin, c.is_alphanumeric()) {
            (None, true) => begin = Some(at),
            (Some(from), false) => {
                begin = None;
                let word = text[from..at].to_lowercase();
                let fits = |(n, wanted): (usize, &String)| {
                    let mut parts = wanted.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty());
                    parts.any(|part| word == part || (n + 1 == words.len() && word.starts_with(part)))
                };
                if words.iter().enumerate().any(fits) {
                    found.push(from..at);
                }
            }
            _ => {}
        }
    }
    found
}

/// A text in spans, what was found marked.
pub fn spans(text: &str, words: &[String], style: Style) -> Vec<Span<'static>> {
    at_ranges(text, &ranges(text, words), style)
}

/// A text in spans, these ranges marked; ranges that do not fit the text are left out.
pub fn at_ranges(text: &str, ranges: &[Range<usize>], style: Style) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut from = 0;
    for range in ranges {
        let (Some(before), Some(marked)) = (text.get(from..range.start), text.get(range.clone())) else { continue };
        if !before.is_empty() {
            spans.push(Span::styled(before.to_owned(), style));
        }
        spans.push(Span::styled(marked.to_owned(), found(style)));
        from = range.end;
    }
    if let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        spans.push(Span::styled(rest.to_owned(), style));
    }
    spans
}

/// Lines with these words marked, each in its own style.
pub fn lines(lines: Vec<Line<'static>>, words: &[String]) -> Vec<Line<'static>> {
    let mark = |line: Line<'static>| {
        let style = line.style;
        let spans = line.spans.iter().flat_map(|s| spans(&s.content, words, style.patch(s.style))).collect::<Vec<_>>();
        Line::from(spans)
    };
    lines.into_iter().map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_as_the_search_finds_them() {
        let marked = |text: &str, words: &str| -> Vec<String> {
            let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
            ranges(text, &words).into_iter().map(|r| text[r].to_owned()).collect()
        };
        assert_eq!(marked("The parcel, Parcels and a re-parcelled box", "parcel"), ["parcel", "Parcels", "parcelled"]);
        assert_eq!(marked("late parcels are late", "late par"), ["late", "parcels", "late"]);
        assert_eq!(marked("later parcels", "late par"), ["parcels"]);
        assert_eq!(marked("Größe größer", "größ"), ["Größe", "größer"]);
        assert_eq!(marked("anything", ""), Vec::<String>::new());
    }
}
