//! What each command does, and why it cannot be done just now.

use crate::case::{Command as Do, Deed, Place, Reach, Subject};
use crate::log::fresh;
use crate::playbook::StepView;
use crate::terms::{CameBackBy, CaseId, CaseKind, Channel, InteractionId, Stage, StepKind, Text};
use tui_input::Input;

use super::super::commands::{Command, On, of};
use super::super::form::Choice;
use super::super::message::{Effect, Search, Then};
use super::forms::FormKind;
use super::{Answering, App, Help, Pane, Popup, Screen, Tab, Tone};

/// What can only be done while my contact with the customer lasts.
const NEED_A_CONTACT: &[Command] = &[
    Command::Customer,
    Command::Said,
    Command::StepDone,
    Command::Skip,
    Command::Hold,
    Command::Park,
    Command::Message,
    Command::Reply,
    Command::ReplySent,
    Command::WrapUp,
];

/// What a closed case does not take.
const NEED_AN_OPEN_CASE: &[Command] = &[
    Command::Promise,
    Command::CallBack,
    Command::Acknowledge,
    Command::Gesture,
    Command::HandOff,
    Command::Wait,
    Command::Again,
];

impl App {
    /// Runs a command, or says why it cannot be run.
    pub(super) fn run(&mut self, command: Command) {
        // What was said before belongs to what was done before.
        self.notice = None;
        if let Some(why) = self.why_not(command) {
            return self.say(Tone::Alert, format!("{}: {why}", of(command).short));
        }
        match command {
            Command::New => self.begin_new(None),
            Command::NewGoodwill => self.begin_new(Some(CaseKind::Goodwill)),
            Command::NewInternal => self.begin_new(Some(CaseKind::Internal)),
            Command::Again => self.begin_again(),
            Command::Customer => self.open_form_at(FormKind::Opening, "customer"),
            Command::Said => self.open_form_at(FormKind::Opening, "said"),
            Command::Details => self.open_form(FormKind::Details),
            Command::StepDone => self.do_step(),
            Command::Skip => {
                if let Some(step) = self.tab().and_then(Tab::step).map(|s| s.step.id.clone()) {
                    self.open_form(FormKind::Skip(step));
                }
            }
            Command::Unfit => self.open_form(FormKind::Unfit(self.step_at_hand())),
            Command::NextStep => self.choose_step(1),
            Command::PreviousStep => self.choose_step(-1),
            Command::Hold => self.hold(),
            Command::Promise => self.open_form(FormKind::Promise(None)),
            Command::Mark => self.open_form(FormKind::Mark),
            Command::Gesture => {
                let asked = self.request_for_me();
                self.open_form(asked.map_or(FormKind::Gesture(None), FormKind::AnswerApproval));
            }
            Command::Message => self.open_form(FormKind::Message),
            Command::Keep => self.keep_notes(),
            Command::WrapUp => self.wrap_up_now(),
            Command::HandOff => {
                let mine = |t: &Tab| t.file.case.pending_hand_off().is_some_and(|h| h.to == self.setting.login);
                let answer = self.tab().is_some_and(mine);
                self.open_form(if answer { FormKind::AnswerHandOff } else { FormKind::HandOff });
            }
            Command::Precedents => self.show_precedents(),
            Command::FollowUp => self.open_form(FormKind::FollowUp),
            Command::CameBack => {
                let back = Do::CameBack { by: CameBackBy::Hand, note: Text::default() };
                self.perform(vec![back], Then::Tell);
            }
            Command::Redeem => self.open_form(FormKind::Redeem),
            Command::Reopen => self.open_form(FormKind::Reopen),
            Command::Undo => self.perform(vec![Do::Undo], Then::Undone),
            Command::Redo => self.perform(vec![Do::Redo], Then::Redone),
            Command::NextOpen => self.switch_by(1),
            Command::PreviousOpen => self.switch_by(-1),
            Command::Park => self.park(),
            Command::Wait => self.wait(),
            Command::Console => self.screen = Screen::Console,
            Command::Cases => self.show_cases(),
            Command::Customers => self.show_customers(),
            Command::Review => self.show_review(),
            Command::Practice => self.show_practice(),
            Command::ScoreCase => self.open_form(FormKind::Score),
            Command::AnswerScores => self.show_scores(),
            Command::SaveQuery => self.open_form(FormKind::SaveQuery),
            Command::Order => self.other_order(),
            Command::EditCustomer => self.edit_customer(),
            Command::Merge => self.merge_customer(),
            Command::UndoCustomer => self.undo_customer(),
            Command::CallBack => self.open_form(FormKind::CallBack),
            Command::CalmDown => self.calm_down(),
            Command::Acknowledge => self.acknowledge(),
            Command::Reply => self.open_reply(),
            Command::NoCard => self.no_card(),
            Command::ReplySent | Command::ReplyCopy | Command::ReplyEditor | Command::ReplyAnew => {
                self.run_reply(command);
            }
            Command::Tour => self.tour(),
            Command::Explain => self.explain(),
            Command::Find => self.find_cases(),
            Command::NextPane => self.next_pane_here(false),
            Command::PreviousPane => self.next_pane_here(true),
            Command::Palette => self.open_form(FormKind::Palette),
            Command::Theme => self.next_theme(),
            Command::Help => self.popup = Some(Popup::Help(Help::default())),
            Command::Suspend => self.effects.push(Effect::Suspend),
            Command::Quit => {
                self.keep_half_typed(true);
                self.effects.push(Effect::Quit);
            }
            // What belongs to one screen alone.
            command => self.run_on_its_screen(command),
        }
    }

