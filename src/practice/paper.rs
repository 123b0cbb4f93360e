//! A debrief in words, as a kind, exact colleague would say it: Markdown for a file or a chat, and the sentences that the screen
//! shows too.

use std::fmt::Write as _;

use crate::case::Share;
use crate::terms::{capital, escape_markdown, joined, number_in_words};

use super::act::Act;
use super::debrief::{Better, Debrief, Instead, Quote, Skill};
use super::drill::Move;

/// Labels in a row: `asks what happened, reads it back and says by when`.
pub fn listed(acts: &[Act]) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for act in acts {
        if !labels.contains(&act.label()) {
            labels.push(act.label());
        }
    }
    joined(&labels)
}

impl Skill {
    /// What there is to say of it, in one to three sentences.
    pub fn words(&self) -> String {
        let line = &self.line;
        if line.points.is_none() {
            let there = if self.words.is_empty() { "" } else { " It was there all the same." };
            return format!("This call did not ask for it.{there}");
        }
        if line.asked.is_empty() && line.harm.is_empty() {
            return if line.points == Some(line.best) {
                "Each answer came in its place.".to_owned()
            } else {
                let early: Vec<String> = line.early.iter().map(|n| (n + 1).to_string()).collect();
                let early: Vec<&str> = early.iter().map(String::as_str).collect();
                let (answers, their) = if early.len() == 1 { ("answer", "its") } else { ("answers", "their") };
                let which = joined(&early);
                format!(
                    "Your {answers} {which} came before {their} time: first listen, then apologise, then put it right."
                )
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
                format!("{} of {} {were} there.", capital(&number_in_words(done)), number_in_words(asked))
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
            add(set_back(&line.harm));
        }
        words
    }

    /// The trainee's own words, each once: what they did and why, harm apart from help.
    pub fn told(&self) -> Vec<Own<'_>> {
        let same = |a: &Quote, b: &Quote| (a.n, &a.text, a.act.harms()) == (b.n, &b.text, b.act.harms());
        self.words.chunk_by(same).filter_map(Own::of).collect()
    }
}

/// What set them back, and how often: `It was set back twice: waves it away, blames them.`
fn set_back(harm: &[Act]) -> String {
    let times = |n: usize| match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{} times", number_in_words(n)),
    };
    if let [one] = harm {
        return format!("It was set back by an answer that {}.", one.label());
    }
    let each = |(at, act): (usize, &Act)| {
        let n = harm.iter().filter(|other| *other == act).count();
        let first = harm.iter().position(|other| other == act) == Some(at);
        let often = if n > 1 && n < harm.len() { format!(" ({})", times(n)) } else { String::new() };
        first.then(|| format!("{}{often}", act.label()))
    };
    let each: Vec<String> = harm.iter().enumerate().filter_map(each).collect();
    format!("It was set back {}: {}.", times(harm.len()), each.join(", "))
}

/// Words of the trainee, and all that they did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own<'a> {
    /// In which move.
    pub n: usize,
    /// The words; empty for a silence.
    pub said: &'a str,
    /// Whether they did harm.
    pub harms: bool,
    /// What they did and why, as the sentence goes on after them: `asks what happened. …`
    pub did: String,
}

impl<'a> Own<'a> {
    fn of(same: &'a [Quote]) -> Option<Self> {
        let first = same.first()?;
        let acts: Vec<Act> = same.iter().map(|quote| quote.act).collect();
        let mut did = format!("{}.", listed(&acts));
        for (n, quote) in same.iter().enumerate() {
            if !quote.why.is_empty() && same.iter().position(|other| other.why == quote.why) == Some(n) {
                let _ = write!(did, " {}", quote.why);
            }
        }
        Some(Self { n: first.n, said: &first.text, harms: first.act.harms(), did })
    }
}

