//! A table: its heading, its chart, its rows with as many numbers as there is room for; the chosen number is always among them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

use crate::review::metric::Metric;
use crate::review::{Chart, Figure, Table};

use super::super::super::app::{Field, Page, Place};
use super::super::super::theme::Theme;
use super::super::Target;
use super::super::words::{column, cut};
use super::{Scene, charts, heat, right};

/// The columns of a number, at least.
const CELL: usize = 10;
/// A row's label has so many columns before numbers are left out for its sake.
const LABEL: usize = 22;
/// The columns of a bar, at least and at most.
const BAR: (usize, usize) = (6, 24);
/// The lines of upright bars and of a line over days.
const CHART: usize = 7;
/// A column's heading has so many lines at most.
const HEADS: usize = 3;

/// How many lines it takes, a blank after it.
pub fn height(table: &Table) -> usize {
    let body = match Field::of(table) {
        Some(field) => heat::height(&field),
        None if table.rows.is_empty() => 1,
        None => chart(table) + heads(table).len() + table.rows.len(),
    };
    1 + body + 1
}

/// On which of its lines a row stands.
pub fn line_of(table: &Table, row: usize) -> usize {
    match Field::of(table) {
        Some(_) => 2 + row,
        None => 1 + chart(table) + heads(table).len() + row,
    }
}

fn chart(table: &Table) -> usize {
    let drawn = charts::is_upright(table) || (table.chart == Chart::Line && table.rows.len() > 1);
    if drawn { CHART } else { 0 }
}

/// How the columns are laid out.
struct Laid {
    label: usize,
    bar: usize,
    /// Which numbers are shown: from this one on, so many, each in so many columns.
    from: usize,
    shown: usize,
    cell: usize,
}

/// The columns of a number: what the longest word of the headings needs, and a blank.
fn cell(table: &Table) -> usize {
    let words = table.columns.iter().flat_map(|column| column.metric.title.split([' ', '-']));
    words.map(UnicodeWidthStr::width).max().unwrap_or(0).clamp(CELL - 1, CELL + 3) + 1
}

fn laid(scene: &Scene<'_>, table: &Table, chosen: usize) -> Laid {
    let longest = table.rows.iter().map(|row| label(&row.label).width()).max().unwrap_or(0);
    let (free, cell) = (scene.width.saturating_sub(2), cell(table));
    let shown = (free.saturating_sub(longest.min(LABEL)) / cell).clamp(1, table.columns.len().max(1));
    let rest = free.saturating_sub(shown * cell);
    let label = longest.min(rest);
    let bar = rest.saturating_sub(label + 1).min(BAR.1);
    let with_bar = table.chart == Chart::Bars && !charts::is_upright(table) && bar >= BAR.0;
    let chosen = chosen.min(table.columns.len().saturating_sub(1));
    let from = (chosen + 1).saturating_sub(shown);
    Laid { label: label.max(1), bar: if with_bar { bar } else { 0 }, from, shown, cell }
}

