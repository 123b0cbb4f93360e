//! `amends promise` and `amends promises`: what we said we would do, and what became of it.

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::list::table;
use super::session::{Session, reading};
use super::{Global, Print, output, typed};
use crate::case::{CaseFile, Command, Place, Reason};
use crate::desk::Desk;
use crate::log::{Pledged, fresh};
use crate::terms::{PromiseId, Timestamp};

/// Promises something by a time, or says what became of a promise.
///
/// `amends promise C-1042 "Ring back with where it is" --due "4 working hours"`
/// `amends promise C-1042 "Ring back" --keep`
///
/// A time is written like 16:00, tomorrow 10:00, friday, 2026-11-28 14:00, in 2 hours or 2 working days.
#[derive(Debug, Args)]
pub struct Promise {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// What is promised, or the beginning of an open promise's words (left out, the only open one)
    #[arg(value_name = "WORDS")]
    words: Option<String>,
    /// By when; makes a promise
    #[arg(long, value_name = "WHEN", requires = "words")]
    due: Option<String>,
    /// The words for the time that the customer was told
    #[arg(long, value_name = "WORDS", requires = "due", allow_hyphen_values = true)]
    told: Option<String>,
    /// Who sees to it, where it is not you
    #[arg(long, value_name = "LOGIN", requires = "due")]
    by: Option<String>,
    /// The number to ring, where the promise is to ring back
    #[arg(long, value_name = "TELEPHONE", requires = "due")]
    number: Option<String>,
    /// It was kept
    #[arg(long, group = "fate", conflicts_with = "due")]
    keep: bool,
    /// It was broken, for this reason
    #[arg(long = "break", value_name = "REASON", group = "fate", conflicts_with = "due", allow_hyphen_values = true)]
    broken: Option<String>,
    /// It is not needed any more, for this reason
    #[arg(long, value_name = "REASON", group = "fate", conflicts_with = "due", allow_hyphen_values = true)]
    withdraw: Option<String>,
    /// It gets another time
    #[arg(long = "move", value_name = "WHEN", group = "fate", conflicts_with = "due")]
    moved: Option<String>,
    /// With --move: the customer was told
    #[arg(long, requires = "moved")]
    customer_told: bool,
    #[command(flatten)]
    print: Print,
}

impl Promise {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let desk = session.door.desk.clone();
        if let (Some(words), Some(due)) = (&self.words, &self.due) {
            let due = typed::due(&desk, due, session.now)?;
            let make = Command::Promise {
                promise: fresh(),
                interaction: session.open_interaction(&file),
                text: typed::text(words),
                due,
                told: self.told.as_deref().map(typed::text),
                by: self.by.as_deref().map(|by| typed::name("--by", by)).transpose()?,
                step: None,
                call_back: self.number.as_deref().map(typed::text),
            };
            let said = format!("promised by {}", desk.near_words(due, session.now));
            return session.carry_out(&file, vec![make], self.print, &said);
        }
        let fated = self.keep || self.broken.is_some() || self.withdraw.is_some() || self.moved.is_some();
        if !fated {
            let advice = "give --due to promise, or --keep, --break, --withdraw or --move to say what became of one";
            return Err(Failure::usage("promise", "it is not said what to do", advice));
        }
        let (promise, words) = find(&file, self.words.as_deref())?;
        let (command, said) = if let Some(reason) = &self.broken {
            (Command::BreakPromise(promise, typed::text(reason)), "broken")
        } else if let Some(reason) = &self.withdraw {
            (Command::WithdrawPromise(promise, typed::text(reason)), "withdrawn")
        } else if let Some(when) = &self.moved {
            let due = typed::due(&desk, when, session.now)?;
            (Command::MovePromise { promise, due, customer_told: self.customer_told }, "moved")
        } else {
            (Command::KeepPromise(promise), "kept")
        };
        session.carry_out(&file, vec![command], self.print, &format!("{said}: {words}"))
    }
}

