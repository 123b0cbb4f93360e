//! Replies drafted from a playbook's prompts: a letter for e-mail, a line or two for chat, an invitation for social media.
//!
//! A draft is for the agent to finish. What is not known yet stands in it as `[days late: ask]`, and [`gaps`] lists such
//! places, so that no reply leaves with a hole that nobody saw. In public nothing of an account is said.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::calm::{bare, sentence};
use super::guide::{Playbook, reach};
use super::model::{Step, Variant};
use super::moments::Moment;
use super::names::DUE;
use super::phrases::{Facts, Phrases};
use crate::case::{Case, Interaction, Promise, PromiseState, Reach, Walk};
use crate::desk::{Desk, Filled, Filler, Prompt, fill, humanise};
use crate::terms::{Answers, Channel, CustomerKind, InteractionId, Money, Stage, Timestamp, Value, capital};

/// So many open questions are asked in one letter.
const MOST_QUESTIONS: usize = 3;
/// How a place is marked that waits to be filled.
const ASK: &str = ": ask]";
/// What may be said in public: nothing that only the account knows.
const PUBLIC: &[&str] = &["customer.called", "desk.name", "desk.greeting", "desk.today"];

/// What a reply is drafted from.
#[derive(Debug, Clone, Copy)]
pub struct ReplyAbout<'a> {
    /// The playbook that is walked, where there is one.
    pub playbook: Option<&'a Playbook>,
    /// What is known, as for the panel (`case::known`); the channel is that of the reply.
    pub known: &'a Answers,
    /// The case.
    pub case: &'a Case,
    /// The interaction; the latest where it is left out.
    pub interaction: Option<InteractionId>,
    /// The id of the step at hand.
    pub at_hand: Option<&'a str>,
    /// The channel that the reply is for.
    pub channel: Channel,
    /// Who writes.
    pub login: &'a str,
    /// The desk.
    pub desk: &'a Desk,
    /// Now.
    pub now: Timestamp,
}

/// A drafted reply.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reply {
    /// The draft.
    pub text: String,
    /// What is still to be filled in, by name, in the order of the text.
    pub gaps: Vec<String>,
}

/// Drafts a reply. For the telephone and face to face: what to say at the step at hand, as in a chat.
pub fn reply(texts: &Phrases, about: &ReplyAbout<'_>) -> Reply {
    let draft = Draft::new(texts, about);
    let text = match about.channel {
        Channel::Email => draft.letter(),
        Channel::Social => draft.in_public(),
        Channel::Phone | Channel::InPerson | Channel::Chat => draft.line(),
    };
    let gaps = gaps(&text).into_iter().map(|(_, name)| name).collect();
    Reply { text, gaps }
}

/// The places of a text that wait to be filled, `[days late: ask]`, each with its name.
pub fn gaps(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(end) = text[from..].find(ASK).map(|at| from + at) {
        if let Some(open) = text[from..end].rfind('[').map(|at| from + at) {
            let name = &text[open + 1..end];
            if !name.is_empty() && !name.contains(['\n', ']']) {
                found.push((open..end + ASK.len(), name.to_owned()));
            }
        }
        from = end + ASK.len();
    }
    found
}

struct Draft<'a> {
    texts: &'a Phrases,
    about: &'a ReplyAbout<'a>,
    known: Answers,
    interaction: Option<&'a Interaction>,
    walk: Option<&'a Walk>,
    facts: Facts,
}

impl<'a> Draft<'a> {
    fn new(texts: &'a Phrases, about: &'a ReplyAbout<'a>) -> Self {
        let mut known = about.known.clone();
        known.insert("case.channel".to_owned(), Value::Choice(about.channel.word().to_owned()));
        let case = about.case;
        let named = about.interaction.and_then(|id| case.interaction(id));
        let interaction = named.or(case.interactions.last());
        let walk = interaction.and_then(|i| case.current_walk(i.id));
        let called = match known.get("customer.called") {
            Some(Value::Text(text)) if !text.is_blank() => Some(text.to_string()),
            _ => None,
        };
        let facts = Facts::new()
            .with("called", called.as_deref())
            .with("agent", Some(about.desk.name_of(about.login)))
            .with("desk", Some(&about.desk.name));
        Self { texts, about, known, interaction, walk, facts }
    }

