//! Reading one line: JSON to a [`Record`], with everything that is malformed in it at once.

use serde_json::Value;

use super::fields::{Fields, Reading};
use super::record::{Act, Cleaning, Fate, Given, Noted, Promised, Record, Said, Taken};
use crate::case::{CustomerDetails, Refusal};
use crate::terms::{Currency, Heat};

/// Reads one line. `currency` is that of amounts which name none.
///
/// # Errors
/// Everything that is wrong with the line.
pub fn record(line: &str, currency: Currency) -> Result<Record, Refusal> {
    let mut reading = Reading { reasons: Vec::new(), cleaning: Cleaning::default(), currency };
    let value: Value = match serde_json::from_str(line) {
        Ok(value) => value,
        Err(error) => {
            let what = format!("This is not JSON: {error}");
            reading.wrong("json", what, "write one JSON object on one line");
            return Err(Refusal { reasons: reading.reasons });
        }
    };
    let record = Fields::of(value, String::new(), &mut reading).and_then(|mut fields| {
        let record = fields_of(&mut fields, &mut reading);
        fields.finish(&mut reading);
        record
    });
    match record {
        Some(record) if reading.reasons.is_empty() => Ok(Record { cleaning: reading.cleaning, ..record }),
        _ => Err(Refusal { reasons: reading.reasons }),
    }
}

fn fields_of(f: &mut Fields, r: &mut Reading) -> Option<Record> {
    let customer = customer(f, r);
    let channel = f.take("channel");
    if channel.is_none() {
        f.missing("channel", "say how they reached us: phone, in-person, chat, email or social", r);
    }
    let channel = channel.and_then(|channel| {
        let mut one = Fields::of(serde_json::json!({ "channel": channel }), String::new(), r)?;
        one.listed("channel", r)
    });
    let had = r.reasons.len();
    let began = f.moment("began", r);
    if began.is_none() && r.reasons.len() == had {
        f.missing("began", "say when it began, like 2026-11-20T09:14:03Z", r);
    }
    let (heat_start, heat_end) = heat(f, r);
    let record = Record {
        external_id: f.external_id("external_id", r),
        case: f.word("case", r),
        kind: f.listed("kind", r),
        severity: f.listed("severity", r),
        heat_start,
        heat_end,
        customer,
        channel,
        agent: f.word("agent", r),
        began: began.unwrap_or_default(),
        ended: f.moment("ended", r),
        hold_s: f.seconds("hold_s", r),
        wrap_s: f.seconds("wrap_s", r),
        playbook: f.word("playbook", r),
        summary: f.text("summary", r),
        wanted: f.text("wanted", r),
        messages: f.objects("messages", r, said),
        notes: f.objects("notes", r, noted),
        answers: answers(f, r),
        steps: f.objects("steps", r, taken),
        actions: f.objects("actions", r, act),
        promises: f.objects("promises", r, promised),
        gestures: f.objects("gestures", r, given),
        outcome: f.listed("outcome", r),
        cause: f.word("cause", r),
        tried: f.text("tried", r),
        cleaning: Cleaning::default(),
    };
    began.map(|_| record)
}

fn customer(f: &mut Fields, r: &mut Reading) -> CustomerDetails {
    let mend = "say who it was, by name, phone or email: {\"name\":\"…\"}";
    let Some(value) = f.take("customer") else {
        f.missing("customer", mend, r);
        return CustomerDetails::default();
    };
    let Some(mut c) = Fields::of(value, "customer.".to_owned(), r) else { return CustomerDetails::default() };
    let before = r.reasons.len();
    let internal = match c.take("internal") {
        None => None,
        Some(Value::Bool(yes)) => Some(yes),
        Some(_) => {
            r.wrong("wrong-type", "`customer.internal` is neither true nor false", "write true or false");
            None
        }
    };
    let details = CustomerDetails {
        name: c.text("name", r),
        called: c.text("called", r),
        phone: c.text("phone", r),
        email: c.text("email", r),
        kind: c.listed("kind", r),
        preferences: c.text("preferences", r),
        support_needs: c.text("support_needs", r),
        internal,
    };
    c.finish(r);
    let unnamed = details.name.is_none() && details.phone.is_none() && details.email.is_none();
    if unnamed && r.reasons.len() == before {
        r.wrong("missing-field", "`customer` says nothing that a person could be found by", mend);
    }
    details
}

