//! Requests to give more, on the review screen: what waits, and the answer to it in the form that is there for it.

use crate::advice::Precedents;
use crate::case::{Approval, ApprovalState, Meter, meters};
use crate::log::Request;
use crate::review::{Quantity, Unit};
use crate::terms::{ApprovalId, CaseId, CaseKind, Money};

use super::super::super::commands::Command;
use super::super::super::message::Failure;
use super::super::super::reckoning::Waiting;
use super::super::forms::FormKind;
use super::super::{App, Popup, Screen, Tone};
use super::places::Chosen;

impl App {
    pub(super) fn take_waiting(&mut self, result: Result<Vec<Waiting>, Failure>) {
        match result {
            Ok(waiting) => {
                self.review.unread.clear();
                // The choice stays with its request, whatever was answered before it.
                let chosen = match self.review.chosen() {
                    Some(Chosen::Request(at)) => self.review.waiting.get(at).map(|w| w.request.approval),
                    _ => None,
                };
                self.review.waiting = waiting;
                let at = self.review.waiting.iter().position(|w| Some(w.request.approval) == chosen);
                if let Some(at) = at {
                    self.review.place.row = at;
                }
                self.keep_in_sight();
            }
            Err(failure) => self.review.unread = failure.words(),
        }
    }

    /// Opens the answer to a request: its case is read first, so that nobody answers what is answered.
    pub(super) fn answer_request(&mut self, at: usize) {
        let Some(request) = self.review.waiting.get(at).map(|w| w.request.clone()) else { return };
        if request.asker == self.setting.login {
            return self.say(Tone::Guidance, "Nobody answers their own request: somebody else does.");
        }
        self.review.answering = Some((request.case, request.approval));
        self.open_case(request.case);
    }

    /// The case of a request could not be read: a later reading of it, for something else, opens no form.
    pub(in super::super) fn forget_request(&mut self, case: CaseId) {
        self.review.answering.take_if(|(of, _)| *of == case);
    }

    /// A case was read: the form for which it was read opens, and one that is open hears what others did meanwhile.
    pub(in super::super) fn mind_requests(&mut self, case: CaseId) {
        let here = |tab: &&super::super::Tab| tab.id == case;
        let asked = self.review.answering.take_if(|(of, _)| *of == case);
        if let Some((_, id)) = asked.filter(|_| self.screen == Screen::Review && self.popup.is_none()) {
            let found = self.tab().filter(here).and_then(|tab| tab.file.case.approval(id)).cloned();
            match found {
                Some(approval) if approval.state == ApprovalState::Asked => {
                    self.open_form(FormKind::AnswerApproval(id));
                    self.tell_in_form(id);
                }
                Some(approval) => {
                    let told = self.answered_words(&approval);
                    self.say(Tone::Alert, told);
                    self.ask_waiting();
                }
                None => self.ask_waiting(),
            }
        }
        let Some(Popup::Form(FormKind::AnswerApproval(id), form)) = &self.popup else { return };
        let (id, sent): (ApprovalId, bool) = (*id, form.sent);
        let found = self.tab().filter(here).and_then(|tab| tab.file.case.approval(id));
        let told = found.filter(|a| a.state != ApprovalState::Asked && !sent).map(|a| self.answered_words(a));
        if let (Some(told), Some(Popup::Form(_, form))) = (told, &mut self.popup) {
            form.error = format!("{told} Nothing of yours is lost; Esc leaves.");
        }
    }

    /// The form hides what lies under it: what is to be known stands in it as well, and in whose name it is answered.
    fn tell_in_form(&mut self, id: ApprovalId) {
        let Some(waiting) = self.review.waiting.iter().find(|w| w.request.approval == id) else { return };
        let mut lines = vec![format!("{}.", self.request_words(&waiting.request))];
        lines.extend(self.request_lines(waiting).into_iter().map(|(heading, words)| format!("{heading}: {words}")));
        lines.push(format!("You confirm as {}.", self.setting.role.label()));
        if let Some(Popup::Form(_, form)) = &mut self.popup {
            form.about = lines.join("\n");
        }
    }

