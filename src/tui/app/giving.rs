//! What is given, while it is considered: the meters of what may still be given, what others got, the request for more, and
//! the answer to one.

use crate::advice::{Ceilings, Matter, Precedents};
use crate::case::{ApprovalState, Command as Do, Event, Fact, Gift, Meter, known, meters};
use crate::certificate::Qr;
use crate::log::fresh;
use crate::playbook::StepView;
use crate::terms::{ApprovalId, CaseId, CaseKind, Money, Role, Text};

use super::super::form::{Choice, Field, Form};
use super::super::message::{Effect, Then};
use super::forms::FormKind;
use super::submit::{Made, needed};
use super::{App, Card, CardPart, Popup, Tab, Tone};

impl App {
    /// The form for a gift: as the step offers it, or as a yes covers it.
    pub(super) fn gesture(&self, step: Option<&StepView>) -> Form {
        let desk = &self.setting.desk;
        let gestures = desk.gestures.iter().map(|g| Choice::new(&g.id, &g.title, g.about.clone())).collect::<Vec<_>>();
        let offer = step.and_then(|s| s.offer.as_ref());
        let mut gesture = offer.map(|o| o.gesture.as_str()).unwrap_or_default().to_owned();
        let mut value = offer.and_then(|o| o.value.amount()).map(Money::number).unwrap_or_default();
        let mut because = offer.and_then(|o| o.because.as_ref()).map(|b| b.text.clone()).unwrap_or_default();
        // A yes that came back is what one opens this for.
        let yes = self.tab().and_then(|tab| {
            let case = &tab.file.case;
            let mine = |a: &&crate::case::Approval| a.by == self.setting.login && !case.is_used(a.id);
            case.approvals.iter().filter(mine).find_map(|a| match &a.state {
                ApprovalState::Yes(answer) => Some((a.what.clone(), answer.value, a.reason.to_string())),
                _ => None,
            })
        });
        // Where a step offers something, the yes to just that is what it is for.
        if let Some((what, granted, reason)) = yes.filter(|(what, ..)| offer.is_none_or(|o| o.gesture == *what)) {
            (gesture, value, because) = (what, granted.map(Money::number).unwrap_or_default(), reason);
        }
        let mut fields = vec![
            Field::one("what", "Give", gestures).with(&gesture),
            Field::words("value", "Amount").hint("like 4.90; left out where it has none").with(&value),
            Field::words("reason", "Because").with(&because),
        ];
        if self.setting.role == Role::Supervisor {
            fields.push(Field::words("exception", "Exception").hint("beyond a limit: why it does not hold this once"));
        }
        let mut form = Form::new("Gesture", fields);
        form.about = self.gift_words(&form);
        if !gesture.is_empty() {
            form.go_to("value");
        }
        form
    }

    /// What is to be known while it is typed: what may still be given, and what others got.
    pub(super) fn gift_words(&self, form: &Form) -> String {
        let Some(tab) = self.tab() else { return String::new() };
        let mut lines: Vec<String> = Vec::new();
        let (what, value) = (form.value("what"), self.amount_of(form).ok().flatten());
        let limits = self.setting.desk.limits_of(self.setting.role);
        let has_yes = tab.file.case.yes_for(&what, value, &self.setting.login).is_some();
        let Some(gift) = limits.gift.or(value.filter(|_| has_yes)) else {
            return "You give no money here: Enter asks for a yes.".to_owned();
        };
        let all = meters(&limits, &tab.beside.spent, is_unprompted(tab));
        if has_yes {
            lines.push("There is a yes to exactly this.".to_owned());
        } else if let Some(over) = value.and_then(|value| all.iter().find(|m| !m.takes(value))) {
            let left = over.left().for_people();
            let limit = over.limit.for_people();
            let enter = match exception(form) {
                Some(_) => "Enter gives it: an exception, marked with its reason.",
                None => "Enter asks for a yes, and the call goes on.",
            };
            lines.push(format!("Above the {limit} {}; {left} is left. {enter}", over.of));
        } else {
            let meter = |m: &Meter| {
                let spent = m.spent + value.map_or(0, |v| v.minor);
                format!(
                    "{} of {} {}",
                    Money { minor: spent, currency: m.limit.currency }.for_people(),
                    m.limit.for_people(),
                    m.of
                )
            };
            // The limits that are nearest: the others would be met later.
            let mut nearest: Vec<&Meter> = all.iter().filter(|m| m.rule != "ceiling").collect();
            nearest.sort_by_key(|m| m.left().minor);
            let spent: Vec<String> = nearest.into_iter().take(2).map(meter).collect();
            let above = format!("above {} somebody else decides.", gift.for_people());
            let line = if spent.is_empty() { above } else { format!("{}; {above}", spent.join(" · ")) };
            lines.push(line);
        }
        let rule = self.setting.desk.gesture(&what);
        lines.extend(rule.and_then(|g| g.conditions.clone()));
        let left = all.iter().map(Meter::left).min_by_key(|left| left.minor);
        lines.extend(self.advice_words(tab, left, value));
        lines.extend(self.precedent_words(tab, value));
        lines.join("\n")
    }

