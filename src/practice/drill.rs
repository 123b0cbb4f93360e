//! A drill: one run against a scripted customer, as a pure function of the scenario, the seed and the moves. Who shows it and
//! where it is kept is for others to say.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::terms::Stage;
use crate::wording::words;

use super::act::{Act, Acts};
use super::course::Course;
use super::ear::{Ear, Heard};
use super::in_part;
use super::likeness::{Typed, most_like};
use super::mood::{Effect, Mood};
use super::scenario::{Ending, Reply, Scenario, Turn};
use super::telling::telling;

/// The most words that are borne while they are still telling it.
const MOST_WORDS: usize = 45;
/// The most helping acts that one typed answer counts for; courtesies (a greeting, a name, a thank-you) beside them.
const MOST_ACTS: usize = 4;
/// So many telling words of what the customer has just said, said again, are a reading back.
const SAID_BACK: usize = 3;
/// The most letters of an answer that are looked at, and kept.
pub const MOST_LETTERS: usize = 2_000;
/// No drill has more moves: patience is at an end long before.
pub const MOST_MOVES: usize = 200;

/// What the trainee did.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "kebab-case")]
pub enum Move {
    /// Said this: one of the answers on offer word for word, or their own.
    Said {
        /// The words.
        text: String,
    },
    /// Said nothing for too long.
    Silent,
}

/// What a part of a move was taken for, and what it did to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// What it does; all of the words where it was an answer on offer.
    pub heard: Heard,
    /// What it did to them.
    pub effect: Effect,
}

/// A move and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Played {
    /// The move.
    pub r#move: Move,
    /// The turn it was made in, by its place.
    pub turn: usize,
    /// The answer it was taken for, by its place in the turn. `None`: for none, or it was no answer.
    pub reply: Option<usize>,
    /// The stage that it belongs to: of the answer whose words they are, wherever in the scenario it is on offer, else of the
    /// one that it was taken for.
    pub stage: Option<Stage>,
    /// What it was taken for.
    pub marks: Vec<Mark>,
    /// How they were before.
    pub before: Mood,
    /// How they are after it.
    pub after: Mood,
    /// What they said then.
    pub answer: String,
}

/// One run.
#[derive(Debug, Clone)]
pub struct Drill<'a> {
    scenario: &'a Scenario,
    seed: u64,
    course: Course,
    opening: String,
    played: Vec<Played>,
}

impl<'a> Drill<'a> {
    /// At its beginning.
    pub fn new(scenario: &'a Scenario, seed: u64) -> Self {
        let mut drill =
            Self { scenario, seed, course: Course::new(scenario), opening: String::new(), played: Vec::new() };
        drill.opening = drill.turn().map_or_else(String::new, |turn| drill.one_of(&turn.says, &turn.id));
        drill
    }

    /// After these moves; what comes after the end is left out.
    pub fn after(scenario: &'a Scenario, seed: u64, moves: impl IntoIterator<Item = Move>) -> Self {
        let mut drill = Self::new(scenario, seed);
        for one in moves {
            drill.play(one);
        }
        drill
    }

    /// What they said first.
    pub fn opening(&self) -> &str {
        &self.opening
    }

    /// What they said last.
    pub fn line(&self) -> &str {
        self.played.last().map_or(&self.opening, |played| &played.answer)
    }

    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        self.scenario
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// How they are.
    pub fn mood(&self) -> Mood {
        self.course.mood
    }

    /// The moves so far.
    pub fn played(&self) -> &[Played] {
        &self.played
    }

