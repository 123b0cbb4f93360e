//! ABCD (Action-Based Conversations Dataset, asappresearch/abcd, MIT) in our own formats: its procedures as playbooks, its
//! recorded conversations as records for `amends log --json`. Shared by two examples and a test; nothing of it ships.
//!
//! A procedure's steps stay whole and in their order. Since a playbook's stages always come in one order, each step gets
//! the stage that its action belongs to ([`stage`]), but never an earlier one than the step before it. What the guideline's
//! words ask for (a membership level, a shipping status …) is the step's `when` ([`when`]); the questions that these need
//! come first, as `known-…` steps beside the guideline's own.

#[path = "abcd_when.rs"]
pub mod when;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// One procedure of the guidelines.
#[derive(Debug, Clone, Deserialize)]
pub struct Procedure {
    /// The flow that it belongs to.
    pub flow: String,
    /// Its name in the flow.
    pub subflow: String,
    /// What people call it.
    pub title: String,
    /// What the flow is about.
    pub flow_description: String,
    /// Words before and after the steps.
    pub instructions: Vec<String>,
    /// The steps, in order.
    pub steps: Vec<ProcedureStep>,
    /// The actions by which a conversation is judged, in order.
    pub required_actions: Vec<String>,
}

/// One step of a procedure.
#[derive(Debug, Clone, Deserialize)]
pub struct ProcedureStep {
    /// Its number, from 1.
    pub n: u32,
    /// `interaction`, `kb query`, `faq/policy` or `communication`.
    #[serde(rename = "type")]
    pub sort: String,
    /// What the button says.
    pub button: Option<String>,
    /// The action that the button takes.
    pub action: Option<String>,
    /// What to do.
    pub text: String,
    /// What belongs to it.
    pub subtext: Vec<String>,
}

/// One recorded conversation.
#[derive(Debug, Clone, Deserialize)]
pub struct Conversation {
    /// Its number.
    pub id: u64,
    /// The flow of the procedure that it followed.
    pub flow: String,
    /// The procedure's name in the flow.
    pub subflow: String,
    /// What is known of the customer and the order.
    #[serde(default)]
    pub scenario: Scenario,
    /// What was said and done, in order.
    pub turns: Vec<Turn>,
}

/// What is known of the customer and the order of a conversation. What is left out is not known.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Scenario {
    /// `gold`, `silver`, `bronze` or `guest`.
    pub member_level: Option<String>,
    /// The day of the purchase.
    pub purchase_date: Option<chrono::NaiveDate>,
    /// `yes` where it is in its original packaging.
    pub packaging: Option<String>,
    /// `yes` where there is a receipt.
    pub receipt: Option<String>,
}

/// One turn: words of the customer or the agent, or an action.
#[derive(Debug, Clone, Deserialize)]
pub struct Turn {
    /// Its number, from 1.
    pub n: i64,
    /// `customer`, `agent` or `action`.
    pub speaker: String,
    /// The words.
    pub text: String,
    /// The action, where it is one.
    pub action: Option<String>,
    /// What was entered with the action.
    #[serde(default)]
    pub values: Vec<String>,
}

/// A file of one JSON object a line.
pub fn read_lines<T: for<'de> Deserialize<'de>>(text: &str) -> Result<Vec<T>, serde_json::Error> {
    text.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect()
}

/// The id of a procedure's playbook: `order_issue` and `status_mystery_fee` make `order-issue-status-mystery-fee`.
pub fn playbook_id(flow: &str, subflow: &str) -> String {
    format!("{flow}-{subflow}").replace('_', "-")
}

