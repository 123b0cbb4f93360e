//! The JSON Schemas of a playbook and of `phrases.toml`, for editors. Tests hold them against the readers.

use serde_json::{Map, Value, json};

use super::moments::Moment;
use super::question::QuestionType;
use crate::sheet::schema::{count, document, flag, list, object, tables, text, words};
use crate::terms::{Channel, CustomerKind, Heat, Stage};

fn texts(about: &str) -> Value {
    list(&text(about), about)
}

/// The schema of a playbook.
pub fn schema() -> Value {
    let mut keys = vec![
        ("id", text("A short name that never changes; the file is named after it.")),
        ("version", count("Raise it when you change something; 1, if left out.")),
        ("title", text("What people call it.")),
        ("about", text("What it is for, in a sentence.")),
        ("heard", texts("What customers say who need it.")),
        (
            "channels",
            list(
                &words(Channel::ALL.iter().map(|c| c.word()), "A channel."),
                "The channels it is for; all, if left out.",
            ),
        ),
        ("cause", text("The cause of the desk that is offered first at the close.")),
        ("second_time", text("The playbook for the same customer and cause inside the window.")),
        (
            "suggest",
            flag("Whether it is suggested for what customers say; yes, if left out. Without it, its id finds it."),
        ),
        ("facts", texts("What we can do: said before what we cannot.")),
        ("actions", texts("The actions by which conformance is judged, in order.")),
    ];
    let step = step();
    for stage in Stage::ALL {
        keys.push((stage.word(), tables(&step, "The steps of this stage; [] where it has none.")));
    }
    keys.push(("example", tables(&example(), "A test that travels along.")));
    let required: Vec<&str> = ["id", "title"].into_iter().chain(Stage::ALL.iter().map(|s| s.word())).collect();
    document("Playbook of amends", "a playbook", &required, &keys)
}

fn step() -> Value {
    let apology = object(
        "apology",
        &["harm", "ownership", "repair", "by_when"],
        &[
            ("harm", text("What it did to them.")),
            ("ownership", text("That it is ours to answer for.")),
            ("repair", text("How it is put right.")),
            ("by_when", text("By when.")),
        ],
    );
    let promise = object(
        "promise",
        &["text", "within"],
        &[
            ("text", text("What will be done.")),
            ("within", text("How soon: `2 working days`, `4 working hours`, `30 minutes`.")),
        ],
    );
    let offer = object(
        "offer",
        &["gesture"],
        &[
            ("gesture", text("The id of a gesture of the desk.")),
            ("value", text("How much: an expression, where the gesture has an amount.")),
            ("because", text("Why.")),
        ],
    );
    object(
        "a step",
        &[],
        &[
            ("id", text("A short name that never changes.")),
            ("title", text("Its name in the panel.")),
            ("when", text("The condition under which it is reached.")),
            ("required", flag("Left undone, it is owed at the close.")),
            ("again", flag("It may be done more than once.")),
            ("ends", text("The conversation may stop here, and how.")),
            ("avoid", texts("What not to say or do.")),
            ("facts", texts("What we can do.")),
            ("say", say()),
            ("ask", ask()),
            ("do", text("The name of an action; `read-back` shows the answers so far.")),
            ("check", text("Something to look at and tick off.")),
            ("apology", apology),
            ("promise", promise),
            ("offer", offer),
            ("nothing", text("Why nothing is given.")),
            ("use", text("The id of a playbook whose steps come here.")),
        ],
    )
}

fn say() -> Value {
    let mut variants = Map::new();
    for word in Channel::ALL.iter().map(|c| c.word()).chain(CustomerKind::ALL.iter().map(|k| k.word())).chain(["else"])
    {
        variants.insert(word.to_owned(), text("A prompt, with gaps like {{ customer.called }}."));
    }
    let table = json!({"type": "object", "additionalProperties": false, "required": ["else"], "properties": variants});
    json!({"anyOf": [text("A prompt."), table], "description": "What to say, or several by channel or kind of customer."})
}

fn ask() -> Value {
    let bound = |about: &str| json!({"anyOf": [{"type": "number"}, {"type": "string"}], "description": about});
    object(
        "ask",
        &["as", "type"],
        &[
            ("as", text("The name of the answer.")),
            ("type", words(QuestionType::ALL.iter().map(|k| k.word()), "What sort of answer.")),
            ("label", text("The question in words.")),
            ("options", texts("The options of a choice.")),
            ("min", bound("The least that fits: a number, an amount in quotes, a date.")),
            ("max", bound("The most that fits.")),
        ],
    )
}

