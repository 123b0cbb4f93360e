//! The letters of a code: which there are, how each is read when it comes from a hurried hand, how each is said aloud.

/// The nineteen letters and digits of which codes are made.
///
/// - **At most one of each group that looks alike**, so that what is printed cannot be taken for another, and the rest of the
///   group can be read as it: `2` for 2/Z, `5` for 5/S, `6` for 6/G, `8` for 8/B, `L` for 1/I/L.
/// - **Nothing of the groups without a clear member**: 0/O/Q/D, U/V/Y, and J, which some write like I.
/// - **No vowels, nor the digits 0 and 1 that are read as vowels; no F, no V**: nothing rude is spelt by chance.
/// - **A prime number of them**: over a prime one check letter catches every wrong letter and every swap (see `check`).
pub const ALPHABET: [char; 19] =
    ['2', '3', '4', '5', '6', '7', '8', '9', 'C', 'H', 'K', 'L', 'M', 'N', 'P', 'R', 'T', 'W', 'X'];

/// The number of a letter in [`ALPHABET`], read forgivingly: small letters count as capitals, and a look-alike as the one
/// that it was meant for. `None` for a letter that no code has.
pub(super) fn value(letter: char) -> Option<u8> {
    let meant = match letter.to_ascii_uppercase() {
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        'I' | '1' => 'L',
        capital => capital,
    };
    ALPHABET.iter().zip(0..).find_map(|(known, n)| (*known == meant).then_some(n))
}

/// The letter with this number; numbers go round.
pub(super) fn letter(value: u8) -> char {
    ALPHABET[usize::from(value) % ALPHABET.len()]
}

/// How a letter is said over a telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telephone {
    /// A digit, by its name: `four`.
    Digit(&'static str),
    /// A letter, by the word of the ICAO alphabet that begins with it: `K for Kilo`.
    Word(char, &'static str),
}

impl Telephone {
    /// How this letter is said; `None` for one that no code has.
    pub fn of(letter: char) -> Option<Self> {
        let word = |word| Some(Self::Word(letter, word));
        match letter {
            '2' => Some(Self::Digit("two")),
            '3' => Some(Self::Digit("three")),
            '4' => Some(Self::Digit("four")),
            '5' => Some(Self::Digit("five")),
            '6' => Some(Self::Digit("six")),
            '7' => Some(Self::Digit("seven")),
            '8' => Some(Self::Digit("eight")),
            '9' => Some(Self::Digit("nine")),
            'C' => word("Charlie"),
            'H' => word("Hotel"),
            'K' => word("Kilo"),
            'L' => word("Lima"),
            'M' => word("Mike"),
            'N' => word("November"),
            'P' => word("Papa"),
            'R' => word("Romeo"),
            'T' => word("Tango"),
            'W' => word("Whiskey"),
            'X' => word("X-ray"),
            _ => None,
        }
    }
}

impl std::fmt::Display for Telephone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Digit(name) => f.write_str(name),
            Self::Word(letter, word) => write!(f, "{letter} for {word}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_look_alike_and_no_vowel_is_there() {
        for group in ["0OQD", "1IL", "2Z", "5S", "6G", "8B", "UVY", "IJ"] {
            let used = group.chars().filter(|c| ALPHABET.contains(c)).count();
            assert!(used <= 1, "{group}");
        }
        assert!(!ALPHABET.iter().any(|c| "AEIOUY01FV".contains(*c)));
    }

    #[test]
    fn every_letter_reads_as_itself_large_or_small_and_can_be_said() {
        for (n, known) in (0..).zip(ALPHABET) {
            assert_eq!((value(known), value(known.to_ascii_lowercase()), letter(n)), (Some(n), Some(n), known));
            match Telephone::of(known).unwrap() {
                Telephone::Digit(_) => assert!(known.is_ascii_digit()),
                Telephone::Word(first, word) => assert_eq!((first, word.chars().next()), (known, Some(known))),
            }
        }
    }

    #[test]
    fn look_alikes_read_as_what_was_meant_and_others_as_nothing() {
        let meant: String = "ZSGB1IilzsGb".chars().map(|c| letter(value(c).unwrap())).collect();
        assert_eq!(meant, "2568LLLL2568");
        for never in "0OQDAEFJUVYé−ß٣\u{0}".chars() {
            assert_eq!(value(never), None, "{never:?}");
        }
    }
}
