//! The console at work, in a real terminal on a log of many cases: from start to the first frame, from a key to the drawn
//! frame, memory, and what it costs while nobody touches it.
//!
//! `cargo run --release --example big_log 100000 && cargo bench --bench console -- [CASES] [SECONDS]`
//!
//! The time from a key to its frame is the whole way: written to the terminal, read, drawn, sent back, understood by a
//! terminal emulator (which is part of the time). Linux only: memory and processor time come from `/proc`.
#![allow(missing_docs, clippy::unwrap_used, clippy::cast_precision_loss)]

mod place;

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How many keys are pressed for each figure.
const KEYS: usize = 500;
/// Somebody with hundreds of open cases, and contacts whose clocks run.
const LOGIN: &str = "agent05";
/// How often it is started.
const STARTS: usize = 15;
const SIZE: PtySize = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };

fn main() {
    let args: Vec<u64> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let (cases, seconds) = (args.first().copied().unwrap_or(100_000), args.get(1).copied().unwrap_or(30));
    let log = place::of(cases);
    assert!(log.exists(), "make the log first: cargo run --release --example big_log {cases}");
    let folder = tempfile::tempdir_in(log.parent().unwrap()).unwrap();
    // A copy, so that what is logged stays out of the log that is kept.
    let file = folder.path().join("console.amends");
    std::fs::copy(&log, &file).unwrap();
    let older = std::process::Command::new(env!("CARGO_BIN_EXE_amends"))
        .args(["log", "--note", "brings an older form forward", "--outcome", "abandoned", "--summary", "none"])
        .args(["--file", file.to_str().unwrap()])
        .envs(environment(folder.path(), LOGIN))
        .status();
    assert!(older.unwrap().success());
    println!("| the console, {cases} cases, 120 × 36 | middle | p99 | worst |\n|---|---|---|---|");
    // The copy is on the disk before anything is timed.
    std::fs::File::open(&file).unwrap().sync_all().unwrap();
    let starts: Vec<(Duration, Duration)> =
        (0..STARTS).map(|_| Terminal::start(folder.path(), &file, LOGIN).leave()).collect();
    row("start to the first frame", starts.iter().map(|s| s.0).collect());
    row("start to the first frame with the rows of “Next up”", starts.iter().map(|s| s.1).collect());

    let mut terminal = Terminal::start(folder.path(), &file, LOGIN).0;
    let at_start = terminal.resident();
    terminal.press("\x1b[24~").wait("Notes, internal");
    row("a letter in the notes", terminal.notes());
    terminal.press("\x1bc").wait("Who, what, how");
    row("a letter of a customer's name (searched)", terminal.line("Customer   ", "rovan"));
    terminal.press("\x1b").wait_gone("Who, what, how");
    terminal.press("\x1bf").wait(" Cases ·");
    row("a letter of a query on the screen of all cases (searched)", terminal.line("Find ", "parcel"));
    terminal.press("\x1b1").wait("Notes, internal");
    let clocks = terminal.idle(seconds);
    println!("\n| | |\n|---|---|");
    println!("| memory after start | {at_start:.1} MB |");
    println!("| memory after 1,500 keys and as many searches | {:.1} MB |", terminal.resident());
    println!("| processor while nobody touches it and clocks run, {seconds} s | {clocks:.3} % of one core |");
    terminal.press("\x11");
    terminal.child.wait().unwrap();
    let mut quiet = Terminal::start(folder.path(), &file, "somebody").0;
    println!(
        "| processor while nobody touches it and no clock runs, {seconds} s | {:.3} % of one core |",
        quiet.idle(seconds)
    );
    quiet.press("\x11");
    quiet.child.wait().unwrap();
}

fn environment(home: &Path, login: &str) -> Vec<(&'static str, std::path::PathBuf)> {
    let below = |name: &str| home.join(name);
    vec![
        ("HOME", home.to_owned()),
        ("XDG_DATA_HOME", below("data")),
        ("XDG_CONFIG_HOME", below("config")),
        ("XDG_STATE_HOME", below("state")),
        ("USER", login.into()),
        ("LC_ALL", "C.UTF-8".into()),
    ]
}

fn row(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let ms = |at: usize| times[at.min(times.len() - 1)].as_secs_f64() * 1000.0;
    println!(
        "| {name} | {:.2} ms | {:.2} ms | {:.2} ms |",
        ms(times.len() / 2),
        ms(times.len() * 99 / 100),
        ms(usize::MAX)
    );
}

/// The program in its terminal.
struct Terminal {
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<vt100::Parser>, Condvar)>,
}

/// One that has just been started, and how long it took to its first frame, and to the first with rows.
struct Started(Terminal, Duration, Duration);

