//! `amends customer`: whose case it is, and what is known of customers.

use clap::{Args, Subcommand};
use serde_json::json;

use super::exit::Failure;
use super::session::{Session, must_read, reading};
use super::{Global, Print, output, typed};
use crate::case::{Command, Customer as Known, CustomerDetails, Place, Reason, Subject};
use crate::log::{Reader, fresh};
use crate::terms::{CustomerId, CustomerKind, clean};

/// Customers: name a case's, list, show, add, edit, merge, undo.
#[derive(Debug, Subcommand)]
pub enum Customer {
    Set(Set),
    List(List),
    Show(Show),
    Add(Add),
    #[command(visible_alias = "change")]
    Edit(Edit),
    Merge(Merge),
    Undo(Undo),
    Redo(Redo),
}

impl Customer {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match self {
            Self::Set(args) => args.run(global),
            Self::List(args) => args.run(global),
            Self::Show(args) => args.run(global),
            Self::Add(args) => args.run(global),
            Self::Edit(args) => args.run(global),
            Self::Merge(args) => args.run(global),
            Self::Undo(args) => back(global, &args.who, Command::Undo, args.print),
            Self::Redo(args) => back(global, &args.who, Command::Redo, args.print),
        }
    }
}

/// What can be known of a customer.
#[derive(Debug, Args)]
pub struct Details {
    /// Full name
    #[arg(long)]
    name: Option<String>,
    /// The name to use when speaking to them
    #[arg(long)]
    called: Option<String>,
    /// Telephone number
    #[arg(long)]
    phone: Option<String>,
    /// E-mail address
    #[arg(long)]
    email: Option<String>,
    /// How they like to be served: leave-alone, stay-near, direct or by-the-hand
    #[arg(long, value_parser = typed::word::<CustomerKind>)]
    kind: Option<CustomerKind>,
    /// What they prefer (channel, pace, times)
    #[arg(long)]
    preferences: Option<String>,
    /// What they need to be served well: needs, never diagnoses
    #[arg(long)]
    support_needs: Option<String>,
    /// A colleague rather than a customer from outside
    #[arg(long)]
    internal: bool,
}

impl Details {
    fn read(&self) -> CustomerDetails {
        let text = |words: &Option<String>| words.as_deref().map(typed::text).filter(|t| !t.is_blank());
        CustomerDetails {
            name: text(&self.name),
            called: text(&self.called),
            phone: text(&self.phone),
            email: text(&self.email),
            kind: self.kind,
            preferences: text(&self.preferences),
            support_needs: text(&self.support_needs),
            internal: self.internal.then_some(true),
        }
    }
}

/// Says whose case it is: somebody known by WHO, or somebody new by the flags.
#[derive(Debug, Args)]
pub struct Set {
    /// The case's number
    #[arg(value_name = "CASE")]
    case: String,
    /// A known customer: the beginning of name, telephone number or e-mail address, or an id
    who: Option<String>,
    #[command(flatten)]
    details: Details,
    #[command(flatten)]
    print: Print,
}

impl Set {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let file = session.case(&self.case)?;
        let details = self.details.read();
        let customer = if let Some(who) = &self.who {
            let known = find(&session.reader, who)?;
            if !details.is_empty() {
                session.perform_on(Subject::Customer(known.id), vec![Command::ChangeCustomer(details)], None)?;
            }
            known.id
        } else {
            let id: CustomerId = fresh();
            session.perform_on(Subject::Customer(id), vec![Command::AddCustomer(details)], None)?;
            id
        };
        let title = session.reader.customer(customer)?.map_or_else(String::new, |c| c.title());
        session.carry_out(&file, vec![Command::SetCustomer(customer)], self.print, &format!("the customer is {title}"))
    }
}

/// Lists customers by the beginning of name, telephone number or e-mail address.
#[derive(Debug, Args)]
pub struct List {
    /// The beginning
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    print: Print,
}

impl List {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let (_, reader) = reading(global)?;
        let found = match &reader {
            Some(reader) => reader.customers(&self.words.join(" "), 100)?,
            None => Vec::new(),
        };
        if self.print.json {
            return Ok(output::json(&json!({ "customers": found }))?);
        }
        if found.is_empty() {
            return Ok(output::print("Nobody like that is known here.")?);
        }
        let mut table = super::list::table(&["name", "telephone", "e-mail", "id"]);
        for c in &found {
            let words = |t: &Option<crate::terms::Text>| t.as_ref().map(ToString::to_string).unwrap_or_default();
            table.add_row([c.title(), words(&c.details.phone), words(&c.details.email), c.id.to_string()]);
        }
        Ok(output::print(&table.to_string())?)
    }
}

/// Shows what is known of a customer, with their cases.
#[derive(Debug, Args)]
pub struct Show {
    /// The beginning of name, telephone number or e-mail address, or an id
    who: String,
    #[command(flatten)]
    print: Print,
}

