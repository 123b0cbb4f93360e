//! `amends scenario new`: a file to begin with.

use std::path::PathBuf;

use clap::Args;

use crate::cli::exit::Failure;
use crate::cli::output;
use crate::door::write_new;
use crate::practice::{STARTER, is_id};
use crate::terms::clean;

/// Writes a small scenario with a word on each part, ready to be played and changed.
#[derive(Debug, Args)]
pub struct New {
    /// Its id, and the name of its file: small letters, digits and -, as in missed-call
    id: String,
    /// Where to write it; `ID.toml` here where left out, standard output where it is -
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl New {
    pub fn run(&self) -> Result<(), Failure> {
        if !is_id(&self.id) {
            let what = format!("`{}` cannot be an id", clean::one_line(&self.id));
            return Err(Failure::usage("id", what, "use small letters, digits and -, as in birthday-parcel"));
        }
        let text = STARTER.replacen("\"missed-call\"", &format!("\"{}\"", self.id), 1);
        if self.output.as_ref().is_some_and(|path| path.as_os_str() == "-") {
            return Ok(output::raw(text.as_bytes())?);
        }
        let path = self.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.toml", self.id)));
        write_new(&path, &text).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                let what = format!("{} is there already", path.display());
                Failure::usage("exists", what, "name a file that does not exist yet")
            }
            _ => Failure::file("write", &path, &error),
        })?;
        let shown = path.display();
        let next = format!(
            "It is in {shown}. Change it, proof-read it with `amends scenario check {shown}`, play it with `amends scenario try {shown}`."
        );
        Ok(output::print(&next)?)
    }
}
