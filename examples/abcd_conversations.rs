//! Turns ABCD's recorded conversations into JSON lines:
//! `cargo run --example abcd_conversations -- CONVERSATIONS.jsonl [SUBFLOWS.jsonl]`.
//!
//! With the procedures (left out, a `subflows.jsonl` beside the conversations is taken), what is known of customer and order
//! is told as answers to their playbooks' questions, so that what a condition rules out does not count as missing.
//! They go straight into a log: `… | amends --desk OUT_DIR log --json - --recorded`.

#[path = "shared/abcd.rs"]
#[allow(dead_code, reason = "the other example uses the rest")]
mod abcd;

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (from, procedures) = match arguments.as_slice() {
        [from] => (from, Some(from.with_file_name("subflows.jsonl")).filter(|beside| beside.is_file())),
        [from, procedures] => (from, Some(procedures.clone())),
        _ => bail!("say which files: abcd_conversations CONVERSATIONS.jsonl [SUBFLOWS.jsonl]"),
    };
    let procedures: Vec<abcd::Procedure> = match procedures {
        Some(path) => {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            abcd::read_lines(&text).context("this is no file of ABCD procedures")?
        }
        None => Vec::new(),
    };
    let text = std::fs::read_to_string(from).with_context(|| format!("cannot read {}", from.display()))?;
    let conversations: Vec<abcd::Conversation> =
        abcd::read_lines(&text).context("this is no file of ABCD conversations")?;
    let mut out = std::io::stdout().lock();
    for (place, conversation) in conversations.iter().enumerate() {
        writeln!(out, "{}", abcd::record(conversation, place, &procedures))?;
    }
    Ok(())
}
