//! The hybrid logical clock: 48 bits of milliseconds, 16 bits of counter. It orders events; it never goes back.
//!
//! Display uses `wall`, timelines use the body's `at`; nothing but order may be read from a stamp.

/// The next stamp after `last` at `now_ms` (milliseconds since 1970). A clock set back only makes the counter run.
pub(super) fn next(last: i64, now_ms: i64) -> i64 {
    last.saturating_add(1).max(now_ms.clamp(0, i64::MAX >> 16) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn a_clock_that_steps_never_turns_the_order() {
        let now = 1_790_000_000_000;
        let mut last = 0;
        for wall in [now, now - DAY, now - DAY + 1, now + 3650 * DAY, now + 1, now + 2] {
            let stamp = next(last, wall);
            assert!(stamp > last, "{wall}");
            last = stamp;
        }
        assert!(last >> 16 >= now + 3650 * DAY);
    }

    #[test]
    fn time_going_on_starts_the_counter_anew() {
        assert_eq!(next(next(0, 5), 5), (5 << 16) + 1);
        assert_eq!(next((5 << 16) + 9, 6), 6 << 16);
    }

    proptest! {
        #[test]
        fn stamps_only_rise(walls in proptest::collection::vec(any::<i64>(), 1..200)) {
            let mut last = 0;
            for wall in walls {
                let stamp = next(last, wall);
                prop_assert!(stamp > last);
                last = stamp;
            }
        }
    }
}