impl Show {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        let customer = find(&reader, &self.who)?;
        let Some(person) = reader.person(customer.id, 100)? else { return Ok(()) };
        if self.print.json {
            return Ok(output::json(&json!({
                "customer": person.customer, "cases": person.cases, "records": person.records,
                "promises": person.promises, "gestures": person.gestures, "given": person.given,
                "similar": person.similar,
            }))?);
        }
        let mut lines = vec![person.customer.title()];
        let details = &person.customer.details;
        let texts = [
            ("called", &details.called),
            ("telephone", &details.phone),
            ("e-mail", &details.email),
            ("prefers", &details.preferences),
            ("needs", &details.support_needs),
        ];
        lines.extend(texts.into_iter().filter_map(|(name, text)| text.as_ref().map(|t| format!("  {name}: {t}"))));
        lines.extend(details.kind.map(|kind| format!("  likes to be served: {}", kind.label())));
        lines.extend(details.internal.filter(|own| *own).map(|_| "  a colleague".to_owned()));
        let now = super::session::now();
        let near = |at| door.desk.near_words(at, now);
        lines.extend(person.records.iter().map(|r| format!("  also: {} ({})", r.details.words(), r.id)));
        lines.extend(
            person
                .promises
                .iter()
                .map(|p| format!("  promise {}, {}: {} ({})", p.state, near(p.due), p.text, p.number)),
        );
        lines.extend(person.gestures.iter().map(|g| {
            let value = crate::terms::worth(g.value);
            format!("  given {}: {}{value}, {} ({})", near(g.at), g.what, clean::one_line(&g.reason), g.number)
        }));
        if !person.given.is_empty() {
            let sums: Vec<String> = person.given.iter().map(|m| m.for_people()).collect();
            lines.push(format!("  given in all: {}", sums.join(", ")));
        }
        lines.extend(person.similar.iter().map(|s| {
            format!(
                "  perhaps the same: {}, {} ({}); `amends customer merge`",
                s.customer.title(),
                s.reasons(),
                s.customer.id
            )
        }));
        lines.push(String::new());
        lines.push(super::list::cases(&person.cases, &door.desk, now));
        Ok(output::print(&lines.join("\n"))?)
    }
}

/// Adds a customer.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    details: Details,
    #[command(flatten)]
    print: Print,
}

impl Add {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let id: CustomerId = fresh();
        change(&mut session, id, Command::AddCustomer(self.details.read()), self.print, "added")
    }
}

/// Changes what is known of a customer. What is left out stays.
#[derive(Debug, Args)]
pub struct Edit {
    /// The beginning of name, telephone number or e-mail address, or an id
    who: String,
    #[command(flatten)]
    details: Details,
    #[command(flatten)]
    print: Print,
}

impl Edit {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let known = find(&session.reader, &self.who)?;
        change(&mut session, known.id, Command::ChangeCustomer(self.details.read()), self.print, "changed")
    }
}

/// Two records are one person: the second becomes an alias of the first.
#[derive(Debug, Args)]
pub struct Merge {
    /// The record that stays
    who: String,
    /// The record that turned out to be the same person
    other: String,
    #[command(flatten)]
    print: Print,
}

impl Merge {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let (stays, other) = (find(&session.reader, &self.who)?, find(&session.reader, &self.other)?);
        change(&mut session, stays.id, Command::MergeCustomer(other.id), self.print, "merged")
    }
}

/// Takes back your latest entry on a customer, a merge too: then they are two people again, each with their own cases.
#[derive(Debug, Args)]
pub struct Undo {
    /// The beginning of name, telephone number or e-mail address, or an id
    who: String,
    #[command(flatten)]
    print: Print,
}

/// Takes back your latest undo on a customer.
#[derive(Debug, Args)]
pub struct Redo {
    /// The beginning of name, telephone number or e-mail address, or an id
    who: String,
    #[command(flatten)]
    print: Print,
}

fn back(global: &Global, who: &str, command: Command, print: Print) -> Result<(), Failure> {
    let mut session = Session::open(global)?;
    let known = find(&session.reader, who)?;
    let undo = matches!(command, Command::Undo);
    let done = session.perform_on(Subject::Customer(known.id), vec![command], None)?;
    let told = session.reader.told_of_customer(known.id, &done.events)?;
    if print.json {
        return Ok(output::json(&json!({ "customer": done.customer, "events": done.events.len() }))?);
    }
    let said = told.unwrap_or_else(|| if undo { "taken back" } else { "done again" }.to_owned());
    Ok(output::print(&format!("{}: {said}", known.title()))?)
}

fn change(session: &mut Session, id: CustomerId, command: Command, print: Print, said: &str) -> Result<(), Failure> {
    let done = session.perform_on(Subject::Customer(id), vec![command], None)?;
    let customer = done.customer;
    if print.json {
        return Ok(output::json(&json!({ "customer": customer, "events": done.events.len() }))?);
    }
    let title = customer.map_or_else(|| id.to_string(), |c| c.title());
    Ok(output::print(&format!("{title}: {said} ({id})"))?)
}

/// The one customer that is meant.
fn find(reader: &Reader, who: &str) -> Result<Known, Failure> {
    if let Ok(id) = who.trim().parse().map(CustomerId)
        && let Some(customer) = reader.customer(id)?
    {
        return Ok(customer);
    }
    let shown = clean::one_line(who.trim());
    let mut found = reader.customers(who, 6)?;
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => {
            let what = format!("Nobody called `{shown}` is known here");
            Err(Reason::new("no-customer", Place::Customer, what, "look with `amends customer list`, or add them")
                .into())
        }
        _ => {
            // An exact name is meant even where others begin like it.
            let exact = |c: &&Known| c.details.name.as_ref().is_some_and(|n| n.as_str().eq_ignore_ascii_case(&shown));
            if let [one] = found.iter().filter(exact).collect::<Vec<_>>()[..] {
                return Ok(one.clone());
            }
            let all: Vec<String> = found.iter().map(|c| format!("{} ({})", c.title(), c.id)).collect();
            let what = format!("`{shown}` could be {}", all.join(", "));
            Err(Reason::new("which-customer", Place::Customer, what, "write more of it, or give the id").into())
        }
    }
}
