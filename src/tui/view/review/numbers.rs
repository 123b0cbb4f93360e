//! The numbers of a group: each with what it rests on, and how far it lies from the same number of other stretches.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::review::metric::Group;
use crate::review::{Beside, Figure, Quantity, Reading, Unit};

use super::super::super::app::{Page, Place, of_group};
use super::super::super::theme::Theme;
use super::super::Target;
use super::super::words::column;
use super::{Scene, charts, line, right};

/// The columns of a value, of what it rests on, and of each comparison.
const VALUE: usize = 9;
const RESTS: usize = 7;
const BESIDE: usize = 10;
/// No title is longer than this.
const TITLE: usize = 27;

/// How many lines it takes.
pub fn height(scene: &Scene<'_>, group: Group) -> usize {
    1 + of_group(scene.report, group).count() + usize::from(has_hours(scene, group))
}

/// How many comparisons there is room for.
fn compared(scene: &Scene<'_>) -> usize {
    let there = scene.report.readings.iter().map(|reading| reading.beside.len()).max().unwrap_or(0);
    there.min(scene.width.saturating_sub(2 + TITLE + VALUE + RESTS) / BESIDE)
}

/// Under the volumes stands how they spread over the day.
fn has_hours(scene: &Scene<'_>, group: Group) -> bool {
    group == Group::Volume && charts::hours(scene.report).is_some()
}

/// Its lines.
pub fn lines(scene: &Scene<'_>, first: usize, group: Group, places: &mut Vec<(Rect, Target)>) -> Vec<Line<'static>> {
    let (theme, width) = (scene.theme, scene.width);
    let shown = compared(scene);
    let title = width.saturating_sub(2 + VALUE + RESTS + shown * BESIDE).min(TITLE + 8);
    let heads: Vec<&str> = scene
        .report
        .readings
        .first()
        .map(|reading| reading.beside.iter().take(shown).map(|beside| short(beside.name)).collect())
        .unwrap_or_default();
    let heads: String = heads.into_iter().map(|head| right(head, BESIDE)).collect();
    let mut lines = vec![Line::from(vec![
        Span::styled(column(group.title(), 2 + title + VALUE), theme.title),
        Span::styled(format!("{}{heads}", column(" n", RESTS)), theme.muted),
    ])];
    let chosen = scene.place(Page::Numbers).map(|place| place.row);
    for (at, reading) in of_group(scene.report, group).enumerate() {
        let row = first + at;
        let y = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let place = Place { page: Page::Numbers, row, column: 0 };
        places.push((Rect { x: 0, y, width: u16::try_from(width).unwrap_or(0), height: 1 }, Target::Place(place)));
        lines.push(self::reading(scene, reading, chosen == Some(row), (title, shown)));
    }
    if has_hours(scene, group)
        && let Some(spark) = charts::spark(scene)
    {
        lines.push(spark);
    }
    lines
}

fn reading(scene: &Scene<'_>, reading: &Reading, chosen: bool, (title, shown): (usize, usize)) -> Line<'static> {
    let theme = scene.theme;
    let figure = &reading.figure;
    let mark = if chosen { theme.sign("▸ ", "> ") } else { "  " };
    let name = format!("{mark}{}", column(reading.metric.title, title));
    if figure.unknowable.is_some() {
        let words = format!("{name}{}", right(&figure.shown(), VALUE + RESTS - 1));
        return line(&words, scene.width, if chosen { theme.chosen } else { theme.muted });
    }
    let value = right(&figure.shown(), VALUE);
    let rests = column(&rests(figure), RESTS);
    let dim = |few: bool| if few { theme.muted } else { theme.text };
    let mut spans = vec![
        Span::styled(name, theme.text),
        Span::styled(value, dim(figure.is_few())),
        Span::styled(rests, theme.muted),
    ];
    for beside in reading.beside.iter().take(shown) {
        let few = figure.is_few() || beside.figure.is_few();
        spans.push(Span::styled(right(&apart(figure, beside, theme), BESIDE), dim(few)));
    }
    if chosen {
        let words: String = spans.iter().map(|span| span.content.as_ref()).collect();
        return line(&words, scene.width, theme.chosen);
    }
    Line::from(spans)
}

/// ` 36`, or ` 4 few`: greyed, and said.
fn rests(figure: &Figure) -> String {
    let n = Quantity::sum(Unit::Count, i64::try_from(figure.n).unwrap_or(i64::MAX)).shown();
    match (figure.value, figure.is_few() && figure.n > 0) {
        (None, _) => String::new(),
        (_, true) => format!(" {n} few"),
        (_, false) => format!(" {n}"),
    }
}

/// How far a number lies from the same of another stretch: an arrow, and how much.
fn apart(figure: &Figure, beside: &Beside, theme: &Theme) -> String {
    let Some(difference) = figure.value.zip(beside.figure.value).and_then(|(one, other)| one.beyond(other)) else {
        return "–".to_owned();
    };
    let sign = match difference.rounded() {
        0 => return "=".to_owned(),
        1.. => theme.sign("▲", "+"),
        _ => theme.sign("▼", "-"),
    };
    let words = difference.size().shown();
    // Between two shares lie points, not per cent of one of them.
    let words = if difference.unit == Unit::Share { words.replace(" %", " pt") } else { words };
    format!("{sign}{words}")
}

/// A comparison's name where there is little room.
fn short(name: &'static str) -> &'static str {
    match name {
        "day-before" => "day ago",
        "week-before" => "week ago",
        "month-before" => "month ago",
        "month-median" => "median",
        _ => "before",
    }
}
