//! Postal addresses: a number with a street, what stands with it, and postcodes.

use std::ops::Range;

use super::Kind;
use super::tokens::Token;
use crate::desk::{DAYS, MONTHS};

const STREETS: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "drive",
    "dr",
    "close",
    "way",
    "court",
    "ct",
    "place",
    "pl",
    "square",
    "sq",
    "boulevard",
    "blvd",
    "crescent",
    "terrace",
    "gardens",
    "grove",
    "hill",
    "row",
    "parkway",
    "highway",
    "rue",
    "via",
    "calle",
    "suite",
    "apt",
    "apartment",
    "flat",
    "unit",
];
const ENDS: &[&str] = &[
    "straße", "strasse", "straat", "gasse", "gürtel", "weg", "vej", "gatan", "gata", "laan", "plein", "platz",
    "stadion",
];
/// Parts that go on with an address.
const PARTS: &[&str] = &["suite", "apt", "apartment", "flat", "unit", "floor", "nan", "po", "box", "no"];
/// All that look like one.
pub(super) fn addresses(text: &str, tokens: &[Token<'_>]) -> Vec<(Range<usize>, Kind)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match length(text, tokens, at) {
            Some(end) => {
                let end = extended(tokens, end);
                found.push((tokens[at].at.start..tokens[end - 1].at.end, Kind::Address));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// What follows a number that is no house's.
fn is_unit(token: &Token<'_>) -> bool {
    let lower = token.lower.as_str();
    matches!(lower, "am" | "pm") || MONTHS.contains(&lower) || DAYS.contains(&lower)
}

fn is_street(token: &Token<'_>) -> bool {
    STREETS.contains(&token.lower.as_str())
        || ENDS.iter().any(|end| token.lower.len() > end.len() && token.lower.ends_with(end))
}

fn is_house(token: &Token<'_>) -> bool {
    let letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
    (1..=5).contains(&token.digits()) && letters <= 1 && !token.text.contains(':') && !token.text.starts_with('#')
}

/// The place behind the address that begins here.
fn length(text: &str, tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let here = &tokens[at];
    if tokens.get(at + 1).is_some_and(|next| postcode(here.text, next.text)) {
        return Some(at + 2);
    }
    let zip = at > 0 && matches!(tokens[at - 1].lower.as_str(), "zip" | "zipcode" | "postcode" | "postal");
    if zip && here.digits() > 0 {
        return Some(at + 1);
    }
    let priced = text[..here.at.start].trim_end().ends_with(['£', '$', '€']);
    if is_house(here) && !priced {
        // A street within the next words, before the sentence ends.
        let ahead = &tokens[at + 1..(at + 6).min(tokens.len())];
        let until = tokens[at]
            .ends
            .then_some(0)
            .or_else(|| ahead.iter().position(|one| one.ends).map(|end| end + 1))
            .unwrap_or(ahead.len());
        // `rue Descartes`: what follows such a word belongs to it; and "8 in the way" is no address.
        let strange = |one: &Token<'_>| !one.is_common() || one.is_strange_name() || is_house(one) || is_street(one);
        if let Some(street) = ahead[..until].iter().rposition(is_street)
            && ahead[..street].iter().all(strange)
            && (street > 0 || ahead.get(1).is_some_and(Token::is_strange_name))
        {
            return Some(at + 2 + street);
        }
        let named = ahead[..until].iter().take_while(|one| one.is_strange_name() || is_house(one)).count();
        let unit = ahead.first().is_none_or(is_unit);
        if named > 0 && !unit && ahead[..named].iter().any(Token::is_strange_name) {
            return Some(at + 1 + named);
        }
        // `46 velký průhon 426`: words of nobody between two numbers.
        let odd = ahead.iter().take(3).take_while(|one| !one.is_number() && !one.is_common()).count();
        if odd > 0 && ahead.get(odd).is_some_and(is_house) {
            return Some(at + 2 + odd);
        }
        return None;
    }
    let next = tokens.get(at + 1)?;
    // `Ziegelgasse 26`, `Whittaker Street`, `Jakobi 69`, `velký průhon 426`.
    let named = here.is_strange_name();
    if (is_street(here) && !STREETS.contains(&here.lower.as_str()) || named) && is_house(next) && !here.breaks {
        return Some(at + 2);
    }
    if named && is_street(next) && next.text.starts_with(char::is_uppercase) && !here.breaks {
        return Some(at + 2);
    }
    (PARTS.contains(&here.lower.as_str()) && here.lower != "no" && next.digits() > 0 && !here.breaks).then_some(at + 2)
}

/// With the town, the country, the postcode and the flat that follow.
fn extended(tokens: &[Token<'_>], mut end: usize) -> usize {
    while let Some(token) = tokens.get(end) {
        let goes_on = token.is_strange_name()
            || is_house(token)
            || PARTS.contains(&token.lower.as_str())
            || (token.digits() > 0 && token.text.chars().count() < 9)
            || (token.text.chars().count() <= 3
                && token.text.chars().all(char::is_uppercase)
                && tokens[end - 1].breaks)
            || (!token.is_common() && tokens[end - 1].breaks)
            || (is_street(token) && tokens[end - 1].is_strange_name());
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// `SW1A 1AA`, in capitals or not.
fn postcode(first: &str, second: &str) -> bool {
    let shape = |text: &str| {
        text.chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '9'
                } else if c.is_ascii_alphabetic() {
                    'A'
                } else {
                    '-'
                }
            })
            .collect::<String>()
    };
    matches!(shape(first).as_str(), "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A") && shape(second) == "9AA"
}
