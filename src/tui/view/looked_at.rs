//! The case that is looked at beside the list: who and what, where the words stand, what was promised and given, what was
//! said last.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::case::{Case, Line as TimelineLine, LineKind, PromiseState};
use crate::terms::{CaseKind, Severity};

use super::super::app::{App, Part};
use super::super::finding::Preview;
use super::super::theme::Theme;
use super::cases::{heading, kind_words};
use super::flow::flow;
use super::words::{cut, safe, wrapped};
use super::{Hits, Target, marks, told};

/// How many lines of the timeline are laid out.
const MOST_LINES: usize = 200;

/// Draws the pane.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let focused = app.cases.reading && app.popup.is_none();
    let looked = app.cases.preview.as_deref().filter(|_| !app.cases.rows.is_empty());
    let title = looked.map_or_else(|| "No case".to_owned(), self::title);
    let block = super::pane(theme, &cut(&title, usize::from(area.width).saturating_sub(6)), focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    hits.put(area, Target::Part(Part::Card));
    if let Some(preview) = looked {
        let lines = marks::lines(lines(app, preview, theme, inner.width), &app.cases.words);
        flow(lines, &app.cases.scroll, 0, theme, frame, inner);
    }
}

fn title(preview: &Preview) -> String {
    let case = &preview.shown.file.case;
    let mut parts = vec![case.number().to_owned()];
    parts.extend(case.walks.last().map(|w| w.playbook.title.clone()));
    parts.push(case.closed.as_ref().map_or_else(|| "open".to_owned(), |c| format!("closed: {}", c.outcome.label())));
    parts.join(" · ")
}

fn lines(app: &App, preview: &Preview, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let case = &preview.shown.file.case;
    let near = |at| app.setting.desk.near_words(at, app.now);
    let shown = &preview.shown;
    let who = shown.customer.as_ref().map_or_else(|| "customer not known".to_owned(), |c| told::who(c, shown.earlier));
    let mut lines = vec![Line::styled(cut(&who, usize::from(width)), theme.title)];
    if let Some(excerpt) = &preview.excerpt {
        let first = format!("{} {}: ", kind_words(excerpt.kind), near(excerpt.at));
        let words = format!("{first}{}", safe(&excerpt.text));
        lines.extend(wrapped("", &words, width, theme.guidance));
    }
    if let Some(wanted) = &case.wanted {
        lines.extend(wrapped("wants: ", wanted.as_str(), width, theme.guidance));
    }
    let matter = matter(app, case);
    if !matter.is_empty() {
        lines.extend(wrapped("", &matter, width, theme.text));
    }
    if let Some(summary) = case.interactions.iter().rev().find_map(|i| i.summary.as_ref()) {
        lines.extend(wrapped("", summary.as_str(), width, theme.text));
    }
    if !case.promises.is_empty() {
        lines.push(heading("Promises", theme));
    }
    for promise in case.promises.iter().rev() {
        let (sign, style) = match &promise.state {
            PromiseState::Open if promise.due < app.now => ("! late ", theme.alert),
            PromiseState::Open => ("  open ", theme.text),
            PromiseState::Kept(_) => (theme.sign("✓ kept ", "ok kept "), theme.muted),
            PromiseState::Broken(..) => (theme.sign("✗ broken ", "x broken "), theme.alert),
            PromiseState::Withdrawn(..) => ("- withdrawn ", theme.muted),
        };
        lines.extend(wrapped(sign, &format!("{} · {}", near(promise.due), promise.text), width, style));
    }
    if !case.gestures.is_empty() {
        lines.push(heading("Given", theme));
    }
    for gesture in case.gestures.iter().rev() {
        let title = app.setting.desk.gesture(&gesture.what).map_or(gesture.what.as_str(), |g| g.title.as_str());
        let value = crate::terms::worth(gesture.value);
        lines.extend(wrapped("  ", &format!("{title}{value}: {}", gesture.reason), width, theme.text));
    }
    lines.push(heading("Latest", theme));
    // Newest first: whoever looks wants to know how it stands.
    // The steps of the way are told by the case itself; here they count where the words stand in them.
    let worth_telling = |line: &&TimelineLine| {
        let way = matches!(line.kind, LineKind::Step | LineKind::Turn);
        !way || !marks::ranges(&line.text, &app.cases.words).is_empty()
    };
    for line in preview.timeline.iter().rev().filter(worth_telling).take(MOST_LINES) {
        let (sign, style) = told::sign(line.kind, theme);
        lines.extend(wrapped(&format!("{} {sign} ", super::cases::when(app, line.at)), &line.text, width, style));
    }
    lines
}

fn matter(app: &App, case: &Case) -> String {
    let latest = case.interactions.last();
    let parts = [
        case.kind.map(CaseKind::label).map(str::to_owned),
        latest.and_then(|i| i.channel).map(|c| c.label().to_owned()),
        case.severity.map(Severity::label).map(|s| format!("severity {s}")),
        latest.and_then(|i| i.heat_end.or(i.heat_start)).map(|h| format!("they are {}", h.label())),
        case.owner.as_ref().map(|o| format!("owner {o}")),
        case.closed.as_ref().and_then(|c| c.cause.as_ref()).map(|id| {
            let title = app.setting.desk.cause(id).map_or(id.as_str(), |c| c.title.as_str());
            format!("cause: {title}")
        }),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
