//! `amends keys`: which keys mean what in the console, your own among them, and what is wrong in `keys.toml`.

use std::fmt::Write;

use clap::{Args, Subcommand};
use serde_json::json;

use super::exit::{Failure, findings};
use super::{Print, output};
use crate::desk::Finding;
use crate::tui::own::{Own, keys_schema};
use crate::tui::{CommandLine, TABLE};

/// Shows the keys of the console, with your own from keys.toml; exit code 1 where that has a mistake.
///
/// keys.toml lies in your own configuration folder and gives keys by command: `step-done = ["F2", "Alt-d"]`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Keys {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    print: Print,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Prints the JSON Schema of keys.toml, for editors (`#:schema ./keys.schema.json`)
    Schema,
}

impl Keys {
    /// JSON: `{"keys":[{"command","keys","screen","command_line","about"}],"findings":[…]}`.
    pub fn run(&self) -> Result<(), Failure> {
        if let Some(What::Schema) = self.what {
            return Ok(output::json(&keys_schema())?);
        }
        let own = Own::read(crate::door::own_folder().as_deref());
        let wrong = in_file(&own, "theme.toml", false);
        if self.print.json {
            let row = |row: &crate::tui::Row| {
                let line = match row.line {
                    CommandLine::Changes(name) | CommandLine::Reads(name) => Some(name),
                    CommandLine::Screen => None,
                };
                json!({
                    "command": row.name,
                    "keys": own.keys.keys(row.command),
                    "screen": row.on.label(),
                    "command_line": line,
                    "about": own.keys.words(row.about),
                })
            };
            let keys: Vec<_> = TABLE.iter().map(row).collect();
            output::json(&json!({ "keys": keys, "findings": wrong }))?;
            return if wrong.iter().any(Finding::is_error) { Err(Failure::Found) } else { Ok(()) };
        }
        let widest = TABLE.iter().map(|r| r.name.len()).max().unwrap_or(0);
        let mut text = String::new();
        for row in TABLE {
            let keys = own.keys.keys(row.command).join(" ");
            let _ = writeln!(text, "{:<widest$}  {keys:<18} {}", row.name, own.keys.words(row.about));
        }
        output::print(&text)?;
        findings(&wrong, false)
    }
}

/// What is wrong in the file of this name, or in all but it.
pub fn in_file(own: &Own, name: &str, in_it: bool) -> Vec<Finding> {
    own.findings.iter().filter(|f| f.file.ends_with(name) == in_it).cloned().collect()
}
