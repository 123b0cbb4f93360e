//! Lays rows out under one another for a terminal: words to the left, numbers to the right, and what is too wide for one block
//! goes on in a second one with the words said again.

use unicode_width::UnicodeWidthStr;

/// Between two columns.
const GAP: usize = 2;
/// The narrowest that all words of a row together become, and the narrowest head of a number.
const NARROWEST: usize = 20;
const HEAD: usize = 10;

/// A cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// What stands in it.
    pub words: String,
    /// Whether it is shown greyed.
    pub grey: bool,
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Self { words, grey: false }
    }
}

/// A line under the heads.
pub(super) enum Line {
    /// Words, then numbers: one for each head.
    Row(Vec<String>, Vec<Cell>),
    /// A remark on the row above.
    Note(String),
}

/// Rows with their heads.
pub(super) struct Columns {
    /// The heads of the words.
    pub words: Vec<String>,
    /// Whether the last of the words is a bar, which is never wrapped.
    pub bars: bool,
    /// The heads of the numbers.
    pub numbers: Vec<String>,
    /// The rows.
    pub lines: Vec<Line>,
}

impl Columns {
    /// As text, no line wider than `width` where that can be; `grey` and its end are put around what is greyed.
    pub fn lay(&self, width: usize, grey: (&str, &str)) -> String {
        let heads: Vec<Vec<String>> = (0..self.numbers.len()).map(|at| self.head(at)).collect();
        let widths: Vec<usize> = heads.iter().enumerate().map(|(at, head)| self.number_width(at, head)).collect();
        let wanted = self.word_widths();
        let mut out = String::new();
        let mut from = 0;
        loop {
            // As many numbers as leave the words enough room; one at least.
            let bar = if self.bars { wanted.last().map_or(0, |bar| bar + GAP) } else { 0 };
            let least = (wanted.iter().sum::<usize>() + GAP * wanted.len().saturating_sub(1)).min(NARROWEST + bar);
            let (mut until, mut used) = (from, least);
            while until < widths.len() && (until == from || used + GAP + widths[until] <= width) {
                used += GAP + widths[until];
                until += 1;
            }
            let numbers: usize = widths[from..until].iter().map(|w| w + GAP).sum();
            let words = shrunk(&wanted, width.saturating_sub(numbers), self.bars);
            if from > 0 {
                out.push('\n');
            }
            self.block(&mut out, (&words, &widths), &heads, from..until, (width, grey));
            from = until;
            if from >= widths.len() {
                return out;
            }
        }
    }

    fn block(
        &self,
        out: &mut String,
        (words, numbers): (&[usize], &[usize]),
        heads: &[Vec<String>],
        of: std::ops::Range<usize>,
        (width, grey): (usize, (&str, &str)),
    ) {
        let tall = heads[of.clone()].iter().map(Vec::len).max().unwrap_or(1);
        for line in 0..tall {
            let mut text = String::new();
            for (at, width) in words.iter().enumerate() {
                let head = if line + 1 == tall { self.words[at].as_str() } else { "" };
                left(&mut text, &cut(head, *width), *width);
            }
            for at in of.clone() {
                // Heads stand on the line above the numbers.
                let head = (line + heads[at].len()).checked_sub(tall).and_then(|line| heads[at].get(line));
                right(&mut text, &Cell::from(head.cloned().unwrap_or_default()), numbers[at], grey);
            }
            end(out, &text);
        }
        for line in &self.lines {
            match line {
                Line::Note(note) if of.start == 0 => {
                    for line in textwrap::wrap(note, width.max(NARROWEST) - 2) {
                        end(out, &format!("  {}{line}{}", grey.0, grey.1));
                    }
                }
                Line::Note(_) => {}
                Line::Row(labels, cells) => {
                    let labels: Vec<_> = labels.iter().zip(words).map(|(words, w)| textwrap::wrap(words, *w)).collect();
                    for line in 0..labels.iter().map(Vec::len).max().unwrap_or(1).max(1) {
                        let mut text = String::new();
                        for (label, width) in labels.iter().zip(words) {
                            left(&mut text, label.get(line).map_or("", |words| words), *width);
                        }
                        if line == 0 {
                            of.clone().for_each(|at| right(&mut text, &cells[at], numbers[at], grey));
                        }
                        end(out, &text);
                    }
                }
            }
        }
    }

