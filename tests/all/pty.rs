//! A terminal for tests: the real program in a pseudo-terminal, its screen kept by vt100. Waits on conditions, never sleeps.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a condition may take before the test fails with the screen as it is. Far more than is ever needed.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program in its terminal.
pub struct Console {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

struct Seen {
    screen: vt100::Parser,
    ended: bool,
}

/// Keys by name.
pub mod key {
    pub const ENTER: &str = "\r";
    pub const TAB: &str = "\t";
    pub const ESC: &str = "\x1b";
    pub const F1: &str = "\x1bOP";
    pub const F2: &str = "\x1bOQ";
    pub const F4: &str = "\x1bOS";
    pub const F5: &str = "\x1b[15~";
    pub const F6: &str = "\x1b[17~";
    pub const F8: &str = "\x1b[19~";
    pub const F10: &str = "\x1b[21~";
    pub const F12: &str = "\x1b[24~";
    pub const CTRL_Q: &str = "\x11";
    pub const CTRL_S: &str = "\x13";
    pub const CTRL_Z: &str = "\x1a";
    pub const CTRL_BRACKET: &str = "\x1d";
    pub const ALT_3: &str = "\x1b3";
    pub const ALT_B: &str = "\x1bb";
    pub const ALT_C: &str = "\x1bc";
    pub const ALT_F: &str = "\x1bf";
    pub const ALT_T: &str = "\x1bt";
}

impl Console {
    /// Starts the program with `args` in a terminal of this size; its home is `home`.
    pub fn start(home: &Path, args: &[&str], size: (u16, u16)) -> Self {
        let size = PtySize { rows: size.1, cols: size.0, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_amends"));
        command.args(args);
        for name in ["AMENDS_FILE", "AMENDS_LOGIN", "NO_COLOR"] {
            command.env_remove(name);
        }
        for (name, value) in crate::support::environment(home) {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        command.env("AMENDS_TEST_PANIC", "1");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let side = |n: u16| std::num::NonZero::new(n).unwrap();
        let screen = vt100::Parser::new(side(size.rows), side(size.cols), 0);
        let seen = Arc::new((Mutex::new(Seen { screen, ended: false }), Condvar::new()));
        let mut output = pair.master.try_clone_reader().unwrap();
        let theirs = seen.clone();
        std::thread::spawn(move || {
            let (mut bytes, mut waiting) = ([0; 8192], Vec::new());
            loop {
                let n = output.read(&mut bytes).unwrap_or(0);
                waiting.extend_from_slice(&bytes[..n]);
                // Like a terminal that knows synchronised output: a frame is seen as a whole, or not yet.
                let whole = if n == 0 { waiting.len() } else { whole_frames(&waiting) };
                let mut seen = theirs.0.lock().unwrap();
                seen.screen.process(&waiting[..whole]);
                waiting.drain(..whole);
                seen.ended = n == 0;
                theirs.1.notify_all();
                if n == 0 {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { master: Some(pair.master), keys: Some(keys), child, seen }
    }

    /// Types.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        let to = self.keys.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
        self
    }

    /// Waits until the screen holds `words`.
    #[track_caller]
    pub fn wait_for(&mut self, words: &str) -> &mut Self {
        self.wait(&format!("“{words}” to appear"), |screen| screen.contains(words))
    }

    /// Waits until the screen does not hold `words` any more.
    #[track_caller]
    pub fn wait_gone(&mut self, words: &str) -> &mut Self {
        self.wait(&format!("“{words}” to go"), |screen| !screen.contains(words))
    }

    /// Waits until a condition on the screen's text holds.
    #[track_caller]
    pub fn wait(&mut self, what: &str, condition: impl Fn(&str) -> bool) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().unwrap();
        loop {
            let screen = seen.screen.screen().contents();
            if condition(&screen) {
                break;
            }
            let left = until.saturating_duration_since(Instant::now());
            let over = left.is_zero() || seen.ended;
            assert!(!over, "waited for {what} (the program has ended: {}); the screen is:\n{screen}", seen.ended);
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
        drop(seen);
        self
    }

    /// The screen as text, as it is now.
    pub fn screen(&self) -> String {
        self.seen.0.lock().unwrap().screen.screen().contents()
    }

    /// Gives the terminal another size. What is kept of the screen follows only where `whole`: a storm of sizes is the
    /// program's to weather, not the test's.
    pub fn resize(&mut self, (width, height): (u16, u16), whole: bool) -> &mut Self {
        if whole {
            let side = |n: u16| std::num::NonZero::new(n).unwrap();
            self.seen.0.lock().unwrap().screen.screen_mut().set_size(side(height), side(width));
        }
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self
    }

    /// The screen with its colours, line by line, as a terminal would be told to draw it.
    pub fn formatted(&self) -> String {
        let seen = self.seen.0.lock().unwrap();
        let screen = seen.screen.screen();
        let (height, width) = screen.size();
        let row = |y: u16| (0..width.get()).filter_map(|x| screen.cell(y, x)).map(styled).collect::<String>();
        (0..height.get()).map(row).collect::<Vec<_>>().join("\n")
    }

    /// The words that are set off by their ground or inverted: what is chosen.
    pub fn marked(&self) -> String {
        let seen = self.seen.0.lock().unwrap();
        let screen = seen.screen.screen();
        let (height, width) = screen.size();
        let cells = (0..height.get()).flat_map(|y| (0..width.get()).map(move |x| (y, x)));
        let cells = cells.filter_map(|(y, x)| screen.cell(y, x));
        let marked = |cell: &&vt100::Cell| cell.inverse() || cell.bgcolor() != vt100::Color::Default;
        cells.filter(marked).map(|c| if c.has_contents() { c.contents() } else { " " }).collect()
    }

    /// The process.
    pub fn pid(&self) -> i32 {
        i32::try_from(self.child.process_id().unwrap()).unwrap()
    }

    /// Sends a signal.
    pub fn signal(&self, signal: &str) {
        let done = std::process::Command::new("kill").args([&format!("-{signal}"), &self.pid().to_string()]).status();
        assert!(done.unwrap().success());
    }

    /// Waits for the end of the program and gives its exit code.
    pub fn ended(&mut self) -> u32 {
        let code = self.child.wait().unwrap().exit_code();
        let mut seen = self.seen.0.lock().unwrap();
        let until = Instant::now() + PATIENCE;
        while !seen.ended && self.master.is_some() && Instant::now() < until {
            seen = self.seen.1.wait_timeout(seen, Duration::from_millis(50)).unwrap().0;
            // On some systems the reader is not woken while the master is still open: what came is enough then.
            if !seen.screen.screen().alternate_screen() {
                break;
            }
        }
        code
    }

    /// The terminal is as it was: no alternate screen, no paste mode, no mouse mode, cursor shown.
    #[track_caller]
    pub fn assert_clean(&self) {
        let until = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().unwrap();
        // What the program wrote last may still be on its way.
        while !is_clean(seen.screen.screen()) && !seen.ended && Instant::now() < until {
            seen = self.seen.1.wait_timeout(seen, Duration::from_millis(50)).unwrap().0;
        }
        let screen = seen.screen.screen();
        assert!(!screen.alternate_screen(), "alternate screen left on");
        assert!(!screen.bracketed_paste(), "paste mode left on");
        assert!(!screen.hide_cursor(), "cursor left hidden");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "mouse mode left on");
    }

    /// The terminal's line discipline is back to normal: echo and line editing on.
    #[track_caller]
    pub fn assert_cooked(&self) {
        let modes = self.master.as_ref().and_then(|m| m.get_termios());
        let Some(modes) = modes else { return };
        let (icanon, echo) = (0o2, 0o10);
        assert_eq!(modes.local_flags.bits() & (icanon | echo), icanon | echo, "raw mode left on");
    }
}

fn is_clean(screen: &vt100::Screen) -> bool {
    let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
    !(screen.alternate_screen() || screen.bracketed_paste() || screen.hide_cursor() || mouse)
}

/// One cell with its colours and weight.
fn styled(cell: &vt100::Cell) -> String {
    if cell.is_wide_continuation() {
        return String::new();
    }
    let mut codes = vec!["0".to_owned()];
    let flags = [(cell.bold(), "1"), (cell.dim(), "2"), (cell.underline(), "4")];
    codes.extend(flags.iter().filter(|(on, _)| *on).map(|(_, code)| (*code).to_owned()));
    match cell.fgcolor() {
        _ if cell.inverse() => codes.push("38;5;0;48;5;7".to_owned()),
        vt100::Color::Idx(n) => codes.push(format!("38;5;{n}")),
        _ => {}
    }
    let words = if cell.has_contents() { cell.contents() } else { " " };
    format!("\x1b[{}m{words}", codes.join(";"))
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How many of these bytes can be shown: nothing of a frame whose end is not there yet.
fn whole_frames(bytes: &[u8]) -> usize {
    const BEGIN: &[u8] = b"\x1b[?2026h";
    const END: &[u8] = b"\x1b[?2026l";
    let find = |what: &[u8], from: usize| bytes[from..].windows(what.len()).position(|w| w == what).map(|at| from + at);
    let mut done = 0;
    while let Some(begin) = find(BEGIN, done) {
        match find(END, begin) {
            Some(end) => done = end + END.len(),
            None => return begin,
        }
    }
    // The beginning may come in two pieces as well.
    let cut = (1..BEGIN.len()).rev().find(|n| bytes[done..].ends_with(&BEGIN[..*n])).unwrap_or(0);
    bytes.len() - cut
}

#[test]
fn a_frame_is_shown_once_its_end_is_there() {
    assert_eq!(whole_frames(b"plain"), 5);
    assert_eq!(whole_frames(b"a\x1b[?20"), 1);
    assert_eq!(whole_frames(b"a\x1b[?2026hhalf"), 1);
    assert_eq!(whole_frames(b"a\x1b[?2026hall\x1b[?2026l"), 20);
    assert_eq!(whole_frames(b"\x1b[?2026ha\x1b[?2026lb\x1b[?2026hc"), 18);
}
