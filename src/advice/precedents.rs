//! What the last ones like this got: median, least and most, and a quiet word where an offer stands far outside.
//!
//! Which cases are like this one is for the log to say. Currencies are never mixed: an offer is held against its own alone.

use serde::Serialize;

use super::speech::{amount, first_that_fits};
use crate::terms::{Currency, Money, number_in_words};

/// Fewer than so many say nothing about what is usual.
const ENOUGH: usize = 4;

/// How amounts of one currency are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// How many there are; at least one.
    pub n: usize,
    /// The one in the middle; between two, half-way, rounded down to a minor unit.
    pub median: Money,
    /// The smallest.
    pub least: Money,
    /// The largest.
    pub most: Money,
}

/// The spreads of the last gestures, one for each currency, the most frequent first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Precedents {
    /// One for each currency.
    pub spreads: Vec<Spread>,
}

impl Precedents {
    /// Of the amounts that were given. A case in which nothing was given counts as nothing in `currency`, the desk's.
    pub fn of(amounts: &[Option<Money>], currency: Currency) -> Self {
        let all: Vec<Money> = amounts.iter().map(|a| a.unwrap_or(Money::zero(currency))).collect();
        let mut currencies: Vec<Currency> = Vec::new();
        for money in &all {
            if !currencies.contains(&money.currency) {
                currencies.push(money.currency);
            }
        }
        let one = |currency: Currency| {
            Spread::of(all.iter().filter(|m| m.currency == currency).map(|m| m.minor).collect(), currency)
        };
        let mut spreads: Vec<Spread> = currencies.into_iter().filter_map(one).collect();
        spreads.sort_by_key(|spread| std::cmp::Reverse(spread.n));
        Self { spreads }
    }

    /// The spread of one currency.
    pub fn in_currency(&self, currency: Currency) -> Option<&Spread> {
        self.spreads.iter().find(|spread| spread.median.currency == currency)
    }

    /// In words, one line for each currency, each at most 70 columns: `The last eight like this: median £15, from £0 to £40.`
    pub fn lines(&self) -> Vec<String> {
        if self.spreads.is_empty() {
            return vec!["None like this yet.".to_owned()];
        }
        self.spreads.iter().map(Spread::line).collect()
    }

    /// A quiet word where `offer` stands far outside; nothing where it does not, or where there are too few to say.
    pub fn warning(&self, offer: Money) -> Option<String> {
        self.in_currency(offer.currency)?.warning(offer)
    }
}

impl Spread {
    fn of(mut minor: Vec<i64>, currency: Currency) -> Option<Self> {
        minor.sort_unstable();
        let (least, most) = (*minor.first()?, *minor.last()?);
        let upper = *minor.get(minor.len() / 2)?;
        let lower = *minor.get((minor.len() - 1) / 2)?;
        let money = |minor| Money { minor, currency };
        // Half of each and not half of the sum: no sum can be too large.
        let median = lower + (upper.saturating_sub(lower)) / 2;
        Some(Self { n: minor.len(), median: money(median), least: money(least), most: money(most) })
    }

    /// `The last eight like this: median £15, from £0 to £40.`
    pub fn line(&self) -> String {
        let (median, least, most) = (amount(self.median), amount(self.least), amount(self.most));
        if self.n == 1 {
            return first_that_fits(&[format!("The last one like this: {median}.")]);
        }
        if self.least == self.most {
            return first_that_fits(&[format!("The last {} like this: {median} each.", number_in_words(self.n))]);
        }
        let numbers = format!("median {median}, from {least} to {most}.");
        first_that_fits(&[
            format!("The last {} like this: {numbers}", number_in_words(self.n)),
            format!("Last {}: {numbers}", self.n),
        ])
    }

    /// Whether `offer` stands far outside what is usual: beyond the least or the most, or more than twice or less than half
    /// the median. Never with fewer than four, nor in another currency.
    pub fn is_far(&self, offer: Money) -> bool {
        self.how_far(offer).is_some()
    }

    /// A quiet word where it does, of at most 70 columns, with room for a reason beside it.
    pub fn warning(&self, offer: Money) -> Option<String> {
        let how = self.how_far(offer)?;
        let (offer, n) = (amount(offer), number_in_words(self.n));
        let (median, least, most) = (amount(self.median), amount(self.least), amount(self.most));
        Some(match how {
            Far::Above => first_that_fits(&[
                format!("{offer} is above all of the last {n} like this, up to {most}."),
                format!("{offer}: above the last {}, up to {most}.", self.n),
            ]),
            Far::Below => first_that_fits(&[
                format!("{offer} is below all of the last {n} like this, from {least}."),
                format!("{offer}: below the last {}, from {least}.", self.n),
            ]),
            Far::Twice => first_that_fits(&[
                format!("{offer} is more than twice the usual {median} of the last {n} like this."),
                format!("{offer}: more than twice the median {median}."),
            ]),
            Far::Half => first_that_fits(&[
                format!("{offer} is less than half the usual {median} of the last {n} like this."),
                format!("{offer}: less than half the median {median}."),
            ]),
        })
    }

