//! The JSON Schema of `hearing.toml`, for editors.

use serde_json::Value;

use crate::sheet::schema::{document, flag, list, object, tables, text, words};

use super::super::act::Act;
use super::read::told;

/// The schema.
pub fn schema() -> Value {
    let phrases = |about: &str| list(&text(about), about);
    let helping = Act::ALL.iter().copied().filter(|act| !act.harms()).map(Act::word);
    let rule = object(
        "a rule",
        &["act", "phrases", "why"],
        &[
            ("act", words(told().map(Act::word), "What the words do.")),
            ("phrases", phrases("The words by which it is known, as in wording.toml.")),
            ("except", phrases("A hit that one of these overlaps does not count.")),
            ("question", flag("It counts only in a sentence that ends in a question mark.")),
            (
                "unless",
                list(
                    &words(helping, "An act that helps."),
                    "Where one of these is heard in the same text, the harm does not count.",
                ),
            ),
            ("why", text("Why it is taken for that, in one short sentence.")),
            ("better", text("A better way, as an example that could be said so; needed where it does harm.")),
        ],
    );
    document("What sentences do, in amends", "the file", &[], &[("hear", tables(&rule, "The rules."))])
}
