//! Tasks of tau2-bench: a script for whoever plays the customer, in the second person, and what the agent is expected to do. What
//! is said is made of both: their words in the first person, our actions in words.

use serde::Deserialize;
use serde_json::Value;

use crate::practice::act::Act;
use crate::terms::{Channel, Stage, capital};

use super::draft::{Answer, Draft, Exchange};
use super::frame::{MOST_ANSWER, MOST_SAID};
use super::temper::Temper;
use super::{How, NOBODY, first_words, parts, playbook, sentences, tidy};

#[derive(Deserialize)]
struct Task {
    id: Value,
    reason: Option<String>,
    known: Option<String>,
    unknown: Option<String>,
    script: Option<String>,
    #[serde(default)]
    expected_actions: Vec<Expected>,
    #[serde(default)]
    must_tell: Option<Vec<String>>,
    #[serde(default)]
    assertions: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Expected {
    action: String,
    #[serde(default)]
    args: Value,
}

pub(super) fn read(line: &str, how: &How<'_>) -> (Option<String>, Result<Draft, String>) {
    match serde_json::from_str::<Task>(line) {
        Ok(task) => {
            let id = format!("tau2-{}", plain_id(&task.id));
            (Some(id.clone()), draft(id, &task, how))
        }
        Err(error) => (None, Err(format!("not a task of this format: {error}"))),
    }
}

/// An id of a record as part of ours.
pub(super) fn plain_id(id: &Value) -> String {
    let text = id.as_str().map_or_else(|| id.to_string(), str::to_owned).to_lowercase();
    let plain: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
    let plain = plain.trim_matches('-');
    if plain.is_empty() { "draft".to_owned() } else { plain.to_owned() }
}

fn draft(id: String, task: &Task, how: &How<'_>) -> Result<Draft, String> {
    let text = |text: &Option<String>| {
        let text = tidy(text.as_deref().unwrap_or_default());
        if text.chars().any(char::is_alphanumeric) { text } else { String::new() }
    };
    let (reason, known, unknown, script) =
        (text(&task.reason), text(&task.known), text(&task.unknown), text(&task.script));
    if reason.is_empty() {
        return Err("there is no reason for the call".to_owned());
    }
    // What is written to whoever plays the customer is no line of theirs.
    let (directions, spoken): (Vec<&str>, Vec<&str>) = sentences(&reason).into_iter().partition(|s| is_direction(s));
    let (first, later): (Vec<&str>, Vec<&str>) = spoken.iter().partition(|s| !s.to_lowercase().starts_with("if "));
    let mut opening = parts(&first_person(&first.join(" ")), MOST_SAID);
    if opening.is_empty() {
        opening = parts(&first_person(&reason), MOST_SAID);
    }
    let wants = first_words(&capital(&person_free(sentences(&reason).first().copied().unwrap_or(&reason))), 18);
    let mut later: std::collections::VecDeque<String> =
        later.into_iter().flat_map(|s| parts(&first_person(s), MOST_SAID)).collect();

    let mut exchanges = Vec::new();
    let all = opening.len();
    for (n, says) in opening.into_iter().enumerate() {
        let best = match (n, n + 1 == all) {
            (0, false) => Answer::new(
                "I have time for this. Please tell me the rest, so that I get all of it.",
                Stage::Listen,
                &[Act::LetFinish],
            ),
            (_, false) => writes_down(),
            (_, true) => {
                let read_back = format!(
                    "I have it like this: {}. Is that right, and who am I speaking to?",
                    first_words(&lower_first(&wants), 28).trim_end_matches('.')
                );
                Answer::new(read_back, Stage::Listen, &[Act::ReadBack, Act::Ask])
            }
        };
        exchanges.push(Exchange::new(says, best));
    }
    let mut who = parts(&first_person(format!("{known} {unknown}").trim()), MOST_SAID);
    let mut says = Some(who.pop().unwrap_or_else(|| "Yes, that is right.".to_owned()));
    exchanges.extend(who.into_iter().map(|says| Exchange::new(says, writes_down())));
    for answer in replies(task) {
        let plain = || ["Yes, please.", "Good. Go on.", "Yes, do that."][exchanges.len() % 3].to_owned();
        let says = says.take().or_else(|| later.pop_front()).unwrap_or_else(plain);
        exchanges.push(Exchange::new(says, answer));
    }
    let last = later.pop_front().unwrap_or_default();
    let mut notes = vec![
        "A draft made of a script (tau2-bench). Work it over before anybody practises with it.".to_owned(),
        format!("Why they call: {reason}"),
    ];
    let list = [("How they are", &script), ("What they know", &known), ("What they do not know", &unknown)];
    notes.extend(list.into_iter().filter(|(_, text)| !text.is_empty()).map(|(what, text)| format!("{what}: {text}")));
    notes.extend(directions.iter().map(|line| format!("To play, not to say: {line}")));
    // What the script has for them beyond the answers that there are.
    notes.extend(later.iter().map(|line| format!("cut: {line}")));
    Ok(Draft {
        title: format!("A retailer's customer, task {}", id.trim_start_matches("tau2-")),
        about: first_words(&reason, 38),
        playbook: playbook(how.library, how.playbook, &format!("{reason} {script}")),
        channel: Channel::Chat,
        names: vec![name(&known)],
        wants,
        temper: Temper::of(&format!("{script} {reason}")),
        notes,
        exchanges,
        last,
        id,
    })
}

fn writes_down() -> Answer {
    Answer::new("Go on, I am writing it down.", Stage::Listen, &[Act::LetFinish])
}

/// Said to the player, and not by the customer.
fn is_direction(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    lower.contains("agent")
        || ["when asked", "make sure", "if asked", "do not ", "don't ", "be sure", "remember to", "for some reason"]
            .iter()
            .any(|begins| lower.starts_with(begins))
}

/// What we are expected to do, in words, each sort once: looking up is one answer, each change another.
fn replies(task: &Task) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::new();
    let looks = |name: &str| name.starts_with("get_") || name.starts_with("find_") || name == "calculate";
    answers.push(Answer::new(
        "Thank you. I look at it now, while you are here, and tell you what I see.",
        Stage::Resolve,
        &[Act::Explain],
    ));
    for expected in task.expected_actions.iter().filter(|expected| !looks(&expected.action)) {
        let says = in_words(expected);
        if !answers.iter().any(|answer| answer.says == says) {
            answers.push(Answer::new(says, Stage::Resolve, &[Act::Repair]));
        }
    }
    let tells = task.assertions.iter().flatten().filter_map(|line| {
        let told = tidy(line);
        let told = told.strip_prefix("Agent should tell the user")?.trim_start().trim_start_matches("that ").to_owned();
        Some(first_words(&capital(&told.replace("their ", "your ").replace("they ", "you ")), MOST_ANSWER - 6))
    });
    let mut told: Vec<String> = tells.collect();
    if told.is_empty() {
        told = task
            .must_tell
            .iter()
            .flatten()
            .map(|line| format!("To answer your question: {}.", first_words(&tidy(line), 30)))
            .collect();
    }
    for says in told {
        if !answers.iter().any(|answer| answer.says == says) {
            answers.push(Answer::new(says, Stage::Resolve, &[Act::Explain]));
        }
    }
    answers
}

