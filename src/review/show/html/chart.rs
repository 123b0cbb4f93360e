//! Pictures of tables, drawn as SVG: bars and lines over hours and days, a field of hours. Each says in words what it shows, and
//! the table with the numbers stands under it. Colour never says anything alone: height, place or a number says it too.

use std::fmt::Write as _;

use super::escape;
use crate::review::show::grid::{Grid, hours};
use crate::review::show::words::{length, most};
use crate::review::{Chart, Figure, Table};

/// The size of a picture, in its own units; as many points of the screen on a telephone.
const WIDE: f64 = 360.0;
const HIGH: f64 = 130.0;
/// How many letters have room beside one another.
const WIDE_LETTERS: usize = 58;
/// Room above for a number, and below for a label.
const ABOVE: f64 = 14.0;
const BELOW: f64 = 16.0;

/// Whether a table has a picture.
pub(super) fn has_picture(table: &Table) -> bool {
    match table.chart {
        Chart::Heat => table.keys.len() == 2 && !table.rows.is_empty(),
        Chart::Line => table.rows.len() > 1,
        Chart::Bars => table.keys == ["hour"],
        Chart::None => false,
    }
}

/// The picture of a table; `None` where it is read, or has its bars in its rows.
pub(super) fn of(table: &Table) -> Option<String> {
    match table.chart {
        _ if !has_picture(table) => None,
        Chart::Heat => Grid::of(table).map(|grid| field(table, &grid)),
        Chart::Line => Some(line(table)),
        _ => Some(columns(table)),
    }
}

/// A bar in a row. The number beside it says the same, so it is not read aloud.
pub(super) fn bar(length: f64) -> String {
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect width=\"{:.1}\" height=\"4\"/></svg>",
        length * 100.0
    )
}

/// The points of a picture, from left to right: label and number.
type Points<'a> = Vec<(String, Option<&'a Figure>)>;

fn points(table: &Table) -> Points<'_> {
    let key = |at: usize| table.rows.get(at).and_then(|row| row.key.first()).map_or("", String::as_str);
    let label = |at: usize| table.rows.get(at).and_then(|row| row.label.first()).cloned().unwrap_or_default();
    let all = hours((0..table.rows.len()).map(key));
    if table.keys == ["hour"] && !all.is_empty() {
        let hour = |hour: u8| {
            let name = format!("{hour:02}");
            let row = table.rows.iter().find(|row| row.key.first() == Some(&name));
            (format!("{name}:00"), row.and_then(|row| row.cells.first()))
        };
        return all.map(hour).collect();
    }
    (0..table.rows.len()).map(|at| (label(at), table.rows[at].cells.first())).collect()
}

fn open(table: &Table, high: f64, words: &str) -> String {
    let (name, title) = (table.name, table.title);
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDE} {high}\" role=\"img\" aria-labelledby=\"{name}-title\">\n\
         <title id=\"{name}-title\">{title}: {}</title>\n",
        escape(words)
    )
}

/// What it shows, in a sentence.
fn told(table: &Table, points: &Points<'_>) -> String {
    let what = table.columns.first().map_or("", |column| column.metric.title);
    let value =
        |figure: Option<&Figure>| figure.and_then(|figure| figure.value).map_or(0, crate::review::Quantity::rounded);
    let top = points.iter().max_by_key(|(_, figure)| value(*figure));
    let top = top.and_then(|(label, figure)| figure.map(|figure| format!("; most at {label}, {}", figure.shown())));
    let (first, last) = (points.first().map_or("", |(label, _)| label), points.last().map_or("", |(label, _)| label));
    format!("{what} from {first} to {last}{}", top.unwrap_or_default())
}

#[allow(clippy::cast_precision_loss, reason = "a few hundred points")]
fn place(at: usize, of: usize) -> (f64, f64) {
    let step = WIDE / of.max(1) as f64;
    (at as f64 * step, step)
}

fn top(figure: Option<&Figure>, most: f64) -> f64 {
    let room = HIGH - ABOVE - BELOW;
    HIGH - BELOW - room * figure.map_or(0.0, |figure| length(figure, most))
}

/// As many labels as have room, the first one always.
fn labels(svg: &mut String, points: &Points<'_>, short: impl Fn(&str) -> String) {
    // A letter is about six wide. Long labels at the ends stand inside the picture.
    let widest = points.iter().map(|(label, _)| short(label).chars().count()).max().unwrap_or(1);
    let fit = (WIDE_LETTERS / (widest + 2)).max(1);
    let every = points.len().div_ceil(fit).max(1);
    for (at, (label, _)) in points.iter().enumerate().filter(|(at, _)| at % every == 0) {
        let (x, step) = place(at, points.len());
        let (x, class) = match at {
            _ if widest <= 5 => (x + step / 2.0, ""),
            0 => (0.0, " class=\"begin\""),
            last if last + 1 == points.len() => (WIDE, " class=\"end\""),
            _ => (x + step / 2.0, ""),
        };
        let label = escape(&short(label));
        let _ = writeln!(svg, "<text{class} x=\"{x:.1}\" y=\"{:.1}\">{label}</text>", HIGH - 4.0);
    }
}

