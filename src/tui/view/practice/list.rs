//! What can be practised and what was: rows, and beside or below them what the chosen one is about.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::practice::Why;
use crate::terms::Timestamp;

use super::super::super::app::{App, PracticeChoice as Choice, Sheet};
use super::super::super::practising::{Past, Row};
use super::super::super::scroll::Scroll;
use super::super::super::theme::Theme;
use super::super::cases::window;
use super::super::flow::flow;
use super::super::words::{column, cut, wrapped};
use super::super::{Hits, Target, WIDE};
use super::{banner, blank, field, heading, how, names, parts, percent, progress};

/// Columns: the level, the channel, played, best, latest.
const LEVEL: usize = 7;
const CHANNEL: usize = 11;
const PLAYED: usize = 8;
const SCORE: usize = 8;
/// Why it is there has so many columns at least, and at most.
const WHY: (usize, usize) = (12, 34);
/// From so many columns on, how often it was played and the best score stand in the row; else below, of the chosen one.
const ROOMY: usize = 104;
/// Columns of a past drill: when, score.
const WHEN: usize = 18;

/// Draws the list.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let practice = &app.practice;
    let [top, pages, body] = parts(area, true);
    let right = format!("next: {}", how(practice.answering, practice.help));
    banner(theme, frame, top, "nobody watches", &right);
    let of: Vec<_> = Sheet::ALL.into_iter().map(|s| (s.label(), s == practice.sheet, Target::Sheet(s))).collect();
    names(theme, frame, hits, pages, &of);
    let focused = app.popup.is_none();
    let Some(room) = &practice.room else {
        let block = super::pane(theme, practice.sheet.label(), focused);
        let inner = block.inner(body);
        frame.render_widget(block, body);
        let words = if practice.error.is_empty() { "Reading…" } else { practice.error.as_str() };
        let style = if practice.error.is_empty() { theme.muted } else { theme.alert };
        return frame.render_widget(Paragraph::new(wrapped("", words, inner.width, style)), inner);
    };
    let (left, right) = if area.width >= WIDE {
        let width = area.width * 2 / 3;
        let [left, right] = Layout::horizontal([Constraint::Length(width), Constraint::Fill(1)]).areas(body);
        (left, Some(right))
    } else {
        (body, None)
    };
    // Beside the progress there is the list that it is about.
    let sheet = if right.is_some() && practice.sheet == Sheet::Progress { Sheet::Scenarios } else { practice.sheet };
    let focus = focused && sheet == practice.sheet;
    match sheet {
        Sheet::Scenarios => scenarios(app, theme, frame, hits, left, (focus, right.is_none())),
        Sheet::Past => past(app, &room.past, theme, frame, hits, left, focus),
        Sheet::Progress => {
            let block = super::pane(theme, Sheet::Progress.label(), focus);
            let inner = block.inner(left);
            frame.render_widget(block, left);
            flow(progress::lines(room, theme, inner.width), &practice.scroll, 0, theme, frame, inner);
        }
    }
    let Some(right) = right else { return };
    let about = chosen(app, theme, right.width.saturating_sub(2));
    let height = u16::try_from(about.len()).unwrap_or(u16::MAX).saturating_add(2).min(right.height * 3 / 5);
    let [above, below] = Layout::vertical([Constraint::Length(height), Constraint::Fill(1)]).areas(right);
    let block = super::pane(theme, "The chosen one", false);
    let inner = block.inner(above);
    frame.render_widget(block, above);
    flow(about, &Scroll::default(), 0, theme, frame, inner);
    let block = super::pane(theme, Sheet::Progress.label(), focused && practice.sheet == Sheet::Progress);
    let inner = block.inner(below);
    frame.render_widget(block, below);
    flow(progress::lines(room, theme, inner.width), &practice.scroll, 0, theme, frame, inner);
}