/// An expected action as somebody would say it.
fn in_words(expected: &Expected) -> String {
    let arg = |name: &str| expected.args.get(name).and_then(Value::as_str).map(tidy).unwrap_or_default();
    let how_many = expected.args.get("item_ids").and_then(Value::as_array).map_or(0, Vec::len);
    let items = match how_many {
        0 | 1 => "the item".to_owned(),
        n => format!("the {n} items"),
    };
    let paid = match arg("payment_method_id") {
        id if id.starts_with("credit_card") => " by your credit card",
        id if id.starts_with("gift_card") => " by your gift card",
        id if id.starts_with("paypal") => " by PayPal",
        _ => "",
    };
    let place =
        [arg("address1"), arg("city")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let place = if place.is_empty() { String::new() } else { format!(" to {}", first_words(&place, 10)) };
    let order = arg("order_id").trim_start_matches('#').to_owned();
    let order = if order.is_empty() { "the order".to_owned() } else { format!("order {order}") };
    match expected.action.as_str() {
        "return_delivered_order_items" => {
            format!("I set up the return of {items} from {order} now, and the money goes back{paid}. Shall I do it?")
        }
        "exchange_delivered_order_items" => format!(
            "I set up the exchange of {items} from {order} now, with the difference settled{paid}. Shall I do it?"
        ),
        "cancel_pending_order" => {
            format!("I cancel {order} now, and the money goes back the way it came. Shall I do it?")
        }
        "modify_pending_order_items" => format!(
            "I change {items} in {order} to what you asked for, with the difference settled{paid}. Shall I do it?"
        ),
        "modify_pending_order_address" => format!("I change where {order} goes{place}. Shall I do it?"),
        "modify_user_address" => format!("I change the address in your account{place}. Shall I do it?"),
        "modify_pending_order_payment" => format!("I change how {order} is paid: it goes{paid}. Shall I do it?"),
        "transfer_to_human_agents" => {
            "A colleague who may decide this goes on with you, and I tell them all of it, so that you need not."
                .to_owned()
        }
        other => format!("I do this for you now: {}. Shall I?", first_words(&tidy(&other.replace('_', " ")), 8)),
    }
}

/// The name in `You are Yusuf Rossi in zip code …`, or in a user name like `mia_garcia_4516`.
fn name(known: &str) -> String {
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    let words: Vec<&str> = known.split_whitespace().collect();
    if let Some(user) = words.iter().find(|word| word.contains('_')) {
        let parts: Vec<String> =
            user.split('_').map(plain).filter(|part| !part.is_empty()).map(|part| capital(&part)).collect();
        if !parts.is_empty() {
            return first_words(&parts.join(" "), 5);
        }
    }
    let at = words.iter().position(|word| matches!(*word, "are" | "is" | "called")).map_or(0, |at| at + 1);
    let mut name = Vec::new();
    for word in words.iter().skip(at).skip_while(|word| !word.starts_with(char::is_uppercase)) {
        if !word.starts_with(char::is_uppercase) || name.len() == 3 {
            break;
        }
        name.push(plain(word));
        if word.ends_with(|c: char| !c.is_alphabetic()) {
            break;
        }
    }
    if name.is_empty() { NOBODY[0].to_owned() } else { name.join(" ") }
}

/// `You want to return your lamp` as `I want to return my lamp`. By words, so that it is not always elegant.
fn first_person(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let core: String = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').to_owned();
        let lower = core.to_lowercase().replace('’', "'");
        let before = out.last().map(|before| before.to_lowercase()).unwrap_or_default();
        let is_object = [
            "to", "for", "with", "of", "from", "about", "by", "give", "tell", "send", "let", "help", "allow", "make",
            "told", "gave", "sent",
        ]
        .contains(&before.as_str());
        let new = match lower.as_str() {
            "you" if is_object => "me",
            "you" => "I",
            "you're" => "I am",
            "you've" => "I have",
            "you'd" => "I would",
            "you'll" => "I will",
            "your" if before.is_empty() || before.ends_with('.') => "My",
            "your" => "my",
            "yours" => "mine",
            "yourself" => "myself",
            "are" if before == "i" => "am",
            "were" if before == "i" => "was",
            _ => {
                out.push(word.to_owned());
                continue;
            }
        };
        out.push(word.replacen(&core, new, 1));
    }
    // `You name is …` stands in some scripts.
    capital(&out.join(" ")).replace("I name is", "My name is")
}

