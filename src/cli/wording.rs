//! `amends wording`: check a text that is meant for a customer; list the rules.

use std::path::Path;

use clap::{Args, Subcommand};
use serde_json::json;

use super::exit::Failure;
use super::{Global, Print, list, output, typed};
use crate::door::read_file;
use crate::terms::Channel;
use crate::wording::{About, Remark};

/// Looks over a text for a customer: blame, "sorry if", dismissals, promises nobody can keep.
#[derive(Debug, Subcommand)]
pub enum Wording {
    Check(Check),
    Rules(List),
}

impl Wording {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match self {
            Self::Check(args) => args.run(global),
            Self::Rules(args) => args.run(global),
        }
    }
}

/// Remarks on a text, each with a better way. A remark is advice: the exit code is 0 all the same.
#[derive(Debug, Args)]
pub struct Check {
    /// The text, or the file that it is in; standard input where it is - or left out
    text: Option<String>,
    /// The name to use: it is missed where it does not stand in the text
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The channel it is for: phone, in-person, chat, email or social
    #[arg(long, value_name = "CHANNEL", default_value = "email", value_parser = typed::word::<Channel>)]
    channel: Channel,
    #[command(flatten)]
    print: Print,
}

impl Check {
    /// JSON: `{"remarks":[{"rule","kind","range":{"start","end"},"line","column","text","why","better"}]}`; the range in
    /// bytes, line and column from 1.
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let text = match self.text.as_deref() {
            Some("-") | None => typed::words_or_input(&["-".to_owned()])?,
            Some(file) if Path::new(file).exists() => read_file(Path::new(file))?,
            Some(words) if is_like_a_file(words) => {
                let what = format!("there is no file {}", crate::terms::clean::one_line(words));
                let mend = "check its name; where these words are the text itself, give them on standard input (`-`)";
                return Err(Failure::usage("file", what, mend));
            }
            Some(words) => words.to_owned(),
        };
        let remarks =
            global.door()?.wording().check(&text, &About { name: self.name.as_deref(), channel: self.channel });
        let place = |remark: &Remark| {
            let before = &text[..remark.range.start];
            let line = before.rfind('\n').map_or(0, |at| at + 1);
            (before.matches('\n').count() + 1, before[line..].chars().count() + 1)
        };
        if self.print.json {
            let one = |remark: &Remark| {
                let (line, column) = place(remark);
                json!({"rule": remark.rule, "kind": remark.kind, "range": remark.range, "line": line, "column": column,
                    "text": text[remark.range.clone()], "why": remark.why, "better": remark.better})
            };
            return Ok(output::json(&json!({ "remarks": remarks.iter().map(one).collect::<Vec<_>>() }))?);
        }
        if remarks.is_empty() {
            return Ok(output::print("Nothing to remark on.")?);
        }
        let mut lines = Vec::new();
        for remark in &remarks {
            let (line, column) = place(remark);
            let words = text[remark.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            lines.push(format!("{line}:{column}  “{words}” – {} ({})", remark.kind.label(), remark.rule));
            lines.push(format!("     {}", remark.why));
            lines.push(format!("     Better: {}", remark.better));
        }
        lines.push(output::count(remarks.len(), "remark", "remarks") + "; you decide.");
        Ok(output::print(&lines.join("\n"))?)
    }
}

/// Whether words that name no file look as if they should: one word with a folder or an ending, or words that begin or end as
/// only paths do.
fn is_like_a_file(words: &str) -> bool {
    let words = words.trim();
    let folder = words.contains(['/', '\\']);
    if words.contains(char::is_whitespace) {
        let known = [".txt", ".md", ".eml", ".html"].iter().any(|ending| words.to_lowercase().ends_with(ending));
        return !words.contains('\n') && folder && (known || words.starts_with(['/', '~', '.']));
    }
    let ending = |c: &str| (1..=5).contains(&c.len()) && c.chars().all(|c| c.is_ascii_alphanumeric());
    folder || Path::new(words).extension().and_then(|e| e.to_str()).is_some_and(ending)
}

/// Lists the rules; your own `wording.toml` replaces the shipped ones.
#[derive(Debug, Args)]
pub struct List {
    /// Print the shipped file, to begin your own with
    #[arg(long, conflicts_with = "json")]
    toml: bool,
    #[command(flatten)]
    print: Print,
}

impl List {
    /// JSON: `{"rules":[{"id","kind","phrases","why","better","channels"}]}`.
    fn run(&self, global: &Global) -> Result<(), Failure> {
        if self.toml {
            return Ok(output::print(crate::wording::SHIPPED)?);
        }
        let door = global.door()?;
        if self.print.json {
            let one = |r: &crate::wording::Rule| json!({"id": r.id, "kind": r.kind, "phrases": r.phrases, "why": r.why, "better": r.better, "channels": r.channels});
            return Ok(output::json(&json!({ "rules": door.wording().iter().map(one).collect::<Vec<_>>() }))?);
        }
        let mut table = list::table(&["rule", "kind", "why", "better"]);
        for rule in door.wording().iter() {
            table.add_row([rule.id.as_str(), rule.kind.word(), &rule.why, &rule.better]);
        }
        Ok(output::print(&table.to_string())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_not_taken_for_a_file() {
        for file in ["letter.txt", "/tmp/no", "./no", "drafts\\a", "~/a letter.md", "my drafts/letter 1.txt"] {
            assert!(is_like_a_file(file), "{file}");
        }
        for text in
            ["We guarantee it, calm down", "Sorry.", "calm", "Either/or, as you like.", "Hello,\n../", "No... no", ""]
        {
            assert!(!is_like_a_file(text), "{text}");
        }
    }
}
