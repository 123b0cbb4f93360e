//! Blocks one under the other in a column that is as long as it needs to be, and the part of it that is in sight: the chosen
//! row is. Charts are widgets that draw on an area, so each block in sight draws on paper of its own and is copied from there.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Widget};

use super::super::super::app::{Block, Page, blocks, rows_of};
use super::super::{Hits, Target};
use super::{Scene, empty_words, numbers, tables, waiting};

/// A block in the flow.
struct Part {
    page: Page,
    block: Block,
    /// Which row of the page its first one is.
    first: usize,
    /// How many lines it takes.
    height: usize,
}

/// Draws these pages.
pub fn draw(scene: &Scene<'_>, pages: &[Page], frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    if area.is_empty() {
        return;
    }
    let mut parts = parts(scene, pages);
    let mut top = area.y;
    if scene.app.review.is_empty() {
        parts.retain(|part| part.block == Block::Waiting);
        let lines = empty_words(scene);
        let height = u16::try_from(lines.len()).unwrap_or(area.height).min(area.height);
        frame.render_widget(Paragraph::new(lines), Rect { height, ..area });
        top = top.saturating_add(height + 1).min(area.bottom());
    }
    let area = Rect { y: top, height: area.bottom().saturating_sub(top), ..area };
    let room = usize::from(area.height);
    let all: usize = parts.iter().map(|part| part.height).sum();
    let from = chosen_line(scene, &parts).map_or(0, |at| at.saturating_sub(room / 2)).min(all.saturating_sub(room));
    let mut at = 0;
    for part in parts {
        let (begins, ends) = (at, at + part.height);
        at = ends;
        if ends > from && begins < from + room {
            copy(scene, &part, (begins, from), frame, hits, area);
        }
    }
}

/// How many lines a page takes.
pub fn height(scene: &Scene<'_>, page: Page) -> usize {
    parts(scene, &[page]).iter().map(|part| part.height).sum()
}

fn parts(scene: &Scene<'_>, pages: &[Page]) -> Vec<Part> {
    let mut parts = Vec::new();
    for page in pages {
        let mut first = 0;
        for block in blocks(scene.report, *page) {
            let height = match block {
                Block::Numbers(group) => numbers::height(scene, group),
                Block::Table(table) => scene.report.tables.get(table).map_or(0, tables::height),
                Block::Waiting => waiting::height(scene),
            };
            parts.push(Part { page: *page, block, first, height });
            first += rows_of(scene.report, block, scene.app.review.waiting.len());
        }
    }
    parts
}

/// On which line of the flow the chosen row stands.
fn chosen_line(scene: &Scene<'_>, parts: &[Part]) -> Option<usize> {
    let mut above = 0;
    for part in parts {
        let rows = rows_of(scene.report, part.block, scene.app.review.waiting.len());
        let row = scene.place(part.page).and_then(|place| place.row.checked_sub(part.first)).filter(|row| *row < rows);
        if let Some(row) = row {
            let line = match part.block {
                Block::Numbers(_) => 1 + row,
                Block::Table(table) => tables::line_of(scene.report.tables.get(table)?, row),
                Block::Waiting => waiting::line_of(scene, row),
            };
            return Some(above + line);
        }
        above += part.height;
    }
    None
}

/// Draws a block on paper and copies what is in sight of it.
fn copy(
    scene: &Scene<'_>,
    part: &Part,
    (begins, from): (usize, usize),
    frame: &mut Frame<'_>,
    hits: &mut Hits,
    area: Rect,
) {
    let height = u16::try_from(part.height).unwrap_or(u16::MAX);
    let paper = Rect { x: 0, y: 0, width: area.width, height };
    let mut drawn = Buffer::empty(paper);
    drawn.set_style(paper, scene.theme.text);
    let mut places: Vec<(Rect, Target)> = Vec::new();
    match part.block {
        Block::Numbers(group) => {
            Paragraph::new(numbers::lines(scene, part.first, group, &mut places)).render(paper, &mut drawn);
        }
        Block::Table(table) => {
            if let Some(table) = scene.report.tables.get(table) {
                tables::draw(scene, (part.page, part.first), table, paper, &mut drawn, &mut places);
            }
        }
        Block::Waiting => Paragraph::new(waiting::lines(scene, &mut places)).render(paper, &mut drawn),
    }
    // The row of the screen on which a line of the block lies.
    let row_of = |line: u16| {
        let row = (begins + usize::from(line)).checked_sub(from)?;
        let y = area.y.checked_add(u16::try_from(row).ok()?)?;
        (y < area.bottom()).then_some(y)
    };
    let screen = frame.buffer_mut();
    for line in 0..height {
        let Some(y) = row_of(line) else { continue };
        for column in 0..area.width {
            if let (Some(to), Some(cell)) = (screen.cell_mut((area.x + column, y)), drawn.cell((column, line))) {
                *to = cell.clone();
            }
        }
    }
    for (place, target) in places {
        if let Some(y) = row_of(place.y) {
            hits.put(Rect { x: area.x + place.x, y, height: 1, ..place }.intersection(area), target);
        }
    }
}
