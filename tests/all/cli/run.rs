//! Running the program: what it printed, with which code, as JSON.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support;

/// A home of its own, and the program run from within it.
pub struct Home(support::Home);

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        Self(support::Home::new())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Where the log lies that nobody names.
    pub fn log(&self) -> PathBuf {
        self.path("data/amends/cases.amends")
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.0.command(args);
        command.env_remove("AMENDS_DESK").current_dir(self.0.path());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    /// With bytes on standard input.
    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        use std::io::Write;
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // A program that does not read its input must not hang the test, nor fail it.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs what must succeed.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        ran.out
    }

    /// The JSON of what must succeed; `--json` is added.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        support::json(&self.ok(&args))
    }
}

/// The case's number at the beginning of what was printed.
pub fn number(out: &str) -> String {
    out.split(':').next().unwrap().to_owned()
}
