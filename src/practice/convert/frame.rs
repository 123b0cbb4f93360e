//! What a draft still needs to be a scenario: the stages in their order and at least three of them, best answers that nothing is
//! remarked on, something at each turn that tempts, three endings. What is put in is general and marked.

use crate::practice::act::Act;
use crate::practice::drill::lot;
use crate::practice::scenario::Worth;
use crate::terms::{Heat, Stage};
use crate::wording::{About, Rules};

use super::draft::{Answer, Draft, Exchange};
use super::words::{self, Line};
use super::{parts, sense};

/// The most answers of a turn beside the best one.
const MOST_OTHERS: usize = 4;
/// The most different helping acts of a draft. With more, there are more ways to stand than can be gone through.
const MOST_ACTS: usize = 6;
/// The most words of an answer.
pub(super) const MOST_ANSWER: usize = 45;
/// The most words of what the customer says.
pub(super) const MOST_SAID: usize = 60;

const LISTENS: &str = "the record does not listen first";
const SAYS_SORRY: &str = "the record has no apology";
const PUTS_RIGHT: &str = "the record does not say what is done";
const MAKES_UP: &str = "the record does not ask whether there is something to put right";
/// Why an answer that is our own is the best one: theirs was remarked on.
pub(super) const DEMOTED: &str = "the record's own answer is remarked on, and stands below";
const TEMPTS: &str = "nothing could go wrong here";

/// Puts in what is missing.
pub(super) fn complete(draft: &mut Draft) {
    let mut lots = Lots { seed: lot(0, &[&draft.id]), drawn: 0 };
    cut(draft);
    if draft.exchanges.first().is_none_or(|first| first.best.stage > Stage::Listen) {
        split(draft, &mut lots, 0, Stage::Listen, LISTENS);
    }
    in_order(draft);
    if draft.exchanges.iter().all(|one| one.best.stage < Stage::Resolve) {
        let mut one =
            Exchange::new(lots.pick(words::goes_on(Stage::Listen)), own(&mut lots, Stage::Resolve, PUTS_RIGHT));
        one.note = Some(PUTS_RIGHT);
        draft.exchanges.push(one);
    }
    let sorry = |one: &Exchange| one.best.stage == Stage::Apologise || one.best.acts.contains(&Act::Apologise);
    if draft.temper.heat > Heat::Calm && !draft.exchanges.iter().any(sorry) {
        let resolves = draft.exchanges.iter().position(|one| one.best.stage > Stage::Apologise).unwrap_or(0);
        split(draft, &mut lots, resolves, Stage::Apologise, SAYS_SORRY);
    }
    if draft.exchanges.iter().all(|one| one.best.stage < Stage::Compensate) {
        // What they said last stands before it, where they said something.
        let says =
            if draft.last.is_empty() { lots.pick(words::CLOSES).to_owned() } else { std::mem::take(&mut draft.last) };
        let mut one = Exchange::new(says, own(&mut lots, Stage::Compensate, MAKES_UP));
        one.note = Some(MAKES_UP);
        draft.exchanges.push(one);
    }
    wording(draft, &mut lots);
    tempt(draft, &mut lots);
    acts(draft);
}

/// Cuts each answer to what is said in one breath, and keeps what is cut beside it.
fn cut(draft: &mut Draft) {
    for one in &mut draft.exchanges {
        for answer in std::iter::once(&mut one.best).chain(&mut one.others) {
            let mut all = parts(&answer.says, MOST_ANSWER).into_iter();
            answer.says = all.next().unwrap_or_default();
            answer.cut.extend(all);
        }
    }
}

/// Leaves out answers with the same words as one before; what was cut of them stands beside that one.
fn once_each(one: &mut Exchange) {
    let mut kept: Vec<Answer> = Vec::new();
    for other in one.others.drain(..).filter(|other| !other.says.is_empty()) {
        match std::iter::once(&mut one.best).chain(&mut kept).find(|known| known.says == other.says) {
            Some(known) => {
                let new: Vec<String> = other.cut.into_iter().filter(|part| !known.cut.contains(part)).collect();
                known.cut.extend(new);
            }
            None => kept.push(other),
        }
    }
    one.others = kept;
}

/// Draws among words: the same draft draws the same, and another one next time.
struct Lots {
    seed: u64,
    drawn: u64,
}

impl Lots {
    fn pick<T: Copy + Default>(&mut self, of: &[T]) -> T {
        self.drawn += 1;
        let at = (self.seed % 97 + self.drawn) % of.len().max(1) as u64;
        usize::try_from(at).ok().and_then(|at| of.get(at)).copied().unwrap_or_default()
    }
}

