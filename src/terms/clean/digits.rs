//! Digits as people and machines write them, and the groups they stand in. Which numbers are cards is not decided here.

use std::ops::Range;

/// The zeros of the decimal digits in common use besides ASCII: nine more follow each.
const ZEROS: [u32; 28] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
    0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0x1946, 0x19d0, 0xff10, // 1D7CE..1D7FF: five faces for mathematics
    0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1fbf0,
];

/// The most digits of a telephone number with its country (ITU-T E.164).
const LONGEST_PHONE: usize = 15;

/// More visible separators than this between two digits end a number: ` - ` is still one gap.
const WIDEST_GAP: usize = 3;

/// The value of a decimal digit of any common script.
pub fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|d| u8::try_from(d).ok());
    }
    ZEROS.iter().find_map(|zero| u8::try_from(u32::from(c).checked_sub(*zero)?).ok().filter(|d| *d < 10))
}

/// What may stand between the digits of one number: spaces (no line break), dashes, dots.
pub fn is_separator(c: char) -> bool {
    is_invisible(c)
        || matches!(c,
            ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
            | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
            | '.' | '\u{b7}' | '\u{2022}' | '\u{ff0e}')
}

/// Joiners, soft hyphens and what dresses a digit up as an emoji: they do not make a gap wider.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{20e3}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}')
}

/// Digits with nothing between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Byte offset of the first digit.
    pub start: usize,
    /// Byte offset after the last digit.
    pub end: usize,
    /// How many digits of the chain stand before this group.
    pub first: usize,
    /// How many digits of the chain stand before the next group.
    pub after: usize,
}

/// Groups that only separators part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chain {
    /// In the order of the text; never empty.
    pub groups: Vec<Group>,
    /// The values of all digits.
    pub digits: Vec<u8>,
}

impl Chain {
    fn push(&mut self, at: Range<usize>, value: u8) {
        let first = self.digits.len();
        self.digits.push(value);
        match self.groups.last_mut() {
            Some(group) if group.end == at.start => (group.end, group.after) = (at.end, first + 1),
            _ => self.groups.push(Group { start: at.start, end: at.end, first, after: first + 1 }),
        }
    }

    /// Whether this is a telephone number with its country: a `+` directly before it, and no more digits than such have.
    /// `+44 7…` begins like a Visa card otherwise.
    pub fn is_international(&self, text: &str) -> bool {
        let before = self.groups.first().and_then(|first| text.get(..first.start)).unwrap_or_default();
        before.ends_with(['+', '\u{ff0b}']) && self.digits.len() <= LONGEST_PHONE
    }

    /// The digits of neighbouring groups, and where these stand in the text; nothing where there are no such groups.
    pub fn slice(&self, groups: Range<usize>) -> (Range<usize>, &[u8]) {
        match self.groups.get(groups).unwrap_or_default() {
            [first, .., last] => (first.start..last.end, self.digits.get(first.first..last.after).unwrap_or_default()),
            [one] => (one.start..one.end, self.digits.get(one.first..one.after).unwrap_or_default()),
            [] => (0..0, &[]),
        }
    }

    /// Every way to read whole neighbouring groups as one number of at most `longest` digits.
    pub fn readings(&self, longest: usize) -> impl Iterator<Item = (Range<usize>, &[u8])> {
        (0..self.groups.len()).flat_map(move |from| {
            let all = (from + 1..=self.groups.len()).map(move |to| (from..to, self.slice(from..to).1));
            all.take_while(move |(_, digits)| digits.len() <= longest)
        })
    }
}

/// Every number of a text: groups that only separators part.
#[derive(Debug, Default)]
pub struct Chains {
    /// In the order of the text.
    pub all: Vec<Chain>,
    /// Whether the last chain reaches the end of the text, so that a next digit would still belong to it.
    pub open: bool,
}

impl Chains {
    /// Reads `text`.
    pub fn of(text: &str) -> Self {
        let mut chains = Self::default();
        let mut chain = Chain::default();
        let mut gap = 0;
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            if let Some(value) = digit(c) {
                gap = 0;
                chain.push(start..end, value);
                continue;
            }
            gap += usize::from(!is_invisible(c));
            if (!is_separator(c) || gap > WIDEST_GAP) && !chain.groups.is_empty() {
                chains.all.push(std::mem::take(&mut chain));
            }
        }
        chains.open = !chain.groups.is_empty();
        if chains.open {
            chains.all.push(chain);
        }
        chains
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_many_scripts() {
        for text in [
            "0123456789",
            "٠١٢٣٤٥٦٧٨٩",
            "۰۱۲۳۴۵۶۷۸۹",
            "०१२३४५६७८९",
            "๐๑๒๓๔๕๖๗๘๙",
            "\u{ff10}\u{ff11}\u{ff12}\u{ff13}\u{ff14}\u{ff15}\u{ff16}\u{ff17}\u{ff18}\u{ff19}",
            "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
        ] {
            assert_eq!(text.chars().filter_map(digit).collect::<Vec<_>>(), (0..10).collect::<Vec<u8>>(), "{text}");
        }
        assert!("x½²①–Ⅷ".chars().all(|c| digit(c).is_none()));
    }

    #[test]
    fn groups_and_where_a_number_ends() {
        let lengths = |text: &str| -> Vec<Vec<usize>> {
            Chains::of(text)
                .all
                .iter()
                .map(|chain| chain.groups.iter().map(|group| group.after - group.first).collect())
                .collect()
        };
        assert_eq!(lengths("1234 56 - 7 and 89/10"), vec![vec![4, 2, 1], vec![2], vec![2]]);
        assert_eq!(lengths("12    34\n5"), vec![vec![2], vec![2], vec![1]]);
        assert_eq!(lengths("1\u{200d}2\u{fe0f}\u{20e3}3"), vec![vec![1, 1, 1]]);
        assert!(Chains::of("12 ").open);
        assert!(!Chains::of("12,").open && !Chains::of("12    ").open && !Chains::of("").open);
    }
}
