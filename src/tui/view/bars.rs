//! The top line (who, when, what is open) and the two lines at the foot (what was said, which keys there are).

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::case::clocks;
use crate::terms::clock;

use super::super::app::{App, Pane, Screen, Tab, Tone};
use super::super::commands::{Command, On, Row, TABLE, of};
use super::super::theme::Theme;
use super::words::{column, cut, safe, wrapped};
use super::{Hits, Target};

/// The top line.
pub fn top(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let setting = &app.setting;
    let narrow = area.width < super::WIDE;
    let time = setting.desk.time_words(app.now);
    let right = if narrow {
        format!("{} {time} ", cut(&setting.login, 8))
    } else {
        format!("{} ({})  {time} ", safe(&setting.login), setting.role.label())
    };
    let room = usize::from(area.width).saturating_sub(right.width() + 1);
    let mut bar = Bar { spans: Vec::new(), used: 0, room, area };
    bar.put(" ", theme.text, None, hits);
    if !narrow {
        bar.put("amends ", theme.title, None, hits);
    }
    if area.width >= WITH_NAME {
        bar.put(&format!("{} {}  ", theme.sign("·", "-"), cut(&setting.desk.name, 24)), theme.muted, None, hits);
    }
    let names = names(app, theme, narrow);
    let names_width: usize = names.iter().map(|(name, ..)| name.width()).sum();
    // Who is on the line is never hidden behind the names of screens: contacts come first where there is little room.
    let for_tabs = room.saturating_sub(bar.used + names_width + 1);
    if narrow {
        tabs(app, theme, &mut bar, for_tabs, hits);
    }
    for (name, style, target) in names {
        bar.put(&name, style, Some(target), hits);
    }
    bar.put(" ", theme.text, None, hits);
    if !narrow {
        tabs(app, theme, &mut bar, for_tabs, hits);
    }
    let gap = usize::from(area.width).saturating_sub(bar.used + right.width());
    let mut spans = bar.spans;
    spans.push(Span::raw(" ".repeat(gap)));
    spans.push(Span::styled(right, theme.muted));
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// The names of the screens; on narrow ones the console shows its panes instead of its name.
fn names(app: &App, theme: &Theme, narrow: bool) -> Vec<(String, Style, Target)> {
    let mut names = Vec::new();
    let mut put = |label: &str, here: bool, target: Target| {
        let name = if here && theme.ascii { format!("*{label}* ") } else { format!("{label} ") };
        names.push((name, if here { theme.focus } else { theme.muted }, target));
    };
    // In a narrow window who is on the line needs the room more than a place that nobody goes to in the middle of a contact.
    let left_out =
        |screen: &Screen| narrow && *screen == Screen::Practice && app.screen != *screen && !app.tabs.is_empty();
    for screen in Screen::ALL.into_iter().filter(|screen| !left_out(screen)) {
        if screen == Screen::Console && app.screen == screen && narrow {
            for pane in [Pane::NextUp, Pane::Case, Pane::Playbook] {
                put(pane.label(), app.pane == pane, Target::Pane(pane));
            }
        } else {
            put(screen.label(), app.screen == screen, Target::Screen(screen));
        }
    }
    names
}

/// The open cases, the one that is shown first to be sure of its place, then those whose clocks run; `+n` for the rest.
fn tabs(app: &App, theme: &Theme, bar: &mut Bar, room: usize, hits: &mut Hits) {
    let running = |at: &usize| app.tabs[*at].interaction().is_some_and(|i| i.ended.is_none());
    let mut order: Vec<usize> = (0..app.tabs.len()).collect();
    order.sort_by_key(|at| (*at != app.shown, !running(at)));
    let more_width = format!("+{} ", app.tabs.len()).width();
    let (mut used, mut shown) = (0, Vec::new());
    for at in order {
        if used + SHORTEST > room {
            break;
        }
        let words = format!(" {} ", open_case(app, theme, &app.tabs[at]));
        let last = shown.len() + 1 == app.tabs.len();
        let needs = words.width() + 1;
        if used + needs + if last { 0 } else { more_width } <= room {
            used += needs;
            shown.push((at, words));
        }
    }
    shown.sort_unstable();
    for (at, words) in &shown {
        let style = if *at == app.shown { theme.chosen } else { theme.text };
        bar.put(words, style, Some(Target::Tab(*at)), hits);
        bar.put(" ", theme.text, None, hits);
    }
    let hidden = app.tabs.len() - shown.len();
    if hidden > 0 {
        bar.put(&format!("+{hidden} "), theme.alert, Some(Target::Command(Command::NextOpen)), hits);
    }
}

/// No open case takes fewer columns: ` new `, and the blank after it.
const SHORTEST: usize = 6;
/// From this width on the top line has the desk's name.
const WITH_NAME: u16 = 110;

/// The top line while it is put together: what does not fit is left out.
struct Bar {
    spans: Vec<Span<'static>>,
    used: usize,
    room: usize,
    area: Rect,
}

impl Bar {
    fn put(&mut self, text: &str, style: Style, target: Option<Target>, hits: &mut Hits) {
        let width = text.width();
        if self.used + width > self.room {
            return;
        }
        let clamp = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        if let Some(target) = target {
            let x = self.area.x.saturating_add(clamp(self.used));
            hits.put(Rect { x, width: clamp(width), ..self.area }, target);
        }
        self.used += width;
        self.spans.push(Span::styled(text.to_owned(), style));
    }
}

/// `C-1042 03:12`: what stands in the top line for each open case.
fn open_case(app: &App, theme: &Theme, tab: &Tab) -> String {
    let number = if tab.file.case.opened.is_some() { tab.file.case.number().to_owned() } else { "new".to_owned() };
    match tab.interaction() {
        Some(i) if i.ended.is_none() => {
            let now = clocks(i, app.now);
            if let Some(since) = i.parked_since() {
                return format!("{number} {} {}", theme.sign("‖", "parked"), clock(app.now.since(since)));
            }
            let phase = if i.is_on_hold() {
                " hold"
            } else if i.talk_ended.is_some() {
                " wrap-up"
            } else {
                ""
            };
            format!("{number}{phase} {}", clock(if i.talk_ended.is_some() { now.wrap_ms } else { now.talk_ms }))
        }
        _ => number,
    }
}

/// The two lines at the foot. What may be relied on (saved or not) always has its place at the right.
pub fn foot(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let width = usize::from(area.width);
    let saved = format!("{} ", saved(app));
    let room = width.saturating_sub(saved.width() + 1);
    let (words, style) = match &app.notice {
        Some(notice) => {
            let (sign, style) = match notice.tone {
                Tone::Good => (theme.sign("✓", "ok"), theme.good),
                Tone::Guidance => (theme.sign("→", "->"), theme.guidance),
                Tone::Alert => (theme.sign("!", "!"), theme.alert),
            };
            (format!(" {sign} {}", notice.text), style)
        }
        None if app.screen == Screen::Practice => (format!(" {}", super::practice::hint(app)), theme.muted),
        None if app.tab().is_none() => {
            (format!(" Nothing is open. {} begins an interaction.", app.setting.key(Command::New)), theme.muted)
        }
        None => (String::new(), theme.muted),
    };
    if words.width() <= room || tab_is_at_risk(app) {
        let first = Line::from(vec![
            Span::styled(column(&words, room), style),
            Span::raw(" "),
            Span::styled(saved, theme.muted),
        ]);
        return frame.render_widget(Paragraph::new(vec![first, keys(app, theme, hits, area)]), area);
    }
    // What has to be read or said aloud gives way to nothing: it takes the second line where the first is too short.
    let mut lines = wrapped("", &words, area.width.saturating_sub(1), style);
    if lines.len() == 1 {
        lines.push(keys(app, theme, hits, area));
    } else if lines.len() > 2 {
        let rest: Vec<String> = lines.split_off(1).iter().map(ToString::to_string).collect();
        let rest = rest.join(" ");
        lines.push(Line::styled(cut(&rest, width.saturating_sub(1)), style));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

/// Whether what is typed is not on the disk: that is never covered.
fn tab_is_at_risk(app: &App) -> bool {
    app.tab().is_some_and(|t| t.draft_failed)
}

/// What the agent may rely on just now.
fn saved(app: &App) -> String {
    let Some(tab) = app.tab() else { return String::new() };
    if tab.under_way > 0 {
        return "saving…".to_owned();
    }
    if tab.draft_failed {
        return "NOT SAVED".to_owned();
    }
    match (tab.unsaved, tab.saved) {
        (Some(_), _) => "typing…".to_owned(),
        (None, Some(at)) => format!("draft saved {}", app.setting.desk.time_words(at)),
        (None, None) => String::new(),
    }
}

/// The keys that are worth knowing here: first what can be done now; what cannot is dim, where there is room.
fn keys(app: &App, theme: &Theme, hits: &mut Hits, area: Rect) -> Line<'static> {
    let width = usize::from(area.width);
    let always = [Command::Help, Command::Palette];
    let able = |r: &&Row| app.why_not(r.command).is_none();
    // What is known already need not be asked for again, but stays within reach.
    let settled = |r: &&Row| match r.command {
        Command::New => app.tab().is_some(),
        Command::Customer => app.tab().is_some_and(|t| t.customer.is_some()),
        Command::Said => app.tab().is_some_and(|t| t.walk().is_some()),
        Command::Find => app.screen == Screen::Cases,
        _ => false,
    };
    let on = app.on();
    // What this very moment asks for has its place, however rarely it is needed otherwise.
    let tab = app.tab();
    let now = |r: &Row| match r.command {
        Command::Again => tab.is_some_and(|t| t.mine.is_none() && t.file.case.is_open()),
        Command::HandOff => tab.and_then(|t| t.file.case.pending_hand_off()).is_some_and(|h| h.to == app.setting.login),
        Command::Park => tab.and_then(Tab::interaction).is_some_and(crate::case::Interaction::is_parked),
        Command::Reopen => tab.is_some_and(|t| t.file.case.closed.is_some()),
        Command::AnswerScores => app.scores_for_me().is_some(),
        Command::FollowUp => tab.is_some_and(|t| t.file.case.recovered().is_some()),
        Command::Hold => tab.and_then(Tab::interaction).is_some_and(crate::case::Interaction::is_on_hold),
        _ => false,
    };
    // Nobody begins an interaction or looks for a case in the middle of a drill.
    let elsewhere = |r: &Row| app.screen == Screen::Practice && matches!(r.command, Command::New | Command::Find);
    let here = |r: &&Row| (r.footer || now(r)) && r.on.meets(on) && !always.contains(&r.command) && !elsewhere(r);
    let mut rows: Vec<&Row> = TABLE.iter().filter(here).collect();
    // What belongs to this screen alone comes before what holds everywhere.
    rows.sort_by_key(|r| (!now(r), r.on == On::Everywhere && r.command != Command::New));
    let mut order: Vec<&Row> = rows.iter().copied().filter(|r| able(r) && !settled(r)).collect();
    order.extend(rows.iter().copied().filter(|r| able(r) && settled(r)));
    order.extend(rows.iter().copied().filter(|r| !able(r)));
    let short = |row: &Row| if row.command == Command::Hold && now(row) { "back to them" } else { row.short };
    let needs = |row: &Row| app.setting.key(row.command).width() + short(row).width() + 3;
    let mut room = width.saturating_sub(1 + always.iter().map(|c| needs(of(*c))).sum::<usize>());
    order.retain(|row| {
        let fits = needs(row) <= room;
        room = if fits { room - needs(row) } else { room };
        fits
    });
    order.extend(always.map(of));
    let foot = Rect { y: area.y.saturating_add(1), height: 1, ..area };
    let mut bar = Bar { spans: Vec::new(), used: 0, room: width, area: foot };
    bar.put(" ", theme.text, None, hits);
    for row in order {
        let (key, words) = if able(&row) { (theme.key, theme.text) } else { (theme.muted, theme.muted) };
        let target = || Some(Target::Command(row.command));
        bar.put(app.setting.key(row.command), key, target(), hits);
        bar.put(&format!(" {}  ", short(row)), words, target(), hits);
    }
    Line::from(bar.spans)
}
