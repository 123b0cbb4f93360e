//! Many keys at once are a paste that the terminal did not mark (or somebody's typing over a slow line): they are taken as one,
//! because cleaning a long note for each letter of a page would make the console stand still.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::message::Message;

/// So many letters in a row are a burst.
const LEAST: usize = 16;

/// Joins each long run of plain letters (and Enter) into one paste; everything else stays as it is, in its order.
pub fn joined(messages: Vec<Message>) -> Vec<Message> {
    let mut all = Vec::with_capacity(messages.len());
    let mut run: Vec<Message> = Vec::new();
    for message in messages {
        if letter(&message).is_some() {
            run.push(message);
        } else {
            close(&mut run, &mut all);
            all.push(message);
        }
    }
    close(&mut run, &mut all);
    all
}

fn close(run: &mut Vec<Message>, all: &mut Vec<Message>) {
    let run = std::mem::take(run);
    if run.len() < LEAST {
        return all.extend(run);
    }
    all.push(Message::Input(Event::Paste(run.iter().filter_map(letter).collect())));
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
        assert_eq!(joined(typed("some words")).len(), 10);
        let mut burst = typed("a line of a page\nand one more");
        burst.push(key(KeyCode::F(2)));
        burst.extend(typed("ok"));
        let all = joined(burst);
        assert_eq!(all.len(), 4);
        assert!(matches!(&all[0], Message::Input(Event::Paste(text)) if text == "a line of a page\nand one more"));
    }
}
