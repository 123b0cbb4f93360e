//! Where the large logs lie between runs.

use std::path::PathBuf;

/// Raised when what is written changes, so that a log that was kept is made anew.
const VERSION: u32 = 3;

/// The log with this many cases, which need not be there yet: in the folder for temporary files, or in `AMENDS_BENCH_DIR`.
pub fn of(cases: u64) -> PathBuf {
    let folder = std::env::var_os("AMENDS_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    folder.join(format!("amends-bench-{VERSION}-{cases}.amends"))
}
