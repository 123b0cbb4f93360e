//! Drafts: what is being typed, saved as it is typed, and found again after a crash. An unfinished card number is held back.

use serde::{Deserialize, Serialize};
use tui_input::Input;

use crate::terms::{CaseId, InteractionId, Timestamp, clean};

use super::super::form::FormDraft;
use super::super::message::Effect;
use super::forms::FormKind;
use super::{Answering, App, Pane, Popup, Tab};

/// A draft is saved when no key came for this long, in milliseconds …
const QUIET_MS: i64 = 250;
/// … and at the latest this long after the first unsaved key.
const LATEST_MS: i64 = 900;

/// A console that was away for less than this, in milliseconds, asks nothing: nobody stopped working for that.
const LOST_MS: i64 = 15_000;

/// What is kept of one open interaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabDraft {
    /// The case.
    pub case: CaseId,
    /// The notes.
    pub notes: String,
    /// Numbers that are no cards.
    #[serde(default)]
    pub not_cards: Vec<String>,
    /// The chosen step.
    #[serde(default)]
    pub step: Option<String>,
    /// The question being answered: step, name, words.
    #[serde(default)]
    pub answer: Option<(String, String, String)>,
    /// The wrap-up form, where it was begun.
    #[serde(default)]
    pub wrap_up: Option<FormDraft>,
}

impl App {
    /// After each message: what was typed and is due goes to the disk.
    pub(super) fn keep_drafts(&mut self) {
        let now = self.now;
        let form = self.popup.as_ref().and_then(|p| match p {
            Popup::Form(FormKind::WrapUp, form) => Some(form.draft()),
            _ => None,
        });
        let shown = self.shown;
        for (at, tab) in self.tabs.iter_mut().enumerate() {
            if at == shown && form.is_some() && form != tab.wrap_up {
                tab.wrap_up.clone_from(&form);
                tab.unsaved = Some((tab.unsaved.map_or(now, |(first, _)| first), now));
            }
            let Some(interaction) = tab.mine else { continue };
            let due =
                tab.unsaved.is_some_and(|(first, last)| now.since(last) >= QUIET_MS || now.since(first) >= LATEST_MS);
            if due {
                tab.unsaved = None;
                let json = tab.draft_json();
                if json != tab.last_draft {
                    tab.last_draft.clone_from(&json);
                    self.effects.push(Effect::SaveDraft { interaction, json });
                }
            }
        }
    }

    /// When `update` must be called again for a draft to be saved in time; `None` where nothing waits.
    pub fn draft_due(&self) -> Option<Timestamp> {
        let due = |(first, last): (Timestamp, Timestamp)| last.plus_ms(QUIET_MS).min(first.plus_ms(LATEST_MS));
        self.tabs.iter().filter(|t| t.mine.is_some()).filter_map(|t| t.unsaved.map(due)).min()
    }

    /// Saves the shown interaction's draft at once: it marks the interaction as open here.
    pub(super) fn save_draft_now(&mut self) {
        let Some((interaction, json)) = self.tab().and_then(|t| Some((t.mine?, t.draft_json()))) else { return };
        self.effects.push(Effect::SaveDraft { interaction, json });
    }

    /// All drafts as they are, for the signal thread and the panic hook.
    pub fn snapshot(&self) -> Vec<(InteractionId, String)> {
        self.tabs.iter().filter_map(|t| Some((t.mine?, t.draft_json()))).collect()
    }

    pub(super) fn keep_form_values(&mut self) {
        if let Some(Popup::Form(FormKind::WrapUp, form)) = &self.popup {
            let draft = form.draft();
            if let Some(tab) = self.tab_mut() {
                tab.wrap_up = Some(draft);
            }
        }
    }

    /// Puts an interaction back on the screen that was open when a console stopped; with its draft comes the last sign of
    /// life of the console that stopped. Time since then is asked about where the customer was still there.
    pub fn recover(
        &mut self,
        interaction: InteractionId,
        case: CaseId,
        draft: Option<(&TabDraft, Timestamp)>,
        talking: bool,
    ) {
        let mut tab = Tab::new(case, Some(interaction));
        if let Some((draft, _)) = draft {
            tab.restore(draft);
        }
        self.tabs.push(tab);
        self.shown = self.tabs.len() - 1;
        self.pane = Pane::Case;
        self.effects.push(Effect::Load(case));
        self.save_draft_now();
        if let Some((_, alive)) = draft.filter(|(_, alive)| talking && self.now.since(*alive) > LOST_MS) {
            self.open_form(FormKind::LostTime(interaction, alive, self.now));
        }
    }
}

impl Tab {
    /// The draft as it may lie on the disk.
    pub(super) fn draft_json(&self) -> String {
        let answer = self.answering.as_ref();
        let draft = TabDraft {
            case: self.id,
            notes: self.notes_for_disk(),
            not_cards: self.not_cards.clone(),
            step: self.step().map(|s| s.step.id.clone()),
            answer: answer.map(|a| (a.step.clone(), a.name.clone(), hold_back(a.input.value(), a.input.cursor()))),
            wrap_up: self.wrap_up.clone().map(|mut form| {
                form.values.iter_mut().for_each(|(_, value)| *value = hold_back(value, value.chars().count()));
                form
            }),
        };
        serde_json::to_string(&draft).unwrap_or_default()
    }

    /// The notes without the digits of a card number that is still being typed.
    fn notes_for_disk(&self) -> String {
        let cursor = self.notes.cursor();
        let lines = self.notes.lines();
        let before: usize = lines.iter().take(cursor.0).map(|l| l.chars().count() + 1).sum();
        hold_back(&self.notes_text(), before + cursor.1)
    }

    fn restore(&mut self, draft: &TabDraft) {
        self.notes = super::tab::notes(&draft.notes);
        self.not_cards.clone_from(&draft.not_cards);
        self.wrap_up.clone_from(&draft.wrap_up);
        self.recovered_step.clone_from(&draft.step);
        self.answering = draft.answer.clone().map(|(step, name, words)| Answering {
            step,
            name,
            input: Input::new(words),
            error: String::new(),
        });
    }
}

/// Leaves out the digits before the cursor that may become a card number.
fn hold_back(text: &str, cursor: usize) -> String {
    let end = text.char_indices().nth(cursor).map_or(text.len(), |(at, _)| at);
    match clean::unfinished_card(&text[..end]) {
        Some(from) => format!("{}{}", &text[..from], &text[end..]),
        None => text.to_owned(),
    }
}
