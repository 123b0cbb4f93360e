//! "Who can help with …": the desk's people and its directory, searched by what they help with.

use super::Desk;

/// Somebody who can help: a colleague, a number inside, or one outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helper {
    /// Who it is.
    pub name: String,
    /// Their login, where they are a colleague at this desk: the case itself can be handed to them.
    pub login: Option<String>,
    /// With what.
    pub helps_with: Vec<String>,
    /// How to reach them by telephone.
    pub phone: Option<String>,
    /// How to reach them otherwise.
    pub reach: Option<String>,
    /// Whether they stand outside the organisation.
    pub outside: bool,
}

impl Helper {
    /// Number, address, or the login of a colleague.
    pub fn how_to_reach(&self) -> String {
        let ways = [&self.phone, &self.reach, &self.login];
        ways.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
    }
}

impl Desk {
    /// Who helps with this, best first: every word of `words` begins a word of their name or of what they help with. With
    /// no words, everybody, in the file's order (the people first).
    pub fn who_helps(&self, words: &str) -> Vec<Helper> {
        let wanted: Vec<String> = split(words).collect();
        let mut found: Vec<(usize, Helper)> = self
            .everybody()
            .filter_map(|helper| {
                let has: Vec<String> =
                    split(&helper.name).chain(helper.helps_with.iter().flat_map(|h| split(h))).collect();
                let fits = |w: &String| has.iter().any(|h| h.starts_with(w.as_str()));
                let whole = wanted.iter().filter(|w| has.contains(w)).count();
                let hits = wanted.iter().filter(|w| fits(w)).count();
                // One word of a sentence is enough to be offered; who fits more of it comes first.
                (wanted.is_empty() || hits > 0).then_some((hits * 2 + whole, helper))
            })
            .collect();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, helper)| helper).collect()
    }

    fn everybody(&self) -> impl Iterator<Item = Helper> {
        let people = self.people.iter().map(|p| Helper {
            name: p.name.clone(),
            login: Some(p.login.clone()),
            helps_with: p.helps_with.clone(),
            phone: None,
            reach: None,
            outside: false,
        });
        people.chain(self.directory.iter().map(|c| Helper {
            name: c.name.clone(),
            login: None,
            helps_with: c.helps_with.clone(),
            phone: c.phone.clone(),
            reach: c.reach.clone(),
            outside: c.outside,
        }))
    }
}

/// The words that carry meaning, in small letters.
fn split(text: &str) -> impl Iterator<Item = String> {
    const SMALL: &[&str] = &["a", "an", "and", "can", "for", "help", "in", "of", "or", "the", "to", "who", "with"];
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    words.filter(|w| !SMALL.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &str) -> Vec<String> {
        let desk = Desk::parse("desk.toml", include_str!("../../playbooks/desk.toml")).unwrap();
        desk.who_helps(words).into_iter().map(|h| h.name).collect()
    }

    #[test]
    fn who_helps_with_a_flat_tyre() {
        assert_eq!(names("flat tyre")[0], "Corve Garage");
        assert_eq!(names("who can help with a taxi")[0], "Broad Street Taxis");
        assert_eq!(names("injury"), ["Gwen Pritchard"]);
        assert!(names("zebra").is_empty());
    }

    #[test]
    fn with_no_words_everybody_is_there_people_first() {
        let all = names("");
        assert_eq!((all.len(), all[0].as_str()), (14, "Ana Ferreira"));
    }
}
