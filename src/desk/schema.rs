//! The JSON Schema of `desk.toml`, for editors. A test holds it against the reader: a new key goes here as well.

use serde_json::{Value, json};

use super::limits::LIMITS;
use crate::case::Structure;
use crate::sheet::schema::{count, date, document, flag, list, object, tables, text, words};
use crate::terms::{CaseKind, Channel, Fault, GestureKind, Heat, Outcome, Role, Severity};

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The schema.
pub fn schema() -> Value {
    let texts = |about: &str| list(&text(about), about);
    let day = || texts("Spans of the day, like \"09:00-17:30\".");
    let closed = object("a closed day", &["date"], &[("date", date("The day.")), ("name", text("What it is called."))]);
    let mut week: Vec<(&str, Value)> = DAYS.into_iter().map(|name| (name, day())).collect();
    week.push(("closed", tables(&closed, "Days on which the desk stays closed.")));
    let ceilings: Vec<(&str, Value)> = Role::ALL
        .iter()
        .map(|role| (role.word(), text("The most that one gesture may be worth, like \"25.00 GBP\".")))
        .collect();
    let limits = limits();
    let cause = cause();
    let keep = keep();
    let gesture = gesture();
    let person = object(
        "a person",
        &["login"],
        &[
            ("login", text("The name with which they log in.")),
            ("name", text("Their name.")),
            ("role", words(Role::ALL.iter().map(|r| r.word()), "What they may do; agent, if left out.")),
            ("helps_with", texts("What colleagues turn to them for.")),
        ],
    );
    let notice = object(
        "a notice",
        &["text"],
        &[
            ("from", date("Its first day.")),
            ("until", date("Its last day; for ever, if left out.")),
            ("text", text("What everybody should know.")),
        ],
    );
    let contact = contact();
    let aims = || {
        vec![
            ("first_response", text("Within what time they have an answer, like \"4 working hours\".")),
            ("resolution", text("Within what time the matter is closed, like \"2 working days\".")),
            ("acknowledge", text("How far ahead \"back to you by\" promises, like \"30 minutes\".")),
        ]
    };
    let of_channel = |channel: &Channel| {
        let own = |severity: &Severity| (severity.word(), object(severity.word(), &[], &aims()));
        let fields: Vec<(&str, Value)> = aims().into_iter().chain(Severity::ALL.iter().map(own)).collect();
        (channel.word(), object(channel.word(), &[], &fields))
    };
    let targets: Vec<(&str, Value)> = Channel::ALL.iter().map(of_channel).collect();
    document(
        "Desk of amends",
        "the desk",
        &["name", "currency", "zone"],
        &[
            ("name", text("The organisation's name, as agents say it.")),
            ("about", text("What it is, in a sentence.")),
            ("currency", text("The three letters of a currency, like \"GBP\".")),
            ("zone", text("The zone of the desk's clock, like \"Europe/London\".")),
            ("greeting", text("How the agent opens; gaps: {{ part_of_day }}, {{ agent }}, {{ desk.name }}.")),
            (
                "channels",
                list(
                    &words(Channel::ALL.iter().map(|c| c.word()), "A channel."),
                    "The channels served, the usual one first.",
                ),
            ),
            ("hours", object("hours", &[], &week)),
            ("targets", object("targets", &[], &targets)),
            ("ceilings", object("ceilings", &[], &ceilings)),
            ("limits", object("limits", &[], &limits)),
            (
                "second_failure_days",
                count("For how many days the same customer and cause is a second failure; 30, if left out."),
            ),
            (
                "repeat_days",
                count("For how many days a contact with the same customer and cause is a repeat; 7, if left out."),
            ),
            ("came_back_days", count("For how many days reports look whether a customer came back; 90, if left out.")),
            (
                "follow_up",
                text(
                    "How long after it was put right somebody asks whether all is well; \"5 working days\", if left out.",
                ),
            ),
            ("keep", tables(&keep, "How soon promises of certain words can be kept.")),
            ("cause", tables(&cause, "What may have gone wrong.")),
            ("criterion", tables(&criterion(), "By what work is scored, beside the rubric that ships.")),
            ("gesture", tables(&gesture, "What may be given.")),
            ("person", tables(&person, "Who sits here.")),
            ("notice", tables(&notice, "What everybody should know on certain days.")),
            ("directory", tables(&contact, "Who else can help a customer.")),
        ],
    )
}

fn cause() -> Value {
    let faults = words(Fault::ALL.iter().map(|f| f.word()), "Whose doing it is, where that goes without saying.");
    object(
        "a cause",
        &["id", "title"],
        &[("id", text("A short name that never changes.")), ("title", text("What people call it.")), ("fault", faults)],
    )
}

fn contact() -> Value {
    let texts = |about: &str| list(&text(about), about);
    object(
        "a directory entry",
        &["name"],
        &[
            ("name", text("Who it is.")),
            ("helps_with", texts("With what.")),
            ("phone", text("Their telephone number, in quotes.")),
            ("reach", text("An e-mail address or a web page.")),
            ("outside", flag("Whether they stand outside the organisation.")),
        ],
    )
}