impl Better {
    /// What stands before its words.
    pub fn lead(&self) -> String {
        match self.n {
            Some(n) => format!("At your answer {} this would have done it:", n + 1),
            None => "Further on this would have done it:".to_owned(),
        }
    }
}

impl Debrief {
    /// How it went, in a sentence.
    pub fn summary(&self) -> String {
        let mut score = self.share.map_or_else(String::new, |share| format!(" Score {share}."));
        if let Some(then) = self.then {
            let _ = write!(
                score,
                " It was {} when it was played: what is asked for has changed since.",
                Share::of_tenths(then)
            );
        }
        match &self.ending {
            Some(came) => format!("{}. {}{score}", came.title, came.after),
            None => format!("You left before the end.{score}"),
        }
    }

    /// The whole as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!(
            "# {}\n\n{} wanted {}.\n\n{}\n",
            escape_markdown(&self.title),
            escape_markdown(&self.name),
            escape_markdown(&self.wants),
            escape_markdown(&self.summary())
        );
        text.push_str("\n## The conversation\n\n| | said | heat | patience | trust |\n|---|---|---|---|---|\n");
        let mood = |at: usize| {
            let mood = self.curve.get(at);
            mood.map_or_else(String::new, |m| format!("{} | {} | {}", m.heat.label(), m.patience, m.trust))
        };
        for (n, told) in self.moves.iter().enumerate() {
            let _ =
                writeln!(text, "| {} | {} | {} |", escape_markdown(&self.name), escape_markdown(&told.heard), mood(n));
            let said = match &told.played.r#move {
                Move::Said { text } => escape_markdown(text),
                Move::Silent => "(silence)".to_owned(),
            };
            let _ = writeln!(text, "| you, {} | {said} | | | |", n + 1);
        }
        if let Some(last) = self.moves.last().map(|told| &told.played.answer).filter(|last| !last.is_empty()) {
            let _ = writeln!(
                text,
                "| {} | {} | {} |",
                escape_markdown(&self.name),
                escape_markdown(last),
                mood(self.moves.len())
            );
        }
        text.push_str("\n## The skills\n");
        for skill in &self.skills {
            let points =
                skill.line.points.map_or_else(|| "not asked for".to_owned(), |p| format!("{p} of {}", skill.line.best));
            let _ = write!(text, "\n### {}: {points}\n\n{}\n", escape_markdown(&skill.line.title), skill.words());
            for own in skill.told() {
                let did = escape_markdown(&own.did);
                let _ = match own.said {
                    "" => writeln!(text, "- Your answer {} {did}", own.n + 1),
                    said => writeln!(text, "- “{}” It {did}", escape_markdown(said)),
                };
            }
            if let Some(better) = &skill.better {
                let _ = writeln!(text, "- {} “{}”", better.lead(), escape_markdown(&better.says));
            }
        }
        let others = self.moves.iter().enumerate().filter_map(|(n, told)| Some((n, told.instead.as_ref()?)));
        let one = |(n, other): (usize, &Instead)| {
            let says = escape_markdown(&other.says);
            if other.then.is_empty() {
                return format!("- At your answer {} you could have said: “{says}”\n", n + 1);
            }
            let (name, then) = (escape_markdown(&self.name), escape_markdown(&other.then));
            format!("- At your answer {}, had you said “{says}”, {name} would have said: “{then}”\n", n + 1)
        };
        let others: Vec<String> = others.map(one).collect();
        if !others.is_empty() {
            let _ = write!(text, "\n## The ways not gone\n\n{}", others.concat());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_set_them_back_is_counted() {
        use Act::{Blame, Silence};
        assert_eq!(set_back(&[Blame]), "It was set back by an answer that blames them.");
        assert_eq!(set_back(&[Silence; 3]), "It was set back three times: says nothing for long.");
        let mixed = set_back(&[Blame, Silence, Blame]);
        assert_eq!(mixed, "It was set back three times: blames them (twice), says nothing for long.");
    }
}
