//! What a playbook means, held against itself and the desk: everything wrong at once, each at its place.
//!
//! Its spelling has been checked by the time it comes here (`read`). The rules for the names in conditions and prompts
//! are in `check_names`, those for examples in `example`.

use super::aloud::{MOST_WORDS, sentences};
use super::check_names::Names;
use super::example;
use super::expr::Type;
use super::guide::Playbook;
use super::model::{Offer, Step};
use crate::desk::{Desk, Gesture, Sheet, did_you_mean, nearest};
use crate::terms::{Answers, Money, Stage, Value};

/// Checks a playbook with its desk. `exists` says whether there is a playbook with an id, for `second_time`.
pub fn check(playbook: &Playbook, desk: &Desk, exists: &dyn Fn(&str) -> bool, sheet: &mut Sheet) {
    head(playbook, desk, exists, sheet);
    stages(playbook, sheet);
    ids(playbook, sheet);
    let names = Names::new(playbook, desk);
    for (at, step) in playbook.steps.iter().enumerate().filter(|(_, step)| step.own) {
        names.check(at, step, sheet);
        if let Some(offer) = &step.offer {
            check_offer(&names, at, offer, desk, sheet);
        }
        bounds(step, desk, sheet);
        aloud(step, sheet);
    }
    asked_alike(playbook, sheet);
    ends(playbook, sheet);
    if !sheet.has_errors() {
        for one in &playbook.book.examples {
            example::check(playbook, one, desk, sheet);
        }
    }
}

fn head(playbook: &Playbook, desk: &Desk, exists: &dyn Fn(&str) -> bool, sheet: &mut Sheet) {
    let book = &playbook.book;
    let file = sheet.file.clone();
    let stem = file.rsplit(['/', '\\']).next().and_then(|name| name.strip_suffix(".toml"));
    if let Some(stem) = stem.filter(|stem| !book.id.is_empty() && *stem != book.id.value) {
        let help = Some(format!("name the file `{}.toml`, or write `id = \"{stem}\"`", *book.id));
        sheet.warn("file-name", book.id.span.clone(), "the id is not the file's name", help);
    }
    if let Some(cause) = book.cause.as_ref().filter(|cause| desk.cause(cause).is_none()) {
        let help = did_you_mean(cause, desk.causes.iter().map(|c| c.id.as_str()));
        sheet.error("unknown-cause", cause.span.clone(), format!("the desk has no cause `{}`", **cause), help);
    }
    if let Some(id) = book.second_time.as_ref().filter(|id| !exists(id)) {
        let help = Some("until it is there, the second time is walked as the first".to_owned());
        sheet.warn("unknown-playbook", id.span.clone(), format!("there is no playbook `{}` yet", **id), help);
    }
    let done = || playbook.steps.iter().filter_map(|step| step.action.as_ref()).map(|action| action.as_str());
    for action in book.actions.iter().flatten() {
        if let Some(near) =
            nearest(action, done()).filter(|near| *near != action.as_str() && done().all(|d| d != action.as_str()))
        {
            let message = format!("no step does `{}`", **action);
            sheet.warn("unknown-action", action.span.clone(), message, Some(format!("did you mean `{near}`?")));
        }
    }
}

fn stages(playbook: &Playbook, sheet: &mut Sheet) {
    for stage in &playbook.book.missing_stages {
        let help = match stage {
            Stage::Listen => "add a `[[listen]]` step: let them tell what happened",
            Stage::Apologise => {
                "add an `[[apologise]]` step; where nothing is ours to be sorry for, write `apologise = []`"
            }
            Stage::Resolve => "add a `[[resolve]]` step: what puts it right",
            Stage::Compensate => "add a `[[compensate]]` step; where nothing is given, say why: `nothing = \"…\"`",
        };
        sheet.error("missing-stage", 0..0, format!("the stage `{stage}` is missing"), Some(help.to_owned()));
    }
}

fn ids(playbook: &Playbook, sheet: &mut Sheet) {
    let mut seen: Vec<&str> = Vec::new();
    for step in playbook.steps.iter().filter(|step| step.own && !step.id.is_empty()) {
        if seen.contains(&step.id.as_str()) {
            let help = Some("give each step its own: what was done is kept by it".to_owned());
            sheet.error("duplicate-id", step.id.span.clone(), format!("another step is called `{}`", *step.id), help);
        }
        seen.push(&step.id);
    }
}

