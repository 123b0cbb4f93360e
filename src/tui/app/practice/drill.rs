//! The drill while it is played: what was said, what may be answered, what the customer is saying just now, and how long nobody
//! has said anything. What comes of a move is told by the thread that writes it down: nothing is folded here.

use std::sync::Arc;

use ratatui::crossterm::event::Event;
use tui_input::Input;
use uuid::Uuid;

use crate::practice::{Act, Answering, Drill, Effect as Felt, Help, Move, Played, Scenario, kept};
use crate::terms::{Channel, Timestamp, capital};

use super::super::super::message::{Failure, Message};
use super::super::super::practising::{Opened, Past, Stand, Wish};
use super::super::super::scroll::Scroll;
use super::super::{App, Card, CardPart, Pane, Popup, Screen, Tone};
use super::Debriefing;

/// Before they begin to speak, in milliseconds.
const BREATH_MS: i64 = 500;
/// A word of somebody who speaks, in milliseconds: about 180 a minute.
const WORD_MS: i64 = 330;
/// A word of an answer that is read, in milliseconds: about 240 a minute.
const READING_MS: i64 = 250;
/// Before something written is there, in milliseconds.
const WRITING_MS: i64 = 1_500;

/// A drill that is played.
#[derive(Debug)]
pub struct Playing {
    /// The drill.
    pub past: Past,
    /// Its scenario.
    pub scenario: Arc<Scenario>,
    /// What came of the moves that are on the disk.
    pub stand: Stand,
    /// What is being typed.
    pub field: Input,
    /// What of it is on the disk.
    pub(super) half: String,
    /// Since when something of it is not.
    pub(super) unkept: Option<Timestamp>,
    /// Which answer is chosen.
    pub chosen: usize,
    /// The move that is on its way to the disk.
    pub sending: Option<Move>,
    /// The pane that has the arrows; on narrow screens the one that is shown.
    pub pane: Pane,
    /// How far the pane at hand is scrolled.
    pub scroll: Scroll,
    /// It is being ended.
    pub ends: bool,
    /// What it showed, once it is over.
    pub debrief: Option<Box<Debriefing>>,
    /// Somebody has asked about the answer that is on its way.
    asks_why: bool,
    /// When they began with what they say now.
    begun: Timestamp,
    /// Whether all of it is there.
    pub said: bool,
    /// Since when nobody has said anything.
    quiet: Timestamp,
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

impl Playing {
    /// A drill as it lies on the disk.
    pub fn new(opened: Opened, now: Timestamp) -> Self {
        let Opened { past, scenario, stand, half, .. } = opened;
        Self {
            past,
            scenario,
            stand,
            field: Input::new(half.clone()),
            half,
            unkept: None,
            chosen: 0,
            sending: None,
            pane: Pane::Case,
            scroll: Scroll::default(),
            ends: false,
            debrief: None,
            asks_why: false,
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

    /// After how long nothing said is a silence, in milliseconds, the time to read the answers on offer beside it; `None` where
    /// nobody waits. Whoever was silent twice running has gone from the desk: the drill waits.
    fn patience_ms(&self) -> Option<i64> {
        if self.has_nobody() {
            return None;
        }
        let patience = match self.scenario.channel {
            Channel::Phone | Channel::InPerson => 25_000,
            Channel::Chat | Channel::Social => 90_000,
            Channel::Email => return None,
        };
        let choices = if self.types() { &[][..] } else { &self.stand.choices };
        let words: usize = choices.iter().map(|says| says.split_whitespace().count()).sum();
        Some(patience + i64::try_from(words).unwrap_or(0) * READING_MS)
    }

    /// Whether nobody has answered twice running.
    pub fn has_nobody(&self) -> bool {
        let silent = |played: &Played| played.r#move == Move::Silent;
        let mut latest = self.stand.played.iter().rev();
        latest.next().is_some_and(silent) && latest.next().is_some_and(silent)
    }

    /// A move is on the disk: it counts.
    fn count(&mut self, opened: Opened, now: Timestamp) {
        let Opened { past, stand, debrief, .. } = opened;
        self.debrief = debrief.map(|debrief| Box::new(Debriefing::new(past.clone(), debrief)));
        (self.past, self.stand) = (past, stand);
        (self.chosen, self.scroll) = (0, Scroll::default());
        (self.begun, self.said, self.quiet) = (now, self.stand.line().is_empty(), now);
    }
}

impl App {
    /// The drill where the customer waits for an answer at this moment.
    fn customer_waits(&self) -> Option<&Playing> {
        let looked_at = self.popup.is_none() && self.screen == Screen::Practice && !self.is_too_small();
        let playing = self.practice.drill.as_deref().filter(|_| looked_at)?;
        (playing.said && playing.stand.over.is_none() && playing.sending.is_none() && !playing.ends).then_some(playing)
    }

    /// The customer's time stands still while something else is looked at, and begins anew with whatever somebody does.
    pub(in super::super) fn stop_silence(&mut self, message: &Message) {
        let stirs = match message {
            Message::Input(event) => matches!(event, Event::Key(_) | Event::Mouse(_) | Event::Paste(_)),
            Message::Click(_) | Message::Wheel(..) => true,
            _ => false,
        };
        let (now, begins_anew) = (self.now, stirs || self.customer_waits().is_none());
        if let Some(playing) = self.practice.drill.as_mut().filter(|_| begins_anew) {
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
        let waiting = self.customer_waits()?;
        Some(waiting.quiet.plus_ms(waiting.patience_ms()?))
    }

    /// A moment has passed: another word is there, or nobody has said anything for too long.
    pub(in super::super) fn drill_ticks(&mut self) {
        let now = self.now;
        if let Some(playing) = &mut self.practice.drill
            && playing.speech(now) == Speech::All
            && playing.sending.is_none()
        {
            playing.hear_out(now);
        }
        let too_long = |p: &Playing| p.patience_ms().is_some_and(|most| now.since(p.quiet) >= most);
        if self.customer_waits().is_some_and(too_long) {
            self.make(Move::Silent);
        }
    }

    /// Somebody did something: they hear the line to its end, and it is no silence. Whether the line was still being said.
    pub(super) fn stir(&mut self) -> bool {
        let now = self.now;
        let Some(playing) = &mut self.practice.drill else { return false };
        let was_speaking = playing.speech(now) != Speech::All;
        playing.hear_out(now);
        was_speaking
    }

    /// Makes a move: it goes to the disk first.
    pub(super) fn make(&mut self, made: Move) {
        let now = self.now;
        let Some(playing) = &mut self.practice.drill else { return };
        if playing.sending.is_some() || playing.stand.over.is_some() || playing.ends {
            return;
        }
        let made = kept::keepable(made);
        playing.sending = Some(made.clone());
        let (drill, n) = (playing.past.id, playing.past.moves);
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
    pub(super) fn move_kept(&mut self, drill: Uuid, n: u32, result: Result<Box<Opened>, Failure>) {
        let now = self.now;
        let Some(playing) = self.practice.drill.as_mut().filter(|p| p.past.id == drill && p.past.moves == n) else {
            return;
        };
        let Some(made) = playing.sending.take() else { return };
        let asks_why = std::mem::take(&mut playing.asks_why);
        match result {
            Ok(opened) => {
                playing.count(*opened, now);
                if playing.debrief.is_some() {
                    self.look_round();
                }
                if asks_why {
                    self.why();
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
        let Some(playing) = &mut self.practice.drill else { return };
        if matches!(playing.sending, Some(Move::Said { .. })) {
            // It is asked about the answer that was just given; that one is a moment away.
            playing.asks_why = true;
            return;
        }
        let Some(played) = playing.stand.played.last() else {
            return self.say(Tone::Guidance, "You have not answered yet.");
        };
        let title = format!("Why? Your answer {}", playing.stand.played.len());
        self.popup = Some(Popup::card(Card::new(title, why(playing, played))));
    }
}

/// The parts of the card that explains a move.
fn why(playing: &Playing, played: &Played) -> Vec<CardPart> {
    let (scenario, seed, help) = (&*playing.scenario, playing.past.seed, playing.past.help);
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
            let says = Drill::new(scenario, seed).filled(&reply.says);
            let stage = reply.stage.label();
            let words =
                format!("They took it as you would have said: “{says}” ({stage}). What counts is what you said.");
            parts.push(part("Understood".to_owned(), vec![words]));
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
    format!("{}{}", capital(act.label()), if act.harms() { " (harm)" } else { "" })
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
