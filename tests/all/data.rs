//! Where data written by others lies. It is not part of the project: tests over it look only in `AMENDS_DATA`.

use std::path::PathBuf;

/// The folder, or nothing (and a word about it). Where `AMENDS_REQUIRE_DATA=1`, its absence is a failure.
pub fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("AMENDS_DATA").map(PathBuf::from).filter(|f| f.is_dir());
    if folder.is_none() {
        let required = std::env::var("AMENDS_REQUIRE_DATA").is_ok_and(|v| v == "1");
        assert!(!required, "AMENDS_REQUIRE_DATA=1, but AMENDS_DATA names no folder");
        println!("skipped: AMENDS_DATA is not set");
    }
    folder
}
