//! `amends query`: saved queries, which `@name` stands for in every query.

use clap::{Args, Subcommand};
use serde_json::json;

use super::exit::Failure;
use super::{Print, output};
use crate::door::{Queries, own_folder};

/// Saved queries: `@name` in a query stands for its words.
#[derive(Debug, Subcommand)]
pub enum Query {
    List(List),
    Save(Save),
    Remove(Remove),
}

impl Query {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::List(args) => args.run(),
            Self::Save(args) => args.run(),
            Self::Remove(args) => args.run(),
        }
    }
}

/// Lists the saved queries, those that ship and your own.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    print: Print,
}

impl List {
    /// JSON: `{"queries":[{"name","query","own"}]}`.
    fn run(&self) -> Result<(), Failure> {
        let queries = load()?;
        if self.print.json {
            let all: Vec<_> =
                queries.all().iter().map(|s| json!({ "name": s.name, "query": s.query, "own": s.own })).collect();
            return Ok(output::json(&json!({ "queries": all }))?);
        }
        let mut table = super::list::table(&["name", "query", "whose"]);
        for saved in queries.all() {
            let whose = if saved.own { "yours" } else { "ships" };
            table.add_row([&format!("@{}", saved.name), saved.query, whose]);
        }
        Ok(output::print(&table.to_string())?)
    }
}

/// Keeps a query under a name.
#[derive(Debug, Args)]
pub struct Save {
    /// The name: letters, digits, - and _
    name: String,
    /// The query, as `amends list` takes it
    #[arg(required = true)]
    query: Vec<String>,
}

impl Save {
    fn run(&self) -> Result<(), Failure> {
        keep(&self.name, Some(&self.query.join(" ")))?;
        Ok(output::print(&format!("@{} is saved", self.name.trim_start_matches('@').to_lowercase()))?)
    }
}

/// Takes one of your saved queries away.
#[derive(Debug, Args)]
pub struct Remove {
    /// Its name
    name: String,
}

impl Remove {
    fn run(&self) -> Result<(), Failure> {
        keep(&self.name, None)?;
        Ok(output::print(&format!("@{} is removed", self.name.trim_start_matches('@').to_lowercase()))?)
    }
}

/// A query with every `@name` put in full.
pub fn expand(words: &str) -> Result<String, Failure> {
    if !words.contains('@') {
        return Ok(words.to_owned());
    }
    let mend = "see `amends query list`; words in quotation marks are always looked for as words";
    load()?.expand(words).map_err(|what| Failure::usage("query", what, mend))
}

fn load() -> Result<Queries, Failure> {
    Queries::load(own_folder().as_deref())
        .map_err(|what| Failure::usage("query", what, "mend the file, or take it away"))
}

fn keep(name: &str, query: Option<&str>) -> Result<Queries, Failure> {
    Queries::keep(own_folder().as_deref(), name, query)
        .map_err(|what| Failure::usage("query", what, "see `amends query list`"))
}
