//! `amends review sample`: which cases to look at.

use std::collections::BTreeMap;
use std::fmt::Write;

use clap::Args;
use serde_json::{Value, json};

use super::super::exit::Failure;
use super::super::report::Asked;
use super::super::session::{must_read, now};
use super::super::{Global, Print, output};
use crate::desk::Desk;
use crate::log::{CaseSummary, Query, Reader, RiskFacts};
use crate::scorecard::{Candidate, Interval, Pick, Risk, interval, sample};
use crate::terms::{CaseId, Role};

/// How many cases are read at a time.
const PAGE: usize = 500;
/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// Draws cases to look at: the same seed draws the same cases, whatever else the log holds.
///
/// Each case has a lot, and more for what makes it worth a look: heat, severity, a second failure, a deviation, a reopening,
/// a gift above what an agent gives alone. Such a sample finds trouble and does not measure the day; --even gives every case
/// one lot, and what it shows can be said of all.
#[derive(Debug, Args)]
pub struct Sample {
    /// From which cases: days as in `amends report`, like friday, last week or 2026-W47, or a query as in `amends list`; today where left out
    query: Vec<String>,
    /// Words or a number that the draw depends on; write it down to draw again
    #[arg(long, value_name = "WORDS")]
    seed: String,
    /// How many
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    size: u16,
    /// Every case has the same chance
    #[arg(long)]
    even: bool,
    #[command(flatten)]
    print: Print,
}

impl Sample {
    /// JSON: `{"seed":"…","of":340,"n":10,"even":false,"half":{"low":0.24,"high":0.76},"cases":[…]}`; a case has number, agent,
    /// happened, lots and risks. `half`: where a share that comes out at one half in this sample may lie among all.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        let asked = Asked::parse(&door, &self.query, now())?;
        let (words, _) = asked.names();
        let query = cases(asked, &door.desk);
        let mut found: BTreeMap<CaseId, CaseSummary> = BTreeMap::new();
        let mut candidates = Vec::new();
        let mut after = None;
        loop {
            let page = reader.list(&query, after, PAGE)?;
            for case in page.items {
                // Even lots ask for no risk: those of the drawn are looked up below.
                let risks = if self.even { Vec::new() } else { risks_of(&reader, &door.desk, case.id)? };
                candidates.push(Candidate { case: case.id, risks });
                found.insert(case.id, case);
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let mut drawn = sample(&self.seed, &candidates, usize::from(self.size), self.even);
        for pick in drawn.iter_mut().filter(|_| self.even) {
            pick.risks = risks_of(&reader, &door.desk, pick.case)?;
        }
        let half = half(drawn.len());
        let rows: Vec<(&Pick, &CaseSummary)> = drawn.iter().filter_map(|p| Some((p, found.get(&p.case)?))).collect();
        if self.print.json {
            let cases: Vec<Value> = rows
                .iter()
                .map(|(p, c)| json!({ "number": c.number, "agent": c.agent, "happened": c.happened, "lots": p.lots, "risks": p.risks }))
                .collect();
            let (n, of) = (rows.len(), found.len());
            return Ok(output::json(
                &json!({ "seed": self.seed, "of": of, "n": n, "even": self.even, "half": half, "cases": cases }),
            )?);
        }
        if rows.is_empty() {
            return Ok(output::print("No case is like that.")?);
        }
        let mut text = format!("{} of {} ({words}), seed “{}”", rows.len(), found.len(), self.seed);
        for (pick, case) in rows {
            let risks: Vec<&str> = pick.risks.iter().map(|r| r.label()).collect();
            let agent = case.agent.as_deref().unwrap_or("-");
            let why = if risks.is_empty() { String::new() } else { format!("  {}", risks.join(", ")) };
            let _ = write!(text, "\n{}  {agent}{why}", case.number);
        }
        if let Some(half) = half {
            let _ = write!(text, "\nA share of one half in a sample of this size means {half} (95%)");
            text.push_str(if self.even { "." } else { ", and only with --even: this one is weighted to risk." });
        }
        Ok(output::print(&text)?)
    }
}

/// The cases of a query; of days, those with a contact in them.
fn cases(asked: Asked, desk: &Desk) -> Query {
    match asked {
        Asked::Cases(query, _) => *query,
        Asked::Span(span) => {
            let (from, until) = span.bounds(desk);
            Query { from: Some(from), until: Some(until), ..Query::default() }
        }
    }
}

/// Where a share of one half may lie: the widest that a sample of this size can be.
fn half(n: usize) -> Option<Interval> {
    let n = u32::try_from(n).ok().filter(|n| *n > 1)?;
    interval(n / 2, n)
}

fn risks_of(reader: &Reader, desk: &Desk, case: CaseId) -> Result<Vec<Risk>, Failure> {
    let facts = reader.risk_facts(case, desk.currency, i64::from(desk.second_failure_days) * DAY_MS)?;
    let most = desk.rules().ceiling(Role::Agent).map_or(i64::MAX, |most| most.minor);
    Ok(risks(&facts, most))
}

fn risks(facts: &RiskFacts, most: i64) -> Vec<Risk> {
    let flags = [
        (facts.second_failure, Risk::SecondFailure),
        (facts.deviated, Risk::Deviation),
        (facts.reopened, Risk::Reopened),
        (facts.given > most, Risk::LargeGift),
    ];
    let flagged = flags.into_iter().filter(|(is, _)| *is).map(|(_, risk)| risk);
    Risk::of_heat(facts.heat).into_iter().chain(Risk::of_severity(facts.severity)).chain(flagged).collect()
}
