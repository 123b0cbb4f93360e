//! `keys.toml`: `step-done = ["F2", "Alt-d"]`. A command that is not named keeps its keys, but for those given to another.

use std::ops::Range;

use toml::de::DeValue;

use crate::desk::fields::{self, Fields};
use crate::desk::{Finding, Located, Sheet, did_you_mean};

use super::super::commands::{Row, TABLE};
use super::super::keymap::{Chord, Keymap, belongs_to_the_editor, parse, passes_everywhere};

/// One key that the file gives to a command.
struct Given {
    row: &'static Row,
    key: String,
    chord: Chord,
    span: Range<usize>,
}

/// What one line of the file says of one command.
struct Line {
    row: &'static Row,
    span: Range<usize>,
    /// Something in it was refused: the keys that ship stay beside those it gives.
    refused: bool,
}

/// The lines of a file, and the keys that may be given.
#[derive(Default)]
struct Lines {
    named: Vec<Line>,
    given: Vec<Given>,
}

/// Reads the file: a keymap in any case, and what is wrong. A line that is refused takes no key from anybody, and no command
/// is left without one.
pub fn read(file: &str, text: &str) -> (Keymap, Vec<Finding>) {
    let mut sheet = Sheet::new(file, text);
    let mut lines = Lines::default();
    if let Some(table) = sheet.toml(text) {
        for (name, value) in Fields::new("the keymap", table.get_ref(), table.span()).all() {
            let Some(row) = TABLE.iter().find(|r| r.name == *name) else {
                let help = did_you_mean(&name, TABLE.iter().map(|r| r.name));
                let help = help.or_else(|| Some("`amends keys` lists all commands".to_owned()));
                sheet.error("unknown-command", name.span.clone(), format!("there is no command `{}`", *name), help);
                continue;
            };
            let keys: Vec<_> = match value.get_ref() {
                DeValue::Array(items) => items.iter().map(|i| fields::text(&mut sheet, row.name, i)).collect(),
                DeValue::String(_) => vec![fields::text(&mut sheet, row.name, value)],
                _ => {
                    fields::wrong_type(&mut sheet, row.name, "a list of keys", value);
                    Vec::new()
                }
            };
            let all = keys.len();
            let before = lines.given.len();
            for key in keys.into_iter().flatten() {
                if let Some(chord) = checked(&mut sheet, row, &key, &lines.given) {
                    lines.given.push(Given { row, span: key.span.clone(), key: key.value, chord });
                }
            }
            let refused = lines.given.len() - before < all;
            lines.named.push(Line { row, span: name.span.clone(), refused });
        }
    }
    lines.leave_everybody_a_key(&mut sheet);
    lines.tell_what_moved(&mut sheet);
    lines.tell_what_is_hard_to_reach(&mut sheet);
    (Keymap::with(|row| lines.keys_of(row)), sheet.into_findings())
}

impl Lines {
    fn line(&self, row: &Row) -> Option<&Line> {
        self.named.iter().find(|line| line.row.command == row.command)
    }

    fn own(&self, row: &Row) -> impl Iterator<Item = &Given> {
        self.given.iter().filter(move |g| g.row.command == row.command)
    }

    /// Who else was given this key where this command holds too.
    fn taker(&self, row: &Row, key: &str) -> Option<&Given> {
        let chord = parse(key)?;
        self.given.iter().find(|g| g.chord == chord && g.row.command != row.command && g.row.on.meets(row.on))
    }

    /// Whether the keys that ship are a command's still: its line is not there, was refused, or names none.
    fn keeps_its_own(&self, row: &Row) -> bool {
        self.line(row).is_none_or(|line| line.refused) || self.own(row).next().is_none()
    }

    fn keys_of(&self, row: &'static Row) -> Vec<String> {
        let mut keys: Vec<String> = self.own(row).map(|g| g.key.clone()).collect();
        if self.keeps_its_own(row) {
            let known = |key: &str| self.own(row).any(|g| Some(g.chord) == parse(key));
            let free = |key: &&&str| !known(key) && self.taker(row, key).is_none();
            keys.extend(row.keys.iter().filter(free).map(|k| (*k).to_owned()));
        }
        keys
    }

    /// A key that is a command's last is not given away. Each round gives one back, so it ends.
    fn leave_everybody_a_key(&mut self, sheet: &mut Sheet) {
        while let Some((robbed, at)) = TABLE.iter().find_map(|row| {
            let taken = || row.keys.iter().find_map(|key| self.taker(row, key)).map(|g| g.span.clone());
            let span = Some(row).filter(|row| self.keys_of(row).is_empty()).and_then(|_| taken())?;
            Some((row, self.given.iter().position(|g| g.span == span)?))
        }) {
            let given = self.given.remove(at);
            let message = format!("`{}` is the only key of `{}`, which keeps it", given.key, robbed.name);
            let help = format!("give `{}` another key in this file, or `{}` another one", robbed.name, given.row.name);
            sheet.error("last-key", given.span, message, Some(help));
            if let Some(line) = self.named.iter_mut().find(|line| line.row.command == given.row.command) {
                line.refused = true;
            }
        }
    }

