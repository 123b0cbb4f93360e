//! All keys, by what they are about: searched by typing, in two columns where there is room. Every row can be clicked.

use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use super::super::app::{App, Help};
use super::super::commands::{Command, On, Row};
use super::super::groups::{Group, group};
use super::super::theme::Theme;
use super::words::{cut, labelled};
use super::{Hits, Target, hints, popup};

/// The keys' own column.
const KEYS: usize = 19;
/// From this width on there are two columns.
const TWO: u16 = 130;

/// Draws the page.
pub fn draw(app: &App, help: &Help, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let two = area.width >= TWO;
    let inner = popup::boxed(theme, "All keys", area.width.min(if two { 200 } else { 104 }), area.height, frame, area);
    let mut head = vec![Line::styled(
        cut("Every Alt-key also works as Esc and then the key. Plain letters always type.", usize::from(inner.width)),
        theme.guidance,
    )];
    let mark = theme.sign("▏", "_");
    head.push(if help.typed.is_empty() {
        Line::styled(format!("Type to search, arrows scroll{mark}"), theme.muted)
    } else {
        Line::from(vec![
            Span::styled("Search: ", theme.focus),
            Span::styled(cut(&help.typed, 40), theme.text),
            Span::styled(mark, theme.focus),
        ])
    });
    let foot = [
        ("Esc leaves", Some(KeyCode::Esc)),
        ("Shift-drag selects", None),
        ("docs/keys.md", None),
        ("amends good agent", None),
    ];
    let rows = usize::from(inner.height).saturating_sub(head.len() + 1);
    let (columns, width) = if two { (2, inner.width / 2 - 1) } else { (1, inner.width) };
    let lines = laid(app, help, theme, width);
    let from = help.scroll.first(lines.len(), rows * columns, 0);
    let top = inner.y.saturating_add(u16::try_from(head.len()).unwrap_or(0));
    frame.render_widget(Paragraph::new(head), inner);
    for part in 0..columns {
        let x = inner.x + u16::try_from(part).unwrap_or(0) * (width + 2);
        let height = u16::try_from(rows).unwrap_or(u16::MAX).min(inner.bottom().saturating_sub(top));
        let place = Rect { x, y: top, width: width.min(inner.right().saturating_sub(x)), height };
        let here = lines.iter().skip(from + part * rows).take(rows);
        for (row, (_, command)) in here.clone().enumerate() {
            if let Some(command) = command {
                hits.put_row(place, row, Target::Command(*command));
            }
        }
        frame.render_widget(Paragraph::new(here.map(|(line, _)| line.clone()).collect::<Vec<_>>()), place);
    }
    let last = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
    if inner.height > 3 {
        frame.render_widget(Paragraph::new(hints::line(theme, 0, &foot)), last);
        hints::put(hits, last, 0, 0, &foot);
    }
}

/// All lines of the page, each with the command that a click on it runs.
fn laid(app: &App, help: &Help, theme: &Theme, width: u16) -> Vec<(Line<'static>, Option<Command>)> {
    let rows = app.help_rows(&help.typed);
    let mut lines: Vec<(Line<'static>, Option<Command>)> = Vec::new();
    for heading in Group::ALL {
        let mut of_it = rows.iter().filter(|r| group(r.command) == heading).peekable();
        if of_it.peek().is_some() {
            lines.push((Line::styled(heading.label(), theme.title), None));
        }
        for row in of_it {
            lines.extend(self::row(app, row, theme, width).into_iter().map(|line| (line, Some(row.command))));
        }
    }
    if lines.is_empty() {
        lines.push((Line::styled("Nothing fits. Esc clears the search.", theme.muted), None));
    }
    lines
}

fn row(app: &App, row: &Row, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let on = match row.on {
        On::Cases => "Cases: ",
        On::Customers => "Customers: ",
        On::Review => "Review: ",
        On::Practice => "Practice: ",
        On::Drill => "In a drill: ",
        On::Debrief => "In a debrief: ",
        On::Reply => "In a reply: ",
        On::Everywhere | On::Console => "",
    };
    let about = format!("{on}{}", app.setting.words(row.about));
    let keys = app.setting.keys.keys(row.command).join("  ");
    // A blank stands between the keys and the words, however many keys there are.
    let keys = if keys.width() < KEYS { keys } else { cut(&keys, KEYS - 1) };
    labelled(&Span::styled(keys, theme.key), KEYS, &about, width, theme.text)
}
