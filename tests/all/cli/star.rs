//! STAR's twelve flow charts as playbooks, none of their labels and arrows lost, and its 162 recorded dialogues as recorded
//! work. The data lies in `AMENDS_DATA`; without it these tests say that they were skipped.

#[path = "../../../examples/shared/star.rs"]
#[allow(dead_code, reason = "the examples use the rest")]
mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use amends::case::{Case, Walk};
use amends::log::Log;
use amends::terms::Speaker;
use serde_json::Value;

use super::run::Home;
use crate::data;

fn file(name: &str) -> Option<String> {
    Some(std::fs::read_to_string(data::folder()?.join("star").join(name)).unwrap())
}

/// Plain JSON: what is expected is reckoned from this, not from the examples' types.
fn raw(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Writes the playbooks as the example does, and gives the folder.
fn playbooks(home: &Home) -> Option<PathBuf> {
    let charts: Vec<shared::Chart> = shared::read_lines(&file("flows.jsonl")?).unwrap();
    home.write("star/desk.toml", shared::DESK);
    for chart in &charts {
        home.write(&format!("star/{}.toml", shared::playbook_id(&chart.task)), shared::playbook(chart).unwrap());
    }
    Some(home.path("star"))
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[test]
fn every_label_is_a_step_and_every_arrow_is_kept() {
    let home = Home::new();
    let Some(folder) = playbooks(&home) else { return };
    let checked = home.ok(&["playbook", "check", folder.to_str().unwrap()]);
    assert!(checked.contains("12 playbooks are fine"), "{checked}");
    let (mut labels, mut arrows) = (0, 0);
    let (mut to_a_question, mut loops) = (Vec::new(), Vec::new());
    for chart in raw(&file("flows.jsonl").unwrap()) {
        let task = word(&chart["task"]);
        let path = folder.join(format!("star-{}.toml", task.replace('_', "-")));
        let written: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        let steps: Vec<(&str, &toml::Value)> = ["listen", "apologise", "resolve", "compensate"]
            .iter()
            .flat_map(|stage| written[*stage].as_array().unwrap())
            .map(|step| (step["id"].as_str().unwrap(), step))
            .collect();
        let place = |label: &str| steps.iter().position(|(id, _)| *id == label).unwrap();
        // Each label is one step, and its wording is what is said, asked or done there.
        let replies = chart["replies"].as_object().unwrap();
        assert_eq!(
            steps.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>(),
            replies.keys().map(String::as_str).collect::<BTreeSet<_>>(),
            "{task}"
        );
        assert_eq!(steps.len(), replies.len(), "{task}");
        for (label, step) in &steps {
            assert_eq!(step["title"].as_str(), replies[*label].as_str(), "{task}: {label}");
            let parts = ["say", "do", "ask"].iter().filter(|part| step.get(**part).is_some()).count();
            assert_eq!(parts, 1, "{task}: {label}");
        }
        // The arrows can be read back, all of them and no other.
        let graph = chart["graph"].as_object().unwrap();
        let kept: BTreeMap<&str, &str> = steps
            .iter()
            .filter_map(|(label, step)| Some((*label, step.get("facts")?.as_array()?.first()?.as_str()?)))
            .map(|(label, fact)| (label, fact.strip_prefix("Next: ").unwrap()))
            .collect();
        assert_eq!(kept, graph.iter().map(|(from, to)| (from.as_str(), word(to))).collect(), "{task}");
        for (from, to) in &kept {
            let (source, target) = (steps[place(from)].1, steps[place(to)].1);
            let waits = target.get("when").and_then(toml::Value::as_str).unwrap_or_default();
            if place(to) <= place(from) {
                // It leads back: all in between may be done again.
                for (between, step) in &steps[place(to)..=place(from)] {
                    assert_eq!(step.get("again"), Some(&true.into()), "{task}: {between}");
                }
                if !loops.contains(&task.to_owned()) {
                    loops.push(task.to_owned());
                }
                if written["listen"].as_array().unwrap().iter().any(|step| step["id"].as_str() == Some(to)) {
                    to_a_question.push(task.to_owned());
                }
            } else if source.get("ask").is_some() && !waits.is_empty() {
                assert!(waits.split(" or ").any(|name| name == format!("went_{from}")), "{task}: {from} -> {to}");
            } else if let Some(own) = source.get("when").and_then(toml::Value::as_str).filter(|_| !waits.is_empty()) {
                assert!(own.split(" or ").all(|name| waits.contains(name)), "{task}: {from} -> {to}");
            }
        }
        labels += replies.len();
        arrows += graph.len();
    }
    assert_eq!((labels, arrows), (207, 129));
    // Five charts lead back to a question of the beginning; two more say or ask a system the same again.
    assert_eq!(
        to_a_question,
        ["apartment_schedule", "doctor_schedule", "hotel_book", "plane_search", "restaurant_book"]
    );
    loops.retain(|task| !to_a_question.contains(task));
    assert_eq!(loops, ["meeting_schedule", "trip_directions"]);
}

/// Required steps that were done, and all that were reached or done.
fn adherence(walk: &Walk) -> (usize, usize) {
    let required = walk.steps.iter().filter(|s| s.step.required && (s.reached || !s.done.is_empty()));
    required.fold((0, 0), |(done, all), step| (done + usize::from(!step.done.is_empty()), all + 1))
}

/// What was said and done in the case is what the dialogue has, at its times. How many labels fell on a step, how many not.
fn compare(dialogue: &Value, replies: &Value, case: &Case) -> (usize, usize) {
    let id = &dialogue["id"];
    let interaction = &case.interactions[0];
    assert_eq!((case.interactions.len(), case.walks.len()), (1, 1), "{id}");
    assert_eq!(interaction.agent, word(&dialogue["agent"]), "{id}");
    let events = dialogue["events"].as_array().unwrap();
    let of = |who: &str, act: &str| -> Vec<&Value> {
        events.iter().filter(|e| e["who"] == who && e["act"] == act).collect()
    };
    let seconds = |at: amends::terms::Timestamp| at.ms() / 1000;
    let times: Vec<i64> = events.iter().filter_map(|e| e["t"].as_i64()).collect();
    assert_eq!(Some(seconds(interaction.began)), of("customer", "say")[0]["t"].as_i64(), "{id}");
    assert_eq!(interaction.ended.map(seconds).as_ref(), times.last(), "{id}");
    for (who, speaker) in [("customer", Speaker::Customer), ("agent", Speaker::Agent)] {
        let said: Vec<(i64, String)> = of(who, "say")
            .iter()
            .map(|e| (e["t"].as_i64().unwrap(), amends::terms::Text::new(word(&e["text"])).to_string()))
            .collect();
        let kept = interaction.messages.iter().filter(|m| m.who == speaker);
        assert_eq!(kept.map(|m| (seconds(m.at), m.text.to_string())).collect::<Vec<_>>(), said, "{id}");
    }
    let answered = interaction.messages.iter().filter(|m| m.who == Speaker::System).count();
    assert_eq!(answered, of("system", "result").len(), "{id}");
    let asked: Vec<i64> = of("agent", "action").iter().map(|e| e["t"].as_i64().unwrap()).collect();
    assert_eq!(interaction.actions.iter().map(|a| seconds(a.at)).collect::<Vec<_>>(), asked, "{id}");
    // Every label of the chart is a step done, each time; every other reply is a message alone.
    let (mut on, mut outside) = (BTreeMap::<&str, Vec<i64>>::new(), 0);
    for reply in of("agent", "say") {
        match reply["label"].as_str().filter(|label| replies.get(*label).is_some()) {
            Some(label) => on.entry(label).or_default().push(reply["t"].as_i64().unwrap()),
            None => outside += 1,
        }
    }
    let walk = &case.walks[0];
    let done: BTreeMap<&str, Vec<i64>> = walk
        .steps
        .iter()
        .filter(|s| s.step.action.is_none() && s.step.kind != amends::terms::StepKind::Ask && !s.done.is_empty())
        .map(|s| (s.step.id.as_str(), s.done.iter().map(|at| seconds(*at)).collect()))
        .collect();
    assert_eq!(done, on, "{id}");
    (on.values().map(Vec::len).sum(), outside)
}

/// The branches that the hotel's answers opened, each time: its four answers say which.
fn branches(dialogue: &Value, walk: &Walk) {
    for (label, answer) in [
        ("available", "Available"),
        ("unavailable", "Unavailable"),
        ("query_success", "Reservation Confirmed"),
        ("query_failure", "Reservation Failed"),
    ] {
        let given = dialogue["events"].as_array().unwrap().iter().filter(|e| e["item"]["Message"] == answer).count();
        let taken = walk.steps.iter().find(|s| s.step.id == label).map_or(0, |s| s.done.len());
        assert_eq!(taken, given, "{}: {label}", dialogue["id"]);
    }
}

#[test]
fn every_dialogue_replays_as_recorded_work() {
    let home = Home::new();
    let (Some(folder), Some(text)) = (playbooks(&home), file("dialogues.jsonl")) else { return };
    let flows = file("flows.jsonl").unwrap();
    let charts: Vec<shared::Chart> = shared::read_lines(&flows).unwrap();
    let typed: Vec<shared::dialogues::Dialogue> = shared::read_lines(&text).unwrap();
    let lines: Vec<String> = typed.iter().map(|d| shared::dialogues::record(d, &charts).unwrap().to_string()).collect();
    let desk = folder.to_str().unwrap();
    let import = || home.run_with(&["log", "--json", "-", "--recorded", "--desk", desk], lines.join("\n").as_bytes());
    let ran = import();
    assert!(ran.code == 0 && ran.out.contains("162 lines logged") && !ran.out.contains("refused"), "{ran:?}");
    assert!(home.ok(&["--desk", desk, "doctor"]).contains("Everything is as it should be."));

    let reader = Log::open_reader(&home.log()).unwrap();
    let replies: BTreeMap<String, Value> =
        raw(&flows).into_iter().map(|c| (word(&c["task"]).to_owned(), c["replies"].clone())).collect();
    let (mut on, mut outside) = (0, 0);
    // By task, and whether the customer was to keep to the chart: required steps done, and reached.
    let mut kept: BTreeMap<(String, bool), (usize, usize)> = BTreeMap::new();
    for dialogue in raw(&text) {
        let case = reader.external(&format!("star-{}", dialogue["id"])).unwrap().unwrap();
        let file = reader.case(case).unwrap();
        let task = word(&dialogue["tasks"][0]);
        let (steps, rest) = compare(&dialogue, &replies[task], &file.case);
        if task == "hotel_book" {
            branches(&dialogue, &file.case.walks[0]);
        }
        (on, outside) = (on + steps, outside + rest);
        let (done, reached) = adherence(&file.case.walks[0]);
        let sum = kept.entry((task.to_owned(), dialogue["happy"].as_bool().unwrap())).or_default();
        *sum = (sum.0 + done, sum.1 + reached);
    }
    assert_eq!((on, outside), (837, 289));
    println!("STAR: {} dialogues; {on} replies fell on a step of their chart, {outside} outside it", typed.len());
    // A customer who tells everything at once leaves little to ask: what was not asked then is missing in happy dialogues as
    // in unhappy ones. That is what the recordings show, so no direction is expected here.
    let sum = |happy: bool, both: bool| {
        let mine =
            kept.iter().filter(|((task, h), _)| *h == happy && (!both || kept.contains_key(&(task.clone(), !happy))));
        mine.fold((0, 0), |sum, (_, more)| (sum.0 + more.0, sum.1 + more.1))
    };
    for (what, both) in [("all tasks", false), ("the six tasks with both sorts", true)] {
        for (sort, (done, reached)) in [("happy", sum(true, both)), ("unhappy", sum(false, both))] {
            assert!(0 < done && done < reached, "{what}, {sort}");
            println!("{what}, {sort}: {done} of {reached} required steps done, {} %", 100 * done / reached);
        }
    }
    let again = import();
    assert!(again.out.contains("162 lines were already there"), "{again:?}");
}

/// A figure of a report: its value in the unit's own steps (seconds, things), and how much it rests on.
fn figure(report: &Value, name: &str) -> (i64, u64) {
    let found = report["figures"].as_array().unwrap().iter().find(|f| f["name"] == name).unwrap();
    (found["value"].as_i64().unwrap_or(-1), found["n"].as_u64().unwrap())
}

/// A mean in whole seconds, halves up: what a report says.
fn mean(all: &[i64]) -> (i64, u64) {
    let n = i64::try_from(all.len()).unwrap();
    if n == 0 { (-1, 0) } else { ((2 * all.iter().sum::<i64>() + n) / (2 * n), all.len() as u64) }
}

#[test]
fn reports_of_the_dialogues_equal_plain_loops_over_the_file() {
    let home = Home::new();
    let (Some(folder), Some(text)) = (playbooks(&home), file("dialogues.jsonl")) else { return };
    let charts: Vec<shared::Chart> = shared::read_lines(&file("flows.jsonl").unwrap()).unwrap();
    let typed: Vec<shared::dialogues::Dialogue> = shared::read_lines(&text).unwrap();
    let lines: Vec<String> = typed.iter().map(|d| shared::dialogues::record(d, &charts).unwrap().to_string()).collect();
    let desk = folder.to_str().unwrap();
    let ran = home.run_with(&["log", "--json", "-", "--recorded", "--desk", desk], lines.join("\n").as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");

    // Opened with the customer's first message, ended with the last event, days in UTC: (opened, ended, answered, agent).
    let mut days: BTreeMap<String, Vec<(i64, i64, i64, String)>> = BTreeMap::new();
    for dialogue in raw(&text) {
        let (mut opened, mut ended, mut answered) = (None, None, None);
        for event in dialogue["events"].as_array().unwrap() {
            let Some(t) = event["t"].as_i64() else { continue };
            let said = |who: &str| event["who"] == who && event["act"] == "say";
            opened = opened.or(said("customer").then_some(t));
            answered = answered.or(said("agent").then_some(t));
            ended = Some(t);
        }
        let day = chrono::DateTime::from_timestamp(opened.unwrap(), 0).unwrap().date_naive().to_string();
        let agent = word(&dialogue["agent"]).to_owned();
        days.entry(day).or_default().push((opened.unwrap(), ended.unwrap(), answered.unwrap(), agent));
    }
    let mut all = 0;
    let (first, last) = (days.keys().next().unwrap(), days.keys().next_back().unwrap());
    let whole: Vec<_> = days.values().flatten().cloned().collect();
    let named = days.iter().map(|(day, rows)| (day.clone(), rows.clone()));
    for (span, rows) in named.chain([(format!("{first}..{last}"), whole)]) {
        let report = home.json(&["--desk", desk, "report", &span]);
        let n = rows.len() as u64;
        assert_eq!(figure(&report, "contacts"), (i64::try_from(n).unwrap(), n), "{span}");
        assert_eq!(figure(&report, "cases-opened"), (i64::try_from(n).unwrap(), n), "{span}");
        let handled: Vec<i64> = rows.iter().map(|(opened, ended, ..)| ended - opened).collect();
        assert_eq!(figure(&report, "handle-time"), mean(&handled), "{span}");
        assert_eq!(figure(&report, "time-worked").0, handled.iter().sum::<i64>(), "{span}");
        let waited: Vec<i64> = rows.iter().map(|(opened, _, answered, _)| answered - opened).collect();
        assert_eq!(figure(&report, "first-response"), mean(&waited), "{span}");
        // The same by agent and by hour.
        let mut agents: BTreeMap<&str, i64> = BTreeMap::new();
        let mut hours: BTreeMap<String, i64> = BTreeMap::new();
        for (opened, _, _, agent) in &rows {
            *agents.entry(agent).or_default() += 1;
            *hours.entry(format!("{:02}", opened / 3600 % 24)).or_default() += 1;
        }
        let table = |name: &str| -> BTreeMap<String, i64> {
            let tables = report["tables"].as_array().unwrap();
            let rows = tables.iter().find(|t| t["name"] == name).unwrap()["rows"].as_array().unwrap();
            let contacts = |row: &Value| row["cells"][0]["value"].as_i64().unwrap();
            rows.iter().map(|row| (word(&row["key"][0]).to_owned(), contacts(row))).filter(|(_, n)| *n > 0).collect()
        };
        assert_eq!(table("by-person"), agents.iter().map(|(a, n)| ((*a).to_owned(), *n)).collect(), "{span}");
        assert_eq!(table("by-hour"), hours, "{span}");
        all += rows.len();
    }
    assert_eq!(all, 2 * 162);
    println!(
        "STAR: {} days with 162 dialogues; volumes, handle times and first responses equal the file's",
        days.len()
    );
}
