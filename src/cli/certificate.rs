//! `amends certificate`: what was given with a code: listed, shown, printed, used, made void.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::exit::Failure;
use super::session::{Session, must_read, now};
use super::{Global, Print, output, typed};
use crate::case::Command;
use crate::certificate::{Certificate as Paper, Code};
use crate::door::{Door, write_new};
use crate::log::{Issued, Reader};
use crate::terms::{Text, Timestamp};

/// Certificates: gestures with a code, to be used later.
#[derive(Debug, Subcommand)]
pub enum Certificate {
    /// Lists the certificates that were given last
    List(List),
    /// Shows one as it is sent or printed, with its QR code
    Show(Show),
    /// A customer uses one: it holds once
    Redeem(Redeem),
    /// Makes one void, with the reason
    Void(Void),
}

/// Lists certificates, the newest first.
#[derive(Debug, Args)]
pub struct List {
    /// How many at the most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    print: Print,
}

/// Shows a certificate: as text for an e-mail or a till roll, or as a page that prints well.
#[derive(Debug, Args)]
pub struct Show {
    /// Its code, as it is read out: K4XM-7RTC-7
    #[arg(value_name = "CODE", allow_hyphen_values = true)]
    code: String,
    /// Writes a page for printing to this file, which must not exist
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    #[command(flatten)]
    print: Print,
}

/// Marks a certificate as used; the customer came back.
#[derive(Debug, Args)]
pub struct Redeem {
    /// Its code
    #[arg(value_name = "CODE", allow_hyphen_values = true)]
    code: String,
    #[command(flatten)]
    print: Print,
}

/// Makes a certificate void.
#[derive(Debug, Args)]
pub struct Void {
    /// Its code
    #[arg(value_name = "CODE", allow_hyphen_values = true)]
    code: String,
    /// Why it holds no longer
    #[arg(value_name = "WORDS", allow_hyphen_values = true)]
    reason: String,
    #[command(flatten)]
    print: Print,
}

impl Certificate {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match self {
            Self::List(args) => args.run(global),
            Self::Show(args) => args.run(global),
            Self::Redeem(args) => args.run(global),
            Self::Void(args) => args.run(global),
        }
    }
}

impl List {
    /// JSON: `{"certificates":[…]}`; each has case, number, `customer_name`, gesture, what, value, code, given, by, expires,
    /// redeemed, voided and state (open, used, void, expired).
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        let (found, now) = (reader.certificates(self.limit)?, now());
        if self.print.json {
            let all: Vec<_> = found.iter().map(|issued| with_state(issued, now)).collect();
            return Ok(output::json(&json!({ "certificates": all }))?);
        }
        let line = |issued: &Issued| {
            let who = issued.customer_name.as_deref().unwrap_or("customer not known");
            let value = crate::terms::worth(issued.value);
            let until = door.desk.local(issued.expires).format("%-d %b %Y");
            let (code, state) = (&issued.code, issued.state(now));
            format!("{code}  {state:<7}  until {until}  {}  {who}  {}{value}", issued.number, issued.what)
        };
        let lines: Vec<String> = found.iter().map(line).collect();
        let words = if lines.is_empty() { "No certificate was given yet.".to_owned() } else { lines.join("\n") };
        Ok(output::print(&words)?)
    }
}

impl Show {
    /// JSON: as in the list, with for whom, terms, text and spoken.
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let (door, reader) = must_read(global)?;
        let (code, issued) = Door::certificate(&reader, &self.code)?;
        let paper = paper(&door, &reader, code, &issued)?;
        if let Some(file) = &self.html {
            write_new(file, &paper.to_html()).map_err(|error| Failure::file("write", file, &error))?;
            return Ok(output::print(&format!("written to {}", file.display()))?);
        }
        if self.print.json {
            let mut all = with_state(&issued, now());
            if let Some(fields) = all.as_object_mut() {
                fields.insert("terms".into(), json!(paper.terms));
                fields.insert("text".into(), json!(paper.to_text()));
                fields.insert("spoken".into(), json!(code.spoken()));
            }
            return Ok(output::json(&all)?);
        }
        let state = issued.state(now());
        let note = if state == "open" { String::new() } else { format!("\nThis certificate is {state}.\n") };
        Ok(output::print(&format!(
            "{}\n{note}\n{}\n\n{}",
            paper.to_text(),
            code.spoken(),
            paper.qr().half_blocks().join("\n")
        ))?)
    }
}

impl Redeem {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let (code, issued) = Door::certificate(&session.reader, &self.code)?;
        let file = session.reader.case(issued.case)?;
        let said = Door::used(code, &issued);
        session.carry_out(&file, vec![Command::RedeemCertificate(issued.gesture)], self.print, &said)
    }
}

impl Void {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let mut session = Session::open(global)?;
        let (code, issued) = Door::certificate(&session.reader, &self.code)?;
        let file = session.reader.case(issued.case)?;
        let void = Command::VoidCertificate(issued.gesture, typed::text(&self.reason));
        session.carry_out(&file, vec![void], self.print, &format!("{code} holds no longer"))
    }
}

fn paper(door: &Door, reader: &Reader, code: Code, issued: &Issued) -> Result<Paper, Failure> {
    let file = reader.case(issued.case)?;
    let given = file.case.gestures.iter().find(|g| g.id == issued.gesture);
    let printed = given.and_then(|g| g.certificate.as_ref()).map(|c| c.printed.clone());
    let (customer, _) = door.customer_of(reader, &file)?;
    let for_whom = customer.as_ref().and_then(|c| c.details.name.clone().or_else(|| c.called().cloned()));
    Ok(Paper {
        code,
        title: Text::new(door.desk.gesture(&issued.what).map_or(issued.what.as_str(), |g| &g.title)),
        value: issued.value,
        for_whom,
        terms: printed.map(|printed| printed.terms).unwrap_or_default(),
        expires: door.desk.today(issued.expires),
        given_by: Text::new(door.desk.name_of(&issued.by)),
        desk: Text::new(&door.desk.name),
    })
}

fn with_state(issued: &Issued, now: Timestamp) -> serde_json::Value {
    let mut value = json!(issued);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("state".into(), json!(issued.state(now)));
    }
    value
}
