//! The screen for customers: a search as it is typed, the card of the chosen one, their cases; changing, merging, taking back.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use crate::case::{Command as Do, Customer, CustomerDetails, Subject};
use crate::log::{Person, Similar};
use crate::terms::{CaseId, CustomerId, CustomerKind, Text, clean};

use super::super::finding::{Answer, Ask};
use super::super::form::{Choice, Field, Form, FormDraft, Takes};
use super::super::message::{Effect, Failure};
use super::super::scroll::Scroll;
use super::super::view::column;
use super::forms::FormKind;
use super::{App, Popup, Screen, Tone};

/// The longest search, in characters.
const LONGEST: usize = 200;

/// What of the screen the arrows move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// The list.
    #[default]
    List,
    /// The card: it scrolls.
    Card,
    /// The cases of the chosen one.
    Cases,
}

/// What the customers screen holds.
#[derive(Default)]
pub struct Customers {
    /// What is searched for.
    pub input: Input,
    /// Who was found.
    pub rows: Vec<Customer>,
    /// Which of them is chosen.
    pub chosen: usize,
    /// The chosen one across their cases.
    pub person: Option<Box<Person>>,
    /// What the arrows move.
    pub part: Part,
    /// Which of their cases is chosen.
    pub case: usize,
    /// How far the card is scrolled.
    pub scroll: Scroll,
    /// Why nothing could be read.
    pub error: String,
    /// Whether the search has been answered.
    pub answered: bool,
    /// Who may be the same person, while the form for merging is open.
    pub duplicates: Vec<Similar>,
    generation: u64,
    reading: u64,
    /// The search is another one than what is shown.
    is_new: bool,
    /// What was filled in of forms that were put away.
    put_away: Vec<(FormKind, FormDraft)>,
}

impl Customers {
    /// The chosen customer.
    pub fn customer(&self) -> Option<&Customer> {
        self.rows.get(self.chosen)
    }

    /// The chosen one across their cases, where that is read already.
    pub fn person(&self) -> Option<&Person> {
        let id = self.customer()?.id;
        self.person.as_deref().filter(|p| p.customer.id == id)
    }
}

impl App {
    /// Shows the screen as it was left, with what has happened since.
    pub(super) fn show_customers(&mut self) {
        self.screen = Screen::Customers;
        self.ask_people();
    }

    /// Asks again what is shown.
    pub(super) fn ask_people(&mut self) {
        self.people.generation += 1;
        let words = self.people.input.value().trim().to_owned();
        self.ask(Ask::People { generation: self.people.generation, words });
    }

    fn ask_person(&mut self) {
        let Some(id) = self.people.customer().map(|c| c.id) else { return };
        self.people.reading += 1;
        self.ask(Ask::Person { generation: self.people.reading, id });
    }

    /// An answer for this screen.
    pub(super) fn answered_of_customers(&mut self, answer: Answer) {
        match answer {
            Answer::People { generation, result } if generation == self.people.generation => match result {
                Ok(rows) => {
                    let people = &mut self.people;
                    let before = people.customer().map(|c| c.id).filter(|_| !people.is_new);
                    let same = before.and_then(|id| rows.iter().position(|c| c.id == id));
                    let at = if people.is_new { 0 } else { people.chosen };
                    people.rows = rows;
                    people.chosen = same.unwrap_or(at).min(people.rows.len().saturating_sub(1));
                    (people.is_new, people.answered) = (false, true);
                    people.error.clear();
                    self.ask_person();
                }
                Err(failure) => self.people.error = failure.words(),
            },
            Answer::Person { generation, result } if generation == self.people.reading => match result {
                Ok(person) => {
                    let people = &mut self.people;
                    let id = |p: &Option<Box<Person>>| p.as_ref().map(|p| p.customer.id);
                    if id(&person) != id(&people.person) {
                        (people.case, people.scroll) = (0, Scroll::default());
                    }
                    people.person = person;
                    let last = people.person.as_ref().map_or(0, |p| p.cases.len().saturating_sub(1));
                    people.case = people.case.min(last);
                }
                Err(failure) => self.people.error = failure.words(),
            },
            Answer::Duplicates { generation, result } if generation == self.generation => self.duplicates(result),
            _ => {}
        }
    }