/// `{"start":"angry","end":"calm"}`, or one word for the start.
fn heat(f: &mut Fields, r: &mut Reading) -> (Option<Heat>, Option<Heat>) {
    match f.take("heat") {
        None => (None, None),
        Some(word @ Value::String(_)) => {
            let one = Fields::of(serde_json::json!({ "heat": word }), String::new(), r);
            (one.and_then(|mut one| one.listed("heat", r)), None)
        }
        Some(value) => {
            let Some(mut heat) = Fields::of(value, "heat.".to_owned(), r) else { return (None, None) };
            let both = (heat.listed("start", r), heat.listed("end", r));
            heat.finish(r);
            both
        }
    }
}

/// Answers as words; the playbook's questions say what type each is.
fn answers(f: &mut Fields, r: &mut Reading) -> Vec<(String, String)> {
    let Some(value) = f.take("answers") else { return Vec::new() };
    let Value::Object(values) = value else {
        r.wrong("wrong-type", "`answers` is not an object", "write it as { \"days_late\": 4 }");
        return Vec::new();
    };
    let mut answers = Vec::new();
    for (name, value) in values {
        let words = match value {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Bool(yes) => if yes { "yes" } else { "no" }.to_owned(),
            Value::Null => continue,
            _ => {
                let what = format!("`answers.{}` is a list or an object", super::fields::shown(&name));
                r.wrong("wrong-type", what, "write one text, number, true or false");
                continue;
            }
        };
        // Masked and removed characters are counted here; the question cleans the words again, which changes nothing.
        answers.push((name, r.cleaning.text(&words).to_string()));
    }
    answers
}

fn said(f: &mut Fields, r: &mut Reading) -> Option<Said> {
    let (at, who, text) = (f.moment("at", r), f.listed("who", r), f.text("text", r));
    let had = r.reasons.len();
    if text.is_none() && r.reasons.len() == had {
        f.missing("text", "write what was said", r);
    }
    Some(Said { at, who: who.unwrap_or(crate::terms::Speaker::Customer), text: text? })
}

fn noted(f: &mut Fields, r: &mut Reading) -> Option<Noted> {
    let (at, text) = (f.moment("at", r), f.text("text", r));
    if text.is_none() {
        f.missing("text", "write the note's words", r);
    }
    Some(Noted { at, text: text? })
}

fn taken(f: &mut Fields, r: &mut Reading) -> Option<Taken> {
    let step = f.word("step", r);
    if step.is_none() {
        f.missing("step", "give the step's id, as the playbook has it", r);
    }
    let (at, skipped, values) = (f.moment("at", r), f.text("skipped", r), f.texts("values", r));
    Some(Taken { step: step?, at, skipped, values })
}

fn act(f: &mut Fields, r: &mut Reading) -> Option<Act> {
    let action = f.word("do", r);
    if action.is_none() {
        f.missing("do", "give the action's name", r);
    }
    let (at, values) = (f.moment("at", r), f.texts("values", r));
    Some(Act { action: action?, at, values })
}

fn promised(f: &mut Fields, r: &mut Reading) -> Option<Promised> {
    let had = r.reasons.len();
    let (text, due) = (f.text("text", r), f.moment("due", r));
    if text.is_none() {
        f.missing("text", "say what was promised", r);
    }
    if due.is_none() && r.reasons.len() == had {
        f.missing("due", "say by when, like 2026-11-24T16:00:00Z", r);
    }
    let (at, told, reason) = (f.moment("at", r), f.text("told", r), f.text("reason", r));
    let fates: Vec<Fate> = [
        f.moment("kept", r).map(Fate::Kept),
        f.moment("broken", r).map(Fate::Broken),
        f.moment("withdrawn", r).map(Fate::Withdrawn),
    ]
    .into_iter()
    .flatten()
    .collect();
    if fates.len() > 1 {
        let what = format!("`{}` is kept, broken and withdrawn at once", f.name("kept").trim_end_matches(".kept"));
        r.wrong("promise", what, "give only one of kept, broken and withdrawn");
    }
    let fate = fates.first().copied().unwrap_or(Fate::Open);
    Some(Promised { text: text?, at, due: due?, told, fate, reason })
}