    /// Who answered, when and what.
    fn answered_words(&self, approval: &Approval) -> String {
        let desk = &self.setting.desk;
        let told = |word: &str, answer: &crate::case::ApprovalAnswer| {
            let value = answer.value.map_or(String::new(), |value| format!(", {}", value.for_people()));
            let comment = answer.comment.as_ref().map_or(String::new(), |words| format!(" (“{words}”)"));
            let when = desk.near_words(answer.at, self.now);
            format!("{} answered this meanwhile, {when}: {word}{value}{comment}.", desk.name_of(&answer.by))
        };
        match &approval.state {
            ApprovalState::Asked => String::new(),
            ApprovalState::Yes(answer) => told("yes", answer),
            ApprovalState::No(answer) => told("no", answer),
            ApprovalState::Withdrawn(at, reason) => {
                format!("It was withdrawn meanwhile, {}: {reason}.", desk.near_words(*at, self.now))
            }
        }
    }

    /// What whoever asked has before them, and why they ask: headings with their words.
    pub fn request_lines(&self, waiting: &Waiting) -> Vec<(&'static str, String)> {
        let (desk, request, shown) = (&self.setting.desk, &waiting.request, &waiting.shown);
        let case = &shown.file.case;
        let waits = Quantity::sum(Unit::Duration, self.now.since(request.at).max(0)).shown();
        let mut lines = vec![("because", request.reason.clone()), ("waits", format!("{waits} so far"))];
        let latest = case.interactions.last();
        let facts = [
            case.kind.map(|kind| kind.label().to_owned()),
            latest.and_then(|i| i.channel).map(|channel| channel.label().to_owned()),
            case.severity.map(|severity| format!("severity {}", severity.label())),
            crate::case::heat(case).map(|heat| format!("they are {}", heat.label())),
            case.walks.last().map(|walk| walk.playbook.title.clone()),
            case.wanted.as_ref().map(|wanted| format!("wants: {wanted}")),
            (shown.earlier > 0).then(|| format!("{} earlier cases", shown.earlier)),
            shown.beside.before.as_ref().map(|before| format!("it failed before: {}", before.number)),
        ];
        lines.push(("the case", facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")));
        let given: Vec<Option<Money>> = shown.beside.precedents.iter().map(|p| Some(p.given)).collect();
        let precedents = Precedents::of(&given, desk.currency);
        let mut like = precedents.lines();
        like.extend(request.value.and_then(|offer| precedents.warning(offer)));
        lines.push(("like it", like.join(" ")));
        let limits = desk.limits_of(desk.role(&request.asker));
        let unprompted = matches!(case.kind, Some(CaseKind::Goodwill | CaseKind::Praise));
        let meter = |m: &Meter| {
            let spent = Money { minor: m.spent, currency: m.limit.currency };
            format!("{} of {} {}", spent.for_people(), m.limit.for_people(), m.of)
        };
        let before: Vec<String> = meters(&limits, &shown.beside.spent, unprompted).iter().map(meter).collect();
        if !before.is_empty() {
            lines.push(("they read", before.join(" · ")));
        }
        lines
    }

    /// What an answer is worth as evidence: the log says who gave it.
    pub fn confirm_words(&self) -> String {
        let (key, role) = (self.setting.key(Command::ReviewCases), self.setting.role.label());
        format!("{key} answers: you confirm as {role}. The log says who did; a shared file cannot prove it.")
    }

    /// What is asked, in a line: who, what, how much, for which case.
    pub fn request_words(&self, request: &Request) -> String {
        let desk = &self.setting.desk;
        let what = desk.gesture(&request.what).map_or(request.what.as_str(), |gesture| &gesture.title);
        let value = request.value.map_or(String::new(), |value| format!(" {}", value.for_people()));
        let who = request.customer_name.as_deref().unwrap_or("customer not known");
        format!("{} asks: {what}{value} for {} {who}", desk.name_of(&request.asker), request.number)
    }
}