    /// The letter: greeting, opening, what is still to be asked, the apology, what happens next, what is given, the end.
    fn letter(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.texts.line(Moment::ReplyGreeting, &self.facts));
        let mut opening: Vec<String> = self.opening().into_iter().collect();
        opening.extend(self.questions());
        parts.push(opening.join(" "));
        parts.push(self.apology());
        parts.push(self.next());
        parts.push(self.given());
        parts.extend(self.texts.line(Moment::ReplyClosing, &self.facts));
        parts.extend(self.texts.line(Moment::ReplySign, &self.facts));
        parts.retain(|part| !part.trim().is_empty());
        parts.join("\n\n")
    }

    /// One or two sentences for the step at hand.
    fn line(&self) -> String {
        let step = self.at_hand();
        let words = step.and_then(|step| match &step.apology {
            Some(_) => self.sorry(step, Moment::ReplySorryShort),
            None => self.say(step).or_else(|| step.ask.as_ref().map(|question| question.label.clone())),
        });
        let words = words.or_else(|| self.texts.line(Moment::ReplyChat, &self.facts)).unwrap_or_default();
        words.unicode_sentences().take(2).collect::<String>().trim().to_owned()
    }

    /// In public: the playbook's own words for it where they say nothing of the account, else the invitation.
    fn in_public(&self) -> String {
        let of = |step: &'a Step| {
            self.explicit(step).filter(|prompt| prompt.gaps.iter().all(|g| PUBLIC.contains(&g.name.as_str())))
        };
        let step = self.at_hand().into_iter().chain(self.reached(Stage::Listen)).find_map(of);
        let known = step.map(|prompt| self.words(prompt, None)).filter(|filled| filled.missing.is_empty());
        known
            .map(|filled| filled.text)
            .or_else(|| self.texts.line(Moment::ReplySocial, &self.facts))
            .unwrap_or_default()
    }

    /// The step at hand; where none is named, the first that is reached and not done.
    fn at_hand(&self) -> Option<&'a Step> {
        let playbook = self.about.playbook?;
        let named = self.about.at_hand.and_then(|id| playbook.step(id));
        named.or_else(|| playbook.steps().iter().find(|s| self.is_reached(s) && !self.is_done(s)))
    }

    fn is_reached(&self, step: &Step) -> bool {
        reach(step, &self.known) == Reach::Yes
    }

    fn reached(&self, stage: Stage) -> impl Iterator<Item = &'a Step> {
        let steps = self.about.playbook.map(Playbook::steps).unwrap_or_default();
        steps.iter().filter(move |step| step.stage == stage && self.is_reached(step))
    }

    fn is_done(&self, step: &Step) -> bool {
        self.walk.is_some_and(|w| w.steps.iter().any(|s| s.step.id == step.id.value && !s.done.is_empty()))
    }

    fn is_done_or_at_hand(&self, step: &Step) -> bool {
        self.is_done(step) || self.about.at_hand == Some(step.id.value.as_str())
    }

    /// What the step says in so many words for this channel.
    fn explicit(&self, step: &'a Step) -> Option<&'a Prompt> {
        let variants = &step.say.as_ref()?.variants;
        variants.iter().find(|(of, _)| *of == Variant::Channel(self.about.channel)).map(|(_, prompt)| &prompt.value)
    }

    /// What the step says on this channel, to this customer.
    fn say(&self, step: &Step) -> Option<String> {
        let kind = match self.known.get("customer.kind") {
            Some(Value::Choice(word)) => word.parse::<CustomerKind>().ok(),
            _ => None,
        };
        let prompt = step.say.as_ref()?.variant(Some(self.about.channel), kind)?;
        Some(self.marked(prompt, Some(step)))
    }

    /// A prompt filled in; the time of a promise is the one that was given, where it was.
    fn words(&self, prompt: &Prompt, step: Option<&Step>) -> Filled {
        let given = step.and_then(|step| self.promised(step)).map(|promise| promise.due);
        let drafted = step.and_then(|step| step.promise.as_ref());
        let due = given.or_else(|| drafted.map(|promise| self.about.desk.due(self.about.now, &promise.within)));
        fill(prompt, |name| match (name, due) {
            (DUE, Some(due)) => Some(Filler::Moment(self.about.desk.local(due))),
            _ => self.known.get(name).cloned().map(Filler::Value),
        })
    }

    /// A prompt filled in, with its gaps marked.
    fn marked(&self, prompt: &Prompt, step: Option<&Step>) -> String {
        let filled = self.words(prompt, step);
        let mark = |text: String, name: &String| {
            let name = humanise(name);
            text.replace(&format!("[{name}?]"), &format!("[{name}{ASK}"))
        };
        filled.missing.iter().fold(filled.text, mark)
    }

    /// The promise that this step made in this case, as it stands.
    fn promised(&self, step: &Step) -> Option<&'a Promise> {
        let of = |p: &&Promise| p.step.as_deref() == Some(step.id.as_str()) && p.state == PromiseState::Open;
        self.about.case.promises.iter().rfind(of)
    }

    fn opening(&self) -> Option<String> {
        let own = self.reached(Stage::Listen).find_map(|step| self.explicit(step).map(|p| self.marked(p, Some(step))));
        own.or_else(|| self.texts.line(Moment::ReplyOpening, &self.facts))
    }

    /// What is required, not answered and has not been said in the opening.
    fn questions(&self) -> Vec<String> {
        let open = |step: &&Step| {
            let unanswered = step.ask.as_ref().is_some_and(|question| !self.known.contains_key(&question.name));
            unanswered && step.required && self.explicit(step).is_none()
        };
        let words =
            |step: &'a Step| self.say(step).or_else(|| step.ask.as_ref().map(|question| question.label.clone()));
        self.reached(Stage::Listen).filter(open).filter_map(words).take(MOST_QUESTIONS).collect()
    }

    /// The apology from its parts, with what else the stage says. Where it is not decided yet, the place is marked.
    fn apology(&self) -> String {
        let mut said: Vec<String> = Vec::new();
        for step in self.reached(Stage::Apologise) {
            said.extend(match &step.apology {
                Some(_) => self.sorry(step, Moment::ReplySorry),
                None => self.say(step),
            });
        }
        if said.is_empty() {
            let waits = |step: &Step| match reach(step, &self.known) {
                Reach::NotYet(name) if step.apology.is_some() => Some(name),
                _ => None,
            };
            let steps = self.about.playbook.map(Playbook::steps).unwrap_or_default();
            said.extend(
                steps.iter().find_map(waits).map(|name| format!("[apology, once we know {}{ASK}", humanise(&name))),
            );
        }
        said.join(" ")
    }

    fn sorry(&self, step: &Step, moment: Moment) -> Option<String> {
        let parts = step.apology.as_ref()?;
        let part = |prompt: &Prompt| bare(&self.marked(prompt, Some(step)));
        let (harm, ownership) = (capital(&part(&parts.harm)), part(&parts.ownership));
        let facts = self.facts.clone().with("harm", Some(&harm));
        if moment == Moment::ReplySorryShort {
            return self.texts.line(moment, &facts.with("ownership_inside", Some(&ownership)));
        }
        let facts = facts.with("ownership", Some(&capital(&ownership)));
        let (repair, by_when) = (capital(&part(&parts.repair)), part(&parts.by_when));
        let glue = if is_time(&by_when) {
            format!("{repair}, {by_when}.")
        } else {
            format!("{repair}. {}.", capital(&by_when))
        };
        self.texts.line(moment, &facts).map(|sorry| format!("{sorry} {glue}"))
    }

    /// What happens next: the steps done or at hand, with the promised times as they were told.
    fn next(&self) -> String {
        let mut said: Vec<String> = Vec::new();
        let mut spoken: Vec<&str> = Vec::new();
        for step in self.reached(Stage::Resolve).filter(|step| self.is_done_or_at_hand(step)) {
            said.extend(self.say(step).map(|words| sentence(&words)));
            if let Some(promise) = self.promised(step) {
                spoken.push(step.id.as_str());
                let variant = step.say.as_ref().and_then(|say| say.variant(Some(self.about.channel), None));
                if !variant.is_some_and(|prompt| prompt.gaps.iter().any(|gap| gap.name == DUE)) {
                    let facts = self.facts.clone().with("told", Some(&self.told(promise)));
                    said.extend(self.texts.line(Moment::ReplyPromise, &facts));
                }
            }
        }
        let here = self.interaction.map(|i| i.id);
        for promise in
            self.about.case.promises.iter().filter(|p| p.interaction == here && p.state == PromiseState::Open)
        {
            if promise.step.as_deref().is_none_or(|step| !spoken.contains(&step)) {
                let what = bare(promise.text.as_str());
                let facts = self.facts.clone().with("what", Some(&what)).with("told", Some(&self.told(promise)));
                said.extend(self.texts.line(Moment::ReplyPromised, &facts));
            }
        }
        if said.is_empty() && self.reached(Stage::Resolve).next().is_some() {
            said.push(format!("[what happens next{ASK}"));
        }
        said.join(" ")
    }

    /// The time of a promise in the words that were told.
    fn told(&self, promise: &Promise) -> String {
        let told = promise.told.as_ref().filter(|told| !told.is_blank()).map(|told| bare(told.as_str()));
        told.unwrap_or_else(|| format!("by {}", self.about.desk.moment_words(promise.due)))
    }

    /// What was given in this interaction, in the words of its step or under its own name.
    fn given(&self) -> String {
        let here = self.interaction.map(|i| i.id);
        let mut said = Vec::new();
        for gesture in self.about.case.gestures.iter().filter(|g| g.interaction == here) {
            let step = gesture.step.as_deref().and_then(|id| self.about.playbook.and_then(|p| p.step(id)));
            let title = self.about.desk.gesture(&gesture.what).map_or(gesture.what.as_str(), |g| g.title.as_str());
            let value = gesture.value.map(|value| format!(" ({})", Money::for_people(value))).unwrap_or_default();
            let facts = self.facts.clone().with("gesture", Some(&format!("{title}{value}")));
            let own = step.and_then(|step| self.say(step)).map(|words| sentence(&words));
            said.extend(own);
            said.extend(self.texts.line(Moment::ReplyGesture, &facts));
        }
        said.join(" ")
    }
}

/// Whether these words say a time and no sentence: `within two working days`.
fn is_time(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let time = ["within", "by", "before", "on", "today", "tomorrow", "this", "at", "in", "until", "from", "now"];
    time.contains(&first.trim_end_matches(','))
}

#[cfg(test)]
mod tests;