fn criterion() -> Value {
    let texts = |about: &str| list(&text(about), about);
    let some = |all: Vec<&'static str>, about: &str| list(&words(all, about), about);
    let only_if = object(
        "only_if",
        &[],
        &[
            ("channels", some(Channel::ALL.iter().map(|w| w.word()).collect(), "A contact came in by one of these.")),
            ("kinds", some(CaseKind::ALL.iter().map(|w| w.word()).collect(), "It is one of these sorts of matter.")),
            ("heat", some(Heat::ALL.iter().map(|w| w.word()).collect(), "The customer was so heated at some time.")),
            ("outcomes", some(Outcome::ALL.iter().map(|w| w.word()).collect(), "It ended so.")),
        ],
    );
    object(
        "a criterion",
        &["id"],
        &[
            ("id", text("A short name that never changes; that of one which ships takes its place.")),
            ("title", text("What people call it.")),
            ("about", text("What to look for.")),
            ("skill", text("The skill it belongs to: one of the eight, or your own.")),
            ("points", count("The best score, 2 to 5; 5, if left out. One point is nothing.")),
            (
                "weight",
                json!({"type": "integer", "minimum": 0, "maximum": 100, "description": "How much it counts; 10, if left out."}),
            ),
            ("fail_all", flag("Whether one point here makes the whole nothing.")),
            ("only_if", only_if),
            (
                "from",
                words(Structure::ALL.iter().map(|s| s.word()), "What it is read from; people score it, if left out."),
            ),
            ("causes", texts("Why it may be low: the words to choose from.")),
            ("leave_out", flag("Takes one that ships away.")),
        ],
    )
}

fn keep() -> Value {
    let texts = |about: &str| list(&text(about), about);
    object(
        "what can be kept",
        &["words", "soonest", "because"],
        &[
            ("words", texts("A promise with one of these words in it.")),
            ("soonest", text("Not before so long, like \"2 working days\".")),
            ("because", text("Why not sooner, to be said to the customer.")),
        ],
    )
}

fn limits() -> Vec<(&'static str, Value)> {
    let limit: Vec<(&str, Value)> = LIMITS.iter().map(|(key, about)| (*key, text(about))).collect();
    Role::ALL.iter().map(|role| (role.word(), object(role.word(), &[], &limit))).collect()
}

fn gesture() -> Value {
    object(
        "a gesture",
        &["id", "title", "kind"],
        &[
            ("id", text("A short name that never changes.")),
            ("title", text("What people call it.")),
            ("kind", words(GestureKind::ALL.iter().map(|k| k.word()), "What it is made of.")),
            ("value", flag("Whether it is given with an amount; for money yes, if left out.")),
            ("about", text("When to give it.")),
            ("certificate", flag("Whether it is a certificate, with a code that is redeemed later.")),
            ("valid_days", count("How many days after the day it is given it is still taken; only for a certificate.")),
            ("terms", text("What the customer may use it for, and how; needed for a certificate.")),
            ("conditions", text("What must be so, in words, before it is given.")),
            ("fixed", text("Its worth, where it is always the same, like \"5.00 GBP\".")),
            ("cost", text("What it costs us, where that is another than its worth.")),
            (
                "from_role",
                words(Role::ALL.iter().map(|r| r.word()), "Who gives it without asking; agent, if left out."),
            ),
            ("stock", count("How many there are; without end, if left out.")),
            ("stock_from", date("The day from which on they are counted.")),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;
    use crate::sheet::fields::asked;
    use crate::sheet::schema::testing::{breaches, json, keys};

    #[test]
    fn the_schema_knows_what_the_reader_knows() {
        let shipped = include_str!("../../playbooks/desk.toml");
        let _ = asked::taken();
        // A table is only read where it is there: the severities that the shipped desk leaves out are added.
        let whole = format!(
            "{shipped}\n[targets.email.low]\n[targets.email.middle]\n[ceilings]\n[[criterion]]\nid='a'\ntitle='A'\nonly_if={{}}\n"
        );
        assert!(Desk::parse("desk.toml", &whole).is_ok());
        assert_eq!(keys(&schema()), asked::taken(), "the keys of the schema (left) and of the reader (right)");
        for text in [shipped, include_str!("../../tests/fixtures/desk.toml")] {
            assert_eq!(breaches(&schema(), &json(text)), Vec::<String>::new());
        }
    }

    #[test]
    fn what_the_reader_refuses_for_its_shape_the_schema_refuses() {
        for text in ["name = 'A'", "name='A'\ncurrency='EUR'\nzone='UTC'\nnam='B'", "name='A'\ncurrency='EUR'\nzone=3"]
        {
            assert!(!breaches(&schema(), &json(text)).is_empty(), "{text}");
        }
    }
}
