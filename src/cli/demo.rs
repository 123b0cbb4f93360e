//! `amends demo`: the console on a throw-away log with a realistic day. Nothing of it is kept.

use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use super::session::now;
use super::{Global, console, output};
use crate::door::Door;
use crate::intake::demo;

/// Opens the console on a throw-away log with a realistic day.
#[derive(Debug, Args)]
pub struct Demo {
    /// Write the day to this new log and do not open the console
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

impl Demo {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let folder = Throwaway::new()?;
        let file = self.write.clone().unwrap_or_else(|| folder.0.join("demo.amends"));
        if self.write.is_some() && file.exists() {
            let what = format!("{} is there already", file.display());
            return Err(Failure::usage("exists", what, "name a file that does not exist yet"));
        }
        let options = crate::door::Options { file: Some(file.clone()), ..global.options() };
        // The day is told with the shop that ships, whatever desk is in use.
        let mut door = Door::shipped(options)?;
        if global.login.is_none() && door.desk.person(&door.login).is_none() {
            // Somebody from outside takes the place of one of the shop's own.
            door = door.with_login("ana");
        }
        let mut log = door.log()?;
        let cases = demo(&door, &mut log, now())?;
        drop(log);
        if self.write.is_some() {
            return Ok(output::print(&format!("A day of {cases} cases is in {}.", file.display()))?);
        }
        console(door)
    }
}

/// A folder that goes when it is dropped.
struct Throwaway(PathBuf);

impl Throwaway {
    fn new() -> Result<Self, Failure> {
        let id: crate::terms::EventId = crate::log::fresh();
        let folder = std::env::temp_dir().join(format!("amends-demo-{id}"));
        std::fs::create_dir(&folder).map_err(|e| Failure::file("make", &folder, &e))?;
        Ok(Self(folder))
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's own folder for such things.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
