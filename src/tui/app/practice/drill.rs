//! The drill while it is played: what was said, what may be answered, what the customer is saying just now, and how long nobody
//! has said anything. It is folded from its moves after each of them.

use std::sync::Arc;

use tui_input::Input;
use uuid::Uuid;

use crate::practice::{
    Act, Answering, Drill, Effect as Felt, Help, MOST_MOVES, Mood, Move, Played, Scenario, Worth, kept, listed,
};
use crate::terms::{Channel, Stage, Timestamp};

use super::super::super::message::Failure;
use super::super::super::practising::{Past, Wish};
use super::super::{App, Card, CardPart, Pane, Popup, Screen, Tone};
use super::Debriefing;

/// Before they begin to speak, in milliseconds.
const BREATH_MS: i64 = 500;
/// A word of somebody who speaks, in milliseconds: about 180 a minute.
const WORD_MS: i64 = 330;
/// Before something written is there, in milliseconds.
const WRITING_MS: i64 = 1_500;

/// A drill that is played.
#[derive(Debug)]
pub struct Playing {
    /// The drill.
    pub past: Past,
    /// Its scenario.
    pub scenario: Arc<Scenario>,
    /// The moves that are on the disk.
    pub moves: Vec<Move>,
    /// What came of them.
    pub stand: Stand,
    /// What is being typed.
    pub field: Input,
    /// Which answer is chosen.
    pub chosen: usize,
    /// The move that is on its way to the disk.
    pub sending: Option<Move>,
    /// The pane that has the arrows; on narrow screens the one that is shown.
    pub pane: Pane,
    /// How many lines of the conversation, or of the pane at hand, are scrolled back.
    pub scroll: usize,
    /// It is being ended.
    pub ends: bool,
    /// What it showed, once it is over.
    pub debrief: Option<Box<Debriefing>>,
    /// Somebody wants to see that as soon as it is there.
    pub wanted: bool,
    /// When they began with what they say now.
    begun: Timestamp,
    /// Whether all of it is there.
    pub said: bool,
    /// Since when nobody has said anything.
    quiet: Timestamp,
}

/// What came of the moves so far.
#[derive(Debug, Clone)]
pub struct Stand {
    /// The customer's name.
    pub name: String,
    /// What the trainee's screen shows.
    pub facts: Vec<(String, String)>,
    /// What they want.
    pub wants: String,
    /// What they said first.
    pub opening: String,
    /// The moves and what became of each.
    pub played: Vec<Played>,
    /// The answers on offer, with their words.
    pub choices: Vec<String>,
    /// How they are.
    pub mood: Mood,
    /// How it ended.
    pub over: Option<(String, Worth)>,
    /// The stage that is at hand, and the playbook's step.
    pub next: Option<(Stage, Option<String>)>,
    /// The steps of the playbook that are done.
    pub done: Vec<String>,
}

/// How much of the line can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// So many words of it.
    Words(usize),
    /// They are writing.
    Writing,
    /// All of it.
    All,
}

impl Stand {
    fn of(scenario: &Scenario, seed: u64, moves: &[Move]) -> Self {
        let drill = Drill::after(scenario, seed, moves.iter().cloned());
        let best = drill.turn().and_then(|turn| turn.replies.get(turn.best()?));
        let step = |played: &Played| scenario.turns.get(played.turn)?.replies.get(played.reply?)?.step.clone();
        Self {
            name: drill.name(),
            facts: drill.facts().into_iter().map(|(name, value)| (name.replace(['_', '-'], " "), value)).collect(),
            wants: drill.filled(&scenario.customer.wants),
            opening: drill.opening().to_owned(),
            choices: drill.choices().into_iter().map(|(_, says)| says).collect(),
            mood: drill.mood(),
            over: drill.ending().map(|ending| (ending.title.clone(), ending.worth)),
            next: best.map(|reply| (reply.stage, reply.step.clone())),
            done: drill.played().iter().filter_map(step).collect(),
            played: drill.played().to_vec(),
        }
    }

    /// What they said last.
    pub fn line(&self) -> &str {
        self.played.last().map_or(&self.opening, |played| &played.answer)
    }
}

impl Playing {
    /// A drill as it lies on the disk.
    pub fn new(past: Past, scenario: Arc<Scenario>, moves: Vec<Move>, now: Timestamp) -> Self {
        let stand = Stand::of(&scenario, past.seed, &moves);
        Self {
            past,
            scenario,
            moves,
            stand,
            field: Input::default(),
            chosen: 0,
            sending: None,
            pane: Pane::Case,
            scroll: 0,
            ends: false,
            debrief: None,
            wanted: false,
            begun: now,
            said: false,
            quiet: now,
        }
    }

    /// Whether letters are a text.
    pub fn types(&self) -> bool {
        self.past.answering == Answering::Type && self.stand.over.is_none()
    }

