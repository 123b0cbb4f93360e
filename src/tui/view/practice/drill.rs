//! The drill: the console's three columns. Who calls, the conversation with the answers, the playbook; one at a time where the
//! window is narrow.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::practice::{Answering, FULL, Help, Move};
use crate::terms::{Channel, Heat};

use super::super::super::app::{App, Pane, Playing, Speech};
use super::super::super::scroll::Scroll;
use super::super::super::theme::Theme;
use super::super::flow::flow;
use super::super::words::{cut, labelled, wrapped};
use super::super::{Hits, Target, WIDE, columns};
use super::{banner, beside, blank, field, gauge, heading, how, names, parts};

/// The names of the panes.
const PANES: [(Pane, &str); 3] =
    [(Pane::NextUp, "Who calls"), (Pane::Case, "The conversation"), (Pane::Playbook, "The playbook")];
/// The place where is typed.
const CURSOR: (&str, &str) = ("▏", "_");
/// A speaker's name has so many columns at most.
const SPEAKER: usize = 14;

/// Draws the drill.
pub fn draw(app: &App, playing: &Playing, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let wide = area.width >= WIDE;
    let [top, tabs, body] = parts(area, !wide);
    let words = format!("{} · {}", playing.past.title, playing.scenario.channel.label());
    banner(theme, frame, top, &words, &how(playing.past.answering, playing.past.help));
    let focused = app.popup.is_none();
    if wide {
        let (left, right) = columns(area.width);
        let widths = [Constraint::Length(left), Constraint::Fill(1), Constraint::Length(right)];
        let [left, middle, right] = Layout::horizontal(widths).areas(body);
        for (pane, area) in [(Pane::NextUp, left), (Pane::Case, middle), (Pane::Playbook, right)] {
            one(app, playing, pane, theme, frame, hits, (area, focused && playing.pane == pane));
        }
    } else {
        let of: Vec<_> =
            PANES.into_iter().map(|(pane, name)| (name, pane == playing.pane, Target::DrillPane(pane))).collect();
        names(theme, frame, hits, tabs, &of);
        one(app, playing, playing.pane, theme, frame, hits, (body, focused));
    }
}

