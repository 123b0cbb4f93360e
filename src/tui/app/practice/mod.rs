//! The practice screen: what can be practised, the drill, what it showed. A place of its own: nothing here reaches a case.
//!
//! The drill is in `drill`, its keys in `keys`; the debrief in `debrief`. Nothing is read or written here: a thread does that
//! (`worker::practise`), and a move counts once it is on the disk.

mod debrief;
mod drill;
mod keys;

use uuid::Uuid;

use crate::practice::{Answering, Help, lot};
use crate::terms::Timestamp;

use super::super::commands::{Command, On};
use super::super::message::{Effect, Failure};
use super::super::practising::{Opened, Past, Practised, Room, Row, Start, Wish};
use super::super::scroll::Scroll;
use super::{App, Pane, Screen, Tone};

pub use debrief::{Debriefing, Leaf};
pub use drill::{Playing, Speech};

/// The pages of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sheet {
    /// What can be practised.
    #[default]
    Scenarios,
    /// What was practised.
    Past,
    /// How one stands.
    Progress,
}

impl Sheet {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Scenarios, Self::Past, Self::Progress];

    /// What is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Scenarios => "Scenarios",
            Self::Past => "Past drills",
            Self::Progress => "Progress",
        }
    }
}

/// What a row of the list stands for.
#[derive(Debug, Clone, Copy)]
pub enum Choice<'a> {
    /// A drill that can be gone on with.
    GoOn(&'a Past),
    /// A scenario to begin.
    Begin(&'a Row),
}

/// What the practice screen holds.
#[derive(Debug)]
pub struct Practice {
    /// What can be practised, and what was; `None` until it is read.
    pub room: Option<Box<Room>>,
    /// Why it could not be read.
    pub error: String,
    /// The page of the list.
    pub sheet: Sheet,
    /// Which scenario is chosen: the choice follows it when the order changes. `None`: the first row.
    pub chosen: Option<String>,
    /// Which past drill is chosen.
    pub past: usize,
    /// How far the progress is scrolled.
    pub scroll: Scroll,
    /// How answers are given, for the next drill.
    pub answering: Answering,
    /// How much help there is in it.
    pub help: Help,
    /// The drill that is played.
    pub drill: Option<Box<Playing>>,
    /// What a drill showed, while it is looked at.
    pub debrief: Option<Box<Debriefing>>,
    /// A drill is being read or begun.
    pub opening: bool,
    /// What was asked once and is done when it is asked again.
    sure: Option<Command>,
    /// Counts drills begun here, so that no two of a moment are the same.
    begun: u64,
}

impl Default for Practice {
    fn default() -> Self {
        Self {
            room: None,
            error: String::new(),
            sheet: Sheet::default(),
            chosen: None,
            past: 0,
            scroll: Scroll::default(),
            answering: Answering::Choose,
            help: Help::Full,
            drill: None,
            debrief: None,
            opening: false,
            sure: None,
            begun: 0,
        }
    }
}

impl Practice {
    /// Which commands hold.
    pub fn on(&self) -> On {
        match (&self.drill, &self.debrief) {
            (Some(_), _) => On::Drill,
            (None, Some(_)) => On::Debrief,
            (None, None) => On::Practice,
        }
    }

    /// The rows of the first page: what can be gone on with, then the scenarios.
    pub fn choices(&self) -> Vec<Choice<'_>> {
        let Some(room) = &self.room else { return Vec::new() };
        let open = room.past.iter().find(|past| past.over.is_none()).map(Choice::GoOn);
        open.into_iter().chain(room.rows.iter().map(Choice::Begin)).collect()
    }

    /// The place of the chosen row among them.
    pub fn row(&self) -> usize {
        let chosen = self.chosen.as_deref();
        let is = |choice: &Choice<'_>| matches!(choice, Choice::Begin(row) if Some(row.scenario.id.as_str()) == chosen);
        self.choices().iter().position(is).unwrap_or(0)
    }

    /// Whether letters are a text.
    pub fn is_typing(&self) -> bool {
        self.drill.as_ref().is_some_and(|playing| playing.types())
    }
}

impl App {
    fn wish(&mut self, wish: Wish) {
        self.effects.push(Effect::Practise(Box::new(wish)));
    }

    /// Shows the screen as it was left.
    pub(super) fn show_practice(&mut self) {
        self.screen = Screen::Practice;
        self.look_round();
    }

    /// Reads again what can be practised.
    pub(super) fn look_round(&mut self) {
        self.wish(Wish::Look { now: self.now });
    }

