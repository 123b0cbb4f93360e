//! One open case: what the log says of it, the notes being typed, and where in the playbook the agent is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use tui_input::Input;
use uuid::Uuid;

use crate::case::{CaseFile, Customer, Deed, Interaction, Line, Reach, Walk, known, timeline};
use crate::door::Beside;
use crate::playbook::StepView;
use crate::terms::clean::MaskedCard;
use crate::terms::{CaseId, InteractionId, Text, Timestamp};

use super::super::form::FormDraft;
use super::super::message::Shown;
use super::{FormKind, Setting, desk_known};

/// A question of the playbook, while its answer is typed.
#[derive(Debug, Clone)]
pub struct Answering {
    /// The step.
    pub step: String,
    /// The answer's name.
    pub name: String,
    /// What is typed.
    pub input: Input,
    /// What was wrong with the last try.
    pub error: String,
}

/// One open case.
pub struct Tab {
    /// Which case.
    pub id: CaseId,
    /// My interaction in it, while it is open (or from the moment it was asked for).
    pub mine: Option<InteractionId>,
    /// The case and its facts.
    pub file: Arc<CaseFile>,
    /// Its customer.
    pub customer: Option<Customer>,
    /// How many other cases that customer has.
    pub earlier: usize,
    /// What may still be given, what others got, whether it failed before.
    pub beside: Beside,
    /// Its timeline.
    pub timeline: Vec<Line>,
    /// How far the timeline is scrolled back, in lines.
    pub scroll: usize,
    /// The notes being typed.
    pub notes: TextArea<'static>,
    /// The number that was masked last, until the next is, so that "this is no card" can bring it back. Never stored.
    pub just_masked: Option<MaskedCard>,
    /// A reply that was begun.
    pub reply: Option<String>,
    /// Numbers of which the agent said that they are no cards.
    pub not_cards: Vec<String>,
    /// The playbook's steps with what is known now.
    pub steps: Vec<StepView>,
    /// Which step is chosen.
    pub chosen: usize,
    /// The question being answered.
    pub answering: Option<Answering>,
    /// How many units of work are under way.
    pub under_way: usize,
    /// When the first unsaved key came, and the last.
    pub unsaved: Option<(Timestamp, Timestamp)>,
    /// The last draft that was sent to be saved.
    pub last_draft: String,
    /// What was filled in of forms that were put away, or are open.
    pub forms: Vec<(FormKind, FormDraft)>,
    /// Answers that were begun and not carried out, by step.
    pub begun: BTreeMap<String, String>,
    /// The step that was sent last and the one that was chosen then: what its answer reaches comes first, unless somebody chose.
    pub went_on: Option<(String, String)>,
    /// Steps that are on their way to the timeline: the choice goes on at once, whoever is quick does not do them twice.
    pub sent: BTreeSet<String>,
    /// Notes that are on their way to the timeline.
    pub keeping: String,
    /// What opens this case, until the log has it: goes before everything else, as often as it takes.
    pub opening: Vec<Deed>,
    /// The last draft could not be saved.
    pub draft_failed: bool,
    /// The step that was chosen before a crash, until the case is read.
    pub recovered_step: Option<String>,
    /// When a draft was last on the disk.
    pub saved: Option<Timestamp>,
}

impl Tab {
    /// A case of which nothing is read yet.
    pub fn new(id: CaseId, mine: Option<InteractionId>) -> Self {
        Self {
            id,
            mine,
            file: Arc::new(CaseFile::empty(id)),
            customer: None,
            earlier: 0,
            beside: Beside::default(),
            timeline: Vec::new(),
            scroll: 0,
            notes: notes(""),
            just_masked: None,
            reply: None,
            not_cards: Vec::new(),
            steps: Vec::new(),
            chosen: 0,
            answering: None,
            under_way: 0,
            unsaved: None,
            last_draft: String::new(),
            forms: Vec::new(),
            begun: BTreeMap::new(),
            went_on: None,
            sent: BTreeSet::new(),
            keeping: String::new(),
            opening: Vec::new(),
            draft_failed: false,
            recovered_step: None,
            saved: None,
        }
    }

    /// The name to use when speaking to the customer.
    pub fn called(&self) -> Option<&str> {
        self.customer.as_ref().and_then(Customer::called).map(Text::as_str)
    }

    /// The stamp of the newest entry that is shown.
    pub fn newest(&self) -> Option<i64> {
        self.file.facts.iter().map(|f| f.position.hlc).max()
    }

    /// My interaction, as the log knows it.
    pub fn interaction(&self) -> Option<&Interaction> {
        self.mine.and_then(|id| self.file.case.interaction(id))
    }

    /// The walk that the panel shows: of my interaction, or else the last one. Whoever takes a case over goes on where the
    /// other stopped: nobody is asked the same again.
    pub fn walk(&self) -> Option<&Walk> {
        self.mine.and_then(|id| self.file.case.current_walk(id)).or(self.file.case.walks.last())
    }

    /// Under which id its draft lies.
    pub fn draft_id(&self) -> Uuid {
        self.mine.map_or(self.id.0, |interaction| interaction.0)
    }

    /// Whether there is something that only this console knows.
    pub fn has_words(&self) -> bool {
        !self.notes_text().trim().is_empty()
            || !self.keeping.is_empty()
            || !self.begun.is_empty()
            || self.reply.is_some()
            || !self.forms.is_empty()
    }

