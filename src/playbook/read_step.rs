//! Reading one step of a playbook file.

use std::str::FromStr;
use std::sync::Arc;

use toml::de::DeValue;

use super::expr::Expr;
use super::model::{Apology, Offer, PromiseRule, Say, Step, Variant};
use super::names::RESERVED;
use super::question::{Question, QuestionType};
use super::read::{check_id, lines};
use crate::desk::fields::{self, Fields, Node};
use crate::desk::{Located, Prompt, Sheet, Within, did_you_mean, humanise, is_word};
use crate::terms::{Channel, Currency, CustomerKind, Money, Stage, StepKind, Value, clean};

/// Reads a step; what is wrong in it is in the sheet, and something harmless stands in its place.
pub fn read_step(sheet: &mut Sheet, f: &mut Fields<'_>, stage: Stage) -> Step {
    let uses = f.text(sheet, "use");
    let title = f.text(sheet, "title");
    let (ask, ask_unread) = ask(sheet, f);
    let mut step = Step {
        id: Located::new(String::new(), f.span.clone()),
        stage,
        title: String::new(),
        kind: StepKind::Say,
        when: expression(sheet, f, "when").map(Arc::new).into_iter().collect(),
        required: f.flag(sheet, "required").unwrap_or(false),
        again: f.flag(sheet, "again").unwrap_or(false),
        ends: prompt_field(sheet, f, "ends"),
        avoid: lines(sheet, f, "avoid"),
        facts: lines(sheet, f, "facts"),
        say: say(sheet, f),
        ask,
        ask_unread,
        action: f.text(sheet, "do"),
        check: prompt_field(sheet, f, "check"),
        apology: apology(sheet, f),
        promise: promise(sheet, f),
        offer: offer(sheet, f),
        nothing: prompt_field(sheet, f, "nothing"),
        uses,
        own: true,
    };
    step.kind = step.kind();
    step.id = id(sheet, f, &step);
    step.title = match (title, &step.ask) {
        (Some(title), _) if !title.trim().is_empty() => clean::one_line(&title),
        (_, Some(question)) => question.label.clone(),
        _ => sentence(&step.id),
    };
    if let Some(action) = step.action.as_ref().filter(|action| action.trim().is_empty() || action.len() > 100) {
        let help = Some("name what is done, like \"send-replacement\"".to_owned());
        sheet.error("wrong-type", action.span.clone(), "this is no name of an action", help);
    }
    step
}

/// The id; a step that only uses another playbook needs none.
fn id(sheet: &mut Sheet, f: &mut Fields<'_>, step: &Step) -> Located<String> {
    let bare = step.uses.is_some() && !step.says_something();
    let id = match (f.has("id"), bare) {
        (false, true) => Located::new(String::new(), f.span.clone()),
        _ => f.needed(sheet, "id", "a short name that never changes, like \"read-back\""),
    };
    check_id(sheet, &id, "a step");
    if !bare
        && !step.says_something()
        && !f.has_any(&["say", "ask", "do", "check", "apology", "promise", "offer", "nothing"])
    {
        let help = "give it a `say`, `ask`, `do`, `check`, `apology`, `promise`, `offer` or `nothing`";
        sheet.error("empty-step", f.span.clone(), "there is nothing in this step", Some(help.to_owned()));
    }
    if bare && step.required {
        let help = "the steps that come from it say themselves whether they are required";
        sheet.warn("use", f.key_span("required"), "`required` says nothing here", Some(help.to_owned()));
    }
    id
}

