//! Getting better: how somebody stands in each scenario, playbook and skill over their drills, and what to practise next. When a
//! scenario is due again says FSRS, a scheduler for what is forgotten; how well it went stands for how well it was known.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rs_fsrs::{Card, FSRS, Parameters, Rating};
use serde::Serialize;

use crate::terms::{Text, Timestamp};

use super::scenario::Scenario;

/// Nothing is left alone for longer, in days.
const LONGEST_DAYS: i32 = 120;
/// Below this, in tenths of a percent, it is worth trying again at once.
const POOR: i64 = 600;
/// How many of the latest drills count for a skill: what was long ago says little.
const LATEST: usize = 12;

/// A drill that came to an end, as far as progress needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The scenario.
    pub scenario: String,
    /// The playbook.
    pub playbook: String,
    /// When it ended.
    pub at: Timestamp,
    /// The score in tenths of a percent.
    pub tenths: i64,
    /// Criterion, points and the best, where they were asked for.
    pub skills: Vec<(String, u8, u8)>,
}

/// How somebody stands in a scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// How often it was played to its end.
    pub attempts: usize,
    /// The best score, in tenths of a percent.
    pub best: i64,
    /// The latest score.
    pub latest: i64,
    /// When that was.
    pub at: Timestamp,
    /// When it is worth playing again.
    pub due: Timestamp,
}

/// How somebody stands.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Progress {
    /// By scenario.
    pub scenarios: BTreeMap<String, Standing>,
    /// The scores of each playbook's drills, the oldest first, in tenths of a percent.
    pub playbooks: BTreeMap<String, Vec<i64>>,
    /// The latest of each skill's points, the oldest first, as parts of the way from nothing to all in tenths of a percent.
    pub skills: BTreeMap<String, Vec<i64>>,
}

/// A drill that a supervisor asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assigned {
    /// The scenario.
    pub scenario: String,
    /// By whom (a login).
    pub by: String,
    /// Since when.
    pub at: Timestamp,
    /// Until when.
    pub due: Option<Timestamp>,
    /// The note that came with it; may be empty.
    pub note: Text,
}

/// What to practise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// The scenario.
    pub scenario: String,
    /// Why.
    pub why: Why,
}

/// Why something is next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Why {
    /// A supervisor asked for it.
    Assigned {
        /// Who.
        by: String,
        /// Until when.
        due: Option<Timestamp>,
        /// What they wrote to it; may be empty.
        note: Text,
    },
    /// It is being forgotten.
    Due {
        /// Since when.
        since: Timestamp,
    },
    /// It went worst so far.
    Weakest,
    /// It was never played.
    New,
}

impl Progress {
    /// The skill whose latest points are the fewest.
    fn weakest(&self) -> Option<&str> {
        let mean = |series: &[i64]| series.iter().sum::<i64>() / i64::try_from(series.len().max(1)).unwrap_or(1);
        self.skills.iter().min_by_key(|(_, series)| mean(series)).map(|(skill, _)| skill.as_str())
    }
}

/// Whether one of the best answers shows this skill.
fn asks_for(scenario: &Scenario, skill: &str) -> bool {
    let best = scenario.turns.iter().filter_map(|turn| turn.replies.get(turn.best()?));
    best.flat_map(|reply| reply.acts.iter()).any(|act| act.criterion() == skill)
}

/// How somebody stands after these drills.
pub fn progress(attempts: &[Attempt]) -> Progress {
    let mut attempts: Vec<&Attempt> = attempts.iter().collect();
    attempts.sort_by_key(|attempt| attempt.at);
    let mut progress = Progress::default();
    let mut cards: BTreeMap<&str, Card> = BTreeMap::new();
    let fsrs =
        FSRS::new(Parameters { enable_short_term: false, maximum_interval: LONGEST_DAYS, ..Parameters::default() });
    for attempt in attempts {
        let at = moment(attempt.at);
        let card = cards.entry(&attempt.scenario).or_insert(Card { due: at, last_review: at, ..Card::default() });
        *card = fsrs.next(card.clone(), at, rating(attempt.tenths)).card;
        // The scheduler may round a good answer up beyond its own limit.
        let latest = attempt.at.plus_ms(i64::from(LONGEST_DAYS) * 24 * 3_600_000);
        let due = Timestamp::from_utc(card.due).min(latest);
        let before = progress.scenarios.get(&attempt.scenario);
        let standing = Standing {
            attempts: before.map_or(1, |s| s.attempts + 1),
            best: before.map_or(attempt.tenths, |s| s.best.max(attempt.tenths)),
            latest: attempt.tenths,
            at: attempt.at,
            due,
        };
        progress.scenarios.insert(attempt.scenario.clone(), standing);
        progress.playbooks.entry(attempt.playbook.clone()).or_default().push(attempt.tenths);
        for (criterion, points, best) in &attempt.skills {
            let part = i64::from(points.saturating_sub(1)) * 1000 / i64::from(best.saturating_sub(1).max(1));
            let series = progress.skills.entry(criterion.clone()).or_default();
            series.push(part);
            if series.len() > LATEST {
                series.remove(0);
            }
        }
    }
    progress
}

/// How well it was known: a good score well, a poor one hardly.
fn rating(tenths: i64) -> Rating {
    match tenths {
        ..600 => Rating::Again,
        600..800 => Rating::Hard,
        800..950 => Rating::Good,
        _ => Rating::Easy,
    }
}

fn moment(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.ms()).unwrap_or_default()
}

