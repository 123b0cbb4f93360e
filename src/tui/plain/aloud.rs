//! What is read out: the step at hand, the state of the case, lists. Sentences, one a line, and nothing that could steer a
//! terminal.

use crate::case::Reason;
use crate::terms::{Channel, clean};

use super::super::app::{App, Card};
use super::super::commands::TABLE;
use super::super::view;
use super::vocabulary::{is_for_the_screen, word};

/// One line, harmless, without spaces at its ends.
pub fn line(text: &str) -> String {
    clean::one_line(text).trim().to_owned()
}

/// Which case is at hand, in one line: its number, who, about what, and how it stands.
pub fn case(app: &App, begun: bool) -> Option<String> {
    let tab = app.tab()?;
    let case = &tab.file.case;
    let number = if case.opened.is_some() { case.number().to_owned() } else { "A new case".to_owned() };
    let live = tab.interaction().filter(|i| i.ended.is_none());
    let by = live.and_then(|i| i.channel).map_or(String::new(), |channel| match channel {
        Channel::InPerson | Channel::Social => format!(", {}", channel.label()),
        other => format!(", by {}", other.label()),
    });
    let who = tab.customer.as_ref().map_or_else(|| "customer not known yet".to_owned(), crate::case::Customer::title);
    if begun && tab.customer.is_none() {
        return Some(format!("{number} begun{by}."));
    }
    let about = tab.walk().map(|w| w.playbook.title.clone()).or_else(|| Some(case.kind?.label().to_owned()));
    let about = about.map_or(String::new(), |about| format!(", {}", about.to_lowercase()));
    let state = match live {
        Some(_) if begun => "begun",
        Some(i) if i.talk_ended.is_some() => "to be wrapped up",
        Some(_) => "on the line",
        None if case.closed.is_some() => "closed",
        None => "open",
    };
    Some(format!("{number}, {who}{about}: {state}{by}."))
}

/// Words of the screen as they are said: a key there is a word here, and is not named beside itself.
fn spoken(line: &str, asks: bool) -> String {
    if line == "“done” change the answer" {
        return "Say “done” to change the answer.".to_owned();
    }
    if line.starts_with("“done”") && line.ends_with("“skip” skip") {
        let what = if asks { "Answer in a line of its own" } else { "Say “done”" };
        return format!("{what}, or “skip” to leave it out.");
    }
    line.replace("(“why” why)", "(say “why”)").replace("(“customer”)", "(say “customer” and a name)")
}

/// What the step at hand asks.
pub fn question(app: &App) -> Option<String> {
    let question = app.tab()?.step()?.question.as_ref()?;
    let options =
        if question.options.is_empty() { String::new() } else { format!(" One of: {}.", question.options.join(", ")) };
    Some(format!("{}?{options}", question.label.trim_end_matches(['?', '.'])))
}

/// Who, what they want, promises, clocks.
pub fn state(app: &App) -> Vec<String> {
    let Some(tab) = app.tab() else {
        return vec!["No case is open. Say “new” to begin an interaction, “next” for what waits for you.".to_owned()];
    };
    let mut lines: Vec<String> = view::case_words(app, tab).into_iter().map(|line| spoken(&line, false)).collect();
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
    let asks = step.question.is_some();
    lines.extend(view::step_words(app, tab, step).into_iter().map(|line| spoken(&line, asks)));
    lines.extend(question(app));
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
        "A line that is the name of a command and nothing else is that command, never an answer: “done”, “skip”, “wait”. To give such a word as the answer, put an equals sign before it, or quotation marks round it: “= done”."
            .to_owned(),
        "In a form every line is for the field that is asked; only a slash makes a command there.".to_owned(),
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