    /// Moves what has the arrows.
    pub(super) fn move_on_customers(&mut self, by: isize) {
        let people = &mut self.people;
        match people.part {
            Part::List => {
                let at = people.chosen.saturating_add_signed(by).min(people.rows.len().saturating_sub(1));
                if at != people.chosen {
                    people.chosen = at;
                    self.ask_person();
                }
            }
            Part::Card => people.scroll.by(by),
            Part::Cases => {
                let count = people.person().map_or(0, |p| p.cases.len());
                people.case = people.case.saturating_add_signed(by).min(count.saturating_sub(1));
            }
        }
    }

    /// A click on a row of the list.
    pub(super) fn click_customer(&mut self, at: usize) {
        self.people.part = Part::List;
        let by = at.cast_signed() - self.people.chosen.cast_signed();
        self.move_on_customers(by);
    }

    /// A click on one of their cases: the first chooses, the second opens.
    pub(super) fn click_case_of(&mut self, case: CaseId) {
        let at = self.people.person().and_then(|p| p.cases.iter().position(|c| c.id == case));
        let Some(at) = at else { return self.show_case(case) };
        if self.people.part == Part::Cases && self.people.case == at {
            return self.show_case(case);
        }
        (self.people.part, self.people.case) = (Part::Cases, at);
    }

    /// Tab, or back with Shift.
    pub(super) fn next_part(&mut self, back: bool) {
        let parts = [Part::List, Part::Card, Part::Cases];
        let at = parts.iter().position(|p| *p == self.people.part).unwrap_or(0);
        self.people.part = parts[(at + if back { 2 } else { 1 }) % 3];
    }

    /// A key on this screen that is no command.
    pub(super) fn customers_key(&mut self, key: &KeyEvent) {
        let page = self.page_rows().cast_signed();
        match (key.code, key.modifiers) {
            (KeyCode::Esc, _) if self.people.part != Part::List => self.people.part = Part::List,
            (KeyCode::Esc, _) => self.popup = Some(Popup::Menu(0)),
            (KeyCode::Enter, _) => match self.people.part {
                Part::Cases => {
                    let case = self.people.person().and_then(|p| p.cases.get(self.people.case)).map(|c| c.id);
                    if let Some(case) = case {
                        self.show_case(case);
                    } else {
                        let words = "There is no other case; {new-interaction} begins one with this customer.";
                        self.say(Tone::Guidance, self.setting.words(words));
                    }
                }
                _ => self.people.part = Part::Cases,
            },
            (KeyCode::Down, _) => self.move_on_customers(1),
            (KeyCode::Up, _) => self.move_on_customers(-1),
            (KeyCode::PageDown, _) => self.move_on_customers(page),
            (KeyCode::PageUp, _) => self.move_on_customers(-page),
            (KeyCode::Home, _) => self.move_on_customers(isize::MIN / 2),
            (KeyCode::End, _) => self.move_on_customers(isize::MAX / 2),
            (KeyCode::Char('z'), KeyModifiers::CONTROL) => {}
            _ => {
                if self.people.input.value().chars().count() >= LONGEST && matches!(key.code, KeyCode::Char(_)) {
                    return;
                }
                if self.people.input.handle_event(&Event::Key(*key)).is_some_and(|change| change.value) {
                    self.typed_name();
                }
            }
        }
    }

    fn typed_name(&mut self) {
        let cleaned = clean::intake(self.people.input.value());
        if let Some(notice) = cleaned.notice() {
            self.people.input = Input::new(cleaned.text.clone());
            self.say(Tone::Guidance, format!("In the search {notice}."));
        }
        self.people.part = Part::List;
        self.people.is_new = true;
        self.ask_people();
    }

