//! `decide`: which events a command makes, or everything that stands in its way. One file per subject.
//!
//! Live work is refused what the rules forbid. Recorded work (history brought in later) is refused only what is malformed
//! or impossible; any other rule it breaks becomes a `deviated` event beside it.

mod approving;
mod closing;
mod customer;
mod entry;
mod giving;
mod handing;
mod parking;
mod promising;
mod returning;
mod reviewing;
mod talking;
mod undoing;
mod unfit;
mod waiting;
mod walking;

pub use closing::{Closing, gate};
pub(super) use giving::EXCEPTION;
pub use giving::{Meter, meters, year_before};

use crate::terms::{InteractionId, Mode, Text, Timestamp, Value};

use super::command::{Command, Deed, Gift};
use super::context::Context;
use super::event::Event;
use super::file::CaseFile;
use super::refusal::{Place, Reason, Refusal};
use super::state::{Case, Interaction};

/// The longest text that one event takes, in bytes. Longer notes are split at the door.
pub const LONGEST_TEXT: usize = 32 * 1024;

/// How far a clock may run ahead before a moment counts as "in the future", in milliseconds.
const CLOCK_SKEW_MS: i64 = 5 * 60 * 1000;

/// What a rule answers.
type Decision = Result<Vec<Event>, Refusal>;

/// Which events `deed` makes of the case in `file`. A deed that was already carried out makes none.
///
/// # Errors
/// [`Refusal`] with everything that stands in the way.
pub fn decide(file: &CaseFile, deed: &Deed, context: &Context<'_>) -> Decision {
    if file.facts.iter().any(|f| f.body.as_ref().is_some_and(|b| b.command == deed.id)) {
        return Ok(Vec::new());
    }
    let asking = Asking { file, case: &file.case, deed, context };
    asking.check_program()?;
    asking.check_time()?;
    asking.check_texts()?;
    asking.check_state()?;
    match &deed.command {
        Command::Open { number } => asking.open(number),
        Command::Describe { kind, severity, wanted } => {
            Ok(vec![Event::Described { kind: *kind, severity: *severity, wanted: wanted.clone() }])
        }
        Command::SetCustomer(customer) => Ok(vec![Event::CustomerSet { customer: *customer }]),
        Command::Begin { .. }
        | Command::DescribeInteraction { .. }
        | Command::Hold(_)
        | Command::Resume(_)
        | Command::WrapUp(_)
        | Command::End(_)
        | Command::Time { .. }
        | Command::LoseTime { .. }
        | Command::Say { .. }
        | Command::Note { .. } => talking::decide(&asking),
        Command::Park(_) | Command::Unpark(_) | Command::Transfer { .. } => parking::decide(&asking),
        Command::Wait(_) | Command::StopWaiting => waiting::decide(&asking),
        Command::Follow { .. }
        | Command::Answer { .. }
        | Command::DoStep { .. }
        | Command::SkipStep { .. }
        | Command::Act { .. } => walking::decide(&asking),
        Command::Promise { .. }
        | Command::KeepPromise(_)
        | Command::BreakPromise(..)
        | Command::WithdrawPromise(..)
        | Command::MovePromise { .. } => promising::decide(&asking),
        Command::Give(_) => giving::decide(&asking),
        Command::AskApproval { .. } | Command::AnswerApproval { .. } | Command::WithdrawApproval(..) => {
            approving::decide(&asking)
        }
        Command::RedeemCertificate(_)
        | Command::VoidCertificate(..)
        | Command::CameBack { .. }
        | Command::FollowUp(_) => returning::decide(&asking),
        Command::Review { .. }
        | Command::AnswerReview { .. }
        | Command::SettleReview { .. }
        | Command::MarkLesson(_)
        | Command::UnmarkLesson => reviewing::decide(&asking),
        Command::DidNotFit { walk, step, why } => unfit::decide(&asking, *walk, step.as_deref(), why),
        Command::Coach { .. } | Command::ReadCoaching | Command::ActOnCause { .. } => entry::decide(&asking),
        Command::HandOff { .. } | Command::AcceptHandOff(_) | Command::DeclineHandOff(..) => handing::decide(&asking),
        Command::Close { outcome, cause, tried } => {
            let closing = Closing { outcome: *outcome, cause: cause.as_deref(), tried: tried.as_ref() };
            closing::decide(&asking, &closing)
        }
        Command::Reopen(reason) => asking.reopen(reason),
        Command::Undo | Command::Redo => undoing::decide(&asking),
        Command::AddCustomer(_) | Command::ChangeCustomer(_) | Command::MergeCustomer(_) => customer::decide(&asking),
    }
}

