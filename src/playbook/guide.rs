//! A playbook that can be walked: its steps with those that it uses, and what `case` asks of it ([`Guide`]).

use std::sync::Arc;

use chrono::NaiveDate;

use super::model::{Book, Step};
use super::question::Question;
use crate::case::{Guide, PlaybookRef, Reach, StepRef};
use crate::terms::{Answers, Channel, Currency, Value};

/// One playbook, with the steps of others that it uses.
#[derive(Debug, Clone)]
pub struct Playbook {
    pub(super) book: Arc<Book>,
    pub(super) steps: Vec<Step>,
    pub(super) questions: Vec<Question>,
    pub(super) expected: Vec<String>,
    pub(super) currency: Currency,
    pub(super) hash: String,
    pub(super) texts: Vec<(String, Arc<str>)>,
}

impl Playbook {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.book.id
    }

    /// Its version.
    pub fn version(&self) -> u32 {
        self.book.version
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        &self.book.title
    }

    /// What it is for.
    pub fn about(&self) -> &str {
        &self.book.about
    }

    /// What customers say who need it.
    pub fn heard(&self) -> &[String] {
        &self.book.heard
    }

    /// The channels it is for.
    pub fn channels(&self) -> &[Channel] {
        &self.book.channels
    }

    /// The root cause that is offered first at the close.
    pub fn cause(&self) -> Option<&str> {
        self.book.cause.as_ref().map(|cause| cause.as_str())
    }

    /// The playbook for the same customer and cause inside the window.
    pub fn second_time(&self) -> Option<&str> {
        self.book.second_time.as_ref().map(|id| id.as_str())
    }

    /// Whether it is suggested for what customers say; else only its id finds it.
    pub fn is_suggested(&self) -> bool {
        self.book.suggest
    }

    /// What we can do: said before what we cannot.
    pub fn facts(&self) -> &[String] {
        &self.book.facts
    }

    /// Its steps in the order of the stages, then of the file, with those that it uses in their places.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id.value == id)
    }

    /// Its questions, in the order in which they come; each name once.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The question with this name.
    pub fn question(&self, name: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.name == name)
    }

    /// Its whole text, without those that it uses.
    pub fn text(&self) -> &str {
        &self.book.text
    }

    /// Hex SHA-256 of its text and those that it uses.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The step as events keep it.
    pub fn step_ref(&self, step: &Step) -> StepRef {
        StepRef {
            id: step.id.value.clone(),
            stage: step.stage,
            title: step.title.clone(),
            kind: step.kind,
            required: step.required,
            action: step.action.as_ref().map(|action| action.value.clone()),
            playbook: self.hash.clone(),
        }
    }

    /// Typed words as the answer to the question `name`, on this day at the desk.
    ///
    /// # Errors
    /// A sentence that says what would fit.
    pub fn parse_answer(&self, name: &str, raw: &str, today: NaiveDate) -> Result<Value, String> {
        let question = self.question(name).ok_or_else(|| self.no_question(name))?;
        question.read(raw, self.currency, today)
    }

    fn no_question(&self, name: &str) -> String {
        let help = crate::desk::did_you_mean(name, self.questions.iter().map(|q| q.name.as_str()));
        let help = help.map(|help| format!("; {help}")).unwrap_or_default();
        format!("`{}` asks nothing called `{name}`{help}", self.title())
    }
}

/// Whether a step is reached with what is known: every condition must hold, and one that does not decides.
pub fn reach(step: &Step, known: &Answers) -> Reach {
    let mut waits = None;
    for condition in &step.when {
        match condition.holds(known) {
            Ok(true) => {}
            Ok(false) => return Reach::No,
            Err(name) => waits = waits.or(Some(name)),
        }
    }
    waits.map_or(Reach::Yes, Reach::NotYet)
}

impl Guide for Playbook {
    fn playbook(&self) -> PlaybookRef {
        PlaybookRef {
            id: self.id().to_owned(),
            version: self.version(),
            title: self.title().to_owned(),
            hash: self.hash.clone(),
        }
    }

    fn expected(&self) -> Vec<String> {
        self.expected.clone()
    }

    fn reach(&self, known: &Answers) -> Vec<(StepRef, Reach)> {
        self.steps.iter().map(|step| (self.step_ref(step), reach(step, known))).collect()
    }

    fn step(&self, id: &str) -> Option<StepRef> {
        Self::step(self, id).map(|step| self.step_ref(step))
    }

    fn fits(&self, name: &str, value: &Value) -> Result<(), String> {
        let question = self.question(name).ok_or_else(|| self.no_question(name))?;
        question.fits(value, self.currency)
    }

    fn asks(&self, name: &str) -> Option<String> {
        let asks = |step: &&Step| step.ask.as_ref().is_some_and(|question| question.value.name == name);
        self.steps.iter().find(asks).map(|step| step.id.value.clone())
    }

    fn again(&self, step: &str) -> bool {
        self.step(step).is_some_and(|step| step.again)
    }
}
