//! Many keys at once are a paste that the terminal did not mark (or somebody's typing over a slow line): they are taken as one,
//! because cleaning a long note for each letter of a page would make the console stand still.

use std::collections::VecDeque;

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::message::Message;

/// So many letters in a row are a burst.
const LEAST: usize = 16;

/// Takes the next message off the queue; where `text` has the keys, a long run of plain letters (and Enter) as one paste.
pub fn next(waiting: &mut VecDeque<Message>, text: bool) -> Option<Message> {
    let run = if text { waiting.iter().map_while(letter).count() } else { 0 };
    if run < LEAST {
        return waiting.pop_front();
    }
    Some(Message::Input(Event::Paste(waiting.drain(..run).filter_map(|message| letter(&message)).collect())))
}

/// The letter that a message types, if it types one.
fn letter(message: &Message) -> Option<char> {
    let Message::Input(Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. })) = message else {
        return None;
    };
    let plain = (*modifiers - KeyModifiers::SHIFT).is_empty();
    match code {
        KeyCode::Char(c) if plain => Some(*c),
        KeyCode::Enter if modifiers.is_empty() => Some('\n'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode) -> Message {
        Message::Input(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }

    #[test]
    fn a_page_is_one_paste_and_a_word_is_letters() {
        let typed = |text: &str| {
            text.chars().map(|c| key(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) })).collect::<Vec<_>>()
        };
        let mut waiting: VecDeque<Message> = typed("a line of a page\nand one more").into();
        waiting.push_back(key(KeyCode::F(2)));
        waiting.extend(typed("a whole answer, and Enter\n"));
        let first = next(&mut waiting, true);
        assert!(matches!(first, Some(Message::Input(Event::Paste(text))) if text == "a line of a page\nand one more"));
        assert_eq!(next(&mut waiting, true).as_ref().and_then(letter), None, "a command is itself");
        // Something else has the keys now: letters are letters again, and Enter is Enter.
        assert_eq!(next(&mut waiting, false).as_ref().and_then(letter), Some('a'));
        assert_eq!(waiting.len(), 25);
        let mut word: VecDeque<Message> = typed("some words").into();
        assert_eq!(next(&mut word, true).as_ref().and_then(letter), Some('s'));
    }
}
