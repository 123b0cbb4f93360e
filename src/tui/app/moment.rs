//! Help in the moment: the calm-down card, the question before a hold, the one-key acknowledgement, a breather, and the
//! number that is no card after all.

use crate::case::{Case, Command as Do, Interaction};
use crate::desk::Explanation;
use crate::log::fresh;
use crate::playbook::{Acknowledgement, CalmFacts, Facts, Moment, Recent, breather, calm_card};
use crate::terms::clean;

use super::super::message::{Effect, Then};
use super::{App, Card, CardPart, Pane, Popup, Screen, Tab, Tone};

/// How many ended interactions are remembered for the breather.
const REMEMBERED: usize = 12;

impl App {
    /// The card for a heated moment, with the facts of the case that is shown.
    pub(super) fn calm_down(&mut self) {
        let setting = &self.setting;
        let facts = self.tab().map_or_else(CalmFacts::default, |tab| {
            let none = crate::terms::Answers::new();
            let answers = tab.walk().map_or(&none, |w| &w.answers);
            let (case, customer) = (&tab.file.case, tab.customer.as_ref());
            CalmFacts::of(case, customer, tab.earlier, &tab.steps, answers, &setting.desk, &setting.login, self.now)
        });
        let part = |p: crate::playbook::CalmPart| CardPart { heading: p.title, lines: p.say, avoid: p.avoid };
        let parts = calm_card(&setting.phrases, &facts).into_iter().map(part).collect();
        self.popup = Some(Popup::card(Card::new("Steady", parts)));
    }

    /// Asks first; or takes the customer off hold, with a word to begin with.
    pub(super) fn hold(&mut self) {
        let Some((tab, interaction)) = self.tab().and_then(|t| Some((t, t.interaction()?))) else { return };
        let id = interaction.id;
        let facts = Facts::new().with("called", tab.called()).with("minutes", Some("two minutes"));
        if interaction.is_on_hold() {
            let line = self.setting.phrases.line(Moment::HoldBack, &facts);
            self.perform(vec![Do::Resume(id)], Then::Show);
            if let Some(line) = line {
                self.say(Tone::Guidance, format!("“{line}”"));
            }
            return;
        }
        let lines = self.setting.phrases.lines(Moment::HoldAsk, &facts).into_iter().take(2);
        let lines = lines.map(|l| format!("“{l}”")).collect();
        let parts = vec![CardPart { heading: "Ask first".into(), lines, avoid: Vec::new() }];
        self.popup = Some(Popup::AskHold(Card::new("Hold", parts)));
    }

    /// They said yes.
    pub(super) fn begin_hold(&mut self) {
        if let Some(id) = self.tab().and_then(Tab::interaction).filter(|i| !i.is_on_hold()).map(|i| i.id) {
            self.perform(vec![Do::Hold(id)], Then::Show);
        }
    }

    /// Jammed: one key promises them when we are back. Where they read it, the words are written down and copied.
    pub(super) fn acknowledge(&mut self) {
        let Some(tab) = self.tab() else { return };
        let interaction = tab.interaction().or(tab.file.case.interactions.last());
        let channel = interaction.and_then(|i| i.channel);
        let mine = tab.interaction().map(|i| i.id);
        let setting = &self.setting;
        let back = setting.desk.back_by(channel, self.now);
        let at = (&*setting.desk, setting.login.as_str());
        let said = Acknowledgement::new(&setting.phrases, at, tab.customer.as_ref(), channel, &back);
        let commands = said.commands(mine, (fresh(), fresh()));
        let Acknowledgement { told, words, written, .. } = said;
        self.perform(commands, Then::Acknowledged { told, words, written });
    }

    /// The log has the promise: only now it is said, or copied.
    pub(super) fn acknowledged(&mut self, told: &str, words: &str, written: bool) {
        if written {
            self.effects.push(Effect::Copy(words.to_owned()));
            self.say(Tone::Good, format!("Promised {told}, and copied: paste it where they read it."));
        } else {
            self.say(Tone::Good, format!("Promised {told}. Say: “{}”", clean::one_line(words)));
        }
    }

    /// After an interaction has ended: whether a breather would do good.
    pub(super) fn after_interaction(&mut self, interaction: &Interaction) {
        let Some(ended) = interaction.ended else { return };
        let (heat_start, heat_end) = (interaction.heat_start, interaction.heat_end);
        self.recent.push(Recent { began: interaction.began, ended, heat_start, heat_end });
        let many = self.recent.len().saturating_sub(REMEMBERED);
        self.recent.drain(..many);
        if let Some(offer) = breather(&self.setting.phrases, &self.recent, self.breather_offered, self.now) {
            self.breather_offered = Some(self.now);
            let parts = vec![CardPart { heading: String::new(), lines: offer.lines, avoid: Vec::new() }];
            self.card_waits = Some(Card { unasked: true, ..Card::new("A breather?", parts) });
        }
    }

    /// How the due times came about, line by line: of the case that is shown, or of the row that is chosen.
    pub(super) fn explain(&mut self) {
        let chosen = match self.screen {
            Screen::Console => self.next_chosen.filter(|_| self.pane == Pane::NextUp),
            Screen::Cases => self.cases.case().map(|found| found.case.id),
            Screen::Customers => self.people.person().and_then(|p| p.cases.get(self.people.case)).map(|c| c.id),
            Screen::Review => self.review.case(),
            Screen::Practice => None,
        };
        match chosen {
            Some(case) if self.tab().is_none_or(|t| t.id != case) => self.effects.push(Effect::Explain(case)),
            _ => match self.tab().map(|t| t.file.clone()) {
                Some(file) => self.explained(&file.case),
                None => self.say(Tone::Guidance, "Choose a row of a list first, or open a case."),
            },
        }
    }

    /// Shows the arithmetic of this case.
    pub(super) fn explained(&mut self, case: &Case) {
        let all = self.setting.desk.explain_all(case, self.now);
        let part = |e: &Explanation| {
            let mut lines = e.lines();
            let heading = if lines.is_empty() { String::new() } else { lines.remove(0) };
            CardPart { heading, lines, avoid: Vec::new() }
        };
        let parts = all.iter().map(part).collect();
        // Something that was opened meanwhile is not covered.
        if self.popup.is_some() {
            return;
        }
        self.popup = Some(Popup::card(Card::new(format!("Why this time · {}", case.number()), parts)));
    }

    /// The number that was masked just now is no card: it comes back, and stays.
    pub(super) fn no_card(&mut self) {
        let Some(tab) = self.tab_mut() else { return };
        let Some(number) = tab.just_masked.take() else { return };
        let text = tab.notes_text();
        tab.not_cards.push(number.digits);
        if let Some(at) = text.rfind(&number.mark) {
            let whole = format!("{}{}{}", &text[..at], number.written, &text[at + number.mark.len()..]);
            tab.notes = super::tab::notes(&whole);
        } else {
            tab.notes.insert_str(&number.written);
        }
        self.touched();
        self.say(Tone::Guidance, "Put back as it was. It is kept in your notes as you typed it.");
    }
}
