//! A no that turns a promise round: "I can't send another one today" sends nothing. It is told by where the no stands, in the same
//! clause before the end of what was heard, and not by phrases. It knows no rule.

use std::ops::Range;

use crate::wording::Word;

use super::super::act::Act;

/// What a clause ends before, where no comma or dash says so.
const ENDS: &[&str] = &[
    "but",
    "and",
    "so",
    "because",
    "as",
    "then",
    "until",
    "till",
    "while",
    "when",
    "once",
    "unless",
    "although",
    "though",
    "instead",
    "otherwise",
    "however",
    "yet",
    "which",
    "who",
];
/// Whoever begins to do something else: a clause of its own, unless it is what somebody does not think or say.
const WE: &[&str] =
    &["i", "we", "i'll", "we'll", "i'm", "we're", "i've", "we've", "i'd", "we'd", "let", "it'll", "you'll", "they'll"];
/// What is said of a whole clause after it: "I don't think we can".
const OF_A_CLAUSE: &[&str] = &[
    "think",
    "believe",
    "say",
    "promise",
    "guarantee",
    "know",
    "imagine",
    "suppose",
    "expect",
    "see",
    "tell",
    "sure",
    "certain",
    "mean",
    "confirm",
    "agree",
];
/// What may stand between those words and the clause.
const LINKS: &[&str] = &["that", "if", "whether", "how", "when", "you", "yet"];
/// A no to what we do or shall do.
const NOT: &[&str] = &[
    "not",
    "can't",
    "cannot",
    "won't",
    "don't",
    "couldn't",
    "wouldn't",
    "shan't",
    "shouldn't",
    "mustn't",
    "never",
    "unable",
    "nor",
    "refuse",
];
/// A no that says nothing of what is done now, but right before the word that is heard: "it isn't going today".
const RIGHT_BEFORE: &[&str] =
    &["isn't", "aren't", "doesn't", "didn't", "haven't", "hasn't", "hadn't", "wasn't", "weren't", "ain't", "no"];
/// What turns it back: "not only", "don't worry", "won't forget to", "why don't I".
const TURNS_BACK: &[&str] = &[
    "only", "just", "worry", "fret", "panic", "mind", "hesitate", "forget", "fail", "wait", "later", "more", "least",
    "i", "we", "you", "it", "they", "he", "she", "that", "matter",
];
/// What may stand between a no and the word that it is said of.
const BETWEEN: &[&str] = &[
    "be", "been", "have", "to", "going", "able", "just", "really", "even", "actually", "simply", "now", "yet", "also",
];

/// Whether an act gives somebody's word, so that a no makes nothing of it.
pub(super) fn is_a_word_given(act: Act) -> bool {
    matches!(act, Act::Repair | Act::ByWhen | Act::Offer | Act::FollowUp | Act::Alternative)
}

/// Whether a no in the same clause speaks of the words `hit`, which do this. A second way begins with what cannot be ("if she can't,
/// we …"): there only a no before it counts.
pub(super) fn negated(text: &str, words: &[Word], act: Act, hit: Range<usize>) -> bool {
    let hit = if act == Act::Alternative { hit.start..hit.start + 1 } else { hit };
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let near = nearest(words, hit.start);
    for at in (0..hit.end).rev() {
        let word = lower(at);
        if NOT.contains(&word) && !TURNS_BACK.contains(&lower(at + 1)) {
            return true;
        }
        if near == Some(at) && RIGHT_BEFORE.contains(&word) {
            return true;
        }
        if begins_a_clause(text, words, at) {
            return false;
        }
    }
    false
}

/// The word before these that is no more than a link to them.
fn nearest(words: &[Word], start: usize) -> Option<usize> {
    let stop = |at: &usize| words.get(*at).is_some_and(|word| !BETWEEN.contains(&word.lower.as_str()));
    (0..start).rev().find(stop)
}

/// Whether a clause begins with this word.
fn begins_a_clause(text: &str, words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at) else { return true };
    let Some(before) = at.checked_sub(1).and_then(|before| words.get(before)) else { return true };
    let marks = text.get(before.range.end..word.range.start).unwrap_or_default();
    if word.first || marks.contains([',', '–', '—', '(', ')', '…', '"', '“', '”']) || marks.contains(" - ") {
        return true;
    }
    let lower = word.lower.as_str();
    if ENDS.contains(&lower) {
        return !of_a_clause(words, at);
    }
    // "Why don't I", "can I": whoever asks does not begin anew.
    WE.contains(&lower) && !NOT.contains(&before.lower.as_str()) && !of_a_clause(words, at)
}

/// Whether what begins with the word `at` is what somebody thinks, says or promises.
fn of_a_clause(words: &[Word], at: usize) -> bool {
    let linked = |word: &&Word| !LINKS.contains(&word.lower.as_str());
    let before = words.get(..at).and_then(|before| before.iter().rev().find(linked));
    before.is_some_and(|word| OF_A_CLAUSE.contains(&word.lower.as_str()))
}
