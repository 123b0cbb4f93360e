//! `amends explain`: the arithmetic behind a case's clocks and promises, line by line; what a number of a report means, what it
//! is at the moment, and the cases behind it.

use std::fmt::Write as _;

use clap::Args;
use serde_json::json;

use super::exit::Failure;
use super::progress::Progress;
use super::report::Asked;
use super::session::{case, must_read, now};
use super::{Global, Print, output};
use crate::case::CaseTimes;
use crate::desk::Explanation;
use crate::log::Reader;
use crate::review::metric::{Counted, Metric};
use crate::review::metrics::{COLUMNS, metric};
use crate::review::{Behind, Figure, METRICS, Quantity, Unit, behind};

/// How many of the cases behind a number are listed.
const CASES: usize = 20;

/// Explains when a case is due, line by line; or what a number of a report means, and the cases behind it.
///
/// `amends explain C-1042` counts out its clocks and open promises. `amends explain handle-time` says what the number
/// means; with days or a query, as `amends report` takes them, also what it is there and which cases it comes from.
#[derive(Debug, Args)]
pub struct Explain {
    /// The case's number, like C-1042, or the name of a number, like handle-time
    #[arg(value_name = "CASE|NUMBER", required_unless_present = "all")]
    what: Option<String>,
    /// Of a number: the day, the stretch of days, or the query
    #[arg(value_name = "DAY|RANGE|QUERY")]
    about: Vec<String>,
    /// Lists every number that reports know
    #[arg(long, conflicts_with_all = ["what", "about"])]
    all: bool,
    #[command(flatten)]
    print: Print,
}

impl Explain {
    /// JSON of a case: `{"case":"C-1042","clocks":{"first_response":…,"resolution":…},"explanations":[…]}`. A clock is `null`
    /// where no target is set, else from, within, due (`null` while it stands still), paused, met, `left_ms`, `late_ms`. An
    /// explanation has title, rule, within, due, sums (kind, label, from, to, `counted_ms`, `total_ms`) and lines.
    ///
    /// JSON of a number: `{"metric":{name, title, group, meaning, formula, excludes, unit}}`; with days or a query also span,
    /// figure (as in a report), cases (number, customer, adds, of) and `all` (how many there are). With `--all`:
    /// `{"metrics":[…]}`.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let Some(what) = &self.what else { return self.list() };
        let name = what.trim().to_lowercase();
        if let Some(metric) = metric(&name) {
            return self.number(global, metric);
        }
        // Case numbers have digits; the names of numbers have none.
        if !name.contains(|c: char| c.is_ascii_digit()) {
            return Err(unknown(&name));
        }
        if !self.about.is_empty() {
            let mend = format!("leave the rest out: `amends explain {what}`");
            return Err(Failure::usage("explain", "a case is explained as it stands now", mend));
        }
        self.case(global, what)
    }

    fn case(&self, global: &Global, number: &str) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        let file = case(&reader, number)?;
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

    fn list(&self) -> Result<(), Failure> {
        let all = METRICS.iter().chain(COLUMNS);
        if self.print.json {
            let all: Vec<_> = all.map(|metric| about(metric)).collect();
            return Ok(output::json(&json!({ "metrics": all }))?);
        }
        let mut table = super::list::table(&["name", "what it tells"]);
        all.for_each(|metric| {
            table.add_row([metric.name, metric.meaning]);
        });
        Ok(output::print(&table.to_string())?)
    }

    fn number(&self, global: &Global, metric: &'static Metric) -> Result<(), Failure> {
        if self.about.is_empty() {
            if self.print.json {
                return Ok(output::json(&json!({ "metric": about(metric) }))?);
            }
            return Ok(output::print(&defined(metric))?);
        }
        let (door, reader) = must_read(global)?;
        let now = now();
        let asked = Asked::parse(&door, &self.about, now)?;
        let mut bar = Progress::new("reading", None);
        let found = behind(&reader, &door.desk, asked.about(), now, (metric, None), CASES, &mut |n| bar.at(n))?;
        let figure = &found.figure;
        let unit = figure.value.map_or(Unit::Count, |value| value.unit);
        let mut cases = Vec::with_capacity(found.cases.len());
        for one in &found.cases {
            let (number, customer) = named(&door, &reader, one)?;
            cases.push((number, customer, adds(unit, one), one));
        }
        let (span, title) = asked.names();
        if self.print.json {
            let one = |(number, customer, adds, one): &(String, String, String, &Behind)| json!({"number": number, "customer": customer, "adds": adds, "of": one.of});
            let cases: Vec<_> = cases.iter().map(one).collect();
            let value = crate::review::show::figure(metric, figure);
            return Ok(output::json(&json!({
                "metric": about(metric), "span": span, "title": title, "figure": value, "cases": cases, "all": found.all
            }))?);
        }
        let mut text = format!("{}\n{}\n", defined(metric), value(&title, figure));
        if !cases.is_empty() {
            let mut table = super::list::table(&["case", "customer", "adds"]);
            for (number, customer, adds, _) in &cases {
                table.add_row([number, customer, adds]);
            }
            let _ = write!(text, "\n{table}");
        }
        if found.all > cases.len() {
            let _ = write!(text, "\nThese are the first {} of {} cases.", cases.len(), found.all);
        }
        Ok(output::print(&text)?)
    }
}

