//! The JSON Schema of `advice.toml`, for editors.

use serde_json::{Value, json};

use super::Gives;
use crate::sheet::schema::{count, document, flag, list, object, tables, text, words};
use crate::terms::{Fault, GestureKind, Severity, Wish};

/// The schema.
pub fn schema() -> Value {
    fn any<T: Copy>(all: &[T], word: fn(T) -> &'static str, about: &str) -> Value {
        list(&words(all.iter().map(|one| word(*one)), "One of these."), about)
    }
    let percent = json!({"type": "number", "minimum": 0, "maximum": 1000});
    let share = json!({"type": "array", "items": percent, "minItems": 2, "maxItems": 2,
        "description": "The least and the most in per cent, like [10, 25]."});
    let rule = object(
        "a rule",
        &["id", "give", "because", "source"],
        &[
            ("id", text("A short name that never changes.")),
            ("loss", any(GestureKind::ALL, GestureKind::word, "What they lost; left out, whatever it was.")),
            ("fault", any(Fault::ALL, Fault::word, "Whose doing it was; left out, whoever's.")),
            ("again", flag("Whether the same trouble happened to them before; left out, either.")),
            (
                "kept",
                flag("true: they kept what we did or sold; false: they rejected it; left out, either or not known."),
            ),
            ("wish", any(Wish::ALL, Wish::word, "What they would like; left out, whatever it is.")),
            ("severity", any(Severity::ALL, Severity::word, "What it costs them; left out, whatever it is.")),
            ("within_days", count("At most so many days since they told us.")),
            ("after_days", count("More than so many days since they told us.")),
            ("give", words(Gives::WORDS.iter().copied(), "What is given; in-kind is what they lost.")),
            ("share", share),
            ("of", words(["loss", "price"], "Of what the share is; left out, of the loss.")),
            ("because", text("A few words that go on after \"because\".")),
            ("why", text("What more there is to say.")),
            ("source", text("Who found it, or that it is this desk's own choice.")),
            ("also", list(&text("What else to do."), "What else to do, a sentence each.")),
        ],
    );
    document("Advice of amends", "the file", &[], &[("rule", tables(&rule, "Rules, tried from the top."))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::{Rules, SHIPPED};
    use crate::sheet::fields::asked;
    use crate::sheet::schema::testing::{breaches, json, keys};

    #[test]
    fn the_schema_knows_what_the_reader_knows() {
        let _ = asked::taken();
        assert!(Rules::parse("advice.toml", SHIPPED).is_ok());
        assert_eq!(keys(&schema()), asked::taken(), "schema (left) and reader (right)");
        assert_eq!(breaches(&schema(), &json(SHIPPED)), Vec::<String>::new());
        let bad = "[[rule]]\nid = 'x'\ngive = 'cash'\nbecause = 'b'\nsource = 's'\nshare = [-1, 5]";
        assert_eq!(breaches(&schema(), &json(bad)).len(), 2);
    }
}
