//! The main job on real input: ABCD's 28 procedures as playbooks, its 18 recorded conversations logged against them, and
//! conformance as the recording has it, without what conditions rule out. The data lies in `AMENDS_DATA`; without it these tests say that they were skipped.

#[path = "../../../examples/shared/abcd.rs"]
#[allow(dead_code, reason = "the examples use the rest")]
mod shared;

use std::collections::BTreeMap;
use std::path::PathBuf;

use amends::case::{Guide, Reach};
use amends::desk::Desk;
use amends::playbook::{Library, Origin, Playbook, Source};
use amends::terms::Value as AnswerValue;
use serde_json::Value;

use super::run::Home;
use crate::data;

/// The raw lines of a file, as plain JSON: what is expected is reckoned from these, not from the examples' types.
fn raw(name: &str) -> Option<Vec<Value>> {
    let text = std::fs::read_to_string(data::folder()?.join("abcd").join(name)).unwrap();
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// Writes the playbooks as the example does, and gives the folder.
fn playbooks(home: &Home) -> Option<PathBuf> {
    let text = std::fs::read_to_string(data::folder()?.join("abcd/subflows.jsonl")).unwrap();
    let procedures: Vec<shared::Procedure> = shared::read_lines(&text).unwrap();
    home.write("abcd/desk.toml", shared::DESK);
    for procedure in &procedures {
        let name = format!("abcd/{}.toml", shared::playbook_id(&procedure.flow, &procedure.subflow));
        home.write(&name, shared::playbook(procedure).unwrap());
    }
    Some(home.path("abcd"))
}

fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_default().trim()
}

#[test]
fn every_procedure_is_a_playbook_with_every_step() {
    let home = Home::new();
    let (Some(folder), Some(procedures)) = (playbooks(&home), raw("subflows.jsonl")) else { return };
    let desk = folder.to_str().unwrap();
    let checked = home.ok(&["playbook", "check", desk]);
    assert!(checked.contains("28 playbooks are fine"), "{checked}");
    let (mut steps, mut differ) = (0, Vec::new());
    for procedure in &procedures {
        let id = format!("{}-{}", words(&procedure["flow"]), words(&procedure["subflow"])).replace('_', "-");
        let shown = home.json(&["--desk", desk, "playbook", "show", &id]);
        assert_eq!(shown["actions"], procedure["required_actions"], "{id}");
        // The questions that conditions need stand beside the guideline's own steps.
        let asked = |step: &str| step.starts_with("known-");
        let theirs = procedure["steps"].as_array().unwrap();
        let ours: Vec<&Value> =
            shown["steps"].as_array().unwrap().iter().filter(|step| !asked(words(&step["step"]))).collect();
        assert_eq!(theirs.len(), ours.len(), "{id}");
        let toml: toml::Table = std::fs::read_to_string(folder.join(format!("{id}.toml"))).unwrap().parse().unwrap();
        let written: Vec<&toml::Value> = ["listen", "apologise", "resolve", "compensate"]
            .iter()
            .flat_map(|stage| toml[*stage].as_array().unwrap())
            .filter(|step| !asked(step["id"].as_str().unwrap()))
            .collect();
        for ((their, our), in_file) in theirs.iter().zip(&ours).zip(written) {
            let said = if our["say"].is_null() { &our["check"]["text"] } else { &our["say"]["text"] };
            assert_eq!(words(said), words(&their["text"]), "{id}");
            assert_eq!(our["do"], their["action"], "{id}");
            let kept: Vec<&str> = in_file
                .get("facts")
                .and_then(toml::Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(toml::Value::as_str)
                .collect();
            let told: Vec<&str> = their["subtext"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            assert_eq!(kept, told, "{id}");
        }
        steps += ours.len();
        let of_steps: Vec<&Value> = theirs.iter().map(|s| &s["action"]).filter(|a| !a.is_null()).collect();
        if of_steps != procedure["required_actions"].as_array().unwrap().iter().collect::<Vec<_>>() {
            differ.push(id);
        }
    }
    assert_eq!((procedures.len(), steps), (28, 127));
    // Where the guideline's steps and the actions by which ABCD judges are not the same.
    differ.sort();
    assert_eq!(
        differ,
        [
            "product-defect-refund-status",
            "product-defect-return-color",
            "subscription-inquiry-manage-pay-bill",
            "troubleshoot-site-slow-speed",
        ]
    );
}

/// Done, missing, extra, repeated and out of order, reckoned with plain loops over the recording.
fn reckoned(required: &[&str], taken: &[&str]) -> BTreeMap<&'static str, Vec<String>> {
    let mut lists: BTreeMap<&'static str, Vec<String>> =
        ["done", "missing", "extra", "repeated", "out_of_order"].into_iter().map(|name| (name, Vec::new())).collect();
    let mut put = |list: &'static str, word: String| {
        let list = lists.get_mut(list).unwrap();
        if !list.contains(&word) {
            list.push(word);
        }
    };
    let first = |action: &str| (0..taken.len()).find(|at| taken[*at] == action);
    for n in 0..required.len() {
        match first(required[n]) {
            None => put("missing", required[n].to_owned()),
            Some(mine) => {
                put("done", required[n].to_owned());
                for later in &required[n + 1..] {
                    if first(later).is_some_and(|theirs| theirs < mine) {
                        put("out_of_order", required[n].to_owned());
                    }
                }
            }
        }
    }
    for action in taken {
        if !required.contains(action) {
            put("extra", (*action).to_owned());
        }
        let times = taken.iter().filter(|a| a == &action).count();
        if times > 1 {
            put("repeated", format!("{action} {times}"));
        }
    }
    lists
}

