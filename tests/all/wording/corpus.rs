//! What real agents said: STAR (free-typed and labelled replies) and ABCD, and the names that customers gave.

use serde_json::Value;

use crate::data;

/// Where a message comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    Star,
    Abcd,
}

/// A message of an agent.
pub struct Message {
    pub source: Source,
    pub conversation: u64,
    pub turn: u64,
    pub text: String,
    /// The customer's name, where they have said it by then.
    pub name: Option<String>,
}

/// Every message, in the order of the files.
pub fn messages() -> Option<Vec<Message>> {
    let folder = data::folder()?;
    let lines = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    for one in lines("star/dialogues.jsonl") {
        let said = |turn: &Value| turn["act"] == "say";
        let turns = one["events"].as_array().unwrap().iter().enumerate();
        read(Source::Star, &one, turns.filter(|(_, t)| said(t)).map(|(at, t)| (at as u64, "who", t)), &mut found);
    }
    for one in lines("abcd/conversations.jsonl") {
        let turns = one["turns"].as_array().unwrap().iter();
        read(Source::Abcd, &one, turns.map(|t| (t["n"].as_u64().unwrap(), "speaker", t)), &mut found);
    }
    Some(found)
}

fn read<'a>(
    source: Source,
    one: &Value,
    turns: impl Iterator<Item = (u64, &'static str, &'a Value)>,
    found: &mut Vec<Message>,
) {
    let conversation = one["id"].as_u64().unwrap();
    let mut name = None;
    for (turn, by, said) in turns {
        let text = said["text"].as_str().unwrap_or_default().to_owned();
        if said[by] == "agent" {
            found.push(Message { source, conversation, turn, text, name: name.clone() });
        } else if said[by] == "customer" {
            name = name_in(&text).or(name);
        }
    }
}

/// "My name is Ann Ash" gives `Ann Ash`: a word after "name is" or "name's", and a second one with a capital letter.
fn name_in(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let after = ["my name is ", "my name's "].iter().find_map(|words| Some(lower.find(words)? + words.len()))?;
    let mut words = text.get(after..)?.split_whitespace();
    let first = words.next()?;
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let second = words.next().filter(|word| {
        first.ends_with(char::is_alphanumeric) && word.starts_with(char::is_uppercase) && bare(word).len() > 1
    });
    let name = bare(first) + &second.map(|word| format!(" {}", bare(word))).unwrap_or_default();
    (!name.is_empty()).then_some(name)
}