    fn head(&self, at: usize) -> Vec<String> {
        let width = self.cells(at).max().unwrap_or(0).max(HEAD);
        textwrap::wrap(&self.numbers[at], width).into_iter().map(std::borrow::Cow::into_owned).collect()
    }

    fn number_width(&self, at: usize, head: &[String]) -> usize {
        self.cells(at).chain(head.iter().map(|line| line.width())).max().unwrap_or(0)
    }

    fn cells(&self, at: usize) -> impl Iterator<Item = usize> {
        self.lines.iter().filter_map(move |line| match line {
            Line::Row(_, cells) => cells.get(at).map(|cell| cell.words.width()),
            Line::Note(_) => None,
        })
    }

    fn word_widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.words.iter().map(|head| head.width()).collect();
        for line in &self.lines {
            if let Line::Row(labels, _) = line {
                widths.iter_mut().zip(labels).for_each(|(width, label)| *width = (*width).max(label.width()));
            }
        }
        widths
    }
}

/// These widths, the widest made narrower until they fit together.
fn shrunk(wanted: &[usize], width: usize, bars: bool) -> Vec<usize> {
    let mut widths = wanted.to_vec();
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        match widths.iter_mut().rev().skip(usize::from(bars)).max() {
            Some(widest) if *widest > 8 => *widest -= 1,
            _ => break,
        }
    }
    widths
}

fn cut(words: &str, width: usize) -> String {
    textwrap::wrap(words, width.max(1)).first().map_or_else(String::new, ToString::to_string)
}

fn left(text: &mut String, words: &str, width: usize) {
    if !text.is_empty() {
        text.push_str(&" ".repeat(GAP));
    }
    text.push_str(words);
    text.push_str(&" ".repeat(width.saturating_sub(words.width())));
}

fn right(text: &mut String, cell: &Cell, width: usize, grey: (&str, &str)) {
    text.push_str(&" ".repeat(GAP + width.saturating_sub(cell.words.width())));
    if cell.grey {
        text.push_str(grey.0);
    }
    text.push_str(&cell.words);
    if cell.grey {
        text.push_str(grey.1);
    }
}

fn end(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(numbers: usize) -> Columns {
        let row = |name: &str| {
            Line::Row(vec![name.to_owned()], (0..numbers).map(|n| Cell::from(format!("{n}:00 (12)"))).collect())
        };
        Columns {
            words: vec![String::new()],
            bars: false,
            numbers: (0..numbers).map(|n| format!("Number that is {n}")).collect(),
            lines: vec![
                row("Ana Lima"),
                Line::Note("a remark".to_owned()),
                row("Kwame Asante-Boateng of the evening shift"),
            ],
        }
    }

    #[test]
    fn what_is_too_wide_goes_on_below() {
        let text = people(7).lay(60, ("", ""));
        assert!(text.lines().all(|line| line.width() <= 60), "{text}");
        assert_eq!(text.matches("Ana Lima").count(), 3);
        assert_eq!(text.matches("a remark").count(), 1);
        assert!((0..7).all(|n| text.contains(&format!("{n}:00 (12)"))));
    }

    #[test]
    fn what_is_greyed_takes_no_room() {
        let mut columns = people(1);
        if let Some(Line::Row(_, cells)) = columns.lines.first_mut() {
            cells[0].grey = true;
        }
        let grey = columns.lay(80, ("<", ">"));
        assert!(grey.contains("<0:00 (12)>"));
        assert_eq!(grey.replace(['<', '>'], ""), columns.lay(80, ("", "")));
    }
}