/// `You want to return …` as `To return …`, for what they want in a few words.
fn person_free(text: &str) -> String {
    ["You want to ", "You would like to ", "You'd like to ", "You need to "]
        .iter()
        .find_map(|begins| text.strip_prefix(begins))
        .map_or_else(
            || first_person(text).replacen("I ", "they ", 1).replace(" my ", " their "),
            |rest| format!("to {}", rest.replace("your ", "their ")),
        )
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_said_in_the_first_person() {
        for (script, said) in [
            ("You want to return your lamp.", "I want to return my lamp."),
            ("Your email is a@b.example, and you are busy.", "My email is a@b.example, and I am busy."),
            (
                "If that is not possible, you'd rather keep it; they sent you two.",
                "If that is not possible, I would rather keep it; they sent me two.",
            ),
        ] {
            assert_eq!(first_person(script), said);
        }
    }

    #[test]
    fn names_are_found() {
        assert_eq!(name("You are Yusuf Rossi in zip code 19122."), "Yusuf Rossi");
        assert_eq!(name("You are mia_garcia_4516 (mia.garcia2723@example.com)."), "Mia Garcia");
        assert_eq!(name("You name is Ava Nguyen and your zip code is 94128."), "Ava Nguyen");
        assert_eq!(name(""), "Mrs Ellery");
    }
}
