//! `keys.toml`: `step-done = ["F2", "Alt-d"]`. A command that is not named keeps its keys, but for those given to another.

use std::ops::Range;

use toml::de::DeValue;

use crate::desk::fields::{self, Fields};
use crate::desk::{Finding, Located, Sheet, did_you_mean};

use super::super::commands::{On, Row, TABLE};
use super::super::keymap::{Chord, Keymap, belongs_to_the_editor, parse, passes_everywhere};

/// One key that the file gives to a command.
struct Given {
    row: &'static Row,
    key: String,
    chord: Chord,
    span: Range<usize>,
}

/// Reads the file: a keymap in any case, and what is wrong.
pub fn read(file: &str, text: &str) -> (Keymap, Vec<Finding>) {
    let mut sheet = Sheet::new(file, text);
    let mut named: Vec<(&'static Row, Range<usize>)> = Vec::new();
    let mut given: Vec<Given> = Vec::new();
    if let Some(table) = sheet.toml(text) {
        for (name, value) in Fields::new("the keymap", table.get_ref(), table.span()).all() {
            let Some(row) = TABLE.iter().find(|r| r.name == *name) else {
                let help = did_you_mean(&name, TABLE.iter().map(|r| r.name));
                let help = help.or_else(|| Some("`amends keys` lists all commands".to_owned()));
                sheet.error("unknown-command", name.span.clone(), format!("there is no command `{}`", *name), help);
                continue;
            };
            named.push((row, name.span.clone()));
            let keys = match value.get_ref() {
                DeValue::Array(items) => items.iter().filter_map(|i| fields::text(&mut sheet, row.name, i)).collect(),
                DeValue::String(_) => fields::text(&mut sheet, row.name, value).into_iter().collect(),
                _ => {
                    fields::wrong_type(&mut sheet, row.name, "a list of keys", value);
                    Vec::new()
                }
            };
            for key in keys {
                if let Some(chord) = checked(&mut sheet, row, &key, &given) {
                    given.push(Given { row, span: key.span.clone(), key: key.value, chord });
                }
            }
        }
    }
    let taken = |chord: Chord, on: On| given.iter().find(|g| g.chord == chord && g.row.on.meets(on));
    let keys_of = |row: &'static Row| -> Vec<String> {
        if named.iter().any(|(r, _)| r.command == row.command) {
            return given.iter().filter(|g| g.row.command == row.command).map(|g| g.key.clone()).collect();
        }
        let free = |key: &&&str| parse(key).is_some_and(|chord| taken(chord, row.on).is_none());
        row.keys.iter().filter(free).map(|k| (*k).to_owned()).collect()
    };
    for row in TABLE {
        if keys_of(row).iter().any(|k| passes_everywhere(k)) {
            continue;
        }
        let own = named.iter().find(|(r, _)| r.command == row.command).map(|(_, span)| span.clone());
        let robbed = || row.keys.iter().find_map(|k| taken(parse(k)?, row.on)).map(|g| g.span.clone());
        let message = format!("`{}` is left without a key that every terminal passes on", row.name);
        let help = format!(
            "give it an Alt key in this file, such as {} = \"Alt-…\"; the palette has it all the same",
            row.name
        );
        sheet.warn("hard-to-reach", own.or_else(robbed).unwrap_or(0..0), message, Some(help));
    }
    let keymap = Keymap::with(keys_of);
    (keymap, sheet.into_findings())
}

/// The chord of a key that may be given to a command; otherwise what is wrong with it is told.
fn checked(sheet: &mut Sheet, row: &'static Row, key: &Located<String>, given: &[Given]) -> Option<Chord> {
    let Some(chord) = parse(key) else {
        let help = "write it like F2, Alt-d, Alt-Down, Ctrl-g, Shift-Tab".to_owned();
        sheet.error("unknown-key", key.span.clone(), format!("`{}` is no key", **key), Some(help));
        return None;
    };
    let by_default = row.keys.iter().any(|k| parse(k) == Some(chord));
    if belongs_to_the_editor(chord) && !by_default {
        let message = format!("`{}` belongs to the text that is being typed", **key);
        let help = "plain letters and editing chords always edit; take an Alt or a function key".to_owned();
        sheet.error("editor-key", key.span.clone(), message, Some(help));
        return None;
    }
    if let Some(other) = given.iter().find(|g| g.chord == chord && g.row.on.meets(row.on)) {
        let message = format!("`{}` is given to two commands: `{}` and `{}`", **key, other.row.name, row.name);
        sheet.error("key-taken", key.span.clone(), message, Some("give one of them another key".to_owned()));
        return None;
    }
    Some(chord)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::Command;

    fn codes(text: &str) -> Vec<(&'static str, usize)> {
        read("keys.toml", text).1.into_iter().map(|f| (f.code, f.line)).collect()
    }

    #[test]
    fn keys_are_given_and_taken() {
        let (keys, findings) =
            read("keys.toml", "#:schema ./keys.schema.json\nwrap-up = [\"Alt-d\", \"F9\"]\nhold = \"Alt-H\"\n");
        let warned: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
        // Alt-d was step-done's only key for every terminal; F9 leaves the palette its other one.
        assert_eq!(warned, ["`step-done` is left without a key that every terminal passes on"]);
        assert_eq!(keys.keys(Command::WrapUp), ["Alt-d", "F9"]);
        assert_eq!(keys.keys(Command::StepDone), ["F2"]);
        assert_eq!(keys.keys(Command::Palette), ["Alt-x"]);
        assert_eq!(keys.command(parse("Alt-h").unwrap(), On::Console), Some(Command::Hold));
        assert_eq!(keys.command(parse("F8").unwrap(), On::Console), None);
    }

    #[test]
    fn everything_wrong_is_told_with_its_place() {
        let text = "holdd = \"F4\"\nhold = [\"Alt-hh\", \"x\", \"Ctrl-a\", \"Alt-9\"]\nskip = 3\npark = \"Alt-9\"\nmessage = 3";
        let found = codes(text);
        for expected in [
            ("unknown-command", 1),
            ("unknown-key", 2),
            ("editor-key", 2),
            ("unknown-command", 3),
            ("key-taken", 4),
            ("wrong-type", 5),
            ("hard-to-reach", 4),
        ] {
            assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
        }
        let shown = read("keys.toml", text).1[0].render(false);
        assert!(shown.contains("did you mean `hold`?") && shown.contains("^^^^^"), "{shown}");
    }

    #[test]
    fn two_screens_may_share_a_key() {
        assert_eq!(codes("message = \"Alt-m\"\ncustomer-merge = \"Alt-m\"\n"), []);
    }

    #[test]
    fn an_unreadable_file_leaves_the_keys_that_ship() {
        let (keys, findings) = read("keys.toml", "hold = ");
        assert_eq!(keys.keys(Command::Hold), Keymap::default().keys(Command::Hold));
        assert_eq!(findings[0].code, "toml-syntax");
    }
}
