//! A form is carried out: its fields become commands, or the form stays and says what is missing.

use std::str::FromStr;

use crate::case::{Command as Do, CustomerDetails, Deed, Subject};
use crate::log::fresh;
use crate::terms::{Channel, CustomerId, HandOffId, Outcome, PromiseId, Speaker, Text};

use super::super::commands::TABLE;
use super::super::finding::Ask;
use super::super::form::{Form, Takes};
use super::super::message::Then;
use super::forms::{FormKind, KEEP_OPEN};
use super::scoring::{scored, scores_answered, scores_settled};
use super::{App, Popup, Tab};

/// What stands before somebody who may be the one that is typed.
pub const PERHAPS: &str = "perhaps ";

/// What comes of a form: commands for the case that is shown, or a sentence about what is missing and in which field.
pub(super) type Made = Result<Vec<Do>, (&'static str, String)>;

impl App {
    /// Carries a form out.
    pub(super) fn submit(&mut self, kind: FormKind, mut form: Form) {
        let waiting = form.fields.iter().any(|f| f.takes == Takes::Search) && self.searching;
        if waiting && matches!(kind, FormKind::Opening | FormKind::Find | FormKind::Merge(_)) {
            // Enter came before the answer: carried out as soon as it is here.
            self.submit_when_found = true;
            self.popup = Some(Popup::Form(kind, form));
            return;
        }
        self.form_saw = form.saw;
        let made = form.off_the_list().map_or_else(|| self.made(&kind, &form), Err);
        self.form_saw = None;
        match made {
            Ok(()) => {}
            Err((field, error)) => {
                form.error = error;
                form.go_to(field);
                self.popup = Some(Popup::Form(kind, form));
            }
        }
    }

    fn made(&mut self, kind: &FormKind, form: &Form) -> Result<(), (&'static str, String)> {
        let commands = match kind {
            FormKind::Opening => {
                self.open_up(form);
                return Ok(());
            }
            FormKind::Find => {
                let found = form.value("query").parse().map(crate::terms::CaseId);
                let case = found.map_err(|_| ("query", "Nothing fits; try fewer words.".to_owned()))?;
                self.open_case(case);
                return Ok(());
            }
            FormKind::SaveQuery => return self.save_query(form),
            FormKind::Redeem => return self.redeem(form),
            FormKind::Stretch => return self.stretch_chosen(&form.value("words")),
            FormKind::ExportDebrief => return self.debrief_exported(form),
            FormKind::EditCustomer(id) => return self.customer_edited(*id, kind, form),
            FormKind::Merge(id) => {
                // The first is taken where only the arrows or nothing was used: the next page asks anyway.
                let chosen = form.field("customer").and_then(|f| f.choices.get(f.chosen)).map(|c| c.value.clone());
                let other = chosen.and_then(|id| id.parse().ok()).map(CustomerId);
                let other = other.ok_or(("customer", "Nobody is chosen; type a name.".to_owned()))?;
                self.open_form(FormKind::MergeConfirm(*id, other));
                return Ok(());
            }
            FormKind::MergeConfirm(one, other) => return self.confirmed((*one, *other), kind, form),
            FormKind::Palette => {
                let name = form.value("command");
                let row = TABLE.iter().find(|r| r.name == name).ok_or(("command", "No command fits.".to_owned()))?;
                self.run(row.command);
                return Ok(());
            }
            FormKind::LostTime(case, interaction, from, to) => {
                if form.value("worked") == "no" {
                    let lose = Do::LoseTime { interaction: *interaction, from: *from, to: *to };
                    let deed = self.deed(Subject::Case(*case), lose);
                    self.perform_deeds(*case, vec![deed], Then::Show);
                }
                return Ok(());
            }
            FormKind::WrapUp => return self.wrapped_up(form),
            FormKind::Details => self.details(form),
            FormKind::Skip(step) => self.skip(step, form)?,
            FormKind::Unfit(step) => self.unfit(step.as_deref(), form)?,
            FormKind::Score => scored(form)?,
            FormKind::AnswerScores(id) => scores_answered(*id, form)?,
            FormKind::SettleScores(id) => scores_settled(*id, form)?,
            FormKind::Promise(step) => self.promised(step.as_deref(), form)?,
            FormKind::Mark => self.marked(form)?,
            FormKind::Gesture(step) => self.given(step.as_deref(), form)?,
            FormKind::AnswerApproval(id) => self.approval_answered(*id, form)?,
            FormKind::FollowUp => vec![Do::FollowUp(Text::new(&needed(form, "note", "Say what they said.")?))],
            FormKind::Message => self.said(form)?,
            FormKind::HandOff => self.handed_on(form)?,
            FormKind::AnswerHandOff => self.answered_hand_off(form)?,
            FormKind::CallBack => self.call_back_promised(form)?,
            FormKind::Wait => vec![Do::Wait(Text::new(&needed(form, "what", "Say what they have to do.")?))],
            FormKind::Reopen => vec![Do::Reopen(Text::new(&needed(form, "reason", "Say why, in a few words.")?))],
        };
        let id = self.send(kind, form);
        self.perform(commands, Then::CloseForm(id));
        Ok(())
    }

    /// Keeps the query under a name; the form stays until that is done.
    fn save_query(&mut self, form: &Form) -> Result<(), (&'static str, String)> {
        let name = needed(form, "name", "Give it a name.")?;
        let query = Some(form.value("query")).filter(|q| !q.is_empty());
        let form_id = self.send(&FormKind::SaveQuery, form);
        self.ask(Ask::SaveQuery { form: form_id, name, query });
        Ok(())
    }

    /// The form stays, marked as sent, until the log has said yes: nothing typed is lost where it says no, and a second
    /// Enter does nothing twice.
    fn send(&mut self, kind: &FormKind, form: &Form) -> u64 {
        if let Some(case) = self.tab().map(|t| t.id) {
            self.sending.push((form.id, case, kind.clone()));
        }
        self.mark_sent(kind, form)
    }

    /// The same for what is no work on the shown case; its number.
    pub(super) fn mark_sent(&mut self, kind: &FormKind, form: &Form) -> u64 {
        let sent = Form { sent: true, error: String::new(), ..form.clone() };
        self.popup = Some(Popup::Form(kind.clone(), sent));
        form.id
    }

    /// Customer, playbook and channel, as far as they were given.
    fn open_up(&mut self, form: &Form) {
        let Some(tab) = self.tab() else { return };
        let (case, mine) = (tab.id, tab.mine);
        let known_channel = tab.interaction().and_then(|i| i.channel);
        let current = tab.walk().map(|w| w.playbook.hash.clone());
        let on = Subject::Case(case);
        let mut deeds: Vec<Deed> = Vec::new();
        let typed = form.typed("customer");
        let customer = form.value("customer");
        if let Ok(id) = customer.parse().map(CustomerId) {
            deeds.push(self.deed(on, Do::SetCustomer(id)));
        } else if !typed.is_empty() {
            let id: CustomerId = fresh();
            deeds.push(self.deed(Subject::Customer(id), Do::AddCustomer(details_from(&typed))));
            deeds.push(self.deed(on, Do::SetCustomer(id)));
        }
        let (said, words) = (form.value("said"), form.typed("said"));
        if let Some(interaction) = mine {
            if !said.is_empty() && current.as_ref() != Some(&said) {
                let command = Do::Follow { walk: fresh(), interaction, playbook: said.clone() };
                deeds.push(self.deed(on, command));
            }
            if let Ok(channel) = Channel::from_str(&form.value("channel"))
                && known_channel != Some(channel)
            {
                let channel = Some(channel);
                let command =
                    Do::DescribeInteraction { interaction, channel, heat_start: None, heat_end: None, summary: None };
                deeds.push(self.deed(on, command));
            }
        }
        if said.is_empty() && !words.is_empty() {
            // No playbook fits, but they said it.
            let interaction = mine;
            let note = Do::Note { note: fresh(), interaction, text: Text::new(&format!("They said: {words}")) };
            deeds.push(self.deed(on, note));
        }
        let id = self.send(&FormKind::Opening, form);
        self.perform_deeds(case, deeds, Then::CloseForm(id));
    }

    fn details(&self, form: &Form) -> Vec<Do> {
        let mut commands = vec![Do::Describe {
            kind: form.value("kind").parse().ok(),
            severity: form.value("severity").parse().ok(),
            wanted: Some(form.value("wanted")).filter(|w| !w.is_empty()).map(|w| Text::new(&w)),
        }];
        let channel = form.value("channel").parse().ok();
        let heat_start = form.value("heat").parse().ok();
        if let Some(interaction) = self.tab().and_then(Tab::interaction).map(|i| i.id) {
            commands.push(Do::DescribeInteraction { interaction, channel, heat_start, heat_end: None, summary: None });
        }
        commands
    }

    fn skip(&self, step: &str, form: &Form) -> Made {
        let reason = Text::new(&needed(form, "reason", "A skipped step needs its reason.")?);
        let walk = self.tab().and_then(Tab::walk).map(|w| w.id).ok_or(("reason", "No playbook is open.".to_owned()))?;
        Ok(vec![Do::SkipStep { walk, step: step.to_owned(), reason }])
    }

    fn promised(&self, step: Option<&str>, form: &Form) -> Made {
        let text = Text::new(&needed(form, "text", "Say what you promise.")?);
        let when = needed(form, "due", "Say by when.")?;
        let due = self.due(&when, form)?;
        let told = Some(form.value("told")).filter(|t| !t.is_empty()).map(|t| Text::new(&t));
        let tab = self.tab();
        let interaction = tab.and_then(Tab::interaction).map(|i| i.id);
        let mut commands = self.step_done(step);
        let step = step.map(str::to_owned);
        commands.push(Do::Promise { promise: fresh(), interaction, text, due, told, by: None, step, call_back: None });
        Ok(commands)
    }

    fn call_back_promised(&self, form: &Form) -> Made {
        let number = Text::new(&needed(form, "number", "Ask for the number, and read it back.")?);
        let when = needed(form, "due", "Say by when.")?;
        let due = self.due(&when, form)?;
        let about = form.value("text");
        let text = if about.is_empty() { "Ring back".to_owned() } else { format!("Ring back: {about}") };
        let told = Some(Text::new(&format!("by {}", self.setting.desk.told_words(due, self.now))));
        Ok(vec![Do::Promise {
            promise: fresh(),
            interaction: self.tab().and_then(Tab::interaction).map(|i| i.id),
            text: Text::new(&text),
            due,
            told,
            by: None,
            step: None,
            call_back: Some(number),
        }])
    }

    /// A time that was typed. Where nobody is here then, it is said once; who means it presses Enter again.
    fn due(&self, when: &str, form: &Form) -> Result<crate::terms::Timestamp, (&'static str, String)> {
        let due = self.setting.desk.when(when, self.now).map_err(|e| ("due", e))?;
        match self.setting.desk.shut_at(due).filter(|shut| !form.error.starts_with(shut.as_str())) {
            Some(shut) => Err(("due", format!("{shut}. Enter again promises it all the same."))),
            None => Ok(due),
        }
    }

    /// The doing of the step that a form belongs to, unless it was done before.
    pub(super) fn step_done(&self, step: Option<&str>) -> Vec<Do> {
        let Some((tab, step)) = self.tab().zip(step) else { return Vec::new() };
        let walk = tab.walk().map(|w| w.id);
        let again = tab.steps.iter().any(|s| s.step.id == step && s.again);
        match walk {
            Some(walk) if again || !tab.is_done(step) => {
                vec![Do::DoStep { walk, step: step.to_owned(), values: Vec::new() }]
            }
            _ => Vec::new(),
        }
    }

    fn marked(&self, form: &Form) -> Made {
        let promise =
            form.value("promise").parse().map(PromiseId).map_err(|_| ("promise", "Choose one.".to_owned()))?;
        let words = form.value("words");
        Ok(vec![match form.value("mark").as_str() {
            "kept" => Do::KeepPromise(promise),
            "moved" => {
                let due = self.setting.desk.when(&words, self.now).map_err(|e| ("words", e))?;
                Do::MovePromise { promise, due, customer_told: form.value("told") == "yes" }
            }
            "broken" => Do::BreakPromise(promise, Text::new(&needed(form, "words", "Say what came between.")?)),
            "withdrawn" => Do::WithdrawPromise(promise, Text::new(&needed(form, "words", "Say why.")?)),
            _ => return Err(("mark", "Say what became of it.".to_owned())),
        }])
    }

    fn said(&self, form: &Form) -> Made {
        let text = Text::new(&needed(form, "text", "Write what was said.")?);
        let who = form.value("who").parse().unwrap_or(Speaker::Customer);
        let interaction = self
            .tab()
            .and_then(Tab::interaction)
            .map(|i| i.id)
            .ok_or(("text", "No interaction is open.".to_owned()))?;
        Ok(vec![Do::Say { message: fresh(), interaction, who, text }])
    }

    fn handed_on(&self, form: &Form) -> Made {
        let to = needed(form, "to", "Choose somebody: type what is needed, or a name.")?;
        let warm = form.value("how") != "cold";
        let note = form.value("note");
        if let Some(login) = to.strip_prefix("login:") {
            let note = Text::new(&needed(form, "note", "Tell them what they need to know.")?);
            return Ok(vec![Do::HandOff { hand_off: fresh(), to: login.to_owned(), warm, note }]);
        }
        let name = to.strip_prefix("number:").unwrap_or(&to);
        let known = self.setting.desk.directory.iter().find(|c| c.name == name);
        let interaction = self
            .tab()
            .and_then(Tab::interaction)
            .map(|i| i.id)
            .ok_or(("to", "Nobody is on the line: begin your contact first.".to_owned()))?;
        Ok(vec![Do::Transfer {
            interaction,
            to: Text::new(name),
            number: known.and_then(|c| c.phone.as_deref()).map(Text::new),
            outside: known.is_some_and(|c| c.outside),
            warm,
            note: Some(note).filter(|n| !n.is_empty()).map(|n| Text::new(&n)),
        }])
    }

    fn answered_hand_off(&self, form: &Form) -> Made {
        let pending = self.tab().and_then(|t| t.file.case.pending_hand_off()).map(|h| h.id);
        let id: HandOffId = pending.ok_or(("answer", "It has been answered already.".to_owned()))?;
        Ok(vec![match form.value("answer").as_str() {
            "accept" => Do::AcceptHandOff(id),
            "decline" => Do::DeclineHandOff(id, Text::new(&needed(form, "reason", "Say why not.")?)),
            _ => return Err(("answer", "Take it, or decline it.".to_owned())),
        }])
    }

    /// Notes, summary, then the close (or the end of this interaction, where the case stays open): one unit.
    fn wrapped_up(&mut self, form: &Form) -> Result<(), (&'static str, String)> {
        let Some((tab, interaction)) = self.tab().and_then(|t| Some((t, t.mine?))) else { return Ok(()) };
        let outcome = form.value("outcome");
        let mut commands = Self::note_commands(tab);
        let summary = Some(form.value("summary")).filter(|s| !s.is_empty()).map(|s| Text::new(&s));
        let heat_end = form.value("heat").parse().ok();
        let has_summary = summary.is_some() || tab.interaction().is_some_and(|i| i.summary.is_some());
        commands.push(Do::DescribeInteraction { interaction, channel: None, heat_start: None, heat_end, summary });
        if outcome == KEEP_OPEN {
            if !has_summary {
                return Err(("summary", "One sentence, so that whoever opens it next knows.".to_owned()));
            }
            commands.push(Do::End(interaction));
        } else {
            // Where nothing is chosen the gate says so, with everything else that is missing.
            let outcome = Outcome::from_str(&outcome).ok();
            let cause = Some(form.value("cause")).filter(|c| !c.is_empty());
            let tried = Some(form.value("tried")).filter(|t| !t.is_empty()).map(|t| Text::new(&t));
            commands.push(Do::Close { outcome, cause, tried });
        }
        let id = self.send(&FormKind::WrapUp, form);
        if let Some(tab) = self.tab_mut() {
            tab.keep();
        }
        self.perform(commands, Then::Finished(interaction, id));
        Ok(())
    }

    /// The answer that is typed in the playbook panel.
    pub(super) fn submit_answer(&mut self) {
        let Some(tab) = self.tab() else { return };
        let Some((answering, walk)) = tab.answering.clone().zip(tab.walk()) else { return };
        let raw = answering.input.value().trim().to_owned();
        let today = self.setting.desk.today(self.now);
        let playbook = self.setting.library.by_hash(&walk.playbook.hash);
        let made = playbook.map(|p| p.parse_answer(&answering.name, &raw, today));
        let walk = walk.id;
        match made {
            Some(Ok(value)) => {
                // What was typed stays with its step until the log has it.
                if let Some(tab) = self.tab_mut() {
                    tab.put_answer_aside();
                    tab.send_step(&answering.step);
                }
                let mut commands = vec![Do::Answer { walk, name: answering.name.clone(), value: value.clone() }];
                // What they want is the case's own, wherever it was asked.
                if let ("wanted", crate::terms::Value::Text(wanted)) = (answering.name.as_str(), value) {
                    commands.push(Do::Describe { kind: None, severity: None, wanted: Some(wanted) });
                }
                self.perform(commands, Then::Answered(answering.step));
            }
            Some(Err(error)) => {
                if let Some(answering) = self.tab_mut().and_then(|t| t.answering.as_mut()) {
                    answering.error = error;
                }
            }
            None => {}
        }
    }
}

pub(super) fn needed(form: &Form, field: &'static str, else_say: &str) -> Result<String, (&'static str, String)> {
    let value = form.value(field);
    if value.is_empty() { Err((field, else_say.to_owned())) } else { Ok(value) }
}

/// One line about a new customer: what looks like an e-mail address or a telephone number is one, the rest is the name.
pub fn details_from(line: &str) -> CustomerDetails {
    let (mut name, mut phone, mut email) = (Vec::new(), Vec::new(), None);
    for word in line.split_whitespace() {
        let word = word.trim_matches([',', ';']);
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let dialled = word.chars().all(|c| c.is_ascii_digit() || "+()-/.".contains(c));
        if word.contains('@') {
            email = Some(Text::new(word));
        } else if digits > 0 && dialled {
            phone.push(word);
        } else if !word.is_empty() {
            name.push(word);
        }
    }
    let text = |words: &[&str]| (!words.is_empty()).then(|| Text::new(&words.join(" ")));
    CustomerDetails { name: text(&name), phone: text(&phone), email, ..CustomerDetails::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_makes_a_customer() {
        let details = details_from("Ngozi Okafor, 07700 900 123, n.okafor@example.org");
        assert_eq!(details.name, Some(Text::new("Ngozi Okafor")));
        assert_eq!(details.phone, Some(Text::new("07700 900 123")));
        assert_eq!(details.email, Some(Text::new("n.okafor@example.org")));
    }
}
