//! What is heard in sentences that real agents chose by a label: a label that means an act clearly says whether we heard right.

use amends::practice::{Act, Ear};
use amends::terms::Channel;
use serde_json::Value;

use crate::data;

/// Below this, more than one mark in ten that a trainee is shown would be wrong; that is where nobody believes the next one.
const LEAST: f64 = 0.9;
/// With fewer sentences than this a share says nothing.
const ENOUGH: usize = 15;

/// Whether a label means this act: yes, no, or not clearly.
fn means(label: &str, act: Act) -> Option<bool> {
    let ends = |with: &[&str]| with.iter().any(|end| label.ends_with(end));
    let yes = match act {
        Act::Greet => label == "hello",
        // They thank and take leave in one.
        Act::Thank => label.starts_with("goodbye"),
        Act::Check => label == "anything_else",
        Act::Choice => ends(&["ask_travel_mode", "simple_step_ask_proceed"]),
        Act::Alternative => ends(&["nothing_found", "ask_different_time"]),
        Act::Ask => {
            // Asked for in a closed way, a choice, a yes or no, or an opening that asks and greets.
            let unclear = [
                "hello",
                "ask_name",
                "ask_pin",
                "ask_dob",
                "ask_booking_number",
                "ask_service_request",
                "fee_paid",
                "ask_custom_message",
                "ask_food",
                "ask_customer_request",
                "ask_more_questions",
                "last_step_and_done",
                "ask_account_number",
            ];
            if ends(&unclear) {
                return None;
            }
            label.contains("ask_") && !ends(&["confirm_booking", "proceed", "travel_mode", "different_time"])
        }
        _ => return None,
    };
    // Where a visit is at an end, whether anything is still open is asked in passing.
    if act == Act::Check && ends(&["last_step_and_done"]) { None } else { Some(yes) }
}

#[test]
fn what_labels_say_is_what_is_heard() {
    let Some(folder) = data::folder() else { return };
    let text = std::fs::read_to_string(folder.join("star/dialogues.jsonl")).unwrap_or_default();
    let dialogues = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let events = dialogues.flat_map(|one| one["events"].as_array().cloned().unwrap_or_default());
    let said: Vec<(String, String)> = events
        .filter(|event| event["who"] == "agent" && event["act"] == "say")
        .filter_map(|event| Some((event["label"].as_str()?.to_owned(), event["text"].as_str()?.to_owned())))
        .filter(|(label, _)| label != "custom")
        .collect();
    assert!(said.len() > 500, "the data is not what it was");
    let heard: Vec<Vec<Act>> = said
        .iter()
        .map(|(_, text)| Ear::shipped().hears(text, "", Channel::Chat).into_iter().map(|one| one.act).collect())
        .collect();
    for act in [Act::Greet, Act::Ask, Act::Alternative, Act::Choice, Act::Check, Act::Thank] {
        let (mut right, mut missed, mut misheard, mut of) = (0, 0, 0, 0);
        for ((label, text), heard) in said.iter().zip(&heard) {
            let Some(meant) = means(label, act) else { continue };
            of += 1;
            match (meant, heard.contains(&act)) {
                (true, true) => right += 1,
                (true, false) => missed += 1,
                (false, true) => misheard += 1,
                (false, false) => {}
            }
            if meant != heard.contains(&act) {
                println!("{act} {}: {label}: {text}", if meant { "missed" } else { "misheard" });
            }
        }
        let share = |of: i32| f64::from(right) / f64::from((right + of).max(1));
        let (precision, recall) = (share(misheard), share(missed));
        let meant = said.iter().filter(|(label, _)| means(label, act) == Some(true)).map(|(_, text)| text.as_str());
        let wordings = meant.collect::<std::collections::BTreeSet<_>>().len();
        let n = right + missed;
        println!("{act}: precision {precision:.3}, recall {recall:.3}, {n} meant of {of}, in {wordings} wordings");
        assert!(usize::try_from(right + missed).unwrap() >= ENOUGH, "{act}: the data is not what it was");
        assert!(precision >= LEAST && recall >= LEAST, "{act}: precision {precision:.3}, recall {recall:.3}");
    }
}
