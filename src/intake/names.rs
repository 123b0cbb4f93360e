//! Names of things (ids, logins, actions, causes): one line, cleaned like every other text, and not long.

use sha2::{Digest, Sha256};

use super::record::Cleaning;
use crate::terms::clean;

/// The longest name, in bytes.
pub const LONGEST_NAME: usize = 200;

/// How many bytes a name has, where it has more than [`LONGEST_NAME`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong(pub usize);

/// A name as it may be kept; empty where nothing is left of it.
///
/// # Errors
/// Where it is longer than [`LONGEST_NAME`].
pub fn name(raw: &str, cleaning: &mut Cleaning) -> Result<String, TooLong> {
    short(once(raw, cleaning).0)
}

/// The name of a record where it came from. One that looks like a card number becomes its hash: two different records
/// must stay two, and masked they could be one.
///
/// # Errors
/// Where it is longer than [`LONGEST_NAME`].
pub fn external_id(raw: &str, cleaning: &mut Cleaning) -> Result<String, TooLong> {
    let (name, masked) = once(raw, cleaning);
    if !masked {
        return short(name);
    }
    let hash = Sha256::digest(raw.trim().as_bytes());
    Ok(hash.iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}")))
}

/// Cleans a name; says whether something of it was masked.
fn once(raw: &str, cleaning: &mut Cleaning) -> (String, bool) {
    let before = cleaning.masked;
    // Put on one line, digits may come to stand beside each other that did not before: cleaned once more.
    let line = clean::one_line(cleaning.text(raw.trim()).as_str());
    let line = cleaning.text(line.trim()).to_string();
    (line, cleaning.masked > before)
}

fn short(name: String) -> Result<String, TooLong> {
    if name.len() > LONGEST_NAME { Err(TooLong(name.len())) } else { Ok(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_clean_line_of_some_length() {
        let mut cleaning = Cleaning::default();
        assert_eq!(name("  send\nit\u{7} ", &mut cleaning), Ok("send it".to_owned()));
        let masked = name("pay with 4242 4242 4242 4242", &mut cleaning).unwrap();
        assert!(masked.starts_with("pay with [") && !masked.contains("4242 4242"), "{masked}");
        assert_eq!((cleaning.masked, cleaning.removed), (1, 1));
        assert_eq!(name(&masked, &mut cleaning), Ok(masked), "a second pass changes nothing");
        assert_eq!(name(&"x".repeat(201), &mut cleaning), Err(TooLong(201)));
    }

    #[test]
    fn records_named_like_cards_stay_apart() {
        // Both are masked to the same words.
        let (one, other) = ("4242424242424242", "4000056658664242");
        let mut cleaning = Cleaning::default();
        assert_eq!(name(one, &mut cleaning), name(other, &mut cleaning));
        let hash = |raw: &str, cleaning: &mut Cleaning| external_id(raw, cleaning).unwrap();
        let first = hash(one, &mut cleaning);
        assert!(first.starts_with("sha256:") && first.len() == 71, "{first}");
        assert_ne!(first, hash(other, &mut cleaning));
        assert_eq!(first, hash(" 4242424242424242 ", &mut cleaning), "the same record has the same name again");
        assert_eq!(hash("ticket-77", &mut cleaning), "ticket-77");
    }
}
