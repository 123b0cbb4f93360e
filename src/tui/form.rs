//! A form: a few fields, filled in with the keyboard alone. Tab moves, the arrows choose, Enter is always "do it".
//!
//! The form knows nothing of cases: `app` says which fields there are and what is done with them.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use serde::{Deserialize, Serialize};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use crate::terms::clean;

/// One of the things that a field offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the field then holds.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// More about it, shown beside the label.
    pub about: String,
    /// It cannot be had just now.
    pub off: bool,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>, about: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), about: about.into(), off: false }
    }
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Words.
    Words,
    /// One of its choices; typing narrows them, the first that fits is chosen.
    One,
    /// One of its choices by its first letter, which also carries the form out.
    Letter,
    /// Words, for which choices come from elsewhere while they are typed (customers, playbooks, cases, commands).
    Search,
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name, for the form's owner.
    pub name: &'static str,
    /// What is shown before it.
    pub label: String,
    /// What it takes.
    pub takes: Takes,
    /// What is typed.
    pub input: Input,
    /// All it offers (a search: what was found).
    pub choices: Vec<Choice>,
    /// Which of the fitting choices is chosen.
    pub chosen: usize,
    /// Whether the arrows were used: then the chosen one counts even where nothing is typed.
    pub touched: bool,
    /// Shown while nothing is typed.
    pub hint: String,
}

impl Field {
    fn new(name: &'static str, label: impl Into<String>, takes: Takes) -> Self {
        Self {
            name,
            label: label.into(),
            takes,
            input: Input::default(),
            choices: Vec::new(),
            chosen: 0,
            touched: false,
            hint: String::new(),
        }
    }

    /// A field for words.
    pub fn words(name: &'static str, label: impl Into<String>) -> Self {
        Self::new(name, label, Takes::Words)
    }

    /// A field for one of `choices`.
    pub fn one(name: &'static str, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(name, label, Takes::One) }
    }

    /// A field for one of `choices` by its first letter.
    pub fn letter(name: &'static str, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(name, label, Takes::Letter) }
    }

    /// Whether it takes one of a fixed list.
    pub fn is_list(&self) -> bool {
        matches!(self.takes, Takes::One | Takes::Letter)
    }

    /// A field whose choices are searched for.
    pub fn search(name: &'static str, label: impl Into<String>) -> Self {
        Self::new(name, label, Takes::Search)
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With something in it already.
    #[must_use]
    pub fn with(mut self, value: &str) -> Self {
        if self.is_list() {
            if let Some(at) = self.choices.iter().position(|c| c.value == value) {
                self.chosen = at;
                self.touched = true;
            }
        } else {
            self.input = Input::new(value.to_owned());
        }
        self
    }

    /// The choices that fit what is typed, best first. A search's choices all fit: they were found for it.
    pub fn fitting(&self) -> Vec<&Choice> {
        let typed = self.input.value().trim().to_lowercase();
        if !self.is_list() || typed.is_empty() {
            return self.choices.iter().collect();
        }
        let starts = |c: &&Choice| c.label.to_lowercase().starts_with(&typed) || c.value.starts_with(&typed);
        let holds = |c: &&Choice| c.label.to_lowercase().contains(&typed) && !starts(c);
        self.choices.iter().filter(starts).chain(self.choices.iter().filter(holds)).collect()
    }

    /// What the field holds: the chosen value of a choice or search, the words otherwise. Empty where nothing was given.
    pub fn value(&self) -> String {
        match self.takes {
            Takes::Words => self.input.value().trim().to_owned(),
            _ if !self.touched && self.input.value().trim().is_empty() => String::new(),
            Takes::One | Takes::Letter => self.fitting().get(self.chosen).map(|c| c.value.clone()).unwrap_or_default(),
            Takes::Search => self.choices.get(self.chosen).map(|c| c.value.clone()).unwrap_or_default(),
        }
    }

    fn choose(&mut self, by: isize) {
        let count = self.fitting().len();
        if count > 0 {
            // The first arrow takes what is shown first; only then do arrows move.
            if self.touched || !self.input.value().is_empty() {
                self.chosen = self.chosen.saturating_add_signed(by).min(count - 1);
            }
            self.touched = true;
        }
    }
}

/// What a key did to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Nothing that matters outside.
    Nothing,
    /// The field at this place holds other words now.
    Typed(usize),
    /// A card number was masked, or something dropped, in the field at this place.
    Cleaned(usize),
    /// It is to be carried out.
    Submitted,
    /// It is to be put away.
    Left,
}

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    /// What it is about.
    pub title: String,
    /// A sentence above the fields.
    pub about: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Which field has the keys.
    pub at: usize,
    /// What stood in the way of the last try.
    pub error: String,
    /// Its number: an answer that comes late must not touch another form.
    pub id: u64,
    /// The newest entry of the case when it was opened.
    pub saw: Option<i64>,
    /// What was known of a customer when it was opened.
    pub base: Option<Box<crate::case::CustomerDetails>>,
    /// It is being carried out: until the answer comes nothing is done twice.
    pub sent: bool,
}

