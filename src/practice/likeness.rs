//! How like an answer on offer a typed one is: by the answer's own phrases, by what both do, and by the telling words they share.

use crate::wording::{Phrase, Word, words};

use super::act::{Act, Acts};
use super::scenario::Reply;
use super::telling::{Telling, telling};

/// What the first of an answer's own phrases is worth, and each of the next ones: the scenario knows best what it means.
const PHRASE: i32 = 8;
const NEXT_PHRASE: i32 = 2;
/// What an act of both is worth, one that goes with any answer, and one that only one of them does where the other does its like.
const ACT: i32 = 4;
const COURTESY: i32 = 1;
const KIN: i32 = 2;
/// What is taken off for a harm that only one of them does: nobody is taken for unkind who was not, nor the other way round.
const HARM: i32 = 3;
/// The most that is taken off for what an answer does beside: one for each act, whoever says a part of it says the same.
const LEFT_OUT: i32 = 2;
/// The most that shared words are worth, and from where on they alone make it that answer: half of the shorter one's weight.
const WORDS: usize = 8;
const HALF: usize = 4;
/// What a word weighs that stands in one answer of the turn alone, and one that stands in others too.
const RARE: usize = 3;
const COMMON: usize = 1;

/// A typed text, parted into words once for all answers that it is held against.
#[derive(Debug, Clone)]
pub struct Typed {
    words: Vec<Word>,
    telling: Telling,
}

impl Typed {
    /// Of this text, typed to somebody of this name: a name is in any answer, and tells none from another.
    pub fn new(text: &str, name: &str) -> Self {
        let typed = words(text);
        Self { telling: telling(&typed).without(&telling(&words(name))), words: typed }
    }

    /// Whether this phrase stands anywhere in it.
    fn has(&self, phrase: &Phrase) -> bool {
        (0..self.words.len()).any(|at| phrase.find(&self.words, at).is_some())
    }
}

/// Which of these answers (each with its words filled in) a typed text, which does `acts`, is most like; the first of the best.
pub fn most_like(replies: &[(&Reply, String)], typed: &Typed, acts: Acts) -> Option<usize> {
    let said: Vec<Telling> = replies.iter().map(|(_, says)| telling(&words(says))).collect();
    let rate = |(at, (reply, _)): (usize, &(&Reply, String))| {
        Some((likeness(reply, shared(at, &said, &typed.telling), typed, acts)?, at))
    };
    let rated = replies.iter().enumerate().filter_map(rate);
    rated.max_by_key(|(rate, at)| (*rate, usize::MAX - at)).map(|(_, at)| at)
}

/// The likeness of a typed text, which does `acts` and shares so many words, to this answer. `None`: it is another one.
fn likeness(reply: &Reply, shared: usize, typed: &Typed, acts: Acts) -> Option<i32> {
    let phrases = reply.hears.iter().filter(|phrase| typed.has(phrase)).count();
    let both = reply.acts.and(acts);
    let lacks = |of: Acts, other: Acts| of.iter().filter(move |act| !other.has(*act));
    let kin = lacks(acts, reply.acts).filter(|act| lacks(reply.acts, acts).any(|other| are_kin(*act, other))).count();
    // A name is in any answer: by it none is known.
    if phrases == 0 && shared < HALF && kin == 0 && both.iter().all(|act| act == Act::Name) {
        return None;
    }
    // Whoever does nothing but harm is taken for no answer that does none, whatever words they share.
    let helps = both.iter().any(|act| !act.is_courtesy());
    if acts.iter().any(Act::harms) && !helps && !reply.acts.iter().any(Act::harms) {
        return None;
    }
    let own = match i32::try_from(phrases).unwrap_or(i32::MAX) {
        0 => 0,
        some => PHRASE + NEXT_PHRASE * (some - 1).min(2),
    };
    let worth = |act: Act| if act.is_courtesy() { COURTESY } else { ACT };
    let like = own
        + both.iter().map(worth).sum::<i32>()
        + KIN * i32::try_from(kin).unwrap_or(0)
        + i32::try_from(shared).unwrap_or(0);
    let harms =
        |acts: Acts, other: Acts| i32::try_from(lacks(acts, other).filter(|act| act.harms()).count()).unwrap_or(0);
    let left_out = i32::try_from(lacks(reply.acts, acts).filter(|act| !act.harms()).count()).unwrap_or(0);
    let unlike = HARM * (harms(reply.acts, acts) + harms(acts, reply.acts)) + left_out.min(LEFT_OUT);
    Some(like - unlike).filter(|rate| *rate > 0)
}

