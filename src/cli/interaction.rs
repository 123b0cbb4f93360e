//! `amends hold`, `resume`, `wrap`, `end`, `time`: the clocks of the interaction at hand.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::Command;
use crate::terms::InteractionId;

macro_rules! simple {
    ($(#[$doc:meta])* $name:ident, $make:expr, $said:literal) => {
        $(#[$doc])*
        #[derive(Debug, Args)]
        pub struct $name {
            /// The case's number
            #[arg(value_name = "CASE")]
            case: String,
            #[command(flatten)]
            print: Print,
        }

        impl $name {
            pub fn run(&self, global: &Global) -> Result<(), Failure> {
                let mut session = Session::open(global)?;
                let file = session.case(&self.case)?;
                let make: fn(InteractionId) -> Command = $make;
                let command = make(session.interaction(&file)?);
                session.carry_out(&file, vec![command], self.print, $said)
            }
        }
    };
}

simple! {
    /// Puts the customer on hold.
    Hold, Command::Hold, "on hold"
}
simple! {
    /// Takes the customer off hold.
    Resume, Command::Resume, "back from hold"
}
simple! {
    /// The customer is gone: wrap-up begins.
    Wrap, Command::WrapUp, "wrap-up"
}
simple! {
    /// Ends the interaction; the case stays open.
    End, Command::End, "the interaction has ended; the case is open"
}

simple! {
    /// Turns to something else: no clock of yours runs until you take it up again.
    Park, Command::Park, "parked"
}
simple! {
    /// Takes a parked interaction up again.
    Unpark, Command::Unpark, "taken up again"
}

/// Puts the customer through to somebody of the directory (`amends who` finds them). The case stays yours.
#[derive(Debug, Args)]
pub struct Transfer {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// To whom; somebody of the directory brings their number along
    #[arg(long, value_name = "NAME")]
    to: String,
    /// Under which number, where the directory has none
    #[arg(long, value_name = "TELEPHONE")]
    number: Option<String>,
    /// You did not stay until it was answered
    #[arg(long)]
    cold: bool,
    /// What they were told
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    note: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl Transfer {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let wanted = self.to.trim().to_lowercase();
        let known = session.door.desk.directory.iter().find(|c| c.name.to_lowercase() == wanted);
        let number = self.number.clone().or_else(|| known.and_then(|c| c.phone.clone()));
        let to = known.map_or(self.to.as_str(), |c| c.name.as_str());
        let command = Command::Transfer {
            interaction: session.interaction(&file)?,
            to: typed::text(to),
            number: number.as_deref().map(typed::text),
            outside: known.is_some_and(|c| c.outside),
            warm: !self.cold,
            note: self.note.as_deref().map(typed::text),
        };
        let said = format!("put through to {to}");
        session.carry_out(&file, vec![command], self.print, &said)
    }
}

/// The next move is the customer's: the resolution clock pauses until they move, or until `--over`.
#[derive(Debug, Args)]
pub struct Wait {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// What they have to do
    #[arg(value_name = "WORDS", required_unless_present = "over")]
    what: Option<String>,
    /// We wait no longer
    #[arg(long, conflicts_with = "what")]
    over: bool,
    #[command(flatten)]
    print: Print,
}

impl Wait {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let (command, said) = match &self.what {
            Some(what) => (Command::Wait(typed::text(what)), format!("waits for the customer: {what}")),
            None => (Command::StopWaiting, "waits no longer".to_owned()),
        };
        session.carry_out(&file, vec![command], self.print, &said)
    }
}

/// Mends an interaction's clocks: totals from elsewhere, or a stretch that was not worked.
#[derive(Debug, Args)]
#[group(required = true, multiple = true, id = "clocks")]
pub struct Time {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// Seconds on hold, in all
    #[arg(long, group = "clocks", value_name = "SECONDS", value_parser = clap::value_parser!(i64).range(0..=604_800), allow_negative_numbers = true)]
    hold_s: Option<i64>,
    /// Seconds in wrap-up, in all
    #[arg(long, group = "clocks", value_name = "SECONDS", value_parser = clap::value_parser!(i64).range(0..=604_800), allow_negative_numbers = true)]
    wrap_s: Option<i64>,
    /// Nobody worked from this moment (the console had stopped)
    #[arg(long, group = "clocks", value_name = "WHEN", requires = "lost_to")]
    lost_from: Option<String>,
    /// … to this one
    #[arg(long, group = "clocks", value_name = "WHEN", requires = "lost_from")]
    lost_to: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl Time {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let last = file.case.interactions.last().map(|i| i.id);
        let interaction = match session.open_interaction(&file).or(last) {
            Some(id) => id,
            None => session.interaction(&file)?,
        };
        let mut commands = Vec::new();
        if self.hold_s.is_some() || self.wrap_s.is_some() {
            let ms = |seconds: Option<i64>| seconds.unwrap_or(0) * 1000;
            commands.push(Command::Time { interaction, hold_ms: ms(self.hold_s), wrap_ms: ms(self.wrap_s) });
        }
        if let (Some(from), Some(to)) = (&self.lost_from, &self.lost_to) {
            let from = typed::moment(&session.door.desk, "--lost-from", from, session.now)?;
            let to = typed::moment(&session.door.desk, "--lost-to", to, session.now)?;
            commands.push(Command::LoseTime { interaction, from, to });
        }
        session.carry_out(&file, commands, self.print, "clocks mended")
    }
}