fn label(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// The headings of all columns, word under word.
fn heads(table: &Table) -> Vec<Vec<String>> {
    let wrap = |metric: &Metric| {
        let lines = textwrap::wrap(metric.title, cell(table) - 1).into_iter().map(std::borrow::Cow::into_owned);
        lines.take(HEADS).collect::<Vec<String>>()
    };
    let columns: Vec<Vec<String>> = table.columns.iter().map(|column| wrap(column.metric)).collect();
    let lines = columns.iter().map(Vec::len).max().unwrap_or(0);
    // Short headings stand at the foot, beside their numbers.
    let at = |column: &Vec<String>, line: usize| {
        (line + column.len()).checked_sub(lines).and_then(|at| column.get(at)).cloned().unwrap_or_default()
    };
    (0..lines).map(|line| columns.iter().map(|column| at(column, line)).collect()).collect()
}

/// Draws it.
pub fn draw(
    scene: &Scene<'_>,
    (page, first): (Page, usize),
    table: &Table,
    paper: Rect,
    buffer: &mut Buffer,
    places: &mut Vec<(Rect, Target)>,
) {
    let theme = scene.theme;
    let rows = Field::of(table).map_or(table.rows.len(), |field| field.down.len());
    let here = scene.place(page).and_then(|place| Some((place.row.checked_sub(first)?, place.column)));
    let here = here.filter(|(row, _)| *row < rows);
    let laid = laid(scene, table, here.map_or(0, |(_, column)| column));
    let mut lines = vec![heading(scene, table, &laid)];
    if let Some(field) = Field::of(table) {
        lines.extend(heat::lines(scene, (page, first, 1), table, &field, places));
        return Paragraph::new(lines).render(paper, buffer);
    }
    if table.rows.is_empty() {
        lines.push(Line::styled("  –", theme.muted));
        return Paragraph::new(lines).render(paper, buffer);
    }
    lines.extend((0..chart(table)).map(|_| Line::raw("")));
    let before = 2 + laid.label + if laid.bar > 0 { laid.bar + 1 } else { 0 };
    for heads in heads(table) {
        let heads: String = heads.iter().skip(laid.from).take(laid.shown).map(|head| right(head, laid.cell)).collect();
        lines.push(Line::styled(format!("{}{heads}", " ".repeat(before)), theme.muted));
    }
    let top = lines.len();
    for (at, row) in table.rows.iter().enumerate() {
        let chosen =
            here.filter(|(row, _)| *row == at).map(|(_, column)| column.min(row.cells.len().saturating_sub(1)));
        let y = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let width = u16::try_from(scene.width).unwrap_or(0);
        let place = Place { page, row: first + at, column: chosen.unwrap_or(laid.from) };
        places.push((Rect { x: 0, y, width, height: 1 }, Target::Place(place)));
        let mark = if chosen.is_some() { theme.sign("▸ ", "> ") } else { "  " };
        let style = if chosen.is_some() { theme.focus } else { theme.text };
        let name = format!("{mark}{}", column(&label(&row.label), laid.label));
        let mut spans = vec![Span::styled(name, style), Span::raw(" ".repeat(before - 2 - laid.label))];
        for (number, cell) in row.cells.iter().enumerate().skip(laid.from).take(laid.shown) {
            let x = u16::try_from(before + (number - laid.from) * laid.cell).unwrap_or(u16::MAX);
            let target = Target::Place(Place { column: number, ..place });
            places.push((Rect { x, y, width: u16::try_from(laid.cell).unwrap_or(0), height: 1 }, target));
            let (words, style) = said(cell, theme);
            let style = if chosen == Some(number) { theme.chosen } else { style };
            spans.push(Span::raw(" "));
            spans.push(Span::styled(right(&words, laid.cell - 1), style));
        }
        lines.push(Line::from(spans));
    }
    Paragraph::new(lines).render(paper, buffer);
    let clamp = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    if laid.bar > 0 {
        let area = Rect {
            x: clamp(2 + laid.label + 1),
            y: clamp(top),
            width: clamp(laid.bar),
            height: clamp(table.rows.len()),
        };
        charts::beside_rows(theme, table, area.intersection(paper), buffer);
    }
    if chart(table) > 0 {
        let area = Rect { x: 2, y: 1, width: paper.width.saturating_sub(4), height: clamp(CHART) }.intersection(paper);
        if charts::is_upright(table) {
            charts::upright(theme, table, area, buffer);
        } else {
            charts::over_days(scene, table, area, buffer);
        }
    }
}

/// The title, what was cut off, and which numbers are shown where there is no room for all.
fn heading(scene: &Scene<'_>, table: &Table, laid: &Laid) -> Line<'static> {
    let mut beside = Vec::new();
    if table.keys.contains(&"person") && !scene.app.sees_others() {
        beside.push("your own row alone".to_owned());
    }
    if table.more > 0 {
        beside.push(format!("{} more rows", table.more));
    }
    let all = table.columns.len();
    if laid.shown < all && Field::of(table).is_none() && !table.rows.is_empty() {
        let keys = scene.app.setting.words("{review-number-back} {review-number-next}");
        beside.push(format!("{}–{} of {all} numbers: {keys}", laid.from + 1, laid.from + laid.shown));
    }
    if table.rows.iter().any(|row| row.cells.iter().any(Figure::is_few)) {
        beside.push(format!("{} few", scene.theme.sign("°", "~")));
    }
    let title = cut(table.title, scene.width);
    let rest = scene.width.saturating_sub(title.width() + 2);
    Line::from(vec![
        Span::styled(title, scene.theme.title),
        Span::styled(cut(&format!("  {}", beside.join(" · ")), rest + 2), scene.theme.muted),
    ])
}

/// A number in a row; what rests on few is greyed, and marked.
fn said(figure: &Figure, theme: &Theme) -> (String, Style) {
    match (figure.value, figure.is_few()) {
        (None, _) => ("–".to_owned(), theme.muted),
        (_, true) => (format!("{}{}", figure.shown(), theme.sign("°", "~")), theme.muted),
        (_, false) => (figure.shown(), theme.text),
    }
}