/// Whether two acts are ways of the same: both ask, both mend, both feel with them, both look after it.
pub(super) fn are_kin(one: Act, other: Act) -> bool {
    const FAMILIES: [&[Act]; 4] = [
        &[Act::Ask, Act::AskWanted, Act::LetFinish],
        &[Act::Acknowledge, Act::Apologise, Act::Own],
        &[Act::Repair, Act::ByWhen, Act::Alternative, Act::Choice],
        &[Act::Check, Act::FollowUp, Act::Offer],
    ];
    FAMILIES.iter().any(|kin| kin.contains(&one) && kin.contains(&other))
}

/// How much of the answer `at` a typed text has too, of [`WORDS`]: by the weight of the words they share, beside all words of
/// whichever has less.
fn shared(at: usize, said: &[Telling], typed: &Telling) -> usize {
    let Some(here) = said.get(at) else { return 0 };
    let others = |word: &str| said.iter().enumerate().any(|(other, words)| other != at && words.has(word));
    let weight = |word: &str| if others(word) { COMMON } else { RARE };
    let both: Vec<&str> = here.iter().filter(|word| typed.has(word)).collect();
    // One word alone is chance.
    if both.len() < 2 {
        return 0;
    }
    let all = |words: &Telling| words.iter().map(weight).sum::<usize>();
    let most = all(here).min(all(typed)).max(1);
    (WORDS * both.into_iter().map(weight).sum::<usize>() / most).min(WORDS)
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
        let replies: Vec<(&Reply, String)> = replies.iter().map(|one| (one, one.says.clone())).collect();
        most_like(&replies, &Typed::new(text, "Mrs Okafor"), acts)
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
        let like = |text| most_like(&[(&one, one.says.clone())], &Typed::new(text, "Mrs Okafor"), Acts::default());
        assert_eq!(like("the blue lamp is in the leith shop till saturday"), Some(0));
        assert_eq!(like("blue lamps, leith"), Some(0), "all that is said stands in the answer");
        assert_eq!(like("the shop is shut"), None);
    }

    #[test]
    fn a_word_of_one_answer_alone_weighs_more_than_one_of_them_all() {
        let says =
            ["The boots go back on Tuesday, our driver comes.", "The boots stay in the hall, sell them to a friend."];
        let replies = says.map(|says| reply(says, &[], &[]));
        let replies: Vec<(&Reply, String)> = replies.iter().map(|one| (one, one.says.clone())).collect();
        let like = |text| most_like(&replies, &Typed::new(text, "Mrs Okafor"), Acts::default());
        assert_eq!(like("the boots? a friend"), Some(1));
        assert_eq!(like("boots, with our driver"), Some(0));
    }

    #[test]
    fn what_only_harms_is_never_taken_for_an_answer_that_helps() {
        let one = reply("You need no receipt for a refund.", &[Act::Ask], &["no receipt"]);
        let like = |acts: &[Act]| {
            most_like(
                &[(&one, one.says.clone())],
                &Typed::new("no receipt no refund", "Mrs Okafor"),
                acts.iter().copied().collect(),
            )
        };
        assert_eq!(like(&[]), Some(0));
        assert_eq!(like(&[Act::Refuse]), None);
    }
}
