//! Which process is typing, and whether it still lives. On Linux the kernel says so; elsewhere its heartbeat must do.

use crate::terms::Timestamp;

/// After how long without a beat a process counts as gone, where the system cannot be asked: in milliseconds.
const SILENCE_MS: i64 = 15_000;

/// A process, told apart from a later one with the same number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Process {
    pub pid: i64,
    /// The boot of the machine that it runs in; empty where the system has none.
    pub boot: String,
    /// When it started, in the system's own count; 0 where the system does not say.
    pub started: i64,
}

impl Process {
    /// This one.
    pub fn this() -> Self {
        let pid = i64::from(std::process::id());
        Self { pid, boot: system::boot(), started: system::started(pid).unwrap_or(0) }
    }

    /// Whether it lives. `beat` is when it last gave a sign.
    pub fn is_alive(&self, beat: Timestamp, now: Timestamp) -> bool {
        let boot = system::boot();
        if boot.is_empty() || self.boot.is_empty() || self.started == 0 {
            return *self == Self::this() || now.since(beat) < SILENCE_MS;
        }
        self.boot == boot && system::started(self.pid) == Some(self.started)
    }
}

#[cfg(target_os = "linux")]
mod system {
    pub fn boot() -> String {
        std::fs::read_to_string("/proc/sys/kernel/random/boot_id").map(|id| id.trim().to_owned()).unwrap_or_default()
    }

    /// Field 22 of `/proc/PID/stat`; the name in field 2 may hold anything, so that counting begins after its bracket. A
    /// process that has ended and only waits to be collected counts as gone.
    pub fn started(pid: i64) -> Option<i64> {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
        if matches!(fields.next()?, "Z" | "X") {
            return None;
        }
        fields.nth(18)?.parse().ok()
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    pub fn boot() -> String {
        String::new()
    }

    pub fn started(_pid: i64) -> Option<i64> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_process_without_a_kernel_to_ask_is_gone_after_a_while() {
        let stranger = Process { pid: 1, boot: String::new(), started: 0 };
        let beat = Timestamp::from_ms(1_000_000);
        assert!(stranger.is_alive(beat, beat.plus_ms(14_999)));
        assert!(!stranger.is_alive(beat, beat.plus_ms(15_000)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_kernel_knows_who_lives() {
        let at = Timestamp::from_ms(0);
        let this = Process::this();
        assert!(this.started > 0 && this.is_alive(at, at));
        assert!(!Process { started: this.started + 1, ..this.clone() }.is_alive(at, at), "the number was given again");
        assert!(!Process { boot: "another".into(), ..this.clone() }.is_alive(at, at), "the machine was started again");
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let pid = i64::from(child.id());
        child.wait().unwrap();
        assert!(!Process { pid, ..this }.is_alive(at, at));
    }
}
