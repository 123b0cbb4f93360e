//! The JSON Schema of scenario files, for editors.

use serde_json::{Value, json};

use crate::sheet::schema::{document, flag, list, object, tables, text, words};
use crate::terms::{Channel, CustomerKind, Heat, Stage};

use super::act::Act;
use super::scenario::{FULL, Worth};

fn of<T: Copy>(all: &[T], word: fn(T) -> &'static str, about: &str) -> Value {
    words(all.iter().map(|one| word(*one)), about)
}

fn number(least: u8, most: u8, about: &str) -> Value {
    json!({"type": "integer", "minimum": least, "maximum": most, "description": about})
}

fn texts(about: &str) -> Value {
    list(&text("A text."), about)
}

fn acts(about: &str) -> Value {
    list(&of(Act::ALL, Act::word, "An act."), about)
}

fn customer() -> Value {
    object(
        "customer",
        &["names", "wants", "heat", "patience", "trust", "gives_up", "puzzled", "silent"],
        &[
            ("names", texts("Names, one of them each time; {name} in texts.")),
            ("kind", of(CustomerKind::ALL, CustomerKind::word, "How they like to be served.")),
            ("wants", text("What they want, in a few words.")),
            ("heat", of(Heat::ALL, Heat::word, "How heated they begin.")),
            ("patience", number(1, FULL, "How much they bear; nothing gives it back.")),
            ("trust", number(0, FULL, "How far they trust us.")),
            ("likes", acts("What does them more good than others.")),
            ("dislikes", acts("What does them harm though it helps others, or more harm than others.")),
            ("gives_up", text("The ending where their patience is at an end; a poor one.")),
            ("puzzled", texts("What they say where they were not understood: 1 to 4, saying the same.")),
            ("silent", texts("What they say into a silence: 1 to 4, saying the same.")),
        ],
    )
}

fn turn() -> Value {
    let reply = object(
        "an answer",
        &["says", "stage", "to"],
        &[
            ("says", text("What the trainee says, word for word; at most 45 words.")),
            ("stage", of(Stage::ALL, Stage::word, "The stage that it belongs to.")),
            ("acts", acts("What it does.")),
            ("hears", texts("Phrases by which a typed answer is known for this one, spelt as in wording.toml.")),
            ("step", text("The step of the playbook that is done with it.")),
            ("to", text("The turn or ending that it leads to.")),
            ("best", flag("Whether it is the best here; exactly one is.")),
        ],
    );
    let needs = object(
        "needs",
        &[],
        &[
            ("trust", number(0, FULL, "At least so much trust.")),
            ("heat", of(Heat::ALL, Heat::word, "At most so heated.")),
            ("done", acts("All of these were done some time.")),
        ],
    );
    object(
        "a turn",
        &["id", "says", "reply"],
        &[
            ("id", text("A short name; answers lead here by it.")),
            ("says", texts("What the customer says: 1 to 4 ways of saying the same; at most 60 words.")),
            ("needs", needs),
            ("otherwise", text("The turn they go to instead, where what is needed is not so.")),
            ("reply", tables(&reply, "What may be answered: 2 to 5.")),
        ],
    )
}

/// The schema.
pub fn schema() -> Value {
    let ending = object(
        "an ending",
        &["id", "title", "worth", "after"],
        &[
            ("id", text("A short name; answers lead here by it.")),
            ("title", text("What people call it.")),
            ("worth", of(Worth::ALL, Worth::word, "How good it is.")),
            ("says", texts("The customer's last words; none where they just hang up.")),
            ("after", text("What came of it, in one or two sentences.")),
        ],
    );
    let facts = json!({"type": "object", "additionalProperties": texts("One of these each time."),
        "description": "What the trainee's screen shows; {order} in texts."});
    document(
        "Scenario of amends",
        "the file",
        &["scenario", "id", "title", "about", "playbook", "channel", "level", "learn", "customer", "turn", "ending"],
        &[
            ("scenario", number(1, 1, "The version of the format.")),
            ("id", text("A short name that never changes; the file is named after it.")),
            ("title", text("What people call it.")),
            ("about", text("What it is about, in a sentence.")),
            ("playbook", text("The id of the playbook that it practises.")),
            ("channel", of(Channel::ALL, Channel::word, "On which channel.")),
            ("level", number(1, 3, "How hard it is.")),
            ("learn", texts("What one learns from it: 1 to 3 sentences.")),
            ("customer", customer()),
            ("facts", facts),
            ("turn", tables(&turn(), "The places in the talk; the first begins it.")),
            ("ending", tables(&ending, "How it can end: at least 3, one good and one poor.")),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::{STARTER, Scenario};
    use crate::sheet::fields::asked;
    use crate::sheet::schema::testing::{breaches, json, keys};

    #[test]
    fn the_schema_knows_what_the_reader_knows() {
        let _ = asked::taken();
        assert!(Scenario::parse("missed-call.toml", STARTER).is_ok());
        assert_eq!(keys(&schema()), asked::taken(), "schema (left) and reader (right)");
        assert_eq!(breaches(&schema(), &json(STARTER)), Vec::<String>::new());
        let bad = STARTER.replace("heat = \"upset\"", "heat = \"warm\"").replace("best = true", "best = 1");
        assert!(breaches(&schema(), &json(&bad)).len() > 1);
    }
}
