//! `amends review show`: what the record says of a case, its reviews as the asker may see them, and its numbered lines.

use std::fmt::Write;

use clap::Args;
use serde_json::{Value, json};

use super::super::exit::Failure;
use super::super::session::{case, must_read};
use super::super::{Global, Print, output};
use crate::case::{CaseFile, Review, timeline};
use crate::desk::Desk;
use crate::door::Door;
use crate::scorecard::{Card, card, criteria, lines, people, record, remarks, told, total};
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

/// The reviews that this person may see, and how many they may not.
pub fn seen<'f>(file: &'f CaseFile, door: &Door) -> (Vec<&'f Review>, usize) {
    let (login, role) = (door.login.as_str(), door.role);
    let (seen, hidden): (Vec<&Review>, Vec<&Review>) =
        file.case.reviews.iter().partition(|r| r.is_seen_by(login, role, file.case.has_scored(login, &r.of)));
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
        let mut of = people(&file.case);
        if door.role != Role::Supervisor {
            of.retain(|person| *person == door.login);
        }
        let records: Vec<(String, Card)> =
            of.into_iter().map(|of| (of.clone(), record(&door.desk, &file.case, Some(&of)))).collect();
        let (reviews, hidden) = seen(&file, &door);
        let timeline = timeline(&file);
        if self.print.json {
            let records: Vec<Value> =
                records.iter().map(|(of, card)| json!({ "of": of, "card": json_card(card) })).collect();
            let reviews: Vec<Value> = reviews.iter().map(|review| json_review(&door.desk, &file, review)).collect();
            let lines: Vec<&str> = timeline.iter().map(|line| line.text.as_str()).collect();
            let number = file.case.number();
            return Ok(output::json(
                &json!({ "case": number, "record": records, "reviews": reviews, "hidden": hidden, "lines": lines }),
            )?);
        }
        let mut text = file.case.number().to_owned();
        for (of, card) in &records {
            let _ = write!(text, "\n\n{of}: from the record{}", total(card));
            put(&mut text, &lines(card));
        }
        for review in &reviews {
            let told = told(&door.desk, &file, review);
            let _ = write!(text, "\n\n{}", told.heading);
            put(&mut text, &told.lines);
        }
        if hidden > 0 {
            let _ = write!(
                text,
                "\n\nScored blind by others ({hidden}): you see it once you have scored this work as well."
            );
        }
        if door.role == Role::Supervisor {
            let _ = write!(text, "\n\nTo score: {}", criteria(&door.desk, None));
        }
        text.push_str("\n\nLines, for comments (--on LINE=WORDS)");
        for (n, line) in (1..).zip(&timeline) {
            let _ = write!(text, "\n  {n:>3}  {}  {}", line.by, line.text);
        }
        Ok(output::print(&text)?)
    }
}

fn put(text: &mut String, lines: &[String]) {
    for line in lines {
        let _ = write!(text, "\n  {line}");
    }
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
