//! Which scenario somebody means: its id, or a few words of its title. Whoever asked tells people of the answer.

use std::collections::BTreeSet;

use super::library::Shelved;

/// How many are named where it is none, or more than one.
const MOST: usize = 3;
/// How alike words must be to be worth a question, from 0 to 1.
const ALIKE: f64 = 0.75;
/// So many letters of a word may stand for it.
const BEGINNING: usize = 3;

/// Why these words mean no one scenario. The ids are those worth asking about, the likeliest first; at most three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotOne {
    /// They fit more than one.
    Several(Vec<String>),
    /// They fit none; these are near, or practise the playbook of that name.
    Nothing(Vec<String>),
}

/// The scenario with this id, else the only one whose title has all these words (or what they begin with).
///
/// # Errors
/// Where it is none, or more than one.
pub fn named<'s>(words: &str, shelf: impl IntoIterator<Item = &'s Shelved>) -> Result<&'s Shelved, NotOne> {
    let shelf: Vec<&Shelved> = shelf.into_iter().collect();
    let wanted = split(words);
    if let Some(found) = shelf.iter().find(|kept| split(&kept.scenario.id) == wanted) {
        return Ok(found);
    }
    if let Some(found) = shelf.iter().find(|kept| split(&kept.scenario.title) == wanted) {
        return Ok(found);
    }
    let fits = |fit: fn(&str, &str) -> bool| -> Vec<&Shelved> {
        let has = |kept: &&&Shelved| {
            let has = split(&format!("{} {}", kept.scenario.title, kept.scenario.id));
            wanted.iter().all(|word| has.iter().any(|own| fit(own, word)))
        };
        if wanted.is_empty() { Vec::new() } else { shelf.iter().filter(has).copied().collect() }
    };
    let whole = fits(|own, word| own == word);
    let found = if whole.is_empty() {
        fits(|own, word| own == word || word.chars().count() >= BEGINNING && own.starts_with(word))
    } else {
        whole
    };
    match found.as_slice() {
        [] => Err(NotOne::Nothing(near(&wanted.join(" "), words.trim(), &shelf))),
        [one] => Ok(one),
        several => Err(NotOne::Several(several.iter().take(MOST).map(|kept| kept.scenario.id.clone()).collect())),
    }
}

/// The ids of those that practise the playbook of this name, else of those whose id or title is most like it.
fn near(words: &str, playbook: &str, shelf: &[&Shelved]) -> Vec<String> {
    let practises = shelf.iter().filter(|kept| kept.scenario.playbook == playbook);
    let ids: BTreeSet<&str> = practises.map(|kept| kept.scenario.id.as_str()).collect();
    if !ids.is_empty() {
        return ids.into_iter().take(MOST).map(str::to_owned).collect();
    }
    let like = |text: &str| strsim::jaro_winkler(words, &split(text).join(" "));
    let mut rated: Vec<(f64, &str)> = shelf
        .iter()
        .map(|kept| (like(&kept.scenario.id).max(like(&kept.scenario.title)), kept.scenario.id.as_str()))
        .filter(|(alike, _)| *alike > ALIKE)
        .collect();
    rated.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    rated.into_iter().take(MOST).map(|(_, id)| id.to_owned()).collect()
}

/// The words in small letters; a hyphen parts them, an apostrophe does not.
fn split(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace(['\'', '’'], "");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::{OwnFiles, Scenarios};

    /// What they mean: the id, or `several: …`, or `nothing: …`.
    fn means(words: &str) -> String {
        let scenarios = Scenarios::new(OwnFiles::default);
        match named(words, scenarios.iter()) {
            Ok(kept) => kept.scenario.id.clone(),
            Err(NotOne::Several(ids)) => format!("several: {}", ids.join(" ")),
            Err(NotOne::Nothing(ids)) => format!("nothing: {}", ids.join(" ")),
        }
    }

    #[test]
    fn an_id_or_a_few_words_of_the_title_mean_one() {
        for words in ["paid-twice", " Paid twice", "Two lines on the statement", "two lines", "LINES stat", "statement"]
        {
            assert_eq!(means(words), "paid-twice", "{words}");
        }
    }

    #[test]
    fn what_fits_more_than_one_or_none_is_asked_back() {
        let several = means("two");
        assert!(several.starts_with("several: ") && several.split(' ').count() == MOST + 1, "{several}");
        assert!(means("paid-twise").starts_with("nothing: paid-twice"), "{}", means("paid-twise"));
        assert!(means("birthday parsel").contains("birthday-parcel"));
        assert_eq!(means("late-parcel"), "nothing: birthday-parcel", "a playbook names what practises it");
        assert_eq!(means("zzz"), "nothing: ");
        assert_eq!(means("  "), "nothing: ");
    }
}