/// What is kept of a form in a draft: values by field name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FormDraft {
    /// What was typed, by field name.
    pub values: Vec<(String, String)>,
    /// Which field had the keys.
    pub at: usize,
}

impl FormDraft {
    /// Whether nothing is typed anywhere.
    pub fn is_blank(&self) -> bool {
        self.values.iter().all(|(_, value)| value.trim().is_empty())
    }
}

impl Form {
    /// A form.
    pub fn new(title: impl Into<String>, fields: Vec<Field>) -> Self {
        Self {
            title: title.into(),
            about: String::new(),
            fields,
            at: 0,
            error: String::new(),
            id: 0,
            saw: None,
            base: None,
            sent: false,
        }
    }

    /// With a sentence above the fields.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }

    /// The value of the field with this name; empty where there is none.
    pub fn value(&self, name: &str) -> String {
        self.field(name).map(Field::value).unwrap_or_default()
    }

    /// The words typed in the field with this name.
    pub fn typed(&self, name: &str) -> String {
        self.field(name).map(|f| f.input.value().trim().to_owned()).unwrap_or_default()
    }

    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The field with this name, to change.
    pub fn field_mut(&mut self, name: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|f| f.name == name)
    }

    /// Gives the keys to the field with this name.
    pub fn go_to(&mut self, name: &str) {
        if let Some(at) = self.fields.iter().position(|f| f.name == name) {
            self.at = at;
        }
    }

    /// The field that has the keys.
    pub fn current(&self) -> Option<&Field> {
        self.fields.get(self.at)
    }

    /// What to keep of it in a draft.
    pub fn draft(&self) -> FormDraft {
        let value = |f: &Field| match f.takes {
            Takes::One | Takes::Letter => f.value(),
            _ => f.input.value().to_owned(),
        };
        FormDraft { values: self.fields.iter().map(|f| (f.name.to_owned(), value(f))).collect(), at: self.at }
    }

    /// Puts a draft back.
    pub fn restore(&mut self, draft: &FormDraft) {
        for (name, value) in &draft.values {
            if let Some(field) = self.fields.iter_mut().find(|f| f.name == name)
                && !value.is_empty()
            {
                *field = field.clone().with(value);
            }
        }
        self.at = draft.at.min(self.fields.len().saturating_sub(1));
    }

    /// What was typed into a list and is not on it: the field's name and a sentence.
    pub fn off_the_list(&self) -> Option<(&'static str, String)> {
        let off = |f: &&Field| f.is_list() && !f.input.value().trim().is_empty() && f.fitting().is_empty();
        self.fields.iter().find(off).map(|f| (f.name, format!("“{}” is not on the list.", f.input.value().trim())))
    }

    /// One key.
    pub fn key(&mut self, key: &KeyEvent) -> Did {
        if self.sent && key.code != KeyCode::Esc {
            return Did::Nothing;
        }
        let fields = self.fields.len().max(1);
        match (key.code, key.modifiers) {
            (KeyCode::Esc, _) | (KeyCode::Char('c'), KeyModifiers::CONTROL) => return Did::Left,
            (KeyCode::Enter, _) => return Did::Submitted,
            (KeyCode::Tab, _) => self.at = (self.at + 1) % fields,
            (KeyCode::BackTab, _) => self.at = (self.at + fields - 1) % fields,
            (KeyCode::Down, _) => return self.arrow(1),
            (KeyCode::Up, _) => return self.arrow(-1),
            _ => return self.type_in(&Event::Key(*key)),
        }
        Did::Nothing
    }

    fn arrow(&mut self, by: isize) -> Did {
        match self.fields.get_mut(self.at) {
            Some(field) if field.takes != Takes::Words => field.choose(by),
            _ => self.at = self.at.saturating_add_signed(by).min(self.fields.len().saturating_sub(1)),
        }
        Did::Nothing
    }

    /// A paste: a line at a time would submit, so newlines become spaces.
    pub fn paste(&mut self, text: &str) -> Did {
        if self.sent {
            return Did::Nothing;
        }
        let line = clean::one_line(text);
        let Some(field) = self.fields.get_mut(self.at) else { return Did::Nothing };
        for c in line.chars().take(crate::case::LONGEST_TEXT) {
            field.input.handle(tui_input::InputRequest::InsertChar(c));
        }
        self.cleaned()
    }

    fn type_in(&mut self, event: &Event) -> Did {
        let Some(field) = self.fields.get_mut(self.at) else { return Did::Nothing };
        if field.takes == Takes::Letter {
            let Event::Key(KeyEvent { code: KeyCode::Char(c), .. }) = event else { return Did::Nothing };
            let at = field.choices.iter().position(|choice| choice.label.starts_with(c.to_ascii_lowercase()));
            let Some(at) = at else { return Did::Nothing };
            (field.chosen, field.touched) = (at, true);
            return Did::Submitted;
        }
        match field.input.handle_event(event) {
            Some(change) if change.value => self.cleaned(),
            _ => Did::Nothing,
        }
    }

    /// Masks and drops in what was just typed; nothing unclean stays in a field, not even until the next key.
    fn cleaned(&mut self) -> Did {
        let at = self.at;
        let Some(field) = self.fields.get_mut(at) else { return Did::Nothing };
        field.chosen = 0;
        field.touched = false;
        let cleaned = clean::intake(field.input.value());
        if cleaned.masked + cleaned.dropped > 0 {
            field.input = Input::new(cleaned.text);
            return Did::Cleaned(at);
        }
        Did::Typed(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(form: &mut Form, keys: &str) -> Did {
        let mut did = Did::Nothing;
        for c in keys.chars() {
            let code = match c {
                '\t' => KeyCode::Tab,
                '\n' => KeyCode::Enter,
                'v' if keys.starts_with('v') => KeyCode::Down,
                c => KeyCode::Char(c),
            };
            did = form.key(&KeyEvent::new(code, KeyModifiers::NONE));
        }
        did
    }

    fn heat() -> Field {
        let choice = |w: &str| Choice::new(w, w, "");
        Field::one("heat", "Heat", vec![choice("calm"), choice("upset"), choice("angry")])
    }

    #[test]
    fn a_choice_is_made_by_typing_or_by_arrows() {
        let mut form = Form::new("x", vec![heat(), heat()]);
        press(&mut form, "an\t");
        assert_eq!(form.fields[0].value(), "angry");
        assert_eq!(form.fields[1].value(), "", "nothing is chosen until somebody chooses");
        press(&mut form, "vv");
        assert_eq!(form.fields[1].value(), "upset");
    }

    #[test]
    fn enter_submits_from_any_field() {
        let mut form = Form::new("x", vec![Field::words("a", "A"), heat()]);
        assert_eq!(press(&mut form, "late\n"), Did::Submitted);
        assert_eq!(form.value("a"), "late");
    }

    #[test]
    fn a_draft_comes_back() {
        let mut form = Form::new("x", vec![Field::words("a", "A"), heat()]);
        press(&mut form, "some words\tup");
        let mut again = Form::new("x", vec![Field::words("a", "A"), heat()]);
        again.restore(&form.draft());
        assert_eq!((again.value("a"), again.value("heat"), again.at), ("some words".into(), "upset".into(), 1));
    }
}
