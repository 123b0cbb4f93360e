//! Building JSON Schemas for settings files, so that an editor completes and checks with them. What a file may hold is for
//! the room to say whose file it is.

use serde_json::{Map, Value, json};

/// The dialect that editors for TOML understand best.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// A whole file: `what` is what its reader calls it in messages. `$schema` is no key of the file: editors take it from the
/// `#:schema` line.
pub fn document(title: &str, what: &str, required: &[&str], properties: &[(&str, Value)]) -> Value {
    let Value::Object(body) = object(what, required, properties) else { return Value::Null };
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

/// What tests need: schemas held against the readers, and a small validator of our own.
#[cfg(test)]
pub(crate) mod testing {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::Value;

    /// The keys of every table that the schema knows, by what the table is called.
    pub fn keys(schema: &Value) -> BTreeMap<String, BTreeSet<String>> {
        let mut all = BTreeMap::new();
        walk(schema, &mut all);
        all
    }

    fn walk(schema: &Value, into: &mut BTreeMap<String, BTreeSet<String>>) {
        if let (Some(what), Some(properties)) = (schema["x-what"].as_str(), schema["properties"].as_object()) {
            into.entry(what.to_owned()).or_default().extend(properties.keys().cloned());
        }
        match schema {
            Value::Object(fields) => fields.values().for_each(|v| walk(v, into)),
            Value::Array(items) => items.iter().for_each(|v| walk(v, into)),
            _ => {}
        }
    }

    /// The text of a TOML file as JSON; dates become texts.
    pub fn json(text: &str) -> Value {
        fn of(value: toml::Value) -> Value {
            match value {
                toml::Value::Datetime(at) => Value::String(at.to_string()),
                toml::Value::Array(items) => Value::Array(items.into_iter().map(of).collect()),
                toml::Value::Table(table) => Value::Object(table.into_iter().map(|(k, v)| (k, of(v))).collect()),
                other => serde_json::to_value(other).unwrap(),
            }
        }
        of(toml::Value::Table(text.parse().unwrap()))
    }

    /// Everything in which `value` breaks `schema`, as far as our schemas go.
    pub fn breaches(schema: &Value, value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        breach(schema, value, "", &mut found);
        found
    }

    fn breach(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        if let Some(choices) = schema["anyOf"].as_array()
            && !choices.iter().any(|choice| {
                let mut inner = Vec::new();
                breach(choice, value, at, &mut inner);
                inner.is_empty()
            })
        {
            found.push(format!("{at}: fits none of the choices"));
        }
        let fits = match schema["type"].as_str() {
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            Some("string") => value.is_string(),
            Some("boolean") => value.is_boolean(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            Some(other) => panic!("the validator knows no {other}"),
            None => true,
        };
        if !fits {
            return found.push(format!("{at}: is no {}", schema["type"]));
        }
        if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
            found.push(format!("{at}: {value} is not among the words"));
        }
        if let (Some(least), Some(number)) = (schema["minimum"].as_f64(), value.as_f64())
            && number < least
        {
            found.push(format!("{at}: {number} is less than {least}"));
        }
        if let Some(fields) = value.as_object() {
            for needed in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !fields.contains_key(needed) {
                    found.push(format!("{at}: needs {needed}"));
                }
            }
            for (key, value) in fields {
                match (&schema["properties"][key], &schema["additionalProperties"]) {
                    (Value::Null, Value::Bool(false)) => found.push(format!("{at}: has no key {key}")),
                    (Value::Null, others) => breach(others, value, &format!("{at}/{key}"), found),
                    (known, _) => breach(known, value, &format!("{at}/{key}"), found),
                }
            }
        }
        for (n, item) in value.as_array().into_iter().flatten().enumerate() {
            breach(&schema["items"], item, &format!("{at}/{n}"), found);
        }
    }
}
