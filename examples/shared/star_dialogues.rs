//! STAR's recorded dialogues as records for `amends log --json`: words, actions, steps by label, and the branches that the
//! systems' answers opened. The charts that they are held against are in the module above.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Chart, answer, playbook_id};

/// One recorded dialogue.
#[derive(Debug, Clone, Deserialize)]
pub struct Dialogue {
    /// Its number.
    pub id: u64,
    /// The tasks that it is about; here always one.
    pub tasks: Vec<String>,
    /// Whether the customer was to keep to the chart.
    pub happy: bool,
    /// Who played the agent.
    pub agent: String,
    /// Who played the customer.
    pub customer: String,
    /// What the customer was to ask for.
    pub customer_task: String,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// Something that happened in a dialogue.
#[derive(Debug, Clone, Deserialize)]
pub struct Event {
    /// Unix seconds; a system's answer has none of its own.
    pub t: Option<i64>,
    /// `customer`, `agent`, `system`, or `script` (what the customer's player was told).
    pub who: String,
    /// `say`, `action`, `result`, `instruct` or `end`.
    pub act: String,
    /// The words.
    pub text: Option<String>,
    /// The label of the reply, where the agent chose one.
    pub label: Option<String>,
    /// What was entered with an action.
    #[serde(default)]
    pub args: Vec<BTreeMap<String, Value>>,
    /// The system that an action asked.
    pub api: Option<String>,
    /// What the system answered.
    #[serde(default)]
    pub item: Value,
}

/// The branch that a system's answer opens, where the chart has it.
fn outcome(chart: &Chart, query: &str, item: &Value) -> Option<&'static str> {
    let words = item.to_string().to_lowercase();
    let says = |any: &[&str]| any.iter().any(|word| words.contains(word));
    let failed = item.is_null()
        || says(&["unavailable", "conflicting", "booked at that time", "too small", "failed", "must provide"]);
    let has = |label: &&'static str| chart.is_branch(label) && chart.wording(label).is_some();
    let booked = query == "query_book" || chart.wording("query_book").is_none();
    let (good, bad) = if booked { ("query_success", "query_failure") } else { ("available", "unavailable") };
    Some(if failed { bad } else { good }).filter(has)
}

/// What an action entered, as people would write it.
fn entered(args: &[BTreeMap<String, Value>]) -> Vec<String> {
    let shown =
        |value: &Value| value.as_str().map_or_else(|| value.to_string(), |text| text.trim_matches('"').to_owned());
    args.iter().flatten().map(|(name, value)| format!("{name}: {}", shown(value))).collect()
}

/// The label of the query that an action asks: the booking where it says so, else the check.
fn query<'a>(chart: &Chart, event: &'a Event) -> &'a str {
    let books =
        event.args.iter().flatten().any(|(name, value)| name == "RequestType" && value.to_string().contains("Book"));
    let first = if books { ["query_book", "query"] } else { ["query_check", "query"] };
    let asked = first.into_iter().find(|label| chart.wording(label).is_some());
    asked.or(event.api.as_deref()).unwrap_or("query")
}

/// A dialogue as one record for `amends log --json --recorded`, with its own times and its own agent. `None` where its times
/// or its chart are missing.
///
/// A reply whose label is on the chart is a step done; any other is a message and no step. What a system answered is a
/// message of the system and decides its branch; who then books was told yes. What the customer's player was told to do is
/// left out: nobody said it.
pub fn record(dialogue: &Dialogue, charts: &[Chart]) -> Option<Value> {
    let chart = charts.iter().find(|chart| Some(&chart.task) == dialogue.tasks.first())?;
    // It begins when the customer does: what their player was told before that, nobody said.
    let said = |event: &&Event| event.who == "customer" && event.act == "say";
    let first = dialogue.events.iter().filter(said).find_map(|event| event.t)?;
    let moment = |t: i64| {
        chrono::DateTime::from_timestamp(t, 0).unwrap_or_default().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    };
    let (mut messages, mut actions, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    let mut answers = BTreeMap::new();
    let (mut now, mut asked) = (first, "query");
    for event in &dialogue.events {
        now = event.t.unwrap_or(now);
        let at = moment(now);
        let mut took = |branch: &str| {
            steps.push(json!({"step": branch, "at": at}));
            answers.insert(answer(branch), true);
        };
        match (event.who.as_str(), event.act.as_str()) {
            ("agent", "action") => {
                asked = query(chart, event);
                if asked == "query_book" && chart.is_branch("yes") && chart.wording("yes").is_some() {
                    took("yes");
                }
                actions.push(json!({"do": asked, "at": at, "values": entered(&event.args)}));
            }
            ("system", "result") => {
                if let Some(branch) = outcome(chart, asked, &event.item) {
                    took(branch);
                }
                messages.push(json!({"who": "system", "at": at, "text": event.item.to_string()}));
            }
            (who @ ("customer" | "agent"), "say") => {
                if let Some(label) = event.label.as_deref().filter(|label| chart.wording(label).is_some()) {
                    steps.push(json!({"step": label, "at": at}));
                }
                let text = event.text.as_deref().unwrap_or_default();
                messages.push(json!({"who": who, "at": at, "text": text}));
            }
            _ => {}
        }
    }
    let mut record = json!({
        "external_id": format!("star-{}", dialogue.id),
        "customer": {"name": format!("Customer {}", dialogue.customer)},
        "channel": "chat",
        "agent": dialogue.agent,
        "began": moment(first),
        "ended": moment(now),
        "playbook": playbook_id(&chart.task),
        "answers": answers,
        "messages": messages,
        "steps": steps,
        "actions": actions,
    });
    if dialogue.happy {
        record["wanted"] = json!(dialogue.customer_task);
    }
    Some(record)
}
