//! The cases screen: the query with its completions, the list, the case to look at.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};
use tui_input::Input;
use unicode_width::UnicodeWidthStr;

use crate::log::{CaseSummary, Count, TextKind};
use crate::terms::{Channel, Heat, Severity, Timestamp};

use super::super::app::{App, Completion, Part};
use super::super::commands::Command;
use super::super::theme::Theme;
use super::words::{column, cut, safe, wrapped};
use super::{Hits, Target, looked_at, marks};

/// How many completions are shown at once.
const MOST_SHOWN: usize = 8;

/// Draws the screen.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let (list, preview) = if area.width >= super::WIDE {
        let right = Constraint::Length(area.width * 2 / 5);
        let [list, preview] = Layout::horizontal([Constraint::Fill(1), right]).areas(area);
        (list, preview)
    } else {
        let rows = if app.cases.reading { area.height * 2 / 3 } else { (area.height / 3).min(8) };
        let [list, preview] = Layout::vertical([Constraint::Fill(1), Constraint::Length(rows)]).areas(area);
        (list, preview)
    };
    looked_at::draw(app, theme, frame, hits, preview);
    self::list(app, theme, frame, hits, list);
}

fn list(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let cases = &app.cases;
    let focused = !cases.reading && app.popup.is_none();
    let block = super::pane(theme, &title(app, area.width), focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    hits.put(area, Target::Part(Part::List));
    if inner.height < 3 {
        return;
    }
    let [line, rest] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(inner);
    let hint = "words, C-1042, is:open, agent:ana … · Tab completes · @ saved queries";
    let cursor = input_line("Find ", &cases.input, hint, focused, theme, frame, line);
    let mut lines: Vec<Line<'static>> = Vec::new();
    if !cases.error.is_empty() && cases.completion.is_none() {
        let mut why = wrapped("! ", &cases.error, inner.width, theme.alert);
        why.truncate(usize::from(rest.height / 2).max(1));
        lines.extend(why);
    } else if !cases.rows.is_empty() {
        lines.push(heads(usize::from(inner.width), theme));
    }
    let top = lines.len();
    let room = usize::from(rest.height).saturating_sub(top);
    if cases.rows.is_empty() {
        lines.extend(nothing(app, theme, inner.width));
    }
    let from = window(cases.chosen, cases.rows.len(), room);
    for (at, found) in cases.rows.iter().enumerate().skip(from).take(room) {
        hits.put_row(rest, lines.len(), Target::Row(at));
        lines.push(row(app, theme, &found.case, at == cases.chosen, usize::from(inner.width)));
    }
    frame.render_widget(Paragraph::new(lines), rest);
    if let Some(completion) = &cases.completion {
        completions(completion, &cases.input, cursor, theme, frame, hits, rest);
    }
}

/// Where a list of so many begins so that the chosen one is in its middle, as far as there is something on both sides.
pub fn window(chosen: usize, count: usize, room: usize) -> usize {
    chosen.saturating_sub(room / 2).min(count.saturating_sub(room))
}

/// A line to type in; the cursor where it has the keys.
pub fn input_line(
    label: &str,
    input: &Input,
    hint: &str,
    focused: bool,
    theme: &Theme,
    frame: &mut Frame<'_>,
    area: Rect,
) -> Position {
    let room = usize::from(area.width).saturating_sub(label.width() + 1);
    let scroll = input.visual_scroll(room.saturating_sub(1));
    let words = if input.value().is_empty() {
        Span::styled(cut(hint, room), theme.muted)
    } else {
        Span::styled(safe(&super::popup::skip_columns(input.value(), scroll)), theme.text)
    };
    let style = if focused { theme.focus } else { theme.muted };
    frame.render_widget(Paragraph::new(Line::from(vec![Span::styled(label.to_owned(), style), words])), area);
    let column = label.width() + input.visual_cursor().saturating_sub(scroll);
    let x = area.x.saturating_add(u16::try_from(column).unwrap_or(0)).min(area.right().saturating_sub(1));
    let place = Position { x, y: area.y };
    if focused {
        frame.set_cursor_position(place);
    }
    place
}

/// The list of completions under the cursor.
fn completions(
    completion: &Completion,
    input: &Input,
    cursor: Position,
    theme: &Theme,
    frame: &mut Frame<'_>,
    hits: &mut Hits,
    area: Rect,
) {
    let choices = &completion.choices;
    let shown = choices.len().min(MOST_SHOWN).min(usize::from(area.height).saturating_sub(3));
    if shown == 0 {
        return;
    }
    let label = choices.iter().map(|c| c.label.width()).max().unwrap_or(0).min(30);
    let about = choices.iter().map(|c| c.about.width()).max().unwrap_or(0);
    let wanted = u16::try_from(label + about + 6).unwrap_or(u16::MAX);
    let width = wanted.max(26).min(area.width);
    let word: String = input.value().chars().skip(completion.from).take(completion.to - completion.from).collect();
    let left = cursor.x.saturating_sub(u16::try_from(word.width()).unwrap_or(0) + 2).max(area.x);
    let more = choices.len() - shown;
    let height = u16::try_from(shown + 2 + usize::from(more > 0)).unwrap_or(3);
    let place = Rect { x: left.min(area.right().saturating_sub(width)), y: area.y, width, height };
    frame.render_widget(Clear, place);
    let block = super::pane(theme, "Tab takes it", false);
    let inner = block.inner(place);
    frame.render_widget(block, place);
    let from = completion.chosen.unwrap_or(0).saturating_sub(shown - 1);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (at, choice) in choices.iter().enumerate().skip(from).take(shown) {
        hits.put_row(inner, lines.len(), Target::Choice(at));
        let chosen = completion.chosen == Some(at);
        let mark = if chosen { theme.sign("▸", ">") } else { " " };
        let words = format!("{mark} {}  {}", column(&choice.label, label), choice.about);
        let style = if chosen { theme.chosen } else { theme.text };
        lines.push(Line::styled(column(&words, usize::from(inner.width)), style));
    }
    if more > 0 {
        let words = format!("  {more} more: type on, or Down");
        lines.push(Line::styled(cut(&words, usize::from(inner.width)), theme.muted));
    }
    frame.render_widget(Paragraph::new(lines), inner);
}

fn title(app: &App, width: u16) -> String {
    let cases = &app.cases;
    let mut parts = vec!["Cases".to_owned()];
    parts.extend(
        cases
            .count
            .map(|count| if count == Count::Exactly(1) { "1 case".to_owned() } else { format!("{count} cases") }),
    );
    parts.push(if cases.best { "best first" } else { "newest first" }.to_owned());
    cut(&parts.join(" · "), usize::from(width).saturating_sub(6))
}

/// What stands there where no case does, and what to do now.
fn nothing(app: &App, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let cases = &app.cases;
    if !cases.answered || !cases.error.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![Line::raw("")];
    if cases.typed().trim().is_empty() {
        let words = format!("No case is logged yet. {} begins the first.", app.setting.key(Command::New));
        lines.extend(wrapped(" ", &words, width, theme.text));
        return lines;
    }
    lines.extend(wrapped(" ", "Nothing fits all of that.", width, theme.text));
    match cases.without.as_deref() {
        Some([]) => {
            let words = "No single word or field stands in the way: leave out two, or look at the spelling.";
            lines.extend(wrapped(" ", words, width, theme.muted));
        }
        Some(parts) => {
            for (part, count) in parts {
                let count = match count {
                    Count::Exactly(1) => "1 case".to_owned(),
                    count => format!("{count} cases"),
                };
                lines.extend(wrapped("   ", &format!("without {part}: {count}"), width, theme.guidance));
            }
        }
        None => {
            let words = "Words are looked for in notes, messages, summaries, names and playbooks; the last may go on.";
            lines.extend(wrapped(" ", words, width, theme.muted));
        }
    }
    lines
}

/// A column of the list: its head, its width with the gap after it, and from which width of the list on it is there.
struct Column {
    head: &'static str,
    width: usize,
    from: usize,
    words: fn(&App, &Theme, &CaseSummary) -> String,
}

/// In order; what is left over is for the summary.
const COLUMNS: &[Column] = &[
    Column { head: "", width: 5, from: 0, words: |_, theme, case| signs(theme, case) },
    Column { head: "case", width: 9, from: 0, words: |_, _, case| case.number.clone() },
    Column { head: "contact", width: 13, from: 50, words: |app, _, case| when(app, case.happened) },
    Column { head: "customer", width: 17, from: 0, words: |_, _, case| case.customer_name.clone().unwrap_or_default() },
    Column { head: "state", width: 10, from: 62, words: |_, _, case| state(case) },
    Column { head: "playbook", width: 18, from: 92, words: |app, _, case| playbook(app, case) },
    Column { head: "owner", width: 9, from: 84, words: |_, _, case| case.owner.clone().unwrap_or_default() },
    Column { head: "channel", width: 10, from: 112, words: |_, _, case| label(case.channel.map(Channel::label)) },
    Column { head: "they are", width: 10, from: 140, words: |_, _, case| label(heat(case).map(Heat::label)) },
];

fn shown(width: usize) -> impl Iterator<Item = &'static Column> {
    COLUMNS.iter().filter(move |c| width >= c.from)
}

