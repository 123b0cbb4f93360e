//! Turns ABCD's recorded conversations into JSON lines: `cargo run --example abcd_conversations -- CONVERSATIONS.jsonl`.
//!
//! They go straight into a log: `… | amends --desk OUT_DIR log --json - --recorded`.

#[path = "shared/abcd.rs"]
#[allow(dead_code, reason = "the other example uses the rest")]
mod abcd;

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [from] = arguments.as_slice() else {
        bail!("say which file: abcd_conversations CONVERSATIONS.jsonl");
    };
    let text = std::fs::read_to_string(from).with_context(|| format!("cannot read {}", from.display()))?;
    let conversations: Vec<abcd::Conversation> =
        abcd::read_lines(&text).context("this is no file of ABCD conversations")?;
    let mut out = std::io::stdout().lock();
    for (place, conversation) in conversations.iter().enumerate() {
        writeln!(out, "{}", abcd::record(conversation, place))?;
    }
    Ok(())
}