/// What the guidelines' conditions rule out in the recordings, read by a person: conversation, actions, why.
const RULED_OUT: [(u64, &[&str], &str); 3] = [
    (3598, &["offer-refund"], "in transit: the fee is waived in the order, nothing is paid back"),
    (4571, &["offer-refund"], "in transit, as well"),
    (
        6550,
        &["enter-details", "update-order"],
        "bronze, bought on 2019-12-04, 119 days before; opened, no receipt: no return",
    ),
];

#[test]
fn every_recording_conforms_as_it_did() {
    let home = Home::new();
    let (Some(folder), Some(conversations), Some(procedures)) =
        (playbooks(&home), raw("conversations.jsonl"), raw("subflows.jsonl"))
    else {
        return;
    };
    let text = std::fs::read_to_string(data::folder().unwrap().join("abcd/conversations.jsonl")).unwrap();
    let typed: Vec<shared::Conversation> = shared::read_lines(&text).unwrap();
    let guidelines = std::fs::read_to_string(data::folder().unwrap().join("abcd/subflows.jsonl")).unwrap();
    let guidelines: Vec<shared::Procedure> = shared::read_lines(&guidelines).unwrap();
    let lines: Vec<String> =
        typed.iter().enumerate().map(|(at, c)| shared::record(c, at, &guidelines).to_string()).collect();
    let desk = folder.to_str().unwrap();
    let ran = home.run_with(&["log", "--json", "-", "--recorded", "--desk", desk], lines.join("\n").as_bytes());
    assert!(ran.code == 0 && ran.out.contains("18 lines logged"), "{ran:?}");

    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut done, mut before, mut after) = (0, 0, 0);
    for (at, conversation) in conversations.iter().enumerate() {
        let shown = home.json(&["--desk", desk, "show", &format!("C-{}", 1001 + at)]);
        let interaction = &shown["interactions"][0];
        assert_eq!(interaction["external_id"], format!("abcd-{}", conversation["id"]));
        let procedure = procedures
            .iter()
            .find(|p| p["flow"] == conversation["flow"] && p["subflow"] == conversation["subflow"])
            .unwrap();
        let required: Vec<&str> = procedure["required_actions"].as_array().unwrap().iter().map(words).collect();
        let taken: Vec<&str> =
            conversation["actions"].as_array().unwrap().iter().map(|a| words(&a["action"])).collect();
        let conformance = &shown["walks"][0]["conformance"];
        let mut expected = reckoned(&required, &taken);
        // What a condition rules out was missing before, and nothing else changes: what was done stays done.
        let ruled_out = RULED_OUT.iter().find(|(id, ..)| conversation["id"] == *id);
        let missing = expected.get_mut("missing").unwrap();
        before += missing.len();
        for action in ruled_out.into_iter().flat_map(|(_, actions, _)| *actions) {
            let at = missing.iter().position(|name| name == action).expect("only what was missing is ruled out");
            missing.remove(at);
        }
        after += missing.len();
        done += expected["done"].len();
        let kept: Vec<&str> = conformance["ruled_out"].as_array().unwrap().iter().map(words).collect();
        assert_eq!(kept, ruled_out.map_or(&[][..], |(_, actions, _)| actions), "conversation {}", conversation["id"]);
        for (name, expected) in expected {
            let got: Vec<String> = conformance[name]
                .as_array()
                .unwrap()
                .iter()
                .map(|v| v.as_str().map_or_else(|| format!("{} {}", words(&v["action"]), v["times"]), str::to_owned))
                .collect();
            assert_eq!(got, expected, "conversation {}: {name}", conversation["id"]);
            *seen.entry(name).or_default() += usize::from(!expected.is_empty());
        }
        // Nothing of the recording is lost: every word and every button, in order.
        let turns = conversation["turns"].as_array().unwrap();
        let said: Vec<(&str, &str)> = turns
            .iter()
            .filter(|t| t["speaker"] != "action")
            .map(|t| (words(&t["speaker"]), words(&t["text"])))
            .collect();
        let kept: Vec<(&str, &str)> =
            interaction["messages"].as_array().unwrap().iter().map(|m| (words(&m["who"]), words(&m["text"]))).collect();
        assert_eq!(kept, said, "conversation {}", conversation["id"]);
        let done: Vec<(&str, &Value)> =
            interaction["actions"].as_array().unwrap().iter().map(|a| (words(&a["do"]), &a["values"])).collect();
        let pressed: Vec<(&str, &Value)> =
            conversation["actions"].as_array().unwrap().iter().map(|a| (words(&a["action"]), &a["values"])).collect();
        assert_eq!(done, pressed, "conversation {}", conversation["id"]);
    }
    let share = |missing: usize| 100 * done / (done + missing);
    println!(
        "ABCD, {} conversations: {done} of {} required actions done = {} %",
        typed.len(),
        done + before,
        share(before)
    );
    println!("  with the conditions coded: {done} of {} = {} %", done + after, share(after));
    for (id, actions, why) in RULED_OUT {
        println!("  {id}: {} is ruled out ({why})", actions.join(", "));
    }
    assert!(share(after) > share(before));
    // The eighteen have some of each: the comparison compared something.
    assert!(seen.values().all(|n| *n > 0), "{seen:?}");
    assert!(home.ok(&["--desk", desk, "doctor"]).contains("Everything is as it should be."));
    // The same again changes nothing.
    let again = home.run_with(&["log", "--json", "-", "--recorded", "--desk", desk], lines.join("\n").as_bytes());
    assert!(again.out.contains("18 lines were already there"), "{again:?}");
}