    /// The turn that waits for an answer; `None` once it is over.
    pub fn turn(&self) -> Option<&'a Turn> {
        if self.course.over.is_some() { None } else { self.scenario.turns.get(self.course.turn) }
    }

    /// How it ended.
    pub fn ending(&self) -> Option<&'a Ending> {
        self.course.over.and_then(|at| self.scenario.endings.get(at))
    }

    /// The answers on offer, with their words as this customer hears them, in an order by the seed.
    pub fn choices(&self) -> Vec<(usize, String)> {
        let Some(turn) = self.turn() else { return Vec::new() };
        let mut choices: Vec<(u64, usize, String)> = turn
            .replies
            .iter()
            .enumerate()
            .map(|(at, reply)| (lot(self.seed, &[&turn.id, &at.to_string()]), at, self.filled(&reply.says)))
            .collect();
        choices.sort();
        choices.into_iter().map(|(_, at, says)| (at, says)).collect()
    }

    /// The customer's name.
    pub fn name(&self) -> String {
        pick(self.seed, "name", &self.scenario.customer.names).to_owned()
    }

    /// What the trainee's screen shows: names and values.
    pub fn facts(&self) -> Vec<(&'a str, String)> {
        let one = |(name, values): &'a (String, Vec<String>)| (name.as_str(), pick(self.seed, name, values).to_owned());
        self.scenario.facts.iter().map(one).collect()
    }

    /// Makes a move; nothing happens once it is over.
    pub fn play(&mut self, made: Move) {
        let Some(turn) = self.turn() else { return };
        let (before, at, mut course) = (self.course.mood, self.course.turn, self.course);
        let said = match &made {
            Move::Said { text } => Some(beginning(text)),
            Move::Silent => None,
        };
        let written = said.and_then(|text| self.written(text, turn));
        let mut heard = self.heard(said, written.map(|(_, reply)| reply), turn);
        // In the order of the list, whether chosen or typed: who is sorry and asks what happened in one breath did both.
        heard.sort_by_key(|heard| heard.act);
        let feel = |heard: Heard| Mark { effect: course.feel(self.scenario, heard.act), heard };
        let marks: Vec<Mark> = heard.into_iter().map(feel).collect();
        let acts: Acts = marks.iter().map(|mark| mark.heard.act).collect();
        let reply = said.and_then(|text| match written {
            Some((Some(here), _)) => Some(here),
            _ => self.most_like(text, turn, acts),
        });
        let kind = in_part::is_kind(acts);
        // Whoever was bidden to go on and did is taken for the answer that does most of it.
        let again = self.bidden() > 0;
        let reply = reply.or_else(|| (kind && again).then(|| in_part::nearest(turn, acts)).flatten());
        match reply.and_then(|at| turn.replies.get(at)) {
            Some(reply) => course.follow(self.scenario, reply.to),
            // What nobody understood has to be told again; where it was kind, that costs nothing.
            None if said.is_some() && !kind => course.lose_patience(self.scenario),
            None => course.bear(self.scenario),
        }
        if self.played.len() + 1 >= MOST_MOVES && course.over.is_none() {
            course.over = Some(self.scenario.customer.gives_up);
        }
        self.course = course;
        let answer = self.answer(&made, reply.is_some(), kind);
        let after = self.course.mood;
        // Their own words are as far on as what they do, wherever the answer stands that they were taken for.
        let own = acts.iter().filter_map(stage_of).max();
        let taken = reply.and_then(|at| turn.replies.get(at));
        let stage = written.map(|(_, reply)| reply.stage).or(own).or(taken.map(|reply| reply.stage));
        self.played.push(Played { r#move: made, turn: at, reply, stage, marks, before, after, answer });
    }

    /// What they say after a move.
    fn answer(&self, made: &Move, understood: bool, kind: bool) -> String {
        if let Some(ending) = self.ending() {
            return self.one_of(&ending.says, &ending.id);
        }
        match (made, self.turn()) {
            (_, Some(turn)) if understood => self.one_of(&turn.says, &turn.id),
            (Move::Said { .. }, Some(turn)) if kind => in_part::go_on(self.scenario.channel, self.bidden())
                .map_or_else(|| self.one_of(&turn.says, &turn.id), str::to_owned),
            (Move::Said { .. }, _) => self.one_of(&self.scenario.customer.puzzled, "puzzled"),
            (Move::Silent, _) => self.one_of(&self.scenario.customer.silent, "silent"),
        }
    }

    /// How often in a row, up to now, they bade the trainee go on at this turn.
    fn bidden(&self) -> usize {
        let bade = |played: &&Played| {
            let acts: Acts = played.marks.iter().map(|mark| mark.heard.act).collect();
            played.turn == self.course.turn && played.reply.is_none() && in_part::is_kind(acts)
        };
        self.played.iter().rev().take_while(bade).count()
    }

    /// What was heard: what the scenario says of an answer of its own, else what the ear says.
    fn heard(&self, said: Option<&str>, written: Option<&Reply>, turn: &Turn) -> Vec<Heard> {
        let known = |act, range| Heard { act, range, why: String::new(), better: None };
        let Some(text) = said else { return vec![known(Act::Silence, 0..0)] };
        if let Some(reply) = written {
            return reply.acts.iter().map(|act| known(act, 0..text.len())).collect();
        }
        let mut heard = Ear::shipped().hears(text, &self.name(), self.scenario.channel);
        if !heard.iter().any(|one| one.act.harms() || one.act == Act::ReadBack) && self.reads_back(text) {
            let why = "It says back what they told you, in their own words.".to_owned();
            heard.push(Heard { act: Act::ReadBack, range: 0..text.len(), why, better: None });
        }
        // Nobody takes in more at once; whoever says it all in one breath has said it to nobody. Courtesies weigh nothing.
        let mut helping = 0;
        heard.retain(|one| {
            let weighs = !one.act.harms() && !one.act.is_courtesy();
            helping += usize::from(weighs);
            !weighs || helping <= MOST_ACTS
        });
        let listening = turn.best().and_then(|at| turn.replies.get(at)).is_some_and(|r| r.stage == Stage::Listen);
        if listening && text.split_whitespace().count() > MOST_WORDS {
            heard.push(known(Act::LongTalk, 0..text.len()));
        }
        heard
    }

    /// Whether so many of the telling words that the customer has just said stand in the answer that it says them back.
    fn reads_back(&self, text: &str) -> bool {
        telling(&words(self.line())).shared(&telling(&words(text))) >= SAID_BACK
    }

    /// The answer of this scenario that was said word for word: one of this turn's with its place, or one of another's.
    fn written(&self, text: &str, turn: &'a Turn) -> Option<(Option<usize>, &'a Reply)> {
        let text = letters(text);
        let is = |reply: &Reply| letters(&self.filled(&reply.says)) == text;
        if let Some((at, reply)) = turn.replies.iter().enumerate().find(|(_, reply)| is(reply)) {
            return Some((Some(at), reply));
        }
        self.scenario.turns.iter().flat_map(|turn| &turn.replies).find(|reply| is(reply)).map(|reply| (None, reply))
    }

    /// Which of this turn's answers a typed one is most like.
    fn most_like(&self, text: &str, turn: &'a Turn, acts: Acts) -> Option<usize> {
        let replies: Vec<(&Reply, String)> =
            turn.replies.iter().map(|reply| (reply, self.filled(&reply.says))).collect();
        most_like(&replies, &Typed::new(text, &self.name()), acts)
    }

    /// One of several texts, another one each time it comes up again, filled in.
    fn one_of(&self, texts: &[String], what: &str) -> String {
        if texts.is_empty() {
            return String::new();
        }
        let before = self.played.iter().filter(|played| played.turn == self.course.turn).count();
        let first = usize::try_from(lot(self.seed, &[what]) % texts.len() as u64).unwrap_or(0);
        texts.get((first + before) % texts.len()).map_or_else(String::new, |text| self.filled(text))
    }

    /// `{name}` and the facts by their names.
    pub fn filled(&self, text: &str) -> String {
        if !text.contains('{') {
            // Most lines have no gaps, and all answers are looked through for each that is given.
            return text.to_owned();
        }
        let mut text = text.to_owned();
        let name = ("name", &self.scenario.customer.names);
        let facts = self.scenario.facts.iter().map(|(name, values)| (name.as_str(), values));
        for (name, values) in std::iter::once(name).chain(facts) {
            let gap = format!("{{{name}}}");
            if text.contains(&gap) {
                text = text.replace(&gap, pick(self.seed, name, values));
            }
        }
        text
    }
}

/// The letters and digits of a text, small: what makes two sentences the same, however they are punctuated.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// As much of a text as is looked at.
pub(super) fn beginning(text: &str) -> &str {
    text.char_indices().nth(MOST_LETTERS).map_or(text, |(at, _)| &text[..at])
}

/// The stage that an act belongs to, where it belongs to one.
fn stage_of(act: Act) -> Option<Stage> {
    match act {
        Act::Apologise | Act::Own => Some(Stage::Apologise),
        Act::Repair | Act::Alternative => Some(Stage::Resolve),
        Act::Offer => Some(Stage::Compensate),
        Act::LetFinish | Act::Ask | Act::ReadBack => Some(Stage::Listen),
        _ => None,
    }
}

/// One of these, by the seed.
fn pick<'t>(seed: u64, what: &str, of: &'t [String]) -> &'t str {
    let at = usize::try_from(lot(seed, &["pick", what]) % of.len().max(1) as u64).unwrap_or(0);
    of.get(at).map_or("", String::as_str)
}

/// A number that hangs on the seed and on what it is drawn for, and on nothing else.
pub fn lot(seed: u64, what: &[&str]) -> u64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_be_bytes());
    for word in what {
        hash.update((word.len() as u64).to_be_bytes());
        hash.update(word.as_bytes());
    }
    let drawn = hash.finalize();
    drawn.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
