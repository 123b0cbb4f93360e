//! `amends log`: one interaction from flags, or many from JSON lines.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};
use serde_json::json;

use super::exit::Failure;
use super::progress::Progress;
use super::session::{now, writing};
use super::{Global, output, typed};
use crate::case::CustomerDetails;
use crate::door::Door;
use crate::intake::{
    Act, Cleaning, Fate, Given, Line, Noted, Options, Promised, Record, Said, Source, Stopped, Taken, Tally, lines, one,
};
use crate::terms::{CaseKind, Channel, Heat, Mode, Outcome, Severity, Text, Timestamp};

/// The form of a line, as `amends log --help` shows it.
const FORM: &str = r#"JSON lines:
  One object a line; every field but customer, channel and began may be left out.

  {"external_id":"…","case":"C-1042","kind":"complaint","severity":"middle",
   "heat":{"start":"angry","end":"calm"},"wanted":"…",
   "customer":{"name":"…","phone":"…","email":"…"},"channel":"chat","agent":"…",
   "began":"2026-11-20T09:14:03Z","ended":"2026-11-20T09:21:40Z","hold_s":40,"wrap_s":65,
   "messages":[{"at":"…","who":"customer","text":"…"}],"notes":[{"at":"…","text":"…"}],
   "playbook":"late-parcel","answers":{"days_late":4},
   "steps":[{"step":"story","at":"…"},{"step":"replace","skipped":"reason"}],
   "actions":[{"do":"pull-up-account","at":"…","values":["…"]}],
   "promises":[{"text":"…","at":"…","due":"…","told":"…","kept":"…"}],
   "gestures":[{"gesture":"refund","at":"…","value":"4.90 GBP","reason":"…"}],
   "summary":"…","outcome":"resolved","cause":"carrier-delay","tried":"…"}

  In place of kept a promise may say broken or withdrawn, with a reason. Moments that are left out
  are spread between those that are given. A customer who is known already is found again by exact
  e-mail, telephone number or name. A line whose external_id is in the log already changes nothing.

  Refused lines are listed with their number and every reason; good ones are kept; the exit code
  is then 4. With --recorded nothing is refused for order, missed steps or authority: these become
  marked deviations, and a closed case is reopened."#;

/// Logs an interaction from flags, or many from JSON lines with --json FILE.
#[derive(Debug, Args)]
#[command(after_long_help = FORM)]
pub struct LogArgs {
    /// Read JSON lines from this file, or from standard input with -. Without a value: print the result as JSON
    // The parser of paths would refuse the empty one, which stands for no value.
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "", value_parser = OsStringValueParser::new().map(PathBuf::from))]
    json: Option<PathBuf>,
    /// This is history: nothing is refused for order, missed steps or authority; deviations are marked
    #[arg(long)]
    recorded: bool,
    /// Keep nothing where one line is refused
    #[arg(long, requires = "json")]
    all_or_nothing: bool,
    /// Print what became of the lines as JSON
    #[arg(long, requires = "json")]
    report: bool,
    #[command(flatten)]
    flags: Flags,
}

