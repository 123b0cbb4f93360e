//! Examples: the tests that travel with a playbook. Each runs as `amends playbook try` would run it.

use super::expr::Type;
use super::guide::Playbook;
use super::model::{Example, Given, Offered};
use super::names::{KNOWN, known_type};
use super::question::QuestionType;
use super::tryout::{Tryout, tryout};
use super::view::{OfferView, Worth};
use crate::desk::{Desk, Located, Sheet, did_you_mean};
use crate::terms::{Answers, Money, Text, Timestamp, Value};

/// Runs an example and tells where it comes out otherwise than it says.
pub fn check(playbook: &Playbook, example: &Example, desk: &Desk, sheet: &mut Sheet) {
    let mut known = Answers::from([("desk.name".to_owned(), Value::Text(Text::new(&desk.name)))]);
    let mut sound = true;
    for (name, given) in &example.given {
        match value(playbook, name, given, desk) {
            Ok(value) => drop(known.insert(name.value.clone(), value)),
            Err((at_name, message, help)) => {
                let place = if at_name { name.span.clone() } else { given.span.clone() };
                sheet.error("example", place, message, help);
                sound = false;
            }
        }
    }
    if !sound {
        return;
    }
    // The moment matters to the words of promises only, and an example does not look at these.
    let tryout = tryout(playbook, &known, Timestamp::default(), desk);
    if let Some(reaches) = &example.reaches {
        check_reaches(&tryout, reaches, sheet);
    }
    if let Some(offers) = &example.offers {
        check_offers(&tryout, offers, desk, sheet);
    }
}

type Unfit = (bool, String, Option<String>);

/// What is given, in the type of its name. Where not: whether the name is at fault, what is wrong, what to do.
fn value(playbook: &Playbook, name: &str, given: &Given, desk: &Desk) -> Result<Value, Unfit> {
    if let Some(question) = playbook.question(name) {
        let unfit = |why: String| (false, why, None);
        let value = match given {
            Given::Number(number) => Value::Number(*number),
            Given::YesNo(yes) => Value::YesNo(*yes),
            Given::Date(date) => Value::Date(*date),
            Given::Words(words) if question.kind == QuestionType::Date => {
                let day = words.parse().map_err(|_| unfit(format!("`{name}` wants a date like 2026-11-20")))?;
                Value::Date(day)
            }
            Given::Words(words) => question.read(words, desk.currency, chrono::NaiveDate::default()).map_err(unfit)?,
        };
        question.fits(&value, desk.currency).map_err(unfit)?;
        return Ok(value);
    }
    match (known_type(name), given) {
        (None, _) => {
            let names = playbook.questions().iter().map(|question| question.name.as_str());
            let help = did_you_mean(name, names.chain(KNOWN.iter().map(|(known, ..)| *known)));
            Err((true, format!("`{name}` is not known here"), help))
        }
        (Some(Type::Text), Given::Words(words)) => Ok(Value::Text(Text::new(words))),
        (Some(Type::YesNo), Given::YesNo(yes)) => Ok(Value::YesNo(*yes)),
        (Some(Type::Date), Given::Date(date)) => Ok(Value::Date(*date)),
        (Some(Type::Choice(options)), Given::Words(words)) => {
            if options.contains(words) {
                return Ok(Value::Choice(words.clone()));
            }
            let help = did_you_mean(words, options.iter().map(String::as_str));
            Err((false, format!("`{words}` is not one of the options of `{name}`"), help))
        }
        (Some(wanted), _) => Err((false, format!("`{name}` is {}", wanted.words()), None)),
    }
}

fn check_reaches(tryout: &Tryout, wanted: &Located<Vec<Located<String>>>, sheet: &mut Sheet) {
    for id in &wanted.value {
        let Some(tried) = tryout.steps.iter().find(|tried| tried.step == id.value) else {
            let help = did_you_mean(id, tryout.steps.iter().map(|tried| tried.step.as_str()));
            sheet.error("example", id.span.clone(), format!("there is no step `{}`", **id), help);
            continue;
        };
        let why = match (&tried.waits_for, tried.reach) {
            (_, "yes") => continue,
            (Some(name), _) => format!("`{}` is not decided yet: it waits for `{name}`", **id),
            (None, _) => format!("`{}` is not reached with what is given", **id),
        };
        sheet.error("example", id.span.clone(), why, Some("mend the step's `when`, or the example".to_owned()));
    }
    let extra: Vec<&str> = tryout.reached().filter(|id| !wanted.iter().any(|w| w.value == *id)).collect();
    if !extra.is_empty() {
        let message = format!("this also reaches `{}`", extra.join("`, `"));
        sheet.error("example", wanted.span.clone(), message, Some("add it to the list, or mend its `when`".to_owned()));
    }
}

fn check_offers(tryout: &Tryout, wanted: &Located<Vec<Offered>>, desk: &Desk, sheet: &mut Sheet) {
    let mut left: Vec<&OfferView> = tryout.offers().collect();
    for (gesture, value) in &wanted.value {
        let amount = match value.as_ref().map(|text| (text, Money::parse(text, desk.currency))) {
            None => None,
            Some((_, Ok(money))) => Some(money),
            Some((text, Err(error))) => {
                sheet.error("example", text.span.clone(), error.to_string(), None);
                continue;
            }
        };
        let found = left.iter().position(|offer| offer.gesture == gesture.value && offer.value.amount() == amount);
        if let Some(at) = found {
            left.remove(at);
        } else {
            let same = left.iter().find(|offer| offer.gesture == gesture.value);
            let help = same.map(|offer| format!("it offers {}", shown(offer)));
            let place = value.as_ref().map_or_else(|| gesture.span.clone(), |text| text.span.clone());
            let amount = amount.map(|money| format!(" {money}")).unwrap_or_default();
            sheet.error("example", place, format!("`{}{amount}` is not offered", **gesture), help);
            left.retain(|offer| offer.gesture != gesture.value);
        }
    }
    for offer in left {
        let help = Some("add it to `offers`, or mend the step's `when`".to_owned());
        sheet.error("example", wanted.span.clone(), format!("this also offers {}", shown(offer)), help);
    }
}

fn shown(offer: &OfferView) -> String {
    match &offer.value {
        Worth::Amount(money) => format!("`{} {money}`", offer.gesture),
        Worth::NotYet(name) => format!("`{}`, which waits for `{name}`", offer.gesture),
        Worth::WithoutAmount => format!("`{}`", offer.gesture),
    }
}
