//! How far a share of a sample can be trusted: the 95% interval by Wilson's score.

use serde::Serialize;

/// The normal quantile of a two-sided 95% interval.
const Z: f64 = 1.959_963_984_540_054;

/// From where to where a share may lie, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl std::fmt::Display for Interval {
    /// `29.9–70.1%`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1}–{:.1}%", self.low * 100.0, self.high * 100.0)
    }
}

/// The interval of `hits` of `n`; `None` where there is nothing to count. It holds for samples in which every case had the
/// same chance.
///
/// E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, JASA 22 (1927), 209–212: unlike the
/// textbook interval it never leaves 0 to 1 and does not shrink to nothing at 0 of n.
pub fn interval(hits: u32, n: u32) -> Option<Interval> {
    if n == 0 || hits > n {
        return None;
    }
    let (n, p) = (f64::from(n), f64::from(hits) / f64::from(n));
    let spread = Z * Z / n;
    let middle = (p + spread / 2.0) / (1.0 + spread);
    let half = Z / (1.0 + spread) * (p * (1.0 - p) / n + spread / (4.0 * n)).sqrt();
    Some(Interval { low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_values() {
        // R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3.
        for (hits, n, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let found = interval(hits, n).unwrap();
            assert!(
                (found.low - low).abs() < 0.000_05 && (found.high - high).abs() < 0.000_05,
                "{hits}/{n}: {found:?}"
            );
        }
        assert_eq!(interval(0, 0), None);
        assert_eq!(interval(10, 20).unwrap().to_string(), "29.9–70.1%");
    }

    proptest! {
        #[test]
        fn the_share_lies_in_its_interval(n in 1..100_000_u32, part in 0.0..=1.0_f64) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let hits = (f64::from(n) * part) as u32;
            let found = interval(hits, n).unwrap();
            let share = f64::from(hits) / f64::from(n);
            prop_assert!(0.0 <= found.low && found.high <= 1.0);
            prop_assert!(found.low <= share + 1e-12 && share <= found.high + 1e-12);
        }
    }
}
