//! A debrief in words, as a kind, exact colleague would say it: Markdown for a file or a chat, and the sentences that the screen
//! shows too.

use std::fmt::Write as _;

use crate::terms::clean;

use super::act::Act;
use super::debrief::{Debrief, Skill};
use super::drill::Move;

/// Labels in a row: `asks what happened, reads it back and says by when`.
pub fn listed(acts: &[Act]) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for act in acts {
        if !labels.contains(&act.label()) {
            labels.push(act.label());
        }
    }
    match labels.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// Small numbers as words.
fn number(n: usize) -> String {
    const WORDS: [&str; 10] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// With a capital first.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Skill {
    /// What there is to say of it, in one to three sentences.
    pub fn words(&self) -> String {
        let line = &self.line;
        if line.points.is_none() {
            return "This call did not ask for it.".to_owned();
        }
        if line.asked.is_empty() && line.harm.is_empty() {
            return if line.points == Some(line.best) {
                "Each answer came in its place.".to_owned()
            } else {
                "Some answers came before their time: first listen, then apologise, then put it right.".to_owned()
            };
        }
        let mut words = match (line.asked.len(), line.missed.len()) {
            (0, _) => String::new(),
            (1, 0) => "What this call asked for was there.".to_owned(),
            (_, 0) => "All that this call asked for was there.".to_owned(),
            (1, _) => String::new(),
            (asked, missed) if asked == missed => String::new(),
            (asked, missed) => {
                let done = asked - missed;
                let were = if done == 1 { "was" } else { "were" };
                format!("{} of {} {were} there.", capital(&number(done)), number(asked))
            }
        };
        let mut add = |sentence: String| {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&sentence);
        };
        if !line.missed.is_empty() {
            add(format!("What would have helped: an answer that {}.", listed(&line.missed)));
        }
        if !line.harm.is_empty() {
            add(format!("It was set back by an answer that {}.", listed(&line.harm)));
        }
        words
    }

    /// The trainee's own words, each once: in which move, the words (empty for a silence), and what they do and why.
    pub fn told(&self) -> Vec<(usize, &str, String)> {
        let mut told: Vec<(usize, &str, String)> = Vec::new();
        for quote in &self.words {
            let does = format!("{}: {}", quote.act.label(), uncapital(&quote.why));
            match told.last_mut().filter(|(n, text, _)| *n == quote.n && *text == quote.text) {
                Some((_, _, words)) => {
                    let _ = write!(words, " It also {does}");
                }
                None => told.push((quote.n, &quote.text, format!("It {does}"))),
            }
        }
        told
    }
}

/// Goes on after a colon.
fn uncapital(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), next) if next.is_none_or(|c| !c.is_uppercase()) => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

impl Debrief {
    /// How it went, in a sentence.
    pub fn summary(&self) -> String {
        let score = self.share.map_or_else(String::new, |share| format!(" Score {share}."));
        match &self.ending {
            Some(came) => format!("{}. {}{score}", came.title, came.after),
            None => format!("You left before the end.{score}"),
        }
    }

    /// The whole as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!(
            "# {}\n\n{} wanted {}.\n\n{}\n",
            md(&self.title),
            md(&self.name),
            md(&self.wants),
            md(&self.summary())
        );
        text.push_str("\n## The conversation\n\n| | said | heat | patience | trust |\n|---|---|---|---|---|\n");
        let mood = |at: usize| {
            let mood = self.curve.get(at);
            mood.map_or_else(String::new, |m| format!("{} | {} | {}", m.heat.label(), m.patience, m.trust))
        };
        for (n, told) in self.moves.iter().enumerate() {
            let _ = writeln!(text, "| {} | {} | {} |", md(&self.name), md(&told.heard), mood(n));
            let said = match &told.played.r#move {
                Move::Said { text } => md(text),
                Move::Silent => "(silence)".to_owned(),
                Move::Did { act } => format!("({})", act.label()),
            };
            let _ = writeln!(text, "| you, {} | {said} | | | |", n + 1);
        }
        if let Some(last) = self.moves.last().map(|told| &told.played.answer).filter(|last| !last.is_empty()) {
            let _ = writeln!(text, "| {} | {} | {} |", md(&self.name), md(last), mood(self.moves.len()));
        }
        text.push_str("\n## The skills\n");
        for skill in &self.skills {
            let points =
                skill.line.points.map_or_else(|| "not asked for".to_owned(), |p| format!("{p} of {}", skill.line.best));
            let _ = write!(text, "\n### {}: {points}\n\n{}\n", md(&skill.line.title), skill.words());
            for (n, said, what) in skill.told() {
                if said.is_empty() {
                    let _ = writeln!(text, "- Your answer {}: {}", n + 1, md(&what));
                } else {
                    let _ = writeln!(text, "- “{}” {}", md(said), md(&what));
                }
            }
            if let Some((n, better)) = &skill.better {
                let here = self.moves.get(*n).and_then(|told| told.instead.as_ref()).is_some_and(|i| i.says == *better);
                let place = if here { "at" } else { "further on from" };
                let _ = writeln!(text, "- A better way, {place} your answer {}: “{}”", n + 1, md(better));
            }
        }
        let others = self.moves.iter().enumerate().filter_map(|(n, told)| Some((n, told.instead.as_ref()?)));
        let others: Vec<String> = others
            .map(|(n, i)| {
                format!(
                    "- At your answer {}, had you said “{}”, {} would have said: “{}”\n",
                    n + 1,
                    md(&i.says),
                    md(&self.name),
                    md(&i.then)
                )
            })
            .collect();
        if !others.is_empty() {
            let _ = write!(text, "\n## The ways not gone\n\n{}", others.concat());
        }
        text
    }
}

/// One line, with nothing in it that Markdown would read.
fn md(text: &str) -> String {
    let mut out = String::new();
    for c in clean::one_line(text).chars() {
        if matches!(c, '\\' | '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