    /// What is to be known in the form for a gift follows what is chosen and typed there, and what is read of the case.
    pub(super) fn renew_meters(&mut self) {
        let Some(Popup::Form(FormKind::Gesture(_), form)) = &self.popup else { return };
        let words = self.gift_words(form);
        if let Some(Popup::Form(_, form)) = &mut self.popup {
            form.about = words;
        }
    }

    /// What others got for the like, and a quiet word where this offer stands far outside.
    fn precedent_words(&self, tab: &Tab, offer: Option<Money>) -> Vec<String> {
        let currency = self.setting.desk.currency;
        let given: Vec<Option<Money>> = tab.beside.precedents.iter().map(|p| Some(p.given)).collect();
        if given.is_empty() {
            return Vec::new();
        }
        let precedents = Precedents::of(&given, currency);
        let mut lines = precedents.lines();
        lines.extend(offer.and_then(|offer| precedents.warning(offer)));
        lines
    }

    /// What is fair here and why, up to what is left to give alone; and a quiet word where this offer is not.
    fn advice_words(&self, tab: &Tab, left: Option<Money>, offer: Option<Money>) -> Vec<String> {
        let (desk, case) = (&self.setting.desk, &tab.file.case);
        let desk_known = super::desk_known(&self.setting, self.now);
        let mut matter = Matter { again: tab.beside.before.is_some(), severity: case.severity, ..Matter::default() };
        let known = known(case, tab.walk(), tab.customer.as_ref(), &desk_known);
        let playbook = tab.walk().and_then(|w| self.setting.library.by_hash(&w.playbook.hash));
        matter.learn_case(case, &known, desk, playbook.and_then(|p| p.cause()), self.now);
        let all = Ceilings::of(desk, self.setting.role);
        let advice = self.setting.advice.advise(&matter, &Ceilings { alone: left.or(all.alone), ..all });
        let line = advice.line();
        let about = offer.and_then(|offer| advice.about(offer)).filter(|about| *about != line);
        std::iter::once(line).chain(about).collect()
    }

    /// The amount in the form, where one can be read.
    fn amount_of(&self, form: &Form) -> Result<Option<Money>, (&'static str, String)> {
        let desk = &self.setting.desk;
        let fixed = desk.gesture(&form.value("what")).and_then(|g| g.fixed);
        match form.value("value").as_str() {
            "" => Ok(fixed),
            text => Money::parse(text, desk.currency).map(Some).map_err(|e| ("value", e.to_string())),
        }
    }

    /// Gives it, or asks for a yes where it is more than may be given alone.
    pub(super) fn given(&mut self, step: Option<&str>, form: &Form) -> Made {
        let what = needed(form, "what", "Choose what you give.")?;
        let value = self.amount_of(form)?;
        let reason = Text::new(&needed(form, "reason", "Say why you give it.")?);
        let Some(tab) = self.tab() else { return Ok(Vec::new()) };
        let unprompted = is_unprompted(tab);
        let interaction = tab.interaction().map(|i| i.id);
        let approval = tab.file.case.yes_for(&what, value, &self.setting.login);
        let exception = exception(form);
        let must_ask = approval.is_none() && exception.is_none() && self.must_ask(tab, &what, value, unprompted);
        // What is given on a yes does the step that asked for it.
        let asked_by = approval.and_then(|id| tab.file.case.approval(id)).and_then(|a| a.step.clone());
        let step = step.map(str::to_owned).or(asked_by);
        let mut commands = if must_ask { Vec::new() } else { self.step_done(step.as_deref()) };
        if must_ask {
            commands.push(Do::AskApproval { approval: fresh(), interaction, what, value, reason, step });
        } else {
            let gift = Gift::new(fresh(), what, value, reason);
            commands.push(Do::Give(Gift { interaction, step, approval, unprompted, exception, ..gift }));
        }
        Ok(commands)
    }

