//! Failures as the command line tells them: kind, cause, what to do now; and the exit codes.

use std::process::ExitCode;

use serde_json::json;

use super::output;
use crate::case::{Reason, Refusal};
use crate::desk::Finding;
use crate::door::DeskError;
use crate::log::{Kind, LogError};

/// The exit codes, as `amends --help` shows them.
pub const CODES: &str = "\
Exit codes:
  0  done
  1  no: a rule refused it (everything that stands in the way is listed), or a check found something
  2  the command line itself is wrong: an unknown word, a value that does not fit, a bad query
  3  the log cannot be used: it is a folder, read-only, damaged, of another program or a newer version
  4  some lines were refused (`amends log --json`)
  5  something else failed: a file that cannot be read, a desk with mistakes

Nothing is ever half written: whatever fails, the log is as it was before, or holds the whole entry.";

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// The rules said no.
    Refused(Refusal),
    /// The command line was wrong.
    Usage(Told),
    /// The log could not be used.
    Log(LogError),
    /// Lines of an import were refused; they were listed already.
    Lines,
    /// A check found something; it was shown already.
    Found,
    /// Anything else.
    Other(Told),
    /// Whoever read our output has gone: nothing to tell.
    Gone,
}

/// A failure in words.
#[derive(Debug)]
pub struct Told {
    kind: &'static str,
    message: String,
    advice: String,
}

impl Failure {
    /// The command line was wrong.
    pub fn usage(kind: &'static str, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Usage(Told { kind, message: message.into(), advice: advice.into() })
    }

    /// Anything else.
    pub fn other(kind: &'static str, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Other(Told { kind, message: message.into(), advice: advice.into() })
    }

    /// A file beside the log that could not be read or written.
    pub fn file(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        let message = format!("cannot {doing} {}: {error}", path.display());
        Self::other("file", message, "check the path and its permissions, then try again")
    }

    /// The exit code, as [`CODES`] explains it.
    pub fn code(&self) -> u8 {
        match self {
            Self::Gone => 0,
            Self::Refused(_) | Self::Found | Self::Log(LogError::Refused(_)) => 1,
            Self::Usage(_) => 2,
            Self::Log(error) if error.is(Kind::Query) => 2,
            Self::Log(_) => 3,
            Self::Lines => 4,
            Self::Other(_) => 5,
        }
    }

    /// Tells of the failure on standard error, and gives the exit code.
    pub fn tell(&self, json: bool) -> ExitCode {
        let told = match self {
            Self::Refused(refusal) | Self::Log(LogError::Refused(refusal)) => {
                if json {
                    as_json("refused", &refusal.to_string(), "", &refusal.reasons)
                } else {
                    reasons(&refusal.reasons)
                }
            }
            Self::Usage(told) | Self::Other(told) => words(told.kind, &told.message, &told.advice, json),
            Self::Log(error) => words(error.kind(), &error.to_string(), &error.advice(), json),
            Self::Lines | Self::Found | Self::Gone => String::new(),
        };
        if !told.is_empty() {
            output::tell(&told);
        }
        ExitCode::from(self.code())
    }
}

fn words(kind: &str, message: &str, advice: &str, json: bool) -> String {
    if json {
        return as_json(kind, message, advice, &[]);
    }
    let now = if advice.is_empty() { String::new() } else { format!("\n  now: {}", advice.replace('\n', "\n       ")) };
    format!("amends: {message} [{kind}]{now}")
}

/// `{"error":{"kind","message","advice","reasons":[{"rule","what","mend","place"}]}}`
fn as_json(kind: &str, message: &str, advice: &str, reasons: &[Reason]) -> String {
    json!({"error": {"kind": kind, "message": message, "advice": advice, "reasons": reasons}}).to_string()
}

/// Everything that stands in the way, each with what to do.
fn reasons(reasons: &[Reason]) -> String {
    let head = match reasons.len() {
        1 => "amends: one thing stands in the way:".to_owned(),
        n => format!("amends: {n} things stand in the way:"),
    };
    let lines = reasons.iter().map(|r| format!("  - {}\n    now: {}", r.what, r.mend));
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

impl From<LogError> for Failure {
    fn from(error: LogError) -> Self {
        Self::Log(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self::Refused(Refusal { reasons: vec![reason] })
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        let kind = match error {
            DeskError::Mistakes(_) => "desk-mistakes",
            _ => "desk",
        };
        Self::other(kind, error.to_string(), "")
    }
}

impl From<anyhow::Error> for Failure {
    /// What the door says: a fault of the log or of the desk keeps its own kind.
    fn from(error: anyhow::Error) -> Self {
        match error.downcast::<LogError>() {
            Ok(error) => error.into(),
            Err(error) => match error.downcast::<DeskError>() {
                Ok(error) => error.into(),
                Err(error) => Self::other("failed", format!("{error:#}"), ""),
            },
        }
    }
}

impl From<std::io::Error> for Failure {
    /// Of writing our own output.
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::Gone;
        }
        Self::other("output", format!("the output cannot be written: {error}"), "check where it goes, then try again")
    }
}

/// Findings of a check, for people or as JSON lines' array; an error where one of them is an error.
pub fn findings(findings: &[Finding], json: bool) -> Result<(), Failure> {
    if json {
        output::json(&json!({ "findings": findings }))?;
    } else {
        for finding in findings {
            output::print(&format!("{}\n", finding.render(output::colour())))?;
        }
    }
    if findings.iter().any(Finding::is_error) { Err(Failure::Found) } else { Ok(()) }
}
