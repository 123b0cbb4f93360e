//! Where things are on the screen, so that a click finds them. Drawing says where it put what; `app` says what a click does.

use ratatui::crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};

use super::super::app::{Leaf, Page, Pane, Part, Place, Screen, Sheet};
use super::super::commands::Command;
use crate::terms::CaseId;

/// A place in the notes: how large they are drawn, and which cell of that was hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Columns and rows of the notes on the screen.
    pub size: (u16, u16),
    /// Column and row of the hit.
    pub at: (u16, u16),
}

/// What lies somewhere on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A command's key or name.
    Command(Command),
    /// The name of a screen.
    Screen(Screen),
    /// A pane, where nothing else in it was hit.
    Pane(Pane),
    /// An open case in the top line.
    Tab(usize),
    /// A row of "next up".
    NextRow(CaseId),
    /// A step of the playbook, by its place among the steps.
    Step(usize),
    /// A key that a word stands for.
    Key(KeyCode),
    /// The notes, and where in them.
    Notes(Spot),
    /// A field of the form.
    Field(usize),
    /// A choice of the form's field that has the keys, by its place among those that fit.
    Choice(usize),
    /// A row of the list in the popup (the gate's).
    PopupRow(usize),
    /// A row of the screen's own list, by its place in what is loaded.
    Row(usize),
    /// One of a customer's cases.
    CaseRow(CaseId),
    /// A part of the screen, where nothing else in it was hit.
    Part(Part),
    /// A number or row of the review screen.
    Place(Place),
    /// The name of a page of the review screen.
    Page(Page),
    /// The name of a page of the practice list.
    Sheet(Sheet),
    /// The name of a page of a debrief.
    Leaf(Leaf),
    /// The name of a pane of the drill.
    DrillPane(Pane),
    /// Inside the popup, where nothing else was hit.
    Popup,
}

/// What was drawn where; later entries lie above earlier ones.
#[derive(Debug, Clone, Default)]
pub struct Hits(Vec<(Rect, Target)>);

impl Hits {
    /// Something was drawn here.
    pub fn put(&mut self, area: Rect, target: Target) {
        self.0.push((area, target));
    }

    /// Something was drawn in one row of `area`, `row` rows under its top.
    pub fn put_row(&mut self, area: Rect, row: usize, target: Target) {
        let y = area.y.saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
        if y < area.bottom() {
            self.put(Rect { y, height: 1, ..area }, target);
        }
    }

    /// What was hit at this place, and for the notes where in them.
    pub fn hit(&self, column: u16, row: u16) -> Option<Target> {
        let place = Position { x: column, y: row };
        let (area, target) = self.0.iter().rev().find(|(area, _)| area.contains(place))?;
        Some(match target {
            Target::Notes(spot) => Target::Notes(Spot { at: (column - area.x, row - area.y), ..*spot }),
            target => target.clone(),
        })
    }

    /// Everything that can be hit.
    #[cfg(test)]
    pub fn targets(&self) -> impl Iterator<Item = &(Rect, Target)> {
        self.0.iter()
    }
}
