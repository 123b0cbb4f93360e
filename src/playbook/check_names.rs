//! Names in conditions, amounts and prompts: known, of the right type, and asked for before they are used.
//!
//! The rule, kept simple: the steps of a playbook stand in one order (stages, then the file). A condition may use the
//! answers of steps that stand before its own; an amount or a prompt also that of its own step. Names with a dot are
//! known from the beginning, and wait where they are not.

use super::expr::{Domain, Expr, NameProblem, Type, never};
use super::guide::Playbook;
use super::model::Step;
use super::names::{DUE, KNOWN, known_type};
use super::question::Question;
use crate::desk::{Desk, FILTERS, Filler, Located, Prompt, Sheet, any_moment, did_you_mean, filter_fits, nearest};
use crate::terms::{Money, Value};

/// The code of a name whose question could not be read: that has been told already.
const HALF_READ: &str = "half-read";

/// The names that a playbook may use, and where.
pub struct Names<'a> {
    playbook: &'a Playbook,
    desk: &'a Desk,
}

impl<'a> Names<'a> {
    /// The names of a playbook at its desk.
    pub fn new(playbook: &'a Playbook, desk: &'a Desk) -> Self {
        Self { playbook, desk }
    }

    /// Checks the conditions and prompts of the step that stands at `at`.
    pub fn check(&self, at: usize, step: &Step, sheet: &mut Sheet) {
        let mut sound = true;
        for condition in &step.when {
            sound &= self.expression_before(at, condition, Some(&Type::YesNo), sheet);
        }
        if sound {
            self.never(step, sheet);
        }
        for prompt in step.prompts() {
            self.prompt(at, step, prompt, sheet);
        }
    }

    /// Checks an expression that may use the answer of its own step, the one that stands at `at`.
    pub fn expression(&self, at: usize, expr: &Located<Expr>, wanted: Option<&Type>, sheet: &mut Sheet) {
        self.expression_before(at + 1, expr, wanted, sheet);
    }

    /// Whether there was nothing to tell.
    fn expression_before(&self, before: usize, expr: &Located<Expr>, wanted: Option<&Type>, sheet: &mut Sheet) -> bool {
        let (found, errors) = expr.check(&|name| self.type_of(name, before));
        let sound = errors.is_empty();
        for error in errors.into_iter().filter(|error| error.code != HALF_READ) {
            sheet.error(error.code, expr.part(&error.at), error.message, error.help);
        }
        match (found, wanted) {
            (Some(Type::Money(found)), Some(Type::Money(wanted))) if found != *wanted => {
                let message = format!("this is in {}; the desk gives {}", found.code(), wanted.code());
                sheet.error("currency", expr.span.clone(), message, None);
            }
            (Some(found), Some(wanted)) if sound && found != *wanted => {
                let message = format!("this must be {}; it is {}", wanted.words(), found.words());
                sheet.error("types", expr.span.clone(), message, None);
                return false;
            }
            (Some(_), _) if sound && expr.names().is_empty() => self.worked_out(expr, sheet),
            _ => {}
        }
        sound
    }

    /// A step whose conditions contradict each other, or what its questions take, is never reached.
    fn never(&self, step: &Step, sheet: &mut Sheet) {
        let conditions: Vec<&Expr> = step.when.iter().map(|when| &when.value).collect();
        let Some(last) = step.when.last() else { return };
        if !never(&conditions, &|name| self.domain(name, true)) {
            return;
        }
        let help = if never(&conditions, &|name| self.domain(name, false)) {
            "look at each `and`: perhaps one of them should be `or`"
        } else {
            "its questions take no such answer: look at their `min` and `max`"
        };
        sheet.warn("never", last.span.clone(), "this can never be true", Some(help.to_owned()));
    }

    /// What a name may be. Where it is asked for more than once, what any of the questions takes.
    fn domain(&self, name: &str, bounded: bool) -> Option<Domain> {
        if let Some(kind) = known_type(name) {
            return Some(Domain { kind, min: None, max: None });
        }
        let asked = self.playbook.steps.iter().filter_map(|step| step.ask.as_ref()).filter(|ask| ask.name == name);
        let asked: Vec<&Question> = asked.map(|ask| &ask.value).collect();
        let [first, more @ ..] = &asked[..] else { return None };
        let alike = |bound: fn(&Question) -> &Option<Value>| {
            let of = bound(first).clone().filter(|_| bounded);
            of.filter(|of| more.iter().all(|other| bound(other).as_ref() == Some(of)))
        };
        Some(Domain { kind: first.type_in(self.desk.currency), min: alike(|q| &q.min), max: alike(|q| &q.max) })
    }

