//! Drafts: what is being typed, saved as it is typed, and found again after a crash. An unfinished card number is held back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tui_input::Input;
use uuid::Uuid;

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

/// What is kept of one open case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabDraft {
    /// The case.
    pub case: CaseId,
    /// My interaction in it.
    pub mine: Option<InteractionId>,
    /// The notes.
    pub notes: String,
    /// Numbers that are no cards.
    #[serde(default)]
    pub not_cards: Vec<String>,
    /// A reply that was begun.
    #[serde(default)]
    pub reply: Option<String>,
    /// The chosen step.
    #[serde(default)]
    pub step: Option<String>,
    /// The question being answered: step, name, words.
    #[serde(default)]
    pub answer: Option<(String, String, String)>,
    /// Answers that were begun and left, by step.
    #[serde(default)]
    pub begun: BTreeMap<String, String>,
    /// What was filled in of forms.
    #[serde(default)]
    pub forms: Vec<(FormKind, FormDraft)>,
    /// The form that was open.
    #[serde(default)]
    pub open: Option<FormKind>,
    /// Whether this case was the one on the screen.
    #[serde(default)]
    pub shown: bool,
}

impl App {
    /// After each message: what was typed and is due goes to the disk.
    pub(super) fn keep_drafts(&mut self) {
        let now = self.now;
        self.keep_half_typed(false);
        self.keep_form_values();
        for at in 0..self.tabs.len() {
            let tab = &self.tabs[at];
            let due =
                tab.unsaved.is_some_and(|(first, last)| now.since(last) >= QUIET_MS || now.since(first) >= LATEST_MS);
            // A case that was only looked at has a draft once something was typed there.
            if !due {
                continue;
            }
            if tab.mine.is_none() && !tab.has_words() && tab.last_draft.is_empty() {
                // Nothing to keep, and nothing that time would change: the loop must not come back for it.
                self.tabs[at].unsaved = None;
                continue;
            }
            let (draft, json) = (tab.draft_id(), self.draft_json(at));
            let tab = &mut self.tabs[at];
            tab.unsaved = None;
            if json != tab.last_draft {
                tab.last_draft.clone_from(&json);
                self.effects.push(Effect::SaveDraft { draft, json });
            }
        }
    }

    /// When `update` must be called again for a draft to be saved in time; `None` where nothing waits.
    pub fn draft_due(&self) -> Option<Timestamp> {
        let due = |(first, last): (Timestamp, Timestamp)| last.plus_ms(QUIET_MS).min(first.plus_ms(LATEST_MS));
        self.tabs.iter().filter_map(|t| t.unsaved.map(due)).chain(self.half_typed_due()).min()
    }

    /// Saves the shown case's draft at once: it marks the interaction as open here.
    pub(super) fn save_draft_now(&mut self) {
        if let Some(draft) = self.tab().map(Tab::draft_id) {
            let json = self.draft_json(self.shown);
            self.effects.push(Effect::SaveDraft { draft, json });
        }
    }

    /// All drafts as they are, for the signal thread, the panic hook and the end.
    pub fn snapshot(&self) -> Vec<(Uuid, String)> {
        let kept = |(_, t): &(usize, &Tab)| t.mine.is_some() || t.has_words();
        self.tabs.iter().enumerate().filter(kept).map(|(at, t)| (t.draft_id(), self.draft_json(at))).collect()
    }

    /// The values of the open form, kept with its case: putting it away, or a crash, loses nothing.
    pub(super) fn keep_form_values(&mut self) {
        let Some(Popup::Form(kind, form)) =
            self.popup.as_ref().filter(|p| matches!(p, Popup::Form(k, _) if k.is_kept()))
        else {
            return;
        };
        let (kind, draft, now) = (kind.clone(), form.draft(), self.now);
        let Some(tab) = self.tab_mut() else { return };
        let known = tab.forms.iter().position(|(k, _)| *k == kind);
        if known.is_some_and(|at| tab.forms[at].1 == draft) || (known.is_none() && draft.is_blank()) {
            return;
        }
        known.map(|at| tab.forms.remove(at));
        tab.forms.push((kind, draft));
        tab.unsaved = Some((tab.unsaved.map_or(now, |(first, _)| first), now));
    }

