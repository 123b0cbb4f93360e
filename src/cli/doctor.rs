//! `amends doctor`: proves that the log is whole, and names what is not. Changes nothing unless asked to rebuild.

use clap::Args;

use super::exit::Failure;
use super::progress::Progress;
use super::session::{Session, must_read};
use super::{Global, Print, output};
use crate::log::doctor;

/// Proves that every list equals what the entries make of it and that the chain of entries is unbroken.
///
/// Exit code 1 where something is wrong; each problem is named with its place.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Build all lists again from the entries first
    #[arg(long)]
    rebuild: bool,
    #[command(flatten)]
    print: Print,
}

impl Doctor {
    /// JSON: events, streams, cases, customers, erased, unknown, misfits, problems (check, place, what), more.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        if self.rebuild {
            let mut session = Session::open(global)?;
            let mut progress = Progress::new("building", None);
            session.log.rebuild(&mut |done, all| progress.of(done, all))?;
        }
        let (_, reader) = must_read(global)?;
        let report = {
            let mut progress = Progress::new("examining", None);
            doctor(&reader, &mut |done, all| progress.of(done, all))?
        };
        if self.print.json {
            output::json(&report)?;
        } else {
            let mut lines = vec![format!(
                "{}: {} in {}, {}, {}",
                reader.path().display(),
                output::count(report.events, "entry", "entries"),
                output::count(report.streams, "stream", "streams"),
                output::count(report.cases, "case", "cases"),
                output::count(report.customers, "customer", "customers")
            )];
            for (count, one, many) in [
                (report.erased, "entry was erased", "entries were erased"),
                (
                    report.unknown,
                    "entry comes from a newer amends; it is kept",
                    "entries come from a newer amends; they are kept",
                ),
                (
                    report.misfits,
                    "entry rests on something that is not there any more",
                    "entries rest on something that is not there any more",
                ),
            ] {
                if count > 0 {
                    lines.push(output::count(count, one, many));
                }
            }
            lines.extend(report.problems.iter().map(|p| format!("[{}] {}: {}", p.check, p.place, p.what)));
            if report.more > 0 {
                lines.push(format!("… and {} more", report.more));
            }
            lines.push(if report.is_clean() {
                "Everything is as it should be.".to_owned()
            } else {
                "Do not delete the file. Lists are mended with `amends doctor --rebuild`; for anything else bring back the \
                 latest backup with `amends restore`."
                    .to_owned()
            });
            output::print(&lines.join("\n"))?;
        }
        if report.is_clean() { Ok(()) } else { Err(Failure::Found) }
    }
}
