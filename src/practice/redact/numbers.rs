//! What is found by its signs and digits: masks, e-mail and web addresses, telephone and card numbers, dates, references.

use std::ops::Range;

use super::Kind;
use super::amounts;
use super::tokens::Token;
use crate::desk::MONTHS;

type Found = Vec<(Range<usize>, Kind)>;

/// A run of so many digits never stays.
const LONG: usize = 5;

/// What the way in has masked already.
pub(super) fn masks(text: &str) -> Found {
    let mut found = Vec::new();
    for (begins, kind) in [("[card …", Kind::Card), ("[security code", Kind::Code)] {
        for (at, _) in text.match_indices(begins) {
            let end = text[at..].find(']').map_or(text.len(), |end| at + end + 1);
            found.push((at..end, kind));
        }
    }
    found
}

/// E-mail addresses, handles, addresses of the web.
pub(super) fn web(text: &str) -> Found {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let name = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '_' | '+' | '-' | '%' | '\'');
        let left: usize = text[..at].chars().rev().take_while(name).map(char::len_utf8).sum();
        let right: usize = text[at + 1..].chars().take_while(|c| name(c) || *c == '@').map(char::len_utf8).sum();
        if right > 0 {
            found.push((at - left..at + 1 + right, if left > 0 { Kind::Email } else { Kind::Name }));
        }
    }
    let mut start = 0;
    for word in text.split(char::is_whitespace) {
        // Of the same length, so that places in it are places in the word.
        let lower = word.to_ascii_lowercase();
        let begins = ["http://", "https://", "www."].iter().filter_map(|begins| lower.find(begins)).min();
        let sign = |c: char| !c.is_alphanumeric() && c != '/';
        let plain = word.trim_matches(sign);
        if let Some(from) = begins {
            let end = word.trim_end_matches(sign).len().max(from);
            found.push((start + from..start + end, Kind::Url));
        } else if is_host(plain) {
            let from = start + word.find(plain).unwrap_or(0);
            found.push((from..from + plain.len(), Kind::Url));
        }
        start += word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// `shop.example.com/orders`: names with dots between, the last one of the common ends.
fn is_host(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "com", "org", "net", "info", "biz", "io", "co", "uk", "de", "fr", "nl", "se", "dk", "no", "pl", "it", "es",
        "eu", "us", "ca", "au", "ie", "at", "ch", "be", "edu", "gov", "app", "shop", "dev",
    ];
    let host = word.split('/').next().unwrap_or_default().to_lowercase();
    let parts: Vec<&str> = host.split('.').collect();
    let label = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    parts.len() > 1
        && parts.iter().all(label)
        && parts.last().is_some_and(|end| ENDS.contains(end))
        && parts[0].len() > 1
}

/// Digits with what stands between them: cards, telephones, dates, machines, and every long number.
pub(super) fn digits(text: &str) -> Found {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = text[at..].find(char::is_numeric).map(|i| at + i) {
        let end = group(text, from);
        let from = opened(text, from);
        found.extend(number(text, from..end));
        at = end;
    }
    found
}

/// The `+` or bracket before the digits.
fn opened(text: &str, from: usize) -> usize {
    let before = &text[..from];
    from - before.chars().rev().take_while(|c| matches!(c, '+' | '(')).map(char::len_utf8).sum::<usize>()
}

/// The end of a number that may have signs between its digits, two in a row at most.
fn group(text: &str, from: usize) -> usize {
    let (mut end, mut between) = (from, 0);
    for (i, c) in text[from..].char_indices() {
        if c.is_numeric() {
            (end, between) = (from + i + c.len_utf8(), 0);
        } else if between < 2 && (is_blank(c) || matches!(c, '-' | '.' | '/' | '(' | ')' | '+' | 'x' | '‐'..='—')) {
            between += 1;
        } else {
            break;
        }
    }
    end
}

/// White space that ends no line.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

fn number(text: &str, at: Range<usize>) -> Found {
    let whole = &text[at.clone()];
    let digits = whole.chars().filter(|c| c.is_numeric()).count();
    let runs: Vec<usize> =
        whole.split(|c: char| !c.is_numeric()).map(|run| run.chars().count()).filter(|run| *run > 0).collect();
    let longest = runs.iter().copied().max().unwrap_or(0);
    // A date at the beginning of the group; what comes after it is looked at on its own.
    if let Some(length) = date(whole) {
        let end = at.start + length;
        let end = end + time(&text[end..]);
        let mut found = vec![(at.start..end, Kind::Date)];
        if let Some(rest) = text.get(end..at.end).and_then(|rest| rest.find(char::is_numeric)) {
            found.extend(number(text, end + rest..at.end));
        }
        return found;
    }
    let four = |sign: char| whole.matches(sign).count() == 3 && runs.len() == 4 && runs.iter().all(|run| *run <= 3);
    let kind = match (runs.as_slice(), digits) {
        _ if four('.') && !whole.contains(' ') => Kind::Machine,
        ([3, 2, 4], _) => Kind::Number,
        (_, 13..) if whole.starts_with(['+', '(']) || whole.starts_with("00") || whole.contains('x') => Kind::Phone,
        (_, 13..) => Kind::Card,
        (runs, 7..) if runs.len() > 1 || whole.starts_with(['+', '(', '0']) => Kind::Phone,
        _ if longest >= LONG => Kind::Number,
        // A local number in pieces: `496 001`, `22 33 44`.
        _ if digits >= LONG && !amounts::is_plain(text, &at) => {
            if digits > LONG {
                Kind::Phone
            } else {
                Kind::Number
            }
        }
        _ => return Vec::new(),
    };
    vec![(at, kind)]
}

