//! Trying a playbook out: given these answers, which steps are reached, what is said, what is offered, and by whom.

use serde::Serialize;

use super::guide::Playbook;
use super::view::{ApologyView, OfferView, PromiseDraft, StepView};
use crate::case::Reach;
use crate::desk::{Desk, Filled};
use crate::terms::{Answers, Stage, StepKind, Timestamp};

/// What a playbook comes to with some answers.
#[derive(Debug, Clone, Serialize)]
pub struct Tryout {
    /// The playbook's id.
    pub playbook: String,
    /// Its version.
    pub version: u32,
    /// What people call it.
    pub title: String,
    /// Hex SHA-256 of its texts.
    pub hash: String,
    /// Its steps, in order.
    pub steps: Vec<Tried>,
}

/// What one step comes to. Of a step that is not reached only its name is told.
#[derive(Debug, Clone, Serialize)]
pub struct Tried {
    /// Its id.
    pub step: String,
    /// Its stage.
    pub stage: Stage,
    /// What people call it.
    pub title: String,
    /// What it is for.
    pub kind: StepKind,
    /// Whether leaving it out needs a reason.
    pub required: bool,
    /// `yes`, `no` or `not-yet`.
    pub reach: &'static str,
    /// The question that it waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<String>,
    /// What is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub say: Option<Filled>,
    /// What is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// The answer to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<crate::terms::Value>,
    /// What is done.
    #[serde(rename = "do", skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// What is ticked off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Filled>,
    /// The parts of an apology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apology: Option<ApologyView>,
    /// What is promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promise: Option<PromiseDraft>,
    /// What is offered, and whose authority it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<OfferView>,
    /// Why nothing is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nothing: Option<Filled>,
    /// That the interaction may stop here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<Filled>,
}

impl Tryout {
    /// The ids of the steps that are reached, in order.
    pub fn reached(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter(|tried| tried.reach == "yes").map(|tried| tried.step.as_str())
    }

    /// What is offered in the steps that are reached, in order.
    pub fn offers(&self) -> impl Iterator<Item = &OfferView> {
        self.steps.iter().filter(|tried| tried.reach == "yes").filter_map(|tried| tried.offer.as_ref())
    }
}

/// Tries a playbook with what is known, at this moment. Examples run through here as well.
pub fn tryout(playbook: &Playbook, known: &Answers, now: Timestamp, desk: &Desk) -> Tryout {
    Tryout {
        playbook: playbook.id().to_owned(),
        version: playbook.version(),
        title: playbook.title().to_owned(),
        hash: playbook.hash().to_owned(),
        steps: playbook.view(known, now, desk).into_iter().map(tried).collect(),
    }
}

fn tried(view: StepView) -> Tried {
    let (reach, waits_for) = match view.reach {
        Reach::Yes => ("yes", None),
        Reach::No => ("no", None),
        Reach::NotYet(name) => ("not-yet", Some(name)),
    };
    let mut tried = Tried {
        step: view.step.id,
        stage: view.step.stage,
        title: view.step.title,
        kind: view.step.kind,
        required: view.step.required,
        reach,
        waits_for,
        say: None,
        ask: None,
        answer: None,
        action: None,
        check: None,
        apology: None,
        promise: None,
        offer: None,
        nothing: None,
        ends: None,
    };
    if reach != "no" {
        tried.say = view.say;
        (tried.ask, tried.answer) = view.question.map_or((None, None), |q| (Some(q.name), q.answer));
        tried.action = view.step.action;
        tried.check = view.check;
        tried.apology = view.apology;
        tried.promise = view.promise;
        tried.offer = view.offer;
        tried.nothing = view.nothing;
        tried.ends = view.ends;
    }
    tried
}
