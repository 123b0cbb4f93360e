//! What the panel shows of a playbook: every step with its words filled in, its question, its promise, its offer.

use serde::{Serialize, Serializer};

use super::expr::Stop;
use super::guide::{Playbook, reach};
use super::model::{Offer, Step};
use super::names::DUE;
use super::question::QuestionType;
use crate::case::{Reach, StepRef};
use crate::desk::{Desk, Filled, Filler, Prompt, Within, fill};
use crate::terms::{Answers, Money, Role, Timestamp, Value};

/// One step, as the panel shows it.
#[derive(Debug, Clone)]
pub struct StepView {
    /// The step.
    pub step: StepRef,
    /// Whether it is reached.
    pub reach: Reach,
    /// What to say, for this channel or kind of customer.
    pub say: Option<Filled>,
    /// What to ask.
    pub question: Option<QuestionView>,
    /// What we can do.
    pub facts: Vec<String>,
    /// What not to say or do.
    pub avoid: Vec<String>,
    /// What to tick off.
    pub check: Option<Filled>,
    /// The parts of an apology.
    pub apology: Option<ApologyView>,
    /// What would be promised now.
    pub promise: Option<PromiseDraft>,
    /// What would be offered now.
    pub offer: Option<OfferView>,
    /// Why nothing is given.
    pub nothing: Option<Filled>,
    /// That the interaction may stop here.
    pub ends: Option<Filled>,
    /// Whether it may be done more than once.
    pub again: bool,
}

/// A question and its answer so far.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionView {
    /// The name of the answer.
    pub name: String,
    /// What sort of answer it wants.
    pub kind: QuestionType,
    /// The question in words.
    pub label: String,
    /// The options of a choice.
    pub options: Vec<String>,
    /// The least that fits.
    pub min: Option<Value>,
    /// The most that fits.
    pub max: Option<Value>,
    /// The answer, where there is one.
    pub answer: Option<Value>,
}

/// The four parts of an apology; never a sentence to read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApologyView {
    /// What it did to the customer.
    pub harm: Filled,
    /// That it is ours to answer for.
    pub ownership: Filled,
    /// How it is put right.
    pub repair: Filled,
    /// By when.
    pub by_when: Filled,
}

/// A promise as it would be made now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PromiseDraft {
    /// What will be done.
    pub text: Filled,
    /// By when.
    pub due: Timestamp,
    /// The same in the words for the customer: `within 2 working days, by Mon 23 Nov 17:30`.
    pub words: String,
    /// Within what time.
    pub within: Within,
}

/// A gesture as it would be offered now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfferView {
    /// The gesture's id.
    pub gesture: String,
    /// What people call it.
    pub title: String,
    /// How much.
    pub value: Worth,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<Filled>,
    /// The lowest role that gives it alone; nothing where the amount is not known yet or is above every ceiling.
    pub authority: Option<Role>,
    /// Whether the amount is above what anybody here gives.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub above_all: bool,
}

/// How much a gesture is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worth {
    /// This much.
    Amount(Money),
    /// That waits for the answer of this name.
    NotYet(String),
    /// It is given without an amount.
    WithoutAmount,
}

impl Worth {
    /// The amount, where it is known.
    pub fn amount(&self) -> Option<Money> {
        match self {
            Self::Amount(money) => Some(*money),
            _ => None,
        }
    }
}

impl Serialize for Worth {
    /// The amount as text, `{"not_yet": name}`, or null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Amount(money) => money.serialize(serializer),
            Self::NotYet(name) => serializer.collect_map([("not_yet", name)]),
            Self::WithoutAmount => serializer.serialize_none(),
        }
    }
}

impl Playbook {
    /// Every step as the panel shows it, with what is known (answers by name, the rest under dotted names) at this moment.
    pub fn view(&self, known: &Answers, now: Timestamp, desk: &Desk) -> Vec<StepView> {
        self.steps.iter().map(|step| self.view_step(step, known, now, desk)).collect()
    }

    /// One step as the panel shows it.
    pub fn view_step(&self, step: &Step, known: &Answers, now: Timestamp, desk: &Desk) -> StepView {
        let due = step.promise.as_ref().map(|promise| desk.due(now, &promise.within));
        let words = |prompt: &Prompt| {
            fill(prompt, |name| match (name, due) {
                (DUE, Some(due)) => Some(Filler::Moment(desk.local(due))),
                _ => known.get(name).cloned().map(Filler::Value),
            })
        };
        let say = step
            .say
            .as_ref()
            .and_then(|say| say.variant(choice(known, "case.channel"), choice(known, "customer.kind")));
        StepView {
            step: self.step_ref(step),
            reach: reach(step, known),
            say: say.map(&words),
            question: step.ask.as_ref().map(|question| QuestionView {
                name: question.name.clone(),
                kind: question.kind,
                label: question.label.clone(),
                options: question.options.clone(),
                min: question.min.clone(),
                max: question.max.clone(),
                answer: known.get(&question.name).cloned(),
            }),
            facts: step.facts.clone(),
            avoid: step.avoid.clone(),
            check: step.check.as_deref().map(&words),
            apology: step.apology.as_ref().map(|apology| ApologyView {
                harm: words(&apology.harm),
                ownership: words(&apology.ownership),
                repair: words(&apology.repair),
                by_when: words(&apology.by_when),
            }),
            promise: step.promise.as_ref().zip(due).map(|(promise, due)| PromiseDraft {
                text: words(&promise.text),
                due,
                words: format!("within {}, by {}", promise.within, desk.moment_words(due)),
                within: promise.within,
            }),
            offer: step.offer.as_ref().map(|offer| offer_view(offer, &words, known, desk)),
            nothing: step.nothing.as_deref().map(&words),
            ends: step.ends.as_deref().map(&words),
            again: step.again,
        }
    }
}

fn choice<T: std::str::FromStr>(known: &Answers, name: &str) -> Option<T> {
    match known.get(name) {
        Some(Value::Choice(word)) => word.parse().ok(),
        _ => None,
    }
}

fn offer_view(offer: &Offer, words: &dyn Fn(&Prompt) -> Filled, known: &Answers, desk: &Desk) -> OfferView {
    let value = worth(offer, known);
    let authority = match &value {
        Worth::Amount(money) => desk.authority(*money),
        Worth::WithoutAmount => Some(Role::Agent),
        Worth::NotYet(_) => None,
    };
    OfferView {
        gesture: offer.gesture.value.clone(),
        title: desk
            .gesture(&offer.gesture)
            .map_or_else(|| offer.gesture.value.clone(), |gesture| gesture.title.clone()),
        because: offer.because.as_deref().map(words),
        authority,
        above_all: authority.is_none() && value.amount().is_some(),
        value,
    }
}

/// What an offer is worth with what is known. Less than nothing is nothing.
pub fn worth(offer: &Offer, known: &Answers) -> Worth {
    let Some(expr) = &offer.value else { return Worth::WithoutAmount };
    match expr.value(known) {
        Ok(Value::Money(money)) => Worth::Amount(Money { minor: money.minor.max(0), ..money }),
        Err(Stop::NotYet(name)) => Worth::NotYet(name),
        // What cannot be worked out waits for the first name in it: its answer is worth a second look.
        Ok(_) | Err(Stop::Fault(_)) => {
            Worth::NotYet(expr.names().first().map_or_else(|| expr.text.clone(), |(name, _)| name.clone()))
        }
    }
}
