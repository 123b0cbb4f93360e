//! `amends review agreement`: how far reviewers agree who scored the same work blind.

use std::collections::BTreeMap;
use std::fmt::Write;

use clap::Args;
use serde_json::{Value, json};

use super::super::exit::Failure;
use super::super::session::must_read;
use super::super::{Global, Print, output, typed};
use crate::log::BlindScore;
use crate::scorecard::{Level, alpha, kappa, raw};
use crate::terms::{CaseId, Role};

/// Below so many pieces of work a figure is shown with a warning: chance alone moves it far.
const FEW: usize = 10;

/// How far reviewers agree who scored the same work blind: Krippendorff's α, and Cohen's κ of two.
///
/// 1 is full agreement, 0 what chance alone would give. Where it cannot be known it is not available.
#[derive(Debug, Args)]
pub struct Agreement {
    /// Only these reviewers; give it twice for κ
    #[arg(long, value_name = "LOGIN")]
    by: Vec<String>,
    #[command(flatten)]
    print: Print,
}

/// What each reviewer gave, by whose work it was in which case.
type Works<'a> = BTreeMap<(CaseId, &'a str), BTreeMap<&'a str, u8>>;

/// The figures of one criterion.
struct Row {
    criterion: String,
    n: usize,
    same: Option<f64>,
    kappa: Option<f64>,
    alpha: Option<f64>,
}

impl Agreement {
    /// JSON: `{"reviewers":["gwen","hal"],"criteria":[…],"few":10}`; a criterion has criterion, n (pieces of work that two or more
    /// scored), same (share of equal pairs), kappa (of exactly two reviewers) and alpha (ordinal). What is not available is
    /// `null`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        if door.role != Role::Supervisor {
            let what = "Agreement is for those who score".to_owned();
            return Err(Failure::usage("who-may", what, "ask a supervisor"));
        }
        let by: Vec<String> = self.by.iter().map(|login| typed::name("--by", login)).collect::<Result<_, _>>()?;
        let given = reader.given_blind(&by)?;
        let mut reviewers: Vec<&str> = given.iter().map(|g| g.by.as_str()).collect();
        reviewers.sort_unstable();
        reviewers.dedup();
        let rows = rows(&given);
        if self.print.json {
            let rows: Vec<Value> = rows
                .iter()
                .map(|r| json!({ "criterion": r.criterion, "n": r.n, "same": r.same, "kappa": r.kappa, "alpha": r.alpha }))
                .collect();
            return Ok(output::json(&json!({ "reviewers": reviewers, "criteria": rows, "few": FEW }))?);
        }
        if rows.is_empty() {
            return Ok(output::print("Nothing was scored blind by two: score the same case each with --blind.")?);
        }
        let mut text = format!("{}\n{:<22} {:>4} {:>7} {:>7} {:>7}", reviewers.join(", "), "", "n", "same", "κ", "α");
        let figure = |x: Option<f64>| x.map_or_else(|| "n/a".to_owned(), |x| format!("{x:.3}"));
        for r in &rows {
            let same = r.same.map_or_else(|| "n/a".to_owned(), |x| format!("{:.0}%", x * 100.0));
            let few = if r.n < FEW { "  too few to rely on" } else { "" };
            let _ = write!(
                text,
                "\n{:<22} {:>4} {same:>7} {:>7} {:>7}{few}",
                r.criterion,
                r.n,
                figure(r.kappa),
                figure(r.alpha)
            );
        }
        text.push_str("\nκ and α: 1 is full agreement, 0 what chance gives; n/a where it is not defined.");
        Ok(output::print(&text)?)
    }
}

/// By criterion: every piece of work that two or more scored.
fn rows(given: &[BlindScore]) -> Vec<Row> {
    let mut by_criterion: BTreeMap<&str, Works<'_>> = BTreeMap::new();
    for g in given {
        let work = by_criterion.entry(&g.criterion).or_default().entry((g.case, &g.of)).or_default();
        // One reviewer counts once, also where they looked at two contacts of one case.
        work.entry(&g.by).or_insert(g.points);
    }
    let mut rows = Vec::new();
    for (criterion, works) in by_criterion {
        let several: Vec<&BTreeMap<&str, u8>> = works.values().filter(|scores| scores.len() > 1).collect();
        if several.is_empty() {
            continue;
        }
        let mut reviewers: Vec<&str> = several.iter().flat_map(|scores| scores.keys().copied()).collect();
        reviewers.sort_unstable();
        reviewers.dedup();
        let pairs: Vec<(u8, u8)> = match reviewers.as_slice() {
            [a, b] => several.iter().filter_map(|s| Some((*s.get(a)?, *s.get(b)?))).collect(),
            _ => Vec::new(),
        };
        let mut all_pairs = Vec::new();
        for scores in several.iter().map(|s| s.values().copied().collect::<Vec<u8>>()) {
            for (at, one) in scores.iter().enumerate() {
                all_pairs.extend(scores[at + 1..].iter().map(|other| (*one, *other)));
            }
        }
        let units: Vec<Vec<u8>> = several.iter().map(|s| s.values().copied().collect()).collect();
        rows.push(Row {
            criterion: criterion.to_owned(),
            n: several.len(),
            same: raw(&all_pairs),
            kappa: kappa(&pairs),
            alpha: alpha(&units, Level::Ordinal),
        });
    }
    rows
}
