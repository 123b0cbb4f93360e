//! From keys to commands. `Alt-x` and `Esc x` are the same by rule, so every terminal has a way to each command.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::commands::{Command, TABLE};

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
        _ => match key.strip_prefix('F').and_then(|n| n.parse().ok()) {
            Some(n) => KeyCode::F(n),
            None => KeyCode::Char(key.chars().next().filter(|_| key.chars().count() == 1)?),
        },
    };
    Some(Chord { code, modifiers })
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

/// The command that a chord means, where it means one.
pub fn command(chord: Chord) -> Option<Command> {
    TABLE.iter().find(|row| row.keys.iter().any(|k| parse(k) == Some(chord))).map(|row| row.command)
}

/// The command that a key means after `Esc`: the one that has it with Alt.
pub fn after_escape(code: KeyCode) -> Option<Command> {
    let code = match code {
        KeyCode::Char(c) => KeyCode::Char(c.to_ascii_lowercase()),
        code => code,
    };
    command(Chord { code, modifiers: KeyModifiers::ALT })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_and_none_is_bound_twice() {
        let mut seen = Vec::new();
        for row in TABLE {
            for key in row.keys {
                let chord = parse(key).unwrap_or_else(|| panic!("{key} of {} does not read", row.name));
                assert!(!seen.contains(&chord), "{key} is bound twice");
                seen.push(chord);
            }
        }
    }

    #[test]
    fn every_command_has_a_way_that_every_terminal_passes() {
        let plain = |k: &&str| k.starts_with("Alt-") || ["Tab", "Shift-Tab", "Ctrl-z"].contains(k);
        for row in TABLE {
            assert!(row.keys.iter().any(&plain), "{} has only keys that some terminals swallow", row.name);
        }
    }

    #[test]
    fn editing_chords_keep_their_meaning() {
        for c in ['a', 'b', 'd', 'e', 'f', 'h', 'k', 'n', 'p', 'u', 'w', 'y'] {
            let chord = Chord { code: KeyCode::Char(c), modifiers: KeyModifiers::CONTROL };
            assert_eq!(command(chord), None, "Ctrl-{c} belongs to the editor");
        }
    }

    #[test]
    fn alt_and_escape_are_the_same() {
        assert_eq!(after_escape(KeyCode::Char('D')), Some(Command::StepDone));
        assert_eq!(after_escape(KeyCode::Down), Some(Command::NextStep));
    }
}
