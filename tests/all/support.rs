//! A home of its own for each test, and the program run in it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A home: everything that the program keeps lies in here and goes with it.
pub struct Home(tempfile::TempDir);

/// The environment of the program in this home: its own folders, one login, UTF-8, no colour settings of the machine.
pub fn environment(home: &Path) -> Vec<(&'static str, PathBuf)> {
    let below = |name: &str| home.join(name);
    vec![
        ("HOME", home.to_owned()),
        ("XDG_DATA_HOME", below("data")),
        ("XDG_CONFIG_HOME", below("config")),
        ("XDG_STATE_HOME", below("state")),
        ("USER", "ana".into()),
        ("LC_ALL", "C.UTF-8".into()),
    ]
}

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Waits until a draft on the disk holds all of these words. The screen cannot be asked: it is drawn from the top, and a
    /// glance in between sees new words above an old "draft saved".
    #[track_caller]
    pub fn wait_for_draft(&self, words: &[&str]) {
        let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
        let db = rusqlite::Connection::open(self.path().join("data/amends/cases.amends")).unwrap();
        loop {
            let mut statement = db.prepare("SELECT json FROM draft").unwrap();
            let drafts: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
            if drafts.iter().any(|draft| words.iter().all(|w| draft.contains(w))) {
                return;
            }
            assert!(std::time::Instant::now() < until, "no draft holds {words:?}: {drafts:#?}");
            std::thread::yield_now();
        }
    }

    /// The program with `args`, not yet started.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
        command.args(args).env_remove("AMENDS_FILE").env_remove("AMENDS_LOGIN").envs(environment(self.path()));
        command
    }

    /// Runs the program with `input` to read.
    pub fn run(&self, args: &[&str], input: &str) -> Output {
        let mut command = self.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().unwrap();
        let _ = writing.join().unwrap();
        output
    }

    /// Runs the program, which must succeed, and gives what it printed.
    #[track_caller]
    pub fn must(&self, args: &[&str]) -> String {
        self.must_with(args, "")
    }

    /// Runs the program with `input` to read; it must succeed.
    #[track_caller]
    pub fn must_with(&self, args: &[&str], input: &str) -> String {
        let output = self.run(args, input);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "amends {} failed ({}):\n{error}", args.join(" "), output.status);
        String::from_utf8(output.stdout).unwrap()
    }
}

/// Text as JSON.
#[track_caller]
pub fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e} in:\n{text}"))
}
