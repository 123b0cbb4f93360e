//! `amends scenario from-case`: a real case as a draft, with the people taken out. Nothing is written before somebody has seen what
//! was replaced.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::case::{Place, Reason};
use crate::cli::exit::Failure;
use crate::cli::session::{case, must_read};
use crate::cli::{Global, Print, list, output};
use crate::door::write_new;
use crate::practice::convert::{Told, told};
use crate::terms::{Role, clean};

/// Makes a draft of a scenario from a real case; for supervisors. Names and numbers are replaced by invented ones.
///
/// `amends scenario from-case C-1042 --out late-again.toml`
///
/// It shows everything that was replaced, and asks before it writes the file. The case itself stays as it is. No program finds every
/// name: read all of the draft in a text editor and mend it, proof-read it with `amends scenario check` and play it with `amends
/// scenario try` before others see it.
#[derive(Debug, Args)]
pub struct FromCase {
    /// The case's number, like C-1042
    #[arg(value_name = "CASE")]
    case: String,
    /// The file to write, in this folder or another; its name, without .toml, becomes the scenario's id
    #[arg(long, value_name = "FILE", default_value = "case-draft.toml")]
    out: PathBuf,
    /// Write it without asking, once you have seen what is replaced
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    print: Print,
}

impl FromCase {
    /// JSON: `{"draft":{"id","title","playbook","turns","added","demoted"},"replaced":[{"kind","before","after","places"}],
    /// "written":"FILE" or null}`. With --json nothing is asked, and without --yes nothing is written.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        if door.role != Role::Supervisor {
            let what = "A draft of a real case is made by a supervisor";
            return Err(Reason::new("who-may", Place::Input, what, "ask a supervisor").into());
        }
        let id = id(&self.out)?;
        if self.out.exists() {
            let what = format!("{} is there already", self.out.display());
            return Err(Failure::usage("exists", what, "name a file that does not exist yet"));
        }
        let file = case(&reader, &self.case)?;
        let (customer, _) = door.customer_of(&reader, &file)?;
        let people = door.desk.people.iter().flat_map(|person| [person.login.clone(), person.name.clone()]);
        let colleagues: Vec<String> = people.chain([door.login.clone()]).collect();
        let made = told(&file.case, customer.as_ref(), &colleagues, &id, &door.library).map_err(|why| {
            Failure::from(Reason::new(
                "no-draft",
                Place::Input,
                format!("No draft can be made of it: {why}"),
                "choose a case with a conversation",
            ))
        })?;
        if !self.print.json {
            output::print(&shown(&made))?;
        }
        let writes = self.yes || (!self.print.json && asked(&self.out)?);
        if writes {
            write_new(&self.out, &made.draft.text).map_err(|error| Failure::file("write", &self.out, &error))?;
        }
        if self.print.json {
            let written = writes.then(|| self.out.display().to_string());
            return Ok(output::json(&json!({ "draft": made.draft, "replaced": made.replaced, "written": written }))?);
        }
        if !writes {
            return Ok(output::print("Nothing was written.")?);
        }
        let shown = self.out.display();
        Ok(output::print(&format!(
            "It is in {shown}; only you can read the file. Read all of it before others see it: what no pattern finds is for you to \
             find. Then `amends scenario check {shown}` and `amends scenario try {shown}`."
        ))?)
    }
}

/// The id of a draft is its file's name.
fn id(path: &Path) -> Result<String, Failure> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    if crate::practice::is_id(stem) && path.extension().is_some_and(|ending| ending == "toml") {
        return Ok(stem.to_owned());
    }
    let what = format!("`{}` cannot be the name of a scenario", path.display());
    Err(Failure::usage("out", what, "use small letters, digits and -, and .toml, as in late-again.toml"))
}

fn shown(made: &Told) -> String {
    let draft = &made.draft;
    let turns = output::count(draft.turns, "turn", "turns");
    let mut text =
        format!("{} for the playbook {}: {turns}, {} of them our own.\n", draft.title, draft.playbook, draft.added);
    if made.replaced.is_empty() {
        text += "Nothing was found that had to be replaced. Look for it yourself.";
        return text;
    }
    let mut table = list::table(&["what", "before", "after", "where"]);
    for one in &made.replaced {
        table.add_row([one.kind.label(), &clean::one_line(&one.before), &one.after, &one.places.join(", ")]);
    }
    text + &table.to_string() + "\nNo pattern finds everything: a person must read the draft before others see it."
}

/// Whether somebody says yes.
fn asked(path: &Path) -> Result<bool, Failure> {
    output::tell(&format!("Write it to {}? Type yes:", path.display()));
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line);
    read.map_err(|e| Failure::other("input", format!("standard input cannot be read: {e}"), "say --yes instead"))?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "yes" | "y"))
}
