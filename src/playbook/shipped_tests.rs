//! What ships, read as a customer hears it: short sentences, plain words, nothing that our own wording rules remark on.

use super::aloud::{MOST_WORDS, sentences};
use super::{Playbook, shipped};
use crate::desk::Desk;
use crate::playbook::Library;
use crate::terms::Channel;
use crate::wording::{About, Rules};

/// The hardest that a prompt may be, as a school grade.
const HARDEST: f64 = 8.0;
/// Fewer words than this are too few for a grade of their own: one long word would decide. They are judged together.
const OWN_GRADE_FROM: usize = 8;

fn library() -> Library {
    let desk = Desk::parse("desk.toml", shipped::DESK).unwrap();
    Library::build(shipped::sources(), &desk).0
}

/// Every text of a playbook that somebody says, writes or promises, with the step that it stands in.
fn texts(playbook: &Playbook) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = Vec::new();
    let mut add = |place: &str, text: &str| texts.push((place.to_owned(), text.to_owned()));
    playbook.facts().iter().for_each(|fact| add("facts", fact));
    for step in playbook.steps() {
        step.prompts().iter().for_each(|prompt| add(&step.id, &prompt.text));
        step.facts.iter().for_each(|fact| add(&step.id, fact));
    }
    texts
}

/// A text with its gaps filled as they might be: a day has three words, all else one.
fn filled(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, gap)) = rest.split_once("{{") {
        let (name, after) = gap.split_once("}}").unwrap();
        out.push_str(before);
        out.push_str(if name.contains("| day") { "Thursday 3 December" } else { "four" });
        rest = after;
    }
    out + rest
}

/// The syllables of an English word, counted as its groups of vowels: a final `e`, `es` or `ed` that is not sounded counts
/// for nothing, a few frequent groups that are two count as two, and a few that are written apart as one. A number counts
/// as two. Where this is off it mostly counts too many, and judges too hard.
fn syllables(word: &str) -> usize {
    if word.chars().any(|letter| letter.is_ascii_digit()) {
        return 2;
    }
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let vowel = |letter: char| "aeiouy".contains(letter);
    let letters: Vec<char> = word.chars().collect();
    let groups =
        letters.iter().enumerate().filter(|(at, l)| vowel(**l) && (*at == 0 || !vowel(letters[at - 1]))).count();
    let sounded = |end: &str, before: &[char]| {
        word.strip_suffix(end)
            .and_then(|stem| stem.chars().last())
            .is_none_or(|last| before.contains(&last) || vowel(last))
    };
    let silent = if word.ends_with("le") {
        word.chars().rev().nth(2).is_none_or(vowel)
    } else if word.ends_with("es") {
        !sounded("es", &['s', 'x', 'z', 'c', 'g', 'h'])
    } else if word.ends_with("ed") {
        !sounded("ed", &['t', 'd'])
    } else {
        word.ends_with('e') && !sounded("e", &[])
    };
    let two = ["ia", "io", "iet", "ier", "eo", "ua", "idea", "ying", "eing", "oing"];
    let split = two.iter().filter(|pair| word.contains(**pair)).count();
    let one = ["tion", "sion", "cious", "gua", "qua", "people", "cement", "tement", "vement", "gement"];
    let joined = one.iter().filter(|one| word.contains(**one)).count();
    (groups + split).saturating_sub(joined + usize::from(silent)).max(1)
}

/// The Flesch–Kincaid grade level: 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid, Fishburne, Rogers
/// and Chissom 1975, Research Branch Report 8-75, Naval Technical Training Command).
fn grade(text: &str) -> f64 {
    use unicode_segmentation::UnicodeSegmentation;
    let count = |n: usize| f64::from(u32::try_from(n).unwrap());
    let lengths = sentences(text);
    let words: usize = lengths.iter().map(|(_, words)| words).sum();
    let sounds: usize = text.unicode_words().map(syllables).sum();
    0.39 * count(words) / count(lengths.len()) + 11.8 * count(sounds) / count(words) - 15.59
}

#[test]
fn syllables_and_grades_are_what_a_reader_counts() {
    for (word, count) in [
        ("the", 1),
        ("parcel", 2),
        ("late", 1),
        ("little", 2),
        ("wanted", 2),
        ("asked", 1),
        ("boxes", 2),
        ("times", 1),
        ("idea", 3),
        ("radio", 3),
        ("action", 2),
        ("replacement", 3),
        ("apologise", 4),
        ("courier", 3),
        ("you", 1),
        ("guarantee", 3),
        ("question", 2),
        ("quiet", 2),
        ("trying", 2),
        ("address", 2),
        ("understand", 3),
        ("18", 2),
    ] {
        // One more or less is the most that such a count is off, and these are the words that it must have right.
        assert_eq!(syllables(word), count, "{word}");
    }
    assert!((grade("The cat sat on the mat.") - -1.45).abs() < 0.01);
    assert!(grade("Unfortunately, organisational considerations necessitate additional verification.") > 20.0);
}