fn columns(table: &Table) -> String {
    let points = points(table);
    let most = most(points.iter().filter_map(|(_, figure)| *figure));
    let mut svg = open(table, HIGH, &told(table, &points));
    let _ = writeln!(svg, "<path class=\"axis\" d=\"M0 {0}H{WIDE}\"/>", HIGH - BELOW);
    for (at, (label, figure)) in points.iter().enumerate() {
        let ((x, step), y) = (place(at, points.len()), top(*figure, most));
        let Some(figure) = figure else { continue };
        let _ = writeln!(
            svg,
            "<g><title>{}: {}</title><rect x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\">{}</text></g>",
            escape(label),
            escape(&figure.shown()),
            x + step * 0.1,
            step * 0.8,
            HIGH - BELOW - y,
            x + step / 2.0,
            y - 3.0,
            escape(&figure.shown()),
        );
    }
    labels(&mut svg, &points, |label| label.trim_end_matches(":00").to_owned());
    svg + "</svg>\n"
}

fn line(table: &Table) -> String {
    let points = points(table);
    let most = most(points.iter().filter_map(|(_, figure)| *figure));
    let mut svg = open(table, HIGH, &told(table, &points));
    let _ = writeln!(svg, "<path class=\"axis\" d=\"M0 {0}H{WIDE}\"/>", HIGH - BELOW);
    let spot = |at: usize, figure: Option<&Figure>| {
        let (x, step) = place(at, points.len());
        (x + step / 2.0, top(figure, most))
    };
    let path: Vec<String> = points
        .iter()
        .enumerate()
        .map(|(at, (_, figure))| {
            let (x, y) = spot(at, *figure);
            format!("{x:.1},{y:.1}")
        })
        .collect();
    let _ = writeln!(svg, "<polyline points=\"{}\"/>", path.join(" "));
    // Numbers stand over the points where there is room for them.
    let said = points.len() <= 16;
    for (at, (label, figure)) in points.iter().enumerate() {
        let ((x, y), shown) = (spot(at, *figure), figure.map(Figure::shown).unwrap_or_default());
        let text = if said {
            format!("<text x=\"{x:.1}\" y=\"{:.1}\">{}</text>", y - 5.0, escape(&shown))
        } else {
            String::new()
        };
        let _ = writeln!(
            svg,
            "<g><title>{}: {}</title><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.5\"/>{text}</g>",
            escape(label),
            escape(&shown)
        );
    }
    labels(&mut svg, &points, str::to_owned);
    svg + "</svg>\n"
}

/// A field for each pair, as dark as its number, which stands in it.
#[allow(clippy::cast_precision_loss, reason = "a field has a few hundred places")]
fn field(table: &Table, grid: &Grid<'_>) -> String {
    const LABEL: f64 = 64.0;
    const LINE: f64 = 20.0;
    let all = || grid.down.iter().flat_map(|(_, cells)| cells.iter().flatten().copied());
    let most = most(all());
    let step = (WIDE - LABEL) / grid.across.len().max(1) as f64;
    let high = LINE * grid.down.len() as f64 + BELOW;
    let what = table.columns.first().map_or("", |column| column.metric.title);
    let (first, last) = (grid.across.first().map_or("", |l| l), grid.across.last().map_or("", |l| l));
    let mut svg = open(table, high, &format!("{what} from {first} to {last}, the darker the more"));
    for (down, (label, cells)) in grid.down.iter().enumerate() {
        let y = LINE * down as f64;
        let _ = writeln!(svg, "<text class=\"begin\" x=\"0\" y=\"{:.1}\">{}</text>", y + 13.0, escape(label));
        for (across, figure) in cells.iter().enumerate() {
            let x = LABEL + step * across as f64;
            let Some(figure) = figure else {
                let _ = writeln!(
                    svg,
                    "<rect class=\"none\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"18\"/>",
                    x + 0.5,
                    y + 0.5,
                    step - 1.0
                );
                continue;
            };
            let part = length(figure, most);
            let class = if part > 0.5 { " class=\"dark\"" } else { "" };
            let _ = writeln!(
                svg,
                "<g{class}><title>{}, {}: {shown}</title><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"18\" \
                 fill-opacity=\"{:.2}\"/><text x=\"{:.1}\" y=\"{:.1}\">{shown}</text></g>",
                escape(label),
                escape(&grid.across[across]),
                x + 0.5,
                y + 0.5,
                step - 1.0,
                0.15 + 0.85 * part,
                x + step / 2.0,
                y + 13.0,
                shown = escape(&figure.shown()),
            );
        }
    }
    let every = grid.across.len().div_ceil(12).max(1);
    for (at, label) in grid.across.iter().enumerate().filter(|(at, _)| at % every == 0) {
        let x = LABEL + step * at as f64 + step / 2.0;
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            high - 4.0,
            escape(label.trim_end_matches(":00"))
        );
    }
    svg + "</svg>\n"
}
