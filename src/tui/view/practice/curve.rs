//! The mood over a drill: three small charts beside each other, heat, trust and patience, each named, with its ends in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use crate::practice::{FULL, Mood};
use crate::terms::Heat;

use super::super::super::theme::Theme;

/// The rows of a chart.
const HEIGHT: u16 = 7;
/// Below so many columns a chart says nothing: they stand one under the other.
const NARROWEST: u16 = 20;

/// The three charts as lines of a flow.
pub fn lines(curve: &[Mood], theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let heat = |mood: &Mood| Heat::ALL.iter().position(|heat| *heat == mood.heat).unwrap_or(0);
    let number = |n: usize| u32::try_from(n).map_or(0.0, f64::from);
    let series: [(&str, Vec<f64>, f64, [&str; 2]); 3] = [
        ("Heat", curve.iter().map(|m| number(heat(m))).collect(), number(Heat::ALL.len() - 1), ["calm", "hot"]),
        ("Trust", curve.iter().map(|m| f64::from(m.trust)).collect(), f64::from(FULL), ["none", "full"]),
        ("Patience", curve.iter().map(|m| f64::from(m.patience)).collect(), f64::from(FULL), ["gone", "full"]),
    ];
    let ends = |name: &str| {
        let (first, last) = (curve.first(), curve.last());
        let of = |mood: Option<&Mood>| {
            mood.map_or_else(String::new, |mood| match name {
                "Heat" => mood.heat.label().to_owned(),
                "Trust" => mood.trust.to_string(),
                _ => mood.patience.to_string(),
            })
        };
        let (first, last) = (of(first), of(last));
        let of = if name == "Heat" { String::new() } else { format!(" of {FULL}") };
        if first == last { format!("{name} {first}{of}") } else { format!("{name} {first} to {last}{of}") }
    };
    let beside = if width / 3 >= NARROWEST { 3 } else { 1 };
    let each = width / beside;
    let mut lines: Vec<Line<'static>> = Vec::new();
    for row in series.chunks(usize::from(beside)) {
        let paper = Rect { x: 0, y: 0, width, height: HEIGHT + 1 };
        let mut drawn = Buffer::empty(paper);
        drawn.set_style(paper, theme.text);
        for ((name, values, most, words), x) in row.iter().zip(0_u16..) {
            let x = x * each;
            let place = Rect { x, y: 1, width: each.saturating_sub(1), height: HEIGHT };
            drawn.set_stringn(x, 0, ends(name), usize::from(each.saturating_sub(1)), theme.title);
            chart(values, *most, *words, theme, place, &mut drawn);
        }
        lines.extend(text(&drawn));
    }
    lines
}

fn chart(values: &[f64], most: f64, [low, high]: [&str; 2], theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let points: Vec<(f64, f64)> = values.iter().zip(0_u32..).map(|(value, x)| (f64::from(x), *value)).collect();
    let last = points.last().map_or(0.0, |(x, _)| *x);
    let line = Dataset::default()
        .marker(if theme.ascii { Marker::Dot } else { Marker::Braille })
        .graph_type(GraphType::Line)
        .style(theme.guidance)
        .data(&points);
    let label = |words: String| Span::styled(words, theme.muted);
    let x = Axis::default()
        .style(theme.frame)
        .bounds([0.0, last.max(1.0)])
        .labels([label("begin".to_owned()), label("end".to_owned())]);
    let y = Axis::default()
        .style(theme.frame)
        .bounds([0.0, most])
        // Words of one length, so that the three axes begin alike.
        .labels([label(format!("{low:>4}")), label(format!("{high:>4}"))]);
    Chart::new(vec![line]).style(theme.text).x_axis(x).y_axis(y).render(area, buffer);
}

/// What was drawn, as lines of text.
fn text(drawn: &Buffer) -> Vec<Line<'static>> {
    let row = |y: u16| {
        let cell = |x: u16| drawn.cell((x, y)).map(|cell| Span::styled(cell.symbol().to_owned(), cell.style()));
        Line::from((0..drawn.area.width).filter_map(cell).collect::<Vec<_>>())
    };
    (0..drawn.area.height).map(row).collect()
}
