//! The review screen: what is looked at, the pages, and as many of them beside each other as there is room for.
//!
//! A page is a flow of blocks (`flow`): numbers by group (`numbers`), tables (`tables`) with their charts (`charts`, `heat`),
//! requests that wait (`waiting`). The cases behind a number take the screen's place (`behind`). Every number is said by
//! [`crate::review::Quantity::shown`].

mod behind;
mod charts;
mod flow;
mod heat;
mod numbers;
mod tables;
mod waiting;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};
use unicode_width::UnicodeWidthStr;

use crate::review::{Quantity, Report, Unit};

use super::super::app::{App, Page, Part, Place};
use super::super::commands::Command;
use super::super::theme::Theme;
use super::words::{column, cut, safe, wrapped};
use super::{Hits, Target};

/// From this width on two pages stand beside each other; from the second on, all of them in three columns.
const TWO: u16 = super::WIDE;
const ALL: u16 = 180;

/// What a block needs to be drawn.
struct Scene<'a> {
    app: &'a App,
    report: &'a Report,
    theme: &'a Theme,
    /// The columns of the flow.
    width: usize,
}

impl Scene<'_> {
    /// Where the choice stands, if it is on this page.
    fn place(&self, page: Page) -> Option<Place> {
        Some(self.app.review.place).filter(|place| place.page == page)
    }
}

/// Draws the screen.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    hits.put(area, Target::Part(Part::List));
    if let Some(behind) = &app.review.behind {
        return behind::draw(app, behind, theme, frame, hits, area);
    }
    let trouble = trouble(app);
    let lines = Constraint::Length(u16::from(trouble.is_some()));
    let [title, alert, pages, body] =
        Layout::vertical([Constraint::Length(1), lines, Constraint::Length(1), Constraint::Fill(1)]).areas(area);
    head(app, theme, frame, hits, title);
    if let Some(words) = trouble {
        let words = format!(" {}", cut(&words, usize::from(alert.width).saturating_sub(1)));
        frame.render_widget(Paragraph::new(words).style(theme.alert), alert);
    }
    names(app, theme, frame, hits, pages);
    let Some(report) = app.review.report() else { return nothing_yet(app, theme, frame, body) };
    // What was asked for before is told apart while the next is reckoned, and where that could not be read: by its style,
    // and in words in the title.
    let is_old = app.review.so_far.is_some() || (app.review.is_before() && !app.review.error.is_empty());
    let old = is_old.then(|| greyed(theme));
    let theme = old.as_ref().unwrap_or(theme);
    let place = app.review.place;
    let shown = app.review_pages();
    let columns: Vec<(Rect, Vec<Page>)> = if area.width >= ALL {
        let widths = [Constraint::Length(77), Constraint::Fill(1), Constraint::Fill(1)];
        let [left, middle, right] = Layout::horizontal(widths).areas(body);
        let scene = Scene { app, report, theme, width: usize::from(middle.width.saturating_sub(2)) };
        let (second, third) = halves(&scene, &shown);
        vec![(left, vec![Page::Numbers]), (middle, second), (right, third)]
    } else if area.width >= TWO {
        let left = Constraint::Length((area.width * 4 / 7).clamp(58, 77));
        let [left, right] = Layout::horizontal([left, Constraint::Fill(1)]).areas(body);
        let beside = Some(app.review.beside).filter(|page| *page != Page::Numbers && shown.contains(page));
        vec![(left, vec![Page::Numbers]), (right, vec![beside.unwrap_or(Page::When)])]
    } else {
        vec![(body, vec![place.page])]
    };
    for (area, pages) in columns {
        let focused = pages.contains(&place.page) && app.popup.is_none();
        let name = pages.iter().map(|page| page.label()).collect::<Vec<_>>().join(" · ");
        let block = super::pane(theme, &cut(&name, usize::from(area.width).saturating_sub(6)), focused);
        let inner = block.inner(area);
        frame.render_widget(block, area);
        let scene = Scene { app, report, theme, width: usize::from(inner.width) };
        flow::draw(&scene, &pages, frame, hits, inner);
    }
}

/// The pages beside the numbers in two columns that are about as long; who waits comes before what is over.
fn halves(scene: &Scene<'_>, pages: &[Page]) -> (Vec<Page>, Vec<Page>) {
    let (waiting, rest): (Vec<Page>, Vec<Page>) =
        pages.iter().filter(|page| **page != Page::Numbers).partition(|page| **page == Page::Waiting);
    let heights: Vec<usize> = rest.iter().map(|page| flow::height(scene, *page)).collect();
    let all: usize =
        heights.iter().sum::<usize>() + waiting.iter().map(|page| flow::height(scene, *page)).sum::<usize>();
    let (mut left, mut right, mut above) = (Vec::new(), waiting, 0);
    for (page, height) in rest.into_iter().zip(heights) {
        // A page goes where its middle lies.
        let side = if above + height / 2 < all / 2 { &mut left } else { &mut right };
        side.push(page);
        above += height;
    }
    (left, right)
}

