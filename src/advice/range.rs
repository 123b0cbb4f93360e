//! From a share to amounts that can be said aloud, and under a ceiling. All exact; no floats.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use super::rule::Share;
use crate::terms::{Currency, Money};

/// From one amount to another, both of one currency; the first is never more than the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Range {
    /// The least.
    pub from: Money,
    /// The most.
    pub to: Money,
}

impl Range {
    /// This share of `amount`, each end rounded to an amount that can be said aloud. Nothing where that is more money than
    /// can be written down.
    pub(super) fn of(share: &Share, amount: Money) -> Option<Self> {
        let end = |percent: Decimal| {
            let exact = Decimal::from(amount.minor.max(0)).checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?;
            sayable(exact, amount.currency)
        };
        Some(Self { from: end(share.from)?, to: end(share.to)? })
    }

    /// The same with neither end above `ceiling`, in minor units.
    #[must_use]
    pub(super) fn cut(self, ceiling: i64) -> Self {
        let end = |money: Money| Money { minor: money.minor.min(ceiling), ..money };
        Self { from: end(self.from), to: end(self.to) }
    }
}

/// The nearest amount that can be said aloud: whole halves up to ten, whole ones above (50 pence, pounds); whole ones in a
/// currency without minor units. A half goes up. More never becomes less.
fn sayable(exact: Decimal, currency: Currency) -> Option<Money> {
    let unit = 10_i64.checked_pow(u32::from(currency.exponent().unwrap_or(2)))?;
    let small = unit > 1 && exact <= Decimal::from(unit.checked_mul(10)?);
    let step = Decimal::from(if small { unit / 2 } else { unit });
    let steps = exact.checked_div(step)?.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    Some(Money { minor: steps.checked_mul(step)?.to_i64()?, currency })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::Of;
    use proptest::prelude::*;

    #[test]
    fn amounts_can_be_said_aloud() {
        let say = |minor: i64, currency| sayable(Decimal::from(minor), currency).unwrap().to_string();
        for (minor, said) in
            [(0, "0.00"), (24, "0.00"), (25, "0.50"), (574, "5.50"), (575, "6.00"), (999, "10.00"), (1000, "10.00")]
        {
            assert_eq!(say(minor, Currency::GBP), format!("{said} GBP"), "{minor}");
        }
        assert_eq!((say(1049, Currency::GBP), say(1050, Currency::GBP)), ("10.00 GBP".into(), "11.00 GBP".into()));
        assert_eq!((say(7, Currency::JPY), say(1499, Currency::JPY)), ("7 JPY".into(), "1499 JPY".into()));
        assert_eq!((say(5_250, Currency::BHD), say(10_400, Currency::BHD)), ("5.500 BHD".into(), "10.000 BHD".into()));
    }

    #[test]
    fn shares_are_exact() {
        let share = Share { from: "33.3".parse().unwrap(), to: Decimal::from(120), of: Of::Loss };
        let range = Range::of(&share, Money { minor: 3_000, currency: Currency::GBP }).unwrap();
        assert_eq!((range.from.minor, range.to.minor), (1_000, 3_600));
    }

    proptest! {
        #[test]
        fn more_never_becomes_less(a in 0_i64..900_000_000_000, b in 0_i64..900_000_000_000, small in any::<bool>()) {
            let (a, b) = if small { (a % 3_000, b % 3_000) } else { (a, b) };
            for currency in [Currency::GBP, Currency::JPY, Currency::BHD] {
                let say = |n: i64| sayable(Decimal::from(n), currency).unwrap().minor;
                prop_assert!(say(a.min(b)) <= say(a.max(b)));
            }
        }
    }
}