    /// Puts a case back on the screen that was open when a console stopped; with its draft comes the last sign of life of
    /// the console that stopped. Time since then is asked about where the customer was still there.
    pub fn recover(
        &mut self,
        case: CaseId,
        mine: Option<InteractionId>,
        draft: Option<(&TabDraft, Timestamp)>,
        was: Was,
    ) {
        let mut tab = Tab::new(case, mine);
        if let Some((draft, _)) = draft {
            tab.restore(draft);
        }
        if let (Was::Unsaved, Some(interaction)) = (was, mine) {
            tab.opening = self.opening(case, interaction);
        }
        self.tabs.push(tab);
        let at = self.tabs.len() - 1;
        if draft.is_some_and(|(draft, _)| draft.shown) || at == 0 {
            self.shown = at;
        }
        self.pane = Pane::Case;
        if was == Was::Unsaved {
            self.perform_deeds(case, Vec::new(), super::Then::Show);
        } else {
            self.effects.push(Effect::Load(case));
        }
        let json = self.draft_json(at);
        self.effects.push(Effect::SaveDraft { draft: self.tabs[at].draft_id(), json });
        if let (Was::Talking, Some(interaction), Some((_, alive))) = (was, mine, draft)
            && self.now.since(alive) > LOST_MS
        {
            self.questions.push(FormKind::LostTime(case, interaction, alive, self.now));
        }
        if let Some(open) = draft.filter(|(draft, _)| draft.shown).and_then(|(draft, _)| draft.open.clone()) {
            self.questions.push(open);
        }
    }

    /// A reply without the digits of a card number that is still being typed.
    fn reply_for_disk(&self, text: &str, shown: bool) -> String {
        let cursor = match &self.popup {
            Some(Popup::Reply(reply)) if shown => super::keys::bytes_before_cursor(&reply.editor),
            _ => text.len(),
        };
        clean::hold_back(text, cursor.min(text.len()))
    }

    /// The draft of one case as it may lie on the disk.
    fn draft_json(&self, at: usize) -> String {
        let tab = &self.tabs[at];
        let shown = at == self.shown;
        let open = self.popup.as_ref().filter(|_| shown).and_then(|p| match p {
            Popup::Form(kind, _) if kind.is_kept() => Some(kind.clone()),
            _ => None,
        });
        let whole = |text: &str| clean::hold_back(text, text.len());
        let answer = tab.answering.as_ref();
        let draft = TabDraft {
            case: tab.id,
            mine: tab.mine,
            notes: if shown {
                tab.notes_for_disk() + &clean::intake(&self.words_ahead()).text
            } else {
                tab.notes_for_disk()
            },
            not_cards: tab.not_cards.clone(),
            reply: tab.reply.as_deref().map(|text| self.reply_for_disk(text, shown)),
            step: tab.step().map(|s| s.step.id.clone()),
            answer: answer.map(|a| {
                let words = a.input.value();
                let cursor = words.char_indices().nth(a.input.cursor()).map_or(words.len(), |(at, _)| at);
                (a.step.clone(), a.name.clone(), clean::hold_back(words, cursor))
            }),
            begun: tab.begun.iter().map(|(step, words)| (step.clone(), whole(words))).collect(),
            forms: tab
                .forms
                .iter()
                .map(|(kind, form)| {
                    let values = form.values.iter().map(|(name, value)| (name.clone(), whole(value))).collect();
                    (kind.clone(), FormDraft { values, at: form.at })
                })
                .collect(),
            open,
            shown,
        };
        serde_json::to_string(&draft).unwrap_or_default()
    }
}

/// How an interaction was when its console stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Was {
    /// The customer was there.
    Talking,
    /// The customer was gone, or nothing is known.
    Quiet,
    /// Its case had not reached the log yet.
    Unsaved,
}

impl Tab {
    /// The notes (with those on their way to the timeline) without the digits of a card number that is still being typed.
    fn notes_for_disk(&self) -> String {
        let cursor = super::keys::bytes_before_cursor(&self.notes);
        format!("{}{}", self.keeping, clean::hold_back(&self.notes_text(), cursor))
    }

    fn restore(&mut self, draft: &TabDraft) {
        self.notes = super::tab::notes(&draft.notes);
        self.reply.clone_from(&draft.reply);
        self.not_cards.clone_from(&draft.not_cards);
        self.forms.clone_from(&draft.forms);
        self.begun.clone_from(&draft.begun);
        self.recovered_step.clone_from(&draft.step);
        self.answering = draft.answer.clone().map(|(step, name, words)| Answering {
            step,
            name,
            input: Input::new(words),
            error: String::new(),
        });
    }
}