fn heads(width: usize, theme: &Theme) -> Line<'static> {
    let mut words: String = shown(width).map(|c| column(c.head, c.width)).collect();
    words.push_str("what");
    Line::styled(cut(&words, width), theme.muted)
}

fn row(app: &App, theme: &Theme, case: &CaseSummary, chosen: bool, width: usize) -> Line<'static> {
    let style = if chosen { theme.chosen } else { theme.text };
    let mut spans = Vec::new();
    let mut used = 0;
    let words = &app.cases.words;
    for c in shown(width) {
        let mark = match (c.head.is_empty(), chosen) {
            (true, true) => theme.sign("▸", ">"),
            (true, false) => " ",
            _ => "",
        };
        let cell = column(&format!("{mark}{}", (c.words)(app, theme, case)), c.width - 1);
        let cell = format!("{cell} ");
        used += c.width;
        let style = if c.head.is_empty() && !chosen { theme.alert } else { style };
        spans.extend(marks::spans(&cell, words, style));
    }
    let rest = width.saturating_sub(used);
    let about = case.summary.as_deref().or(case.wanted.as_deref()).unwrap_or_default();
    let about = if about.is_empty() && width < 92 { playbook(app, case) } else { about.to_owned() };
    spans.extend(marks::spans(&column(&about, rest), words, if chosen { style } else { theme.text }));
    if !chosen && !case.is_open {
        let dim = |span: Span<'static>| Span { style: theme.muted.patch(span.style), ..span };
        return Line::from(spans.into_iter().map(dim).collect::<Vec<_>>());
    }
    Line::from(spans)
}

