//! Charts: bars beside the rows of a table, bars over hours, a line over days, and hours in one line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Bar, BarChart, Chart, Dataset, GraphType, Widget};

use crate::review::{Report, Row, Table};

use super::super::super::app::{End, without_gaps};
use super::super::super::theme::Theme;
use super::super::sparks::{self, set};
use super::Scene;

/// How long a row's bar is: the first column's value, as it is said.
fn length(row: &Row) -> u64 {
    let value = row.cells.first().and_then(|figure| figure.value).map_or(0, crate::review::Quantity::rounded);
    u64::try_from(value).unwrap_or(0)
}

/// A bar beside each row, one line each.
pub fn beside_rows(theme: &Theme, table: &Table, area: Rect, buffer: &mut Buffer) {
    let bars: Vec<Bar<'_>> = table.rows.iter().map(|row| Bar::new(length(row)).text_value("")).collect();
    let most = table.rows.iter().map(length).max().unwrap_or(0).max(1);
    BarChart::horizontal(bars)
        .bar_width(1)
        .bar_gap(0)
        .max(most)
        .bar_set(set(theme))
        .bar_style(theme.guidance)
        .style(theme.text)
        .render(area, buffer);
}

/// The hours of a table that has one key, without gaps, and what was in each.
fn over_hours(table: &Table) -> Vec<(End, u64)> {
    let end = |row: &Row| Some(End { key: row.key.first()?.clone(), label: row.label.first()?.clone() });
    let ends: Vec<End> = table.rows.iter().filter_map(end).collect();
    let of = |end: &End| table.rows.iter().find(|row| row.key.first() == Some(&end.key)).map_or(0, length);
    without_gaps(ends).into_iter().map(|end| (of(&end), end)).map(|(n, end)| (end, n)).collect()
}

/// Whether a table's bars stand upright, hour beside hour.
pub fn is_upright(table: &Table) -> bool {
    table.keys == ["hour"] && !table.rows.is_empty()
}

/// Upright bars, hour beside hour, labelled as far as there is room.
pub fn upright(theme: &Theme, table: &Table, area: Rect, buffer: &mut Buffer) {
    let hours = over_hours(table);
    let each = (area.width / u16::try_from(hours.len()).unwrap_or(u16::MAX).max(1)).clamp(1, 6);
    let gap = u16::from(each > 2);
    let bars: Vec<Bar<'_>> = hours
        .iter()
        .map(|(end, n)| {
            let label = if each > 2 { end.key.clone() } else { String::new() };
            Bar::with_label(Line::styled(label, theme.muted), *n).text_value("")
        })
        .collect();
    BarChart::vertical(bars)
        .bar_width(each - gap)
        .bar_gap(gap)
        .max(hours.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1))
        .bar_set(set(theme))
        .bar_style(theme.guidance)
        .style(theme.text)
        .render(area, buffer);
}

/// A line over the rows: days.
pub fn over_days(scene: &Scene<'_>, table: &Table, area: Rect, buffer: &mut Buffer) {
    let theme = scene.theme;
    // Days to come have a row where something is due on them; nothing has happened on them yet.
    let today = scene.app.setting.desk.today(scene.report.made).to_string();
    let rows: Vec<&Row> = table.rows.iter().filter(|row| row.key.concat() <= today).collect();
    let value = |row: &Row| row.cells.first().and_then(|figure| figure.value);
    let points: Vec<(f64, f64)> = rows
        .iter()
        .zip(0_u32..)
        .filter_map(|(row, x)| value(row).map(|quantity| (f64::from(x), quantity.point())))
        .collect();
    let highest = rows.iter().filter_map(|row| value(row)).max_by_key(|quantity| quantity.rounded());
    let (Some(highest), Some((last, _))) = (highest, points.last()) else { return };
    let label = |row: Option<&Row>| Span::styled(row.map(|row| row.label.concat()).unwrap_or_default(), theme.muted);
    let line = Dataset::default()
        .marker(if theme.ascii { Marker::Dot } else { Marker::Braille })
        .graph_type(GraphType::Line)
        .style(theme.guidance)
        .data(&points);
    let x = Axis::default()
        .style(theme.frame)
        .bounds([0.0, last.max(1.0)])
        .labels([label(rows.first().copied()), label(rows.last().copied())]);
    let y = Axis::default()
        .style(theme.frame)
        .bounds([0.0, highest.point().max(1.0)])
        .labels([Span::styled("0", theme.muted), Span::styled(highest.shown(), theme.muted)]);
    Chart::new(vec![line]).style(theme.text).x_axis(x).y_axis(y).render(area, buffer);
}

/// The table of hours, where something happened in any.
pub fn hours(report: &Report) -> Option<&Table> {
    report.tables.iter().find(|table| table.name == "by-hour" && !table.rows.is_empty())
}

/// Hours in one line: `  contacts by hour  08 ▂▅█▃ 17`.
pub fn spark(scene: &Scene<'_>) -> Option<Line<'static>> {
    let (theme, hours) = (scene.theme, over_hours(hours(scene.report)?));
    let (from, until) = (hours.first()?.0.key.clone(), hours.last()?.0.key.clone());
    let data: Vec<u64> = hours.iter().map(|(_, n)| *n).collect();
    let bars = sparks::line(theme, &data, data.iter().copied().max().unwrap_or(0).max(1));
    Some(Line::from(vec![
        Span::styled(format!("  contacts, hour by hour  {from} "), theme.muted),
        Span::styled(bars, theme.guidance),
        Span::styled(format!(" {until}"), theme.muted),
    ]))
}