    /// A paste goes into the search, as one line.
    pub(super) fn paste_name(&mut self, text: &str) {
        let line = clean::one_line(text);
        let typed = format!("{}{}", self.people.input.value(), line.trim());
        self.people.input = Input::new(typed.chars().take(LONGEST).collect());
        self.typed_name();
    }

    /// Esc in the menu: the search is cleared; where there is none, back to the console.
    pub(super) fn leave_customers(&mut self) {
        if self.people.input.value().is_empty() {
            self.screen = Screen::Console;
        } else {
            self.people.input = Input::default();
            self.typed_name();
        }
    }

    // Changing, merging, taking back.

    /// The form for what is known of the chosen customer.
    pub(super) fn edit_customer(&mut self) {
        if let Some(id) = self.people.customer().map(|c| c.id) {
            self.open_customer_form(FormKind::EditCustomer(id));
        }
    }

    /// The form for who else the chosen customer is.
    pub(super) fn merge_customer(&mut self) {
        if let Some(id) = self.people.customer().map(|c| c.id) {
            self.open_form(FormKind::Merge(id));
            self.ask_duplicates(id, String::new());
        }
    }

    /// Opens a form about the chosen customer, as it was put away where it was.
    fn open_customer_form(&mut self, kind: FormKind) {
        let before = self.people.put_away.iter().find(|(k, _)| *k == kind).map(|(_, draft)| draft.clone());
        self.open_form(kind);
        if let (Some(Popup::Form(_, form)), Some(before)) = (&mut self.popup, before) {
            form.restore(&before);
            // What was emptied stays so.
            for (name, _) in before.values.iter().filter(|(_, value)| value.is_empty()) {
                if let Some(field) = form.fields.iter_mut().find(|f| f.name == name && f.takes == Takes::Words) {
                    field.input = Input::default();
                }
            }
        }
    }

    /// What was filled in comes back with the form.
    pub(super) fn put_customer_form_away(&mut self, kind: &FormKind, form: &Form) {
        if matches!(kind, FormKind::EditCustomer(_)) {
            self.people.put_away.retain(|(k, _)| k != kind);
            self.people.put_away.push((kind.clone(), form.draft()));
        }
    }

    /// What is known of a customer, to be changed.
    pub(super) fn edit_form(&self, id: CustomerId) -> Form {
        let known = self.people.rows.iter().find(|c| c.id == id);
        let details = known.map(|c| c.details.clone()).unwrap_or_default();
        let words = |text: &Option<Text>| text.as_ref().map(ToString::to_string).unwrap_or_default();
        let kinds = CustomerKind::ALL.iter().map(|k| Choice::new(k.word(), k.label(), "")).collect();
        let internal =
            vec![Choice::new("no", "no", "a customer from outside"), Choice::new("yes", "yes", "a colleague")];
        let own = details.internal.map_or("", |own| if own { "yes" } else { "no" });
        let fields = vec![
            Field::words("name", "Name").with(&words(&details.name)),
            Field::words("called", "Call them")
                .hint("the name to use when speaking to them")
                .with(&words(&details.called)),
            Field::words("phone", "Telephone").with(&words(&details.phone)),
            Field::words("email", "E-mail").with(&words(&details.email)),
            Field::one("kind", "Likes", kinds).with(details.kind.map(CustomerKind::word).unwrap_or_default()),
            Field::words("preferences", "Prefers").hint("channel, pace, times").with(&words(&details.preferences)),
            Field::words("needs", "Needs")
                .hint("to be served well; never diagnoses")
                .with(&words(&details.support_needs)),
            Field::one("internal", "Colleague", internal).with(own),
        ];
        let title = known.map(Customer::title).unwrap_or_default();
        let mut form = Form::new(title, fields).about(
            self.setting.words("What you empty is taken away. {customer-undo} on this screen takes a change back."),
        );
        form.base = Some(Box::new(details.clone()));
        form
    }

