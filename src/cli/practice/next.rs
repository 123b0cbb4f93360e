//! `amends practice`: what to practise next, and how it goes.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;
use serde_json::json;

use crate::case::Share;
use crate::cli::exit::Failure;
use crate::cli::session::now;
use crate::cli::{Global, Print, list, output};
use crate::door::{Door, Practising};
use crate::log::practice::{PracticeLog, Quick};
use crate::practice::{Attempt, Next, Why, kept};
use crate::terms::{Timestamp, clean};

/// How many are shown.
const MOST: usize = 8;

pub(super) fn run(global: &Global, print: Print) -> Result<(), Failure> {
    let door = global.door()?;
    let now = now();
    let standing = door.practice(now)?;
    let quicks = PracticeLog::look(&door.file)?.map(|log| log.quicks(Some(&door.login))).transpose()?;
    let quick = Quicks::of(&quicks.unwrap_or_default());
    if print.json {
        let one = |next: &Next| {
            let title = door.scenarios.get(&next.scenario).map(|kept| &kept.scenario.title);
            json!({ "scenario": next.scenario, "title": title, "why": next.why })
        };
        let next: Vec<_> = standing.next.iter().map(one).collect();
        let p = &standing.progress;
        return Ok(output::json(&json!({
            "next": next, "skills": p.skills, "playbooks": p.playbooks, "scenarios": p.scenarios, "quick": quick
        }))?);
    }
    let mut table = list::table(&["next", "title", "scenario", "level", "played", "best", "why"]);
    for (n, next) in standing.next.iter().take(MOST).enumerate() {
        let Some(kept) = door.scenarios.get(&next.scenario) else { continue };
        let played = standing.progress.scenarios.get(&next.scenario);
        table.add_row([
            (n + 1).to_string(),
            kept.scenario.title.clone(),
            kept.scenario.id.clone(),
            kept.scenario.level.to_string(),
            played.map_or_else(|| "0".to_owned(), |s| s.attempts.to_string()),
            played.map_or_else(String::new, |s| Share::of_tenths(s.best).to_string()),
            why(&door, next, now),
        ]);
    }
    list::whole(&mut table, 2);
    // Where there is little room the id says enough, and what is next and why is most needed.
    match output::width() {
        ..75 => list::without(&mut table, &[1, 3, 4, 5]),
        75..90 => list::without(&mut table, &[1]),
        _ => {}
    }
    let mut text = format!("{table}\n");
    let skills = skills(&standing);
    if skills.is_empty() {
        text.push_str(
            "\nNothing is played yet. Open the console with `amends`, then press Alt-: for Practice; nobody watches.",
        );
    } else {
        text.push_str("\nYour latest drills, skill by skill (the newest last; 1 is the lowest rung):\n");
        for criterion in &door.desk.criteria {
            if let Some(series) = skills.get(&criterion.rule.id) {
                let _ = writeln!(text, "  {:<22} {}", criterion.title, rungs(series));
            }
        }
    }
    if let Some(quick) = quick {
        let rounds = output::count(quick.rounds, "round", "rounds");
        let last = door.desk.near_words(quick.last, now);
        let line = format!("Quick drills: {rounds}, {} of {} right, the last {last}.", quick.right, quick.asked);
        let _ = write!(text, "\n{}{line}", if text.ends_with('\n') { "" } else { "\n" });
    }
    Ok(output::print(text.trim_end())?)
}

/// Somebody's quick drills in one line.
#[derive(Debug, Clone, Copy, Serialize)]
struct Quicks {
    rounds: usize,
    right: u32,
    asked: u32,
    last: Timestamp,
}

impl Quicks {
    /// Of these; `None` where there are none.
    fn of(all: &[Quick]) -> Option<Self> {
        let sum = |one: fn(&Quick) -> u32| all.iter().map(one).sum();
        let last = all.iter().map(|quick| quick.at).max()?;
        Some(Self { rounds: all.len(), right: sum(|quick| quick.right), asked: sum(|quick| quick.asked), last })
    }
}

/// Why a scenario is next, in words; with the note, where it was asked for.
fn why(door: &Door, next: &Next, now: Timestamp) -> String {
    match &next.why {
        Why::Assigned { by, due, note } => {
            let mut text = format!("{} asks for it", clean::one_line(by));
            if let Some(due) = due {
                let _ = write!(text, " until {}", door.desk.until_words(*due, now));
            }
            if !note.is_blank() {
                let _ = write!(text, ": “{}”", clean::one_line(note.as_str()));
            }
            text
        }
        Why::Due { since } => format!("worth repeating since {}", door.desk.near_words(*since, now)),
        Why::New => "new".to_owned(),
        Why::Weakest => "went worst so far".to_owned(),
    }
}

/// The points of each skill and the best there were, the oldest first: the same that each drill's debrief says.
fn skills(standing: &Practising) -> BTreeMap<String, Vec<(u8, u8)>> {
    let mut attempts: Vec<Attempt> = standing.drills.iter().filter_map(kept::attempt).collect();
    attempts.sort_by_key(|attempt| attempt.at);
    let mut skills: BTreeMap<String, Vec<(u8, u8)>> = BTreeMap::new();
    for (criterion, points, best) in attempts.into_iter().flat_map(|attempt| attempt.skills) {
        skills.entry(criterion).or_default().push((points, best));
    }
    for (criterion, series) in &mut skills {
        // As many as progress counts.
        let latest = standing.progress.skills.get(criterion).map_or(0, Vec::len);
        series.drain(..series.len().saturating_sub(latest));
    }
    skills
}

/// `2, 1, 4 of 4`; where the scale changed in between, each with its own.
fn rungs(series: &[(u8, u8)]) -> String {
    let runs = series.chunk_by(|a, b| a.1 == b.1).map(|run| {
        let points: Vec<String> = run.iter().map(|(points, _)| points.to_string()).collect();
        format!("{} of {}", points.join(", "), run.first().map_or(0, |(_, best)| *best))
    });
    runs.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::rungs;

    #[test]
    fn points_stand_with_their_scale() {
        assert_eq!(rungs(&[(1, 4)]), "1 of 4");
        assert_eq!(rungs(&[(2, 4), (1, 4), (4, 4)]), "2, 1, 4 of 4");
        assert_eq!(rungs(&[(2, 4), (5, 5)]), "2 of 4, 5 of 5");
    }
}
