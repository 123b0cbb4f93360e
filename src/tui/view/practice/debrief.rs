//! What a drill showed: how it went, the skills, the ways not gone. Three pages, beside each other where there is room.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

use crate::practice::{Mood, Move, Skill, Told, listed};

use super::super::super::app::{App, Debriefing, Leaf};
use super::super::super::scroll::Scroll;
use super::super::super::theme::Theme;
use super::super::flow::flow;
use super::super::words::{cut, labelled, wrapped};
use super::super::{Hits, Target, WIDE};
use super::{banner, blank, curve, gauge, heading, names, parts};

/// From this width on all three pages stand beside each other.
const ALL: u16 = 180;
/// A speaker's name has so many columns at most.
const SPEAKER: usize = 14;
/// So much of an answer is quoted.
const QUOTE: usize = 90;

/// Draws the debrief.
pub fn draw(app: &App, looked: &Debriefing, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let [top, tabs, body] = parts(area, true);
    let whose = if looked.past.shared.is_some() { "shared with your supervisor" } else { "yours alone" };
    banner(theme, frame, top, &format!("{} · what it showed", looked.past.title), whose);
    let of: Vec<_> =
        Leaf::ALL.into_iter().map(|leaf| (leaf.label(), leaf == looked.leaf, Target::Leaf(leaf))).collect();
    names(theme, frame, hits, tabs, &of);
    let shown: Vec<(Leaf, Rect)> = if area.width >= ALL {
        let widths = [Constraint::Ratio(2, 5), Constraint::Fill(1), Constraint::Fill(1)];
        let places: [Rect; 3] = Layout::horizontal(widths).areas(body);
        Leaf::ALL.into_iter().zip(places).collect()
    } else if area.width >= WIDE {
        let [left, right] = Layout::horizontal([Constraint::Percentage(55), Constraint::Fill(1)]).areas(body);
        let beside = if looked.leaf == Leaf::Ways { Leaf::Ways } else { Leaf::Skills };
        vec![(Leaf::Went, left), (beside, right)]
    } else {
        vec![(looked.leaf, body)]
    };
    for (leaf, area) in shown {
        let block = super::pane(theme, leaf.label(), app.popup.is_none() && leaf == looked.leaf);
        let inner = block.inner(area);
        frame.render_widget(block, area);
        match leaf {
            Leaf::Went => {
                flow(went(looked, theme, inner.width), &looked.scroll[0], 0, theme, frame, inner);
            }
            Leaf::Skills => {
                flow(skills(looked, theme, inner.width), &looked.scroll[1], 0, theme, frame, inner);
            }
            Leaf::Ways => ways(app, looked, theme, frame, hits, inner),
        }
    }
}

/// The end, the curve, the conversation.
fn went(looked: &Debriefing, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let debrief = &looked.debrief;
    let mut lines = wrapped("", &debrief.summary(), width, theme.title);
    lines.extend(wrapped("", &format!("{} wanted {}.", debrief.name, debrief.wants), width, theme.text));
    if looked.past.from.is_some_and(|(_, n)| n > 0) {
        let words = "You played on from the middle of another drill: good practice, but not counted for progress.";
        lines.extend(wrapped("", words, width, theme.muted));
    }
    lines.push(blank());
    if debrief.moves.is_empty() {
        lines.extend(wrapped("", "You gave no answer.", width, theme.muted));
        return lines;
    }
    lines.extend(curve::lines(&debrief.curve, theme, width));
    lines.push(blank());
    lines.push(heading("The conversation", theme));
    let label = debrief.name.width().clamp(3, SPEAKER) + 2;
    let speaker = |who: &str| Span::styled(cut(who, label - 2), theme.title);
    for (n, told) in debrief.moves.iter().enumerate() {
        if !told.heard.is_empty() {
            lines.extend(labelled(&speaker(&debrief.name), label, &told.heard, width, theme.text));
        }
        lines.extend(labelled(&speaker(&format!("you, {}", n + 1)), label, &said(told), width, theme.guidance));
        let words = came_of(told);
        if !words.is_empty() {
            lines.extend(labelled(&Span::raw(""), label, &words, width, theme.muted));
        }
    }
    if let Some(last) = debrief.moves.last().map(|told| &told.played.answer).filter(|last| !last.is_empty()) {
        lines.extend(labelled(&speaker(&debrief.name), label, last, width, theme.text));
    }
    lines
}

/// The trainee's words, or what stands for them.
fn said(told: &Told) -> String {
    match &told.played.r#move {
        Move::Said { text } => text.clone(),
        Move::Silent => "(silence)".to_owned(),
    }
}