    /// How much of what they say can be seen at this moment.
    pub fn speech(&self, now: Timestamp) -> Speech {
        if self.said || self.sending.is_some() {
            return Speech::All;
        }
        let since = now.since(self.begun);
        if self.scenario.channel.is_written() {
            return if since < WRITING_MS { Speech::Writing } else { Speech::All };
        }
        let words = usize::try_from((since - BREATH_MS).max(0) / WORD_MS).unwrap_or(0);
        let all = self.stand.line().split_whitespace().count();
        if words >= all { Speech::All } else { Speech::Words(words) }
    }

    /// All of what they say is there at once.
    fn hear_out(&mut self, now: Timestamp) {
        if !self.said {
            (self.said, self.quiet) = (true, now);
        }
    }

    /// After how long nothing said is a silence, in milliseconds; `None` where nobody waits.
    fn patience_ms(&self) -> Option<i64> {
        match self.scenario.channel {
            Channel::Phone | Channel::InPerson => Some(25_000),
            Channel::Chat | Channel::Social => Some(90_000),
            Channel::Email => None,
        }
    }

    /// A move is on the disk: it counts.
    fn count(&mut self, made: Move, now: Timestamp) {
        self.moves.push(made);
        self.stand = Stand::of(&self.scenario, self.past.seed, &self.moves);
        self.past.moves = u32::try_from(self.moves.len()).unwrap_or(u32::MAX);
        (self.chosen, self.scroll, self.begun, self.said, self.quiet) = (0, 0, now, false, now);
        if self.stand.line().is_empty() {
            self.said = true;
        }
    }
}

impl App {
    /// The customer's time stands still while something else is looked at.
    pub(in super::super) fn stop_silence(&mut self) {
        let now = self.now;
        let elsewhere = self.popup.is_some() || self.screen != Screen::Practice;
        if let Some(playing) = &mut self.practice.drill
            && (elsewhere || !playing.said || playing.sending.is_some())
        {
            playing.quiet = now;
        }
    }

    /// When the drill changes by itself: the next word, or a silence that is long enough.
    pub(in super::super) fn drill_wakes(&self) -> Option<Timestamp> {
        if self.screen != Screen::Practice {
            return None;
        }
        let playing = self.practice.drill.as_ref()?;
        if !playing.said {
            let since = self.now.since(playing.begun);
            let next = match playing.speech(self.now) {
                Speech::Writing => WRITING_MS,
                _ if since < BREATH_MS => BREATH_MS + WORD_MS,
                _ => BREATH_MS + ((since - BREATH_MS) / WORD_MS + 1) * WORD_MS,
            };
            return Some(playing.begun.plus_ms(next));
        }
        let waits = self.popup.is_none() && playing.stand.over.is_none() && playing.sending.is_none() && !playing.ends;
        let patience = playing.patience_ms().filter(|_| waits)?;
        Some(playing.quiet.plus_ms(patience))
    }

    /// A moment has passed: another word is there, or nobody has said anything for too long.
    pub(in super::super) fn drill_ticks(&mut self) {
        let now = self.now;
        let looked_at = self.popup.is_none() && self.screen == Screen::Practice;
        let Some(playing) = &mut self.practice.drill else { return };
        if playing.speech(now) == Speech::All && playing.sending.is_none() {
            playing.hear_out(now);
        }
        let waits = looked_at && playing.said && playing.stand.over.is_none() && playing.sending.is_none();
        let long = playing.patience_ms().is_some_and(|most| now.since(playing.quiet) >= most);
        if waits && long && !playing.ends {
            self.make(Move::Silent);
        }
    }

    /// Somebody did something: they hear the line to its end, and it is no silence. Whether the line was still being said.
    pub(super) fn stir(&mut self) -> bool {
        let now = self.now;
        let Some(playing) = &mut self.practice.drill else { return false };
        let was_speaking = playing.speech(now) != Speech::All;
        playing.hear_out(now);
        playing.quiet = now;
        was_speaking
    }

    /// Makes a move: it goes to the disk first.
    pub(super) fn make(&mut self, made: Move) {
        let now = self.now;
        let Some(playing) = &mut self.practice.drill else { return };
        if playing.sending.is_some()
            || playing.stand.over.is_some()
            || playing.ends
            || playing.moves.len() >= MOST_MOVES
        {
            return;
        }
        let made = kept::keepable(made);
        playing.sending = Some(made.clone());
        let (drill, n) = (playing.past.id, playing.moves.len());
        self.wish(Wish::Keep { drill, n, at: now, made });
    }

    /// Says what is typed, or the chosen answer.
    pub(super) fn answer(&mut self) {
        let Some(playing) = &mut self.practice.drill else { return };
        if playing.sending.is_some() {
            return;
        }
        let text = match playing.past.answering {
            Answering::Choose => playing.stand.choices.get(playing.chosen).cloned(),
            Answering::Type => {
                let text = playing.field.value().trim().to_owned();
                if !text.is_empty() {
                    playing.field.reset();
                }
                Some(text).filter(|text| !text.is_empty())
            }
        };
        match text {
            Some(text) => {
                let kept = kept::keepable(Move::Said { text: text.clone() });
                if kept != (Move::Said { text: text.clone() }) {
                    self.say(Tone::Guidance, "A card number was masked, or an odd character removed.");
                }
                self.make(Move::Said { text });
            }
            None => self.say(Tone::Guidance, "Type what you would say, then Enter."),
        }
    }

