//! `amends who`: who can help with what, from the desk's directory and its people.

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::list::table;
use super::{Global, Print, output};

/// Who can help with something: colleagues, and numbers inside and outside.
///
/// `amends who "flat tyre"`
#[derive(Debug, Args)]
pub struct Who {
    /// With what; left out, everybody is listed
    #[arg(value_name = "WORDS", num_args = 0..)]
    words: Vec<String>,
    #[command(flatten)]
    print: Print,
}

impl Who {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let found = door.desk.who_helps(&self.words.join(" "));
        if self.print.json {
            let rows: Vec<_> = found
                .iter()
                .map(|h| {
                    json!({ "name": h.name, "login": h.login, "helps_with": h.helps_with, "phone": h.phone,
                        "reach": h.reach, "outside": h.outside })
                })
                .collect();
            return Ok(output::json(&json!({ "people": rows }))?);
        }
        if found.is_empty() {
            return Ok(output::print("Nobody in the directory helps with that. `amends who` lists everybody.")?);
        }
        let mut rows = table(&["who", "helps with", "reach", ""]);
        for h in found {
            let place = if h.outside {
                "outside"
            } else if h.login.is_some() {
                "colleague"
            } else {
                "inside"
            };
            rows.add_row([h.name.clone(), h.helps_with.join(", "), h.how_to_reach(), place.to_owned()]);
        }
        Ok(output::print(&rows.to_string())?)
    }
}
