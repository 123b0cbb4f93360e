//! Which playbooks fit what a customer said: our own small scoring, fast and the same every time.
//!
//! Words are cut to their stems and those that say nothing are left out; the last word may be unfinished. For each
//! playbook: 12 for every word of a `heard` phrase that was said, and 30 more where the whole phrase was; 8 for a word of
//! the title, 2 for a word of the sentence about it; each said word counts once, where it counts most. A word that was
//! only begun counts half. A playbook that is not to be suggested comes up where its id is typed, and never else. Where nothing fits, letters in the order of the title count (fuzzy), far below any word.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_segmentation::UnicodeSegmentation;

use super::guide::Playbook;

const HEARD: u32 = 12;
const WHOLE_PHRASE: u32 = 30;
const TITLE: u32 = 8;
const ABOUT: u32 = 2;
/// What customers said is looked at so far: the end of a long message matters least.
const MOST_WORDS: usize = 60;

/// Words that fit every playbook.
const EMPTY: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does", "for", "from",
    "had", "has", "have", "hello", "help", "hi", "i", "if", "in", "is", "it", "its", "just", "me", "my", "of", "on",
    "or", "our", "please", "so", "that", "the", "their", "them", "there", "they", "this", "to", "us", "was", "we",
    "were", "what", "when", "which", "will", "with", "would", "you", "your",
];

/// A playbook's words, ready to be compared.
#[derive(Debug, Clone)]
pub struct Index {
    heard: Vec<Vec<String>>,
    title: Vec<String>,
    about: Vec<String>,
    name: String,
    /// Where it is not suggested: the one word that finds it.
    only: Option<String>,
}

impl Index {
    /// The words of a playbook.
    pub fn new(playbook: &Playbook) -> Self {
        Self {
            heard: playbook.heard().iter().map(|phrase| stems(phrase)).filter(|words| !words.is_empty()).collect(),
            title: stems(playbook.title()),
            about: stems(playbook.about()),
            name: format!("{} {}", playbook.title(), playbook.id()),
            only: (!playbook.is_suggested()).then(|| playbook.id().to_owned()),
        }
    }

    fn score(&self, said: &[String], unfinished: bool) -> u32 {
        let last = said.len().saturating_sub(1);
        // How well one said word fits one of ours: 2 for the same stem, 1 for a beginning that is still being typed.
        let fit = |at: usize, ours: &String| match &said[at] {
            word if word == ours => 2,
            word if unfinished && at == last && word.chars().count() >= 2 && ours.starts_with(word.as_str()) => 1,
            _ => 0,
        };
        let best = |at: usize, ours: &[String]| ours.iter().map(|word| fit(at, word)).max().unwrap_or(0);
        let mut score = 0;
        for at in 0..said.len() {
            let heard = self.heard.iter().map(|phrase| best(at, phrase)).max().unwrap_or(0) * HEARD;
            score += heard.max(best(at, &self.title) * TITLE).max(best(at, &self.about) * ABOUT) / 2;
        }
        let whole = |phrase: &&Vec<String>| phrase.iter().all(|word| (0..said.len()).any(|at| fit(at, word) > 0));
        let phrases = u32::try_from(self.heard.iter().filter(whole).count()).unwrap_or(u32::MAX);
        score.saturating_add(phrases.saturating_mul(WHOLE_PHRASE))
    }
}

/// Scores and places of those that fit, best first; of equals, the first in the library.
pub fn rank<'a>(indexes: impl Iterator<Item = &'a Index>, said: &str) -> Vec<(u32, usize)> {
    let words = stems(said);
    let unfinished = said.ends_with(char::is_alphanumeric);
    let indexes: Vec<&Index> = indexes.collect();
    let mut scored: Vec<(u32, usize)> = indexes
        .iter()
        .enumerate()
        .map(|(at, index)| match &index.only {
            Some(id) => (if said.trim().eq_ignore_ascii_case(id) { WHOLE_PHRASE } else { 0 }, at),
            None => (index.score(&words, unfinished), at),
        })
        .filter(|(score, _)| *score > 0)
        .collect();
    if scored.is_empty() {
        scored = fuzzy(&indexes, said);
    }
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    scored
}

fn fuzzy(indexes: &[&Index], said: &str) -> Vec<(u32, usize)> {
    let letters = said.trim();
    if letters.chars().count() < 2 || letters.chars().count() > 40 {
        return Vec::new();
    }
    let pattern = Pattern::parse(letters, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut score = |name: &str| pattern.score(Utf32Str::new(name, &mut buffer), &mut matcher);
    let suggested = indexes.iter().enumerate().filter(|(_, index)| index.only.is_none());
    suggested.filter_map(|(at, index)| Some((score(&index.name)?.min(9) + 1, at))).collect()
}

/// The words of a text as stems, without those that say nothing.
fn stems(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('’', "'");
    let words = lower.unicode_words().filter(|word| !EMPTY.contains(word)).take(MOST_WORDS);
    let mut stems: Vec<String> = Vec::new();
    for stem in words.map(stem) {
        if !stems.contains(&stem) {
            stems.push(stem);
        }
    }
    stems
}

/// A word without the endings of number and tense. Rough, but the same for what was said and what was written down.
fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    for (ending, least) in [("ing", 6), ("ed", 5), ("es", 5), ("s", 4), ("e", 4), ("y", 5)] {
        if let Some(stem) =
            word.strip_suffix(ending).filter(|_| word.len() >= least && word.is_ascii() && !word.ends_with("ss"))
        {
            return stem.to_owned();
        }
    }
    word.to_owned()
}
