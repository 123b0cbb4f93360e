//! The threads answer: work done or refused, a case read, something found. Late answers change nothing.

use std::sync::Arc;

use crate::case::Place;
use crate::terms::{CaseId, InteractionId};

use super::super::form::Choice;
use super::super::message::{Effect, Failure, Shown, Then};
use super::forms::FormKind;
use super::{App, Popup, Tone};

impl App {
    pub(super) fn performed(&mut self, case: CaseId, then: &Then, result: Result<Arc<Shown>, Failure>) {
        let (setting, now) = (self.setting.clone(), self.now);
        if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case) {
            tab.under_way = tab.under_way.saturating_sub(1);
            if let Ok(shown) = &result {
                tab.show(shown, &setting, now);
                tab.saved = Some(now);
            }
        }
        match result {
            Ok(shown) => {
                self.effects.push(Effect::NextUp);
                self.done(case, then, &shown);
            }
            Err(failure) => self.not_done(then, failure),
        }
    }

    fn done(&mut self, case: CaseId, then: &Then, shown: &Shown) {
        match then {
            Then::Show => {}
            Then::CloseForm => {
                if matches!(self.popup, Some(Popup::Form(..))) {
                    self.popup = None;
                }
            }
            Then::NotesKept(bytes) => {
                if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case) {
                    // What was typed while the log was writing stays.
                    let rest = tab.notes_text().get(*bytes..).unwrap_or_default().trim_start_matches('\n').to_owned();
                    tab.notes = super::tab::notes(&rest);
                }
                self.say(Tone::Good, "Your notes are on the timeline.");
            }
            Then::Finished(interaction) => {
                self.popup = None;
                self.effects.push(Effect::DiscardDraft(*interaction));
                let number = shown.file.case.number().to_owned();
                let end = if shown.file.case.closed.is_some() { "closed" } else { "kept open" };
                self.tabs.retain(|t| t.id != case);
                self.shown = self.shown.min(self.tabs.len().saturating_sub(1));
                self.pane = if self.tabs.is_empty() { super::Pane::NextUp } else { super::Pane::Case };
                self.say(Tone::Good, format!("{number} is {end}. F12 begins the next."));
            }
        }
    }

    fn not_done(&mut self, then: &Then, failure: Failure) {
        match failure {
            Failure::Failed(words) => self.say(Tone::Alert, words),
            Failure::Refused(refusal) => {
                let closing = matches!(self.popup, Some(Popup::Form(FormKind::WrapUp, _)));
                if closing && matches!(then, Then::Finished(_)) {
                    self.gate(refusal.reasons);
                } else if let Some(Popup::Form(_, form)) = self.popup.as_mut().filter(|_| *then != Then::Show) {
                    form.error = refusal.sentences();
                } else {
                    self.say(Tone::Alert, refusal.sentences().replace('\n', " · "));
                }
            }
        }
    }

    /// Shows what the gate found missing. What only the form itself lacks is said there.
    fn gate(&mut self, reasons: Vec<crate::case::Reason>) {
        let in_form = |p: &Place| matches!(p, Place::Outcome | Place::Cause | Place::Summary | Place::Tried);
        if let ([reason], Some(Popup::Form(_, form))) = (reasons.as_slice(), self.popup.as_mut())
            && in_form(&reason.place)
        {
            form.error = format!("{}: {}", reason.what, reason.mend);
            form.go_to(match reason.place {
                Place::Outcome => "outcome",
                Place::Cause => "cause",
                Place::Tried => "tried",
                _ => "summary",
            });
            return;
        }
        self.keep_form_values();
        self.popup = Some(Popup::Gate(reasons, 0));
    }

    pub(super) fn loaded(&mut self, case: CaseId, result: Result<Arc<Shown>, Failure>) {
        let (setting, now) = (self.setting.clone(), self.now);
        match result {
            Ok(shown) => {
                if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case && t.under_way == 0) {
                    tab.show(&shown, &setting, now);
                }
            }
            Err(Failure::Failed(words)) => self.say(Tone::Alert, words),
            Err(Failure::Refused(refusal)) => self.say(Tone::Alert, refusal.sentences()),
        }
    }

    pub(super) fn found(&mut self, generation: u64, choices: Result<Vec<Choice>, Failure>) {
        if generation != self.generation {
            return;
        }
        self.searching = false;
        let Some(Popup::Form(kind, form)) = self.popup.as_mut() else { return };
        let name = if *kind == FormKind::Find { "query" } else { "customer" };
        match choices {
            Ok(found) => {
                form.error.clear();
                if let Some(field) = form.field_mut(name) {
                    let typed = field.input.value().trim().to_owned();
                    field.choices = found;
                    if name == "customer" && !typed.is_empty() {
                        field.choices.push(Choice::new("new", format!("new: {typed}"), "not known yet"));
                    }
                }
            }
            Err(Failure::Failed(words)) => form.error = words,
            Err(Failure::Refused(refusal)) => form.error = refusal.sentences(),
        }
        if std::mem::take(&mut self.submit_when_found)
            && let Some(Popup::Form(kind, form)) = self.popup.take()
        {
            self.submit(kind, form);
        }
    }

    pub(super) fn draft_saved(&mut self, interaction: InteractionId, result: Result<(), Failure>) {
        let now = self.now;
        match result {
            Ok(()) => {
                if let Some(tab) = self.tabs.iter_mut().find(|t| t.mine == Some(interaction)) {
                    tab.saved = Some(now);
                }
            }
            Err(Failure::Failed(words)) => self.say(Tone::Alert, words),
            Err(Failure::Refused(refusal)) => self.say(Tone::Alert, refusal.sentences()),
        }
    }
}