/// One question to the rules: the file, what is to be done, and what may be known.
struct Asking<'a> {
    file: &'a CaseFile,
    case: &'a Case,
    deed: &'a Deed,
    context: &'a Context<'a>,
}

impl Asking<'_> {
    fn is_live(&self) -> bool {
        self.context.mode == Mode::Live
    }

    /// Who does the work.
    fn agent(&self) -> &str {
        self.deed.agent.as_deref().unwrap_or(self.context.actor)
    }

    /// Live work is refused; recorded work goes on with a mark.
    fn break_rule(&self, events: &mut Vec<Event>, reason: Reason) -> Result<(), Refusal> {
        if self.is_live() {
            return Err(Refusal { reasons: vec![reason] });
        }
        events.push(deviation(&reason));
        Ok(())
    }

    fn check_program(&self) -> Result<(), Refusal> {
        if self.file.needs_newer_program() {
            return Err(Refusal::one(
                "newer-program",
                Place::Input,
                "A newer version of amends has written to this case",
                "update amends on this machine; until then the case can be read here but not changed",
            ));
        }
        Ok(())
    }

    fn check_time(&self) -> Result<(), Refusal> {
        let future = |at: Timestamp| at > self.context.now.plus_ms(CLOCK_SKEW_MS);
        if future(self.deed.at) {
            return Err(Refusal::one(
                "future",
                Place::Input,
                format!("{} has not happened yet", self.deed.at),
                "check the date and the clock of this machine",
            ));
        }
        Ok(())
    }

    fn check_texts(&self) -> Result<(), Refusal> {
        let longest = texts(&self.deed.command).map(Text::len).max().unwrap_or(0);
        if longest > LONGEST_TEXT {
            return Err(Refusal::one(
                "too-long",
                Place::Input,
                format!("The text has {longest} bytes; the most is {LONGEST_TEXT}"),
                "shorten it, or split it into several notes",
            ));
        }
        Ok(())
    }

    fn check_state(&self) -> Result<(), Refusal> {
        let on_no_case = matches!(
            self.deed.command,
            Command::AddCustomer(_)
                | Command::ChangeCustomer(_)
                | Command::MergeCustomer(_)
                | Command::Coach { .. }
                | Command::ReadCoaching
                | Command::ActOnCause { .. }
        );
        let undoing = matches!(self.deed.command, Command::Undo | Command::Redo);
        let opening = matches!(self.deed.command, Command::Open { .. });
        if self.case.opened.is_none() && !on_no_case && !undoing && !opening {
            return Err(Refusal::one("no-case", Place::Input, "There is no such case", "open one first"));
        }
        let allowed_when_closed = matches!(
            self.deed.command,
            Command::Note { .. }
                | Command::SetCustomer(_)
                | Command::Describe { .. }
                | Command::Reopen(_)
                // What comes after comes after the close.
                | Command::RedeemCertificate(_)
                | Command::VoidCertificate(..)
                | Command::CameBack { .. }
                | Command::FollowUp(_)
                | Command::WithdrawApproval(..)
                | Command::Review { .. }
                | Command::AnswerReview { .. }
                | Command::SettleReview { .. }
                | Command::MarkLesson(_)
                | Command::UnmarkLesson
                | Command::DidNotFit { .. }
        );
        if self.case.closed.is_some() && self.is_live() && !allowed_when_closed && !undoing && !opening {
            return Err(Refusal::one(
                "closed",
                Place::Input,
                format!("{} is closed", self.case.number()),
                "reopen it first, with the reason",
            ));
        }
        Ok(())
    }

    fn open(&self, number: &str) -> Decision {
        if self.case.opened.is_some() {
            let what = format!("{} is open already", self.case.number());
            return Err(Refusal::one("open-already", Place::Input, what, "add to it instead"));
        }
        if number.trim().is_empty() {
            return Err(Refusal::one("no-number", Place::Input, "A case needs its number", "let the log give it one"));
        }
        Ok(vec![Event::Opened { number: number.to_owned(), owner: self.agent().to_owned() }])
    }

    fn reopen(&self, reason: &Text) -> Decision {
        if self.case.closed.is_none() {
            let what = format!("{} is not closed", self.case.number());
            return Err(Refusal::one("not-closed", Place::Input, what, "there is nothing to reopen"));
        }
        self.need_words(reason, "a reason to reopen", Place::Input)?;
        Ok(vec![Event::Reopened { reason: reason.clone() }])
    }

    fn need_words(&self, text: &Text, what: &str, place: Place) -> Result<(), Refusal> {
        if text.is_blank() && self.is_live() {
            return Err(Refusal::one("no-words", place, format!("This needs {what}"), "write it in a few words"));
        }
        Ok(())
    }

    fn interaction(&self, id: InteractionId) -> Result<&Interaction, Refusal> {
        self.case.interaction(id).ok_or_else(|| {
            Refusal::one(
                "no-interaction",
                Place::Input,
                format!("{} has no such interaction", self.case.number()),
                "begin one first",
            )
        })
    }

    /// Whether somebody is at the desk: always yes where the desk keeps no list.
    fn is_known_person(&self, login: &str) -> bool {
        let people = &self.context.rules.people;
        people.is_empty() || people.iter().any(|p| p == login)
    }
}