impl Started {
    fn leave(mut self) -> (Duration, Duration) {
        self.0.press("\x11");
        self.0.child.wait().unwrap();
        (self.1, self.2)
    }
}

impl Terminal {
    fn start(home: &Path, file: &Path, login: &str) -> Started {
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_amends"));
        command.args(["--file", file.to_str().unwrap()]);
        for name in ["AMENDS_FILE", "AMENDS_DESK", "NO_COLOR"] {
            command.env_remove(name);
        }
        for (name, value) in environment(home, login) {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        let mut output = pair.master.try_clone_reader().unwrap();
        let side = |n: u16| std::num::NonZero::new(n).unwrap();
        let screen = vt100::Parser::new(side(SIZE.rows), side(SIZE.cols), 0);
        let seen = Arc::new((Mutex::new(screen), Condvar::new()));
        let theirs = seen.clone();
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(n @ 1..) = output.read(&mut bytes) {
                theirs.0.lock().unwrap().process(&bytes[..n]);
                theirs.1.notify_all();
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let start = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut terminal = Self { _master: pair.master, keys, child, seen };
        terminal.wait("Next up");
        let first = start.elapsed();
        // The list itself, not only its frame: a row of it has a case's number.
        terminal.until(|screen| {
            let screen = screen.contents();
            screen.contains("C-") || screen.contains("Nothing waits")
        });
        Started(terminal, first, start.elapsed())
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    fn until(&mut self, condition: impl Fn(&vt100::Screen) -> bool) {
        let (mut seen, since) = (self.seen.0.lock().unwrap(), Instant::now());
        while !condition(seen.screen()) {
            seen = self.seen.1.wait_timeout(seen, Duration::from_secs(5)).unwrap().0;
            assert!(since.elapsed() < Duration::from_secs(10), "the screen stays:\n{}", seen.screen().contents());
        }
    }

    fn wait(&mut self, words: &str) {
        self.until(|screen| screen.contents().contains(words));
    }

    fn wait_gone(&mut self, words: &str) {
        self.until(|screen| !screen.contents().contains(words));
    }

    /// Types letters into the notes and takes them back, each key as soon as the frame after the one before was there.
    /// The letter stands nowhere else on the screen: it is counted.
    fn notes(&mut self) -> Vec<Duration> {
        let there = |screen: &vt100::Screen| {
            let cells = (0..SIZE.rows).flat_map(|y| (0..SIZE.cols).map(move |x| (y, x)));
            cells.filter(|(y, x)| screen.cell(*y, *x).is_some_and(|c| c.contents() == "ж")).count()
        };
        let mut count = 0;
        let mut one = |n: usize| {
            let there_again = n % 16 < 8;
            count = if there_again { count + 1 } else { count - 1 };
            let start = Instant::now();
            self.press(if there_again { "ж" } else { "\x7f" });
            self.until(|screen| there(screen) == count);
            start.elapsed()
        };
        (0..KEYS).map(&mut one).collect()
    }

    /// The same in a line that searches with every key; `label` stands before what is typed, a word without blanks.
    fn line(&mut self, label: &str, word: &str) -> Vec<Duration> {
        let mut one = |n: usize| {
            let at = n % (word.len() * 2);
            // There and back: a letter more until the word stands there, then one less until nothing does.
            let (key, letter) = if at < word.len() { (&word[at..=at], at) } else { ("\x7f", word.len() * 2 - 1 - at) };
            let with_it = format!("{label}{}", &word[..=letter]);
            let start = Instant::now();
            self.press(key);
            self.until(|screen| screen.contents().contains(&with_it) == (at < word.len()));
            start.elapsed()
        };
        (0..KEYS).map(&mut one).collect()
    }

    /// Resident memory, in MB.
    fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.process_id().unwrap())).unwrap();
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap() / 1024.0
    }

    /// Processor time of all its threads so far, in seconds.
    fn worked(&self) -> f64 {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.process_id().unwrap())).unwrap();
        let of = |task: std::fs::DirEntry| {
            let stat = std::fs::read_to_string(task.path().join("schedstat")).unwrap();
            stat.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e9
        };
        tasks.map(|task| of(task.unwrap())).sum()
    }

    /// How much of one core it takes while nobody touches it, in per cent.
    fn idle(&self, seconds: u64) -> f64 {
        // What the last key set off is over by then.
        std::thread::sleep(Duration::from_secs(2));
        let (before, since) = (self.worked(), Instant::now());
        std::thread::sleep(Duration::from_secs(seconds));
        (self.worked() - before) / since.elapsed().as_secs_f64() * 100.0
    }
}