/// What a number means.
fn defined(metric: &Metric) -> String {
    let unit = unit(metric);
    format!(
        "{} ({})\n{}\n\n  how it is reckoned  {}\n  left out            {}\n  counted in          {unit}\n",
        metric.title, metric.name, metric.meaning, metric.formula, metric.excludes
    )
}

fn about(metric: &Metric) -> serde_json::Value {
    json!({"name": metric.name, "title": metric.title, "group": metric.group.title(), "meaning": metric.meaning,
        "formula": metric.formula, "excludes": metric.excludes, "unit": unit(metric)})
}

fn unit(metric: &Metric) -> &'static str {
    match metric.counted {
        Counted::In(unit) => unit.name(),
        Counted::Money => "money",
    }
}

/// The number, what it rests on, and what was left out.
fn value(title: &str, figure: &Figure) -> String {
    let mut text = format!("{title}: {}", figure.shown());
    if let Some(why) = figure.unknowable {
        let _ = write!(text, "\n  because {why}");
        return text;
    }
    let few = if figure.is_few() { ": few, it may well be chance" } else { "" };
    let _ = write!(text, "\n  rests on {}{few}", figure.n);
    if let Some([low, middle, high]) = figure.spread {
        let (low, middle, high) = (low.shown(), middle.shown(), high.shown());
        let _ = write!(text, "\n  a tenth up to {low}, half up to {middle}, a tenth from {high}");
    }
    for (why, n) in &figure.left_out {
        let _ = write!(text, "\n  left out: {n} {why}");
    }
    text
}

/// What a case adds: `2:31`, `£12.00`, `1 of 2`.
fn adds(unit: Unit, one: &Behind) -> String {
    match unit {
        Unit::Share | Unit::Index | Unit::Mean => format!("{} of {}", one.part, one.of),
        unit => Quantity::sum(unit, one.part).shown(),
    }
}

/// The case's number and its customer's name.
fn named(door: &crate::door::Door, reader: &Reader, one: &Behind) -> Result<(String, String), Failure> {
    let file = reader.case(one.case)?;
    let name = door.customer_of(reader, &file)?.0.and_then(|customer| customer.details.name);
    Ok((file.case.number().to_owned(), name.map_or_else(|| "nobody named".to_owned(), |name| name.to_string())))
}

/// No number is called this; the nearest is named.
fn unknown(name: &str) -> Failure {
    let near = |metric: &Metric| {
        strsim::jaro_winkler(name, metric.name).max(strsim::jaro_winkler(name, &metric.title.to_lowercase()))
    };
    let nearest = METRICS.iter().chain(COLUMNS).max_by(|a, b| near(a).total_cmp(&near(b)));
    let nearest = nearest.map_or("handle-time", |metric| metric.name);
    let mend = format!("did you mean `amends explain {nearest}`? All of them: `amends explain --all`");
    Failure::usage("explain", format!("{name} is neither a case's number nor the name of a number"), mend)
}
