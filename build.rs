//! How the program is linked, and the list of the scenarios that are embedded.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    scenarios()?;
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // The time zones are tables full of addresses. At a fixed place they are shared pages of the file; at a place of chance
    // each process copies and mends 1 MB of them first, which is more than half of what a short command takes.
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    Ok(())
}

/// Writes the list of the files in `playbooks/scenarios/`, with their texts: to ship one is to put it there.
fn scenarios() -> std::io::Result<()> {
    let folder = Path::new("playbooks/scenarios");
    println!("cargo::rerun-if-changed={}", folder.display());
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let path = Path::new(&root).join(file).display().to_string();
        let _ = writeln!(list, "    ({name:?}, include_str!({path:?})),");
    }
    list.push(']');
    std::fs::write(Path::new(&std::env::var("OUT_DIR").unwrap_or_default()).join("scenarios.rs"), list)
}
