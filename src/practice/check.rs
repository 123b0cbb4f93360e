//! What a scenario means, held against itself and the playbook that it practises: each thing wrong at its place. Its spelling has
//! been checked by the time it comes here (`read`).

use std::ops::Range;

use crate::playbook::Library;
use crate::sheet::{Sheet, did_you_mean};
use crate::terms::Stage;
use crate::wording::{About, Rules};

use super::course::Course;
use super::marks::marks;
use super::places::{Places, ReplyPlaces};
use super::reach::{MOST_STATES, reach};
use super::scenario::{Goal, Needs, Reply, Scenario, Worth};
use super::walk;

/// By what it could not be played: told whoever reads it.
pub(super) fn shape(sheet: &mut Sheet, scenario: &Scenario, places: &Places) {
    if scenario.turns.first().is_some_and(|turn| turn.needs != Needs::default())
        && let Some(first) = places.turns.first()
    {
        let help = Some("leave `needs` out: everybody begins here".to_owned());
        sheet.error("first-turn", first.needs.clone(), "the first turn cannot need anything", help);
    }
    for (at, place) in places.turns.iter().enumerate() {
        let round = |at: usize| scenario.turns.get(at).and_then(|turn| turn.otherwise);
        let ways = std::iter::successors(round(at), |next| round(*next)).take(scenario.turns.len());
        if ways.into_iter().any(|next| next == at) {
            let help = Some("let the last of them need nothing".to_owned());
            sheet.error("circle", place.otherwise.clone(), "these ways round lead in a circle", help);
        }
    }
    endings(sheet, scenario, places);
    for (turn, place) in scenario.turns.iter().zip(&places.turns) {
        let mut best = turn.replies.iter().zip(&place.replies).filter(|(reply, _)| reply.best);
        if best.next().is_none() && !turn.replies.is_empty() {
            let help = Some("add `best = true` to the best of its answers".to_owned());
            sheet.error("best", place.id.clone(), format!("no answer of `{}` is the best", turn.id), help);
        }
        for (_, second) in best {
            let help = Some("leave `best` out here, or there".to_owned());
            sheet.error("best", second.says.span.clone(), "another answer is already the best here", help);
        }
        for (at, (reply, here)) in turn.replies.iter().zip(&place.replies).enumerate() {
            if turn.replies.iter().take(at).any(|other| !reply.says.is_empty() && other.says == reply.says) {
                let help = Some("say it in other words, or leave it out".to_owned());
                sheet.error("duplicate", here.says.span.clone(), "another answer has the same words", help);
            }
        }
    }
}

fn endings(sheet: &mut Sheet, scenario: &Scenario, places: &Places) {
    let place = places.endings.first().cloned().unwrap_or_else(|| places.id.span.clone());
    if scenario.endings.len() < 3 {
        let message = format!("{} is too few endings; a scenario has at least 3", scenario.endings.len());
        sheet.error("endings", place.clone(), message, Some("one good, one poor, one between".to_owned()));
    }
    for worth in [Worth::Good, Worth::Poor] {
        if scenario.endings.iter().all(|ending| ending.worth != worth) {
            let help = Some(format!("write `worth = \"{worth}\"` in one of them"));
            sheet.error("endings", place.clone(), format!("no ending is {worth}"), help);
        }
    }
    if scenario.endings.get(scenario.customer.gives_up).is_some_and(|ending| ending.worth != Worth::Poor)
        && !places.gives_up.is_empty()
    {
        let help = Some("name an ending with `worth = \"poor\"`".to_owned());
        sheet.error(
            "gives-up",
            places.gives_up.clone(),
            "it does not end well where their patience is at an end",
            help,
        );
    }
}

/// All that is wrong with it as practice.
pub(super) fn check(sheet: &mut Sheet, scenario: &Scenario, places: &Places) {
    file_name(sheet, scenario, places);
    wording(sheet, scenario, places);
    // With a reference that leads nowhere, all ways would be others.
    if !sheet.has_errors() {
        best_way(sheet, scenario, places);
        ways(sheet, scenario, places);
    }
}

fn file_name(sheet: &mut Sheet, scenario: &Scenario, places: &Places) {
    let file = sheet.file.clone();
    let stem = file.rsplit(['/', '\\']).next().and_then(|name| name.strip_suffix(".toml"));
    if let Some(stem) = stem.filter(|stem| !scenario.id.is_empty() && *stem != scenario.id) {
        let help = Some(format!("name the file `{}.toml`, or write `id = \"{stem}\"`", scenario.id));
        sheet.warn("file-name", places.id.span.clone(), "the id is not the file's name", help);
    }
}