/// The open promise that these words begin or are in; the only open one where there are none.
fn find(file: &CaseFile, words: Option<&str>) -> Result<(PromiseId, String), Failure> {
    let wanted = words.unwrap_or_default().to_lowercase();
    let open: Vec<_> = file.case.open_promises().collect();
    let fits: Vec<_> = open.iter().filter(|p| p.text.as_str().to_lowercase().contains(wanted.trim())).collect();
    match fits.as_slice() {
        [one] => Ok((one.id, one.text.to_string())),
        [] => {
            let what = format!("{} has no open promise like that", file.case.number());
            let all: Vec<String> = open.iter().map(|p| format!("“{}”", p.text)).collect();
            let mend = if all.is_empty() { "none is open".to_owned() } else { format!("open are: {}", all.join(", ")) };
            Err(Reason::new("no-promise", Place::Input, what, mend).into())
        }
        many => {
            let all: Vec<String> = many.iter().map(|p| format!("“{}”", p.text)).collect();
            let what = format!("It could be any of {}", all.join(", "));
            Err(Reason::new("which-promise", Place::Input, what, "give more of its words").into())
        }
    }
}

/// Lists your promises that are open, the earliest due first; with --all everybody's, and what became of them.
#[derive(Debug, Args)]
pub struct Promises {
    /// Everybody's, the kept, broken and withdrawn ones too: the newest first
    #[arg(long)]
    all: bool,
    /// With --all: how many at the most
    #[arg(long, value_name = "N", default_value_t = 50, requires = "all")]
    limit: usize,
    #[command(flatten)]
    print: Print,
}

impl Promises {
    /// JSON: `{"promises":[…]}`; a promise has case, number, `customer_name`, promise, text, due, `call_back` (the number to
    /// ring) and `late_ms`. With --all: case, number, `customer_name`, promise, text, made, due, told, by, moved, `move_told`,
    /// state (open, kept, broken, withdrawn) and ended.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = reading(global)?;
        let now = super::session::now();
        if self.all {
            let all = reader.as_ref().map_or_else(|| Ok(Vec::new()), |reader| reader.ledger(self.limit))?;
            return self.ledger(&door.desk, &all, now);
        }
        let promises = match &reader {
            Some(reader) => reader.promises(&door.login, now)?,
            None => Vec::new(),
        };
        if self.print.json {
            return Ok(output::json(&json!({ "promises": promises }))?);
        }
        if promises.is_empty() {
            return Ok(output::print(&format!("{} has no open promises.", door.login))?);
        }
        let mut table = table(&["due", "case", "customer", "promise", "ring"]);
        for p in &promises {
            let late =
                if p.late_ms > 0 { format!(" (late {})", crate::terms::clock(p.late_ms)) } else { String::new() };
            let due = format!("{}{late}", door.desk.near_words(p.due, now));
            let (who, ring) = (p.customer_name.clone().unwrap_or_default(), p.call_back.clone().unwrap_or_default());
            table.add_row([due, p.number.clone(), who, p.text.clone(), ring]);
        }
        Ok(output::print(&table.to_string())?)
    }

    fn ledger(&self, desk: &Desk, all: &[Pledged], now: Timestamp) -> Result<(), Failure> {
        if self.print.json {
            return Ok(output::json(&json!({ "promises": all }))?);
        }
        if all.is_empty() {
            return Ok(output::print("Nothing was promised yet.")?);
        }
        let mut table = table(&["made", "case", "customer", "promise", "by", "due", "became"]);
        for p in all {
            let (made, due) = (desk.near_words(p.made, now), desk.near_words(p.due, now));
            let who = p.customer_name.clone().unwrap_or_default();
            table.add_row([made, p.number.clone(), who, p.text.clone(), p.by.clone(), due, became(p, desk, now)]);
        }
        Ok(output::print(&table.to_string())?)
    }
}

/// What became of a promise: its state, and how often it was moved before.
fn became(p: &Pledged, desk: &Desk, now: Timestamp) -> String {
    let late = if p.ended.unwrap_or(now) > p.due && p.state != "withdrawn" { ", late" } else { "" };
    let ended = p.ended.map_or(String::new(), |at| format!(" {}", desk.near_words(at, now)));
    let times = match p.moved {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    };
    let moved = p.move_told.map_or(String::new(), |told| {
        format!("; moved {times}; the customer was {}told of it", if told { "" } else { "not " })
    });
    format!("{}{ended}{late}{moved}", p.state)
}
