//! Prompts: words for the agent with gaps in them, `{{ name }}` or `{{ name | filter }}`, and nothing cleverer.
//!
//! Here a prompt is taken apart and its gaps are named; `fill` puts words in. Conditions belong to a step's `when`.

use std::ops::Range;

/// A gap of a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The name of what belongs there: an answer, or a dotted name.
    pub name: String,
    /// How it is to be written.
    pub filter: Option<String>,
    /// Where the name stands in the prompt, in bytes.
    pub name_at: Range<usize>,
    /// Where the filter stands in the prompt, in bytes; the name where there is none.
    pub filter_at: Range<usize>,
}

/// A prompt that has been taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Its text, as written.
    pub text: String,
    /// Its gaps, in order.
    pub gaps: Vec<Gap>,
}

/// Why a text is no prompt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PromptError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Where, in bytes of the prompt.
    pub at: Range<usize>,
}

impl Prompt {
    /// Takes a text apart.
    ///
    /// # Errors
    /// The first thing that is no gap of the form `{{ name }}` or `{{ name | filter }}`.
    pub fn parse(text: &str) -> Result<Self, PromptError> {
        let mut gaps = Vec::new();
        let mut from = 0;
        while let Some(open) = next_open(text, from) {
            let fail = |message: &str, help: &str, at| {
                Err(PromptError { message: message.to_owned(), help: help.to_owned(), at })
            };
            if !text[open..].starts_with("{{") {
                let help =
                    "a prompt has gaps like `{{ days_late }}` only; what depends on an answer is a step with `when`";
                return fail("a prompt is filled in, not programmed", help, open..open + 2);
            }
            let Some(length) = text[open + 2..].find("}}") else {
                return fail("this gap is not closed", "write `}}` after the name", open..open + 2);
            };
            let inside = open + 2..open + 2 + length;
            let Some(gap) = gap(text, inside.clone()) else {
                let help = "write `{{ name }}` or `{{ name | filter }}`, such as `{{ promise.due | day }}`";
                return fail("this gap is no name", help, open..inside.end + 2);
            };
            gaps.push(gap);
            from = inside.end + 2;
        }
        Ok(Self { text: text.to_owned(), gaps })
    }
}

/// Where the next `{{`, `{%` or `{#` begins.
fn next_open(text: &str, from: usize) -> Option<usize> {
    let found = ["{{", "{%", "{#"].iter().filter_map(|open| text[from..].find(open)).min();
    found.map(|at| from + at)
}

fn gap(text: &str, inside: Range<usize>) -> Option<Gap> {
    let body = &text[inside.clone()];
    let (name, filter) = match body.split_once('|') {
        Some((name, filter)) => (name, Some((filter, inside.start + name.len() + 1))),
        None => (body, None),
    };
    let trimmed = |part: &str, at: usize| {
        let start = at + (part.len() - part.trim_start().len());
        (part.trim().to_owned(), start..start + part.trim().len())
    };
    let (name, name_at) = trimmed(name, inside.start);
    let filter = filter.map(|(part, at)| trimmed(part, at));
    let plain = filter.as_ref().is_none_or(|(filter, _)| is_word(filter));
    (is_name(&name) && plain).then(|| Gap {
        name,
        filter_at: filter.as_ref().map_or_else(|| name_at.clone(), |(_, at)| at.clone()),
        filter: filter.map(|(filter, _)| filter),
        name_at,
    })
}

/// Whether `name` is a word, or words joined by dots.
fn is_name(name: &str) -> bool {
    name.split('.').count() <= 2 && name.split('.').all(is_word)
}

/// Whether `word` is a small letter followed by small letters, digits and `_`.
pub fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gaps_are_found_where_they_stand() {
        let text = "Hello {{ customer.called }}, by {{promise.due|day}}.";
        let prompt = Prompt::parse(text).unwrap();
        let names: Vec<_> = prompt.gaps.iter().map(|g| (&text[g.name_at.clone()], g.filter.as_deref())).collect();
        assert_eq!(names, [("customer.called", None), ("promise.due", Some("day"))]);
        assert_eq!(&text[prompt.gaps[1].filter_at.clone()], "day");
    }

    #[test]
    fn programs_are_refused() {
        for bad in [
            "{% if x %}y{% endif %}",
            "{{ x",
            "{{ }}",
            "{{ x + 1 }}",
            "{# note #}",
            "{{ x | day | day }}",
            "{{ a.b.c }}",
            "{{ X }}",
        ] {
            assert!(Prompt::parse(bad).is_err(), "{bad}");
        }
        assert!(Prompt::parse("a { brace } and 100 % sure").is_ok());
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "[a-z{}%#| .é]{0,40}") {
            if let Err(error) = Prompt::parse(&text) {
                prop_assert!(text.get(error.at).is_some());
            }
        }
    }
}
