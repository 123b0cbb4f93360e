//! Numbers that say nothing of anybody: sums of money, times of day. Only these keep five or six digits in pieces.

use std::ops::Range;

/// Words and signs behind a sum.
const CURRENCIES: &[&str] = &[
    "£", "$", "€", "pound", "quid", "euro", "dollar", "pence", "cent", "eur", "gbp", "usd", "chf", "kr", "sek", "nok",
    "dkk",
];

/// Whether the digits here, with signs between them, are nothing but sums, times and a small count beside them.
pub(super) fn is_plain(text: &str, at: &Range<usize>) -> bool {
    let (before, whole, behind) = (&text[..at.start], &text[at.clone()], &text[at.end..]);
    let sign = before.trim_end().ends_with(['£', '$', '€']);
    // `1,000.50`: the beginning of the sum stands before the comma.
    let mut back = before.chars().rev();
    let goes_on = back.next() == Some(',') && back.next().is_some_and(char::is_numeric);
    let behind = behind.trim_start().to_lowercase();
    let priced = sign || CURRENCIES.iter().any(|word| behind.starts_with(word));
    if (priced || goes_on) && is_sum(whole) {
        return true;
    }
    let pieces = whole.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐'..='—' | '/'));
    let odd = |(n, piece): (usize, &str)| {
        let piece = piece.trim_matches(|c: char| !c.is_numeric());
        let sum = is_decimal(piece) || ((sign || goes_on) && n == 0 && is_sum(piece));
        if sum || is_time(piece) { 0 } else { piece.chars().filter(|c| c.is_numeric()).count() }
    };
    // What is left beside them is a count: `45.50 for 2`, `9.30-17`.
    pieces.enumerate().map(odd).sum::<usize>() <= 3 && whole.contains('.')
}

/// `12 000`, `1 200.50`, `850.00`: thousands in threes, at most two digits behind a point.
fn is_sum(whole: &str) -> bool {
    let (units, parts) = whole.split_once('.').unwrap_or((whole, "00"));
    let mut runs = units.split(char::is_whitespace).map(|run| run.chars().count());
    parts.chars().count() == 2
        && parts.chars().all(char::is_numeric)
        && units.chars().all(|c| c.is_numeric() || c.is_whitespace())
        && runs.next().is_some_and(|first| (1..=4).contains(&first))
        && runs.all(|run| run == 3)
}

/// `45.50`.
fn is_decimal(piece: &str) -> bool {
    !piece.contains(char::is_whitespace) && piece.contains('.') && is_sum(piece)
}

/// `9.30`.
fn is_time(piece: &str) -> bool {
    let both = piece.split_once('.').map(|(hour, minute)| (hour.parse::<u8>(), minute.len(), minute.parse::<u8>()));
    matches!(both, Some((Ok(0..=23), 2, Ok(0..=59))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> bool {
        let from = text.find(char::is_numeric).unwrap();
        let last = text.char_indices().rfind(|(_, c)| c.is_numeric()).unwrap();
        is_plain(text, &(from..last.0 + last.1.len_utf8()))
    }

    #[test]
    fn sums_and_times_are_plain_and_nothing_else() {
        for text in ["£12 000", "€ 1 200.50", "12 000 pounds", "850.00", "45.50 2", "9.30-17", "9.30-5.30"] {
            assert!(plain(text), "{text}");
        }
        for text in ["496 001", "22 33 44", "22.33.44", "£22 33 44", "12-34-56", "496001", "496.001", "£12 34 56"] {
            assert!(!plain(text), "{text}");
        }
        assert!(is_plain("1,000.50", &(2..8)));
    }
}
