//! `amends advise`: what is fair to give, and why; checking and printing the rules behind it.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::exit::{Failure, findings};
use super::session::{case, must_read, now};
use super::{Global, Print, list, output, typed};
use crate::advice::{self, Advice, Ceilings, Matter, Rules};
use crate::case::{CaseFile, known};
use crate::desk::Desk;
use crate::door::{Door, own_folder, read_file};
use crate::terms::{Fault, GestureKind, Severity, Timestamp, Wish};

/// Says what is fair to give for a loss, and why; or nothing, because. It decides nothing.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Advise {
    #[command(subcommand)]
    what: Option<What>,
    /// What it cost them beside what is put right, like 18.00 or "18.00 GBP"
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    loss: Option<String>,
    /// What they lost: money, product, service or attention
    #[arg(long, value_name = "KIND", value_parser = typed::word::<GestureKind>)]
    kind: Option<GestureKind>,
    /// Whose doing it was: ours, partner, nobody, customer or not-known
    #[arg(long, value_name = "WHOSE", value_parser = typed::word::<Fault>)]
    fault: Option<Fault>,
    /// It happened to them before
    #[arg(long)]
    again: bool,
    /// They kept what we did or sold
    #[arg(long, conflicts_with = "rejected")]
    kept: bool,
    /// They rejected it
    #[arg(long)]
    rejected: bool,
    /// What they paid
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    price: Option<String>,
    /// What they would like: heard, put-right, money, product, service or attention
    #[arg(long, value_name = "WISH", value_parser = typed::word::<Wish>)]
    wish: Option<Wish>,
    /// What it costs them: low, middle, high or injury-or-legal
    #[arg(long, value_name = "SEVERITY", value_parser = typed::word::<Severity>)]
    severity: Option<Severity>,
    /// Whole days since they told us
    #[arg(long, value_name = "DAYS")]
    days: Option<u32>,
    /// A case, for what it knows already
    #[arg(long, value_name = "CASE")]
    case: Option<String>,
    #[command(flatten)]
    print: Print,
}

#[derive(Debug, Subcommand)]
enum What {
    Check(Check),
    Rules(List),
    /// Prints the JSON Schema of advice.toml, so that your editor completes and checks while you write.
    ///
    /// `amends advise schema > advice.schema.json`, and `#:schema ./advice.schema.json` as the first line of advice.toml.
    Schema,
}

impl Advise {
    /// JSON: the fields of the advice (`nothing`, `kind`, `range`, `beyond`, `alone`, `cut_at`, `no_amount`, `rule`,
    /// `because`, `why`, `source`, `also`, `unsaid`, `wish`), `gestures` (ids of the desk's list), `line` and `card`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match &self.what {
            Some(What::Check(args)) => return args.run(global),
            Some(What::Rules(args)) => return args.run(global),
            Some(What::Schema) => return Ok(output::json(&advice::schema())?),
            None => {}
        }
        let (door, matter) = if let Some(number) = &self.case {
            let (door, reader) = must_read(global)?;
            let file = case(&reader, number)?;
            let mut matter = self.matter(&door.desk)?;
            learn(&mut matter, &door, &file, now());
            (door, matter)
        } else {
            let door = global.door()?;
            let matter = self.matter(&door.desk)?;
            (door, matter)
        };
        let found = door.advice().advise(&matter, &Ceilings::of(&door.desk, door.role));
        if self.print.json { as_json(&found, &door.desk) } else { for_people(&found, &door.desk) }
    }

    fn matter(&self, desk: &Desk) -> Result<Matter, Failure> {
        let money = |words: &Option<String>| words.as_deref().map(|w| typed::money(desk, w)).transpose();
        Ok(Matter {
            kind: self.kind,
            loss: money(&self.loss)?,
            price: money(&self.price)?,
            fault: self.fault,
            again: self.again,
            kept: if self.kept { Some(true) } else { self.rejected.then_some(false) },
            wish: self.wish,
            severity: self.severity,
            days: self.days,
        })
    }
}

/// What the case and its latest walk know, below what was said on the command line.
fn learn(matter: &mut Matter, door: &Door, file: &CaseFile, now: Timestamp) {
    let walk = file.case.walks.last();
    let known = known(&file.case, walk, None, &door.known(now));
    let playbook = walk.and_then(|w| door.library.by_hash(&w.playbook.hash));
    matter.learn_case(&file.case, &known, &door.desk, playbook.and_then(|p| p.cause()), now);
}

