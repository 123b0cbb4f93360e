//! What a drill showed, while it is looked at: pages, the ways not gone, and what can be done with it.

use std::path::PathBuf;

use crate::practice::Debrief;

use super::super::super::commands::Command;
use super::super::super::form::{Field, Form};
use super::super::super::practising::{Past, Wish};
use super::super::super::scroll::Scroll;
use super::super::forms::FormKind;
use super::super::{App, Tone, turned};

/// The pages of a debrief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leaf {
    /// The end, the curve, the conversation.
    #[default]
    Went,
    /// Each skill.
    Skills,
    /// What could have been said instead.
    Ways,
}

impl Leaf {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Went, Self::Skills, Self::Ways];

    /// What is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Went => "How it went",
            Self::Skills => "Skills",
            Self::Ways => "The ways not gone",
        }
    }
}

/// A debrief that is looked at.
#[derive(Debug)]
pub struct Debriefing {
    /// The drill.
    pub past: Past,
    /// What it showed.
    pub debrief: Box<Debrief>,
    /// Its moves that had a better way, by their places.
    pub ways: Vec<usize>,
    /// The page that has the arrows.
    pub leaf: Leaf,
    /// How far each page is scrolled.
    pub scroll: [Scroll; 2],
    /// Which way is chosen.
    pub way: usize,
}

impl Debriefing {
    /// As it is opened.
    pub fn new(past: Past, debrief: Box<Debrief>) -> Self {
        let has_way = |(n, told): (usize, &crate::practice::Told)| told.instead.as_ref().map(|_| n);
        let ways = debrief.moves.iter().enumerate().filter_map(has_way).collect();
        Self { past, debrief, ways, leaf: Leaf::default(), scroll: Default::default(), way: 0 }
    }
}

impl App {
    /// The next page, or the one before.
    pub(super) fn next_leaf(&mut self, back: bool) {
        let Some(looked) = &mut self.practice.debrief else { return };
        looked.leaf = turned(&Leaf::ALL, looked.leaf, back);
    }

    /// Scrolls, or chooses another way.
    pub(super) fn move_in_debrief(&mut self, by: isize) {
        let Some(looked) = &mut self.practice.debrief else { return };
        match looked.leaf {
            Leaf::Went => looked.scroll[0].by(by),
            Leaf::Skills => looked.scroll[1].by(by),
            Leaf::Ways => {
                looked.way = looked.way.saturating_add_signed(by).min(looked.ways.len().saturating_sub(1));
            }
        }
    }

    /// Runs a command of the debrief.
    pub(super) fn run_debrief(&mut self, command: Command) {
        let Some(looked) = &self.practice.debrief else { return };
        let (past, way) = (looked.past.clone(), looked.ways.get(looked.way).copied());
        // Played again as it was played.
        let how = (past.answering, past.help);
        match command {
            Command::DebriefFrom if looked.leaf != Leaf::Ways => {
                let words = "{pane-next} goes to the ways not gone; there {debrief-from} plays on from the chosen one.";
                self.say(Tone::Guidance, self.setting.words(words));
            }
            Command::DebriefFrom => match way {
                Some(n) => self.begin_drill(past.scenario, Some(past.seed), Some((past.id, number(n))), how),
                None => self.say(Tone::Good, "There is no better way to try: each answer was the best one."),
            },
            Command::DebriefAgain => self.begin_drill(past.scenario, None, None, how),
            Command::DebriefSame => self.begin_drill(past.scenario, Some(past.seed), Some((past.id, 0)), how),
            Command::DebriefShare if past.shared.is_some() => {
                self.say(Tone::Guidance, "Your supervisor can read this drill already.");
            }
            Command::DebriefShare => {
                let words = "Your supervisor would read the whole drill, and it cannot be taken back. \
                             {debrief-share} again shares it.";
                if self.is_sure(command, words) {
                    self.wish(Wish::Share { drill: past.id, at: self.now });
                }
            }
            Command::DebriefExport => self.open_form(FormKind::ExportDebrief),
            _ => {}
        }
    }

    /// Where the debrief is to be written.
    pub(in super::super) fn export_form(&self) -> Form {
        let name = self.practice.debrief.as_ref().map(|looked| {
            let day = self.setting.desk.local(looked.past.last).format("%Y-%m-%d-%H%M");
            format!("debrief-{}-{day}.md", looked.past.scenario)
        });
        let about = "As Markdown, for your eyes alone. A name without a folder lies where amends was started.";
        Form::new("Write the debrief to a file", vec![Field::words("file", "File").with(&name.unwrap_or_default())])
            .about(about)
    }

    /// The answer to that form.
    pub(in super::super) fn debrief_exported(&mut self, form: &Form) -> Result<(), (&'static str, String)> {
        let file = form.value("file");
        if file.is_empty() {
            return Err(("file", "Name a file, like debrief.md.".to_owned()));
        }
        let Some(looked) = &self.practice.debrief else { return Ok(()) };
        let text = looked.debrief.markdown();
        let id = self.mark_sent(&FormKind::ExportDebrief, form);
        self.wish(Wish::Export { form: id, file: PathBuf::from(file), text });
        Ok(())
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
