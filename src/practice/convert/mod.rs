//! Records of conversations, and scripts that were written for somebody who plays a customer, as drafts of scenarios: one record
//! of text in, the text of a scenario or a reason out. No file is opened here. What comes out passes `check`; where the record
//! lacks what a scenario needs, general words of our own stand in, each with a comment that says so.
//!
//! | to … | look in |
//! |---|---|
//! | change how a draft is completed: stages, temptations, endings | `frame` |
//! | change how it is written down | `draft` |
//! | change the words of our own that stand in | `words` |
//! | change what a reply is taken for | `sense` |
//! | change how a script's words become a temper | `temper` |
//! | read another format | a file beside `star` and `tau2` |

mod case;
mod draft;
mod frame;
mod sense;
mod star;
mod talk;
mod tau2;
mod temper;
mod words;

use serde::Serialize;

use super::scenario::Scenario;
use crate::playbook::Library;

pub use case::{Told, told};
pub use star::Wordings;

use draft::Draft;

crate::terms::words::words! {
    /// Whose format a record has.
    Format, "format" {
        /// The STAR corpus: task dialogues with labelled replies, one JSON object a line.
        Star = "star", "STAR dialogues";
        /// The retail tasks of tau2-bench: scripts for a simulated customer, one JSON object a line.
        Tau2 = "tau2", "tau2 tasks";
    }
}

/// What a conversion goes by.
#[derive(Debug)]
pub struct How<'a> {
    /// The playbooks; the one that fits the words best is practised, where none is named.
    pub library: &'a Library,
    /// The id of the playbook that is practised.
    pub playbook: Option<&'a str>,
    /// The wordings of labels, for replies that were on offer and not given.
    pub wordings: &'a Wordings,
}

/// A draft that passes `check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Converted {
    /// Its id; the file is `ID.toml`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The playbook that it practises.
    pub playbook: String,
    /// How many turns it has.
    pub turns: usize,
    /// How many of these are our own.
    pub added: usize,
    /// How many answers of the record were remarked on, so that another is the best in their place.
    pub demoted: usize,
    /// The text of the file.
    #[serde(skip)]
    pub text: String,
}

/// A record that did not become a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// Its id, where it could be read.
    pub id: Option<String>,
    /// Why.
    pub reason: String,
}

/// Makes a draft of one record.
///
/// # Errors
/// Why it cannot become one.
pub fn record(format: Format, line: &str, how: &How<'_>) -> Result<Converted, Left> {
    let (id, draft) = match format {
        Format::Star => star::read(line, how),
        Format::Tau2 => tau2::read(line, how),
    };
    let left = |reason| Left { id, reason };
    draft.and_then(|draft| finish(draft, how.library)).map_err(left)
}

/// Completes a draft, writes it down and proves it.
fn finish(mut draft: Draft, library: &Library) -> Result<Converted, String> {
    frame::complete(&mut draft);
    let text = draft.toml();
    let (scenario, findings) = Scenario::read_in(&format!("{}.toml", draft.id), &text, library);
    if let Some(error) = findings.iter().find(|finding| finding.is_error()) {
        return Err(format!("the draft would not pass the check: {}", error.message));
    }
    let Some(scenario) = scenario else { return Err("the draft cannot be read back".to_owned()) };
    Ok(Converted {
        turns: scenario.turns.len(),
        added: draft.exchanges.iter().filter(|one| one.note.is_some()).count(),
        demoted: draft.exchanges.iter().filter(|one| one.best.note == Some(frame::DEMOTED)).count(),
        id: draft.id,
        title: draft.title,
        playbook: draft.playbook,
        text,
    })
}

/// What a customer is called whose name no script gives.
const NOBODY: [&str; 2] = ["Mrs Ellery", "Mr Tolland"];

/// The playbook that fits these words best, where none is named.
fn playbook(library: &Library, named: Option<&str>, said: &str) -> String {
    let fits = || library.rank(said).first().map(|(_, playbook)| playbook.id().to_owned());
    named.map(str::to_owned).or_else(fits).unwrap_or_else(|| "complaint".to_owned())
}

/// A text from outside on one line, without what drives a terminal, without card numbers, without gaps to fill in.
fn tidy(raw: &str) -> String {
    let text = crate::terms::Text::new(raw);
    let line = crate::terms::clean::one_line(text.as_str()).replace('{', "(").replace('}', ")");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences of a text, each with its signs: where Unicode ends one and our own rule begins one, which knows `Mrs.` and the like.
fn sentences(text: &str) -> Vec<&str> {
    use unicode_segmentation::UnicodeSegmentation;
    let words = crate::wording::words(text);
    let begins = |from: usize, to: usize| {
        words.iter().find(|word| (from..to).contains(&word.range.start)).is_none_or(|word| word.first)
    };
    let bounds = text.split_sentence_bound_indices().map(|(at, piece)| (at, at + piece.len()));
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (from, to) in bounds {
        match found.last_mut().filter(|_| !begins(from, to)) {
            Some(last) => last.end = to,
            None => found.push(from..to),
        }
    }
    found.into_iter().map(|range| text[range].trim()).filter(|sentence| !sentence.is_empty()).collect()
}

/// A text in parts of so many words at most, parted at the ends of sentences where that goes.
fn parts(text: &str, most: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let count = |text: &str| text.split_whitespace().count();
    for sentence in sentences(text) {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        for chunk in words.chunks(most.max(1)) {
            match parts.last_mut().filter(|last| count(last) + chunk.len() <= most) {
                Some(last) => *last = format!("{last} {}", chunk.join(" ")),
                None => parts.push(chunk.join(" ")),
            }
        }
    }
    parts
}

/// The first of these words.
fn first_words(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let cut = words.get(..most.min(words.len())).unwrap_or_default().join(" ");
    if words.len() > most { format!("{} …", cut.trim_end_matches([',', ';', ':'])) } else { cut }
}

#[cfg(test)]
mod tests;
