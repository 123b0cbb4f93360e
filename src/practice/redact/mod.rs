//! Taking people out of what was said: names, telephone numbers, addresses and the like are found by what the case knows and by
//! patterns, and invented ones stand in, the same for the same within one draft. No pattern finds all: a person must read it
//! before others see it.
//!
//! | to … | look in |
//! |---|---|
//! | add a pattern of digits, e-mail or address of the web | `numbers` |
//! | change which numbers say nothing of anybody | `amounts` |
//! | change how places to live and names are found | `places`, `names` |
//! | change what stands in | `invented` |

mod amounts;
mod invented;
mod names;
mod numbers;
mod places;
mod tokens;

use std::ops::Range;

use serde::Serialize;

use invented::Invented;
use tokens::Token;

crate::terms::words::words! {
    /// What is taken out.
    Kind, "kind of personal data" {
        /// A name of a person, a firm or a place that is not in our words.
        Name = "name", "name";
        /// A telephone number.
        Phone = "phone", "telephone number";
        /// An e-mail address.
        Email = "email", "e-mail address";
        /// A postal address, or a part of one.
        Address = "address", "address";
        /// An order, account or reference.
        Order = "order", "order or reference";
        /// A card number, masked or not.
        Card = "card", "card number";
        /// A security code that was masked.
        Code = "code", "security code";
        /// A date with its year: of birth, often.
        Date = "date", "date";
        /// An address of the web.
        Url = "url", "web address";
        /// An address of a machine.
        Machine = "machine", "machine address";
        /// Another long number.
        Number = "number", "number";
        /// What is written of their needs and preferences.
        Need = "need", "need or preference";
    }
}

/// What is known of the people of a case.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Names of the customer and of colleagues, logins, each whole.
    pub names: Vec<String>,
    /// The customer's telephone numbers.
    pub phones: Vec<String>,
    /// The customer's e-mail addresses.
    pub emails: Vec<String>,
    /// What is written of their needs and preferences.
    pub needs: Vec<String>,
    /// Numbers of ours: the case's.
    pub numbers: Vec<String>,
}

/// Something that was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replaced {
    /// What it is.
    pub kind: Kind,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// Where, in words; each place once.
    pub places: Vec<String>,
}

/// Takes people out of texts.
#[derive(Debug)]
pub struct Redactor {
    known: Known,
    invented: Invented,
    replaced: Vec<Replaced>,
}

impl Redactor {
    /// With what is known of the case.
    pub fn new(known: Known) -> Self {
        Self { invented: Invented::beside(&known), known, replaced: Vec::new() }
    }

    /// A text with invented ones in place of what was found; `place` says where it stands, for the list.
    pub fn text(&mut self, place: &str, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (range, kind) in found(text, &self.known) {
            let before = &text[range.clone()];
            let after = self.invented.after(kind, before);
            out += &text[at..range.start];
            // Two numbers side by side would be read as a longer one.
            if out.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric) {
                out.push(' ');
            }
            out += &after;
            if after.ends_with(char::is_alphanumeric) && text[range.end..].starts_with(char::is_alphanumeric) {
                out.push(' ');
            }
            at = range.end;
            self.note(kind, before, after, place);
        }
        out + &text[at..]
    }

    /// What somebody is called, each word of it replaced and a title kept, as it is in every text; `None` where there is no name.
    pub fn called(&mut self, place: &str, name: &str) -> Option<String> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let (titles, names): (Vec<&str>, Vec<&str>) = words.partition(|word| names::is_title(&word.to_lowercase()));
        if names.is_empty() {
            return None;
        }
        let before = names.join(" ");
        let after = self.invented.after(Kind::Name, &before);
        self.note(Kind::Name, &before, after.clone(), place);
        Some(titles.into_iter().map(str::to_owned).chain([after]).collect::<Vec<_>>().join(" "))
    }

    /// An invented name that stands in for nobody.
    pub fn nobody(&mut self) -> String {
        self.invented.nobody()
    }

    /// Everything that was replaced, in the order in which it came up.
    pub fn replaced(&self) -> &[Replaced] {
        &self.replaced
    }

    fn note(&mut self, kind: Kind, before: &str, after: String, place: &str) {
        let known = self.replaced.iter_mut().find(|one| one.kind == kind && one.before == before);
        match known {
            Some(one) if one.places.iter().any(|known| known == place) => {}
            Some(one) => one.places.push(place.to_owned()),
            None => {
                let before = before.to_owned();
                self.replaced.push(Replaced { kind, before, after, places: vec![place.to_owned()] });
            }
        }
    }
}

/// What must not stay, and where: in order, none over another.
pub fn found(text: &str, known: &Known) -> Vec<(Range<usize>, Kind)> {
    let tokens = Token::all(text);
    let mut found = numbers::masks(text);
    found.extend(names::known(text, known));
    found.extend(numbers::web(text));
    found.extend(numbers::digits(text));
    found.extend(numbers::references(&tokens));
    found.extend(places::addresses(text, &tokens));
    found.extend(names::names(text, &tokens));
    one_over_none(found)
}

/// What overlaps becomes one; it is what its longest part was.
fn one_over_none(mut found: Vec<(Range<usize>, Kind)>) -> Vec<(Range<usize>, Kind)> {
    found.retain(|(range, _)| !range.is_empty());
    found.sort_by_key(|(range, kind)| (range.start, usize::MAX - range.end, *kind));
    let mut out: Vec<(Range<usize>, Kind, usize)> = Vec::new();
    for (range, kind) in found {
        if let Some((last, was, longest)) = out.last_mut().filter(|(last, ..)| range.start < last.end) {
            if range.len() > *longest {
                (*was, *longest) = (kind, range.len());
            }
            last.end = last.end.max(range.end);
        } else {
            let length = range.len();
            out.push((range, kind, length));
        }
    }
    out.into_iter().map(|(range, kind, _)| (range, kind)).collect()
}

#[cfg(test)]
mod tests;