/// The first page.
fn scenarios(
    app: &App,
    theme: &Theme,
    frame: &mut Frame<'_>,
    hits: &mut Hits,
    area: Rect,
    (focused, with_about): (bool, bool),
) {
    let block = super::pane(theme, Sheet::Scenarios.label(), focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let choices = app.practice.choices();
    if choices.is_empty() {
        let words = "There is no scenario. A supervisor writes one with `amends scenario new`.";
        return frame.render_widget(Paragraph::new(wrapped("", words, inner.width, theme.muted)), inner);
    }
    let about = if with_about { chosen(app, theme, inner.width) } else { Vec::new() };
    let about_height = u16::try_from(about.len()).unwrap_or(0).min(inner.height / 2);
    let [rows, below] = Layout::vertical([Constraint::Fill(1), Constraint::Length(about_height)]).areas(inner);
    let width = usize::from(inner.width);
    let reason = |choice: &Choice<'_>| match choice {
        Choice::Begin(row) => why(app, &row.why).width(),
        Choice::GoOn(_) => 0,
    };
    let longest = choices.iter().map(reason).max().unwrap_or(0).clamp(WHY.0, WHY.1);
    let title = title_width(width, longest);
    let heads = cells(width, title, ["Scenario", "level", "channel", "played", "best", "latest", "why now"]);
    let heads = format!("  {heads}");
    let mut lines = vec![Line::styled(cut(&heads, width), theme.muted)];
    let at = app.practice.row();
    let room = usize::from(rows.height).saturating_sub(1);
    let from = window(at, choices.len(), room);
    for (n, choice) in choices.iter().enumerate().skip(from).take(room) {
        hits.put_row(rows, lines.len(), Target::Row(n));
        let mark = if n == at { theme.sign("▸ ", "> ") } else { "  " };
        let words = match choice {
            Choice::GoOn(past) => go_on(app, past),
            Choice::Begin(row) => scenario(app, row, width, title),
        };
        let style = match (n == at, choice) {
            (true, _) => theme.chosen,
            (false, Choice::GoOn(_)) => theme.guidance,
            (false, Choice::Begin(_)) => theme.text,
        };
        lines.push(Line::styled(column(&format!("{mark}{words}"), width), style));
    }
    frame.render_widget(Paragraph::new(lines), rows);
    flow(about, &Scroll::default(), 0, theme, frame, below);
}

/// The title has what the other columns leave.
fn title_width(width: usize, why: usize) -> usize {
    let more = if width >= ROOMY { PLAYED + SCORE } else { 0 };
    width.saturating_sub(2 + LEVEL + CHANNEL + SCORE + more + why).clamp(14, 40)
}

/// A row of cells, as many as there is room for.
fn cells(width: usize, title: usize, of: [&str; 7]) -> String {
    let [name, level, channel, played, best, latest, why] = of;
    let more =
        if width >= ROOMY { format!("{}{}", column(played, PLAYED), column(best, SCORE)) } else { String::new() };
    let (name, level) = (column(&cut(name, title.saturating_sub(1)), title), column(level, LEVEL));
    format!("{name}{level}{}{more}{}{why}", column(channel, CHANNEL), column(latest, SCORE))
}

fn go_on(app: &App, past: &Past) -> String {
    let answers = match past.moves {
        0 => "not answered yet".to_owned(),
        1 => "1 answer so far".to_owned(),
        n => format!("{n} answers so far"),
    };
    let when = app.setting.desk.near_words(past.last, app.now);
    format!("Go on: {} · {answers} · {} · {when}", past.title, past.answering.label())
}

fn scenario(app: &App, row: &Row, width: usize, title: usize) -> String {
    let one = &row.scenario;
    let (played, best, latest) = row.standing.as_ref().map_or_else(
        || ("-".to_owned(), "-".to_owned(), "-".to_owned()),
        |s| (s.attempts.to_string(), percent(s.best), percent(s.latest)),
    );
    let (level, why) = (one.level.to_string(), why(app, &row.why));
    cells(width, title, [&one.title, &level, one.channel.label(), &played, &best, &latest, &why])
}

/// Why it stands where it stands.
pub fn why(app: &App, why: &Why) -> String {
    let day = |at: Timestamp| {
        let local = app.setting.desk.local(at);
        // Within a week the day's name says it.
        let near = at.since(app.now).abs() < 6 * 24 * 3_600_000;
        local.format(if near { "%A" } else { "%-d %b" }).to_string()
    };
    match why {
        Why::Assigned { by, due: Some(due), .. } => format!("asked for by {by} until {}", day(*due)),
        Why::Assigned { by, due: None, .. } => format!("asked for by {by}"),
        Why::Due { since } => format!("due again since {}", day(*since)),
        Why::New => "new to you".to_owned(),
        Why::Weakest => "to do better".to_owned(),
    }
}