fn given(f: &mut Fields, r: &mut Reading) -> Option<Given> {
    let gesture = f.word("gesture", r);
    if gesture.is_none() {
        f.missing("gesture", "give the gesture's id from the desk's list", r);
    }
    let (at, value, reason) = (f.moment("at", r), f.money("value", r), f.text("reason", r));
    Some(Given { gesture: gesture?, at, value, reason: reason.unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> String {
        record(line, Currency::GBP).map_or_else(|refusal| refusal.sentences(), |_| "fine".to_owned())
    }

    #[test]
    fn a_full_line_is_read() {
        let line = r#"{"external_id":"z-9","case":"C-1042","kind":"complaint","severity":"middle",
            "heat":{"start":"angry","end":"calm"},"customer":{"name":"Ngozi Okafor","phone":"07700 900123","email":"n@example.org"},
            "channel":"chat","agent":"ana","began":"2026-11-20T09:14:03Z","ended":"2026-11-20T09:21:40Z","hold_s":40,"wrap_s":65,
            "playbook":"late-parcel","summary":"Sent another.","wanted":"by Saturday",
            "messages":[{"at":"2026-11-20T09:15:00Z","who":"customer","text":"it is late"},{"who":"agent","text":"I see"}],
            "notes":[{"text":"driver \u001b[31mleft a card"}],"answers":{"days_late":4,"gift":true},
            "steps":[{"step":"story","at":"2026-11-20T09:15:00Z"},{"step":"replace","skipped":"sold out"}],
            "actions":[{"do":"pull-up-account","values":["N. Okafor"]}],
            "promises":[{"text":"ring","due":"2026-11-21T10:00:00Z","kept":"2026-11-20T16:00:00Z"}],
            "gestures":[{"gesture":"refund","value":"4.90 GBP","reason":"late"}],"outcome":"resolved","cause":"carrier-delay"}"#;
        let record = record(&line.replace('\n', " "), Currency::GBP).unwrap();
        assert_eq!(record.answers, [("days_late".into(), "4".into()), ("gift".into(), "yes".into())]);
        assert_eq!(record.notes[0].text.as_str(), "driver [31mleft a card");
        assert_eq!(record.cleaning, Cleaning { masked: 0, removed: 1 });
        assert_eq!((record.messages.len(), record.steps.len(), record.hold_s), (2, 2, Some(40)));
        assert!(matches!(record.promises[0].fate, Fate::Kept(_)));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let told = told(
            r#"{"custmer":{"name":"A"},"chanel":"phone","began":"2026-02-30T10:00:00Z","kind":"complain","hold_s":-1,
              "messages":[{"who":"customer"}],"gestures":[{"gesture":"refund","value":"4.999"}]}"#,
        );
        for part in [
            "`custmer` is not a field here: did you mean `customer`?",
            "`customer` is missing",
            "`channel` is missing",
            "`chanel` is not a field here: did you mean `channel`?",
            "`began` is `2026-02-30T10:00:00Z`, which is not a moment",
            "`kind` is `complain`: did you mean `complaint`?",
            "`hold_s` is -1",
            "`messages[0].text` is missing",
            "GBP has 2 decimal places",
        ] {
            assert!(told.contains(part), "{part}\n--\n{told}");
        }
        assert!(!told.contains("`began` is missing"), "{told}");
    }

    #[test]
    fn what_is_no_object_is_refused() {
        assert!(told("[1]").contains("The line is a list, not an object"));
        assert!(told("{\"a\":").contains("not JSON"));
        assert!(
            told(r#"{"customer":{},"channel":"phone","began":"2026-11-20T09:00:00Z"}"#).contains("could be found by")
        );
    }
}