fn example() -> Value {
    let offered = object(
        "an offer of an example",
        &["gesture"],
        &[("gesture", text("The id of a gesture.")), ("value", text("Its amount, like \"4.90 GBP\"."))],
    );
    let given = json!({"type": "object", "description": "What is known, by name."});
    object(
        "an example",
        &[],
        &[
            ("given", given),
            ("reaches", texts("Every step that is then reached.")),
            ("offers", tables(&offered, "What is then offered.")),
        ],
    )
}

/// The schema of `phrases.toml`.
pub fn phrases_schema() -> Value {
    let calm = object(
        "a part of the card",
        &["id", "title", "say"],
        &[
            ("id", text("A short name that never changes.")),
            ("title", text("What the part is called.")),
            ("most", count("So many lines are shown at the most; 3, if left out.")),
            ("say", texts("What could be said, what says most first.")),
            (
                "heat",
                list(&words(Heat::ALL.iter().map(|h| h.word()), "A heat."), "When it is shown; always, if left out."),
            ),
            ("avoid", texts("What to leave out.")),
        ],
    );
    let mut keys = vec![("calm", tables(&calm, "A part of the calm-down card."))];
    let mut sections: Vec<&'static str> = Moment::ALL.iter().map(|m| m.section()).collect();
    sections.dedup();
    for section in sections {
        let of = Moment::ALL.iter().filter(|m| m.section() == section);
        let mut lines: Vec<(&str, Value)> =
            of.map(|m| (m.key(), texts(&format!("{} Gaps: {}.", m.about(), m.gaps().join(", "))))).collect();
        if section == "breather" {
            lines.push(("after", count("So many heated ones, one after another.")));
            lines.push(("apart", text("A gap as long as this was a breather in itself: `45 minutes`.")));
            lines.push(("rest", text("For so long there is no second offer: `2 hours`.")));
        }
        keys.push((section, object(section, &[], &lines)));
    }
    document("Handholds of amends", "the file", &[], &keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::read::read;
    use crate::playbook::{Phrases, shipped};
    use crate::sheet::fields::asked;
    use crate::sheet::schema::testing::{breaches, json, keys};

    const WHOLE: &str = include_str!("../../tests/fixtures/playbooks/late-parcel.toml");

    #[test]
    fn the_schema_knows_what_the_reader_knows() {
        let _ = asked::taken();
        assert!(!read("late-parcel.toml", WHOLE).1.has_errors());
        assert_eq!(keys(&schema()), asked::taken(), "the keys of the schema (left) and of the reader (right)");
        assert!(Phrases::parse("phrases.toml", shipped::PHRASES).is_ok());
        assert_eq!(keys(&phrases_schema()), asked::taken(), "phrases: schema (left) and reader (right)");
        assert!(crate::wording::Rules::parse("wording.toml", crate::wording::SHIPPED).is_ok());
        assert_eq!(keys(&crate::wording::schema()), asked::taken(), "wording: schema (left) and reader (right)");
    }

    #[test]
    fn what_ships_conforms() {
        for (name, text) in shipped::PLAYBOOKS.iter().chain(&[("fixture", WHOLE)]) {
            assert_eq!(breaches(&schema(), &json(text)), Vec::<String>::new(), "{name}");
        }
        assert_eq!(breaches(&phrases_schema(), &json(shipped::PHRASES)), Vec::<String>::new());
        assert_eq!(breaches(&crate::wording::schema(), &json(crate::wording::SHIPPED)), Vec::<String>::new());
    }

    #[test]
    fn mistakes_of_shape_are_caught() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/invalid/");
        for name in [
            "unknown-key",
            "key-missing",
            "missing-stage",
            "wrong-type",
            "unknown-type",
            "unknown-channel",
            "apology-without-a-part",
            "say-for-nobody-else",
        ] {
            let text = std::fs::read_to_string(format!("{folder}{name}.toml")).unwrap();
            assert!(!breaches(&schema(), &json(&text)).is_empty(), "{name} passes the schema");
        }
        assert!(!breaches(&phrases_schema(), &json("[hold]\naks = 'x'")).is_empty());
        assert!(!breaches(&crate::wording::schema(), &json("[[rule]]\nid = 'x'")).is_empty());
    }
}