/// The steps' reach with these answers, by `playbook`'s id.
fn reached(playbook: &Playbook, known: &[(&str, AnswerValue)], step: &str) -> Reach {
    let known = known.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    playbook.reach(&known).into_iter().find(|(s, _)| s.id == step).unwrap().1
}

#[test]
fn membership_conditions_are_the_guidelines() {
    let home = Home::new();
    let Some(folder) = playbooks(&home) else { return };
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let desk = Desk::parse("desk.toml", &text("desk.toml")).unwrap();
    let files = ["product-defect-return-color", "order-issue-status-mystery-fee"];
    let sources =
        files.map(|id| Source { name: format!("{id}.toml"), text: text(&format!("{id}.toml")), origin: Origin::Own });
    let (library, findings) = Library::build(sources.to_vec(), &desk);
    assert!(findings.is_empty());
    let [back, fee] = files.map(|id| library.get(id).unwrap());
    let choice = |word: &str| AnswerValue::Choice(word.to_owned());
    let met = |yes: bool| if yes { Reach::Yes } else { Reach::No };
    for level in ["gold", "silver", "bronze", "guest"] {
        for days in [0, 30, 31, 90, 91, 186, 187] {
            for (receipt, packaging) in [(false, false), (false, true), (true, false), (true, true)] {
                let returns = match level {
                    // Gold sends back whatever it likes; silver and bronze within their time, or with a receipt, or unopened.
                    "gold" => true,
                    "silver" => days <= 186 || receipt || packaging,
                    "bronze" => days <= 90 || receipt || packaging,
                    // Packaging does not help a guest.
                    _ => days <= 30 || receipt,
                };
                let known = [
                    ("membership", choice(level)),
                    ("bought_days_ago", AnswerValue::Number(days.into())),
                    ("has_receipt", AnswerValue::YesNo(receipt)),
                    ("original_packaging", AnswerValue::YesNo(packaging)),
                ];
                for step in ["5-enter-details", "6-update-order"] {
                    assert_eq!(reached(back, &known, step), met(returns), "{level} {days} {receipt} {packaging}");
                }
            }
        }
        // The fee goes for gold and silver only, whoever made the mistake.
        for oracle in [false, true] {
            let known = [("membership", choice(level)), ("oracle_says_yes", AnswerValue::YesNo(oracle))];
            let waived = level == "gold" || level == "silver";
            assert_eq!(reached(fee, &known, "5-update-order"), met(waived), "{level} {oracle}");
            assert_eq!(reached(fee, &known, "4-membership"), met(!oracle), "{level} {oracle}");
        }
    }
    // What is not known rules nothing out.
    assert!(matches!(reached(back, &[("membership", choice("bronze"))], "6-update-order"), Reach::NotYet(_)));
    assert!(matches!(reached(fee, &[], "5-update-order"), Reach::NotYet(_)));
}
