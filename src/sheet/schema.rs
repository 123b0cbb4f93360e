//! Building JSON Schemas for settings files, so that an editor completes and checks with them. What a file may hold is for
//! the room to say whose file it is.

use serde_json::{Map, Value, json};

/// The dialect that editors for TOML understand best.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// A whole file: `what` is what its reader calls it in messages. `$schema` is no key of the file: editors take it from the
/// `#:schema` line.
pub fn document(title: &str, what: &str, required: &[&str], properties: Vec<(&str, Value)>) -> Value {
    let Value::Object(body) = object(what, required, &properties) else { return Value::Null };
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!(DIALECT));
    whole.extend(body);
    whole.insert("title".to_owned(), json!(title));
    whole.insert("x-what".to_owned(), json!(what));
    Value::Object(whole)
}

/// A table with these keys and no others; `what` is what its reader calls it in messages.
pub fn object(what: &str, required: &[&str], properties: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> = properties.iter().map(|(key, of)| ((*key).to_owned(), of.clone())).collect();
    json!({"type": "object", "x-what": what, "additionalProperties": false, "required": required, "properties": properties})
}

/// A text.
pub fn text(about: &str) -> Value {
    json!({"type": "string", "description": about})
}

/// True or false.
pub fn flag(about: &str) -> Value {
    json!({"type": "boolean", "description": about})
}

/// A whole number from 1.
pub fn count(about: &str) -> Value {
    json!({"type": "integer", "minimum": 1, "description": about})
}

/// One of a closed list of words.
pub fn words<'a>(words: impl IntoIterator<Item = &'a str>, about: &str) -> Value {
    json!({"type": "string", "enum": words.into_iter().collect::<Vec<_>>(), "description": about})
}

/// A list; one alone may stand without brackets.
pub fn list(item: &Value, about: &str) -> Value {
    json!({"anyOf": [item, {"type": "array", "items": item}], "description": about})
}

/// A list of tables.
pub fn tables(item: &Value, about: &str) -> Value {
    json!({"type": "array", "items": item, "description": about})
}

/// A day, written without quotes.
pub fn date(about: &str) -> Value {
    json!({"type": "string", "format": "date", "description": about})
}