/// What is looked at, how far it goes, what is being reckoned; and the keys to another sort of stretch.
fn head(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let review = &app.review;
    let asked = review.looked.as_ref().map(super::super::reckoning::Looked::title).unwrap_or_default();
    let mut words = review.report().map_or_else(|| asked.clone(), |report| report.title.clone());
    if let Some(report) = review.report().filter(|report| report.unfinished) {
        words = format!("{words} · until {}", app.setting.desk.near_words(report.made, app.now));
    }
    let mut style = theme.title;
    if let Some(records) = review.so_far {
        let records = Quantity::sum(Unit::Count, i64::try_from(records).unwrap_or(i64::MAX)).shown();
        let before = if review.is_before() { format!("; below is {words}") } else { String::new() };
        words = format!("{asked}: reckoning… {records} records so far{before}");
        style = theme.guidance;
    }
    if review.so_far.is_none() && !review.error.is_empty() && review.is_before() {
        (words, style) = (format!("Below is {words}"), theme.muted);
    }
    let keys = [Command::ReviewDay, Command::ReviewWeek, Command::ReviewMonth, Command::ReviewToday];
    let hints: Vec<(Command, String)> = keys
        .into_iter()
        .map(|command| {
            (command, format!("{} {}  ", app.setting.key(command), super::super::commands::of(command).short))
        })
        .collect();
    let width = usize::from(area.width);
    let hints_width: usize = hints.iter().map(|(_, words)| words.width()).sum();
    // Where there is no room for their words, the keys stand alone.
    let fits = words.width() + hints_width + 2 <= width;
    let hints: Vec<(Command, String)> = if fits {
        hints
    } else {
        keys.into_iter().map(|command| (command, format!("{} ", app.setting.key(command)))).collect()
    };
    let hints_width: usize = hints.iter().map(|(_, words)| words.width()).sum();
    let fits = words.width() + hints_width + 2 <= width;
    let room = if fits { width - hints_width - 1 } else { width.saturating_sub(1) };
    let mut spans = vec![Span::raw(" "), Span::styled(column(&words, room), style)];
    if fits {
        let mut x = area.x.saturating_add(u16::try_from(room + 1).unwrap_or(u16::MAX));
        for (command, words) in hints {
            let wide = u16::try_from(words.width()).unwrap_or(0);
            hits.put(Rect { x, width: wide, ..area }, Target::Command(command));
            x = x.saturating_add(wide);
            spans.push(Span::styled(words, theme.muted));
        }
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// What could not be read, and of what: the report, or else the requests.
fn trouble(app: &App) -> Option<String> {
    let review = &app.review;
    let asked = review.looked.as_ref().map(super::super::reckoning::Looked::title);
    match (&review.error, &review.unread) {
        (error, _) if !error.is_empty() => Some(format!("! {}: {error}", asked.unwrap_or_default())),
        (_, unread) if !unread.is_empty() => Some(format!("! {}: {unread}", Page::Waiting.label())),
        _ => None,
    }
}

/// The names of the pages, the chosen one marked.
fn names(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let mut spans = vec![Span::raw(" ")];
    let mut x = area.x + 1;
    for page in app.review_pages() {
        let here = app.review.place.page == page;
        let mut name = page.label().to_owned();
        if page == Page::Waiting && !app.review.waiting.is_empty() {
            name = format!("{name} {}", app.review.waiting.len());
        }
        let name = if here && theme.ascii { format!("*{name}*  ") } else { format!("{name}  ") };
        let wide = u16::try_from(name.width()).unwrap_or(0);
        let place = Rect { x, width: wide, ..area }.intersection(area);
        hits.put(place, Target::Page(page));
        x = x.saturating_add(wide);
        let waits = page == Page::Waiting && !app.review.waiting.is_empty();
        let style = match (here, waits) {
            (true, _) => theme.focus,
            (false, true) => theme.alert,
            (false, false) => theme.muted,
        };
        spans.push(Span::styled(name, style));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// Before there is any report.
fn nothing_yet(app: &App, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    let words = if app.review.error.is_empty() { "Reckoning…" } else { "There is nothing to show." };
    let block = super::pane(theme, "Numbers", true);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    frame.render_widget(Paragraph::new(words).style(theme.muted).wrap(Wrap { trim: true }), inner);
}

/// What to say of a stretch in which nothing happened.
fn empty_words(scene: &Scene<'_>) -> Vec<Line<'static>> {
    let setting = &scene.app.setting;
    let width = u16::try_from(scene.width).unwrap_or(u16::MAX);
    let title = safe(&scene.report.title);
    let what = match &scene.report.from {
        Some(_) => format!("Nothing is in the log for {title}."),
        None => format!("No case fits. {title}"),
    };
    let more = setting.words(
        "{review-earlier} goes a step back, {review-today} to today; {review-other} takes other days or a query.",
    );
    let mut lines = wrapped("", &what, width, scene.theme.text);
    lines.extend(wrapped("", &more, width, scene.theme.muted));
    lines
}

/// Everything in the style of what matters less.
fn greyed(theme: &Theme) -> Theme {
    let muted = theme.text.patch(theme.muted);
    Theme { text: muted, title: muted, guidance: muted, focus: muted, ..theme.clone() }
}

/// One line of words, cut.
fn line(words: &str, width: usize, style: Style) -> Line<'static> {
    Line::styled(cut(words, width), style)
}

/// Words at the right end of so many columns.
fn right(words: &str, width: usize) -> String {
    let words = cut(words, width);
    format!("{}{words}", " ".repeat(width.saturating_sub(words.width())))
}
