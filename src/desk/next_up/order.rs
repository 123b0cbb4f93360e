//! Which of two rows comes first, and when that turns round by itself.

use std::cmp::Ordering;

use super::{Class, Next, NextKind};
use crate::terms::Timestamp;

/// The total order of rows at `now`.
pub fn compare(a: &Next, b: &Next, now: Timestamp) -> Ordering {
    a.class
        .cmp(&b.class)
        .then_with(|| group(a).cmp(&group(b)))
        .then_with(|| match scale(a) {
            Scale::Late | Scale::Ahead => press(a, now).cmp(&press(b, now)),
            Scale::Hurt => b.hurt.cmp(&a.hurt),
            Scale::None => Ordering::Equal,
        })
        .then_with(|| a.due.cmp(&b.due))
        .then_with(|| number(&a.number).cmp(&number(&b.number)))
        .then_with(|| a.number.cmp(&b.number))
        .then_with(|| a.case.cmp(&b.case))
        .then_with(|| rank(&a.what).cmp(&rank(&b.what)))
}

/// How rows of one class and group are held against each other.
#[derive(PartialEq, Eq)]
enum Scale {
    /// Time since, times hurt: the most first.
    Late,
    /// Time until, divided by hurt: the least first.
    Ahead,
    /// Hurt alone.
    Hurt,
    /// By the moment.
    None,
}

fn scale(row: &Next) -> Scale {
    match row.class {
        Class::Late | Class::ClockLate | Class::Parked | Class::Answered => Scale::Late,
        Class::Soon => Scale::Ahead,
        Class::HandOff | Class::Approval | Class::Review => Scale::None,
        Class::Rest if group(row) == 0 => Scale::Ahead,
        Class::Avoided | Class::Quiet | Class::Rest => Scale::Hurt,
    }
}

/// What goes before everything else of its class.
fn group(row: &Next) -> u8 {
    match (&row.what, row.class) {
        (NextKind::HandOff { warm, .. }, _) => u8::from(!warm),
        (NextKind::Waiting { .. }, Class::Rest) => 2,
        (NextKind::Open, Class::Rest) => 1,
        _ => 0,
    }
}

/// 5040 / hurt is whole for every hurt from 1 to 7, so that no division rounds.
const WHOLE: i128 = 5040;

/// The smaller, the more pressing.
fn press(row: &Next, now: Timestamp) -> i128 {
    let left = i128::from(row.due.unwrap_or(now).ms()) - i128::from(now.ms());
    left * slope(row)
}

fn slope(row: &Next) -> i128 {
    let hurt = i128::from(row.hurt.max(1));
    if scale(row) == Scale::Late { hurt } else { WHOLE / hurt }
}

/// The number in `C-1042`, so that C-999 comes before C-1000.
fn number(number: &str) -> u64 {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u64::MAX)
}

fn rank(what: &NextKind) -> (u8, [u8; 16]) {
    match what {
        NextKind::Promise { promise, .. } | NextKind::CallBack { promise, .. } => (0, promise.bytes()),
        NextKind::HandOff { hand_off, .. } => (1, hand_off.bytes()),
        NextKind::FirstAnswer => (2, [0; 16]),
        NextKind::Resolution => (3, [0; 16]),
        NextKind::Parked { interaction } => (4, interaction.bytes()),
        NextKind::Answered => (5, [0; 16]),
        NextKind::Untouched => (6, [0; 16]),
        NextKind::Quiet { .. } => (7, [0; 16]),
        NextKind::Waiting { .. } => (8, [0; 16]),
        NextKind::Open => (9, [0; 16]),
        NextKind::Asked { approval, .. } | NextKind::AnswerCame { approval, .. } => (10, approval.bytes()),
        NextKind::FollowUp => (11, [0; 16]),
        NextKind::Reviewed { review, .. } | NextKind::Disputed { review, .. } => (12, review.bytes()),
    }
}

/// The first moment after `now` at which `b`, which comes after `a`, comes before it, both staying what they are.
pub fn crossing(a: &Next, b: &Next, now: Timestamp) -> Option<Timestamp> {
    if a.class != b.class || group(a) != group(b) || !matches!(scale(a), Scale::Late | Scale::Ahead) {
        return None;
    }
    let (slope_a, slope_b) = (slope(a), slope(b));
    // press(row, t) = (due − t) × slope: the steeper one falls faster and may overtake.
    if slope_b <= slope_a {
        return None;
    }
    let due = |row: &Next| i128::from(row.due.unwrap_or(now).ms());
    let at = (due(b) * slope_b - due(a) * slope_a).div_euclid(slope_b - slope_a);
    let at = i64::try_from(at).ok()?;
    // The quotient is rounded down: the order turns there or one millisecond later.
    let turned = |at: i64| compare(a, b, Timestamp::from_ms(at)) == Ordering::Greater;
    (at.max(now.ms() + 1)..=at.saturating_add(1)).find(|at| turned(*at)).map(Timestamp::from_ms)
}
