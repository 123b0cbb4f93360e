//! Dialogues of the STAR corpus: one JSON object a line, with the task of the person who plays the customer, what both said, and
//! the labelled replies that the other was offered.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::terms::{Channel, capital};

use super::draft::Draft;
use super::talk::{Reply, Said, exchanges};
use super::temper::Temper;
use super::{How, NOBODY, first_words, playbook, sentences, tidy};

/// What labels are worded as, by task: from the corpus' flow charts.
#[derive(Debug, Clone, Default)]
pub struct Wordings(BTreeMap<String, BTreeMap<String, String>>);

impl Wordings {
    /// Reads flow charts: one JSON object a line, with `task` and `replies` (label to wording).
    ///
    /// # Errors
    /// The line that cannot be read, and why.
    pub fn read(text: &str) -> Result<Self, (usize, String)> {
        let mut all = Self::default();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let chart: Chart = serde_json::from_str(line).map_err(|error| (at + 1, error.to_string()))?;
            all.0.insert(chart.task, chart.replies);
        }
        Ok(all)
    }

    fn of(&self, task: &str, label: &str) -> Option<&str> {
        self.0.get(task)?.get(label).map(String::as_str)
    }
}

#[derive(Deserialize)]
struct Chart {
    task: String,
    replies: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Dialogue {
    id: serde_json::Value,
    #[serde(default)]
    tasks: Vec<String>,
    completion: Option<String>,
    customer_task: Option<String>,
    #[serde(default)]
    agent_survey: BTreeMap<String, serde_json::Value>,
    #[serde(default)]
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    who: String,
    act: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    offered: Option<Vec<String>>,
}

pub(super) fn read(line: &str, how: &How<'_>) -> (Option<String>, Result<Draft, String>) {
    match serde_json::from_str::<Dialogue>(line) {
        Ok(dialogue) => {
            let id = format!("star-{}", super::tau2::plain_id(&dialogue.id));
            (Some(id.clone()), draft(id, &dialogue, how))
        }
        Err(error) => (None, Err(format!("not a dialogue of this format: {error}"))),
    }
}

fn draft(id: String, dialogue: &Dialogue, how: &How<'_>) -> Result<Draft, String> {
    if let Some(how) = dialogue.completion.as_deref().filter(|how| *how != "Complete") {
        return Err(format!("cut off: the record calls it “{}”", tidy(how)));
    }
    let script = script(dialogue);
    if script.is_empty() {
        return Err("there is no script for the customer".to_owned());
    }
    let task = dialogue.tasks.first().map_or("", String::as_str);
    let worded = |label: &str| {
        let said = |event: &&Event| event.label.as_deref() == Some(label) && event.who == "agent";
        let own = dialogue.events.iter().find(said).and_then(|event| event.text.as_deref());
        own.or_else(|| how.wordings.of(task, label)).map(wording)
    };
    let mut talk = Vec::new();
    for event in dialogue.events.iter().filter(|event| event.act == "say") {
        let text = tidy(event.text.as_deref().unwrap_or_default());
        if event.who == "customer" {
            talk.push(Said::Customer(text));
        } else if event.who == "agent" {
            let label = event.label.clone().filter(|label| label != "custom");
            let offered = event.offered.iter().flatten().filter(|other| event.label.as_ref() != Some(*other));
            let others = offered.filter_map(|other| Some((other.clone(), worded(other)?))).collect();
            talk.push(Said::Ours(Reply { text, label, others }));
        }
    }
    let channel = Channel::Chat;
    let annoyed = |(question, answer): (&String, &serde_json::Value)| question.contains("annoyed") && *answer == true;
    let temper = Temper::of(&if dialogue.agent_survey.iter().any(annoyed) {
        format!("{script} annoyed")
    } else {
        script.clone()
    });
    let (exchanges, last) = exchanges(talk, channel)?;
    let plain_task = tidy(&task.replace('_', " "));
    Ok(Draft {
        title: format!("{}, dialogue {}", capital(&first_words(&plain_task, 6)), id.trim_start_matches("star-")),
        about: first_words(&script, 38),
        playbook: playbook(how.library, how.playbook, &script),
        channel,
        names: names(&script),
        wants: first_words(sentences(&script).first().copied().unwrap_or(&script), 18),
        temper,
        notes: vec![
            "A draft made of a recorded dialogue (STAR). Work it over before anybody practises with it.".to_owned(),
            format!("The script of whoever played the customer: {script}"),
        ],
        exchanges,
        last,
        id,
    })
}

/// The script: the directions that came on the way where there were any, else the task.
fn script(dialogue: &Dialogue) -> String {
    let directions = dialogue.events.iter().filter(|event| event.who == "script");
    let texts: Vec<String> = directions
        .filter_map(|event| event.text.as_deref())
        .map(|text| tidy(text.rsplit_once("[instruction").map_or(text, |(before, _)| before)))
        .filter(|text| !text.is_empty())
        .collect();
    if texts.is_empty() { tidy(dialogue.customer_task.as_deref().unwrap_or_default()) } else { texts.join(" ") }
}

/// A wording with its gaps left open.
fn wording(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out += before;
        out += "…";
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    tidy(&(out + rest))
}

/// The name that the script gives, else invented ones.
fn names(script: &str) -> Vec<String> {
    let given = script.split_once("our name is ").map(|(_, after)| after);
    let name = given.and_then(|after| {
        let words = after.split_whitespace().take(2).take_while(|word| word.starts_with(char::is_uppercase));
        let mut name: Vec<&str> = Vec::new();
        for word in words {
            let plain = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            name.push(plain);
            if plain != word {
                break;
            }
        }
        Some(name.join(" ")).filter(|name| !name.is_empty())
    });
    name.map_or_else(|| NOBODY.map(str::to_owned).to_vec(), |name| vec![name])
}