    fn how_far(&self, offer: Money) -> Option<Far> {
        if self.n < ENOUGH || offer.currency != self.median.currency {
            return None;
        }
        let median = self.median.minor;
        if offer.minor > self.most.minor {
            Some(Far::Above)
        } else if offer.minor < self.least.minor {
            Some(Far::Below)
        } else if offer.minor > median.saturating_mul(2) {
            Some(Far::Twice)
        } else if offer.minor.saturating_mul(2) < median {
            Some(Far::Half)
        } else {
            None
        }
    }
}

/// In which way an offer stands far outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Far {
    Above,
    Below,
    Twice,
    Half,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::speech::WIDEST;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    fn pounds(amount: i64) -> Money {
        Money { minor: amount * 100, currency: Currency::GBP }
    }

    fn eight() -> Precedents {
        let given = [Some(40), None, Some(15), Some(10), Some(15), Some(20), Some(5), Some(25)];
        Precedents::of(&given.map(|a| a.map(pounds)), Currency::GBP)
    }

    #[test]
    fn the_last_eight_in_words() {
        assert_eq!(eight().lines(), ["The last eight like this: median £15, from £0 to £40."]);
        let lines = |given: &[Option<Money>]| Precedents::of(given, Currency::GBP).lines();
        assert_eq!(lines(&[]), ["None like this yet."]);
        assert_eq!(lines(&[None]), ["The last one like this: £0."]);
        assert_eq!(lines(&[Some(pounds(5)); 3]), ["The last three like this: £5 each."]);
        let odd = Money { minor: 1_250, currency: Currency::GBP };
        assert_eq!(lines(&[Some(odd), Some(pounds(5))]), ["The last two like this: median £8.75, from £5 to £12.50."]);
    }

    #[test]
    fn an_offer_far_outside_is_said_quietly() {
        let said = |amount| eight().warning(pounds(amount));
        assert_eq!(said(15), None);
        assert_eq!(said(30), None, "twice is not more than twice");
        assert_eq!(said(60).unwrap(), "£60 is above all of the last eight like this, up to £40.");
        assert_eq!(said(31).unwrap(), "£31 is more than twice the usual £15 of the last eight like this.");
        assert_eq!(said(7).unwrap(), "£7 is less than half the usual £15 of the last eight like this.");
        let ten = Precedents::of(&[Some(pounds(10)); 4], Currency::GBP);
        assert_eq!(ten.warning(pounds(6)).unwrap(), "£6 is below all of the last four like this, from £10.");
        let three = Precedents::of(&[Some(pounds(10)); 3], Currency::GBP);
        assert_eq!(three.warning(pounds(500)), None, "three say nothing of what is usual");
        let euros = Money { minor: 90_000, currency: Currency::EUR };
        assert_eq!(eight().warning(euros), None, "currencies are never mixed");
    }

    fn amounts() -> impl Strategy<Value = Vec<Option<Money>>> {
        let currency = prop::sample::select(vec![Currency::GBP, Currency::EUR, Currency::JPY]);
        let money = (0_i64..=900_000_000_000, currency, any::<bool>());
        let money = money
            .prop_map(|(minor, currency, small)| Money { minor: if small { minor % 5_000 } else { minor }, currency });
        prop::collection::vec(prop::option::weighted(0.8, money), 0..20)
    }

    proptest! {
        #[test]
        fn the_spread_is_that_of_a_naive_count(given in amounts(), offer in 0_i64..10_000) {
            let found = Precedents::of(&given, Currency::GBP);
            prop_assert_eq!(found.spreads.iter().map(|s| s.n).sum::<usize>(), given.len());
            for spread in &found.spreads {
                let currency = spread.median.currency;
                prop_assert!(spread.least.currency == currency && spread.most.currency == currency);
                let of = |a: &Option<Money>| match a {
                    None => (currency == Currency::GBP).then_some(0),
                    Some(m) => (m.currency == currency).then_some(m.minor),
                };
                let own: Vec<i64> = given.iter().filter_map(of).collect();
                prop_assert_eq!(spread.n, own.len());
                prop_assert_eq!(Some(&spread.least.minor), own.iter().min());
                prop_assert_eq!(Some(&spread.most.minor), own.iter().max());
                // By taking the least and the most away until one or two are left.
                let mut left = own.clone();
                while left.len() > 2 {
                    for end in [*left.iter().min().unwrap(), *left.iter().max().unwrap()] {
                        let at = left.iter().position(|n| *n == end).unwrap();
                        left.remove(at);
                    }
                }
                let twice = left[0] + left[left.len() - 1];
                prop_assert_eq!(spread.median.minor, twice.div_euclid(2));
                let offer = Money { minor: offer, currency };
                let outside = offer.minor < spread.least.minor || offer.minor > spread.most.minor
                    || offer.minor > 2 * spread.median.minor || 2 * offer.minor < spread.median.minor;
                prop_assert_eq!(spread.is_far(offer), spread.n >= 4 && outside);
                for line in found.lines().into_iter().chain(found.warning(offer)) {
                    prop_assert!(line.width() <= WIDEST, "{}", line);
                }
            }
        }
    }
}
