//! What is read out: the step at hand, the state of the case, lists. Sentences, one a line, and nothing that could steer a
//! terminal.

use crate::case::Reason;
use crate::terms::clean;

use super::super::app::{App, Card};
use super::super::commands::TABLE;
use super::super::view;
use super::vocabulary::{is_for_the_screen, word};

/// One line, harmless, without spaces at its ends.
pub fn line(text: &str) -> String {
    clean::one_line(text).trim().to_owned()
}

/// Who, what they want, promises, clocks.
pub fn state(app: &App) -> Vec<String> {
    let Some(tab) = app.tab() else {
        return vec!["No case is open. Say “new” to begin an interaction, “next” for what waits for you.".to_owned()];
    };
    let mut lines = view::case_words(app, tab);
    for promise in tab.file.case.open_promises() {
        lines.push(format!("Promised by {}: {}", app.setting.desk.near_words(promise.due, app.now), promise.text));
    }
    let typed = tab.notes_text();
    if !typed.trim().is_empty() {
        lines.push(format!("In your notes, not kept yet: {typed}"));
    }
    lines
}

/// The step at hand: where it stands, what to say, ask and avoid.
pub fn step(app: &App) -> Vec<String> {
    let Some((tab, step)) = app.tab().and_then(|t| Some((t, t.step()?))) else { return Vec::new() };
    if tab.next_open(0).is_none() {
        return vec![format!(
            "Every step is done. Say “{}” when the customer is gone.",
            word(super::super::Command::WrapUp)
        )];
    }
    let required = if step.step.required { ", required" } else { "" };
    let (at, all) = (tab.chosen + 1, tab.steps.len());
    let mut lines = vec![format!("{}, step {at} of {all}{required}: {}", step.step.stage.label(), step.step.title)];
    lines.extend(view::step_words(app, tab, step));
    if let Some(question) = &step.question {
        let options = if question.options.is_empty() {
            String::new()
        } else {
            format!(" One of: {}.", question.options.join(", "))
        };
        lines.push(format!("{}?{options}", question.label.trim_end_matches(['?', '.'])));
    }
    lines
}

/// What is next, numbered.
pub fn next_up(app: &App) -> Vec<String> {
    if app.next_up.is_empty() {
        return vec!["Nothing waits for you.".to_owned()];
    }
    let row = |(at, row): (usize, &crate::desk::Next)| {
        let due = row.due.map(|due| format!(", due {}", app.setting.desk.near_words(due, app.now)));
        format!(
            "{}: {}, {}{}: {}",
            at + 1,
            row.number,
            row.who.as_deref().unwrap_or("somebody"),
            due.unwrap_or_default(),
            row.why
        )
    };
    let mut lines: Vec<String> = app.next_up.iter().take(20).enumerate().map(row).collect();
    lines.push("Say “open” and a number.".to_owned());
    lines
}

/// The latest lines of the timeline.
pub fn timeline(app: &App) -> Vec<String> {
    let Some(tab) = app.tab() else { return state(app) };
    let from = tab.timeline.len().saturating_sub(12);
    tab.timeline[from..].iter().map(|l| format!("{} {}", app.setting.desk.time_words(l.at), l.text)).collect()
}

/// What the gate found missing, numbered.
pub fn gate(reasons: &[Reason]) -> Vec<String> {
    let count = reasons.len();
    let mut lines =
        vec![if count == 1 { "One thing is missing.".to_owned() } else { format!("{count} things are missing.") }];
    lines.extend(reasons.iter().enumerate().map(|(at, r)| format!("{}: {}; {}", at + 1, r.what, r.mend)));
    lines.push("Say a number to go there, or “/cancel” to leave it; nothing is lost.".to_owned());
    lines
}

/// A card, part by part.
pub fn card(card: &Card) -> Vec<String> {
    let mut lines = vec![format!("{}.", card.title)];
    for part in &card.parts {
        lines.extend(Some(&part.heading).filter(|h| !h.is_empty()).map(|h| format!("{h}:")));
        lines.extend(part.lines.iter().cloned());
        if !part.avoid.is_empty() {
            lines.push(format!("Avoid: {}.", part.avoid.join(", ")));
        }
    }
    lines
}

/// All words.
pub fn help(app: &App) -> Vec<String> {
    let mut lines = vec![
        "A line that answers the step at hand is its answer; otherwise it is a note. “note” and words is always a note.".to_owned(),
        "A line that begins with a slash is always a command: “/hold”. “/cancel” leaves a form. An empty line keeps what is there."
            .to_owned(),
        "what: the case and the step at hand. next: what waits for you. open and a number: a row of it. timeline: what happened."
            .to_owned(),
    ];
    for row in TABLE.iter().filter(|r| !is_for_the_screen(r.command)) {
        lines.push(format!("{}: {}", word(row.command), app.setting.words(row.about)));
    }
    lines
}
