//! Card security codes: three or four digits that the words before them give away. They are masked whole, always.
//!
//! Two things give them away: a name (`cvv`, `cvc2`, "security code" …) with at most a few small words between, or a card
//! number with its expiry date just before. A price, a percentage or a date after such a name is left alone, and so is a
//! number on the far side of a full stop and other words. Not recognised: a code said before its name ("123 is the cvv").

use std::collections::BTreeSet;
use std::ops::Range;

use super::digits::{digit, is_separator};

/// What a card number leaves behind, up to its four digits and the closing bracket.
pub const CARD_MARK: &str = "[card …";
/// What a security code leaves behind.
pub const CODE_MARK: &str = "[security code]";

/// Words that may stand between the name and the code without making the reading doubtful.
const SMALL: &str = " a an and are as back be by card card's code codes confirmed credit cvv debit digit digits for four \
    from front gave given gives has he her here here's his i is it its it's just mine my new no number numbers of off on \
    one our please reads right s said says she signature so strip that that's the their them they this three to value \
    was were will with wrong yes you your ";
/// Words that name the expiry date of a card.
const EXPIRY: &str = " and date end ending exp expires expiring expiry from good is its on the thru to until valid ";
/// Words after a number that make it a price or a count.
const UNITS: &str = " pound pounds quid gbp eur euro euros usd dollar dollars pence p days day hours hour minutes \
    weeks week months month years year times orders items parcels percent pm am ";
/// More words that are not small than this, and the number belongs to something else.
const DOUBTFUL: usize = 2;
/// How many words, numbers and signs may stand between name and code.
const REACH: usize = 16;

/// The codes of a text.
#[derive(Debug, Default)]
pub struct Codes {
    /// Where codes stand, in order.
    pub finished: Vec<Range<usize>>,
    /// Where the digits begin that end the text and may become a code.
    pub unfinished: Option<usize>,
}

#[derive(Debug, PartialEq)]
enum Kind {
    /// Letters, in small letters.
    Word(String),
    /// Digits with nothing between.
    Digits(Vec<u8>),
    /// A card number, masked or about to be.
    Card,
    /// A security code that is masked already, or a number that is to be left alone.
    Wall,
    /// The end of a sentence or line.
    Break,
    /// Any other sign.
    Sign(char),
}

struct Token {
    at: Range<usize>,
    kind: Kind,
}

/// Finds the codes of `text`, in which card numbers stand at `cards` and numbers to leave alone at `keep`, both in order.
pub fn find(text: &str, cards: &[Range<usize>], keep: &[Range<usize>]) -> Codes {
    let reader = Reader { text, tokens: tokens(text, cards, keep) };
    let mut finished = BTreeSet::new();
    let mut unfinished: Option<usize> = None;
    for at in 0..reader.tokens.len() {
        let found = if reader.kind(at) == Some(&Kind::Card) {
            reader.after_expiry(at + 1)
        } else {
            reader.name(at).and_then(|next| reader.after_name(next))
        };
        match found {
            Some(Found::Code(range)) => {
                finished.insert((range.start, range.end));
            }
            Some(Found::Beginning(start)) => unfinished = Some(unfinished.map_or(start, |other| other.min(start))),
            None => {}
        }
    }
    Codes { finished: finished.into_iter().map(|(start, end)| start..end).collect(), unfinished }
}

/// Spans in the order of the text, walked once from the beginning to the end.
struct Spans<'s>(&'s [Range<usize>]);

impl Spans<'_> {
    /// The end of the span that begins at `at`; never asked for an earlier place again.
    fn end_of(&mut self, at: usize) -> Option<usize> {
        while let [first, rest @ ..] = self.0 {
            if first.start >= at {
                return (first.start == at).then_some(first.end);
            }
            self.0 = rest;
        }
        None
    }
}