    /// An answer of the thread.
    pub(super) fn practised(&mut self, practised: Practised) {
        match practised {
            Practised::Room(Ok(room)) => {
                self.practice.error.clear();
                self.practice.past = self.practice.past.min(room.past.len().saturating_sub(1));
                self.practice.room = Some(room);
            }
            Practised::Room(Err(failure)) => self.practice.error = failure.words(),
            Practised::Opened(result) => self.drill_opened(result),
            Practised::Kept { drill, n, result } => self.move_kept(drill, n, result),
            Practised::Shared { drill, result } => self.shared(drill, result),
            Practised::Exported { form, result } => self.done_beside(Some(form), result),
        }
    }

    fn drill_opened(&mut self, result: Result<Box<Opened>, Failure>) {
        self.practice.opening = false;
        let mut opened = match result {
            Ok(opened) => *opened,
            Err(failure) => {
                if let Some(playing) = &mut self.practice.drill {
                    playing.ends = false;
                }
                return self.say(Tone::Alert, failure.words());
            }
        };
        match opened.debrief.take() {
            None => {
                let playing = Playing::new(opened, self.now);
                (self.practice.drill, self.practice.debrief) = (Some(Box::new(playing)), None);
            }
            Some(debrief) => {
                // Somebody may have begun another meanwhile.
                if self.practice.drill.as_ref().is_none_or(|playing| playing.past.id == opened.past.id) {
                    let debriefing = Box::new(Debriefing::new(opened.past, debrief));
                    (self.practice.drill, self.practice.debrief) = (None, Some(debriefing));
                }
                self.look_round();
            }
        }
    }

    /// Goes from what is played or looked at to the list; the drill stays where it was.
    pub(super) fn leave_practice(&mut self) {
        if self.practice.drill.is_none() && self.practice.debrief.is_none() {
            self.screen = Screen::Console;
            return;
        }
        if self.practice.drill.as_ref().is_some_and(|playing| playing.stand.over.is_none() && !playing.ends) {
            self.say(Tone::Guidance, "The drill waits in the list: go on with it when you like.");
            // It stands first there.
            (self.practice.sheet, self.practice.chosen) = (Sheet::Scenarios, None);
        }
        (self.practice.drill, self.practice.debrief) = (None, None);
        self.look_round();
    }

    /// Begins a drill.
    fn begin_drill(&mut self, scenario: String, seed: Option<u64>, from: Option<(Uuid, u32)>) {
        if self.practice.opening {
            return;
        }
        self.practice.begun += 1;
        let id = fresh_id();
        let count = self.practice.begun.to_string();
        let drawn = || lot(self.now.ms().unsigned_abs(), &[&count, &self.setting.login, &scenario]);
        let seed = seed.unwrap_or_else(drawn);
        let (answering, help) = (self.practice.answering, self.practice.help);
        self.practice.opening = true;
        self.wish(Wish::Begin(Box::new(Start { id, scenario, seed, answering, help, at: self.now, from })));
    }

    fn open_drill(&mut self, drill: Uuid) {
        if !self.practice.opening {
            self.practice.opening = true;
            self.wish(Wish::Open { drill, at: self.now });
        }
    }

    /// What asks to be sure: the first time says what it means, the second time does it.
    fn is_sure(&mut self, command: Command, words: &str) -> bool {
        let sure = self.practice.sure.take() == Some(command);
        if !sure {
            self.practice.sure = Some(command);
            self.say(Tone::Guidance, self.setting.words(words));
        }
        sure
    }

    /// Goes to a page of the debrief.
    pub(super) fn go_to_leaf(&mut self, leaf: Leaf) {
        if let Some(looked) = &mut self.practice.debrief {
            looked.leaf = leaf;
        }
    }

    /// Goes to a pane of the drill.
    pub(super) fn go_to_drill_pane(&mut self, pane: Pane) {
        if let Some(playing) = &mut self.practice.drill {
            (playing.pane, playing.scroll) = (pane, Scroll::default());
        }
    }

    fn shared(&mut self, drill: Uuid, result: Result<Timestamp, Failure>) {
        match result {
            Ok(at) => {
                if let Some(looked) = self.practice.debrief.as_mut().filter(|looked| looked.past.id == drill) {
                    looked.past.shared = Some(at);
                }
                self.say(Tone::Good, "Shared: your supervisor can read this drill now. All your others stay yours.");
                self.look_round();
            }
            Err(failure) => self.say(Tone::Alert, failure.words()),
        }
    }
}

/// A new id.
fn fresh_id() -> Uuid {
    let case: crate::terms::CaseId = crate::log::fresh();
    case.0
}