/// What to practise, the most useful first: what was asked for (by its due date), what is being forgotten (the longest due first),
/// what went poorly (the worst first), what is new (the easy before the hard, and of a level first what asks for the weakest
/// skill), then the rest (the worst first).
pub fn next<'s>(
    scenarios: impl IntoIterator<Item = &'s Scenario>,
    progress: &Progress,
    assigned: &[Assigned],
    now: Timestamp,
) -> Vec<Next> {
    let standing = |id: &str| progress.scenarios.get(id);
    let weakest = progress.weakest();
    let mut rated: Vec<((u8, i64, u8), Next)> = Vec::new();
    for scenario in scenarios {
        let (id, level) = (scenario.id.as_str(), scenario.level);
        let open = |a: &&Assigned| a.scenario == id && standing(id).is_none_or(|s| s.at < a.at);
        let first = assigned.iter().filter(open).min_by_key(|a| a.due.map_or(i64::MAX, Timestamp::ms));
        let (rank, why) = match (first, standing(id)) {
            (Some(a), _) => {
                let due = a.due.map_or(i64::MAX, Timestamp::ms);
                ((0, due, level), Why::Assigned { by: a.by.clone(), due: a.due, note: a.note.clone() })
            }
            (None, Some(s)) if s.due <= now => ((1, s.due.ms(), level), Why::Due { since: s.due }),
            (None, Some(s)) if s.latest < POOR => ((2, s.latest, level), Why::Weakest),
            (None, None) => {
                let elsewhere = !weakest.is_some_and(|skill| asks_for(scenario, skill));
                ((3, i64::from(level), u8::from(elsewhere)), Why::New)
            }
            (None, Some(s)) => ((4, s.latest, level), Why::Weakest),
        };
        rated.push((rank, Next { scenario: id.to_owned(), why }));
    }
    rated.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.scenario.cmp(&y.scenario)));
    rated.into_iter().map(|(_, next)| next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 3_600_000;

    fn attempt(day: i64, tenths: i64) -> Attempt {
        Attempt {
            scenario: "one".into(),
            playbook: "late-parcel".into(),
            at: Timestamp::from_ms(1_790_000_000_000 + day * DAY),
            tenths,
            skills: vec![("patience".into(), 3, 4)],
        }
    }

    #[test]
    fn what_went_well_comes_back_later_than_what_did_not() {
        let after = |tenths| progress(&[attempt(0, tenths)]).scenarios["one"].due.ms() - attempt(0, 0).at.ms();
        assert!(after(300) < after(850) && after(850) < after(980), "{} {} {}", after(300), after(850), after(980));
        assert!(after(300) >= DAY);
        // Each time it goes well, it may rest longer.
        let twice = progress(&[attempt(0, 850), attempt(10, 850)]);
        assert!(twice.scenarios["one"].due.ms() - attempt(10, 0).at.ms() > after(850));
        let longest = progress(&(0..40).map(|n| attempt(n * 30, 1000)).collect::<Vec<_>>());
        assert!(longest.scenarios["one"].due.ms() - attempt(39 * 30, 0).at.ms() <= i64::from(LONGEST_DAYS) * DAY);
    }

    #[test]
    fn what_comes_next_comes_in_this_order() {
        let starter = Scenario::parse("missed-call.toml", crate::practice::STARTER).unwrap();
        let of = |id: &str, level| Scenario { id: id.into(), level, ..starter.clone() };
        // It asks for nothing of what the others ask for.
        let mut idle = of("a-new-one-without-it", 1);
        idle.turns
            .iter_mut()
            .flat_map(|turn| &mut turn.replies)
            .for_each(|reply| reply.acts = crate::practice::Acts::default());
        let scenarios = [
            of("rest", 1),
            of("new-and-hard", 3),
            idle,
            of("new-and-easy", 1),
            of("poor", 1),
            of("poorer", 1),
            of("due-and-poor", 1),
            of("due-longest", 3),
            of("asked-without-a-day", 1),
            of("asked-for-sunday", 1),
            of("asked-for-friday", 3),
            of("asked-and-done", 1),
        ];
        let of = |scenario: &str, day, tenths| Attempt { scenario: scenario.into(), ..attempt(day, tenths) };
        let progress = progress(&[
            of("due-longest", 0, 850),
            of("due-and-poor", 30, 300),
            of("asked-and-done", 59, 990),
            of("asked-for-friday", 50, 990),
            of("poorer", 60, 200),
            of("poor", 60, 500),
            of("rest", 60, 990),
        ]);
        let asked = |scenario: &str, due: Option<i64>| Assigned {
            scenario: scenario.into(),
            by: "gwen".into(),
            note: Text::new("Let them finish."),
            at: attempt(58, 0).at,
            due: due.map(|day| attempt(day, 0).at),
        };
        let assigned = [
            asked("asked-without-a-day", None),
            asked("asked-for-sunday", Some(65)),
            asked("asked-for-friday", Some(63)),
            asked("asked-and-done", Some(62)),
        ];
        let all = next(&scenarios, &progress, &assigned, attempt(60, 0).at.plus_ms(1));
        let order: Vec<&str> = all.iter().map(|next| next.scenario.as_str()).collect();
        assert_eq!(
            order,
            [
                "asked-for-friday",
                "asked-for-sunday",
                "asked-without-a-day",
                "due-longest",
                "due-and-poor",
                "poorer",
                "poor",
                "new-and-easy",
                "a-new-one-without-it",
                "new-and-hard",
                "asked-and-done",
                "rest",
            ]
        );
    }

    #[test]
    fn the_order_in_which_they_are_told_does_not_matter() {
        let (one, two) = (attempt(0, 400), attempt(3, 900));
        let told = progress(&[two.clone(), one.clone()]);
        assert_eq!(told, progress(&[one, two]));
        let standing = &told.scenarios["one"];
        assert_eq!((standing.attempts, standing.best, standing.latest), (2, 900, 900));
        assert_eq!(told.playbooks["late-parcel"], [400, 900]);
        assert_eq!(told.skills["patience"], [666, 666]);
    }
}
