//! The rules of hearing and how they are laid over a text. What harm and help make of each other is for `ear` to say.

use std::sync::LazyLock;

use crate::wording::{Index, Phrase, Word};

use super::super::act::{Act, Acts};
use super::Heard;
use super::negated::{is_a_word_given, negated};

/// How many words before a hit an exception may begin.
const BEFORE: usize = 8;

/// The rules of hearing of a file.
#[derive(Debug, Clone, Default)]
pub struct Hearing {
    rules: Vec<Rule>,
    index: Index,
}

/// One rule: words by which an act is known.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The act.
    pub act: Act,
    /// Where one of these overlaps a hit, the hit does not count.
    pub(super) except: Vec<Phrase>,
    /// Whether it counts only in a sentence that ends in a question mark.
    pub question: bool,
    /// Where one of these was heard in the same text, it does not count; for harm.
    pub unless: Acts,
    /// Why it is taken for that, in a short sentence.
    pub why: String,
    /// A better way, where it does harm.
    pub better: Option<String>,
}

/// A place where a rule fits.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// What it does.
    pub heard: Heard,
    /// The helping acts beside which it is no harm, by this rule.
    pub unless: Acts,
}

impl Hearing {
    /// The rules that ship. No rule at all where they are broken, which a test rules out.
    pub fn shipped() -> &'static Self {
        static HEARING: LazyLock<Hearing> =
            LazyLock::new(|| Hearing::parse("hearing.toml", super::SHIPPED).unwrap_or_default());
        &HEARING
    }

    /// The rules, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// Adds a rule with its phrases.
    pub(super) fn add(&mut self, rule: Rule, phrases: &[Phrase]) {
        for phrase in phrases {
            self.index.add(self.rules.len(), phrase);
        }
        self.rules.push(rule);
    }

    /// Every place where one of the rules fits, in no order.
    pub(super) fn hears(&self, text: &str, words: &[Word]) -> Vec<Hit> {
        let mut heard = Vec::new();
        for at in 0..words.len() {
            self.index.find(words, at, |rule, end| {
                let Some(rule) = self.rules.get(rule) else { return };
                if (rule.question && !asked(text, words, at)) || excused(rule, words, at, end) {
                    return;
                }
                if is_a_word_given(rule.act) && negated(text, words, rule.act, at..end) {
                    return;
                }
                let range = words.get(at..end).and_then(|hit| Some(hit.first()?.range.start..hit.last()?.range.end));
                let Some(range) = range else { return };
                let one = Heard { act: rule.act, range, why: rule.why.clone(), better: rule.better.clone() };
                heard.push(Hit { heard: one, unless: rule.unless });
            });
        }
        heard
    }
}

/// Whether the sentence with the word `at` ends in a question mark.
fn asked(text: &str, words: &[Word], at: usize) -> bool {
    let next = words.iter().skip(at + 1).position(|word| word.first).map(|after| at + 1 + after);
    let last = next.unwrap_or(words.len()).checked_sub(1).and_then(|last| words.get(last));
    let until = next.and_then(|next| words.get(next)).map_or(text.len(), |word| word.range.start);
    last.and_then(|last| text.get(last.range.end..until)).is_some_and(|marks| marks.contains('?'))
}

/// Whether one of the rule's own exceptions speaks for this hit.
fn excused(rule: &Rule, words: &[Word], at: usize, end: usize) -> bool {
    let overlaps = |phrase: &Phrase| {
        (at.saturating_sub(BEFORE)..end).any(|from| phrase.find(words, from).is_some_and(|to| to > at))
    };
    rule.except.iter().any(overlaps)
}
