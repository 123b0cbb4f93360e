//! What a playbook is made of, as it was read: a book with its own steps, each part with its place in the file.
//!
//! Books become playbooks (with the steps of others that they use, and a hash) in `expand`.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::expr::Expr;
use super::question::Question;
use crate::desk::{Located, Prompt, Within};
use crate::terms::{Channel, CustomerKind, Stage, StepKind};

/// One playbook file, as it was read.
#[derive(Debug, Clone)]
pub struct Book {
    /// Its id; stable.
    pub id: Located<String>,
    /// Its version.
    pub version: u32,
    /// What people call it.
    pub title: String,
    /// What it is for, in a sentence.
    pub about: String,
    /// What customers say who need it.
    pub heard: Vec<String>,
    /// The channels it is for.
    pub channels: Vec<Channel>,
    /// The root cause that is offered first at the close.
    pub cause: Option<Located<String>>,
    /// The playbook for the same customer and cause inside the window.
    pub second_time: Option<Located<String>>,
    /// Whether it is suggested for what customers say; else only its id finds it.
    pub suggest: bool,
    /// What we can do: said before what we cannot.
    pub facts: Vec<String>,
    /// The actions by which conformance is judged, where the file gives them.
    pub actions: Option<Vec<Located<String>>>,
    /// Its steps in the order of the stages, then of the file.
    pub steps: Vec<Step>,
    /// The stages for which the file has neither a step nor an empty list.
    pub missing_stages: Vec<Stage>,
    /// The tests that travel with it.
    pub examples: Vec<Example>,
    /// Its whole text.
    pub text: Arc<str>,
}

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id; `other/step` where it comes from another playbook.
    pub id: Located<String>,
    /// Its stage.
    pub stage: Stage,
    /// What the panel calls it.
    pub title: String,
    /// What it is for: see [`Step::kind`].
    pub kind: StepKind,
    /// The conditions that must all hold.
    pub when: Vec<Arc<Located<Expr>>>,
    /// Whether leaving it out needs a reason.
    pub required: bool,
    /// Whether it may be done more than once.
    pub again: bool,
    /// That the interaction may stop here, and with what words.
    pub ends: Option<Located<Prompt>>,
    /// What not to say or do.
    pub avoid: Vec<String>,
    /// What we can do, for this step.
    pub facts: Vec<String>,
    /// What to say.
    pub say: Option<Say>,
    /// What to ask.
    pub ask: Option<Located<Question>>,
    /// The name of an answer whose question could not be read: that has been told where it stands.
    pub ask_unread: Option<String>,
    /// What to do.
    pub action: Option<Located<String>>,
    /// What to tick off.
    pub check: Option<Located<Prompt>>,
    /// The parts of an apology.
    pub apology: Option<Apology>,
    /// What is promised.
    pub promise: Option<PromiseRule>,
    /// What is given.
    pub offer: Option<Offer>,
    /// Why nothing is given.
    pub nothing: Option<Located<Prompt>>,
    /// The playbook whose steps come after this one.
    pub uses: Option<Located<String>>,
    /// Whether it stands in the file itself, not in one that it uses.
    pub own: bool,
}

/// What to say, by channel or by the kind of customer.
#[derive(Debug, Clone)]
pub struct Say {
    /// The variants, in the order of the file.
    pub variants: Vec<(Variant, Located<Prompt>)>,
}

/// For whom a variant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// For this channel.
    Channel(Channel),
    /// For this kind of customer.
    Kind(CustomerKind),
    /// For everybody else.
    Else,
}

/// The four parts of an apology; the agent finds their own words.
#[derive(Debug, Clone)]
pub struct Apology {
    /// What it did to the customer.
    pub harm: Located<Prompt>,
    /// That it is ours to answer for.
    pub ownership: Located<Prompt>,
    /// How it is put right.
    pub repair: Located<Prompt>,
    /// By when.
    pub by_when: Located<Prompt>,
}

/// What a step promises.
#[derive(Debug, Clone)]
pub struct PromiseRule {
    /// What will be done.
    pub text: Located<Prompt>,
    /// Within what time.
    pub within: Within,
}

/// What a step offers.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The gesture, from the desk's list.
    pub gesture: Located<String>,
    /// How much.
    pub value: Option<Located<Expr>>,
    /// Why.
    pub because: Option<Located<Prompt>>,
}

/// A test that travels with a playbook. What it gives gets its types when the questions are known.
#[derive(Debug, Clone)]
pub struct Example {
    /// Where it stands.
    pub span: Range<usize>,
    /// What is known, by name.
    pub given: Vec<(Located<String>, Located<Given>)>,
    /// The steps that are then reached.
    pub reaches: Option<Located<Vec<Located<String>>>>,
    /// What is then offered: gestures with their amounts.
    pub offers: Option<Located<Vec<Offered>>>,
}

/// A gesture with its amount, as an example has it.
pub type Offered = (Located<String>, Option<Located<String>>);

/// A value of an example, as TOML has it.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Words: a text, a choice, an amount, a telephone number.
    Words(String),
    /// A number.
    Number(Decimal),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(NaiveDate),
}

impl Step {
    /// What a step with these parts is for: the first that it has of ask, apology, offer, promise (without something to
    /// do), do, check, nothing, say. So an answer, an apology, a gesture is never hidden behind the words around it.
    pub fn kind(&self) -> StepKind {
        if self.ask.is_some() {
            StepKind::Ask
        } else if self.apology.is_some() {
            StepKind::Apology
        } else if self.offer.is_some() {
            StepKind::Offer
        } else if self.promise.is_some() && self.action.is_none() {
            StepKind::Promise
        } else if self.action.is_some() {
            StepKind::Do
        } else if self.check.is_some() {
            StepKind::Check
        } else if self.nothing.is_some() {
            StepKind::Nothing
        } else {
            StepKind::Say
        }
    }

    /// Whether there is anything in it but its name.
    pub fn says_something(&self) -> bool {
        self.kind() != StepKind::Say
            || self.say.is_some()
            || self.ends.is_some()
            || !self.facts.is_empty()
            || !self.avoid.is_empty()
    }

    /// Every prompt in it.
    pub fn prompts(&self) -> Vec<&Located<Prompt>> {
        let mut prompts: Vec<&Located<Prompt>> = Vec::new();
        if let Some(say) = &self.say {
            prompts.extend(say.variants.iter().map(|(_, prompt)| prompt));
        }
        if let Some(apology) = &self.apology {
            prompts.extend([&apology.harm, &apology.ownership, &apology.repair, &apology.by_when]);
        }
        prompts.extend(self.promise.as_ref().map(|promise| &promise.text));
        prompts.extend(self.offer.as_ref().and_then(|offer| offer.because.as_ref()));
        prompts.extend(self.check.iter().chain(&self.nothing).chain(&self.ends));
        prompts
    }
}

impl Say {
    /// The variant for this channel, else for this kind of customer, else for everybody.
    pub fn variant(&self, channel: Option<Channel>, kind: Option<CustomerKind>) -> Option<&Prompt> {
        let find = |wanted: Variant| self.variants.iter().find(|(variant, _)| *variant == wanted);
        let found =
            channel.and_then(|c| find(Variant::Channel(c))).or_else(|| kind.and_then(|k| find(Variant::Kind(k))));
        found.or_else(|| find(Variant::Else)).map(|(_, prompt)| &prompt.value)
    }
}
