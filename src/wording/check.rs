//! Applying the rules to a text.

use super::phrase::Phrase;
use super::words::{Word, words};
use super::{About, Kind, Remark, Rule, Rules};
use crate::terms::clean;

/// No more remarks than this on one text: somebody mends the first and looks again.
const MOST: usize = 60;
/// A text shorter than this (in words) is no letter yet, and no name is missed.
const NAME_FROM: usize = 12;
/// Words that go before a name and are none.
pub(crate) const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "lady", "rev", "the"];

impl Rules {
    /// What could be said better in `text`, in its order. Any text will do; nothing is ever refused.
    pub fn check(&self, text: &str, about: &About<'_>) -> Vec<Remark> {
        let words = words(text);
        let mut hits: Vec<(usize, usize, usize)> = Vec::new();
        for at in 0..words.len() {
            self.index.find(&words, at, |rule, end| hits.push((at, end, rule)));
        }
        // The longest first where several begin together.
        hits.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        let mut kept: Vec<(usize, usize, usize)> = Vec::new();
        for (at, end, rule) in hits {
            let Some(of) = self.rules.get(rule).filter(|r| r.channels.contains(&about.channel)) else { continue };
            let told = |(from, to, other): &(usize, usize, usize)| {
                at >= *from
                    && end <= *to
                    && (*other == rule || self.rules.get(*other).is_some_and(|o| o.kind == of.kind))
            };
            if kept.len() < MOST && !kept.iter().any(told) && !excused(of, &words, at, end) {
                kept.push((at, end, rule));
            }
        }
        let range = |at: usize, end: usize| {
            let start = words.get(at).map_or(0, |w| w.range.start);
            start..end.checked_sub(1).and_then(|last| words.get(last)).map_or(start, |w| w.range.end)
        };
        let unnamed = self.unnamed(&words, about).map(|rule| (0, 1, rule, about.name.unwrap_or_default()));
        let phrased = kept.iter().filter_map(|(at, end, rule)| Some((*at, *end, self.rules.get(*rule)?, "")));
        let remark = |(at, end, rule, name): (usize, usize, &Rule, &str)| Remark {
            rule: rule.id.clone(),
            kind: rule.kind,
            range: range(at, end),
            why: rule.why.clone(),
            better: if name.is_empty() { rule.better.clone() } else { named(&rule.better, name) },
        };
        unnamed.into_iter().chain(phrased).map(remark).collect()
    }

    /// The rule about the name, where the name is known, belongs here and is not there.
    fn unnamed(&self, found: &[Word], about: &About<'_>) -> Option<&Rule> {
        let rule = self.rules.iter().find(|r| r.kind == Kind::NoName && r.channels.contains(&about.channel))?;
        let name = about.name?;
        let parts: Vec<String> = words(name)
            .iter()
            .flat_map(|w| plain(&w.lower))
            .filter(|w| !w.is_empty() && !TITLES.contains(&w.as_str()))
            .collect();
        let there = |word: &Word| plain(&word.lower).iter().any(|w| parts.contains(w));
        (found.len() >= NAME_FROM && !parts.is_empty() && !found.iter().any(there)).then_some(rule)
    }
}

/// Whether one of the rule's own exceptions speaks for this hit.
fn excused(rule: &Rule, words: &[Word], at: usize, end: usize) -> bool {
    let overlaps =
        |phrase: &Phrase| (at.saturating_sub(8)..end).any(|from| phrase.find(words, from).is_some_and(|to| to > at));
    let before = |phrase: &Phrase| (0..at).any(|from| phrase.find(words, from).is_some_and(|to| to <= at));
    rule.except.iter().any(overlaps) || rule.unless_before.iter().any(before)
}

/// A word as a name is compared: without accents and 's, hyphened names also by their parts (Ana for Ana-Lucía, Jose for José).
pub(crate) fn plain(lower: &str) -> Vec<String> {
    let bare = lower.strip_suffix("'s").unwrap_or(lower);
    let letters: String = bare.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).map(without_accent).collect();
    let parts = letters.split('-').filter(|part| part.chars().count() > 2 && *part != letters);
    std::iter::once(letters.clone()).chain(parts.map(ToOwned::to_owned)).collect()
}

/// The letter that is typed where a keyboard has no accents; small letters of European names.
fn without_accent(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

fn named(better: &str, name: &str) -> String {
    better.replace("{{ name }}", &clean::one_line(name))
}
