//! `amends playbook check`: everything that is wrong with files, in the manner of rustc.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::exit::{Failure, findings};
use crate::cli::{Global, Print, output};
use crate::desk::{Desk, Finding};
use crate::door::{is_playbook, read_paths};
use crate::playbook::{Library, Origin, Phrases, Source, shipped};
use crate::practice::{Hearing, quick};
use crate::{advice, wording};

/// Checks playbooks, desk.toml, wording.toml, advice.toml and phrases.toml: everything that is wrong at once, with file, line, caret and what to do.
///
/// Files are checked against the desk.toml that is named with them (or is in the folder), else against the desk in use. A
/// hearing.toml or quick.toml that is named or in the folder is checked too, though only those that ship are used. Exit code 1
/// where there is an error.
#[derive(Debug, Args)]
pub struct Check {
    /// Files and folders; your own folder where left out
    paths: Vec<PathBuf>,
    #[command(flatten)]
    print: Print,
}

impl Check {
    /// JSON: `{"findings":[{"file","line","column","severity","code","message","help"}]}`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        if self.paths.is_empty() {
            let door = global.door()?;
            findings(&door.findings, self.print.json)?;
            return self.fine(door.library.iter().count());
        }
        let files = read_paths(&self.paths)?;
        let (books, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| is_playbook(name));
        let mut found: Vec<Finding> = Vec::new();
        let mut desk = None;
        for (name, text) in &others {
            match Path::new(name).file_name().and_then(|name| name.to_str()) {
                Some("desk.toml") => {
                    let (read, wrong) = Desk::read(name, text);
                    desk = read.or(desk);
                    found.extend(wrong);
                }
                Some("wording.toml") => found.extend(wording::Rules::read(name, text).1),
                Some("advice.toml") => found.extend(advice::Rules::read(name, text).1),
                Some("phrases.toml") => found.extend(Phrases::read(name, text).1),
                Some("hearing.toml") => found.extend(Hearing::read(name, text).1),
                Some("quick.toml") => found.extend(quick::read(name, text).1),
                // Keys, colours, saved queries: the console tells what is wrong with those.
                _ => {}
            }
        }
        let desk = match desk {
            Some(desk) => desk,
            // Without a sound desk nothing can be said of causes and gestures: the one in use stands in.
            None => Desk::clone(&global.door()?.desk),
        };
        let names: Vec<String> = books.iter().map(|(name, _)| crate::terms::clean::one_line(name)).collect();
        let mut sources = shipped::sources();
        sources.extend(books.into_iter().map(|(name, text)| Source { name, text, origin: Origin::Own }));
        let (_, wrong) = Library::build(sources, &desk);
        found.extend(wrong.into_iter().filter(|f| names.contains(&f.file)));
        findings(&found, self.print.json)?;
        self.fine(names.len())
    }

    fn fine(&self, count: usize) -> Result<(), Failure> {
        if !self.print.json {
            output::print(&format!("{}.", output::count(count, "playbook is fine", "playbooks are fine")))?;
        }
        Ok(())
    }
}
