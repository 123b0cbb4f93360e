//! What two people said, as exchanges: what stands in a row is one, what is too long for a breath is parted.

use crate::practice::act::Act;
use crate::practice::scenario::Worth;
use crate::terms::{Channel, Stage};

use super::draft::{Answer, Exchange};
use super::frame::{MOST_ANSWER, MOST_SAID};
use super::sense::{self, Sense};
use super::{parts, words};

/// The most exchanges of a draft.
const MOST: usize = 40;

/// Something that was said.
#[derive(Debug)]
pub(super) enum Said {
    /// By the customer.
    Customer(String),
    /// By one of us.
    Ours(Reply),
}

/// A reply, and what else was on offer.
#[derive(Debug)]
pub(super) struct Reply {
    pub text: String,
    pub label: Option<String>,
    /// Labels with their wordings.
    pub others: Vec<(String, String)>,
}

/// The exchanges, and what the customer said last.
///
/// # Errors
/// Why it is no conversation to practise with.
pub(super) fn exchanges(talk: Vec<Said>, channel: Channel) -> Result<(Vec<Exchange>, String), String> {
    let mut made = Vec::new();
    // What the customer said since our last answer, in parts.
    let mut open: Vec<String> = Vec::new();
    let (mut theirs, mut replies) = (0, 0);
    for said in talk {
        match said {
            Said::Customer(text) if text.is_empty() => {}
            Said::Customer(text) => {
                theirs += 1;
                let whole = open.pop().map_or_else(|| text.clone(), |before| format!("{before} {text}"));
                open.extend(parts(&whole, MOST_SAID));
            }
            Said::Ours(reply) if reply.text.is_empty() => {}
            Said::Ours(reply) => {
                replies += 1;
                answer(&mut made, std::mem::take(&mut open), &reply, channel);
            }
        }
    }
    let last = open.pop().unwrap_or_default();
    made.extend(open.into_iter().map(listened));
    match (theirs, replies, made.len()) {
        (0, ..) => Err("the customer says nothing in it".to_owned()),
        (_, 0, _) => Err("nobody answers in it".to_owned()),
        (_, 1, _) => Err("too short: one answer is no conversation".to_owned()),
        (.., all) if all > MOST => Err(format!("too long: {all} answers; the most is {MOST}")),
        _ => Ok((made, last)),
    }
}

/// What they said at length was listened to.
fn listened(part: String) -> Exchange {
    let (says, acts) = words::best(Stage::Listen).last().copied().unwrap_or_default();
    let note = Some("they said more than is borne in one breath");
    let best = Answer { note, ..Answer::new(says, Stage::Listen, acts) };
    Exchange { note, ..Exchange::new(part, best) }
}

fn answer(made: &mut Vec<Exchange>, mut open: Vec<String>, reply: &Reply, channel: Channel) {
    let sense = Sense::of(reply.label.as_deref(), &reply.text);
    let (helps, _) = sense::heard(&reply.text, channel);
    let mut acts = sense.acts(&reply.text);
    acts.extend(helps);
    // Two replies in a row are one, as long as they are said in one breath.
    if open.is_empty()
        && let Some(before) = made.last_mut()
        && before.best.note.is_none()
        && before.best.says.split_whitespace().count() + reply.text.split_whitespace().count() <= MOST_ANSWER
    {
        before.best.says = format!("{} {}", before.best.says, reply.text);
        before.best.stage = before.best.stage.max(sense.stage());
        before.best.acts.extend(acts);
        before.others.extend(others(reply, channel));
        return;
    }
    let turn = made.len();
    let one_of = |of: &[&'static str]| of.get(turn % of.len().max(1)).copied().unwrap_or_default();
    let last = open.pop();
    made.extend(open.into_iter().map(listened));
    let mut says = last;
    let mut note = None;
    for text in parts(&reply.text, MOST_ANSWER) {
        let line = says.take().unwrap_or_else(|| {
            let begins = made.is_empty();
            note = Some(if begins { "the record begins with the answer" } else { "they answered twice in a row" });
            one_of(if begins { words::BEGINS } else { words::goes_on(Stage::Resolve) }).to_owned()
        });
        let best = Answer::new(text, sense.stage(), &acts);
        made.push(Exchange { says: line, best, others: others(reply, channel), note });
    }
}

/// What else was on offer.
fn others(reply: &Reply, channel: Channel) -> Vec<Answer> {
    let one = |(label, text): &(String, String)| {
        let sense = Sense::of(Some(label), text);
        let mut acts: Vec<Act> = sense.wrong();
        acts.extend(sense::heard(text, channel).1);
        let end = (sense == Sense::Bye).then_some(Worth::Poor);
        Answer { end, ..Answer::new(text.clone(), sense.stage(), &acts) }
    };
    reply.others.iter().filter(|(_, text)| *text != reply.text).map(one).collect()
}
