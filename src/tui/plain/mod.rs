//! The console line by line, for screen readers, for terminals that cannot draw, and for pipes: no alternate screen, no
//! boxes, no cursor to follow. Every line goes through the same `App::update` and the same threads as the keys do.
//!
//! | to find | look in |
//! |---|---|
//! | what a line means | `talk`, `vocabulary` |
//! | a form asked field by field | `asking` |
//! | what is read out | `aloud` |

mod aloud;
mod asking;
mod talk;
mod vocabulary;

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::Snapshot;
use super::app::App;
use super::message::{Effect, Message};
use super::worker::Workers;

pub use talk::Talk;
pub use vocabulary::words_for_keys;

/// How long an answer of the threads is waited for before the next line is read.
const PATIENCE: Duration = Duration::from_secs(10);
/// The list of what is next is no reason to wait longer than this.
const NEXT_UP_PATIENCE: Duration = Duration::from_secs(1);

/// What is heard.
enum Heard {
    Line(String),
    End,
    Message(Message),
}

/// Reads lines and answers them until somebody leaves or the lines end.
///
/// # Errors
/// Where standard output is gone.
pub fn work(app: &mut App, from: Receiver<Message>, workers: &Workers, snapshot: &Snapshot) -> anyhow::Result<()> {
    let (to, heard) = channel();
    forward(from, to.clone())?;
    read_lines(to)?;
    let mut room = Room {
        app,
        workers,
        snapshot,
        heard,
        later: VecDeque::new(),
        waiting: Waiting::default(),
        ended: false,
        prompted: false,
    };
    let mut talk = Talk::new();
    let mut first = room.app.update(Message::Redraw, super::now());
    first.extend(talk.begin(room.app));
    room.turn(&mut talk, first)?;
    // One prompt for each line, however much comes from the threads in between.
    let mut prompted = false;
    while !room.ended {
        if !prompted {
            prompt("> ")?;
        }
        let heard = room.later.pop_front().or_else(|| room.heard.recv().ok());
        match heard.unwrap_or(Heard::End) {
            Heard::Line(line) => {
                let effects = talk.hear(room.app, &line, super::now());
                room.prompted = false;
                room.turn(&mut talk, effects)?;
                prompted = false;
            }
            Heard::End => break,
            Heard::Message(message) => {
                let effects = room.app.update(message, super::now());
                room.prompted = true;
                // Where something was said, the prompt stands above it and is given again.
                prompted = !room.turn(&mut talk, effects)?;
            }
        }
    }
    Ok(())
}

/// What the threads still owe an answer to.
#[derive(Default)]
struct Waiting {
    work: usize,
    search: Option<u64>,
    next_up: usize,
}

struct Room<'a> {
    app: &'a mut App,
    workers: &'a Workers,
    snapshot: &'a Snapshot,
    heard: Receiver<Heard>,
    /// Lines that came while the work of an earlier one was under way.
    later: VecDeque<Heard>,
    waiting: Waiting,
    ended: bool,
    /// A prompt stands at the end of what was written.
    prompted: bool,
}

impl Room<'_> {
    /// Carries effects out, takes what comes of them, and goes on with the talk until nothing more is to be done.
    /// Says whether anything was said.
    fn turn(&mut self, talk: &mut Talk, effects: Vec<Effect>) -> anyhow::Result<bool> {
        self.send(talk, effects);
        loop {
            self.settle(talk);
            *self.snapshot.lock().unwrap_or_else(PoisonError::into_inner) = self.app.snapshot();
            let Some(effects) = talk.settled(self.app, super::now()) else { break };
            self.send(talk, effects);
        }
        let lines = talk.lines();
        if self.prompted && !lines.is_empty() {
            prompt("\n")?;
        }
        let mut out = io::stdout().lock();
        for line in &lines {
            writeln!(out, "{line}").context("nobody listens any more")?;
        }
        out.flush().context("nobody listens any more")?;
        Ok(!lines.is_empty())
    }

    fn send(&mut self, talk: &mut Talk, effects: Vec<Effect>) {
        for effect in effects {
            match &effect {
                Effect::Quit => {
                    self.ended = true;
                    continue;
                }
                Effect::Suspend => {
                    #[cfg(unix)]
                    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
                    continue;
                }
                Effect::Copy(_) | Effect::Edit(_) => {
                    talk.say("That needs the console on the screen; here the words stand above.");
                    continue;
                }
                Effect::Perform { .. } | Effect::Load(_) => self.waiting.work += 1,
                Effect::Search { generation, .. } => self.waiting.search = Some(*generation),
                Effect::NextUp => self.waiting.next_up += 1,
                _ => {}
            }
            self.workers.send(effect);
        }
    }

    /// Takes messages until the threads owe nothing, so that the next line finds the work of this one done. Lines that come
    /// meanwhile keep their order.
    fn settle(&mut self, talk: &mut Talk) {
        let begun = Instant::now();
        while self.waiting.work > 0 || self.waiting.search.is_some() || self.waiting.next_up > 0 {
            let only_next = self.waiting.work == 0 && self.waiting.search.is_none();
            let patience = if only_next { NEXT_UP_PATIENCE } else { PATIENCE };
            match self.heard.recv_timeout(patience.saturating_sub(begun.elapsed())) {
                Ok(Heard::Message(message)) => {
                    match &message {
                        Message::Performed { .. } | Message::Loaded { .. } => {
                            self.waiting.work = self.waiting.work.saturating_sub(1);
                        }
                        Message::Found { generation, .. } if self.waiting.search == Some(*generation) => {
                            self.waiting.search = None;
                        }
                        Message::NextUp(_) => self.waiting.next_up = self.waiting.next_up.saturating_sub(1),
                        _ => {}
                    }
                    let effects = self.app.update(message, super::now());
                    self.send(talk, effects);
                }
                Ok(line) => self.later.push_back(line),
                Err(RecvTimeoutError::Timeout) => self.waiting = Waiting::default(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}

/// A sign that it is somebody's turn, or the end of its line; not for a pipe.
fn prompt(sign: &str) -> anyhow::Result<()> {
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        let mut out = io::stdout().lock();
        write!(out, "{sign}").and_then(|()| out.flush()).context("nobody listens any more")?;
    }
    Ok(())
}

fn forward(from: Receiver<Message>, to: Sender<Heard>) -> anyhow::Result<()> {
    std::thread::Builder::new()
        .name("ears".into())
        .spawn(move || {
            for message in from {
                if to.send(Heard::Message(message)).is_err() {
                    return;
                }
            }
        })
        .context("a thread cannot be started")?;
    Ok(())
}

/// Lines come from a thread of their own; it ends with the process.
fn read_lines(to: Sender<Heard>) -> anyhow::Result<()> {
    std::thread::Builder::new()
        .name("lines".into())
        .spawn(move || {
            let mut input = io::stdin().lock();
            loop {
                let mut bytes = Vec::new();
                let heard = match input.read_until(b'\n', &mut bytes) {
                    Ok(0) | Err(_) => Heard::End,
                    Ok(_) => Heard::Line(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()),
                };
                let end = matches!(heard, Heard::End);
                if to.send(heard).is_err() || end {
                    return;
                }
            }
        })
        .context("standard input cannot be read")?;
    Ok(())
}
