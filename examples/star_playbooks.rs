//! Turns STAR's flow charts into playbooks: `cargo run --example star_playbooks -- FLOWS.jsonl OUT_DIR`.
//!
//! The folder then holds one TOML file a chart and a small `desk.toml`; `amends playbook check` reads them all. A step for
//! each label, a yes-or-no question for each branch, `again = true` for what a chart loops back to.

#[path = "shared/star.rs"]
#[allow(dead_code, reason = "the other example uses the rest")]
mod star;

use std::path::PathBuf;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [from, to] = arguments.as_slice() else {
        bail!("say which file and which folder: star_playbooks FLOWS.jsonl OUT_DIR");
    };
    let text = std::fs::read_to_string(from).with_context(|| format!("cannot read {}", from.display()))?;
    let charts: Vec<star::Chart> = star::read_lines(&text).context("this is no file of STAR flow charts")?;
    std::fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    std::fs::write(to.join("desk.toml"), star::DESK)?;
    let mut labels = 0;
    for chart in &charts {
        let file = to.join(format!("{}.toml", star::playbook_id(&chart.task)));
        std::fs::write(file, star::playbook(chart)?)?;
        labels += chart.replies.0.len();
    }
    println!("{} playbooks with {labels} labels are in {}.", charts.len(), to.display());
    Ok(())
}
