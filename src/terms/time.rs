//! Instants: milliseconds since 1970 in UTC. Days and opening hours belong to the desk, clocks to whoever calls.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant, in whole milliseconds of UTC since 1970-01-01. Written as RFC 3339 (`2026-11-20T09:14:03.000Z`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Timestamp(i64);

/// A text that is no instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a moment in time; write it like 2026-11-20T09:14:03Z (between the years 1970 and 9999)")]
pub struct TimestampError(pub String);

/// The last millisecond of the year 9999: later instants cannot be written in four-digit years.
const LATEST: i64 = 253_402_300_799_999;

impl Timestamp {
    /// From milliseconds since 1970; clamped to the years 1970 to 9999.
    pub fn from_ms(ms: i64) -> Self {
        Self(ms.clamp(0, LATEST))
    }

    /// Milliseconds since 1970.
    pub fn ms(self) -> i64 {
        self.0
    }

    /// From `chrono`, cut to whole milliseconds.
    pub fn from_utc(at: DateTime<Utc>) -> Self {
        Self::from_ms(at.timestamp_millis())
    }

    /// As a `chrono` instant.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// Reads RFC 3339, any offset.
    ///
    /// # Errors
    /// Where the text is no RFC 3339 instant of the years 1970 to 9999.
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        let error = || TimestampError(text.chars().take(40).collect());
        let at = DateTime::parse_from_rfc3339(text.trim()).map_err(|_| error())?;
        let ms = at.timestamp_millis();
        if (0..=LATEST).contains(&ms) { Ok(Self(ms)) } else { Err(error()) }
    }

    /// This instant, `ms` milliseconds later (or earlier, where negative).
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self::from_ms(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this instant; never negative.
    pub fn since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).max(0)
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl std::str::FromStr for Timestamp {
    type Err = TimestampError;
    fn from_str(text: &str) -> Result<Self, TimestampError> {
        Self::parse(text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A span of time for people: `03:12`, or `1:02:09` from an hour on. Milliseconds in, cut to seconds.
pub fn clock(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_survives_its_text() {
        let at = Timestamp::parse("2026-11-20T10:14:03.250+01:00").unwrap();
        assert_eq!(at.to_string(), "2026-11-20T09:14:03.250Z");
        assert_eq!(Timestamp::parse(&at.to_string()), Ok(at));
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for bad in ["", "yesterday", "2026-02-30T10:00:00Z", "1969-12-31T23:59:59Z", "2026-11-20"] {
            assert!(Timestamp::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn clocks_read_like_clocks() {
        assert_eq!(clock(192_999), "03:12");
        assert_eq!(clock(3_729_000), "1:02:09");
        assert_eq!(clock(-5), "00:00");
    }
}
