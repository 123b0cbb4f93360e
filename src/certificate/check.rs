//! The check letter: the "pure system" of ISO/IEC 7064, with modulus 19 and radix 2 where the standard has MOD 11-2.
//!
//! The letter at place i, counted from the right from 0, weighs 2^i; a whole code is right where the weighed sum leaves 1.
//! Nineteen is prime and 2 is a primitive root of it, so the weights of up to eighteen places are all different and none is
//! 0. A wrong letter changes the sum by weight × difference, a swap of any two by (weight − weight) × difference: products
//! of numbers that are not 0 modulo a prime are not 0. So **every** single wrong letter and **every** swap of two letters,
//! neighbours or not, is found, and of all other mistakes 18 in 19. A doubled letter that becomes another doubled letter
//! (`55` for `66`) weighs 3 × 2^i and is found as well.

/// The modulus: the size of the alphabet.
const MODULUS: u32 = 19;
/// The radix of the weights.
const RADIX: u32 = 2;

/// The check letter's number for these numbers (each below 19).
pub(super) fn letter(values: &[u8]) -> u8 {
    let number = check(values, MODULUS);
    u8::try_from(number).unwrap_or_default()
}

/// Whether the last of these numbers is the check letter of those before it.
pub(super) fn holds(values: &[u8]) -> bool {
    values.split_last().is_some_and(|(last, rest)| letter(rest) == *last)
}

fn check(values: &[u8], modulus: u32) -> u32 {
    let sum = values.iter().fold(0, |sum, value| (sum + u32::from(*value)) * RADIX % modulus);
    (modulus + 1 - sum) % modulus
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With the standard's own modulus of 11 the sum is that of ORCID and ISNI; this is the number that ORCID's documentation
    /// uses as its example, 0000-0002-1825-0097.
    #[test]
    fn it_is_the_standards_way_of_counting() {
        let digits = "000000021825009".bytes().map(|b| b - b'0').collect::<Vec<_>>();
        assert_eq!(check(&digits, 11), 7);
    }

    #[test]
    fn the_weights_of_nine_places_differ() {
        let weights: std::collections::BTreeSet<u32> = (0..9).map(|i| RADIX.pow(i) % MODULUS).collect();
        assert_eq!((weights.len(), weights.contains(&0)), (9, false));
    }
}
