//! "Within": how long a promise may take, as people say it. When that is over is reckoned in `due`.

use serde::{Serialize, Serializer};

/// A length of time as a promise gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// So many minutes by the clock.
    Minutes(u32),
    /// So many days: the same time of day then.
    Days(u32),
    /// So many minutes in which the desk is open.
    WorkingMinutes(u32),
    /// Until the desk closes on the so-many-th open day after today.
    WorkingDays(u32),
}

/// Nothing is promised further ahead than this: two years of days.
const MOST_DAYS: u32 = 731;
/// Two hundred and sixty working days, a year's worth; in minutes, as many days of eight hours.
const MOST_WORKING_DAYS: u32 = 260;

impl Within {
    /// Reads `30 minutes`, `2 hours`, `3 days`, `1 week`, `4 working hours`, `2 working days`.
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let shown: String = text.trim().chars().take(40).collect();
        let unclear = || {
            format!(
                "`{shown}` is no length of time; write it like `4 working hours`, `2 working days`, `30 minutes` or `3 days`"
            )
        };
        let lower = text.trim().to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().filter(|w| !matches!(*w, "in" | "within")).collect();
        let (amount, working, unit) = match words[..] {
            ["half", "an", "hour"] => ("30", false, "minutes"),
            [amount, unit] => (amount, false, unit),
            [amount, "working" | "business" | "opening", unit] => (amount, true, unit),
            _ => return Err(unclear()),
        };
        let amount: u32 = match amount {
            "a" | "an" | "one" => 1,
            "two" => 2,
            "three" => 3,
            "four" => 4,
            "five" => 5,
            "six" => 6,
            digits => digits.parse().map_err(|_| unclear())?,
        };
        let (minutes, days) = match unit {
            "minute" | "minutes" | "min" | "mins" => (1, 0),
            "hour" | "hours" => (60, 0),
            "day" | "days" => (0, 1),
            "week" | "weeks" if !working => (0, 7),
            _ => return Err(unclear()),
        };
        let within = match (working, days) {
            (false, 0) => Self::Minutes(amount.saturating_mul(minutes)),
            (false, _) => Self::Days(amount.saturating_mul(days)),
            (true, 0) => Self::WorkingMinutes(amount.saturating_mul(minutes)),
            (true, _) => Self::WorkingDays(amount),
        };
        let (much, most) = match within {
            Self::Minutes(n) => (n, MOST_DAYS * 24 * 60),
            Self::Days(n) => (n, MOST_DAYS),
            Self::WorkingMinutes(n) => (n, MOST_WORKING_DAYS * 8 * 60),
            Self::WorkingDays(n) => (n, MOST_WORKING_DAYS),
        };
        match much {
            0 => Err(format!("`{shown}` is no time at all; give at least one minute, hour or day")),
            _ if much > most => {
                Err(format!("`{shown}` is too far ahead to promise; the most is two years, or 260 working days"))
            }
            _ => Ok(within),
        }
    }
}

impl std::fmt::Display for Within {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (amount, unit) = match *self {
            Self::Minutes(n) if n % 60 == 0 => (n / 60, "hour"),
            Self::Minutes(n) => (n, "minute"),
            Self::Days(n) => (n, "day"),
            Self::WorkingMinutes(n) if n % 60 == 0 => (n / 60, "working hour"),
            Self::WorkingMinutes(n) => (n, "working minute"),
            Self::WorkingDays(n) => (n, "working day"),
        };
        write!(f, "{amount} {unit}{}", if amount == 1 { "" } else { "s" })
    }
}

impl Serialize for Within {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_people_say_it() {
        for (text, within, shown) in [
            ("4 working hours", Within::WorkingMinutes(240), "4 working hours"),
            ("2 working days", Within::WorkingDays(2), "2 working days"),
            ("within two working days", Within::WorkingDays(2), "2 working days"),
            ("in 30 minutes", Within::Minutes(30), "30 minutes"),
            ("an hour", Within::Minutes(60), "1 hour"),
            ("in half an hour", Within::Minutes(30), "30 minutes"),
            ("1 week", Within::Days(7), "7 days"),
        ] {
            assert_eq!(Within::parse(text), Ok(within), "{text}");
            assert_eq!((within.to_string().as_str(), Within::parse(shown)), (shown, Ok(within)));
        }
    }

    #[test]
    fn what_is_no_length_of_time_is_refused() {
        for bad in [
            "",
            "soon",
            "0 days",
            "-2 days",
            "2",
            "2 working weeks",
            "5000000000 days",
            "9999 working days",
            "1.5 hours",
        ] {
            assert!(Within::parse(bad).is_err(), "{bad}");
        }
    }
}