    /// Takes the notes out of the editor, on their way to the timeline.
    pub fn keep(&mut self) {
        let text = self.notes_text();
        if !text.trim().is_empty() {
            self.keeping.push_str(&text);
            self.keeping.push('\n');
            self.notes = notes("");
        }
    }

    /// Puts the notes that did not reach the timeline back before what was typed meanwhile.
    pub fn take_back(&mut self) {
        let text = format!("{}{}", std::mem::take(&mut self.keeping), self.notes_text());
        self.notes = notes(text.trim_end_matches('\n'));
    }

    /// Keeps what is typed for a question, so that leaving it loses nothing.
    pub fn put_answer_aside(&mut self) {
        if let Some(answering) = self.answering.take() {
            let words = answering.input.value().to_owned();
            if words.trim().is_empty() {
                self.begun.remove(&answering.step);
            } else {
                self.begun.insert(answering.step, words);
            }
        }
    }

    /// The step that is chosen.
    pub fn step(&self) -> Option<&StepView> {
        self.steps.get(self.chosen)
    }

    /// The notes as one text.
    pub fn notes_text(&self) -> String {
        self.notes.lines().join("\n")
    }

    /// Takes what the log says now, and stays at the chosen step (or goes to the next open one, where it was done).
    pub fn show(&mut self, shown: &Shown, setting: &Setting, now: Timestamp) {
        let recovered = self.recovered_step.take();
        let was_recovered = recovered.is_some();
        let chosen = recovered.or_else(|| self.step().map(|s| s.step.id.clone()));
        let was_open = was_recovered || chosen.as_ref().is_some_and(|id| self.is_open(id));
        self.file = Arc::new(shown.file.clone());
        self.follow_the_log(&setting.login);
        self.customer.clone_from(&shown.customer);
        self.earlier = shown.earlier;
        self.beside.clone_from(&shown.beside);
        self.timeline = timeline(&shown.file);
        self.refresh(setting, now);
        let stays = chosen.as_ref().and_then(|id| self.steps.iter().position(|s| s.step.id == *id));
        self.chosen = match (stays, chosen) {
            (Some(at), Some(id)) if !was_open || self.is_open(&id) => at,
            (Some(at), _) => self.next_open(at).unwrap_or(at),
            _ => self.next_open(0).unwrap_or(0),
        };
    }

    /// My interaction is what the log says it is: ended elsewhere, undone, or open again.
    fn follow_the_log(&mut self, me: &str) {
        let case = &self.file.case;
        if case.opened.is_some() {
            self.opening.clear();
        }
        if self.under_way > 0 {
            return;
        }
        let open = |id: InteractionId| case.interaction(id).is_some_and(|i| i.ended.is_none());
        if self.opening.is_empty() && self.mine.is_some_and(|id| !open(id)) {
            self.mine = None;
        }
        if self.mine.is_none() && case.is_open() {
            self.mine = case.interactions.iter().rev().find(|i| i.agent == me && i.ended.is_none()).map(|i| i.id);
        }
    }

    /// Works out the playbook's steps again with what is known now.
    pub fn refresh(&mut self, setting: &Setting, now: Timestamp) {
        self.steps = self.walk().map_or_else(Vec::new, |walk| {
            let Some(playbook) = setting.library.by_hash(&walk.playbook.hash) else { return Vec::new() };
            let desk = desk_known(setting, now);
            let known = known(&self.file.case, Some(walk), self.customer.as_ref(), &desk);
            playbook.view(&known, now, &setting.desk)
        });
        self.chosen = self.chosen.min(self.steps.len().saturating_sub(1));
    }

    /// Whether the step is reached and neither done nor skipped.
    pub fn is_open(&self, step: &str) -> bool {
        let reached = self.steps.iter().any(|s| s.step.id == step && s.reach == Reach::Yes);
        reached && !self.sent.contains(step) && !self.is_done(step) && !self.is_skipped(step)
    }

    /// A step is on its way to the timeline: the next open one is chosen.
    pub fn send_step(&mut self, step: &str) {
        self.sent.insert(step.to_owned());
        self.chosen = self.next_open(self.chosen).unwrap_or(self.chosen);
        self.went_on = self.step().map(|s| (step.to_owned(), s.step.id.clone()));
    }

    /// Whether the step was done.
    pub fn is_done(&self, step: &str) -> bool {
        self.walk().is_some_and(|w| w.steps.iter().any(|s| s.step.id == step && !s.done.is_empty()))
    }

    /// Whether the step was skipped.
    pub fn is_skipped(&self, step: &str) -> bool {
        self.walk().is_some_and(|w| w.steps.iter().any(|s| s.step.id == step && s.skipped.is_some()))
    }

    /// The first open step from `from` on, or else before it.
    pub fn next_open(&self, from: usize) -> Option<usize> {
        let open = |at: &usize| self.steps.get(*at).is_some_and(|s| self.is_open(&s.step.id));
        (from..self.steps.len()).find(open).or_else(|| (0..from).find(open))
    }

    /// Moves the choice among the steps that are reached or may yet be.
    pub fn choose_step(&mut self, by: isize) {
        let possible: Vec<usize> = (0..self.steps.len()).filter(|at| self.steps[*at].reach != Reach::No).collect();
        let Some(at) = possible.iter().position(|at| *at >= self.chosen) else { return };
        let at = at.saturating_add_signed(by).min(possible.len() - 1);
        self.chosen = possible[at];
        self.put_answer_aside();
    }
}

/// A notes editor with `text` in it and the cursor at its end.
pub fn notes(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(ratatui::style::Style::new());
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}