    fn must_ask(&self, tab: &Tab, what: &str, value: Option<Money>, unprompted: bool) -> bool {
        let (desk, role) = (&self.setting.desk, self.setting.role);
        let limits = desk.limits_of(role);
        let over = value.is_some_and(|value| {
            limits.gift.is_none() || meters(&limits, &tab.beside.spent, unprompted).iter().any(|m| !m.takes(value))
        });
        over || desk.gesture(what).is_some_and(|g| role < g.from_role)
    }

    /// The request of the shown case to which I may say yes as it stands. What is more than I give is answered with less, or
    /// no, on the review screen: here it must not stand in the way of what I may give myself.
    pub(super) fn request_for_me(&self) -> Option<ApprovalId> {
        let case = &self.tab()?.file.case;
        let (desk, role) = (&self.setting.desk, self.setting.role);
        let may = |a: &&crate::case::Approval| {
            a.state == ApprovalState::Asked
                && a.by != self.setting.login
                && desk.gesture(&a.what).is_some_and(|g| role >= g.from_role)
                && !self.is_too_much(a.value)
        };
        case.approvals.iter().filter(|_| role > Role::Agent && case.is_open()).find(may).map(|a| a.id)
    }

    /// Whether this is more than I may say yes to.
    fn is_too_much(&self, value: Option<Money>) -> bool {
        let most = self.setting.desk.limits_of(self.setting.role).gift;
        value.is_some_and(|value| most.is_none_or(|most| value.minor > most.minor))
    }

    /// Yes, no, or another amount, with what the agent sees.
    pub(super) fn answer_approval(&self, id: ApprovalId) -> Form {
        let answers = vec![
            Choice::new("yes", "yes", "exactly this amount, once"),
            Choice::new("no", "no", "with a word to say to the customer"),
        ];
        let fields = vec![
            Field::one("answer", "Answer", answers),
            Field::words("value", "Amount").hint("another amount than was asked for"),
            Field::words("comment", "A word").hint("why not, or what to say with it"),
        ];
        let asked = self.tab().and_then(|tab| Some((tab, tab.file.case.approval(id)?)));
        let about = asked.map(|(tab, asked)| {
            let title = self.setting.desk.gesture(&asked.what).map_or(asked.what.as_str(), |g| g.title.as_str());
            let value = crate::terms::worth(asked.value);
            let mut lines = vec![format!("{} asks: {title}{value}. {}", asked.by, asked.reason)];
            if self.is_too_much(asked.value) {
                lines.push(
                    "That is more than you give: yes to another amount, or no, or leave it to somebody else.".into(),
                );
            }
            lines.extend(self.precedent_words(tab, asked.value));
            lines.join("\n")
        });
        Form::new("A yes?", fields).about(about.unwrap_or_default())
    }

