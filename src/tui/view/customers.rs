//! The customers screen: the search, the list, the card of the chosen one, their cases.
//!
//! ```text
//! 160 columns: list │ card │ cases     100: list │ card      narrower: list
//!                                                │ cases               card
//!                                                                      cases
//! ```

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::case::Customer;
use crate::log::{Person, Promised};
use crate::terms::{CustomerKind, Money};

use super::super::app::{App, Part};
use super::super::commands::Command;
use super::super::theme::Theme;
use super::cases::{heading, input_line, muted_if, playbook, state, when, window};
use super::flow::flow;
use super::words::{column, cut, labelled, wrapped};
use super::{Hits, Target};

/// From this width on all three stand side by side.
const THREE: u16 = 160;

/// Draws the screen.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    if area.width >= THREE {
        let [list, card, cases] =
            Layout::horizontal([Constraint::Length(46), Constraint::Fill(1), Constraint::Fill(1)]).areas(area);
        self::list(app, theme, frame, hits, list);
        self::card(app, theme, frame, hits, card);
        self::cases(app, theme, frame, hits, cases);
    } else if area.width >= super::WIDE {
        let [list, right] = Layout::horizontal([Constraint::Length(46), Constraint::Fill(1)]).areas(area);
        let count = app.people.person().map_or(0, |p| p.cases.len());
        let rows = u16::try_from(count + 2).unwrap_or(u16::MAX).clamp(3, (area.height / 3).max(3));
        let [card, cases] = Layout::vertical([Constraint::Fill(1), Constraint::Length(rows)]).areas(right);
        self::list(app, theme, frame, hits, list);
        self::card(app, theme, frame, hits, card);
        self::cases(app, theme, frame, hits, cases);
    } else {
        let [list, below] =
            Layout::vertical([Constraint::Length((area.height / 3).max(5)), Constraint::Fill(1)]).areas(area);
        self::list(app, theme, frame, hits, list);
        // Both below the list; what has the arrows has the larger part.
        let count = u16::try_from(app.people.person().map_or(0, |p| p.cases.len())).unwrap_or(u16::MAX);
        let most = if app.people.part == Part::Cases { below.height * 2 / 3 } else { 5.max(below.height / 3) };
        let rows = count.saturating_add(2).clamp(3, most.max(3)).min(below.height);
        let [card, cases] = Layout::vertical([Constraint::Fill(1), Constraint::Length(rows)]).areas(below);
        self::card(app, theme, frame, hits, card);
        self::cases(app, theme, frame, hits, cases);
    }
}