/// The desk that these playbooks are checked against: no more than they use. They give nothing from a list and name no
/// cause, so there is none; ABCD's shop pays in dollars and is open to chats at all hours.
pub const DESK: &str = "\
name = \"AcmeBrands\"
about = \"The clothing shop of the ABCD conversations\"
currency = \"USD\"
zone = \"UTC\"
greeting = \"Hello, thank you for contacting {{ desk.name }}. How can I help you today?\"
channels = [\"chat\"]

[ceilings]
agent = \"100.00 USD\"
";

/// The four stages, in their order.
const STAGES: [&str; 4] = ["listen", "apologise", "resolve", "compensate"];

/// The stage that a step belongs to by itself; `None` where it goes with the step before it.
///
/// Finding out who and what it is about is listening. Words of regret or understanding without an action are the apology.
/// What changes something for the customer, or answers them, resolves. Money and codes given back make up for it.
fn stage(step: &ProcedureStep) -> Option<usize> {
    const LISTEN: [&str; 13] = [
        "pull-up-account",
        "verify-identity",
        "validate-purchase",
        "record-reason",
        "enter-details",
        "ask-the-oracle",
        "membership",
        "shipping-status",
        "subscription-status",
        "search-faq",
        "search-shirt",
        "search-jacket",
        "search-membership",
    ];
    const COMPENSATE: [&str; 2] = ["offer-refund", "promo-code"];
    const EMPATHY: [&str; 5] = ["apolog", "sorry", "sympath", "empath", "frustrat"];
    match step.action.as_deref() {
        Some(action) if LISTEN.contains(&action) || action.starts_with("search-") => Some(0),
        Some(action) if COMPENSATE.contains(&action) => Some(3),
        Some("end-conversation") => None,
        Some(_) => Some(2),
        None => {
            let words = std::iter::once(&step.text).chain(&step.subtext).map(|t| t.to_lowercase()).collect::<String>();
            EMPATHY.iter().any(|e| words.contains(e)).then_some(1)
        }
    }
}

#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    version: u32,
    title: &'a str,
    about: String,
    heard: Vec<String>,
    channels: [&'static str; 1],
    facts: &'a [String],
    actions: &'a [String],
}

#[derive(Serialize)]
struct Written<'a> {
    id: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    say: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<&'a str>,
    #[serde(rename = "do", skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<&'static str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    facts: &'a [String],
}

/// A question about what is known, as a step.
fn known((name, label, kind, options): when::Question) -> String {
    let options = if options.is_empty() {
        String::new()
    } else {
        format!(", options = [{}]", options.iter().map(|o| format!("\"{o}\"")).collect::<Vec<_>>().join(", "))
    };
    let id = name.replace('_', "-");
    format!(
        "\n[[listen]]\nid = \"known-{id}\"\nask = {{ as = \"{name}\", type = \"{kind}\", label = \"{label}\"{options} }}\n"
    )
}

