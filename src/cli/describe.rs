//! `amends describe`: what the case is, and how its contact went.

use clap::Args;

use super::exit::Failure;
use super::session::Session;
use super::{Global, Print, typed};
use crate::case::Command;
use crate::terms::{CaseKind, Channel, Heat, Severity};

/// Says what the case is and how its contact went. What is left out stays.
#[derive(Debug, Args)]
#[group(required = true, multiple = true, id = "what")]
pub struct Describe {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// complaint, query, request, praise, internal or goodwill
    #[arg(long, group = "what", value_parser = typed::word::<CaseKind>)]
    kind: Option<CaseKind>,
    /// low, middle, high or injury-or-legal
    #[arg(long, group = "what", value_parser = typed::word::<Severity>)]
    severity: Option<Severity>,
    /// What the customer asked for, in their words
    #[arg(long, group = "what", value_name = "WORDS", allow_hyphen_values = true)]
    wanted: Option<String>,
    /// The interaction's channel
    #[arg(long, group = "what", value_parser = typed::word::<Channel>)]
    channel: Option<Channel>,
    /// How heated they were at the start: calm, upset, angry or abusive
    #[arg(long, group = "what", value_parser = typed::word::<Heat>)]
    heat: Option<Heat>,
    /// How heated they were at the end
    #[arg(long, group = "what", value_parser = typed::word::<Heat>)]
    heat_end: Option<Heat>,
    /// What happened, in a sentence or two
    #[arg(long, group = "what", value_name = "WORDS", allow_hyphen_values = true)]
    summary: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl Describe {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let mut commands = Vec::new();
        let wanted = self.wanted.as_deref().map(typed::text);
        if self.kind.is_some() || self.severity.is_some() || wanted.is_some() {
            commands.push(Command::Describe { kind: self.kind, severity: self.severity, wanted });
        }
        let summary = self.summary.as_deref().map(typed::text);
        let (channel, heat_start, heat_end) = (self.channel, self.heat, self.heat_end);
        if channel.is_some() || heat_start.is_some() || heat_end.is_some() || summary.is_some() {
            // A summary may be written after the end.
            let last = file.case.interactions.last().map(|i| i.id);
            let interaction = match session.open_interaction(&file).or(last) {
                Some(id) => id,
                None => session.interaction(&file)?,
            };
            commands.push(Command::DescribeInteraction { interaction, channel, heat_start, heat_end, summary });
        }
        session.carry_out(&file, commands, self.print, "described")
    }
}