/// What an answer did, and how they were after it.
fn came_of(told: &Told) -> String {
    let acts: Vec<_> = told.played.marks.iter().map(|mark| mark.heard.act).collect();
    let changed = changed(&told.played.before, &told.played.after);
    match (listed(&acts), changed) {
        (acts, changed) if acts.is_empty() && changed.is_empty() => String::new(),
        (acts, changed) if acts.is_empty() => changed,
        (acts, changed) if changed.is_empty() => acts,
        (acts, changed) => format!("{acts} · {changed}"),
    }
}

/// What changed in them, in words.
fn changed(before: &Mood, after: &Mood) -> String {
    let mut words = Vec::new();
    if before.heat != after.heat {
        let now = if after.heat < before.heat { "calmer" } else { "more heated" };
        words.push(format!("{now}: {}", after.heat.label()));
    }
    for (name, before, after) in [("trust", before.trust, after.trust), ("patience", before.patience, after.patience)] {
        if before != after {
            words.push(format!("{name} {before} to {after}"));
        }
    }
    words.join(", ")
}

/// Each skill: its points, what there is to say of it, one's own words, a better way.
fn skills(looked: &Debriefing, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if let Some(share) = looked.debrief.share {
        lines.extend(wrapped("", &format!("The whole: {share}"), width, theme.title));
    }
    let (asked, not_asked): (Vec<&Skill>, Vec<&Skill>) =
        looked.debrief.skills.iter().partition(|skill| skill.line.points.is_some());
    for skill in asked {
        lines.push(blank());
        let (points, best) = (skill.line.points.unwrap_or(0), skill.line.best);
        let bar = gauge(theme, usize::from(points), usize::from(best));
        lines.push(heading(&format!("{}  {bar} {points} of {best}", skill.line.title), theme));
        lines.extend(wrapped("", &skill.words(), width, theme.text));
        for own in skill.told() {
            let sign = if own.harms { "! " } else { theme.sign("✓ ", "+ ") };
            let style = if own.harms { theme.alert } else { theme.good };
            let said = if own.said.is_empty() { String::new() } else { format!(" “{}”", cut(own.said, QUOTE)) };
            let words = format!("Answer {}{said} {}", own.n + 1, own.did);
            lines.extend(labelled(&Span::styled(sign, style), 4, &words, width, theme.text));
        }
        if let Some(better) = &skill.better {
            let words = format!("{} “{}”", better.lead(), better.says);
            lines.extend(labelled(
                &Span::styled(theme.sign("→", "->"), theme.guidance),
                4,
                &words,
                width,
                theme.guidance,
            ));
        }
    }
    if !not_asked.is_empty() {
        let titles: Vec<&str> = not_asked.iter().map(|skill| skill.line.title.as_str()).collect();
        lines.push(blank());
        lines.extend(wrapped("Not asked for in this call: ", &titles.join(", "), width, theme.muted));
    }
    lines
}

/// What could have been said instead; the chosen one can be played.
fn ways(app: &App, looked: &Debriefing, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let width = area.width;
    if looked.ways.is_empty() {
        let words =
            "Each of your answers was the best one there. Try it again with another customer, or without the playbook.";
        return frame.render_widget(Paragraph::new(wrapped("", words, width, theme.title)), area);
    }
    let mut lines =
        wrapped("", &app.setting.words("{debrief-from} plays on from before the chosen answer."), width, theme.muted);
    let mut places = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (way, n) in looked.ways.iter().enumerate() {
        let Some((told, instead)) = looked.debrief.moves.get(*n).and_then(|t| Some((t, t.instead.as_ref()?))) else {
            continue;
        };
        let chosen = way == looked.way;
        lines.push(blank());
        if chosen {
            from = lines.len();
        }
        let begins = lines.len();
        let mark = if chosen { theme.sign("▸ ", "> ") } else { "  " };
        let style = if chosen { theme.focus } else { theme.title };
        let head = format!("Your answer {}", n + 1);
        lines.extend(wrapped(mark, &head, width, style));
        lines.extend(wrapped("  you said: ", &said(told), width, theme.muted));
        lines.extend(wrapped("  instead: ", &format!("“{}”", instead.says), width, theme.text));
        if !instead.acts.is_empty() {
            lines.extend(wrapped("  which ", &listed(&instead.acts), width, theme.guidance));
        }
        if !instead.then.is_empty() {
            let who = format!("  {}: ", looked.debrief.name);
            lines.extend(wrapped(&who, &format!("“{}”", instead.then), width, theme.text));
        }
        places.extend((begins..lines.len()).map(|line| (line, way)));
        if chosen {
            to = lines.len();
        }
    }
    // The chosen one stays in sight, its beginning where it is too long.
    let height = usize::from(area.height);
    let scroll = if to > height { (to - height).min(from) } else { 0 };
    for (line, way) in places.into_iter().filter(|(line, _)| *line >= scroll) {
        hits.put_row(area, line - scroll, Target::Row(way));
    }
    flow(lines, &Scroll::default(), scroll, theme, frame, area);
}