fn one(
    app: &App,
    playing: &Playing,
    pane: Pane,
    theme: &Theme,
    frame: &mut Frame<'_>,
    hits: &mut Hits,
    (area, focused): (Rect, bool),
) {
    let name = PANES.into_iter().find(|(known, _)| *known == pane).map_or("", |(_, name)| name);
    let block = super::pane(theme, name, focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    hits.put(area, Target::DrillPane(pane));
    let still = Scroll::default();
    let scroll = if playing.pane == pane { &playing.scroll } else { &still };
    match pane {
        Pane::NextUp => {
            flow(caller(playing, theme, inner.width), scroll, 0, theme, frame, inner);
        }
        Pane::Playbook => {
            let (lines, at) = beside::lines(app, playing, theme, inner.width);
            // The step at hand stays in sight.
            flow(lines, scroll, at.saturating_sub(usize::from(inner.height) / 2), theme, frame, inner);
        }
        Pane::Case => conversation(app, playing, theme, frame, hits, inner),
    }
}

/// Who calls, how they are as far as the help tells, and what the trainee's screen shows.
fn caller(playing: &Playing, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let stand = &playing.stand;
    let columns = usize::from(width);
    let mut lines = vec![heading(&stand.name, theme)];
    let way = match playing.scenario.channel {
        Channel::Phone => "on the telephone",
        Channel::InPerson => "stands before you",
        Channel::Chat => "writes in the chat",
        Channel::Email => "has sent an e-mail",
        Channel::Social => "writes in public",
    };
    lines.extend(wrapped("", way, width, theme.text));
    if playing.past.help == Help::Full {
        if let Some(kind) = playing.scenario.customer.kind {
            lines.push(field("manner", kind.label(), columns, theme, theme.text));
        }
        lines.push(blank());
        lines.push(Line::styled("They want, said or not", theme.muted));
        lines.extend(wrapped("", &stand.wants, width, theme.text));
    }
    let mood = stand.mood;
    let heat = Heat::ALL.iter().position(|heat| *heat == mood.heat).unwrap_or(0);
    let most = Heat::ALL.len() - 1;
    let full = usize::from(FULL);
    if playing.past.help != Help::None {
        lines.push(blank());
        lines.push(heading("How they are", theme));
        let words = format!("{} {}", gauge(theme, heat, most), mood.heat.label());
        lines.push(field("heat", &words, columns, theme, theme.text));
    }
    if playing.past.help == Help::Full {
        let of = |value: u8, words: [&str; 3]| {
            let word = match value {
                0..=1 => words[0],
                2..=3 => words[1],
                _ => words[2],
            };
            format!("{} {word}", gauge(theme, usize::from(value), full))
        };
        let patience = of(mood.patience, ["nearly gone", "some", "plenty"]);
        lines.push(field("patience", &patience, columns, theme, theme.text));
        lines.push(field("trust", &of(mood.trust, ["hardly any", "some", "good"]), columns, theme, theme.text));
    }
    if !stand.facts.is_empty() {
        lines.push(blank());
        lines.push(heading("On your screen", theme));
        for (name, value) in &stand.facts {
            lines.extend(wrapped(&format!("{name}: "), value, width, theme.text));
        }
    }
    lines
}

/// What was said, and below it what may be answered.
fn conversation(app: &App, playing: &Playing, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let said = talk(app, playing, theme, area.width);
    let last = said.last_line_height;
    let room = usize::from(area.height).saturating_sub(last + 1).max(3);
    let (answers, places) = answers(app, playing, theme, area.width, room);
    let height = u16::try_from(answers.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(2));
    let gap = u16::from(height > 0);
    let widths = [Constraint::Fill(1), Constraint::Length(gap), Constraint::Length(height)];
    let [above, line, below] = Layout::vertical(widths).areas(area);
    let lines = said.lines;
    let height = usize::from(above.height);
    // By itself it stands at its end: what they said last.
    let still = Scroll::default();
    let scroll = if playing.pane == Pane::Case { &playing.scroll } else { &still };
    let from = scroll.first(lines.len(), height, usize::MAX);
    let shown: Vec<Line<'static>> = lines.into_iter().skip(from).take(height).collect();
    frame.render_widget(Paragraph::new(shown), above);
    let dash = theme.sign("─", "-");
    let told = if frame.area().width < WIDE { told(app, playing) } else { String::new() };
    let told =
        if told.is_empty() { told } else { format!(" {} ", cut(&told, usize::from(line.width).saturating_sub(6))) };
    let rest = usize::from(line.width).saturating_sub(told.width() + 2);
    let rule = vec![
        Span::styled(dash.repeat(2), theme.frame),
        Span::styled(told, theme.guidance),
        Span::styled(dash.repeat(rest), theme.frame),
    ];
    frame.render_widget(Paragraph::new(Line::from(rule)), line);
    for (row, n) in places {
        hits.put_row(below, row, Target::Row(n));
    }
    // The terminal's own cursor stands there too, for whoever hears the screen or composes letters.
    if playing.types() && app.popup.is_none() {
        let sign = theme.sign(CURSOR.0, CURSOR.1);
        let place = answers.iter().enumerate().find_map(|(row, line)| {
            let words = line.to_string();
            let before = words.rsplit_once(sign)?.0.width();
            Some((u16::try_from(before).ok()?, u16::try_from(row).ok()?))
        });
        if let Some((x, y)) = place {
            frame.set_cursor_position((below.x.saturating_add(x), below.y.saturating_add(y)));
        }
    }
    frame.render_widget(Paragraph::new(answers), below);
}

/// Where the other columns cannot be seen: how they are and what is next, as far as the help tells it.
fn told(app: &App, playing: &Playing) -> String {
    let stand = &playing.stand;
    if playing.past.help == Help::None || stand.over.is_some() {
        return String::new();
    }
    let heat = stand.mood.heat.label();
    let Some((stage, step)) = stand.next.as_ref().filter(|_| playing.past.help == Help::Full) else {
        return heat.to_owned();
    };
    let playbook = app.setting.library.get(&playing.scenario.playbook);
    let step = step.as_ref().and_then(|id| Some(format!(", {}", playbook?.step(id)?.title)));
    format!("{heat} · now: {}{}", stage.label(), step.unwrap_or_default())
}

struct Talk {
    lines: Vec<Line<'static>>,
    /// How many lines what they said last takes.
    last_line_height: usize,
}

fn talk(app: &App, playing: &Playing, theme: &Theme, width: u16) -> Talk {
    let stand = &playing.stand;
    let label = stand.name.width().clamp(3, SPEAKER) + 2;
    let mut lines = Vec::new();
    let mut put = |who: &str, text: &str, style: Style| {
        // They may say nothing.
        if text.is_empty() {
            return 0;
        }
        let who = Span::styled(cut(who, label - 2), theme.title);
        let said = labelled(&who, label, text, width, style);
        let height = said.len();
        lines.extend(said);
        height
    };
    for (n, played) in stand.played.iter().enumerate() {
        let before = n.checked_sub(1).map_or(&stand.opening, |n| &stand.played[n].answer);
        put(&stand.name, before, theme.text);
        match &played.r#move {
            Move::Said { text } => put("you", text, theme.guidance),
            Move::Silent => put("you", "(silence)", theme.muted),
        };
    }
    let line = stand.line();
    let mut height = match playing.speech(app.now) {
        Speech::Writing => put(&stand.name, "is writing…", theme.muted),
        Speech::Words(0) => put(&stand.name, "…", theme.muted),
        Speech::Words(n) => {
            let words: Vec<&str> = line.split_whitespace().take(n).collect();
            put(&stand.name, &format!("{} …", words.join(" ")), theme.text)
        }
        Speech::All => put(&stand.name, line, theme.text),
    };
    if let Some(Move::Said { text }) = &playing.sending {
        height += put("you", text, theme.guidance);
    }
    if let Some((title, worth)) = stand.over.as_ref().filter(|_| playing.speech(app.now) == Speech::All) {
        lines.push(blank());
        lines.extend(wrapped("", &format!("It is over: {title} ({}).", worth.label()), width, theme.title));
    }
    Talk { lines, last_line_height: height }
}

