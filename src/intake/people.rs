//! Whose record it is: a customer who is known already is found again by exact e-mail, telephone number or name.

use std::collections::{HashMap, HashSet};

use crate::case::{Customer, CustomerDetails};
use crate::log::{LogError, Reader};
use crate::terms::{ApprovalId, CaseId, CustomerId, Text};

/// How many customers may have all words of a name before one with exactly this name is missed.
const MOST_ALIKE: usize = 200;

/// What was made in a transaction that is still open: no reader sees it yet.
#[derive(Debug, Default)]
pub struct Made {
    customers: HashMap<CustomerId, CustomerDetails>,
    keys: HashMap<(Way, String), Vec<CustomerId>>,
    /// Cases by number: their id, and whether they are closed.
    pub cases: HashMap<String, (CaseId, bool)>,
    /// The yeses that something was given on: each holds once.
    pub used: HashSet<ApprovalId>,
}

/// A way in which somebody is found again, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    Email,
    Phone,
    Name,
}

/// What somebody can be found by, made comparable.
fn keys(details: &CustomerDetails) -> Vec<(Way, String)> {
    let of = |text: &Option<Text>| {
        text.as_ref().map(|t| t.as_str().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    };
    let digits = |phone: String| phone.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut keys = Vec::new();
    keys.extend(of(&details.email).map(|email| (Way::Email, email)));
    keys.extend(of(&details.phone).map(|phone| (Way::Phone, digits(phone))).filter(|(_, d)| d.len() >= 5));
    keys.extend(of(&details.name).map(|name| (Way::Name, name)));
    keys.retain(|(_, key)| !key.is_empty());
    keys
}

/// Two people may share a name: the same name is the same person only where nothing else tells them apart.
fn could_be(known: &CustomerDetails, told: &CustomerDetails) -> bool {
    let (known, told) = (keys(known), keys(told));
    let differ = |way: Way| {
        let of = |keys: &[(Way, String)]| keys.iter().find(|(w, _)| *w == way).map(|(_, k)| k.clone());
        matches!((of(&known), of(&told)), (Some(a), Some(b)) if a != b)
    };
    !differ(Way::Email) && !differ(Way::Phone)
}

impl Made {
    /// Forgets everything: it was committed, and readers see it.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Remembers a customer that was added or of whom more was learnt.
    pub fn remember(&mut self, id: CustomerId, details: &CustomerDetails) {
        self.customers.entry(id).or_default().update(details);
        for key in keys(details) {
            let ids = self.keys.entry(key).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }

    /// Who this is, where they are known already.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn find(
        &self,
        told: &CustomerDetails,
        reader: Option<&Reader>,
    ) -> Result<Option<(CustomerId, CustomerDetails)>, LogError> {
        for (way, key) in keys(told) {
            let fits = |known: &CustomerDetails| {
                keys(known).contains(&(way, key.clone())) && (way != Way::Name || could_be(known, told))
            };
            let here = self.keys.get(&(way, key.clone())).into_iter().flatten();
            if let Some((id, known)) =
                here.filter_map(|id| self.customers.get_key_value(id)).find(|(_, known)| fits(known))
            {
                return Ok(Some((*id, known.clone())));
            }
            let Some(reader) = reader else { continue };
            let found: Vec<Customer> = reader.known_by(&key, MOST_ALIKE)?;
            if let Some(customer) = found.into_iter().rev().find(|c| fits(&c.details)) {
                return Ok(Some((customer.id, customer.details)));
            }
        }
        Ok(None)
    }
}

/// What `told` adds to what is known: only what was not known before, since a record may be older than the customer's own.
pub fn news(known: &CustomerDetails, told: &CustomerDetails) -> CustomerDetails {
    fn new<T: Clone>(known: Option<&T>, told: Option<&T>) -> Option<T> {
        if known.is_some() { None } else { told.cloned() }
    }
    CustomerDetails {
        name: new(known.name.as_ref(), told.name.as_ref()),
        called: new(known.called.as_ref(), told.called.as_ref()),
        phone: new(known.phone.as_ref(), told.phone.as_ref()),
        email: new(known.email.as_ref(), told.email.as_ref()),
        kind: new(known.kind.as_ref(), told.kind.as_ref()),
        preferences: new(known.preferences.as_ref(), told.preferences.as_ref()),
        support_needs: new(known.support_needs.as_ref(), told.support_needs.as_ref()),
        internal: new(known.internal.as_ref(), told.internal.as_ref()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::fresh;

    fn details(name: &str, phone: &str, email: &str) -> CustomerDetails {
        let text = |words: &str| (!words.is_empty()).then(|| Text::new(words));
        CustomerDetails { name: text(name), phone: text(phone), email: text(email), ..CustomerDetails::default() }
    }

    #[test]
    fn somebody_is_found_again_by_what_is_exactly_theirs() {
        let mut made = Made::default();
        let (ann, other) = (fresh(), fresh());
        made.remember(ann, &details("Ann Lee", "+44 7700 900 001", "ann@example.org"));
        made.remember(other, &details("Ann Lee", "", "lee@example.org"));
        let find = |name, phone, email| made.find(&details(name, phone, email), None).unwrap().map(|(id, _)| id);
        assert_eq!(find("", "", "ANN@example.org"), Some(ann));
        assert_eq!(find("A. Lee", "+447700900001", ""), Some(ann));
        assert_eq!(find("ann  lee", "", ""), Some(ann));
        assert_eq!(find("Ann Lee", "", "lee@example.org"), Some(other));
        assert_eq!(find("Ann Lee", "", "third@example.org"), None);
        assert_eq!(find("Ann", "", ""), None);
    }

    #[test]
    fn only_what_was_not_known_is_news() {
        let news = news(&details("Ann Lee", "1", ""), &details("Anne", "2", "a@example.org"));
        assert_eq!(news, details("", "", "a@example.org"));
    }
}
