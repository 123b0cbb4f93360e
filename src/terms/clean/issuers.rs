//! Which digits are a card: the issuer's prefix, a length that this issuer uses, and the Luhn check, all three.
//!
//! Prefixes and lengths as the card schemes publish them (ISO/IEC 7812 registrations). Left out on purpose: 13-digit Visa
//! (no longer issued) and Maestro (its prefixes cover so much that ordinary numbers would be masked). Of random 16-digit
//! numbers some three in a hundred pass; for those an agent says "not a card".

/// The longest number any issuer uses.
pub const LONGEST: usize = 19;

/// The lengths that the issuer with this prefix uses, shortest first; empty where the prefix is nobody's. Wants four digits.
#[expect(clippy::match_same_arms, reason = "one line for each issuer")]
pub fn lengths(digits: &[u8]) -> &'static [usize] {
    let [a, b, c, d, ..] = *digits else { return &[] };
    let four = [a, b, c, d].into_iter().fold(0_u16, |n, digit| n * 10 + u16::from(digit));
    match four {
        4000..=4999 => &[16, 19],                                         // Visa
        5100..=5599 | 2221..=2720 => &[16],                               // Mastercard
        3400..=3499 | 3700..=3799 => &[15],                               // American Express
        3528..=3589 => &[16],                                             // JCB
        6011 | 6440..=6499 | 6500..=6599 => &[16, 19],                    // Discover
        6200..=6299 => &[16, 17, 18, 19],                                 // UnionPay
        3000..=3059 | 3600..=3699 | 3800..=3999 => &[14, 16, 17, 18, 19], // Diners Club
        _ => &[],
    }
}

/// Whether these digits, all of them, are a card number.
pub fn is_card(digits: &[u8]) -> bool {
    lengths(digits).contains(&digits.len()) && luhn(digits)
}

/// Whether more digits could still make a card of these.
pub fn may_become_card(digits: &[u8]) -> bool {
    lengths(digits).last().is_some_and(|longest| digits.len() < *longest)
}

/// The check digit of ISO/IEC 7812-1 annex B: every second digit from the right doubled, the digit sums added up.
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| u32::from(if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }))
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|b| b - b'0').collect()
    }

    #[test]
    fn one_of_each_issuer() {
        for card in [
            "4242424242424242",
            "4000000000000000006",
            "5105105105105100",
            "2221008123677736",
            "371449635398431",
            "6011111111111117",
            "3566002020140006",
            "30569309025904",
            "36417002140808",
            "6200000000000005",
        ] {
            assert!(is_card(&digits(card)), "{card}");
        }
    }

    #[test]
    fn wrong_prefix_wrong_length_wrong_check_digit() {
        for number in
            ["4222222222222", "4242424242424241", "5019717010103742", "0000000000000000", "79927398713", "", "4"]
        {
            assert!(!is_card(&digits(number)), "{number}");
        }
        assert!(may_become_card(&digits("4242424")) && may_become_card(&digits("4242424242424241")));
        assert!(!may_become_card(&digits("5105105105105101")) && !may_become_card(&digits("1234567")));
    }
}
