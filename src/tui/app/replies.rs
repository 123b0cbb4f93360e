//! The threads answer: work done or refused, a case read, something found. Late answers change nothing.

use std::sync::Arc;

use uuid::Uuid;

use crate::case::{Line, Place};
use crate::terms::CaseId;

use super::super::form::Choice;
use super::super::message::{Effect, Failure, Shown, Then};
use super::forms::FormKind;
use super::submit::PERHAPS;
use super::{App, Popup, Screen, Tone};

impl App {
    pub(super) fn performed(&mut self, case: CaseId, then: &Then, result: Result<Arc<Shown>, Failure>) {
        let (setting, now) = (self.setting.clone(), self.now);
        let (mut news, mut issued) = (Vec::new(), None);
        if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case) {
            tab.under_way = tab.under_way.saturating_sub(1);
            if tab.under_way == 0 {
                tab.sent.clear();
            }
            match &result {
                Ok(shown) => {
                    // What was read first of a case is nothing new; what somebody else gave meanwhile is theirs to read out.
                    let known = |id| tab.file.case.gestures.iter().any(|g| g.id == id);
                    let mine =
                        |g: &&crate::case::Gesture| g.certificate.is_some() && g.by == setting.login && !known(g.id);
                    let last = shown.file.case.gestures.iter().rfind(mine);
                    issued = last.filter(|_| tab.file.case.opened.is_some()).cloned();
                    let before = std::mem::take(&mut tab.timeline);
                    tab.show(shown, &setting, now);
                    news = told(&before, &tab.timeline);
                }
                Err(_) if matches!(then, Then::NotesKept | Then::Finished(..)) => tab.take_back(),
                Err(_) => {}
            }
        }
        match result {
            Ok(shown) => {
                self.effects.push(Effect::NextUp);
                if self.screen == Screen::Review {
                    self.ask_waiting();
                }
                self.done(case, then, &shown, news);
                self.renew_meters();
                self.mind_the_second_time(case, then);
                if let Some(given) = issued.filter(|_| matches!(then, Then::CloseForm(_)) && self.popup.is_none()) {
                    self.show_certificate(&given);
                }
            }
            Err(failure) => self.not_done(case, then, failure),
        }
    }

    fn done(&mut self, case: CaseId, then: &Then, shown: &Shown, news: Vec<String>) {
        let now = self.now;
        match then {
            Then::Show => self.drop_if_undone(case),
            Then::Undone | Then::Redone => {
                let taken = *then == Then::Undone;
                let what =
                    news.into_iter().next_back().map(|w| format!(": {}", w.trim_end_matches('.'))).unwrap_or_default();
                let words = if taken {
                    self.setting.words(&format!("Taken back{what}. {{redo}} brings it back."))
                } else {
                    self.setting.words(&format!("Back again{what}. {{undo}} takes it back."))
                };
                self.say(Tone::Good, words);
                self.drop_if_undone(case);
            }
            Then::Tell => {
                if let Some(words) = news.into_iter().next_back() {
                    self.say(Tone::Good, words);
                }
                self.drop_if_undone(case);
            }
            Then::Acknowledged { told, words, written } => self.acknowledged(told, words, *written),
            Then::ReplySent => {
                if matches!(&self.popup, Some(Popup::Reply(reply)) if reply.sent) {
                    self.popup = None;
                }
                if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case) {
                    tab.reply = None;
                    tab.unsaved = Some((now, now));
                }
                self.say(Tone::Good, "On the timeline, as written to the customer.");
            }
            Then::Parked => {
                self.say(Tone::Good, format!("{} is parked; your clocks stand still.", shown.file.case.number()));
                // Who has gone on meanwhile is not moved.
                if self.popup.is_none() && self.tab().is_some_and(|t| t.id == case) {
                    self.after_parking();
                }
            }
            Then::CloseForm(id) => {
                self.put_away(*id);
                if let Some(words) = news.into_iter().next_back() {
                    self.say(Tone::Good, words);
                }
            }
            Then::Answered(step) => {
                if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case) {
                    tab.begun.remove(step);
                    tab.unsaved = Some((now, now));
                }
                self.go_on_from(case, step);
            }
            Then::NotesKept => {
                if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case) {
                    tab.keeping.clear();
                    tab.unsaved = Some((now, now));
                }
                self.say(Tone::Good, "Your notes are on the timeline.");
            }
            Then::Finished(interaction, id) => {
                self.put_away(*id);
                self.effects.push(Effect::DiscardDraft(interaction.0));
                if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case) {
                    tab.keeping.clear();
                    tab.forms.clear();
                    tab.begun.clear();
                    tab.last_draft.clear();
                    tab.answering = None;
                    tab.mine = None;
                    tab.unsaved = tab.has_words().then_some((now, now));
                }
                if let Some(ended) = shown.file.case.interaction(*interaction) {
                    self.after_interaction(ended);
                }
                // The case stays on the screen until the next begins: whoever closed too early sees where they are.
                let closed = shown.file.case.closed.is_some();
                let number = shown.file.case.number();
                let words = if closed {
                    self.setting.words("closed. {new-interaction} begins the next; {reopen} opens it again.")
                } else {
                    "kept open.".to_owned()
                };
                self.say(Tone::Good, format!("{number} is {words}"));
            }
        }
    }

    /// Puts the form with this number away, and what was kept of it.
    pub(super) fn put_away(&mut self, id: u64) {
        if matches!(&self.popup, Some(Popup::Form(_, form)) if form.id == id) {
            self.popup = None;
        }
        let now = self.now;
        while let Some(at) = self.sending.iter().position(|(n, ..)| *n == id) {
            let (_, case, kind) = self.sending.remove(at);
            if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case) {
                tab.forms.retain(|(k, _)| *k != kind);
                tab.unsaved = Some((now, now));
            }
        }
    }

    /// A case whose opening was taken back has nothing to show; words that were typed there stay, and open it again.
    fn drop_if_undone(&mut self, case: CaseId) {
        let Some(at) = self.tabs.iter().position(|t| t.id == case) else { return };
        let tab = &self.tabs[at];
        if tab.file.facts.is_empty() || tab.file.case.opened.is_some() {
            return;
        }
        if tab.has_words() {
            let interaction = crate::log::fresh();
            let opening = self.opening(case, interaction);
            let tab = &mut self.tabs[at];
            (tab.mine, tab.opening) = (Some(interaction), opening);
            return;
        }
        self.effects.push(Effect::DiscardDraft(tab.draft_id()));
        self.tabs.remove(at);
        if at < self.shown {
            self.shown -= 1;
        }
        self.shown = self.shown.min(self.tabs.len().saturating_sub(1));
        self.say(Tone::Good, "The case was taken back.");
    }

    fn not_done(&mut self, case: CaseId, then: &Then, failure: Failure) {
        let id = match then {
            Then::CloseForm(id) | Then::Finished(_, id) => Some(*id),
            _ => None,
        };
        self.sending.retain(|(n, ..)| Some(*n) != id);
        let words = failure.words();
        if let (Then::ReplySent, Some(Popup::Reply(reply))) = (then, self.popup.as_mut()) {
            reply.sent = false;
        }
        let mine = matches!(&self.popup, Some(Popup::Form(_, form)) if Some(form.id) == id);
        if let Some(Popup::Form(_, form)) = self.popup.as_mut().filter(|_| mine) {
            form.sent = false;
            if let (Failure::Refused(refusal), Then::Finished(..)) = (failure, then) {
                return self.gate(refusal.reasons);
            }
            form.error = words;
            if matches!(&self.popup, Some(Popup::Form(FormKind::AnswerApproval(_), _))) {
                // Somebody may have answered meanwhile: who, and what, is read and told.
                self.effects.push(Effect::Load(case));
            }
            return;
        }
        self.say(Tone::Alert, words);
        // A contact that was refused its beginning is not mine.
        if let (Failure::Refused(_), Some(tab)) = (failure, self.tabs.iter_mut().find(|t| t.id == case))
            && tab.under_way == 0
            && tab.opening.is_empty()
            && tab.interaction().is_none()
        {
            tab.mine = None;
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
                // An answer that was read before the latest work was done is older than what is shown.
                let newer = |t: &&mut super::Tab| t.under_way == 0 && shown.file.facts.len() >= t.file.facts.len();
                if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case).filter(newer) {
                    tab.show(&shown, &setting, now);
                }
                self.renew_meters();
                self.mind_requests(case);
            }
            Err(failure) => {
                self.say(Tone::Alert, failure.words());
                self.forget_request(case);
            }
        }
    }

    pub(super) fn found(&mut self, generation: u64, choices: Result<Vec<Choice>, Failure>) {
        if generation != self.generation {
            return;
        }
        self.searching = false;
        let Some(Popup::Form(kind, form)) = self.popup.as_mut() else { return };
        let name = match kind {
            FormKind::Find => "query",
            FormKind::Opening => "customer",
            _ => return,
        };
        match choices {
            Ok(found) => {
                form.error.clear();
                if let Some(field) = form.field_mut(name) {
                    let typed = field.input.value().trim().to_owned();
                    field.choices = found;
                    if name == "customer" && !typed.is_empty() {
                        // Whoever is known stands first; somebody who may be them is pointed out, and chosen by hand alone.
                        let at = field.choices.iter().position(|c| c.label.starts_with(PERHAPS));
                        let new = Choice::new("new", format!("new: {typed}"), "not known yet");
                        field.choices.insert(at.unwrap_or(field.choices.len()), new);
                    }
                }
            }
            Err(failure) => {
                form.error = failure.words();
                self.submit_when_found = false;
                form.field_mut(name).into_iter().for_each(|field| field.choices.clear());
            }
        }
        if std::mem::take(&mut self.submit_when_found)
            && let Some(Popup::Form(kind, form)) = self.popup.take()
        {
            self.submit(kind, form);
        }
    }

    pub(super) fn draft_saved(&mut self, draft: Uuid, result: Result<(), Failure>) {
        let now = self.now;
        let Some(tab) = self.tabs.iter_mut().find(|t| t.draft_id() == draft) else { return };
        tab.draft_failed = result.is_err();
        match result {
            Ok(()) => tab.saved = Some(now),
            Err(failure) => {
                // It is tried again with the next tick; what lies on the disk is older than what is on the screen.
                tab.last_draft.clear();
                tab.unsaved = Some((now, now));
                self.say(Tone::Alert, failure.words());
            }
        }
    }
}

/// What is new on the timeline, or what is gone from it, in sentences.
fn told(before: &[Line], after: &[Line]) -> Vec<String> {
    let news = after.iter().filter(|l| !before.contains(l)).map(|l| l.text.clone()).collect::<Vec<_>>();
    if !news.is_empty() {
        return news;
    }
    let gone = before.iter().filter(|l| !after.contains(l)).map(|l| l.text.as_str());
    gone.map(ToOwned::to_owned).collect()
}
