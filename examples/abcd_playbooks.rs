//! Turns ABCD's procedures into playbooks: `cargo run --example abcd_playbooks -- SUBFLOWS.jsonl OUT_DIR`.
//!
//! The folder then holds one TOML file a procedure and a small `desk.toml`; `amends playbook check` reads them all.

#[path = "shared/abcd.rs"]
#[allow(dead_code, reason = "the other example uses the rest")]
mod abcd;

use std::path::PathBuf;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [from, to] = arguments.as_slice() else {
        bail!("say which file and which folder: abcd_playbooks SUBFLOWS.jsonl OUT_DIR");
    };
    let text = std::fs::read_to_string(from).with_context(|| format!("cannot read {}", from.display()))?;
    let procedures: Vec<abcd::Procedure> = abcd::read_lines(&text).context("this is no file of ABCD procedures")?;
    std::fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    std::fs::write(to.join("desk.toml"), abcd::DESK)?;
    let mut steps = 0;
    for procedure in &procedures {
        let id = abcd::playbook_id(&procedure.flow, &procedure.subflow);
        std::fs::write(to.join(format!("{id}.toml")), abcd::playbook(procedure)?)?;
        steps += procedure.steps.len();
    }
    println!("{} playbooks with {steps} steps are in {}.", procedures.len(), to.display());
    Ok(())
}
