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

impl Skill {
    /// What there is to say of it, in one or two sentences.
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
            (_, 0) => "All that this call asked for is there.".to_owned(),
            (1, 1) => format!("What was still missing: somebody who {}.", listed(&line.missed)),
            (asked, missed) => format!(
                "{} of {asked} are there; what was still missing: somebody who {}.",
                asked - missed,
                listed(&line.missed)
            ),
        };
        if !line.harm.is_empty() {
            if !words.is_empty() {
                words.push(' ');
            }
            let _ = write!(words, "It was set back by an answer that {}.", listed(&line.harm));
        }
        words
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
            for quote in &skill.words {
                if quote.text.is_empty() {
                    let _ = writeln!(text, "- {}: {}", quote.act.label(), md(&quote.why));
                } else {
                    let _ = writeln!(text, "- “{}” {}. {}", md(&quote.text), quote.act.label(), md(&quote.why));
                }
            }
            if let Some((n, better)) = &skill.better {
                let _ = writeln!(text, "- A better way at your answer {}: “{}”", n + 1, md(better));
            }
        }
        let others = self.moves.iter().enumerate().filter_map(|(n, told)| Some((n, told.instead.as_ref()?)));
        let others: Vec<String> = others
            .map(|(n, i)| {
                format!(
                    "- Had you said at {}: “{}”, {} would have said: “{}”\n",
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
