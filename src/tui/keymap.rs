//! From keys to commands. `Alt-x` and `Esc x` are the same by rule, so every terminal has a way to each command.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::commands::{Command, On, Row, TABLE};

/// One key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chord {
    /// The key.
    pub code: KeyCode,
    /// Its modifiers; Shift only where the key is not a character.
    pub modifiers: KeyModifiers,
}

/// Reads `F2`, `Alt-d`, `Ctrl-s`, `Shift-Tab`, `Alt-Down`; `None` for anything else.
pub fn parse(text: &str) -> Option<Chord> {
    let (modifiers, key) = match text.split_once('-') {
        Some(("Alt", key)) => (KeyModifiers::ALT, key),
        Some(("Ctrl", key)) => (KeyModifiers::CONTROL, key),
        Some(("Shift", key)) => (KeyModifiers::SHIFT, key),
        _ => (KeyModifiers::NONE, text),
    };
    let code = match key {
        "Tab" if modifiers == KeyModifiers::SHIFT => KeyCode::BackTab,
        "Tab" => KeyCode::Tab,
        "Down" => KeyCode::Down,
        "Up" => KeyCode::Up,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Enter" => KeyCode::Enter,
        _ => match key.strip_prefix('F').and_then(|n| n.parse().ok()).filter(|n| (1..=24).contains(n)) {
            Some(n) => KeyCode::F(n),
            // Chords mean the key, not the letter: Caps Lock changes nothing.
            None => KeyCode::Char(key.chars().next().filter(|_| key.chars().count() == 1)?.to_ascii_lowercase()),
        },
    };
    Some(Chord { code, modifiers })
}

/// Whether every terminal passes this key on: `Alt` keys can be typed as `Esc` and then the key; plain ones are commands only
/// where nothing is typed.
pub fn passes_everywhere(key: &str) -> bool {
    key.starts_with("Alt-") || ["Tab", "Shift-Tab", "Ctrl-z", "Enter"].contains(&key) || key.chars().count() == 1
}

/// Whether a chord belongs to those who type: plain keys, and what the shell taught people to edit with.
pub fn belongs_to_the_editor(chord: Chord) -> bool {
    match (chord.code, chord.modifiers) {
        (KeyCode::F(_) | KeyCode::Tab | KeyCode::BackTab, _) => false,
        (KeyCode::Char(c), KeyModifiers::CONTROL) => "abcdefhijkmnpuwyz[".contains(c),
        (_, modifiers) => !modifiers.contains(KeyModifiers::ALT),
    }
}

/// The chord of a key event: releases are none, Shift on characters and on back-tab is dropped.
pub fn chord(key: &KeyEvent) -> Option<Chord> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let mut modifiers = key.modifiers & (KeyModifiers::ALT | KeyModifiers::CONTROL | KeyModifiers::SHIFT);
    let code = match key.code {
        KeyCode::Char(c) => {
            modifiers -= KeyModifiers::SHIFT;
            // Ctrl and Alt chords mean the key, whether or not Caps Lock is on.
            if modifiers.is_empty() { KeyCode::Char(c) } else { KeyCode::Char(c.to_ascii_lowercase()) }
        }
        KeyCode::BackTab => {
            modifiers -= KeyModifiers::SHIFT;
            return Some(Chord { code: KeyCode::BackTab, modifiers: modifiers | KeyModifiers::SHIFT });
        }
        code => code,
    };
    Some(Chord { code, modifiers })
}

/// Which keys mean which commands here: the table's, or the person's own.
#[derive(Debug, Clone)]
pub struct Keymap {
    /// By row of the table, in its order: the keys as people write them.
    keys: Vec<Vec<String>>,
    bound: Vec<(Chord, &'static Row)>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::with(|row| row.keys.iter().map(|k| (*k).to_owned()).collect())
    }
}

impl Keymap {
    /// A keymap in which `keys` says what each row's keys are. Keys that do not read are left out.
    pub fn with(keys: impl Fn(&'static Row) -> Vec<String>) -> Self {
        let keys: Vec<Vec<String>> = TABLE.iter().map(keys).collect();
        let bound = TABLE
            .iter()
            .zip(&keys)
            .flat_map(|(row, keys)| keys.iter().filter_map(move |k| Some((parse(k)?, row))))
            .collect();
        Self { keys, bound }
    }

    /// The command that a chord means on this screen, where it means one.
    pub fn command(&self, chord: Chord, on: On) -> Option<Command> {
        self.bound.iter().find(|(c, row)| *c == chord && row.on.meets(on)).map(|(_, row)| row.command)
    }

    /// The command that a key means after `Esc`: the one that has it with Alt.
    pub fn after_escape(&self, code: KeyCode, on: On) -> Option<Command> {
        let code = match code {
            KeyCode::Char(c) => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        };
        self.command(Chord { code, modifiers: KeyModifiers::ALT }, on)
    }

    /// The keys of a command, as people write them; the first is the one to show.
    pub fn keys(&self, command: Command) -> &[String] {
        TABLE.iter().position(|r| r.command == command).map_or(&[], |at| &self.keys[at])
    }

    /// `text` with every `{command-name}` in it replaced by that command's key (by its short name where it has none).
    pub fn words(&self, text: &str) -> String {
        let mut words = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            words.push_str(before);
            let named = after
                .split_once('}')
                .and_then(|(name, behind)| TABLE.iter().find(|r| r.name == name).map(|row| (row, behind)));
            if let Some((row, behind)) = named {
                words.push_str(Some(self.first(row.command)).filter(|k| !k.is_empty()).unwrap_or(row.short));
                rest = behind;
            } else {
                words.push('{');
                rest = after;
            }
        }
        words.push_str(rest);
        words
    }

