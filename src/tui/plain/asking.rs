//! A form, asked field by field: its choices are numbered, an empty line keeps what is there.

use std::collections::VecDeque;

use super::super::form::{Field, Form, Takes};

/// Which form is asked, and which of its fields are still to come.
#[derive(Debug)]
pub struct Asking {
    /// The form's number.
    pub form: u64,
    /// The fields still to be asked; the first is the one that is asked now.
    pub fields: VecDeque<usize>,
    /// The words of the last complaint that was read out.
    pub told: String,
    /// What was found for the field that is asked now is being read out: its number is the answer.
    pub choosing: bool,
}

impl Asking {
    /// All fields of a form, but for those that were given with the command.
    pub fn new(form: &Form, given: &[&str]) -> Self {
        let open = |(_, f): &(usize, &Field)| !given.contains(&f.name);
        let fields = form.fields.iter().enumerate().filter(open).map(|(at, _)| at).collect();
        Self { form: form.id, fields, told: String::new(), choosing: false }
    }
}

/// The question for one field.
pub fn question(field: &Field) -> Vec<String> {
    let value = field.value();
    let shown = field.choices.iter().find(|c| c.value == value).map_or(value.clone(), |c| c.label.clone());
    let now = if value.is_empty() { String::new() } else { format!(" Now: {shown}. An empty line keeps it.") };
    let hint = if field.hint.is_empty() { String::new() } else { format!(" ({})", field.hint) };
    let mut lines = vec![format!("{}?{hint}{now}", field.label.trim_end_matches('?'))];
    if field.is_list() {
        lines.extend(choices(field));
    }
    lines
}

/// The choices of a field, numbered.
pub fn choices(field: &Field) -> Vec<String> {
    let about =
        |c: &super::super::form::Choice| if c.about.is_empty() { String::new() } else { format!(", {}", c.about) };
    field.choices.iter().enumerate().map(|(at, c)| format!("{}: {}{}", at + 1, c.label.trim(), about(c))).collect()
}

/// Which choice a line means: by number, by name, by the beginning of one, by a part of one.
pub fn chosen(field: &Field, line: &str) -> Option<usize> {
    let line = line.trim().to_lowercase();
    let count = field.choices.len();
    if let Ok(number) = line.parse::<usize>() {
        return (1..=count).contains(&number).then(|| number - 1);
    }
    let find = |fits: &dyn Fn(&str, &str) -> bool| {
        field.choices.iter().position(|c| fits(&c.label.to_lowercase(), &c.value.to_lowercase()))
    };
    find(&|label, value| label == line || value == line)
        .or_else(|| find(&|label, _| label.starts_with(&line)))
        .or_else(|| find(&|label, _| label.contains(&line)))
}

/// Whether a field looks its choices up while words are typed.
pub fn searches(field: &Field) -> bool {
    field.takes == Takes::Search
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::form::Choice;

    #[test]
    fn a_choice_is_made_by_number_or_by_words() {
        let choice = |w: &str| Choice::new(w, w, "");
        let field = Field::one(
            "outcome",
            "Outcome",
            vec![choice("keep the case open"), choice("resolved"), choice("goodwill")],
        );
        assert_eq!(question(&field), ["Outcome?", "1: keep the case open", "2: resolved", "3: goodwill"]);
        let chosen = |line: &str| chosen(&field, line);
        assert_eq!(
            [chosen("2"), chosen("RESOLVED"), chosen("good"), chosen("case")],
            [Some(1), Some(1), Some(2), Some(0)]
        );
        assert_eq!([chosen("0"), chosen("4"), chosen("zebra")], [None, None, None]);
    }
}