fn heat(case: &CaseSummary) -> Option<Heat> {
    case.heat_end.or(case.heat_start)
}

/// How bad and how heated, in three columns: `^` high, `+` injury or law; `!` upset, `!!` angry or abusive.
fn signs(theme: &Theme, case: &CaseSummary) -> String {
    let severity = match case.severity {
        Some(Severity::High) => theme.sign("▲", "^"),
        Some(Severity::Critical) => theme.sign("✚", "+"),
        _ => " ",
    };
    let heat = match heat(case) {
        Some(Heat::Upset) => "!",
        Some(Heat::Angry | Heat::Abusive) => "!!",
        _ => "",
    };
    format!("{severity}{heat}")
}

fn label(word: Option<&'static str>) -> String {
    word.unwrap_or_default().to_owned()
}

/// Open, or how it ended.
pub fn state(case: &CaseSummary) -> String {
    match (case.is_open, case.outcome) {
        (true, _) => "open".to_owned(),
        (false, Some(outcome)) => outcome.label().to_owned(),
        (false, None) => "closed".to_owned(),
    }
}

/// The playbook's title, or its id where it is not here any more.
pub fn playbook(app: &App, case: &CaseSummary) -> String {
    let Some(id) = &case.playbook else { return String::new() };
    app.setting.library.get(id).map_or_else(|| id.clone(), |p| p.title().to_owned())
}

/// The time of day where it is today, day and time this year, the day otherwise: never longer than twelve columns.
pub fn when(app: &App, at: Timestamp) -> String {
    use chrono::Datelike;
    let desk = &app.setting.desk;
    let (then, today) = (desk.local(at), desk.today(app.now));
    if then.date() == today {
        desk.time_words(at)
    } else if then.year() == today.year() {
        then.format("%-d %b %H:%M").to_string()
    } else {
        then.format("%-d %b %Y").to_string()
    }
}

/// What sort of text it is, in a word.
pub fn kind_words(kind: TextKind) -> &'static str {
    match kind {
        TextKind::Note => "note",
        TextKind::Message => "message",
        TextKind::Summary => "summary",
        TextKind::Wanted => "wanted",
    }
}

/// A heading inside a pane.
pub fn heading(words: &str, theme: &Theme) -> Line<'static> {
    Line::styled(words.to_owned(), theme.title)
}

/// A style for what is over.
pub fn muted_if(over: bool, theme: &Theme) -> Style {
    if over { theme.muted } else { theme.text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_row_stays_in_the_middle_until_an_end_is_near() {
        assert_eq!(window(0, 100, 10), 0);
        assert_eq!(window(4, 100, 10), 0);
        assert_eq!(window(50, 100, 10), 45);
        assert_eq!(window(99, 100, 10), 90);
        assert_eq!(window(2, 3, 10), 0);
        assert_eq!(window(0, 0, 0), 0);
    }
}