/// The best answers are what people copy: nothing in them is remarked on.
fn wording(sheet: &mut Sheet, scenario: &Scenario, places: &Places) {
    let about = About { name: None, channel: scenario.channel };
    for (turn, place) in scenario.turns.iter().zip(&places.turns) {
        for (_, here) in turn.replies.iter().zip(&place.replies).filter(|(reply, _)| reply.best) {
            for remark in Rules::shipped().check(&here.says, &about) {
                let message = format!("the best answer is remarked on ({}): {}", remark.rule, remark.why);
                let help = Some(format!("better, for example: {}", remark.better));
                sheet.error("wording", here.says.part(&remark.range), message, help);
            }
        }
    }
}

/// A best answer on the way: its turn, what it is, where it stands.
type Step<'a> = (usize, &'a Reply, &'a ReplyPlaces);

/// The way of the best answers leads to a good end, in order, without harm.
fn best_way(sheet: &mut Sheet, scenario: &Scenario, places: &Places) {
    let mut course = Course::new(scenario);
    let mut way: Vec<Step<'_>> = Vec::new();
    let mut last: Range<usize> = places.id.span.clone();
    while course.over.is_none() {
        let (at, before) = (course.turn, course.mood);
        let Some((turn, place)) = scenario.turns.get(at).zip(places.turns.get(at)) else { return };
        if way.iter().any(|(seen, ..)| *seen == at) {
            let help = Some("let each best answer lead on; what a turn needs must have been earned by then".to_owned());
            sheet.error("best-way", last, format!("from here the best answers come to `{}` again", turn.id), help);
            return;
        }
        let Some((reply, here)) = turn.best().and_then(|at| turn.replies.get(at).zip(place.replies.get(at))) else {
            return;
        };
        let harm = reply.acts.iter().find(|act| act.harms());
        for act in reply.acts.iter() {
            course.feel(scenario, act);
        }
        if let Some(act) = harm {
            let message = format!("the best answer does harm: `{act}`");
            sheet.error(
                "best-way",
                here.acts.clone(),
                message,
                Some("take it out, or mark another as best".to_owned()),
            );
        } else if course.mood.patience < before.patience {
            let help = Some("look at their `dislikes`".to_owned());
            sheet.error("best-way", here.acts.clone(), "the best answer costs this customer patience", help);
        }
        if way.last().is_some_and(|(_, earlier, _)| reply.stage < earlier.stage) {
            let help = "once a later stage was said, the best answers do not go back to an earlier one".to_owned();
            sheet.error("best-way", here.stage.clone(), format!("`{}` comes too late here", reply.stage), Some(help));
        }
        way.push((at, reply, here));
        last.clone_from(&here.says.span);
        course.follow(scenario, reply.to);
        if let (Goal::Turn(wanted), None) = (reply.to, course.over)
            && wanted != course.turn
            && let Some(turn) = scenario.turns.get(wanted)
        {
            let message =
                format!("the best answers have not earned what `{}` needs: {}", turn.id, lacking(&course, turn));
            let help = Some("ask for less there, or earn it before".to_owned());
            sheet.error("best-way", last.clone(), message, help);
        }
    }
    let ending = course.over.and_then(|at| Some((scenario.endings.get(at)?, places.endings.get(at)?)));
    if let Some((ending, place)) = ending.filter(|(ending, _)| ending.worth != Worth::Good) {
        let message = format!("the best answers lead to `{}`, which is {}", ending.id, ending.worth);
        sheet.error("best-way", place.clone(), message, Some("let them lead to a good end".to_owned()));
    }
    let asked: Vec<Stage> = Stage::ALL.iter().copied().filter(|s| way.iter().any(|(_, r, _)| r.stage == *s)).collect();
    if asked.len() < 3 {
        let stages: Vec<&str> = asked.iter().map(|stage| stage.word()).collect();
        let message = format!("the best answers touch {} alone; at least three stages", stages.join(" and "));
        let help = Some("let them listen, apologise and resolve at least".to_owned());
        sheet.error("best-way", places.id.span.clone(), message, help);
    }
    temptation(sheet, scenario, places, &way, &asked);
    if !sheet.has_errors() {
        full_marks(sheet, scenario, places);
    }
}

/// What they have not been shown yet, in words.
fn lacking(course: &Course, turn: &super::scenario::Turn) -> String {
    let mut lacks = Vec::new();
    if course.mood.trust < turn.needs.trust {
        lacks.push(format!("trust is {} of {}", course.mood.trust, turn.needs.trust));
    }
    if let Some(most) = turn.needs.heat.filter(|most| course.mood.heat > *most) {
        lacks.push(format!("they are {}, not {most}", course.mood.heat));
    }
    for act in turn.needs.done.iter().filter(|act| !course.mood.done.has(**act)) {
        lacks.push(format!("`{act}` was not done"));
    }
    lacks.join(", ")
}