    /// The thread has written a move, or could not.
    pub(super) fn move_kept(&mut self, drill: Uuid, n: usize, result: Result<(), Failure>) {
        let now = self.now;
        let Some(playing) = self.practice.drill.as_mut().filter(|p| p.past.id == drill && p.moves.len() == n) else {
            return;
        };
        let Some(made) = playing.sending.take() else { return };
        match result {
            Ok(()) => {
                playing.count(made, now);
                if playing.stand.over.is_some() {
                    self.end_drill(drill);
                }
            }
            Err(failure) => {
                // What was typed comes back: nothing is lost.
                if let (Move::Said { text }, Answering::Type) = (made, playing.past.answering)
                    && playing.field.value().is_empty()
                {
                    playing.field = Input::new(text);
                }
                playing.quiet = now;
                self.say(Tone::Alert, format!("Not counted: {}", failure.words()));
            }
        }
    }

    /// Ends a drill: what it showed comes back.
    pub(super) fn end_drill(&mut self, drill: Uuid) {
        if let Some(playing) = &mut self.practice.drill {
            playing.ends = true;
        }
        self.wish(Wish::End { drill, at: self.now });
    }

    /// What the last answer was taken for, why, and what it did to them.
    pub(super) fn why(&mut self) {
        let Some(playing) = &self.practice.drill else { return };
        let Some(played) = playing.stand.played.last() else {
            return self.say(Tone::Guidance, "You have not answered yet.");
        };
        let title = format!("Why? Your answer {}", playing.stand.played.len());
        self.popup = Some(Popup::Card(Card::new(title, why(&playing.scenario, played, playing.past.help)), 0));
    }
}

/// The parts of the card that explains a move.
fn why(scenario: &Scenario, played: &Played, help: Help) -> Vec<CardPart> {
    let part = |heading: String, lines: Vec<String>| CardPart { heading, lines, avoid: Vec::new() };
    let mut parts = Vec::new();
    let said = match &played.r#move {
        Move::Said { text } => text.as_str(),
        Move::Silent => "",
    };
    for mark in &played.marks {
        let heard = &mark.heard;
        let mut lines = Vec::new();
        // Where an answer was chosen its words stand in the conversation, and all of them count.
        match said.get(heard.range.clone()) {
            Some(words) if !words.is_empty() && words.len() < said.len() => lines.push(format!("“{words}”")),
            _ => {}
        }
        if !heard.why.is_empty() {
            lines.push(heard.why.clone());
        }
        lines.push(format!("{} {}", mark.effect.why, felt(&mark.effect)).trim_end().to_owned());
        lines.extend(heard.better.as_ref().map(|better| format!("Better: {better}")));
        parts.push(part(sentence(heard.act), lines));
    }
    let turn = scenario.turns.get(played.turn);
    let reply = turn.and_then(|turn| turn.replies.get(played.reply?));
    match (&played.r#move, reply) {
        (Move::Said { text }, Some(reply)) if played.marks.iter().all(|m| m.heard.range.len() < text.len()) => {
            let acts: Vec<Act> = reply.acts.iter().collect();
            let stage = reply.stage.label();
            let words = match listed(&acts) {
                acts if acts.is_empty() => format!("An answer that belongs to “{stage}”."),
                acts => format!("An answer that {acts}; it belongs to “{stage}”."),
            };
            parts.push(part("Taken for".to_owned(), vec![words]));
        }
        (Move::Said { .. }, None) => {
            let mut lines =
                vec!["It was like none of the answers that lead on from here. It cost patience.".to_owned()];
            if help != Help::None {
                lines.push("Say one thing at a time, in plain words: ask, say it back, or say what you do.".to_owned());
            }
            parts.push(part("Not understood".to_owned(), lines));
        }
        _ => {}
    }
    if parts.is_empty() {
        let words = "Nothing in it helped, and nothing did harm.".to_owned();
        parts.push(part("Nothing was marked".to_owned(), vec![words]));
    }
    parts
}

/// An act as a heading.
fn sentence(act: Act) -> String {
    let label = act.label();
    let mut letters = label.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let harm = if act.harms() { " (harm)" } else { "" };
    format!("{first}{}{harm}", letters.as_str())
}

/// What it did to them, in words.
fn felt(effect: &Felt) -> String {
    let mut words = Vec::new();
    match effect.heat {
        ..0 => words.push("calmer"),
        0 => {}
        _ => words.push("more heated"),
    }
    match effect.trust {
        ..0 => words.push("less trust"),
        0 => {}
        _ => words.push("more trust"),
    }
    if effect.patience < 0 {
        words.push("less patience");
    }
    if words.is_empty() { String::new() } else { format!("({})", words.join(", ")) }
}