/// The answers on offer, or what is typed; and on which of their lines each begins.
fn answers(
    app: &App,
    playing: &Playing,
    theme: &Theme,
    width: u16,
    room: usize,
) -> (Vec<Line<'static>>, Vec<(usize, usize)>) {
    let none = Vec::new;
    if playing.stand.over.is_some() {
        let said = playing.speech(app.now) == Speech::All;
        let words = if said { "Enter shows what it showed." } else { "" };
        return (wrapped("", words, width, theme.key), none());
    }
    if playing.past.answering == Answering::Type {
        let typed = playing.field.value();
        let (before, behind) = split(typed, playing.field.cursor());
        let text = format!("{before}{}{behind}", theme.sign(CURSOR.0, CURSOR.1));
        let mut lines = wrapped("You say: ", &text, width, theme.focus);
        let keep = room.min(8);
        let from = lines.len().saturating_sub(keep);
        lines.drain(..from);
        return (lines, none());
    }
    if playing.speech(app.now) != Speech::All || playing.sending.is_some() {
        return (vec![Line::styled("Any key: all of it at once", theme.muted)], none());
    }
    let each = |most: usize| {
        let mut lines: Vec<Line<'static>> = Vec::new();
        let mut places = Vec::new();
        for (n, says) in playing.stand.choices.iter().enumerate() {
            let chosen = n == playing.chosen;
            let mark = if chosen { theme.sign("▸", ">") } else { " " };
            let style = if chosen { theme.focus } else { theme.text };
            let mut one = wrapped(&format!("{mark}{} ", n + 1), says, width, style);
            if !chosen && one.len() > most {
                let cut_off = one[most - 1].to_string();
                one.truncate(most);
                one[most - 1] = Line::styled(
                    cut(&format!("{cut_off} and so on"), usize::from(width).min(cut_off.width() + 1)),
                    style,
                );
            }
            places.extend((0..one.len()).map(|row| (lines.len() + row, n)));
            lines.extend(one);
        }
        (lines, places)
    };
    // All of each where there is room; else all of the chosen one, and of the others as much as there is room for.
    [usize::MAX, 3, 2, 1].into_iter().map(each).find(|(lines, _)| lines.len() <= room).unwrap_or_else(|| each(1))
}

/// A text before its cursor, and behind it.
fn split(text: &str, cursor: usize) -> (String, String) {
    (text.chars().take(cursor).collect(), text.chars().skip(cursor).collect())
}