    /// `text` in which keys are named as they ship (`F2`, `Alt-d`), with the keys that are in force in their place. For the
    /// tour: it is a playbook, and knows nothing of anybody's keymap.
    pub fn retold(&self, text: &str) -> String {
        let shipped = Self::default();
        let part = |c: char| c.is_alphanumeric() || c == '-';
        let mut retold = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c| part(c) != rest.starts_with(part)).unwrap_or(rest.len());
            let (token, behind) = rest.split_at(end);
            let named = ["F", "Alt-", "Ctrl-"].iter().any(|p| token.starts_with(p) && token.len() > p.len());
            let command = parse(token).filter(|_| named).and_then(|chord| shipped.command(chord, On::Console));
            let other = command.filter(|c| !self.keys(*c).iter().any(|k| k.eq_ignore_ascii_case(token)));
            let key = other.map(|c| self.first(c)).filter(|k| !k.is_empty());
            retold.push_str(key.unwrap_or(token));
            rest = behind;
        }
        retold
    }

    /// The key to show for a command; empty where it has none.
    pub fn first(&self, command: Command) -> &str {
        self.keys(command).first().map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_and_none_is_bound_twice_on_one_screen() {
        let mut seen: Vec<(Chord, On, &str)> = Vec::new();
        for row in TABLE {
            for key in row.keys {
                let chord = parse(key).unwrap_or_else(|| panic!("{key} of {} does not read", row.name));
                let clash = seen.iter().find(|(c, on, _)| *c == chord && on.meets(row.on));
                assert!(clash.is_none(), "{key} of {} is bound twice: {clash:?}", row.name);
                seen.push((chord, row.on, row.name));
            }
        }
    }

    #[test]
    fn every_command_has_a_way_that_every_terminal_passes() {
        for row in TABLE {
            assert!(
                row.keys.iter().any(|k| passes_everywhere(k)),
                "{} has only keys that some terminals swallow",
                row.name
            );
        }
    }

    #[test]
    fn editing_chords_keep_their_meaning() {
        for c in ['a', 'b', 'd', 'e', 'f', 'h', 'k', 'n', 'p', 'u', 'w', 'y'] {
            let chord = Chord { code: KeyCode::Char(c), modifiers: KeyModifiers::CONTROL };
            assert_eq!(Keymap::default().command(chord, On::Console), None, "Ctrl-{c} belongs to the editor");
        }
    }

    #[test]
    fn words_name_keys() {
        let keys = Keymap::default();
        assert_eq!(keys.words("{wrap-up} wraps up, {undo} undoes, {odd}"), "F8 wraps up, Alt-z undoes, {odd}");
        let bare = Keymap::with(|_| Vec::new());
        assert_eq!(bare.words("{wrap-up} wraps up"), "wrap up wraps up");
    }

    #[test]
    fn keys_in_a_text_follow_the_keymap() {
        let text = "Press F2 (or Alt-d), then Alt-Up. F-keys and Ctrl-Z stay.";
        assert_eq!(Keymap::default().retold(text), text);
        let other = Keymap::with(|row| vec![format!("<{}>", row.name)]);
        let told = "Press <step-done> (or <step-done>), then <step-back>. F-keys and <suspend> stay.";
        assert_eq!(other.retold(text), told);
    }

    #[test]
    fn alt_and_escape_are_the_same() {
        let keys = Keymap::default();
        assert_eq!(keys.after_escape(KeyCode::Char('D'), On::Console), Some(Command::StepDone));
        assert_eq!(keys.after_escape(KeyCode::Down, On::Console), Some(Command::NextStep));
        assert_eq!(keys.after_escape(KeyCode::Char('m'), On::Console), Some(Command::Message));
        assert_eq!(keys.after_escape(KeyCode::Char('m'), On::Customers), Some(Command::Merge));
    }
}