/// One interaction in flags.
#[derive(Debug, Args)]
struct Flags {
    /// Who it was
    #[arg(long, value_name = "NAME", help_heading = "The customer")]
    customer: Option<String>,
    /// Their telephone number
    #[arg(long, help_heading = "The customer")]
    phone: Option<String>,
    /// Their e-mail address
    #[arg(long, help_heading = "The customer")]
    email: Option<String>,
    /// Add to this case instead of opening one
    #[arg(long, value_name = "CASE", help_heading = "The case")]
    case: Option<String>,
    /// complaint, query, request, praise, internal or goodwill
    #[arg(long, value_parser = typed::word::<CaseKind>, help_heading = "The case")]
    kind: Option<CaseKind>,
    /// low, middle, high or injury-or-legal
    #[arg(long, value_parser = typed::word::<Severity>, help_heading = "The case")]
    severity: Option<Severity>,
    /// What they asked for, in their words
    #[arg(long, value_name = "WORDS", help_heading = "The case", allow_hyphen_values = true)]
    wanted: Option<String>,
    /// phone, in-person, chat, email or social; the desk's first where left out
    #[arg(long, value_parser = typed::word::<Channel>, help_heading = "The interaction")]
    channel: Option<Channel>,
    /// How heated they were at the start: calm, upset, angry or abusive
    #[arg(long, value_parser = typed::word::<Heat>, help_heading = "The interaction")]
    heat: Option<Heat>,
    /// How heated they were at the end
    #[arg(long, value_parser = typed::word::<Heat>, help_heading = "The interaction")]
    heat_end: Option<Heat>,
    /// When it began, like 14:05 or "2026-11-20 14:05"; now where left out
    #[arg(long, value_name = "WHEN", help_heading = "The interaction")]
    began: Option<String>,
    /// When it ended; where left out it stays open (unless an outcome closes the case)
    #[arg(long, value_name = "WHEN", help_heading = "The interaction")]
    ended: Option<String>,
    /// Seconds on hold
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(i64).range(0..=604_800), help_heading = "The interaction", allow_negative_numbers = true)]
    hold_s: Option<i64>,
    /// Seconds in wrap-up
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(i64).range(0..=604_800), help_heading = "The interaction", allow_negative_numbers = true)]
    wrap_s: Option<i64>,
    /// Who did the work, where that is not you
    #[arg(long, value_name = "LOGIN", help_heading = "The interaction")]
    agent: Option<String>,
    /// The record's name where it came from; the same name again changes nothing
    #[arg(long, value_name = "NAME", help_heading = "The interaction")]
    external_id: Option<String>,
    /// An internal note (repeatable)
    #[arg(long, value_name = "WORDS", help_heading = "What happened", allow_hyphen_values = true)]
    note: Vec<String>,
    /// What was said, like "customer: it is late" or "agent: I see" (repeatable)
    #[arg(long, value_name = "WHO: WORDS", help_heading = "What happened", allow_hyphen_values = true)]
    message: Vec<String>,
    /// The playbook that was followed
    #[arg(long, value_name = "ID", help_heading = "What happened")]
    playbook: Option<String>,
    /// An answer to a question of the playbook (repeatable)
    #[arg(
        long,
        value_name = "NAME=VALUE",
        requires = "playbook",
        help_heading = "What happened",
        allow_hyphen_values = true
    )]
    answer: Vec<String>,
    /// A step that was done (repeatable)
    #[arg(long, value_name = "STEP", requires = "playbook", help_heading = "What happened")]
    step: Vec<String>,
    /// A step that was left out, and why (repeatable)
    #[arg(
        long,
        value_name = "STEP=REASON",
        requires = "playbook",
        help_heading = "What happened",
        allow_hyphen_values = true
    )]
    skip: Vec<String>,
    /// An action that was taken (repeatable)
    #[arg(long = "do", value_name = "ACTION", help_heading = "What happened")]
    action: Vec<String>,
    /// What was promised (repeatable, each with its --due)
    #[arg(long, value_name = "WORDS", requires = "due", help_heading = "What happened", allow_hyphen_values = true)]
    promise: Vec<String>,
    /// By when, like 16:00, tomorrow 10:00, friday or 2 working days
    #[arg(long, value_name = "WHEN", requires = "promise", help_heading = "What happened")]
    due: Vec<String>,
    /// What was given, from the desk's list
    #[arg(long, value_name = "ID", requires = "reason", help_heading = "What happened")]
    gesture: Option<String>,
    /// How much was given
    #[arg(
        long,
        value_name = "AMOUNT",
        requires = "gesture",
        help_heading = "What happened",
        allow_hyphen_values = true
    )]
    value: Option<String>,
    /// Why it was given
    #[arg(
        long,
        value_name = "WORDS",
        requires = "gesture",
        help_heading = "What happened",
        allow_hyphen_values = true
    )]
    reason: Option<String>,
    /// How it ended; closes the case
    #[arg(long, value_parser = typed::word::<Outcome>, help_heading = "The end")]
    outcome: Option<Outcome>,
    /// The root cause, from the desk's list
    #[arg(long, value_name = "CAUSE", help_heading = "The end")]
    cause: Option<String>,
    /// What happened, in a sentence or two
    #[arg(long, value_name = "WORDS", help_heading = "The end", allow_hyphen_values = true)]
    summary: Option<String>,
    /// What was tried, where we could not help
    #[arg(long, value_name = "WORDS", help_heading = "The end", allow_hyphen_values = true)]
    tried: Option<String>,
}

