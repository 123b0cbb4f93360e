//! A field of hours and channels, or hours and weekdays: a shade and a number in each cell, so that neither needs a colour.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::review::Table;

use super::super::super::app::{Field, Page, Place};
use super::super::Target;
use super::super::words::column;
use super::{Scene, right};

/// The label's columns at most.
const LABEL: usize = 18;

/// How many lines it takes, its heading not counted.
pub fn height(field: &Field) -> usize {
    1 + field.down.len()
}

/// Its lines: the hours, then a row for each of what stands down.
pub fn lines(
    scene: &Scene<'_>,
    (page, first, top): (Page, usize, usize),
    table: &Table,
    field: &Field,
    places: &mut Vec<(Rect, Target)>,
) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let label = field.down.iter().map(|end| end.label.width()).max().unwrap_or(0).min(LABEL);
    let value = |across: usize, down: usize| {
        let at = Field::at(table, &field.across[across].key, &field.down[down].key)?;
        table.rows.get(at)?.cells.first()?.value
    };
    let most = table
        .rows
        .iter()
        .filter_map(|row| row.cells.first()?.value)
        .map(crate::review::Quantity::rounded)
        .max()
        .unwrap_or(0);
    let digits = table.rows.iter().filter_map(|row| row.cells.first()?.value).map(|v| v.shown().width()).max();
    let room = scene.width.saturating_sub(2 + label + 1) / field.across.len().max(1);
    // A shade, the number, and a blank between; where there is no room for numbers, the shade alone.
    let wanted = digits.unwrap_or(1) + 2;
    let cell = room.min(wanted).max(1);
    let numbers = cell + 1 >= wanted;
    let chosen = scene.place(page);
    let head: String = field
        .across
        .iter()
        .map(|end| {
            if cell >= 3 {
                right(&end.key, cell)
            } else {
                right(&end.key.chars().last().map(String::from).unwrap_or_default(), cell)
            }
        })
        .collect();
    let mut lines = vec![Line::styled(format!("{}{head}", " ".repeat(2 + label + 1)), theme.muted)];
    for (down, end) in field.down.iter().enumerate() {
        let row = first + down;
        let here = chosen.filter(|place| place.row == row);
        let mark = if here.is_some() { theme.sign("▸ ", "> ") } else { "  " };
        let style = if here.is_some() { theme.focus } else { theme.text };
        let mut spans = vec![Span::styled(format!("{mark}{} ", column(&end.label, label)), style)];
        for across in 0..field.across.len() {
            let value = value(across, down);
            let shade = shade(value.map_or(0, crate::review::Quantity::rounded), most, theme.ascii);
            let words = match value {
                None => right("·", cell),
                Some(value) if numbers => {
                    let words = right(&value.shown(), cell.saturating_sub(1).min(wanted - 2));
                    right(&format!("{shade}{words}"), cell)
                }
                Some(_) => right(&shade.repeat(cell.min(2)), cell),
            };
            let style = match (here.map(|place| place.column.min(field.across.len() - 1)), value) {
                (Some(column), _) if column == across => theme.chosen,
                (_, None) => theme.muted,
                _ => theme.text,
            };
            spans.push(Span::styled(words, style));
            let x = u16::try_from(2 + label + 1 + across * cell).unwrap_or(u16::MAX);
            let y = u16::try_from(top + lines.len()).unwrap_or(u16::MAX);
            let place = Place { page, row, column: across };
            places.push((Rect { x, y, width: u16::try_from(cell).unwrap_or(0), height: 1 }, Target::Place(place)));
        }
        lines.push(Line::from(spans));
    }
    lines
}

/// Four shades, the darkest for the most.
fn shade(value: i64, most: i64, ascii: bool) -> &'static str {
    let shades = if ascii { [".", ":", "+", "#"] } else { ["░", "▒", "▓", "█"] };
    let at = (value.max(0) * 4 + most - 1).checked_div(most).unwrap_or(0).clamp(1, 4) - 1;
    shades.get(usize::try_from(at).unwrap_or(0)).copied().unwrap_or(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_is_darkest_and_a_little_is_not_nothing() {
        let shades: Vec<&str> = [1, 2, 3, 4, 5, 8].into_iter().map(|n| shade(n, 8, false)).collect();
        assert_eq!(shades, ["░", "░", "▒", "▒", "▓", "█"]);
        assert_eq!(shade(0, 0, true), ".");
    }
}