fn tokens(text: &str, cards: &[Range<usize>], keep: &[Range<usize>]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut cards, mut keep) = (Spans(cards), Spans(keep));
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let run = |of: fn(char) -> bool| at + rest.find(|c| !of(c)).unwrap_or(rest.len());
        let (end, kind) = if let Some(end) = cards.end_of(at).or_else(|| card_mark(rest).map(|length| at + length)) {
            (end, Kind::Card)
        } else if let Some(end) = keep.end_of(at) {
            (end, Kind::Wall)
        } else if rest.starts_with(CODE_MARK) {
            (at + CODE_MARK.len(), Kind::Wall)
        } else if digit(c).is_some() {
            let end = run(|c| digit(c).is_some());
            (end, Kind::Digits(rest.chars().map_while(digit).collect()))
        } else if c.is_alphabetic() {
            let end = run(|c| c.is_alphabetic() || matches!(c, '\'' | '’'));
            (end, Kind::Word(rest.get(..end - at).unwrap_or_default().to_lowercase().replace('’', "'")))
        } else if matches!(c, '.' | '!' | '?' | ';' | '\n' | '\r') {
            (at + c.len_utf8(), Kind::Break)
        } else {
            (at + c.len_utf8(), Kind::Sign(c))
        };
        if !c.is_whitespace() || kind == Kind::Break {
            tokens.push(Token { at: at..end, kind });
        }
        at = end.max(at + c.len_utf8());
    }
    tokens
}

/// The length of a masked card number at the beginning of `rest`.
fn card_mark(rest: &str) -> Option<usize> {
    let tail = rest.strip_prefix(CARD_MARK)?;
    let masked = tail.len() >= 5 && tail.bytes().take(4).all(|b| b.is_ascii_digit()) && tail.as_bytes()[4] == b']';
    masked.then_some(CARD_MARK.len() + 5)
}

enum Found {
    Code(Range<usize>),
    Beginning(usize),
}

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<&Kind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    fn word(&self, at: usize) -> &str {
        if let Some(Kind::Word(word)) = self.kind(at) { word } else { "" }
    }

    fn digits(&self, at: usize) -> &[u8] {
        if let Some(Kind::Digits(digits)) = self.kind(at) { digits } else { &[] }
    }

    /// Whether nothing stands between this token and the next.
    fn glued(&self, at: usize) -> bool {
        matches!((self.tokens.get(at), self.tokens.get(at + 1)), (Some(one), Some(next)) if one.at.end == next.at.start)
    }

    /// The token after a name of the security code that begins here.
    fn name(&self, at: usize) -> Option<usize> {
        let second = at + 1 + usize::from(matches!(self.kind(at + 1), Some(Kind::Sign('-' | '_'))));
        let two = self.glued(at) && self.digits(at + 1) == [2];
        match (self.word(at), self.word(second)) {
            ("cvv" | "cvc" | "cvn" | "csc" | "cvd", _) => Some(at + 1 + usize::from(two)),
            ("cv", _) if two => Some(at + 2),
            ("security", "code" | "codes") | ("card", "code" | "verification") => Some(second + 1),
            ("digits" | "numbers", "on") if self.word(at + 2) == "the" && self.word(at + 3) == "back" => Some(at + 4),
            _ => None,
        }
    }

    fn after_name(&self, mut at: usize) -> Option<Found> {
        let (mut doubtful, mut broken, mut seen) = (0, false, 0);
        loop {
            seen += 1;
            match self.kind(at)? {
                _ if seen > REACH || self.name(at).is_some() => return None,
                Kind::Card | Kind::Wall => return None,
                Kind::Break => broken = true,
                Kind::Sign(c) if is_currency(*c) => return None,
                Kind::Sign(_) => {}
                Kind::Word(_) if broken => return None,
                Kind::Word(word) => {
                    doubtful += usize::from(!listed(SMALL, word));
                    if doubtful > DOUBTFUL {
                        return None;
                    }
                }
                Kind::Digits(digits) => {
                    if let Some(found) = self.code(at, doubtful > 0) {
                        return Some(found);
                    }
                    if let Some(next) = self.expiry(at) {
                        at = next;
                        continue;
                    }
                    // "the cvv (3 digits) is …"
                    if !matches!(digits[..], [3 | 4]) || !self.digits(at + 1).is_empty() {
                        return None;
                    }
                }
            }
            at += 1;
        }
    }

    fn after_expiry(&self, mut at: usize) -> Option<Found> {
        let loose = |kind: &Kind| match kind {
            Kind::Sign(c) => !is_currency(*c),
            Kind::Word(word) => listed(EXPIRY, word),
            kind => *kind == Kind::Break,
        };
        let limit = at + REACH;
        while at < limit && self.kind(at).is_some_and(loose) {
            at += 1;
        }
        at = self.expiry(at)?;
        while at < limit && self.kind(at).is_some_and(|kind| matches!(kind, Kind::Sign(_) | Kind::Break) && loose(kind))
        {
            at += 1;
        }
        self.code(at, true)
    }

    /// The token after an expiry date that begins here: `12/27`, `12-2027`, `12 27`, `1227`.
    fn expiry(&self, at: usize) -> Option<usize> {
        let month = |digits: &[u8]| matches!(digits, [0, 1..=9] | [1, 0..=2] | [1..=9]);
        let digits = self.digits(at);
        if let [a, b, _, _] = digits {
            return month(&[*a, *b]).then_some(at + 1);
        }
        let parted = matches!(self.kind(at + 1), Some(Kind::Sign('/' | '-' | '–') | Kind::Break));
        let year = at + 1 + usize::from(parted);
        (month(digits) && matches!(self.digits(year).len(), 2 | 4)).then_some(year + 1)
    }

    /// The code at this token, or the beginning of one that the end of the text leaves open.
    fn code(&self, at: usize, doubtful: bool) -> Option<Found> {
        let first = self.tokens.get(at)?;
        let mut last = at;
        let mut length = self.digits(at).len();
        // Read out digit by digit: "1 2 3".
        while self.digits(last).len() == 1 && self.digits(last + 1).len() == 1 {
            last += 1;
            length += 1;
        }
        let end = self.tokens.get(last)?.at.end;
        if (1..=2).contains(&length) && self.text.get(end..)?.chars().all(|c| c.is_whitespace() && is_separator(c)) {
            return Some(Found::Beginning(first.at.start));
        }
        let is_code = (3..=4).contains(&length)
            && !self.belongs_to_more(last)
            && !(doubtful && (is_year(self.digits(at)) || listed(UNITS, self.word(last + 1))));
        is_code.then_some(Found::Code(first.at.start..end))
    }

    /// Whether the digits go on as a price with pence, a percentage or a date.
    fn belongs_to_more(&self, last: usize) -> bool {
        if !self.glued(last) {
            return false;
        }
        let more = self.glued(last + 1) && !self.digits(last + 2).is_empty();
        let point = self.tokens.get(last + 1).is_some_and(|token| self.text.get(token.at.clone()) == Some("."));
        match self.kind(last + 1) {
            Some(Kind::Sign('%')) => true,
            Some(Kind::Sign(c)) if is_currency(*c) => true,
            Some(Kind::Sign('/')) => more,
            _ => point && more,
        }
    }
}