/// The mark that recorded work leaves where it broke a rule.
fn deviation(reason: &Reason) -> Event {
    Event::Deviated { rule: reason.rule.to_owned(), detail: Text::new(&reason.what) }
}

/// Every text of a command.
fn texts(command: &Command) -> impl Iterator<Item = &Text> {
    let mut found: Vec<&Text> = Vec::new();
    match command {
        Command::Describe { wanted, .. } => found.extend(wanted),
        Command::DescribeInteraction { summary, .. } => found.extend(summary),
        Command::Say { text, .. }
        | Command::Note { text, .. }
        | Command::Answer { value: Value::Text(text) | Value::Phone(text) | Value::Email(text), .. } => {
            found.push(text);
        }
        Command::Wait(what) => found.push(what),
        Command::Transfer { to, number, note, .. } => {
            found.extend(std::iter::once(to).chain(number).chain(note));
        }
        Command::DoStep { values, .. } | Command::Act { values, .. } => found.extend(values),
        Command::Promise { text, told, call_back, .. } => {
            found.extend(std::iter::once(text).chain(told).chain(call_back));
        }
        Command::SkipStep { reason, .. }
        | Command::AskApproval { reason, .. }
        | Command::WithdrawApproval(_, reason)
        | Command::VoidCertificate(_, reason)
        | Command::FollowUp(reason)
        | Command::CameBack { note: reason, .. }
        | Command::BreakPromise(_, reason)
        | Command::WithdrawPromise(_, reason)
        | Command::DeclineHandOff(_, reason)
        | Command::Reopen(reason) => found.push(reason),
        Command::Give(Gift { reason, exception, .. }) => found.extend(std::iter::once(reason).chain(exception)),
        Command::Review { comments, .. } => found.extend(comments.iter().map(|remark| &remark.text)),
        Command::AnswerReview { reason, .. } => found.extend(reason),
        Command::SettleReview { comment, .. } => found.extend(comment),
        Command::MarkLesson(text)
        | Command::DidNotFit { why: text, .. }
        | Command::ActOnCause { what: text, .. }
        | Command::Coach { note: text, .. } => found.push(text),
        Command::HandOff { note, .. } => found.push(note),
        Command::Close { tried, .. } => found.extend(tried),
        Command::AddCustomer(d) | Command::ChangeCustomer(d) => {
            found.extend(
                [&d.name, &d.called, &d.phone, &d.email, &d.preferences, &d.support_needs].into_iter().flatten(),
            );
        }
        _ => {}
    }
    found.into_iter()
}
