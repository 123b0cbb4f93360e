//! `amends`: a terminal agent console and its local case log. This is the map of the house; `ARCHITECTURE.md` says why.
//!
//! | room | what lives there |
//! |---|---|
//! | [`terms`] | ids, money, time, text that is safe to keep, the closed lists of words; `terms::clean` is the way in |
//! | [`case`] | the pure domain: events, `decide`, `evolve`, undo, the gate, clocks, conformance |
//! | [`sheet`] | a settings file being read: TOML fields with their places, findings with carets |
//! | [`wording`] | checks on what is written to a customer, while it is typed |
//! | [`desk`] | the organisation's settings, opening hours, "by when" as people say it |
//! | [`certificate`] | certificates as things: the code, its QR code, the text and the page that are given |
//! | [`advice`] | what is fair to give, and why; what the last ones like this got |
//! | [`scorecard`] | the rubric laid over a case, how far reviewers agree, which cases to look at |
//! | [`playbook`] | the format: parse, check, conditions with *not yet*, fill-in, what the panel shows, ranking |
//! | [`log`] | the SQLite case log: append, project, read, search, drafts, backup, doctor |
//! | [`door`] | what every door shares: who is at the desk, with which desk, playbooks and log |
//! | [`review`] | the day in numbers: metrics, reports, and the cases behind each number |
//! | [`intake`] | what comes in from elsewhere: interactions as JSON lines |
//! | [`cli`] | the command line, one file a subcommand |
//! | [`tui`] | the console: update, view, and the threads that touch the disk |
//!
//! Arrows point down only: `tui`, `cli` → `intake` → `door` → `log` → `case` → `terms`, and `door` → `playbook` → `desk` →
//! `case`; `advice`, `certificate` and `scorecard` → `desk`; `wording` and `desk` → `sheet` → `terms`. Three walls carry weight: `decide` and `evolve` are pure; the log is a log; `update` and `view` never block.

pub mod advice;
pub mod case;
pub mod certificate;
pub mod cli;
pub mod desk;
pub mod door;
pub mod intake;
pub mod log;
pub mod playbook;
pub mod practice;
pub mod review;
pub mod scorecard;
pub mod sheet;
pub mod terms;
pub mod tui;
pub mod wording;
