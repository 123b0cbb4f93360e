//! `amends explain`: the arithmetic behind a case's clocks and promises, line by line.

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::session::{case, must_read, now};
use super::{Global, Print, output};
use crate::case::CaseTimes;
use crate::desk::Explanation;

/// Explains when a case is due: its clocks and its open promises, line by line.
#[derive(Debug, Args)]
pub struct Explain {
    /// The case's number, like C-1042
    #[arg(value_name = "CASE")]
    case: String,
    #[command(flatten)]
    print: Print,
}

impl Explain {
    /// JSON: `{"case":"C-1042","clocks":{"first_response":…,"resolution":…},"explanations":[…]}`. A clock is `null` where no
    /// target is set, else from, within, due (`null` while it stands still), paused, met, `left_ms`, `late_ms`. An
    /// explanation has title, rule, within, due, sums (kind, label, from, to, `counted_ms`, `total_ms`) and lines.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        let file = case(&reader, &self.case)?;
        let (desk, now) = (&door.desk, now());
        let all = desk.explain_all(&file.case, now);
        if self.print.json {
            let one = |e: &Explanation| {
                json!({"title": e.title, "rule": e.rule, "within": e.within, "due": e.due, "sums": e.sums,
                    "lines": e.lines()})
            };
            let all: Vec<_> = all.iter().map(one).collect();
            let clocks = desk.case_clocks(&CaseTimes::of(&file.case), now);
            return Ok(output::json(&json!({ "case": file.case.number(), "clocks": clocks, "explanations": all }))?);
        }
        let texts: Vec<String> = all.iter().map(|e| e.lines().join("\n")).collect();
        Ok(output::print(&format!("{}\n\n{}", file.case.number(), texts.join("\n\n")))?)
    }
}
