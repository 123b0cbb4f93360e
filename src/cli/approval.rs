//! `amends approval`: asking somebody who may give more, and answering.

use clap::{Args, Subcommand};
use serde_json::json;

use super::exit::Failure;
use super::gesture::Wanted;
use super::session::{Session, reading};
use super::{Global, Print, output, typed};
use crate::case::{Approval as Asked, ApprovalState, CaseFile, Command, Place, Reason};
use crate::log::{Request, fresh};
use crate::terms::worth;

/// Asks for a yes to more than you may give alone, and answers such requests.
///
/// A yes is for exactly this gesture and this amount, and holds once: `amends gesture` uses it by itself.
#[derive(Debug, Subcommand)]
pub enum Approval {
    /// Asks: what is to be given, and why
    Ask(Ask),
    /// Lists what waits for an answer, and the answers that wait for you
    List(List),
    /// Says yes, to what was asked or to another amount
    Yes(Yes),
    /// Says no, with a word to say to the customer
    No(No),
    /// Takes a request of yours back
    Withdraw(Withdraw),
}

/// Asks for a yes; the call goes on meanwhile.
#[derive(Debug, Args)]
pub struct Ask {
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    print: Print,
}

/// Lists requests and answers.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    print: Print,
}

/// Says yes to the oldest open request of a case.
#[derive(Debug, Args)]
pub struct Yes {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// The gesture's id, where several wait
    #[arg(long, value_name = "GESTURE")]
    what: Option<String>,
    /// Another amount than was asked for: exactly this may then be given
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    value: Option<String>,
    /// A word with it
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    comment: Option<String>,
    #[command(flatten)]
    print: Print,
}

/// Says no to the oldest open request of a case.
#[derive(Debug, Args)]
pub struct No {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// Why not, to be said to the customer
    #[arg(value_name = "WORDS", allow_hyphen_values = true)]
    comment: String,
    /// The gesture's id, where several wait
    #[arg(long, value_name = "GESTURE")]
    what: Option<String>,
    #[command(flatten)]
    print: Print,
}

/// Takes a request back, or gives up a yes that is not needed any more.
#[derive(Debug, Args)]
pub struct Withdraw {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// Why it is not needed any more
    #[arg(value_name = "WORDS", allow_hyphen_values = true)]
    reason: String,
    /// The gesture's id, where several wait
    #[arg(long, value_name = "GESTURE")]
    what: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl Approval {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match self {
            Self::Ask(args) => args.run(global),
            Self::List(args) => args.run(global),
            Self::Yes(args) => {
                let value = args.value.as_deref();
                answer(global, (&args.case, args.what.as_deref()), true, value, args.comment.as_deref(), args.print)
            }
            Self::No(args) => {
                answer(global, (&args.case, args.what.as_deref()), false, None, Some(&args.comment), args.print)
            }
            Self::Withdraw(args) => args.run(global),
        }
    }
}

impl Ask {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.wanted.case)?;
        let (what, value, reason) = self.wanted.read(&session.door.desk)?;
        let interaction = session.open_interaction(&file);
        let said = format!("asked to give {what}{}; the answer comes up in `amends next`", worth(value));
        let ask = Command::AskApproval { approval: fresh(), interaction, what, value, reason, step: None };
        session.carry_out(&file, vec![ask], self.print, &said)
    }
}

impl List {
    /// JSON: `{"requests":[…],"answers":[…]}`; each has case, number, `customer_name`, approval, at, asker, what, value, reason,
    /// state (asked, yes, no), answered, answerer, granted and comment.
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = reading(global)?;
        let (requests, answers) = match &reader {
            Some(reader) => (reader.requests()?, reader.answers(&door.login)?),
            None => (Vec::new(), Vec::new()),
        };
        if self.print.json {
            return Ok(output::json(&json!({ "requests": requests, "answers": answers }))?);
        }
        let mut lines: Vec<String> = Vec::new();
        let who = |r: &Request| r.customer_name.clone().unwrap_or_else(|| "customer not known".to_owned());
        for r in &requests {
            lines.push(format!(
                "{}  {}  {} asks: {}{} – {}",
                r.number,
                who(r),
                r.asker,
                r.what,
                worth(r.value),
                r.reason
            ));
        }
        for r in &answers {
            let comment = r.comment.as_ref().map_or(String::new(), |c| format!(" – {c}"));
            let granted = if r.state == "yes" { worth(r.granted) } else { String::new() };
            let by = r.answerer.as_deref().unwrap_or("somebody");
            lines.push(format!("{}  {}  {} says {} to {}{granted}{comment}", r.number, who(r), by, r.state, r.what));
        }
        if lines.is_empty() {
            lines.push("Nothing waits for an answer, and no answer waits for you.".to_owned());
        }
        Ok(output::print(&lines.join("\n"))?)
    }
}

impl Withdraw {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let unused = |a: &&Asked| matches!(a.state, ApprovalState::Yes(_)) && !file.case.is_used(a.id);
        let named = |a: &&Asked| self.what.as_ref().is_none_or(|what| a.what == *what);
        let asked = match open(&file, self.what.as_deref()) {
            Ok(asked) => asked,
            Err(none) => file.case.approvals.iter().filter(named).find(unused).ok_or(none)?,
        };
        let said = format!("no longer asked: {}{}", asked.what, worth(asked.value));
        let command = Command::WithdrawApproval(asked.id, typed::text(&self.reason));
        session.carry_out(&file, vec![command], self.print, &said)
    }
}

fn answer(
    global: &Global,
    (case, what): (&str, Option<&str>),
    yes: bool,
    value: Option<&str>,
    comment: Option<&str>,
    print: Print,
) -> Result<(), Failure> {
    let mut session = Session::open(global)?;
    let file = session.case(case)?;
    let asked = open(&file, what)?;
    let value = value.map(|words| typed::money(&session.door.desk, words)).transpose()?;
    let (approval, comment) = (asked.id, comment.map(typed::text));
    let said = format!("{} to {}{}", if yes { "yes" } else { "no" }, asked.what, worth(value.or(asked.value)));
    let command = Command::AnswerApproval { approval, yes, value, comment };
    session.carry_out(&file, vec![command], print, &said)
}

/// The oldest open request of a case, for this gesture where one is named.
fn open<'f>(file: &'f CaseFile, what: Option<&str>) -> Result<&'f Asked, Failure> {
    let waits = |a: &&Asked| a.state == ApprovalState::Asked && what.is_none_or(|what| a.what == what);
    file.case.approvals.iter().find(waits).ok_or_else(|| {
        let what = format!("Nothing waits for an answer in {}", file.case.number());
        Reason::new("no-approval", Place::Gesture, what, "see `amends approval list`").into()
    })
}