    /// Carries a change out; only what is another than before.
    pub(super) fn customer_edited(
        &mut self,
        id: CustomerId,
        kind: &FormKind,
        form: &Form,
    ) -> Result<(), (&'static str, String)> {
        // As it was when the form was opened: what a colleague changed meanwhile is not taken back.
        let known = form.base.as_deref().cloned().unwrap_or_default();
        let text = |field: &str, before: &Option<Text>| {
            let typed = form.typed(field);
            let before = before.as_ref().map(ToString::to_string).unwrap_or_default();
            (typed != before).then(|| Text::new(&typed))
        };
        let internal = match form.value("internal").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let details = CustomerDetails {
            name: text("name", &known.name),
            called: text("called", &known.called),
            phone: text("phone", &known.phone),
            email: text("email", &known.email),
            preferences: text("preferences", &known.preferences),
            support_needs: text("needs", &known.support_needs),
            kind: form.value("kind").parse().ok().filter(|kind| known.kind != Some(*kind)),
            internal: internal.filter(|own| known.internal != Some(*own)),
        };
        if details.is_empty() {
            return Err(("name", "Nothing is changed yet; Esc leaves.".to_owned()));
        }
        let mut after = known;
        after.update(&details);
        if after.name.is_none() && after.phone.is_none() && after.email.is_none() && after.called.is_none() {
            return Err(("name", "Leave a name, a telephone number or an e-mail address.".to_owned()));
        }
        self.change_customer(id, Do::ChangeCustomer(details), Some((kind, form)));
        Ok(())
    }

    /// Carries one command out on a customer; the form stays, marked as sent, until the answer is here.
    fn change_customer(&mut self, id: CustomerId, command: Do, form: Option<(&FormKind, &Form)>) {
        let deed = self.deed(Subject::Customer(id), command);
        let number = form.map(|(kind, form)| self.mark_sent(kind, form));
        self.effects.push(Effect::Customer { customer: id, deeds: vec![deed], form: number });
    }

    /// Takes back the latest entry on the chosen customer.
    pub(super) fn undo_customer(&mut self) {
        if let Some(id) = self.people.customer().map(|c| c.id) {
            self.change_customer(id, Do::Undo, None);
        }
    }

    /// Work beside the shown case was carried out, or not.
    pub(super) fn done_beside(&mut self, form: Option<u64>, result: Result<String, Failure>) {
        match (result, &mut self.popup) {
            (Ok(words), popup) => {
                if let Some(Popup::Form(kind, open)) = popup
                    && Some(open.id) == form
                {
                    let kind = kind.clone();
                    self.people.put_away.retain(|(k, _)| *k != kind);
                    self.popup = None;
                }
                self.say(Tone::Good, words);
                self.changed_elsewhere();
            }
            (Err(failure), Some(Popup::Form(_, open))) if Some(open.id) == form => {
                open.sent = false;
                open.error = failure.words();
            }
            (Err(failure), _) => self.say(Tone::Alert, failure.words()),
        }
    }

    /// The form for merging: who else is this person?
    pub(super) fn merge_form(&self, id: CustomerId) -> Form {
        let title = self.people.rows.iter().find(|c| c.id == id).map(Customer::title).unwrap_or_default();
        Form::new(
            format!("Who else is {title}?"),
            vec![Field::search("customer", "Also").hint("name, telephone, e-mail")],
        )
        .about("First those who may be the same; or search. The next page shows both side by side.")
    }

    /// Looks for who else may be this person.
    pub(super) fn ask_duplicates(&mut self, of: CustomerId, words: String) {
        self.generation += 1;
        self.searching = true;
        self.ask(Ask::Duplicates { generation: self.generation, of, words });
    }