impl LogArgs {
    /// Whether a failure is told as JSON: not where `--json` names what is read.
    pub fn prints_json(&self) -> bool {
        self.report || self.json.as_deref() == Some(Path::new(""))
    }

    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match self.json.as_deref() {
            Some(path) if path != Path::new("") => self.import(global, path),
            asked => self.one(global, asked.is_some()),
        }
    }

    fn mode(&self) -> Mode {
        if self.recorded { Mode::Recorded } else { Mode::Live }
    }

    /// JSON: `{"case":"C-1042","events":9,"already":false}`.
    fn one(&self, global: &Global, as_json: bool) -> Result<(), Failure> {
        if !self.flags.any() {
            let advice =
                "say at least the channel, the customer or a note: `amends log --channel phone --customer NAME`";
            return Err(Failure::usage("nothing", "nothing is said of the interaction", advice));
        }
        let ((door, mut log), now) = (writing(global)?, now());
        let record = self.flags.record(&door, now)?;
        for (count, what) in
            [(record.cleaning.masked, "card numbers masked"), (record.cleaning.removed, "control characters removed")]
        {
            if count > 0 {
                output::tell(&format!("amends: {what}: {count}"));
            }
        }
        let done = one(&record, &door, &mut log, self.mode(), now)?;
        let Some(done) = done else {
            let name = record.external_id.unwrap_or_default();
            if as_json {
                return Ok(output::json(&json!({ "case": null, "events": 0, "already": true }))?);
            }
            return Ok(output::print(&format!("{name} is in the log already; nothing was changed"))?);
        };
        let number = done.file.as_ref().map_or("-", |f| f.case.number());
        if as_json {
            return Ok(output::json(&json!({ "case": number, "events": done.events.len(), "already": false }))?);
        }
        let state = match done.file.as_ref() {
            Some(f) if f.case.closed.is_some() => "logged and closed",
            Some(f) if f.case.interactions.last().is_some_and(|i| i.ended.is_none()) => {
                "logged; the interaction is open"
            }
            _ => "logged; the case is open",
        };
        Ok(output::print(&format!("{number}: {state}"))?)
    }

    fn import(&self, global: &Global, path: &Path) -> Result<(), Failure> {
        if self.flags.any() {
            let advice = "put them into the lines, or leave --json out";
            return Err(Failure::usage(
                "flags",
                "with --json FILE the interactions come from the lines, not from flags",
                advice,
            ));
        }
        let source = Source::open(path).map_err(|e| Failure::file("read", path, &e))?;
        let ((door, mut log), now) = (writing(global)?, now());
        let mut progress = Progress::new("logging", source.size);
        let options = Options { mode: self.mode(), all_or_nothing: self.all_or_nothing, now };
        let mut refused = Vec::new();
        let report = self.report;
        let mut hear = |line: &Line<'_>| match line {
            Line::Refused { line, reasons } if report => refused.push(json!({ "line": line, "reasons": reasons })),
            Line::Refused { line, reasons } => {
                let all = reasons.iter().map(|r| format!("\n  - {}\n    now: {}", r.what, r.mend));
                progress.tell(&format!("line {line}: refused{}", all.collect::<String>()));
            }
            Line::Taken { line, case, split } if *split > 0 && !report => {
                progress
                    .tell(&format!("line {line}: {case}: {split} long notes were split, because an entry takes 32 KB"));
            }
            Line::Read(bytes) => progress.at(*bytes),
            Line::Taken { .. } | Line::Already { .. } => {}
        };
        let done = lines(source, &door, &mut log, options, &mut hear);
        drop(progress);
        let (tally, error) = match done {
            Ok(tally) => (tally, None),
            Err(Stopped::Source(tally, error)) => (tally, Some(Failure::file("read on", path, &error))),
            Err(Stopped::Log(tally, error)) => (tally, Some(Failure::from(error))),
        };
        if report {
            output::json(&json!({ "tally": tally, "refused": refused }))?;
        } else {
            output::print(&summary(&tally))?;
        }
        match error {
            Some(error) => Err(error),
            None if tally.refused > 0 => Err(Failure::Lines),
            None => Ok(()),
        }
    }
}

fn summary(tally: &Tally) -> String {
    let count = output::count;
    let mut lines = if tally.kept {
        vec![format!("{} logged", count(tally.taken, "line", "lines"))]
    } else {
        vec![format!("nothing was kept, because not all lines are good ({} would have been)", tally.taken)]
    };
    if tally.already > 0 {
        lines.push(format!("{} already there", count(tally.already, "line was", "lines were")));
    }
    if tally.refused > 0 {
        lines.push(format!("{} refused", count(tally.refused, "line", "lines")));
    }
    if tally.split > 0 {
        lines.push(format!("{} split", count(tally.split, "long note was", "long notes were")));
    }
    if tally.cleaning.masked > 0 {
        lines.push(format!("{} masked", count(tally.cleaning.masked, "card number was", "card numbers were")));
    }
    if tally.cleaning.removed > 0 {
        lines.push(format!(
            "{} removed",
            count(tally.cleaning.removed, "control character was", "control characters were")
        ));
    }
    lines.join("\n")
}

