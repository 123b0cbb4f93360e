//! The command line: one file per subcommand, each a thin door to the rooms below. No rule is here.
//!
//! | to find or add | look in |
//! |---|---|
//! | a subcommand | a file of its own; [`Command`] here, its arm in `run` |
//! | how things are printed | `output` (the one way out), `view` (JSON of a case), `page` (a case for people) |
//! | what a failure looks like, exit codes | `exit` |
//! | opening the log, finding a case, who is at the desk | `session` |
//! | moments and money as people type them | `typed` |

mod ack;
mod act;
mod advise;
mod after;
mod answer;
mod approval;
mod backup;
mod calm;
mod cause;
mod certificate;
mod close;
mod coach;
mod completions;
mod customer;
mod demo;
mod describe;
mod desk;
mod doctor;
mod exit;
mod explain;
mod follow;
mod gesture;
mod good;
mod handoff;
mod interaction;
mod keys;
mod lesson;
mod list;
mod log;
mod man;
mod next;
mod note;
mod output;
mod page;
mod playbook;
mod practice;
mod precedents;
mod progress;
mod promise;
mod query;
mod report;
mod review;
mod say;
mod scenario;
mod search;
mod session;
mod show;
mod step;
mod theme;
mod typed;
mod undo;
mod unfit;
mod view;
mod who;
mod wording;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::door::{Door, Options};
use exit::Failure;

/// Logs every customer interaction beside a playbook: Listen, Apologise, Resolve, Compensate.
///
/// Without a subcommand the console opens; `amends demo` opens it on a realistic day. `amends practice` says what to practise next,
/// with customers made of paper.
#[derive(Debug, Parser)]
#[command(name = "amends", version, after_long_help = exit::CODES, subcommand_required = false, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    /// The console line by line, for screen readers, plain terminals and pipes
    #[arg(long)]
    plain: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What can be said of every subcommand.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// The case log; left out, it is `cases.amends` in your data folder
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "AMENDS_FILE",
        hide_env_values = true,
        help_heading = "Everywhere"
    )]
    file: Option<PathBuf>,
    /// The folder with your own desk.toml, playbooks, wording.toml and phrases.toml, before those that ship
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "AMENDS_DESK",
        hide_env_values = true,
        help_heading = "Everywhere"
    )]
    desk: Option<PathBuf>,
    /// Who is at the desk, where it is not your login here
    #[arg(long = "as", global = true, value_name = "LOGIN", help_heading = "Everywhere")]
    login: Option<String>,
}

/// How a result is printed.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Print {
    /// Print JSON; its names are stable. A failure is JSON on standard error
    #[arg(long)]
    json: bool,
}

// What each is for stands at its arguments, in the subcommand's own file.
#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Practice(practice::Practice),
    Log(Box<log::LogArgs>),
    List(list::List),
    Show(show::Show),
    Search(search::Search),
    Note(note::Note),
    Say(say::Say),
    Follow(follow::Follow),
    Step(step::Step),
    Answer(answer::Answer),
    Act(act::Act),
    Describe(describe::Describe),
    #[command(subcommand)]
    Customer(customer::Customer),
    Hold(interaction::Hold),
    Resume(interaction::Resume),
    Park(interaction::Park),
    Unpark(interaction::Unpark),
    Transfer(interaction::Transfer),
    Wait(interaction::Wait),
    Who(who::Who),
    Calm(calm::Calm),
    Wrap(interaction::Wrap),
    End(interaction::End),
    Time(interaction::Time),
    Promise(promise::Promise),
    Promises(promise::Promises),
    Ack(ack::Ack),
    Next(next::NextUp),
    Explain(explain::Explain),
    Report(report::Report),
    Advise(Box<advise::Advise>),
    Gesture(gesture::Gesture),
    #[command(subcommand)]
    Approval(approval::Approval),
    #[command(subcommand)]
    Certificate(certificate::Certificate),
    CameBack(after::CameBack),
    FollowUp(after::FollowUp),
    Outreach(after::Outreach),
    Precedents(precedents::Precedents),
    #[command(subcommand)]
    Review(review::Review),
    Coach(coach::Coach),
    Lesson(lesson::Lesson),
    Unfit(unfit::Unfit),
    Cause(cause::Cause),
    Handoff(handoff::Handoff),
    Close(close::Close),
    Reopen(close::Reopen),
    Undo(undo::Undo),
    Redo(undo::Redo),
    #[command(subcommand)]
    Query(query::Query),
    #[command(subcommand)]
    Playbook(playbook::PlaybookCommand),
    #[command(subcommand)]
    Scenario(scenario::ScenarioCommand),
    #[command(subcommand)]
    Desk(desk::Desk),
    #[command(subcommand)]
    Wording(wording::Wording),
    Good(good::Good),
    Keys(keys::Keys),
    Theme(theme::Theme),
    Doctor(doctor::Doctor),
    Backup(backup::Backup),
    Restore(backup::Restore),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs the program with the arguments it was started with.
