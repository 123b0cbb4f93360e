//! What a click or the wheel does: the same commands as the keys, found by where they are drawn.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode as Code, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use ratatui_textarea::CursorMove;

use super::super::commands::{Command, On};
use super::super::view::{Spot, Target};
use super::{App, Help, Pane, Part, Popup, Screen};

impl App {
    /// The left button went down on `target`.
    pub(super) fn click(&mut self, target: &Target) {
        match target {
            Target::Command(command) => {
                // A reply's own commands need it; anything else is put away first, with its words kept.
                if self.on() != On::Reply {
                    self.keep_form_values();
                    self.popup = None;
                }
                self.run(*command);
            }
            Target::Screen(screen) => self.run(match screen {
                Screen::Console => Command::Console,
                Screen::Cases => Command::Cases,
                Screen::Customers => Command::Customers,
                Screen::Review => Command::Review,
                Screen::Practice => Command::Practice,
            }),
            Target::Pane(pane) => self.pane = *pane,
            Target::Tab(at) => {
                // What is open belongs to the case that is shown: it is put away there before another is.
                self.put_popup_aside();
                self.switch_to(*at);
            }
            Target::NextRow(case) => {
                self.pane = Pane::NextUp;
                // The first click chooses, the second opens.
                if self.next_chosen == Some(*case) {
                    self.open_case(*case);
                } else {
                    self.next_chosen = Some(*case);
                }
            }
            Target::Step(at) => {
                let chosen = self.tab().is_some_and(|t| t.chosen == *at);
                if chosen {
                    return self.run(Command::StepDone);
                }
                if let Some(tab) = self.tab_mut() {
                    tab.put_answer_aside();
                    tab.chosen = *at;
                }
                self.touched();
            }
            Target::Key(code) => self.key(&KeyEvent::new(*code, KeyModifiers::NONE)),
            Target::Notes(spot) => self.place_cursor(*spot),
            Target::Choice(at) if self.popup.is_none() => self.click_completion(*at),
            Target::Field(_) | Target::Choice(_) | Target::PopupRow(_) => self.click_popup(target),
            Target::Row(at) if self.screen == Screen::Cases => self.click_case(*at),
            Target::Row(at) if self.screen == Screen::Review => self.click_counted(*at),
            Target::Row(at) if self.screen == Screen::Practice => self.click_practice(*at),
            Target::Row(at) => self.click_customer(*at),
            Target::Place(place) => self.click_place(*place),
            Target::Page(page) => self.go_to_page(*page),
            Target::CaseRow(case) => self.click_case_of(*case),
            Target::Part(part) if self.screen == Screen::Customers => self.people.part = *part,
            Target::Part(_) if matches!(self.screen, Screen::Review | Screen::Practice) => {}
            Target::Sheet(sheet) => self.practice.sheet = *sheet,
            Target::Leaf(leaf) => self.go_to_leaf(*leaf),
            Target::DrillPane(pane) => self.go_to_drill_pane(*pane),
            Target::Part(part) => self.cases.reading = *part == Part::Card,
            Target::Popup => {}
        }
    }

    /// The wheel on the screens beside the console moves what it is over.
    fn wheel_on_screen(&mut self, target: &Target, by: isize) {
        let part = match target {
            Target::CaseRow(_) => Part::Cases,
            Target::Part(part) => *part,
            _ => Part::List,
        };
        match (self.screen, part) {
            (Screen::Review, _) => self.move_on_review(by * 3),
            (Screen::Practice, _) => self.move_on_practice(by),
            (Screen::Cases, Part::Card) => self.cases.scroll.by(by * 3),
            (Screen::Cases, _) => self.choose_case(by * 3),
            (_, part) => {
                self.people.part = part;
                self.move_on_customers(by);
            }
        }
    }

    fn click_popup(&mut self, target: &Target) {
        match (self.popup.take(), target) {
            (Some(Popup::Form(kind, mut form)), Target::Field(at)) => {
                form.at = (*at).min(form.fields.len().saturating_sub(1));
                self.popup = Some(Popup::Form(kind, form));
            }
            (Some(Popup::Form(kind, mut form)), Target::Choice(at)) => {
                let single = form.fields.len() == 1;
                if let Some(field) = form.fields.get_mut(form.at) {
                    (field.chosen, field.touched) = (*at, true);
                }
                if single {
                    self.submit(kind, form);
                } else {
                    self.popup = Some(Popup::Form(kind, form));
                }
                self.renew_meters();
            }
            (Some(Popup::Gate(reasons, chosen)), Target::PopupRow(at)) if chosen == *at => {
                if let Some(reason) = reasons.get(chosen) {
                    let place = reason.place.clone();
                    self.go_to(&place);
                }
            }
            (Some(Popup::Gate(reasons, _)), Target::PopupRow(at)) => self.popup = Some(Popup::Gate(reasons, *at)),
            (popup, _) => self.popup = popup,
        }
    }

    /// Puts the cursor of the notes where they were hit.
    fn place_cursor(&mut self, spot: Spot) {
        self.pane = Pane::Case;
        let Some(tab) = self.tab_mut() else { return };
        tab.put_answer_aside();
        // Which character lies there is known to those who lay the text out: once more, on paper.
        let paper = Rect::new(0, 0, spot.size.0, spot.size.1);
        let laid = tab.notes.clone();
        (&laid).render(paper, &mut Buffer::empty(paper));
        let (row, column) = laid.scroll_offset();
        let found = laid.screen_to_data((row + spot.at.1).into(), (column + spot.at.0).into());
        let clamp = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        tab.notes.move_cursor(CursorMove::Jump(clamp(found.0), clamp(found.1)));
    }

    /// The wheel was turned over `target`.
    pub(super) fn wheel(&mut self, target: &Target, by: isize) {
        match (&mut self.popup, target) {
            (Some(Popup::Help(Help { scroll, .. }) | Popup::Card(_, scroll)), _) => {
                scroll.by(by * 3);
            }
            (Some(Popup::Form(..) | Popup::Gate(..)), _) => {
                self.key(&KeyEvent::new(if by < 0 { Code::Up } else { Code::Down }, KeyModifiers::NONE));
            }
            (Some(Popup::Menu(page)), _) => *page = page.saturating_add_signed(by),
            (None, Target::NextRow(_) | Target::Pane(Pane::NextUp)) => {
                self.next_up_key(if by < 0 { Code::Up } else { Code::Down });
            }
            (None, Target::Step(_) | Target::Pane(Pane::Playbook)) => {
                self.run(if by < 0 { Command::PreviousStep } else { Command::NextStep });
            }
            (None, Target::Row(_) | Target::CaseRow(_) | Target::Part(_) | Target::Place(_) | Target::Page(_)) => {
                self.wheel_on_screen(target, by);
            }
            (None, Target::Pane(Pane::Case) | Target::Notes(_)) => self.scroll(-by * 3),
            _ => {}
        }
    }
}