/// The length of a date in digits with its year at the beginning of this, in bytes.
fn date(text: &str) -> Option<usize> {
    let sign = text.chars().find(|c| !c.is_numeric()).filter(|c| matches!(c, '/' | '-' | '.'))?;
    let (first, rest) = text.split_once(sign)?;
    let (middle, rest) = rest.split_once(sign)?;
    if !middle.chars().all(char::is_numeric) {
        return None;
    }
    let last = rest.find(|c: char| !c.is_numeric()).map_or(rest, |end| &rest[..end]);
    let digits = [first, middle, last].map(|part| part.chars().count());
    let fits = matches!(digits, [1..=2, 1..=2, 2 | 4] | [4, 1..=2, 1..=2])
        && rest[last.len()..].chars().next().is_none_or(|c| c == ' ');
    fits.then_some(first.len() + middle.len() + last.len() + 2)
}

/// The length of a time of day right behind a date.
fn time(behind: &str) -> usize {
    let Some(clock) = behind.strip_prefix([' ', 'T']) else { return 0 };
    let length: usize = clock.chars().take_while(|c| c.is_numeric() || *c == ':').map(char::len_utf8).sum();
    if clock[..length].contains(':') { 1 + length } else { 0 }
}

/// References: letters and digits in one token, what stands after "order" and the like, and dates in words.
pub(super) fn references(tokens: &[Token<'_>]) -> Found {
    const CUES: &[&str] = &[
        "order",
        "reference",
        "ref",
        "account",
        "tracking",
        "booking",
        "licence",
        "license",
        "invoice",
        "policy",
        "membership",
        "case",
        "ticket",
        "customer",
        "number",
        "no",
        "id",
        "passport",
        "iban",
        "pin",
        "password",
    ];
    const SMALL: &[&str] = &["is", "was", "number", "no", "id", "my", "the", "it's", "reads", "of", "code"];
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
        let digits = token.digits();
        let before = tokens[..at]
            .iter()
            .rev()
            .take(4)
            .take_while(|one| !one.ends || one.lower == "no")
            .find(|one| !SMALL.contains(&one.lower.as_str()));
        let cued = before.is_some_and(|one| CUES.contains(&one.lower.as_str()));
        let ordinal = ["st", "nd", "rd", "th", "am", "pm", "gb", "tb", "kg", "cm", "mm", "ml", "x", "p", "s", "c"]
            .iter()
            .any(|end| {
                token.lower.trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | ':' | '-' | '/')) == *end
            });
        if let Some(spaced) = spaced(tokens, at, cued) {
            found.push((spaced, Kind::Order));
        }
        if (letters > 0 && digits >= 3 && !ordinal)
            || (token.text.starts_with('#') && digits > 1)
            || (cued && digits >= 3)
        {
            found.push((token.at.clone(), Kind::Order));
        }
        // `27 December 1986`, `December 27, 1986`.
        let month = token.lower.get(..3).is_some_and(|begins| MONTHS.iter().any(|month| month.starts_with(begins)))
            && letters == token.text.chars().count();
        let (from, to) = (at.saturating_sub(2), (at + 3).min(tokens.len()));
        let around = &tokens[from..to];
        let year = |one: &Token<'_>| one.is_number() && one.digits() == 4;
        if month && let Some(last) = around.iter().rposition(year) {
            let first = around.iter().position(|one| one.digits() > 0 || one.at == token.at).unwrap_or(0);
            found.push((around[first].at.start..around[last].at.end, Kind::Date));
        }
        let born = tokens[..at]
            .iter()
            .rev()
            .take(3)
            .any(|one| matches!(one.lower.as_str(), "born" | "birth" | "dob" | "birthday"));
        if born && digits > 0 {
            found.push((token.at.clone(), Kind::Date));
        }
    }
    found
}

/// A code in pieces that begins here: what stands after "PIN" and the like, or after capitals that are no word of ours.
fn spaced(tokens: &[Token<'_>], at: usize, cued: bool) -> Option<Range<usize>> {
    let here = tokens.get(at)?;
    let letters = here.text.chars().count();
    let prefix = (2..=4).contains(&letters) && here.text.chars().all(char::is_alphabetic) && !here.breaks;
    let capitals = prefix && here.text.chars().all(char::is_uppercase);
    let (first, least) = match (cued, prefix && !here.is_common()) {
        // `ref qx 20 71`: with a cue, in small letters as well.
        (true, true) => (at + 1, 3),
        (false, true) if capitals => (at + 1, 4),
        (true, false) if here.digits() > 0 => (at, 3),
        _ => return None,
    };
    let rest = tokens.get(first..)?;
    let is_digits = |one: &Token<'_>| one.text.chars().all(|c| c.is_numeric() || matches!(c, '-' | '.' | '/' | '–'));
    let mut pieces = rest.iter().take_while(|one| is_digits(one)).count();
    if let Some(end) = rest.iter().take(pieces).position(|one| one.breaks) {
        pieces = end + 1;
    }
    let digits: usize = rest[..pieces].iter().map(Token::digits).sum();
    (digits >= least).then(|| here.at.start..rest[pieces - 1].at.end)
}
