//! What the word at the cursor of a query may become: names of fields, their values, saved queries. Pure.

use chrono::Days;

use crate::desk::Desk;
use crate::door::{Queries, is_name};
use crate::log::Field;
use crate::playbook::Library;
use crate::terms::{CaseKind, Outcome, Severity, Timestamp};

use super::super::form::Choice;

/// How many are offered at once.
const MOST: usize = 40;
/// How many days back are offered by name.
const DAYS: u64 = 7;

/// The fields of a query, with what they ask for.
const FIELDS: &[(&str, &str)] = &[
    ("is", "open, closed, mine, overdue"),
    ("agent", "who worked on it"),
    ("owner", "whose case it is"),
    ("customer", "name, telephone or e-mail"),
    ("channel", "phone, chat, e-mail …"),
    ("playbook", "what sort of matter"),
    ("cause", "the root cause"),
    ("kind", "complaint, query, praise …"),
    ("severity", "what it costs them"),
    ("outcome", "how it ended"),
    ("on", "a day"),
    ("from", "that day or later"),
    ("until", "that day or before"),
    ("order", "newest or best first"),
];

/// What completion knows beside the query.
pub struct Known<'a> {
    /// People, causes, channels, days.
    pub desk: &'a Desk,
    /// Playbooks.
    pub library: &'a Library,
    /// The present moment.
    pub now: Timestamp,
}

/// What the word at the cursor may become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What it may become; a choice's value replaces the word.
    pub choices: Vec<Choice>,
    /// Which one the arrows have chosen.
    pub chosen: Option<usize>,
    /// Where the word begins, in characters.
    pub from: usize,
    /// Where it ends: the cursor.
    pub to: usize,
}

impl Completion {
    /// For the query `text` with the cursor after so many characters; and the field whose values the log knows, where one
    /// is being written. `names`: names of fields too, not only what follows a colon or an `@`.
    pub fn at(
        text: &str,
        cursor: usize,
        names: bool,
        known: &Known<'_>,
        saved: &Queries,
        values: &[(Field, Vec<String>)],
    ) -> (Option<Self>, Option<Field>) {
        let Some((from, word)) = word_at(text, cursor) else { return (None, None) };
        let mut asked = None;
        let choices: Vec<Choice> = if let Some(name) = word.strip_prefix('@') {
            let fits = |n: &str| n.starts_with(&name.to_lowercase()) && n != name;
            let all = saved.all();
            all.iter().filter(|s| fits(s.name)).map(|s| choice(&format!("@{}", s.name), s.query)).collect()
        } else if let Some((field, typed)) = word.split_once(':') {
            asked = Field::of(&field.to_lowercase());
            let own = asked.and_then(|f| values.iter().find(|(known, _)| *known == f)).map(|(_, v)| v.as_slice());
            let fits = |c: &Choice| {
                let typed = typed.to_lowercase();
                let about = c.about.to_lowercase();
                let begins = |word: &str| typed.chars().count() > 1 && word.starts_with(&typed);
                c.value.to_lowercase().starts_with(&typed) || about.split_whitespace().any(begins)
            };
            let all: Vec<Choice> = of_field(&field.to_lowercase(), known, own.unwrap_or_default());
            if all.iter().any(|c| c.value == typed) {
                Vec::new()
            } else {
                let named = |c: Choice| Choice { value: format!("{field}:{}", c.value), ..c };
                all.into_iter().filter(fits).map(named).collect()
            }
        } else if names && !word.is_empty() && is_name(&word) {
            let fits = |name: &str| name.starts_with(&word.to_lowercase());
            FIELDS.iter().filter(|(n, _)| fits(n)).map(|(n, about)| choice(&format!("{n}:"), about)).collect()
        } else {
            Vec::new()
        };
        let made = Self { choices: choices.into_iter().take(MOST).collect(), chosen: None, from, to: cursor };
        ((!made.choices.is_empty()).then_some(made), asked)
    }

    /// The query without the word that is being written.
    pub fn without(&self, text: &str) -> String {
        let before = text.chars().take(self.from);
        before.chain(text.chars().skip(self.to)).collect()
    }

    /// Moves the choice; the first move takes the first.
    pub fn choose(&mut self, by: isize) {
        let last = self.choices.len().saturating_sub(1);
        self.chosen = match self.chosen {
            None => Some(0),
            Some(0) if by < 0 => None,
            Some(at) => Some(at.saturating_add_signed(by).min(last)),
        };
    }

    /// The query with the choice in the word's place (the first where none is chosen), and where the cursor then is.
    pub fn accepted(&self, text: &str) -> Option<(String, usize)> {
        let choice = self.choices.get(self.chosen.unwrap_or(0))?;
        let before: String = text.chars().take(self.from).collect();
        let after: String = text.chars().skip(self.to).collect();
        // A field still wants its value; whatever is complete is followed by a space.
        let space = if choice.value.ends_with(':') || after.starts_with(' ') { "" } else { " " };
        let begun = format!("{before}{}{space}", choice.value);
        let cursor = begun.chars().count();
        Some((format!("{begun}{after}"), cursor))
    }
}

fn choice(value: &str, about: &str) -> Choice {
    Choice::new(value, value, about)
}