fn as_json(found: &Advice, desk: &Desk) -> Result<(), Failure> {
    let mut value = serde_json::to_value(found).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        let ids: Vec<&str> = found.gestures(desk).iter().map(|g| g.id.as_str()).collect();
        fields.insert("gestures".to_owned(), json!(ids));
        fields.insert("line".to_owned(), json!(found.line()));
        fields.insert("card".to_owned(), json!(found.card()));
    }
    Ok(output::json(&value)?)
}

fn for_people(found: &Advice, desk: &Desk) -> Result<(), Failure> {
    let mut lines = found.card();
    let listed = found.gestures(desk);
    if !listed.is_empty() {
        let titles: Vec<String> = listed.iter().map(|g| format!("{} ({})", g.title, g.id)).collect();
        lines.push(format!("On the list: {}.", titles.join(", ")));
    }
    let width = output::width().clamp(40, 100);
    let wrap = |line: &String| {
        let options = textwrap::Options::new(width).subsequent_indent("  ");
        textwrap::wrap(line, options).into_iter().map(std::borrow::Cow::into_owned).collect::<Vec<_>>()
    };
    Ok(output::print(&lines.iter().flat_map(wrap).collect::<Vec<_>>().join("\n"))?)
}

/// Checks an advice.toml: mistakes, rules that are never reached, and rules that give less where we owe more.
///
/// Exit code 1 where there is an error.
#[derive(Debug, Args)]
struct Check {
    /// The file; where left out, that of your own folder, or the shipped one
    file: Option<PathBuf>,
    #[command(flatten)]
    print: Print,
}

impl Check {
    /// JSON: `{"findings":[{"file","line","column","severity","code","message","help"}]}`.
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let own = || global.desk.clone().or_else(own_folder).map(|folder| folder.join("advice.toml"));
        let file = self.file.clone().or_else(|| own().filter(|own| own.is_file()));
        let (found, count) = if let Some(path) = file {
            let (rules, found) = Rules::read(&path.display().to_string(), &read_file(&path)?);
            (found, rules.map_or(0, |rules| rules.iter().count()))
        } else {
            (Vec::new(), Rules::shipped().iter().count())
        };
        findings(&found, self.print.json)?;
        if !self.print.json {
            output::print(&format!("{}.", output::count(count, "rule can be used", "rules can be used")))?;
        }
        Ok(())
    }
}

/// Lists the rules, in the order in which they are tried; your own `advice.toml` replaces the shipped ones.
#[derive(Debug, Args)]
struct List {
    /// Print the shipped file, to begin your own with
    #[arg(long, conflicts_with = "json")]
    toml: bool,
    #[command(flatten)]
    print: Print,
}

impl List {
    /// JSON: `{"rules":[{"id","give","share","of","because","why","source","also"}]}`; `share` is two exact decimals.
    fn run(&self, global: &Global) -> Result<(), Failure> {
        if self.toml {
            return Ok(output::print(advice::SHIPPED)?);
        }
        let door = global.door()?;
        if self.print.json {
            let one = |r: &advice::Rule| {
                let share = r.share.map(|s| [s.from.normalize().to_string(), s.to.normalize().to_string()]);
                json!({"id": r.id, "give": r.gives.word(), "share": share, "of": r.share.map(|s| s.of),
                    "because": r.because, "why": r.why, "source": r.source, "also": r.also})
            };
            return Ok(output::json(&json!({ "rules": door.advice().iter().map(one).collect::<Vec<_>>() }))?);
        }
        let mut table = list::table(&["rule", "give", "share", "because", "source"]);
        for rule in door.advice().iter() {
            table.add_row([rule.id.as_str(), rule.gives.word(), &share(rule), &rule.because, &rule.source]);
        }
        Ok(output::print(&table.to_string())?)
    }
}

/// `10 to 25 % of the loss`.
fn share(rule: &advice::Rule) -> String {
    rule.share.map_or_else(String::new, |share| {
        let of = match share.of {
            advice::Of::Loss => "loss",
            advice::Of::Price => "price",
        };
        let (from, to) = (share.from.normalize(), share.to.normalize());
        if from == to { format!("{to} % of the {of}") } else { format!("{from} to {to} % of the {of}") }
    })
}
