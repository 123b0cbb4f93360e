//! The practice screen: what can be practised, the drill, what it showed. A place of its own: nothing here reaches a case.
//!
//! The drill is in `drill`, its keys in `keys`, what is typed and not said yet in `half`; the debrief in `debrief`. Nothing is read or written here: a thread does that
//! (`worker::practise`), and a move counts once it is on the disk.

mod debrief;
mod drill;
mod half;
mod keys;

use uuid::Uuid;

use crate::log::fresh;
use crate::practice::{Answering, Help, Why, lot};
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

impl Choice<'_> {
    /// What it is known by: the drill's id, or the scenario's.
    pub fn key(&self) -> String {
        match self {
            Self::GoOn(past) => past.id.to_string(),
            Self::Begin(row) => row.scenario.id.clone(),
        }
    }
}

/// So many drills that wait stand in the list; the others are among the past ones.
const MOST_OPEN: usize = 3;

/// What the practice screen holds.
#[derive(Debug)]
pub struct Practice {
    /// What can be practised, and what was; `None` until it is read.
    pub room: Option<Box<Room>>,
    /// Why it could not be read.
    pub error: String,
    /// The page of the list.
    pub sheet: Sheet,
    /// Which row is chosen, by its key: the choice follows it when the order changes. `None`: the first row.
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
    /// It is being asked what can be practised, and has to be asked again after that.
    looking: bool,
    looks_again: bool,
    /// When it was last asked what can be practised.
    pub(super) looked: Option<Timestamp>,
    /// What was asked once and is done when it is asked again.
    sure: Option<Command>,
    /// Counts drills begun here: with the time and the person, what chance hangs on.
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
            looking: false,
            looks_again: false,
            looked: None,
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
        let open = room.past.iter().filter(|past| past.over.is_none()).take(MOST_OPEN).map(Choice::GoOn);
        open.chain(room.rows.iter().map(Choice::Begin)).collect()
    }

    /// The place of the chosen row among them.
    pub fn row(&self) -> usize {
        let Some(chosen) = &self.chosen else { return 0 };
        self.choices().iter().position(|choice| choice.key() == *chosen).unwrap_or(0)
    }

    /// The drill that a supervisor asked for and that is due first.
    pub fn asked(&self) -> Option<&Row> {
        let rows = &self.room.as_ref()?.rows;
        rows.first().filter(|row| matches!(row.why, Why::Assigned { .. }))
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
        self.practice.looked = Some(self.now);
        if self.practice.looking {
            // What changes meanwhile is seen with the next look; two at once see no more than one.
            self.practice.looks_again = true;
            return;
        }
        self.practice.looking = true;
        self.wish(Wish::Look { now: self.now });
    }

    /// An answer of the thread.
    pub(super) fn practised(&mut self, practised: Practised) {
        if matches!(practised, Practised::Room(_)) {
            self.practice.looking = false;
            if std::mem::take(&mut self.practice.looks_again) {
                self.look_round();
            }
        }
        match practised {
            Practised::Room(Ok(room)) => {
                self.practice.error.clear();
                self.practice.past = self.practice.past.min(room.past.len().saturating_sub(1));
                if let Some(looked) = &mut self.practice.debrief
                    && let Some(known) = room.past.iter().find(|past| past.id == looked.past.id)
                {
                    // It may have been shared from the command line.
                    looked.past.shared = known.shared;
                }
                self.practice.room = Some(room);
            }
            Practised::Room(Err(failure)) if self.practice.room.is_some() => {
                self.say(Tone::Alert, format!("The list could not be read anew: {}", failure.words()));
            }
            Practised::Room(Err(failure)) => self.practice.error = failure.words(),
            Practised::Opened(result) => self.drill_opened(result),
            Practised::Ended(result) => self.drill_ended(result),
            Practised::HalfKept(result) => {
                if let Err(failure) = result {
                    self.say(Tone::Alert, format!("What you typed is not kept yet: {}", failure.words()));
                }
            }
            Practised::Kept { drill, n, result } => self.move_kept(drill, n, result),
            Practised::Shared { drill, result } => self.shared(drill, result),
            Practised::Exported { form, result } => self.done_beside(Some(form), result),
        }
    }

    fn drill_opened(&mut self, result: Result<Box<Opened>, Failure>) {
        self.practice.opening = false;
        let mut opened = match result {
            Ok(opened) => *opened,
            Err(failure) => return self.say(Tone::Alert, failure.words()),
        };
        match opened.debrief.take() {
            None => {
                let playing = Playing::new(opened, self.now);
                (self.practice.drill, self.practice.debrief) = (Some(Box::new(playing)), None);
            }
            Some(debrief) => {
                let debriefing = Box::new(Debriefing::new(opened.past, debrief));
                (self.practice.drill, self.practice.debrief) = (None, Some(debriefing));
                self.look_round();
            }
        }
    }

    /// A drill is over. What it showed is shown where somebody still looks at it.
    fn drill_ended(&mut self, result: Result<Box<Opened>, Failure>) {
        let Some(playing) = &mut self.practice.drill else { return self.look_round() };
        match result {
            Ok(opened) if opened.past.id == playing.past.id => {
                if let Some(debrief) = opened.debrief {
                    let debriefing = Box::new(Debriefing::new(opened.past, debrief));
                    (self.practice.drill, self.practice.debrief) = (None, Some(debriefing));
                }
                self.look_round();
            }
            Ok(_) => self.look_round(),
            Err(failure) => {
                playing.ends = false;
                self.say(Tone::Alert, failure.words());
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
        self.keep_half_typed(true);
        (self.practice.drill, self.practice.debrief) = (None, None);
        self.look_round();
    }

    /// Begins a drill: answers are given, and helped with, in this way.
    fn begin_drill(
        &mut self,
        scenario: String,
        seed: Option<u64>,
        from: Option<(Uuid, u32)>,
        (answering, help): (Answering, Help),
    ) {
        if self.practice.opening {
            return;
        }
        self.practice.begun += 1;
        let (id, count): (Uuid, String) = (fresh(), self.practice.begun.to_string());
        let of = [count.as_str(), &self.setting.login, &scenario];
        let seed = seed.unwrap_or_else(|| lot(self.now.ms().unsigned_abs(), &of));
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
