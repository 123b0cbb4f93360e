//! A card and a review in words, line by line: the same on the command line and in the console.

use super::{Card, Line, card};
use crate::case::{Case, CaseFile, Remark, Review, timeline};
use crate::desk::Desk;

/// A review as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whose work, by whom, how far it has come, and the whole.
    pub heading: String,
    /// Its scores, causes and comments; then what was said to it.
    pub lines: Vec<String>,
}

/// Who had a part in a case: its owner and whoever had a contact in it, by name.
pub fn people(case: &Case) -> Vec<String> {
    let mut people: Vec<String> = case.interactions.iter().map(|i| i.agent.clone()).chain(case.owner.clone()).collect();
    people.sort();
    people.dedup();
    people
}

/// `3 of 4`, or `n/a`.
pub fn points(points: Option<u8>, best: u8) -> String {
    points.map_or_else(|| "n/a".to_owned(), |points| format!("{points} of {best}"))
}

/// The criteria that people score, with their scales; of a case only those that apply to it.
pub fn criteria(desk: &Desk, case: Option<&Case>) -> String {
    let theirs = desk.criteria.iter().filter(|c| c.from.is_none() && case.is_none_or(|case| c.only_if.holds(case)));
    theirs.map(|c| format!("{} (1 to {})", c.id, c.best)).collect::<Vec<_>>().join(", ")
}

/// The whole of a card: ` – 81.3%`.
pub fn total(card: &Card) -> String {
    let failed = |failed| if failed { ": a criterion that decides all failed" } else { "" };
    card.share.map_or_else(|| " – not available".to_owned(), |share| format!(" – {share}{}", failed(share.failed)))
}

/// The lines of a card.
pub fn lines(card: &Card) -> Vec<String> {
    card.lines.iter().map(line).collect()
}

fn line(line: &Line) -> String {
    let mut given = points(line.points, line.best);
    if let Some(before) = line.before {
        given = format!("{given} (was {})", points(before, line.best));
    }
    let read = if line.read { " · read from the record" } else { "" };
    let why = line.why.as_ref().map_or(String::new(), |why| format!(" · {why}"));
    let all = if line.fail_all { " · decides all" } else { "" };
    format!("{given:<7} {} · weight {}{all}{read}{why}", line.title, line.weight)
}

/// A review in words. Whether who reads it may see it is for the caller to ask first ([`Review::is_seen_by`]).
pub fn told(desk: &Desk, file: &CaseFile, review: &Review) -> Told {
    let card = card(desk, review);
    let blind = if review.blind { ", blind" } else { "" };
    let heading = format!("{}: by {}{blind}, {}{}", review.of, review.by, review.state().word(), total(&card));
    let mut lines = lines(&card);
    if !review.causes.is_empty() {
        lines.push(format!("because: {}", review.causes.join(", ")));
    }
    for (line, words) in remarks(file, review) {
        let on = line.map_or_else(|| "comment".to_owned(), |n| format!("on line {n}"));
        lines.push(format!("{on}: {words}"));
    }
    if let Some(answer) = review.answer.as_ref().filter(|a| !a.agree) {
        let mark =
            |m: &crate::case::Mark| format!("{} {}", m.criterion, m.points.map_or("n/a".to_owned(), |p| p.to_string()));
        let proposed: Vec<String> = answer.proposed.iter().map(mark).collect();
        let reason = answer.reason.as_ref().map(ToString::to_string).unwrap_or_default();
        lines.push(format!("{} disputes: {reason} – proposes {}", review.of, proposed.join(", ")));
    }
    if let Some(settled) = &review.settled {
        let comment = settled.comment.as_ref().map_or(String::new(), |c| format!(": {c}"));
        lines.push(format!("{} by {}{comment}", settled.how.label(), settled.by));
    }
    Told { heading, lines }
}

/// Comments with the number of the line that they are on; a line that is undone has none any more.
pub fn remarks(file: &CaseFile, review: &Review) -> Vec<(Option<usize>, String)> {
    let lines = timeline(file);
    let number =
        |remark: &Remark| remark.on.and_then(|id| lines.iter().position(|line| line.event == id)).map(|at| at + 1);
    review.comments.iter().map(|remark| (number(remark), remark.text.to_string())).collect()
}
