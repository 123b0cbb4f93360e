//! Customers: what is known of a person, folded from their own events, and which other records turned out to be them.

use serde::Serialize;

use crate::terms::{Answers, CustomerId, Text, Value};

use super::event::{CustomerDetails, Event};
use super::fact::{Fact, Subject};
use super::file::undone;

/// A customer, as known now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Customer {
    /// Their id.
    pub id: CustomerId,
    /// What is known.
    #[serde(flatten)]
    pub details: CustomerDetails,
    /// Records that turned out to be this customer.
    pub aliases: Vec<CustomerId>,
}

impl Customer {
    /// Folds a customer's events, in any order; `None` where none of them counts any more.
    pub fn fold(id: CustomerId, facts: &[Fact]) -> Option<Self> {
        let mut sorted: Vec<&Fact> = facts.iter().filter(|f| f.subject == Subject::Customer(id)).collect();
        sorted.sort_by_key(|f| f.position);
        let dead = undone(sorted.iter().copied());
        let mut customer = None;
        for fact in sorted {
            let Some(body) = fact.body.as_ref().filter(|_| !dead.contains(&fact.id)) else { continue };
            customer = Self::evolve(customer, id, &body.event);
        }
        customer
    }

    /// One more event. Changes to a customer who was never added are kept: the addition may come later from elsewhere.
    pub fn evolve(customer: Option<Self>, id: CustomerId, event: &Event) -> Option<Self> {
        let mut known =
            customer.clone().unwrap_or(Self { id, details: CustomerDetails::default(), aliases: Vec::new() });
        match event {
            Event::CustomerAdded { details } | Event::CustomerChanged { details } => known.details.update(details),
            Event::CustomersMerged { from } if *from != id => {
                if !known.aliases.contains(from) {
                    known.aliases.push(*from);
                }
            }
            _ => return customer,
        }
        Some(known)
    }

    /// The name to use when speaking to them, or their name.
    pub fn called(&self) -> Option<&Text> {
        self.details.called.as_ref().or(self.details.name.as_ref())
    }

    /// What an entry says of a customer, in a sentence; `name` knows other records. `None` for what is no customer's.
    pub fn sentence(event: &Event, name: &dyn Fn(CustomerId) -> String) -> Option<String> {
        match event {
            Event::CustomerAdded { details } => Some(format!("added: {}", details.words())),
            Event::CustomerChanged { details } => Some(format!("changed: {}", details.words())),
            Event::CustomersMerged { from } => Some(format!("merged with {}", name(*from))),
            _ => None,
        }
    }

    /// A name for lists: the name, or a telephone number, or an e-mail address.
    pub fn title(&self) -> String {
        let details = &self.details;
        [&details.name, &details.called, &details.phone, &details.email]
            .into_iter()
            .flatten()
            .find(|t| !t.is_blank())
            .map_or_else(|| "unnamed".to_owned(), ToString::to_string)
    }

    /// What playbooks may ask of a customer, under dotted names.
    pub fn known(&self, into: &mut Answers) {
        let details = &self.details;
        let mut put = |name: &str, text: Option<&Text>| {
            if let Some(text) = text {
                into.insert(format!("customer.{name}"), Value::Text(text.clone()));
            }
        };
        put("name", details.name.as_ref());
        put("called", self.called());
        put("phone", details.phone.as_ref());
        put("email", details.email.as_ref());
        put("preferences", details.preferences.as_ref());
        if let Some(kind) = details.kind {
            into.insert("customer.kind".to_owned(), Value::Choice(kind.word().to_owned()));
        }
    }
}

impl CustomerDetails {
    /// Each field that `newer` has replaces what was known; a blank text takes it away.
    pub fn update(&mut self, newer: &Self) {
        fn take(old: &mut Option<Text>, new: Option<&Text>) {
            if let Some(new) = new {
                *old = Some(new).filter(|text| !text.is_blank()).cloned();
            }
        }
        take(&mut self.name, newer.name.as_ref());
        take(&mut self.called, newer.called.as_ref());
        take(&mut self.phone, newer.phone.as_ref());
        take(&mut self.email, newer.email.as_ref());
        take(&mut self.preferences, newer.preferences.as_ref());
        take(&mut self.support_needs, newer.support_needs.as_ref());
        self.kind = newer.kind.or(self.kind);
        self.internal = newer.internal.or(self.internal);
    }

    /// What is said, field by field: `name Ngozi Okafor, telephone 07700 900123`.
    pub fn words(&self) -> String {
        let texts = [
            ("name", &self.name),
            ("called", &self.called),
            ("telephone", &self.phone),
            ("e-mail", &self.email),
            ("prefers", &self.preferences),
            ("needs", &self.support_needs),
        ];
        let text = |(name, text): (&str, &Option<Text>)| {
            text.as_ref().map(|t| if t.is_blank() { format!("no {name} any more") } else { format!("{name} {t}") })
        };
        let mut parts: Vec<String> = texts.into_iter().filter_map(text).collect();
        parts.extend(self.kind.map(|kind| kind.label().to_owned()));
        parts.extend(self.internal.map(|own| if own { "a colleague" } else { "from outside" }.to_owned()));
        parts.join(", ")
    }

    /// Whether nothing is said at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