/// A procedure as a playbook: every step, with its words as `say` (or as `check`, where no button is pressed), what belongs
/// to it as `facts`, and its action.
pub fn playbook(procedure: &Procedure) -> Result<String, toml::ser::Error> {
    let id = playbook_id(&procedure.flow, &procedure.subflow);
    let head = Head {
        id: &id,
        version: 1,
        title: &procedure.title,
        about: format!("ABCD guideline: {}", procedure.flow_description),
        heard: vec![procedure.title.to_lowercase(), procedure.subflow.replace('_', " ")],
        channels: ["chat"],
        facts: &procedure.instructions,
        actions: &procedure.required_actions,
    };
    let mut text = toml::to_string(&head)?;
    let mut reached = 0;
    let mut steps: [Vec<Written<'_>>; 4] = Default::default();
    let conditions = when::conditions(procedure);
    for (step, when) in procedure.steps.iter().zip(&conditions) {
        reached = stage(step).map_or(reached, |own| own.max(reached));
        let spoken = step.action.is_some();
        steps[reached].push(Written {
            id: format!("{}-{}", step.n, step.action.as_deref().unwrap_or("communication")),
            when: when.clone(),
            title: step.button.clone().unwrap_or_else(|| format!("Step {}", step.n)),
            say: spoken.then_some(step.text.as_str()),
            check: (!spoken).then_some(step.text.as_str()),
            action: step.action.as_deref(),
            ends: (step.action.as_deref() == Some("end-conversation")).then_some("The conversation may end here."),
            facts: &step.subtext,
        });
    }
    for (stage, _) in STAGES.iter().zip(&steps).filter(|(_, steps)| steps.is_empty()) {
        let _ = writeln!(text, "{stage} = []");
    }
    for question in when::questions(&conditions) {
        text.push_str(&known(question));
    }
    for (stage, steps) in STAGES.iter().zip(&steps) {
        for step in steps {
            let _ = write!(text, "\n[[{stage}]]\n{}", toml::to_string(step)?);
        }
    }
    Ok(text)
}

/// The turns of ABCD carry no times: the first conversation begins here, each one an hour after the last.
const FIRST: i64 = 1_585_731_600_000; // 1 April 2020, 09:00 UTC
const HOUR_MS: i64 = 3_600_000;
/// A turn takes this long.
const TURN_MS: i64 = 20_000;

/// What is known of the conversation, for each question of its procedure: from the scenario, from what the agent entered
/// with an action, and, for the Oracle, from the branch that was taken. ABCD's scenarios name everything that a customer can
/// show, so where packaging is told and a receipt is not, there is none.
fn answers(conversation: &Conversation, procedure: &Procedure, began: i64) -> BTreeMap<&'static str, Value> {
    let scenario = &conversation.scenario;
    let conditions = when::conditions(procedure);
    let entered = |action: &str| {
        let turn = conversation.turns.iter().find(|turn| turn.action.as_deref() == Some(action))?;
        turn.values.first().map(|value| value.trim().to_lowercase())
    };
    let yes = |word: &String| json!(word.eq_ignore_ascii_case("yes"));
    let day = chrono::DateTime::from_timestamp_millis(began).map(|at| at.date_naive());
    let answer = |name: &str| match name {
        "membership" => {
            scenario.member_level.clone().or_else(|| entered("membership")).map(|l| json!(l.to_lowercase()))
        }
        "bought_days_ago" => {
            let days = scenario.purchase_date.zip(day).map(|(bought, day)| (day - bought).num_days());
            days.filter(|days| *days >= 0).map(|days| json!(days))
        }
        "has_receipt" => {
            scenario.receipt.as_ref().map(yes).or_else(|| scenario.packaging.as_ref().map(|_| json!(false)))
        }
        "original_packaging" => scenario.packaging.as_ref().map(yes),
        "shipping_status" => entered("shipping-status").map(|status| json!(status)),
        // Who went on with what is only for the Oracle's no had been told no.
        "oracle_says_yes" => {
            let steps = procedure.steps.iter().zip(&conditions);
            let mut only_for_no = steps.filter(|(_, when)| when.as_deref() == Some("not oracle_says_yes"));
            let pressed = |action: &str| conversation.turns.iter().any(|turn| turn.action.as_deref() == Some(action));
            let gone_on = only_for_no.any(|(step, _)| step.action.as_deref().is_some_and(pressed));
            Some(json!(false)).filter(|_| gone_on)
        }
        _ => None,
    };
    let fits = |name: &str, value: &Value| {
        let options =
            when::QUESTIONS.iter().find(|(known, ..)| *known == name).map_or(&[][..], |(.., options)| options);
        options.is_empty() || value.as_str().is_some_and(|word| options.contains(&word))
    };
    when::questions(&conditions)
        .filter_map(|(name, ..)| Some((name, answer(name)?)))
        .filter(|(name, value)| fits(name, value))
        .collect()
}

/// A conversation as one record for `amends log --json --recorded`; `place` is its place in the file. With the procedures,
/// what is known is told as answers.
pub fn record(conversation: &Conversation, place: usize, procedures: &[Procedure]) -> Value {
    let began = FIRST + i64::try_from(place).unwrap_or(0) * HOUR_MS;
    let moment = |n: i64| {
        let at = chrono::DateTime::from_timestamp_millis(began + n * TURN_MS).unwrap_or_default();
        at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    };
    let (mut messages, mut actions) = (Vec::new(), Vec::new());
    let mut name = None;
    for turn in &conversation.turns {
        match &turn.action {
            Some(action) => {
                if action == "pull-up-account" && name.is_none() {
                    name = turn.values.first().filter(|v| v.contains(' ')).cloned();
                }
                actions.push(json!({"do": action, "at": moment(turn.n), "values": turn.values}));
            }
            None => messages.push(json!({"who": turn.speaker, "at": moment(turn.n), "text": turn.text})),
        }
    }
    let own = procedures.iter().find(|p| p.flow == conversation.flow && p.subflow == conversation.subflow);
    let answers = own.map(|procedure| answers(conversation, procedure, began)).unwrap_or_default();
    let last = conversation.turns.iter().map(|t| t.n).max().unwrap_or(0);
    json!({
        "external_id": format!("abcd-{}", conversation.id),
        "customer": {"name": name.unwrap_or_else(|| format!("Customer of conversation {}", conversation.id))},
        "channel": "chat",
        "agent": "abcd-agent",
        "began": moment(0),
        "ended": moment(last + 1),
        "playbook": playbook_id(&conversation.flow, &conversation.subflow),
        "answers": answers,
        "messages": messages,
        "actions": actions,
    })
}