    /// An expression without names is worked out at once: what is too large is told now, not on a telephone call.
    #[expect(clippy::unused_self, reason = "one of the checks of an expression")]
    fn worked_out(&self, expr: &Located<Expr>, sheet: &mut Sheet) {
        if let Err(super::expr::Stop::Fault(why)) = expr.value(&crate::terms::Answers::new()) {
            sheet.error("expression", expr.span.clone(), why, None);
        }
    }

    /// The type of a name, where a step that stands before `before` asks for it.
    fn type_of(&self, name: &str, before: usize) -> Result<Type, NameProblem> {
        let problem = |code, message, help| Err(NameProblem { code, message, help });
        if let Some(known) = known_type(name) {
            return Ok(known);
        }
        let steps = &self.playbook.steps;
        let asks = |step: &&Step| step.ask.as_ref().is_some_and(|question| question.name == name);
        if let Some(question) = steps.iter().take(before).find(asks).and_then(|step| step.ask.as_ref()) {
            return Ok(question.type_in(self.desk.currency));
        }
        if let Some(step) = steps.iter().skip(before).find(asks) {
            let help = format!("move the step `{}` before this one", *step.id);
            let message = format!("`{name}` is asked for only later, in `{}`", *step.id);
            return problem(
                "asked-later",
                message,
                Some(help).filter(|_| steps.get(before).is_none_or(|s| s.id.value != step.id.value)),
            );
        }
        if steps.iter().any(|step| step.ask_unread.as_deref() == Some(name)) {
            return problem(HALF_READ, String::new(), None);
        }
        if name == DUE {
            let help = "in conditions the time of a promise is not known; use `desk.today`";
            return problem("unknown-name", format!("`{DUE}` is for prompts"), Some(help.to_owned()));
        }
        let asked = steps.iter().filter_map(|step| step.ask.as_ref()).map(|question| question.name.as_str());
        let known: Vec<&str> = asked.chain(KNOWN.iter().map(|(known, ..)| *known)).collect();
        let help = nearest(name, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let help = help.or_else(|| Some("no step asks for it; words stand in quotes, like 'carrier'".to_owned()));
        problem("unknown-name", format!("`{name}` is not known here"), help)
    }

    fn prompt(&self, at: usize, step: &Step, prompt: &Located<Prompt>, sheet: &mut Sheet) {
        for gap in &prompt.gaps {
            let sample = if gap.name == DUE && step.promise.is_some() {
                any_moment()
            } else if gap.name == DUE {
                let help =
                    Some("add `promise = { text = \"…\", within = \"2 working days\" }` to this step".to_owned());
                sheet.error("unknown-name", prompt.part(&gap.name_at), "this step promises nothing", help);
                continue;
            } else {
                match self.type_of(&gap.name, at + 1) {
                    Ok(found) => sample(&found),
                    Err(problem) if problem.code == HALF_READ => continue,
                    Err(problem) => {
                        sheet.error(problem.code, prompt.part(&gap.name_at), problem.message, problem.help);
                        continue;
                    }
                }
            };
            let Some(filter) = &gap.filter else { continue };
            if !FILTERS.iter().any(|(known, _)| known == filter) {
                let help = did_you_mean(filter, FILTERS.iter().map(|(known, _)| *known));
                sheet.error("prompt", prompt.part(&gap.filter_at), format!("there is no filter `{filter}`"), help);
            } else if !filter_fits(filter, &sample) {
                let help = FILTERS
                    .iter()
                    .find(|(known, _)| known == filter)
                    .map(|(known, what)| format!("`{known}` writes {what}"));
                sheet.error(
                    "prompt",
                    prompt.part(&gap.filter_at),
                    format!("`{filter}` cannot write `{}`", gap.name),
                    help,
                );
            }
        }
    }
}

/// Some value of a type, to see whether a filter can write it.
fn sample(found: &Type) -> Filler {
    match found {
        Type::Money(currency) => Filler::Value(Value::Money(Money::zero(*currency))),
        Type::Date => Filler::Value(Value::Date(chrono::NaiveDate::default())),
        _ => Filler::Words(String::new()),
    }
}
