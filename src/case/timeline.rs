//! The timeline: what happened to a case, in sentences, in the order in which it happened. For screens and `show`.

use serde::Serialize;

use crate::terms::{EventId, Speaker, Text, Timestamp, worth};

use super::decide::EXCEPTION;
use super::event::Event;
use super::fact::Fact;
use super::file::CaseFile;

/// What sort of line it is; screens set them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Said or written by or to the customer: everybody may see it.
    Message,
    /// Internal: never shown to a customer.
    Note,
    /// A step of the way.
    Step,
    /// A promise, gesture or hand-off.
    Commitment,
    /// Opening, holding, closing and the like.
    Turn,
    /// Recorded work that did not keep a rule.
    Deviation,
    /// What a supervisor gave beyond a limit, and why.
    Exception,
    /// Written by a newer program, or erased.
    Unreadable,
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// When it happened.
    pub at: Timestamp,
    /// Who did it (a login).
    pub by: String,
    /// What sort of line it is.
    pub kind: LineKind,
    /// The sentence.
    pub text: String,
    /// The event that made it.
    #[serde(skip)]
    pub event: EventId,
}

/// The lines of a case, by the time they happened.
pub fn timeline(file: &CaseFile) -> Vec<Line> {
    let mut lines: Vec<Line> = file
        .facts
        .iter()
        .filter(|f| !file.undone.contains(&f.id))
        .filter_map(|fact| {
            let by = fact.agent().to_owned();
            let Some(body) = &fact.body else {
                let text = format!("an entry that cannot be read here ({})", fact.kind);
                return Some(Line { at: fact.wall, by, kind: LineKind::Unreadable, text, event: fact.id });
            };
            let (kind, text) = sentence(file, fact, &body.event)?;
            Some(Line { at: body.at, by, kind, text, event: fact.id })
        })
        .collect();
    lines.sort_by_key(|l| l.at);
    lines
}

