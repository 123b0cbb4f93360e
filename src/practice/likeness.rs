//! How like an answer on offer a typed one is: by the answer's own phrases, by what both do, and by the words they share.

use crate::wording::{Phrase, Word, words};

use super::act::{Act, Acts};
use super::scenario::Reply;

/// What the first of an answer's own phrases is worth, and each of the next ones: the scenario knows best what it means.
const PHRASE: i32 = 8;
const NEXT_PHRASE: i32 = 2;
/// What an act of both is worth, and one that goes with any answer.
const ACT: i32 = 4;
const COURTESY: i32 = 1;
/// What is taken off for a harm that only one of them does: nobody is taken for unkind who was not, nor the other way round.
const HARM: i32 = 3;
/// The most that shared words are worth, and from where on they alone make it that answer: half of its words.
const WORDS: usize = 8;
const HALF: usize = 4;
/// Words from this many letters on say what an answer is about.
const LONG: usize = 4;
/// Long words that say nothing of it.
const EMPTY: &[&str] = &[
    "that", "this", "with", "have", "your", "you're", "what", "when", "will", "then", "there", "from", "they", "them",
    "been", "were", "would", "could", "should", "which", "about", "just", "into", "than", "it's", "that's", "i'll",
    "we'll", "i've", "we've", "please",
];

/// A typed text, parted into words once for all answers that it is held against.
#[derive(Debug, Clone)]
pub struct Typed {
    words: Vec<Word>,
    telling: Vec<String>,
}

impl Typed {
    /// Of this text.
    pub fn new(text: &str) -> Self {
        let words = words(text);
        Self { telling: telling(&words), words }
    }

    /// Whether this phrase stands anywhere in it.
    fn has(&self, phrase: &Phrase) -> bool {
        (0..self.words.len()).any(|at| phrase.find(&self.words, at).is_some())
    }
}

/// The likeness of a typed text, which does `acts`, to this answer with its words filled in. `None`: it is another one.
pub fn likeness(reply: &Reply, says: &str, typed: &Typed, acts: Acts) -> Option<i32> {
    let phrases = reply.hears.iter().filter(|phrase| typed.has(phrase)).count();
    let both = reply.acts.and(acts);
    let shared = shared(says, typed);
    // A name is in any answer: by it none is known.
    if phrases == 0 && shared < HALF && both.iter().all(|act| act == Act::Name) {
        return None;
    }
    let own = match i32::try_from(phrases).unwrap_or(i32::MAX) {
        0 => 0,
        some => PHRASE + NEXT_PHRASE * (some - 1).min(2),
    };
    let worth = |act: Act| if act.is_courtesy() { COURTESY } else { ACT };
    let missing = |act: Act| if act.harms() { HARM } else { 1 };
    let lacks = |of: Acts, other: Acts| of.iter().filter(move |act| !other.has(*act));
    let like = own + both.iter().map(worth).sum::<i32>() + i32::try_from(shared).unwrap_or(0);
    let unlike = lacks(reply.acts, acts).map(missing).sum::<i32>()
        + lacks(acts, reply.acts).filter(|act| act.harms()).map(missing).sum::<i32>();
    Some(like - unlike).filter(|rate| *rate > 0)
}

/// How many of an answer's telling words are in the text too, of [`WORDS`].
fn shared(says: &str, typed: &Typed) -> usize {
    let said = telling(&words(says));
    let both = said.iter().filter(|word| typed.telling.contains(word)).count();
    // One word alone is chance.
    if both < 2 { 0 } else { WORDS * both / said.len() }
}

/// The words that say what a text is about, each once.
fn telling(words: &[Word]) -> Vec<String> {
    let is = |word: &&Word| word.lower.chars().count() >= LONG && !EMPTY.contains(&word.lower.as_str());
    let mut all: Vec<String> = words.iter().filter(is).map(|word| word.lower.clone()).collect();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::{Ear, Goal};
    use crate::terms::{Channel, Stage};
    use crate::wording::Phrase;

    fn reply(says: &str, acts: &[Act], hears: &[&str]) -> Reply {
        Reply {
            says: says.to_owned(),
            stage: Stage::Listen,
            acts: acts.iter().copied().collect(),
            hears: hears.iter().map(|phrase| Phrase::parse(phrase).unwrap()).collect(),
            hears_text: Vec::new(),
            step: None,
            to: Goal::Turn(0),
            best: false,
        }
    }

    /// The answer that a typed one is taken for.
    fn taken(text: &str) -> Option<usize> {
        let replies = [
            reply("What happened when the driver came?", &[Act::Ask, Act::LetFinish], &["what happened"]),
            reply(
                "I ring the depot now and you hear from me by four.",
                &[Act::Repair, Act::ByWhen],
                &["ring ... depot"],
            ),
            reply("I'm sorry if that was a bother, here is a voucher.", &[Act::SorryIf, Act::Offer], &["voucher"]),
            reply("You should have told us, Mrs Okafor.", &[Act::Blame, Act::Name], &["should have (told|rung)"]),
        ];
        let acts: Acts =
            Ear::shipped().hears(text, "Mrs Okafor", Channel::Phone).into_iter().map(|heard| heard.act).collect();
        let rated = replies
            .iter()
            .enumerate()
            .filter_map(|(at, one)| Some((likeness(one, &one.says, &Typed::new(text), acts)?, at)));
        rated.max_by_key(|(rate, at)| (*rate, usize::MAX - at)).map(|(_, at)| at)
    }

    #[test]
    fn a_typed_answer_is_known_by_its_sense() {
        for (text, at) in [
            ("Tell me what he said, I'm listening.", Some(0)),
            ("So what happened then?", Some(0)),
            ("I'm ringing the depot, and I'll call you before five.", Some(1)),
            ("I'll ask the courier now, you'll know by noon", Some(1)),
            ("I'd like to give you a voucher.", Some(2)),
            ("Sorry if you were upset.", Some(2)),
            ("You should have rung us.", Some(3)),
            ("Mrs Okafor.", None),
            ("Mrs Okafor, the weather is fine.", None),
            ("Bananas.", None),
        ] {
            assert_eq!(taken(text), at, "{text}");
        }
    }

    #[test]
    fn nobody_is_taken_for_unkind_by_a_name() {
        assert_eq!(taken("Mrs Okafor, tell me how it was."), Some(0));
        assert_eq!(taken("I'm truly sorry, Mrs Okafor, I'm sending another one, by Friday it is there."), Some(1));
    }

    #[test]
    fn nearly_the_same_words_are_the_same_answer() {
        let one = reply("The blue lamp stands in the shop in Leith until Saturday.", &[], &[]);
        let rate = |text| likeness(&one, &one.says, &Typed::new(text), Acts::default());
        assert!(rate("the blue lamp is in the leith shop till saturday").is_some());
        assert_eq!(rate("the shop is shut"), None);
    }
}