    fn run_on_its_screen(&mut self, command: Command) {
        match of(command).on {
            On::Review => self.run_review(command),
            On::Practice | On::Drill | On::Debrief => self.run_practice(command),
            On::Everywhere | On::Console | On::Cases | On::Customers | On::Reply => {}
        }
    }

    /// Why a command cannot be run now; `None` where it can. Screens dim what cannot, and say this.
    pub fn why_not(&self, command: Command) -> Option<String> {
        self.what_hinders(command).map(|why| self.setting.words(why))
    }

    /// As [`App::why_not`], with `{command-name}` where a key is named.
    fn what_hinders(&self, command: Command) -> Option<&'static str> {
        if !of(command).on.meets(self.on()) {
            return Some(match of(command).on {
                On::Cases => "that belongs to the cases screen ({screen-cases})",
                On::Customers => "that belongs to the customers screen ({screen-customers})",
                On::Review => "that belongs to the review ({screen-review})",
                On::Practice => "that belongs to the list of the practice screen ({screen-practice})",
                On::Drill => "that belongs to a drill ({screen-practice})",
                On::Debrief => "that belongs to a debrief ({screen-practice})",
                On::Reply => "that belongs to the reply ({reply})",
                _ => "that belongs to the console ({screen-console})",
            });
        }
        if let Command::Merge | Command::EditCustomer | Command::UndoCustomer = command {
            return self.why_not_a_customer();
        }
        if command == Command::SaveQuery && self.cases.typed().trim().is_empty() {
            return Some("there is no query yet; type one");
        }
        if matches!(command, Command::ReviewCases | Command::ReviewMeaning) && self.review.report().is_none() {
            return Some("nothing is reckoned yet");
        }
        if let Some(why) = self.why_not_practise(command) {
            return Some(why);
        }
        let Some(tab) = self.tab() else {
            let free = of(command).on != On::Console || self.screen != Screen::Console;
            return (!free).then_some("no case is open; {new-interaction} begins an interaction");
        };
        let case = &tab.file.case;
        if matches!(command, Command::StepDone | Command::Skip) && tab.steps.is_empty() {
            return Some("no playbook yet; {playbook} finds one by what they said");
        }
        if NEED_A_CONTACT.contains(&command) && tab.mine.is_none() {
            return Some("{contact-again} begins your contact on this case first");
        }
        if NEED_AN_OPEN_CASE.contains(&command) && case.closed.is_some() {
            return Some("the case is closed; {reopen} opens it again");
        }
        match command {
            Command::Unfit if tab.walk().is_none() => Some("no playbook yet; {playbook} finds one by what they said"),
            Command::ScoreCase => self.why_not_score(),
            Command::AnswerScores if self.scores_for_me().is_none() => Some("no scores here wait for your answer"),
            Command::Hold if tab.interaction().is_some_and(|i| i.talk_ended.is_some()) => {
                Some("the customer is gone; {undo} takes the wrap-up back")
            }
            Command::Mark if case.open_promises().next().is_none() => Some("no promise is open here"),
            Command::NoCard if tab.just_masked.is_none() => Some("nothing was masked just now"),
            Command::NextOpen | Command::PreviousOpen if self.tabs.len() < 2 => Some("nothing else is open"),
            Command::Again if tab.mine.is_some() => Some("your interaction on this case is still open"),
            Command::Reopen if case.closed.is_none() => Some("the case is not closed"),
            Command::Precedents if tab.walk().is_none() => Some("no playbook yet: nothing says what is like it"),
            Command::FollowUp if case.recovered().is_none() => {
                Some("nothing was put right here that nobody asked about")
            }
            Command::CameBack if tab.mine.is_some() => Some("they are still here"),
            Command::Keep if tab.notes_text().trim().is_empty() => Some("there is nothing in the notes yet"),
            _ => None,
        }
    }

    /// One deed on the case that is shown, done now.
    pub(super) fn deed(&self, on: Subject, command: Do) -> Deed {
        Deed { id: fresh(), on, command, at: self.now, agent: None, seen: self.seen(on) }
    }

    /// The newest entry of the case that the person had before them: when the form was opened, or now.
    fn seen(&self, on: Subject) -> Option<i64> {
        let tab = self.tabs.iter().find(|t| on == Subject::Case(t.id))?;
        self.form_saw.or_else(|| tab.newest())
    }

    /// Carries commands out on the case that is shown, as one unit.
    pub(super) fn perform(&mut self, commands: Vec<Do>, then: Then) {
        let Some(case) = self.tab().map(|t| t.id) else { return };
        let deeds = commands.into_iter().map(|c| self.deed(Subject::Case(case), c)).collect();
        self.perform_deeds(case, deeds, then);
    }

    /// Carries deeds out on a case. Until the log has the case, what opens it goes first: its ids make that safe.
    pub(super) fn perform_deeds(&mut self, case: CaseId, deeds: Vec<Deed>, then: Then) {
        let mut all = Vec::new();
        if let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case) {
            tab.under_way += 1;
            all.clone_from(&tab.opening);
        }
        all.extend(deeds);
        let deeds = all;
        self.effects.push(Effect::Perform { case, deeds, then });
    }

    fn begin_new(&mut self, kind: Option<CaseKind>) {
        self.mind_the_line();
        let (case, interaction): (CaseId, InteractionId) = (fresh(), fresh());
        // The channel of the call before is the likeliest one.
        let before = self.tabs.iter().rev().find_map(|t| t.interaction().and_then(|i| i.channel));
        let channel = before.or_else(|| self.setting.desk.channels.first().copied());
        let with = self.customer_at_hand().map(|c| (c.id, c.title()));
        self.screen = Screen::Console;
        self.make_room();
        self.tabs.push(Tab::new(case, Some(interaction)));
        self.shown = self.tabs.len() - 1;
        self.pane = Pane::Case;
        let mut opening = self.opening_by(case, interaction, channel);
        if kind.is_some() {
            let describe = Do::Describe { kind, severity: None, wanted: None };
            opening.push(self.deed(Subject::Case(case), describe));
        }
        if let Some((customer, name)) = with {
            opening.push(self.deed(Subject::Case(case), Do::SetCustomer(customer)));
            self.say(Tone::Good, format!("A new interaction with {name}."));
        }
        if let Some(tab) = self.tab_mut() {
            tab.opening = opening;
        }
        self.perform_deeds(case, Vec::new(), Then::Show);
        self.save_draft_now();
    }

    /// Somebody who is left on an open line is named: their clock runs on.
    pub(super) fn mind_the_line(&mut self) {
        let on_the_line = |t: &&Tab| {
            t.interaction().is_some_and(|i| {
                i.is_spoken() && i.talk_ended.is_none() && i.ended.is_none() && !i.is_on_hold() && !i.is_parked()
            }) && t.file.case.opened.is_some()
        };
        if let Some(number) = self.tab().filter(on_the_line).map(|t| t.file.case.number().to_owned()) {
            let words = self.setting.words("is still on the line: {hold} there puts them on hold.");
            self.say(Tone::Guidance, format!("{number} {words}"));
        }
    }

    /// What opens a case with its first interaction, by the desk's first channel.
    pub(super) fn opening(&self, case: CaseId, interaction: InteractionId) -> Vec<Deed> {
        self.opening_by(case, interaction, self.setting.desk.channels.first().copied())
    }

    fn opening_by(&self, case: CaseId, interaction: InteractionId, channel: Option<Channel>) -> Vec<Deed> {
        let on = Subject::Case(case);
        vec![
            self.deed(on, Do::Open { number: String::new() }),
            self.deed(on, Do::Begin { interaction, channel, external_id: None }),
        ]
    }

    /// A case that was only looked at makes room for the next.
    pub(super) fn make_room(&mut self) {
        self.tabs.retain(|t| t.mine.is_some() || t.has_words());
        self.shown = self.shown.min(self.tabs.len().saturating_sub(1));
    }

    /// A pretend case of our own, walked with the playbook that shows the keys.
    fn tour(&mut self) {
        let Some(tour) = self.setting.library.get("tour").map(|p| p.hash().to_owned()) else { return };
        self.begin_new(Some(CaseKind::Internal));
        let Some((case, interaction)) = self.tab().and_then(|t| Some((t.id, t.mine?))) else { return };
        let follow = Do::Follow { walk: fresh(), interaction, playbook: tour };
        let deed = self.deed(Subject::Case(case), follow);
        self.perform_deeds(case, vec![deed], Then::Show);
    }

    fn begin_again(&mut self) {
        let interaction: InteractionId = fresh();
        let last = self.tab().and_then(|t| t.file.case.interactions.last()).and_then(|i| i.channel);
        let channel = last.or_else(|| self.setting.desk.channels.first().copied());
        if let Some(tab) = self.tab_mut() {
            tab.mine = Some(interaction);
        }
        self.pane = Pane::Case;
        self.perform(vec![Do::Begin { interaction, channel, external_id: None }], Then::Show);
        self.save_draft_now();
    }

    pub(super) fn open_form(&mut self, kind: FormKind) {
        let mut form = self.form(&kind);
        // A form that was put away comes back as it was.
        if let Some((_, draft)) = self.tab().and_then(|t| t.forms.iter().find(|(k, _)| *k == kind)) {
            form.restore(draft);
        }
        // What a search field offers fits what stands in it, and nothing is chosen before somebody looked.
        if let (FormKind::HandOff, Some(field)) = (&kind, form.field_mut("to")) {
            let words = field.input.value().to_owned();
            (field.choices, field.chosen, field.touched) = (self.who_helps(&words), 0, false);
        }
        // What is missing comes first.
        if kind == FormKind::WrapUp {
            let missing = ["outcome", "cause", "summary"].into_iter().find(|name| form.value(name).is_empty());
            form.go_to(missing.unwrap_or("summary"));
        }
        self.forms += 1;
        form.id = self.forms;
        form.saw = self.tab().and_then(Tab::newest);
        self.submit_when_found = false;
        self.generation += 1;
        self.popup = Some(Popup::Form(kind, form));
        self.renew_meters();
    }

    fn open_form_at(&mut self, kind: FormKind, field: &str) {
        self.open_form(kind.clone());
        let Some(Popup::Form(_, mut form)) = self.popup.take() else { return };
        form.go_to(field);
        if let Some(said) = form.field_mut("said") {
            said.choices = self.playbooks("");
        }
        self.popup = Some(Popup::Form(kind, form));
        if field == "customer" {
            self.search(Search::Customers, String::new());
        }
    }

    /// The playbooks that fit what they said, best first.
    pub(super) fn playbooks(&self, said: &str) -> Vec<Choice> {
        let ranked = self.setting.library.rank(said);
        ranked.into_iter().map(|(_, p)| Choice::new(p.hash(), p.title(), p.about())).collect()
    }

    fn choose_step(&mut self, by: isize) {
        if let Some(tab) = self.tab_mut() {
            tab.choose_step(by);
        }
        self.touched();
    }

    /// Does the chosen step: a question is answered first, a promise or gesture is confirmed in its form.
    fn do_step(&mut self) {
        let Some((walk, step)) = self.tab().and_then(|t| t.walk().map(|w| w.id).zip(t.step().cloned())) else { return };
        if step.reach != Reach::Yes {
            let why = match &step.reach {
                Reach::NotYet(name) => format!("this step waits for the answer to “{}”", name.replace('_', " ")),
                _ => "what you know so far rules this step out".to_owned(),
            };
            return self.say(Tone::Guidance, why);
        }
        let id = step.step.id.clone();
        // F2 on an open answer is "that is the answer, and on": where the next step asks as well, its line opens at once.
        if self.tab().and_then(|t| t.answering.as_ref()).is_some_and(|a| a.step == id) {
            self.submit_answer();
            if let Some(next) = self.tab().filter(|t| t.answering.is_none()).and_then(Tab::step).cloned()
                && self.tab().is_some_and(|t| t.is_open(&next.step.id))
            {
                self.ask_step(&next);
            }
            return;
        }
        if self.ask_step(&step) {
            return;
        }
        if step.promise.is_some() {
            return self.open_form(FormKind::Promise(Some(id)));
        }
        if step.offer.is_some() {
            return self.open_form(FormKind::Gesture(Some(id)));
        }
        if let Some(tab) = self.tab_mut() {
            tab.send_step(&id);
        }
        self.perform(vec![Do::DoStep { walk, step: id, values: Vec::new() }], Then::Show);
    }

    /// The answer to `step` is known: what it reached comes before what stood further on, unless somebody chose otherwise.
    pub(super) fn go_on_from(&mut self, case: CaseId, step: &str) {
        let Some(tab) = self.tabs.iter_mut().find(|t| t.id == case) else { return };
        let Some((_, chosen)) = tab.went_on.take().filter(|(sent, _)| sent == step) else { return };
        let from = tab.steps.iter().position(|s| s.step.id == step);
        let here = tab.step().is_some_and(|s| s.step.id == chosen);
        let Some(next) = from.and_then(|from| tab.next_open(from)).filter(|next| here && *next != tab.chosen) else {
            return;
        };
        let typed = tab.answering.as_ref().map(|a| !a.input.value().is_empty());
        if typed == Some(true) {
            return;
        }
        tab.chosen = next;
        tab.answering = None;
        let step = tab.step().cloned();
        if let (Some(false), Some(step), true) = (typed, step, self.tab().is_some_and(|t| t.id == case)) {
            self.ask_step(&step);
        }
    }

    /// Opens the answer line of a step that asks something, with what was begun or is known; says whether it asks.
    fn ask_step(&mut self, step: &StepView) -> bool {
        let Some(question) = &step.question else { return false };
        let id = step.step.id.clone();
        let begun = self.tab().and_then(|t| t.begun.get(&id).cloned());
        let known = || question.answer.as_ref().map(crate::terms::Value::for_people).unwrap_or_default();
        let input = Input::new(begun.unwrap_or_else(known));
        let answering = Answering { step: id, name: question.name.clone(), input, error: String::new() };
        if let Some(tab) = self.tab_mut() {
            tab.answering = Some(answering);
        }
        true
    }

    /// The notes leave the editor for the timeline; they come back where the log says no.
    fn keep_notes(&mut self) {
        let Some(tab) = self.tab() else { return };
        let commands = Self::note_commands(tab);
        if let Some(tab) = self.tab_mut() {
            tab.keep();
        }
        self.perform(commands, Then::NotesKept);
    }

    /// The notes as commands; a note beyond measure is split.
    pub(super) fn note_commands(tab: &Tab) -> Vec<Do> {
        let text = tab.notes_text();
        if text.trim().is_empty() {
            return Vec::new();
        }
        let parts = crate::door::split(&text);
        let cleaned =
            |part: &str| crate::terms::Text::from_cleaned(crate::terms::clean::intake_except(part, &tab.not_cards));
        let interaction = tab.interaction().map(|i| i.id);
        let note = |part: &String| Do::Note { note: fresh(), interaction, text: cleaned(part) };
        parts.iter().map(note).collect()
    }

    /// The customer is gone (if they were not before); the form for the rest opens.
    fn wrap_up_now(&mut self) {
        let talking = self.tab().and_then(Tab::interaction).filter(|i| i.talk_ended.is_none()).map(|i| i.id);
        if let Some(id) = talking {
            self.perform(vec![Do::WrapUp(id)], Then::Show);
        }
        self.open_form(FormKind::WrapUp);
    }

    fn next_pane_here(&mut self, back: bool) {
        match self.screen {
            Screen::Cases => self.tab_on_cases(),
            Screen::Customers => self.next_part(back),
            Screen::Review => self.next_page(back),
            Screen::Practice => self.next_part_of_practice(back),
            Screen::Console => self.next_pane(if back { 2 } else { 1 }),
        }
    }

    fn next_pane(&mut self, by: usize) {
        let panes = [Pane::NextUp, Pane::Case, Pane::Playbook];
        let at = panes.iter().position(|p| *p == self.pane).unwrap_or(0);
        self.pane = panes[(at + by) % 3];
    }

    /// Goes to where a missing thing is mended.
    pub(super) fn go_to(&mut self, place: &Place) {
        match place {
            Place::Customer => self.open_form_at(FormKind::Opening, "customer"),
            Place::Details => self.open_form(FormKind::Details),
            Place::Step(id) => {
                let at = self.tab().and_then(|t| t.steps.iter().position(|s| s.step.id == *id));
                if let (Some(tab), Some(at)) = (self.tab_mut(), at) {
                    tab.chosen = at;
                    tab.put_answer_aside();
                }
                self.pane = Pane::Playbook;
                let words = "{step-done} does this step, {step-skip} skips it with a reason; then {wrap-up} again.";
                self.say(Tone::Guidance, self.setting.words(words));
            }
            Place::Promise(_) => self.open_form(FormKind::Mark),
            Place::Gesture => self.open_form(FormKind::Gesture(None)),
            Place::HandOff => self.open_form(FormKind::HandOff),
            Place::Outcome => self.open_form_at(FormKind::WrapUp, "outcome"),
            Place::Cause => self.open_form_at(FormKind::WrapUp, "cause"),
            Place::Summary => self.open_form_at(FormKind::WrapUp, "summary"),
            Place::Tried => self.open_form_at(FormKind::WrapUp, "tried"),
            Place::Interaction | Place::Input => {}
        }
    }

    /// How far each stage is: open steps left, and steps in all, of those that are reached.
    pub fn stages(tab: &Tab) -> [(Stage, usize, usize); 4] {
        let count = |stage: Stage| {
            let reached = tab.steps.iter().filter(|s| s.step.stage == stage && s.reach == Reach::Yes);
            let open =
                reached.clone().filter(|s| tab.is_open(&s.step.id) && counts(s.step.kind, s.step.required)).count();
            (stage, open, reached.count())
        };
        [count(Stage::Listen), count(Stage::Apologise), count(Stage::Resolve), count(Stage::Compensate)]
    }
}

/// Steps that leave a stage open: a mere prompt that is not required does not.
fn counts(kind: StepKind, required: bool) -> bool {
    required || kind != StepKind::Say
}
