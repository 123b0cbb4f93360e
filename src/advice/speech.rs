//! Small words that advice and precedents share: amounts as people say them, lines that fit.

use unicode_width::UnicodeWidthStr;

use super::range::Range;
use crate::terms::Money;

/// The widest line, in columns.
pub const WIDEST: usize = 70;

/// An amount as people say it: `£15`, `£4.50`.
pub fn amount(money: Money) -> String {
    let whole = money.for_people();
    let number = money.number();
    match number.split_once('.') {
        Some((pounds, pence)) if pence.bytes().all(|b| b == b'0') => whole.replacen(&number, pounds, 1),
        _ => whole,
    }
}

/// `£9 to £18`, `£18`, `up to £5`.
pub fn range(range: Range) -> String {
    if range.from.minor == range.to.minor {
        amount(range.to)
    } else if range.from.minor == 0 {
        format!("up to {}", amount(range.to))
    } else {
        format!("{} to {}", amount(range.from), amount(range.to))
    }
}

/// The first of these that fits on one line; they go from the fullest to the shortest. The last is cut where none does.
pub fn first_that_fits(forms: &[String]) -> String {
    let fits = |text: &&String| text.width() <= WIDEST;
    if let Some(fitting) = forms.iter().find(fits) {
        return fitting.clone();
    }
    let mut cut = String::new();
    for c in forms.last().map_or("", String::as_str).chars() {
        cut.push(c);
        if cut.width() >= WIDEST {
            cut.pop();
            cut.push('…');
            break;
        }
    }
    cut
}
