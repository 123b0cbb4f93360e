//! What stands in: invented, plain to see as such, never with five digits in a row, the same for the same within one draft.

use std::collections::HashMap;

use super::{Kind, Known};

/// Names of nobody.
const NAMES: &[&str] = &[
    "Ellery", "Tolland", "Marlow", "Hanley", "Brindle", "Corby", "Dunmore", "Fairley", "Garston", "Hallam", "Ingram",
    "Jessop", "Kelby", "Lorne", "Merrin", "Norcott", "Ostler", "Penrow", "Quillan", "Rowsley", "Selwick", "Tarrant",
    "Ulverby", "Venning", "Wexley", "Yardle",
];

/// What was invented so far.
#[derive(Debug)]
pub(super) struct Invented {
    given: HashMap<(Kind, String), String>,
    /// Names that may still be given: none that the case knows.
    names: std::vec::IntoIter<&'static str>,
    /// How many names beyond these were given.
    more: usize,
}

impl Invented {
    /// None that is known already.
    pub fn beside(known: &Known) -> Self {
        let taken: String = known.names.iter().chain(&known.emails).map(|name| name.to_lowercase() + " ").collect();
        let free = NAMES.iter().copied().filter(|name| !taken.contains(&name.to_lowercase()));
        Self { given: HashMap::new(), names: free.collect::<Vec<_>>().into_iter(), more: 0 }
    }

    /// What stands in for this.
    pub fn after(&mut self, kind: Kind, before: &str) -> String {
        if kind == Kind::Name {
            // Word by word, so that `Okafor` is the same in `Ngozi Okafor` and in `Mrs Okafor`.
            let words = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            let all: Vec<String> = words.map(|word| self.one(kind, word)).collect();
            return all.join(" ");
        }
        self.one(kind, before)
    }

    /// A name that stands in for nobody else.
    pub fn nobody(&mut self) -> String {
        self.names.next().map_or_else(
            || {
                self.more += 1;
                format!("Somebody{}", self.more % 1000)
            },
            str::to_owned,
        )
    }

    fn one(&mut self, kind: Kind, before: &str) -> String {
        let key: String = before.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if let Some(given) = self.given.get(&(kind, key.clone())) {
            return given.clone();
        }
        let of_kind = self.given.keys().filter(|(known, _)| *known == kind).count();
        let n = of_kind + 1;
        // Four digits in a row at the most, however many there are.
        let four = 1000 + n % 9000;
        let new = match kind {
            Kind::Name => self.nobody(),
            Kind::Phone => format!("0190 496 0{:02}", n % 100),
            Kind::Email => format!("customer{} (at) example.org", n % 1000),
            Kind::Address => format!("{} Sample Street", n % 1000),
            Kind::Order => format!("AB-{four}"),
            Kind::Card => "[card number]".to_owned(),
            Kind::Code => "[security code]".to_owned(),
            Kind::Date => format!("{} May 1980", n % 28 + 1),
            Kind::Url => format!("example.org/{}", n % 1000),
            Kind::Machine => format!("192.0.2.{}", n % 250),
            Kind::Number => four.to_string(),
            Kind::Need => "what suits me".to_owned(),
        };
        self.given.insert((kind, key), new.clone());
        new
    }
}
