//! The cases behind a number: each with what it adds. Enter opens one.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::review::{Quantity, Unit};

use super::super::super::app::{App, Behind};
use super::super::super::reckoning::Counted;
use super::super::super::theme::Theme;
use super::super::cases::{playbook, state, when, window};
use super::super::words::{column, cut, wrapped};
use super::super::{Hits, Target};
use super::right;

/// The columns of number, moment and state; what a case adds has as many as it needs.
const NUMBER: usize = 11;
const WHEN: usize = 13;
const STATE: usize = 12;

/// Draws the list in the screen's place.
pub fn draw(app: &App, behind: &Behind, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let of = app.review.report().map(|report| report.title.clone()).unwrap_or_default();
    let count = |n: usize| Quantity::sum(Unit::Count, i64::try_from(n).unwrap_or(i64::MAX)).shown();
    let cases = match &behind.cases {
        None => "reading…".to_owned(),
        Some(_) if behind.all == 1 => "1 case".to_owned(),
        Some(shown) if shown.len() < behind.all => {
            format!("the first {} of {} cases", count(shown.len()), count(behind.all))
        }
        Some(_) => format!("{} cases", count(behind.all)),
    };
    let title = cut(&format!("{} · {cases} · {of}", behind.title), usize::from(area.width).saturating_sub(6));
    let block = super::super::pane(theme, &title, app.popup.is_none());
    let inner = block.inner(area);
    frame.render_widget(block, area);
    if inner.height < 2 {
        return;
    }
    let width = usize::from(inner.width);
    let mut lines = Vec::new();
    if !behind.error.is_empty() {
        lines.extend(wrapped("! ", &behind.error, inner.width, theme.alert));
    }
    match behind.cases.as_deref() {
        Some([]) => lines.push(Line::styled("  No case counts towards it.", theme.muted)),
        Some(cases) => {
            let adds = cases.iter().map(|c| c.adds.width()).max().unwrap_or(0).max(4);
            let heads = format!(
                "  {}{}{}  {}{}",
                column("Case", NUMBER),
                column("When", WHEN),
                right("adds", adds),
                column("State", STATE),
                "Customer, matter"
            );
            lines.push(Line::styled(cut(&heads, width), theme.muted));
            let top = lines.len();
            let room = usize::from(inner.height).saturating_sub(top + 1);
            let from = window(behind.chosen, cases.len(), room);
            for (at, counted) in cases.iter().enumerate().skip(from).take(room) {
                hits.put_row(inner, lines.len(), Target::Row(at));
                lines.push(row(app, theme, counted, at == behind.chosen, (width, adds)));
            }
        }
        None => {}
    }
    let last = usize::from(inner.height).saturating_sub(1);
    lines.truncate(last);
    lines.resize(last, Line::raw(""));
    let hint = app
        .setting
        .words("{review-cases} opens the case · {review-meaning} what the number means · Esc back to the numbers");
    lines.push(Line::styled(cut(&hint, width), theme.muted));
    frame.render_widget(Paragraph::new(lines), inner);
}

fn row(app: &App, theme: &Theme, counted: &Counted, chosen: bool, (width, adds): (usize, usize)) -> Line<'static> {
    let case = &counted.case;
    let mark = if chosen { theme.sign("▸ ", "> ") } else { "  " };
    let who = case.customer_name.as_deref().unwrap_or("customer not known");
    let about = case.summary.as_deref().or(case.wanted.as_deref()).map_or_else(|| playbook(app, case), str::to_owned);
    let about = if about.is_empty() { String::new() } else { format!(" · {about}") };
    let words = format!(
        "{mark}{}{}{}  {}{who}{about}",
        column(&case.number, NUMBER),
        column(&when(app, case.happened), WHEN),
        right(&counted.adds, adds),
        column(&state(case), STATE),
    );
    let style = if chosen { theme.chosen } else { theme.text };
    Line::from(Span::styled(column(&words, width), style))
}
