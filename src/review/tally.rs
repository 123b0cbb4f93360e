//! How the parts that records add become one figure. Exact: nothing is rounded here.

use super::figure::Figure;
use super::metric::{Counted, Gather, Measure, Metric};
use super::quantity::{Quantity, Unit};
use crate::terms::Currency;

/// What was gathered of one metric so far.
#[derive(Debug, Default)]
pub struct Tally {
    parts: i64,
    of: i64,
    /// The currency of the parts, where they are money; a metric keeps others out, or its table has a row for each.
    currency: Option<Currency>,
    /// Whether the spread is told, and then every part.
    spreads: bool,
    all: Vec<i64>,
    left_out: Vec<(&'static str, u64)>,
}

impl Tally {
    /// With the spread: for the numbers at the top, not for each row of a table.
    pub fn spreading() -> Self {
        Self { spreads: true, ..Self::default() }
    }

    /// Takes in what one record adds. Whether it counts.
    pub fn take(&mut self, metric: &Metric, measure: Measure) -> bool {
        match measure {
            Measure::Nothing => return false,
            Measure::Counts { part, of } => {
                self.parts += part;
                self.of += of;
                if self.spreads && metric.gather == Gather::Spread {
                    self.all.push(part);
                }
            }
            Measure::Money { part, of } => {
                let currency = *self.currency.get_or_insert(part.currency);
                if currency != part.currency {
                    self.leave_out("in another currency");
                    return false;
                }
                self.parts += part.minor;
                self.of += of;
            }
            Measure::LeftOut(why) => {
                self.leave_out(why);
                return false;
            }
        }
        true
    }

    fn leave_out(&mut self, why: &'static str) {
        // The reasons are written in the program: the same one lies in the same place, mostly.
        let same = |known: &str| std::ptr::eq(known, why) || known == why;
        match self.left_out.iter_mut().find(|(known, _)| same(known)) {
            Some((_, n)) => *n += 1,
            None => self.left_out.push((why, 1)),
        }
    }

    /// How much there is, to put rows in order by.
    pub fn weight(&self) -> i64 {
        self.parts
    }

    /// The figure. `home` is the desk's currency, for sums of no money at all.
    pub fn figure(mut self, metric: &Metric, home: Currency) -> Figure {
        let unit = match metric.counted {
            Counted::In(unit) => unit,
            Counted::Money => Unit::Money(self.currency.unwrap_or(home)),
        };
        let value = match metric.gather {
            Gather::Sum => Some(Quantity::sum(unit, self.parts)),
            Gather::Ratio | Gather::Spread => Quantity::ratio(unit, self.parts, self.of),
            Gather::Unknowable(why) => return Figure { unknowable: Some(why), ..Figure::default() },
        };
        self.all.sort_unstable();
        let spread = [10, 50, 90].map(|percent| rank(&self.all, percent).map(|parts| Quantity::sum(unit, parts)));
        let spread = match spread {
            [Some(low), Some(middle), Some(high)] => Some([low, middle, high]),
            _ => None,
        };
        self.left_out.sort_unstable();
        let (n, is_sum) = (u64::try_from(self.of).unwrap_or(0), metric.gather == Gather::Sum);
        Figure { value, n, is_sum, spread, left_out: self.left_out, unknowable: None }
    }
}

/// The value at this percentile, by nearest rank: the smallest that at least so many per cent do not exceed.
pub(super) fn rank(sorted: &[i64], percent: usize) -> Option<i64> {
    let at = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(at - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::metrics::metric;
    use crate::terms::Money;

    #[test]
    fn ranks_are_values_that_occur() {
        assert_eq!(rank(&[], 50), None);
        assert_eq!([10, 50, 90].map(|p| rank(&[7], p)), [Some(7); 3]);
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!([10, 50, 90, 100].map(|p| rank(&ten, p)), [Some(1), Some(5), Some(9), Some(10)]);
    }

    #[test]
    fn currencies_never_mix() {
        let given = metric("worth").unwrap();
        let mut tally = Tally::default();
        let money = |minor, currency| Measure::Money { part: Money { minor, currency }, of: 1 };
        assert!(tally.take(given, money(500, Currency::GBP)));
        assert!(!tally.take(given, money(700, Currency::EUR)));
        let figure = tally.figure(given, Currency::GBP);
        assert_eq!((figure.shown().as_str(), figure.n), ("£5.00", 1));
        assert_eq!(figure.left_out, [("in another currency", 1)]);
    }

    #[test]
    fn of_nothing_a_sum_is_none_and_a_ratio_is_unknown() {
        let figure = |name| {
            let metric = metric(name).unwrap();
            Tally::default().figure(metric, Currency::GBP).shown()
        };
        assert_eq!(figure("contacts"), "0");
        assert_eq!(figure("given"), "£0.00");
        assert_eq!(figure("handle-time"), "–");
        assert_eq!(figure("queue-wait"), "not available");
    }
}
