//! How far reviewers agree beyond chance: Cohen's κ for two, Krippendorff's α for any number, with gaps.
//!
//! Where it is not defined – too little to compare, or nobody ever gave anything else – the answer is “not available”, never
//! 1 and never 0.

use std::collections::BTreeMap;

/// How far apart two different scores are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Any two different ones equally far.
    Nominal,
    /// By how many scores lie between them: the order counts, the distance of the points does not.
    Ordinal,
    /// By the square of the difference of their points.
    Interval,
}

/// Cohen's κ over what two reviewers gave the same work. `None` with fewer than two pairs, or where chance alone would
/// agree always.
///
/// J. Cohen, “A coefficient of agreement for nominal scales”, Educational and Psychological Measurement 20 (1960), 37–46.
pub fn kappa(pairs: &[(u8, u8)]) -> Option<f64> {
    if pairs.len() < 2 {
        return None;
    }
    let mut counts: BTreeMap<u8, (u64, u64)> = BTreeMap::new();
    for (one, other) in pairs {
        counts.entry(*one).or_default().0 += 1;
        counts.entry(*other).or_default().1 += 1;
    }
    let n = count(pairs.len());
    let same = count(pairs.iter().filter(|(one, other)| one == other).count());
    // In whole numbers until the division: observed = same/n, by chance = Σ/n².
    let chance: u64 = counts.values().map(|(one, other)| one * other).sum();
    let (observed, square) = (same * n, n * n);
    (chance < square).then(|| (real(observed) - real(chance)) / real(square - chance))
}

/// How many of the pairs are the same: no correction for chance.
pub fn raw(pairs: &[(u8, u8)]) -> Option<f64> {
    let same = pairs.iter().filter(|(one, other)| one == other).count();
    (!pairs.is_empty()).then(|| real(count(same)) / real(count(pairs.len())))
}

/// Krippendorff's α. Each unit is one piece of work with all scores it got, by whomever; units with fewer than two scores
/// say nothing. `None` with fewer than two units to compare, or where all scores are the same.
///
/// K. Krippendorff, “Computing Krippendorff's alpha-reliability” (2011), section E, whose example is tested below.
pub fn alpha(units: &[Vec<u8>], level: Level) -> Option<f64> {
    let units: Vec<&Vec<u8>> = units.iter().filter(|unit| unit.len() > 1).collect();
    if units.len() < 2 {
        return None;
    }
    let mut totals: BTreeMap<u8, u64> = BTreeMap::new();
    units.iter().flat_map(|unit| unit.iter()).for_each(|value| *totals.entry(*value).or_default() += 1);
    if totals.len() < 2 {
        return None;
    }
    let apart = |a: u8, b: u8| distance(&totals, level, a, b);
    let mut observed = 0.0;
    for unit in &units {
        let pairs: f64 = unit.iter().flat_map(|a| unit.iter().map(|b| apart(*a, *b))).sum();
        observed += pairs / real(count(unit.len()) - 1);
    }
    let by_chance = |(a, n): (&u8, &u64)| -> f64 { totals.iter().map(|(b, m)| real(n * m) * apart(*a, *b)).sum() };
    let expected: f64 = totals.iter().map(by_chance).sum();
    let n: u64 = totals.values().sum();
    Some(1.0 - real(n - 1) * observed / expected)
}

/// How far apart two scores are, given how often each was given.
fn distance(totals: &BTreeMap<u8, u64>, level: Level, a: u8, b: u8) -> f64 {
    if a == b {
        return 0.0;
    }
    let (low, high) = (a.min(b), a.max(b));
    match level {
        Level::Nominal => 1.0,
        Level::Interval => f64::from(high - low).powi(2),
        Level::Ordinal => {
            let between: u64 = totals.range(low..=high).map(|(_, n)| n).sum();
            let ends = totals.get(&low).unwrap_or(&0) + totals.get(&high).unwrap_or(&0);
            (real(between) - real(ends) / 2.0).powi(2)
        }
    }
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// Counts of scores are far below 2⁵³.
#[allow(clippy::cast_precision_loss)]
fn real(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: Option<f64>, published: f64) -> bool {
        found.is_some_and(|found| (found - published).abs() < 0.000_5)
    }

    /// Four observers, twelve units, with gaps.
    fn krippendorff() -> Vec<Vec<u8>> {
        let by_observer: [[u8; 12]; 4] = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        (0..12).map(|unit| by_observer.iter().map(|row| row[unit]).filter(|value| *value > 0).collect()).collect()
    }

    #[test]
    fn krippendorffs_own_example() {
        let units = krippendorff();
        assert!(near(alpha(&units, Level::Nominal), 0.743));
        assert!(near(alpha(&units, Level::Ordinal), 0.815));
        assert!(near(alpha(&units, Level::Interval), 0.849));
    }

    #[test]
    fn the_textbook_example_of_kappa() {
        // Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, chapter 18: 100 patients, three diagnoses.
        let table = [[75, 1, 4], [5, 4, 1], [0, 0, 10]];
        let mut pairs = Vec::new();
        for (one, row) in (1..).zip(table) {
            for (other, times) in (1..).zip(row) {
                pairs.extend(std::iter::repeat_n((one, other), times));
            }
        }
        assert!(near(kappa(&pairs), 0.676), "{:?}", kappa(&pairs));
        assert!(near(raw(&pairs), 0.89));
    }

    #[test]
    fn what_is_not_defined_is_not_available() {
        assert_eq!(kappa(&[]), None);
        assert_eq!(kappa(&[(3, 3)]), None, "one pair");
        assert_eq!(kappa(&[(3, 3), (3, 3)]), None, "no variation: chance agrees always");
        assert_eq!(alpha(&[vec![1, 1], vec![1, 1]], Level::Ordinal), None, "no variation");
        assert_eq!(alpha(&[vec![1, 2], vec![4]], Level::Interval), None, "one unit to compare");
        assert_eq!(alpha(&[], Level::Nominal), None);
        assert_eq!(raw(&[]), None);
        assert_eq!(kappa(&[(1, 1), (2, 2)]), Some(1.0));
        assert_eq!(kappa(&[(1, 2), (2, 1)]), Some(-1.0));
    }

    proptest! {
        #[test]
        fn full_agreement_is_one_and_names_do_not_matter(values in prop::collection::vec(1..=5_u8, 2..40)) {
            let different = values.iter().any(|v| *v != values[0]);
            let same: Vec<(u8, u8)> = values.iter().map(|v| (*v, *v)).collect();
            let units: Vec<Vec<u8>> = values.iter().map(|v| vec![*v, *v]).collect();
            let one = different.then_some(1.0);
            prop_assert_eq!(kappa(&same), one);
            for level in [Level::Nominal, Level::Ordinal, Level::Interval] {
                prop_assert_eq!(alpha(&units, level), one);
            }
        }

        #[test]
        fn never_above_one_and_the_order_of_reviewers_does_not_matter(pairs in prop::collection::vec((1..=5_u8, 1..=5_u8), 2..40)) {
            let turned: Vec<(u8, u8)> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
            prop_assert_eq!(kappa(&pairs), kappa(&turned));
            prop_assert!(kappa(&pairs).is_none_or(|k| (-1.0..=1.0).contains(&k)));
            let units: Vec<Vec<u8>> = pairs.iter().map(|(a, b)| vec![*a, *b]).collect();
            for level in [Level::Nominal, Level::Ordinal, Level::Interval] {
                prop_assert!(alpha(&units, level).is_none_or(|a| a <= 1.0));
            }
        }
    }
}
