//! `amends demo`: the console on a throw-away log with a realistic day. Nothing of it is kept.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::Failure;
use super::session::now;
use super::{Global, console, output};
use crate::door::{Door, SETTINGS};
use crate::intake::demo;

/// Opens the console on a throw-away log with a realistic day.
#[derive(Debug, Args)]
pub struct Demo {
    /// Write the day to this new log and do not open the console
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// The console line by line, for screen readers, plain terminals and pipes
    #[arg(long, conflicts_with = "write")]
    plain: bool,
}

impl Demo {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let folder = Throwaway::new(&std::env::temp_dir())?;
        let file = self.write.clone().unwrap_or_else(|| folder.0.join("demo.amends"));
        if self.write.is_some() && file.exists() {
            let what = format!("{} is there already", file.display());
            return Err(Failure::usage("exists", what, "name a file that does not exist yet"));
        }
        let options = crate::door::Options { file: Some(file.clone()), ..global.options()? };
        // The day is told with the shop that ships, whatever desk is in use.
        let mut door = Door::shipped(options)?;
        if global.login.is_none() && door.desk.person(&door.login).is_none() {
            // Somebody from outside takes the place of one of the shop's own.
            door = door.with_login("ana");
        }
        let own = folder.0.join("own");
        take_along(door.own.as_deref(), &own);
        let door = door.with_own(own);
        let mut log = door.log()?;
        let cases = demo(&door, &mut log, now())?;
        drop(log);
        if self.write.is_some() {
            return Ok(output::print(&format!("A day of {cases} cases is in {}.", file.display()))?);
        }
        console(door, self.plain)
    }
}

/// Copies a person's own keys, theme and saved queries: they are at home in the demonstration, and what they change there
/// goes with it. What cannot be copied is not used.
fn take_along(from: Option<&Path>, to: &Path) {
    let Some(from) = from.filter(|_| std::fs::create_dir(to).is_ok()) else { return };
    for name in SETTINGS {
        let file = from.join(name);
        if file.is_file() {
            let _ = std::fs::copy(&file, to.join(name));
        }
    }
}

/// What the folders are called; the number of the process and an id follow.
const PREFIX: &str = "amends-demo-";

/// A folder that nobody else may look into. It goes when it is dropped; where a signal ended the process before, the next
/// demonstration removes it.
struct Throwaway(PathBuf);

impl Throwaway {
    fn new(within: &Path) -> Result<Self, Failure> {
        sweep(within);
        let id: crate::terms::EventId = crate::log::fresh();
        let folder = within.join(format!("{PREFIX}{}-{id}", std::process::id()));
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(|e| Failure::file("make", &folder, &e))?;
        Ok(Self(folder))
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's own folder for such things.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Removes what earlier demonstrations of this user left behind. Nothing depends on its success.
#[cfg(unix)]
fn sweep(within: &Path) {
    use std::os::unix::fs::MetadataExt;
    let me = rustix::process::getuid().as_raw();
    for entry in std::fs::read_dir(within).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else { continue };
        // Of the entry itself: a link is not followed.
        let mine = entry.metadata().is_ok_and(|about| about.is_dir() && about.uid() == me);
        let process =
            rest.split_once('-').and_then(|(pid, _)| pid.parse().ok()).and_then(rustix::process::Pid::from_raw);
        let gone = process.is_some_and(|process| {
            rustix::process::test_kill_process(process).is_err_and(|error| error == rustix::io::Errno::SRCH)
        });
        if mine && gone {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// Elsewhere the system is not asked who lives.
#[cfg(not(unix))]
fn sweep(_within: &Path) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_folder_is_private_and_goes() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Throwaway::new(temp.path()).unwrap();
        assert_eq!(std::fs::metadata(&folder.0).unwrap().permissions().mode() & 0o777, 0o700);
        let path = folder.0.clone();
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn what_a_killed_demonstration_left_goes_and_a_living_one_stays() {
        let temp = tempfile::tempdir().unwrap();
        let mut child = std::process::Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        let at = |name: String| temp.path().join(name);
        let left = at(format!("{PREFIX}{}-left", child.id()));
        let living = at(format!("{PREFIX}{}-living", std::process::id()));
        let other = at("amends-demonstration".to_owned());
        for folder in [&left, &living, &other] {
            std::fs::create_dir(folder).unwrap();
        }
        std::fs::write(left.join("demo.amends"), "a day").unwrap();
        let kept = at("kept".to_owned());
        std::fs::create_dir(&kept).unwrap();
        let link = at(format!("{PREFIX}{}-link", child.id()));
        std::os::unix::fs::symlink(&kept, &link).unwrap();
        sweep(temp.path());
        assert!(!left.exists());
        assert!(living.exists() && other.exists() && kept.exists() && link.is_symlink());
    }
}
