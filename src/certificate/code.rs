//! A certificate's code: made from random bytes, shown and said in groups, read forgivingly.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::alphabet::{self, ALPHABET, Telephone};
use super::check;

/// How many letters and digits a code has; the last is the check letter.
pub const LENGTH: usize = 9;
/// How many of them are chance.
const CHANCE: usize = LENGTH - 1;
/// Where a group begins, other than the first.
const GROUPS: [usize; 2] = [4, 8];

/// A well-formed code, shown as `K4XM-7RTC-7`.
///
/// Eight letters of nineteen are 16 983 563 041 codes (34 bits). With 10 000 certificates out, one well-formed guess in 1.7
/// million hits: somebody who tried one every ten seconds, day and night, would need half a year for the first. That is
/// plenty where a person looks at each; a till that takes guesses from the internet should also count them. Two equal codes
/// among 10 000 have a chance of 3 in 1000, so whoever keeps codes must ask whether a new one is free, and draw again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code([u8; LENGTH]);

/// Why a text is no code. Each says what to do now; whether a code was ever given is another question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing but blanks and dashes.
    #[error("no code was given; a certificate's code looks like K4XM-7RTC-7")]
    Empty,
    /// Something that no code has in it.
    #[error("`{shown}`, in place {place}, is in no code; look at it again")]
    Never {
        /// The character, safe to show.
        shown: String,
        /// Its place among the letters, from 1; blanks and dashes do not count.
        place: usize,
    },
    /// Too few letters.
    #[error("this has {has} of the {LENGTH} letters and digits of a code; ask for the rest")]
    TooShort {
        /// How many there are.
        has: usize,
    },
    /// Too many letters.
    #[error("this has {has} letters and digits, and a code has {LENGTH}; look for one that was typed twice")]
    TooLong {
        /// How many there are.
        has: usize,
    },
    /// The check letter does not fit.
    #[error("{read} does not add up: a letter is wrong, or two have changed places; read it back letter by letter")]
    Mistyped {
        /// As it was read, in groups.
        read: String,
    },
}

impl Code {
    /// The code of these bytes, all of which must be random (the bits that a random UUID fixes do no harm). Every code is
    /// then equally likely to one part in 2^28, and to one in 2^93 where all 128 bits are chance.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let size = ALPHABET.len() as u128;
        let mut number = u128::from_be_bytes(bytes);
        let mut values = [0; LENGTH];
        for value in &mut values[..CHANCE] {
            *value = u8::try_from(number % size).unwrap_or_default();
            number /= size;
        }
        values[CHANCE] = check::letter(&values[..CHANCE]);
        Self(values)
    }

    /// Reads what somebody typed, heard or scanned. Small letters, blanks and dashes of any sort do not matter, and a
    /// look-alike is read as what it was meant for.
    ///
    /// # Errors
    /// [`CodeError`]: first what no code has in it, then the length, then the check letter.
    pub fn read(text: &str) -> Result<Self, CodeError> {
        let mut values = [0; LENGTH];
        let mut has = 0;
        for letter in text.chars().filter(|c| !is_gap(*c)) {
            let never = || CodeError::Never { shown: shown(letter), place: has + 1 };
            let value = alphabet::value(letter).ok_or_else(never)?;
            if let Some(place) = values.get_mut(has) {
                *place = value;
            }
            has += 1;
        }
        match has {
            0 => Err(CodeError::Empty),
            LENGTH if check::holds(&values) => Ok(Self(values)),
            LENGTH => Err(CodeError::Mistyped { read: Self(values).to_string() }),
            _ if has < LENGTH => Err(CodeError::TooShort { has }),
            _ => Err(CodeError::TooLong { has }),
        }
    }

    /// Its letters, in order.
    pub fn letters(self) -> impl Iterator<Item = char> {
        self.0.into_iter().map(alphabet::letter)
    }

    /// As it is said over a telephone: `K for Kilo, four, X for X-ray, M for Mike; seven, R for Romeo …`.
    pub fn spoken(self) -> String {
        let mut said = String::new();
        for (place, word) in self.letters().filter_map(Telephone::of).enumerate() {
            if place > 0 {
                said.push_str(if GROUPS.contains(&place) { "; " } else { ", " });
            }
            said.push_str(&word.to_string());
        }
        said
    }
}

/// What may stand between letters: blanks, dashes and hyphens of any sort, and the dots and strokes that hands put there.
fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '_' | '.' | ',' | '/' | '\u{ad}' | '\u{200b}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{feff}'
        )
}

/// A character for a message: itself, or its number where it would not be seen.
fn shown(c: char) -> String {
    if c.is_alphanumeric() || c.is_ascii_graphic() { c.to_string() } else { format!("U+{:04X}", u32::from(c)) }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::with_capacity(LENGTH + GROUPS.len());
        for (place, letter) in self.letters().enumerate() {
            if GROUPS.contains(&place) {
                text.push('-');
            }
            text.push(letter);
        }
        f.pad(&text)
    }
}

impl std::str::FromStr for Code {
    type Err = CodeError;
    fn from_str(text: &str) -> Result<Self, CodeError> {
        Self::read(text)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::read(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
