//! A reserve beside the log: on a full disk it is given back, so that what was acknowledged can be brought home from the
//! write-ahead log. After that the log only reads until there is space again.

use std::path::Path;

use rusqlite::Connection;

use super::error::{FREE_SPACE, Kind, LogError};
use super::{modes, place};

/// How large it is, in bytes: the write-ahead log is kept well below this.
const SIZE: u64 = 8 * 1024 * 1024;

/// Makes the reserve where it is missing. `false` where there is no space for it.
pub(super) fn keep(log: &Path) -> bool {
    let path = place::beside(log, ".reserve");
    if std::fs::symlink_metadata(&path).is_ok_and(|there| there.len() >= SIZE) {
        return true;
    }
    let _ = std::fs::remove_file(&path);
    let made = modes::create_private(&path).and_then(|file| fill(&file));
    if made.is_err() {
        let _ = std::fs::remove_file(&path);
    }
    made.is_ok()
}

#[cfg(target_os = "linux")]
fn fill(file: &std::fs::File) -> std::io::Result<()> {
    match rustix::fs::fallocate(file, rustix::fs::FallocateFlags::empty(), 0, SIZE) {
        Err(rustix::io::Errno::OPNOTSUPP) => write_through(file),
        done => Ok(done?),
    }
}

#[cfg(not(target_os = "linux"))]
fn fill(file: &std::fs::File) -> std::io::Result<()> {
    write_through(file)
}

fn write_through(mut file: &std::fs::File) -> std::io::Result<()> {
    use std::io::Write;
    let block = vec![b'.'; 64 * 1024];
    for _ in 0..SIZE / 65_536 {
        file.write_all(&block)?;
    }
    Ok(())
}

/// Gives the reserve back and brings the write-ahead log home, as far as there is space now.
pub(super) fn release(db: &Connection, log: &Path) {
    let _ = std::fs::remove_file(place::beside(log, ".reserve"));
    let _ = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
}

/// Why nothing is written any more.
pub(super) fn stopped() -> LogError {
    LogError::new(Kind::Full, "the disk is full: the log is open for reading only", FREE_SPACE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::testing::{Desk, noted};

    #[test]
    fn on_a_full_disk_the_reserve_goes_and_the_log_reads_on() {
        let desk = Desk::new();
        let case = desk.one_case();
        let mut log = desk.open();
        let reserve = place::beside(&desk.path, ".reserve");
        assert!(reserve.exists() && modes::open_to_others(&reserve).is_none());
        let pages: i64 = log.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        log.db.pragma_update(None, "max_page_count", pages).unwrap();
        let full = loop {
            match log.try_record(case, vec![noted(&"word ".repeat(2000))]) {
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert_eq!(full.kind(), "full");
        assert!(log.is_stopped() && !reserve.exists());
        assert_eq!(log.try_record(case, vec![noted("one more")]).unwrap_err().kind(), "full");
        assert!(desk.clean());
        log.db.pragma_update(None, "max_page_count", 1_000_000).unwrap();
        log.resume().unwrap();
        assert!(reserve.exists());
        log.try_record(case, vec![noted("one more")]).unwrap();
        assert!(desk.clean());
    }
}