fn listed(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|other| other == word)
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '¢' | '\u{20a0}'..='\u{20cf}')
}

fn is_year(digits: &[u8]) -> bool {
    matches!(digits, [1, 9, _, _] | [2, 0, _, _])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<&str> {
        let codes = find(text, &[], &[]);
        assert!(codes.finished.len() < 2, "{text}");
        codes.finished.first().and_then(|range| text.get(range.clone()))
    }

    #[test]
    fn codes_as_people_write_them() {
        for (text, expected) in [
            ("cvv is 123", "123"),
            ("CVV: 123", "123"),
            ("cvv123", "123"),
            ("cvv2 123", "123"),
            ("CVC2=0123", "0123"),
            ("cv2 (123)", "123"),
            ("Security code on the back is 1234", "1234"),
            ("security-code 987", "987"),
            ("card verification number: 321", "321"),
            ("the cvv (3 digits) is 123", "123"),
            ("cvv? 123", "123"),
            ("Security code?\n123", "123"),
            ("cvv 1 2 3", "1 2 3"),
            ("the three digits on the back are 456.", "456"),
            ("cvv she read out was 123", "123"),
            ("cvv, exp 12/27, 123", "123"),
            ("[card …4242] 12/27 123", "123"),
            ("[card …4242], exp. 1227, 123", "123"),
            ("cvv \u{ff11}\u{ff12}\u{ff13}", "\u{ff11}\u{ff12}\u{ff13}"),
        ] {
            assert_eq!(code(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_numbers_near_the_name_are_left_alone() {
        for text in [
            "Never ask for the cvv. She paid 120 for it",
            "cvv refused, £120 taken",
            "the security code changed in 2024",
            "security code refused 120 pounds",
            "asked for the cvv and then for order 55512",
            "cvv wrong 3 times",
            "cvv 123.50",
            "cvc 12345",
            "security 123",
            "[card …4242] refund 123",
            "[card …4242] 12/27 150 pounds",
            "cvv [card …4242]",
            "cvv [security code] 123",
            "my cvvs 123",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_that_is_still_being_typed() {
        assert_eq!(find("cvv 12", &[], &[]).unfinished, Some(4));
        assert_eq!(find("the cvv is 1 2 ", &[], &[]).unfinished, Some(11));
        assert_eq!(find("cvv 12, thanks", &[], &[]).unfinished, None);
        assert_eq!(find("flat 12", &[], &[]).unfinished, None);
    }
}