/// What the chosen row is about.
fn chosen(app: &App, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let columns = usize::from(width);
    if app.practice.sheet == Sheet::Past {
        let room = app.practice.room.as_ref();
        let Some(past) = room.and_then(|room| room.past.get(app.practice.past)) else { return Vec::new() };
        let mut lines = vec![heading(&past.title, theme)];
        lines.push(field("when", &app.setting.desk.near_words(past.last, app.now), columns, theme, theme.text));
        lines.push(field("how", &how(past.answering, past.help), columns, theme, theme.text));
        lines.push(field("ended", &ended(past), columns, theme, theme.text));
        if past.from.is_some_and(|(_, n)| n > 0) {
            lines.extend(wrapped(
                "",
                "Played again from the middle: it does not count for progress.",
                width,
                theme.muted,
            ));
        }
        let whose = if past.shared.is_some() { "Your supervisor can read it." } else { "It is yours alone." };
        lines.extend(wrapped("", whose, width, theme.muted));
        return lines;
    }
    match app.practice.choices().get(app.practice.row()) {
        None => Vec::new(),
        Some(Choice::GoOn(past)) => {
            let mut lines = vec![heading(&past.title, theme)];
            let begin = app.setting.words("It stands where you left it. {practice-begin} goes on.");
            lines.extend(wrapped("", &begin, width, theme.text));
            lines.push(field("how", &how(past.answering, past.help), columns, theme, theme.text));
            lines
        }
        Some(Choice::Begin(row)) => {
            let one = &row.scenario;
            let mut lines = vec![heading(&one.title, theme)];
            lines.extend(wrapped("", &one.about, width, theme.text));
            for learn in &one.learn {
                lines.extend(wrapped(theme.sign("· ", "- "), learn, width, theme.guidance));
            }
            lines.push(field("playbook", &row.playbook, columns, theme, theme.text));
            lines.extend(wrapped("why now   ", &why(app, &row.why), width, theme.text));
            if let Why::Assigned { by, note, .. } = &row.why
                && !note.is_blank()
            {
                lines.extend(wrapped(&format!("{by} says: "), &format!("“{}”", note.as_str()), width, theme.guidance));
            }
            if let Some(s) = &row.standing {
                let times = if s.attempts == 1 { "once".to_owned() } else { format!("{} times", s.attempts) };
                let words = format!("{times}, best {}, latest {}", percent(s.best), percent(s.latest));
                lines.push(field("played", &words, columns, theme, theme.text));
            }
            lines
        }
    }
}

/// The page of past drills.
fn past(app: &App, past: &[Past], theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect, focused: bool) {
    let block = super::pane(theme, Sheet::Past.label(), focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let width = usize::from(inner.width);
    if past.is_empty() {
        let words = "You have not practised yet. Choose a scenario on the first page: the first drill takes three minutes, \
                     and nobody sees it unless you share it.";
        return frame.render_widget(Paragraph::new(wrapped("", words, inner.width, theme.muted)), inner);
    }
    // How it ended needs about as much room as what it was.
    let title = width.saturating_sub(2 + WHEN + SCORE) / 2;
    let heads =
        format!("  {}{}{}how it ended", column("When", WHEN), column("Scenario", title), column("score", SCORE));
    let mut lines = vec![Line::styled(cut(&heads, width), theme.muted)];
    let at = app.practice.past;
    let room = usize::from(inner.height).saturating_sub(1);
    let from = window(at, past.len(), room);
    for (n, one) in past.iter().enumerate().skip(from).take(room) {
        hits.put_row(inner, lines.len(), Target::Row(n));
        let mark = if n == at { theme.sign("▸ ", "> ") } else { "  " };
        let score = one.over.as_ref().and_then(|over| over.tenths).map_or_else(|| "-".to_owned(), percent);
        let again = if one.from.is_some() { " · again" } else { "" };
        let shared = if one.shared.is_some() { " · shared" } else { "" };
        let words = format!(
            "{mark}{}{}{}{}{again}{shared}",
            column(&app.setting.desk.near_words(one.last, app.now), WHEN),
            column(&cut(&one.title, title.saturating_sub(1)), title),
            column(&score, SCORE),
            ended(one),
        );
        lines.push(Line::styled(column(&words, width), if n == at { theme.chosen } else { theme.text }));
    }
    lines.push(blank());
    frame.render_widget(Paragraph::new(lines), inner);
}

/// How a drill ended, with how good that is.
fn ended(past: &Past) -> String {
    match past.over.as_ref().map(|over| (&over.title, over.worth)) {
        None => "not over yet".to_owned(),
        Some((Some(title), Some(worth))) => format!("{title} ({})", worth.label()),
        Some((Some(title), None)) => title.clone(),
        Some((None, _)) => "left".to_owned(),
    }
}
