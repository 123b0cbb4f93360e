//! `amends theme`: what a theme can say, and what is wrong in `theme.toml`.

use clap::{Args, Subcommand};

use super::exit::{Failure, findings};
use super::keys::in_file;
use super::{Print, output};
use crate::tui::own::{Own, theme_schema};

/// Checks your own theme.toml; exit code 1 where it has a mistake.
///
/// It lies in your own configuration folder: `base = "dark"` (light, high-contrast, plain), then what differs by its meaning,
/// such as `alert = { fg = "#ff5555", bold = true }`. Alt-v in the console goes through the themes.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Theme {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    print: Print,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Prints the JSON Schema of theme.toml, for editors (`#:schema ./theme.schema.json`)
    Schema,
}

impl Theme {
    /// JSON: `{"findings":[…]}`.
    pub fn run(&self) -> Result<(), Failure> {
        if let Some(What::Schema) = self.what {
            return Ok(output::json(&theme_schema())?);
        }
        let own = Own::read(crate::door::own_folder().as_deref());
        findings(&in_file(&own, "theme.toml", true), self.print.json)?;
        if !self.print.json {
            let words =
                if own.theme.is_some() { "Your theme is fine." } else { "You have no theme.toml: the console's own." };
            output::print(words)?;
        }
        Ok(())
    }
}