/// The word that ends at the cursor, and where it begins; `None` within a word or within quotation marks.
fn word_at(text: &str, cursor: usize) -> Option<(usize, String)> {
    let before: Vec<char> = text.chars().take(cursor).collect();
    if text.chars().nth(cursor).is_some_and(|c| !c.is_whitespace())
        || before.iter().filter(|c| **c == '"').count() % 2 == 1
    {
        return None;
    }
    let from = before.iter().rposition(|c| c.is_whitespace()).map_or(0, |at| at + 1);
    Some((from, before[from..].iter().collect()))
}

/// The values of a field: those that are known by name first, then those that the log has beside them.
fn of_field(field: &str, known: &Known<'_>, own: &[String]) -> Vec<Choice> {
    let desk = known.desk;
    let mut all: Vec<Choice> = match field {
        "is" => vec![
            choice("open", "not closed yet"),
            choice("closed", ""),
            choice("mine", "I own it"),
            choice("overdue", "a promise is late"),
        ],
        "order" => vec![choice("newest", "by their latest contact"), choice("best", "what fits the words best")],
        "channel" => desk.channels.iter().map(|c| choice(c.word(), c.label())).collect(),
        "agent" | "owner" => desk.people.iter().map(|p| choice(&p.login, &p.name)).collect(),
        "playbook" => known.library.iter().map(|p| choice(p.id(), p.title())).collect(),
        "cause" => desk.causes.iter().map(|c| choice(&c.id, &c.title)).collect(),
        "kind" => CaseKind::ALL.iter().map(|w| choice(w.word(), w.label())).collect(),
        "severity" => Severity::ALL.iter().map(|w| choice(w.word(), w.label())).collect(),
        "outcome" => Outcome::ALL.iter().map(|w| choice(w.word(), w.label())).collect(),
        "on" | "from" | "until" => days(desk, known.now),
        _ => Vec::new(),
    };
    let more: Vec<Choice> =
        own.iter().filter(|v| !all.iter().any(|c| c.value == **v)).map(|v| choice(v, "in the log")).collect();
    all.extend(more.into_iter().filter(|c| !c.value.contains(char::is_whitespace)));
    for choice in &mut all {
        if choice.about == choice.value {
            choice.about.clear();
        }
    }
    all
}

fn days(desk: &Desk, now: Timestamp) -> Vec<Choice> {
    let today = desk.today(now);
    let mut all = vec![choice("today", ""), choice("yesterday", "")];
    let earlier = (2..=DAYS).filter_map(|back| today.checked_sub_days(Days::new(back)));
    all.extend(earlier.map(|day| choice(&day.to_string(), &day.format("%A").to_string())));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::door::{Door, Options};

    fn at(text: &str, names: bool) -> Option<Vec<String>> {
        let door = Door::shipped(Options::default()).unwrap();
        let known = Known { desk: &door.desk, library: &door.library, now: Timestamp::from_ms(1_795_184_940_000) };
        let values = [(Field::Owner, vec!["ana".to_owned(), "zed".to_owned()])];
        let (made, _) = Completion::at(text, text.chars().count(), names, &known, &Queries::default(), &values);
        made.map(|c| c.choices.into_iter().map(|c| c.value).collect())
    }

    #[test]
    fn a_colon_brings_values_and_a_name_only_on_request() {
        assert_eq!(at("is:", false).unwrap(), ["is:open", "is:closed", "is:mine", "is:overdue"]);
        assert_eq!(at("vase is:o", false).unwrap(), ["is:open", "is:overdue"]);
        assert_eq!(at("is:open", false), None, "what is complete is left alone");
        assert_eq!(at("o", false), None, "words are words");
        assert_eq!(at("o", true).unwrap(), ["owner:", "outcome:", "on:", "order:"]);
        assert_eq!(at("owner:z", false).unwrap(), ["owner:zed"]);
        assert_eq!(at("on:2026-11-1", false).unwrap().len(), 6);
        assert_eq!(at("@o", false).unwrap(), ["@open", "@overdue"]);
        assert_eq!(at("\"is:", false), None, "quoted words are words");
        for none in ["", " ", "zz", "colour:", "customer:an"] {
            assert_eq!(at(none, true), None, "{none}");
        }
    }

    #[test]
    fn a_playbook_is_also_found_by_its_title() {
        let found = at("playbook:late", false).unwrap();
        assert!(found.contains(&"playbook:late-parcel".to_owned()), "{found:?}");
    }

    #[test]
    fn what_is_taken_stands_in_the_words_place() {
        let made = |value: &str, from, to| Completion { choices: vec![choice(value, "")], chosen: None, from, to };
        assert_eq!(made("is:open", 3, 6).accepted("né is:"), Some(("né is:open ".into(), 11)));
        assert_eq!(made("is:open", 0, 3).accepted("is: vase"), Some(("is:open vase".into(), 7)));
        assert_eq!(made("agent:", 0, 2).accepted("ag"), Some(("agent:".into(), 6)));
        let mut completion = made("is:open", 0, 3);
        completion.choose(1);
        completion.choose(1);
        assert_eq!(completion.chosen, Some(0));
        completion.choose(-1);
        assert_eq!(completion.chosen, None);
    }
}