    fn duplicates(&mut self, result: Result<Vec<Similar>, Failure>) {
        self.searching = false;
        let submit = std::mem::take(&mut self.submit_when_found);
        let Some(Popup::Form(FormKind::Merge(_), form)) = &mut self.popup else { return };
        match result {
            Ok(found) => {
                let row = |s: &Similar| {
                    let details = &s.customer.details;
                    let known = [&details.phone, &details.email].into_iter().flatten().map(ToString::to_string);
                    let why = Some(s.reasons()).filter(|why| !why.is_empty());
                    let about: Vec<String> = why.into_iter().chain(s.number.clone()).chain(known).collect();
                    Choice::new(s.customer.id.to_string(), s.customer.title(), about.join(" · "))
                };
                form.error.clear();
                if found.is_empty() {
                    let typed = !form.typed("customer").is_empty();
                    form.error =
                        if typed { "Nobody else is called so." } else { "Nobody is like them; type a name." }.into();
                }
                if let Some(field) = form.field_mut("customer") {
                    field.choices = found.iter().map(row).collect();
                }
                self.people.duplicates = found;
            }
            Err(failure) => form.error = failure.words(),
        }
        if submit && let Some(Popup::Form(kind, form)) = self.popup.take() {
            self.submit(kind, form);
        }
    }

    /// Both records side by side; which one stays is said, not pressed through.
    pub(super) fn confirm_form(&self, one: CustomerId, other: CustomerId) -> Form {
        let a = self.people.rows.iter().find(|c| c.id == one);
        let b = self.people.duplicates.iter().map(|s| &s.customer).find(|c| c.id == other);
        let (Some(a), Some(b)) = (a, b) else { return Form::new("They are not here any more", Vec::new()) };
        let choices = vec![
            Choice::new("first", format!("yes: {} stays", a.title()), "the other joins it"),
            Choice::new("second", format!("yes: {} stays", b.title()), "the first joins it"),
            Choice::new("no", "no: they are two people", "nothing is merged"),
        ];
        Form::new("One person?", vec![Field::one("answer", "One person", choices)]).about(side_by_side(a, b))
    }

    /// The answer to both side by side.
    pub(super) fn confirmed(
        &mut self,
        (one, other): (CustomerId, CustomerId),
        kind: &FormKind,
        form: &Form,
    ) -> Result<(), (&'static str, String)> {
        match form.value("answer").as_str() {
            "first" => self.change_customer(one, Do::MergeCustomer(other), Some((kind, form))),
            "second" => self.change_customer(other, Do::MergeCustomer(one), Some((kind, form))),
            "no" => self.say(Tone::Good, "They stay two people."),
            _ => return Err(("answer", "Say which record stays, or that they are two people.".to_owned())),
        }
        Ok(())
    }

    /// Why a command of this screen cannot be run now.
    pub(super) fn why_not_a_customer(&self) -> Option<&'static str> {
        self.people.customer().is_none().then_some("no customer is chosen; type a name first")
    }

    /// The customer that a new interaction is with, where it begins on this screen.
    pub(super) fn customer_at_hand(&self) -> Option<&Customer> {
        self.people.customer().filter(|_| self.screen == Screen::Customers)
    }
}

/// A table of what is known of both, for reading.
fn side_by_side(a: &Customer, b: &Customer) -> String {
    const WIDTH: usize = 30;
    let words = |text: &Option<Text>| text.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
    let kind = |c: &Customer| c.details.kind.map_or("–", CustomerKind::label).to_owned();
    let (one, other) = (&a.details, &b.details);
    let rows = [
        ("name", words(&one.name), words(&other.name)),
        ("called", words(&one.called), words(&other.called)),
        ("telephone", words(&one.phone), words(&other.phone)),
        ("e-mail", words(&one.email), words(&other.email)),
        ("likes", kind(a), kind(b)),
        ("prefers", words(&one.preferences), words(&other.preferences)),
        ("needs", words(&one.support_needs), words(&other.support_needs)),
    ];
    let line = |(name, a, b): (&str, String, String)| {
        let sign = if a != "–" && a.to_lowercase() == b.to_lowercase() { "=" } else { " " };
        format!("{name:<10}{} {sign} {}", column(&a, WIDTH), column(&b, WIDTH)).trim_end().to_owned()
    };
    rows.into_iter().map(line).collect::<Vec<_>>().join("\n")
}
