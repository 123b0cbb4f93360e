//! The JSON Schema of `wording.toml`, for editors.

use serde_json::{Value, json};

use super::Kind;
use crate::sheet::schema::{document, list, object, text, words};
use crate::terms::Channel;

/// The schema.
pub fn schema() -> Value {
    let phrases = |about: &str| list(&text(about), about);
    let rule = object(
        "a rule",
        &["id", "kind", "why", "better"],
        &[
            ("id", text("A short name that never changes.")),
            ("kind", words(Kind::ALL.iter().map(|k| k.word()), "What sort of remark it makes.")),
            (
                "phrases",
                phrases("The words that it remarks on: `sorry (that)? if`, `apologi* if`, `nobody ... rang`, `^ no`."),
            ),
            ("why", text("Why, in one short sentence.")),
            ("better", text("A better way, as an example that could be said so.")),
            (
                "channels",
                list(
                    &words(Channel::ALL.iter().map(|c| c.word()), "A channel."),
                    "The channels it is for; left out, all.",
                ),
            ),
            ("except", phrases("A hit that one of these overlaps does not count.")),
            ("unless_before", phrases("A hit after one of these does not count.")),
        ],
    );
    document("Wording rules of amends", "the file", &[], &[("rule", json!({"type": "array", "items": rule}))])
}
