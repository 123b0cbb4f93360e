//! An exact quantity and the one way in which it is rounded and said. Every screen and export says it from here.

use crate::terms::{Currency, Money, clock};

/// What a quantity is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Things, whole.
    Count,
    /// Things an event, to one decimal: a mean of counts.
    Mean,
    /// Time: exact in milliseconds, said in seconds.
    Duration,
    /// A part of a whole, said in tenths of a per cent.
    Share,
    /// A number between −1 and 1 to three decimals: an agreement.
    Index,
    /// Minor units of one currency.
    Money(Currency),
}

impl Unit {
    /// Its name in JSON and at the head of a CSV column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Mean => "mean",
            Self::Duration => "seconds",
            Self::Share => "share",
            Self::Index => "index",
            Self::Money(currency) => currency.code(),
        }
    }

    /// How many steps of what is said make one of what is counted, and by how much that is scaled down first.
    fn steps(self) -> (i128, i128) {
        match self {
            Self::Count | Self::Money(_) => (1, 1),
            Self::Mean => (10, 1),
            Self::Duration => (1, 1000),
            Self::Share | Self::Index => (1000, 1),
        }
    }
}

/// An exact quantity: `parts` of `of`, in the unit's own measure (milliseconds, minor units, things).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// Counted in what.
    pub unit: Unit,
    /// The numerator.
    pub parts: i64,
    /// The denominator; 1 for a sum, never 0 or less.
    pub of: i64,
}

impl Quantity {
    /// A sum.
    pub fn sum(unit: Unit, parts: i64) -> Self {
        Self { unit, parts, of: 1 }
    }

    /// A mean or a share; `None` of nothing.
    pub fn ratio(unit: Unit, parts: i64, of: i64) -> Option<Self> {
        (of > 0).then_some(Self { unit, parts, of })
    }

    /// The value in steps of what is said: things, tenths, seconds, tenths of a per cent, minor units. Halves away from zero.
    pub fn rounded(self) -> i64 {
        let (steps, scale) = self.unit.steps();
        let (above, below) = (i128::from(self.parts) * steps, i128::from(self.of) * scale);
        let half = if above < 0 { -below } else { below };
        i64::try_from((2 * above + half) / (2 * below)).unwrap_or(i64::MAX)
    }

    /// How far it lies above another of the same unit (below where negative), as both are said: what is shown adds up.
    pub fn beyond(self, other: Self) -> Option<Self> {
        let (steps, scale) = self.unit.steps();
        let apart = self.rounded().checked_sub(other.rounded())?;
        let parts = i128::from(apart).checked_mul(scale).and_then(|parts| i64::try_from(parts).ok())?;
        let of = i64::try_from(steps).ok()?;
        (self.unit == other.unit).then_some(Self { unit: self.unit, parts, of })
    }

    /// The same without its sign.
    #[must_use]
    pub fn size(self) -> Self {
        Self { parts: self.parts.saturating_abs(), ..self }
    }

    /// For people: `1,204`, `2.5`, `4:33`, `63.9 %`, `£12.50`.
    pub fn shown(self) -> String {
        let steps = self.rounded();
        match self.unit {
            Unit::Count => grouped(steps),
            Unit::Mean | Unit::Index => self.plain(),
            Unit::Duration => {
                let text = clock(steps.saturating_mul(1000));
                text.strip_prefix('0').unwrap_or(&text).to_owned()
            }
            Unit::Share => format!("{} %", tenths(steps)),
            Unit::Money(currency) => Money { minor: steps, currency }.for_people(),
        }
    }

    /// The same number for machines, without signs and groups: `1204`, `2.5`, `273`, `0.639`, `12.50`.
    pub fn plain(self) -> String {
        let steps = self.rounded();
        match self.unit {
            Unit::Count | Unit::Duration => steps.to_string(),
            Unit::Mean => tenths(steps),
            Unit::Share | Unit::Index => decimals(steps, 3),
            Unit::Money(currency) => Money { minor: steps, currency }.number(),
        }
    }

    /// The same number as a point on a chart.
    #[allow(clippy::cast_precision_loss, reason = "a chart has a few hundred points")]
    pub fn point(self) -> f64 {
        self.rounded() as f64
    }
}

fn tenths(steps: i64) -> String {
    decimals(steps, 1)
}

/// `1234` with three places: `1.234`.
fn decimals(steps: i64, places: u32) -> String {
    let sign = if steps < 0 { "-" } else { "" };
    let (whole, part) = (steps.unsigned_abs() / 10u64.pow(places), steps.unsigned_abs() % 10u64.pow(places));
    format!("{sign}{whole}.{part:0>width$}", width = places as usize)
}

/// `1,204`.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_unit_is_said_in_its_own_way() {
        let say = |unit, parts, of| {
            let quantity = Quantity { unit, parts, of };
            (quantity.shown(), quantity.plain())
        };
        let said = |shown: &str, plain: &str| (shown.to_owned(), plain.to_owned());
        assert_eq!(say(Unit::Count, 1_234_567, 1), said("1,234,567", "1234567"));
        assert_eq!(say(Unit::Mean, 5, 2), said("2.5", "2.5"));
        assert_eq!(say(Unit::Duration, 546_998, 2), said("4:33", "273"));
        assert_eq!(say(Unit::Duration, 33_000, 1), said("0:33", "33"));
        assert_eq!(say(Unit::Duration, 7_473_000, 1), said("2:04:33", "7473"));
        assert_eq!(say(Unit::Share, 23, 36), said("63.9 %", "0.639"));
        assert_eq!(say(Unit::Index, -1, 3), said("-0.333", "-0.333"));
        assert_eq!(say(Unit::Money(Currency::GBP), 1250, 1), said("£12.50", "12.50"));
        assert_eq!(say(Unit::Money(Currency::JPY), 2001, 2).1, "1001");
    }

    #[test]
    fn differences_are_those_of_what_is_said() {
        let apart = |unit, a: (i64, i64), b: (i64, i64)| {
            let quantity = |(parts, of)| Quantity { unit, parts, of };
            quantity(a).beyond(quantity(b)).map(|d| (d.rounded(), d.size().shown()))
        };
        let said = |steps, shown: &str| Some((steps, shown.to_owned()));
        assert_eq!(apart(Unit::Count, (5, 1), (8, 1)), said(-3, "3"));
        assert_eq!(apart(Unit::Duration, (273_400, 1), (250_600, 1)), said(22, "0:22"));
        assert_eq!(apart(Unit::Share, (2, 3), (1, 3)), said(334, "33.4 %"));
        assert_eq!(apart(Unit::Money(Currency::GBP), (700, 1), (1250, 1)), said(-550, "£5.50"));
        assert_eq!(Quantity::sum(Unit::Count, 1).beyond(Quantity::sum(Unit::Mean, 1)), None);
    }

    proptest! {
        #[test]
        fn rounding_is_never_off_by_more_than_a_half(parts in -1_000_000_000i64..1_000_000_000, of in 1i64..100_000) {
            let rounded = i128::from(Quantity { unit: Unit::Share, parts, of }.rounded());
            let off = (rounded * i128::from(of) - i128::from(parts) * 1000).abs();
            prop_assert!(2 * off <= i128::from(of));
        }
    }
}
