//! Drawing. `draw` changes nothing and reads no disk; each pane has a file.
//!
//! ```text
//! wide (100 columns and more)             narrow (40 × 12 and more)
//! ┌ top ────────────────────────────┐     ┌ top ─────────────┐
//! │ next up │ case        │playbook │     │ case (or next up,│
//! │         │  notes      │  steps  │     │  or the playbook)│
//! │         │  timeline   │         │     │ the step at hand │
//! └ foot ───────────────────────────┘     └ foot ────────────┘
//! ```

mod bars;
mod case;
mod cases;
mod customers;
mod flow;
mod help;
mod hints;
mod hits;
mod looked_at;
mod marks;
mod menu;
mod next_up;
mod playbook;
mod popup;
mod practice;
mod reply;
mod review;
mod sparks;
mod told;
mod words;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Paragraph, Wrap};

use super::app::is_too_small;
use super::app::{App, Pane, Screen};
use super::theme::Theme;

pub use case::words as case_words;
pub use hits::{Hits, Spot, Target};
pub use playbook::words as step_words;
pub use words::column;

/// From this width on all three panes stand side by side.
const WIDE: u16 = 100;

/// Draws the console; says what lies where.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>) -> Hits {
    let mut hits = Hits::default();
    draw_all(app, theme, frame, &mut hits);
    hits
}

fn draw_all(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits) {
    let area = frame.area();
    if theme.text != Style::new() {
        frame.buffer_mut().set_style(area, theme.text);
    }
    if is_too_small((area.width, area.height)) {
        let words = "The window is too small for the console. Make it larger; nothing is lost.";
        frame.render_widget(Paragraph::new(words).wrap(Wrap { trim: true }), area);
        return;
    }
    let [top, body, foot] =
        Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(2)]).areas(area);
    bars::top(app, theme, frame, hits, top);
    match app.screen {
        Screen::Cases => cases::draw(app, theme, frame, hits, body),
        Screen::Customers => customers::draw(app, theme, frame, hits, body),
        Screen::Review => review::draw(app, theme, frame, hits, body),
        Screen::Practice => practice::draw(app, theme, frame, hits, body),
        Screen::Console if area.width >= WIDE => wide(app, theme, frame, hits, body),
        Screen::Console => narrow(app, theme, frame, hits, body),
    }
    bars::foot(app, theme, frame, hits, foot);
    if let Some(popup) = &app.popup {
        popup::draw(app, popup, theme, frame, hits, body);
    }
    if theme.ascii {
        words::to_ascii(frame.buffer_mut());
    }
}

/// How many columns "next up" and the playbook have on a screen of this width; the case has the rest.
fn columns(width: u16) -> (u16, u16) {
    match width {
        200.. => (56, 60),
        160.. => (42, 52),
        120.. => (30, 36),
        _ => (26, 36),
    }
}

fn wide(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let (left, right) = columns(area.width);
    let [next, case, playbook] =
        Layout::horizontal([Constraint::Length(left), Constraint::Fill(1), Constraint::Length(right)]).areas(area);
    next_up::draw(app, theme, frame, hits, next);
    case::draw(app, theme, frame, hits, case);
    playbook::draw(app, theme, frame, hits, playbook);
}

/// One pane at a time, and under the case the step at hand: notes and the next thing to say are never apart.
fn narrow(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    match app.pane {
        Pane::NextUp => next_up::draw(app, theme, frame, hits, area),
        Pane::Playbook => playbook::draw(app, theme, frame, hits, area),
        Pane::Case => {
            let step = playbook::step_height(app, theme, area.width).min(area.height / 2);
            let [case, step] = Layout::vertical([Constraint::Fill(1), Constraint::Length(step)]).areas(area);
            case::draw(app, theme, frame, hits, case);
            if step.height > 0 {
                playbook::draw_step(app, theme, frame, hits, step);
            }
        }
    }
}

/// A framed pane; its title stands out where the keys go.
fn pane(theme: &Theme, title: &str, focused: bool) -> Block<'static> {
    let style: Style = if focused { theme.focus } else { theme.frame };
    let title = words::safe(title);
    let title = if focused && theme.ascii { format!("*{title}*") } else { title };
    let title_style = if focused { theme.focus } else { theme.title };
    let block = Block::bordered().border_style(style).title(Line::styled(format!(" {title} "), title_style));
    if theme.ascii {
        block.border_set(ratatui::symbols::border::Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        })
    } else if focused {
        block.border_type(BorderType::Thick)
    } else {
        block
    }
}
