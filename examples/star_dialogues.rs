//! Turns STAR's recorded dialogues into JSON lines: `cargo run --example star_dialogues -- FLOWS.jsonl DIALOGUES.jsonl`.
//!
//! They go straight into a log: `… | amends --desk OUT_DIR log --json - --recorded`.

#[path = "shared/star.rs"]
#[allow(dead_code, reason = "the other example uses the rest")]
mod star;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [charts, dialogues] = arguments.as_slice() else {
        bail!("say which files: star_dialogues FLOWS.jsonl DIALOGUES.jsonl");
    };
    let read = |path: &Path| std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let charts: Vec<star::Chart> = star::read_lines(&read(charts)?).context("this is no file of STAR flow charts")?;
    let dialogues: Vec<star::dialogues::Dialogue> =
        star::read_lines(&read(dialogues)?).context("this is no file of STAR dialogues")?;
    let mut out = std::io::stdout().lock();
    for dialogue in &dialogues {
        match star::dialogues::record(dialogue, &charts) {
            Some(record) => writeln!(out, "{record}")?,
            None => eprintln!("dialogue {} is left out: it has no times, or no chart of its task", dialogue.id),
        }
    }
    Ok(())
}
