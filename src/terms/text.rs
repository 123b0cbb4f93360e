//! Text that is safe to keep: no control characters, no bidi overrides, no card numbers. There is no other way to make one.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::clean::{self, Cleaned};

/// Words from a person, cleaned at the way in ([`clean::intake`]). What is read back from the log is trusted to have been.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Text(String);

impl Text {
    /// Cleans `raw` and keeps it. Use [`clean::intake`] to learn what was masked or removed.
    pub fn new(raw: &str) -> Self {
        Self(clean::intake(raw).text)
    }

    /// From what [`clean::intake`] made, with or without numbers that somebody said are no cards.
    pub fn from_cleaned(cleaned: Cleaned) -> Self {
        Self(cleaned.text)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is anything but white space.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Length in bytes of UTF-8: what the limits count.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(&self.0, f)
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}