#[test]
fn what_ships_can_be_said_aloud() {
    let mut wrong: Vec<String> = Vec::new();
    for playbook in library().iter() {
        let mut short = String::new();
        for (place, text) in texts(playbook) {
            let text = filled(&text);
            let lengths = sentences(&text);
            for (at, words) in lengths.iter().filter(|(_, words)| *words > MOST_WORDS) {
                wrong.push(format!("{} {place}: {words} words: {}", playbook.id(), &text[at.clone()]));
            }
            if lengths.iter().map(|(_, words)| words).sum::<usize>() < OWN_GRADE_FROM {
                short.push_str(text.trim_end_matches(['.', '!', '?']));
                short.push_str(". ");
            } else if grade(&text) > HARDEST {
                wrong.push(format!("{} {place}: grade {:.1}: {text}", playbook.id(), grade(&text)));
            }
        }
        if !short.is_empty() && grade(&short) > HARDEST {
            wrong.push(format!("{}: its short prompts together: grade {:.1}", playbook.id(), grade(&short)));
        }
    }
    assert!(wrong.is_empty(), "{} are hard to say:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_ships_keeps_our_own_wording_rules() {
    let mut wrong: Vec<String> = Vec::new();
    for playbook in library().iter() {
        for (place, text) in texts(playbook) {
            for channel in [Channel::Email, Channel::Social, Channel::Phone] {
                let remarks = Rules::shipped().check(&text, &About { name: None, channel });
                wrong.extend(remarks.iter().map(|r| format!("{} {place}: {}: {text}", playbook.id(), r.rule)));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_step_is_reached_by_an_example() {
    let mut never: Vec<String> = Vec::new();
    for (name, text) in shipped::PLAYBOOKS {
        let (book, _) = super::read::read(name, text);
        let book = book.unwrap();
        assert!(book.examples.len() >= 2, "{name} has {} examples", book.examples.len());
        let reached = |id: &str| {
            let reaches = book.examples.iter().filter_map(|example| example.reaches.as_ref());
            reaches.flat_map(|ids| ids.iter()).any(|one| one.as_str() == id)
        };
        never.extend(book.steps.iter().filter(|s| !reached(&s.id)).map(|s| format!("{name}: {}", s.id.as_str())));
    }
    assert!(never.is_empty(), "no example reaches:\n{}", never.join("\n"));
}

#[test]
fn what_customers_say_finds_the_playbook() {
    let library = library();
    let mut wrong: Vec<String> = Vec::new();
    for (id, said) in [
        ("late-parcel", "my parcel is late and I waited in all day"),
        ("late-parcel-again", "it is late again, you promised it would come"),
        ("lost-parcel", "tracking is marked as delivered but it never arrived"),
        ("wrong-address", "I moved house and it went to my old address"),
        ("damaged-item", "the bowl arrived smashed"),
        ("damaged-item-again", "the replacement came damaged too"),
        ("wrong-item", "you sent me the wrong colour"),
        ("defect", "the grinder stopped working after a month"),
        ("defect-again", "you already mended it and it is the same fault again"),
        ("return-or-refund", "I changed my mind and would like to send it back"),
        ("refund-missing", "where is my refund, I sent it back weeks ago"),
        ("promotion-not-honoured", "the discount was not taken off"),
        ("wrong-charge", "you took too much money, the amount is wrong"),
        ("double-charge", "you charged me twice"),
        ("wrong-charge-again", "you charged me again and I am still not refunded"),
        ("cancellation", "I want to cancel my order"),
        ("subscription", "please pause my seed box for a month"),
        ("account-access", "I am locked out of my account and forgot my password"),
        ("privacy-request", "please delete my data"),
        ("out-of-stock", "it says sold out, when will it be back in stock"),
        ("refused-by-rule", "my daughter was turned away, you said she was too young"),
        ("customer-mistaken", "you never told me, I put it in the dishwasher"),
        ("abuse-or-threats", "I know where you work, you will be sorry"),
        ("language-barrier", "my English is not good, do you have an interpreter"),
        ("waiting-time", "I have been waiting on the phone for an hour"),
        ("rude-treatment", "your colleague was rude to me"),
        ("injury", "I cut my hand on it and went to hospital"),
        ("access-need", "I use a wheelchair and there is a step at the door"),
        ("vulnerable-customer", "my husband died and I can't cope with this"),
        ("public-complaint", "she tagged us, everybody should know, avoid this shop"),
        ("review-reply", "somebody left a one star review"),
        ("colleague-request", "packing room here, can you check an order for me"),
        ("goodwill-help", "I have a flat tyre outside your shop"),
        ("praise-or-thanks", "I wanted to say thank you, lovely service"),
        ("outreach-after-silence", "have not heard from them, gone quiet"),
        ("complaint", "I want to complain, I am disgusted"),
        ("complaint-again", "I complained before and nothing has changed"),
    ] {
        let found: Vec<&str> = library.rank(said).iter().take(3).map(|(_, playbook)| playbook.id()).collect();
        if found.first() != Some(&id) {
            wrong.push(format!("{id}: {said}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_of_what_ships_names_every_playbook() {
    let page = include_str!("../../docs/shipped-playbooks.md");
    for playbook in library().iter() {
        assert!(page.contains(&format!("`{}`", playbook.id())), "{} is not in the page", playbook.id());
        if let Some(second) = playbook.second_time() {
            let row = page.lines().find(|line| line.contains(&format!("| `{}` |", playbook.id())));
            assert!(row.is_some_and(|row| row.ends_with(&format!("| `{second}` |"))), "{}: {second}", playbook.id());
        }
    }
}
