//! JSON Schemas of the person's own files, for editors that complete and check (`#:schema ./keys.schema.json`).

use serde_json::{Map, Value, json};

use super::super::commands::TABLE;
use super::super::keymap::Keymap;
use super::super::theme::ROLES;
use super::theme::{BASES, COLOURS, WEIGHTS};

const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// Of `keys.toml`.
pub fn keys() -> Value {
    let key = json!({
        "type": "string",
        "pattern": "^(F([1-9]|1[0-9]|2[0-4])|Tab|Shift-Tab|(Alt|Ctrl|Shift)-(.|F([1-9]|1[0-9]|2[0-4])|Tab|Up|Down|Left|Right))$",
    });
    let words = Keymap::default();
    let command = |row: &super::super::commands::Row| {
        json!({
            "description": words.words(row.about),
            "default": row.keys,
            "anyOf": [{ "$ref": "#/definitions/key" }, { "type": "array", "items": { "$ref": "#/definitions/key" } }],
        })
    };
    let properties: Map<String, Value> = TABLE.iter().map(|row| (row.name.to_owned(), command(row))).collect();
    json!({
        "$schema": DIALECT,
        "title": "Keys of the amends console",
        "description": "Keys by command. A command that is not named keeps its keys, but for those given to another.",
        "type": "object",
        "definitions": { "key": key },
        "properties": properties,
        "additionalProperties": false,
    })
}

/// Of `theme.toml`.
pub fn theme() -> Value {
    let names: Vec<&str> = COLOURS.iter().map(|(name, _)| *name).collect();
    let colour = json!({
        "anyOf": [
            { "enum": names },
            { "type": "string", "pattern": "^#[0-9a-fA-F]{6}$" },
            { "type": "string", "pattern": "^([0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])$" },
        ],
    });
    let mut style = Map::new();
    for (name, about) in [("fg", "The colour of the letters."), ("bg", "The colour behind them.")] {
        style.insert(name.to_owned(), json!({ "description": about, "allOf": [{ "$ref": "#/definitions/colour" }] }));
    }
    for (name, _) in WEIGHTS {
        style.insert(name.to_owned(), json!({ "type": "boolean" }));
    }
    let mut properties = Map::new();
    let base = json!({ "description": "The theme that this one differs from.", "default": "dark", "enum": BASES });
    properties.insert("base".to_owned(), base);
    for (name, about) in ROLES {
        let role = json!({ "description": about, "allOf": [{ "$ref": "#/definitions/style" }] });
        properties.insert(name.to_owned(), role);
    }
    json!({
        "$schema": DIALECT,
        "title": "A theme of the amends console",
        "description": "Styles by what they mean; what is not named stays as it is in the base.",
        "type": "object",
        "definitions": {
            "colour": colour,
            "style": { "type": "object", "properties": style, "additionalProperties": false },
        },
        "properties": properties,
        "additionalProperties": false,
    })
}