/// At each turn of the way something else could be said that does harm or jumps ahead: where nothing can go wrong, nothing is
/// learnt.
fn temptation(sheet: &mut Sheet, scenario: &Scenario, places: &Places, way: &[Step<'_>], asked: &[Stage]) {
    for (n, (at, best, _)) in way.iter().enumerate() {
        let Some((turn, place)) = scenario.turns.get(*at).zip(places.turns.get(*at)) else { continue };
        let said = |stage: &Stage| way.iter().take(n).any(|(_, reply, _)| reply.stage == *stage);
        let tempts = |reply: &Reply| {
            let harms = reply.acts.iter().any(|act| act.harms() || scenario.customer.dislikes.contains(&act));
            harms || asked.iter().any(|stage| *stage < reply.stage && !said(stage))
        };
        if !turn.replies.iter().any(|reply| reply != *best && tempts(reply)) {
            let message = format!("nothing can go wrong in `{}`: no answer does harm or jumps ahead", turn.id);
            let help = Some("add what good people say when they are tired".to_owned());
            sheet.error("temptation", place.id.clone(), message, help);
        }
    }
}

fn full_marks(sheet: &mut Sheet, scenario: &Scenario, places: &Places) {
    let marks = marks(&walk::best(scenario, 0), crate::desk::shipped_rubric());
    for line in marks.lines.iter().filter(|line| line.points.is_some_and(|points| points < line.best)) {
        let message = format!("the best answers do not score in full for {}", line.title.to_lowercase());
        let help = Some("look at their `acts` and `stage`".to_owned());
        sheet.error("best-way", places.id.span.clone(), message, help);
    }
}

/// All turns and endings are reached, and an end is from everywhere.
fn ways(sheet: &mut Sheet, scenario: &Scenario, places: &Places) {
    let reach = reach(scenario);
    if reach.is_cut_short {
        let message = format!("there are more than {MOST_STATES} ways to stand; not all were gone through");
        let help = "fewer turns, less patience or fewer acts make it checkable".to_owned();
        sheet.warn("many-ways", places.id.span.clone(), message, Some(help));
        return;
    }
    for ((turn, place), _) in scenario.turns.iter().zip(&places.turns).zip(&reach.turns).filter(|(_, there)| !**there) {
        let help = Some("let an answer lead there that can be given, or ask for less in its `needs`".to_owned());
        sheet.error("never-reached", place.id.clone(), format!("no way leads to `{}`", turn.id), help);
    }
    let endings = scenario.endings.iter().zip(&places.endings).zip(&reach.endings);
    for ((ending, place), _) in endings.filter(|(_, there)| !**there) {
        let help = Some("let an answer lead there, or leave it out".to_owned());
        sheet.error("never-reached", place.clone(), format!("no way leads to `{}`", ending.id), help);
    }
    for at in &reach.dead_ends {
        let Some((turn, place)) = scenario.turns.get(*at).zip(places.turns.get(*at)) else { continue };
        let message = format!("from `{}` no answer leads to an end: only their patience ends it", turn.id);
        let help = Some("let one of its answers lead on".to_owned());
        sheet.error("dead-end", place.id.clone(), message, help);
    }
    if reach.stuck > 0 {
        let message = format!("in {} places nothing ends the talk", reach.stuck);
        sheet.error("dead-end", places.id.span.clone(), message, Some("please report this file".to_owned()));
    }
}

/// The playbook is there, and the steps that are named are its own.
pub(super) fn library(sheet: &mut Sheet, scenario: &Scenario, places: &Places, library: &Library) {
    if scenario.playbook.is_empty() {
        return;
    }
    let Some(playbook) = library.get(&scenario.playbook) else {
        let help =
            did_you_mean(&scenario.playbook, library.iter().map(crate::playbook::Playbook::id).collect::<Vec<_>>());
        let help = help.or_else(|| Some("see `amends playbook list`".to_owned()));
        sheet.error(
            "unknown-playbook",
            places.playbook.clone(),
            format!("there is no playbook `{}`", scenario.playbook),
            help,
        );
        return;
    };
    for (turn, place) in scenario.turns.iter().zip(&places.turns) {
        for (reply, here) in turn.replies.iter().zip(&place.replies) {
            let Some(step) = reply.step.as_deref().filter(|step| playbook.step(step).is_none()) else { continue };
            let ids: Vec<&str> = playbook.steps().iter().map(|step| step.id.as_str()).collect();
            let message = format!("`{}` has no step `{}`", scenario.playbook, crate::terms::clean::one_line(step));
            sheet.error("unknown-step", here.step.clone(), message, did_you_mean(step, ids));
        }
    }
}