fn own(lots: &mut Lots, stage: Stage, note: &'static str) -> Answer {
    let (says, acts): Line = lots.pick(words::best(stage));
    Answer { note: Some(note), ..Answer::new(says, stage, acts) }
}

/// Puts an answer of our own before theirs: they say what they said, hear ours, and go on.
fn split(draft: &mut Draft, lots: &mut Lots, at: usize, stage: Stage, note: &'static str) {
    let ours = own(lots, stage, note);
    let Some(before) = draft.exchanges.get_mut(at) else {
        let mut one = Exchange::new(lots.pick(words::BEGINS), ours);
        one.note = Some(note);
        return draft.exchanges.push(one);
    };
    let theirs = std::mem::replace(&mut before.best, ours);
    let others = std::mem::take(&mut before.others);
    let says = lots.pick(words::goes_on(stage)).to_owned();
    draft.exchanges.insert(at + 1, Exchange { says, best: theirs, others, note: Some(note) });
}

/// Once a later stage was said, nothing goes back to an earlier one: a question on the way belongs to putting it right.
fn in_order(draft: &mut Draft) {
    let mut latest = Stage::Listen;
    for one in &mut draft.exchanges {
        latest = latest.max(one.best.stage);
        one.best.stage = latest;
    }
}

/// A best answer that is remarked on becomes another answer, and our own stands in its place.
fn wording(draft: &mut Draft, lots: &mut Lots) {
    let about = About { name: None, channel: draft.channel };
    for one in &mut draft.exchanges {
        let (_, harms) = sense::heard(&one.best.says, draft.channel);
        if harms.is_empty() && Rules::shipped().check(&one.best.says, &about).is_empty() {
            continue;
        }
        let stage = one.best.stage;
        let mut theirs = std::mem::replace(&mut one.best, own(lots, stage, DEMOTED));
        // What it does well is heard in it as well.
        theirs.acts.retain(|act| !act.harms());
        theirs.acts.extend(harms);
        one.others.insert(0, theirs);
    }
}

/// At each turn something does harm or jumps ahead; no two answers are the same; the last leads to a middling end as well.
fn tempt(draft: &mut Draft, lots: &mut Lots) {
    let asked: Vec<Stage> = draft.exchanges.iter().map(|one| one.best.stage).collect();
    let last = draft.exchanges.len().saturating_sub(1);
    for (n, one) in draft.exchanges.iter_mut().enumerate() {
        once_each(one);
        one.others.truncate(MOST_OTHERS - 1);
        let said = |stage: &Stage| asked.iter().take(n).any(|before| before == stage);
        let tempts = |other: &Answer| {
            other.acts.iter().any(|act| act.harms()) || asked.iter().any(|stage| *stage < other.stage && !said(stage))
        };
        if n == last || !one.others.iter().any(tempts) {
            let (says, acts): Line = lots.pick(words::tempting(one.best.stage));
            let end = (n == last).then_some(Worth::Fair);
            let theirs = Answer { end, note: Some(TEMPTS), ..Answer::new(says, one.best.stage, acts) };
            one.others.retain(|other| other.says != theirs.says);
            one.others.push(theirs);
        }
    }
}

/// Each best answer does something that helps and nothing that this customer minds; few enough different ones in all.
fn acts(draft: &mut Draft) {
    let places: Vec<Act> = draft.exchanges.iter().map(|one| sense::by_place(one.best.stage)).collect();
    let mut counted: Vec<(usize, Act)> = Vec::new();
    for act in draft.exchanges.iter().flat_map(|one| &one.best.acts) {
        match counted.iter_mut().find(|(_, known)| known == act) {
            Some((count, _)) => *count += 1,
            None => counted.push((1, *act)),
        }
    }
    counted.sort_by_key(|(count, act)| (usize::MAX - count, *act));
    let mut kept: Vec<Act> = Vec::new();
    // An apology is what the others wait for; what stands in for nothing must be there; the rest by how often it comes.
    let sorry = [Act::Acknowledge, Act::Apologise].into_iter().filter(|act| counted.iter().any(|(_, one)| one == act));
    for act in sorry.chain(places).chain(counted.iter().map(|(_, act)| *act)) {
        if kept.len() < MOST_ACTS && !kept.contains(&act) && act != Act::Lightness {
            kept.push(act);
        }
    }
    for one in &mut draft.exchanges {
        let stage = one.best.stage;
        one.best.acts.retain(|act| kept.contains(act));
        once(&mut one.best.acts);
        if one.best.acts.is_empty() {
            one.best.acts.push(sense::by_place(stage));
        }
        for other in &mut one.others {
            other.acts.retain(|act| act.harms() || kept.contains(act));
            once(&mut other.acts);
        }
    }
}

fn once(acts: &mut Vec<Act>) {
    acts.sort_unstable();
    acts.dedup();
}