pub fn main() -> ExitCode {
    // clap writes help and version, and tells of usage errors with code 2.
    let cli = Cli::parse();
    let json = match &cli.command {
        Some(Command::Log(args)) => args.prints_json(),
        _ => std::env::args_os().any(|arg| arg == "--json"),
    };
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(json),
    }
}

/// The whole command line, for completions and manual pages.
pub fn command() -> clap::Command {
    Cli::command()
}

fn run(cli: Cli) -> Result<(), Failure> {
    let global = &cli.global;
    let Some(command) = cli.command else { return console(global.door()?, cli.plain) };
    match command {
        Command::Demo(args) => args.run(global),
        Command::Log(args) => args.run(global),
        Command::List(args) => args.run(global),
        Command::Show(args) => args.run(global),
        Command::Search(args) => args.run(global),
        Command::Note(args) => args.run(global),
        Command::Say(args) => args.run(global),
        Command::Follow(args) => args.run(global),
        Command::Step(args) => args.run(global),
        Command::Answer(args) => args.run(global),
        Command::Act(args) => args.run(global),
        Command::Describe(args) => args.run(global),
        Command::Customer(args) => args.run(global),
        Command::Hold(args) => args.run(global),
        Command::Resume(args) => args.run(global),
        Command::Park(args) => args.run(global),
        Command::Unpark(args) => args.run(global),
        Command::Transfer(args) => args.run(global),
        Command::Wait(args) => args.run(global),
        Command::Who(args) => args.run(global),
        Command::Calm(args) => args.run(global),
        Command::Wrap(args) => args.run(global),
        Command::End(args) => args.run(global),
        Command::Time(args) => args.run(global),
        Command::Promise(args) => args.run(global),
        Command::Promises(args) => args.run(global),
        Command::Ack(args) => args.run(global),
        Command::Next(args) => args.run(global),
        Command::Explain(args) => args.run(global),
        Command::Report(args) => args.run(global),
        Command::Advise(args) => args.run(global),
        Command::Gesture(args) => args.run(global),
        Command::Approval(args) => args.run(global),
        Command::Certificate(args) => args.run(global),
        Command::CameBack(args) => args.run(global),
        Command::FollowUp(args) => args.run(global),
        Command::Outreach(args) => args.run(global),
        Command::Precedents(args) => args.run(global),
        Command::Review(args) => args.run(global),
        Command::Coach(args) => args.run(global),
        Command::Lesson(args) => args.run(global),
        Command::Unfit(args) => args.run(global),
        Command::Cause(args) => args.run(global),
        Command::Handoff(args) => args.run(global),
        Command::Close(args) => args.run(global),
        Command::Reopen(args) => args.run(global),
        Command::Undo(args) => args.run(global),
        Command::Redo(args) => args.run(global),
        Command::Query(args) => args.run(),
        Command::Playbook(args) => args.run(global),
        Command::Practice(args) => args.run(global),
        Command::Scenario(args) => args.run(global),
        Command::Desk(args) => args.run(),
        Command::Wording(args) => args.run(global),
        Command::Good(args) => args.run(),
        Command::Keys(args) => args.run(),
        Command::Theme(args) => args.run(),
        Command::Doctor(args) => args.run(global),
        Command::Backup(args) => args.run(global),
        Command::Restore(args) => args.run(global),
        Command::Completions(args) => args.run(),
        Command::Man(args) => args.run(),
    }
}

/// CONSOLE HOOK: the one place from which the command line opens the console (`amends` and `amends demo`).
fn console(door: Door, plain: bool) -> Result<(), Failure> {
    crate::tui::run(door, crate::tui::Face::fitting(plain)).map_err(Failure::from)
}

impl Global {
    fn options(&self) -> Result<Options, Failure> {
        let login = self.login.as_deref().map(|login| typed::name("--as", login)).transpose()?;
        Ok(Options { file: self.file.clone(), desk: self.desk.clone(), login })
    }

    /// Who is at which desk.
    fn door(&self) -> Result<Door, Failure> {
        Door::open(self.options()?).map_err(Failure::from)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_sound() {
        super::command().debug_assert();
    }
}
