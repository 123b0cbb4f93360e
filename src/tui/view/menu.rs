//! After `Esc`: what the next key does here, by what it is about. What cannot be done now is dim.

use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::super::app::{App, Screen};
use super::super::commands::{Command, Row, TABLE};
use super::super::groups::{Group, group};
use super::super::theme::Theme;
use super::words::column;
use super::{Hits, Target, hints, popup};

/// The width of one column: a key, a short name.
const CELL: u16 = 19;

/// One place of the menu.
#[derive(Clone, Copy)]
enum Cell {
    Heading(Group),
    Command(&'static Row),
    Empty,
}

/// Draws the menu's page.
pub fn draw(app: &App, page: usize, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let columns = usize::from((area.width.saturating_sub(2) / CELL).clamp(1, 8));
    let most = usize::from(area.height).saturating_sub(3).max(2);
    let count: usize = cells(app, usize::MAX).len();
    // As few rows as hold all of it in these columns: a low box hides less of the work.
    let rows = (count.div_ceil(columns).min(most)..=most)
        .find(|rows| cells(app, *rows).len() <= rows * columns)
        .unwrap_or(most);
    let cells = cells(app, rows);
    let pages = cells.len().div_ceil(rows * columns).max(1);
    let shown: Vec<Cell> = cells.into_iter().skip(page % pages * rows * columns).take(rows * columns).collect();
    let used = shown.len().div_ceil(rows);
    let width = u16::try_from(used).unwrap_or(1).saturating_mul(CELL).saturating_add(2).max(42);
    let height = u16::try_from(rows + 3).unwrap_or(area.height);
    let title =
        if pages > 1 { format!("Esc, then … ({} of {pages})", page % pages + 1) } else { "Esc, then …".to_owned() };
    let inner = popup::boxed(theme, &title, width, height, frame, area);
    for (at, part) in shown.chunks(rows).enumerate() {
        let x = inner.x.saturating_add(u16::try_from(at).unwrap_or(0) * CELL);
        let place = Rect { x, width: CELL.min(inner.right().saturating_sub(x)), ..inner };
        let mut lines = Vec::new();
        for (row, cell) in part.iter().enumerate() {
            if let Cell::Command(command) = cell {
                hits.put_row(place, row, Target::Command(command.command));
            }
            lines.push(line(app, *cell, theme));
        }
        frame.render_widget(Paragraph::new(lines), place);
    }
    let back = match app.screen {
        Screen::Console => "any other key goes back",
        Screen::Practice if app.practice.drill.is_some() => "Esc goes to the list; the drill waits there",
        Screen::Review | Screen::Practice => "Esc goes to the console",
        _ => "Esc clears what is typed, or goes to the console",
    };
    let foot: &[hints::Hint] = if pages > 1 {
        &[("Space: more", Some(KeyCode::Char(' '))), (back, Some(KeyCode::Esc))]
    } else {
        &[(back, Some(KeyCode::Esc))]
    };
    let last = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
    frame.render_widget(Paragraph::new(hints::line(theme, 1, foot)), last);
    hints::put(hits, last, 0, 1, foot);
}

fn line(app: &App, cell: Cell, theme: &Theme) -> Line<'static> {
    match cell {
        Cell::Empty => Line::raw(""),
        Cell::Heading(heading) => Line::styled(format!(" {}", heading.label()), theme.title),
        Cell::Command(row) => {
            let able = app.why_not(row.command).is_none();
            let (key, words) = if able { (theme.key, theme.text) } else { (theme.muted, theme.muted) };
            let off = if able { " " } else { theme.sign("·", "-") };
            let width = usize::from(CELL);
            Line::from(vec![
                Span::styled(format!("{off}{} ", column(&menu_key(app, theme, row.command), 4)), key),
                Span::styled(column(row.short, width - 6), words),
            ])
        }
    }
}

/// The key to press after `Esc`: one letter where there is one.
fn menu_key(app: &App, theme: &Theme, command: Command) -> String {
    let keys = app.setting.keys.keys(command);
    let mut alt = keys.iter().filter_map(|k| k.strip_prefix("Alt-"));
    let letter = alt.clone().find(|k| k.chars().count() == 1).or_else(|| alt.next_back());
    let brief = |k: &str| match (k, k.strip_prefix("Ctrl-")) {
        ("Left", _) => theme.sign("←", "Left").to_owned(),
        ("Right", _) => theme.sign("→", "Rght").to_owned(),
        ("Shift-Tab", _) => theme.sign("⇧Tab", "STab").to_owned(),
        (_, Some(key)) => format!("^{key}"),
        (key, None) => key.to_owned(),
    };
    letter.or_else(|| keys.first().map(String::as_str)).map(brief).unwrap_or_default()
}

/// What the menu holds, column by column of `rows` rows: no heading stands alone at the foot of one.
fn cells(app: &App, rows: usize) -> Vec<Cell> {
    let on = app.on();
    let mut cells = Vec::new();
    for heading in Group::ALL {
        let of_it: Vec<&'static Row> = TABLE
            .iter()
            .filter(|r| r.on.meets(on) && group(r.command) == heading && !app.setting.keys.keys(r.command).is_empty())
            .collect();
        if of_it.is_empty() {
            continue;
        }
        if rows != usize::MAX && cells.len() % rows == rows - 1 {
            cells.push(Cell::Empty);
        }
        cells.push(Cell::Heading(heading));
        cells.extend(of_it.into_iter().map(Cell::Command));
    }
    cells
}