fn list(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let people = &app.people;
    let focused = people.part == Part::List && app.popup.is_none();
    let block = super::pane(theme, "Customers", focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    hits.put(area, Target::Part(Part::List));
    if inner.height < 2 {
        return;
    }
    let [line, rest] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(inner);
    input_line("Who ", &people.input, "name, telephone or e-mail", focused, theme, frame, line);
    let width = usize::from(inner.width);
    let room = usize::from(rest.height);
    let mut lines: Vec<Line<'static>> = Vec::new();
    if !people.error.is_empty() {
        lines.extend(wrapped("! ", &people.error, inner.width, theme.alert));
    } else if people.rows.is_empty() && people.answered {
        lines.push(Line::raw(""));
        let words = if people.input.value().trim().is_empty() {
            "Nobody is known yet. Whoever calls becomes known with their case."
        } else {
            "Nobody is called so. Try the beginning of another word, or fewer digits."
        };
        lines.extend(wrapped(" ", words, inner.width, theme.text));
    }
    let from = window(people.chosen, people.rows.len(), room);
    for (at, customer) in people.rows.iter().enumerate().skip(from).take(room) {
        hits.put_row(rest, lines.len(), Target::Row(at));
        let style = if at == people.chosen { theme.chosen } else { theme.text };
        lines.push(Line::styled(row(theme, customer, at == people.chosen, width), style));
    }
    frame.render_widget(Paragraph::new(lines), rest);
}

fn row(theme: &Theme, customer: &Customer, chosen: bool, width: usize) -> String {
    let mark = if chosen { theme.sign("▸", ">") } else { " " };
    let details = &customer.details;
    let title = customer.title();
    let reach = [&details.phone, &details.email].into_iter().flatten().find(|t| t.as_str() != title);
    let reach = reach.map(ToString::to_string).unwrap_or_default();
    // Wide lists show every way to reach them.
    let reach = match &details.email {
        Some(email) if width > 60 && details.phone.is_some() => format!("{reach}  {email}"),
        _ => reach,
    };
    let name = (width * 3 / 5).clamp(12, 34);
    column(&format!("{mark} {} {reach}", column(&title, name)), width)
}

fn card(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let people = &app.people;
    let focused = people.part == Part::Card && app.popup.is_none();
    let name = people.customer().map_or_else(|| "Nobody".to_owned(), Customer::title);
    let block = super::pane(theme, &cut(&name, usize::from(area.width).saturating_sub(6)), focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    hits.put(area, Target::Part(Part::Card));
    let Some(person) = people.person() else { return };
    let mut lines = known(&person.customer, theme, inner.width);
    lines.extend(perhaps(app, person, theme, inner.width));
    lines.extend(given(app, person, theme, inner.width));
    lines.extend(records(person, theme, inner.width));
    flow(lines, &people.scroll, 0, theme, frame, inner);
}

fn known(customer: &Customer, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let details = &customer.details;
    let mut lines = Vec::new();
    let texts = [
        ("call them", &details.called),
        ("telephone", &details.phone),
        ("e-mail", &details.email),
        ("prefers", &details.preferences),
        ("needs", &details.support_needs),
    ];
    for (name, text) in texts {
        lines.extend(text.iter().flat_map(|t| said(name, t.as_str(), width, theme)));
    }
    lines.extend(details.kind.map(CustomerKind::label).iter().flat_map(|k| said("likes", k, width, theme)));
    if details.internal == Some(true) {
        lines.extend(said("", "a colleague", width, theme));
    }
    if lines.is_empty() {
        lines.push(Line::styled("only the name is known", theme.muted));
    }
    lines
}

fn said(label: &'static str, words: &str, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    labelled(&Span::styled(label, theme.muted), 10, words, width, theme.text)
}

/// Others who may be the same person, each with the reason.
fn perhaps(app: &App, person: &Person, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    if person.similar.is_empty() {
        return Vec::new();
    }
    let words = format!("Perhaps the same ({} merges)", app.setting.key(Command::Merge));
    let mut lines = vec![heading(&words, theme)];
    for similar in &person.similar {
        let number = similar.number.as_ref().map(|n| format!(", {n}")).unwrap_or_default();
        let words = format!("{}{number}: {}", similar.customer.title(), similar.reasons());
        lines.extend(wrapped("  ", &words, width, theme.guidance));
    }
    lines
}

/// Promises and gestures of all their cases.
fn given(app: &App, person: &Person, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if !person.promises.is_empty() {
        let count = |state: &str| person.promises.iter().filter(|p| p.state == state).count();
        let counts: Vec<String> = ["open", "kept", "broken", "withdrawn"]
            .into_iter()
            .filter(|state| count(state) > 0)
            .map(|state| format!("{} {state}", count(state)))
            .collect();
        lines.push(heading(&format!("Promised: {}", counts.join(", ")), theme));
    }
    for promise in &person.promises {
        let words =
            format!("{} {} ({})", app.setting.desk.near_words(promise.due, app.now), promise.text, promise.number);
        let (sign, style) = sign_of(app, promise, theme);
        lines.extend(wrapped(&format!("  {sign} "), &words, width, style));
    }
    if !person.gestures.is_empty() {
        let sums: Vec<String> = person.given.iter().map(|m: &Money| m.for_people()).collect();
        let sums = if sums.is_empty() { String::new() } else { format!(": {} in all", sums.join(", ")) };
        lines.push(heading(&format!("Given{sums}"), theme));
    }
    for gesture in &person.gestures {
        let title = app.setting.desk.gesture(&gesture.what).map_or(gesture.what.as_str(), |g| g.title.as_str());
        let value = crate::terms::worth(gesture.value);
        let words = format!("{} {title}{value}: {} ({})", when(app, gesture.at), gesture.reason, gesture.number);
        lines.extend(wrapped("  ", &words, width, theme.text));
    }
    lines
}

fn sign_of(app: &App, promise: &Promised, theme: &Theme) -> (&'static str, Style) {
    match promise.state.as_str() {
        "open" if promise.due < app.now => ("! late", theme.alert),
        "open" => ("open", theme.text),
        "kept" => (theme.sign("✓ kept", "kept"), theme.muted),
        "broken" => (theme.sign("✗ broken", "x broken"), theme.alert),
        _ => ("withdrawn", theme.muted),
    }
}

/// Records that turned out to be this person.
fn records(person: &Person, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    if person.records.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![heading("Merged records", theme)];
    lines.extend(person.records.iter().flat_map(|r| wrapped("  ", &r.details.words(), width, theme.muted)));
    lines
}

fn cases(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let people = &app.people;
    let focused = people.part == Part::Cases && app.popup.is_none();
    let person = people.person();
    let title = match person.map(|p| (p.cases.len(), p.more)) {
        Some((1, _)) => "1 case".to_owned(),
        Some((n, false)) if n > 0 => format!("{n} cases"),
        Some((n, true)) => format!("the latest {n} cases"),
        _ => "No cases".to_owned(),
    };
    let block = super::pane(theme, &title, focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    hits.put(area, Target::Part(Part::Cases));
    let Some(person) = person else { return };
    if person.cases.is_empty() {
        let words = format!("{} begins an interaction with this customer.", app.setting.key(Command::New));
        frame.render_widget(Paragraph::new(wrapped("", &words, inner.width, theme.muted)), inner);
        return;
    }
    let room = usize::from(inner.height);
    let width = usize::from(inner.width);
    let from = window(people.case, person.cases.len(), room);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (at, case) in person.cases.iter().enumerate().skip(from).take(room) {
        hits.put_row(inner, lines.len(), Target::CaseRow(case.id));
        let chosen = at == people.case && focused;
        let style = if chosen { theme.chosen } else { muted_if(!case.is_open, theme) };
        let about = case.summary.clone().or_else(|| case.wanted.clone()).unwrap_or_default();
        let words = format!(
            "{}{}{}{}{about}",
            column(&case.number, 9),
            column(&when(app, case.happened), 13),
            column(&state(case), 10),
            if width > 60 { column(&playbook(app, case), 18) } else { String::new() },
        );
        lines.push(Line::from(Span::styled(column(&words, width), style)));
    }
    frame.render_widget(Paragraph::new(lines), inner);
}
