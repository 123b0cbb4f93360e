//! `amends search`: the words of notes, messages and summaries, newest first.

use clap::Args;

use super::exit::Failure;
use super::session::reading;
use super::{Global, Print, output};
use crate::terms::clean;

/// Searches the words of notes, messages and summaries, newest first by when they were said.
#[derive(Debug, Args)]
pub struct Search {
    /// The words; all must be there, and the last may go on
    #[arg(required = true)]
    words: Vec<String>,
    /// How many at most
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    #[command(flatten)]
    print: Print,
}

impl Search {
    /// JSON: `{"hits":[{"case","number","kind","at","snippet":[{"text","found"}]}],"more":true}`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = reading(global)?;
        let (hits, more) = match &reader {
            Some(reader) => {
                let page = reader.search(&self.words.join(" "), None, usize::from(self.limit))?;
                (page.items, page.next.is_some())
            }
            None => (Vec::new(), false),
        };
        if self.print.json {
            return Ok(output::json(&serde_json::json!({ "hits": hits, "more": more }))?);
        }
        if hits.is_empty() {
            return Ok(output::print("Nothing like that was written.")?);
        }
        let (on, off) = if output::colour() { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        let now = super::session::now();
        let mut lines = Vec::new();
        for hit in &hits {
            let words: String =
                hit.snippet
                    .iter()
                    .map(|p| {
                        if p.found {
                            format!("{on}{}{off}", clean::one_line(&p.text))
                        } else {
                            clean::one_line(&p.text)
                        }
                    })
                    .collect();
            lines.push(format!(
                "{}  {}  {}\n    {words}",
                hit.number,
                door.desk.near_words(hit.at, now),
                hit.kind.word()
            ));
        }
        if more {
            lines.push(format!("There is more than {}: give another word, or --limit.", self.limit));
        }
        Ok(output::print(&lines.join("\n"))?)
    }
}