    pub(super) fn approval_answered(&self, approval: ApprovalId, form: &Form) -> Made {
        let yes = match form.value("answer").as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(("answer", "Say yes or no.".to_owned())),
        };
        let value = match form.value("value").as_str() {
            "" => None,
            text => Some(Money::parse(text, self.setting.desk.currency).map_err(|e| ("value", e.to_string()))?),
        };
        let comment = Some(form.value("comment")).filter(|c| !c.is_empty()).map(|c| Text::new(&c));
        if !yes && comment.is_none() {
            return Err(("comment", "A no needs a word to say to the customer.".to_owned()));
        }
        Ok(vec![Do::AnswerApproval { approval, yes, value, comment }])
    }

    /// Goes to the closed cases with the same playbook, newest first.
    pub(super) fn show_precedents(&mut self) {
        let Some(id) = self.tab().and_then(Tab::walk).map(|w| w.playbook.id.clone()) else { return };
        self.ask_for_cases(format!("playbook:{id} is:closed"));
    }

    /// A certificate that is new on the timeline: its code to be said, its end, its terms, and the code for a camera.
    pub(super) fn show_certificate(&mut self, given: &crate::case::Gesture) {
        let Some(printed) = given.certificate.as_ref().map(|c| &c.printed) else { return };
        let Ok(code) = crate::certificate::Code::read(&printed.code) else { return };
        let desk = &self.setting.desk;
        let title = desk.gesture(&given.what).map_or(given.what.as_str(), |g| g.title.as_str());
        let value = crate::terms::worth(given.value);
        let until = desk.local(printed.expires).format("%A %-d %B %Y");
        let part =
            |heading: &str, lines: Vec<String>| CardPart { heading: heading.to_owned(), lines, avoid: Vec::new() };
        let terms = printed.terms.as_str().lines().map(str::to_owned).collect();
        let parts = vec![
            part(&format!("{title}{value}: {code}"), vec![code.spoken(), format!("Until {until}.")]),
            part("Terms", terms),
            part("To send or print", vec![format!("amends certificate show {code}")]),
        ];
        let card = Card { qr: Some(Qr::of(code)), unasked: true, ..Card::new("Certificate", parts) };
        self.popup = Some(Popup::card(card));
    }

    /// A certificate is used, in whichever case it was given; the form stays until the log has answered.
    pub(super) fn redeem(&mut self, form: &Form) -> Result<(), (&'static str, String)> {
        let code = needed(form, "code", "Ask them to read the code out.")?;
        let form = self.mark_sent(&FormKind::Redeem, form);
        self.effects.push(Effect::Redeem { code, form });
        Ok(())
    }

    /// After a failure of the same kind not long ago: said at once, and the playbook for it is taken up, unless somebody is
    /// on their way in the one that is open. Once in an interaction: who takes it back wants the other.
    pub(super) fn mind_the_second_time(&mut self, case: CaseId, then: &Then) {
        let Some(tab) = self.tabs.iter().find(|t| t.id == case).filter(|t| t.under_way == 0) else { return };
        let (Some(before), Some(walk), Some(mine)) = (&tab.beside.before, tab.walk(), tab.mine) else { return };
        let is_begun = !walk.answers.is_empty() || walk.steps.iter().any(|s| !s.done.is_empty());
        if walk.interaction != mine || is_begun || matches!(then, Then::Undone | Then::Redone) {
            return;
        }
        let library = &self.setting.library;
        let again = library.by_hash(&walk.playbook.hash).and_then(|p| p.second_time()).and_then(|id| library.get(id));
        let Some(again) = again.filter(|p| p.hash() != walk.playbook.hash) else { return };
        // What was taken back is among the facts too.
        let was_open = |fact: &Fact| {
            let event = fact.body.as_ref().map(|body| &body.event);
            matches!(event, Some(Event::WalkBegan { interaction, playbook, .. })
                if *interaction == mine && playbook.hash == again.hash())
        };
        if tab.file.facts.iter().any(was_open) {
            return;
        }
        let (number, playbook) = (before.number.clone(), again.hash().to_owned());
        let title = again.title().to_owned();
        let follow = Do::Follow { walk: fresh(), interaction: mine, playbook };
        let deed = self.deed(crate::case::Subject::Case(case), follow);
        self.perform_deeds(case, vec![deed], Then::Show);
        let words =
            format!("It failed before ({number}): “{title}” is open now. {{hand-off}} asks somebody senior to own it.");
        let words = self.setting.words(&words);
        self.say(Tone::Alert, words);
    }
}

/// Why the limits do not hold this once, where a supervisor says so.
fn exception(form: &Form) -> Option<Text> {
    Some(form.value("exception")).filter(|why| !why.is_empty()).map(|why| Text::new(&why))
}

/// Where nobody complained, a gift comes from the budget for kindness.
fn is_unprompted(tab: &Tab) -> bool {
    matches!(tab.file.case.kind, Some(CaseKind::Goodwill | CaseKind::Praise))
}