impl Flags {
    /// Whether anything is said in flags.
    fn any(&self) -> bool {
        let Self { customer, phone, email, case, kind, severity, wanted, channel, heat, heat_end, began, .. } = self;
        let texts =
            [customer, phone, email, case, wanted, began, &self.ended, &self.agent, &self.external_id, &self.playbook];
        let more = [&self.gesture, &self.value, &self.reason, &self.cause, &self.summary, &self.tried];
        let lists =
            [&self.note, &self.message, &self.answer, &self.step, &self.skip, &self.action, &self.promise, &self.due];
        texts.into_iter().chain(more).any(Option::is_some)
            || lists.into_iter().any(|l| !l.is_empty())
            || kind.is_some()
            || severity.is_some()
            || channel.is_some()
            || heat.is_some()
            || heat_end.is_some()
            || self.outcome.is_some()
            || self.hold_s.is_some()
            || self.wrap_s.is_some()
    }

    fn record(&self, door: &Door, now: Timestamp) -> Result<Record, Failure> {
        let desk = &door.desk;
        let mut cleaning = Cleaning::default();
        let external_id = self.external_id.as_deref().map(|id| typed::external_id(id, &mut cleaning)).transpose()?;
        let mut name = |what: &str, words: &str| typed::name_in(what, words, &mut cleaning);
        let agent = self.agent.as_deref().map(|agent| name("--agent", agent)).transpose()?;
        let cause = self.cause.as_deref().map(|cause| name("--cause", cause)).transpose()?;
        let gesture = self.gesture.as_deref().map(|gesture| name("--gesture", gesture)).transpose()?;
        let mut actions = Vec::new();
        for action in &self.action {
            actions.push(Act { action: name("--do", action)?, at: None, values: Vec::new() });
        }
        let mut text = |words: &str| cleaning.text(words.trim());
        let moment = |flag: &str, words: &Option<String>| {
            words.as_deref().map(|words| typed::moment(desk, flag, words, now)).transpose()
        };
        let (began, ended) = (moment("--began", &self.began)?.unwrap_or(now), moment("--ended", &self.ended)?);
        if self.promise.len() != self.due.len() {
            let advice = "give each --promise its --due";
            return Err(Failure::usage(
                "due",
                format!("{} promises and {} due times", self.promise.len(), self.due.len()),
                advice,
            ));
        }
        let mut promises = Vec::new();
        for (words, due) in self.promise.iter().zip(&self.due) {
            // What was promised then is due as counted from then.
            let due = typed::due(desk, due, if self.began.is_some() { ended.unwrap_or(began) } else { now })?;
            promises.push(Promised { text: text(words), at: None, due, told: None, fate: Fate::Open, reason: None });
        }
        let mut messages = Vec::new();
        for words in &self.message {
            let (who, words) = typed::said(words)?;
            messages.push(Said { at: None, who, text: text(&words) });
        }
        let mut answers = Vec::new();
        for words in &self.answer {
            let (name, value) = typed::pair("--answer", words)?;
            answers.push((name, text(&value).to_string()));
        }
        let done = |step: &String| Taken { step: step.clone(), at: None, skipped: None, values: Vec::new() };
        let mut steps: Vec<Taken> = self.step.iter().map(done).collect();
        for words in &self.skip {
            let (step, reason) = typed::pair("--skip", words)?;
            steps.push(Taken { step, at: None, skipped: Some(text(&reason)), values: Vec::new() });
        }
        let mut gestures = Vec::new();
        if let Some(gesture) = gesture {
            let value = self.value.as_deref().map(|words| typed::money(desk, words)).transpose()?;
            let reason = text(self.reason.as_deref().unwrap_or_default());
            gestures.push(Given { gesture, at: None, value, reason });
        }
        let mut maybe = |words: &Option<String>| words.as_deref().map(&mut text).filter(|t: &Text| !t.is_blank());
        let customer = CustomerDetails {
            name: maybe(&self.customer),
            phone: maybe(&self.phone),
            email: maybe(&self.email),
            ..CustomerDetails::default()
        };
        let (summary, wanted, tried) = (maybe(&self.summary), maybe(&self.wanted), maybe(&self.tried));
        let notes = self.note.iter().map(|words| Noted { at: None, text: text(words) }).collect();
        Ok(Record {
            external_id,
            case: self.case.clone(),
            kind: self.kind,
            severity: self.severity,
            heat_start: self.heat,
            heat_end: self.heat_end,
            customer,
            channel: self.channel.or(desk.channels.first().copied()),
            agent,
            began,
            ended,
            hold_s: self.hold_s,
            wrap_s: self.wrap_s,
            playbook: self.playbook.clone(),
            summary,
            wanted,
            messages,
            notes,
            answers,
            steps,
            actions,
            promises,
            gestures,
            outcome: self.outcome,
            cause,
            tried,
            cleaning,
        })
    }
}