fn sentence(file: &CaseFile, fact: &Fact, event: &Event) -> Option<(LineKind, String)> {
    use LineKind::{Deviation, Exception, Message, Note, Step, Turn};
    Some(match event {
        Event::Opened { number, .. } => (Turn, format!("{number} opened")),
        Event::Described { kind, severity, wanted } => {
            let parts = [kind.map(|k| k.label().to_owned()), severity.map(|s| format!("severity {}", s.label()))];
            let wanted = wanted.as_ref().map(|w| format!("they want: {w}"));
            let parts: Vec<String> = parts.into_iter().chain([wanted]).flatten().collect();
            if parts.is_empty() {
                return None;
            }
            (Turn, parts.join(" · "))
        }
        Event::InteractionBegan { channel, .. } => {
            (Turn, channel.map_or("contact begins".to_owned(), |c| format!("contact by {} begins", c.label())))
        }
        Event::InteractionDescribed { channel, heat_start, heat_end, summary, .. } => {
            let parts = [
                channel.map(|c| format!("by {}", c.label())),
                heat_start.map(|h| format!("at the start {}", h.label())),
                heat_end.map(|h| format!("at the end {}", h.label())),
                summary.as_ref().map(|s| format!("summary: {s}")),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            if parts.is_empty() {
                return None;
            }
            (Turn, parts.join(" · "))
        }
        Event::CustomerSet { .. } => (Turn, "customer named".to_owned()),
        Event::Held { .. } => (Turn, "on hold".to_owned()),
        Event::Resumed { .. } => (Turn, "back from hold".to_owned()),
        Event::TalkEnded { .. } => (Turn, "the customer is gone; wrap-up".to_owned()),
        Event::InteractionEnded { .. } => (Turn, "contact ends".to_owned()),
        Event::TimeLost { from, to, .. } => {
            (Turn, format!("{} not worked (the console had stopped)", crate::terms::clock(to.since(*from))))
        }
        Event::Parked { .. } => (Turn, "parked".to_owned()),
        Event::Unparked { .. } => (Turn, "taken up again".to_owned()),
        Event::WaitBegan { what } => (Turn, format!("waits for the customer: {what}")),
        Event::WaitEnded => (Turn, "waits for the customer no longer".to_owned()),
        Event::Said { who, text, .. } => {
            let who = match who {
                Speaker::Customer => "customer",
                Speaker::Agent => fact.agent(),
                Speaker::System => "system",
            };
            (Message, format!("{who}: {text}"))
        }
        Event::Noted { text, .. } => (Note, text.to_string()),
        Event::WalkBegan { playbook, .. } => (Step, format!("playbook: {}", playbook.title)),
        // What they want stands on the timeline as such.
        Event::Answered { name, .. } if name == "wanted" => return None,
        Event::Answered { name, value, .. } => (Step, format!("{}: {}", name.replace('_', " "), value.for_people())),
        Event::StepDone { step, .. } if step.kind == crate::terms::StepKind::Ask => return None,
        Event::StepDone { step, .. } => (Step, format!("done: {}", step.title)),
        Event::StepSkipped { step, reason, .. } => (Step, format!("skipped: {} – {reason}", step.title)),
        Event::Acted { action, values, .. } => (Step, format!("action: {action}{}", in_brackets(values))),
        Event::Closed { outcome, cause, tried } => {
            let cause = cause.as_ref().map_or(String::new(), |c| format!(" · cause: {c}"));
            let tried = tried.as_ref().map_or(String::new(), |t| format!(" · tried: {t}"));
            (Turn, format!("closed: {}{cause}{tried}", outcome.label()))
        }
        Event::Reopened { reason } => (Turn, format!("reopened – {reason}")),
        Event::Deviated { rule, detail } if rule.starts_with(EXCEPTION) => (Exception, detail.to_string()),
        // What somebody was given is between them and their supervisors: everybody reads the timeline.
        Event::Reviewed { of, .. } => (Turn, format!("{of}'s work was reviewed")),
        Event::ReviewAnswered { .. } => (Turn, "the review was answered".to_owned()),
        Event::ReviewSettled { .. } => (Turn, "the review was settled".to_owned()),
        Event::LessonMarked { why } => (Turn, format!("a lesson: {why}")),
        Event::LessonUnmarked => (Turn, "no lesson any more".to_owned()),
        Event::DidNotFit { walk, step, why } => {
            (Step, format!("did not fit: {} – {why}", unfit(file, *walk, step.as_deref())))
        }
        Event::Deviated { detail, .. } => (Deviation, detail.to_string()),
        _ => return commitment(file, event).map(|text| (LineKind::Commitment, text)),
    })
}

/// Promises, gestures, hand-offs and transfers; `None` for what has no line.
fn commitment(file: &CaseFile, event: &Event) -> Option<String> {
    Some(match event {
        Event::Transferred { to, number, outside, warm, note, .. } => {
            let number = number.as_ref().map_or(String::new(), |n| format!(", {n}"));
            let outside = if *outside { ", outside" } else { "" };
            let how = if *warm { "stayed until it was answered" } else { "not announced" };
            let note = note.as_ref().map_or(String::new(), |n| format!(": {n}"));
            format!("put through to {to}{number}{outside} ({how}){note}")
        }
        Event::Promised { text, told, call_back, .. } => {
            let told = told.as_ref().map_or(String::new(), |t| format!(" ({t})"));
            let number = call_back.as_ref().map_or(String::new(), |n| format!(", on {n}"));
            format!("promised: {text}{number}{told}")
        }
        Event::PromiseKept { promise } => format!("kept: {}", promise_text(file, *promise)),
        Event::PromiseBroken { promise, reason } => {
            format!("broken: {} – {reason}", promise_text(file, *promise))
        }
        Event::PromiseWithdrawn { promise, reason } => {
            format!("withdrawn: {} – {reason}", promise_text(file, *promise))
        }
        Event::PromiseMoved { promise, customer_told, .. } => {
            let told = if *customer_told { "the customer knows" } else { "the customer was not told" };
            format!("moved: {} ({told})", promise_text(file, *promise))
        }
        Event::Gave { what, value, reason, approval, unprompted, certificate, .. } => {
            let how = match (approval, unprompted) {
                (Some(_), _) => ", approved",
                (None, true) => ", unprompted",
                (None, false) => "",
            };
            let code = certificate.as_ref().map_or(String::new(), |printed| format!(" ({})", printed.code));
            format!("gave: {what}{}{code}{how} – {reason}", worth(*value))
        }
        Event::ApprovalAsked { what, value, reason, .. } => {
            format!("asked to give: {what}{} – {reason}", worth(*value))
        }
        Event::ApprovalAnswered { approval, yes, value, comment } => {
            let what = file.case.approval(*approval).map_or("a request", |a| &a.what);
            let comment = comment.as_ref().map_or(String::new(), |c| format!(" – {c}"));
            format!("{} to {what}{}{comment}", if *yes { "yes" } else { "no" }, worth(*value))
        }
        Event::ApprovalWithdrawn { approval, reason } => {
            let what = file.case.approval(*approval).map_or("a request", |a| &a.what);
            format!("no longer asked: {what} – {reason}")
        }
        Event::CertificateRedeemed { gesture } => format!("used: {}", certificate_code(file, *gesture)),
        Event::CertificateVoided { gesture, reason } => {
            format!("void: {} – {reason}", certificate_code(file, *gesture))
        }
        Event::CameBack { by, note } if note.is_blank() => format!("came back ({})", by.label()),
        Event::CameBack { by, note } => format!("came back ({}): {note}", by.label()),
        Event::FollowedUp { note } => format!("asked some days after: {note}"),
        Event::HandedOff { to, warm, note, .. } => {
            let how = if *warm { "stayed until it was answered" } else { "not announced" };
            format!("handed to {to} ({how}): {note}")
        }
        Event::HandOffAccepted { .. } => "hand-off accepted".to_owned(),
        Event::HandOffDeclined { reason, .. } => format!("hand-off declined – {reason}"),
        _ => return None,
    })
}

/// The step's title, or the playbook's.
fn unfit(file: &CaseFile, walk: crate::terms::WalkId, step: Option<&str>) -> String {
    let walk = file.case.walk(walk);
    let title = |id: &str| {
        let found = walk.and_then(|w| w.steps.iter().find(|s| s.step.id == id));
        found.map_or_else(|| id.to_owned(), |s| s.step.title.clone())
    };
    step.map(title).or_else(|| walk.map(|w| w.playbook.title.clone())).unwrap_or_else(|| "the playbook".to_owned())
}

fn certificate_code(file: &CaseFile, id: crate::terms::GestureId) -> &str {
    let found = file.case.gestures.iter().find(|g| g.id == id).and_then(|g| g.certificate.as_ref());
    found.map_or("a certificate", |c| &c.printed.code)
}

fn in_brackets(values: &[Text]) -> String {
    let values: Vec<&str> = values.iter().map(Text::as_str).collect();
    if values.is_empty() { String::new() } else { format!(" ({})", values.join(", ")) }
}

fn promise_text(file: &CaseFile, id: crate::terms::PromiseId) -> String {
    file.case.promises.iter().find(|p| p.id == id).map_or_else(|| "a promise".to_owned(), |p| p.text.to_string())
}
