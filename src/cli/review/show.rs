//! `amends review show`: what the record says of a case, its reviews as the asker may see them, and its numbered lines.

use std::fmt::Write;

use clap::Args;
use serde_json::{Value, json};

use super::super::exit::Failure;
use super::super::session::{case, must_read};
use super::super::{Global, Print, output};
use super::{criteria, points};
use crate::case::{CaseFile, Review, timeline};
use crate::desk::Desk;
use crate::door::Door;
use crate::scorecard::{Card, card, record};
use crate::terms::Role;

/// Shows what the record says of a case, its reviews, and its lines with their numbers.
#[derive(Debug, Args)]
pub struct Show {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    #[command(flatten)]
    print: Print,
}

/// Who had a part in a case: its owner and whoever had a contact in it.
pub fn people(file: &CaseFile) -> Vec<String> {
    let mut people: Vec<String> =
        file.case.interactions.iter().map(|i| i.agent.clone()).chain(file.case.owner.clone()).collect();
    people.sort();
    people.dedup();
    people
}

/// The reviews that this person may see, and how many they may not.
pub fn seen<'f>(file: &'f CaseFile, door: &Door) -> (Vec<&'f Review>, usize) {
    let (login, role) = (door.login.as_str(), door.role);
    let scored = |of: &str| file.case.reviews.iter().any(|r| r.of == of && r.by == login);
    let (seen, hidden): (Vec<&Review>, Vec<&Review>) =
        file.case.reviews.iter().partition(|r| r.is_seen_by(login, role, scored(&r.of)));
    // That there is a review of a colleague is on the timeline; here only what may yet be seen is counted.
    (seen, if role == Role::Supervisor { hidden.len() } else { 0 })
}

impl Show {
    /// JSON: `{"case":"C-1042","record":[…],"reviews":[…],"hidden":0,"lines":[…]}`. A record has of, share and lines; a
    /// review also id, by, at, state, blind, causes, comments (line, text), answer and settled. A share is got, most, failed
    /// and percent; a line of a card has criterion, title, skill, points, before, best, weight, `fail_all`, read and why.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        let file = case(&reader, &self.case)?;
        let mut of = people(&file);
        if door.role != Role::Supervisor {
            of.retain(|person| *person == door.login);
        }
        let records: Vec<(String, Card)> =
            of.into_iter().map(|of| (of.clone(), record(&door.desk, &file.case, Some(&of)))).collect();
        let (reviews, hidden) = seen(&file, &door);
        let lines = timeline(&file);
        if self.print.json {
            let records: Vec<Value> =
                records.iter().map(|(of, card)| json!({ "of": of, "card": json_card(card) })).collect();
            let reviews: Vec<Value> = reviews.iter().map(|review| json_review(&door.desk, &file, review)).collect();
            let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
            let number = file.case.number();
            return Ok(output::json(
                &json!({ "case": number, "record": records, "reviews": reviews, "hidden": hidden, "lines": lines }),
            )?);
        }
        let mut text = file.case.number().to_owned();
        for (of, card) in &records {
            let _ = write!(text, "\n\n{of}: from the record{}", total(card));
            put(&mut text, card);
        }
        for review in &reviews {
            self::review(&mut text, &door.desk, &file, review);
        }
        if hidden > 0 {
            let _ = write!(
                text,
                "\n\nScored blind by others ({hidden}): you see it once you have scored this work as well."
            );
        }
        if door.role == Role::Supervisor {
            let _ = write!(text, "\n\nTo score: {}", criteria(&door.desk));
        }
        text.push_str("\n\nLines, for comments (--on LINE=WORDS)");
        for (n, line) in (1..).zip(&lines) {
            let _ = write!(text, "\n  {n:>3}  {}  {}", line.by, line.text);
        }
        Ok(output::print(&text)?)
    }
}

fn total(card: &Card) -> String {
    let failed = |failed| if failed { ": a criterion that decides all failed" } else { "" };
    card.share.map_or_else(|| " – not available".to_owned(), |share| format!(" – {share}{}", failed(share.failed)))
}

fn put(text: &mut String, card: &Card) {
    for line in &card.lines {
        let mut given = points(line.points, line.best);
        if let Some(before) = line.before {
            let _ = write!(given, " (was {})", points(before, line.best));
        }
        let read = if line.read { " · read from the record" } else { "" };
        let why = line.why.as_ref().map_or(String::new(), |why| format!(" · {why}"));
        let all = if line.fail_all { " · decides all" } else { "" };
        let _ = write!(text, "\n  {given:<7} {} · weight {}{all}{read}{why}", line.title, line.weight);
    }
}

fn review(text: &mut String, desk: &Desk, file: &CaseFile, review: &Review) {
    let card = card(desk, review);
    let blind = if review.blind { ", blind" } else { "" };
    let _ = write!(text, "\n\n{}: by {}{blind}, {}{}", review.of, review.by, review.state().word(), total(&card));
    put(text, &card);
    if !review.causes.is_empty() {
        let _ = write!(text, "\n  because: {}", review.causes.join(", "));
    }
    for (line, words) in remarks(file, review) {
        let on = line.map_or_else(|| "comment".to_owned(), |n| format!("on line {n}"));
        let _ = write!(text, "\n  {on}: {words}");
    }
    if let Some(answer) = review.answer.as_ref().filter(|a| !a.agree) {
        let proposed: Vec<String> = answer
            .proposed
            .iter()
            .map(|m| format!("{} {}", m.criterion, m.points.map_or("n/a".to_owned(), |p| p.to_string())))
            .collect();
        let reason = answer.reason.as_ref().map(ToString::to_string).unwrap_or_default();
        let _ = write!(text, "\n  {} disputes: {reason} – proposes {}", review.of, proposed.join(", "));
    }
    if let Some(settled) = &review.settled {
        let comment = settled.comment.as_ref().map_or(String::new(), |c| format!(": {c}"));
        let _ = write!(text, "\n  {} by {}{comment}", settled.how.label(), settled.by);
    }
}

/// Comments with the number of the line that they are on; a line that is undone has none any more.
fn remarks(file: &CaseFile, review: &Review) -> Vec<(Option<usize>, String)> {
    let lines = timeline(file);
    let number = |remark: &crate::case::Remark| {
        remark.on.and_then(|id| lines.iter().position(|line| line.event == id)).map(|at| at + 1)
    };
    review.comments.iter().map(|remark| (number(remark), remark.text.to_string())).collect()
}

fn json_card(card: &Card) -> Value {
    let share =
        card.share.map(|s| json!({ "got": s.got, "most": s.most, "failed": s.failed, "percent": s.to_string() }));
    json!({ "share": share, "lines": card.lines })
}

fn json_review(desk: &Desk, file: &CaseFile, review: &Review) -> Value {
    let comments: Vec<Value> =
        remarks(file, review).into_iter().map(|(line, text)| json!({ "line": line, "text": text })).collect();
    json!({
        "id": review.id, "of": review.of, "by": review.by, "at": review.at, "state": review.state(),
        "blind": review.blind, "causes": review.causes, "comments": comments, "answer": review.answer,
        "settled": review.settled, "card": json_card(&card(desk, review)),
    })
}