    fn tell_what_moved(&self, sheet: &mut Sheet) {
        for row in TABLE.iter().filter(|row| self.keeps_its_own(row)) {
            for key in row.keys {
                let Some(taker) = self.taker(row, key) else { continue };
                let keeps = self.keys_of(row).join(", ");
                let (was, now) = (row.name, taker.row.name);
                let message = format!("`{key}` was {was}'s; it is {now}'s now, {was} keeps {keeps}");
                sheet.warn("key-moved", taker.span.clone(), message, None);
            }
        }
    }

    fn tell_what_is_hard_to_reach(&self, sheet: &mut Sheet) {
        for row in TABLE {
            if self.keys_of(row).iter().any(|k| passes_everywhere(k)) {
                continue;
            }
            let own = self.line(row).map(|line| line.span.clone());
            let robbed = || row.keys.iter().find_map(|key| self.taker(row, key)).map(|g| g.span.clone());
            let message = format!("`{}` is left without a key that every terminal passes on", row.name);
            let help = format!(
                "give it an Alt key in this file, such as {} = \"Alt-…\"; the palette has it all the same",
                row.name
            );
            sheet.warn("hard-to-reach", own.or_else(robbed).unwrap_or(0..0), message, Some(help));
        }
    }
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
    use crate::tui::commands::On;

    fn codes(text: &str) -> Vec<(&'static str, usize)> {
        read("keys.toml", text).1.into_iter().map(|f| (f.code, f.line)).collect()
    }

    #[test]
    fn keys_are_given_and_taken() {
        let (keys, findings) =
            read("keys.toml", "#:schema ./keys.schema.json\nwrap-up = [\"Alt-d\", \"F9\"]\nhold = \"Alt-H\"\n");
        let warned: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
        // Alt-d was step-done's only key for every terminal; F9 leaves the palette its other one.
        for words in [
            "`step-done` is left without a key that every terminal passes on",
            "`Alt-d` was step-done's; it is wrap-up's now, step-done keeps F2",
            "`F9` was commands's; it is wrap-up's now, commands keeps Alt-x",
        ] {
            assert!(warned.contains(&words), "{words} is not in {warned:?}");
        }
        assert_eq!(warned.len(), 3, "{warned:?}");
        assert_eq!(keys.keys(Command::WrapUp), ["Alt-d", "F9"]);
        assert_eq!(keys.keys(Command::StepDone), ["F2"]);
        assert_eq!(keys.keys(Command::Palette), ["Alt-x"]);
        assert_eq!(keys.command(parse("Alt-h").unwrap(), On::Console), Some(Command::Hold));
        assert_eq!(keys.command(parse("F8").unwrap(), On::Console), None);
    }

    #[test]
    fn everything_wrong_is_told_with_its_place() {
        let text = "holdd = \"F4\"\nhold = [\"Alt-hh\", \"x\", \"Ctrl-a\", \"Alt-$\"]\nskip = 3\npark = \"Alt-$\"\nmessage = 3";
        let found = codes(text);
        for expected in [
            ("unknown-command", 1),
            ("unknown-key", 2),
            ("editor-key", 2),
            ("unknown-command", 3),
            ("key-taken", 4),
            ("wrong-type", 5),
        ] {
            assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
        }
        let shown = read("keys.toml", text).1[0].render(false);
        assert!(shown.contains("did you mean `hold`?") && shown.contains("^^^^^"), "{shown}");
    }

    #[test]
    fn a_refused_line_leaves_the_keys_that_work() {
        let ships = Keymap::default();
        let text = "hold = \"Alt-hh\"\npark = 3\nskip = \"F4\"\nreply = []\nwait = [\"x\", \"Alt-$\"]\n";
        let (keys, findings) = read("keys.toml", text);
        for command in [Command::Hold, Command::Park, Command::Skip, Command::Reply] {
            assert_eq!(keys.keys(command), ships.keys(command), "{command:?}");
        }
        assert_eq!(keys.keys(Command::Wait), ["Alt-$", "Alt-/"]);
        assert_eq!(findings.len(), 4, "{findings:?}");
    }

    #[test]
    fn nobody_loses_their_last_key() {
        let (keys, findings) = read("keys.toml", "park = \"Alt-a\"\nhold = [\"F2\", \"Alt-d\"]\n");
        assert_eq!(
            (keys.keys(Command::HandOff), keys.keys(Command::Park)),
            (&["Alt-a".to_owned()][..], &["Alt-,".to_owned()][..])
        );
        assert!(!keys.keys(Command::StepDone).is_empty() && !keys.keys(Command::Hold).is_empty());
        let told: Vec<&str> = findings.iter().filter(|f| f.is_error()).map(|f| f.message.as_str()).collect();
        assert!(told.contains(&"`Alt-a` is the only key of `hand-off`, which keeps it"), "{told:?}");
        // With another key of its own it may go.
        let (keys, findings) = read("keys.toml", "park = \"Alt-a\"\nhand-off = \"Alt-$\"\n");
        assert_eq!((keys.first(Command::Park), keys.first(Command::HandOff), findings.len()), ("Alt-a", "Alt-$", 0));
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