/// `read-back` as `Read back`.
fn sentence(id: &str) -> String {
    let words = humanise(id);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn expression(sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str) -> Option<Located<Expr>> {
    let text = f.text(sheet, key)?;
    match Expr::parse(&text) {
        Ok(expr) => Some(text.with(expr)),
        Err(error) => {
            sheet.error(error.code, text.part(&error.at), error.message, error.help);
            None
        }
    }
}

fn prompt(sheet: &mut Sheet, text: &Located<String>) -> Located<Prompt> {
    let parsed = Prompt::parse(text).unwrap_or_else(|error| {
        sheet.error("prompt", text.part(&error.at), error.message, Some(error.help));
        Prompt { text: text.value.clone(), gaps: Vec::new() }
    });
    text.with(parsed)
}

fn prompt_field(sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str) -> Option<Located<Prompt>> {
    let text = f.text(sheet, key)?;
    if text.trim().is_empty() {
        sheet.error(
            "missing-key",
            text.span.clone(),
            format!("`{key}` says nothing"),
            Some("write it, or leave it out".into()),
        );
    }
    Some(prompt(sheet, &text))
}

fn say(sheet: &mut Sheet, f: &mut Fields<'_>) -> Option<Say> {
    let value: &Node<'_> = f.node("say")?;
    if let DeValue::Table(_) = value.get_ref() {
        let table = Fields::of(sheet, "say", value)?;
        let mut variants = Vec::new();
        for (key, value) in table.all() {
            let variant = match (key.as_str(), Channel::from_str(&key), CustomerKind::from_str(&key)) {
                ("else", ..) => Variant::Else,
                (_, Ok(channel), _) => Variant::Channel(channel),
                (_, _, Ok(kind)) => Variant::Kind(kind),
                _ => {
                    let words = Channel::ALL.iter().map(|c| c.word()).chain(CustomerKind::ALL.iter().map(|k| k.word()));
                    let help = did_you_mean(&key, words.chain(["else"]));
                    let message = format!("`{}` is neither a channel nor a kind of customer", *key);
                    sheet.error("unknown-channel", key.span.clone(), message, help);
                    continue;
                }
            };
            if let Some(text) = fields::text(sheet, "say", value) {
                variants.push((variant, prompt(sheet, &text)));
            }
        }
        if !variants.iter().any(|(variant, _)| *variant == Variant::Else) {
            let help = Some("add `else = \"…\"`: what to say to everybody else".to_owned());
            sheet.error("missing-key", value.span(), "`say` has nothing for everybody else", help);
        }
        return Some(Say { variants });
    }
    let text = f.text(sheet, "say")?;
    if text.trim().is_empty() {
        sheet.error(
            "missing-key",
            text.span.clone(),
            "`say` says nothing",
            Some("write it, or leave it out".to_owned()),
        );
    }
    Some(Say { variants: vec![(Variant::Else, prompt(sheet, &text))] })
}

/// The question, or the name of one that could not be read.
fn ask(sheet: &mut Sheet, f: &mut Fields<'_>) -> (Option<Located<Question>>, Option<String>) {
    let Some(mut table) = f.table(sheet, "ask") else { return (None, None) };
    let name = table.needed(sheet, "as", "the name of the answer, like \"days_late\"");
    let question = question(sheet, &mut table, &name);
    table.finish(sheet);
    let unread = question.is_none().then_some(name.value);
    (question, unread)
}

fn question(sheet: &mut Sheet, f: &mut Fields<'_>, name: &Located<String>) -> Option<Located<Question>> {
    let word = f.needed(sheet, "type", "text, number, money, date, yes-no, choice, phone or email");
    let label = f.text(sheet, "label").filter(|label| !label.trim().is_empty());
    let options = f.texts(sheet, "options");
    let (min_span, max_span) = (f.key_span("min"), f.key_span("max"));
    let (min, max) = (f.node("min"), f.node("max"));
    if !name.is_empty() && (!is_word(name) || name.len() > 64 || RESERVED.contains(&name.as_str())) {
        let help = "use small letters, digits and _, beginning with a letter; not a word of the expression language";
        sheet.error("bad-id", name.span.clone(), format!("`{}` cannot name an answer", **name), Some(help.to_owned()));
    }
    let Some(kind) = QuestionType::ALL.into_iter().find(|kind| kind.word() == word.as_str()) else {
        if !word.is_empty() {
            let help = did_you_mean(&word, QuestionType::ALL.iter().map(|kind| kind.word()));
            sheet.error("unknown-word", word.span.clone(), format!("`{}` is no type of answer", *word), help);
        }
        return None;
    };
    let options = question_options(sheet, f, kind, options);
    let min = min.and_then(|value| bound(sheet, "min", kind, value));
    let max = max.and_then(|value| bound(sheet, "max", kind, value));
    let sample = Question { name: name.value.clone(), kind, label: String::new(), options, min: None, max: None };
    let upside_down = match (&min, &max) {
        (Some(min), Some(max)) => Question { min: Some(min.clone()), ..sample.clone() }.below(max),
        _ => false,
    };
    if upside_down {
        sheet.error("wrong-type", min_span.start..max_span.end.max(min_span.end), "`min` is more than `max`", None);
    }
    let label = label.map_or_else(|| sentence(name), |label| clean::one_line(&label));
    Some(name.with(Question { label, min, max, ..sample }))
}

fn question_options(
    sheet: &mut Sheet,
    f: &Fields<'_>,
    kind: QuestionType,
    options: Option<Vec<Located<String>>>,
) -> Vec<String> {
    let options_given = options.is_some();
    let mut kept: Vec<String> = Vec::new();
    for option in options.unwrap_or_default() {
        let text = clean::one_line(option.trim());
        if text.is_empty() {
            sheet.error("options", option.span, "an option says nothing", None);
        } else if kept.iter().any(|other| other.to_lowercase() == text.to_lowercase()) {
            sheet.error("options", option.span, format!("`{text}` stands here twice"), None);
        } else {
            kept.push(text);
        }
    }
    match (kind, options_given) {
        (QuestionType::Choice, _) if kept.is_empty() => {
            let help = Some("write `options = [\"one\", \"another\"]`".to_owned());
            sheet.error("options", f.span.clone(), "a choice needs options", help);
        }
        (QuestionType::Choice, _) | (_, false) => {}
        (_, true) => {
            let help = Some("write `type = \"choice\"`, or leave the options out".to_owned());
            sheet.error("options", f.key_span("options"), "only a choice has options", help);
        }
    }
    kept
}

/// `min` or `max` of a question, in the question's own type.
fn bound(sheet: &mut Sheet, key: &str, kind: QuestionType, value: &Node<'_>) -> Option<Value> {
    let wanted = match kind {
        QuestionType::Number => {
            if let Some(number) = fields::number(value) {
                return Some(Value::Number(number));
            }
            "a number"
        }
        QuestionType::Date => {
            if let Some(date) = fields::date(value) {
                return Some(Value::Date(date));
            }
            "a date like 2026-11-20"
        }
        QuestionType::Money => {
            let money = value.get_ref().as_str().and_then(exact_money);
            if let Some(money) = money {
                return Some(Value::Money(money));
            }
            "an amount with its currency, like \"4.90 GBP\""
        }
        _ => {
            let message = format!("`{key}` is for numbers, amounts and dates");
            sheet.error("wrong-type", value.span(), message, Some("leave it out".to_owned()));
            return None;
        }
    };
    fields::wrong_type(sheet, key, wanted, value);
    None
}

/// An amount that names its currency.
fn exact_money(text: &str) -> Option<Money> {
    let currency = Currency::from_code(text.trim().rsplit(' ').next()?)?;
    Money::parse(text, currency).ok()
}

fn apology(sheet: &mut Sheet, f: &mut Fields<'_>) -> Option<Apology> {
    let mut table = f.table(sheet, "apology")?;
    let mut part = |sheet: &mut Sheet, key: &'static str, what: &str| {
        let span = table.span.clone();
        let text = table.text(sheet, key).filter(|text| !text.trim().is_empty());
        if text.is_none() {
            let message = format!("this apology does not say {what}");
            sheet.error("apology-part", span.clone(), message, Some(format!("add `{key} = \"…\"`")));
        }
        let text = text.unwrap_or_else(|| Located::new(String::new(), span));
        prompt(sheet, &text)
    };
    let apology = Apology {
        harm: part(sheet, "harm", "what it did to them"),
        ownership: part(sheet, "ownership", "that it is ours to answer for"),
        repair: part(sheet, "repair", "how it is put right"),
        by_when: part(sheet, "by_when", "by when"),
    };
    table.finish(sheet);
    Some(apology)
}

fn promise(sheet: &mut Sheet, f: &mut Fields<'_>) -> Option<PromiseRule> {
    let mut table = f.table(sheet, "promise")?;
    let text = table.needed(sheet, "text", "what will be done, like \"Ring back with where it is\"");
    let within = table.needed(sheet, "within", "how soon, like \"2 working days\"");
    table.finish(sheet);
    let text = prompt(sheet, &text);
    let within = match Within::parse(&within) {
        Ok(within) => within,
        Err(_) if within.is_empty() => Within::WorkingDays(1),
        Err(why) => {
            sheet.error("promise", within.span.clone(), why, None);
            Within::WorkingDays(1)
        }
    };
    Some(PromiseRule { text, within })
}

fn offer(sheet: &mut Sheet, f: &mut Fields<'_>) -> Option<Offer> {
    let mut table = f.table(sheet, "offer")?;
    let gesture = table.needed(sheet, "gesture", "the id of a gesture of the desk");
    let value = expression(sheet, &mut table, "value");
    let because = prompt_field(sheet, &mut table, "because");
    table.finish(sheet);
    Some(Offer { gesture, value, because })
}