fn check_offer(names: &Names<'_>, at: usize, offer: &Offer, desk: &Desk, sheet: &mut Sheet) {
    if offer.gesture.is_empty() {
        return;
    }
    let Some(gesture) = desk.gesture(&offer.gesture) else {
        let help = did_you_mean(&offer.gesture, desk.gestures.iter().map(|g| g.id.as_str()));
        let message = format!("the desk has no gesture `{}`", *offer.gesture);
        sheet.error("unknown-gesture", offer.gesture.span.clone(), message, help);
        if let Some(value) = &offer.value {
            names.expression(at, value, Some(&Type::Money(desk.currency)), sheet);
        }
        return;
    };
    match (&offer.value, gesture.value) {
        (None, true) => {
            let help = Some("add `value = \"…\"`: an amount, or an answer that is money".to_owned());
            sheet.error("offer", offer.gesture.span.clone(), format!("`{}` is given with an amount", gesture.id), help);
        }
        (Some(value), takes) => {
            if !takes {
                let help = Some("leave `value` out, or give the desk's gesture `value = true`".to_owned());
                sheet.error("offer", value.span.clone(), format!("`{}` is given without an amount", gesture.id), help);
            }
            names.expression(at, value, Some(&Type::Money(desk.currency)), sheet);
            ceiling(gesture, value, desk, sheet);
        }
        (None, false) => {}
    }
}

/// Money needs a ceiling; an amount that is written out must be below one.
fn ceiling(gesture: &Gesture, value: &crate::desk::Located<super::expr::Expr>, desk: &Desk, sheet: &mut Sheet) {
    let highest = desk.ceilings().map(|(_, money)| money).max_by_key(|money| money.minor);
    match (highest, value.value(&Answers::new())) {
        (None, _) => {
            let message = format!("nobody at this desk may give `{}`: it has no limits", gesture.id);
            sheet.error(
                "no-ceiling",
                value.span.clone(),
                message,
                Some("add [limits.agent] with a gift to the desk".to_owned()),
            );
        }
        (Some(highest), Ok(Value::Money(Money { minor, currency })))
            if currency == highest.currency && minor > highest.minor =>
        {
            let help = Some("lower the amount, or raise the desk's ceiling".to_owned());
            sheet.error(
                "no-ceiling",
                value.span.clone(),
                format!("nobody at this desk may give more than {highest}"),
                help,
            );
        }
        _ => {}
    }
}

/// Bounds of questions about money are in the desk's currency.
fn bounds(step: &Step, desk: &Desk, sheet: &mut Sheet) {
    let Some(question) = &step.ask else { return };
    for bound in [&question.min, &question.max].into_iter().flatten() {
        if matches!(bound, Value::Money(money) if money.currency != desk.currency) {
            let message = format!("the bounds of `{}` are not in the desk's currency", question.name);
            sheet.error(
                "currency",
                question.span.clone(),
                message,
                Some(format!("write them in {}", desk.currency.code())),
            );
        }
    }
}

/// What is to be said in one breath: no sentence of a prompt or of an apology is longer than somebody can say it.
fn aloud(step: &Step, sheet: &mut Sheet) {
    let said = step.say.iter().flat_map(|say| say.variants.iter().map(|(_, prompt)| prompt));
    let parts = step.apology.iter().flat_map(|a| [&a.harm, &a.ownership, &a.repair, &a.by_when]);
    for prompt in said.chain(parts) {
        for (at, words) in sentences(&prompt.text).into_iter().filter(|(_, words)| *words > MOST_WORDS) {
            let message = format!("this sentence has {words} words: hard to say aloud");
            let help = format!("make two of it; up to {MOST_WORDS} words can be said in one breath");
            sheet.warn("long-sentence", prompt.part(&at), message, Some(help));
        }
    }
}

/// A name may be asked for in several steps, but always in the same way.
fn asked_alike(playbook: &Playbook, sheet: &mut Sheet) {
    let asks: Vec<(&Step, _)> = playbook.steps.iter().filter_map(|step| Some((step, step.ask.as_ref()?))).collect();
    for (at, (step, question)) in asks.iter().enumerate() {
        let first = asks.iter().take(at).find(|(_, other)| other.name == question.name);
        let Some((other, earlier)) = first.filter(|(other, _)| step.own || other.own) else { continue };
        if earlier.kind != question.kind || earlier.options != question.options {
            let place = if step.own { question.span.clone() } else { earlier.span.clone() };
            let message =
                format!("`{}` is asked for in two ways: in `{}` and in `{}`", question.name, *other.id, *step.id);
            sheet.error("asked-twice", place, message, Some("give one of the answers another name".to_owned()));
        }
    }
}

/// A required step after one that may end the interaction, in the same stage: it would be owed although all had ended.
/// Where both have conditions they are taken to exclude each other, unless they are the same.
fn ends(playbook: &Playbook, sheet: &mut Sheet) {
    for (at, end) in playbook.steps.iter().enumerate().filter(|(_, step)| step.ends.is_some()) {
        let conditions = |step: &Step| step.when.iter().map(|w| w.text.trim().to_owned()).collect::<Vec<_>>();
        for step in playbook.steps.iter().skip(at + 1).filter(|s| s.stage == end.stage && s.required && s.own) {
            if end.when.is_empty() || step.when.is_empty() || conditions(end) == conditions(step) {
                let message =
                    format!("`{}` is required, but the interaction may end before it, in `{}`", *step.id, *end.id);
                let help = "move it before the end, or give it a `when` that leaves out what ends there";
                sheet.error("required-after-end", step.id.span.clone(), message, Some(help.to_owned()));
            }
        }
    }
}
